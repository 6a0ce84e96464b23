//! Handles: short words in plain letters, each somebody's alone.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::author::{is_no_reply, login};

/// Beginnings of mails that say nothing of whose they are.
const ANYBODY: [&str; 20] = [
    "info", "mail", "email", "me", "hello", "hi", "hey", "contact", "admin", "root", "git",
    "github", "gitlab", "dev", "code", "office", "team", "support", "post", "noreply",
];

/// Endings of hosts: whoever has a mail for each of them is not called after them.
const HOSTS: [&str; 5] = [".com", ".org", ".net", ".io", ".dev"];

/// Letters that have no plain one inside, and what stands for them.
const LETTERS: [(char, &str); 10] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ħ', "h"),
];

/// Most letters of a handle.
const LONGEST: usize = 39;

/// The handles given so far.
#[derive(Default)]
pub(super) struct Handles {
    people: Vec<String>,
    /// The handle of a team by the name it has elsewhere.
    teams: BTreeMap<String, String>,
}

impl Handles {
    /// A new person's handle: their name on the host, else the beginning of a mail, else their name.
    pub(super) fn of_person(&mut self, name: &str, mails: &[String]) -> String {
        let on_host = mails.iter().filter_map(|mail| login(mail));
        let begins = mails
            .iter()
            .filter(|mail| !is_no_reply(mail))
            .filter_map(|mail| mail.split_once('@'))
            // What stands behind a plus sorts mails and names nobody.
            .map(|(user, _)| user.split('+').next().unwrap_or(user))
            .filter(|user| !ANYBODY.contains(&user.to_lowercase().as_str()))
            .filter(|user| user.len() > 1 && !HOSTS.iter().any(|end| user.ends_with(end)));
        let is_word = |word: &String| word.starts_with(|letter: char| letter.is_ascii_alphabetic());
        let words = begins.chain(on_host).chain([name]).map(plain);
        let words: Vec<String> = words.filter(is_word).collect();
        let free = words.iter().find(|word| !self.is_taken(word));
        let word = free.or_else(|| words.first());
        let word = word.map_or("somebody", String::as_str);
        let handle = unique(word, |handle| self.is_taken(handle));
        self.people.push(handle.clone());
        handle
    }

    /// A team's handle, the same whenever it is asked for.
    pub(super) fn of_team(&mut self, name: &str) -> String {
        if let Some(handle) = self.teams.get(name) {
            return handle.clone();
        }
        let word = match plain(name) {
            word if word.is_empty() => "team".to_owned(),
            word => word,
        };
        // A handle is never a person's and a team's.
        let word = if self.people.contains(&word) {
            format!("{word}-team")
        } else {
            word
        };
        let handle = unique(&word, |handle| self.is_taken(handle));
        self.teams.insert(name.to_owned(), handle.clone());
        handle
    }

    fn is_taken(&self, handle: &str) -> bool {
        self.people.iter().any(|one| one == handle) || self.teams.values().any(|one| one == handle)
    }
}

/// Whether a name on a host looks like that of somebody: `bchen`, `bochen`, `chen-bo` or `boc` of Bo Chen.
pub(super) fn looks_like(login: &str, name: &str) -> bool {
    let letters = plain(login).replace(['-', '_', '.'], "");
    let words = name.split_whitespace().map(plain);
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let [first, .., last] = words.as_slice() else {
        return false;
    };
    let shapes = [
        (first.as_str(), last.as_str()),
        (&first[..1], last),
        (first, &last[..1]),
    ];
    let is_one = |(one, other): &(&str, &str)| {
        letters == format!("{one}{other}") || letters == format!("{other}{one}")
    };
    letters.len() > 2 && shapes.iter().any(is_one)
}

/// The word, or with a number behind it where it is taken.
pub(super) fn unique(word: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut handle = word.to_owned();
    let mut number = 2;
    while is_taken(&handle) {
        handle = format!("{word}-{number}");
        number += 1;
    }
    handle
}

/// Lower case, plain letters and digits, `.`, `_` and `-` inside.
pub(super) fn plain(text: &str) -> String {
    let mut word = String::new();
    for letter in text
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
    {
        let stands = LETTERS
            .iter()
            .find(|(odd, _)| *odd == letter)
            .map(|(_, plain)| *plain);
        if word.len() >= LONGEST {
            break;
        }
        match stands {
            Some(plain) => word.push_str(plain),
            None if letter.is_ascii_alphanumeric() => word.push(letter),
            None if matches!(letter, '.' | '_') && !word.is_empty() => word.push(letter),
            None if !word.is_empty() && !word.ends_with('-') && !letter.is_alphabetic() => {
                word.push('-')
            }
            None => {}
        }
    }
    word.trim_end_matches(['-', '.', '_']).to_owned()
}

//! How the records of a folder are called: the letters before their numbers, the digits, or no numbers at all.

use std::collections::{BTreeMap, BTreeSet};

use super::Head;
use super::name::Name;
use super::place;
use super::tally::tallies;
use super::unit::{Unit, split, units};
use crate::model::kind::Kind;
use crate::model::settings::Ids;

/// What names and texts say of the ids of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    /// The letters before a number, where names, texts or the folder say them.
    pub prefix: Option<String>,
    /// How many digits a number has, where there are numbers.
    pub width: Option<usize>,
    /// What an id is made of.
    pub ids: Ids,
}

/// Letters before a number that mean something else than a record.
const OTHERS: [&str; 40] = [
    "UTF", "ISO", "SHA", "AES", "RSA", "HTTP", "HTTPS", "TLS", "SSL", "IPV", "PR", "MR", "GH",
    "CVE", "ECMA", "ES", "BASE", "EC", "UTC", "GMT", "PHP", "JDK", "JAVA", "CSS", "HTML", "OAUTH",
    "PEP", "MD", "MP", "IEEE", "WCAG", "UI", "AM", "PM", "IE", "NET", "IN", "AND", "OR", "TO",
];

/// Most letters of a prefix that texts are searched for.
const LONGEST: usize = 8;

/// Reads how the records in a folder are called, from all its files; no prefix is one of `taken`.
#[must_use]
pub fn naming(kind: &Kind, files: &[Head], folder: &str, taken: &[&str]) -> Naming {
    let units = units(kind, files, folder);
    let (_, all) = tallies(&units);
    let Some(tally) = all.get("") else {
        return Naming::default();
    };
    let is_free = |prefix: &String| {
        let letters = prefix.bytes().all(|byte| byte.is_ascii_uppercase());
        letters && (1..=12).contains(&prefix.len()) && !taken.contains(&prefix.as_str())
    };
    let written = tally.prefix().map(str::to_owned).filter(is_free);
    let prefix = written
        .or_else(|| named_in_texts(files, &units, &is_free))
        .or_else(|| of_folder(folder, files).filter(is_free));
    let letters = prefix.as_deref().unwrap_or(&kind.prefix);
    let ids = match tally.numbered_as(letters) * 2 < tally.units {
        true => Ids::Stem,
        false => Ids::Number,
    };
    let numbered = tally.numbered_as(letters) > 0;
    Naming {
        width: width(&units),
        prefix: prefix.filter(|_| numbered),
        ids,
    }
}

impl Naming {
    /// The same for the records at the top of a repository that has those names, which say the letters where nothing
    /// else does.
    #[must_use]
    pub fn in_repository(mut self, names: &[String], taken: &[&str]) -> Self {
        if self.prefix.is_none() && self.width.is_some() {
            let known = names.iter().filter_map(|name| place::prefix(name));
            let mut free = known.filter(|prefix| !taken.contains(prefix));
            self.prefix = free.next().map(str::to_owned);
        }
        self
    }
}

/// How many digits most numbers are filled up to; where none is, how many all have, or 1.
fn width(units: &[Unit]) -> Option<usize> {
    let names = units.iter().map(Unit::name);
    let digits: Vec<&str> = names
        .filter_map(|name| match name {
            Name::Number { digits, .. } => Some(digits),
            _ => None,
        })
        .collect();
    let mut filled: BTreeMap<usize, usize> = BTreeMap::new();
    for number in digits
        .iter()
        .filter(|number| number.len() > 1 && number.starts_with('0'))
    {
        *filled.entry(number.len()).or_default() += 1;
    }
    let most = filled.into_iter().max_by_key(|(_, count)| *count);
    let first = digits.first().map(|number| number.len())?;
    let same = digits.iter().all(|number| number.len() == first);
    Some(match most {
        Some((length, _)) => length,
        None if same => first,
        None => 1,
    })
}

/// The letters before numbers of this folder that its texts use most.
fn named_in_texts(
    files: &[Head],
    units: &[Unit],
    is_free: &dyn Fn(&String) -> bool,
) -> Option<String> {
    let numbers: BTreeSet<u64> = units
        .iter()
        .filter_map(|unit| unit.name().number())
        .collect();
    let mut named: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    let mut own: BTreeMap<&str, usize> = BTreeMap::new();
    let mut users: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        let number = number_of(&file.path);
        let mut says_own: BTreeSet<&str> = BTreeSet::new();
        let mut says: BTreeSet<&str> = BTreeSet::new();
        for (prefix, named_number) in mentions(&file.text) {
            if Some(named_number) == number {
                says_own.insert(prefix);
            }
            if numbers.contains(&named_number) {
                says.insert(prefix);
                named.entry(prefix).or_default().insert(named_number);
            }
        }
        for prefix in says {
            *users.entry(prefix).or_default() += 1;
        }
        for prefix in says_own {
            *own.entry(prefix).or_default() += 1;
        }
    }
    let count = |prefix: &str| own.get(prefix).copied().unwrap_or_default();
    // What only a few files number, such as zones of a network, is not the log's own.
    let enough = |prefix: &str, named: usize| {
        let users = users.get(prefix).copied().unwrap_or_default();
        let spread = users >= 2 && users * 10 >= units.len();
        count(prefix) * 2 >= units.len() || (spread && named >= 2 && named * 20 >= units.len())
    };
    named
        .into_iter()
        .filter(|(prefix, named)| enough(prefix, named.len()) && is_free(&(*prefix).to_owned()))
        .max_by_key(|(prefix, named)| (named.len() + 2 * count(prefix), std::cmp::Reverse(*prefix)))
        .map(|(prefix, _)| prefix.to_owned())
}

/// The number in a file's name, or in that of its folder.
fn number_of(path: &str) -> Option<u64> {
    let (folder, name) = split(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let number = Name::read(stem).number();
    number.or_else(|| Name::read(split(folder).1).number())
}

/// Everything like `ADR-0012`, `ADR 12` or `ADR12` in a text: the letters and the number.
fn mentions(text: &str) -> impl Iterator<Item = (&str, u64)> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let starts = (0..bytes.len()).filter(move |at| {
        let first = at
            .checked_sub(1)
            .is_none_or(|before| !is_word(before) && !matches!(bytes[before], b'_' | b'-' | b'/'));
        first && is_letter(*at)
    });
    starts.filter_map(move |start| {
        let letters = (start..).take_while(|at| is_letter(*at)).count();
        let mut at = start + letters;
        if !(2..=LONGEST).contains(&letters) {
            return None;
        }
        at += usize::from(matches!(bytes.get(at), Some(b'-' | b' ')));
        let digits = (at..)
            .take_while(|at| bytes.get(*at).is_some_and(u8::is_ascii_digit))
            .count();
        let end = at + digits;
        let prefix = &text[start..start + letters];
        if !(1..=9).contains(&digits) || is_word(end) || OTHERS.contains(&prefix) {
            return None;
        }
        Some((prefix, text[at..end].parse().ok()?))
    })
}

/// The letters that go with the name of the folder, or of the one above.
fn of_folder(folder: &str, files: &[Head]) -> Option<String> {
    let (above, name) = split(folder);
    // `text` is what the folder of requests for comments is called in many a repository of nothing else.
    let is_rfcs = || name == "text" && files.iter().any(|file| file.text.contains("RFC"));
    let known = place::prefix(name).or_else(|| place::prefix(split(above).1));
    let known = known.or_else(|| is_rfcs().then_some("RFC"));
    known.map(str::to_owned)
}

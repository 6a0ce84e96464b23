//! People from the authors of commits: who is a program, and which names and mails are one person's.

use std::collections::BTreeMap;

/// A name and a mail that commits carry, and how many do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name, through `.mailmap`.
    pub name: String,
    /// The mail, through `.mailmap`.
    pub email: String,
    /// How many commits.
    pub commits: usize,
}

/// Somebody who committed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Committer {
    /// The name most of the commits have.
    pub(super) name: String,
    /// Every mail, the one of most commits first.
    pub(super) mails: Vec<String>,
    commits: usize,
}

/// What the names and mails of programs contain.
const BOTS: [&str; 18] = [
    "[bot]",
    "dependabot",
    "renovate",
    "github-actions",
    "github actions",
    "greenkeeper",
    "snyk-bot",
    "mergify",
    "pre-commit-ci",
    "codecov",
    "semantic-release",
    "allcontributors",
    "imgbot",
    "weblate",
    "crowdin",
    "copilot",
    "gitlab-bot",
    "web-flow",
];

/// Whether a name or a mail is that of a program.
pub(super) fn is_bot(name: &str, mail: &str) -> bool {
    let (name, mail) = (name.to_lowercase(), mail.to_lowercase());
    // `Talbot` is somebody.
    let named = name
        .strip_suffix("bot")
        .is_some_and(|before| before.is_empty() || before.ends_with(['-', ' ', '_']));
    let known = BOTS
        .iter()
        .any(|word| name.contains(word) || mail.contains(word));
    known || named || name.ends_with("-ci")
}

/// Whether nobody reads what is sent to a mail.
pub(super) fn is_no_reply(mail: &str) -> bool {
    let (user, host) = mail.split_once('@').unwrap_or((mail, ""));
    let user = user.to_lowercase();
    host.to_lowercase().contains("noreply") || user.contains("noreply") || user.contains("no-reply")
}

/// The name on the host that a mail without reply says: `alice` of `12+alice@users.noreply.github.com`.
pub(super) fn login(mail: &str) -> Option<&str> {
    let (user, host) = mail.split_once('@')?;
    if !host.to_lowercase().starts_with("users.noreply.") {
        return None;
    }
    let digits = user.bytes().take_while(u8::is_ascii_digit).count();
    let name = user[digits..]
        .strip_prefix(['+', '-'])
        .filter(|_| digits > 0);
    Some(name.unwrap_or(user)).filter(|name| !name.is_empty())
}

/// The people among authors, whoever committed most first.
pub(super) fn people(authors: &[Author]) -> Vec<Committer> {
    let mut by_mail: BTreeMap<String, Vec<&Author>> = BTreeMap::new();
    for author in authors
        .iter()
        .filter(|author| !is_bot(&author.name, &author.email))
    {
        // Without a mail a name stands for itself.
        let key = match author.email.trim() {
            "" => format!(" {}", author.name),
            mail => mail.to_lowercase(),
        };
        by_mail.entry(key).or_default().push(author);
    }
    let mut by_name: BTreeMap<String, Vec<(Committer, usize)>> = BTreeMap::new();
    for (key, mut same) in by_mail {
        same.sort_by(|a, b| b.commits.cmp(&a.commits).then_with(|| a.name.cmp(&b.name)));
        let commits: usize = same.iter().map(|author| author.commits).sum();
        let Some(first) = same.first() else { continue };
        let mail = Some(clean(&first.email)).filter(|mail| mail.contains('@'));
        let one = Committer {
            name: clean(&first.name),
            mails: mail.into_iter().collect(),
            commits,
        };
        let name = one.name.to_lowercase();
        let group = if name.is_empty() { key } else { name };
        by_name.entry(group).or_default().push((one, commits));
    }
    let mut people: Vec<Committer> = by_name.into_values().map(merged).collect();
    people.sort_by(|a, b| b.commits.cmp(&a.commits).then_with(|| a.name.cmp(&b.name)));
    people
}

/// One person of all who have the same name.
fn merged(mut same: Vec<(Committer, usize)>) -> Committer {
    same.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.mails.cmp(&b.0.mails)));
    let mut person = Committer::default();
    for (one, commits) in same {
        if person.name.is_empty() {
            person.name = one.name;
        }
        person.mails.extend(one.mails);
        person.commits += commits;
    }
    person
}

/// Without what is no part of a name or a mail.
fn clean(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

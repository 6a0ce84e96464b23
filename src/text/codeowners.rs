//! Code owners as GitHub and GitLab write them: patterns of paths and who is asked about each.
//!
//! Reading is total: what is no pattern and no owner is left out.

/// Where the file is looked for, from the repository's root.
pub const PLACES: [&str; 4] = [
    "CODEOWNERS",
    ".github/CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab/CODEOWNERS",
];

/// One line: a pattern and its owners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The pattern without its escapes.
    pub pattern: String,
    /// Who is asked; nobody where the line takes a path out.
    pub owners: Vec<Owner>,
    /// The section it stands in (GitLab).
    pub section: Option<String>,
    /// How many of its owners must approve, where the section says so (GitLab).
    pub approvals: Option<u32>,
}

/// Who is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// `@alice`
    Person(String),
    /// `@org/team`, without the organisation.
    Team(String),
    /// `alice@example.com`
    Mail(String),
}

/// A section's name, owners and approvals.
#[derive(Clone, Debug, Default)]
struct Section {
    name: Option<String>,
    owners: Vec<Owner>,
    approvals: Option<u32>,
}

/// Reads a file of code owners; a later line takes precedence over an earlier one.
#[must_use]
pub fn parse(text: &str) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut section = Section::default();
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = line.trim();
        if let Some(next) = header(line) {
            section = next;
            continue;
        }
        let words = words(line);
        let Some((pattern, owners)) = words.split_first() else {
            continue;
        };
        // GitLab takes what begins with `!` out of the rules before it.
        if pattern.starts_with('!') {
            continue;
        }
        let mut owners: Vec<Owner> = owners.iter().filter_map(|word| owner(word)).collect();
        if owners.is_empty() {
            owners.clone_from(&section.owners);
        }
        rules.push(Rule {
            pattern: pattern.clone(),
            owners,
            section: section.name.clone(),
            approvals: section.approvals,
        });
    }
    rules
}

/// `[Section]`, `^[Optional section]`, `[Section][2] @default-owner`
fn header(line: &str) -> Option<Section> {
    let line = line.strip_prefix('^').unwrap_or(line);
    let (name, rest) = line.strip_prefix('[')?.split_once(']')?;
    let count = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (approvals, rest) = match count {
        Some((number, rest)) => (number.trim().parse().ok(), rest),
        None => (None, rest),
    };
    Some(Section {
        name: Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
        owners: words(rest).iter().filter_map(|word| owner(word)).collect(),
        approvals,
    })
}

/// The words of a line up to a comment; `\` takes the meaning from a blank, a `#` and itself.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => word.extend(letters.next()),
            '#' if word.is_empty() => break,
            _ if letter.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn owner(word: &str) -> Option<Owner> {
    let is_name = |name: &str| {
        let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        !name.is_empty() && name.chars().all(plain)
    };
    let Some(name) = word.strip_prefix('@') else {
        let (user, host) = word.split_once('@')?;
        let mail = !user.is_empty() && host.contains('.') && !host.contains('@');
        return mail.then(|| Owner::Mail(word.to_owned()));
    };
    match name.rsplit_once('/') {
        Some((_, team)) => is_name(team).then(|| Owner::Team(team.to_owned())),
        // `@@maintainer` is a role and nobody in particular.
        None => is_name(name).then(|| Owner::Person(name.to_owned())),
    }
}

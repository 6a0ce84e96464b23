//! Whether the beginning of a Markdown file reads like a record of decisions or proposals.
//!
//! A guess on a few lines, for files that nobody has read yet.

use crate::model::kind::Kind;
use crate::text::dialects;

/// How much a file reads like a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// Not at all.
    Not,
    /// It has a state, or the sections of one.
    Half,
    /// It has a state and more.
    Whole,
}

/// Keys that little else than records have: in front matter, in a list at the top, or in a table.
const KEYS: [&str; 43] = [
    "deciders",
    "decider",
    "decision makers",
    "decision maker",
    "consulted",
    "informed",
    "supersedes",
    "superseded by",
    "superceded by",
    "amends",
    "amended by",
    "start date",
    "rfc",
    "adr",
    "rfc pr",
    "rfc number",
    "rfc issue",
    "feature name",
    "rust issue",
    "tracking issue",
    "implementation issue",
    "implementation prs",
    "reference issues",
    "implementation pr",
    "discussions to",
    "review manager",
    "review period",
    "eip",
    "erc",
    "cip",
    "hip",
    "cep",
    "tep",
    "kep number",
    "approvers",
    "reviewers",
    "owning sig",
    "champion",
    "champions",
    "relevant teams",
    "relevant team(s)",
    "implementing prs",
    "impacted teams",
];

/// Sections of proposals, in lower case.
const PROPOSAL: [&str; 35] = [
    "abstract",
    "motivation",
    "specification",
    "rationale",
    "drawbacks",
    "detailed design",
    "design details",
    "unresolved questions",
    "prior art",
    "guide-level explanation",
    "reference-level explanation",
    "rationale and alternatives",
    "backwards compatibility",
    "backward compatibility",
    "security considerations",
    "non-goals",
    "goals",
    "proposal",
    "proposed solution",
    "rejected alternatives",
    "rejected ideas",
    "alternatives considered",
    "alternatives",
    "compatibility",
    "adoption strategy",
    "test plan",
    "graduation criteria",
    "how we teach this",
    "internal details",
    "trade-offs and mitigations",
    "prior art and alternatives",
    "future possibilities",
    "open questions",
    "open issues",
    "current situation",
];

/// How many lines under a heading or the title are looked at for keys.
const TOP: usize = 60;

/// What was seen in a file.
#[derive(Default)]
struct Seen {
    status: bool,
    keys: Vec<&'static str>,
    sections: Vec<String>,
    required: Vec<String>,
    proposal: Vec<&'static str>,
}

/// How much a file reads like a record of that kind, or of any log.
pub(super) fn look(kind: &Kind, text: &str) -> Grade {
    let mut seen = Seen::default();
    let text = text.trim_start_matches('\u{feff}');
    let body = front(text, &mut seen);
    let mut fenced = false;
    let mut before = "";
    for (at, line) in body.lines().enumerate() {
        let line = line.trim_end();
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let underlined = !before.is_empty()
            && line.len() >= 3
            && (line.chars().all(|sign| sign == '-') || line.chars().all(|sign| sign == '='));
        if let Some(heading) = heading(line) {
            section(kind, heading, &mut seen);
        } else if underlined {
            section(kind, before, &mut seen);
        } else if at < TOP {
            key(line, &mut seen);
        }
        before = line;
    }
    seen.grade()
}

impl Seen {
    fn grade(&self) -> Grade {
        let shaped = self.required.len() >= 2 || self.proposal.len() >= 3;
        let more = shaped || !self.sections.is_empty() || !self.keys.is_empty();
        if (self.status && more) || self.keys.len() >= 2 || (shaped && !self.keys.is_empty()) {
            Grade::Whole
        } else if self.status || shaped || !self.keys.is_empty() {
            Grade::Half
        } else {
            Grade::Not
        }
    }
}

/// Looks at the keys of front matter; gives what stands behind it.
fn front<'a>(text: &'a str, seen: &mut Seen) -> &'a str {
    let rest = text
        .strip_prefix("---")
        .filter(|rest| rest.starts_with(['\n', '\r']));
    let Some(rest) = rest else {
        return text;
    };
    let end = rest.match_indices("\n---").find(|(at, _)| {
        let after = rest[at + 4..].chars().next();
        after.is_none_or(|sign| sign.is_whitespace())
    });
    let (front, body) = match end {
        Some((at, _)) => (&rest[..at], &rest[at + 4..]),
        // A head may be cut within it.
        None => (rest, ""),
    };
    // A list under a key is none of ours.
    for line in front
        .lines()
        .filter(|line| !line.starts_with([' ', '-', '#']))
    {
        key(line, seen);
    }
    body
}

/// The words of a heading, without what is before and behind them.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=4).contains(&level) && words.starts_with([' ', '\t'])).then(|| words.trim())
}

fn section(kind: &Kind, heading: &str, seen: &mut Seen) {
    let words = heading.trim_end_matches(['#', ' ', ':']);
    let words = words.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let lower = words.to_lowercase();
    let first = lower.split([':', '：']).next().unwrap_or_default().trim();
    if is_status(first) {
        seen.status = true;
    }
    if let Some(known) = PROPOSAL.iter().find(|known| **known == first)
        && !seen.proposal.contains(known)
    {
        seen.proposal.push(known);
    }
    let Some(spec) = kind.section_for(words).or_else(|| kind.section_for(first)) else {
        return;
    };
    if !seen.sections.contains(&spec.id) {
        seen.sections.push(spec.id.clone());
        if !spec.required_in.is_empty() {
            seen.required.push(spec.id.clone());
        }
    }
}

/// Whether files call their state so.
fn is_status(word: &str) -> bool {
    dialects::canonical(word) == Some("status")
}

/// `status: x`, `* Status: x`, `- **Status**: x`, `| Status | x |`.
fn key(line: &str, seen: &mut Seen) {
    let marks = |letter: char| letter.is_whitespace() || "*-+|>_`".contains(letter);
    let line = line.trim_start_matches(marks);
    let Some(at) = line.find([':', '：', '|']) else {
        return;
    };
    let key = line[..at].trim_end_matches(marks);
    if key.len() > 40
        || line[at..]
            .trim_matches(marks)
            .trim_start_matches([':', '：'])
            .trim()
            .is_empty()
    {
        return;
    }
    let key = key.to_lowercase().replace(['-', '_'], " ");
    if is_status(&key) {
        seen.status = true;
    }
    if let Some(known) = KEYS.iter().find(|known| **known == key)
        && !seen.keys.contains(known)
    {
        seen.keys.push(known);
    }
}

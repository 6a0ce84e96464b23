//! What governs the files that a change touches, and what the change does to records.

use super::markdown::{Item, short};
use crate::model::delta::{Difference, What};
use crate::model::evidence::{Evidence, Ground};
use crate::model::standing::Standing;
use crate::report::markup::{code, plain, prose};
use crate::report::record::sentence;
use crate::report::words::{counted, listed};

/// How many paths, patterns or people are told before the rest is counted.
const SHOWN: usize = 3;

/// What governs the files that differ from a revision.
#[derive(Clone, Debug, Default)]
pub struct Governing {
    /// How many paths differ.
    pub paths: usize,
    /// The records that govern them, strongest evidence first.
    pub records: Vec<Governs>,
    /// What became of records.
    pub changes: Vec<Difference>,
}

/// A record that governs.
#[derive(Clone, Debug)]
pub struct Governs {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub standing: Standing,
    /// The name of whoever is accountable.
    pub owner: Option<String>,
    /// The names of those who may decide in its areas.
    pub deciders: Vec<String>,
    /// What says that it governs, strongest first; never empty.
    pub evidence: Vec<Evidence>,
}

/// An item for each record in force that a pattern, an area or a guardrail makes count for the changed files.
pub(super) fn governing(what: &Governing) -> Vec<Item> {
    let new = |id: &str| {
        let mut changes = what.changes.iter();
        changes.any(|change| change.id == id && change.what == What::Added)
    };
    let records = what.records.iter().filter(|one| one.counts());
    records.filter(|one| !new(&one.id)).map(governs).collect()
}

/// An item for each other record that the changed files or the commits name, without those that the change touches.
pub(super) fn named(what: &Governing) -> Vec<Item> {
    let touched = |id: &str| what.changes.iter().any(|change| change.id == id);
    let others = what.records.iter().filter(|one| !one.counts());
    let others = others.filter(|one| !touched(&one.id));
    others.map(governs).collect()
}

impl Governs {
    /// Whether it is in force, and governs by more than being named.
    fn counts(&self) -> bool {
        let in_force = matches!(self.standing, Standing::Live { .. });
        let mut grounds = self.evidence.iter().map(|one| one.ground);
        in_force && grounds.any(|ground| !matches!(ground, Ground::Citation | Ground::Commit))
    }
}

/// An item for each record that the change touches.
pub(super) fn changed(what: &Governing) -> Vec<Item> {
    let item = |one: &Difference| {
        let state = |state: &Option<String>| said(state.as_deref().unwrap_or("unknown"));
        let became = match (one.what, &one.delta.state) {
            (What::Added, _) => format!("new, {}", state(&one.state)),
            (What::Moved, Some(turn)) => format!("{} → {}", state(&turn.from), state(&turn.to)),
            (What::Removed, _) => format!("gone, was {}", state(&one.state)),
            (What::Moved | What::Changed, _) => format!("changed, {}", state(&one.state)),
        };
        let text = format!(
            "**{}** {}: {became}",
            plain(&one.id),
            plain(&short(&one.title))
        );
        Item {
            heading: None,
            text,
        }
    };
    what.changes.iter().map(item).collect()
}

fn governs(one: &Governs) -> Item {
    let mut text = format!("**{}** {}", said(&one.id), said(&one.title));
    let mut facts = vec![prose(&short(&sentence(&one.standing)))];
    facts.extend(
        one.owner
            .iter()
            .map(|owner| format!("owner: {}", said(owner))),
    );
    if !one.deciders.is_empty() {
        let names = one.deciders.iter().map(|name| said(name)).collect();
        facts.push(format!("who may decide: {}", some(names)));
    }
    text += &format!("<br>{}", facts.join("; "));
    let mut evidence: Vec<String> = one.evidence.iter().take(SHOWN).map(through).collect();
    let more = one.evidence.len() - evidence.len();
    if more > 0 {
        evidence.push(format!("{more} more"));
    }
    text += &format!("<br>{}", evidence.join("; "));
    Item {
        heading: None,
        text,
    }
}

/// What says that a record governs, in a few words.
fn through(one: &Evidence) -> String {
    let coded = |all: &[String]| some(all.iter().map(|text| code(&short(text))).collect());
    let area = || said(one.area.as_deref().unwrap_or_default());
    let paths = || match one.paths.as_slice() {
        [] => String::new(),
        [only] if one.patterns.contains(only) => String::new(),
        paths if paths.len() > SHOWN => format!(" ({})", counted(paths.len(), "file")),
        paths => format!(" ({})", coded(paths)),
    };
    match one.ground {
        Ground::Governs => format!("governs {}{}", coded(&one.patterns), paths()),
        Ground::Guardrail => format!("guardrail of the area {}{}", area(), paths()),
        Ground::Area => format!("in force in the area {}{}", area(), paths()),
        Ground::Citation => {
            let lines = one.lines.iter().take(SHOWN).map(usize::to_string);
            let lines: Vec<String> = lines.collect();
            let path = one.paths.first().map_or("", String::as_str);
            format!(
                "named at {}",
                code(&format!("{}:{}", short(path), lines.join(",")))
            )
        }
        Ground::Commit => {
            let commit = one.commit.as_deref().unwrap_or_default();
            let subject = one.subject.as_deref().unwrap_or_default();
            format!("named in commit {commit} {}", said(subject))
        }
    }
}

/// The beginning of what a record says, as it is.
fn said(text: &str) -> String {
    plain(&short(text))
}

/// The first few, and how many more.
fn some(mut all: Vec<String>) -> String {
    let more = all.len().saturating_sub(SHOWN);
    all.truncate(SHOWN);
    if more > 0 {
        all.push(format!("{more} more"));
    }
    listed(&all)
}

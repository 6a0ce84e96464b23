//! Who has to do with a part of the work: who owns it, who decides, who is heard, what binds and whom else to ask.

use crate::index::{Index, Resolved};
use crate::model::glob::Globs;
use crate::model::people::{Area, Quorum};

/// What an area says of itself, its people by handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge<'a> {
    /// The area's name.
    pub area: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// The pattern by which a path belongs to it; none where the area was named itself.
    pub pattern: Option<&'a str>,
    /// Who is accountable.
    pub owner: Option<&'a str>,
    /// Who stands in for the owner.
    pub backup: Option<&'a str>,
    /// The people who may decide.
    pub decides: Vec<&'a str>,
    /// How many of them it takes, each count with the words of `reversible` that ask for it; no words, where all do.
    pub takes: Vec<(usize, Vec<&'a str>)>,
    /// Who has to be heard.
    pub consult: Vec<&'a str>,
    /// Who is told.
    pub inform: Vec<&'a str>,
    /// The records that bind everything in it, by their place in the index.
    pub guardrails: Vec<usize>,
    /// What may be done without asking.
    pub limits: Option<&'a str>,
    /// Whom to ask where the area cannot settle something.
    pub escalate: Option<&'a str>,
}

/// What an area of the log says; none where there is no such area.
#[must_use]
pub fn charge<'a>(index: &'a Index, name: &str) -> Option<Charge<'a>> {
    let log = &index.log;
    let (name, area) = log.settings.areas.get_key_value(name)?;
    let said = |list: &'a [String]| list.iter().map(|handle| handle.trim());
    let guardrails = area.guardrails.iter();
    Some(Charge {
        area: name,
        title: area.title.as_deref().unwrap_or(name),
        pattern: None,
        owner: area.owner(),
        backup: area.backup(),
        decides: log.directory().deciding(name, log.as_of),
        takes: takes(area),
        consult: said(&area.consult).collect(),
        inform: said(&area.inform).collect(),
        guardrails: guardrails
            .filter_map(|id| match index.resolve(id, None, None) {
                Resolved::One(at) => Some(at),
                _ => None,
            })
            .collect(),
        limits: area.limits.as_deref(),
        escalate: area.escalate(),
    })
}

/// What the areas say that a path belongs to.
#[must_use]
pub fn charges_of_path<'a>(index: &'a Index, path: &str) -> Vec<Charge<'a>> {
    let areas: Vec<(&String, &Area)> = index.log.settings.areas.iter().collect();
    let lists = areas
        .iter()
        .map(|(_, area)| area.paths.iter().map(String::as_str));
    let mut globs = Globs::new(lists);
    let mut found = globs.of_file(path);
    found.extend(globs.of_folder(path));
    found.sort_unstable();
    found.dedup_by_key(|(list, _)| *list);
    let charges = found.into_iter().filter_map(|(list, place)| {
        let (name, area) = areas[list];
        Some(Charge {
            pattern: area.paths.get(place).map(String::as_str),
            ..charge(index, name)?
        })
    });
    charges.collect()
}

/// The counts of a quorum, the fewest first.
fn takes(area: &Area) -> Vec<(usize, Vec<&str>)> {
    let Some(Quorum::By(counts)) = &area.quorum else {
        return vec![(area.takes(None), Vec::new())];
    };
    let mut all: Vec<(usize, Vec<&str>)> = Vec::new();
    for word in counts.keys() {
        let count = area.takes(Some(word));
        match all.iter_mut().find(|(known, _)| *known == count) {
            Some((_, words)) => words.push(word),
            None => all.push((count, vec![word])),
        }
    }
    all.sort_by_key(|(count, _)| *count);
    all
}

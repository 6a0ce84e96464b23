//! How many people a decision of an area takes, in words.

use super::context::{Segment, fill};
use super::work::Work;
use crate::model::kind::REVERSIBLE;
use crate::model::people::{Area, Quorum};
use crate::model::words::capitalised;

/// Decisions that take the same number of people.
pub(super) struct Level {
    /// How hard they are to take back; none for every decision.
    pub(super) words: Vec<String>,
    /// How many people they take.
    pub(super) n: usize,
}

/// What the decisions of an area take: one level where all take the same.
pub(super) fn levels(work: &Work<'_>, area: &Area) -> Vec<Level> {
    let every = |n: u32| {
        vec![Level {
            words: Vec::new(),
            n: count(n),
        }]
    };
    let counts = match &area.quorum {
        None => return every(1),
        Some(Quorum::Any(n)) => return every(*n),
        Some(Quorum::By(counts)) => counts,
    };
    let mut words = choices(work);
    words.extend(
        counts
            .keys()
            .filter(|word| !words.contains(word))
            .cloned()
            .collect::<Vec<_>>(),
    );
    let mut levels: Vec<Level> = Vec::new();
    for word in words {
        let n = counts.get(&word).map_or(1, |n| count(*n));
        let said = work.words.rights.reversible.get(&word);
        let word = said.cloned().unwrap_or(word);
        match levels.iter_mut().find(|level| level.n == n) {
            Some(level) => level.words.push(word),
            None => levels.push(Level {
                words: vec![word],
                n,
            }),
        }
    }
    if let [only] = levels.as_mut_slice() {
        only.words.clear();
    }
    levels
}

/// The people whom an area lets decide today.
pub(super) fn people<'a>(work: &Work<'a>, area: &str) -> Vec<&'a str> {
    let log = &work.index.log;
    log.directory().deciding(area, log.as_of)
}

/// The line under those who decide: how many of them, and when; none where any one of them may.
pub(super) fn line(work: &Work<'_>, name: &str, area: &Area) -> Option<String> {
    let words = &work.words.rights.quorum;
    let all = people(work, name).len();
    let parts = levels(work, area).into_iter().filter(|level| level.n > 1);
    let parts: Vec<String> = parts
        .map(|level| {
            let many = match level.n == all {
                true if all == 2 => &words.both,
                true => &words.all,
                false => &words.some,
            };
            let many = many.replace("{n}", &level.n.to_string());
            let pattern = match level.words.is_empty() {
                true => &words.always,
                false => &words.only_if,
            };
            let which = work.words.joint.either(&level.words);
            pattern.replace("{many}", &many).replace("{which}", &which)
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(&work.words.joint.stop))
}

/// What one person may decide in an area: alone, or with whom.
pub(super) fn alone(work: &Work<'_>, name: &str, person: &str, page: &str) -> Vec<Segment> {
    let words = &work.words.rights.quorum;
    let others: Vec<&str> = people(work, name)
        .into_iter()
        .filter(|other| *other != person)
        .collect();
    let Some(area) = work.index.log.settings.areas.get(name) else {
        return Vec::new();
    };
    let mut out: Vec<Segment> = Vec::new();
    for level in levels(work, area) {
        let (how, who) = match (level.n, others.as_slice()) {
            (1, _) => (words.alone.clone(), Vec::new()),
            (2, [other]) => (
                words.with_one.clone(),
                vec![work.who(other, page).segment()],
            ),
            (2, _) => (words.with_other.clone(), Vec::new()),
            (n, _) => (
                words.with_some.replace("{n}", &(n - 1).to_string()),
                Vec::new(),
            ),
        };
        let pattern = match (level.words.is_empty(), level.n) {
            (true, 1) => "{how}",
            (true, _) => words.only.as_str(),
            (false, _) => words.which.as_str(),
        };
        let which = work.words.joint.both(&level.words);
        let pattern = pattern.replace("{which}", &which).replace("{how}", &how);
        if !out.is_empty() {
            out.push(Segment::plain(work.words.joint.stop.as_str()));
        }
        out.extend(fill(&pattern, &[("who", who)]));
    }
    if let Some(first) = out.first_mut() {
        first.text = capitalised(&first.text);
    }
    out
}

/// The words a record may say of how hard it is to take back, the easiest first.
fn choices(work: &Work<'_>) -> Vec<String> {
    let mut kinds = work.index.log.kinds.iter();
    let field = kinds.find_map(|kind| kind.field(REVERSIBLE));
    field.map_or_else(Vec::new, |field| field.choices.clone())
}

fn count(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

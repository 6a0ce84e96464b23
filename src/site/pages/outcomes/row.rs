//! One outcome in a table: its number, its milestones, by when it is due, and who reported what when.

use serde::Serialize;

use crate::model::kind::DUE;
use crate::model::record::Entry;
use crate::model::state::Phase;
use crate::site::blocks::{self, Small};
use crate::site::context::{Chip, Day, Who};
use crate::site::listing;
use crate::site::work::Work;

/// Milestones that are named.
const NAMED: usize = 2;

/// An outcome.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    state: Chip,
    id: String,
    title: &'a str,
    href: String,
    owner: Option<Who>,
    due: Option<Day>,
    overdue: bool,
    measure: Option<Small>,
    /// Measures besides that one.
    more: usize,
    milestones: Option<Milestones>,
    report: Option<Report>,
    /// When the next update is expected, and whether that day is over.
    next: Option<Day>,
    late: bool,
    /// When it ended.
    ended: Option<Day>,
}

#[derive(Serialize)]
struct Milestones {
    done: usize,
    of: usize,
    slipped: Option<String>,
}

/// The newest update.
#[derive(Serialize)]
struct Report {
    date: Option<Day>,
    who: Option<Who>,
}

/// Live, and nothing took its place.
pub(super) fn is_under_way(work: &Work<'_>, at: usize) -> bool {
    let is_live = work.index.records[at].phase() == Some(Phase::Live);
    is_live && work.index.superseded_by(at).is_empty()
}

pub(super) fn row<'w>(work: &'w Work<'w>, at: usize, page: &str) -> Row<'w> {
    let index = work.index;
    let record = &index.records[at];
    let today = index.log.as_of;
    let goes_on = is_under_way(work, at);
    let due = record.date(DUE);
    let next = index.next_update(at).filter(|_| goes_on);
    let measure = blocks::small_measure(work, at);
    Row {
        state: work.chip(at),
        id: record.id.to_string(),
        title: record.title(),
        href: work.href(at, page),
        owner: work.owner(at, page),
        due: due.map(Day::from),
        overdue: goes_on && due.is_some_and(|due| due < today),
        more: measure.as_ref().map_or(0, |(_, more)| *more),
        measure: measure.map(|(measure, _)| measure),
        milestones: milestones(work, at),
        report: newest(work, at).map(|entry| report(work, entry, page)),
        next: next.map(Day::from),
        late: next.is_some_and(|next| next < today),
        ended: match goes_on {
            true => None,
            false => listing::day(work, at).map(Day::from),
        },
    }
}

/// How many milestones are done, and which were put off and are not done yet.
fn milestones(work: &Work<'_>, at: usize) -> Option<Milestones> {
    let words = &work.words.outcomes;
    let all = work.index.records[at].milestones();
    let slipped = all
        .iter()
        .filter(|one| one.done.is_none() && !one.was.is_empty());
    let slipped: Vec<&str> = slipped.map(|one| one.title.as_str()).collect();
    let named = slipped[..slipped.len().min(NAMED)].join(&work.words.joint.comma);
    let more = slipped.len().saturating_sub(NAMED);
    let pattern = match more {
        0 => &words.slipped,
        _ => &words.slipped_more,
    };
    let said = pattern
        .replace("{n}", &more.to_string())
        .replace("{titles}", &named);
    (!all.is_empty()).then(|| Milestones {
        done: all.iter().filter(|one| one.done.is_some()).count(),
        of: all.len(),
        slipped: (!slipped.is_empty()).then_some(said),
    })
}

/// The newest update, also one that says that nothing changed.
fn newest<'w>(work: &'w Work<'_>, at: usize) -> Option<&'w Entry> {
    let record = &work.index.records[at];
    let updates = record.entries.iter();
    let updates = updates.filter(|entry| record.kind.is_update(&entry.word));
    // Entries stand newest first; of two of one day the upper one is newer.
    updates.reduce(|best, next| if next.date > best.date { next } else { best })
}

fn report(work: &Work<'_>, entry: &Entry, page: &str) -> Report {
    let person = entry.person.trim();
    Report {
        date: entry.date.map(Day::from),
        who: (!person.is_empty()).then(|| work.who(person, page)),
    }
}

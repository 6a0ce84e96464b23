//! The roadmap as a table: every outcome, and under it its milestones.

use serde::Serialize;

use super::Outcome;
use crate::model::measure::Milestone;
use crate::site::blocks::milestones;
use crate::site::context::{Chip, Day, Who};
use crate::site::work::Work;

/// Outcomes in the table, and milestones of one.
pub(super) const MOST: usize = 150;
const MILESTONES: usize = 20;

#[derive(Serialize)]
pub(super) struct Row {
    /// The id, of an outcome.
    id: Option<String>,
    title: String,
    href: Option<String>,
    /// Nothing for a line that only counts what is left out.
    dates: Option<Dates>,
}

#[derive(Serialize)]
struct Dates {
    state: Chip,
    owner: Option<Who>,
    first: Option<Day>,
    now: Option<Day>,
    moved: String,
    /// It stands where it stood, or nobody wrote down whether it does.
    still: bool,
}

pub(super) fn rows(work: &Work<'_>, outcomes: &[Outcome], page: &str) -> Vec<Row> {
    let shown = outcomes.iter().take(MOST);
    shown
        .flat_map(|outcome| {
            let all = &outcome.milestones;
            let milestones = all.iter().take(MILESTONES);
            let milestones = milestones.map(|one| milestone(work, outcome.at, one, page));
            let more = all.len().saturating_sub(MILESTONES);
            let rest = (more > 0).then(|| Row {
                id: None,
                title: work.words.roadmap.more_milestones.of(more),
                href: Some(work.href(outcome.at, page)),
                dates: None,
            });
            let own = std::iter::once(row(work, outcome, page));
            own.chain(milestones).chain(rest).collect::<Vec<Row>>()
        })
        .collect()
}

/// An outcome. Its file says by when it is due, and nowhere when it was due before.
fn row(work: &Work<'_>, outcome: &Outcome, page: &str) -> Row {
    let record = &work.index.records[outcome.at];
    Row {
        id: Some(record.id.to_string()),
        title: record.title().to_owned(),
        href: Some(work.href(outcome.at, page)),
        dates: Some(Dates {
            state: work.chip(outcome.at),
            owner: work.owner(outcome.at, page),
            first: None,
            now: outcome.end.map(Day::from),
            moved: work.words.roadmap.unrecorded.clone(),
            still: true,
        }),
    }
}

fn milestone(work: &Work<'_>, at: usize, milestone: &Milestone, page: &str) -> Row {
    let words = &work.words.roadmap;
    let first = milestone.was.first().copied().or(milestone.due);
    let owner = milestone.owner.as_deref();
    Row {
        id: None,
        title: milestone.title.clone(),
        href: None,
        dates: Some(Dates {
            state: milestones::state(work, at, milestone),
            owner: owner
                .map(|owner| work.who(owner, page))
                .or_else(|| work.owner(at, page)),
            first: first.map(Day::from),
            now: milestone.done.or(milestone.due).map(Day::from),
            moved: match milestone.was.len() {
                0 => words.never.clone(),
                times => words.times.of(times),
            },
            still: milestone.was.is_empty(),
        }),
    }
}

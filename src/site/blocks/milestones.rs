//! The milestones of a record: what is done, what slipped, and the days each was due before.

use jiff::civil::Date;
use serde::Serialize;

use super::{Ids, Site, Tally};
use crate::model::kind::FieldType;
use crate::model::measure::{self, Milestone};
use crate::model::state::{Icon, Phase, Tone};
use crate::site::context::{Chip, Day, Segment, Who, fill, join};
use crate::site::work::Work;

/// The milestones of one field.
#[derive(Serialize)]
pub(in crate::site) struct Milestones<'a> {
    id: String,
    label: &'a str,
    tally: Tally,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    title: String,
    state: Chip,
    done: Option<Day>,
    owner: Option<Who>,
    due: Option<Day>,
    /// `was 16 October, then 13 November 2026`
    was: Vec<Segment>,
}

pub(super) fn blocks<'w>(site: &Site<'w>, ids: &Ids) -> Vec<Milestones<'w>> {
    let fields = site.record.kind.fields_of(FieldType::Milestones);
    let blocks = fields.filter_map(|field| {
        let all = measure::milestones(site.record.node(&field.key)?);
        (!all.is_empty()).then(|| Milestones {
            id: ids.free(&field.key),
            label: &field.label,
            tally: Tally {
                done: all.iter().filter(|one| one.done.is_some()).count(),
                of: all.len(),
            },
            rows: all.iter().map(|milestone| row(site, milestone)).collect(),
        })
    });
    blocks.collect()
}

fn row(site: &Site<'_>, milestone: &Milestone) -> Row {
    let owner = milestone.owner.as_deref();
    Row {
        title: milestone.title.clone(),
        state: state(site.work, site.at, milestone),
        done: milestone.done.map(Day::from),
        owner: owner.map(|owner| site.work.who(owner, &site.page)),
        due: milestone.due.map(Day::from),
        was: was(site, milestone),
    }
}

/// How a milestone of a record stands.
pub(in crate::site) fn state(work: &Work<'_>, at: usize, milestone: &Milestone) -> Chip {
    let words = &work.words.milestones;
    let chip = |word: &str, tone, icon| Chip {
        word: word.to_owned(),
        tone,
        icon,
    };
    let late = |due: Date, done: Date| due.until(done).map_or(0, |span| span.get_days());
    if let Some(done) = milestone.done {
        let late = milestone.due.map_or(0, |due| late(due, done));
        let word = match usize::try_from(late) {
            Ok(days) if days > 0 => words.late.of(days),
            _ => words.done.clone(),
        };
        return chip(&word, Tone::Good, Icon::FilledTick);
    }
    if work.index.records[at].phase().is_some_and(Phase::is_closed) {
        return chip(&words.not_done, Tone::Quiet, Icon::DashedCircle);
    }
    if milestone.due.is_some_and(|due| due < work.index.log.as_of) {
        return chip(&words.overdue, Tone::Risk, Icon::Triangle);
    }
    let slipped = match milestone.was.len() {
        0 => return chip(&words.open, Tone::Open, Icon::HollowCircle),
        2 => words.slipped_twice.clone(),
        times => words.slipped.of(times),
    };
    chip(&slipped, Tone::Risk, Icon::Triangle)
}

/// The days it was due before, oldest first; a year is said once where it is the same.
fn was(site: &Site<'_>, milestone: &Milestone) -> Vec<Segment> {
    let words = &site.work.words.milestones;
    let Some((last, earlier)) = milestone.was.split_last() else {
        return Vec::new();
    };
    let brief = |day: &Date| Segment {
        text: match day.year() == last.year() {
            true => day.strftime("%-d %B").to_string(),
            false => Day::from(*day).text,
        },
        ..Segment::day(*day)
    };
    let mut days: Vec<Vec<Segment>> = earlier.iter().map(|day| vec![brief(day)]).collect();
    days.push(vec![Segment::day(*last)]);
    let days = join(days, &words.then, &words.then);
    fill(&words.was, &[("dates", days)])
}

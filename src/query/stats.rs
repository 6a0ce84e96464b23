//! How long decisions and answers take, what is due, and how complete the records are.
//!
//! Nobody is ranked: groups stand in the order of their names. What a day is missing for is counted as unknown.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::index::Index;
use crate::model::kind::TO;
use crate::model::record::Record;
use crate::model::state::{Phase, State, Step, Who};
use crate::model::stats::Figures;
use crate::model::view::Counts;

/// What the figures are told for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// All at once.
    Whole,
    /// Each area; a record of several is in each of them.
    Area,
    /// Each person or team that answers for records.
    Owner,
    /// Each month in which something happened or is due.
    Month,
}

/// One thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sample {
    /// The days it was written and decided, where both are known.
    Decided(Option<(Date, Date)>),
    /// The days it was offered and answered, where both are known.
    Answered(Option<(Date, Date)>),
    /// Waits for an answer.
    Offered,
    /// In force and to be reviewed on a day: how many days ago that was.
    Review(i32),
    /// In force without a day for its review.
    Undated,
    /// Days from one update to the next.
    Updated(i32),
    /// Expects an update on a day: how many days ago that was.
    Expected(i32),
    /// Whether it is complete.
    Checked(bool),
}

/// A sample, the record it is of, and the day that says its month.
pub(super) struct Taken {
    at: usize,
    day: Option<Date>,
    pub(super) sample: Sample,
}

/// The figures of some records; `counts` are the findings of each file.
#[must_use]
pub fn stats(index: &Index, places: &[usize], counts: &Counts, by: By) -> Vec<Figures> {
    let mut groups: BTreeMap<Option<String>, Vec<Sample>> = BTreeMap::new();
    if by == By::Whole {
        groups.insert(None, Vec::new());
    }
    for &at in places {
        for taken in samples(index, at, counts) {
            for name in names(index, &taken, by) {
                groups.entry(name).or_default().push(taken.sample);
            }
        }
    }
    // What has no name comes last.
    let nameless = groups.remove_entry(&None);
    let all = groups.into_iter().chain(nameless);
    all.map(|(name, samples)| figures(name, &samples)).collect()
}

fn names(index: &Index, taken: &Taken, by: By) -> Vec<Option<String>> {
    let record = &index.records[taken.at];
    match by {
        By::Whole => vec![None],
        By::Owner => vec![index.answers_for(taken.at).map(str::to_owned)],
        // What has no day for its review is due in no month.
        By::Month if taken.sample == Sample::Undated => Vec::new(),
        By::Month => vec![taken.day.map(|day| day.to_string()[..7].to_owned())],
        By::Area => {
            let mut areas: Vec<_> = record
                .areas()
                .iter()
                .map(|area| Some(area.value.to_owned()))
                .collect();
            areas.dedup();
            if areas.is_empty() {
                areas.push(None);
            }
            areas
        }
    }
}

/// What is counted of a record.
pub(super) fn samples(index: &Index, at: usize, counts: &Counts) -> Vec<Taken> {
    let mut all = Vec::new();
    let mut take = |day: Option<Date>, sample: Sample| all.push(Taken { at, day, sample });
    decided(index, at, &mut take);
    answered(index, at, &mut take);
    reviewed(index, at, &mut take);
    updated(index, at, &mut take);
    let findings = counts.get(&index.records[at].source.path);
    let complete = findings.is_none_or(|count| count.deny + count.warn == 0);
    take(index.created(at), Sample::Checked(complete));
    all
}

/// From the day a record was written to the first step of a decider into a live state.
fn decided(index: &Index, at: usize, take: &mut impl FnMut(Option<Date>, Sample)) {
    let record = &index.records[at];
    let kind = &record.kind;
    let is_live = |state: &State| state.phase == Phase::Live;
    let decides =
        |step: &Step| step.who == Who::Decider && kind.state(&step.to).is_some_and(is_live);
    let was_live = matches!(record.phase(), Some(Phase::Live | Phase::Ended));
    if !was_live || !kind.steps.iter().any(decides) {
        return;
    }
    let entries = record.entries.iter();
    let entries = entries.filter(|entry| kind.step(&entry.word).is_some_and(decides));
    let told = entries.filter_map(|entry| entry.date).min();
    let now = || {
        let is_now = record.state().is_some_and(is_live);
        record.date("date").filter(|_| is_now)
    };
    // The first version came into its state before anybody committed it.
    let moves = moves(index, at);
    let mut later = moves.iter().skip(1);
    let moved = || {
        let live = later.find(|(_, state)| kind.state(state).is_some_and(is_live));
        live.map(|(day, _)| *day)
    };
    let day = told.or_else(now).or_else(moved);
    let span = index.created(at).zip(day);
    // Days that run backwards are no days.
    let span = span.filter(|(created, day)| created <= day);
    take(day, Sample::Decided(span));
}

/// From each offer to what the receiver made of it.
fn answered(index: &Index, at: usize, take: &mut impl FnMut(Option<Date>, Sample)) {
    let record = &index.records[at];
    let kind = &record.kind;
    let receiver = Who::Field(TO.to_owned());
    let asks = |state: &State| state.waits_on.as_deref() == Some(TO) && state.phase == Phase::Open;
    let answers = |from: &str, to: &str| {
        let mut steps = kind.steps.iter();
        steps.any(|step| {
            step.who == receiver && step.to == to && step.from.iter().any(|state| state == from)
        })
    };
    if !kind.states.iter().any(asks) {
        return;
    }
    if index.is_waiting(at) && record.state().is_some_and(asks) {
        take(record.date("date"), Sample::Offered);
    }
    let moves = moves(index, at);
    let mut found = false;
    for pair in moves.windows(2) {
        let [(offered, from), (day, to)] = pair else {
            continue;
        };
        if kind.state(from).is_some_and(asks) && answers(from, to) {
            found = true;
            take(Some(*day), Sample::Answered(Some((*offered, *day))));
        }
    }
    let now = record
        .state()
        .map(|state| state.name.as_str())
        .unwrap_or_default();
    let first = kind.states.iter().filter(|state| asks(state));
    let was_answered = first.into_iter().any(|state| answers(&state.name, now));
    if !found && was_answered {
        take(record.date("date"), Sample::Answered(None));
    }
}

fn reviewed(index: &Index, at: usize, take: &mut impl FnMut(Option<Date>, Sample)) {
    let record = &index.records[at];
    if index.in_force(at) != Some(true) || record.kind.field("review-by").is_none() {
        return;
    }
    match record.date("review-by") {
        Some(day) => take(Some(day), Sample::Review(days_from(day, index.log.as_of))),
        None => take(None, Sample::Undated),
    }
}

fn updated(index: &Index, at: usize, take: &mut impl FnMut(Option<Date>, Sample)) {
    let record = &index.records[at];
    let entries = record.entries.iter();
    let updates = entries.filter(|entry| record.kind.is_update(&entry.word));
    let mut days: Vec<Date> = updates.filter_map(|entry| entry.date).collect();
    days.sort_unstable();
    for pair in days.windows(2) {
        if let [one, next] = pair {
            take(Some(*next), Sample::Updated(days_from(*one, *next)));
        }
    }
    if let Some(due) = index.next_update(at) {
        take(Some(due), Sample::Expected(days_from(due, index.log.as_of)));
    }
}

/// The states of a record and the days it came into them, oldest first: by git's history, else by its entries.
///
/// In a shallow clone the oldest version that is there came into its state before anybody knows.
fn moves(index: &Index, at: usize) -> Vec<(Date, String)> {
    let record = &index.records[at];
    let stories = index.facts.stories.as_ref();
    let story = stories.and_then(|stories| stories.get(&record.source.path));
    let shallow = index
        .facts
        .history
        .as_ref()
        .is_some_and(|history| history.shallow);
    let changes = story.into_iter().flatten().rev();
    let changes = changes.skip(usize::from(shallow));
    let moves: Vec<(Date, String)> = changes
        .filter_map(|change| Some((change.date, change.state.clone()?)))
        .collect();
    if moves.len() > 1 {
        return moves;
    }
    let told = by_entries(record);
    if told.is_empty() { moves } else { told }
}

fn by_entries(record: &Record) -> Vec<(Date, String)> {
    // Entries stand newest first; of two of one day the upper one is newer.
    let entries = record.entries.iter().rev();
    let mut moves: Vec<(Date, String)> = entries
        .filter_map(|entry| Some((entry.date?, record.kind.step(&entry.word)?.to.clone())))
        .collect();
    moves.sort_by_key(|(day, _)| *day);
    moves
}

fn days_from(one: Date, other: Date) -> i32 {
    (other - one).get_days()
}

fn figures(name: Option<String>, samples: &[Sample]) -> Figures {
    let mut figures = Figures {
        name,
        lead_time: Default::default(),
        answer_time: Default::default(),
        review_debt: Default::default(),
        update_cadence: Default::default(),
        completeness: Default::default(),
    };
    let (mut lead, mut answers, mut reviews, mut updates) = (vec![], vec![], vec![], vec![]);
    for sample in samples {
        match *sample {
            Sample::Decided(Some((from, to))) => lead.push(days_from(from, to)),
            Sample::Decided(None) => figures.lead_time.unknown += 1,
            Sample::Answered(Some((from, to))) => answers.push(days_from(from, to)),
            Sample::Answered(None) => figures.answer_time.unknown += 1,
            Sample::Offered => figures.answer_time.waiting += 1,
            Sample::Review(days) => {
                figures.review_debt.of += 1;
                reviews.extend(Some(days).filter(|days| *days > 0));
            }
            Sample::Undated => figures.review_debt.undated += 1,
            Sample::Updated(days) => updates.push(days),
            Sample::Expected(days) => {
                figures.update_cadence.of += 1;
                figures.update_cadence.overdue += usize::from(days > 0);
            }
            Sample::Checked(complete) => {
                figures.completeness.of += 1;
                figures.completeness.complete += usize::from(complete);
            }
        }
    }
    figures.lead_time.count = lead.len();
    figures.lead_time.median_days = median(lead);
    figures.answer_time.count = answers.len();
    figures.answer_time.median_days = median(answers);
    figures.review_debt.overdue = reviews.len();
    figures.review_debt.median_days = median(reviews);
    figures.update_cadence.count = updates.len();
    figures.update_cadence.median_days = median(updates);
    figures
}

/// The middle of some days, between the two middle ones where their number is even.
pub(super) fn median(mut days: Vec<i32>) -> Option<f64> {
    days.sort_unstable();
    let middle = days.len() / 2;
    let upper = f64::from(*days.get(middle)?);
    if !days.len().is_multiple_of(2) {
        return Some(upper);
    }
    let lower = f64::from(*days.get(middle.checked_sub(1)?)?);
    Some(lower.midpoint(upper))
}

//! What changed, told in sentences: by home, by the pages of changes and by the feeds.
//!
//! The facts are those that `declog log` prints: every record that came, went, moved, was spoken about or says something
//! else, with its commit. A record of which git tells nothing is told by what its file says of itself.

mod detail;

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use super::context::{Chip, Day, Segment, fill};
use super::work::Work;
use crate::model::delta::{Difference, Said, Turn, What};
use crate::model::event::Event;
use crate::model::facts::Commit;
use crate::model::kind::Kind;
use crate::model::state::{Icon, Step, Tone};

/// Characters of a commit's id that are shown.
const SHORT: usize = 10;

/// Something that changed.
pub(super) struct Told<'a> {
    /// The day; none for what is not committed.
    pub(super) day: Option<Date>,
    /// The commit, and its place in the history; none for what is not committed, and for what only a file tells.
    pub(super) commit: Option<(usize, &'a Commit)>,
    /// The record; none where it is gone.
    pub(super) at: Option<usize>,
    /// What differs; none where only the file tells of it.
    pub(super) difference: Option<&'a Difference>,
    who: Option<&'a str>,
    chip: Option<Chip>,
    deed: Deed<'a>,
}

/// What sort of thing happened.
#[derive(Clone, Copy)]
enum Deed<'a> {
    /// It is new, in the state that records of its kind begin with where there is a name.
    Added(Option<&'a str>),
    /// It is gone.
    Removed,
    /// It came into a state of that name, by the step of that verb where it is known.
    Moved(&'a str, Option<&'a str>),
    /// Somebody reported how the work goes.
    Reported,
    /// Somebody reported that it goes as before.
    Unchanged,
    /// Somebody wrote an entry of that word.
    Spoken(&'a str),
    /// Its text or its fields changed.
    Revised,
}

/// What changed on one day.
#[derive(Serialize)]
pub(super) struct Changed<'a> {
    /// None for what is not committed.
    date: Option<Day>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    tone: Tone,
    icon: Icon,
    /// A small thing: an edit without a step.
    small: bool,
    segments: Vec<Segment>,
    note: Option<String>,
    commit: Option<&'a str>,
}

/// How much is said of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// A sentence.
    Sentence,
    /// What differs and the commit, too.
    Whole,
}

/// Everything that changed, newest first, what is not committed before all else.
pub(super) fn all<'a>(work: &Work<'a>) -> Vec<Told<'a>> {
    let events = work.index.facts.events.iter().flatten();
    let mut all: Vec<Told<'a>> = events.map(|event| of_event(work, event)).collect();
    let mut silent = vec![true; work.index.records.len()];
    for at in all.iter().filter_map(|told| told.at) {
        silent[at] = false;
    }
    let silent = silent.into_iter().enumerate();
    let silent = silent.filter_map(|(at, silent)| silent.then_some(at));
    all.extend(silent.flat_map(|at| by_file(work, at)));
    all.sort_by_key(|told| {
        let place = told.commit.map_or(usize::MAX, |(place, _)| place);
        (told.day.is_some(), Reverse(told.day), place, told.at)
    });
    all
}

/// Changes day by day, as a page shows them.
pub(super) fn days<'a>(
    work: &Work<'a>,
    told: &[&Told<'a>],
    page: &str,
    depth: Depth,
) -> Vec<Changed<'a>> {
    let days = told.chunk_by(|one, next| one.day == next.day);
    let days = days.map(|day| Changed {
        date: day.first().and_then(|first| first.day).map(Day::from),
        items: day.iter().map(|one| one.item(work, page, depth)).collect(),
    });
    days.collect()
}

impl<'a> Told<'a> {
    /// `Bob Ray offered HND-7 Hand the invoice exporter to Merchant support`
    pub(super) fn sentence(&self, work: &Work<'a>, page: &str) -> Vec<Segment> {
        let state = self.chip.as_ref().map_or("", |chip| chip.word.as_str());
        let who = self.who.map(|who| work.who(who, page).segment());
        let values = [
            ("who", who.into_iter().collect()),
            ("state", vec![Segment::plain(state.to_lowercase())]),
            ("record", self.record(work, page)),
        ];
        fill(self.pattern(work), &values)
    }

    /// What differs, in a few words.
    pub(super) fn note(&self, work: &Work<'a>) -> Option<String> {
        detail::note(work, self.difference?)
    }

    /// Whoever did it, as pages name them.
    pub(super) fn name(&self, work: &Work<'a>) -> Option<String> {
        self.who.map(|who| work.name(who))
    }

    fn item(&self, work: &Work<'a>, page: &str, depth: Depth) -> Item<'a> {
        let whole = depth == Depth::Whole;
        let commit = self.commit.filter(|_| whole);
        Item {
            tone: self.chip.as_ref().map_or(Tone::Quiet, |chip| chip.tone),
            icon: self.chip.as_ref().map_or(Icon::Ring, |chip| chip.icon),
            small: matches!(self.deed, Deed::Revised),
            segments: self.sentence(work, page),
            note: whole.then(|| self.note(work)).flatten(),
            commit: commit.map(|(_, commit)| &commit.id[..SHORT.min(commit.id.len())]),
        }
    }

    fn pattern<'w>(&self, work: &'w Work<'_>) -> &'w str {
        let words = &work.words.change;
        if self.who.is_none() {
            return match self.deed {
                Deed::Removed => &words.nobody_removed,
                Deed::Spoken(_) | Deed::Revised | Deed::Unchanged => &words.nobody_revised,
                _ => &words.nobody,
            };
        }
        match self.deed {
            Deed::Added(state) => {
                let begun = state.and_then(|state| words.state.get(state));
                begun.unwrap_or(&words.added)
            }
            Deed::Removed => &words.removed,
            Deed::Reported => &words.reported,
            Deed::Unchanged => &words.unchanged,
            Deed::Revised => &words.revised,
            Deed::Spoken(word) => words.entry.get(word).unwrap_or(&words.spoken),
            Deed::Moved(state, verb) => {
                let by_step = verb.and_then(|verb| words.step.get(verb));
                let by_state = || words.state.get(state);
                by_step.or_else(by_state).unwrap_or(&words.other)
            }
        }
    }

    /// The id and the title it had then, which leads to its page where it has one.
    fn record(&self, work: &Work<'a>, page: &str) -> Vec<Segment> {
        let record = self.at.map(|at| &work.index.records[at]);
        let id = self.difference.map(|difference| difference.id.clone());
        let id = id.or_else(|| record.map(|record| record.id.to_string()));
        let title = self.difference.map(|difference| difference.title.as_str());
        let title = title.or(record.map(|record| record.title()));
        let title = title.unwrap_or_default();
        vec![
            Segment::plain(id.unwrap_or_default()).mono(),
            Segment::plain(" "),
            // Another record may have the id of one that was taken away.
            match self.at.filter(|_| !matches!(self.deed, Deed::Removed)) {
                Some(at) => Segment::link(title, work.href(at, page)),
                None => Segment::plain(title),
            },
        ]
    }
}

fn of_event<'a>(work: &Work<'a>, event: &'a Event) -> Told<'a> {
    let index = work.index;
    let difference = &event.difference;
    let kind = kind_of(work, difference);
    let history = index.facts.history.as_ref();
    let commit = event.commit.zip(history);
    let commit = commit.and_then(|(place, history)| Some((place, history.commits.get(place)?)));
    let author = commit.map(|(_, commit)| {
        let person = index.log.directory().with_mail(&commit.email);
        person.unwrap_or(&commit.author)
    });
    let (deed, entry) = deed(kind, difference);
    let spoke = entry.map(|entry| entry.person.as_str());
    let named = |name: &&str| !name.trim().is_empty();
    let chip = match deed {
        Deed::Reported => entry
            .zip(kind)
            .and_then(|(entry, kind)| kind.health(&entry.word))
            .map(Chip::from),
        Deed::Added(_) | Deed::Moved(..) => Some(chip(work, kind, difference)),
        _ => None,
    };
    Told {
        day: commit.map(|(_, commit)| index.log.day_of(commit.time)),
        commit,
        at: event.at,
        difference: Some(difference),
        who: spoke.filter(named).or(author.filter(named)),
        chip,
        deed,
    }
}

/// What happened, and the entry that says so.
fn deed<'a>(kind: Option<&'a Kind>, difference: &'a Difference) -> (Deed<'a>, Option<&'a Said>) {
    let entries = &difference.delta.entries;
    let by_word = |fits: &dyn Fn(&str) -> bool| entries.iter().find(|entry| fits(&entry.word));
    match (difference.what, &difference.delta.state) {
        (What::Added, _) => match (kind, difference.state.as_deref()) {
            // What begins where records of its kind begin was written; of anything else nobody knows more.
            (Some(kind), Some(state)) if kind.first_state().name == state => {
                (Deed::Added(Some(state)), None)
            }
            _ => (Deed::Added(None), None),
        },
        (What::Removed, _) => (Deed::Removed, None),
        (_, Some(Turn { from, to })) => {
            let to = to.as_deref().unwrap_or_default();
            let leads = |word: &str| {
                let step = kind.and_then(|kind| kind.step(word));
                step.is_some_and(|step| step.to == to)
            };
            let entry = by_word(&leads);
            let only = kind
                .zip(from.as_deref())
                .and_then(|(kind, from)| only_step(kind, from, to));
            let verb = entry.map(|entry| entry.word.as_str()).or(only);
            (Deed::Moved(to, verb), entry)
        }
        _ => {
            let health = |word: &str| kind.is_some_and(|kind| kind.health(word).is_some());
            let update = |word: &str| kind.is_some_and(|kind| kind.is_update(word));
            let reported = by_word(&health).map(|entry| (Deed::Reported, Some(entry)));
            let unchanged = || by_word(&update).map(|entry| (Deed::Unchanged, Some(entry)));
            let spoken = || {
                let entry = entries.first()?;
                Some((Deed::Spoken(&entry.word), Some(entry)))
            };
            let told = reported.or_else(unchanged).or_else(spoken);
            told.unwrap_or((Deed::Revised, None))
        }
    }
}

/// The kind of a record that changed.
pub(super) fn kind_of<'a>(work: &Work<'a>, difference: &Difference) -> Option<&'a Kind> {
    let mut kinds = work.index.log.kinds.iter();
    let kind = kinds.find(|kind| kind.name == difference.kind);
    kind.map(AsRef::as_ref)
}

/// The state after a change.
fn chip(work: &Work<'_>, kind: Option<&Kind>, difference: &Difference) -> Chip {
    let state = difference.state.as_deref();
    let known = kind.zip(state).and_then(|(kind, state)| kind.state(state));
    known.map_or_else(
        || Chip {
            word: state.unwrap_or(&work.words.list.unknown).to_owned(),
            ..work.unknown()
        },
        Chip::from,
    )
}

/// The verb of the step that leads from one state to another, where only one does.
fn only_step<'k>(kind: &'k Kind, from: &str, to: &str) -> Option<&'k str> {
    let leads = |step: &&Step| step.to == to && step.from.iter().any(|state| state == from);
    let mut steps = kind.steps.iter().filter(leads);
    let only = steps.next().filter(|_| steps.next().is_none());
    only.map(|step| step.verb.as_str())
}

/// What a record's file says of itself: the day of its state, and what was reported of it.
fn by_file<'a>(work: &Work<'a>, at: usize) -> Vec<Told<'a>> {
    let record = &work.index.records[at];
    let told = |day, who, chip, deed| Told {
        day: Some(day),
        commit: None,
        at: Some(at),
        difference: None,
        who,
        chip: Some(chip),
        deed,
    };
    let day = record.date("date").or(record.date("created"));
    let moved = day.map(|day| {
        let state = record.state().map_or("", |state| &state.name);
        told(day, None, work.state(at), Deed::Moved(state, None))
    });
    let reports = record.entries.iter().filter_map(|entry| {
        let health = record.kind.health(&entry.word)?;
        let who = Some(entry.person.as_str()).filter(|person| !person.trim().is_empty());
        Some(told(entry.date?, who, Chip::from(health), Deed::Reported))
    });
    moved.into_iter().chain(reports).collect()
}

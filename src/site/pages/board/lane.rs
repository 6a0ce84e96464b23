//! One list of the board: the records of a state, in the order in which somebody should look at them.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::kind::{DUE, Kind, TO};
use crate::model::record::Record;
use crate::model::state::{Phase, State};
use crate::site::address;
use crate::site::context::{Chip, Day, Nav, Segment, Who, fill};
use crate::site::listing;
use crate::site::whereabouts::closing;
use crate::site::work::Work;

/// Days for which what is over is shown.
const RECENT: i64 = 30;

/// Records of one list.
const MOST: usize = 50;

/// The records of a state.
#[derive(Serialize)]
pub(super) struct Lane<'a> {
    id: String,
    state: Chip,
    /// What is over, and shown for some days only.
    recent: bool,
    n: usize,
    rows: Vec<Row<'a>>,
    /// The way to all of that state.
    all: Option<Nav>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    title: &'a str,
    href: String,
    from: Option<Who>,
    to: Option<Who>,
    lines: Vec<Vec<Segment>>,
    /// The day by which something is expected, and whether it has passed.
    by: Option<Day>,
    overdue: bool,
}

/// A record of a list, before it is shown.
struct Place {
    at: usize,
    /// By when something is expected of it: an answer while it is open, the end of it once it was taken over.
    by: Option<Date>,
    since: Option<Date>,
    overdue: bool,
}

/// The lists of a kind: what is on its way, what was taken over, and what ended lately.
pub(super) fn lanes<'w>(work: &'w Work<'w>, kind: &'w Kind, page: &str) -> Vec<Lane<'w>> {
    let states = kind.states.iter();
    let shown = states.filter(|state| is_on_board(kind, state));
    shown.map(|state| lane(work, (kind, state), page)).collect()
}

/// What was refused is nobody's to look at, and what is begun is its writer's until it is offered to somebody.
fn is_on_board(kind: &Kind, state: &State) -> bool {
    let asks = |state: &State| state.phase == Phase::Open && state.waits_on.as_deref() == Some(TO);
    let is_begun = kind.first_state().name == state.name && !asks(state);
    match state.phase {
        Phase::Open => !is_begun || !kind.states.iter().any(asks),
        Phase::Live | Phase::Ended => true,
        Phase::Refused => false,
    }
}

fn lane<'w>(work: &'w Work<'w>, of: (&'w Kind, &'w State), page: &str) -> Lane<'w> {
    let (kind, state) = of;
    let index = work.index;
    let is_over = state.phase == Phase::Ended;
    let own = (0..index.records.len()).filter(|&at| {
        let own = index.records[at]
            .state()
            .is_some_and(|own| own.name == state.name);
        own && index.records[at].kind.name == kind.name
    });
    let mut places: Vec<Place> = own.map(|at| place(work, at)).collect();
    let total = places.len();
    if is_over {
        let from = index.log.as_of.checked_sub(RECENT.days());
        let from = from.unwrap_or(index.log.as_of);
        places.retain(|place| place.since.is_some_and(|day| day > from));
        places.sort_by_key(|place| std::cmp::Reverse((place.since, place.at)));
    } else {
        places.sort_by_key(|place| {
            let by = place.by.filter(|_| place.overdue);
            (
                !place.overdue,
                by,
                place.since.is_none(),
                place.since,
                place.at,
            )
        });
    }
    let n = places.len();
    places.truncate(MOST);
    Lane {
        id: address::slug(&format!("{} {}", kind.plural, state.name)),
        state: Chip::from(state),
        recent: is_over,
        n,
        all: (total > places.len())
            .then(|| all(work, of, page))
            .flatten(),
        rows: places.iter().map(|place| row(work, place, page)).collect(),
    }
}

/// The list of all records of a state.
fn all(work: &Work<'_>, of: (&Kind, &State), page: &str) -> Option<Nav> {
    let (kind, state) = of;
    let list = listing::of_state(work, kind, state)?;
    let label = &work.words.board.all_of_state;
    Some(Nav {
        label: label
            .replace("{n}", &list.records.len().to_string())
            .replace("{state}", &list.label.to_lowercase()),
        href: address::relative(page, &list.path),
        current: false,
    })
}

fn place(work: &Work<'_>, at: usize) -> Place {
    let index = work.index;
    let record = &index.records[at];
    let due = record
        .date(DUE)
        .filter(|_| record.phase() == Some(Phase::Live));
    let by = index.answer_by(at).or(due);
    let since = record.date("date").or_else(|| index.created(at));
    Place {
        at,
        by,
        since,
        overdue: by.is_some_and(|by| by < index.log.as_of),
    }
}

fn row<'w>(work: &'w Work<'w>, place: &Place, page: &str) -> Row<'w> {
    let record = &work.index.records[place.at];
    let (from, to) = work.index.hands(place.at);
    let who = |who: Option<&str>| who.map(|who| work.who(who, page));
    Row {
        id: record.id.to_string(),
        title: record.title(),
        href: work.href(place.at, page),
        from: who(from),
        to: who(to),
        lines: lines(work, place, page),
        by: place.by.map(Day::from),
        overdue: place.overdue,
    }
}

/// What there is to say of a record: with whom it is and since when, and by when it should go on.
fn lines(work: &Work<'_>, place: &Place, page: &str) -> Vec<Vec<Segment>> {
    let words = &work.words.board;
    let record = &work.index.records[place.at];
    match record.phase() {
        Some(Phase::Open) => {
            let waiting = waiting(work, place, page);
            waiting.into_iter().chain(answer(work, place)).collect()
        }
        Some(Phase::Live) => {
            let since = place.since.map(|since| {
                let values = [
                    ("state", vec![Segment::plain(state_of(record))]),
                    ("date", vec![Segment::day(since)]),
                ];
                fill(&words.stands, &values)
            });
            let ends = place.by.map(|by| {
                let field = record.kind.field(DUE);
                let label = field.map_or(words.due.as_str(), |field| &field.label);
                let values = [
                    ("label", vec![Segment::plain(label)]),
                    ("date", vec![Segment::day(by)]),
                ];
                fill(&words.by, &values)
            });
            let ticked = ticked(work, record).map(|ticked| vec![Segment::plain(ticked)]);
            since.into_iter().chain(ends).chain(ticked).collect()
        }
        _ => ended(work, place).into_iter().collect(),
    }
}

fn state_of(record: &Record) -> String {
    let state = record.state().map(Chip::from);
    state.map_or_else(String::new, |state| state.word)
}

/// Whose move it is.
fn waiting(work: &Work<'_>, place: &Place, page: &str) -> Option<Vec<Segment>> {
    let words = &work.words.board;
    let who = work.index.waits_on(place.at).into_iter();
    let who: Vec<Vec<Segment>> = who.map(|who| vec![work.who(who, page).segment()]).collect();
    let who = match who.is_empty() {
        true => vec![Segment::plain(words.nobody.as_str())],
        false => work.words.joint.listed(who),
    };
    let since = place.since.map(|since| vec![Segment::day(since)]);
    let pattern = match since {
        Some(_) => &words.waits_since,
        None => &words.waits,
    };
    let values = [("who", who), ("date", since.unwrap_or_default())];
    Some(fill(pattern, &values))
}

/// By when whoever was asked has to answer, at the end of their day.
fn answer(work: &Work<'_>, place: &Place) -> Option<Vec<Segment>> {
    let words = &work.words.board;
    let day = work.index.answer_by(place.at)?;
    let to = work.index.records[place.at].text(TO);
    let closing = to.and_then(|to| closing(work, to, day));
    let time = closing.map(|closing| words.time.replace("{time}", &closing.local));
    let values = [
        ("date", vec![Segment::day(day)]),
        ("time", time.map(Segment::plain).into_iter().collect()),
    ];
    Some(fill(&words.answer_by, &values))
}

/// How much of the list of things to see to is done.
fn ticked(work: &Work<'_>, record: &Record) -> Option<String> {
    let tasks: Vec<_> = record
        .sections
        .iter()
        .flat_map(|section| &section.tasks)
        .collect();
    let done = tasks.iter().filter(|task| task.ticked).count();
    let pattern = &work.words.board.ticked;
    (!tasks.is_empty()).then(|| {
        pattern
            .replace("{done}", &done.to_string())
            .replace("{of}", &tasks.len().to_string())
    })
}

/// When it ended, and how long after it was offered.
fn ended(work: &Work<'_>, place: &Place) -> Option<Vec<Segment>> {
    let words = &work.words.board;
    let record = &work.index.records[place.at];
    let day = place.since?;
    let mut states = record.kind.states.iter();
    let asks =
        states.find(|state| state.phase == Phase::Open && state.waits_on.as_deref() == Some(TO));
    let offered = asks.and_then(|state| work.index.reached(place.at, state));
    let days = offered.and_then(|offered| {
        let days = (day - offered.day).get_days();
        usize::try_from(days).ok()
    });
    let pattern = match days {
        Some(_) => &words.ended_after,
        None => &words.ended,
    };
    let length = days.map(|days| work.words.time.days.of(days));
    let values = [
        ("state", vec![Segment::plain(state_of(record))]),
        ("date", vec![Segment::day(day)]),
        ("length", length.map(Segment::plain).into_iter().collect()),
    ];
    Some(fill(pattern, &values))
}

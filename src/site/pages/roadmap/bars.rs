//! The drawing of a roadmap: a bar for each outcome, a sign for each milestone, a line for each slip.

use jiff::civil::Date;
use serde::Serialize;

use super::scale::{LEFT, Scale, Tick, WIDTH};
use super::{Outcome, Turn};
use crate::model::measure::Milestone;
use crate::model::state::Phase;
use crate::site::context::{Chip, Day};
use crate::site::picture::{cut, width};
use crate::site::work::Work;

/// Heights, in pixels: of the axis, of a heading, of a row.
const AXIS: i32 = 66;
const HEADING: i32 = 38;
const ROW: i32 = 41;

/// The sizes of titles and of other words.
const TITLE: f64 = 13.0;
const WORDS: f64 = 12.0;

/// How wide an id may be, where it begins, and where the words before the days end.
const IDS: f64 = 110.0;
const ID: f64 = 25.0;
const END: f64 = LEFT - 16.0;

/// Half of a milestone's sign.
const HALF: f64 = 6.5;

/// A title has at least that much room.
const LEAST: f64 = 90.0;

#[derive(Serialize)]
pub(super) struct Bars {
    width: i32,
    height: i32,
    left: i32,
    ticks: Vec<Tick>,
    today: Today,
    headings: Vec<Heading>,
    bars: Vec<Bar>,
}

#[derive(Serialize)]
struct Today {
    x: String,
    words: String,
    before: bool,
    text: String,
}

#[derive(Serialize)]
struct Heading {
    y: i32,
    about: &'static str,
    note: String,
}

#[derive(Serialize)]
struct Bar {
    y: i32,
    href: String,
    said: String,
    state: Chip,
    word: String,
    id: String,
    title: String,
    title_x: f64,
    x: String,
    width: String,
    /// It has not begun.
    planned: bool,
    end: Label,
    slips: Vec<String>,
    marks: Vec<Mark>,
}

#[derive(Serialize)]
struct Label {
    x: String,
    before: bool,
    text: String,
}

#[derive(Serialize)]
struct Mark {
    path: String,
    done: bool,
    said: String,
}

/// Draws outcomes that have a date.
pub(super) fn bars(work: &Work<'_>, outcomes: &[&Outcome], page: &str) -> Bars {
    let today = work.index.log.as_of;
    let scale = Scale::of(today, outcomes.iter().flat_map(|one| days(one)));
    let ids = outcomes.iter().map(|one| id_width(work, one));
    let title_x = ID + ids.fold(0.0, f64::max).min(IDS) + 14.0;
    let (mut y, mut turn) = (AXIS, None);
    let (mut headings, mut bars) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        if turn != Some(outcome.turn) {
            turn = Some(outcome.turn);
            headings.push(heading(outcome.turn, y));
            y += HEADING;
        }
        bars.push(bar(work, outcome, (&scale, y, title_x), page));
        y += ROW;
    }
    let x = scale.x(today);
    let before = x > WIDTH - 150.0;
    Bars {
        width: WIDTH as i32,
        height: y + 8,
        left: LEFT as i32,
        ticks: scale.ticks(),
        today: Today {
            words: pixels(x + if before { -6.0 } else { 6.0 }),
            x: pixels(x),
            before,
            text: work
                .words
                .roadmap
                .today
                .replace("{day}", &today.strftime("%-d %B").to_string()),
        },
        headings,
        bars,
    }
}

fn id_width(work: &Work<'_>, outcome: &Outcome) -> f64 {
    width(&work.index.records[outcome.at].id.to_string(), WORDS * 1.1)
}

/// Every day of an outcome that is drawn.
fn days(outcome: &Outcome) -> impl Iterator<Item = Date> {
    let milestones = outcome.milestones.iter();
    let marks = milestones.flat_map(|one| one.was.iter().copied().chain(stands(one)));
    marks.chain(outcome.start).chain(outcome.end)
}

/// The day at which a milestone stands.
fn stands(milestone: &Milestone) -> Option<Date> {
    milestone.done.or(milestone.due)
}

fn heading(turn: Turn, y: i32) -> Heading {
    let (about, word) = match turn {
        Turn::Now => ("now", "now_about"),
        Turn::Next => ("next", "next_about"),
        Turn::Later => ("later", "later_about"),
    };
    Heading {
        y: y + HEADING - 1,
        about,
        note: word.to_owned(),
    }
}

fn bar(
    work: &Work<'_>,
    outcome: &Outcome,
    (scale, y, title_x): (&Scale, i32, f64),
    page: &str,
) -> Bar {
    let record = &work.index.records[outcome.at];
    let state = work.chip(outcome.at);
    let end = outcome.end.unwrap_or(work.index.log.as_of);
    let start = outcome.start.unwrap_or(end);
    let (from, to) = (scale.x(start), scale.x(end));
    let wide = (to - from).max(4.0);
    let from = if to - from < 4.0 { to - 4.0 } else { from };
    let word = cut(&state.word, WORDS, END - title_x - LEAST);
    let room = END - title_x - width(&word, WORDS) - 14.0;
    let id = record.id.to_string();
    let said = &work.words.roadmap.bar;
    let middle = f64::from(y) + f64::from(ROW) / 2.0;
    let phase = work.known_state(outcome.at).map(|state| state.phase);
    Bar {
        y,
        href: work.href(outcome.at, page),
        said: said
            .replace("{id}", &id)
            .replace("{state}", &state.word)
            .replace("{date}", &Day::from(end).text)
            .replace("{title}", record.title()),
        id: cut(&id, WORDS * 1.1, title_x - ID - 8.0),
        title: cut(record.title(), TITLE, room),
        title_x,
        word,
        x: pixels(from),
        width: pixels(wide),
        planned: phase != Some(Phase::Live),
        end: label(work, outcome, (scale, end)),
        slips: (outcome.milestones.iter())
            .filter_map(|one| slip(scale, one, middle))
            .collect(),
        marks: (outcome.milestones.iter())
            .filter_map(|one| mark(work, scale, one, middle))
            .collect(),
        state,
    }
}

/// The day behind a bar; all of it where the axis does not reach it.
fn label(work: &Work<'_>, outcome: &Outcome, (scale, end): (&Scale, Date)) -> Label {
    let x = scale.x(end);
    // A sign that stands at the end of the bar, or a little behind it, comes before the words.
    let signs = outcome.milestones.iter().filter_map(stands);
    let signs = signs.map(|day| scale.x(day) + HALF);
    let near = signs.filter(|sign| (x..x + 30.0).contains(sign));
    let x = near.fold(x, f64::max);
    let text = match scale.has(end) {
        true => end.strftime("%-d %B").to_string(),
        false => work
            .words
            .roadmap
            .until
            .replace("{date}", &Day::from(end).text),
    };
    let before = x + width(&text, WORDS) + 10.0 > WIDTH;
    Label {
        x: pixels(x + if before { -8.0 } else { 8.0 }),
        before,
        text,
    }
}

/// A line from the first day of a milestone to its present one, with a stroke at each day it had.
fn slip(scale: &Scale, milestone: &Milestone, middle: f64) -> Option<String> {
    let (first, now) = (milestone.was.first()?, stands(milestone)?);
    let (top, bottom) = (middle - 4.0, middle + 4.0);
    let line = format!("M{:.1} {middle:.1}H{:.1}", scale.x(*first), scale.x(now));
    let strokes = milestone.was.iter().take(STROKES);
    let strokes = strokes.map(|day| format!("M{:.1} {top:.1}V{bottom:.1}", scale.x(*day)));
    Some(std::iter::once(line).chain(strokes).collect())
}

/// Strokes on the line of a slip.
const STROKES: usize = 12;

fn mark(work: &Work<'_>, scale: &Scale, milestone: &Milestone, middle: f64) -> Option<Mark> {
    let day = stands(milestone)?;
    let words = &work.words.roadmap;
    let said = match milestone.done {
        Some(_) => &words.milestone_done,
        None => &words.milestone_open,
    };
    let x = scale.x(day);
    Some(Mark {
        path: format!(
            "M{x:.1} {:.1}l{HALF} {HALF} -{HALF} {HALF} -{HALF} -{HALF}z",
            middle - HALF
        ),
        done: milestone.done.is_some(),
        said: said
            .replace("{date}", &Day::from(day).text)
            .replace("{title}", &milestone.title),
    })
}

fn pixels(x: f64) -> String {
    format!("{x:.1}")
}

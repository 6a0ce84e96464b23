//! The roadmap: what is under way, what comes next and what later, as bars of dates and as a table of the same.
//!
//! What is on it are the records of kinds that have measures, milestones or a health, as long as they are not closed.

mod bars;
mod scale;
mod table;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::{Draft, Made};
use crate::model::kind::{DUE, FieldType, Kind};
use crate::model::measure::Milestone;
use crate::model::period;
use crate::model::record::Record;
use crate::model::state::Phase;
use crate::site::address;
use crate::site::context::{Empty, Frame, Nav, Segment, fill, join};
use crate::site::listing;
use crate::site::picture::is_outcome;
use crate::site::work::{Heading, Work};

const ROADMAP: &str = "roadmap.html";

/// Days ahead that count as next.
const NEXT: i64 = 90;

/// The most bars; a longer drawing is not read.
const BARS: usize = 60;

/// Outcomes without a date that are named.
const NAMED: usize = 12;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    empty: Option<Empty>,
    drawing: Option<bars::Bars>,
    said: String,
    notes: Vec<Vec<Segment>>,
    rows: Vec<table::Row>,
    more: Option<String>,
    lists: Vec<Nav>,
}

/// When something is to be worked on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Now,
    Next,
    Later,
}

/// A record on the roadmap.
struct Outcome {
    at: usize,
    turn: Turn,
    start: Option<Date>,
    end: Option<Date>,
    milestones: Vec<Milestone>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let draft = Draft::new(ROADMAP, |page: &str| {
        Made::html(work, "roadmap.html", &context(work, page))
    });
    vec![draft]
}

fn context<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let words = &work.words.roadmap;
    let outcomes = outcomes(work);
    let dated: Vec<&Outcome> = outcomes.iter().filter(|one| one.end.is_some()).collect();
    let drawn = &dated[..dated.len().min(BARS)];
    let heading = Heading {
        title: words.title.as_str().into(),
        description: words.about.as_str().into(),
        way: Vec::new(),
        under: page.to_owned(),
        json: None,
        file: None,
    };
    Context {
        frame: work.frame(page, heading),
        empty: outcomes.is_empty().then(|| Empty {
            about: "roadmap".to_owned(),
            commands: commands(work),
        }),
        said: words.said.of(drawn.len()),
        drawing: (!drawn.is_empty()).then(|| bars::bars(work, drawn, page)),
        notes: notes(work, &outcomes, dated.len(), page),
        rows: table::rows(work, &outcomes, page),
        more: (outcomes.len() > table::MOST).then(|| words.more.of(outcomes.len() - table::MOST)),
        lists: lists(work, page),
    }
}

/// Whether the records of a kind are something to be planned.
fn is_planned(kind: &Kind) -> bool {
    is_outcome(kind) || kind.fields_of(FieldType::Milestones).next().is_some()
}

/// What is on the roadmap, in the order in which it is read.
fn outcomes(work: &Work<'_>) -> Vec<Outcome> {
    let today = work.index.log.as_of;
    let soon = today.saturating_add(NEXT.days());
    let records = work.index.records.iter().enumerate();
    let planned = records.filter(|(_, record)| is_planned(&record.kind));
    let mut outcomes: Vec<Outcome> = planned
        .filter_map(|(at, record)| {
            let phase = work.known_state(at).map(|state| state.phase);
            let milestones = record.milestones();
            let end = end(record, &milestones);
            let turn = match (phase, end) {
                (Some(Phase::Ended | Phase::Refused), _) => return None,
                (Some(Phase::Live), _) => Turn::Now,
                (_, Some(end)) if end <= soon => Turn::Next,
                _ => Turn::Later,
            };
            let start = start(work, at, turn, end);
            let first = milestones.iter().filter_map(|one| one.due).min();
            let start = start.map(|start| first.map_or(start, |first| first.min(start)));
            Some(Outcome {
                at,
                turn,
                start,
                end,
                milestones,
            })
        })
        .collect();
    outcomes.sort_by_key(|one| (one.turn, one.end.is_none(), one.end, one.at));
    outcomes
}

/// The day by which it should be over: its own, else the last of its period, else that of its last milestone.
fn end(record: &Record, milestones: &[Milestone]) -> Option<Date> {
    let due = record
        .date(DUE)
        .filter(|_| record.kind.field(DUE).is_some());
    let period = period_of(record).map(|(_, last)| last);
    let last = milestones.iter().filter_map(|one| one.due).max();
    due.or(period).or(last)
}

/// When the work begins: what is under way began when it came into its state, what is planned begins with its period,
/// and not before today.
fn start(work: &Work<'_>, at: usize, turn: Turn, end: Option<Date>) -> Option<Date> {
    let (record, today) = (&work.index.records[at], work.index.log.as_of);
    let end = end?;
    let created = work.index.created(at);
    let start = match turn {
        Turn::Now => record.date("date").or(created),
        _ if end < today => created,
        _ => period_of(record).map(|(first, _)| first.max(today)),
    };
    Some(start.unwrap_or(today).min(end))
}

fn period_of(record: &Record) -> Option<(Date, Date)> {
    let fields = record.kind.fields_of(FieldType::Period);
    let mut texts = fields.filter_map(|field| record.text(&field.key));
    texts.find_map(period::days)
}

/// What the drawing leaves out, as sentences.
fn notes(work: &Work<'_>, outcomes: &[Outcome], dated: usize, page: &str) -> Vec<Vec<Segment>> {
    let words = &work.words.roadmap;
    let plain = |text: String| vec![Segment::plain(text)];
    let mut notes = Vec::new();
    if dated > BARS {
        let crowded = words.crowded.replace("{n}", &BARS.to_string());
        notes.push(plain(crowded.replace("{all}", &dated.to_string())));
    }
    let undated = outcomes.iter().filter(|one| one.end.is_none());
    let undated: Vec<usize> = undated.map(|one| one.at).collect();
    if !undated.is_empty() {
        let mut names: Vec<Vec<Segment>> = undated
            .iter()
            .take(NAMED)
            .map(|&at| vec![work.segment(at, page)])
            .collect();
        if undated.len() > NAMED {
            let more = (undated.len() - NAMED).to_string();
            names.push(plain(words.and_more.replace("{n}", &more)));
        }
        let joint = &work.words.joint;
        let names = join(names, &joint.comma, &joint.and);
        notes.push(fill(&words.undated.of(undated.len()), &[("names", names)]));
    }
    let records = work.index.records.iter();
    let planned = records.filter(|record| is_planned(&record.kind)).count();
    if planned > outcomes.len() {
        notes.push(plain(words.closed.of(planned - outcomes.len())));
    }
    notes
}

/// What to type where nothing is planned.
fn commands(work: &Work<'_>) -> Vec<String> {
    let mut kinds = work.index.log.kinds.iter();
    let kind = kinds.find(|kind| is_planned(kind));
    kind.map_or_else(Vec::new, |kind| {
        let new = format!("declog new \"<TITLE>\" -k {}", kind.name);
        let due = kind.field(DUE);
        let set = due.map(|due| format!("declog set <ID> {}=<YYYY-MM-DD>", due.key));
        [new].into_iter().chain(set).collect()
    })
}

/// The lists of everything that may be on a roadmap, closed or not.
fn lists(work: &Work<'_>, page: &str) -> Vec<Nav> {
    let kinds = work.index.log.kinds.iter();
    let lists = kinds.filter(|kind| is_planned(kind)).filter_map(|kind| {
        let records = work.index.records.iter();
        let count = records
            .filter(|record| record.kind.name == kind.name)
            .count();
        let label = work.words.roadmap.all.replace("{n}", &count.to_string());
        (count > 0).then(|| Nav {
            label: label.replace("{records}", &kind.plural),
            href: address::relative(page, &listing::home(kind)),
            current: false,
        })
    });
    lists.collect()
}

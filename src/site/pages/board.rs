//! The board of what changes hands: a list for each state on the way, what is overdue first; and how long answers take.

mod lane;

use serde::Serialize;

use self::lane::{Lane, lanes};
use super::{BOARD, Draft, Made};
use crate::model::kind::Kind;
use crate::model::stats::Figures;
use crate::query::stats::{By, stats};
use crate::site::address;
use crate::site::blocks;
use crate::site::context::{Empty, Frame, Nav, Who};
use crate::site::listing;
use crate::site::work::{Heading, Work};

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: String,
    empty: Option<Empty>,
    kinds: Vec<Of<'a>>,
    answers: Vec<Answer>,
}

/// The records of one kind.
#[derive(Serialize)]
struct Of<'a> {
    id: String,
    title: String,
    lanes: Vec<Lane<'a>>,
    all: Nav,
}

/// How long somebody's answers take.
#[derive(Serialize)]
struct Answer {
    /// None where nobody was named.
    who: Option<Who>,
    waiting: usize,
    answered: usize,
    /// Answers of which a day is not known.
    unknown: usize,
    median: Option<String>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let draft = Draft::new(BOARD, |page: &str| {
        Made::html(work, "board.html", &context(work, page))
    });
    vec![draft]
}

fn context<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let words = &work.words.board;
    let kinds = work.index.log.kinds.iter();
    let kinds: Vec<&Kind> = kinds
        .map(AsRef::as_ref)
        .filter(|kind| blocks::has_hands(kind))
        .collect();
    let used = |kind: &&Kind| {
        let mut records = work.index.records.iter();
        records.any(|record| record.kind.name == kind.name)
    };
    let shown: Vec<&Kind> = kinds.iter().copied().filter(used).collect();
    let title = match kinds.first() {
        Some(kind) => kind.plural_title(),
        None => words.title.clone(),
    };
    let heading = Heading {
        title: title.clone().into(),
        description: words.about.as_str().into(),
        way: Vec::new(),
        under: BOARD.to_owned(),
        json: Some("index.json".to_owned()),
        file: None,
    };
    Context {
        frame: work.frame(page, heading),
        title,
        empty: shown.is_empty().then(|| Empty {
            about: "board".to_owned(),
            commands: kinds.first().map_or_else(Vec::new, |kind| commands(kind)),
        }),
        answers: answers(work, &shown, page),
        kinds: shown
            .into_iter()
            .map(|kind| of_kind(work, kind, page))
            .collect(),
    }
}

/// How the first record of a kind is written, and how it is offered.
fn commands(kind: &Kind) -> Vec<String> {
    let new = format!("declog new -k {} \"<TITLE>\" --to <PERSON>", kind.name);
    let mut steps = kind.steps.iter();
    let offers = steps.find(|step| kind.asks(step));
    let offer = offers.map(|step| format!("declog {} <ID>", step.verb));
    [Some(new), offer].into_iter().flatten().collect()
}

fn of_kind<'w>(work: &'w Work<'w>, kind: &'w Kind, page: &str) -> Of<'w> {
    let records = work.index.records.iter();
    let count = records
        .filter(|record| record.kind.name == kind.name)
        .count();
    let all = &work.words.board.all;
    Of {
        id: address::slug(&kind.plural),
        title: kind.plural_title(),
        lanes: lanes(work, kind, page),
        all: Nav {
            label: all
                .replace("{n}", &count.to_string())
                .replace("{records}", &kind.plural),
            href: address::relative(page, &listing::home(kind)),
            current: false,
        },
    }
}

/// How long the answers of each receiver took, by name.
fn answers(work: &Work<'_>, kinds: &[&Kind], page: &str) -> Vec<Answer> {
    let ours = |at: &usize| {
        let kind = &work.index.records[*at].kind.name;
        kinds.iter().any(|ours| ours.name == *kind)
    };
    let places: Vec<usize> = (0..work.index.records.len()).filter(ours).collect();
    let figures = stats(work.index, &places, &work.counts, By::Owner);
    let answers = figures.into_iter().filter_map(|figures| {
        let Figures {
            name, answer_time, ..
        } = figures;
        let known = answer_time.count + answer_time.waiting + answer_time.unknown > 0;
        known.then(|| Answer {
            who: name.map(|name| work.who(&name, page)),
            waiting: answer_time.waiting,
            answered: answer_time.count + answer_time.unknown,
            unknown: answer_time.unknown,
            median: answer_time.median_days.map(|days| days.to_string()),
        })
    });
    let mut answers: Vec<Answer> = answers.collect();
    answers.sort_by_cached_key(|answer| {
        let name = answer.who.as_ref().map(|who| who.name.to_lowercase());
        (name.is_none(), name)
    });
    answers
}

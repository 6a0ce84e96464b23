//! How outcomes stand: those at risk first, each with its number, its milestones and its last update; then what ended.

mod row;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use self::row::{Row, row};
use super::{Draft, Made, OUTCOMES};
use crate::model::kind::Kind;
use crate::model::state::{Health, Phase, State, Tone};
use crate::site::address;
use crate::site::context::{Chip, Empty, Frame, Nav, Segment, fill};
use crate::site::listing;
use crate::site::work::{Heading, Work};

/// Records under way in one list, and records that ended.
const LIVE: usize = 100;
const ENDED: usize = 20;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: &'a str,
    empty: Option<Empty>,
    /// From whom updates are overdue.
    late: Vec<Segment>,
    kinds: Vec<Of<'a>>,
}

/// The records of one kind.
#[derive(Serialize)]
struct Of<'a> {
    id: String,
    title: String,
    groups: Vec<Group<'a>>,
    all: Nav,
}

/// Records that stand alike.
#[derive(Serialize)]
struct Group<'a> {
    id: String,
    state: Chip,
    ended: bool,
    n: usize,
    rows: Vec<Row<'a>>,
    all: Option<Nav>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let draft = Draft::new(OUTCOMES, |page: &str| {
        Made::html(work, "outcomes.html", &context(work, page))
    });
    vec![draft]
}

fn context<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let words = &work.words.outcomes;
    let kinds = work.index.log.kinds.iter().map(AsRef::as_ref);
    let kinds: Vec<&Kind> = kinds
        .filter(|kind: &&Kind| !kind.health.is_empty())
        .collect();
    let used = |kind: &&Kind| records(work, kind).next().is_some();
    let shown: Vec<&Kind> = kinds.iter().copied().filter(used).collect();
    let heading = Heading {
        title: words.title.as_str().into(),
        description: words.about.as_str().into(),
        way: Vec::new(),
        under: OUTCOMES.to_owned(),
        json: Some("index.json".to_owned()),
        file: None,
    };
    Context {
        frame: work.frame(page, heading),
        title: &words.title,
        empty: shown.is_empty().then(|| Empty {
            about: "outcomes".to_owned(),
            commands: kinds.first().map_or_else(Vec::new, |kind| commands(kind)),
        }),
        late: late(work, page),
        kinds: shown
            .into_iter()
            .map(|kind| of_kind(work, kind, page))
            .collect(),
    }
}

/// How the first record of a kind is written, and how it begins.
fn commands(kind: &Kind) -> Vec<String> {
    let is_live = |state: &State| state.phase == Phase::Live;
    let mut steps = kind.steps.iter();
    let begins = steps.find(|step| kind.state(&step.to).is_some_and(is_live));
    let new = format!("declog new -k {} \"<TITLE>\"", kind.name);
    let begin = begins.map(|step| format!("declog {} <ID>", step.verb));
    [Some(new), begin].into_iter().flatten().collect()
}

fn records<'w>(work: &'w Work<'_>, kind: &'w Kind) -> impl Iterator<Item = usize> + 'w {
    let all = work.index.records.iter().enumerate();
    let own = all.filter(|(_, record)| record.kind.name == kind.name);
    own.map(|(at, _)| at)
}

/// From whom an update is overdue, and of how many records where there are several.
fn late(work: &Work<'_>, page: &str) -> Vec<Segment> {
    let words = &work.words.outcomes;
    let index = work.index;
    let mut late: BTreeMap<&str, usize> = BTreeMap::new();
    for at in 0..index.records.len() {
        let is_late = index
            .next_update(at)
            .is_some_and(|day| day < index.log.as_of);
        if let Some(owner) = index
            .answers_for(at)
            .filter(|_| is_late && row::is_under_way(work, at))
        {
            *late.entry(owner).or_default() += 1;
        }
    }
    let mut late: Vec<(&str, usize)> = late.into_iter().collect();
    late.sort_by_cached_key(|(who, n)| (Reverse(*n), work.name(who).to_lowercase()));
    let people = late.into_iter().map(|(who, n)| {
        let who = vec![work.who(who, page).segment()];
        let n_of = vec![Segment::plain(n.to_string())];
        match n {
            1 => who,
            _ => fill(&words.late_of, &[("who", who), ("n", n_of)]),
        }
    });
    let people: Vec<Vec<Segment>> = people.collect();
    match people.is_empty() {
        true => Vec::new(),
        false => fill(&words.late, &[("people", work.words.joint.listed(people))]),
    }
}

fn of_kind<'w>(work: &'w Work<'w>, kind: &'w Kind, page: &str) -> Of<'w> {
    let all = &work.words.outcomes.all;
    let mut groups: Vec<Group<'w>> = Vec::new();
    for health in by_urgency(kind) {
        let own = records(work, kind).filter(|&at| {
            let own = work.index.health(at).map(|own| own.name.as_str());
            row::is_under_way(work, at) && own == Some(health.name.as_str())
        });
        groups.push(live(work, (kind, health), own.collect(), page));
    }
    let ended = kind
        .states
        .iter()
        .filter(|state| state.phase == Phase::Ended);
    for state in ended {
        let own = records(work, kind).filter(|&at| {
            let own = work.known_state(at).map(|own| own.name.as_str());
            own == Some(state.name.as_str())
        });
        let group = over(work, (kind, state), own.collect(), page);
        // What nobody pursues any more is told where there is some.
        if group.n > 0 || state.tone != Tone::Quiet {
            groups.push(group);
        }
    }
    Of {
        id: address::slug(&kind.plural),
        title: kind.plural_title(),
        groups,
        all: Nav {
            label: all
                .replace("{n}", &records(work, kind).count().to_string())
                .replace("{records}", &kind.plural),
            href: address::relative(page, &listing::home(kind)),
            current: false,
        },
    }
}

/// What may be said of a record of a kind, what is at risk in front, and what goes well behind the rest.
fn by_urgency(kind: &Kind) -> Vec<&Health> {
    let mut all: Vec<&Health> = kind.health.iter().collect();
    all.sort_by_key(|health| match health.tone {
        Tone::Risk => 0,
        Tone::Stopped => 1,
        Tone::Open | Tone::Quiet => 2,
        Tone::Good => 3,
    });
    all
}

/// What is under way and stands alike: who owes an update in front, then by the day it is due.
fn live<'w>(
    work: &'w Work<'w>,
    of: (&'w Kind, &'w Health),
    mut own: Vec<usize>,
    page: &str,
) -> Group<'w> {
    let (kind, health) = of;
    let today = work.index.log.as_of;
    own.sort_by_key(|&at| {
        let next = work.index.next_update(at).filter(|day| *day < today);
        let due = work.index.records[at].date("due");
        (next.is_none(), next, due.is_none(), due, at)
    });
    let live = kind.states.iter().find(|state| state.phase == Phase::Live);
    Group {
        id: address::slug(&format!("{} {}", kind.plural, health.name)),
        state: Chip::from(health),
        ended: false,
        n: own.len(),
        all: live
            .filter(|_| own.len() > LIVE)
            .and_then(|state| all_of(work, (kind, state), page)),
        rows: own
            .iter()
            .take(LIVE)
            .map(|&at| row(work, at, page))
            .collect(),
    }
}

/// What ended in a state, newest first.
fn over<'w>(
    work: &'w Work<'w>,
    of: (&'w Kind, &'w State),
    mut own: Vec<usize>,
    page: &str,
) -> Group<'w> {
    let (kind, state) = of;
    own.sort_by_key(|&at| Reverse((listing::day(work, at), at)));
    Group {
        id: address::slug(&format!("{} {}", kind.plural, state.name)),
        state: Chip::from(state),
        ended: true,
        n: own.len(),
        all: (own.len() > ENDED)
            .then(|| all_of(work, of, page))
            .flatten(),
        rows: own
            .iter()
            .take(ENDED)
            .map(|&at| row(work, at, page))
            .collect(),
    }
}

/// The list of all records of a state.
fn all_of(work: &Work<'_>, of: (&Kind, &State), page: &str) -> Option<Nav> {
    let (kind, state) = of;
    let list = listing::of_state(work, kind, state)?;
    let label = &work.words.outcomes.all_of_state;
    Some(Nav {
        label: label
            .replace("{n}", &list.records.len().to_string())
            .replace("{state}", &list.label.to_lowercase()),
        href: address::relative(page, &list.path),
        current: false,
    })
}

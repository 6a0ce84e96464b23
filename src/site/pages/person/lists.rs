//! The records of a person or a team: what waits on them, what falls due, what they own, took over and gave away.

use jiff::civil::Date;
use serde::Serialize;

use super::About;
use crate::index::Handed;
use crate::model::people::Party;
use crate::site::address;
use crate::site::context::{Chip, Day, Nav, Segment, Who, fill};
use crate::site::holdings::{Due, Duty, Task};
use crate::site::listing::{self, About as Sort};

/// Most rows of one table.
const MOST: usize = 40;

/// All that a page lists.
#[derive(Serialize)]
pub(super) struct Lists<'a> {
    waiting: Table<Waiting<'a>>,
    due: Table<Falling<'a>>,
    owns: Table<Owned<'a>>,
    /// The lists of all they own, closed records among them.
    all: Vec<Nav>,
    closed: usize,
    /// What teams of theirs own.
    through: Vec<Vec<Segment>>,
    /// What the members of a team own.
    members: Table<Owned<'a>>,
    received: Table<Moved<'a>>,
    given: Table<Moved<'a>>,
}

/// The first rows of a table.
#[derive(Serialize)]
struct Table<T> {
    rows: Vec<T>,
    total: usize,
    /// How many are left out.
    more: usize,
}

impl<T> Table<T> {
    fn of<I>(all: &[I], row: impl Fn(&I) -> T) -> Self {
        Self {
            rows: all.iter().take(MOST).map(row).collect(),
            total: all.len(),
            more: all.len().saturating_sub(MOST),
        }
    }
}

/// A record by its title and its id.
#[derive(Serialize)]
struct Named<'a> {
    id: String,
    title: &'a str,
    href: String,
}

#[derive(Serialize)]
struct Waiting<'a> {
    record: Named<'a>,
    todo: String,
    team: Option<Who>,
    by: Option<Day>,
    overdue: bool,
    since: Option<Day>,
}

#[derive(Serialize)]
struct Falling<'a> {
    record: Named<'a>,
    what: String,
    by: Day,
    overdue: bool,
}

#[derive(Serialize)]
struct Owned<'a> {
    state: Chip,
    record: Named<'a>,
    areas: Vec<Who>,
    /// Whose it is, where that is not the page's own.
    owner: Option<Who>,
    date: Option<Day>,
}

#[derive(Serialize)]
struct Moved<'a> {
    /// What was handed over: records and areas.
    items: Vec<Who>,
    record: Named<'a>,
    /// The other side.
    who: Option<Who>,
    accepted: Option<Day>,
}

impl<'a> Lists<'a> {
    pub(super) fn of(about: &About<'a, '_>) -> Self {
        let holding = about.work.holdings.of(about.handle);
        let members = members(about);
        Self {
            waiting: Table::of(&holding.waiting, |task| waiting(about, task)),
            due: Table::of(&holding.due, |due| falling(about, due)),
            owns: Table::of(&holding.owned, |&at| owned(about, at)),
            all: all(about),
            closed: holding.closed,
            through: through(about),
            members: Table::of(&members, |&at| {
                let owner = about.work.owner(at, about.page);
                Owned {
                    owner,
                    ..owned(about, at)
                }
            }),
            received: Table::of(&holding.received, |moved| {
                let (from, _) = about.work.index.hands(moved.at);
                move_of(about, moved.at, from, moved.accepted)
            }),
            given: Table::of(&holding.given, |moved| {
                let (_, to) = about.work.index.hands(moved.at);
                move_of(about, moved.at, to, moved.accepted)
            }),
        }
    }
}

fn named<'a>(about: &About<'a, '_>, at: usize) -> Named<'a> {
    let record = &about.work.index.records[at];
    Named {
        id: record.id.to_string(),
        title: record.title(),
        href: about.work.href(at, about.page),
    }
}

fn waiting<'a>(about: &About<'a, '_>, task: &Task<'_>) -> Waiting<'a> {
    let today = about.work.index.log.as_of;
    Waiting {
        record: named(about, task.at),
        todo: about.work.asked(&task.todo),
        team: task.team.map(|team| about.work.who(team, about.page)),
        by: task.by.map(Day::from),
        overdue: task.by.is_some_and(|by| by < today),
        since: task.since.map(Day::from),
    }
}

fn falling<'a>(about: &About<'a, '_>, due: &Due) -> Falling<'a> {
    let words = &about.work.words.person;
    let what = match &due.what {
        Duty::Review => words.review.clone(),
        Duty::Finish => words.finish.clone(),
        Duty::Update => words.update.clone(),
        Duty::Milestone(title) => words.milestone.replace("{title}", title),
    };
    Falling {
        record: named(about, due.at),
        what,
        by: Day::from(due.day),
        overdue: due.day < about.work.index.log.as_of,
    }
}

fn owned<'a>(about: &About<'a, '_>, at: usize) -> Owned<'a> {
    let work = about.work;
    let areas = work.index.records[at].areas();
    Owned {
        state: work.chip(at),
        record: named(about, at),
        areas: areas
            .iter()
            .map(|area| work.area(area.value, about.page))
            .collect(),
        owner: None,
        date: listing::day(work, at).map(Day::from),
    }
}

fn move_of<'a>(
    about: &About<'a, '_>,
    at: usize,
    who: Option<&str>,
    accepted: Option<Date>,
) -> Moved<'a> {
    let work = about.work;
    let items = work
        .index
        .items(at)
        .into_iter()
        .map(|item| match item.what {
            Handed::Record(at) => Who {
                name: work.index.records[at].title().to_owned(),
                href: Some(work.href(at, about.page)),
            },
            Handed::Area(name) => work.area(&name, about.page),
            Handed::Unknown => Who {
                name: item.written,
                href: None,
            },
        });
    Moved {
        items: items.collect(),
        record: named(about, at),
        who: who.map(|who| work.who(who, about.page)),
        accepted: accepted.map(Day::from),
    }
}

/// The lists by owner, one for each kind.
fn all(about: &About<'_, '_>) -> Vec<Nav> {
    let lists = about.work.listings.iter();
    let own = lists.filter(|list| list.about == Sort::Owner && list.word == about.handle);
    let link = own.filter_map(|list| {
        let kind = &about.work.index.log.kinds[list.kind?];
        let label = &about.work.words.person.list;
        let label = label.replace("{records}", &kind.plural);
        Some(Nav {
            label: label.replace("{n}", &list.records.len().to_string()),
            href: address::relative(about.page, &list.path),
            current: false,
        })
    });
    link.collect()
}

/// How many records each team of a person owns.
fn through(about: &About<'_, '_>) -> Vec<Vec<Segment>> {
    let work = about.work;
    let teams = work.index.log.directory().teams_of(about.handle);
    let owning = teams.filter_map(|team| {
        let n = work.holdings.of(team).owned.len();
        let records = Segment::plain(work.words.count_of("record", n));
        let team = vec![work.who(team, about.page).segment()];
        let values = [("team", team), ("records", vec![records])];
        (n > 0).then(|| fill(&work.words.person.through, &values))
    });
    owning.collect()
}

/// What the members of a team own, in the order of the index.
fn members(about: &About<'_, '_>) -> Vec<usize> {
    let Party::Team(team) = about.party else {
        return Vec::new();
    };
    let members = team.members.iter();
    let owned = members.flat_map(|member| &about.work.holdings.of(member).owned);
    let mut owned: Vec<usize> = owned.copied().collect();
    owned.sort_unstable();
    owned
}

//! Everybody and every team: who they are, when they work, what they own and what waits on them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Draft, Made, PEOPLE};
use crate::model::people::{Day as Written, Person, Team};
use crate::site::context::{Day, Empty, Frame, Who};
use crate::site::hours;
use crate::site::work::{Heading, Work};

/// What to add to the settings of a log that names nobody.
const FIRST: [&str; 12] = [
    "[people.ana]",
    "name = \"Ana Ng\"",
    "timezone = \"Europe/Lisbon\"",
    "hours = \"09:00-17:30\"",
    "backup = \"bob\"",
    "",
    "[people.bob]",
    "name = \"Bob Ray\"",
    "",
    "[teams.platform]",
    "name = \"Platform\"",
    "members = [\"ana\", \"bob\"]",
];

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    empty: Option<Empty>,
    file: &'a str,
    people: Vec<One>,
    teams: Vec<Several>,
    left: Vec<Gone>,
}

/// Somebody who is there.
#[derive(Serialize)]
struct One {
    who: Who,
    teams: Vec<Who>,
    hours: Option<String>,
    backup: Option<Who>,
    load: Load,
}

#[derive(Serialize)]
struct Several {
    who: Who,
    lead: Option<Who>,
    members: Vec<Who>,
    areas: Vec<Who>,
    load: Load,
}

/// Somebody who left.
#[derive(Serialize)]
struct Gone {
    who: Who,
    left: Option<Day>,
    backup: Option<Who>,
    load: Load,
}

/// What somebody carries.
#[derive(Serialize)]
struct Load {
    waiting: usize,
    owned: usize,
    inherited: usize,
    said: String,
    /// Both as shares of the largest load there is.
    owned_share: String,
    waiting_share: String,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let draft = Draft::new(PEOPLE, |page: &str| {
        Made::html(work, "people.html", &context(work, page))
    });
    vec![draft]
}

fn context<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let log = &work.index.log;
    let heading = Heading {
        title: work.words.people.title.as_str().into(),
        description: work.words.people.about.as_str().into(),
        way: Vec::new(),
        under: page.to_owned(),
        json: None,
        file: None,
    };
    let (left, here): (Vec<_>, Vec<_>) = by_name(work, &log.settings.people)
        .into_iter()
        .partition(|(_, person)| person.has_left(log.as_of));
    let tables = Tables::new(work, page);
    let empty = !log.directory().knows_people();
    Context {
        frame: work.frame(page, heading),
        empty: empty.then(|| Empty {
            about: "people".to_owned(),
            commands: FIRST.map(str::to_owned).to_vec(),
        }),
        file: &log.file.path,
        people: here
            .iter()
            .map(|(handle, person)| tables.one(handle, person))
            .collect(),
        teams: by_name(work, &log.settings.teams)
            .iter()
            .map(|(handle, team)| tables.several(handle, team))
            .collect(),
        left: left
            .iter()
            .map(|(handle, person)| tables.gone(handle, person))
            .collect(),
    }
}

/// People or teams as a reader looks for them.
fn by_name<'w, T>(work: &Work<'w>, all: &'w BTreeMap<String, T>) -> Vec<(&'w str, &'w T)> {
    let mut all: Vec<(&str, &T)> = all
        .iter()
        .map(|(handle, party)| (handle.as_str(), party))
        .collect();
    all.sort_by_cached_key(|(handle, _)| (work.name(handle).to_lowercase(), *handle));
    all
}

/// What the rows of all tables need.
struct Tables<'w> {
    work: &'w Work<'w>,
    page: &'w str,
    /// The largest load, at least 1.
    most: usize,
}

impl<'w> Tables<'w> {
    fn new(work: &'w Work<'w>, page: &'w str) -> Self {
        let loads = work.index.log.directory().handles().map(|handle| {
            let holding = work.holdings.of(handle);
            holding.owned.len() + holding.waiting.len()
        });
        let most = loads.max().unwrap_or_default().max(1);
        Self { work, page, most }
    }

    fn who(&self, handle: &str) -> Who {
        self.work.who(handle, self.page)
    }

    fn one(&self, handle: &str, person: &Person) -> One {
        let teams = self.work.index.log.directory().teams_of(handle);
        One {
            who: self.who(handle),
            teams: teams.map(|team| self.who(team)).collect(),
            hours: hours::own(self.work, person),
            backup: person.backup.as_deref().map(|backup| self.who(backup)),
            load: self.load(handle),
        }
    }

    fn several(&self, handle: &str, team: &Team) -> Several {
        let areas = self.work.index.log.settings.areas.iter();
        let own = areas.filter(|(_, area)| area.owner() == Some(handle));
        Several {
            who: self.who(handle),
            lead: team.lead.as_deref().map(|lead| self.who(lead)),
            members: team.members.iter().map(|member| self.who(member)).collect(),
            areas: own
                .map(|(name, _)| self.work.area(name, self.page))
                .collect(),
            load: self.load(handle),
        }
    }

    fn gone(&self, handle: &str, person: &Person) -> Gone {
        Gone {
            who: self.who(handle),
            left: person.left.as_ref().and_then(Written::date).map(Day::from),
            backup: person.backup.as_deref().map(|backup| self.who(backup)),
            load: self.load(handle),
        }
    }

    fn load(&self, handle: &str) -> Load {
        let holding = self.work.holdings.of(handle);
        let (owned, waiting) = (holding.owned.len(), holding.waiting.len());
        let words = &self.work.words;
        let said = [words.person.owned.of(owned), words.person.waits.of(waiting)];
        let share = |n: usize| format!("{}%", n * 100 / self.most);
        Load {
            waiting,
            owned,
            inherited: holding.received.len(),
            said: said.join(&words.joint.comma),
            owned_share: share(owned),
            waiting_share: share(waiting),
        }
    }
}

//! The page of a person or a team: when they work, what waits on them, what they may decide, own, took over and gave
//! away.

mod lists;
mod roles;

use serde::Serialize;

use super::{Draft, Made, PEOPLE, feeds};
use crate::model::people::{Day as Written, Party, Person, Team};
use crate::model::state::{Icon, Tone};
use crate::site::context::{Day, Frame, Segment, fill, join};
use crate::site::hours::{Row, Scale};
use crate::site::presence;
use crate::site::work::{Heading, Work};
use lists::Lists;
use roles::Roles;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    name: String,
    /// Of somebody who left.
    band: Option<Band>,
    /// Sentences in lines.
    lead: Vec<Vec<Segment>>,
    hours: Option<Scale>,
    waiting_on: String,
    roles: Roles<'a>,
    load: String,
    lists: Lists<'a>,
    feed: String,
}

/// What is said across the page, above all else.
#[derive(Serialize)]
pub(super) struct Band {
    pub(super) tone: Tone,
    pub(super) icon: Icon,
    pub(super) lead: String,
    pub(super) rest: Vec<Segment>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let directory = work.index.log.directory();
    let pages = directory.handles().filter_map(|handle| {
        let path = work.addresses.person(handle)?;
        let party = directory.party(handle)?;
        Some(Draft::new(path, move |page: &str| {
            let about = About {
                work,
                handle,
                party,
                page,
            };
            Made::html(work, "person.html", &about.context())
        }))
    });
    pages.collect()
}

/// Whom a page is about.
struct About<'w, 'p> {
    work: &'w Work<'w>,
    handle: &'w str,
    party: Party<'w>,
    page: &'p str,
}

impl<'w> About<'w, '_> {
    fn context(&self) -> Context<'w> {
        let (work, words) = (self.work, &self.work.words);
        let name = work.name(self.handle);
        let heading = Heading {
            title: name.clone().into(),
            description: words.person.about.replace("{name}", &name).into(),
            way: vec![(words.nav.people.clone(), PEOPLE.to_owned())],
            under: PEOPLE.to_owned(),
            json: None,
            file: None,
        };
        let holding = work.holdings.of(self.handle);
        let owned = words.person.owned.of(holding.owned.len());
        let waits = words.person.waits.of(holding.waiting.len());
        let load = words.person.load.replace("{owned}", &owned);
        Context {
            frame: work.frame(self.page, heading),
            band: self.left(),
            lead: self.lead(),
            hours: Scale::of(self.hours()).filter(|_| work.shows_hours()),
            waiting_on: words.person.waiting.replace("{name}", &name),
            roles: Roles::of(self),
            load: load.replace("{waiting}", &waits),
            lists: Lists::of(self),
            feed: feeds::link(self.page),
            name,
        }
    }

    /// The person, where it is one who is still there.
    fn person(&self) -> Option<&'w Person> {
        match self.party {
            Party::Person(person) => Some(person),
            Party::Team(_) => None,
        }
    }

    fn has_left(&self) -> bool {
        let today = self.work.index.log.as_of;
        self.person().is_some_and(|person| person.has_left(today))
    }

    /// That somebody left, and what became of what they own.
    fn left(&self) -> Option<Band> {
        let day = self.person()?.left.as_ref().and_then(Written::date)?;
        let words = &self.work.words.person;
        let holding = self.work.holdings.of(self.handle);
        let owned = holding.owned.len();
        let (tone, icon, rest) = match owned {
            0 => (Tone::Quiet, Icon::TurnBack, words.left_owns_nothing.clone()),
            n => {
                let records = self.work.words.count_of("record", n);
                let rest = words.left_owns.replace("{records}", &records);
                (Tone::Risk, Icon::Triangle, rest)
            }
        };
        let lead = words.left.replace("{date}", &Day::from(day).text);
        self.has_left().then(|| Band {
            tone,
            icon,
            lead,
            rest: vec![Segment::plain(rest)],
        })
    }

    /// The sentences under the name.
    fn lead(&self) -> Vec<Vec<Segment>> {
        match self.party {
            Party::Team(team) => self.led(team),
            Party::Person(person) if self.has_left() => {
                let backup = person.backup.as_deref();
                let ask = backup.map(|backup| {
                    let backup = vec![self.work.who(backup, self.page).segment()];
                    fill(&self.work.words.person.left_ask, &[("backup", backup)])
                });
                ask.into_iter().collect()
            }
            Party::Person(_) => presence::lines(self.work, self.handle, self.page),
        }
    }

    /// How many are in a team and who leads it; those it names who are not there.
    fn led(&self, team: &'w Team) -> Vec<Vec<Segment>> {
        let words = &self.work.words.team;
        let here = self.here(team);
        let people = match here.len() {
            0 => words.empty.clone(),
            n => words.people.of(n),
        };
        let mut first = vec![vec![Segment::plain(people)]];
        first.extend(team.lead.as_deref().map(|lead| {
            let lead = vec![self.work.who(lead, self.page).segment()];
            fill(&words.led, &[("lead", lead)])
        }));
        let absent = team.members.iter().map(String::as_str);
        let absent = absent.filter(|member| here.iter().all(|(handle, _)| handle != member));
        let people = &self.work.index.log.settings.people;
        let (gone, strangers): (Vec<&str>, Vec<&str>) =
            absent.partition(|member| people.contains_key(*member));
        let mut lines = vec![join(first, " ", " ")];
        lines.extend(self.about_several(&words.gone, &gone));
        lines.extend(self.about_several(&words.strangers, &strangers));
        lines
    }

    /// A sentence about people; none where there are none.
    fn about_several(&self, pattern: &str, handles: &[&str]) -> Option<Vec<Segment>> {
        let named = handles
            .iter()
            .map(|handle| vec![self.work.who(handle, self.page).segment()]);
        let named = self.work.words.joint.listed(named.collect());
        (!handles.is_empty()).then(|| fill(pattern, &[("people", named)]))
    }

    /// The members of a team who did not leave, the lead first.
    fn here(&self, team: &'w Team) -> Vec<(&'w str, &'w Person)> {
        let log = &self.work.index.log;
        let members = team.members.iter().filter_map(|member| {
            let person = log.settings.people.get(member)?;
            (!person.has_left(log.as_of)).then_some((member.as_str(), person))
        });
        let mut members: Vec<_> = members.collect();
        members.sort_by_key(|(handle, _)| Some(*handle) != team.lead.as_deref());
        members
    }

    /// A person beside their backup and those above; the members of a team.
    fn hours(&self) -> Vec<Row> {
        let (work, words) = (self.work, &self.work.words);
        let row = |handle: &str, person: &Person| Row::new(work, handle, person, self.page);
        match self.party {
            Party::Team(team) => {
                let rows = self.here(team).into_iter().map(|(handle, person)| {
                    match Some(handle) == team.lead.as_deref() {
                        true => row(handle, person).with_role(&words.team.lead),
                        false => row(handle, person),
                    }
                });
                rows.collect()
            }
            Party::Person(_) if self.has_left() => Vec::new(),
            Party::Person(person) => {
                let mut rows = vec![row(self.handle, person).emphasised()];
                let others = self.beside(person).into_iter();
                rows.extend(
                    others.map(|(handle, person, role)| row(handle, person).with_role(role)),
                );
                rows
            }
        }
    }

    /// The people who stand in for a person, and those whom areas of theirs name when they cannot settle something.
    fn beside(&self, person: &'w Person) -> Vec<(&'w str, &'w Person, &'w str)> {
        let log = &self.work.index.log;
        let words = &self.work.words.hours;
        let areas = log.settings.areas.iter().filter(|(name, area)| {
            let deciders = log.directory().deciders(name);
            let mut hands = deciders.into_iter().chain(area.owner());
            hands.any(|party| log.directory().acts_for(self.handle, party))
        });
        let above = areas.filter_map(|(_, area)| area.escalate());
        let above = above.map(|handle| (handle, words.escalation.as_str()));
        let backup = person.backup.as_deref();
        let backup = backup.map(|handle| (handle, words.backup.as_str()));
        let mut beside: Vec<(&str, &Person, &str)> = Vec::new();
        for (handle, role) in backup.into_iter().chain(above) {
            let handle = match log.directory().party(handle) {
                Some(Party::Team(team)) => team.lead.as_deref().unwrap_or(handle),
                _ => handle,
            };
            let known = handle == self.handle || beside.iter().any(|(other, ..)| *other == handle);
            let other = log.settings.people.get(handle).filter(|_| !known);
            beside.extend(other.map(|other| (handle, other, role)));
        }
        beside
    }
}

//! Who there is and which parts the work has, asked by handle, by mail and by area.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Area, Person, Team};

/// A person or a team behind a handle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Party<'a> {
    /// One person.
    Person(&'a Person),
    /// Several.
    Team(&'a Team),
}

/// A handle, or a name where nobody is configured, and what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As records write it.
    pub handle: String,
    /// As people say it.
    pub name: String,
}

/// Who there is, and which parts the work has.
#[derive(Clone, Copy, Debug)]
pub struct Directory<'a> {
    /// By handle.
    pub people: &'a BTreeMap<String, Person>,
    /// By handle.
    pub teams: &'a BTreeMap<String, Team>,
    /// By name.
    pub areas: &'a BTreeMap<String, Area>,
}

impl<'a> Directory<'a> {
    /// Whether the log says who there is; else any name is one.
    #[must_use]
    pub fn knows_people(&self) -> bool {
        !self.people.is_empty() || !self.teams.is_empty()
    }

    /// The person or team of a handle.
    #[must_use]
    pub fn party(&self, handle: &str) -> Option<Party<'a>> {
        let person = self.people.get(handle).map(Party::Person);
        person.or_else(|| self.teams.get(handle).map(Party::Team))
    }

    /// Whether nobody is behind a handle any more on that day: a person who left, or a team all of whose members did.
    ///
    /// Nobody knows that of somebody the log does not know, or of a team that names no members.
    #[must_use]
    pub fn is_gone(&self, handle: &str, day: Date) -> bool {
        match self.party(handle) {
            Some(Party::Person(person)) => person.has_left(day),
            Some(Party::Team(team)) => {
                let gone = |member: &String| {
                    let person = self.people.get(member);
                    person.is_some_and(|person| person.has_left(day))
                };
                !team.members.is_empty() && team.members.iter().all(gone)
            }
            None => false,
        }
    }

    /// Every handle, those of people first.
    pub fn handles(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let people = self.people.keys().map(String::as_str);
        people.chain(self.teams.keys().map(String::as_str))
    }

    /// What people call somebody: the name behind a handle, else the handle or name as written.
    #[must_use]
    pub fn name<'s>(&self, handle: &'s str) -> &'s str
    where
        'a: 's,
    {
        let name = match self.party(handle) {
            Some(Party::Person(person)) => person.name.as_deref(),
            Some(Party::Team(team)) => team.name.as_deref(),
            None => None,
        };
        name.unwrap_or(handle)
    }

    /// A handle with its name.
    #[must_use]
    pub fn named(&self, handle: &str) -> Named {
        Named {
            handle: handle.to_owned(),
            name: self.name(handle).to_owned(),
        }
    }

    /// The handle of the person with that mail address, whatever its case.
    #[must_use]
    pub fn with_mail(&self, mail: &str) -> Option<&'a str> {
        let has = |person: &Person| {
            person
                .email
                .iter()
                .any(|own| own.eq_ignore_ascii_case(mail))
        };
        let mut people = self.people.iter();
        people
            .find(|(_, person)| has(person))
            .map(|(handle, _)| handle.as_str())
    }

    /// Whether `actor` is that person, or a member of that team.
    #[must_use]
    pub fn acts_for(&self, actor: &str, party: &str) -> bool {
        actor == party
            || self
                .teams
                .get(party)
                .is_some_and(|team| team.members.iter().any(|member| member == actor))
    }

    /// The handles of the teams somebody is in.
    pub fn teams_of<'s>(&self, person: &'s str) -> impl Iterator<Item = &'a str> + use<'a, 's> {
        let teams = self.teams.iter();
        teams
            .filter(move |(_, team)| team.members.iter().any(|member| member == person))
            .map(|(handle, _)| handle.as_str())
    }

    /// The handle of somebody who is written by handle or by the name people call them; else what is written.
    #[must_use]
    pub fn handle<'s>(&self, written: &'s str) -> &'s str
    where
        'a: 's,
    {
        if self.party(written).is_some() {
            return written;
        }
        let called = self.handles().find(|handle| self.name(handle) == written);
        called.unwrap_or(written)
    }

    /// What people call an area.
    #[must_use]
    pub fn area_title<'s>(&self, area: &'s str) -> &'s str
    where
        'a: 's,
    {
        let title = self.areas.get(area).and_then(|area| area.title.as_deref());
        title.unwrap_or(area)
    }

    /// Who may decide in an area: those it names, else its owner.
    #[must_use]
    pub fn deciders(&self, area: &str) -> Vec<&'a str> {
        let Some(area) = self.areas.get(area) else {
            return Vec::new();
        };
        if area.decides.is_empty() {
            return area.owner().into_iter().collect();
        }
        area.decides.iter().map(String::as_str).collect()
    }

    /// The people who may decide in an area on a day: those it names who are there, and the members of its teams.
    ///
    /// In a log that knows nobody they are the names as written.
    #[must_use]
    pub fn deciding(&self, area: &str, day: Date) -> Vec<&'a str> {
        let mut people: Vec<&str> = Vec::new();
        for handle in self.deciders(area) {
            let each = match self.party(handle) {
                Some(Party::Team(team)) => team.members.iter().map(String::as_str).collect(),
                _ => vec![handle],
            };
            for person in each.into_iter().filter(|person| self.is_there(person, day)) {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        people
    }

    /// Whether somebody is one of the log's people and has not left; anybody is, where the log knows nobody.
    #[must_use]
    pub fn is_there(&self, person: &str, day: Date) -> bool {
        match self.people.get(person) {
            Some(person) => !person.has_left(day),
            None => !self.knows_people(),
        }
    }
}

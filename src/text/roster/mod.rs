//! A first draft of people, teams and areas, from who committed and from the code owners.
//!
//! A draft is consistent in itself: every owner it names is a person or a team of it, and no two share a handle or a
//! mail. Whether it is true is for the reader to say.

mod areas;
mod author;
mod handle;

use crate::model::people::{Area, Person, Team};
use crate::text::codeowners::{Owner, Rule};
use author::{is_bot, is_no_reply, login, people};
use handle::{Handles, looks_like};

pub use author::Author;

/// Most people that are drafted from who committed.
const MOST: usize = 30;

/// Who there may be, and which parts the work may have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// By handle, whoever committed most first, then the code owners who did not.
    pub people: Vec<(String, Person)>,
    /// By handle, in the order of the code owners.
    pub teams: Vec<(String, Team)>,
    /// By name, in the order of the code owners.
    pub areas: Vec<(String, Area)>,
    /// People who committed and are left out because others did so more often.
    pub more: usize,
    /// Some are here by the name alone that the code owners give them.
    pub nameless: bool,
}

impl Roster {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.teams.is_empty() && self.areas.is_empty()
    }
}

/// Drafts who there is; areas are those whose paths lie below `within`, all where it is empty.
#[must_use]
pub fn draft(authors: &[Author], rules: &[Rule], within: &str) -> Roster {
    let mut handles = Handles::default();
    let mut all = people(authors);
    let more = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    let mut draft = Draft {
        roster: Roster {
            more,
            ..Roster::default()
        },
        logins: Vec::new(),
    };
    for person in all {
        let handle = handles.of_person(&person.name, &person.mails);
        draft.logins.push(
            person
                .mails
                .iter()
                .find_map(|mail| login(mail))
                .map(str::to_lowercase),
        );
        let (plain, silent): (Vec<String>, Vec<String>) = person
            .mails
            .into_iter()
            .partition(|mail| !is_no_reply(mail));
        let email = if plain.is_empty() { silent } else { plain };
        let name = Some(person.name).filter(|name| !name.is_empty());
        let entry = Person {
            name,
            email,
            ..Person::default()
        };
        draft.roster.people.push((handle, entry));
    }
    for group in areas::groups(rules, within) {
        draft.add(&group, &mut handles);
    }
    draft.roster
}

/// A roster that grows.
struct Draft {
    roster: Roster,
    /// The names that those who committed go by on the host of the repository, where their mails say them.
    logins: Vec<Option<String>>,
}

impl Draft {
    fn add(&mut self, group: &areas::Group, handles: &mut Handles) {
        let mut owners: Vec<String> = Vec::new();
        for owner in &group.owners {
            let owner = self.owner(owner, handles);
            owners.extend(owner.filter(|owner| !owners.contains(owner)));
        }
        let is_team = |handle: &&String| self.roster.teams.iter().any(|(team, _)| team == *handle);
        let Some(first) = owners.iter().find(is_team).or_else(|| owners.first()) else {
            return;
        };
        let area = Area {
            owner: Some(first.clone()),
            decides: if owners.len() > 1 {
                owners.clone()
            } else {
                Vec::new()
            },
            quorum: group.quorum(),
            paths: group.paths.clone(),
            ..Area::default()
        };
        let name = group.name(first);
        let name = handle::unique(&name, |name| {
            self.roster.areas.iter().any(|(area, _)| area == name)
        });
        self.roster.areas.push((name, area));
    }

    /// The handle of a code owner, who is added where nobody knows them yet.
    fn owner(&mut self, owner: &Owner, handles: &mut Handles) -> Option<String> {
        match owner {
            Owner::Person(name) | Owner::Mail(name) if is_bot(name, name) => None,
            Owner::Person(name) => Some(self.by_login(name, handles)),
            Owner::Mail(mail) => Some(self.by_mail(mail, handles)),
            Owner::Team(name) => {
                let handle = handles.of_team(name);
                if !self.roster.teams.iter().any(|(team, _)| *team == handle) {
                    self.roster.teams.push((handle.clone(), Team::default()));
                }
                Some(handle)
            }
        }
    }

    fn by_login(&mut self, name: &str, handles: &mut Handles) -> String {
        let lower = name.to_lowercase();
        if let Some(at) = self.known(name, &lower) {
            return self.roster.people[at].0.clone();
        }
        let person = Person {
            name: Some(name.to_owned()),
            ..Person::default()
        };
        self.roster.nameless = true;
        self.push(handles.of_person(name, &[]), person, Some(lower))
    }

    /// Whoever goes by a name on the host: by their mails, by their handle, or as the only one it looks like.
    fn known(&self, name: &str, lower: &str) -> Option<usize> {
        let people = || self.roster.people.iter().enumerate();
        let by_mail = self
            .logins
            .iter()
            .position(|login| login.as_deref() == Some(lower));
        let by_handle = || people().find(|(_, (handle, _))| handle == lower);
        let alike = |(_, (_, person)): &(usize, &(String, Person))| {
            let own = person.name.as_deref();
            own.is_some_and(|own| looks_like(name, own))
        };
        let mut all = people().filter(alike).map(|(at, _)| at);
        by_mail
            .or_else(|| by_handle().map(|(at, _)| at))
            // Two who look alike are told apart by somebody who knows them.
            .or_else(|| all.next().filter(|_| all.next().is_none()))
    }

    fn by_mail(&mut self, mail: &str, handles: &mut Handles) -> String {
        let has = |person: &Person| {
            person
                .email
                .iter()
                .any(|own| own.eq_ignore_ascii_case(mail))
        };
        let known = self.roster.people.iter().find(|(_, person)| has(person));
        if let Some((handle, _)) = known {
            return handle.clone();
        }
        let person = Person {
            email: vec![mail.to_owned()],
            ..Person::default()
        };
        self.push(handles.of_person("", &[mail.to_owned()]), person, None)
    }

    fn push(&mut self, handle: String, person: Person, login: Option<String>) -> String {
        self.roster.people.push((handle.clone(), person));
        self.logins.push(login);
        handle
    }
}

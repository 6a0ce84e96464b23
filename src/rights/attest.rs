//! The evidence for a step as a plain value: who is behind it, under which right, and what is missing.
//!
//! It says what `judge` says, person by person.

use super::objection::Objects;
use super::{Judge, counted, judge, touched, way};
use crate::model::attested::{Act, Asked, Attestant, Attested, Missing, Right};
use crate::model::state::{Step, Who};
use crate::model::taken::{Grade, Nature, Taken};

/// The evidence for a step; none for one that anybody may take, and where no steps lead.
#[must_use]
pub fn attest(taken: &Taken) -> Option<Attested> {
    let steps = way(&taken.kind, &taken.from, &taken.to)?;
    let step = steps.into_iter().rfind(|step| step.who != Who::Anyone)?;
    let is_taken = matches!(taken.nature, Nature::Step | Nature::Birth);
    let last = is_taken.then_some(step)?;
    let judge = Judge {
        taken,
        counted: counted(taken),
    };
    let asked = match last.who {
        Who::Decider => asked(taken),
        _ => Vec::new(),
    };
    let mut people: Vec<Attestant> = taken
        .voices
        .iter()
        .map(|voice| Attestant {
            person: voice.person.clone(),
            act: voice.act,
            right: judge.right(last, &voice.person),
            grade: Some(voice.grade),
            counts: judge.counted.iter().any(|one| one.person == voice.person),
            commit: voice.commit.clone(),
        })
        .collect();
    people.extend(taken.strangers.iter().map(|name| Attestant {
        person: name.clone(),
        act: Act::Took,
        right: Right::None,
        grade: Some(Grade::Authored),
        counts: false,
        commit: taken.commit.clone(),
    }));
    if last.who == Who::Decider {
        heard(taken, &mut people);
    }
    people.sort_by_key(|one| match one.right {
        Right::Consulted(_) => 1,
        Right::None => 2,
        _ => 0,
    });
    Some(Attested {
        path: taken.path.clone(),
        verb: last.verb.clone(),
        to: taken.to.clone(),
        day: taken.day,
        people,
        asked,
        proof: taken.table.settings.rights.proof,
        missing: missing(taken),
    })
}

impl Judge<'_> {
    /// Under which right somebody may take a step.
    fn right(&self, step: &Step, person: &str) -> Right {
        match &step.who {
            Who::Anyone => Right::Anyone,
            Who::Author => match self.taken.author.as_deref() {
                Some(author) if author == person => Right::Author,
                Some(_) => Right::None,
                None => Right::Anyone,
            },
            Who::Decider => {
                let all = touched(self.taken);
                let may = all.iter().map(|touched| touched.area.as_str());
                let own = may.filter(|area| self.deciders(area).contains(&person));
                let own: Vec<String> = own.map(str::to_owned).collect();
                match (all.is_empty(), own.is_empty()) {
                    (true, _) => Right::Anyone,
                    (false, true) => Right::None,
                    (false, false) => Right::Decides(own),
                }
            }
            Who::Field(key) => {
                let Some((_, may)) = self.acting(key) else {
                    return Right::Anyone;
                };
                let directory = self.taken.table.directory();
                let mut parties = may.iter();
                match parties.any(|party| directory.acts_for(person, party)) {
                    true => Right::Party(key.clone()),
                    false => Right::None,
                }
            }
        }
    }
}

/// What the areas of a step ask for.
fn asked(taken: &Taken) -> Vec<Asked> {
    let areas = &taken.table.settings.areas;
    let subjects = || taken.before.iter().chain([&taken.after]);
    let asked = touched(taken).into_iter().filter_map(|touched| {
        let area = areas.get(&touched.area)?;
        let need = subjects().map(|subject| area.takes(subject.reversible.as_deref()));
        Some(Asked {
            need: need.max().unwrap_or(1),
            area: touched.area,
        })
    });
    asked.collect()
}

/// Adds those whom areas ask to hear and who spoke without deciding.
fn heard(taken: &Taken, people: &mut Vec<Attestant>) {
    let table = &taken.table;
    let directory = table.directory();
    let written = taken.after.spoken.iter();
    let written = written.map(|name| (directory.handle(name), None));
    let named = taken.heard.iter();
    let named = named.map(|name| (name.as_str(), Some(Grade::Claimed)));
    let spoken: Vec<(&str, Option<Grade>)> = written.chain(named).collect();
    for touched in touched(taken) {
        let Some(area) = table.settings.areas.get(&touched.area) else {
            continue;
        };
        for party in area.consult.iter().map(|party| party.trim()) {
            let acts = |person: &str| directory.acts_for(person, party);
            if party.is_empty() || people.iter().any(|one| speaks(one) && acts(&one.person)) {
                continue;
            }
            let Some(&(person, grade)) = spoken.iter().find(|(person, _)| acts(person)) else {
                continue;
            };
            people.push(Attestant {
                person: person.to_owned(),
                act: Act::Heard,
                right: Right::Consulted(vec![touched.area.clone()]),
                grade,
                counts: true,
                commit: taken.commit.clone().filter(|_| grade.is_some()),
            });
        }
    }
    for one in people.iter_mut().filter(|one| one.right == Right::None) {
        let areas = touched(taken).into_iter().filter(|touched| {
            let area = table.settings.areas.get(&touched.area);
            let mut parties = area.iter().flat_map(|area| &area.consult);
            parties.any(|party| directory.acts_for(&one.person, party.trim()))
        });
        let areas: Vec<String> = areas.map(|touched| touched.area).collect();
        if !areas.is_empty() {
            one.right = Right::Consulted(areas);
        }
    }
}

/// Whether somebody's part in a step is a word of theirs already.
fn speaks(one: &Attestant) -> bool {
    one.act != Act::Heard || matches!(one.right, Right::Consulted(_))
}

/// What the judge misses.
fn missing(taken: &Taken) -> Vec<Missing> {
    let mut all = Vec::new();
    for objection in judge(taken) {
        match objection.what {
            Objects::NotEntitled { touched, .. } => all.push(Missing::Decider(touched.area)),
            Objects::TooFew {
                touched,
                need,
                have,
                unnamed,
                ..
            } => {
                all.push(Missing::Quorum(touched.area, have.len(), need));
                if !unnamed.is_empty() {
                    all.push(Missing::Named(unnamed));
                }
            }
            Objects::NotHeard { area, people, .. } => all.push(Missing::Word(area, people)),
            Objects::NotOneOf { key, people, .. } => all.push(Missing::Party(key, people)),
            Objects::OwnText { .. } => all.push(Missing::OtherEyes),
            Objects::Born => all.push(Missing::Step),
            // What is wrong with the way itself is a finding of its own.
            Objects::NoStep | Objects::NeverInForce { .. } => {}
        }
    }
    all
}

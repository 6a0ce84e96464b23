//! May this person take this step, and on what evidence?
//!
//! A step is judged by the table that was in force just before it, so that nobody grants themselves a right in the
//! change that uses it. The same code refuses a step before it is written and finds it afterwards. Nothing is opened
//! here: `Taken` holds what git knows of a step.

mod area;
mod attest;
mod objection;
mod overlap;
mod signature;
mod subject;
mod way;

use std::collections::BTreeSet;

use crate::model::kind::OWNER;
use crate::model::state::{Effect, Phase, Step, Who};
use crate::model::taken::{Nature, Taken, Voice};

pub use area::{Reach, Touched, touched};
pub use attest::attest;
pub use objection::{Objection, Objects};
pub use overlap::overlap;
pub use signature::is_signed_by;
pub use subject::subject;
pub use way::way;

/// Everything that speaks against a step, the gravest first; nothing where it is in order.
#[must_use]
pub fn judge(taken: &Taken) -> Vec<Objection> {
    let steps = match (taken.nature, way(&taken.kind, &taken.from, &taken.to)) {
        (Nature::Widened, _) => taken
            .kind
            .steps
            .iter()
            .filter(|step| is_widened(taken, step))
            .collect(),
        (_, Some(steps)) => steps,
        (_, None) => return vec![Objection::of(taken, Objects::NoStep)],
    };
    let mut all: Vec<Objection> = Vec::new();
    for replaced in &taken.replaced {
        if let Some(phase @ (Phase::Open | Phase::Refused)) = replaced.phase {
            let id = replaced.id.clone();
            all.push(Objection::of(taken, Objects::NeverInForce { id, phase }));
        }
    }
    let judge = Judge {
        taken,
        counted: counted(taken),
    };
    for step in steps {
        all.extend(judge.step(step));
    }
    if taken.nature == Nature::Birth && goes_live(taken) {
        all.push(Objection::of(taken, Objects::Born));
    }
    all
}

/// Those whose voice counts: evidence as good as the table asks for, of somebody who is there and is no program.
#[must_use]
pub fn counted(taken: &Taken) -> Vec<&Voice> {
    let directory = taken.table.directory();
    let rights = &taken.table.settings.rights;
    let counts = |voice: &&Voice| {
        voice.grade >= rights.proof
            && !rights.bots.contains(&voice.person)
            && directory.is_there(&voice.person, taken.day)
    };
    taken.voices.iter().filter(counts).collect()
}

/// The step that would have taken out of force what a record in force supersedes now.
fn is_widened(taken: &Taken, step: &Step) -> bool {
    step.effect == Some(Effect::Supersede) && step.to == taken.to
}

/// Whether the record is in force by the step.
fn goes_live(taken: &Taken) -> bool {
    let phase = |name: &str| taken.kind.state(name).map(|state| state.phase);
    matches!(phase(&taken.to), Some(Phase::Live | Phase::Ended))
}

struct Judge<'a> {
    taken: &'a Taken,
    counted: Vec<&'a Voice>,
}

impl<'a> Judge<'a> {
    fn step(&self, step: &'a Step) -> Vec<Objection> {
        let objects = match &step.who {
            Who::Anyone => Vec::new(),
            Who::Author => self.author(step),
            Who::Decider => self.decider(step),
            Who::Field(key) => self.party(step, key),
        };
        let object = |objects| Objection::of(self.taken, objects);
        objects.into_iter().map(object).collect()
    }

    /// Whoever first committed the record.
    fn author(&self, step: &Step) -> Vec<Objects> {
        let Some(author) = &self.taken.author else {
            return Vec::new();
        };
        match self.counted.iter().any(|voice| voice.person == *author) {
            true => Vec::new(),
            false => vec![Objects::NotOneOf {
                verb: step.verb.clone(),
                key: "author".to_owned(),
                people: vec![author.clone()],
                may: vec![author.clone()],
            }],
        }
    }

    /// Whoever stands in a field, or a member of the team there.
    fn party(&self, step: &Step, key: &str) -> Vec<Objects> {
        let Some((named, may)) = self.acting(key) else {
            return Vec::new();
        };
        let directory = self.taken.table.directory();
        let acts = |voice: &Voice| {
            let mut parties = may.iter();
            parties.any(|party| directory.acts_for(&voice.person, party))
        };
        if self.counted.iter().any(|voice| acts(voice)) {
            return Vec::new();
        }
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        vec![Objects::NotOneOf {
            verb: step.verb.clone(),
            key: key.to_owned(),
            people: owned(&named),
            may: owned(&may),
        }]
    }

    /// Who stands in a field, as it was before the step, and whose members may act; none where anybody may.
    ///
    /// Who stands in for somebody who is not there acts for them; where everybody left and nobody stands in, whoever owns
    /// an area of the record.
    fn acting(&self, key: &str) -> Option<(Vec<&str>, Vec<&str>)> {
        let table = &self.taken.table;
        if table.settings.people.is_empty() {
            return None;
        }
        let subject = self.taken.before.as_ref().unwrap_or(&self.taken.after);
        let directory = table.directory();
        let day = self.taken.day;
        let named: Vec<&str> = match key {
            OWNER => subject::owner(subject, &self.taken.kind, &directory)
                .into_iter()
                .collect(),
            key => {
                let named = subject.people.get(key).into_iter().flatten();
                named.map(String::as_str).collect()
            }
        };
        let absences = named
            .iter()
            .filter_map(|party| directory.absence(party, day));
        let stand_ins: Vec<&str> = absences.filter_map(|absence| absence.stand_in).collect();
        let left = !named.is_empty() && named.iter().all(|party| directory.is_gone(party, day));
        let mut may = match left {
            true => Vec::new(),
            false => named.clone(),
        };
        may.extend(stand_ins);
        if may.is_empty() {
            let areas = subject.areas.iter();
            let areas = areas.filter_map(|area| directory.areas.get(area)?.owner());
            may.extend(areas.filter(|owner| !directory.is_gone(owner, day)));
        }
        (!may.is_empty()).then_some((named, may))
    }

    /// Those whom each area that it touches lets decide.
    fn decider(&self, step: &'a Step) -> Vec<Objects> {
        let mut objects = Vec::new();
        let mut deciding: BTreeSet<&str> = BTreeSet::new();
        // Taking a step back, and deciding against something that never was in force, takes one who may.
        let is_step = matches!(self.taken.nature, Nature::Step | Nature::Birth);
        let whole = is_step && self.touches_force(step);
        for touched in touched(self.taken) {
            let people = self.deciders(&touched.area);
            if people.is_empty() {
                continue;
            }
            let counted = self.counted.iter().map(|voice| voice.person.as_str());
            let may: Vec<&str> = counted.filter(|person| people.contains(person)).collect();
            deciding.extend(&may);
            let people = people.into_iter().map(str::to_owned).collect();
            if may.is_empty() {
                objects.push(Objects::NotEntitled {
                    verb: step.verb.clone(),
                    touched,
                    people,
                });
            } else if whole {
                objects.extend(self.quorum(step, &touched, &may));
                objects.extend(self.consultation(step, &touched, &may));
            }
        }
        if whole && objects.is_empty() && self.wrote_it_themselves(step, &deciding) {
            objects.push(Objects::OwnText {
                verb: step.verb.clone(),
                people: deciding.iter().map(|person| (*person).to_owned()).collect(),
            });
        }
        objects
    }

    /// The people whom an area lets decide, else who may in their place; no programs.
    fn deciders(&self, area: &str) -> Vec<&'a str> {
        let directory = self.taken.table.directory();
        let bots = &self.taken.table.settings.rights.bots;
        let mut people = directory.deciding(area, self.taken.day);
        people.retain(|person| !bots.iter().any(|bot| bot == person));
        match people.is_empty() {
            true => self.heirs(area),
            false => people,
        }
    }

    /// Who may decide in an area where everybody it lets decide has left: whoever stands in for its owner, or whom to ask.
    /// Where they left too, those who may are named all the same, and nobody counts. Nobody at all, where the area never
    /// said who decides.
    fn heirs(&self, name: &str) -> Vec<&'a str> {
        let directory = self.taken.table.directory();
        let Some(area) = directory.areas.get(name) else {
            return Vec::new();
        };
        let deciders = directory.deciders(name);
        let others = [area.owner(), area.backup(), area.escalate()];
        let there = |handle: &&str| !directory.is_gone(handle, self.taken.day);
        let heirs: Vec<&str> = others.into_iter().flatten().filter(there).collect();
        match heirs.is_empty() || deciders.is_empty() {
            true => deciders,
            false => heirs,
        }
    }

    /// Whether a step brings something into force, or takes it out.
    fn touches_force(&self, step: &Step) -> bool {
        let kind = &self.taken.kind;
        let is_live = |name: &String| {
            let state = kind.state(name);
            state.is_some_and(|state| state.phase == Phase::Live)
        };
        is_live(&step.to) || step.from.iter().any(is_live)
    }

    fn quorum(&self, step: &Step, touched: &Touched, may: &[&str]) -> Option<Objects> {
        let area = self.taken.table.settings.areas.get(&touched.area)?;
        // Nobody makes a decision easy in the change that takes it.
        let subjects = self.taken.before.iter().chain([&self.taken.after]);
        let needs = subjects.map(|subject| (area.takes(subject.reversible.as_deref()), subject));
        let (need, subject) = needs.max_by_key(|(need, _)| *need)?;
        let signed = step.signs.as_ref().map(|key| {
            let named = self.taken.after.people.get(key);
            named.map_or(&[][..], Vec::as_slice)
        });
        let directory = self.taken.table.directory();
        // The file has to name those who decided: it is what everybody reads.
        let is_named = |person: &&str| {
            signed.is_none_or(|names| {
                let mut names = names.iter();
                names.any(|name| directory.acts_for(person, name))
            })
        };
        let (named, unnamed): (Vec<&str>, Vec<&str>) =
            may.iter().copied().partition(|person| is_named(person));
        (named.len() < need).then(|| Objects::TooFew {
            verb: step.verb.clone(),
            touched: touched.clone(),
            need,
            have: named.into_iter().map(str::to_owned).collect(),
            unnamed: unnamed.into_iter().map(str::to_owned).collect(),
            reversible: subject.reversible.clone(),
        })
    }

    fn consultation(&self, step: &Step, touched: &Touched, may: &[&str]) -> Option<Objects> {
        let table = &self.taken.table;
        let area = table.settings.areas.get(&touched.area)?;
        let directory = table.directory();
        let spoken = self.taken.after.spoken.iter();
        let spoken = spoken.map(|name| directory.handle(name));
        let voices = self.taken.voices.iter().map(|voice| voice.person.as_str());
        let words = self.taken.heard.iter().map(String::as_str);
        let said = spoken.chain(voices).chain(words);
        let heard: Vec<&str> = said.chain(may.iter().copied()).collect();
        let silent = |party: &&String| {
            !party.trim().is_empty()
                && !heard
                    .iter()
                    .any(|person| directory.acts_for(person, party.trim()))
        };
        let missing: Vec<String> = area.consult.iter().filter(silent).cloned().collect();
        (!missing.is_empty()).then(|| Objects::NotHeard {
            verb: step.verb.clone(),
            area: touched.area.clone(),
            people: missing,
        })
    }

    /// Under four eyes, whether everybody who decides has written what is decided.
    fn wrote_it_themselves(&self, step: &Step, deciding: &BTreeSet<&str>) -> bool {
        let is_live = |name: &str| {
            let state = self.taken.kind.state(name);
            state.is_some_and(|state| state.phase == Phase::Live)
        };
        let (Some(writers), true) = (&self.taken.writers, is_live(&step.to)) else {
            return false;
        };
        self.taken.table.settings.rights.four_eyes
            && !deciding.is_empty()
            && deciding
                .iter()
                .all(|person| writers.iter().any(|writer| writer == person))
    }
}

//! Where steps are judged before they are written: by what is in force at `HEAD`.

use super::era::{self, Era};
use super::fold::{Followed, writers};
use super::pending::{bare, replaced, seen};
use super::seen::Seen;
use super::steps::supersedes;
use crate::cli::approval::Approval;
use crate::cli::load::Loaded;
use crate::model::attested::Act;
use crate::model::record::Record;
use crate::model::source::Content;
use crate::model::state::{Step, Who};
use crate::model::taken::{Grade, Taken, Voice};
use crate::rights::{self, Objection};
use crate::text::parse::{self, Outcome};

/// Who is about to take steps, and what it is judged by.
pub(in crate::cli) struct Bench {
    era: Option<Era>,
    voices: Vec<Voice>,
    /// The past of the records, where the table or a kind asks who wrote what.
    past: Option<Followed>,
}

impl Bench {
    /// What it takes to judge steps of whoever git will name, and of those who agree.
    pub(in crate::cli) fn new(
        loaded: &Loaded,
        actor: &str,
        approvals: &[Approval],
    ) -> anyhow::Result<Self> {
        let era = era::at_head(&loaded.repository, &loaded.index.log.root)?;
        let asks = era.as_ref().is_some_and(|era| {
            let mut steps = era.table.kinds.iter().flat_map(|kind| &kind.steps);
            era.table.settings.rights.four_eyes || steps.any(|step| step.who == Who::Author)
        });
        let past = match asks {
            true => Some(super::followed(loaded)?.0),
            false => None,
        };
        let own = match loaded.repository.signs() {
            true => Grade::Signed,
            false => Grade::Authored,
        };
        let voice = |person: &str, grade, act| Voice {
            person: person.to_owned(),
            grade,
            act,
            commit: None,
        };
        let others = approvals.iter().map(|one| one.person.as_str());
        let others = others.filter(|person| *person != actor);
        let mut voices = vec![voice(actor, own, Act::Took)];
        voices.extend(others.map(|person| voice(person, Grade::Claimed, Act::Approved)));
        Ok(Self { era, voices, past })
    }

    /// What speaks against a step that leaves a record's file with that text.
    pub(in crate::cli) fn objections(
        &self,
        loaded: &Loaded,
        at: usize,
        (step, new): (&Step, &str),
    ) -> Vec<Objection> {
        let record = &loaded.index.records[at];
        let Some(era) = &self.era else {
            return Vec::new();
        };
        let (Some(kind), Some(from)) = (era.table.kind(&record.kind.name), record.state()) else {
            return Vec::new();
        };
        let content = Content::Bytes(new.as_bytes().to_vec());
        let Outcome::Record(after) = parse::parse_again(record, content).outcome else {
            return Vec::new();
        };
        let before = committed(loaded, record);
        let file = (record.source.path.as_str(), &Seen::of(&after));
        let day = loaded.index.log.as_of;
        let mut taken = bare((kind, era), file, (&from.name, &step.to), day);
        taken.voices.clone_from(&self.voices);
        taken.before = before.as_ref().map(|before| before.subject.clone());
        if let Some(past) = &self.past {
            self.write(&mut taken, (era, past), (before.as_ref(), record));
        }
        if supersedes(&taken) {
            taken.replaced = replaced(&loaded.index, at);
        }
        rights::judge(&taken)
    }

    /// Puts those who wrote a record into a step: those whom git names, and whoever has changed it since.
    fn write(
        &self,
        taken: &mut Taken,
        (era, past): (&Era, &Followed),
        (before, record): (Option<&Seen>, &Record),
    ) {
        let actor = &self.voices[0].person;
        let held = past.held.get(&record.source.path);
        taken.writers = writers(era, held).map(|mut writers| {
            if before.is_none_or(|before| before.text != Seen::of(record).text) {
                writers.push(actor.clone());
            }
            writers
        });
        let author = held.and_then(|held| held.author.as_ref());
        let author = author.and_then(|author| era.person(author));
        taken.author = author.or_else(|| before.is_none().then(|| actor.clone()));
    }
}

/// The record as `HEAD` has it.
fn committed(loaded: &Loaded, record: &Record) -> Option<Seen> {
    let blob = loaded.repository.committed_blob(&record.source.path)?;
    seen(loaded, record, &blob)
}

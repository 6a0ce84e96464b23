//! `declog who`: who has to do with a path, an area, a record or a person.

use clap::Args;

use crate::cli::actor::party;
use crate::cli::args::Reading;
use crate::cli::env::{Env, Now};
use crate::cli::failure::{Refused, not_found};
use crate::cli::find;
use crate::cli::load::{Loaded, load};
use crate::cli::past;
use crate::index::{Index, Resolved};
use crate::model::facts::Entry;
use crate::model::people::Directory;
use crate::model::suggest;
use crate::model::taken::{Nature, Taken};
use crate::query::inbox::unheard;
use crate::query::who::{Charge, charge, charges_of_path};
use crate::report::person::{self, PersonJson, When};
use crate::report::record::sentence;
use crate::report::who::{
    AreaJson, EvidenceJson, GuardrailJson, StepJson, SubjectJson, TakesJson, WhoJson, write,
    write_json,
};

/// How many characters of a commit's id are shown.
const SHORT: usize = 10;

/// Show who owns a path, an area or a record, who may decide, and who is at work
///
/// Of an area: who owns it, who may decide and how many that takes, who has to be heard, which decisions bind everything
/// in it, what may be done without asking, and whom to ask where it cannot settle something. Of a path: the same of the
/// areas whose `paths` have it. Of a record: whose it is, whose move it is, who was heard, what git knows of its newest
/// step (evidence, never proof), and its areas. Of a person or a team: their areas.
#[derive(Debug, Args)]
pub(in crate::cli) struct WhoArgs {
    /// A path, the name of an area, the id of a record, or a handle
    #[arg(value_name = "PATH|AREA|ID|PERSON")]
    what: String,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &WhoArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let loaded = load(env, &args.reading)?;
    let index = &loaded.index;
    let at = match (&args.reading.at, env.now()?) {
        (None, Now::Moment(moment)) => Some(moment),
        _ => None,
    };
    let desk = Desk {
        loaded: &loaded,
        when: When {
            day: index.log.as_of,
            at,
        },
    };
    let mut all = WhoJson {
        schema: "declog.who/1",
        as_of: index.log.as_of.to_string(),
        rev: index.log.rev.clone(),
        asked: args.what.clone(),
        record: None,
        person: None,
        areas: Vec::new(),
    };
    desk.answer(&args.what, env, &mut all)?;
    let style = env.style();
    if env.wants_json() {
        write_json(&all, &mut env.out)?;
    } else {
        write(&all, style, &mut env.out)?;
    }
    Ok(0)
}

struct Desk<'a> {
    loaded: &'a Loaded,
    when: When,
}

impl Desk<'_> {
    /// An area by its name, a record by its id, somebody by their handle, else a path.
    fn answer(&self, what: &str, env: &Env, all: &mut WhoJson) -> anyhow::Result<()> {
        let index = &self.loaded.index;
        let directory = index.log.directory();
        if let Some(area) = charge(index, what) {
            all.areas.push(self.area(area));
            return Ok(());
        }
        let path = self.loaded.repository.relative(&env.cwd.join(what));
        let is_record = matches!(index.resolve(what, None, None), Resolved::One(_));
        let is_file = path
            .as_deref()
            .and_then(|path| index.at_path(path))
            .is_some();
        if is_record || is_file {
            let at = find::record(self.loaded, env, None, what)?;
            all.record = Some(self.record(at)?);
            let areas = index.records[at].areas();
            let charges = areas.iter().filter_map(|area| charge(index, area.value));
            all.areas.extend(charges.map(|area| self.area(area)));
            return Ok(());
        }
        if directory.party(directory.handle(what)).is_some() {
            let handle = party(self.loaded, what)?;
            all.areas.extend(
                of_person(index, &handle)
                    .into_iter()
                    .map(|area| self.area(area)),
            );
            all.person = Some(self.person(&handle));
            return Ok(());
        }
        let Some(path) = path else {
            return Err(unknown(&directory, what).into());
        };
        let charges = charges_of_path(index, &path);
        if charges.is_empty() {
            let there = self
                .loaded
                .repository
                .targets([path.as_str()].into_iter(), None)?;
            let missing = matches!(there.get(&path), None | Some(Entry::Missing));
            if missing && !what.contains('/') {
                return Err(unknown(&directory, what).into());
            }
            env.say(&format!("no area of this log has `{what}` in its `paths`"));
        }
        all.areas
            .extend(charges.into_iter().map(|area| self.area(area)));
        Ok(())
    }

    fn person(&self, handle: &str) -> PersonJson {
        person::read(&self.loaded.index.log.settings, handle.trim(), self.when)
    }

    fn people(&self, handles: &[&str]) -> Vec<PersonJson> {
        handles.iter().map(|handle| self.person(handle)).collect()
    }

    fn area(&self, area: Charge<'_>) -> AreaJson {
        let index = &self.loaded.index;
        let one = |handle: Option<&str>| handle.map(|handle| self.person(handle));
        let guardrails = area.guardrails.iter().map(|&at| GuardrailJson {
            id: index.records[at].id.to_string(),
            title: index.records[at].title().to_owned(),
            in_force: index.in_force(at),
        });
        let takes = area.takes.iter().map(|(people, words)| TakesJson {
            people: *people,
            reversible: words.iter().map(|word| (*word).to_owned()).collect(),
        });
        AreaJson {
            name: area.area.to_owned(),
            title: area.title.to_owned(),
            pattern: area.pattern.map(str::to_owned),
            owner: one(area.owner),
            backup: one(area.backup),
            decides: self.people(&area.decides),
            takes: takes.collect(),
            consult: self.people(&area.consult),
            inform: self.people(&area.inform),
            guardrails: guardrails.collect(),
            limits: area.limits.map(str::to_owned),
            escalate: one(area.escalate),
        }
    }

    fn record(&self, at: usize) -> anyhow::Result<SubjectJson> {
        let index = &self.loaded.index;
        let record = &index.records[at];
        let directory = index.log.directory();
        let mut heard: Vec<String> = Vec::new();
        for entry in &record.entries {
            let person = directory.handle(entry.person.trim()).to_owned();
            if !heard.contains(&person) {
                heard.push(person);
            }
        }
        let unheard = unheard(index, at);
        Ok(SubjectJson {
            id: record.id.to_string(),
            title: record.title().to_owned(),
            standing: sentence(&index.standing(at)),
            owner: index.owner(at).map(|owner| self.person(owner)),
            waits_on: self.people(&index.waits_on(at)),
            heard,
            unheard: unheard.into_iter().map(str::to_owned).collect(),
            step: self.step(at)?,
        })
    }

    /// The newest step of a record that git knows and that still counts.
    fn step(&self, at: usize) -> anyhow::Result<Option<StepJson>> {
        let record = &self.loaded.index.records[at];
        let taken = past::read(self.loaded)?.taken;
        let own = |taken: &&Taken| taken.path == record.source.path && taken.nature != Nature::Undo;
        let Some(last) = taken.iter().rev().find(own) else {
            return Ok(None);
        };
        let evidence = last.voices.iter().map(|voice| EvidenceJson {
            person: voice.person.clone(),
            grade: voice.grade.name().to_owned(),
        });
        let commit = last.commit.as_ref();
        Ok(Some(StepJson {
            to: last.to.clone(),
            commit: commit.map(|commit| commit.id[..SHORT.min(commit.id.len())].to_owned()),
            evidence: evidence.collect(),
        }))
    }
}

/// The areas that somebody owns or decides in, themselves or by a team.
fn of_person<'a>(index: &'a Index, handle: &str) -> Vec<Charge<'a>> {
    let directory = index.log.directory();
    let names = directory.areas.keys();
    let charges = names.filter_map(|name| charge(index, name));
    let theirs = charges.filter(|area| {
        let owns = area
            .owner
            .is_some_and(|owner| directory.acts_for(handle, owner));
        owns || area.decides.contains(&handle)
    });
    theirs.collect()
}

/// Nothing of that name; the closest area or person is told.
fn unknown(directory: &Directory<'_>, what: &str) -> Refused {
    let refused = not_found(format!(
        "`{what}` is no area, record, person or path of this log"
    ));
    let meant = suggest::area(directory, what).or_else(|| suggest::party(directory, what));
    match meant {
        Some(meant) => refused.with_help(format!("did you mean `{meant}`?")),
        None => refused
            .with_help("`declog list` shows the records, `declog config` the areas and people"),
    }
}

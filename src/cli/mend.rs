//! What `check --fix` changes: the fixes of findings, round by round until none is left, and front matter put in order.
//!
//! Everything is planned in memory, so that what is shown and what is written are the same.

use std::collections::{BTreeMap, BTreeSet};

use super::args::Writing;
use super::env::Env;
use super::facts::checked;
use super::hold::planned;
use super::load::Loaded;
use super::plan::{Plan, Planned};
use super::write::{tell, write};
use crate::check::Options;
use crate::index::Index;
use crate::model::change::Change;
use crate::model::diagnostic::Diagnostic;
use crate::model::facts::Clash;
use crate::model::record::Record;
use crate::report;
use crate::report::safe::visible;
use crate::text::edit;

/// One fix may bring out what another mends; more rounds than this are a circle.
const ROUNDS: usize = 8;

/// What is wanted.
pub(super) struct Wish<'a> {
    /// What else than fixes.
    pub(super) what: What,
    /// Whether a file is to be mended.
    pub(super) is_meant: &'a dyn Fn(&str) -> bool,
    /// Whether it is written, and committed.
    pub(super) writing: &'a Writing,
    /// The options of the run that found what is to be mended.
    pub(super) options: &'a Options,
    /// What other branches claim.
    pub(super) clashes: &'a [Clash],
}

/// How much is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum What {
    /// What can be mended without asking
    Safe,
    /// Also the order and the spelling of front matter
    Format,
}

/// Mends what was found, or shows how; whether anything is to be changed at all.
pub(super) fn mend(
    loaded: Loaded,
    findings: Vec<Diagnostic>,
    wish: &Wish<'_>,
    env: &mut Env,
) -> anyhow::Result<bool> {
    let (loaded, plan) = plan(loaded, findings, wish, env)?;
    let changes = plan.is_some();
    if let Some(plan) = plan {
        write(loaded, &plan, wish.writing, env)?;
    } else if wish.writing.dry_run && env.wants_json() {
        tell(&report::change::Change::default(), env)?;
    }
    Ok(changes)
}

/// A plan that mends what was found, and the log as it was read; no plan where nothing is to be changed.
fn plan(
    loaded: Loaded,
    findings: Vec<Diagnostic>,
    wish: &Wish<'_>,
    env: &Env,
) -> anyhow::Result<(Loaded, Option<Plan>)> {
    let mut left = BTreeSet::new();
    let mut texts = Texts::default();
    let (mut loaded, mut findings) = (loaded, findings);
    for _ in 0..ROUNDS {
        let new = fixed(&loaded.index, &findings, wish, &mut left);
        if new.is_empty() {
            break;
        }
        loaded = texts.take(loaded, new)?;
        (loaded, findings) = checked(loaded, wish.options, wish.clashes.to_vec())?;
    }
    if wish.what == What::Format {
        let new = in_order(&loaded.index, wish, &mut left);
        loaded = texts.take(loaded, new)?;
    }
    for line in left {
        env.say(&format!("left as it is: {line}"));
    }
    let plan = texts.plan(&loaded.index);
    let loaded = texts.give_back(loaded)?;
    Ok((loaded, plan))
}

/// The records whose findings have fixes, with their new texts.
fn fixed(
    index: &Index,
    findings: &[Diagnostic],
    wish: &Wish<'_>,
    left: &mut BTreeSet<String>,
) -> Vec<(usize, String)> {
    let mut fixes: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
    for finding in findings.iter().filter(|one| (wish.is_meant)(&one.path)) {
        if let Some((at, fix)) = index.at_path(&finding.path).zip(finding.fix.clone()) {
            fixes.entry(at).or_default().push(fix);
        }
    }
    let new = fixes.into_iter().map(|(at, fixes)| {
        let record = &index.records[at];
        (at, edit::edit(record, &Change::All(fixes)))
    });
    changed(index, new, left)
}

/// The records whose front matter is in another order or spelling than their kind's, with their new texts.
fn in_order(index: &Index, wish: &Wish<'_>, left: &mut BTreeSet<String>) -> Vec<(usize, String)> {
    let meant = |at: &usize| (wish.is_meant)(&index.records[*at].source.path);
    let new = (0..index.records.len()).filter(meant).map(|at| {
        let named = |written: &str| index.spelled(at, written);
        (at, edit::formatted(&index.records[at], &named))
    });
    changed(index, new, left)
}

/// Those whose text is another one; those that cannot be changed are told, each once.
fn changed(
    index: &Index,
    new: impl Iterator<Item = (usize, Result<String, edit::Refusal>)>,
    left: &mut BTreeSet<String>,
) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for (at, new) in new {
        let record = &index.records[at];
        match new {
            Ok(text) if text == record.source.text => {}
            Ok(text) => all.push((at, text)),
            Err(refusal) => {
                let path = visible(&record.source.path);
                left.insert(format!("{} {path}: {refusal}", record.id));
            }
        }
    }
    all
}

/// The texts of the records that changed, as they were first.
#[derive(Default)]
struct Texts {
    /// By path: the text, and the name of the state.
    first: BTreeMap<String, (String, Option<String>)>,
}

impl Texts {
    /// The log with new texts.
    fn take(&mut self, loaded: Loaded, new: Vec<(usize, String)>) -> anyhow::Result<Loaded> {
        let mut round = Plan::default();
        for (at, text) in new {
            let record = &loaded.index.records[at];
            let path = record.source.path.clone();
            let first = || (record.source.text.clone(), state(record));
            self.first.entry(path.clone()).or_insert_with(first);
            round.files.push(Planned::of_file(&path, None, text));
        }
        with(loaded, &round)
    }

    /// The log with the texts it had first.
    fn give_back(self, loaded: Loaded) -> anyhow::Result<Loaded> {
        let first = self.first.into_iter();
        let files = first.map(|(path, (text, _))| Planned::of_file(&path, None, text));
        let round = Plan {
            files: files.collect(),
            ..Plan::default()
        };
        with(loaded, &round)
    }

    /// What is to be written to come from the first texts to those of an index.
    fn plan(&self, index: &Index) -> Option<Plan> {
        let mut plan = Plan {
            subject: "fix what check found".to_owned(),
            ..Plan::default()
        };
        for record in &index.records {
            let Some((old, from)) = self.first.get(&record.source.path) else {
                continue;
            };
            if *old == record.source.text {
                continue;
            }
            plan.files.push(Planned {
                id: Some(record.id.clone()),
                path: record.source.path.clone(),
                old: Some(old.clone()),
                new: record.source.text.clone(),
                from: from.clone(),
                to: state(record),
            });
            plan.trailers.push(format!("Declog-Record: {}", record.id));
        }
        (!plan.files.is_empty()).then_some(plan)
    }
}

fn state(record: &Record) -> Option<String> {
    record.state().map(|state| state.name.clone())
}

fn with(loaded: Loaded, round: &Plan) -> anyhow::Result<Loaded> {
    if round.files.is_empty() {
        return Ok(loaded);
    }
    Ok(Loaded {
        index: planned(loaded.index, round)?,
        ..loaded
    })
}

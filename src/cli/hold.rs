//! A plan held against the rules in memory, before anything is written.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::facts::{Past, with_facts};
use super::failure::{FORBIDDEN, Refused, finding, usage};
use super::load::{Loaded, add, refused};
use super::plan::{Plan, Planned};
use crate::check::{self, Emptiness, Options};
use crate::index::{Index, Log};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::source::{Content, File, Source};
use crate::text::mentions::{ids, rewritten};
use crate::text::{self, parse, settings};

/// What becomes untrue of a record that is not touched when an item of its changes hands: for its own people to mend.
const ELSEWHERE: [&str; 2] = ["not-theirs-to-hand-over", "owner-not-moved"];

/// What is left over where something is mended: a comment that nothing needs any more, and what a baseline counts.
const LEFT_OVER: [&str; 2] = ["stale-baseline", "unused-allow"];

/// Refuses a plan whose texts bring findings at deny that were not there before.
pub(super) fn hold_against_rules(loaded: Loaded, plan: &Plan) -> anyhow::Result<Loaded> {
    plan.files.iter().try_for_each(visible)?;
    let options = Options {
        allow_empty: Emptiness::Allowed,
        ..Options::default()
    };
    let loaded = with_facts(loaded, &options, Past::Rules)?;
    let before: HashSet<_> = check::run(&loaded.index, &options)
        .iter()
        .flat_map(|finding| [key(finding), moved(key(finding), plan)])
        .collect();
    let loaded = Loaded {
        index: planned(loaded.index, plan)?,
        ..loaded
    };
    let loaded = with_facts(loaded, &options, Past::Rules)?;
    let new = check::run(&loaded.index, &options);
    let elsewhere = |finding: &Diagnostic| {
        ELSEWHERE.contains(&finding.rule.as_ref()) && !plan.has(&finding.path)
    };
    let is_new = |finding: &Diagnostic| {
        finding.level == Level::Deny
            && !LEFT_OVER.contains(&finding.rule.as_ref())
            && !before.contains(&key(finding))
            && !elsewhere(finding)
    };
    let bad = new.iter().find(|finding| is_new(finding));
    match bad {
        Some(bad) => {
            let refused = finding(FORBIDDEN, bad, loaded.index.source(&bad.path));
            let planned = plan.files.iter().find(|file| file.path == bad.path);
            Err(match planned {
                Some(file) if stands(file, bad, &loaded) == Stands::Nowhere => {
                    // No command mends what stands in no file.
                    refused.with_help("nothing was written: mend the text and give it again")
                }
                Some(_) => refused.writing_nothing(),
                None => refused,
            }
            .into())
        }
        None => Ok(loaded),
    }
}

/// What makes a finding the same one as before: its rule, its file and its words.
type Key = (Cow<'static, str>, String, String);

fn key(finding: &Diagnostic) -> Key {
    let Diagnostic { rule, path, .. } = finding;
    (rule.clone(), path.clone(), finding.subject().to_owned())
}

/// The same finding as it is told once the plan's record has its new place and its new id.
fn moved((rule, path, message): Key, plan: &Plan) -> Key {
    let Some((gone, new)) = plan.moved() else {
        return (rule, path, message);
    };
    let message = message.replace(&gone.path, &new.path);
    let message = match (&gone.id, &new.id) {
        (Some(old), Some(id)) => {
            let places = ids(&message, old).into_iter();
            rewritten(&message, places.map(|at| (at, id.to_string())).collect())
        }
        _ => message,
    };
    let path = if path == gone.path {
        new.path.clone()
    } else {
        path
    };
    (rule, path, message)
}

/// Where the line stands that is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In the file as it is.
    Already,
    /// In the text that was not written.
    Nowhere,
}

/// Whether the line that a finding points at is one of the file as it is.
fn stands(file: &Planned, finding: &Diagnostic, loaded: &Loaded) -> Stands {
    let source = loaded.index.source(&finding.path);
    let line = source.zip(finding.span).and_then(|(source, span)| {
        let at = source.position(span.start).line;
        source.text.lines().nth(at - 1)
    });
    let Some(old) = &file.old else {
        return Stands::Nowhere;
    };
    match line.is_some_and(|line| old.lines().all(|old| old != line)) {
        true => Stands::Nowhere,
        false => Stands::Already,
    }
}

/// Refuses a control character that the file did not have: no editor shows it, and a terminal may obey it.
fn visible(file: &Planned) -> Result<(), Refused> {
    let hidden = |text: &str| -> Vec<char> {
        let control = |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        text.chars().filter(control).collect()
    };
    let old = hidden(file.old.as_deref().unwrap_or_default());
    let new = hidden(&file.new);
    match new.iter().find(|letter| !old.contains(letter)) {
        Some(letter) => Err(usage(format!(
            "the text has the control character U+{:04X} in it",
            u32::from(*letter)
        ))
        .with_help("nothing was written: give the text without it")),
        None => Ok(()),
    }
}

/// The index as it will be.
pub(super) fn planned(index: Index, plan: &Plan) -> Result<Index, Refused> {
    let (mut log, mut contents) = index.into_contents();
    let goes = |path: &str| plan.gone.iter().any(|file| file.path == path);
    contents.records.retain(|record| !goes(&record.source.path));
    contents.unreadable.retain(|source| !goes(&source.path));
    contents.problems.retain(|problem| !goes(&problem.path));
    for file in &plan.files {
        if file.path == log.file.path {
            log = resettled(log, &file.new)?;
            continue;
        }
        let Some(kind) = log.kind_of(&file.path) else {
            continue;
        };
        let known = contents
            .records
            .iter()
            .position(|record| record.source.path == file.path);
        let known = known.map(|at| contents.records.swap_remove(at));
        contents
            .unreadable
            .retain(|source| source.path != file.path);
        contents
            .problems
            .retain(|problem| problem.path != file.path);
        let content = Content::Bytes(file.new.clone().into_bytes());
        let parsed = match known {
            Some(record) => parse::parse_again(
                &Record {
                    kind: Arc::clone(kind),
                    ..record
                },
                content,
            ),
            None => parse::parse(
                kind,
                File {
                    path: file.path.clone(),
                    content,
                },
            ),
        };
        add(&mut contents, file.path.clone(), parsed);
    }
    Ok(Index::build(log, contents))
}

/// The log with new settings, or what is wrong with them.
fn resettled(log: Log, text: &str) -> Result<Log, Refused> {
    let file = Source::new(log.file.path.as_str(), text);
    let kinds: Vec<Kind> = log.kinds.iter().map(|kind| Kind::clone(kind)).collect();
    let settings = settings::parse(&file, &kinds).map_err(|refusal| refused(refusal, &file))?;
    Ok(Log {
        kinds: text::kinds::configured(&settings, &kinds),
        places: settings::places(&file),
        settings,
        file,
        ..log
    })
}

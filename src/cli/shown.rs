//! What of a log its site may show, as `[site]` says: which records and pictures, whose names, in whose words and style.

use std::collections::HashSet;

use super::failure::{Refused, USAGE, finding, usage};
use super::load::Loaded;
use crate::index::{Contents, Index, Log};
use crate::model::diagnostic::Diagnostic;
use crate::model::event::Event;
use crate::model::facts::{Entry, Facts};
use crate::model::settings::Shown;
use crate::model::view::Counts;
use crate::query::{filter, parse};
use crate::site;

/// The ending of drawings, which may hold programs.
const DRAWING: &str = ".svg";

/// The log without the records that it hides, the names it does not give away, and the pictures that only one machine
/// has or that could run.
pub(super) fn shown(loaded: Loaded, counts: &Counts) -> anyhow::Result<Loaded> {
    let people = loaded.index.log.settings.site.people;
    let hidden = hidden(&loaded.index, counts)?;
    let hides = loaded.index.log.settings.site.hide.is_some();
    let mut loaded = match hides {
        false => loaded,
        true => Loaded {
            index: without(loaded.index, &hidden),
            ..loaded
        },
    };
    let facts = loaded.index.facts.clone();
    let facts = pictures(&loaded, unnamed(&loaded.index.log, facts, people))?;
    loaded.index = loaded.index.with_facts(facts);
    Ok(loaded)
}

/// An index without the records of those files, and without what became of them.
fn without(index: Index, hidden: &HashSet<String>) -> Index {
    let facts = index.facts.clone();
    let paths = index.records.iter().map(|record| &record.source.path);
    let paths: Vec<String> = paths.cloned().collect();
    let (log, contents) = index.into_contents();
    let mut records = contents.records;
    records.retain(|record| !hidden.contains(&record.source.path));
    let index = Index::build(
        log,
        Contents {
            records,
            ..contents
        },
    );
    let facts = untold(&index, facts, &paths);
    index.with_facts(facts)
}

/// The files of the records that the site leaves out.
fn hidden(index: &Index, counts: &Counts) -> anyhow::Result<HashSet<String>> {
    let Some(text) = index.log.settings.site.hide.as_deref() else {
        return Ok(HashSet::new());
    };
    let found = parse(text, index).map_err(|error| {
        let refused = at_setting(&index.log, "hide", format!("no query: {}", error.message));
        match error.label.or(error.help) {
            Some(help) => refused.with_help(help),
            None => refused,
        }
    })?;
    let records = filter(index, &found, counts).into_iter();
    Ok(records
        .map(|at| index.records[at].source.path.clone())
        .collect())
}

/// Authors of commits whom the log does not know have a name and no handle, so it goes where only handles are shown.
fn unnamed(log: &Log, mut facts: Facts, people: Shown) -> Facts {
    if people == Shown::Handles {
        let history = facts.history.iter_mut();
        let commits = history.flat_map(|history| &mut history.commits);
        let edits = facts
            .edits
            .iter_mut()
            .filter_map(|edit| edit.commit.as_mut());
        for commit in commits.chain(edits) {
            if log.directory().with_mail(&commit.email).is_none() {
                commit.author.clear();
            }
        }
        for taken in facts.taken.iter_mut().flatten() {
            taken.strangers.clear();
            let known = |person: &str| log.directory().party(person).is_some();
            taken.voices.retain(|voice| known(&voice.person));
        }
        let stories = facts.stories.iter_mut().flat_map(|all| all.values_mut());
        for change in stories.flatten().filter(|change| change.person.is_none()) {
            change.author.clear();
        }
    }
    facts
}

/// What became of the records that are shown, by their places in this index; `paths` are the files of all. Nobody can ask
/// of a record that is gone whether it would be hidden, so where some are, no such record is told of.
fn untold(index: &Index, mut facts: Facts, paths: &[String]) -> Facts {
    let hides = index.log.settings.site.hide.is_some();
    facts.events = facts.events.map(|events| {
        let events = events.into_iter().filter_map(|event| match event.at {
            Some(at) => Some(Event {
                at: Some(index.at_path(paths.get(at)?)?),
                ..event
            }),
            None => (!hides).then_some(event),
        });
        events.collect()
    });
    facts
}

/// A page shows no picture that git does not know, and none that could run when it is opened by itself.
fn pictures(loaded: &Loaded, mut facts: Facts) -> anyhow::Result<Facts> {
    let known = |path: &str| match loaded.revision {
        Some(_) => Ok(true),
        None => loaded.repository.is_known(path),
    };
    for (path, entry) in facts.targets.iter_mut().flatten() {
        if !matches!(entry, Entry::File(_)) {
            continue;
        }
        let safe = known(path)?
            && (!path.to_ascii_lowercase().ends_with(DRAWING) || is_still(loaded, path)?);
        if !safe {
            *entry = Entry::Missing;
        }
    }
    Ok(facts)
}

/// Whether a drawing is one that cannot run.
fn is_still(loaded: &Loaded, path: &str) -> anyhow::Result<bool> {
    let bytes = loaded
        .repository
        .read_asset(path, loaded.revision.as_ref())?;
    Ok(bytes.is_some_and(|bytes| site::is_still(&bytes)))
}

/// A file of the log's own that `[site]` names: its text.
pub(super) fn own(
    loaded: &Loaded,
    key: &str,
    path: Option<&str>,
) -> anyhow::Result<Option<String>> {
    let Some(path) = path else {
        return Ok(None);
    };
    let below = loaded.below(path);
    let bytes = loaded
        .repository
        .read_asset(&below, loaded.revision.as_ref())?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    match text {
        Some(text) => Ok(Some(text)),
        None => {
            let message = format!("`{below}` is no text file that git knows");
            Err(at_setting(&loaded.index.log, key, message).into())
        }
    }
}

/// A failure at the line of a setting of `[site]`.
pub(super) fn at_setting(log: &Log, key: &str, message: String) -> Refused {
    let place = log.places.get(&format!("site.{key}"));
    match place {
        Some(span) => {
            let found = Diagnostic::new("settings", log.file.path.as_str(), message);
            finding(USAGE, &found.with_span(*span), Some(&log.file))
        }
        None => usage(message),
    }
}

//! What `init` found, as it is told.

use super::{Begun, Found, words};
use crate::cli::load::below;
use crate::cli::write::settings_path;
use crate::index::Log;
use crate::model::kind::Kind;
use crate::report::findings::FileCounts;
use crate::report::init::{self, Folder, Left, Word};
use crate::report::place::Place;
use crate::text::discover::Candidate;

/// How many folders that were left alone are told.
const TOLD: usize = 5;

/// A log as it is told.
pub(in crate::cli) fn told(begun: &Begun) -> init::Log {
    let log = &begun.log;
    init::Log {
        title: log.title.clone(),
        root: log.root.clone(),
        existing: begun.existing,
        kinds: log.kinds.iter().map(|kind| folder(begun, kind)).collect(),
        drafted: begun.drafted.clone(),
    }
}

fn folder(begun: &Begun, kind: &Kind) -> Folder {
    let Begun { log, contents, .. } = begun;
    let is_of = |log: &Log, path: &str| log.kind_of(path).is_some_and(|of| of.name == kind.name);
    let records: Vec<_> = contents
        .records
        .iter()
        .filter(|record| record.kind.name == kind.name)
        .collect();
    let ignored = contents
        .ignored
        .iter()
        .filter(|file| is_of(log, &file.path));
    let unreadable = contents
        .unreadable
        .iter()
        .filter(|file| is_of(log, &file.path));
    let id = match records.iter().map(|record| &record.id).min() {
        Some(id) => id.to_string(),
        None => format!("{}-1", kind.prefix),
    };
    let word = |(word, records)| Word { word, records };
    Folder {
        kind: kind.plural.clone(),
        path: below(&log.root, &kind.folder),
        dialect: kind.dialect,
        id,
        files: FileCounts {
            records: records.len(),
            ignored: ignored.count(),
            unreadable: unreadable.count(),
        },
        known_states: records
            .iter()
            .filter(|record| record.state.is_some())
            .count(),
        unknown_words: words(contents, kind).into_iter().map(word).collect(),
    }
}

/// What is left alone, with what adopts it.
pub(in crate::cli) fn left(found: &Found, top: &str, place: &Place) -> Vec<Left> {
    let at_top = found.logs.iter().find(|(root, _)| root == top);
    let typed = |folder: &str| match folder {
        "" => ".".to_owned(),
        folder => place.word(folder),
    };
    let help = |one: &Candidate| match at_top {
        // A log that has no record yet is given up for one that has some.
        Some((root, None)) => {
            let settings = place.word(&settings_path(root));
            let (top, folder) = (typed(top), typed(&one.folder));
            format!("rm {settings} && declog init {top} --folder {folder}")
        }
        Some(_) if one.folder == top => "name it as `folder` in declog.toml".to_owned(),
        _ => {
            let folder = typed(&one.folder);
            format!("declog init {folder} --folder {folder}")
        }
    };
    let left = |one: &Candidate| Left {
        path: match one.folder.as_str() {
            "" => ".".to_owned(),
            folder => folder.to_owned(),
        },
        reasons: one.reasons.clone(),
        help: help(one),
    };
    found.left.iter().take(TOLD).map(left).collect()
}

//! The files of a repository that name records which are not there.

use std::path::Path;

use super::load::{Loaded, patterns};
use super::scene::Reader;
use crate::check::cited_ignore;
use crate::index::Index;
use crate::model::facts::Citing;
use crate::model::record::Record;
use crate::model::source::{Source, Span};
use crate::text::mentions::Finder;

/// The files that name a record which is not there, by path, each with all such places; files that git ignores, that are
/// no text, or that the settings leave out are not looked into.
pub(super) fn citing(loaded: &Loaded) -> anyhow::Result<Vec<Citing>> {
    let files = files(loaded)?;
    let left_out = cited_ignore(&loaded.index.log.settings);
    let ignored = patterns("[check.options.unresolved-citation] ignore", left_out)?;
    let is_left = |path: &str| {
        let matched = ignored.matched_path_or_any_parents(Path::new(path), false);
        matched.is_ignore()
    };
    let is_left = |path: &str| {
        let among = loaded.cited_in.as_ref();
        // What is no record, and nobody minds, is a template or the like.
        let ignored = &loaded.index.ignored;
        let found = || ignored.binary_search_by(|file| file.path.as_str().cmp(path));
        is_left(path)
            || among.is_some_and(|among| !among.contains(path))
            || (path.ends_with(".md") && found().is_ok())
    };
    let files: Vec<String> = files.into_iter().filter(|path| !is_left(path)).collect();
    let reader = Reader::new(loaded, &files);
    let (index, finder) = (&loaded.index, &reader.finder);
    let mut all = reader.each(&files, |path, text| {
        unresolved(index, finder, (path, text, 0))
    })?;
    let records = index.records.iter();
    let records = records.filter(|record| !is_left(&record.source.path));
    all.extend(records.filter_map(|record| {
        let Record { source, body, .. } = record;
        unresolved(index, finder, (&source.path, &source.text, body.start))
    }));
    all.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    Ok(all)
}

/// The files to look into.
fn files(loaded: &Loaded) -> anyhow::Result<Vec<String>> {
    match &loaded.revision {
        None => Ok(loaded.repository.survey("", |_| true)?),
        Some(revision) => {
            let stored = loaded.repository.stored("", &revision.id)?;
            Ok(stored.into_iter().map(|file| file.path).collect())
        }
    }
}

/// What a file names that is not there, from some byte on; none where there is nothing of the kind.
fn unresolved(
    index: &Index,
    finder: &Finder,
    (path, text, from): (&str, &str, usize),
) -> Option<Citing> {
    let places = finder.find(&text[from..]).into_iter();
    let lost = places.filter(|(_, id)| index.cited(id).is_empty());
    let ids: Vec<_> = lost
        .map(|(at, id)| (id, from + at))
        .filter(|(_, at)| !is_of_another_log(&text[..*at]))
        .map(|(id, at)| {
            let is_part = |letter: char| letter.is_alphanumeric() || letter == '-';
            let rest = &text[at..];
            let length = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
            (id, Span::new(at, at + length))
        })
        .collect();
    (!ids.is_empty()).then(|| Citing {
        source: Source::new(path, text),
        ids,
    })
}

/// Whether a text ends in the name of a log that the id behind it is of: `billing:`.
fn is_of_another_log(before: &str) -> bool {
    let name = before
        .strip_suffix(':')
        .and_then(|name| name.chars().next_back());
    name.is_some_and(char::is_alphanumeric)
}

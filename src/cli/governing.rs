//! What governs the files that differ from a revision, and what became of records since.

use super::between::Between;
use super::load::{Loaded, SETTINGS, below, log, read_all};
use super::{env::Now, kinds, scene};
use crate::index::Index;
use crate::model::delta::Difference;
use crate::model::source::Source;
use crate::query::delta::compare;
use crate::query::why::why;
use crate::report::findings::{Governing, Governs};
use crate::store::Revision;

/// What governs the files that differ between `base` and `head`, or the working tree where that is none; `loaded` is the log
/// of that side.
pub(super) fn governing(
    loaded: &Loaded,
    base: &Revision,
    head: Option<&Revision>,
) -> anyhow::Result<Governing> {
    let between = Between {
        base: base.clone(),
        head: head.cloned(),
    };
    let scene = scene::of_change(loaded, &between)?;
    let index = &loaded.index;
    let answer = why(index, &scene);
    let records = answer.governing.into_iter().map(|one| {
        let record = &index.records[one.at];
        Governs {
            id: record.id.to_string(),
            title: record.title().to_owned(),
            standing: index.standing(one.at),
            owner: owner(index, one.at),
            deciders: deciders(index, one.at),
            evidence: one.evidence,
        }
    });
    Ok(Governing {
        paths: scene.files.len(),
        records: records.collect(),
        changes: changes(loaded, base)?,
    })
}

fn owner(index: &Index, at: usize) -> Option<String> {
    let directory = index.log.directory();
    let owner = index.owner(at)?;
    Some(directory.name(owner).to_owned())
}

/// Who may decide in the areas of a record today, by name.
fn deciders(index: &Index, at: usize) -> Vec<String> {
    let directory = index.log.directory();
    let mut names: Vec<String> = Vec::new();
    for area in index.records[at].areas() {
        for person in directory.deciding(area.value, index.log.as_of) {
            let name = directory.name(person);
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// What became of records since, as far as the settings that were in force then can be read.
fn changes(loaded: &Loaded, base: &Revision) -> anyhow::Result<Vec<Difference>> {
    let repository = &loaded.repository;
    let index = &loaded.index;
    let root = index.log.root.clone();
    let path = below(&root, SETTINGS);
    let Some(text) = repository.read_text(&path, Some(base))? else {
        return Ok(compare(None, Some(index)));
    };
    let now = Now::Day(index.log.as_of);
    let kinds = kinds::read(repository, &root, Some(base));
    let settings = kinds.map(|kinds| log(Source::new(path, text), root, &kinds, &now));
    let Ok(Ok(log)) = settings else {
        return Ok(Vec::new());
    };
    let old = Index::build(log.clone(), read_all(repository, &log, Some(base))?);
    Ok(compare(Some(&old), Some(index)))
}

//! Why a path is as it is: the records that govern it, and what says so.
//!
//! What the path's files and commits name is handed in; patterns and areas are those of the log. Nothing is opened here.

use std::collections::{BTreeMap, HashMap};

use crate::index::Index;
use crate::model::evidence::{Evidence, Ground};
use crate::model::glob::Globs;
use crate::model::id::Id;
use crate::model::kind::{FieldType, Kind};

/// What was asked about, and what was found there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// The files, from the repository's root.
    pub files: Vec<String>,
    /// The folders that were named themselves, and the paths where nothing is.
    pub folders: Vec<String>,
    /// Where the files name a record.
    pub citations: Vec<Citation>,
    /// The commits whose messages name a record.
    pub messages: Vec<Message>,
}

/// A line of a file that names a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The id as it is read.
    pub id: Id,
}

/// A commit that names records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Short object id.
    pub commit: String,
    /// The first line of its message.
    pub subject: String,
    /// The ids in its message.
    pub ids: Vec<Id>,
    /// The files that it brought to what they are, where somebody asked for that.
    pub paths: Vec<String>,
}

/// A record that governs, by its place in the index, with what says so, strongest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Governing {
    /// The record.
    pub at: usize,
    /// Never empty.
    pub evidence: Vec<Evidence>,
}

/// The answer to why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The records that govern, those with the strongest evidence first, then those in force.
    pub governing: Vec<Governing>,
    /// Citations that name no record.
    pub strange: Vec<Citation>,
}

/// Finds the records that govern what was asked about.
///
/// A record that was refused governs by no pattern and no area; of an area only what is in force does. Citations and
/// commits are told whatever became of the record.
#[must_use]
pub fn why(index: &Index, scene: &Scene) -> Answer {
    let mut found = Found::default();
    patterns(index, scene, &mut found);
    areas(index, scene, &mut found);
    let strange = citations(index, scene, &mut found);
    messages(index, scene, &mut found);
    let mut governing: Vec<Governing> = found
        .by_record
        .into_iter()
        .map(|(at, mut evidence)| {
            evidence.sort_by_key(|one| one.ground);
            Governing { at, evidence }
        })
        .collect();
    governing.sort_by_key(|one| {
        let strongest = one.evidence.first().map(|evidence| evidence.ground);
        (strongest, index.in_force(one.at) != Some(true), one.at)
    });
    Answer { governing, strange }
}

/// Evidence as it is gathered, by record.
#[derive(Default)]
struct Found {
    by_record: BTreeMap<usize, Vec<Evidence>>,
}

impl Found {
    fn add(&mut self, at: usize, evidence: Evidence) {
        self.by_record.entry(at).or_default().push(evidence);
    }
}

/// The paths of a scene that each list of patterns matches, with the patterns that do.
fn matched(mut globs: Globs, scene: &Scene) -> BTreeMap<usize, (Vec<usize>, Vec<String>)> {
    let mut found: BTreeMap<usize, (Vec<usize>, Vec<String>)> = BTreeMap::new();
    let mut add = |lists: Vec<(usize, usize)>, path: &String| {
        for (list, place) in lists {
            let (places, paths) = found.entry(list).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
            if paths.last() != Some(path) {
                paths.push(path.clone());
            }
        }
    };
    for folder in scene.folders.iter().filter(|folder| !folder.is_empty()) {
        add(globs.of_file(folder), folder);
        add(globs.of_folder(folder), folder);
    }
    for file in &scene.files {
        add(globs.of_file(file), file);
    }
    found
}

/// The evidence of some patterns of a list.
fn matching(ground: Ground, list: &[&str], (places, paths): (Vec<usize>, Vec<String>)) -> Evidence {
    let patterns = places.iter().filter_map(|&place| list.get(place));
    Evidence {
        patterns: patterns.map(|pattern| (*pattern).to_owned()).collect(),
        paths,
        ..Evidence::new(ground)
    }
}

fn patterns(index: &Index, scene: &Scene, found: &mut Found) {
    let records = index.records.iter().enumerate();
    let governing: Vec<(usize, Vec<&str>)> = records
        .filter(|(_, record)| !record.is_refused())
        .map(|(at, record)| {
            let fields = record.kind.fields_of(FieldType::Globs);
            let words = fields.flat_map(|field| record.words(&field.key));
            (at, words.map(|word| word.value).collect())
        })
        .filter(|(_, patterns): &(usize, Vec<&str>)| !patterns.is_empty())
        .collect();
    let lists = governing.iter().map(|(_, list)| list.iter().copied());
    for (list, paths) in matched(Globs::new(lists), scene) {
        let (at, patterns) = &governing[list];
        found.add(*at, matching(Ground::Governs, patterns, paths));
    }
}

fn areas(index: &Index, scene: &Scene, found: &mut Found) {
    let all: Vec<_> = index.log.settings.areas.iter().collect();
    let lists = all
        .iter()
        .map(|(_, area)| area.paths.iter().map(String::as_str));
    for (list, paths) in matched(Globs::new(lists), scene) {
        let (name, area) = all[list];
        let patterns: Vec<&str> = area.paths.iter().map(String::as_str).collect();
        let evidence = |ground| Evidence {
            area: Some(name.clone()),
            ..matching(ground, &patterns, paths.clone())
        };
        let mut guards = Vec::new();
        for guardrail in &area.guardrails {
            for at in index.resolve(guardrail, None, None).all() {
                guards.push(at);
                found.add(at, evidence(Ground::Guardrail));
            }
        }
        let records = index.records.iter().enumerate();
        let own = records.filter(|(at, record)| {
            governs(&record.kind)
                && index.in_force(*at) == Some(true)
                && !guards.contains(at)
                && record.areas().iter().any(|area| area.value == name)
        });
        for (at, _) in own {
            found.add(at, evidence(Ground::Area));
        }
    }
}

/// Whether records of a kind say which paths they are about.
fn governs(kind: &Kind) -> bool {
    kind.fields_of(FieldType::Globs).next().is_some()
}

/// Adds the records that files name, a piece of evidence for each file; gives what names no record.
fn citations(index: &Index, scene: &Scene, found: &mut Found) -> Vec<Citation> {
    let mut known = Known::new(index);
    let mut strange = Vec::new();
    let mut by_file: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for citation in &scene.citations {
        let records = known.records(&citation.id);
        if records.is_empty() {
            strange.push(citation.clone());
        }
        for &at in records {
            let lines = by_file.entry((at, &citation.path)).or_default();
            if lines.last() != Some(&citation.line) {
                lines.push(citation.line);
            }
        }
    }
    for ((at, path), lines) in by_file {
        let evidence = Evidence {
            paths: vec![path.to_owned()],
            lines,
            ..Evidence::new(Ground::Citation)
        };
        found.add(at, evidence);
    }
    strange
}

fn messages(index: &Index, scene: &Scene, found: &mut Found) {
    let mut known = Known::new(index);
    for message in &scene.messages {
        let mut named: Vec<usize> = Vec::new();
        for id in &message.ids {
            named.extend(known.records(id));
        }
        named.sort_unstable();
        named.dedup();
        for at in named {
            let evidence = Evidence {
                paths: message.paths.clone(),
                commit: Some(message.commit.clone()),
                subject: Some(message.subject.clone()),
                ..Evidence::new(Ground::Commit)
            };
            found.add(at, evidence);
        }
    }
}

/// What ids name, each looked up once.
struct Known<'a> {
    index: &'a Index,
    records: HashMap<Id, Vec<usize>>,
}

impl<'a> Known<'a> {
    fn new(index: &'a Index) -> Self {
        Self {
            index,
            records: HashMap::new(),
        }
    }

    fn records(&mut self, id: &Id) -> &[usize] {
        let index = self.index;
        self.records
            .entry(id.clone())
            .or_insert_with(|| index.cited(id))
    }
}

//! What may be a record: a Markdown file, or a folder that holds one.

use std::collections::{BTreeMap, BTreeSet};

use super::Head;
use super::look::{Grade, look};
use super::name::Name;
use super::place;
use crate::model::kind::Kind;
use crate::text::folder::FIELDS;

/// Files that stand beside records and are none, without ending and in lower case.
const BESIDE: [&str; 22] = [
    "readme",
    "index",
    "_index",
    "template",
    "adr-template",
    "rfc-template",
    "contributing",
    "code_of_conduct",
    "code-of-conduct",
    "security",
    "license",
    "licence",
    "changelog",
    "summary",
    "todo",
    "toc",
    "glossary",
    "agents",
    "claude",
    "governance",
    "maintainers",
    "process",
];

/// One thing that may be a record.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The folder it lies in.
    pub(super) folder: String,
    /// Its name without the ending.
    pub(super) stem: String,
    /// How much it reads like one.
    pub(super) grade: Grade,
}

impl Unit {
    /// What its name says.
    pub(super) fn name(&self) -> Name<'_> {
        Name::read(&self.stem)
    }

    fn of(path: &str, grade: Grade) -> Self {
        let (folder, stem) = split(path);
        Self {
            folder: folder.to_owned(),
            stem: stem.to_owned(),
            grade,
        }
    }
}

/// What may be a record among these files, whose folders lie below `top`.
pub(super) fn units(kind: &Kind, heads: &[Head], top: &str) -> Vec<Unit> {
    let mut folders: BTreeMap<&str, Vec<(&str, Grade)>> = BTreeMap::new();
    for head in heads.iter().filter(|head| is_markdown(&head.path)) {
        let (folder, _) = split(&head.path);
        let grade = look(kind, &head.text);
        folders
            .entry(folder)
            .or_default()
            .push((stem(&head.path), grade));
    }
    let metadata: BTreeSet<&str> = heads
        .iter()
        .filter(|head| FIELDS.contains(&split(&head.path).1))
        .map(|head| split(&head.path).0)
        .collect();
    let is_beside = |folder: &str| {
        let (above, name) = split(folder);
        let files = folders.get(above).into_iter().flatten();
        files.into_iter().any(|(stem, _)| *stem == name)
    };
    let mut whole: BTreeSet<&str> = BTreeSet::new();
    let mut units = Vec::new();
    for (folder, files) in &folders {
        let of_folder = (*folder != top)
            .then(|| match metadata.contains(folder) {
                true => Some(Grade::Whole),
                false => folder_as_record(folder, files),
            })
            .flatten();
        // What lies in a folder beside a file of its name belongs to that file.
        let of_folder = of_folder.filter(|grade| *grade > Grade::Not || !is_beside(folder));
        if let Some(grade) = of_folder {
            whole.insert(folder);
            units.push(Unit::of(folder, grade));
        }
    }
    for (folder, files) in &folders {
        if above(folder).any(|folder| whole.contains(folder)) {
            continue;
        }
        let files = files.iter().filter(|(stem, _)| !stands_beside(stem));
        units.extend(files.map(|(stem, grade)| Unit {
            folder: (*folder).to_owned(),
            stem: (*stem).to_owned(),
            grade: *grade,
        }));
    }
    without_companions(units)
}

/// How much a folder reads like one record, where it may be one: its text is its only page, or has the page's name.
fn folder_as_record(folder: &str, files: &[(&str, Grade)]) -> Option<Grade> {
    let (_, name) = split(folder);
    if place::log_name(name) > 0 || place::is_documents(name) {
        return None;
    }
    let numbered = Name::read(name) != Name::Words;
    let is_page =
        |stem: &str| matches!(stem.to_lowercase().as_str(), "readme" | "index" | "_index");
    let page = files
        .iter()
        .find(|(stem, _)| is_page(stem))
        .map(|(_, grade)| *grade);
    let others = || files.iter().filter(|(stem, _)| !stands_beside(stem));
    match page {
        // Records beside a page make the page one about them.
        Some(_)
            if others()
                .any(|(stem, grade)| *grade > Grade::Not && Name::read(stem) != Name::Words) =>
        {
            None
        }
        // A page of anything may have a word on its state; without a number it takes more to be a record.
        Some(grade) if numbered || grade == Grade::Whole => Some(grade),
        Some(_) => None,
        None => {
            let graded: Vec<_> = others().filter(|(_, grade)| *grade > Grade::Not).collect();
            match graded.as_slice() {
                [(stem, grade)] if numbered && !is_year(name) && is_text_of(stem, name) => {
                    Some(*grade)
                }
                [] => only_text(name, files),
                _ => None,
            }
        }
    }
}

/// Whether a folder is more likely one of what is from a year than a record.
fn is_year(folder: &str) -> bool {
    folder.len() == 4
        && folder
            .parse()
            .is_ok_and(|year: u32| (1970..=2200).contains(&year))
}

/// How much a numbered folder reads like a record whose only file says nothing of the kind: its name is enough to
/// count it as one thing.
fn only_text(folder: &str, files: &[(&str, Grade)]) -> Option<Grade> {
    let is_titled = match Name::read(folder) {
        Name::Number { prefix, digits } => {
            let plain = prefix.is_empty() || place::is_prefix(prefix);
            plain && !folder.ends_with(digits)
        }
        _ => false,
    };
    match files {
        [(stem, grade)] if is_titled && !stands_beside(stem) && is_text_of(stem, folder) => {
            Some(*grade)
        }
        _ => None,
    }
}

/// Whether a file may be the text of a record whose folder has that name.
fn is_text_of(stem: &str, folder: &str) -> bool {
    let number = Name::read(stem).number();
    stem == folder || number.is_none() || number == Name::read(folder).number()
}

/// The units without those in a folder that has the name of a record beside it.
fn without_companions(units: Vec<Unit>) -> Vec<Unit> {
    let path = |unit: &Unit| joined(&unit.folder, &unit.stem);
    // Beside `architecture.md` there may be a folder of anything.
    let is_record = |unit: &&Unit| {
        let likely = unit.grade == Grade::Whole || unit.name() != Name::Words;
        likely && !place::is_about_the_work(&unit.stem) && place::log_name(&unit.stem) == 0
    };
    let records: BTreeSet<String> = units.iter().filter(is_record).map(path).collect();
    let mut units = units;
    units.retain(|unit| !above(&unit.folder).any(|folder| records.contains(folder)));
    units
}

/// Whether a file is one that stands beside records in many logs: a page about them, a template, a rule of the house.
fn stands_beside(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    let unnumbered =
        lower.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
    BESIDE.contains(&lower.as_str()) || unnumbered.ends_with("template")
}

/// A folder and those above it, the folder first.
pub(super) fn above(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(
        Some(folder).filter(|folder| !folder.is_empty()),
        move |folder| folder.rsplit_once('/').map(|(above, _)| above),
    )
}

/// The folder of a path, empty at the root, and its last part.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A path below a folder.
pub(super) fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// A file's name without its ending.
fn stem(path: &str) -> &str {
    let (_, name) = split(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a file is Markdown.
pub(super) fn is_markdown(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower.ends_with(".md") || lower.ends_with(".markdown")
}

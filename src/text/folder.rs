//! Which files of a record folder are records: told by their names and by what lies beside them.
//!
//! Nothing is read here. A folder may hold a record (`0012-keep/README.md`), what belongs to a record beside it
//! (`0012-keep/diagram.md` next to `0012-keep.md`), or the records of an area or a year.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::parse::name;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::record::is_shaped_like_a_day;

/// What a file of a record folder is, before anybody has looked into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A record; `beside` is the file that holds its fields, where that is another one.
    Record {
        /// Its id.
        id: Id,
        /// From the repository's root: the `kep.yaml` of a Kubernetes enhancement.
        beside: Option<String>,
    },
    /// No record, and nobody minds: why.
    Ignored(&'static str),
    /// Markdown whose name gives no id.
    Unnamed,
}

/// Files that hold the fields of a record whose text is a README: a Kubernetes enhancement has the first.
pub(super) const FIELDS: [&str; 2] = ["kep.yaml", "metadata.yaml"];

/// The files of a folder that may be the record itself, best first.
const MAIN: [&str; 7] = ["readme", "index", "adr", "proposal", "rfc", "kep", "design"];

/// Folders that hold what belongs to records.
const ATTACHED: [&str; 10] = [
    "assets",
    "attachments",
    "diagrams",
    "figures",
    "images",
    "img",
    "media",
    "pics",
    "resources",
    "static",
];

/// Folders whose Markdown is there to be copied.
const COPIED: [&str; 4] = ["template", "templates", "_template", "_templates"];

/// What each file of a kind's folder is, in the order given. Paths and the folder start at the repository's root.
#[must_use]
pub fn roles(kind: &Kind, folder: &str, paths: &[&str]) -> Vec<Role> {
    let files = Files::new(kind, folder, paths);
    let mut roles: Vec<Role> = paths.iter().map(|path| files.role(path)).collect();
    keep_newest(paths, &mut roles);
    roles
}

/// The ids of the records among the files of a kind's folder, with their paths.
pub fn claims<'a>(
    kind: &Kind,
    folder: &str,
    paths: impl IntoIterator<Item = &'a str>,
) -> Vec<(Id, &'a str)> {
    let paths: Vec<&str> = paths.into_iter().collect();
    let ids = roles(kind, folder, &paths).into_iter();
    let ids = ids.map(|role| match role {
        Role::Record { id, .. } => Some(id),
        Role::Ignored(_) | Role::Unnamed => None,
    });
    ids.zip(paths)
        .filter_map(|(id, path)| Some((id?, path)))
        .collect()
}

/// What a file is by its name alone.
#[must_use]
pub fn role(kind: &Kind, path: &str) -> Role {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Files::new(kind, folder, &[path]).role(path)
}

/// The files of a folder, by where they lie.
struct Files<'a> {
    kind: &'a Kind,
    folder: &'a str,
    /// The names of the Markdown files of each folder, without their endings.
    markdown: HashMap<&'a str, Vec<&'a str>>,
    all: HashSet<&'a str>,
    /// Each Markdown file as its folder and its name without the ending.
    stems: HashSet<(&'a str, &'a str)>,
    /// The folders that hold folders with Markdown in them.
    parents: HashSet<&'a str>,
    /// The numbers of the Markdown files of each folder.
    numbers: HashSet<(&'a str, u64)>,
}

impl<'a> Files<'a> {
    fn new(kind: &'a Kind, folder: &'a str, paths: &[&'a str]) -> Self {
        let mut markdown: HashMap<&str, Vec<&str>> = HashMap::new();
        for path in paths {
            let (above, name) = split(path);
            if let Some(stem) = name::stem(name) {
                markdown.entry(above).or_default().push(stem);
            }
        }
        let stems = markdown.iter();
        let stems = stems.flat_map(|(above, stems)| stems.iter().map(|stem| (*above, *stem)));
        let stems: HashSet<(&str, &str)> = stems.collect();
        let numbers = stems
            .iter()
            .filter_map(|(above, stem)| Some((*above, name::number(kind, stem)?)));
        let mut parents = HashSet::new();
        for above in markdown.keys() {
            let mut outer = split(above).0;
            while !outer.is_empty() && parents.insert(outer) {
                outer = split(outer).0;
            }
        }
        Self {
            numbers: numbers.collect(),
            stems,
            parents,
            kind,
            folder,
            markdown,
            all: paths.iter().copied().collect(),
        }
    }

    fn role(&self, path: &str) -> Role {
        let (above, file) = split(path);
        let Some(stem) = name::stem(file) else {
            let of_record = FIELDS.contains(&file) && self.record_folder(above).is_some();
            return Role::Ignored(match of_record {
                true => "the fields of the record of its folder",
                false => "not Markdown",
            });
        };
        if let Some(reason) = self.aside(above) {
            return Role::Ignored(reason);
        }
        let main = self.record_folder(above);
        if let Some((id, main)) = &main {
            let called = format!("{}.md", split(above).1);
            if let Some(reason) = name::ignored(&called) {
                return Role::Ignored(reason);
            }
            return if *main == stem {
                let mut fields = FIELDS.iter().map(|name| format!("{above}/{name}"));
                Role::Record {
                    id: id.clone(),
                    beside: fields.find(|path| self.all.contains(path.as_str())),
                }
            } else {
                Role::Ignored("belongs to the record of its folder")
            };
        }
        if let Some(reason) = name::ignored(file) {
            return Role::Ignored(reason);
        }
        match self.id(stem) {
            Some(id) => Role::Record { id, beside: None },
            None => Role::Unnamed,
        }
    }

    /// Why nothing in a folder is a record, seen from that folder up to the kind's.
    fn aside(&self, above: &str) -> Option<&'static str> {
        let mut folder = above;
        while folder.len() > self.folder.len() {
            let (outer, name) = split(folder);
            let lower = name.to_lowercase();
            if ATTACHED.contains(&lower.as_str()) {
                return Some("an attachment");
            }
            if COPIED.contains(&lower.as_str()) {
                return Some("a template");
            }
            if self.belongs_beside(folder) || self.is_appendix(folder) {
                return Some("belongs to the record beside its folder");
            }
            if folder != above && self.record_folder(folder).is_some() {
                return Some("belongs to the record of its folder");
            }
            folder = outer;
        }
        None
    }

    /// Whether a folder `0012-keep` or `0012` lies beside the record `0012-keep.md`.
    fn belongs_beside(&self, path: &str) -> bool {
        let (outer, folder) = split(path);
        if self.stems.contains(&(outer, folder)) {
            return self.id(folder).is_some();
        }
        let bare = folder.bytes().all(|byte| byte.is_ascii_digit());
        if folder.is_ascii() && !bare {
            return false;
        }
        let number = name::number(self.kind, folder).filter(|_| bare);
        if number.is_some_and(|number| self.numbers.contains(&(outer, number))) {
            return true;
        }
        let siblings = self.markdown.get(outer).map_or(&[][..], Vec::as_slice);
        let same = |stem: &&str| stem.nfc().eq(folder.nfc()) && self.id(stem).is_some();
        siblings.iter().any(same)
    }

    /// Whether a folder has the number of a record beside it, and no file that could be a record itself.
    fn is_appendix(&self, path: &str) -> bool {
        let (outer, folder) = split(path);
        let number = name::number(self.kind, folder);
        let is_beside = |number: u64| self.numbers.contains(&(outer, number));
        let Some(inside) = self
            .markdown
            .get(path)
            .filter(|_| number.is_some_and(is_beside))
        else {
            return false;
        };
        let is_record = |stem: &&str| *stem == folder || self.numbered(stem);
        self.main(inside).is_none() && !inside.iter().any(is_record)
    }

    /// The one of the files of a folder that is a record's text by its name.
    fn main(&self, inside: &[&'a str]) -> Option<&'a str> {
        let mut names = MAIN.into_iter().chain([self.kind.name.as_str()]);
        names.find_map(|main| {
            let mut files = inside.iter();
            files.find(|stem| stem.eq_ignore_ascii_case(main)).copied()
        })
    }

    /// The id of the record that a folder is, and the stem of its main file.
    fn record_folder(&self, folder: &str) -> Option<(Id, &'a str)> {
        if folder.len() <= self.folder.len() {
            return None;
        }
        let (_, name) = split(folder);
        let inside = self.markdown.get(folder)?;
        let id = self.id(name).filter(|_| !is_a_year(name))?;
        let is_named = id.number().is_some() || begins_with_a_day(name);
        // A year or an area holds records of its own.
        let holds_records = inside
            .iter()
            .any(|stem| *stem != name && self.numbered(stem));
        let holds_folders = self.parents.contains(folder);
        if holds_records || (!is_named && (inside.len() > 1 || holds_folders)) {
            return None;
        }
        let own = || inside.iter().find(|stem| **stem == name).copied();
        let only = || {
            inside
                .first()
                .filter(|_| inside.len() == 1 && is_named)
                .copied()
        };
        let main = self.main(inside).or_else(own).or_else(only)?;
        Some((id, main))
    }

    fn numbered(&self, stem: &str) -> bool {
        name::number(self.kind, stem).is_some() || begins_with_a_day(stem)
    }

    /// The id that a file's or folder's name gives.
    fn id(&self, name: &str) -> Option<Id> {
        name::id(self.kind, name)
    }
}

/// `2023`: a folder of that name holds the records of a year.
fn is_a_year(name: &str) -> bool {
    name.len() == 4
        && ["19", "20"].iter().any(|start| name.starts_with(start))
        && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// A name like `2023-01-05-slug` or `20230105-slug`.
fn begins_with_a_day(name: &str) -> bool {
    name.get(..10).is_some_and(is_shaped_like_a_day) || name::compact_day(name)
}

/// Of several versions of one record the newest counts, of several languages the one without a mark.
fn keep_newest(paths: &[&str], roles: &mut [Role]) {
    let mut groups: HashMap<(&str, &str, Id), Group> = HashMap::new();
    for (at, role) in roles.iter().enumerate() {
        if let Role::Record { id, .. } = role {
            let (folder, file) = split(paths[at]);
            let stem = name::stem(file).unwrap_or(file);
            let (base, mark) = Mark::of(stem);
            // A record that goes by its name has its mark in its id.
            let id = match id.name() {
                Some(_) => Id::stem(id.prefix(), base),
                None => id.clone(),
            };
            groups
                .entry((folder, base, id))
                .or_default()
                .push((mark, at));
        }
    }
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort();
        let plain = group.iter().any(|(mark, _)| *mark == Mark::Plain);
        let newest = group
            .iter()
            .rposition(|(mark, _)| matches!(mark, Mark::Version(_)));
        let kept = newest.unwrap_or(0);
        for (place, (mark, at)) in group.iter().enumerate() {
            let reason = match mark {
                _ if place == kept => continue,
                Mark::Language(_) if plain || newest.is_some() || place > kept => {
                    "a translation of the record beside it"
                }
                _ => "an earlier version of the record beside it",
            };
            roles[*at] = Role::Ignored(reason);
        }
    }
}

/// The files of one record: what tells each apart, and its place.
type Group = Vec<(Mark, usize)>;

/// What tells the files of one record apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Plain,
    Version(u32),
    Language(String),
}

impl Mark {
    /// A stem without its mark, and the mark: `0007-x.v2`, `0007-x-v2`, `0007-x.fr`.
    fn of(stem: &str) -> (&str, Self) {
        if let Some((base, language)) = Self::language(stem) {
            // `0007-x.v2.fr`
            return match Self::of(base) {
                (inner, Self::Version(_)) => (inner, language),
                _ => (base, language),
            };
        }
        if let Some((base, last)) = stem.rsplit_once(['.', '-', '_'])
            && let Some(digits) = last.strip_prefix(['v', 'V'])
            && let Ok(version) = digits.parse()
            && !base.is_empty()
        {
            return (base, Self::Version(version));
        }
        (stem, Self::Plain)
    }

    /// A stem without the language at its end, and the language.
    fn language(stem: &str) -> Option<(&str, Self)> {
        let (base, last) = stem.rsplit_once('.')?;
        let language = last.split(['-', '_']).next().unwrap_or(last);
        let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_short = language.len() == 2 && last.len() <= 7;
        let is_language = is_short
            && last.split(['-', '_']).all(is_word)
            && language.bytes().all(|byte| byte.is_ascii_lowercase());
        is_language.then(|| (base, Self::Language(last.to_owned())))
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

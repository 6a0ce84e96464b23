//! A record gets another number: its file another name, and whatever means it another word.

mod anchors;
mod own;
mod whose;

use std::ops::Range;
use std::sync::Arc;

use super::failure::{Refused, forbidden};
use super::load::Loaded;
use super::plan::{Gone, Plan, Planned};
use crate::model::change::Change;
use crate::model::id::{Id, Written};
use crate::model::record::Record;
use crate::model::source::{Content, File};
use crate::text::edit;
use crate::text::folder::Role;
use crate::text::mentions::{ids, paths, rewritten};
use crate::text::parse::{Outcome, parse_as};

use own::own_number;
use whose::Holder;
pub(super) use whose::{Whose, claimants};

/// A record, and what it is to be.
pub(super) struct Moving<'a> {
    /// The record.
    pub(super) record: &'a Record,
    /// Its new id.
    pub(super) to: Id,
    /// Its new path, from the repository's root.
    pub(super) path: String,
    /// Whether the old id still leads to it.
    pub(super) old: Old,
}

/// What becomes of the old id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    /// It is an alias of the record.
    Alias,
    /// It is another record's.
    Anothers,
}

/// A place that names the id, of which nobody can tell which record it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The file, from the repository's root.
    pub(super) path: String,
    /// The line, from 1.
    pub(super) line: usize,
}

/// What is to be written, and what is left in doubt.
#[derive(Default)]
pub(super) struct Renumbering {
    pub(super) plan: Plan,
    pub(super) doubts: Vec<Doubt>,
}

impl<'a> Moving<'a> {
    /// A record with another number, under a name that differs in its digits only.
    pub(super) fn renumbered(record: &'a Record, number: u64, old: Old) -> Result<Self, Refused> {
        let path = &record.source.path;
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(name) = record
            .id
            .number()
            .and_then(|from| with_digits(name, from, number))
        else {
            let by = above.rsplit('/').next().unwrap_or_default();
            let message = match record.id.number() {
                Some(_) => format!("{} is numbered by its folder `{by}`", record.id),
                None => format!("{} has no number", record.id),
            };
            return Err(forbidden(message).with_help(format!("`git mv` renames it: {path}")));
        };
        Ok(Self {
            record,
            to: Id::new(record.id.prefix(), number),
            path: match above {
                "" => name,
                above => format!("{above}/{name}"),
            },
            old,
        })
    }

    /// A text of a file that is no record, with the new path and the new id wherever the old ones stand; an id that is
    /// another record's too stays.
    pub(super) fn everywhere(&self, text: &str, path: &str) -> String {
        let mut edits = self.links(text, path);
        if self.old == Old::Alias {
            edits.extend(self.ids(text));
        }
        rewritten(text, edits)
    }

    /// The places of a text that lead to the record's file, with what is to stand there.
    fn links(&self, text: &str, path: &str) -> Vec<Edit> {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        let found = paths(text, path, &self.record.source.path).into_iter();
        let edit = |range: Range<usize>| {
            let written = &text[range.clone()];
            let spelt = match written.contains("%20") {
                true => name.replace(' ', "%20"),
                false => name.to_owned(),
            };
            let new = match written.rsplit_once('/') {
                Some((above, _)) => format!("{above}/{spelt}"),
                None => spelt,
            };
            (range, new)
        };
        let labels: Vec<Edit> = found
            .clone()
            .filter_map(|range| self.label(text, range.start))
            .collect();
        found.map(edit).chain(labels).collect()
    }

    /// The number with which the words of a link begin, `[12. Keep it](0012-keep-it.md)`, where its target is at a place.
    fn label(&self, text: &str, target: usize) -> Option<Edit> {
        let before = text[..target].trim_end_matches('<').strip_suffix("](")?;
        let start = before.rfind('[')? + 1;
        let (digits, _) = before[start..].split_once('.')?;
        let same = digits.parse().ok() == self.record.id.number();
        let number = self.to.number().filter(|_| same)?;
        Some((start..start + digits.len(), digits_like(digits, number)))
    }

    /// The places of a text that have the record's id, with the new one.
    fn ids(&self, text: &str) -> Vec<Edit> {
        let number = self.to.number().unwrap_or_default();
        let edit = |range: Range<usize>| {
            let width = range.len() - self.record.id.prefix().len() - 1;
            // `DEC-0012` stays as wide; `DEC-12` is never padded.
            let padded = text[range.clone()].contains("-0");
            let new = match padded {
                true => format!("{}-{number:0width$}", self.to.prefix()),
                false => self.to.to_string(),
            };
            (range, new)
        };
        ids(text, &self.record.id).into_iter().map(edit).collect()
    }

    /// The digits with which a field of a record names it in another way: `12` in one of the same kind, `dec-0012`,
    /// `0012-keep.md` from another folder.
    fn fields(&self, record: &Record) -> Vec<Edit> {
        let text = &record.source.text;
        let number = self.to.number().unwrap_or_default();
        let references = record.references.iter().chain(&record.mirrors);
        let edits = references.filter_map(|reference| {
            let to = &reference.to;
            let names = match Written::read(&to.value) {
                Written::Number(number) => {
                    Some(number) == self.record.id.number()
                        && record.kind.name == self.record.kind.name
                }
                Written::Prefixed(id) => id == self.record.id,
                Written::File(file) => file == self.record.source.file_name(),
                Written::Other(_) => false,
            };
            let start = to.value.find(|letter: char| letter.is_ascii_digit())?;
            let digits = to.value[start..].bytes().take_while(u8::is_ascii_digit);
            let width = digits.count();
            let new = digits_like(&to.value[start..start + width], number);
            let start = to.span.start + text.get(to.span.range())?.find(&to.value)? + start;
            names.then_some((start..start + width, new))
        });
        edits.collect()
    }
}

/// A place of a text, and what is to stand there.
type Edit = (Range<usize>, String);

/// A file name with another number, as wide as the old one.
fn with_digits(name: &str, from: u64, to: u64) -> Option<String> {
    // A foreign name may put letters before the number: `ADR-0012-keep.md`.
    let start = name.find(|letter: char| letter.is_ascii_digit())?;
    let digits = name[start..].bytes().take_while(u8::is_ascii_digit).count();
    let end = start + digits;
    let same = name[start..end].parse() == Ok(from);
    same.then(|| format!("{}{to:0digits$}{}", &name[..start], &name[end..]))
}

/// A number as wide as digits that have a zero before them, and else as it is.
fn digits_like(written: &str, number: u64) -> String {
    let width = if written.starts_with('0') {
        written.len()
    } else {
        0
    };
    format!("{number:0width$}")
}

/// Everything that changes when a record moves; `whose` tells of an id in doubt which record it means.
pub(super) fn renumbering(
    loaded: &Loaded,
    moving: &Moving<'_>,
    whose: &mut Whose<'_>,
) -> anyhow::Result<Renumbering> {
    let mut done = Renumbering::default();
    for record in &loaded.index.records {
        let path = &record.source.path;
        let text = &record.source.text;
        let is_moving = *path == moving.record.source.path;
        let mut edits = moving.links(text, path);
        let mut named = moving.ids(text);
        for (place, new) in moving.fields(record) {
            let mut known = edits.iter().chain(&named);
            if known.all(|(known, _)| place.end <= known.start || known.end <= place.start) {
                named.push((place, new));
            }
        }
        for (range, new) in named {
            match whose.holder(record, range.start)? {
                Holder::Moving => edits.push((range, new)),
                Holder::Other => {}
                Holder::Unknown => done.doubts.push(Doubt {
                    path: path.clone(),
                    line: record.source.position(range.start).line,
                }),
            }
        }
        if is_moving {
            edits.extend(own_number(moving));
            let new = moved(moving, rewritten(text, edits))?;
            done.plan.files.push(Planned {
                id: Some(moving.to.clone()),
                path: moving.path.clone(),
                old: None,
                new,
                from: None,
                to: record.state().map(|state| state.name.clone()),
            });
            done.plan.gone.push(Gone {
                id: Some(record.id.clone()),
                path: path.clone(),
                old: text.clone(),
                from: record.state().map(|state| state.name.clone()),
            });
        } else if !edits.is_empty() {
            let new = rewritten(text, edits);
            let plan = Plan::of(record, new, "renumber");
            done.plan.files.extend(plan.files);
        }
    }
    anchors::follow(loaded, moving, &mut done.plan);
    // The record itself is told first.
    done.plan.files.sort_by_key(|file| file.path != moving.path);
    done.plan.trailers = vec![format!("Declog-Record: {}", moving.to)];
    Ok(done)
}

/// The text of the record at its new place, with the old id as its alias where that still leads to it.
fn moved(moving: &Moving<'_>, text: String) -> anyhow::Result<String> {
    if moving.old == Old::Anothers {
        return Ok(text);
    }
    let file = File {
        path: moving.path.clone(),
        content: Content::Bytes(text.clone().into_bytes()),
    };
    let role = Role::Record {
        id: moving.to.clone(),
        beside: None,
    };
    let kind = Arc::clone(&moving.record.kind);
    let Outcome::Record(record) = parse_as(&kind, file, role, moving.record.beside.clone()).outcome
    else {
        return Ok(text);
    };
    let alias = Change::Add("aliases".to_owned(), vec![moving.record.id.to_string()]);
    Ok(edit::edit(&record, &alias)?)
}

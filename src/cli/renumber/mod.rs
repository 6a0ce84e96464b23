//! A record gets another number: its file another name, and whatever means it another word.

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

    /// A text of a file that is no record, with the new id and the new path wherever the old ones stand.
    pub(super) fn everywhere(&self, text: &str, path: &str) -> String {
        let mut edits = self.links(text, path);
        edits.extend(self.ids(text));
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
        found.map(edit).collect()
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

    /// The bare numbers by which a record of the same kind names it in a field.
    fn numbers(&self, record: &Record) -> Vec<Edit> {
        let text = &record.source.text;
        let references = record.references.iter().chain(&record.mirrors);
        let named = references.filter(|reference| {
            let to = &reference.to;
            let number = match Written::read(&to.value) {
                Written::Number(number) => Some(number),
                _ => None,
            };
            number.is_some()
                && number == self.record.id.number()
                && record.kind.name == self.record.kind.name
                && text.get(to.span.range()) == Some(to.value.as_str())
        });
        let number = self.to.number().unwrap_or_default();
        named
            .map(|reference| {
                let to = &reference.to;
                let width = if to.value.starts_with('0') {
                    to.value.len()
                } else {
                    0
                };
                (to.span.range(), format!("{number:0width$}"))
            })
            .collect()
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
        named.extend(moving.numbers(record));
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
                to: Some(moving.path.clone()),
            });
        } else if !edits.is_empty() {
            let new = rewritten(text, edits);
            let plan = Plan::of(record, new, "renumber");
            done.plan.files.extend(plan.files);
        }
    }
    // The record itself is told first.
    done.plan.files.sort_by_key(|file| file.path != moving.path);
    done.plan.trailers = vec![format!("Declog-Record: {}", moving.to)];
    Ok(done)
}

/// The number that the record says of itself: in its title, `# 12. Keep it`, and in a field, `eip: 12`.
fn own_number(moving: &Moving<'_>) -> Vec<Edit> {
    let record = moving.record;
    let text = &record.source.text;
    let number = moving.to.number().unwrap_or_default();
    let from = record.id.number();
    let mut edits = Vec::new();
    let mut spot = |at: usize, digits: &str| {
        if digits.parse().ok() == from && from.is_some() {
            let width = if digits.starts_with('0') {
                digits.len()
            } else {
                0
            };
            edits.push((at..at + digits.len(), format!("{number:0width$}")));
        }
    };
    if let Some(heading) = record.headings.first().filter(|heading| heading.level == 1) {
        let written = record.source.slice(heading.span);
        let start = written.find(|letter: char| letter.is_ascii_digit());
        let letters = |start: usize| {
            let before = written[..start].trim_start_matches('#').trim();
            let before = before.trim_end_matches(['-', ' ', '#', '[']);
            before.is_empty()
                || before.eq_ignore_ascii_case("adr")
                || before.eq_ignore_ascii_case(record.id.prefix())
        };
        if let Some(start) = start.filter(|start| letters(*start)) {
            let digits = written[start..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            let ends = written[start + digits..].starts_with(['.', ':', ' ', ')', ']', '-']);
            let is_id = ids(written, &record.id)
                .iter()
                .any(|id| id.contains(&start));
            if ends && !is_id {
                spot(heading.span.start + start, &written[start..start + digits]);
            }
        }
    }
    let keys = ["id", "number"]
        .map(str::to_owned)
        .into_iter()
        .chain([record.id.prefix().to_lowercase()]);
    let front = record.front.as_ref();
    for key in keys {
        let node = front
            .and_then(|front| front.get(&key))
            .map(|pair| &pair.node);
        if let Some(node) = node {
            spot(
                node.span.start,
                text.get(node.span.range()).unwrap_or_default(),
            );
        }
    }
    edits
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

//! From a file to a record, with everything that is wrong in it.

mod content;
mod fields;
mod name;
mod sentence;
mod structured;

use std::borrow::Cow;
use std::sync::Arc;

pub use content::MAX_BYTES;
pub use fields::is_known_elsewhere;
pub use name::number;

use super::front::{self, Reading};
use super::outline;
use crate::model::diagnostic::Diagnostic;
use crate::model::front::FrontMatter;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::link::{AREA, Reference, Relation};
use crate::model::record::Record;
use crate::model::source::{File, Source, Span, Spanned};

/// What a file of a record folder turned out to be.
#[derive(Debug)]
pub enum Outcome {
    /// A record.
    Record(Box<Record>),
    /// No record, and nobody minds: why.
    Ignored(&'static str),
    /// Should be a record and cannot be read; its text where it has any.
    Unreadable(Source),
}

/// A file read: what it is, and what is wrong with it.
#[derive(Debug)]
pub struct Parsed {
    /// What it is.
    pub outcome: Outcome,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// Reads a file of the kind's folder.
#[must_use]
pub fn parse(kind: &Arc<Kind>, file: File) -> Parsed {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    if let Some(reason) = name::ignored(name) {
        return Parsed {
            outcome: Outcome::Ignored(reason),
            problems: Vec::new(),
        };
    }
    let number = number(kind, name);
    let path = file.path;
    let source = match content::readable(file.content) {
        Ok(text) => Source::new(path, text),
        Err(message) => {
            let problem = Diagnostic::new("unreadable-file", path.as_str(), message);
            return unreadable(Source::new(path, ""), vec![problem]);
        }
    };
    let Some(number) = number else {
        let problem = unnumbered(kind, &source);
        return unreadable(source, vec![problem]);
    };
    if let Some(problem) = content::conflict(&source) {
        return unreadable(source, vec![problem]);
    }
    record(kind, Id::new(kind.prefix.clone(), number), source)
}

fn unnumbered(kind: &Kind, source: &Source) -> Diagnostic {
    let name = source.file_name();
    let start = format!("{:0width$}", 1, width = kind.width);
    let message = format!("no number at the start of `{name}`");
    Diagnostic::new("not-a-record", source.path.as_str(), message).with_help(format!(
        "name it like `{start}-{name}`, or add it to `[log] ignore` in declog.toml"
    ))
}

fn unreadable(source: Source, problems: Vec<Diagnostic>) -> Parsed {
    Parsed {
        outcome: Outcome::Unreadable(source),
        problems,
    }
}

fn record(kind: &Arc<Kind>, id: Id, source: Source) -> Parsed {
    let reading = front::read(&source.path, &source.text);
    if reading.is_broken() {
        return unreadable(source, reading.problems);
    }
    if let Some(problem) = content::overnested(&source, reading.body) {
        return unreadable(source, vec![problem]);
    }
    let Reading {
        front,
        mut problems,
        body,
    } = reading;
    if let Some(front) = &front {
        problems.extend(fields::check(kind, front, &source.path));
        problems.extend(name::disagreement(front, &id, &source.path));
    }
    problems.extend(name::misnamed(kind, &id, &source));
    for problem in &mut problems {
        problem.id = Some(id.clone());
    }
    let outline = outline::read(kind, &source.text, body);
    let said = |key| front.as_ref().and_then(|front| scalar(front, key));
    let status = said("status");
    let record = Record {
        id,
        kind: Arc::clone(kind),
        title: outline.title.or_else(|| said("title")),
        state: status.as_ref().and_then(|word| state(kind, &word.value)),
        status,
        body: Span::new(body, source.text.len()),
        headings: outline.headings,
        sections: outline.sections,
        entries: outline.entries,
        links: outline.links,
        references: front
            .as_ref()
            .map_or_else(Vec::new, |front| references(kind, front)),
        summary: said("summary").map_or_else(
            || sentence::first_sentence(&outline.lead),
            |summary| summary.value,
        ),
        front,
        source,
    };
    Parsed {
        outcome: Outcome::Record(Box::new(record)),
        problems,
    }
}

/// The place of a state in the kind's list: its name, a synonym, or a word of the log's own, whatever the case.
///
/// `superseded by [DEC-9](0009-x.md)` is read by its first word.
#[must_use]
pub fn state(kind: &Kind, written: &str) -> Option<usize> {
    let word = written.trim().to_lowercase();
    let own = kind
        .statuses
        .iter()
        .find(|(theirs, _)| theirs.to_lowercase() == word)
        .map(|(_, ours)| ours);
    let word: Cow<str> = own.map_or(word.as_str().into(), |ours| ours.as_str().into());
    let word = word
        .split_once(" by ")
        .map_or(word.as_ref(), |(first, _)| first.trim());
    kind.states.iter().position(|state| {
        state.name == word || state.synonyms.iter().any(|synonym| synonym == word)
    })
}

fn scalar(front: &FrontMatter, key: &str) -> Option<Spanned<String>> {
    let node = &front.get(key)?.node;
    let text = node.scalar()?.trim();
    (!text.is_empty()).then(|| Spanned::new(text.to_owned(), node.span))
}

fn references(kind: &Kind, front: &FrontMatter) -> Vec<Reference> {
    let mut all = Vec::new();
    for relation in Relation::ALL {
        let field = kind.field(relation.name());
        let Some(pair) = field
            .filter(|field| field.relation().is_some())
            .and_then(|field| front.get(&field.key))
        else {
            continue;
        };
        let words = pair.node.scalars();
        for word in words.filter(|word| {
            let text = word.value.trim();
            !text.is_empty() && !text.starts_with(AREA)
        }) {
            let (to, section) = without_section(word.value.trim());
            all.push(Reference {
                relation,
                to: Spanned::new(to, word.span),
                section,
            });
        }
    }
    all
}

/// `DEC-4#Consequences` and `[DEC-4](0004-x.md#consequences)` in two.
fn without_section(written: &str) -> (String, Option<String>) {
    let link = written
        .strip_suffix(')')
        .and_then(|link| link.split_once("]("));
    let (to, section) = match link {
        Some((label, target)) => match target.split_once('#') {
            Some((file, section)) => (format!("{label}]({file})"), Some(section)),
            None => (written.to_owned(), None),
        },
        None => match written.split_once('#') {
            Some((to, section)) => (to.trim().to_owned(), Some(section)),
            None => (written.to_owned(), None),
        },
    };
    (to, section.map(str::to_owned))
}

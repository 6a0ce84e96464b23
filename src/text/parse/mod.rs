//! From a file to a record, with everything that is wrong in it.

mod content;
mod fields;
pub(super) mod name;
mod sentence;
mod structured;

use std::borrow::Cow;
use std::sync::Arc;

pub use content::MAX_BYTES;
pub use fields::is_known_elsewhere;
pub use name::number;

use super::dialects::{self, Page, Told};
use super::folder::{self, Role};
use super::front::{self, Reading};
use super::outline;
use crate::model::diagnostic::Diagnostic;
use crate::model::front::FrontMatter;
use crate::model::id::Id;
use crate::model::kind::{Days, Dialect, Kind};
use crate::model::link::{AREA, Reference, Relation};
use crate::model::record::Record;
use crate::model::source::{Content, File, Source, Span, Spanned};

/// What a file of a record folder turned out to be.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A record.
    Record(Box<Record>),
    /// No record, and nobody minds: why.
    Ignored(&'static str),
    /// Should be a record and cannot be read; its text where it has any.
    Unreadable(Source),
}

/// A file read: what it is, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What it is.
    pub outcome: Outcome,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// Reads a file of the kind's folder for what its name says it is.
#[must_use]
pub fn parse(kind: &Arc<Kind>, file: File) -> Parsed {
    let role = folder::role(kind, &file.path);
    parse_as(kind, file, role, None)
}

/// The kind as the files of its folder need it read: foreign ones may write days in an order that only some tell.
#[must_use]
pub fn suited(kind: &Arc<Kind>, files: &[File]) -> Arc<Kind> {
    /// How much of a file is looked at: days stand at its start.
    const HEAD: usize = 2048;
    if kind.dialect == Dialect::Native {
        return Arc::clone(kind);
    }
    let heads = files.iter().filter_map(|file| match &file.content {
        Content::Bytes(bytes) => {
            let head = &bytes[..bytes.len().min(HEAD)];
            let length =
                std::str::from_utf8(head).map_or_else(|error| error.valid_up_to(), str::len);
            std::str::from_utf8(&head[..length]).ok()
        }
        _ => None,
    });
    match dialects::order(heads) {
        Days::Unknown => Arc::clone(kind),
        days => Arc::new(Kind {
            days,
            ..Kind::clone(kind)
        }),
    }
}

/// Reads a new text of a record's file: the record stays what it is, whatever lies beside it.
#[must_use]
pub fn parse_again(record: &Record, content: Content) -> Parsed {
    let file = File {
        path: record.source.path.clone(),
        content,
    };
    let role = Role::Record {
        id: record.id.clone(),
        beside: None,
    };
    parse_as(&record.kind, file, role, record.beside.clone())
}

/// Reads a file of the kind's folder as what is known to be, with the file beside it that holds its fields.
#[must_use]
pub fn parse_as(kind: &Arc<Kind>, file: File, role: Role, beside: Option<Arc<Source>>) -> Parsed {
    let id = match role {
        Role::Ignored(reason) => {
            return Parsed {
                outcome: Outcome::Ignored(reason),
                problems: Vec::new(),
            };
        }
        Role::Record { id, .. } => Some(id),
        Role::Unnamed => None,
    };
    let path = file.path;
    let source = match content::readable(file.content) {
        Ok(text) => Source::new(path, text),
        Err(message) => {
            let problem = Diagnostic::new("unreadable-file", path.as_str(), message);
            return unreadable(Source::new(path, ""), vec![problem]);
        }
    };
    let Some(id) = id else {
        let problem = unnumbered(kind, &source);
        return unreadable(source, vec![problem]);
    };
    if let Some(problem) = content::conflict(&source) {
        return unreadable(source, vec![problem]);
    }
    record(kind, id, source, beside)
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

fn record(kind: &Arc<Kind>, id: Id, source: Source, beside: Option<Arc<Source>>) -> Parsed {
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
    let outline = outline::read(kind, &source.text, body);
    let told = match kind.dialect {
        Dialect::Native => Told::default(),
        Dialect::Auto => {
            let fields = beside.as_deref();
            let fields = fields.and_then(|fields| front::whole(&fields.path, &fields.text));
            let page = Page::new(kind, &id, &source, &outline);
            dialects::read(&page.with(front.as_ref(), fields.as_ref(), body))
        }
    };
    if let Some(front) = &front {
        problems.extend(fields::check(kind, front, &told.taken, &source.path));
        problems.extend(name::disagreement(front, &id, &source.path));
    }
    problems.extend(name::misnamed(kind, &id, &source));
    for problem in &mut problems {
        problem.id = Some(id.clone());
    }
    let mirrors = mirrors(kind, front.as_ref(), told.mirrors);
    let record = Record {
        id,
        kind: Arc::clone(kind),
        title: told.title.or(outline.title),
        status: None,
        state: told.state,
        body: Span::new(body, source.text.len()),
        headings: outline.headings,
        sections: outline.sections,
        entries: outline.entries,
        links: outline.links,
        allows: outline.allows,
        asides: outline.asides,
        html: outline.html,
        references: Vec::new(),
        mirrors,
        summary: sentence::first_sentence(&outline.lead),
        said: told.pairs,
        dialect: told.dialect,
        front,
        source,
        beside,
    };
    Parsed {
        outcome: Outcome::Record(Box::new(with_fields(record))),
        problems,
    }
}

/// A record with what its fields say besides its text.
fn with_fields(mut record: Record) -> Record {
    record.status = scalar(&record, "status");
    let known = record.status.as_ref();
    let known = known.and_then(|word| state(&record.kind, &word.value));
    record.state = record.state.or(known);
    record.title = record.title.take().or_else(|| scalar(&record, "title"));
    if let Some(summary) = scalar(&record, "summary") {
        record.summary = summary.value;
    }
    record.references = references(&record);
    record
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

/// What a record says of the relations that others have to it.
fn mirrors(
    kind: &Kind,
    front: Option<&FrontMatter>,
    told: Vec<(Relation, Spanned<String>)>,
) -> Vec<Reference> {
    let said = match kind.dialect {
        Dialect::Native => by_hand(kind, front),
        Dialect::Auto => told,
    };
    let said = said.into_iter();
    said.map(|(relation, to)| reference(relation, to)).collect()
}

/// The same by the names of those relations: `superseded-by: DEC-9`.
fn by_hand(kind: &Kind, front: Option<&FrontMatter>) -> Vec<(Relation, Spanned<String>)> {
    let own = Relation::ALL
        .into_iter()
        .filter(|own| kind.may_mirror(*own));
    let said = own.filter_map(|own| Some((own, &front?.get(own.derived_name())?.node)));
    let words = said.flat_map(|(own, node)| node.scalars().map(move |word| (own, word)));
    let words = words.filter(|(_, word)| !word.value.trim().is_empty());
    words
        .map(|(own, word)| (own, Spanned::new(word.value.to_owned(), word.span)))
        .collect()
}

fn scalar(record: &Record, key: &str) -> Option<Spanned<String>> {
    let node = record.node(key)?;
    let text = node.scalar()?.trim();
    (!text.is_empty()).then(|| Spanned::new(text.to_owned(), node.span))
}

fn references(record: &Record) -> Vec<Reference> {
    let mut all = Vec::new();
    for relation in Relation::ALL {
        let field = record.kind.field(relation.name());
        let Some(field) = field.filter(|field| field.relation().is_some()) else {
            continue;
        };
        let words = record.words(&field.key).into_iter();
        for word in words.filter(|word| {
            let text = word.value.trim();
            !text.is_empty() && !text.starts_with(AREA)
        }) {
            all.push(reference(
                relation,
                Spanned::new(word.value.to_owned(), word.span),
            ));
        }
    }
    all
}

fn reference(relation: Relation, written: Spanned<String>) -> Reference {
    let (to, section) = without_section(written.value.trim());
    Reference {
        relation,
        to: Spanned::new(to, written.span),
        section,
    }
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

//! From a file to a record, with everything that is wrong in it.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::front::{self, Reading};
use super::outline::{self, Outline};
use crate::model::diagnostic::Diagnostic;
use crate::model::front::{FrontMatter, Node, Value};
use crate::model::id::{Id, Written};
use crate::model::kind::{Field, FieldType, Kind};
use crate::model::link::{Reference, Relation};
use crate::model::record::{Record, read_date};
use crate::model::source::{Content, File, Source, Span, Spanned};

/// Most bytes of a record.
pub const MAX_BYTES: usize = 1024 * 1024;

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
    if let Some(reason) = ignored(name) {
        return Parsed {
            outcome: Outcome::Ignored(reason),
            problems: Vec::new(),
        };
    }
    let path = file.path;
    let text = match readable(file.content) {
        Ok(text) => text,
        Err((message, span)) => {
            let mut problem = Diagnostic::new("unreadable-file", path.as_str(), message);
            problem.span = span;
            return unreadable(Source::new(path, ""), problem);
        }
    };
    let source = Source::new(path, text);
    let Some(number) = number(source.file_name()) else {
        let message = format!("no number at the start of `{}`", source.file_name());
        let help = format!(
            "name it like `{:0width$}-{}`, or add it to `[log] ignore` in declog.toml",
            1,
            source.file_name(),
            width = kind.width
        );
        let problem =
            Diagnostic::new("not-a-record", source.path.as_str(), message).with_help(help);
        return unreadable(source, problem);
    };
    if let Some(problem) = conflict(&source) {
        return unreadable(source, problem);
    }
    record(kind, Id::new(kind.prefix.clone(), number), source)
}

/// The number a file name begins with: 12 of `0012-keep-the-ledger.md` and of `ADR-0012-keep.md`.
#[must_use]
pub fn number(file_name: &str) -> Option<u64> {
    let letters = file_name
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let after = &file_name[letters..];
    let after = if letters > 0 {
        after.strip_prefix(['-', '_'])?
    } else {
        after
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let ends = after[digits..].starts_with(['-', '_', '.', ' ']);
    // A date is no number: 2023-01-05-slug.md.
    let dated = letters == 0
        && after.len() >= 10
        && read_date(&after[..after.floor_char_boundary(10)]).is_some();
    if digits == 0 || !ends || dated {
        None
    } else {
        after[..digits].parse().ok()
    }
}

fn ignored(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let Some(stem) = lower
        .strip_suffix(".md")
        .or_else(|| lower.strip_suffix(".markdown"))
    else {
        return Some("not Markdown");
    };
    let plain = stem
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['-', '_']);
    match plain {
        "readme" => Some("a readme"),
        "index" if plain == stem => Some("an index page"),
        "template" | "adr-template" => Some("a template"),
        _ if name.starts_with('.') => Some("hidden"),
        _ => None,
    }
}

fn readable(content: Content) -> Result<String, (String, Option<Span>)> {
    let bytes = match content {
        Content::Bytes(bytes) => bytes,
        Content::TooLarge(size) => {
            return Err((
                format!("{size} bytes, a record has at most {MAX_BYTES}"),
                None,
            ));
        }
        Content::Symlink => {
            return Err(("a symbolic link, which is not followed".to_owned(), None));
        }
        Content::Failed(why) => return Err((why, None)),
    };
    if bytes.len() > MAX_BYTES {
        return Err((
            format!("{} bytes, a record has at most {MAX_BYTES}", bytes.len()),
            None,
        ));
    }
    match String::from_utf8(bytes) {
        Err(error) => Err((
            format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()),
            None,
        )),
        Ok(text) => match text.find('\0') {
            Some(at) => Err((format!("a NUL at byte {at}"), None)),
            None => Ok(text),
        },
    }
}

fn unreadable(source: Source, problem: Diagnostic) -> Parsed {
    Parsed {
        outcome: Outcome::Unreadable(source),
        problems: vec![problem],
    }
}

/// Both markers of a merge that nobody finished, each at the start of a line.
fn conflict(source: &Source) -> Option<Diagnostic> {
    let line = |marker: &str| {
        let at = if source.text.starts_with(marker) {
            Some(0)
        } else {
            None
        };
        at.or_else(|| source.text.find(&format!("\n{marker}")).map(|at| at + 1))
    };
    let (ours, theirs) = (line("<<<<<<< ")?, line(">>>>>>> ")?);
    line("=======").filter(|between| (ours..theirs).contains(between))?;
    let end = ours + source.text[ours..].lines().next().unwrap_or_default().len();
    Some(
        Diagnostic::new(
            "merge-conflict",
            source.path.as_str(),
            "an unfinished merge",
        )
        .with_span(Span::new(ours, end))
        .with_help("keep one side, take the marker lines out, then `git add` the file"),
    )
}

fn record(kind: &Arc<Kind>, id: Id, source: Source) -> Parsed {
    let Reading {
        front,
        mut problems,
        body,
    } = front::read(&source.path, &source.text);
    if front.is_none() && !problems.is_empty() {
        return Parsed {
            outcome: Outcome::Unreadable(source),
            problems,
        };
    }
    let Outline {
        mut title,
        headings,
        sections,
        entries,
        links,
        lead,
    } = outline::read(kind, &source.text, body);
    if let Some(front) = &front {
        check_fields(kind, front, &source.path, &mut problems);
        title = title.or_else(|| scalar(front, "title"));
    }
    let status = front.as_ref().and_then(|front| scalar(front, "status"));
    let state = status
        .as_ref()
        .and_then(|status| state(kind, &status.value));
    let summary = front
        .as_ref()
        .and_then(|front| scalar(front, "summary"))
        .map(|summary| summary.value);
    let references = front
        .as_ref()
        .map_or_else(Vec::new, |front| references(kind, front));
    let body = Span::new(body, source.text.len());
    file_name(kind, &id, &source, front.as_ref(), &mut problems);
    for problem in &mut problems {
        problem.id = Some(id.clone());
    }
    let record = Record {
        id,
        kind: Arc::clone(kind),
        front,
        title,
        status,
        state,
        body,
        headings,
        sections,
        entries,
        links,
        references,
        summary: summary.unwrap_or_else(|| first_sentence(&lead)),
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
        let Some(pair) = kind
            .field(relation.name())
            .and_then(|field| front.get(&field.key))
        else {
            continue;
        };
        for word in pair.node.scalars() {
            let (to, section) = match word.value.split_once('#') {
                Some((to, section)) => (to, Some(section.to_owned())),
                None => (word.value, None),
            };
            all.push(Reference {
                relation,
                to: Spanned::new(to.trim().to_owned(), word.span),
                section,
            });
        }
    }
    all
}

/// Keys that site generators and MADR use: kept, and nobody's mistake.
const KNOWN_ELSEWHERE: [&str; 16] = [
    "title",
    "parent",
    "grand_parent",
    "nav_order",
    "has_children",
    "has_toc",
    "layout",
    "permalink",
    "weight",
    "sidebar_position",
    "sidebar_label",
    "description",
    "draft",
    "slug",
    "id",
    "number",
];

/// Whether a key belongs to a tool that many folders of records are also read by.
#[must_use]
pub fn is_known_elsewhere(key: &str) -> bool {
    KNOWN_ELSEWHERE.contains(&key)
}

fn check_fields(kind: &Kind, front: &FrontMatter, path: &str, problems: &mut Vec<Diagnostic>) {
    for pair in &front.pairs {
        let key = pair.key.value.as_str();
        match kind.field(key) {
            Some(field) => check_value(field, key, &pair.node, path, problems),
            None if key.starts_with("x-") || KNOWN_ELSEWHERE.contains(&key) => {}
            None => problems.push(unknown_field(kind, key, pair.key.span, path)),
        }
    }
}

fn unknown_field(kind: &Kind, key: &str, span: Span, path: &str) -> Diagnostic {
    let wanted = key.to_lowercase().replace('_', "-");
    let close = kind
        .fields
        .iter()
        .map(|field| (strsim::damerau_levenshtein(&wanted, &field.key), field))
        .filter(|(distance, field)| *distance <= 2 && *distance < field.key.len())
        .min_by_key(|(distance, _)| *distance);
    let problem = Diagnostic::new(
        "unknown-field",
        path,
        format!("`{key}` is not a field of a {}", kind.name),
    )
    .with_span(span);
    match close {
        Some((_, field)) => problem.with_label(format!("did you mean `{}`?", field.key)),
        None => problem.with_help(format!("a key of your own begins with `x-`: `x-{key}`")),
    }
}

fn check_value(field: &Field, key: &str, node: &Node, path: &str, problems: &mut Vec<Diagnostic>) {
    let wrong =
        |message: String, span: Span| Diagnostic::new("wrong-type", path, message).with_span(span);
    if node.value == Value::Empty {
        return;
    }
    if field.shape.is_list() {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        for item in items
            .iter()
            .filter(|item| item.scalar().is_none() && item.value != Value::Empty)
        {
            problems.push(wrong(
                format!("`{key}` holds {}, expected words", shape(&item.value)),
                item.span,
            ));
        }
        return;
    }
    let Some(text) = node.scalar() else {
        problems.push(wrong(
            format!(
                "`{key}` is {}, expected {}",
                shape(&node.value),
                expected(field)
            ),
            node.span,
        ));
        return;
    };
    match field.shape {
        FieldType::Date if read_date(text).is_none() => {
            problems.push(invalid_date(key, text, node.span, path))
        }
        FieldType::Number if text.parse::<f64>().is_err() => {
            problems.push(wrong(
                format!("`{key}` is `{text}`, expected a number"),
                node.span,
            ));
        }
        FieldType::Choice if !field.choices.iter().any(|choice| choice == text) => {
            problems.push(wrong(
                format!("`{key}` is `{text}`, expected {}", expected(field)),
                node.span,
            ));
        }
        _ => {}
    }
}

fn invalid_date(key: &str, text: &str, span: Span, path: &str) -> Diagnostic {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if matches!(at, 4 | 7) {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    let message = if shaped {
        format!("`{text}` is not a day of the calendar")
    } else {
        format!("`{key}` is `{text}`, expected a date like `2026-11-22`")
    };
    Diagnostic::new("invalid-date", path, message).with_span(span)
}

fn shape(value: &Value) -> &'static str {
    match value {
        Value::Empty => "nothing",
        Value::Scalar(_) => "a word",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

fn expected(field: &Field) -> String {
    match field.shape {
        FieldType::State => "a state".to_owned(),
        FieldType::Date => "a date".to_owned(),
        FieldType::Person => "one person or team".to_owned(),
        FieldType::Number => "a number".to_owned(),
        FieldType::Choice => format!("one of `{}`", field.choices.join("`, `")),
        _ => "one line of text".to_owned(),
    }
}

/// A name that other tools would not find again, or an `id:` that says otherwise.
fn file_name(
    kind: &Kind,
    id: &Id,
    source: &Source,
    front: Option<&FrontMatter>,
    problems: &mut Vec<Diagnostic>,
) {
    let said = front.and_then(|front| front.get("id").or_else(|| front.get("number")));
    if let Some(pair) = said
        && let Some(text) = pair.node.scalar()
    {
        let agrees = match Written::read(text) {
            Written::Number(number) => number == id.number(),
            Written::Prefixed(other) => other.number() == id.number(),
            _ => true,
        };
        if !agrees {
            let message = format!(
                "`{}: {text}` in a file whose name says `{id}`",
                pair.key.value
            );
            problems.push(
                Diagnostic::new("file-name", source.path.as_str(), message)
                    .with_span(pair.node.span)
                    .with_help(
                        "rename the file, or take the line out: the name alone gives the number",
                    ),
            );
        }
    }
    let name = source.file_name();
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let canonical =
        digits >= kind.width && name[digits..].starts_with('-') && name.ends_with(".md");
    let composed = name.nfc().eq(name.chars());
    if kind.dialect == crate::model::kind::Dialect::Native && !(canonical && composed) {
        let message = format!(
            "`{name}` is not named like `{:0width$}-title.md`",
            id.number(),
            width = kind.width
        );
        problems.push(
            Diagnostic::new("file-name", source.path.as_str(), message).with_help(format!(
                "`git mv` it to a name that begins with `{:0width$}-`",
                id.number(),
                width = kind.width
            )),
        );
    }
}

/// The first sentence, at most 200 characters.
fn first_sentence(paragraph: &str) -> String {
    let mut sentence = String::new();
    let mut letters = paragraph.chars().peekable();
    while let Some(letter) = letters.next() {
        sentence.push(letter);
        let stops = matches!(letter, '.' | '!' | '?')
            && letters.peek().is_none_or(|next| next.is_whitespace());
        let abbreviated = ["e.g.", "i.e.", "etc.", "vs."]
            .iter()
            .any(|short| sentence.ends_with(short));
        if (stops && !abbreviated) || matches!(letter, '。' | '！' | '？') {
            break;
        }
        if sentence.chars().count() >= 200 {
            let cut = sentence.rfind(' ').unwrap_or(sentence.len());
            sentence.truncate(cut);
            sentence.push('…');
            break;
        }
    }
    sentence
}

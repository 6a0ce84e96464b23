//! What a rule looks at in one record: its texts, with the place of each.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::custom::Aspect;
use crate::model::front::{Node, Value as Written};
use crate::model::record::Record;
use crate::model::source::{Span, Spanned};

/// A field of a record, or what else of it a rule may look at.
pub(super) struct Subject<'a> {
    /// What messages call it.
    pub(super) name: String,
    /// Its texts, in the order they stand.
    pub(super) values: Vec<Value<'a>>,
    /// What its length is counted in.
    pub(super) size: Size,
    /// It is written, be it with nothing behind it.
    pub(super) is_there: bool,
    /// It says something.
    pub(super) says_something: bool,
    /// Where a finding about all of it points; none for the file's name.
    pub(super) span: Option<Span>,
}

/// How long something is, and in what.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    /// Of the one text.
    Characters,
    /// Of a list.
    Items(usize, &'static str),
}

/// One text.
pub(super) struct Value<'a> {
    pub(super) text: Cow<'a, str>,
    /// None for the file's name.
    pub(super) span: Option<Span>,
}

impl<'a> Subject<'a> {
    pub(super) fn of(record: &'a Record, aspect: Aspect<'a>) -> Self {
        match aspect {
            Aspect::Key(key) => key_of(record, key),
            Aspect::Title => titled(record),
            Aspect::Summary => summed_up(record),
            Aspect::Body => body(record),
            Aspect::FileName => {
                let name = Value {
                    text: record.source.file_name().into(),
                    span: None,
                };
                Self {
                    span: None,
                    ..Self::one(record, "the file name", Some(name))
                }
            }
            Aspect::Sections => {
                let headings = record.sections.iter().map(|section| &section.heading);
                let values = headings.map(|heading| Value::new(&heading.text, heading.span));
                Self::several(record, ("the body", "sections"), values.collect())
            }
            Aspect::Keys => {
                let pairs = record.front.iter().flat_map(|front| &front.pairs);
                let values = pairs.map(|pair| Value::new(&pair.key.value, pair.key.span));
                Self::several(record, ("the front matter", "keys"), values.collect())
            }
        }
    }

    fn one(record: &Record, name: &str, value: Option<Value<'a>>) -> Self {
        let says_something = value
            .as_ref()
            .is_some_and(|value| !value.text.trim().is_empty());
        Self {
            name: name.to_owned(),
            is_there: value.is_some(),
            says_something,
            size: Size::Characters,
            span: value
                .as_ref()
                .and_then(|value| value.span)
                .or_else(|| Some(record.place())),
            values: value.into_iter().collect(),
        }
    }

    fn several(record: &Record, (name, of): (&str, &'static str), values: Vec<Value<'a>>) -> Self {
        Self {
            name: name.to_owned(),
            is_there: true,
            says_something: !values.is_empty(),
            size: Size::Items(values.len(), of),
            span: Some(record.place()),
            values,
        }
    }
}

impl<'a> Value<'a> {
    fn new(text: &'a str, span: Span) -> Self {
        Self {
            text: text.into(),
            span: Some(span),
        }
    }

    /// The place of a part of it, as far as the file writes it as it reads.
    pub(super) fn part(&self, record: &Record, part: &Range<usize>) -> Option<Span> {
        let span = self.span?;
        let written = record.source.slice(span);
        let Some(at) = written.find(self.text.as_ref()) else {
            return Some(span);
        };
        let start = span.start + at;
        Some(Span::new(start + part.start, start + part.end))
    }
}

fn key_of<'a>(record: &'a Record, key: &'a str) -> Subject<'a> {
    let name = format!("`{key}`");
    let Some(pair) = record.pair(key) else {
        return Subject::one(record, &name, None);
    };
    let field = record.kind.field(key);
    let node = &pair.node;
    let is_list = field.is_some_and(|field| field.shape.is_list())
        || matches!(node.value, Written::List(_) | Written::Map(_));
    let says_something = node.says_something();
    Subject {
        name,
        values: node
            .scalars()
            .map(|word| Value::new(word.value, word.span))
            .collect(),
        size: match is_list {
            true => Size::Items(node.items().len(), "items"),
            false => Size::Characters,
        },
        is_there: true,
        says_something,
        span: Some(match says_something {
            true => node.span,
            false => pair.key.span,
        }),
    }
}

/// A key comes before what is read where there is none.
fn titled(record: &Record) -> Subject<'_> {
    match record.pair("title") {
        Some(_) => key_of(record, "title"),
        None => {
            let title = record.title.as_ref();
            let title = title.map(|Spanned { value, span }| Value::new(value, *span));
            Subject::one(record, "the title", title)
        }
    }
}

fn summed_up(record: &Record) -> Subject<'_> {
    if record.node("summary").is_some_and(Node::says_something) {
        return key_of(record, "summary");
    }
    let text = record.summary.as_str();
    let lead = record.section(&record.kind.leading).map(|lead| lead.body);
    let found = lead.and_then(|lead| {
        let at = record.source.slice(lead).find(text)?;
        Some(Span::new(lead.start + at, lead.start + at + text.len()))
    });
    let summary = (!text.is_empty()).then(|| Value::new(text, found.unwrap_or(record.place())));
    Subject::one(record, "the summary", summary)
}

/// The text under the title. A finding about all of it points to the record, and one about a part of it to the part.
fn body(record: &Record) -> Subject<'_> {
    let mut span = record.body;
    let before = |heading: Span| Span::new(span.start, heading.start);
    let title = record.headings.first().filter(|heading| heading.level == 1);
    let title = title.filter(|title| record.source.slice(before(title.span)).trim().is_empty());
    span.start = title.map_or(span.start, |title| title.span.end);
    let text = record.source.slice(span).trim();
    Subject {
        is_there: true,
        span: Some(record.place()),
        ..Subject::one(record, "the body", Some(Value::new(text, span)))
    }
}

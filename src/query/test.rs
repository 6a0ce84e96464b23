//! What one value of a term asks, read once so that matching only compares.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::QueryError;
use super::fold::fold;
use super::key::{FieldKey, Key};
use super::known;
use crate::index::{Index, Resolved};
use crate::model::front::Node;
use crate::model::glob::Globs;
use crate::model::kind::FieldType;
use crate::model::link::AREA;
use crate::model::record::read_date;
use crate::model::source::{Span, Spanned};
use crate::model::state::Phase;

/// A value ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// Exactly that name.
    Name(String),
    /// A state whose word means nothing.
    Unknown,
    /// Folded words that stand whole in a value.
    Words(String),
    /// One of those handles or areas, or those folded words.
    Among(Vec<String>, String),
    /// Folded text anywhere in a value.
    Part(String),
    /// A day so compared.
    Day(Compare, Date),
    /// A number so compared.
    Number(Compare, f64),
    /// One of those records.
    Records(Vec<usize>),
    /// Live, not superseded, not expired.
    InForce,
    /// Open, and somebody's move.
    Waiting,
    /// Something was expected of it by a day that is over.
    Overdue,
    /// Nobody's, though it should be somebody's.
    Unowned,
    /// Rests on what is not there yet, or no more.
    Blocked,
    /// Open longer than the log allows.
    Stale,
    /// Has a finding at warn or above.
    Incomplete,
    /// In force, and nothing carries it out.
    Unbuilt,
}

/// How a value is compared with the one in the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// The sign of each comparison; the longer ones first, because `<` begins `<=`.
const SIGNS: [(&str, Compare); 5] = [
    ("<=", Compare::AtMost),
    (">=", Compare::AtLeast),
    ("<", Compare::Less),
    (">", Compare::More),
    ("=", Compare::Equal),
];

/// The words of `is:`.
pub(super) const IS: [(&str, Test); 8] = [
    ("in-force", Test::InForce),
    ("waiting", Test::Waiting),
    ("overdue", Test::Overdue),
    ("unowned", Test::Unowned),
    ("blocked", Test::Blocked),
    ("stale", Test::Stale),
    ("incomplete", Test::Incomplete),
    ("unbuilt", Test::Unbuilt),
];

/// The word for a state or phase that is not known, where no kind has a state of that name.
const UNKNOWN: &str = "unknown";

impl Compare {
    /// Whether a value stands so to the one in the query.
    pub(super) fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Equal => ordering.is_eq(),
            Self::AtLeast => ordering.is_ge(),
            Self::More => ordering.is_gt(),
        }
    }
}

impl Test {
    /// Reads a value of a key.
    pub(super) fn read(
        key: &Key,
        value: &Spanned<String>,
        index: &Index,
    ) -> Result<Self, QueryError> {
        let kinds = &index.log.kinds;
        match key {
            Key::Kind => named(
                value,
                "a kind of this log",
                kinds.iter().map(|kind| kind.name.clone()),
            ),
            Key::Phase => {
                let phases = Phase::ALL.iter().map(|phase| phase.name().to_owned());
                or_unknown(named(value, "a phase", phases), value)
            }
            Key::Status => or_unknown(status(value, index), value),
            Key::Is => is(value),
            Key::Health => {
                let words = kinds.iter().flat_map(|kind| &kind.health);
                named(
                    value,
                    "a health of this log",
                    words.map(|health| health.name.clone()),
                )
            }
            Key::Id => records(value, index),
            Key::Created | Key::Updated => day(value),
            Key::Path => governing(value, index),
            Key::Owner | Key::By => known::party(value, index),
            Key::Field(field) => of_field(field, value, index),
        }
    }
}

fn of_field(field: &FieldKey, value: &Spanned<String>, index: &Index) -> Result<Test, QueryError> {
    match field.shape {
        FieldType::Date => day(value),
        FieldType::Number => number(value),
        FieldType::References => records(value, index),
        FieldType::State => or_unknown(status(value, index), value),
        FieldType::Choice => {
            let fields = index
                .log
                .kinds
                .iter()
                .filter_map(|kind| kind.field(&field.key));
            let choices = fields.flat_map(|field| field.choices.iter().cloned());
            named(value, &format!("a value of `{}`", field.key), choices)
        }
        FieldType::Person | FieldType::People => known::party(value, index),
        FieldType::Areas => known::area(value, index),
        FieldType::Words | FieldType::Duration | FieldType::Period | FieldType::Ids => {
            Ok(Test::Words(fold(&value.value)))
        }
        FieldType::Items if value.value.starts_with(AREA) => Ok(Test::Words(fold(&value.value))),
        FieldType::Items => records(value, index),
        FieldType::Text
        | FieldType::Texts
        | FieldType::Globs
        | FieldType::Measures
        | FieldType::Milestones => Ok(Test::Part(fold(&value.value))),
    }
}

fn named(
    value: &Spanned<String>,
    what: &str,
    known: impl Iterator<Item = String>,
) -> Result<Test, QueryError> {
    let mut names: Vec<String> = Vec::new();
    for name in known {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let wanted = fold(&value.value);
    if let Some(name) = names.iter().find(|name| fold(name) == wanted) {
        return Ok(Test::Name(name.clone()));
    }
    let message = format!("`{}` is not {what}", value.value);
    Err(QueryError::unknown(
        message,
        value.span,
        &value.value,
        &names,
    ))
}

/// A state by its name. A synonym is an error that names the state, so that a link means the same in every log.
fn status(value: &Spanned<String>, index: &Index) -> Result<Test, QueryError> {
    let states = || index.log.kinds.iter().flat_map(|kind| &kind.states);
    let names = states().map(|state| state.name.clone());
    named(value, "a state of this log", names).map_err(|mut error| {
        let wanted = fold(&value.value);
        let mut synonyms =
            states().filter(|state| state.synonyms.iter().any(|s| fold(s) == wanted));
        if let Some(state) = synonyms.next() {
            error.label = Some(format!("did you mean `{}`?", state.name));
        }
        error
    })
}

fn or_unknown(read: Result<Test, QueryError>, value: &Spanned<String>) -> Result<Test, QueryError> {
    read.or_else(|error| match fold(&value.value) == UNKNOWN {
        true => Ok(Test::Unknown),
        false => Err(error),
    })
}

fn is(value: &Spanned<String>) -> Result<Test, QueryError> {
    let wanted = fold(&value.value);
    let known = || IS.iter().map(|(name, _)| (*name).to_owned());
    match IS.iter().find(|(name, _)| *name == wanted) {
        Some((_, test)) => Ok(test.clone()),
        None => named(value, "a word of `is:`", known()),
    }
}

fn records(value: &Spanned<String>, index: &Index) -> Result<Test, QueryError> {
    match index.resolve(&value.value, None, None) {
        Resolved::One(at) => Ok(Test::Records(vec![at])),
        Resolved::Several(all) => Ok(Test::Records(all)),
        Resolved::Unknown => {
            let message = format!("`{}` is not a record of this log", value.value);
            let mut error = QueryError::new(message, value.span);
            let close = index.close_to(&value.value);
            error.label = close.first().map(|id| format!("did you mean `{id}`?"));
            Err(error)
        }
    }
}

/// The records with a pattern that matches a path: a file, or a folder with all that is in it, which `/` at the end says.
fn governing(value: &Spanned<String>, index: &Index) -> Result<Test, QueryError> {
    let parts = value.value.split('/');
    let parts: Vec<&str> = parts.filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.is_empty() || parts.contains(&"..") {
        let message = format!("`{}` is not a path of this repository", value.value);
        let mut error = QueryError::new(message, value.span);
        error.label = Some("expected one from its root, such as `src/main.rs`".into());
        return Err(error);
    }
    let path = parts.join("/");
    let lists = index.records.iter().map(|record| {
        let nodes = record.nodes_of(FieldType::Globs);
        nodes.flat_map(Node::scalars).map(|glob| glob.value)
    });
    let mut globs = Globs::new(lists);
    let mut found = globs.of_folder(&path);
    if !value.value.ends_with('/') {
        found.extend(globs.of_file(&path));
    }
    Ok(Test::Records(found.into_iter().map(|(at, _)| at).collect()))
}

fn day(value: &Spanned<String>) -> Result<Test, QueryError> {
    let (compare, rest, span) = compared(value);
    let date = read_date(rest).ok_or_else(|| {
        let mut error = QueryError::new(format!("`{rest}` is not a date"), span);
        error.label = Some("expected `YYYY-MM-DD`".into());
        error.help = Some("a date may stand after `<`, `<=`, `>`, `>=` or `=`".into());
        error
    })?;
    Ok(Test::Day(compare, date))
}

fn number(value: &Spanned<String>) -> Result<Test, QueryError> {
    let (compare, rest, span) = compared(value);
    let number: Option<f64> = rest.parse().ok().filter(|number: &f64| number.is_finite());
    let number = number.ok_or_else(|| {
        let mut error = QueryError::new(format!("`{rest}` is not a number"), span);
        error.help = Some("a number may stand after `<`, `<=`, `>`, `>=` or `=`".into());
        error
    })?;
    Ok(Test::Number(compare, number))
}

/// The comparison in front of a value, the rest, and where the value stands; a bare value is compared for equality.
fn compared(value: &Spanned<String>) -> (Compare, &str, Span) {
    let text = value.value.trim();
    for (sign, compare) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            return (compare, rest.trim_start(), value.span);
        }
    }
    (Compare::Equal, text, value.span)
}

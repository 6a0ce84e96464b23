//! Whether a record answers a query.

use jiff::civil::Date;

use super::fold::{fold, has_words};
use super::key::{FieldKey, Key};
use super::known;
use super::test::Test;
use super::{Ask, Query, Term};
use crate::index::Index;
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::view::Counts;

impl Query {
    /// Whether the record at a place in the index answers the query; `counts` are the findings of each file.
    #[must_use]
    pub fn matches(&self, index: &Index, at: usize, counts: &Counts) -> bool {
        let mut subject = Subject::new(index, at, counts);
        self.terms
            .iter()
            .all(|term| match (&term.ask, term.negated) {
                (ask, true) => !subject.answers(ask),
                (ask @ Ask::Text(..), false) => subject.answers(ask),
                (Ask::Field(key, _), false) => self
                    .terms
                    .iter()
                    .filter(|other| other.asks(key))
                    .any(|other| subject.answers(&other.ask)),
            })
    }
}

impl Term {
    /// Asks that key, and is not negated.
    fn asks(&self, wanted: &Key) -> bool {
        matches!(&self.ask, Ask::Field(key, _) if key == wanted) && !self.negated
    }
}

/// A record being asked.
pub(super) struct Subject<'a> {
    index: &'a Index,
    at: usize,
    record: &'a Record,
    counts: &'a Counts,
    /// Folded title, summary, id, tags and body, once somebody asked for text.
    texts: Option<Vec<String>>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(index: &'a Index, at: usize, counts: &'a Counts) -> Self {
        Self {
            index,
            at,
            record: &index.records[at],
            counts,
            texts: None,
        }
    }

    fn answers(&mut self, ask: &Ask) -> bool {
        match ask {
            Ask::Text(_, wanted) => self.texts().iter().any(|text| text.contains(wanted)),
            Ask::Field(key, values) => values.iter().any(|value| self.passes(key, &value.test)),
        }
    }

    fn texts(&mut self) -> &[String] {
        let record = self.record;
        self.texts.get_or_insert_with(|| {
            let id = record.id.to_string();
            let body = record.source.slice(record.body);
            let tags = record.words("tags");
            let texts = [record.title(), &record.summary, &id, body];
            let tags = tags.iter().map(|tag| fold(tag.value));
            texts.into_iter().map(fold).chain(tags).collect()
        })
    }

    fn passes(&self, key: &Key, test: &Test) -> bool {
        let record = self.record;
        match key {
            Key::Kind => is_name(test, Some(&record.kind.name)),
            Key::Phase => is_name(test, record.phase().map(|phase| phase.name())),
            Key::Status => is_name(test, record.state().map(|state| state.name.as_str())),
            Key::Id | Key::Path => matches!(test, Test::Records(all) if all.contains(&self.at)),
            Key::Created => is_day(test, self.index.created(self.at)),
            Key::Updated => is_day(test, self.index.updated(self.at)),
            Key::Owner => self
                .index
                .owner(self.at)
                .is_some_and(|owner| says(test, owner)),
            Key::By => {
                let everybody = known::everybody(self.index, self.at);
                everybody.iter().any(|name| says(test, name))
            }
            Key::Health => {
                let health = self.index.health(self.at);
                health.is_some_and(|health| is_name(test, Some(&health.name)))
            }
            Key::Is => self.is(test),
            Key::Field(field) => self.field(field, test),
        }
    }

    /// One of the words of `is:`.
    pub(super) fn is(&self, test: &Test) -> bool {
        let (index, at) = (self.index, self.at);
        match test {
            Test::InForce => index.in_force(at) == Some(true),
            Test::Waiting => index.is_waiting(at),
            Test::Overdue => index.overdue(at).is_some(),
            Test::Unowned => index.is_unowned(at),
            Test::Blocked => !index.blocked_by(at).is_empty(),
            Test::Stale => index.is_stale(at),
            Test::Unbuilt => index.is_unbuilt(at),
            Test::Incomplete => {
                let count = self.counts.get(&self.record.source.path);
                count.is_some_and(|count| count.deny + count.warn > 0)
            }
            _ => false,
        }
    }

    fn field(&self, field: &FieldKey, test: &Test) -> bool {
        let record = self.record;
        match test {
            Test::Day(..) => is_day(test, record.date(&field.key)),
            Test::Number(compare, wanted) => record
                .text(&field.key)
                .and_then(|text| text.trim().parse::<f64>().ok())
                .and_then(|number| number.partial_cmp(wanted))
                .is_some_and(|ordering| compare.holds(ordering)),
            Test::Records(wanted) => named(self.index, self.at, field)
                .iter()
                .any(|to| wanted.contains(to)),
            test if field.shape == FieldType::State => {
                is_name(test, record.state().map(|state| state.name.as_str()))
            }
            // The summary may be the first sentence of the body.
            test if field.key == "summary" => says(test, &record.summary),
            test => {
                let words = record.words(&field.key);
                words.iter().any(|word| says(test, word.value))
            }
        }
    }
}

/// The records that a field names. A relation may be written in the body too, so the index is asked; any other reference
/// is in front matter only.
pub(super) fn named(index: &Index, at: usize, field: &FieldKey) -> Vec<usize> {
    if let Some(relation) = field.relation {
        let edges = index.edges_from(at);
        let own = edges.filter(|edge| edge.relation == relation);
        return own.flat_map(|edge| edge.to.all().to_vec()).collect();
    }
    let record = &index.records[at];
    let path = Some(record.source.path.as_str());
    let words = record.words(&field.key).into_iter();
    let targets = words.flat_map(|word| {
        let target = word.value.split('#').next().unwrap_or_default();
        index.resolve(target, Some(&record.kind), path).all()
    });
    targets.collect()
}

fn is_name(test: &Test, name: Option<&str>) -> bool {
    match test {
        Test::Name(wanted) => name == Some(wanted),
        Test::Unknown => name.is_none(),
        _ => false,
    }
}

fn is_day(test: &Test, day: Option<Date>) -> bool {
    match test {
        Test::Day(compare, wanted) => day.is_some_and(|day| compare.holds(day.cmp(wanted))),
        _ => false,
    }
}

fn says(test: &Test, value: &str) -> bool {
    match test {
        Test::Name(wanted) => value == wanted,
        Test::Words(wanted) => has_words(&fold(value), wanted),
        Test::Among(names, words) => {
            let named = names.iter().any(|name| name == value.trim());
            named || has_words(&fold(value), words)
        }
        Test::Part(wanted) => fold(value).contains(wanted),
        _ => false,
    }
}

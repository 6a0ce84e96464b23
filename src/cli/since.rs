//! What changed in a record since it was put on offer, for whoever is about to be bound by it as it stands.

use std::collections::BTreeMap;

use super::env::Env;
use super::failure::forbidden;
use super::load::Loaded;
use crate::model::front::{Node, Value};
use crate::model::kind::TO;
use crate::model::record::Record;
use crate::model::source::{Content, Span};
use crate::model::state::{Effect, Phase};
use crate::report::diff::{self, FileDiff};
use crate::report::style::Style;
use crate::text::outline::LOG;
use crate::text::parse::{Outcome, parse_again};

/// What every step writes, and what is said in entries, is no change of an offer.
const MOVING: [&str; 2] = ["status", "date"];

/// An offer that is not any more what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    id: String,
    /// What changed, as a unified diff.
    diff: String,
}

/// The records that a step would bind somebody to and that say something else than when they were offered.
///
/// An offer that nobody has committed has nothing to be compared with.
pub(super) fn changed(
    loaded: &Loaded,
    verb: &str,
    places: &[usize],
) -> anyhow::Result<Vec<Changed>> {
    let records = places.iter().map(|&at| &loaded.index.records[at]);
    let mut all = Vec::new();
    for record in records.filter(|record| binds(record, verb)) {
        if let Some(old) = offered(loaded, record)?.filter(|old| !says_the_same(old, record)) {
            all.push(Changed {
                id: record.id.to_string(),
                diff: difference(&old, record)?,
            });
        }
    }
    Ok(all)
}

/// Shows what changed.
pub(super) fn show(changed: &[Changed], env: &Env) {
    for Changed { id, diff } in changed.iter().filter(|_| !env.wants_json()) {
        env.say(&format!("{id} changed since it was offered:"));
        env.say(diff.trim_end());
    }
}

/// Asks whoever is bound whether that is what they want; refuses where nobody can be asked.
pub(super) fn agreed(changed: &[Changed], verb: &str, env: &Env) -> anyhow::Result<()> {
    let ids: Vec<&str> = changed.iter().map(|one| one.id.as_str()).collect();
    if env.may_ask() && env.agrees(&format!("`{verb}` {} as it is now?", ids.join(", ")))? {
        return Ok(());
    }
    let message = format!("{} is not any more what was offered", ids.join(", "));
    let help = format!("read it again, then `declog {verb} {} -y`", ids.join(" "));
    Err(forbidden(message).with_help(help).into())
}

/// Whether a step moves what a record hands over, on the word of whoever it was offered to.
fn binds(record: &Record, verb: &str) -> bool {
    let step = record.kind.step(verb);
    let moves = step.is_some_and(|step| step.effect == Some(Effect::MoveOwner));
    let waits = record
        .state()
        .is_some_and(|state| state.phase == Phase::Open && state.waits_on.as_deref() == Some(TO));
    moves && waits
}

/// The record as it was when it last came into the state that it is in.
fn offered(loaded: &Loaded, record: &Record) -> anyhow::Result<Option<Record>> {
    let mut found = None;
    let mut wanted = |content: Content| match parse_again(record, content).outcome {
        Outcome::Record(old) if old.state == record.state => {
            found = Some(*old);
            true
        }
        _ => false,
    };
    loaded
        .repository
        .earlier(&record.source.path, &mut wanted)?;
    Ok(found)
}

/// Whether two versions say the same: order, quotes and white space do not count.
fn says_the_same(old: &Record, new: &Record) -> bool {
    let words = |record: &Record| -> Vec<String> {
        let body = kept(record, record.body);
        body.split_whitespace().map(str::to_owned).collect()
    };
    old.title() == new.title() && fields(old) == fields(new) && words(old) == words(new)
}

/// The values of the fields, by key.
fn fields(record: &Record) -> BTreeMap<&str, String> {
    let pairs = record.pairs().map(|pair| {
        let field = record.kind.field(&pair.key.value);
        let key = field.map_or(pair.key.value.as_str(), |field| field.key.as_str());
        // A single value of a list is a list of one.
        let value = match field {
            Some(field) if field.shape.is_list() => {
                let items = pair.node.items().iter().map(plain);
                format!("{:?}", items.collect::<Vec<_>>())
            }
            _ => plain(&pair.node),
        };
        (key, value)
    });
    let pairs = pairs.filter(|(key, _)| !MOVING.contains(key));
    pairs.collect()
}

/// A value without its place.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Empty => String::new(),
        Value::Scalar(text) => text.trim().to_owned(),
        Value::List(items) => format!("{:?}", items.iter().map(plain).collect::<Vec<_>>()),
        Value::Map(pairs) => {
            let pairs = pairs
                .iter()
                .map(|pair| (&pair.key.value, plain(&pair.node)));
            format!("{:?}", pairs.collect::<BTreeMap<_, _>>())
        }
    }
}

fn difference(old: &Record, new: &Record) -> anyhow::Result<String> {
    let whole = |record: &Record| kept(record, Span::new(0, record.source.text.len()));
    let (before, after) = (whole(old), whole(new));
    let file = FileDiff {
        path: &new.source.path,
        old: Some(&before),
        new: Some(&after),
    };
    let mut text = Vec::new();
    diff::write(&[file], Style::Plain, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A part of a record's text without the lines of what every step writes, and without its Log.
fn kept(record: &Record, part: Span) -> String {
    let text = &record.source.text;
    // Fields in a file beside have no place in this one.
    let pairs = record.pairs().filter(|_| record.beside.is_none());
    let pairs = pairs.filter(|pair| MOVING.contains(&pair.key.value.as_str()));
    let mut cut: Vec<Span> = pairs
        .map(|pair| {
            let before = record.source.slice(Span::new(0, pair.key.span.start));
            let after = record
                .source
                .slice(Span::new(pair.node.span.end, text.len()));
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let end = after.find('\n').map_or(after.len(), |at| at + 1);
            Span::new(start, pair.node.span.end + end)
        })
        .collect();
    let log = record.section(LOG);
    cut.extend(log.map(|log| Span::new(log.heading.span.start, log.body.end)));
    cut.sort();
    let mut kept = String::new();
    let mut from = part.start;
    for gone in cut {
        let until = gone.start.clamp(from, part.end);
        kept.push_str(record.source.slice(Span::new(from, until)));
        from = gone.end.clamp(from, part.end);
    }
    kept.push_str(record.source.slice(Span::new(from, part.end)));
    kept
}

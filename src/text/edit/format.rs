//! Front matter in the order and the spelling of its kind. What it says stays, its comments too, and the body to the
//! byte.

use std::ops::Range;

use super::proof::same_tree;
use super::{Refusal, begin, reread};
use crate::model::front::{FrontMatter, Node, Pair, Value};
use crate::model::kind::{Field, FieldType};
use crate::model::link::AREA;
use crate::model::record::{Record, read_date};
use crate::model::source::Span;
use crate::model::suggest::distance;
use crate::text::{front, parse};

/// What a refusal is about.
const WHAT: &str = "front matter";

/// How many letters of a state may be others, in a word that means it, for the word to be another spelling of it.
const SLIPS: usize = 2;

/// Something that is spelled another way.
type Respelled = (Span, String);

/// A pair with the lines that are its own.
struct Block {
    /// Its place among the fields of the kind; those the kind does not know come last.
    rank: usize,
    /// What it says, spelled as it is to be.
    pair: Pair,
    /// Its lines, those of the comment above it too.
    text: String,
}

/// The text of a record with its front matter in order; `named` gives the id of what a reference names.
///
/// A file that nobody wrote for declog stays as it is.
///
/// # Errors
/// Front matter is wrong, or it would not say the same.
pub fn formatted(
    record: &Record,
    named: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Refusal> {
    let text = &record.source.text;
    let front = record.front.as_ref().filter(|_| record.is_native());
    let Some(front) = front.filter(|front| !front.pairs.is_empty()) else {
        return Ok(text.clone());
    };
    if let Some(problem) = front::read(&record.source.path, text).problems.first() {
        return Err(Refusal::Wrong(WHAT.to_owned(), problem.message.clone()));
    }
    let refused = || Refusal::NotLossless(WHAT.to_owned());
    let lines = lines(front, text).ok_or_else(refused)?;
    let pairs = front.pairs.iter().zip(&lines);
    let mut blocks: Vec<Block> = pairs
        .map(|(pair, lines)| block(record, front, (pair, lines), named))
        .collect();
    blocks.sort_by_key(|block| block.rank);
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    let inner: String = blocks.iter().map(|block| block.text.as_str()).collect();
    let new = format!("{}{inner}{}", &text[..first.start], &text[last.end..]);
    match new == *text || says_the_same(record, &blocks, &new) {
        true => Ok(new),
        false => Err(refused()),
    }
}

/// Whether a new text is read as the blocks say, above the same body.
fn says_the_same(record: &Record, blocks: &[Block], new: &str) -> bool {
    let wanted: Vec<Pair> = blocks.iter().map(|block| block.pair.clone()).collect();
    let Some(read) = reread(record, new.to_owned()) else {
        return false;
    };
    let found = read.front.as_ref().map_or(&[][..], |front| &front.pairs);
    same_tree(&wanted, found)
        && read.state == record.state
        && read.source.slice(read.body) == record.source.slice(record.body)
}

/// The lines of each pair: the comment right above it, and what is set in deeper below it. None where a line holds
/// more than one.
fn lines(front: &FrontMatter, text: &str) -> Option<Vec<Range<usize>>> {
    let start = |pair: &Pair| {
        let before = &text[front.inner.start..pair.key.span.start];
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let is_alone = before[line..].bytes().all(|byte| byte == b' ');
        is_alone.then_some(front.inner.start + line)
    };
    let starts: Vec<usize> = front.pairs.iter().map(start).collect::<Option<_>>()?;
    let mut all = Vec::new();
    let mut begin = front.inner.start + head(&text[front.inner.start..starts[0]]);
    for (at, pair) in front.pairs.iter().enumerate() {
        let next = starts.get(at + 1).copied().unwrap_or(front.inner.end);
        let indent = pair.key.span.start - starts[at];
        let last = pair.node.span.end.clamp(pair.key.span.end, next);
        let rest = &text[last..next];
        let mut end = last + rest.find('\n').map_or(rest.len(), |end| end + 1);
        let mut below = end;
        for line in text[end..next].split_inclusive('\n') {
            below += line.len();
            let spaces = line.len() - line.trim_start_matches(' ').len();
            if spaces > indent && !line.trim().is_empty() {
                end = below;
            }
        }
        all.push(begin..end);
        begin = end;
    }
    Some(all)
}

/// How much of what stands above the first key belongs to none: everything up to the last empty line.
fn head(above: &str) -> usize {
    let mut at = 0;
    let mut head = 0;
    for line in above.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            head = at;
        }
    }
    head
}

fn block(
    record: &Record,
    front: &FrontMatter,
    (pair, lines): (&Pair, &Range<usize>),
    named: &dyn Fn(&str) -> Option<String>,
) -> Block {
    let text = &record.source.text;
    let mut new = pair.clone();
    let mut respelled: Vec<Respelled> = Vec::new();
    let field = record.kind.field(&pair.key.value);
    if let Some(field) = field {
        let same = |other: &&Pair| record.kind.field(&other.key.value) == Some(field);
        // Where a field is written under two names, nobody knows which of them is meant.
        if pair.key.value != field.key && front.pairs.iter().filter(same).count() == 1 {
            respelled.push((pair.key.span, field.key.clone()));
            new.key.value.clone_from(&field.key);
        }
        respelled.extend(value(record, field, &mut new.node, named));
    }
    let rank = field.and_then(|field| record.kind.fields.iter().position(|one| one == field));
    let mut whole = String::new();
    let mut at = lines.start;
    for (span, spelling) in respelled {
        whole.push_str(&text[at..span.start]);
        whole.push_str(&spelling);
        at = span.end;
    }
    whole.push_str(&text[at..lines.end]);
    Block {
        rank: rank.unwrap_or(usize::MAX),
        pair: new,
        text: whole,
    }
}

/// A value spelled as its field is: what changes, in the order of the text; the node says it too afterwards.
fn value(
    record: &Record,
    field: &Field,
    node: &mut Node,
    named: &dyn Fn(&str) -> Option<String>,
) -> Vec<Respelled> {
    match field.shape {
        FieldType::State => state(record, node).into_iter().collect(),
        FieldType::Date => day(record, node).into_iter().collect(),
        FieldType::References | FieldType::Items => match &mut node.value {
            Value::List(items) => {
                let ids = items.iter_mut().filter_map(|item| id(item, named));
                ids.collect()
            }
            _ => {
                let respelled = id(node, named);
                list(record, node, respelled).into_iter().collect()
            }
        },
        shape if shape.is_list() => list(record, node, None).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The state's own name for another spelling of it; a word of its own, such as `on hold`, says more and stays.
fn state(record: &Record, node: &mut Node) -> Option<Respelled> {
    let written = node.scalar()?.trim().to_lowercase();
    let name = &record.kind.states[parse::state(&record.kind, &written)?].name;
    distance(&written, name, SLIPS)?;
    respell(node, name.clone())
}

/// A day without quotes around it.
fn day(record: &Record, node: &Node) -> Option<Respelled> {
    let written = node.scalar()?;
    let quoted = record.source.slice(node.span).starts_with(['"', '\'']);
    let is_day = read_date(written).is_some();
    (quoted && is_day).then(|| (node.span, written.to_owned()))
}

/// The id of what a word names; areas among items are no records.
fn id(node: &mut Node, named: &dyn Fn(&str) -> Option<String>) -> Option<Respelled> {
    let written = node.scalar()?.trim();
    if written.starts_with(AREA) {
        return None;
    }
    let id = match written.split_once('#') {
        Some((to, section)) if !written.contains("](") => {
            format!("{}#{section}", named(to.trim())?)
        }
        Some(_) => return None,
        None => named(written)?,
    };
    respell(node, id)
}

/// A word with its new spelling, where it has another.
fn respell(node: &mut Node, new: String) -> Option<Respelled> {
    if node.scalar() == Some(&new) {
        return None;
    }
    let spelling = (node.span, begin::in_flow(&new));
    node.value = Value::Scalar(new);
    Some(spelling)
}

/// A single word as a list of one.
fn list(record: &Record, node: &mut Node, respelled: Option<Respelled>) -> Option<Respelled> {
    let Some(word) = node.scalar().map(str::to_owned) else {
        return respelled;
    };
    let is_line = !record.source.slice(node.span).contains('\n') && !word.contains('\n');
    // Several words in one are somebody's mistake, which is theirs to mend.
    if word.trim().is_empty() || !is_line || word.contains([',', ';']) {
        return respelled;
    }
    let spelling = format!("[{}]", begin::in_flow(&word));
    let item = node.clone();
    node.value = Value::List(vec![item]);
    Some((node.span, spelling))
}

//! What a file says, as values of its kind's fields.

use std::collections::HashSet;

use super::{Page, Part, Said, claim, day, key, mention, mirrored, pair, people};
use crate::model::front::{Node, Pair, Value};
use crate::model::kind::{Field, FieldType, Kind};
use crate::model::link::Relation;
use crate::model::source::{Span, Spanned};

/// What a file says of itself outside of what the kind's own keys hold.
#[derive(Clone, Debug, Default)]
pub(in crate::text) struct Told {
    /// How the file says it; empty where it says nothing.
    pub(in crate::text) dialect: &'static str,
    /// By the keys of the kind.
    pub(in crate::text) pairs: Vec<Pair>,
    /// The state's place in the kind's list.
    pub(in crate::text) state: Option<usize>,
    /// Relations that stand on the side that others derive: the record that is named writes them.
    pub(in crate::text) mirrors: Vec<(Relation, Spanned<String>)>,
    /// The title, where it is not simply the first heading.
    pub(in crate::text) title: Option<Spanned<String>>,
    /// Keys of the front matter that were understood.
    pub(in crate::text) taken: Vec<String>,
    /// Keys whose values the kind reads as they stand.
    own: Vec<String>,
    /// The day of its state stands beside the state.
    state_has_day: bool,
    /// The texts that say its state, for what else they say.
    pub(super) prose: Vec<Part>,
    /// The first record that a field of its own says takes its place.
    successor: Option<(Span, Node)>,
    /// What is among the mirrors.
    mirrored: HashSet<(Relation, String)>,
    /// What the lists of its relations name, once something was added to one in passing.
    written: HashSet<(Relation, String)>,
}

impl Told {
    /// Takes something a file says, unless it has been told before.
    pub(super) fn tell(&mut self, page: &Page<'_>, said: &Said<'_>, dialect: &'static str) {
        let done = match said.key {
            "status" => self.status(page, said),
            key::TITLE => self.named(said),
            key => match (mirrored(key), page.kind.field(key)) {
                (Some(relation), _) => self.mirror(page, relation, said),
                (None, Some(field)) => self.field(page, field, said),
                (None, None) => false,
            },
        };
        if (done || mirrored(said.key).is_some()) && !said.called.is_empty() {
            self.taken.push(said.called.to_owned());
        }
        if done {
            // The dialect of a file is that of its state, where it says one.
            if self.dialect.is_empty() || said.key == "status" {
                self.dialect = dialect;
            }
        }
    }

    /// Takes it for superseded where it says no state, and names what takes its place in a field.
    pub(super) fn replaced(&mut self, kind: &Kind) {
        let name = kind.superseded.as_ref().filter(|_| !self.has("status"));
        let state = name.and_then(|name| kind.states.iter().position(|one| one.name == *name));
        if let (None, Some(state), Some((name, node))) = (self.state, state, &self.successor) {
            let (name, node) = (*name, node.clone());
            self.state = Some(state);
            self.add("status", name, node);
        }
    }

    /// Whether something is known already.
    pub(super) fn has(&self, key: &str) -> bool {
        self.own.iter().any(|own| own == key) || self.pairs.iter().any(|pair| pair.key.value == key)
    }

    /// Adds a value.
    pub(super) fn add(&mut self, key: &str, name: Span, node: Node) {
        self.pairs.push(pair(key, name, node));
    }

    /// Adds a relation that another record should write, once.
    pub(super) fn mirrored(&mut self, relation: Relation, to: Spanned<String>) {
        if self.mirrored.insert((relation, to.value.clone())) {
            self.mirrors.push((relation, to));
        }
    }

    /// Adds a record to those that a relation of the file names, once.
    pub(super) fn written(&mut self, relation: Relation, to: Spanned<String>) {
        let key = relation.name();
        let node = scalar(to.value.clone(), to.span);
        let list = self.pairs.iter_mut().find(|pair| pair.key.value == key);
        let Some(Value::List(items)) = list.map(|pair| &mut pair.node.value) else {
            self.written.insert((relation, to.value));
            let list = Node {
                span: node.span,
                value: Value::List(vec![node]),
            };
            return self.add(key, list.span, list);
        };
        if !self.written.iter().any(|(known, _)| *known == relation) {
            let known = items.iter().filter_map(Node::scalar);
            self.written
                .extend(known.map(|word| (relation, word.to_owned())));
        }
        if self.written.insert((relation, to.value)) {
            items.push(node);
        }
    }

    fn status(&mut self, page: &Page<'_>, said: &Said<'_>) -> bool {
        if self.state.is_some() {
            return false;
        }
        let Some(part) = said.parts.iter().find(|part| !part.text.trim().is_empty()) else {
            return false;
        };
        self.prose.push(part.clone());
        let claim = claim(page.kind, &part.text);
        let line = claim
            .as_ref()
            .map_or_else(|| first_line(&part.text), |claim| claim.line.clone());
        if claim.is_some() || !self.has("status") {
            self.pairs.retain(|pair| pair.key.value != "status");
            self.add("status", said.name, node(part, line.start, line.end));
        }
        let Some(claim) = claim else {
            return true;
        };
        self.state = Some(claim.state);
        if let Some((day, at)) = claim.day {
            let own = self.pairs.iter_mut().find(|pair| pair.key.value == "date");
            if let Some(own) = own {
                "created".clone_into(&mut own.key.value);
            }
            let span = place(part, at.start, at.end);
            self.add("date", said.name, scalar(day.to_string(), span));
            self.state_has_day = true;
        }
        true
    }

    fn named(&mut self, said: &Said<'_>) -> bool {
        let Some(part) = said
            .parts
            .first()
            .filter(|part| !part.text.trim().is_empty())
        else {
            return false;
        };
        if self.title.is_none() {
            let words = part.text.trim().trim_matches(['"', '\'']).trim();
            let words = ["`", "**", "*"]
                .iter()
                .fold(words, |words, mark| unwrapped(words, mark));
            let at = part.text.find(words).unwrap_or_default();
            let span = place(part, at, at + words.len());
            self.title = (!words.is_empty()).then(|| Spanned::new(words.to_owned(), span));
        }
        true
    }

    fn mirror(&mut self, page: &Page<'_>, relation: Relation, said: &Said<'_>) -> bool {
        let all = said.parts.iter().flat_map(|part| mentions(page, part));
        let all: Vec<_> = all.collect();
        let some = !all.is_empty();
        if let Some(first) = all.first().filter(|_| relation == Relation::Supersedes) {
            let node = scalar(first.value.clone(), first.span);
            self.successor.get_or_insert((said.name, node));
        }
        for to in all {
            self.mirrored(relation, to);
        }
        some
    }

    fn field(&mut self, page: &Page<'_>, field: &Field, said: &Said<'_>) -> bool {
        let mut key = field.key.as_str();
        if self.has(key) {
            // The day of a state that says one itself is that day; the file's own is the one it began on.
            let begun = key == "date" && self.state_has_day && !self.has("created");
            if !begun {
                return false;
            }
            key = "created";
        }
        let Some(node) = value(page, field.shape, said) else {
            return false;
        };
        if let Some(own) = page.own(said) {
            // The kind reads it as it stands.
            let words = |node: &Node| -> Vec<String> {
                node.scalars().map(|word| word.value.to_owned()).collect()
            };
            if words(own) == words(&node) {
                self.own.push(key.to_owned());
                return false;
            }
        }
        self.add(key, said.name, node);
        true
    }
}

/// A text without a mark that stands around all of it.
fn unwrapped<'a>(text: &'a str, mark: &str) -> &'a str {
    let inner = text
        .strip_prefix(mark)
        .and_then(|text| text.strip_suffix(mark));
    inner.filter(|inner| !inner.contains(mark)).unwrap_or(text)
}

/// What is said as a value of that type; none where it says nothing of the kind.
fn value(page: &Page<'_>, shape: FieldType, said: &Said<'_>) -> Option<Node> {
    let parts = &said.parts;
    match shape {
        FieldType::Date => parts.iter().find_map(|part| {
            let (day, range) = day::find(&part.text, page.kind.days)?;
            Some(scalar(day.to_string(), place(part, range.start, range.end)))
        }),
        FieldType::Person => {
            let name = people_of(parts).into_iter().next()?;
            Some(scalar(name.value, name.span))
        }
        FieldType::People => list(people_of(parts)),
        FieldType::References => list(parts.iter().flat_map(|part| mentions(page, part)).collect()),
        FieldType::Words
        | FieldType::Texts
        | FieldType::Areas
        | FieldType::Globs
        | FieldType::Ids => list(parts.iter().flat_map(words).collect()),
        FieldType::Text
        | FieldType::Choice
        | FieldType::Number
        | FieldType::Duration
        | FieldType::Period => {
            let part = parts.first()?;
            let words = part.text.trim().trim_matches(['"', '\'']);
            let at = part.text.find(words)?;
            (!words.is_empty()).then(|| scalar(words.to_owned(), place(part, at, at + words.len())))
        }
        FieldType::State | FieldType::Items | FieldType::Measures | FieldType::Milestones => None,
    }
}

fn people_of(parts: &[Part]) -> Vec<Spanned<String>> {
    let mut known = HashSet::new();
    let mut all = Vec::new();
    for part in parts {
        let names = people::read(&part.text, 0).into_iter();
        all.extend(
            names
                .filter(|name| known.insert(name.value.clone()))
                .map(|name| moved(part, name)),
        );
    }
    all
}

fn mentions(page: &Page<'_>, part: &Part) -> Vec<Spanned<String>> {
    let found = mention::read(page.kind, &part.text, 0);
    found.into_iter().map(|one| moved(part, one)).collect()
}

/// Words with commas between them.
fn words(part: &Part) -> Vec<Spanned<String>> {
    let mut at = 0;
    let mut all = Vec::new();
    for word in part.text.split([',', '\n']) {
        // Of a link the words count.
        let label = word.split("](").next().unwrap_or(word);
        let plain = label.trim_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '"' | '\'' | '`' | '[' | ']' | '-' | '*')
        });
        if let Some(inner) = word.find(plain).filter(|_| !plain.is_empty()) {
            let span = place(part, at + inner, at + inner + plain.len());
            all.push(Spanned::new(plain.to_owned(), span));
        }
        at += word.len() + 1;
    }
    all
}

pub(super) fn list(items: Vec<Spanned<String>>) -> Option<Node> {
    let (first, last) = (items.first()?.span, items.last()?.span);
    Some(Node {
        span: Span::new(first.start, last.end.max(first.start)),
        value: Value::List(
            items
                .into_iter()
                .map(|item| scalar(item.value, item.span))
                .collect(),
        ),
    })
}

fn scalar(text: String, span: Span) -> Node {
    Node {
        span,
        value: Value::Scalar(text),
    }
}

/// A part of a text as a value, without blanks and quotes around it.
fn node(part: &Part, start: usize, end: usize) -> Node {
    let text = &part.text[start..end];
    let plain =
        text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\''));
    let at = start + text.find(plain).unwrap_or_default();
    scalar(plain.to_owned(), place(part, at, at + plain.len()))
}

/// Where a part of a text stands in its file; the file's start for a text of another.
fn place(part: &Part, start: usize, end: usize) -> Span {
    match part.at {
        Some(at) => Span::new(at + start, at + end),
        None => part.span,
    }
}

fn moved(part: &Part, found: Spanned<String>) -> Spanned<String> {
    let span = place(part, found.span.start, found.span.end);
    Spanned::new(found.value, span)
}

/// The first line of a text that says something.
fn first_line(text: &str) -> std::ops::Range<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            return at..at + line.trim_end().len();
        }
        at += line.len();
    }
    0..text.len()
}

//! Files that nobody wrote for declog: what they say of state, day, people and other records, wherever they say it.
//!
//! A dialect finds where things are said and what they are called there; `told` turns what is written into values of
//! the kind's fields. Folders mix dialects, and so do files: each is asked of every file, and what one has told no
//! other tells again.

mod claim;
mod clause;
mod day;
mod front;
mod key;
mod lines;
mod mask;
mod mention;
mod people;
mod relation;
mod rfc;
mod sections;
mod sentence;
mod table;
mod title;
mod told;

use super::outline::Outline;
use crate::model::front::{FrontMatter, Node, Pair, Value};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::link::Relation;
use crate::model::record::Heading;
use crate::model::source::{Source, Span, Spanned};

pub(super) use claim::{Claim, is_choice, read as claim};
pub(super) use day::order;
pub(super) use key::{canonical, mirror};
pub(super) use sections::is_of_itself;
pub(super) use title::is_emoji;
pub(super) use told::Told;

/// How files of a dialect are told of, and where they say things.
struct Dialect {
    name: &'static str,
    read: for<'a> fn(&Page<'a>) -> Vec<Said<'a>>,
}

/// Every dialect, in the order in which they count.
const DIALECTS: [Dialect; 6] = [
    Dialect {
        name: FRONT,
        read: front::read,
    },
    Dialect {
        name: RFC,
        read: rfc::read,
    },
    Dialect {
        name: LINES,
        read: lines::read,
    },
    Dialect {
        name: TABLE,
        read: table::read,
    },
    Dialect {
        name: SECTIONS,
        read: sections::read,
    },
    Dialect {
        name: KEP,
        read: front::beside,
    },
];

/// Fields in the front matter.
pub(super) const FRONT: &str = "front matter";

/// Fields on lines of their own under the title: `* Status: accepted`.
pub(super) const LINES: &str = "lines";

/// The state in front of the title.
const TITLE: &str = "title";

/// The state in a sentence somewhere.
const SENTENCE: &str = "sentences";

/// Fields in a table under the title.
const TABLE: &str = "table";

/// The bullets of an RFC.
const RFC: &str = "RFC header";

/// The file beside the text of a Kubernetes enhancement.
const KEP: &str = "kep.yaml";

/// Fields in sections of their own: `## Status`.
pub(super) const SECTIONS: &str = "sections";

/// A file whose text is about to be read for what it says.
pub(super) struct Page<'a> {
    pub(super) kind: &'a Kind,
    pub(super) id: &'a Id,
    pub(super) source: &'a Source,
    /// The whole text without code blocks and comments, each byte at its place.
    masked: String,
    pub(super) front: Option<&'a FrontMatter>,
    pub(super) outline: &'a Outline,
    /// The file beside it that holds its fields.
    pub(super) beside: Option<&'a FrontMatter>,
    body: usize,
}

/// Something that a file says, before anybody knows what it means.
#[derive(Clone, Debug)]
struct Said<'a> {
    /// Our key for it.
    key: &'a str,
    /// What the file calls it.
    called: &'a str,
    /// Where it is called so.
    name: Span,
    /// What it says: one text, or the items of a list.
    parts: Vec<Part>,
}

/// A text that a file says, and where; none for a text of another file.
#[derive(Clone, Debug)]
struct Part {
    text: String,
    at: Option<usize>,
    /// All of it, as it stands in the file; nothing for a text of another file.
    span: Span,
}

impl<'a> Page<'a> {
    /// A file with its front matter and its outline; `body` is where the front matter ends.
    pub(super) fn new(
        kind: &'a Kind,
        id: &'a Id,
        source: &'a Source,
        outline: &'a Outline,
    ) -> Self {
        Self {
            kind,
            id,
            source,
            masked: mask::mask(&source.text),
            front: None,
            outline,
            beside: None,
            body: 0,
        }
    }

    /// With what was read of its front matter and of the file beside it.
    pub(super) fn with(
        mut self,
        front: Option<&'a FrontMatter>,
        beside: Option<&'a FrontMatter>,
        body: usize,
    ) -> Self {
        self.front = front;
        self.beside = beside;
        self.body = body;
        self
    }

    /// The parts of the body that stand above its first section: above the title, and under it.
    fn head(&self) -> Vec<Span> {
        let headings = &self.outline.headings;
        let start = |place: usize| {
            headings
                .get(place)
                .map_or(self.source.text.len(), |heading| heading.span.start)
        };
        let above = Span::new(self.body, start(0));
        match self.title_heading() {
            Some(title) => vec![above, Span::new(title.span.end, start(1))],
            None => vec![above],
        }
    }

    /// The first heading, where it is the title: of the first level, or on top of a file that has no other of it.
    fn title_heading(&self) -> Option<&'a Heading> {
        let headings = &self.outline.headings;
        let first = headings.first()?;
        let above = self
            .masked
            .get(self.body..first.span.start)
            .unwrap_or_default();
        let on_top = above
            .trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
            .is_empty();
        let others = &headings[1..];
        let below = Span::new(
            first.span.end,
            others
                .first()
                .map_or(self.source.text.len(), |next| next.span.start),
        );
        let is_section =
            self.kind.section_for(&first.text).is_some() || key::canonical(&first.text).is_some();
        // Where other headings are as large, it is the title where fields stand under it.
        let is_largest = others.iter().all(|heading| heading.level > first.level)
            || (others.iter().all(|heading| heading.level > 1)
                && lines::say(self.text(below), "status"));
        (first.level == 1 || (is_largest && on_top && !is_section)).then_some(first)
    }

    /// The value that the kind itself reads for something said in the front matter.
    fn own(&self, said: &Said<'_>) -> Option<&'a Node> {
        let pair = self.front?.get(said.called)?;
        let key = &self.kind.field(said.called)?.key;
        (key == said.key && pair.key.span == said.name).then_some(&pair.node)
    }

    /// The first line of the body that says something.
    fn first_line(&self) -> Span {
        let text = &self.source.text[self.body..];
        let line = text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        let at = self.body + text.find(line).unwrap_or_default();
        Span::new(at, at + line.trim_end().len())
    }

    /// A text at a place, without code blocks and comments.
    fn text(&self, span: Span) -> &str {
        self.masked.get(span.range()).unwrap_or_default()
    }
}

impl Part {
    /// A text of the file as it is read.
    fn at(text: &str, at: usize) -> Self {
        Self {
            text: text.to_owned(),
            at: Some(at),
            span: Span::new(at, at + text.len()),
        }
    }
}

/// Everything that a file says of itself.
#[must_use]
pub(super) fn read(page: &Page<'_>) -> Told {
    let mut told = Told::default();
    for dialect in &DIALECTS {
        let mut said = (dialect.read)(page);
        // Of several words for one key the best comes first.
        said.sort_by_cached_key(|said| key::rank(said.key, said.called));
        for said in said {
            told.tell(page, &said, dialect.name);
        }
    }
    relation::read(page, &mut told);
    signed(page, &mut told);
    in_title(page, &mut told);
    sentence::read(page, &mut told);
    told.replaced(page.kind);
    told.title = title::read(page, told.title.take());
    told
}

/// The state that stands in front of the title, where no other place says one.
fn in_title(page: &Page<'_>, told: &mut Told) {
    let Some(title) = page.outline.title.as_ref().filter(|_| told.state.is_none()) else {
        return;
    };
    if let Some((state, length)) = title::state(page, &title.value)
        && !told.has("status")
    {
        let word = title.value[..length].trim_end_matches([' ', ':', '：']);
        let node = Node {
            span: title.span,
            value: Value::Scalar(word.to_owned()),
        };
        told.state = Some(state);
        told.dialect = TITLE;
        told.add("status", title.span, node);
    }
}

/// Who took the step that is signed, by the Log, where the file has no other place for it.
fn signed(page: &Page<'_>, told: &mut Told) {
    for step in &page.kind.steps {
        let Some(key) = step.signs.as_ref().filter(|key| !told.has(key)) else {
            continue;
        };
        let entries = page.outline.entries.iter();
        let taken = entries.filter(|entry| entry.word == step.verb && !entry.person.is_empty());
        let people: Vec<_> = taken
            .map(|entry| Spanned::new(entry.person.clone(), entry.heading))
            .collect();
        if let Some(node) = told::list(people) {
            told.add(key, node.span, node);
        }
    }
}

/// The start of a text: what is looked for stands near, and a text may be one line of a megabyte.
fn near(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// A pair that a dialect read at a place.
fn pair(key: &str, name: Span, node: Node) -> Pair {
    Pair {
        key: Spanned::new(key.to_owned(), name),
        node,
    }
}

/// The relation that another record would write, by the key that says it from this side.
fn mirrored(key: &str) -> Option<Relation> {
    match key {
        key::SUPERSEDED_BY => Some(Relation::Supersedes),
        key::AMENDED_BY => Some(Relation::Amends),
        _ => None,
    }
}

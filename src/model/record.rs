//! One record as read from its file.

use std::sync::Arc;

use jiff::civil::Date;

use super::allow::Allow;
use super::front::{FrontMatter, Node, Pair};
use super::id::Id;
use super::kind::{Dialect, FieldType, Kind};
use super::link::{Link, Reference};
use super::measure::{Measure, Milestone, measures, milestones};
use super::source::{Source, Span, Spanned};
use super::state::{Phase, State};

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 for `#`.
    pub level: u8,
    /// Its words without markup.
    pub text: String,
    /// The fragment that leads to it, unique in the file.
    pub anchor: String,
    /// The whole heading, its line's end not included.
    pub span: Span,
}

/// A part of the body under one H2, up to the next H1 or H2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The kind's word for it; none for a section the kind does not know.
    pub id: Option<String>,
    /// Its H2.
    pub heading: Heading,
    /// What stands under the heading.
    pub body: Span,
    /// Has any text, list, code, image or table in it.
    pub says_something: bool,
    /// The items of the first list in it, as text: the options, the checklist.
    pub items: Vec<Spanned<String>>,
    /// The items in it with a box to tick, in whichever list.
    pub tasks: Vec<Task>,
}

/// An item of a list with a box to tick: `- [ ] the keys are with her`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// The box has a tick.
    pub ticked: bool,
    /// The box and the words of the item.
    pub span: Span,
}

/// An entry of the Log section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day in its heading.
    pub date: Option<Date>,
    /// The step taken, or `note`, `question` …
    pub word: String,
    /// Who wrote it.
    pub person: String,
    /// Its heading.
    pub heading: Span,
    /// What stands under the heading.
    pub body: Span,
}

/// One record: a file, what was read from it, and where each part stands.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its id.
    pub id: Id,
    /// Its kind.
    pub kind: Arc<Kind>,
    /// Its file.
    pub source: Source,
    /// Its front matter, where it has any.
    pub front: Option<FrontMatter>,
    /// What it says in some other way than by the kind's keys in its front matter, under these keys.
    pub said: Vec<Pair>,
    /// How it says that; empty for a native record and for one that says nothing.
    pub dialect: &'static str,
    /// The file beside it that holds its fields, where there is one.
    pub beside: Option<Arc<Source>>,
    /// The first H1, or `title:` where there is none.
    pub title: Option<Spanned<String>>,
    /// The state as written.
    pub status: Option<Spanned<String>>,
    /// The state's place in the kind's list, where the word is known.
    pub state: Option<usize>,
    /// Where the body begins.
    pub body: Span,
    /// Every heading of the body.
    pub headings: Vec<Heading>,
    /// Every H2 and its text.
    pub sections: Vec<Section>,
    /// The entries of the Log section, as written.
    pub entries: Vec<Entry>,
    /// The links and images of the body.
    pub links: Vec<Link>,
    /// What it lets pass, by comments in its body.
    pub allows: Vec<Allow>,
    /// What of the body is not said to its reader: comments, and of links all but their words.
    pub asides: Vec<Span>,
    /// The raw HTML of the body, as far as it is neither a comment nor the break of a line.
    pub html: Vec<Span>,
    /// What it writes of other records.
    pub references: Vec<Reference>,
    /// What other records should write of it, and it writes itself: `superseded by`.
    pub mirrors: Vec<Reference>,
    /// `summary:`, else the first sentence of the kind's leading section.
    pub summary: String,
}

impl Record {
    /// Written by declog's own rules, as opposed to an adopted folder's.
    #[must_use]
    pub fn is_native(&self) -> bool {
        self.kind.dialect == Dialect::Native
    }

    /// The state, where the word is known.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.state.and_then(|at| self.kind.states.get(at))
    }

    /// The phase, where the state is known.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        self.state().map(|state| state.phase)
    }

    /// Open or live: somebody still has to do with it.
    #[must_use]
    pub fn is_current(&self) -> bool {
        matches!(self.phase(), Some(Phase::Open | Phase::Live))
    }

    /// Never was in force, and will not be.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.phase() == Some(Phase::Refused)
    }

    /// The title, or the file's name where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title
            .as_ref()
            .map_or_else(|| self.source.file_name(), |title| &title.value)
    }

    /// The pair of a key, or of a key the kind reads as it.
    #[must_use]
    pub fn pair(&self, key: &str) -> Option<&Pair> {
        let said = || {
            let field = self.kind.field(key)?;
            self.said.iter().find(|pair| pair.key.value == field.key)
        };
        if let Some(pair) = self
            .said
            .iter()
            .find(|pair| pair.key.value == key)
            .or_else(said)
        {
            return Some(pair);
        }
        let front = self.front.as_ref()?;
        front.get(key).or_else(|| {
            let field = self.kind.field(key)?;
            field.aliases.iter().find_map(|alias| front.get(alias))
        })
    }

    /// Every pair it has: those of its front matter in the order written, and what it says in some other way.
    pub fn pairs(&self) -> impl Iterator<Item = &Pair> {
        let key = |pair: &Pair| {
            let field = self.kind.field(&pair.key.value);
            field.map_or_else(|| pair.key.value.clone(), |field| field.key.clone())
        };
        let said: Vec<String> = self.said.iter().map(key).collect();
        let front = self.front.iter().flat_map(|front| &front.pairs);
        let own = front.filter(move |pair| !said.contains(&key(pair)));
        own.chain(&self.said)
    }

    /// The value of a key.
    #[must_use]
    pub fn node(&self, key: &str) -> Option<&Node> {
        self.pair(key).map(|pair| &pair.node)
    }

    /// The text of a scalar that says something.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.node(key)?
            .scalar()
            .filter(|text| !text.trim().is_empty())
    }

    /// The words of a list; a single scalar is a list of one.
    #[must_use]
    pub fn words(&self, key: &str) -> Vec<Spanned<&str>> {
        self.node(key)
            .map_or_else(Vec::new, |node| node.scalars().collect())
    }

    /// The areas it names, in whichever fields of its kind hold areas; a blank is none.
    #[must_use]
    pub fn areas(&self) -> Vec<Spanned<&str>> {
        let fields = self.kind.fields_of(FieldType::Areas);
        let words = fields.flat_map(|field| self.words(&field.key));
        let areas = words.map(|word| Spanned::new(word.value.trim(), word.span));
        areas.filter(|area| !area.value.is_empty()).collect()
    }

    /// The measures it has, in whichever fields of its kind hold measures.
    #[must_use]
    pub fn measures(&self) -> Vec<Measure> {
        self.nodes_of(FieldType::Measures)
            .flat_map(measures)
            .collect()
    }

    /// The milestones it has, in whichever fields of its kind hold milestones.
    #[must_use]
    pub fn milestones(&self) -> Vec<Milestone> {
        let nodes = self.nodes_of(FieldType::Milestones);
        nodes.flat_map(milestones).collect()
    }

    /// The values of its fields of that type, in the order they are written.
    pub fn nodes_of(&self, shape: FieldType) -> impl Iterator<Item = &Node> {
        let fields = self.kind.fields_of(shape);
        fields.filter_map(|field| self.node(&field.key))
    }

    /// A date that exists in the calendar.
    #[must_use]
    pub fn date(&self, key: &str) -> Option<Date> {
        read_date(self.text(key)?)
    }

    /// The section of that id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections
            .iter()
            .find(|section| section.id.as_deref() == Some(id))
    }

    /// Where a finding about the whole record points: its title, else its first line.
    #[must_use]
    pub fn place(&self) -> Span {
        self.title.as_ref().map_or_else(
            || {
                let end = self
                    .source
                    .text
                    .find('\n')
                    .unwrap_or(self.source.text.len());
                Span::new(0, end)
            },
            |title| title.span,
        )
    }
}

/// Reads a date that is written exactly as `YYYY-MM-DD` and exists in the calendar.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    if is_shaped_like_a_day(text) {
        text.parse().ok()
    } else {
        None
    }
}

/// Whether a text is four digits, two and two with `-` between them, whatever day that is.
#[must_use]
pub fn is_shaped_like_a_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

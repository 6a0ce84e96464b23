//! The shapes that several pages share: dates, states, rows, runs of text, and the frame around each page.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::state::{Health, Icon, State, Tone};
use crate::model::words::capitalised;

/// A date as people read it and as programs do.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Day {
    pub(super) iso: String,
    pub(super) text: String,
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self {
            iso: date.to_string(),
            text: date.strftime("%-d %B %Y").to_string(),
        }
    }
}

/// A state as icon, word and colour.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Chip {
    pub(super) word: String,
    pub(super) tone: Tone,
    pub(super) icon: Icon,
}

impl From<&State> for Chip {
    fn from(state: &State) -> Self {
        Self {
            word: capitalised(&state.name.replace('-', " ")),
            tone: state.tone,
            icon: state.icon,
        }
    }
}

impl From<&Health> for Chip {
    fn from(health: &Health) -> Self {
        Self {
            word: capitalised(&health.name.replace('-', " ")),
            tone: health.tone,
            icon: health.icon,
        }
    }
}

/// A record wherever it is listed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row<'a> {
    pub(super) state: Chip,
    pub(super) id: String,
    pub(super) title: &'a str,
    pub(super) href: String,
    pub(super) owner: Option<Who>,
    pub(super) date: Option<Day>,
}

/// A person, a team or an area as pages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Who {
    pub(super) name: String,
    /// Its page, where it has one.
    pub(super) href: Option<String>,
}

impl Who {
    /// The same as a piece of a sentence.
    pub(super) fn segment(self) -> Segment {
        Segment {
            text: self.name,
            href: self.href,
            names: true,
            ..Segment::default()
        }
    }
}

/// A piece of a sentence.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) href: Option<String>,
    pub(super) mono: bool,
    /// Names somebody, or a part of the work.
    pub(super) names: bool,
    pub(super) iso: Option<String>,
}

impl Segment {
    /// Plain words.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Words that lead somewhere.
    pub(super) fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: Some(href.into()),
            ..Self::default()
        }
    }

    /// A date.
    pub(super) fn day(date: Date) -> Self {
        let day = Day::from(date);
        Self {
            text: day.text,
            iso: Some(day.iso),
            ..Self::default()
        }
    }

    /// The same in the type of ids.
    pub(super) fn mono(self) -> Self {
        Self { mono: true, ..self }
    }
}

/// A pattern with its `{names}` filled in. A name nobody gave stays as it stands.
pub(super) fn fill(pattern: &str, values: &[(&str, Vec<Segment>)]) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let named = after
            .split_once('}')
            .and_then(|(name, after)| Some((values.iter().find(|(key, _)| *key == name)?, after)));
        let Some(((_, value), after)) = named else {
            break;
        };
        if !before.is_empty() {
            out.push(Segment::plain(before));
        }
        out.extend(value.iter().cloned());
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Segment::plain(rest));
    }
    out
}

/// Several things as a sentence names them: `a, b and c`.
pub(super) fn join(items: Vec<Vec<Segment>>, comma: &str, and: &str) -> Vec<Segment> {
    let last = items.len().saturating_sub(1);
    let mut out = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(Segment::plain(if at == last { and } else { comma }));
        }
        out.extend(item);
    }
    out
}

/// Why a page has nothing to show, and what to type.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Empty {
    pub(super) about: String,
    pub(super) commands: Vec<String>,
}

/// A link of the bar on top, or of the way to a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Nav {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// What was read to build the site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AsOf<'a> {
    pub(super) commit: Option<&'a str>,
    pub(super) dirty: bool,
    pub(super) date: Day,
}

/// What stands around every page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Frame<'a> {
    pub(super) root: String,
    pub(super) lang: &'a str,
    /// The zone in which a day of the log is a day.
    pub(super) zone: &'a str,
    pub(super) log_name: &'a str,
    pub(super) nav: Vec<Nav>,
    pub(super) breadcrumb: Vec<Nav>,
    pub(super) title: Cow<'a, str>,
    pub(super) description: Cow<'a, str>,
    pub(super) as_of: AsOf<'a>,
    pub(super) source_href: Option<String>,
    pub(super) json_href: Option<String>,
    /// The page's whole address, where the log says where its site stands.
    pub(super) canonical: Option<String>,
    pub(super) version: &'a str,
}

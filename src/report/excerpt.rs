//! A line of a foreign text with a mark under the place that is meant.

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Snippet};

use super::safe;
use super::style::Style;
use crate::model::source::{Source, Span};

/// Most characters shown before the place, of the place, and after it. Whole lines of a book are no help.
const BEFORE: usize = 60;
const PLACE: usize = 80;
const AFTER: usize = 40;

/// What stands above and under an excerpt.
pub(super) struct Message<'a> {
    /// Error or warning.
    pub(super) level: Level<'a>,
    /// The rule, where one speaks.
    pub(super) rule: Option<&'a str>,
    /// What is wrong.
    pub(super) message: &'a str,
    /// The lines of help.
    pub(super) help: &'a [&'a str],
}

/// A place in a text.
pub(super) struct Place<'a> {
    /// The file, none for a text that has no name.
    pub(super) path: Option<&'a str>,
    /// The text, where there is any.
    pub(super) source: Option<&'a Source>,
    /// The bytes that are meant.
    pub(super) span: Option<Span>,
    /// A few words at the place.
    pub(super) label: Option<&'a str>,
}

/// The message with its excerpt, in the manner of compilers, and a line end.
pub(super) fn render(message: &Message<'_>, place: &Place<'_>, style: Style) -> String {
    let text = safe::visible(message.message);
    let mut title = message.level.clone().primary_title(text);
    if let Some(rule) = message.rule {
        title = title.id(safe::visible(rule));
    }
    let mut group = title.elements(elements(place));
    for line in message.help {
        group = group.element(Level::HELP.message(safe::visible(line)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    // The excerpt is cut already, so that nothing is cut twice.
    let renderer = renderer.term_width(10_000);
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

fn elements<'a>(place: &Place<'a>) -> Vec<Element<'a>> {
    let mut elements: Vec<Element<'a>> = Vec::new();
    let start = match (place.source, place.span) {
        (Some(source), Some(span)) => Some((source, source.position(span.start), span)),
        _ => None,
    };
    if let Some(path) = place.path {
        let mut origin = Origin::path(safe::visible(path));
        if let Some((_, at, _)) = start {
            origin = origin.line(at.line).char_column(at.column);
        }
        elements.push(origin.into());
    }
    if let Some((source, at, span)) = start {
        let cut = Cut::of(&source.text, at.byte, span.end);
        let mut mark = AnnotationKind::Primary.span(cut.start..cut.end);
        if let Some(label) = place.label {
            mark = mark.label(safe::visible(label));
        }
        let snippet = Snippet::source(cut.text)
            .line_start(at.line)
            .line_numbering(place.path.is_some());
        elements.push(snippet.annotation(mark).into());
    }
    elements
}

/// A line made short and safe, and the bytes of it that are meant.
struct Cut {
    text: String,
    start: usize,
    end: usize,
}

impl Cut {
    /// The line of `start`, which is a character's first byte; what lies beyond the line's end is left out.
    fn of(text: &str, start: usize, end: usize) -> Self {
        let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let last = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let mut end = end.clamp(start, last);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let after = text[end..last]
            .strip_suffix('\r')
            .unwrap_or(&text[end..last]);
        let place = text[start..end]
            .strip_suffix('\r')
            .unwrap_or(&text[start..end]);
        let before = text[first..start].trim_start_matches('\u{feff}');
        let (place, whole) = head(place, PLACE);
        let mut shown = shown(&tail(before, BEFORE));
        let from = shown.len();
        shown.push_str(&self::shown(&place));
        let to = shown.len();
        if whole {
            shown.push_str(&self::shown(&head(after, AFTER).0));
        }
        Self {
            text: shown,
            start: from,
            end: to,
        }
    }
}

/// Hidden characters visible, a tab as four blanks, because a terminal's tab has no fixed width.
fn shown(text: &str) -> String {
    safe::line(text).replace('\t', "    ")
}

/// The first characters of a text, and whether they are all.
fn head(text: &str, most: usize) -> (String, bool) {
    match text.char_indices().nth(most) {
        Some((cut, _)) => (format!("{}…", &text[..cut]), false),
        None => (text.to_owned(), true),
    }
}

/// The last characters of a text.
fn tail(text: &str, most: usize) -> String {
    match text.char_indices().nth_back(most.saturating_sub(1)) {
        Some((cut, _)) if cut > 0 => format!("…{}", &text[cut..]),
        _ => text.to_owned(),
    }
}

//! A line of a foreign text with a mark under the place that is meant.

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Level, Snippet};

use super::safe;
use super::style::{Role, Style};
use crate::model::source::{Position, Source, Span};

/// Most characters shown before the place, of the place, and after it. Whole lines of a book are no help.
const BEFORE: usize = 60;
const PLACE: usize = 80;
const AFTER: usize = 40;

/// Digits a line number has room for at least, so that most excerpts of a run stand under each other.
const WIDTH: usize = 2;

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
    let excerpt = place
        .source
        .zip(place.span)
        .map(|(source, span)| (source, source.position(span.start), span));
    let group = title.elements(excerpt.map(|(source, at, span)| {
        let cut = Cut::of(source, at.byte, span.end);
        let mut mark = AnnotationKind::Primary.span(cut.start..cut.end);
        if let Some(label) = place.label {
            mark = mark.label(safe::visible(label));
        }
        Snippet::source(cut.text)
            .line_start(at.line)
            .line_numbering(place.path.is_some())
            .annotation(mark)
    }));
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    // The excerpt is cut already, so that nothing is cut twice.
    let text = renderer.term_width(10_000).render(&[group]);
    let numbered = excerpt.filter(|_| place.path.is_some());
    let digits = numbered.map_or(0, |(_, at, _)| at.line.to_string().len());
    let indent = " ".repeat(WIDTH.max(digits));
    let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let mut told = format!("{title}\n");
    if let Some(path) = place.path {
        let at = excerpt.map(|(_, at, _)| at);
        told.push_str(&format!("{indent}{}\n", origin(path, at, style)));
    }
    for line in rest.lines() {
        told.push_str(&format!("{}{line}\n", &indent[digits..]));
    }
    for line in message.help {
        let sign = style.paint(Role::Gutter, "=");
        let word = style.paint(Role::Strong, "help");
        told.push_str(&format!(
            "{indent} {sign} {word}: {}\n",
            safe::visible(line)
        ));
    }
    told
}

/// `--> path:line:column`. The renderer would count columns in the excerpt, which is cut and made safe.
fn origin(path: &str, at: Option<Position>, style: Style) -> String {
    let arrow = style.paint(Role::Gutter, "-->");
    let path = safe::visible(path);
    match at {
        Some(at) => format!("{arrow} {path}:{}:{}", at.line, at.column),
        None => format!("{arrow} {path}"),
    }
}

/// A line made short and safe, and the bytes of it that are meant.
struct Cut {
    text: String,
    start: usize,
    end: usize,
}

impl Cut {
    /// The line of `start`, which is a character's first byte; what lies beyond the line's end is left out.
    fn of(source: &Source, start: usize, end: usize) -> Self {
        let text = &source.text;
        let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let last = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let mut end = end.clamp(start, last);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        // A key that somebody wrote into a record is not repeated in logs that more people read.
        let told = |from: usize, to: usize| source.masked(Span::new(from, to));
        let (before, place, after) = (told(first, start), told(start, end), told(end, last));
        let after = after.strip_suffix('\r').unwrap_or(&after);
        let place = place.strip_suffix('\r').unwrap_or(&place);
        let before = before.trim_start_matches('\u{feff}');
        let (place, whole) = head(place, PLACE);
        let mut raw = tail(before, BEFORE);
        let from = shown(&raw).len();
        raw.push_str(&place);
        let to = shown(&raw).len();
        if whole {
            raw.push_str(&head(after, AFTER).0);
        }
        Self {
            text: shown(&raw),
            start: from,
            end: to,
        }
    }
}

/// Hidden characters visible, a tab as four blanks, because a terminal's tab has no fixed width.
///
/// What is shown of a text's beginning is the beginning of what is shown of the text, so places can be counted.
fn shown(text: &str) -> String {
    safe::inside(text).replace('\t', "    ")
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

//! Boxes and arrows as a drawing has them: outlines, words that fit, arrowheads.
//!
//! No font is at hand while a site is built: how wide words are is reckoned, rather too wide than too narrow.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::context::Chip;
use super::escape::visible;
use crate::model::drawing::{self, Drawing, Line, Node, Plan, Point, Side, Sizes};
use crate::model::kind::{FieldType, Kind};
use crate::model::state::Tone;

/// How large everything is, in pixels. Four columns are as wide as a page.
pub(super) const SIZES: Sizes = Sizes {
    width: 232,
    height: 52,
    row: 24,
    column: 62,
    lane: 15,
    port: 9,
    page: 1120,
};

/// What is kept free beside a drawing, and above and below it: lines of boxes are wider than nothing, and a line from a
/// box to itself goes over it.
const BESIDE: i32 = 2;
const ABOVE: i32 = 16;

/// How deep a point or a notch is.
const DEEP: i32 = 12;

/// Between a side of a box and its words, and what the icon takes of the first line.
const INSIDE: i32 = 12;
const ICON: i32 = 22;

/// Between two words of the first line.
const BETWEEN: f64 = 8.0;

/// The sizes of the two lines of a box, and of the words on a line.
const FIRST: f64 = 12.0;
const SECOND: f64 = 13.0;

/// A drawing of boxes and arrows.
#[derive(Serialize)]
pub(super) struct Picture {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    boxes: Vec<Box>,
    arrows: Vec<Arrow>,
}

#[derive(Serialize)]
struct Box {
    href: String,
    outline: String,
    /// Left upper corner of its words.
    x: i32,
    y: i32,
    /// Where the first line's words begin.
    first: i32,
    state: Option<Chip>,
    id: String,
    word: String,
    title: String,
    said: String,
    look: &'static str,
}

#[derive(Serialize)]
struct Arrow {
    line: String,
    /// Nothing for a relation in which neither carries the other.
    head: String,
    tone: Option<Tone>,
    said: String,
    width: String,
    label: Option<Label>,
}

#[derive(Serialize)]
struct Label {
    x: i32,
    y: i32,
    text: String,
}

/// A box to be drawn.
pub(super) struct Shown {
    pub(super) href: String,
    pub(super) shape: (Side, Side),
    pub(super) last: bool,
    pub(super) state: Option<Chip>,
    /// What stands on the first line before the state's word.
    pub(super) id: String,
    pub(super) title: String,
    /// All of it, where only a part has room.
    pub(super) said: String,
    /// `closed`, `away`, both or nothing.
    pub(super) look: &'static str,
}

/// An arrow to be drawn, from the box on the left.
pub(super) struct Drawn {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) tone: Option<Tone>,
    pub(super) said: String,
    pub(super) label: Option<String>,
    /// How wide its line is, in pixels.
    pub(super) width: f64,
    /// Whether one carries the other.
    pub(super) sense: drawing::Sense,
}

/// Draws boxes and arrows.
pub(super) fn draw(shown: Vec<Shown>, drawn: Vec<Drawn>) -> Picture {
    let nodes: Vec<Node> = shown
        .iter()
        .map(|shown| Node {
            left: shown.shape.0,
            right: shown.shape.1,
            last: shown.last,
        })
        .collect();
    let words = |text: &String| width(text, FIRST).ceil() as i32;
    let lines: Vec<Line> = drawn
        .iter()
        .map(|drawn| Line {
            from: drawn.from,
            to: drawn.to,
            sense: drawn.sense,
            label: drawn.label.as_ref().map_or(0, words),
        })
        .collect();
    let laid = drawing::lay_out(&Plan {
        nodes: &nodes,
        lines: &lines,
        sizes: SIZES,
    });
    let boxes = shown.into_iter().zip(&laid.boxes);
    let mut arrows: Vec<Arrow> = (drawn.into_iter().enumerate())
        .map(|(at, drawn)| arrow(drawn, at, &laid))
        .collect();
    // What is wrong is drawn over what is not.
    arrows.sort_by_key(|arrow| arrow.tone.is_some());
    Picture {
        x: -BESIDE,
        y: -ABOVE,
        width: laid.width + 2 * BESIDE,
        height: laid.height + 2 * ABOVE,
        boxes: boxes.map(|(shown, &place)| boxed(shown, place)).collect(),
        arrows,
    }
}

/// The shape of each kind: handed over work is an arrow, an outcome is a hexagon, and no two kinds share a shape while
/// there are enough.
pub(super) fn shapes(kinds: &[std::sync::Arc<Kind>]) -> Vec<(Side, Side)> {
    const POINT: Side = Side::Point(DEEP);
    const NOTCH: Side = Side::Notch(DEEP);
    const OTHERS: [(Side, Side); 9] = [
        (Side::Flat, Side::Flat),
        (Side::Round, Side::Round),
        (NOTCH, POINT),
        (Side::Flat, NOTCH),
        (NOTCH, NOTCH),
        (Side::Flat, Side::Round),
        (POINT, Side::Flat),
        (Side::Round, POINT),
        (NOTCH, Side::Flat),
    ];
    let mut shapes: Vec<(Side, Side)> = Vec::new();
    for kind in kinds {
        let own = match (kind.moving_step().is_some(), is_outcome(kind)) {
            (true, _) => Some((Side::Flat, POINT)),
            (false, true) => Some((POINT, POINT)),
            (false, false) => None,
        };
        let free = |shape: &(Side, Side)| !shapes.contains(shape);
        let shape = own
            .filter(free)
            .or_else(|| OTHERS.into_iter().find(free))
            .unwrap_or(OTHERS[shapes.len() % OTHERS.len()]);
        shapes.push(shape);
    }
    shapes
}

/// Whether the records of a kind are something to be reached: they have measures, or tell how the work goes.
pub(super) fn is_outcome(kind: &Kind) -> bool {
    !kind.health.is_empty() || kind.fields_of(FieldType::Measures).next().is_some()
}

/// The outline of a box as the `d` of a path.
pub(super) fn outline(
    (x, y): Point,
    (width, height): Point,
    (left, right): (Side, Side),
) -> String {
    let half = height / 2;
    let (middle, bottom) = (y + half, y + height);
    let corner = |side: Side| match side {
        Side::Flat => 4.min(half),
        other => other.inset(half, height),
    };
    let (start, end) = (x + corner(left), x + width - corner(right));
    let right_side = match right {
        Side::Flat => {
            let r = corner(right);
            format!(
                "a{r} {r} 0 0 1 {r} {r}V{}a{r} {r} 0 0 1 -{r} {r}",
                bottom - r
            )
        }
        Side::Round => format!("A{half} {half} 0 0 1 {end} {bottom}"),
        sharp => format!(
            "L{} {middle}L{end} {bottom}",
            x + width - sharp.inset(0, height)
        ),
    };
    let left_side = match left {
        Side::Flat => {
            let r = corner(left);
            format!("a{r} {r} 0 0 1 -{r} -{r}V{}a{r} {r} 0 0 1 {r} -{r}Z", y + r)
        }
        Side::Round => format!("A{half} {half} 0 0 1 {start} {y}Z"),
        sharp => format!("L{} {middle}Z", x + sharp.inset(0, height)),
    };
    format!("M{start} {y}H{end}{right_side}H{start}{left_side}")
}

fn boxed(shown: Shown, (x, y): Point) -> Box {
    let Sizes {
        width: wide,
        height,
        ..
    } = SIZES;
    let edge = |side: Side| match side {
        Side::Flat => INSIDE,
        _ => INSIDE + DEEP * 2 / 3,
    };
    let (left, right) = (edge(shown.shape.0), edge(shown.shape.1));
    let room = f64::from(wide - left - right);
    let icon = if shown.state.is_some() { ICON } else { 0 };
    let first = room - f64::from(icon);
    let word = shown.state.as_ref().map_or("", |state| state.word.as_str());
    let id = cut(
        &shown.id,
        FIRST * 1.1,
        first - width(word, FIRST).min(first / 2.0) - BETWEEN,
    );
    let word = cut(word, FIRST, first - width(&id, FIRST * 1.1) - BETWEEN);
    Box {
        outline: outline((x, y), (wide, height), shown.shape),
        x: x + left,
        y: y + 9,
        first: x + left + icon,
        title: cut(&shown.title, SECOND, room),
        href: shown.href,
        state: shown.state,
        id,
        word,
        said: shown.said,
        look: shown.look,
    }
}

fn arrow(drawn: Drawn, at: usize, laid: &Drawing) -> Arrow {
    let route = &laid.routes[at];
    let label = drawn.label.zip(laid.labels[at]);
    Arrow {
        line: drawing::path(route),
        head: match drawn.sense {
            drawing::Sense::Onward => head(route),
            drawing::Sense::Either => String::new(),
        },
        tone: drawn.tone,
        said: drawn.said,
        width: format!("{:.1}", drawn.width),
        label: label.map(|(text, (x, y))| Label { x, y: y + 4, text }),
    }
}

/// A triangle at the end of a line, eight pixels long.
fn head(route: &[Point]) -> String {
    let [.., before, (x, y)] = route else {
        return String::new();
    };
    let (along, across) = match before.0 == *x {
        true => ((0, -8), (4, 0)),
        false => ((if before.0 < *x { -8 } else { 8 }, 0), (0, 4)),
    };
    let corner = |sign: i32| (x + along.0 + sign * across.0, y + along.1 + sign * across.1);
    let ((a, b), (c, d)) = (corner(1), corner(-1));
    format!("M{x} {y}L{a} {b}L{c} {d}Z")
}

/// As much of a text as has room, with `…` behind it where that is not all.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    let text = visible(text);
    if width(&text, size) <= room {
        return text.into_owned();
    }
    let mut kept = String::new();
    let mut used = width("…", size);
    for grapheme in text.graphemes(true) {
        used += width(grapheme, size);
        if used > room {
            break;
        }
        kept.push_str(grapheme);
    }
    format!("{}…", kept.trim_end())
}

/// About how wide a text is in a sans-serif font of that size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let ems = text.graphemes(true).map(|grapheme| {
        let first = grapheme.chars().next().unwrap_or(' ');
        match first {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.31,
            ' ' | 'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' => 0.39,
            'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.92,
            'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '~' => 0.72,
            _ if first.is_ascii() => 0.6,
            _ => 0.66 * grapheme.width().max(1) as f64,
        }
    });
    ems.sum::<f64>() * size
}

//! The geometry of a line chart: one line from day to day, its target, and an even pace towards it.
//!
//! A chart is as wide as its column and always as high, so that its words keep their size: places along it are
//! percentages, places up and down are pixels.

mod bars;
mod trend;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::measure::Number;

pub(super) use bars::{Bars, Heap, bars};
pub(super) use trend::{Trend, trend};

/// What a chart shows.
pub(super) struct Plot<'a> {
    /// Day and value, oldest first.
    pub(super) points: Vec<(Date, f64)>,
    /// Where it all began.
    pub(super) baseline: Option<&'a Number>,
    /// Where it should end, in words.
    pub(super) target: Option<(f64, String)>,
    /// By when.
    pub(super) due: Option<Date>,
    /// The words at the newest point.
    pub(super) now: String,
}

/// A chart that can be drawn.
#[derive(Serialize)]
pub(super) struct Chart {
    height: u16,
    /// Where the axis of time lies.
    axis: u16,
    lines: Vec<Line>,
    dots: Vec<Place>,
    now: Label,
    baseline: Option<Mark>,
    target: Option<Mark>,
    pace: Option<Line>,
    ticks: Vec<Tick>,
}

#[derive(Serialize)]
struct Line {
    from: Place,
    to: Place,
}

#[derive(Serialize)]
struct Place {
    x: String,
    y: String,
}

/// Words at the height of a value.
#[derive(Serialize)]
struct Mark {
    y: String,
    text: String,
}

/// Words beside a point.
#[derive(Serialize)]
struct Label {
    at: Place,
    dx: i8,
    dy: i8,
    /// The words end at the point.
    before: bool,
    text: String,
}

#[derive(Serialize)]
struct Tick {
    x: String,
    text: String,
    /// Its words may go where there is little room.
    minor: bool,
    /// Its words end at it.
    before: bool,
}

/// A line small enough for a row, in a drawing of 96 by 28.
#[derive(Serialize)]
pub(super) struct Spark {
    points: String,
    now: Place,
    /// How high the target lies.
    target: Option<String>,
}

/// How wide and how high a line in a row is, and how far it stays from the edge.
const SPARK: (f64, f64) = (96.0, 28.0);
const EDGE: f64 = 4.0;

const HEIGHT: u16 = 184;
const AXIS: u16 = HEIGHT - 24;

/// Between which heights values are drawn.
const TOP: f64 = 24.0;
const BOTTOM: f64 = 140.0;

/// How wide a chart is as a rule, and a letter of its words: for finding room for them.
const WIDTH: f64 = 340.0;
const LETTER: f64 = 7.0;

/// The most ticks that have words, and where there is little room.
const TICKS: usize = 7;
const FEW: usize = 4;

/// The longest number that a chart shows as written, and what stands for many zeros in a longer one.
const DIGITS: usize = 7;
const UNITS: [(f64, &str); 4] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

/// Months from one tick to the next.
const STEPS: [i32; 7] = [1, 2, 3, 6, 12, 24, 60];

/// Where the words of a point may stand: to which side, and how far right and down.
const SIDES: [(bool, i8, i8); 6] = [
    (false, 9, -7),
    (true, -9, -9),
    (false, 9, 18),
    (true, -9, 19),
    (true, -9, -24),
    (true, -9, 32),
];

/// What the style sheet keeps free right of a plot, in pixels.
const MARGIN: f64 = 46.0;

/// How days and values become places.
struct Scale {
    first: Date,
    days: f64,
    low: f64,
    range: f64,
}

/// The chart of a plot; none where all of it is one day, or the numbers are out of proportion.
pub(super) fn chart(plot: &Plot<'_>) -> Option<Chart> {
    let scale = Scale::of(plot)?;
    let places: Vec<(f64, f64)> = plot
        .points
        .iter()
        .map(|&point| scale.place(point))
        .collect();
    let (&newest, earlier) = places.split_last()?;
    let target = plot.target.as_ref();
    let target = target.map(|(value, text)| (scale.y(*value), text));
    let baseline = plot
        .baseline
        .map(|number| (scale.y(number.value), short(number)));
    let pace = plot.due.and_then(|due| {
        let end = (scale.x(due), target.as_ref()?.0);
        Some(line((0.0, baseline.as_ref()?.0), end)).filter(|_| due > scale.first)
    });
    let mark = |y: f64, text: &str| Mark {
        y: pixels(y),
        text: text.to_owned(),
    };
    Some(Chart {
        height: HEIGHT,
        axis: AXIS,
        lines: places.windows(2).map(|two| line(two[0], two[1])).collect(),
        dots: earlier.iter().map(|&at| place(at)).collect(),
        now: label(
            &places,
            newest,
            target.as_ref().map(|target| target.0),
            &plot.now,
        ),
        baseline: baseline.map(|(y, text)| mark(y, &text)),
        target: target.map(|(y, text)| mark(y, text)),
        pace,
        ticks: scale.ticks(),
    })
}

/// The same line without words, for a row; none where there is no chart.
pub(super) fn spark(plot: &Plot<'_>) -> Option<Spark> {
    let scale = Scale::of(plot)?;
    let inside = |part: f64, size: f64| EDGE + part * (size - 2.0 * EDGE);
    let height = |y: f64| inside((y - TOP) / (BOTTOM - TOP), SPARK.1);
    let places = plot.points.iter().map(|&point| {
        let (x, y) = scale.place(point);
        (inside(x / 100.0, SPARK.0), height(y))
    });
    let places: Vec<(f64, f64)> = places.collect();
    let &(x, y) = places.last()?;
    let points = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}"));
    Some(Spark {
        points: points.collect::<Vec<_>>().join(" "),
        now: Place {
            x: pixels(x),
            y: pixels(y),
        },
        target: plot
            .target
            .as_ref()
            .map(|(value, _)| pixels(height(scale.y(*value)))),
    })
}

/// A number with few enough digits for a chart: `1234567` becomes `1.23M`.
pub(super) fn short(number: &Number) -> String {
    if number.text.chars().count() <= DIGITS {
        return number.text.clone();
    }
    let size = number.value.abs();
    if size >= 1e15 || size < 1e-3 && size > 0.0 {
        return format!("{:.1e}", number.value);
    }
    let (unit, sign) = UNITS
        .into_iter()
        .find(|(unit, _)| size >= *unit)
        .unwrap_or((1.0, ""));
    let rounded = format!("{:.2}", number.value / unit);
    let rounded = rounded.trim_end_matches('0').trim_end_matches('.');
    format!("{rounded}{sign}")
}

impl Chart {
    /// Has a line of an even pace.
    pub(super) fn is_paced(&self) -> bool {
        self.pace.is_some()
    }
}

impl Scale {
    fn of(plot: &Plot<'_>) -> Option<Self> {
        let first = plot.points.first()?.0;
        let last = plot.points.last()?.0.max(plot.due.unwrap_or(first));
        let days = f64::from(first.until(last).ok()?.get_days());
        let ends = [
            plot.baseline.map(|number| number.value),
            plot.target.as_ref().map(|(value, _)| *value),
        ];
        let values = || {
            let points = plot.points.iter().map(|(_, value)| *value);
            points.chain(ends.into_iter().flatten())
        };
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let range = high - low;
        (days > 0.0 && range.is_finite()).then_some(Self {
            first,
            days,
            low,
            range,
        })
    }

    /// In percent of the width.
    fn x(&self, day: Date) -> f64 {
        let days = self.first.until(day).map_or(0, |span| span.get_days());
        f64::from(days) / self.days * 100.0
    }

    /// In pixels from the top. Where all values are one, in the middle.
    fn y(&self, value: f64) -> f64 {
        let part = match self.range > 0.0 {
            true => (value - self.low) / self.range,
            false => 0.5,
        };
        BOTTOM - part * (BOTTOM - TOP)
    }

    fn place(&self, (day, value): (Date, f64)) -> (f64, f64) {
        (self.x(day), self.y(value))
    }

    /// The first days of months, and of years by their number; the ends where that gives less than two.
    fn ticks(&self) -> Vec<Tick> {
        let last = self.first.checked_add((self.days as i64).days());
        let last = last.unwrap_or(self.first);
        let months = |step: i32| {
            let fits =
                move |day: &Date| (day.month() as i32 - 1 + day.year() as i32 * 12) % step == 0;
            let next = self.first.first_of_month();
            let days = next.series(1.month()).take_while(move |day| *day <= last);
            days.filter(move |day| *day >= self.first && fits(day))
        };
        let step = STEPS
            .into_iter()
            .find(|&step| months(step).count() <= TICKS);
        let days: Vec<Date> = months(step.unwrap_or(120)).take(TICKS).collect();
        if days.len() < 2 {
            let end = |day: Date| Tick {
                x: percent(self.x(day)),
                text: day.strftime("%-d %b").to_string(),
                minor: false,
                before: day == last,
            };
            return [self.first, last].map(end).into();
        }
        let every = days.len().div_ceil(FEW);
        let ticks = days.iter().enumerate().map(|(at, day)| Tick {
            x: percent(self.x(*day)),
            text: self.month(*day),
            minor: at % every != 0,
            before: false,
        });
        ticks.collect()
    }

    /// What a month is called on the axis; one at the very end has no room for it.
    fn month(&self, day: Date) -> String {
        let words = match (self.x(day) > 94.0, day.month()) {
            (true, _) => "",
            (false, 1) => "%Y",
            (false, _) => "%b",
        };
        day.strftime(words).to_string()
    }
}

/// The words of the newest point, on the side where they cover least.
fn label(places: &[(f64, f64)], at: (f64, f64), target: Option<f64>, text: &str) -> Label {
    let (x, y) = (at.0 / 100.0 * WIDTH, at.1);
    let width = LETTER * text.chars().count() as f64;
    let covered = |&(before, dx, dy): &(bool, i8, i8)| {
        let start = x + f64::from(dx) - if before { width } else { 0.0 };
        let base = y + f64::from(dy);
        let inside = |x: f64, y: f64| {
            (start - 3.0..start + width + 3.0).contains(&x)
                && (base - 12.0..base + 7.0).contains(&y)
        };
        let ink = places.windows(2).any(|two| {
            (0..=50).any(|step| {
                let part = f64::from(step) / 50.0;
                let x = (two[0].0 + (two[1].0 - two[0].0) * part) / 100.0 * WIDTH;
                inside(x, two[0].1 + (two[1].1 - two[0].1) * part)
            })
        });
        let over = target.is_some_and(|y| (base - 14.0..base + 6.0).contains(&y));
        let outside = start < 0.0 || base < 10.0 || base > f64::from(AXIS) - 2.0;
        // Right of the plot stands the target's own label, beside which there is room for a few letters.
        let end = start + width;
        let beside = target.is_none_or(|y| (base - y).abs() > 18.0) && end < WIDTH + MARGIN;
        let beyond = end > WIDTH && !beside;
        u8::from(ink) * 4 + u8::from(over) * 3 + u8::from(outside) * 5 + u8::from(beyond) * 6
    };
    let best = SIDES.iter().min_by_key(|side| covered(side));
    let &(before, dx, dy) = best.unwrap_or(&SIDES[0]);
    Label {
        at: place(at),
        dx,
        dy,
        before,
        text: text.to_owned(),
    }
}

fn line(from: (f64, f64), to: (f64, f64)) -> Line {
    Line {
        from: place(from),
        to: place(to),
    }
}

fn place((x, y): (f64, f64)) -> Place {
    Place {
        x: percent(x),
        y: pixels(y),
    }
}

fn percent(x: f64) -> String {
    format!("{x:.2}%")
}

fn pixels(y: f64) -> String {
    format!("{y:.1}")
}

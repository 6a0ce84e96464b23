//! The geometry of a line of percentages over time, with an axis on each side.

use jiff::civil::Date;
use serde::Serialize;

use super::{AXIS, HEIGHT, Label, Line, Mark, Scale, Tick, label, line, pixels};

/// A line that can be drawn.
#[derive(Serialize)]
pub(in crate::site) struct Trend {
    height: u16,
    axis: u16,
    /// The heights that have words.
    levels: Vec<Mark>,
    lines: Vec<Line>,
    now: Label,
    ticks: Vec<Tick>,
}

/// From one height with words to the next, in percent.
const STEP: i32 = 25;

/// The line of some days and percentages, oldest first, with the words of the newest; none where all of it is one day.
pub(in crate::site) fn trend(points: &[(Date, f64)], now: &str) -> Option<Trend> {
    let (first, last) = (points.first()?.0, points.last()?.0);
    let days = f64::from(first.until(last).ok()?.get_days());
    let lowest = points.iter().map(|point| point.1).fold(100.0, f64::min);
    // A line at the very top is no trend: the axis shows at least a quarter.
    let low = ((lowest as i32) / STEP * STEP).min(100 - STEP);
    if days <= 0.0 {
        return None;
    }
    let scale = Scale {
        first,
        days,
        low: f64::from(low),
        range: f64::from(100 - low),
    };
    let places: Vec<(f64, f64)> = points.iter().map(|&point| scale.place(point)).collect();
    let newest = *places.last()?;
    let levels = (low..=100).step_by(STEP as usize);
    Some(Trend {
        height: HEIGHT,
        axis: AXIS,
        levels: levels
            .map(|level| Mark {
                y: pixels(scale.y(f64::from(level))),
                text: level.to_string(),
            })
            .collect(),
        lines: places.windows(2).map(|two| line(two[0], two[1])).collect(),
        now: label(&places, newest, None, now),
        ticks: scale.ticks(),
    })
}

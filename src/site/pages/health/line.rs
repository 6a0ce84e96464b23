//! How complete the log was, as a line over time and as its numbers.

use serde::Serialize;

use crate::model::judged::Point;
use crate::site::chart::{self, Trend};
use crate::site::context::Day;
use crate::site::work::Work;

/// The line, what it says, and its numbers.
#[derive(Serialize)]
pub(super) struct Line {
    chart: Option<Trend>,
    said: String,
    /// Its points are ends of months.
    monthly: bool,
    /// Newest first.
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    date: Day,
    percent: usize,
    complete: usize,
    records: usize,
}

/// The line; none where nobody knows how it was.
pub(super) fn line(work: &Work<'_>) -> Option<Line> {
    let trend = &work.meta.judged.trend;
    let words = &work.words.health;
    let newest = trend.last()?;
    let points: Vec<_> = trend
        .iter()
        .map(|point| (point.day, exact(point)))
        .collect();
    let now = percent(newest).to_string();
    let said: Vec<String> = trend
        .iter()
        .map(|point| {
            let said = words
                .trend_point
                .replace("{percent}", &percent(point).to_string());
            said.replace("{date}", &Day::from(point.day).text)
        })
        .collect();
    let earlier = &trend[..trend.len() - 1];
    let is_end = |point: &Point| point.day == point.day.last_of_month();
    Some(Line {
        chart: chart::trend(&points, &words.trend_now.replace("{percent}", &now)),
        said: words
            .trend_said
            .replace("{values}", &said.join(&work.words.joint.comma)),
        monthly: earlier.iter().all(is_end),
        rows: trend
            .iter()
            .rev()
            .map(|point| Row {
                date: Day::from(point.day),
                percent: percent(point),
                complete: point.complete,
                records: point.records,
            })
            .collect(),
    })
}

fn percent(point: &Point) -> usize {
    super::percent(point.complete, point.records)
}

fn exact(point: &Point) -> f64 {
    point.complete as f64 / point.records.max(1) as f64 * 100.0
}

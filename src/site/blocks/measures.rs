//! The measures of a record: for each a chart and its numbers as a table, from the baseline to the target.

use jiff::civil::Date;
use serde::Serialize;

use super::{Ids, Site};
use crate::model::kind::FieldType;
use crate::model::measure::{self, Measure, Number, Side, Target};
use crate::model::words::capitalised;
use crate::site::address;
use crate::site::chart::{self, Chart, Plot, Spark};
use crate::site::context::Day;

/// The measures of one field.
#[derive(Serialize)]
pub(in crate::site) struct Measures<'a> {
    id: String,
    label: &'a str,
    measures: Vec<Item>,
    /// A chart has a line of an even pace.
    paced: bool,
    /// Where the numbers of all of them come from.
    source: Option<Source>,
}

/// A measure in a row of a table.
#[derive(Serialize)]
pub(in crate::site) struct Small {
    name: String,
    /// What the line shows, for those who do not see it.
    said: String,
    spark: Option<Spark>,
    numbers: String,
}

/// A measure that is not where it should be, in words.
pub(super) struct Missed {
    pub(super) name: String,
    pub(super) now: String,
    pub(super) target: String,
}

#[derive(Serialize)]
struct Item {
    name: String,
    unit: Option<String>,
    /// What the chart shows, for those who do not see it.
    said: String,
    chart: Option<Chart>,
    rows: Vec<Row>,
    /// Readings from before those of `rows`.
    older: Vec<Row>,
    /// What there is to say where nothing was read yet.
    unread: Option<String>,
    source: Option<Source>,
}

/// A line of the table.
#[derive(Serialize)]
struct Row {
    date: Option<Day>,
    value: String,
    /// `target`, `now`, `reading` or `baseline`.
    about: &'static str,
}

/// A number of the chart, before it is one.
struct Point<'m> {
    day: Option<Date>,
    number: &'m Number,
    about: &'static str,
}

#[derive(Clone, PartialEq, Eq, Serialize)]
struct Source {
    text: String,
    href: Option<String>,
}

/// Readings that the table shows at first.
const SHOWN: usize = 5;

pub(super) fn blocks<'w>(site: &Site<'w>, ids: &Ids) -> Vec<Measures<'w>> {
    let fields = site.record.kind.fields_of(FieldType::Measures);
    let blocks = fields.filter_map(|field| {
        let all = measure::measures(site.record.node(&field.key)?);
        let mut items: Vec<Item> = all.iter().map(|measure| item(site, measure)).collect();
        let first = items.first()?.source.clone();
        let shared = items.iter().all(|item| item.source == first);
        if shared {
            items.iter_mut().for_each(|item| item.source = None);
        }
        Some(Measures {
            id: ids.free(&field.key),
            label: &field.label,
            paced: items
                .iter()
                .any(|item| item.chart.as_ref().is_some_and(Chart::is_paced)),
            measures: items,
            source: first.filter(|_| shared),
        })
    });
    blocks.collect()
}

/// The first measure whose newest reading misses its target.
pub(super) fn missed(site: &Site<'_>) -> Option<Missed> {
    let fields = site.record.kind.fields_of(FieldType::Measures);
    let nodes = fields.filter_map(|field| site.record.node(&field.key));
    let mut all = nodes.flat_map(measure::measures);
    let missed = all.find(|measure| measure.is_met() == Some(false))?;
    let unit = missed.unit.as_deref();
    Some(Missed {
        now: quantity(&missed.newest()?.number.text, unit),
        target: quantity(&target_text(&missed, missed.target.as_ref()?), unit),
        name: missed.name,
    })
}

/// The first measure of a record, and how many others there are.
pub(super) fn small(site: &Site<'_>) -> Option<(Small, usize)> {
    let all = site.record.measures();
    let measure = all.first()?;
    let series = series(site, measure);
    let is_read = !measure.readings.is_empty();
    let small = Small {
        name: capitalised(&measure.name),
        said: said(site, measure),
        spark: chart::spark(&plot(site, measure, &series)).filter(|_| is_read),
        numbers: match is_read {
            true => numbers(site, measure),
            false => ends(site, measure),
        },
    };
    Some((small, all.len() - 1))
}

/// `900 → 540 ms, target 300`
fn numbers(site: &Site<'_>, measure: &Measure) -> String {
    let words = &site.work.words.measures;
    let now = measure.newest().map_or("", |newest| &newest.number.text);
    let now = quantity(now, measure.unit.as_deref());
    let way = match &measure.baseline {
        Some(baseline) => words
            .small_way
            .replace("{now}", &now)
            .replace("{baseline}", &baseline.text),
        None => now,
    };
    let target = measure.target.as_ref().map(|target| {
        let target = target_text(measure, target);
        words.small_target.replace("{target}", &target)
    });
    let parts: Vec<String> = [Some(way), target].into_iter().flatten().collect();
    parts.join(&site.work.words.joint.comma)
}

fn item(site: &Site<'_>, measure: &Measure) -> Item {
    let series = series(site, measure);
    let unread = measure.readings.is_empty();
    let mut rows: Vec<Row> = series.iter().rev().map(row).collect();
    let older = rows.split_off(rows.len().min(SHOWN));
    let target = measure.target.as_ref().map(|target| Row {
        date: site.day(site.at, "due"),
        value: target_text(measure, target),
        about: "target",
    });
    rows.splice(0..0, target);
    Item {
        name: capitalised(&measure.name),
        unit: measure.unit.clone(),
        said: said(site, measure),
        chart: chart::chart(&plot(site, measure, &series)).filter(|_| !unread),
        rows: if unread { Vec::new() } else { rows },
        older,
        unread: unread.then(|| ends(site, measure)),
        source: measure.source.as_deref().map(|text| Source {
            text: text.to_owned(),
            href: address::is_web(text).then(|| text.to_owned()),
        }),
    }
}

/// The baseline and the readings, oldest first. A first reading that is the baseline stands for it.
fn series<'m>(site: &Site<'_>, measure: &'m Measure) -> Vec<Point<'m>> {
    let readings = measure.readings.iter().map(|reading| Point {
        day: Some(reading.day),
        number: &reading.number,
        about: "reading",
    });
    let mut series: Vec<Point<'_>> = readings.collect();
    if let Some(newest) = series.last_mut() {
        newest.about = "now";
    }
    let Some(baseline) = &measure.baseline else {
        return series;
    };
    match series.first_mut() {
        Some(first) if first.number.value == baseline.value => first.about = "baseline",
        first => {
            let before = first.and_then(|first| first.day);
            let begun = site.work.index.created(site.at);
            let day = begun.filter(|day| before.is_some_and(|before| *day < before));
            let point = Point {
                day,
                number: baseline,
                about: "baseline",
            };
            series.insert(0, point);
        }
    }
    series
}

fn row(point: &Point<'_>) -> Row {
    Row {
        date: point.day.map(Day::from),
        value: point.number.text.clone(),
        about: point.about,
    }
}

fn plot<'m>(site: &Site<'_>, measure: &'m Measure, series: &[Point<'m>]) -> Plot<'m> {
    let words = &site.work.words.measures;
    let dated = series.iter();
    let points = dated.filter_map(|point| Some((point.day?, point.number.value)));
    let now = measure.newest();
    let now = now.map_or_else(String::new, |newest| chart::short(&newest.number));
    Plot {
        points: points.collect(),
        baseline: measure.baseline.as_ref(),
        target: measure.target.as_ref().map(|target| {
            let text = sign(measure, target).to_owned() + &chart::short(&target.number);
            let text = words.target_line.replace("{target}", &text);
            (target.number.value, text)
        }),
        due: site.record.date("due"),
        now: words.now_point.replace("{now}", &now),
    }
}

/// What a chart says, in one sentence.
fn said(site: &Site<'_>, measure: &Measure) -> String {
    let words = &site.work.words.measures;
    let unit = measure.unit.as_deref();
    let mut parts = Vec::new();
    if let Some(baseline) = &measure.baseline {
        let value = quantity(&baseline.text, unit);
        parts.push(words.said_baseline.replace("{baseline}", &value));
    }
    if let Some(newest) = measure.newest() {
        let value = quantity(&newest.number.text, unit);
        let said = words.said_now.replace("{now}", &value);
        parts.push(said.replace("{date}", &Day::from(newest.day).text));
    }
    if let Some(target) = &measure.target {
        let value = quantity(&target_text(measure, target), unit);
        parts.push(words.said_target.replace("{target}", &value));
    }
    let parts = parts.join(&site.work.words.joint.comma);
    words
        .said
        .replace("{name}", &measure.name)
        .replace("{values}", &parts)
}

/// From where to where, where nothing was read yet.
fn ends(site: &Site<'_>, measure: &Measure) -> String {
    let words = &site.work.words.measures;
    let unit = measure.unit.as_deref();
    let target = measure.target.as_ref();
    let target = target.map(|target| quantity(&target_text(measure, target), unit));
    let baseline = measure.baseline.as_ref();
    let pattern = match (baseline, &target) {
        (Some(_), Some(_)) => &words.unread,
        (Some(_), None) => &words.unread_baseline,
        (None, Some(_)) => &words.unread_target,
        (None, None) => &words.unread_nothing,
    };
    let baseline = baseline.map_or("", |number| &number.text);
    let target = target.unwrap_or_default();
    pattern
        .replace("{target}", &target)
        .replace("{baseline}", &quantity(baseline, unit))
}

/// A target as a sentence says it.
fn target_text(measure: &Measure, target: &Target) -> String {
    sign(measure, target).to_owned() + &target.number.text
}

/// What stands before the number of a target; nothing where the way from the baseline says as much.
fn sign(measure: &Measure, target: &Target) -> &'static str {
    let baseline = measure.baseline.as_ref().map(|number| number.value);
    let bare = Target::read(&target.number.text, baseline).map(|bare| bare.side);
    match target.side {
        side if bare == Some(side) => "",
        Side::AtLeast => "≥ ",
        Side::AtMost => "≤ ",
        Side::Above => "> ",
        Side::Below => "< ",
    }
}

fn quantity(number: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{number} {unit}"),
        None => number.to_owned(),
    }
}

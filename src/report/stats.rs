//! Figures about how a log is kept: each with what it is made of, or a row for each part of the log.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::json;
use super::safe::visible;
use super::style::{Role, Style};
use super::words::counted;
use crate::model::stats::Figures;

/// The figures, and what they are told for.
pub struct Stats<'a> {
    /// `area`, `owner` or `month`; none for the whole log.
    pub by: Option<&'a str>,
    /// One for each part of the log, or one.
    pub groups: &'a [Figures],
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
}

/// What `stats --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct StatsJson<'a> {
    #[schemars(extend("const" = "declog.stats/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// `area`, `owner` or `month`; null for the whole log.
    by: Option<&'a str>,
    /// In the order of their names; what has none comes last.
    groups: &'a [Figures],
}

/// What stands where nobody knows.
const UNKNOWN: &str = "unknown";

/// Writes the figures for a person.
///
/// # Errors
/// What the stream says.
pub fn write(stats: &Stats<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    match stats.by {
        Some(by) if !stats.groups.is_empty() => table(by, stats.groups, style, out),
        Some(_) => Ok(()),
        None => stats
            .groups
            .iter()
            .try_for_each(|one| whole(one, style, out)),
    }
}

/// A figure in a line: what it is, how much, and what it is made of.
fn whole(one: &Figures, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let rows = [
        ("lead time", days(one.lead_time.median_days), lead(one)),
        (
            "answer time",
            days(one.answer_time.median_days),
            answers(one),
        ),
        ("review debt", reviews(one), debt(one)),
        (
            "update cadence",
            days(one.update_cadence.median_days),
            updates(one),
        ),
        ("completeness", complete(one), "without findings".to_owned()),
    ];
    let widest = rows
        .iter()
        .map(|row| row.1.width())
        .max()
        .unwrap_or_default();
    for (name, value, made_of) in rows {
        let blanks = " ".repeat(widest - value.width());
        let value = style.paint(Role::Strong, &value);
        writeln!(out, "{name:14}  {value}{blanks}  {made_of}")?;
    }
    Ok(())
}

fn lead(one: &Figures) -> String {
    let lead = &one.lead_time;
    let unknown = more(lead.unknown, "with a day unknown");
    format!(
        "from written to in force, median of {}{unknown}",
        lead.count
    )
}

fn answers(one: &Figures) -> String {
    let answers = &one.answer_time;
    let unknown = more(answers.unknown, "with a day unknown");
    let waiting = more(answers.waiting, "waiting");
    format!(
        "from offer to answer, median of {}{unknown}{waiting}",
        answers.count
    )
}

fn debt(one: &Figures) -> String {
    let debt = &one.review_debt;
    let by = match debt.median_days {
        Some(_) => format!(" by {} in the median", days(debt.median_days)),
        None => String::new(),
    };
    let undated = more(debt.undated, "in force without a day");
    format!("past their day for review{by}{undated}")
}

fn updates(one: &Figures) -> String {
    let updates = &one.update_cadence;
    let overdue = match updates.of {
        0 => String::new(),
        of => format!("; {} of {of} overdue", updates.overdue),
    };
    format!(
        "from update to update, median of {}{overdue}",
        updates.count
    )
}

fn more(count: usize, what: &str) -> String {
    match count {
        0 => String::new(),
        count => format!("; {count} {what}"),
    }
}

/// `12 days`, `2.5 days`
fn days(median: Option<f64>) -> String {
    match median {
        None => UNKNOWN.to_owned(),
        Some(1.0) => counted(1, "day"),
        Some(days) => format!("{days} days"),
    }
}

fn reviews(one: &Figures) -> String {
    match one.review_debt.of {
        0 => UNKNOWN.to_owned(),
        of => format!("{} of {of}", one.review_debt.overdue),
    }
}

fn complete(one: &Figures) -> String {
    match one.completeness.of {
        0 => UNKNOWN.to_owned(),
        of => format!("{} of {of}", one.completeness.complete),
    }
}

/// A row for each part; a figure that nothing is known of is a dash.
fn table(by: &str, groups: &[Figures], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let heads = [
        by,
        "lead time",
        "answer time",
        "review debt",
        "update cadence",
        "completeness",
    ];
    let cell = |text: String| {
        if text == UNKNOWN {
            "-".to_owned()
        } else {
            text
        }
    };
    let rows: Vec<[String; 6]> = groups
        .iter()
        .map(|one| {
            let name = one.name.as_deref().map(|name| visible(name).into_owned());
            [
                name.unwrap_or_else(|| format!("(no {by})")),
                cell(days(one.lead_time.median_days)),
                cell(days(one.answer_time.median_days)),
                cell(reviews(one)),
                cell(days(one.update_cadence.median_days)),
                cell(complete(one)),
            ]
        })
        // A part of which nothing is known but that days are missing has nothing to show.
        .filter(|row: &[String; 6]| row[1..].iter().any(|cell| cell != "-"))
        .collect();
    let widths: Vec<usize> = (0..heads.len())
        .map(|at| {
            let cells = rows.iter().map(|row| row[at].width());
            cells.max().unwrap_or_default().max(heads[at].width())
        })
        .collect();
    let heads = heads.map(str::to_owned);
    writeln!(out, "{}", style.paint(Role::Quiet, &line(&heads, &widths)))?;
    for row in &rows {
        writeln!(out, "{}", line(row, &widths))?;
    }
    Ok(())
}

fn line(cells: &[String; 6], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| {
        let blanks = width - cell.width();
        format!("{cell}{}", " ".repeat(blanks))
    });
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// Writes the figures for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(stats: &Stats<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = StatsJson {
        schema: "declog.stats/1",
        as_of: stats.as_of.to_string(),
        rev: stats.rev,
        by: stats.by,
        groups: stats.groups,
    };
    json::write(&whole, out)
}

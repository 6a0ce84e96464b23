//! What waits on somebody, the most urgent first.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::safe::visible;
use super::style::{Role, Style};
use super::words::{counted, person};

/// What `inbox --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct InboxJson {
    #[schemars(extend("const" = "declog.inbox/1"))]
    /// The schema's name.
    pub schema: &'static str,
    /// The day that counted as today.
    pub as_of: String,
    /// The revision read; null for the working tree.
    pub rev: Option<String>,
    /// Whose inbox it is, by handle or name.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// What waits, the most urgent first.
    pub items: Vec<ItemJson>,
}

/// Something that waits.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ItemJson {
    /// The record.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Its state; null where the word is not known.
    pub state: Option<String>,
    /// What it waits for: `decide`, `step`, `speak`, `update`, `milestone`, `end`, `review` or `adopt`.
    pub task: String,
    /// In words.
    pub about: String,
    /// The last day on which that is in time.
    pub by: Option<String>,
    /// The same as a moment in their working hours, with its zone.
    pub by_moment: Option<String>,
    /// That day is over.
    pub overdue: bool,
    /// Since when the record is as it is.
    pub since: Option<String>,
    /// The team, or the person they stand in for; null where it is their own.
    #[serde(rename = "for")]
    pub party: Option<String>,
    /// Why it is theirs where it is not their own: a few words.
    pub through: Option<String>,
    /// What to type.
    pub command: String,
}

/// Writes an inbox as JSON.
///
/// # Errors
/// What the stream says.
pub fn write_json(inbox: &InboxJson, out: &mut dyn Write) -> io::Result<()> {
    json::write(inbox, out)
}

/// Writes an inbox for a person: how much waits, then each thing with when, what and the command.
///
/// # Errors
/// What the stream says.
pub fn write(inbox: &InboxJson, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let late = inbox.items.iter().filter(|item| item.overdue).count();
    let name = person(&inbox.name);
    let head = match (inbox.items.len(), late) {
        (0, _) => format!("{name}: nothing waits"),
        (count, 0) => format!("{name}: {}", waiting(count)),
        (count, late) => format!("{name}: {}, {late} overdue", waiting(count)),
    };
    writeln!(out, "{}", style.paint(Role::Strong, &head))?;
    for item in &inbox.items {
        let (id, title) = (visible(&item.id), visible(&item.title));
        writeln!(
            out,
            "\n{}",
            style.paint(Role::Strong, &format!("{id} {title}"))
        )?;
        let mut what = visible(&item.about).into_owned();
        if let Some(through) = &item.through {
            what.push_str(&format!(", {}", visible(through)));
        }
        writeln!(out, "  {what}")?;
        if let Some(when) = when(item, &inbox.as_of) {
            let role = if item.overdue {
                Role::Risk
            } else {
                Role::Quiet
            };
            writeln!(out, "  {}", style.paint(role, &when))?;
        }
        writeln!(
            out,
            "  {}",
            style.paint(Role::Quiet, &visible(&item.command))
        )?;
    }
    Ok(())
}

fn waiting(count: usize) -> String {
    format!("{} waiting", counted(count, "thing"))
}

/// `overdue by 3 days: 2026-11-23 17:30 Europe/Lisbon`, `by …`, else since when.
fn when(item: &ItemJson, today: &str) -> Option<String> {
    let days = |from: &str, to: &str| -> Option<i32> {
        let (from, to): (Date, Date) = (from.parse().ok()?, to.parse().ok()?);
        Some((to - from).get_days())
    };
    let Some(by) = &item.by else {
        let since = item.since.as_ref()?;
        return Some(match days(since, today) {
            Some(0) => "since today".to_owned(),
            Some(count) if count > 0 => format!("since {since}, {}", ago(count)),
            _ => format!("since {since}"),
        });
    };
    let moment = item.by_moment.as_ref().unwrap_or(by);
    match days(by, today) {
        Some(late) if item.overdue => Some(format!(
            "overdue by {}: {moment}",
            counted(usize::try_from(late).unwrap_or_default(), "day")
        )),
        _ => Some(format!("by {moment}")),
    }
}

fn ago(days: i32) -> String {
    counted(usize::try_from(days).unwrap_or_default(), "day")
}

//! Rules explained: one as a page, all as a list.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::record::body;
use super::safe::visible;
use super::style::{Role, Style};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// What `explain --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ExplainJson<'a> {
    #[schemars(extend("const" = "declog.explain/1"))]
    schema: &'static str,
    rules: Vec<RuleJson<'a>>,
}

/// One rule.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RuleJson<'a> {
    /// Its name, stable for ever.
    id: &'a str,
    /// The heading it stands under.
    group: &'a str,
    /// Its level unless the settings say otherwise.
    level: Level,
    /// What it says in one line.
    summary: &'a str,
    /// Its page in Markdown.
    docs: &'a str,
}

/// Writes a rule's page.
///
/// # Errors
/// What the stream says.
pub fn write(card: &RuleCard<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let id = visible(card.id);
    writeln!(
        out,
        "{}: {}",
        style.paint(Role::Strong, &id),
        visible(card.summary)
    )?;
    let facts = format!(
        "{} · {} unless the settings say otherwise",
        visible(card.group),
        card.level
    );
    writeln!(out, "{}\n", style.paint(Role::Quiet, &facts))?;
    body(card.docs, style, out)
}

/// Writes every rule in a line, under the headings of their groups.
///
/// # Errors
/// What the stream says.
pub fn write_all(cards: &[RuleCard<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let longest = cards
        .iter()
        .map(|card| card.id.len())
        .max()
        .unwrap_or_default();
    // Each group in one piece.
    let mut cards: Vec<&RuleCard<'_>> = cards.iter().collect();
    cards.sort_by_key(|card| (card.group, card.id));
    let mut group = None;
    for card in cards {
        if group != Some(card.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            let name = visible(card.group);
            writeln!(out, "{gap}{}", style.paint(Role::Strong, &name))?;
            group = Some(card.group);
        }
        writeln!(
            out,
            "  {:longest$}  {:5}  {}",
            visible(card.id),
            card.level.name(),
            visible(card.summary)
        )?;
    }
    Ok(())
}

/// Writes rules for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(cards: &[RuleCard<'_>], out: &mut dyn Write) -> io::Result<()> {
    let rules = cards.iter().map(|card| RuleJson {
        id: card.id,
        group: card.group,
        level: card.level,
        summary: card.summary,
        docs: card.docs,
    });
    let whole = ExplainJson {
        schema: "declog.explain/1",
        rules: rules.collect(),
    };
    json::write(&whole, out)
}

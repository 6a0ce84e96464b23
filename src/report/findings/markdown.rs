//! Findings as a comment on a pull request, and what governs the files that it changes.
//!
//! A comment has a limited length: the longest lists are shortened first, and each says how much of it is left out.

use std::collections::HashSet;
use std::io::{self, Write};

use super::governing::{changed, governing, named};
use super::{Findings, files, problems, word};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::report::markup::{code, prose};
use crate::report::safe::visible;
use crate::report::style::Style;
use crate::report::words::counted;

/// By which whoever posts the comment finds the one of the run before; nobody sees it.
const MARK: &str = "<!-- declog check -->";

/// How many bytes a comment may have; GitHub takes 65,536 characters.
const MOST: usize = 60_000;

/// How many bytes the list of records that govern may have, and that of records that the change touches.
const ASIDE: usize = 12_000;

/// How many items of a list are seen before somebody opens the rest.
const OPEN: usize = 15;

/// How many characters of a sentence are shown.
const SENTENCE: usize = 400;

/// An item of a list, and the heading that it stands under.
pub(super) struct Item {
    /// In Markdown; none for a list without headings.
    pub(super) heading: Option<String>,
    /// In Markdown, on one line.
    pub(super) text: String,
}

pub(super) fn write(findings: &Findings<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let head = head(findings);
    let aside: String = findings.governing.map_or_else(String::new, |what| {
        let (records, named, changes) = (governing(what), named(what), changed(what));
        let title = format!(
            "Decisions that govern what changed ({})",
            files_changed(what.paths)
        );
        let none = "None in force, by a pattern or an area.";
        let mut text = format!("\n### {title}\n\n{}", list(&records, ASIDE, none));
        if !named.is_empty() {
            text += &format!("\n### Also named there\n\n{}", list(&named, ASIDE, ""));
        }
        if !changes.is_empty() {
            text += &format!(
                "\n### Records in this change\n\n{}",
                list(&changes, ASIDE, "")
            );
        }
        text
    });
    let left = MOST.saturating_sub(head.len() + aside.len());
    write!(out, "{head}{}{aside}", wrong(findings, left))
}

fn files_changed(count: usize) -> String {
    counted(count, "file")
}

fn head(findings: &Findings<'_>) -> String {
    let (errors, warnings) = (findings.at(Level::Deny), findings.at(Level::Warn));
    let verdict = match (errors, warnings) {
        (0, 0) => "nothing is wrong".to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => problems(errors, warnings),
    };
    let at = findings.rev.map_or_else(String::new, |rev| {
        format!(", at {}", code(rev.get(..10).unwrap_or(rev)))
    });
    let more = match findings.baseline {
        0 => String::new(),
        count => format!(", {count} more in the baseline"),
    };
    let mut head = format!(
        "{MARK}\n## Decision log: {verdict}\n\n{}{at}{more}, on {}.\n",
        files(findings.files),
        findings.as_of
    );
    if let Some(unknown) = findings.unknown {
        head += &format!(
            "\n> Not all is known: {}. {} brings the rest.\n",
            prose(&short(&unknown.sentence())),
            code(unknown.command())
        );
    }
    head
}

/// The findings by file; a file with an error stands before those without.
fn wrong(findings: &Findings<'_>, most: usize) -> String {
    let mut all: Vec<&Diagnostic> = findings.shown().collect();
    if all.is_empty() {
        return String::new();
    }
    let errors = findings.shown().filter(|one| one.level == Level::Deny);
    let broken: HashSet<&str> = errors.map(|one| one.path.as_str()).collect();
    all.sort_by_key(|one| !broken.contains(one.path.as_str()));
    let items: Vec<Item> = all.into_iter().map(|one| item(findings, one)).collect();
    let title = "\n### What is wrong\n\n";
    format!(
        "{title}{}",
        list(&items, most.saturating_sub(title.len()), "")
    )
}

fn item(findings: &Findings<'_>, finding: &Diagnostic) -> Item {
    let path = format!("**{}**", code(&short(&finding.path)));
    let heading = match &finding.id {
        Some(id) => format!("{path} ({})", code(&short(&id.to_string()))),
        None => path,
    };
    let place = findings.place(finding);
    let line = place.map_or_else(String::new, |(start, _)| format!(" in line {}", start.line));
    let mut text = format!(
        "**{}**{line}: {} ({})",
        word(finding.level),
        prose(&short(&finding.message)),
        code(&short(&finding.rule))
    );
    let help = finding.help.as_deref().unwrap_or_default().lines();
    for said in finding.label.as_deref().into_iter().chain(help) {
        let said = short(said);
        let command = ["declog ", "git "]
            .iter()
            .any(|word| said.starts_with(word));
        let said = match command {
            true => code(&said),
            false => prose(&said),
        };
        text += &format!("<br>{said}");
    }
    Item {
        heading: Some(heading),
        text,
    }
}

/// The beginning of a sentence that is too long.
pub(super) fn short(text: &str) -> String {
    let shown = visible(text);
    match shown.char_indices().nth(SENTENCE) {
        Some((end, _)) => format!("{} …", &shown[..end]),
        None => shown.into_owned(),
    }
}

/// A list of at most so many bytes; what is behind the first items is folded, and what does not fit is counted.
fn list(items: &[Item], most: usize, none: &str) -> String {
    if items.is_empty() {
        return format!("{none}\n");
    }
    // What closes the list, and tells how much is left out.
    let most = most.saturating_sub(200);
    let (mut text, mut heading, mut shown) = (String::new(), None, 0);
    for item in items {
        let folds = shown == OPEN && items.len() > OPEN;
        if folds {
            heading = None;
        }
        let mut next = String::new();
        if folds {
            let more = items.len() - OPEN;
            next += &format!("\n<details>\n<summary>{more} more</summary>\n\n");
        }
        if let Some(new) = item.heading.as_ref().filter(|new| heading != Some(*new)) {
            let gap = if text.is_empty() || folds { "" } else { "\n" };
            next += &format!("{gap}{new}\n\n");
        }
        next += &format!("- {}\n", item.text);
        if text.len() + next.len() > most {
            break;
        }
        text += &next;
        heading = item.heading.as_ref();
        shown += 1;
    }
    if shown > OPEN {
        text += "\n</details>\n";
    }
    match items.len() - shown {
        0 => text,
        left => format!("{text}\n{left} more are left out: a comment has no room for them.\n"),
    }
}

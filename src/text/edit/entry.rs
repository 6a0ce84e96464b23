//! A new entry on top of the Log section.

use super::{Refusal, line_end, reread};
use crate::model::change::NewEntry;
use crate::model::record::{Record, Section};

/// Puts an entry above the others, into a section made at the end of the file where there is none.
pub(super) fn add(record: &Record, entry: &NewEntry) -> Result<String, Refusal> {
    let old = &record.source.text;
    let end = line_end(old);
    let words = entry.text.trim().replace("\r\n", "\n").replace('\n', end);
    let mut lines = format!(
        "### {} · {} · {}",
        entry.date,
        entry.word,
        one_line(&entry.person)
    );
    if !words.is_empty() {
        lines.push_str(end);
        lines.push_str(&words);
    }
    let new = match record.section("log") {
        Some(log) => under(record, log, &lines),
        None => {
            let gap = match old {
                old if old.is_empty() || old.ends_with("\n\n") || old.ends_with("\n\r\n") => "",
                old if old.ends_with('\n') => end,
                _ => &end.repeat(2),
            };
            format!("{old}{gap}## Log{end}{end}{lines}{end}")
        }
    };
    if is_one_more(record, &new, end) {
        Ok(new)
    } else {
        Err(Refusal::BreaksOut)
    }
}

/// Above the first entry; below whatever else the section says where it has none.
fn under(record: &Record, log: &Section, lines: &str) -> String {
    let old = &record.source.text;
    let end = line_end(old);
    if let Some(first) = record.entries.first() {
        let at = old[..first.heading.start]
            .rfind('\n')
            .map_or(0, |line| line + 1);
        return format!("{}{lines}{end}{end}{}", &old[..at], &old[at..]);
    }
    let at = log.body.start + old[log.body.range()].trim_end().len();
    let last = if old[at..].is_empty() { end } else { "" };
    format!("{}{end}{end}{lines}{last}{}", &old[..at], &old[at..])
}

/// The new text has the entry, all headings there were, and no block that would swallow a heading after it.
fn is_one_more(record: &Record, new: &str, end: &str) -> bool {
    const PROBE: &str = "Probe";
    let Some(read) = reread(record, format!("{new}{end}{end}## {PROBE}{end}")) else {
        return false;
    };
    let outer = |record: &Record| -> Vec<String> {
        let levels = record.headings.iter().filter(|heading| heading.level <= 2);
        levels.map(|heading| heading.text.clone()).collect()
    };
    let mut expected = outer(record);
    if record.section("log").is_none() {
        expected.push("Log".to_owned());
    }
    expected.push(PROBE.to_owned());
    let inner = |record: &Record| {
        let levels = record.headings.iter().filter(|heading| heading.level == 3);
        levels.count()
    };
    outer(&read) == expected
        && inner(&read) == inner(record) + 1
        && read.entries.len() == record.entries.len() + 1
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! What types cannot say: kinds that exist, days of the calendar, zones, folders below the log's root.

use toml::de::DeTable;

use super::{Written, place_in};
use crate::model::diagnostic::Diagnostic;
use crate::model::kind::{FORMAT, Kind};
use crate::model::settings::{KindSettings, Settings, StrictFrom};
use crate::model::suggest::closest;
use crate::text::kinds;

/// Everything that is of the right type and means nothing, in the order of the file.
pub(super) fn check(
    settings: &Settings,
    table: &DeTable<'_>,
    written: &Written<'_>,
) -> Vec<Diagnostic> {
    let mut meanings = Meanings {
        written,
        table,
        problems: Vec::new(),
    };
    meanings.check(settings);
    meanings.problems.sort_by_key(|problem| problem.span);
    meanings.problems
}

struct Meanings<'a> {
    written: &'a Written<'a>,
    table: &'a DeTable<'a>,
    problems: Vec<Diagnostic>,
}

impl Meanings<'_> {
    fn check(&mut self, settings: &Settings) {
        if settings.format == 0 {
            let message = format!("`format` is 0, expected {FORMAT}");
            self.problem(&["format"], message, None);
        }
        if let Some(zone) = &settings.log.timezone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            let message = format!("`{zone}` is not a time zone, expected one like `Europe/London`");
            self.problem(&["log", "timezone"], message, None);
        }
        if let Some(from) = &settings.check.strict_from {
            self.strict_from(from);
        }
        for (name, written) in &settings.kinds {
            if let Some(kind) = self.known(name, &["kinds", name]) {
                self.kind(written, kind);
            }
        }
    }

    /// The kind of that name; where there is none, that is a finding.
    fn known(&mut self, name: &str, path: &[&str]) -> Option<&'static Kind> {
        let kinds = kinds::builtin();
        let kind = kinds.iter().find(|kind| kind.name == name);
        if kind.is_none() {
            let close = closest(name, kinds.iter().map(|kind| kind.name.as_str()));
            self.problem(path, format!("there is no kind `{name}`"), close);
        }
        kind
    }

    fn kind(&mut self, written: &KindSettings, kind: &Kind) {
        let name = kind.name.as_str();
        if let Some(folder) = &written.folder
            && !is_below_the_root(folder)
        {
            let message = format!("`{folder}` is not a folder below the log's root");
            self.problem(&["kinds", name, "folder"], message, None);
        }
        if let Some(prefix) = &written.prefix
            && !(matches!(prefix.len(), 1..=12) && prefix.bytes().all(|b| b.is_ascii_uppercase()))
        {
            let message = format!("`{prefix}` is not a prefix, expected 1 to 12 capital letters");
            self.problem(&["kinds", name, "prefix"], message, None);
        }
        if let Some(width) = written.width
            && !matches!(width, 1..=9)
        {
            let message = format!("`width` is {width}, a number has 1 to 9 digits");
            self.problem(&["kinds", name, "width"], message, None);
        }
        for (word, state) in &written.statuses {
            if kind.state(state).is_none() {
                let close = closest(state, kind.states.iter().map(|state| state.name.as_str()));
                let message = format!("`{state}` is not a state of a {name}");
                self.problem(&["kinds", name, "statuses", word], message, close);
            }
        }
    }

    fn strict_from(&mut self, from: &StrictFrom) {
        match from {
            StrictFrom::Ids(ids) => {
                for name in ids.keys() {
                    self.known(name, &["check", "strict-from", name]);
                }
            }
            StrictFrom::Day(_) | StrictFrom::Text(_) => {
                if from.day().is_none() {
                    let message = "`strict-from` is not a day of the calendar, expected one like `2026-11-22`";
                    self.problem(&["check", "strict-from"], message.to_owned(), None);
                }
            }
        }
    }

    fn problem(&mut self, path: &[&str], message: String, close: Option<&str>) {
        let at = place_in(self.table, path).unwrap_or(0..0);
        let problem = self.written.problem(message, at);
        self.problems.push(match close {
            Some(close) => problem.with_label(format!("did you mean `{close}`?")),
            None => problem,
        });
    }
}

/// A path with `/` between its parts that stays below the folder it starts from, on every system.
fn is_below_the_root(folder: &str) -> bool {
    let is_part =
        |part: &str| !matches!(part, "" | "." | ".." | ".git") && !part.contains(['\\', ':']);
    folder == "." || folder.split('/').all(is_part)
}

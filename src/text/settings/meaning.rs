//! What types cannot say: kinds that exist, days of the calendar, zones, folders below the log's root.

use toml::de::DeTable;

use super::{custom, party};
use crate::model::diagnostic::Diagnostic;
use crate::model::duration::{Duration, Unit};
use crate::model::kind::{FORMAT, Kind};
use crate::model::settings::{KindSettings, Settings, StrictFrom};
use crate::model::suggest::closest;
use crate::text::kinds;
use crate::text::table::{Meanings, Written};

/// Everything that is of the right type and means nothing, in the order of the file.
pub(super) fn check(
    settings: &Settings,
    kinds: &[Kind],
    table: &DeTable<'_>,
    written: &Written<'_>,
) -> Vec<Diagnostic> {
    let mut check = Check {
        kinds,
        found: Meanings::new(written, table),
    };
    check.all(settings);
    custom::check(settings, kinds, &mut check.found);
    party::check(settings, kinds, &mut check.found);
    check.found.into_problems()
}

struct Check<'a> {
    kinds: &'a [Kind],
    found: Meanings<'a>,
}

impl<'a> Check<'a> {
    fn all(&mut self, settings: &Settings) {
        if settings.format == 0 {
            let message = format!("`format` is 0, expected {FORMAT}");
            self.found.problem(&["format"], message, None);
        }
        if let Some(zone) = &settings.log.timezone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            let message = format!("`{zone}` is not a time zone, expected one like `Europe/London`");
            self.found.problem(&["log", "timezone"], message, None);
        }
        for (at, days) in settings.log.holidays.iter().enumerate() {
            party::days(&mut self.found, &["log", "holidays", &at.to_string()], days);
        }
        if let Some(within) = &settings.cadence.respond_within {
            party::length(&mut self.found, &["cadence", "respond-within"], within);
        }
        if let Some(from) = &settings.check.strict_from {
            self.strict_from(from);
        }
        let cadence = &settings.cadence;
        self.cadence("update-every", cadence.update_every.as_deref());
        self.cadence("review-after", cadence.review_after.as_deref());
        for (name, written) in &settings.kinds {
            if let Some(kind) = self.known(name, &["kinds", name]) {
                self.kind(written, kind);
            }
        }
        let configured = kinds::configured(settings, self.kinds);
        for clash in kinds::clashes(configured.iter().map(AsRef::as_ref)) {
            // One of the two has it from the settings.
            let is_written = |kind: &&String| {
                let written = settings.kinds.get(kind.as_str());
                written.is_some_and(|written| match clash.key {
                    "prefix" => written.prefix.is_some(),
                    _ => written.folder.is_some(),
                })
            };
            let mut two = [&clash.kind, &clash.other].into_iter();
            let kind = two.find(is_written).unwrap_or(&clash.kind);
            let path = ["kinds", kind.as_str(), clash.key];
            self.found.problem(&path, clash.message.clone(), None);
        }
    }

    /// The kind of that name; where there is none, that is a finding.
    fn known(&mut self, name: &str, path: &[&str]) -> Option<&'a Kind> {
        let kinds = self.kinds;
        let kind = kinds.iter().find(|kind| kind.name == name);
        if kind.is_none() {
            let close = closest(name, kinds.iter().map(|kind| kind.name.as_str()));
            self.found
                .problem(path, format!("there is no kind `{name}`"), close);
        }
        kind
    }

    fn kind(&mut self, written: &KindSettings, kind: &Kind) {
        let name = kind.name.as_str();
        if let Some(folder) = &written.folder
            && !kinds::is_below_the_root(folder)
        {
            let message = format!("`{folder}` is not a folder below the log's root");
            self.found
                .problem(&["kinds", name, "folder"], message, None);
        }
        if let Some(prefix) = &written.prefix
            && !kinds::is_prefix(prefix)
        {
            let message = format!("`{prefix}` is not a prefix, expected 1 to 12 capital letters");
            self.found
                .problem(&["kinds", name, "prefix"], message, None);
        }
        if let Some(width) = written.width
            && !matches!(width, 1..=9)
        {
            let message = format!("`width` is {width}, a number has 1 to 9 digits");
            self.found.problem(&["kinds", name, "width"], message, None);
        }
        for (word, state) in &written.statuses {
            if kind.state(state).is_none() {
                let close = closest(state, kind.states.iter().map(|state| state.name.as_str()));
                let message = format!("`{state}` is not a state of kind `{name}`");
                self.found
                    .problem(&["kinds", name, "statuses", word], message, close);
            }
        }
    }

    /// Whose working days they would be is nobody's to say.
    fn cadence(&mut self, key: &str, written: Option<&str>) {
        let Some(text) = written else { return };
        let message = match Duration::read(text) {
            None => {
                format!("`{text}` is not a length of time, expected one like `2w`, `30d` or `6mo`")
            }
            Some(length) if length.unit == Unit::WorkingDays => format!(
                "`{text}` counts working days, which differ from one person to the next; expected one like `2w`"
            ),
            Some(_) => return,
        };
        self.found.problem(&["cadence", key], message, None);
    }

    fn strict_from(&mut self, from: &StrictFrom) {
        match from {
            StrictFrom::Ids(ids) => {
                for name in ids.keys() {
                    self.known(name, &["check", "strict-from", name]);
                }
            }
            StrictFrom::Day(day) => {
                if from.day().is_none() {
                    let message = format!(
                        "`{day}` is not a day of the calendar, expected one like `2026-11-22`"
                    );
                    self.found.problem(&["check", "strict-from"], message, None);
                }
            }
        }
    }
}

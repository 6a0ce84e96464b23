//! What is known of a rule without running it.

use std::fmt;

use serde::Serialize;

use super::diagnostic::Level;
use super::duration::Duration;
use super::settings::{CheckSettings, OptionValue};

/// A rule's card: what `explain`, the site, the README's table and the schemas say of it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RuleCard<'a> {
    /// Its name, stable for ever.
    pub id: &'a str,
    /// The heading it stands under.
    pub group: &'a str,
    /// How bad a finding is unless the settings say otherwise.
    pub level: Level,
    /// What it says in one line.
    pub summary: &'a str,
    /// Its page in Markdown, with the headings What, Why, Bad and Good.
    pub docs: &'a str,
}

/// Something that a log may tell a rule, under `[check.options.<rule>]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// The rule's id.
    pub rule: &'static str,
    /// The option's name.
    pub key: &'static str,
    /// What counts where the log says nothing.
    pub preset: Preset,
    /// What it is, in one line.
    pub about: &'static str,
}

/// The value of an option that nobody set, which says its type too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A whole number, 0 or more.
    Count(usize),
    /// A number of days, weeks or months.
    Length(Duration),
    /// Patterns of paths, as `.gitignore` writes them; none.
    Patterns,
}

impl RuleOption {
    /// The number that counts in a log of those settings.
    #[must_use]
    pub fn count(&self, settings: &CheckSettings) -> usize {
        match (self.written(settings), self.preset) {
            (Some(OptionValue::Number(number)), _) => usize::try_from(*number).unwrap_or_default(),
            (_, Preset::Count(count)) => count,
            (_, Preset::Length(length)) => length.count.into(),
            (_, Preset::Patterns) => 0,
        }
    }

    /// The length of time that counts in a log of those settings; none for an option that is a number.
    #[must_use]
    pub fn length(&self, settings: &CheckSettings) -> Option<Duration> {
        let written = match self.written(settings) {
            Some(OptionValue::Text(text)) => Duration::read(text),
            _ => None,
        };
        written.or(match self.preset {
            Preset::Length(length) => Some(length),
            Preset::Count(_) | Preset::Patterns => None,
        })
    }

    /// The patterns that count in a log of those settings.
    #[must_use]
    pub fn patterns<'s>(&self, settings: &'s CheckSettings) -> &'s [String] {
        match self.written(settings) {
            Some(OptionValue::Texts(patterns)) => patterns,
            _ => &[],
        }
    }

    fn written<'s>(&self, settings: &'s CheckSettings) -> Option<&'s OptionValue> {
        settings.options.get(self.rule)?.get(self.key)
    }
}

impl Preset {
    /// The value as settings hold it.
    #[must_use]
    pub fn value(self) -> OptionValue {
        match self {
            Self::Count(count) => OptionValue::Number(i64::try_from(count).unwrap_or(i64::MAX)),
            Self::Length(length) => OptionValue::Text(length.to_string()),
            Self::Patterns => OptionValue::Texts(Vec::new()),
        }
    }
}

/// The value as TOML writes it.
impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Length(length) => write!(f, "\"{length}\""),
            Self::Patterns => f.write_str("[]"),
        }
    }
}

//! What a log may tell a rule under `[check.options.<rule>]`: the options there are, what is wrong with those that are
//! written, and how a rule's page lists them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use super::close;
use super::rules::{CITATIONS, OPTIONS, RULES, Rule};
use crate::model::duration::{Duration, Unit};
use crate::model::rule::{Preset, RuleCard, RuleOption};
use crate::model::settings::{OptionValue, Settings};

/// Something that is written under `[check.options]` and means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongOption {
    /// The keys below `[check.options]` that lead to it.
    pub path: Vec<String>,
    /// What is wrong.
    pub message: String,
    /// What may have been meant.
    pub meant: Option<&'static str>,
    /// What to do about it.
    pub help: String,
}

/// The options of every rule, by rule and name.
#[must_use]
pub fn options() -> &'static [&'static RuleOption] {
    OPTIONS
}

/// Everything under `[check.options]` that means nothing, by rule and name.
#[must_use]
pub fn wrong_options(settings: &Settings) -> Vec<WrongOption> {
    let mut wrong = Vec::new();
    for (rule, written) in &settings.check.options {
        if of(rule).next().is_none() {
            wrong.push(no_option(rule));
            continue;
        }
        for (key, value) in written {
            wrong.extend(of_rule(rule, (key, value)));
        }
    }
    wrong
}

/// The card of a rule, whose page lists its options.
pub(super) fn shown(rule: &Rule) -> RuleCard<'static> {
    static PAGES: OnceLock<HashMap<&str, String>> = OnceLock::new();
    let pages = PAGES.get_or_init(|| {
        let rules = RULES.iter().map(|rule| rule.card);
        let told = rules.filter(|card| of(card.id).next().is_some());
        told.map(|card| (card.id, page(&card))).collect()
    });
    let docs = pages.get(rule.card.id).map(String::as_str);
    RuleCard {
        docs: docs.unwrap_or(rule.card.docs),
        ..rule.card
    }
}

/// Patterns of the files that are not looked into for ids.
#[must_use]
pub fn cited_ignore(settings: &Settings) -> &[String] {
    CITATIONS.patterns(&settings.check)
}

fn of(rule: &str) -> impl Iterator<Item = &'static RuleOption> {
    let all = OPTIONS.iter().copied();
    all.filter(move |option| option.rule == rule)
}

/// The page of a rule with its options before the examples.
fn page(card: &RuleCard<'_>) -> String {
    let id = card.id;
    let mut told = format!(
        "## Options\n\nSet in `declog.toml` under `[check.options.{id}]`; this is what counts where it is not:\n\n"
    );
    for RuleOption {
        key, preset, about, ..
    } in of(id)
    {
        // Writing into a string cannot fail.
        let _ = writeln!(told, "* `{key} = {preset}`: {about}");
    }
    let (before, after) = card.docs.split_once(BAD).unwrap_or((card.docs, ""));
    format!("{before}{told}\n{BAD}{after}")
}

/// The heading of the bad example.
const BAD: &str = "## Bad\n";

/// There is no such rule, or it has no options.
fn no_option(rule: &str) -> WrongOption {
    let known = RULES.iter().any(|known| known.card.id == rule);
    let message = match known {
        true => format!("rule `{rule}` has no options"),
        false => format!("there is no rule `{rule}` with options"),
    };
    let mut rules: Vec<&str> = OPTIONS.iter().map(|option| option.rule).collect();
    rules.dedup();
    let help = match known {
        true => format!("declog explain {rule}"),
        false => format!("rules with options: {}", rules.join(", ")),
    };
    let meant = match known {
        true => None,
        false => close::word(rule, OPTIONS.iter().map(|option| option.rule)),
    };
    WrongOption {
        path: vec![rule.to_owned()],
        message,
        meant,
        help,
    }
}

fn of_rule(rule: &str, (key, value): (&str, &OptionValue)) -> Option<WrongOption> {
    let Some(option) = of(rule).find(|option| option.key == key) else {
        let keys: Vec<&str> = of(rule).map(|option| option.key).collect();
        return Some(WrongOption {
            path: vec![rule.to_owned(), key.to_owned()],
            message: format!("`{key}` is not an option of `{rule}`"),
            meant: close::word(key, keys.iter().copied()),
            help: format!("known here: {}", keys.join(", ")),
        });
    };
    Some(WrongOption {
        path: vec![rule.to_owned(), key.to_owned()],
        message: misfit(option, value)?,
        meant: None,
        help: format!("declog explain {rule}"),
    })
}

/// What is wrong with the value of an option.
fn misfit(option: &RuleOption, value: &OptionValue) -> Option<String> {
    let RuleOption { key, preset, .. } = option;
    let fits = match (preset, value) {
        (Preset::Count(_), OptionValue::Number(number)) => usize::try_from(*number).is_ok(),
        (Preset::Length(_), OptionValue::Text(text)) => {
            Duration::read(text).is_some_and(|length| length.unit != Unit::WorkingDays)
        }
        (Preset::Patterns, OptionValue::Texts(_)) => true,
        _ => false,
    };
    let found = match value {
        OptionValue::Texts(texts) => format!("a list of {}", texts.len()),
        OptionValue::Number(number) => number.to_string(),
        OptionValue::Text(text) => format!("`{text}`"),
    };
    let expected = match preset {
        Preset::Count(_) => "a whole number, 0 or more",
        Preset::Patterns => "a list of patterns of paths, like `[\"docs/old/**\"]`",
        Preset::Length(_) => "a length of time between quotes, like `60d`, `8w` or `2mo`",
    };
    (!fits).then(|| format!("`{key}` is {found}, expected {expected}"))
}

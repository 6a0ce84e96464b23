//! `declog.toml` into settings, with every unknown key at its line and a suggestion beside it.
//!
//! The JSON Schema of the settings is the one list of the keys there are, so that what is accepted, what is suggested
//! and what `declog schema settings` prints cannot differ.

use serde_json::Value as Json;
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::kinds;
use crate::model::diagnostic::Diagnostic;
use crate::model::kind::FORMAT;
use crate::model::settings::{Settings, StrictFrom};
use crate::model::source::{Source, Span};
use crate::model::suggest::closest;

const RULE: &str = "settings";

/// Why settings cannot be used.
#[derive(Debug)]
pub enum Refusal {
    /// They are of a newer format, which this version does not read: the number written.
    Newer(i64),
    /// What is wrong, each at its place.
    Wrong(Vec<Diagnostic>),
}

/// Reads `declog.toml`.
pub fn parse(source: &Source) -> Result<Settings, Refusal> {
    let text = source.text.trim_start_matches('\u{feff}');
    let offset = source.text.len() - text.len();
    let toml_error = |error: &toml::de::Error| {
        let range = error.span().unwrap_or(0..0);
        Diagnostic::new(
            RULE,
            source.path.as_str(),
            error.message().lines().collect::<Vec<_>>().join(", "),
        )
        .with_span(Span::new(range.start + offset, range.end + offset))
    };
    let table = DeTable::parse(text).map_err(|error| Refusal::Wrong(vec![toml_error(&error)]))?;
    if let Some(format) = newer(table.get_ref()) {
        return Err(Refusal::Newer(format));
    }
    let mut walk = Walk {
        path: &source.path,
        offset,
        schema: schema(),
        problems: Vec::new(),
    };
    let root = walk.schema.clone();
    walk.table(table.get_ref(), &root, "");
    if !walk.problems.is_empty() {
        return Err(Refusal::Wrong(walk.problems));
    }
    let settings: Settings =
        toml::from_str(text).map_err(|error| Refusal::Wrong(vec![toml_error(&error)]))?;
    let mut meanings = Meanings {
        source,
        table: table.get_ref(),
        offset,
        problems: Vec::new(),
    };
    meanings.check(&settings);
    if meanings.problems.is_empty() {
        Ok(settings)
    } else {
        Err(Refusal::Wrong(meanings.problems))
    }
}

/// The JSON Schema of `declog.toml`.
#[must_use]
pub fn schema() -> Json {
    schemars::schema_for!(Settings).to_value()
}

/// Where each key that is written stands, by its dotted name, with its line from 1.
#[must_use]
pub fn lines(source: &Source) -> Vec<(String, usize)> {
    let text = source.text.trim_start_matches('\u{feff}');
    let offset = source.text.len() - text.len();
    let mut found = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        keys(table.get_ref(), "", &mut |name, span| {
            found.push((name, source.position(span.start + offset).line));
        });
    }
    found
}

/// Where the value of a setting stands; the key where the value is a table.
#[must_use]
pub fn place(source: &Source, path: &[&str]) -> Option<Span> {
    let text = source.text.trim_start_matches('\u{feff}');
    let offset = source.text.len() - text.len();
    let table = DeTable::parse(text).ok()?;
    let range = place_in(table.get_ref(), path)?;
    Some(Span::new(range.start + offset, range.end + offset))
}

fn place_in(table: &DeTable<'_>, path: &[&str]) -> Option<std::ops::Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.get_key_value(*first)?;
    match value.get_ref() {
        DeValue::Table(inner) if !rest.is_empty() => place_in(inner, rest),
        DeValue::Table(_) => Some(key.span()),
        _ => Some(value.span()),
    }
}

fn keys(table: &DeTable<'_>, prefix: &str, found: &mut impl FnMut(String, std::ops::Range<usize>)) {
    for (key, value) in table {
        let name = dotted(prefix, key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() => keys(inner, &name, found),
            _ => found(name, key.span()),
        }
    }
}

fn dotted(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.to_owned()
    } else {
        format!("{prefix}.{key}")
    }
}

fn newer(table: &DeTable<'_>) -> Option<i64> {
    let format: i64 = table
        .get("format")?
        .get_ref()
        .as_integer()?
        .as_str()
        .parse()
        .ok()?;
    (format > i64::from(FORMAT)).then_some(format)
}

/// Holds a table against the schema.
struct Walk<'a> {
    path: &'a str,
    offset: usize,
    schema: Json,
    problems: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn table(&mut self, table: &DeTable<'_>, schema: &Json, prefix: &str) {
        let schema = self.resolved(schema);
        let known = schema.get("properties").and_then(Json::as_object);
        let open = schema
            .get("additionalProperties")
            .filter(|more| more.is_object());
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let inner = known.and_then(|known| known.get(name)).or(open);
            match (inner, value.get_ref()) {
                (None, _) if known.is_some() || open.is_some() => {
                    self.unknown(
                        key,
                        prefix,
                        known.map(|known| known.keys().map(String::as_str).collect()),
                    );
                }
                (Some(inner), DeValue::Table(table)) => {
                    self.table(table, inner, &dotted(prefix, name))
                }
                _ => {}
            }
        }
    }

    fn resolved(&self, schema: &Json) -> Json {
        let name = schema
            .get("$ref")
            .and_then(Json::as_str)
            .and_then(|name| name.strip_prefix('#'));
        name.and_then(|pointer| self.schema.pointer(pointer))
            .unwrap_or(schema)
            .clone()
    }

    fn unknown(
        &mut self,
        key: &TomlSpanned<std::borrow::Cow<'_, str>>,
        prefix: &str,
        known: Option<Vec<&str>>,
    ) {
        let name = key.get_ref().as_ref();
        let place = if prefix.is_empty() {
            "declog.toml".to_owned()
        } else {
            format!("`[{prefix}]`")
        };
        let span = key.span();
        let mut problem = Diagnostic::new(
            RULE,
            self.path,
            format!("`{name}` is not a setting of {place}"),
        )
        .with_span(Span::new(span.start + self.offset, span.end + self.offset));
        let known = known.unwrap_or_default();
        problem = match closest(name, known.iter().copied()) {
            Some(close) => problem.with_label(format!("did you mean `{close}`?")),
            None => problem.with_help(format!("known here: {}", known.join(", "))),
        };
        self.problems.push(problem);
    }
}

/// What types cannot say: kinds that exist, days of the calendar, zones, folders inside the repository.
struct Meanings<'a> {
    source: &'a Source,
    table: &'a DeTable<'a>,
    offset: usize,
    problems: Vec<Diagnostic>,
}

impl Meanings<'_> {
    fn check(&mut self, settings: &Settings) {
        if settings.format == 0 {
            self.problem(
                &["format"],
                format!("`format` is 0, expected {FORMAT}"),
                None,
            );
        }
        if let Some(zone) = &settings.log.timezone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            let message = format!("`{zone}` is not a time zone, expected one like `Europe/London`");
            self.problem(&["log", "timezone"], message, None);
        }
        self.strict_from(settings.check.strict_from.as_ref());
        let kinds = kinds::builtin();
        for (name, kind_settings) in &settings.kinds {
            let Some(kind) = kinds.iter().find(|kind| kind.name == *name) else {
                let close =
                    closest(name, kinds.iter().map(|kind| kind.name.as_str())).map(str::to_owned);
                self.problem(
                    &["kinds", name],
                    format!("there is no kind `{name}`"),
                    close.as_deref(),
                );
                continue;
            };
            self.kind(name, kind_settings, kind);
        }
    }

    fn kind(
        &mut self,
        name: &str,
        written: &crate::model::settings::KindSettings,
        kind: &crate::model::kind::Kind,
    ) {
        if let Some(folder) = &written.folder
            && (folder.starts_with('/') || folder.split('/').any(|part| matches!(part, "" | "..")))
        {
            let message = format!("`{folder}` is not a folder below the log's root");
            self.problem(&["kinds", name, "folder"], message, None);
        }
        if let Some(prefix) = &written.prefix
            && !(1..=12).contains(&prefix.bytes().filter(u8::is_ascii_uppercase).count())
                | !prefix.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            self.problem(
                &["kinds", name, "prefix"],
                format!("`{prefix}` is not a word of capital letters"),
                None,
            );
        }
        if written.width.is_some_and(|width| !(1..=9).contains(&width)) {
            self.problem(
                &["kinds", name, "width"],
                "a number has 1 to 9 digits".to_owned(),
                None,
            );
        }
        for (word, state) in &written.statuses {
            if kind.state(state).is_none() {
                let close = closest(state, kind.states.iter().map(|state| state.name.as_str()));
                let message = format!("`{state}` is not a state of a {name}");
                self.problem(&["kinds", name, "statuses", word], message, close);
            }
        }
    }

    fn strict_from(&mut self, written: Option<&StrictFrom>) {
        if let Some(StrictFrom::Day(_) | StrictFrom::Text(_)) = written
            && written.and_then(StrictFrom::day).is_none()
        {
            let message =
                "`strict-from` is not a day of the calendar, expected one like `2026-11-22`"
                    .to_owned();
            self.problem(&["check", "strict-from"], message, None);
        }
    }

    fn problem(&mut self, path: &[&str], message: String, close: Option<&str>) {
        let mut problem = Diagnostic::new(RULE, self.source.path.as_str(), message);
        if let Some(span) = place_in(self.table, path) {
            problem =
                problem.with_span(Span::new(span.start + self.offset, span.end + self.offset));
        }
        if let Some(close) = close {
            problem = problem.with_label(format!("did you mean `{close}`?"));
        }
        self.problems.push(problem);
    }
}

//! Whether every key is one there is, and holds a value of its type, as the schema says.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Written, dotted};
use crate::model::diagnostic::Diagnostic;
use crate::model::suggest::closest;

/// Everything in the table that the schema has no place for, in the order of the file.
pub(super) fn check(table: &DeTable<'_>, schema: &Json, written: &Written<'_>) -> Vec<Diagnostic> {
    let mut walk = Walk {
        written,
        schema,
        problems: Vec::new(),
    };
    walk.table(table, schema, "");
    walk.problems.sort_by_key(|problem| problem.span);
    walk.problems
}

/// Where a value stands, and what messages call it.
struct Place {
    path: String,
    said: String,
    key: Range<usize>,
}

struct Walk<'a> {
    written: &'a Written<'a>,
    schema: &'a Json,
    problems: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn table(&mut self, table: &DeTable<'_>, schema: &'a Json, prefix: &str) {
        let known = schema.get("properties").and_then(Json::as_object);
        let open = schema
            .get("additionalProperties")
            .filter(|more| more.is_object());
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match known.and_then(|known| known.get(name)).or(open) {
                Some(inner) => {
                    // A table in a list of tables is named without the brackets of the list.
                    let list = prefix.strip_prefix('[');
                    let list = list.and_then(|list| list.strip_suffix(']'));
                    let place = Place {
                        path: dotted(list.unwrap_or(prefix), name),
                        said: format!("`{name}`"),
                        key: key.span(),
                    };
                    self.value(&place, value, inner);
                }
                None => {
                    let known = known.map(|known| known.keys().map(String::as_str).collect());
                    self.unknown(key, prefix, known.unwrap_or_default());
                }
            }
        }
    }

    fn value(&mut self, place: &Place, value: &Spanned<DeValue<'_>>, schema: &'a Json) {
        let mut choices = Vec::new();
        self.choices(schema, &mut choices);
        let fits = |schema: &&&Json| types(schema).contains(&shape(value.get_ref()));
        let Some(schema) = choices.iter().find(fits) else {
            return self.misfit(place, value, &choices);
        };
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, schema, &place.path),
            DeValue::Array(items) => {
                let place = Place {
                    path: format!("[{}]", place.path),
                    said: format!("an item of {}", place.said),
                    key: place.key.clone(),
                };
                if let Some(inner) = schema.get("items") {
                    items
                        .iter()
                        .for_each(|item| self.value(&place, item, inner));
                }
            }
            DeValue::String(text) => self.word(text, value, schema),
            DeValue::Integer(number) => {
                let least = schema.get("minimum").and_then(Json::as_i64);
                let number = number.as_str().parse::<i64>().ok();
                let small = number.zip(least).filter(|(number, least)| number < least);
                if let Some((number, least)) = small {
                    let message = format!("{} is {number}, expected at least {least}", place.said);
                    self.problems
                        .push(self.written.problem(message, value.span()));
                }
            }
            _ => {}
        }
    }

    /// A value of another type than all those it may have.
    fn misfit(&mut self, place: &Place, value: &Spanned<DeValue<'_>>, choices: &[&Json]) {
        let mut expected: Vec<&str> = choices.iter().map(|choice| expected(choice)).collect();
        expected.dedup();
        let found = match value.get_ref() {
            DeValue::Boolean(found) => format!("`{found}`"),
            other => found(other).to_owned(),
        };
        let expected = expected.join(" or ");
        let message = format!("{} is {found}, expected {expected}", place.said);
        let at = match value.get_ref() {
            DeValue::Table(_) => place.key.clone(),
            _ => value.span(),
        };
        let problem = self.written.problem(message, at);
        let unquoted = matches!(value.get_ref(), DeValue::Datetime(_)) && expected == "text";
        self.problems.push(match unquoted {
            true => problem.with_label("put it between quotes"),
            false => problem,
        });
    }

    /// A word of a list of words.
    fn word(&mut self, text: &str, value: &Spanned<DeValue<'_>>, schema: &Json) {
        let allowed = allowed(schema);
        if allowed.is_empty() || allowed.contains(&text) {
            return;
        }
        let message = format!("`{text}` is not one of `{}`", allowed.join("`, `"));
        let problem = self.written.problem(message, value.span());
        self.problems.push(match closest(text, allowed) {
            Some(close) => problem.with_label(format!("did you mean `{close}`?")),
            None => problem,
        });
    }

    /// The schemas a value may have, without references and without the one of nothing.
    fn choices(&self, schema: &'a Json, found: &mut Vec<&'a Json>) {
        let name = schema.get("$ref").and_then(Json::as_str);
        let target = name.and_then(|name| self.schema.pointer(name.strip_prefix('#')?));
        if let Some(target) = target {
            return self.choices(target, found);
        }
        match schema.get("anyOf").and_then(Json::as_array) {
            Some(several) => several.iter().for_each(|one| self.choices(one, found)),
            None if schema.get("type").and_then(Json::as_str) == Some("null") => {}
            None => found.push(schema),
        }
    }

    fn unknown(&mut self, key: &Spanned<Cow<'_, str>>, prefix: &str, known: Vec<&str>) {
        let name = key.get_ref();
        let place = if prefix.is_empty() {
            self.written.name.to_owned()
        } else {
            format!("`[{prefix}]`")
        };
        let message = format!("`{name}` is not a setting of {place}");
        let problem = self.written.problem(message, key.span());
        self.problems
            .push(match closest(name, known.iter().copied()) {
                Some(close) => problem.with_label(format!("did you mean `{close}`?")),
                None => problem.with_help(format!("known here: {}", known.join(", "))),
            });
    }
}

/// The words that a key may have for its value, wherever the schema has that key.
pub(super) fn words_of<'a>(schema: &'a Json, key: &str) -> Vec<&'a str> {
    let tables = schema.get("$defs").and_then(Json::as_object);
    let tables = tables.into_iter().flat_map(|tables| tables.values());
    let mut tables = std::iter::once(schema).chain(tables);
    let found = tables.find_map(|table| table.get("properties")?.get(key));
    let named = found.and_then(|found| found.get("$ref")?.as_str());
    let target = named.and_then(|name| schema.pointer(name.strip_prefix('#')?));
    target.or(found).map_or_else(Vec::new, allowed)
}

/// The words of a list of words.
fn allowed(schema: &Json) -> Vec<&str> {
    let listed = |key: &str| {
        let list = schema.get(key).and_then(Json::as_array);
        list.into_iter().flatten()
    };
    let constants = listed("oneOf").filter_map(|one| one.get("const"));
    let words = listed("enum").chain(constants);
    words.filter_map(Json::as_str).collect()
}

/// The schema's words for the types a value may have; a list of constants is of strings.
fn types(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(_)) if is_day(schema) => vec!["string", DAY],
        Some(Json::String(one)) => vec![one],
        Some(Json::Array(several)) => {
            let several = several.iter().filter_map(Json::as_str);
            several.filter(|one| *one != "null").collect()
        }
        _ => vec!["string"],
    }
}

/// A day that needs no quotes in TOML, for which the schema has no word.
const DAY: &str = "day";

fn is_day(schema: &Json) -> bool {
    schema.get("format").and_then(Json::as_str) == Some("date")
}

/// The schema's word for the type of a value.
fn shape(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Datetime(_) => DAY,
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn found(value: &DeValue<'_>) -> &'static str {
    match shape(value) {
        DAY => "a day",
        shape => words(shape),
    }
}

fn expected(schema: &Json) -> &'static str {
    if is_day(schema) {
        return "a day like `2026-11-22`";
    }
    words(types(schema).first().copied().unwrap_or("string"))
}

fn words(shape: &str) -> &'static str {
    match shape {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        _ => "a table",
    }
}

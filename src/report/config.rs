//! The settings in effect and where each came from.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::json;
use super::safe::{self, visible};
use super::style::{Role, Style};

/// One setting.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Setting {
    /// The tables and the key, outermost first: `["log", "title"]`; a table of a list by its number from 0.
    pub key: Vec<String>,
    /// Its value, an object for a table of a list; null where nothing is set and there is no default.
    pub value: Value,
    /// Where it is written; null for a default.
    pub origin: Option<Origin>,
}

/// A place in a settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Origin {
    /// The file, from the repository's root.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
}

/// What `config --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ConfigJson<'a> {
    #[schemars(extend("const" = "declog.config/1"))]
    schema: &'static str,
    settings: &'a [Setting],
}

/// Writes the settings as TOML, each with its origin as a comment; settings of one table stand together.
///
/// # Errors
/// What the stream says.
pub fn write(settings: &[Setting], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut table: &[String] = &[];
    for setting in settings {
        let Some((key, of)) = setting.key.split_last() else {
            continue;
        };
        let origin = match &setting.origin {
            Some(origin) => format!("# {}:{}", visible(&origin.path), origin.line),
            None => "# default".to_owned(),
        };
        let origin = style.paint(Role::Quiet, &origin);
        let is_item = key.parse::<usize>().is_ok();
        if let Some(pairs) = setting.value.as_object().filter(|_| is_item) {
            let head = format!("[[{}]]", dotted(of));
            writeln!(out, "\n{}  {origin}", style.paint(Role::Strong, &head))?;
            for (key, value) in pairs {
                writeln!(out, "{} = {}", bare(key), toml(value))?;
            }
            // What follows stands under a head of its own again.
            table = &setting.key;
            continue;
        }
        if of != table {
            let head = format!("[{}]", dotted(of));
            writeln!(out, "\n{}", style.paint(Role::Strong, &head))?;
            table = of;
        }
        match &setting.value {
            Value::Null => writeln!(out, "# {} is not set", bare(key))?,
            value => writeln!(out, "{} = {}  {origin}", bare(key), toml(value))?,
        }
    }
    Ok(())
}

/// Writes the settings for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(settings: &[Setting], out: &mut dyn Write) -> io::Result<()> {
    let whole = ConfigJson {
        schema: "declog.config/1",
        settings,
    };
    json::write(&whole, out)
}

fn dotted(keys: &[String]) -> String {
    let keys: Vec<_> = keys.iter().map(|part| bare(part)).collect();
    keys.join(".")
}

/// A key as TOML takes it: bare where it may be.
fn bare(key: &str) -> String {
    let may = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(may) {
        key.to_owned()
    } else {
        string(key)
    }
}

fn toml(value: &Value) -> String {
    match value {
        Value::String(text) => string(text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(toml).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(pairs) => {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(key, value)| format!("{} = {}", bare(key), toml(value)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

/// A string of TOML with every hidden character escaped. TOML has no escape of two halves, so large ones get eight digits.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        let alone = c.to_string();
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if safe::visible(&alone) != alone => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(c)));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted.replace("##", "#\\u0023")
}

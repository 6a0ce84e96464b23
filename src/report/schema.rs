//! JSON Schemas of everything printed as JSON, derived from the structs that are printed.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::change::ChangeJson;
use super::changes::ChangesJson;
use super::config::ConfigJson;
use super::demo::DemoJson;
use super::doctor::DoctorJson;
use super::explain::ExplainJson;
use super::export::ExportJson;
use super::failure::FailureJson;
use super::findings::{FindingJson, FindingsJson};
use super::graph::GraphJson;
use super::inbox::InboxJson;
use super::index::IndexJson;
use super::init::InitJson;
use super::log::LogJson;
use super::record::RecordJson;
use super::records::ListJson;
use super::search::SearchJson;
use super::shape;
use super::site::SiteJson;
use super::stats::StatsJson;
use super::status::StatusJson;
use super::who::WhoJson;
use super::why::WhyJson;
use crate::model::kind::{FieldType, Kind};
use crate::model::rule::{Preset, RuleOption};
use crate::model::view::RecordView;

/// A command and the schema of what it prints.
type Output = (&'static str, fn() -> Schema);

/// Commands whose JSON is their own, and `error` for what a failure prints; every other command writes a change.
const OUTPUTS: &[Output] = &[
    ("list", of::<ListJson<'_>>),
    ("show", of::<RecordJson<'_>>),
    ("search", of::<SearchJson<'_>>),
    ("why", of::<WhyJson<'_>>),
    ("who", of::<WhoJson>),
    ("inbox", of::<InboxJson>),
    ("log", of::<LogJson<'_>>),
    ("diff", of::<ChangesJson<'_>>),
    ("graph", of::<GraphJson<'_>>),
    ("stats", of::<StatsJson<'_>>),
    ("check", of::<FindingsJson>),
    ("explain", of::<ExplainJson<'_>>),
    ("index", of::<IndexJson<'_>>),
    ("config", of::<ConfigJson<'_>>),
    ("init", of::<InitJson<'_>>),
    ("site", of::<SiteJson<'_>>),
    ("export", of::<ExportJson<'_>>),
    ("status", of::<StatusJson<'_>>),
    ("demo", of::<DemoJson<'_>>),
    ("new", of::<ChangeJson<'_>>),
    ("set", of::<ChangeJson<'_>>),
    ("edit", of::<ChangeJson<'_>>),
    ("update", of::<ChangeJson<'_>>),
    ("note", of::<ChangeJson<'_>>),
    ("review", of::<ChangeJson<'_>>),
    ("step", of::<ChangeJson<'_>>),
    ("link", of::<ChangeJson<'_>>),
    ("unlink", of::<ChangeJson<'_>>),
    ("renumber", of::<ChangeJson<'_>>),
    ("mv", of::<ChangeJson<'_>>),
    ("undo", of::<ChangeJson<'_>>),
    ("doctor", of::<DoctorJson<'_>>),
    ("error", of::<FailureJson<'_>>),
];

/// The JSON Schema (2020-12) of what a command prints with `--json`; a step is asked for as `step`.
#[must_use]
pub fn output(command: &str) -> Option<Value> {
    let (_, schema) = OUTPUTS.iter().find(|(name, _)| *name == command)?;
    Some(schema().to_value())
}

/// The JSON Schema of `declog.toml`, in which `[check.options]` has the options of those rules and no others.
#[must_use]
pub fn settings(mut schema: Value, options: &[&RuleOption]) -> Value {
    let mut rules = Map::new();
    for option in options {
        let rule = rules
            .entry(option.rule)
            .or_insert_with(|| closed(Map::new()));
        rule["properties"][option.key] = of_option(option);
    }
    if let Some(written) = schema.pointer_mut("/$defs/CheckSettings/properties/options") {
        let about = written["description"].take();
        *written = closed(rules);
        written["description"] = about;
    }
    schema
}

/// An object of those keys and no others.
fn closed(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn of_option(option: &RuleOption) -> Value {
    let default = option.preset.value();
    match option.preset {
        Preset::Count(_) => json!({
            "description": option.about, "type": "integer", "minimum": 0, "default": default,
        }),
        Preset::Length(_) => json!({
            "description": option.about, "type": "string", "pattern": LENGTH, "default": default,
        }),
        Preset::Patterns => json!({
            "description": option.about, "type": "array", "items": { "type": "string" }, "default": default,
        }),
    }
}

/// A number of days, weeks or months.
const LENGTH: &str = "^0*[1-9][0-9]{0,3}(d|w|mo)$";

/// The JSON Schema of a kind's front matter, for editors that complete and check YAML.
#[must_use]
pub fn kind(kind: &Kind) -> Value {
    let states: Vec<&str> = kind
        .states
        .iter()
        .map(|state| state.name.as_str())
        .collect();
    let properties: Map<String, Value> = kind
        .fields
        .iter()
        .map(|field| (field.key.clone(), shape::of(field, &states)))
        .collect();
    let required: Vec<&str> = kind
        .fields
        .iter()
        .filter(|field| field.shape == FieldType::State)
        .map(|field| field.key.as_str())
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Front matter of {}", kind.with_article()),
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

/// The names that [`output`] knows.
pub fn outputs() -> impl Iterator<Item = &'static str> {
    OUTPUTS.iter().map(|(name, _)| *name)
}

/// The keys that `--json=FIELDS` may choose from what a command prints.
pub(super) fn choosable(command: &str) -> Vec<String> {
    match command {
        "list" | "show" => keys::<RecordView>(),
        "check" => keys::<FindingJson>(),
        other => {
            let output = OUTPUTS.iter().find(|(name, _)| *name == other);
            output.map_or_else(Vec::new, |(_, schema)| properties(&schema()))
        }
    }
}

/// The keys of a struct as JSON, in the order they are written.
pub(super) fn keys<T: JsonSchema>() -> Vec<String> {
    properties(&of::<T>())
}

fn properties(schema: &Schema) -> Vec<String> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.map_or_else(Vec::new, |properties| properties.keys().cloned().collect())
}

fn of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>()
}

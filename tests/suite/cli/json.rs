//! What a program reads is what the published schemas say.

use serde_json::{Value, json};

use super::{BODY, log};
use crate::safety::hostile;
use crate::sandbox::Sandbox;

/// Reading commands, and the schema that their answer is held against.
const READING: &[(&str, &[&str])] = &[
    ("status", &[]),
    ("list", &["list"]),
    ("list", &["list", "phase:open", "--limit", "1"]),
    ("show", &["show", "2"]),
    ("search", &["search", "ledger", "red"]),
    ("log", &["log"]),
    ("stats", &["stats", "--by", "owner"]),
    ("why", &["why", "."]),
    ("graph", &["graph"]),
    ("graph", &["graph", "--impact", "2"]),
    ("check", &["check"]),
    ("explain", &["explain"]),
    ("explain", &["explain", "missing-field"]),
    ("index", &["index"]),
    ("config", &["config"]),
    ("site", &["site"]),
    ("export", &["export", "json-adr"]),
    ("export", &["export", "csv", "phase:open"]),
    ("export", &["export", "ndjson", "-o", "../log.ndjson"]),
    ("export", &["export", "codeowners"]),
];

const WRITING: &[(&str, &[&str])] = &[
    ("new", &["new", "Another", "-n"]),
    ("new", &["new", "Another", "-c"]),
    ("set", &["set", "2", "owner=alice"]),
    ("set", &["set", "2", "owner=alice"]),
    ("note", &["note", "2", "-m", "A word."]),
    (
        "review",
        &["review", "2", "-m", "Still so.", "--next", "6mo"],
    ),
    ("deprecate", &["deprecate", "2", "-m", "Over.", "-n"]),
    ("step", &["step", "deprecate", "2", "-m", "Over."]),
    ("init", &["init"]),
    ("init", &["init", "sub", "-n"]),
    ("error", &["show", "DEC-99"]),
    ("error", &["list", "is:nothing"]),
    ("error", &["list", "--nothing"]),
    ("error", &["nothing"]),
];

/// Runs a command with `--json`, and holds what it prints against the schema of that name.
pub(super) fn valid(sandbox: &Sandbox, name: &str, words: &[&str]) -> Value {
    let schema = sandbox.declog(&["schema", "output", name]);
    assert_eq!(schema.code, 0, "{name}: {}", schema.stderr);
    let schema: Value = serde_json::from_str(&schema.stdout).expect("a schema is JSON");
    let output = sandbox.declog(&[words, &["--json"]].concat());
    let text = if name == "error" {
        assert_eq!(output.stdout, "", "{words:?}");
        output.stderr
    } else {
        output.stdout
    };
    let value = serde_json::from_str(&text);
    let value: Value = value.unwrap_or_else(|error| panic!("{words:?}: {error}\n{text}"));
    assert_eq!(errors(&schema, &value), Vec::<String>::new(), "{words:?}");
    value
}

fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let found = validator.iter_errors(value);
    found
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn every_answer_is_as_its_schema_says() {
    let sandbox = log();
    for (name, words) in READING.iter().chain(WRITING) {
        valid(&sandbox, name, words);
    }
}

#[test]
fn a_hostile_log_is_answered_by_the_same_schemas() {
    let sandbox = hostile();
    for (name, words) in READING.iter().chain(WRITING) {
        valid(&sandbox, name, words);
    }
}

#[test]
fn a_schema_may_be_asked_for_by_the_name_of_a_step() {
    let sandbox = Sandbox::without_git();
    let asked = |name: &str| sandbox.declog(&["schema", "output", name]);
    assert_eq!(asked("accept"), asked("step"));
    for change in ["update", "review"] {
        assert_eq!(asked(change), asked("note"), "{change}");
    }
}

#[test]
fn the_settings_of_a_new_log_are_as_their_schema_says() {
    let sandbox = log();
    let schema = sandbox.declog(&["schema", "settings"]).stdout;
    let schema: Value = serde_json::from_str(&schema).expect("a schema is JSON");
    let settings: Value = toml::from_str(&sandbox.read("declog.toml")).expect("TOML");
    assert_eq!(errors(&schema, &settings), Vec::<String>::new());
    let wrong = json!({ "format": 1, "log": { "titel": "x" } });
    assert_eq!(errors(&schema, &wrong).len(), 1);
}

#[test]
fn front_matter_is_as_the_schema_of_its_kind_says() {
    let sandbox = log();
    let fields = "tags=db,reversible=costly,expires=2027-01-01,priority=2,governs=src/**";
    let mut words = vec!["new", "Whole", "--body-file", "-", "-c"];
    for field in fields.split(',') {
        words.extend(["--set", field]);
    }
    let output = sandbox.declog_given(&words, &[], BODY.as_bytes());
    assert_eq!(output.code, 0, "{}", output.stderr);
    let schema = sandbox.declog(&["schema", "kind", "decision"]).stdout;
    let schema: Value = serde_json::from_str(&schema).expect("a schema is JSON");
    let front = |text: &str| -> Value {
        let front = text.split("---\n").nth(1).expect("front matter");
        serde_yaml::from_str(front).expect("YAML")
    };
    for (path, text) in sandbox.files() {
        if path.ends_with(".md") {
            let text = String::from_utf8(text).expect("UTF-8");
            assert_eq!(
                errors(&schema, &front(&text)),
                Vec::<String>::new(),
                "{path}"
            );
        }
    }
    let wrong = front("---\nstatus: acepted\n---\n");
    assert_eq!(errors(&schema, &wrong).len(), 1);
}

#[test]
fn chosen_keys_are_all_that_is_printed() {
    let sandbox = log();
    let keys = |words: &[&str]| -> Value {
        serde_json::from_str(&sandbox.declog(words).stdout).expect("JSON")
    };
    let list = keys(&["list", "--json=id,in_force"]);
    assert_eq!(
        list["records"],
        json!([
            { "id": "DEC-1", "in_force": false },
            { "id": "DEC-2", "in_force": true },
            { "id": "DEC-3", "in_force": false },
        ])
    );
    let done = keys(&["note", "3", "-m", "x", "--json=changed"]);
    let path = "docs/decisions/0003-use-postgresql.md";
    let changed = json!([{ "id": "DEC-3", "path": path, "from": "proposed", "to": "proposed" }]);
    assert_eq!(
        done,
        json!({ "schema": "declog.change/1", "changed": changed })
    );
    // A step says more than what it changed, and only on the other stream.
    let step = keys(&["deprecate", "2", "-m", "x", "--json=commit"]);
    assert_eq!(step, json!({ "schema": "declog.change/1", "commit": null }));
}

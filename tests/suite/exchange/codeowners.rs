//! CODEOWNERS: which patterns and owners stand in it, in which order, and what is told of all others.

use super::{check, exported};
use crate::logs::{self, files};

/// The text, and below it what was told.
fn written(settings: &str) -> String {
    let exported = exported(
        &logs::index(&files(&[("declog.toml", settings)])),
        "codeowners",
    );
    let told = exported.left_out.iter().map(|line| format!("! {line}\n"));
    exported.text + &told.collect::<String>()
}

const PEOPLE: &str = r#"
format = 1

[people.ada]
email = ["ada@example.com", "ada@old.example"]

[people.bo]
email = ["Bo@example.com"]

[people.cy]
email = ["cy@example.com"]
left = 2026-11-21

[people.di]

[people.ed]
email = ["ed example com"]

[teams.core]
members = ["ada", "bo", "cy"]

[teams.nobody]
"#;

#[test]
fn the_narrower_pattern_stands_below() {
    let areas = r#"
[areas.all]
owner = "ada"
paths = ["*", "*.md", "docs/", "/docs/", "**/tests/**"]

[areas.core]
owner = "core"
decides = ["bo", "ada"]
paths = ["src/**", "src/ledger/**", "src/ledger/*.rs", "src/ledger/api.rs", "src/*/api.rs"]

[areas.other]
owner = "bo"
paths = ["src/ledger/**", "with blank/and\\ escaped", "  /end/  "]
"#;
    check(
        "codeowners-order.txt",
        &written(&format!("{PEOPLE}{areas}")),
    );
}

#[test]
fn what_cannot_be_said_is_told() {
    let areas = r##"
[areas.grammar]
owner = "ada"
paths = ["!src/x", "src/[ab]", "#x", "src/c#/**", "a\\*b", "a\tb", "", "  ", "src/\u202Ex", "::error::x", "fine"]

[areas.left]
owner = "cy"
paths = ["left/**"]

[areas.nameless]
decides = ["di", "ed", "zed", "nobody", "bo"]
paths = ["nameless/**"]

[areas.ownerless]
paths = ["ownerless/**"]

[areas.pathless]
owner = "ada"

[areas.written]
decides = ["@octo-cat", "@org/team", "Eve <eve@example.com>", "ADA@example.com", "ada", "@a b", "@a/b/c", "x@y@z", "x#@y"]
paths = ["written/**"]
"##;
    check("codeowners-told.txt", &written(&format!("{PEOPLE}{areas}")));
}

#[test]
fn a_log_without_areas_has_an_empty_file() {
    check("codeowners-empty.txt", &written("format = 1\n"));
}

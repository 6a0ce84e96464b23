//! A log that says who there is: what it finds of people and areas, in records and in its settings.

use super::Session;
use crate::sandbox::Sandbox;

const SETTINGS: &str = "\
format = 1

[people.alice]
name = \"Alice Ng\"
backup = \"bbo\"

[people.bob]
left = 2026-09-30

[areas.storage]
owner = \"bob\"
guardrails = [\"DEC-7\"]

[areas.web]
";

#[test]
fn what_is_wrong_in_the_settings_is_found_like_anything_else() {
    let sandbox = Sandbox::new();
    sandbox.write("shop/declog.toml", SETTINGS);
    sandbox.write(
        "shop/docs/decisions/0001-use-postgresql.md",
        "---\nstatus: proposed\nowner: alice\narea: web\n---\n# Use PostgreSQL\n",
    );
    let mut session = Session::within(&sandbox, "shop");
    session.declog(&["check"]);
    session.declog(&["check", "declog.toml", "--format", "concise"]);
    session.declog(&["check", "docs", "--format", "concise"]);
    session.declog(&[
        "check",
        "declog.toml",
        "--only",
        "area-without-owner",
        "--json",
    ]);
    session.declog(&["check", "declog.tmol"]);
    session.check("people-settings.txt");
}

#[test]
fn who_is_not_there_is_refused_with_a_suggestion() {
    let sandbox = Sandbox::new();
    let settings = SETTINGS.replace("backup = \"bbo\"\n", "");
    sandbox.write("declog.toml", settings);
    sandbox.write(
        "docs/decisions/0001-use-postgresql.md",
        "---\nstatus: proposed\nowner: alice\narea: web\n---\n# Use PostgreSQL\n",
    );
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["set", "1", "owner=alise"]);
    session.declog(&["set", "1", "consulted+=Alice Ng"]);
    session.declog(&["set", "1", "area=storge"]);
    session.declog(&["set", "1", "serves+=HND-1"]);
    session.declog(&["set", "1", "owner=bob"]);
    session.declog(&[
        "new",
        "Use SQLite",
        "--set",
        "owner=kim",
        "-m",
        "We need one.",
    ]);
    session.declog(&["list", "owner:alise"]);
    session.declog(&["list", "area:shop"]);
    session.declog(&["list", "by:\"alice ng\"", "--format", "ids"]);
    assert_eq!(sandbox.files(), before);
    session.check("people-refused.txt");
}

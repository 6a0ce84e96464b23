//! What a log tells its rules, and how often it wants to hear of its records.

use super::Session;
use crate::sandbox::Sandbox;

const SETTINGS: &str = "\
format = 1

[check.levels]
too-many-outcomes = \"warn\"

[check.options.stale-proposal]
after = \"2w\"

[check.options.too-many-outcomes]
max = 5

[cadence]
review-after = \"1mo\"
";

fn log(settings: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", settings);
    let decision = |name: &str, front: &str| {
        let text = format!("---\n{front}owner: Ada\n---\n# Keep the ledger in one place\n");
        sandbox.write(&format!("docs/decisions/{name}"), text);
    };
    decision("0001-a.md", "status: proposed\ndate: 2026-11-01\n");
    decision("0002-b.md", "status: deprecated\ndate: 2026-01-01\n");
    sandbox.commit("A log");
    sandbox
}

#[test]
fn an_option_is_told_by_every_command_that_knows_settings() {
    let sandbox = log(SETTINGS);
    let mut session = Session::new(&sandbox);
    session.declog(&["check", "--only", "stale-proposal"]);
    session.declog(&["config"]);
    session.declog(&["explain", "stale-proposal"]);
    session.declog(&["schema", "settings"]);
    session.check("options.txt");
}

#[test]
fn an_option_that_no_rule_has_is_told_at_its_place() {
    let wrong = [
        "[check.options.stale-proposals]\nafter = \"2w\"\n",
        "[check.options.empty-log]\nmax = 2\n",
        "[check.options.nothing-like-it]\nmax = 2\n",
        "[check.options.stale-proposal]\naftr = \"2w\"\nafter = 30\n",
        "[check.options]\ntoo-many-outcomes = { max = -1 }\nstale-proposal = { after = \"3wd\" }\n\
         overloaded-owner = { max = \"ten\" }\n",
        "[cadence]\nreview-after = \"soon\"\n",
    ];
    let mut told = String::new();
    for settings in wrong {
        let sandbox = log(&format!("format = 1\n\n{settings}"));
        let mut session = Session::new(&sandbox);
        session.declog(&["check"]);
        told.push_str(&session.told);
    }
    super::check("options-wrong.txt", &told);
}

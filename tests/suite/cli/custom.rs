//! Rules that a log writes itself: every command that names rules knows them.

use super::{Session, check};
use crate::sandbox::Sandbox;

const SETTINGS: &str = "\
format = 1

[[check.custom]]
id = \"title-length\"
kind = \"decision\"
field = \"title\"
max-length = 20

[[check.custom]]
id = \"ticket\"
field = \"x-ticket\"
level = \"warn\"
message = \"a decision names the ticket it came from\"
help = \"write `x-ticket: OPS-12`\"
required = [\"open\", \"accepted\"]
pattern = { each = \"^OPS-[0-9]+$\", none = \"`\" }
";

fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", SETTINGS);
    let decision = |name: &str, rest: &str| {
        let text = format!("---\nstatus: proposed\ndate: 2026-11-22\nowner: Ada\n{rest}");
        sandbox.write(&format!("docs/decisions/{name}"), text);
    };
    decision(
        "0001-a.md",
        "x-ticket: OPS-7\n---\n# Keep the ledger in one place\n",
    );
    decision("0002-b.md", "---\n# Use PostgreSQL\n");
    decision("0003-c.md", "x-ticket: ops-8\n---\n# Use Rust\n");
    sandbox.commit("A log");
    sandbox
}

#[test]
fn an_own_rule_is_told_and_chosen_as_any_rule() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["check"]);
    session.declog(&["check", "--only", "title-length", "--format", "concise"]);
    session.declog(&[
        "check",
        "-A",
        "title-length",
        "-D",
        "ticket",
        "--json=rule,level",
    ]);
    session.declog(&["check", "-A", "title-lenght"]);
    session.declog(&["list", "is:incomplete", "--format", "ids"]);
    session.declog(&["explain", "title-length"]);
    session.declog(&["explain", "ticket"]);
    session.declog(&["explain", "ticket", "--json"]);
    session.declog(&["explain", "tickt"]);
    session.declog(&["config"]);
    session.declog(&["config", "--json"]);
    session.declog(&["set", "DEC-2", "x-ticket=17"]);
    session.declog(&[
        "new",
        "Write everything in one language",
        "-m",
        "Two are too many.",
    ]);
    session.check("custom.txt");
}

#[test]
fn mistakes_in_own_rules_are_told_at_their_place() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    let mut with = |old: &str, new: &str| {
        sandbox.write("declog.toml", SETTINGS.replacen(old, new, 1));
        session.declog(&["check"]);
    };
    with("\"title-length\"", "\"missing-title\"");
    with(
        "max-length = 20",
        "pattern = \"[a-\"\nrequired = [\"lvie\"]",
    );
    with("[[check", "[check.levels]\nticket = \"deny\"\n\n[[check");
    with("[[check", "[check.levels]\ntikcet = \"deny\"\n\n[[check");
    let list = session.sandbox.declog(&["explain"]);
    assert_eq!(list.code, 0);
    assert!(!list.stdout.contains("ticket"), "{}", list.stdout);
    session.told += &list.stderr;
    session.declog(&["explain", "ticket"]);
    session.declog(&["explain", "missing-title", "--json=schema"]);
    session.check("custom-wrong.txt");
}

#[test]
fn outside_of_a_log_there_are_the_rules_that_come_with_declog() {
    let sandbox = Sandbox::without_git();
    let mut session = Session::new(&sandbox);
    session.declog(&["explain", "ticket"]);
    session.declog(&["explain", "missing-titel"]);
    session.declog(&["explain", "missing-title", "--json=schema"]);
    session.check("custom-outside.txt");
}

#[test]
fn an_own_rule_has_a_page_to_which_its_findings_lead() {
    let sandbox = log();
    sandbox.declog(&["site"]);
    let links = |path: &str| -> Vec<String> {
        let html = sandbox.read(&format!("_site/{path}"));
        let links = html.split("href=\"").skip(1);
        links
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| link.contains("rules/") || link.contains("title-length"))
            .map(str::to_owned)
            .collect()
    };
    let mut told = String::new();
    for path in ["health.html", "decisions/dec-1.html", "rules/index.html"] {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(path) {
            let page = sandbox.root().join("_site").join(folder).join(&link);
            assert!(page.is_file(), "{path}: {link}");
            if link.contains("title-length") || link.contains("ticket") {
                told += &format!("{path}: {link}\n");
            }
        }
    }
    let html = sandbox.read("_site/rules/ticket.html");
    let (_, main) = html.split_once("<main").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    check("custom-pages.html", &format!("{told}<main{main}</main>\n"));
}

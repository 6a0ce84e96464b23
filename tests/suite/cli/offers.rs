//! What an offer says by itself: by when an answer is asked for, and at which commit the work stands.

use super::Session;
use crate::sandbox::Sandbox;

/// People of several zones and habits; ada is the one who commits.
const HOUSE: &str = r#"format = 1

[log]
timezone = "Europe/Lisbon"
holidays = ["2026-12-25", "2027-01-01"]

[people.ada]
email = ["ada@example.com"]

[people.bo]
email = ["bo@example.com"]
timezone = "Asia/Tokyo"
hours = "10:00-18:30"
days = ["tue", "wed", "thu", "fri", "sat"]
respond-within = "3wd"

[people.cy]
timezone = "America/New_York"
hours = "22:00-06:00"
away = ["2026-11-20..2026-11-29", "2027-03-12"]
backup = "bo"

[people.dee]
left = 2026-10-31
backup = "cy"

[people.ever]
away = ["2020-01-01..2049-12-31"]

[teams.owls]
members = ["cy", "bo"]

[teams.past]
members = ["dee"]

[areas.ledger]
owner = "ada"
"#;

const PATH: &str = "docs/handoffs/0001-hand-the-ledger-over.md";

/// A draft of a handoff of the area to somebody, with more lines of front matter.
fn draft(to: &str, more: &str) -> String {
    format!(
        "---\nstatus: draft\ndate: 2026-10-01\nfrom: ada\nto: {to}\n{more}items: [\"area:ledger\"]\n---\n\
         # Hand the ledger over\n\n## What is handed over\n\nThe ledger.\n\n\
         ## State of the work\n\nIt runs.\n\n## Next steps\n\n1. Read it.\n\n\
         ## Risks and open questions\n\n* None known.\n\n## Acceptance checklist\n\n- [x] read\n"
    )
}

fn house(settings: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", settings);
    sandbox.write(PATH, draft("bo", ""));
    sandbox.commit("a draft");
    sandbox
}

/// The day that is written, or what was said in its place.
fn offered(sandbox: &Sandbox, to: &str, more: &str, as_of: &str) -> String {
    sandbox.write(PATH, draft(to, more));
    let output = sandbox.declog(&["offer", "HND-1", "--as-of", as_of]);
    let text = sandbox.read(PATH);
    let day = text
        .lines()
        .find_map(|line| line.strip_prefix("respond-by: "));
    let mut told = format!("{to} on {as_of}: {}\n", day.unwrap_or("no day"));
    for line in output
        .stderr
        .lines()
        .filter(|line| !line.starts_with("not committed yet"))
    {
        told.push_str(&format!("  {line}\n"));
    }
    told
}

#[test]
fn an_answer_is_asked_for_in_the_receivers_own_days() {
    let sandbox = house(HOUSE);
    let cases = [
        // A Thursday and a Friday, a Saturday: two days of Monday to Friday.
        ("ada", "2026-11-26"),
        ("stranger", "2026-11-26"),
        ("bo", "2026-11-26"),
        ("bo", "2026-11-27"),
        ("bo", "2026-11-28"),
        // Their own leave does not count; a holiday and the year's end do not either.
        ("cy", "2026-11-24"),
        ("cy", "2026-11-18"),
        ("cy", "2026-12-30"),
        ("bo", "2026-12-24"),
        ("owls", "2026-11-27"),
        // The hours of a night end on the next day; clocks go forward in it, and back in the other.
        ("cy", "2027-03-10"),
        ("cy", "2026-10-28"),
        ("ever", "2026-11-26"),
        ("dee", "2026-10-30"),
        ("dee", "2026-11-26"),
        ("past", "2026-11-26"),
    ];
    let mut told = String::new();
    for (to, as_of) in cases {
        told.push_str(&offered(&sandbox, to, "", as_of));
    }
    super::check("offers-days.txt", &told);
}

#[test]
fn a_later_day_that_somebody_chose_stays() {
    let sandbox = house(HOUSE);
    let mut told = String::new();
    for chosen in [
        "2026-11-25",
        "2026-11-26",
        "2026-11-27",
        "2027-06-30",
        "soon",
    ] {
        let more = format!("respond-by: {chosen}\n");
        told.push_str(&format!(
            "{chosen}: {}",
            offered(&sandbox, "bo", &more, "2026-11-26")
        ));
    }
    super::check("offers-chosen.txt", &told);
}

#[test]
fn the_log_says_how_soon_where_they_do_not() {
    let settings = HOUSE.replace(
        "[people.ada]",
        "[cadence]\nrespond-within = \"1w\"\n\n[people.ada]",
    );
    let sandbox = house(&settings);
    let mut told = String::new();
    for (to, as_of) in [
        ("bo", "2026-12-01"),
        ("cy", "2026-12-01"),
        ("owls", "2026-12-01"),
        // A week later is a holiday.
        ("cy", "2026-12-25"),
        ("ever", "2026-12-01"),
    ] {
        told.push_str(&offered(&sandbox, to, "", as_of));
    }
    sandbox.write("declog.toml", settings.replace("1w", "a while"));
    let wrong = sandbox.declog(&["check"]);
    told.push_str(&wrong.stderr);
    super::check("offers-cadence.txt", &told);
}

#[test]
fn an_offer_says_the_newest_commit_and_an_answer_begins_anew() {
    let sandbox = house(HOUSE);
    sandbox.write(
        PATH,
        draft("bo", "")
            .replace("from: ada", "from: bo")
            .replace("to: bo", "to: ada"),
    );
    let settings = HOUSE.replace("owner = \"ada\"", "owner = \"bo\"");
    sandbox.write("declog.toml", settings);
    sandbox.commit("the other way round");
    let mut session = Session::new(&sandbox);
    sandbox.becomes("Bo", "bo@example.com");
    session.declog(&["offer", "HND-1", "-c"]);
    sandbox.becomes("Ada", "ada@example.com");
    session.declog(&[
        "ask",
        "HND-1",
        "-m",
        "Where is it?",
        "-c",
        "--as-of",
        "2026-11-23",
    ]);
    sandbox.becomes("Bo", "bo@example.com");
    session.declog(&[
        "answer",
        "HND-1",
        "-m",
        "Here.",
        "-c",
        "--as-of",
        "2026-12-02",
    ]);
    sandbox.becomes("Ada", "ada@example.com");
    session.declog(&[
        "ask",
        "HND-1",
        "-m",
        "And the key?",
        "-c",
        "--as-of",
        "2026-12-02",
    ]);
    session.declog(&["set", "HND-1", "respond-by=2026-12-24", "-c"]);
    sandbox.becomes("Bo", "bo@example.com");
    session.declog(&[
        "answer",
        "HND-1",
        "-m",
        "There.",
        "-c",
        "--as-of",
        "2026-12-03",
    ]);
    session.git(&[
        "log",
        "-p",
        "--reverse",
        "--format=%n%s",
        "-U0",
        "-5",
        "--",
        PATH,
    ]);
    session.check("offers-anew.txt");
}

#[test]
fn the_commit_is_the_one_that_others_have() {
    let sandbox = house(HOUSE);
    let known = sandbox.git(&["rev-parse", "HEAD"]);
    sandbox.git(&["clone", "-q", ".", "../there"]);
    sandbox.write("notes.txt", "more\n");
    sandbox.commit("only here");
    let own = sandbox.git(&["rev-parse", "HEAD"]);
    let offered = |more: &str| {
        sandbox.write(PATH, draft("bo", more));
        sandbox.declog(&["offer", "HND-1"]);
        let text = sandbox.read(PATH);
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("revision: "));
        line.map(|line| line.trim_matches(['"', '\'']).to_owned())
    };
    let revision = || offered("");
    // Without an upstream, with one of the branch, and with one that says which branch is its first.
    assert_eq!(revision().as_deref(), Some(own.trim()));
    sandbox.git(&["remote", "add", "origin", "../there"]);
    sandbox.git(&["fetch", "-q", "origin"]);
    sandbox.git(&["branch", "-q", "--set-upstream-to=origin/main"]);
    assert_eq!(revision().as_deref(), Some(known.trim()));
    sandbox.git(&["branch", "-q", "--unset-upstream"]);
    assert_eq!(revision().as_deref(), Some(own.trim()));
    sandbox.git(&["remote", "set-head", "origin", "main"]);
    assert_eq!(revision().as_deref(), Some(known.trim()));
    // One that was written stays.
    assert_eq!(offered("revision: v1.2\n").as_deref(), Some("v1.2"));
}

#[test]
fn nothing_is_said_of_commits_before_the_first() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", HOUSE);
    sandbox.write(PATH, draft("bo", ""));
    let mut session = Session::new(&sandbox);
    session.declog(&["offer", "HND-1", "-n"]);
    session.check("offers-first.txt");
}

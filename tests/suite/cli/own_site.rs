//! `[site]`: what the site of a log shows, hides, and says in words and looks of the log's own.

use std::fs;

use super::Session;
use crate::sandbox::Sandbox;

const SETTINGS: &str = "\
format = 1

[people.ana]
name = \"Ana Ng\"
email = [\"ana@example.org\"]
timezone = \"Europe/Lisbon\"
hours = \"09:00-17:30\"
away = [\"2026-12-20..2027-01-04\"]
";

fn log(site: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", format!("{SETTINGS}{site}"));
    let decision = |name: &str, rest: &str| {
        let text = format!("---\nstatus: accepted\ndate: 2026-11-22\nowner: ana\n{rest}");
        sandbox.write(&format!("docs/decisions/{name}"), text);
    };
    decision(
        "0001-a.md",
        "tags: [private]\n---\n# Buy the company next door\n",
    );
    decision(
        "0002-b.md",
        "depends-on: [DEC-1]\n---\n# Move in together\n\nSee [the plan](0001-a.md).\n",
    );
    sandbox.write("brand/looks.css", "h1 { color: teal }\n");
    sandbox.write("brand/words.toml", "[row]\nowner = \"Whose\"\n");
    sandbox.commit("A log");
    sandbox
}

/// Every file of the site under its path.
fn pages(sandbox: &Sandbox) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![sandbox.root().join("_site")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the site is there") {
            let path = entry.expect("and can be listed").path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let bytes = fs::read(&path).expect("a page can be read");
                    found.push((
                        path.display().to_string(),
                        String::from_utf8_lossy(&bytes).into(),
                    ));
                }
            }
        }
    }
    found
}

fn holding<'p>(pages: &'p [(String, String)], text: &str) -> Vec<&'p str> {
    let found = pages.iter().filter(|(_, page)| page.contains(text));
    found.map(|(path, _)| path.as_str()).collect()
}

#[test]
fn what_is_hidden_is_nowhere_on_the_site() {
    let sandbox = log("\n[site]\nhide = \"tags:private\"\n");
    let out = sandbox.declog(&["site"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let pages = pages(&sandbox);
    assert!(!holding(&pages, "Move in together").is_empty());
    assert_eq!(holding(&pages, "Buy the company"), Vec::<&str>::new());
    assert_eq!(holding(&pages, "dec-1.html"), Vec::<&str>::new());
}

#[test]
fn people_are_shown_as_far_as_the_log_says() {
    let shown = |site: &str| {
        let sandbox = log(site);
        let out = sandbox.declog(&["site"]);
        assert_eq!(out.code, 0, "{}", out.stderr);
        let pages = pages(&sandbox);
        [
            "Ana Ng",
            "Lisbon",
            "09:00",
            "20 December 2026",
            "ana@example.org",
        ]
        .map(|text| !holding(&pages, text).is_empty())
    };
    assert_eq!(shown(""), [true, true, true, true, false]);
    assert_eq!(
        shown("\n[site]\npeople = \"names\"\n"),
        [true, false, false, false, false]
    );
    assert_eq!(
        shown("\n[site]\npeople = \"handles\"\n"),
        [false, false, false, false, false]
    );
}

#[test]
fn a_log_brings_its_own_style_and_words() {
    let sandbox = log("\n[site]\nstyle = \"brand/looks.css\"\nmessages = \"brand/words.toml\"\n");
    let out = sandbox.declog(&["site"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let style = sandbox.read("_site/style.css");
    assert!(style.ends_with("h1 { color: teal }\n"), "{style}");
    let list = sandbox.read("_site/decisions/index.html");
    assert!(list.contains(">Whose</th>"), "{list}");
}

#[test]
fn what_is_wrong_with_it_is_told_at_its_line() {
    let sandbox = log("");
    let mut session = Session::new(&sandbox);
    let cases = [
        "style = \"brand/nothing.css\"",
        "style = \"../looks.css\"",
        "messages = \"brand/looks.css\"",
        "hide = \"tag:private owmer:ana\"",
        "people = \"all\"",
    ];
    for case in cases {
        sandbox.write("declog.toml", format!("{SETTINGS}\n[site]\n{case}\n"));
        session.declog(&["site"]);
    }
    session.check("site-own.txt");
}

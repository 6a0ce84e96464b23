//! Logs that mean harm: what is in them reaches no terminal and no build service unseen, and hides nothing else.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::sandbox::{Output, Sandbox};

/// What a terminal or a build service would obey.
const BAD: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]8;;https://evil.example\u{7}link\u{1b}]8;;\u{7}",
    "\u{9b}2J",
    "\u{202e}gnp.exe\u{202c}",
    "\u{2066}\u{2069}\u{200b}\u{feff}",
    "\u{e0041}\u{e007f}",
    "bell\u{7} back\u{8}\u{8} del\u{7f}",
    "::error file=a,line=1::owned",
    "  ::set-output name=x::y",
    "##[error]owned",
    "##vso[task.setvariable variable=x]y",
    "over\r::warning::written",
];

/// A log whose every name, title, tag, path and body tries something.
pub(crate) fn hostile() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "declog.toml",
        "format = 1\n[log]\ntitle = \"::error::\\u001b[31mlog\\u202e\"\n",
    );
    for (at, bad) in BAD.iter().enumerate() {
        let number = at + 1;
        let quoted = serde_json::to_string(bad).expect("a JSON string");
        let name = match at {
            3 => "\u{202e}dne".to_owned(),
            5 => "##[error]".to_owned(),
            6 => "\u{1b}[31m\u{7}".to_owned(),
            8 => "::error::x".to_owned(),
            _ => format!("plain-{number}"),
        };
        sandbox.write(
            &format!("docs/decisions/{number:04}-{name}.md"),
            format!(
                "---\nstatus: accepted\ndate: 2026-11-0{}\ncreated: 2026-11-01\nowner: {quoted}\n\
                 decision-makers: [{quoted}, Ada]\ntags: [{quoted}]\nsummary: {quoted}\n\
                 supersedes: [{quoted}]\n{bad}: 1\n\"x-{number}\": {quoted}\n---\n# {bad}\n\n\
                 ## Context and Problem Statement\n\n{bad}\n[{bad}](nowhere-{number}.md)\n\n\
                 ## {bad}\n\n* {bad}\n\n## Log\n\n### 2026-11-02 · concern · {bad}\n{bad}\n",
                at % 9 + 1
            ),
        );
    }
    // Among them some that can be read whole, so that there is something to show and to change.
    for number in [2, 40, 41] {
        let bad = BAD[number % BAD.len()].trim_start();
        let old = format!("docs/decisions/{number:04}-plain-{number}.md");
        let quoted = serde_json::to_string(bad).expect("a JSON string");
        sandbox.write(
            &old,
            format!(
                "---\nstatus: accepted\ndate: 2026-11-01\ncreated: 2026-11-01\n\
                 decision-makers: [{quoted}]\ntags: [{quoted}]\n---\n# {bad}\n\n\
                 ## Context and Problem Statement\n\n{bad}\n\n## Considered Options\n\n* {bad}\n* b\n\n\
                 ## Decision Outcome\n\n{bad}\n"
            ),
        );
    }
    sandbox.write(
        "docs/decisions/0042-open.md",
        format!(
            "---\nstatus: proposed\ndate: 2026-11-01\ncreated: 2026-11-01\n---\n# {}\n\n\
             ## Context and Problem Statement\n\nx\n\n## Considered Options\n\n* a\n* b\n\n\
             ## Decision Outcome\n\nx\n\n## Log\n\n### 2026-11-02 · concern · {}\n{}\n",
            BAD[7], BAD[9], BAD[0]
        ),
    );
    for (at, bad) in BAD.iter().enumerate() {
        let name = ["\u{202e}edoc", "::error::code", "##[error]code"][at % 3];
        sandbox.write(
            &format!("src/{name}-{at}.rs"),
            format!("// {bad} DEC-2 DEC-9{at}\n"),
        );
    }
    own_kind(&sandbox);
    sandbox
}

/// A kind of the log's own, every word of which that is free tries something.
const OMEN: &str = r#"
format = 1
name = "omen"
plural = "omens"
about = "BAD"
prefix = "OMN"
folder = "docs/omens"
leading = "seen"

[[states]]
name = "told"
phase = "open"
tone = "risk"
icon = "triangle"
says = "BAD"
synonyms = ["BAD"]

[[states]]
name = "kept"
phase = "live"
tone = "good"
icon = "filled-tick"
says = "BAD"

[[states]]
name = "past"
phase = "ended"
tone = "good"
icon = "filled-tick"
says = "BAD"

[[steps]]
verb = "keep"
about = "BAD"
from = ["told"]
to = "kept"
who = "owner"
signs = "seers"

[[steps]]
verb = "forget"
about = "BAD"
from = ["kept"]
to = "past"
who = "owner"

[[fields]]
key = "seers"
label = "BAD"
type = "people"

[[fields]]
key = "colour"
label = "BAD"
type = "choice"
choices = ["BAD"]

[[sections]]
id = "seen"
title = "BAD"
aliases = ["BAD 2"]
required-in = ["open"]
"#;

fn own_kind(sandbox: &Sandbox) {
    let bad = r"Under\u001b[31mstood\u202e::error::";
    sandbox.write(".declog/kinds/omen/kind.toml", OMEN.replace("BAD", bad));
    sandbox.write(
        ".declog/kinds/omen/record.md",
        "---\nstatus: {{ status }}\ndate: {{ date }}\n---\n# {{ title }}\n\n## Seen\n\n{{ lead }}\n",
    );
    for (at, state) in ["told", "kept", "past"].iter().enumerate() {
        sandbox.write(
            &format!("docs/omens/000{}-{state}.md", at + 1),
            format!(
                "---\nstatus: {state}\ndate: 2026-11-01\ncreated: 2026-11-01\nowner: ada\nseers: [ada]\n---\n\
                 # Seen\n\n## Seen\n\nA comet.\n"
            ),
        );
    }
}

/// Every byte but line ends, tabs and our own colours is one that only shows itself.
fn assert_safe(words: &[&str], output: &Output) {
    for text in [&output.stdout, &output.stderr] {
        // Rows of CSV end in CRLF, which is a line end too.
        let plain = without_colours(text).replace("\r\n", "\n");
        for letter in plain.chars() {
            let steers = letter.is_control() && letter != '\n' && letter != '\t';
            let hides = matches!(
                letter,
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
                    | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\u{2028}' | '\u{2029}'
            );
            assert!(!steers && !hides, "{letter:?} from {words:?}:\n{text}");
        }
        for line in plain.lines() {
            let start = line.trim_start();
            assert!(!start.starts_with("::"), "{words:?}: {line:?}");
            assert!(
                !line.contains("##[") && !line.contains("##vso["),
                "{words:?}: {line:?}"
            );
        }
    }
}

#[test]
fn a_build_service_gets_a_command_for_each_finding_and_no_other() {
    let sandbox = hostile();
    let json = sandbox.declog(&["check", "--json"]).stdout;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let text = sandbox.declog(&["check", "--format", "github"]).stdout;
    let lines = text.split(['\n', '\r']).map(str::trim_start);
    let commands: Vec<&str> = lines.filter(|line| line.starts_with("::")).collect();
    assert_eq!(
        Some(commands.len()),
        json["findings"].as_array().map(Vec::len)
    );
    for command in commands {
        let ours = ["::error file=", "::warning file="];
        assert!(
            ours.iter().any(|ours| command.starts_with(ours)),
            "{command}"
        );
    }
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text}"
    );
    assert!(!text.contains("##[") && !text.contains("##vso["), "{text}");
}

/// A text without the colours that are ours: `ESC [`, digits and `;`, `m`.
fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..at]);
        let after = &rest[at + 2..];
        let digits = after.find(|letter: char| !letter.is_ascii_digit() && letter != ';');
        match digits {
            Some(end) if after[end..].starts_with('m') => rest = &after[end + 1..],
            _ => {
                plain.push_str("\u{1b}[");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

const READING: &[&[&str]] = &[
    &[],
    &["list"],
    &["list", "--format", "plain"],
    &["list", "--format", "ids"],
    &["list", "--format", "md"],
    &[
        "list",
        "--columns",
        "id,title,tags,path,decision-makers,supersedes,summary",
    ],
    &["list", "::error::"],
    &["list", "\u{1b}[31m:x"],
    &["show", "1"],
    &["show", "2", "40", "41", "42"],
    &["show", "OMN-1", "OMN-2", "OMN-3"],
    &["list", "kind:omen", "colour:red"],
    &["schema", "kind", "omen"],
    &["keep", "--help"],
    &["help", "forget"],
    &["keep"],
    &["kep", "OMN-1"],
    &["show", "\u{1b}[31m"],
    &["show", "docs/decisions/0009-::error::x.md"],
    &["search", "red"],
    &["search", "error", "-k", "omen"],
    &["search", "\u{1b}[31m"],
    &["why", "."],
    &["why", "docs/\u{1b}[31m"],
    &["why", "--diff", "\u{1b}[31m..::error::"],
    &["log"],
    &["log", "--format", "markdown"],
    &["log", "--since", "\u{1b}[31m"],
    &["diff", "\u{1b}[31m"],
    &["graph"],
    &["graph", "--format", "mermaid"],
    &["graph", "--format", "svg"],
    &["graph", "--impact", "2"],
    &["graph", "--impact", "\u{1b}[31m"],
    &["stats"],
    &["stats", "--by", "owner"],
    &["check"],
    &["check", "-v"],
    &["check", "--format", "concise"],
    &["check", "--format", "sarif"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "junit"],
    &["check", "--format", "markdown"],
    &["check", "\u{202e}nowhere"],
    &["explain", "::error::"],
    &["index"],
    &["config"],
    &["site"],
    &["export", "json-adr"],
    &["export", "json-adr", "-k", "omen"],
    &["export", "csv"],
    &["export", "ndjson"],
    &["export", "codeowners"],
    &["export", "\u{1b}[31m"],
    &["schema", "kind", "\u{1b}[31m"],
    &["schema", "output", "::error::"],
    &["init"],
    &["\u{1b}[31m"],
    &["list", "--\u{1b}[31m"],
    &["-C", "\u{1b}[31m", "list"],
];

const WRITING: &[&[&str]] = &[
    &["note", "40", "-m", "\u{1b}[31m::error::", "-n"],
    &["note", "40", "-m", "\u{1b}[31m::error::"],
    &["note", "40", "-m", "::error::"],
    &["set", "41", "owner=::error::", "-n"],
    &["set", "41", "\u{1b}[31m=1"],
    &["set", "41", "x-\u{7}=::error::", "tags+=##[error]"],
    &["accept", "42", "-n"],
    &["accept", "42", "-m", "##[error]\u{202e}"],
    &["deprecate", "2", "-m", "::error::", "-n"],
    &["new", "::error::title ##[x]", "-n"],
    &["new", "\u{1b}[31m"],
    &["new", "::error::title ##[x] \u{202e}", "-c"],
    &["edit", "40"],
    &["new", "A sign", "-k", "omen", "-m", "Seen.", "-n"],
    &["set", "OMN-1", "colour=red"],
    &["keep", "OMN-1", "-n"],
    &["forget", "OMN-2", "-n"],
];

/// The records of [`hostile`] after every writing command: a new one whose title hides characters is refused.
const EXPECTED: &[&str] = &[
    "DEC-2", "DEC-3", "DEC-4", "DEC-6", "DEC-8", "DEC-10", "DEC-11", "DEC-40", "DEC-41", "DEC-42",
    "OMN-1", "OMN-2", "OMN-3",
];

#[test]
fn no_command_lets_foreign_text_steer_a_terminal_or_a_build() {
    let sandbox = hostile();
    for words in READING.iter().chain(WRITING) {
        for more in [&[][..], &["--color", "always"], &["--json"]] {
            let words = [more, *words].concat();
            let editor = ("DECLOG_EDITOR", "sed -i.bak s/accepted/::error::/");
            let output = sandbox.declog_given(&words, &[editor], b"");
            assert!(output.code < 6, "{words:?}: {}", output.stderr);
            assert_safe(&words, &output);
        }
    }
    // The log was read and written all the while, not only refused.
    let ids = sandbox.declog(&["list", "--format", "ids"]).stdout;
    let ids: Vec<&str> = ids.lines().collect();
    assert_eq!(ids, EXPECTED);
    let noted = sandbox.read("docs/decisions/0040-plain-40.md");
    assert_eq!(noted.matches("· note · Ada Lovelace").count(), 3, "{noted}");
}

#[test]
fn json_means_what_the_files_say() {
    let sandbox = hostile();
    let output = sandbox.declog(&["show", "40", "--json"]);
    assert_safe(&["show"], &output);
    let value: Value = serde_json::from_str(&output.stdout).expect("JSON");
    assert_eq!(
        value["record"]["tags"],
        serde_json::json!([BAD[40 % BAD.len()]])
    );
}

/// A sound record of that number, its title given.
fn sound(number: u32, title: &str) -> String {
    format!(
        "---\nstatus: accepted\ndate: 2026-11-0{}\ncreated: 2026-11-01\ndecision-makers: [Ada]\n---\n# {title}\n\n\
         ## Context and Problem Statement\n\nx\n\n## Considered Options\n\n* a\n* b\n\n## Decision Outcome\n\na, not b\n",
        number % 9 + 1
    )
}

/// Files that mean harm or look as if they did, and the rule that names each; none where all is well.
fn harmful() -> Vec<(&'static str, Vec<u8>, Option<&'static str>)> {
    let front = |front: String| {
        let text = sound(1, "Title").replacen("decision-makers: [Ada]\n", &front, 1);
        text.into_bytes()
    };
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..12 {
        let inner = format!("*a{}", at - 1);
        bomb.push_str(&format!("a{at}: &a{at} [{}]\n", vec![inner; 9].join(", ")));
    }
    let body = |more: String| (sound(1, "Title") + "\n" + &more).into_bytes();
    let mut latin = sound(1, "Title").into_bytes();
    latin.extend(b"caf\xe9\n");
    let bad = Some("invalid-front-matter");
    vec![
        (
            "brackets",
            front(format!("x: {}\n", "[".repeat(200_000))),
            bad,
        ),
        (
            "dashes",
            front(format!("x:\n  {}\n", "- ".repeat(20_000))),
            bad,
        ),
        ("bomb", front(bomb), bad),
        ("tag", front("x: !!python/object y\n".to_owned()), bad),
        (
            "deep",
            front(format!("x: {}1{}\n", "{a: ".repeat(60), "}".repeat(60))),
            bad,
        ),
        ("nul", body("a\u{0}b\n".to_owned()), Some("unreadable-file")),
        ("latin", latin, Some("unreadable-file")),
        (
            "large",
            body("word \n".repeat(200_000)),
            Some("unreadable-file"),
        ),
        (
            "bom",
            [b"\xef\xbb\xbf".as_slice(), sound(1, "Title").as_bytes()].concat(),
            None,
        ),
        (
            "crlf",
            sound(1, "Title").replace('\n', "\r\n").into_bytes(),
            None,
        ),
        (
            "quotes",
            body("> ".repeat(30_000) + "x\n"),
            Some("unreadable-file"),
        ),
        (
            "lists",
            body("- ".repeat(20_000) + "x\n"),
            Some("unreadable-file"),
        ),
        ("html", body("<div>".repeat(50_000)), Some("raw-html")),
        (
            "stars",
            body("*a ".repeat(20_000) + "**".repeat(10_000).as_str()),
            None,
        ),
        ("links", body("[".repeat(30_000)), None),
        (
            "globs",
            front("decision-makers: [Ada]\ngoverns: [\"src/**\"]\n".to_owned()),
            Some("glob-matches-nothing"),
        ),
        (
            "ampersand",
            sound(1, "Q&A").replace("# Q&A", "# *Q&A*").into_bytes(),
            None,
        ),
    ]
}

/// Five faults of five rules, each in a file of its own.
fn faults() -> [(&'static str, &'static str, String); 5] {
    let text = sound(1, "Fault");
    [
        (
            "invalid-date",
            "date",
            text.replace("date: 2026-11-02", "date: 2026-02-30"),
        ),
        (
            "unknown-status",
            "status",
            text.replace("status: accepted", "status: acepted"),
        ),
        (
            "missing-field",
            "field",
            text.replace("decision-makers: [Ada]\n", "owner: Ada\n"),
        ),
        ("broken-link", "link", format!("{text}\n[x](nowhere.md)\n")),
        ("too-few-options", "options", text.replace("* b\n", "")),
    ]
}

#[test]
fn one_hostile_file_is_one_finding_and_hides_no_other() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let mut expected: Vec<(String, String)> = Vec::new();
    let mut number = 0;
    for (rule, name, text) in faults() {
        number += 1;
        let path = format!("docs/decisions/{number:04}-{name}.md");
        sandbox.write(&path, text);
        expected.push((path, rule.to_owned()));
    }
    let faulty = expected.clone();
    for (name, bytes, rule) in harmful() {
        number += 1;
        let path = format!("docs/decisions/{number:04}-{name}.md");
        sandbox.write(&path, &bytes);
        expected.extend(rule.map(|rule| (path.clone(), rule.to_owned())));

        let start = Instant::now();
        let alone = Sandbox::new();
        alone.write("declog.toml", "format = 1\n");
        for (path, text) in faulty
            .iter()
            .zip(faults())
            .map(|((path, _), fault)| (path, fault.2))
        {
            alone.write(path, text);
        }
        alone.write(&path, &bytes);
        let mut wanted = faulty.clone();
        wanted.extend(rule.map(|rule| (path, rule.to_owned())));
        assert_eq!(findings(&alone), wanted, "{name}");
        // A test machine that does much else is slow; a hang is not that slow.
        assert!(start.elapsed() < Duration::from_secs(10), "{name}");
    }
    assert_eq!(findings(&sandbox), expected);

    let site = sandbox.declog(&["site"]);
    assert_eq!(site.code, 0, "{}", site.stderr);
    let pages: BTreeMap<_, _> = std::fs::read_dir(sandbox.root().join("_site"))
        .expect("the site")
        .map(|entry| (entry.expect("a page").file_name(), ()))
        .collect();
    assert!(pages.contains_key(std::ffi::OsStr::new("index.html")));
}

/// Each finding's file and rule, as `check --json` tells them; text must tell as many.
fn findings(sandbox: &Sandbox) -> Vec<(String, String)> {
    let output = sandbox.declog(&["check", "--json"]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    let value: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let findings = value["findings"].as_array().expect("a list");
    let told = sandbox.declog(&["check", "--format", "concise"]);
    assert_eq!(
        told.stdout.lines().count(),
        findings.len(),
        "{}",
        told.stdout
    );
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    findings
        .iter()
        .map(|finding| (word(finding, "path"), word(finding, "rule")))
        .collect()
}

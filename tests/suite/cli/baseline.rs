//! The baseline: what a log was found with, which may only shrink.

use std::fmt::Write as _;

use super::Session;
use crate::sandbox::Sandbox;

/// Where the baseline is.
const FILE: &str = ".declog/baseline.toml";

/// A decision of a log that nobody checked.
fn old(number: usize) -> (String, String) {
    let path = format!("docs/decisions/{number:04}-choice-{number}.md");
    let text = format!(
        "---\nstatus: accepted\ndate: 2026-01-05\ncolour: red\n---\n# Choice {number}\n\nWe do it.\n"
    );
    (path, text)
}

/// A log of that many such decisions, committed.
fn log_of(count: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    for number in 1..=count {
        let (path, text) = old(number);
        sandbox.write(&path, text);
    }
    sandbox.commit("what there is");
    sandbox
}

fn json(sandbox: &Sandbox, words: &[&str]) -> serde_json::Value {
    let output = sandbox.declog(&[words, &["--json"]].concat());
    serde_json::from_str(&output.stdout).expect("JSON")
}

#[test]
fn an_old_log_passes_and_only_gets_better() {
    let sandbox = log_of(100);
    let before = json(&sandbox, &["check"]);
    let count = before["findings"].as_array().unwrap().len();
    assert!(count >= 500, "{count}");

    let written = sandbox.declog(&["check", "--write-baseline", "-c"]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    let after = json(&sandbox, &["check"]);
    assert_eq!(after["findings"], serde_json::json!([]));
    assert_eq!(after["baseline"], count);
    let all = json(&sandbox, &["check", "--no-baseline"]);
    assert_eq!(all["findings"], before["findings"]);

    // Written again, it stays as it is, to the byte.
    let text = sandbox.read(FILE);
    assert_eq!(sandbox.declog(&["check", "--write-baseline"]).code, 0);
    assert_eq!(sandbox.read(FILE), text);
    assert_eq!(
        text.lines().filter(|line| line.contains(" = ")).count(),
        401
    );

    // One that is new fails.
    let (path, text) = old(101);
    sandbox.write(&path, text);
    assert_eq!(sandbox.declog(&["check"]).code, 1);
    let refused = sandbox.declog(&["check", "--write-baseline"]);
    assert_eq!(refused.code, 5, "{}", refused.stdout);
    std::fs::remove_file(sandbox.root().join(&path)).unwrap();

    // One that is mended has to leave the baseline.
    let (path, text) = old(7);
    sandbox.write(&path, text.replace("colour: red\n", ""));
    let stale = json(&sandbox, &["check"]);
    let rules = stale["findings"].as_array().unwrap().iter();
    let rules: Vec<_> = rules.map(|finding| finding["rule"].clone()).collect();
    assert_eq!(rules, ["stale-baseline"]);
    assert_eq!(stale["baseline"], count - 1);
    assert_eq!(sandbox.declog(&["check", "--write-baseline"]).code, 0);
    assert_eq!(
        json(&sandbox, &["check"])["findings"],
        serde_json::json!([])
    );
}

#[test]
fn what_two_branches_mend_is_merged() {
    let sandbox = log_of(40);
    sandbox.declog(&["check", "--write-baseline", "-c"]);
    for (branch, number) in [("ours", 3), ("theirs", 30)] {
        sandbox.git(&["checkout", "-q", "-b", branch, "main"]);
        let (path, text) = old(number);
        sandbox.write(&path, text.replace("colour: red\n", ""));
        sandbox.commit("mended");
        let written = sandbox.declog(&["check", "--write-baseline", "-c"]);
        assert_eq!(written.code, 0, "{}", written.stderr);
    }
    sandbox.git(&["merge", "-q", "--no-edit", "ours"]);
    let checked = sandbox.declog(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    assert_eq!(sandbox.declog(&["check", "--write-baseline"]).code, 0);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_baseline_is_told_and_taken_back() {
    let sandbox = log_of(2);
    let mut session = Session::new(&sandbox);
    session.declog(&["check", "--write-baseline", "-n"]);
    session.declog(&["check", "--write-baseline"]);
    session.declog(&["check"]);
    session.declog(&["check", "--write-baseline"]);
    session.declog(&["undo"]);
    session.declog(&["check", "--write-baseline", "-c", "--json"]);

    // More of one sort than before: all of that sort are told.
    let (path, text) = old(1);
    sandbox.write(
        &path,
        text.replace("colour: red\n", "colour: red\nsize: 4\n"),
    );
    session.declog(&["check"]);
    session.declog(&["check", "docs/decisions/0002-choice-2.md"]);
    session.declog(&["check", "--write-baseline"]);

    // A file under another name keeps what it had, once it is written down.
    sandbox.write(&path, text);
    sandbox.git(&["mv", &path, "docs/decisions/0001-another-name.md"]);
    session.declog(&["check", "--format", "concise"]);
    session.declog(&["check", "--write-baseline"]);
    session.declog(&["check"]);
    session.declog(&["check", "--rev", "HEAD"]);

    // Nothing left: the file goes.
    let rules = [
        "missing-field",
        "missing-section",
        "unknown-field",
        "unowned",
    ];
    let levels = rules.map(|rule| format!("{rule} = \"allow\"\n")).concat();
    sandbox.write(
        "declog.toml",
        format!("format = 1\n[check.levels]\n{levels}"),
    );
    session.declog(&["check"]);
    session.declog(&["check", "--write-baseline"]);
    let gone = !sandbox.root().join(FILE).exists();
    session.declog(&["check", "--write-baseline"]);
    session.check("baseline.txt");
    assert!(gone);
}

#[test]
fn what_a_baseline_cannot_say_is_refused_at_its_line() {
    let sandbox = log_of(1);
    let mut session = Session::new(&sandbox);
    let path = old(1).0;
    let mut texts = vec![
        "format = 2\n".to_owned(),
        "[counts]\n".to_owned(),
        "format = 1\n[conts]\n".to_owned(),
        "format = 1\n[counts]\n\"a.md\".unowned = \"many\"\n".to_owned(),
        "format = 1\n[counts]\n\"a.md\".unowned = -1\n".to_owned(),
        "format = 1\n[counts]\n<<<<<<< HEAD\n".to_owned(),
    ];
    for rule in ["unownd", "stale-baseline", "unowned"] {
        let mut text = "format = 1\n[counts]\n".to_owned();
        writeln!(text, "\"{path}\".{rule} = 1").unwrap();
        if rule == "unowned" {
            writeln!(text, "\"{path}\".{rule} = 2").unwrap();
        }
        texts.push(text);
    }
    for text in texts {
        sandbox.write(FILE, &text);
        let output = session.declog(&["check"]);
        assert!([2, 3].contains(&output.code), "{text}");
        assert_eq!(output.stdout, "", "{text}");
    }
    // Other commands do not ask for it.
    assert_eq!(sandbox.declog(&["list"]).code, 0);
    session.declog(&["check", "--write-baseline", "--only", "unowned"]);
    session.check("baseline-refused.txt");
}

#[test]
fn a_shallow_clone_knows_too_little_to_ask_for_less() {
    let sandbox = log_of(2);
    // Somebody put a proposal in force by hand that nobody may put there.
    sandbox.write(
        "declog.toml",
        "format = 1\n[people.ada]\nname = \"Ada Lovelace\"\nemail = [\"ada@example.com\"]\n\
         [people.bob]\nname = \"Bob\"\nemail = [\"bob@example.com\"]\n\
         [areas.db]\ntitle = \"Data\"\nowner = \"bob\"\n",
    );
    let path = "docs/decisions/0003-use-one.md";
    let text = "---\nstatus: proposed\ndate: 2026-11-20\narea: [db]\n---\n# Use one\n";
    sandbox.write(path, text);
    sandbox.commit("proposed");
    sandbox.write(path, text.replace("proposed", "accepted"));
    sandbox.commit("by hand");
    let written = sandbox.declog(&["check", "--write-baseline", "-c"]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    assert!(sandbox.read(FILE).contains(".not-entitled = 1\n"));
    let whole = json(&sandbox, &["check"]);
    assert_eq!(whole["findings"], serde_json::json!([]));

    let url = format!("file://{}", sandbox.root().display());
    sandbox.git(&["clone", "-q", "--depth", "1", &url, "../shallow"]);
    let shallow = sandbox.beside("shallow").display().to_string();
    let there = json(&sandbox, &["-C", &shallow, "check"]);
    assert_eq!(there["findings"], serde_json::json!([]));
    // What the clone cannot see may not leave the baseline either.
    let refused = sandbox.declog(&["-C", &shallow, "check", "--write-baseline"]);
    assert_eq!(refused.code, 3, "{}", refused.stdout);
}

#[test]
fn what_both_branches_mend_in_one_place_is_settled_by_either_side() {
    let sandbox = log_of(2);
    sandbox.declog(&["check", "--write-baseline", "-c"]);
    let (path, text) = old(1);
    for (branch, from, to) in [
        ("ours", "colour: red\n", ""),
        (
            "theirs",
            "date: 2026-01-05\n",
            "date: 2026-01-05\nowner: ada\n",
        ),
    ] {
        sandbox.git(&["checkout", "-q", "-b", branch, "main"]);
        sandbox.write(&path, text.replace(from, to));
        sandbox.commit("mended");
        sandbox.declog(&["check", "--write-baseline", "-c"]);
    }
    let merge = sandbox.shell(
        sandbox.root(),
        "git merge -q --no-edit ours; git checkout -q --ours docs",
    );
    let mut session = Session::new(&sandbox);
    sandbox.write(&path, text.replace("colour: red\n", "owner: ada\n"));
    session.declog(&["check"]);
    sandbox.git(&["checkout", "-q", "--theirs", FILE]);
    session.declog(&["check", "--write-baseline"]);
    session.declog(&["check"]);
    session.check("baseline-merged.txt");
    drop(merge);
}

#[test]
fn what_is_mended_without_asking_leaves_the_baseline_too() {
    let sandbox = log_of(2);
    let (path, text) = old(2);
    sandbox.write(&path, text.replace("2026-01-05", "2026/1/5"));
    sandbox.declog(&["check", "--write-baseline", "-c"]);
    let fixed = sandbox.declog(&["check", "--fix", "--format", "concise"]);
    let stale = format!(
        "changed DEC-2 {path}\n  to take it back: declog undo\n\
         {FILE}:10:35: error[stale-baseline]: `{path}` has 0 of `invalid-date`, and the baseline counts 1\n"
    );
    assert_eq!((fixed.code, fixed.stdout.as_str()), (1, stale.as_str()));
    assert_eq!(sandbox.declog(&["check", "--write-baseline"]).code, 0);
    assert_eq!(sandbox.declog(&["check"]).code, 0);
}

//! Who acts, in a log that says who there is.

use super::{BODY, Session};
use crate::sandbox::Sandbox;

const PEOPLE: &str = "
[people.ada]
name = \"Ada Lovelace\"
email = [\"ada@work.example\", \"ada@example.com\"]

[people.bo]
name = \"Bo\"
email = [\"bo@example.com\"]

[people.cy]
name = \"Cy\"
";

/// The log of [`super::log`] with those people.
fn configured(people: &str) -> Sandbox {
    let sandbox = super::log();
    let settings = sandbox.read("declog.toml");
    sandbox.write("declog.toml", settings + people);
    sandbox.commit("people");
    sandbox
}

#[test]
fn a_handle_stands_for_the_mail_that_git_commits_as() {
    let sandbox = configured(PEOPLE);
    let mut session = Session::new(&sandbox);
    session.given(&["new", "Keep none", "--body-file", "-", "-c"], BODY);
    session.declog(&["note", "4", "-m", "Looks right.", "-c"]);
    session.declog(&["accept", "4", "-m", "Agreed.", "-c"]);
    session.git(&["log", "-2", "-p", "--format=%an <%ae>%n%B"]);
    session.declog(&["show", "4"]);
    session.check("actor.txt");
}

#[test]
fn a_mail_of_old_is_found_through_mailmap() {
    let people = PEOPLE.replace(", \"ada@example.com\"", "");
    let sandbox = configured(&people);
    let mut session = Session::new(&sandbox);
    session.declog(&["note", "3", "-m", "Who am I?", "-n"]);
    sandbox.write(
        ".mailmap",
        "Ada Lovelace <ada@work.example> <ada@example.com>\n",
    );
    sandbox.commit("a line of .mailmap");
    session.declog(&["note", "3", "-m", "Now I know.", "-n"]);
    session.check("actor-mailmap.txt");
}

#[test]
fn somebody_unknown_is_told_what_to_write() {
    let sandbox = configured(PEOPLE);
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    let mut act = |name: &str, email: &str, words: &[&str]| {
        let author = [("GIT_AUTHOR_NAME", name), ("GIT_AUTHOR_EMAIL", email)];
        let output = sandbox.declog_given(words, &author, b"");
        assert_eq!(output.code, 2, "{words:?}: {}", output.stderr);
        session.tell("declog", words, &output);
    };
    act(
        "Dee \"D\" O'Hara",
        "dee@example.com",
        &["note", "3", "-m", "x"],
    );
    act("Bob Two", "bo@elsewhere.example", &["accept", "3"]);
    act("Cy", "cy@example.com", &["note", "2", "-m", "x"]);
    act(
        "bo",
        "bo@elsewhere.example",
        &["note", "3", "-m", "x", "--json"],
    );
    assert_eq!(sandbox.files(), before);
    session.check("actor-unknown.txt");
}

#[test]
fn what_somebody_unknown_is_told_to_write_makes_them_known() {
    let sandbox = configured(PEOPLE);
    let author = [
        ("GIT_AUTHOR_NAME", "Dee \"D\" O'Hara"),
        ("GIT_AUTHOR_EMAIL", "bo+dee@example.com"),
    ];
    let words = ["note", "3", "-m", "x", "-n"];
    let refused = sandbox.declog_given(&words, &author, b"");
    let lines: Vec<&str> = refused
        .stderr
        .lines()
        .filter_map(|line| line.strip_prefix("  help: "))
        .skip(1)
        .collect();
    let settings = sandbox.read("declog.toml");
    sandbox.write("declog.toml", format!("{settings}\n{}\n", lines.join("\n")));
    let done = sandbox.declog_given(&words, &author, b"");
    assert_eq!(done.code, 0, "{}", done.stderr);
    let new = done.stdout.lines().filter(|line| line.starts_with("+###"));
    let new: Vec<&str> = new.collect();
    assert_eq!(new, ["+### 2026-11-22 · note · bo-dee"], "{}", done.stdout);
}

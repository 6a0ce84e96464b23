//! A log with kinds of its own: every command takes them as it takes those that come with declog.

use super::{Session, check};
use crate::examples;
use crate::sandbox::Sandbox;

/// The example of a log with two kinds of its own.
fn village() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["config", "user.name", "Sigrid Moen"]);
    sandbox.git(&["config", "user.email", "sigrid@brenna.example"]);
    examples::copy(&examples::examples().join("village-fibre"), sandbox.root());
    std::fs::remove_file(sandbox.root().join("expected.txt")).ok();
    sandbox.commit("The example");
    sandbox
}

/// What an incident review says once somebody knows the cause.
const REVIEW: &str = "\
## What happened

Forty houses had no line for an hour.

## Why it happened

A branch fell on the cable.
";

#[test]
fn an_own_kind_lives_from_its_template_to_its_end() {
    let sandbox = village();
    let mut session = Session::new(&sandbox);
    session.declog(&["list", "kind:incident"]);
    session.declog(&[
        "new",
        "A branch on the line",
        "-k",
        "incident",
        "-m",
        "No line.",
        "-n",
    ]);
    session.given(
        &[
            "new",
            "A branch on the line",
            "-k",
            "INC",
            "--body-file",
            "-",
            "--set",
            "owner=sigrid",
            "-c",
        ],
        REVIEW,
    );
    session.declog(&["publish", "INC-5"]);
    session.declog(&["set", "INC-5", "severity=nobody"]);
    session.declog(&[
        "set",
        "INC-5",
        "severity=one-street",
        "responders=omar,jon",
        "houses=40",
        "-c",
    ]);
    session.declog(&["step", "publish", "INC-5"]);
    session.declog(&["set", "INC-5", "actions=x"]);
    let path = "docs/incidents/0005-a-branch-on-the-line.md";
    let text = sandbox.read(path);
    let actions = "actions:\n  - title: Cut the birches\n    owner: omar\n    due: 2027-04-30\n";
    sandbox.write(
        path,
        text.replace("responders:", &format!("{actions}responders:")),
    );
    session.git(&["commit", "-qam", "Name the action"]);
    session.declog(&["publish", "INC-5", "-m", "Omar cuts them in April.", "-c"]);
    session.declog(&["note", "inc5", "-m", "The power company pays.", "-c"]);
    session.declog(&["settle", "INC-5", "-c"]);
    session.declog(&["settle", "INC-5", "-m", "They are cut.", "-c"]);
    session.declog(&["reopen", "INC-5", "-m", "One was left.", "-c"]);
    session.declog(&["accept", "INC-5"]);
    session.declog(&["list", "severity:one-street", "-phase:refused"]);
    session.declog(&[
        "list",
        "is:waiting",
        "--columns",
        "id,title,severity,houses",
    ]);
    session.declog(&["show", "INC-5"]);
    session.declog(&["list", "kind:policy", "applies-to:night"]);
    session.declog(&["check"]);
    session.declog(&["schema", "kind", "incident"]);
    session.declog(&["index"]);
    session.declog(&["site"]);
    session.git(&["log", "--format=%s"]);
    session.check("own-kind.txt");
}

#[test]
fn an_own_kind_has_pages_as_the_others_have() {
    let sandbox = village();
    sandbox.declog(&["site"]);
    let site = sandbox.root().join("_site");
    let pages: Vec<String> = examples::files(&site)
        .into_keys()
        .map(|path| path.display().to_string())
        .filter(|path| path.starts_with("incidents/") || path.starts_with("policies/"))
        .collect();
    check("own-kind-pages.txt", &format!("{}\n", pages.join("\n")));
}

#[test]
fn a_count_that_an_own_kind_has_no_word_for_is_left_out() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write(
        ".declog/kinds/brief/kind.toml",
        "format = 1\nname = \"brief\"\nplural = \"briefs\"\nabout = \"An outcome\"\nprefix = \"BRF\"\n\
         folder = \"docs/briefs\"\nextends = \"brief\"\n\
         [[health]]\nname = \"green\"\ntone = \"good\"\nicon = \"ring\"\n\
         [[health]]\nname = \"red\"\ntone = \"stopped\"\nicon = \"octagon\"\n",
    );
    sandbox.write(
        "docs/briefs/0001-tap.md",
        "---\nstatus: active\n---\n# Pay in one tap\n",
    );
    sandbox.commit("A brief");
    let mut session = Session::new(&sandbox);
    session.declog(&[]);
    session.declog(&["site"]);
    session.check("own-counts.txt");
    let home = sandbox.read("_site/index.html");
    let from = home.find("<ul class=\"counts\">").expect("home has counts");
    let counts = home[from..].split_inclusive("</ul>").next();
    check("own-counts.html", counts.expect("and they end"));
}

#[test]
fn an_own_verb_is_a_command_of_its_log() {
    let sandbox = village();
    let review = "docs/incidents/0002-a-digger-cut-the-cable-at-the-church.md";
    let done = sandbox.read(review).replace("- [ ]", "- [x]");
    sandbox.write(review, &done);
    sandbox.commit("all of it is done");
    let mut session = Session::new(&sandbox);
    session.declog(&["settle", "--help"]);
    let told = sandbox.declog(&["settle", "--help"]).stdout;
    assert_eq!(sandbox.declog(&["help", "settle"]).stdout, told);
    session.declog(&["settle", "-h"]);
    session.declog(&["settle"]);
    session.declog(&["settle", "--json"]);
    session.declog(&["setle", "INC-2", "-m", "x"]);
    session.declog(&["foo", "bar"]);
    sandbox.git(&["init", "-q", "settle"]);
    let user = ["-C", "settle", "config"];
    sandbox.git(&[&user[..], &["user.email", "sigrid@brenna.example"]].concat());
    examples::copy(
        &examples::examples().join("village-fibre"),
        &sandbox.root().join("settle"),
    );
    sandbox.write(&format!("settle/{review}"), &done);
    session.declog(&["-C", "settle", "settle", "INC-2", "-m", "x", "-n", "-q"]);
    session.declog(&["settle", "INC-2", "-m", "x", "-n", "-C", "settle"]);
    session.declog(&["-C", "nowhere", "settle", "INC-2"]);
    let settings = sandbox.read("declog.toml");
    sandbox.write("declog.toml", settings.replace("format = 1", "format = 0"));
    session.declog(&["settle", "INC-2"]);
    sandbox.write("declog.toml", settings);
    let path = ".declog/kinds/incident/kind.toml";
    sandbox.write(
        path,
        sandbox
            .read(path)
            .replace("to = \"settled\"", "to = \"setled\""),
    );
    session.declog(&["settle", "INC-2"]);
    session.check("own-verb.txt");
}

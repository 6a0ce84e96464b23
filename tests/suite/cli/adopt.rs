//! A folder of decisions that was there before declog.

use super::Session;
use crate::sandbox::Sandbox;

const FILES: &[(&str, &str)] = &[
    (
        "docs/adr/index.md",
        "# Decisions\n\n* [0000](0000-record-decisions.md)\n",
    ),
    (
        "docs/adr/adr-template.md",
        "---\nstatus: \"{proposed | accepted}\"\n---\n# {title}\n\n## Context and Problem Statement\n",
    ),
    ("docs/adr/images/map.png", "\u{0}png"),
    // No metadata at all.
    (
        "docs/adr/0000-record-decisions.md",
        "# Record decisions\n\n## Context and Problem Statement\n\nWe forget.\n\n## Considered Options\n\n* Write them down\n* Remember\n\n## Decision Outcome\n\nChosen option: \"Write them down\".\n",
    ),
    // Front matter of the newer style, with keys of a site generator.
    (
        "docs/adr/0001-use-plain-text.md",
        "---\nlayout: post\nparent: Decisions\nnav_order: 1\nstatus: accepted\ndate: 2021-03-04\ndeciders: Ada\n---\n# Use plain text\n\n## Context and Problem Statement\n\nTools come and go.\n\n## Considered Options\n\n* Plain text\n* A wiki\n\n## Decision Outcome\n\nChosen option: \"Plain text\".\n\n![the map](images/map.png)\n",
    ),
    // Only a title, a word that is no state, and a link that leads nowhere.
    (
        "docs/adr/0002-use-numbers.md",
        "---\nstatus: someday\n---\n# Use numbers\n\nSee [the first](0000-record-decision.md).\n",
    ),
];

#[test]
fn a_folder_is_adopted_as_it_is() {
    let sandbox = Sandbox::new();
    for (path, text) in FILES {
        sandbox.write(path, text);
    }
    sandbox.commit("the decisions so far");
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "--folder", "docs/nowhere"]);
    session.declog(&["init", "--folder", "docs/adr", "-n"]);
    session.declog(&["init", "--folder", "docs/adr"]);
    session.declog(&["list"]);
    session.declog(&["show", "1"]);
    session.declog(&["check"]);
    session.declog(&[
        "check",
        "-v",
        "--format",
        "concise",
        "docs/adr/0002-use-numbers.md",
    ]);
    session.declog(&["index"]);
    session.declog(&["site"]);
    session.declog(&["init"]);
    session.git(&["status", "--short"]);
    session.check("adopt.txt");
}

//! A log's own kinds: what is wrong in their folders is told with its place, and what is right works like any other.

use super::Session;
use crate::sandbox::Sandbox;

/// A kind that takes all it does not say from another.
const RUMOUR: &str = "\
format = 1
name = \"rumour\"
extends = \"decision\"
plural = \"rumours\"
prefix = \"RUM\"
folder = \"docs/rumours\"
";

/// A kind of its own.
const INCIDENT: &str = "\
format = 1
name = \"incident\"
plural = \"incidents\"
about = \"What broke, and what was learned\"
prefix = \"INC\"
folder = \"docs/incidents\"
leading = \"impact\"

[[states]]
name = \"open\"
phase = \"open\"
tone = \"risk\"
icon = \"triangle\"
waits-on = \"owner\"
synonyms = [\"Under Way\"]

[[states]]
name = \"closed\"
phase = \"ended\"
tone = \"good\"
icon = \"filled-tick\"

[[steps]]
verb = \"close\"
about = \"End an incident\"
from = [\"open\"]
to = \"closed\"
who = \"owner\"
requires = [\"learned\"]
reason = \"required\"

[[fields]]
key = \"severity\"
label = \"Severity\"
type = \"choice\"
choices = [\"low\", \"high\"]
required-in = [\"ended\"]

[[sections]]
id = \"impact\"
title = \"Impact\"
required-in = [\"open\"]

[[sections]]
id = \"learned\"
title = \"What we learned\"
";

const TEMPLATE: &str = "\
---
status: {{ status }}
date: {{ date }}
created: {{ date }}
---
# {{ title }}

## Impact

{{ lead or \"<!-- Who noticed what, and for how long. -->\" }}
";

/// What is changed in which kind, and by what.
const WRONG: &[(&str, &str, &str)] = &[
    (RUMOUR, "format = 1\n", ""),
    (RUMOUR, "format = 1", "format = 0"),
    (RUMOUR, "format = 1", "format = 2"),
    (RUMOUR, "format = 1", "format = 1\nextend = \"decision\""),
    (RUMOUR, "name = \"rumour\"", "name = \"gossip\""),
    (RUMOUR, "\"rumours\"", "\"Rumours\""),
    (RUMOUR, "\"rumours\"", "\"decisions\""),
    (RUMOUR, "\"decision\"", "\"decison\""),
    (RUMOUR, "extends = \"decision\"\n", ""),
    (RUMOUR, "\"RUM\"", "\"rum\""),
    (RUMOUR, "\"RUM\"", "\"DEC\""),
    (RUMOUR, "\"docs/rumours\"", "\"../rumours\""),
    (RUMOUR, "\"docs/rumours\"", "\"docs/decisions\""),
    (RUMOUR, "prefix = \"RUM\"", "prefix = \"RUM\"\nwidth = 12"),
    (RUMOUR, "prefix = \"RUM\"", "prefix = 5"),
    (RUMOUR, "prefix = \"RUM\"\n", ""),
    (INCIDENT, "about = \"End an incident\"\n", ""),
    (
        RUMOUR,
        "extends",
        "without = [\"status\", \"ownr\"]\nextends",
    ),
    (
        RUMOUR,
        "extends",
        "without = [\"decision-makers\"]\nextends",
    ),
    (RUMOUR, "extends", "leading = \"contxt\"\nextends"),
    (
        RUMOUR,
        "extends",
        "superseded = \"replaced\"\nowner-else = [\"area\", \"tags\"]\nextends",
    ),
    (INCIDENT, "\nprefix", "\nprefix = \"INC\"\nprefix"),
    (INCIDENT, "leading = \"impact\"\n", ""),
    (INCIDENT, "name = \"open\"", "name = \"Open\""),
    (INCIDENT, "name = \"closed\"", "name = \"open\""),
    (INCIDENT, "phase = \"ended\"", "phase = \"over\""),
    (INCIDENT, "icon = \"triangle\"", "icon = \"trianlge\""),
    (INCIDENT, "waits-on = \"owner\"", "waits-on = \"fixer\""),
    (INCIDENT, "from = [\"open\"]", "from = [\"opened\"]"),
    (INCIDENT, "from = [\"open\"]", "from = []"),
    (INCIDENT, "to = \"closed\"", "to = \"close\""),
    (INCIDENT, "who = \"owner\"", "who = \"severity\""),
    (
        INCIDENT,
        "requires = [\"learned\"]",
        "requires = [\"learnt\"]",
    ),
    (INCIDENT, "reason = \"required\"", "reason = \"wanted\""),
    (
        INCIDENT,
        "reason = \"required\"",
        "reason = \"required\"\neffect = \"move-owner\"",
    ),
    (
        INCIDENT,
        "reason = \"required\"",
        "reason = \"required\"\neffect = \"supersede\"",
    ),
    (
        INCIDENT,
        "reason = \"required\"",
        "reason = \"required\"\nevidence = true",
    ),
    (INCIDENT, "type = \"choice\"", "type = \"items\""),
    (INCIDENT, "icon = \"triangle\"\n", ""),
    (INCIDENT, "verb = \"close\"", "verb = \"show\""),
    (INCIDENT, "verb = \"close\"", "verb = \"Close it\""),
    (
        INCIDENT,
        "verb = \"close\"",
        "verb = \"close\"\nwhen = \"soon\"",
    ),
    (INCIDENT, "choices = [\"low\", \"high\"]\n", ""),
    (INCIDENT, "type = \"choice\"", "type = \"chioce\""),
    (INCIDENT, "type = \"choice\"", "type = \"state\""),
    (INCIDENT, "key = \"severity\"", "key = \"How bad\""),
    (
        INCIDENT,
        "type = \"choice\"",
        "type = \"references\"\nnames = [\"same\"]",
    ),
    (
        INCIDENT,
        "[[sections]]\nid = \"impact\"",
        "[[fields]]\nkey = \"serves\"\nlabel = \"Serves\"\ntype = \"references\"\nnames = [\"breif\"]\n\n\
         [[sections]]\nid = \"impact\"",
    ),
    (
        INCIDENT,
        "required-in = [\"ended\"]",
        "required-in = [\"ended\", \"closd\"]",
    ),
    (
        INCIDENT,
        "required-in = [\"open\"]",
        "frozen-in = [\"life\"]",
    ),
    (INCIDENT, "id = \"learned\"", "id = \"impact\""),
    (INCIDENT, "id = \"learned\"", "id = \"log\""),
];

#[test]
fn what_is_wrong_in_a_kind_is_told_with_its_place() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let mut session = Session::new(&sandbox);
    for (kind, old, new) in WRONG {
        let name = if *kind == RUMOUR {
            "rumour"
        } else {
            "incident"
        };
        let path = format!(".declog/kinds/{name}/kind.toml");
        assert_eq!(kind.matches(old).count(), 1, "{old:?}");
        sandbox.write(&path, kind.replacen(old, new, 1));
        if *kind == INCIDENT {
            sandbox.write(".declog/kinds/incident/record.md", TEMPLATE);
        }
        session
            .told
            .push_str(&format!("-- {name}: {old:?} is {new:?}\n"));
        session.declog(&["list"]);
        let kinds = sandbox.root().join(".declog/kinds");
        std::fs::remove_dir_all(kinds).expect("a folder");
    }
    session.check("kinds-wrong.txt");
}

#[test]
fn a_kind_needs_a_template_and_two_of_them_a_name_each() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write(".declog/kinds/incident/kind.toml", INCIDENT);
    let mut session = Session::new(&sandbox);
    session.declog(&["list"]);
    sandbox.write(
        ".declog/kinds/incident/record.md",
        TEMPLATE.replace("title }}", "titel }}"),
    );
    session.declog(&[
        "new",
        "The till stood still",
        "-k",
        "incident",
        "-m",
        "Nobody could pay.",
    ]);
    sandbox.write(".declog/kinds/incident/record.md", TEMPLATE);
    let second = INCIDENT
        .replace("\"incident\"", "\"outage\"")
        .replace("\"INC\"", "\"OUT\"");
    sandbox.write(".declog/kinds/outage/kind.toml", second);
    sandbox.write(".declog/kinds/outage/record.md", TEMPLATE);
    session.declog(&["list"]);
    sandbox.write(".declog/kinds/outage/kind.toml", b"format = 1 # \xff\n");
    session.declog(&["list"]);
    let path = sandbox.root().join(".declog/kinds/outage/kind.toml");
    std::fs::rename(&path, path.with_file_name("kinds.toml")).expect("a file");
    session.declog(&["list"]);
    let folder = sandbox.root().join(".declog/kinds/outage");
    std::fs::remove_dir_all(folder).expect("a folder");
    sandbox.write(".declog/kinds/outage/notes/idea.md", "One day.\n");
    session.declog(&["list"]);
    sandbox.write(".declog/kinds/README.md", "Our kinds.\n");
    std::fs::remove_dir_all(sandbox.root().join(".declog/kinds/outage")).expect("a folder");
    session.declog(&["list"]);
    session.check("kinds-several.txt");
}

#[test]
fn a_record_of_an_own_kind_is_whole_in_a_clone() {
    let sandbox = Sandbox::new();
    sandbox.write("shop/declog.toml", "format = 1\n");
    sandbox.write("shop/.declog/kinds/incident/kind.toml", INCIDENT);
    sandbox.write("shop/.declog/kinds/incident/record.md", TEMPLATE);
    sandbox.write("shop/.declog/kinds/rumour/kind.toml", RUMOUR);
    let mut session = Session::within(&sandbox, "shop");
    let words = ["new", "No mail", "-k", "incident", "-m", "None went out."];
    session.declog(&[&words[..], &["-c"]].concat());
    session.declog(&["note", "INC-1", "-m", "Again.", "-c"]);
    session.git(&["status", "--short", "--untracked-files=all"]);
    session.git(&["clone", "-q", ".", "copy"]);
    let mut clone = Session::within(&sandbox, "copy/shop");
    clone.told = session.told;
    clone.declog(&["check"]);
    clone.declog(&["show", "INC-1"]);
    clone.check("kinds-clone.txt");
}

#[test]
fn a_kind_of_the_logs_own_works_like_any_other() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write(".declog/kinds/incident/kind.toml", INCIDENT);
    sandbox.write(".declog/kinds/incident/record.md", TEMPLATE);
    sandbox.write(".declog/kinds/rumour/kind.toml", RUMOUR);
    sandbox.write(
        "docs/incidents/0001-no-mail.md",
        "---\nstatus: under way\nowner: alice\n---\n# No mail\n\n## Impact\n\nNone went out.\n",
    );
    let mut session = Session::new(&sandbox);
    session.declog(&[
        "new",
        "The till stood still",
        "-k",
        "incident",
        "-m",
        "Nobody could pay.",
        "-c",
    ]);
    session.declog(&[
        "new",
        "It was the cat",
        "-k",
        "rumour",
        "-m",
        "She sat on it.",
    ]);
    session.declog(&["list"]);
    session.declog(&["list", "kind:incident", "severity:high"]);
    session.declog(&["set", "INC-2", "severity=hihg"]);
    session.declog(&["set", "INC-2", "severity=high", "owner=alice"]);
    session.declog(&["step", "close", "INC-2", "-m", "Ended."]);
    session.declog(&["step", "close", "INC-1", "-m", "Ended."]);
    session.declog(&["check"]);
    session.check("kinds.txt");
}

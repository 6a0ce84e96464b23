//! Updates of an outcome, in the words of its measures and milestones.

use super::{Session, work};
use crate::sandbox::Sandbox;

/// Where the outcome is.
const PATH: &str = "docs/briefs/0001-faster-checkout.md";

/// An outcome under way, written by hand.
const BRIEF: &str = "\
---
status: active
date: 2026-10-01
created: 2026-09-01
owner: ada
due: 2026-12-31
measures: # from Grafana
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300            # agreed with Bo
    readings:
      2026-10-01: 850
  - {name: 'error: rate', target: \"<= 0.1\"}
milestones:
  - title: Shadow traffic on the new path
    owner: dave
    due: 2026-10-31
    was: [2026-09-30]
  - title: Shadow, the second
  - title: A plan
    due: 2026-09-15
    done: 2026-09-14
---
# Faster checkout

## Outcome

Nobody waits.

## Success criteria

* p95 checkout latency is 300 ms.

## Boundaries

* Prices stay.
";

fn outcome(text: &str) -> Sandbox {
    let sandbox = super::log();
    sandbox.write(PATH, text);
    sandbox.commit("an outcome");
    sandbox
}

#[test]
fn an_update_is_one_change_of_text_and_numbers() {
    let sandbox = outcome(BRIEF);
    let before = work(&sandbox);
    let mut session = Session::new(&sandbox);
    session.declog(&[
        "update",
        "BRF-1",
        "-m",
        "Half of the traffic is on the new path.\n\nThe rest waits for a certificate.",
        "--health",
        "at-risk",
        "--reading",
        "p95=610",
        "--reading",
        "error: rate=0.20@2026-11-01",
        "--done",
        "shadow traffic",
        "--milestone",
        "Shadow, the second=2026-12-01",
        "--milestone",
        "All traffic = 2026-12-15",
        "--measure",
        "p95 checkout latency; target=250; source=grafana: checkout",
        "--measure",
        "complaints; unit=per week; baseline=12; target=< 3; source=helpdesk; x-team=shop",
        "--reading",
        "complaints=11.0",
        "-c",
    ]);
    assert_eq!(work(&sandbox), before);
    session.git(&["show", "--format=%B"]);
    session.declog(&["show", "BRF-1", "--json=id,state"]);
    session.declog(&["list", "health:at-risk", "--format", "ids"]);
    session.check("update.txt");
}

#[test]
fn without_a_word_of_its_own_an_update_says_what_the_last_one_said() {
    let sandbox = outcome(&BRIEF.replace('\n', "\r\n"));
    let mut session = Session::new(&sandbox);
    session.declog(&["update", "-k", "brief", "1", "-m", "Begun.", "-c"]);
    let words = ["update", "BRF-1", "-m", "A snag.", "--health", "off-track"];
    session.declog(&[&words[..], &["-c"]].concat());
    session.declog(&["update", "BRF-1", "-m", "Still.", "-c"]);
    session.declog(&["update", "BRF-1", "--nothing-changed", "-c"]);
    session.declog(&["update", "BRF-1", "-m", "And still.", "--no-commit"]);
    session.declog(&["update", "BRF-1", "-m", "Not written.", "-n", "--json"]);
    session.declog(&["list", "health:off-track", "--format", "ids"]);
    let text = sandbox.read(PATH);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    session.git(&["log", "--format=%s", "-4"]);
    session
        .told
        .push_str(&text[text.find("## Log").unwrap()..].replace('\r', ""));
    session.check("update-health.txt");
}

#[test]
fn a_milestone_that_moves_keeps_its_earlier_days() {
    let sandbox = outcome(BRIEF);
    let mut session = Session::new(&sandbox);
    let title = "Shadow traffic on the new path";
    for day in ["2026-11-30", "2026-11-30", "2026-10-31"] {
        let milestone = format!("{title}={day}");
        session.declog(&["update", "BRF-1", "-m", "Later.", "--milestone", &milestone]);
    }
    let milestone = format!("{title}=2026-12-05");
    let words = [
        "update",
        "BRF-1",
        "-m",
        "Late, and done.",
        "--milestone",
        &milestone,
    ];
    session.declog(&[&words[..], &["--done", title]].concat());
    session.git(&["diff"]);
    session.check("update-moves.txt");
}

#[test]
fn what_an_update_cannot_mean_is_refused_and_answered() {
    let sandbox = outcome(BRIEF);
    sandbox.write(
        "docs/briefs/0002-a-draft.md",
        BRIEF.replace("active", "draft"),
    );
    sandbox.write(
        "docs/briefs/0003-reached.md",
        BRIEF.replace("active", "achieved") + "\n## What we learned\n\nA lot.\n",
    );
    sandbox.write(
        "docs/briefs/0004-twins.md",
        BRIEF.replace("'error: rate'", "p95 checkout latency"),
    );
    sandbox.write(
        "docs/briefs/0005-bare.md",
        "---\nstatus: active\ndate: 2026-10-01\nowner: ada\ndue: 2026-12-31\nmeasures: ~ # none\n---\n# Bare\n",
    );
    sandbox.commit("more of them");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    let typed: &[&[&str]] = &[
        &["--health", "of-track"],
        &["--health", "fine"],
        &["--reading", "latency=5"],
        &["--reading", "p95 checkout latencies=5"],
        &["--reading", "p95 checkout latency"],
        &["--reading", "=5"],
        &["--reading", "p95=fast"],
        &["--reading", "p95=1,180"],
        &["--measure", "p95; target=<= 1 180 ms"],
        &["--reading", "p95=5@yesterday"],
        &["--reading", "p95=5@2026-11-23"],
        &["--done", "Shadow"],
        &["--done", "Light traffic"],
        &["--done", "A plan"],
        &["--done", ""],
        &["--milestone", "A plan=2026-12-01"],
        &["--milestone", "Shadow, the second=soon"],
        &["--milestone", "X=2026-12-01", "--milestone", "X=2026-12-02"],
        &["--measure", "p95"],
        &["--measure", "complaints=3"],
        &["--measure", "p95; targt=3"],
        &["--measure", "p95; colour=red"],
        &["--measure", "p95; target=soon"],
        &["--measure", "p95; baseline=>= 3"],
        &["--measure", "p95; unit="],
        &["--measure", "p95; readings=5"],
        &["--measure", "; unit=ms"],
        &["--nothing-changed", "--health", "on-track"],
        &["--nothing-changed", "--done", "Shadow, the second"],
    ];
    for words in typed {
        let output = session.declog(&[&["update", "BRF-1", "-m", "x"], *words].concat());
        assert_ne!(output.code, 0, "{words:?}");
    }
    session.declog(&["update", "BRF-1"]);
    session.declog(&["update", "BRF-1", "-m", " "]);
    session.declog(&["update", "BRF-2", "-m", "x"]);
    session.declog(&["update", "BRF-3", "-m", "x"]);
    session.declog(&["update", "BRF-4", "-m", "x", "--reading", "p95=5"]);
    let words = [
        "update",
        "BRF-4",
        "-m",
        "x",
        "--reading",
        "p95 checkout latency=5",
    ];
    session.declog(&words);
    session.declog(&["update", "BRF-5", "-m", "x", "--reading", "p95=5"]);
    session.declog(&["update", "BRF-5", "-m", "x", "--measure", "p95; unit=ms"]);
    session.declog(&["update", "DEC-2", "-m", "x"]);
    session.declog(&["update", "BRF-1", "-m", "x", "--reading", "p95=\u{1b}5"]);
    session.declog(&["update", "BRF-1", "-m", "x", "--health", "fine", "--json"]);
    assert_eq!(sandbox.files(), before);
    session.check("update-refused.txt");
}

/// An outcome that nobody has begun to work towards.
const IDEA: &str = "\
---
status: draft
date: 2026-10-01
owner: Ada Lovelace
due: 2026-12-31
---
# Faster checkout

## Outcome

Nobody waits.

## Success criteria

* p95 checkout latency is 300 ms.

## Boundaries

* Prices stay.
";

#[test]
fn a_draft_gets_its_measures_and_milestones_by_hand() {
    let sandbox = outcome(IDEA);
    let mut session = Session::new(&sandbox);
    session.declog(&["start", "BRF-1"]);
    session.declog(&["set", "BRF-1", "measures=p95"]);
    session.declog(&["set", "BRF-1", "milestones=all"]);
    session.declog(&["update", "BRF-1", "-m", "We begin."]);
    session.declog(&["update", "BRF-1", "--measure", "p95", "--reading", "p95=3"]);
    let measure = "p95; unit=ms; baseline=900; target=300; source=Grafana";
    session.declog(&["update", "BRF-1", "--measure", measure]);
    let milestone = "All traffic=2026-12-15";
    let words = ["update", "BRF-1", "--milestone", milestone, "-m", "A plan."];
    session.declog(&words);
    session.declog(&["update", "BRF-1", "--measure", "p95; target=250"]);
    session.git(&["diff"]);
    session.declog(&["start", "BRF-1", "-c"]);
    session.declog(&["update", "BRF-1", "--measure", "p95; target=200"]);
    session.check("update-draft.txt");
}

//! Every step of every kind from every state: who is let through, who is refused, with which words and exit code.

use std::fmt::Write as _;

use declog::model::kind::Kind;
use declog::text::kinds::builtin;

use super::check;
use crate::sandbox::Sandbox;

/// What a record of each built-in kind says besides its state, so that nothing is missing in any of them.
const WHOLE: [(&str, &str); 3] = [
    (
        "decision",
        "owner: Ada Lovelace\ndecision-makers: [Ada Lovelace]\n---\n# Keep one ledger\n\n\
         ## Context and Problem Statement\n\nTwo differ.\n\n\
         ## Considered Options\n\n* One ledger\n* Two ledgers\n\n\
         ## Decision Outcome\n\nChosen option: \"One ledger\", because nothing is left to reconcile.\n",
    ),
    (
        "brief",
        "owner: Ada Lovelace\ndue: 2027-03-31\nmeasures:\n  - name: search time\n    unit: ms\n    baseline: 900\n    \
         target: 300\n    source: the load test\n    readings: {2026-09-30: 290}\n---\n# Find any book in a second\n\n\
         ## Outcome\n\nSearch answers in 300 ms.\n\n## Success criteria\n\n* search time below 300 ms\n\n\
         ## Boundaries\n\n* No second database.\n\n## What we learned\n\nAn index is enough.\n",
    ),
    (
        "handoff",
        "from: Ada Lovelace\nto: Bo Li\nitems: [DEC-1]\n---\n# Hand the ledger over\n\n\
         ## What is handed over\n\nThe ledger.\n\n## State of the work\n\nIt runs.\n\n## Next steps\n\n1. Read it.\n\n\
         ## Risks and open questions\n\n* None known.\n\n## Acceptance checklist\n\n- [x] Bo has read it\n",
    ),
];

/// A log with a record of each state of each kind, numbered in the order of the states.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    for kind in builtin() {
        let (_, rest) = WHOLE.iter().find(|(name, _)| *name == kind.name).unwrap();
        for (at, state) in kind.states.iter().enumerate() {
            let path = format!("{}/{:04}-record.md", kind.folder, at + 1);
            let head = format!("---\nstatus: {}\ndate: 2026-10-01\n", state.name);
            sandbox.write(&path, format!("{head}{rest}"));
        }
    }
    sandbox.commit("one of each");
    sandbox
}

/// Every verb once, in the order of the kinds.
fn verbs() -> Vec<&'static str> {
    let mut verbs: Vec<&str> = Vec::new();
    for step in builtin().iter().flat_map(|kind| &kind.steps) {
        if !verbs.contains(&step.verb.as_str()) {
            verbs.push(&step.verb);
        }
    }
    verbs
}

#[test]
fn every_step_from_every_state_is_taken_or_refused_as_the_table_says() {
    let sandbox = log();
    let mut table = String::new();
    for kind in builtin() {
        for (at, state) in kind.states.iter().enumerate() {
            let id = format!("{}-{}", kind.prefix, at + 1);
            writeln!(table, "== {} {} ({id})", kind.name, state.name).unwrap();
            for verb in kind.steps.iter().map(|step| step.verb.as_str()) {
                let said = take(&sandbox, &[verb, &id, "-m", "Because.", "-n", "--json"]);
                writeln!(table, "{verb:10} {said}").unwrap();
            }
        }
    }
    check("steps.txt", &table);
}

#[test]
fn a_verb_of_another_kind_is_no_step() {
    let sandbox = log();
    let mut table = String::new();
    for kind in builtin() {
        for verb in verbs().into_iter().filter(|verb| kind.step(verb).is_none()) {
            let id = format!("{}-1", kind.prefix);
            let said = take(&sandbox, &[verb, &id, "-m", "Because.", "-n", "--json"]);
            writeln!(table, "{:8} {verb:10} {said}", kind.name).unwrap();
        }
    }
    check("steps-foreign.txt", &table);
}

#[test]
fn a_step_that_lacks_something_is_refused() {
    let sandbox = log();
    let mut table = String::new();
    for kind in builtin() {
        for step in &kind.steps {
            let id = format!("{}-{}", kind.prefix, place(kind, &step.from[0]));
            let said = take(&sandbox, &[&step.verb, &id, "-n", "--json"]);
            writeln!(
                table,
                "{:8} {:10} without a reason: {said}",
                kind.name, step.verb
            )
            .unwrap();
        }
    }
    let (decision, brief, handoff) = (&builtin()[0], &builtin()[1], &builtin()[2]);
    let lacking = [
        (
            decision,
            "accept",
            "decision-makers: [Ada Lovelace]\n",
            "",
            "",
        ),
        (
            decision,
            "accept",
            "\n## Considered Options",
            "\n## Other",
            "",
        ),
        (brief, "start", "owner: Ada Lovelace\n", "", ""),
        (brief, "start", "due: 2027-03-31\n", "", ""),
        (
            brief,
            "start",
            "measures:\n  - name: search time\n    unit: ms\n    baseline: 900\n    target: 300\n    source: the load test\n    readings: {2026-09-30: 290}\n",
            "measures: []\n",
            "",
        ),
        (brief, "start", "Search answers in 300 ms.\n", "TODO\n", ""),
        (
            brief,
            "achieve",
            "\n## What we learned\n\nAn index is enough.\n",
            "",
            "-m",
        ),
        (handoff, "offer", "from: Ada Lovelace\n", "", ""),
        (handoff, "offer", "to: Bo Li\n", "", ""),
        (handoff, "offer", "items: [DEC-1]\n", "", ""),
        (
            handoff,
            "offer",
            "items: [DEC-1]\n",
            "items: [DEC-99]\n",
            "",
        ),
        (
            handoff,
            "offer",
            "items: [DEC-1]\n",
            "items: [area:storage]\n",
            "",
        ),
        (
            handoff,
            "offer",
            "from: Ada Lovelace\n",
            "from: Cy Day\n",
            "",
        ),
        (
            handoff,
            "accept",
            "from: Ada Lovelace\n",
            "from: Cy Day\n",
            "",
        ),
        (handoff, "offer", "It runs.\n", "", ""),
        (handoff, "offer", "- [x] Bo has read it\n", "tbd\n", ""),
    ];
    for (kind, verb, from, to, reason) in lacking {
        let at = place(kind, &kind.step(verb).unwrap().from[0]);
        let path = format!("{}/{at:04}-record.md", kind.folder);
        let whole = sandbox.read(&path);
        assert!(whole.contains(from), "{path} has no {from}");
        sandbox.write(&path, whole.replace(from, to));
        let id = format!("{}-{at}", kind.prefix);
        let mut words = vec![verb, id.as_str(), "-n", "--json"];
        words.extend((!reason.is_empty()).then_some("-mBecause."));
        let said = take(&sandbox, &words);
        let (from, to) = (from.replace('\n', "/"), to.replace('\n', "/"));
        writeln!(table, "{:8} {verb:10} `{from}` → `{to}`: {said}", kind.name).unwrap();
        sandbox.write(&path, &whole);
    }
    check("steps-lacking.txt", &table);
}

fn place(kind: &Kind, state: &str) -> usize {
    kind.states
        .iter()
        .position(|one| one.name == state)
        .unwrap()
        + 1
}

/// What a step answered: the moves it made, or the words and the code of the refusal.
fn take(sandbox: &Sandbox, words: &[&str]) -> String {
    let output = sandbox.declog(words);
    let text = match output.code {
        0 => &output.stdout,
        _ => &output.stderr,
    };
    let json: serde_json::Value = serde_json::from_str(text).unwrap_or_else(|_| panic!("{text}"));
    if output.code == 0 {
        let moves = json["changed"].as_array().unwrap().iter().map(|one| {
            let word = |key: &str| one[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} → {}", word("id"), word("from"), word("to"))
        });
        return moves.collect::<Vec<_>>().join(", ");
    }
    let word = |key: &str| json[key].as_str().unwrap_or("-").replace('\n', " | ");
    format!("[{}] {} ({})", output.code, word("message"), word("help"))
}

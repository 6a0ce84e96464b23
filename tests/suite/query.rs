//! Queries: what they find, what they refuse and how they print.

mod graph;
mod lines;
mod search;
mod whole;
mod why;

use declog::index::Index;
use declog::model::diagnostic::{Diagnostic, Level};
use declog::model::view::count;
use declog::query::{self, MAX_BYTES};
use proptest::prelude::*;

use crate::logs;

/// The index of a log of decisions: file names and texts.
pub(crate) fn index(files: &[(&str, &str)]) -> Index {
    logs::index(&logs::files(files))
}

const FILES: &[(&str, &str)] = &[
    (
        "0001-keep-the-ledger.md",
        "---\nstatus: superseded\ndate: 2026-02-03\ncreated: 2025-12-01\nowner: alice\narea: [storage/ledger]\n\
         decision-makers: [Ana Ng <ana@example.com>]\npriority: 2\ntags: [db, paper-trail]\n---\n# Keep the ledger on paper\n\n\
         ## Context and Problem Statement\n\nThe CAFÉ needs one. Really.\n",
    ),
    (
        "0002-use-sqlite.md",
        "---\nstatus: accepted\ndate: 2026-02-03\ncreated: 2026-01-10\ndecision-makers: [bob]\nconsulted: [alice]\n\
         area: [storage]\npriority: 1\nsupersedes: [DEC-1]\nreversible: costly\ntags: [db]\nx-note: hi\n---\n\
         # Use SQLite\n\n## Context and Problem Statement\n\nA connection pool is too much.\n",
    ),
    (
        "0003-sell-the-boat.md",
        "---\nstatus: proposed\ndate: 2026-11-01\ncreated: 2026-11-01\nowner: bobby\nreview-by: 2026-12-31\n\
         tags: [boat]\nsummary: Too dear to keep\n---\n# Sell the boat\n\n## Context and Problem Statement\n\nIt leaks.\n",
    ),
    (
        "0004-paint-the-boat.md",
        "---\nstatus: accepted\ndate: 2026-03-01\nexpires: 2026-11-21\npriority: 10\n---\n# Paint the boat\n",
    ),
    ("0005-odd.md", "---\nstatus: perhaps\n---\n# Odd\n"),
];

/// The ids a query finds, or its error as `message @ text at the span; label; help`.
fn ask(index: &Index, text: &str) -> String {
    let finding = Diagnostic::new("x", "docs/decisions/0004-paint-the-boat.md", "m");
    let counts = count(&[finding.with_level(Level::Warn)]);
    match query::parse(text, index) {
        Ok(query) => ids(index, &query::filter(index, &query, &counts)),
        Err(error) => told(text, &error),
    }
}

fn ids(index: &Index, places: &[usize]) -> String {
    let ids = places
        .iter()
        .filter_map(|&at| Some(index.records[at].id.number()?.to_string()));
    ids.collect::<Vec<_>>().join(" ")
}

fn told(text: &str, error: &query::QueryError) -> String {
    let mut told = format!("{} @ {}", error.message, &text[error.span.range()]);
    for more in [&error.label, &error.help].into_iter().flatten() {
        told.push_str("; ");
        told.push_str(more);
    }
    told
}

fn check(cases: &[(&str, &str)], found: impl Fn(&Index, &str) -> String) {
    check_in(&index(FILES), cases, found);
}

fn check_in(index: &Index, cases: &[(&str, &str)], found: impl Fn(&Index, &str) -> String) {
    let actual: Vec<_> = cases
        .iter()
        .map(|(text, _)| format!("{text} => {}", found(index, text)))
        .collect();
    let expected: Vec<_> = cases
        .iter()
        .map(|(text, expected)| format!("{text} => {expected}"))
        .collect();
    assert_eq!(actual.join("\n"), expected.join("\n"));
}

const FOUND: &[(&str, &str)] = &[
    ("", "1 2 3 4 5"),
    ("  \t ", "1 2 3 4 5"),
    ("status:accepted", "2 4"),
    ("status:accepted,proposed", "2 3 4"),
    ("status:accepted status:proposed", "2 3 4"),
    ("STATUS:Accepted", "2 4"),
    ("-status:accepted", "1 3 5"),
    ("-status:accepted -status:proposed", "1 5"),
    ("-status:accepted,proposed", "1 5"),
    ("status:unknown", "5"),
    ("phase:live", "2 4"),
    ("phase:open,ended", "1 3"),
    ("phase:unknown", "5"),
    ("kind:decision", "1 2 3 4 5"),
    ("-kind:decision", ""),
    ("id:DEC-3", "3"),
    ("id:dec3,4", "3 4"),
    ("is:in-force", "2"),
    ("-is:in-force", "1 3 4 5"),
    ("is:incomplete", "4"),
    ("status:accepted -is:in-force", "4"),
    ("owner:alice", "1"),
    ("owner:BOB", "2"),
    ("by:alice", "1 2"),
    ("by:ana", "1"),
    ("by:\"ana ng\"", "1"),
    ("by:an", ""),
    ("deciders:bob", "2"),
    ("decision-maker:bob", "2"),
    ("tag:db", "1 2"),
    ("tags:db tag:boat", "1 2 3"),
    ("tag:paper", ""),
    ("area:storage", "1 2"),
    ("area:storage/ledger", "1"),
    ("supersedes:DEC-1", "2"),
    ("supersedes:1", "2"),
    ("supersedes:DEC-2", ""),
    ("reversible:costly", "2"),
    ("priority:1", "2"),
    ("priority:<10", "1 2"),
    ("priority:>=2", "1 4"),
    ("date:2026-02-03", "1 2"),
    ("date:=2026-02-03", "1 2"),
    ("date:<=2026-03-01", "1 2 4"),
    ("date:>2026-02-03", "3 4"),
    ("date:>2026-02-03 date:<2026-02-03", "3 4"),
    ("created:<2026-01-10", "1"),
    ("review-by:<2027-01-01", "3"),
    ("summary:\"too dear\"", "3"),
    ("boat", "3 4"),
    ("boat dear", "3"),
    ("-boat", "1 2 5"),
    ("\"connection pool\"", "2"),
    ("connection pool", "2"),
    ("\"pool connection\"", ""),
    ("café", "1"),
    ("cafe\u{301}", "1"),
    ("dec-5", "5"),
    ("12:30", ""),
    ("tag:db owner:alice", "1"),
    ("tag:db,boat -owner:alice", "2 3"),
];

#[test]
fn finds_records() {
    check(FOUND, ask);
}

const REFUSED: &[(&str, &str)] = &[
    (
        "boat statsu:accepted",
        "`statsu` is not a key of this log @ statsu; did you mean `status`?; KEYS",
    ),
    (
        "state:accepted",
        "`state` is not a key of this log @ state; did you mean `status`?; KEYS",
    ),
    (
        "state=accepted",
        "`state=accepted` has no `:` behind its key @ state=accepted; did you mean `status:accepted`?",
    ),
    (
        "status=accepted",
        "`status=accepted` has no `:` behind its key @ status=accepted; did you mean `status:accepted`?",
    ),
    (
        "date>2026-01-01",
        "`date>2026-01-01` has no `:` behind its key @ date>2026-01-01; did you mean `date:>2026-01-01`?",
    ),
    (
        "std::vec",
        "`std` is not a key of this log @ std; text with a colon in it is written in quotes; KEYS",
    ),
    (
        "-status:proposed,acepted",
        "`acepted` is not a state of this log @ acepted; did you mean `accepted`?; STATES",
    ),
    (
        "status:approved",
        "`approved` is not a state of this log @ approved; did you mean `accepted`?; STATES",
    ),
    ("status:q", "`q` is not a state of this log @ q; STATES"),
    (
        "kind:decison",
        "`decison` is not a kind of this log @ decison; did you mean `decision`?; known here: decision, brief, handoff",
    ),
    (
        "phase:lve",
        "`lve` is not a phase @ lve; did you mean `live`?; known here: open, live, ended, refused",
    ),
    (
        "is:inforce",
        "`inforce` is not a word of `is:` @ inforce; did you mean `in-force`?; known here: in-force, waiting, overdue, unowned, blocked, stale, incomplete, unbuilt",
    ),
    (
        "reversible:easily",
        "`easily` is not a value of `reversible` @ easily; did you mean `easy`?; known here: easy, costly, one-way",
    ),
    (
        "id:DEC-6",
        "`DEC-6` is not a record of this log @ DEC-6; did you mean `DEC-1`?",
    ),
    (
        "supersedes:nothing",
        "`nothing` is not a record of this log @ nothing",
    ),
    (
        "date:<2026-02-30",
        "`2026-02-30` is not a date @ <2026-02-30; expected `YYYY-MM-DD`; a date SIGNS",
    ),
    (
        "created:today",
        "`today` is not a date @ today; expected `YYYY-MM-DD`; a date SIGNS",
    ),
    (
        "priority:high",
        "`high` is not a number @ high; a number SIGNS",
    ),
    ("tag:", "`tag:` is not followed by a value @ tag:"),
    ("tag:a,,b", "`tag:` is not followed by a value @ tag:a,"),
    ("tag:a,", "`tag:` is not followed by a value @ tag:a,"),
    ("boat -", "there are no words to look for @ -"),
    ("\"\"", "there are no words to look for @ \"\""),
    (
        "tag:\"a b",
        "a quote is opened and not closed @ \"a b; a quote that belongs to the text is written `\\\"` inside quotes",
    ),
];

/// A log that says who there is and which areas the work has.
const PEOPLE: &[(&str, &str)] = &[
    (
        "declog.toml",
        "format = 1\n[people.alice]\nname = \"Alice Ng\"\n[people.bob]\nname = \"Bob Marsh\"\n[people.ang]\n\
         name = \"Ana Ng\"\nemail = [\"ana@example.com\"]\n[teams.platform]\nname = \"Platform crew\"\n\
         members = [\"bob\"]\n[areas.storage]\ntitle = \"Storage and data\"\nowner = \"platform\"\n\
         [areas.web]\ntitle = \"The shop\"\nowner = \"alice\"\n",
    ),
    (
        "0001-keep-the-ledger.md",
        "---\nstatus: accepted\nowner: alice\ndecision-makers: [Carol, bob]\narea: [storage, billing]\n---\n# Keep\n",
    ),
    (
        "0002-use-sqlite.md",
        "---\nstatus: proposed\nconsulted: [ang]\narea: storage\n---\n# Use SQLite\n",
    ),
    (
        "0003-sell-the-boat.md",
        "---\nstatus: proposed\nowner: Alice Ng\ndecision-makers: [platform]\narea: web\n---\n# Sell\n",
    ),
    (
        "docs/briefs/0004-sail.md",
        "---\nstatus: draft\nowner: bob\nmilestones:\n  - title: Paint it\n    owner: ang\n---\n# Sail\n",
    ),
    (
        "docs/handoffs/0005-the-boat.md",
        "---\nstatus: draft\nfrom: bob\nto: alice\n---\n# The boat\n",
    ),
];

#[test]
fn people_and_areas_are_asked_by_handle_or_name() {
    let cases = [
        ("owner:alice", "1 3"),
        ("owner:\"Alice Ng\"", "1 3"),
        ("owner:ALICE", "1 3"),
        ("owner:ng", "1 3"),
        ("owner:marsh", "4"),
        ("owner:platform", "2"),
        ("owner:\"platform crew\"", "2"),
        ("owner:crew", "2"),
        ("owner:ang", ""),
        ("owner:carol", ""),
        ("by:carol", "1"),
        ("by:ang", "2 4"),
        ("by:\"ana ng\"", "2 4"),
        ("by:ng", "1 2 3 4 5"),
        ("by:platform", "2 3"),
        ("-by:alice", "2 4"),
        ("consulted:ana", "2"),
        ("deciders:bob", "1"),
        ("from:marsh", "5"),
        ("to:alice", "5"),
        ("area:storage", "1 2"),
        ("area:data", "1 2"),
        ("area:\"storage and data\"", "1 2"),
        ("area:shop,billing", "1 3"),
        (
            "owner:alise",
            "`alise` is not a person or team of this log @ alise; did you mean `alice`?; \
             known here: alice, ang, bob, platform",
        ),
        (
            "-by:bob,an",
            "`an` is not a person or team of this log @ an; did you mean `ang`?; \
             known here: alice, ang, bob, platform",
        ),
        (
            "by:\"Ana Ng <ana@example.com>\"",
            "`Ana Ng <ana@example.com>` is not a person or team of this log @ \"Ana Ng <ana@example.com>\"; \
             did you mean `ang`?; known here: alice, ang, bob, platform",
        ),
        (
            "consulted:@bob",
            "`@bob` is not a person or team of this log @ @bob; did you mean `bob`?; \
             known here: alice, ang, bob, platform",
        ),
        (
            "to:kim",
            "`kim` is not a person or team of this log @ kim; known here: alice, ang, bob, platform",
        ),
        (
            "area:storge",
            "`storge` is not an area of this log @ storge; did you mean `storage`?; known here: storage, web",
        ),
        (
            "area:mail",
            "`mail` is not an area of this log @ mail; known here: storage, web",
        ),
    ];
    check_in(&index(PEOPLE), &cases, ask);
}

#[test]
fn an_error_lists_a_few_of_many_people() {
    let people: String = (10..45).map(|at| format!("[people.p{at}]\n")).collect();
    let settings = format!("format = 1\n{people}");
    let index = index(&[("declog.toml", &settings)]);
    let error = query::parse("owner:zoe", &index).unwrap_err();
    assert_eq!(
        error.help.as_deref(),
        Some(
            "known here: p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, \
             p28, p29 and 15 more"
        )
    );
}

/// What the capitals in `REFUSED` stand for.
const SHORT: [(&str, &str); 3] = [
    (
        "KEYS",
        "known here: aliases, amends, area, authors, by, consulted, created, date, decision-makers, depends-on, due, \
         exception-to, expires, from, governs, health, id, implemented-by, informed, is, items, kind, measures, \
         milestones, owner, parent, path, period, phase, priority, relates-to, respond-by, reversible, review-by, \
         revision, serves, status, summary, supersedes, tags, to, update-every, updated",
    ),
    (
        "STATES",
        "known here: proposed, accepted, rejected, withdrawn, deprecated, superseded, draft, active, achieved, \
         missed, dropped, offered, clarifying, done, declined",
    ),
    ("SIGNS", "may stand after `<`, `<=`, `>`, `>=` or `=`"),
];

#[test]
fn refuses_what_is_no_query() {
    check(REFUSED, |index, text| {
        let told = ask(index, text);
        SHORT
            .iter()
            .fold(told, |told, (short, long)| told.replace(long, short))
    });
}

#[test]
fn refuses_a_query_that_is_too_long() {
    let long = "a".repeat(MAX_BYTES + 1);
    let error = query::parse(&long, &index(&[])).unwrap_err();
    assert_eq!(
        error.message,
        "the query has 4097 bytes, and 4096 is the most"
    );
}

#[test]
fn prints_a_query_that_asks_the_same() {
    let cases = [
        ("", ""),
        (" tag:db   -STATUS:Accepted ", "tags:db -status:Accepted"),
        ("owner:\"Ana Ng\",bob", "owner:\"Ana Ng\",bob"),
        ("\"connection  pool\" boat", "\"connection  pool\" boat"),
        (
            "\"status:accepted\" \"-x\" -\"-x\"",
            "\"status:accepted\" \"-x\" -\"-x\"",
        ),
        ("say\"\\\"hi\\\" \\\\\"", "\"say\\\"hi\\\" \\\\\""),
        ("tag:\"a,b\"", "tags:\"a,b\""),
        ("back\\slash", "back\\slash"),
        ("date:\"<= 2026-01-01\"", "date:\"<= 2026-01-01\""),
    ];
    check(&cases, |index, text| {
        query::parse(text, index).unwrap().to_string()
    });
}

#[test]
fn sorts_with_the_unknown_last() {
    let cases = [
        ("id", "1 2 3 4 5"),
        ("-id", "5 4 3 2 1"),
        ("title", "1 5 4 3 2"),
        ("priority", "2 1 4 3 5"),
        ("-priority", "4 1 2 3 5"),
        ("date", "1 2 4 3 5"),
        ("-date", "3 4 1 2 5"),
        ("created", "1 2 3 4 5"),
        ("-created", "3 2 1 4 5"),
        ("status", "3 2 4 1 5"),
        ("phase", "3 2 4 1 5"),
        ("owner", "1 2 3 4 5"),
        ("summary", "2 1 3 4 5"),
        ("tag", "3 2 1 4 5"),
        (
            "-by",
            "records have no order by `by` @ by; try `title`, `date`, `created`, `updated` or `priority`",
        ),
    ];
    check(&cases, |index, key| {
        let mut places: Vec<usize> = (0..index.records.len()).collect();
        match query::sort(index, &mut places, key) {
            Ok(()) => ids(index, &places),
            Err(error) => told(key, &error),
        }
    });
}

proptest! {
    #[test]
    fn any_text_is_a_query_or_an_error_inside_it(text in any_query()) {
        for files in [FILES, PEOPLE] {
            let index = index(files);
            match query::parse(&text, &index) {
                Ok(query) => {
                    let found = query::filter(&index, &query, &count(&[]));
                    prop_assert!(found.len() <= files.len());
                    let printed = query.to_string();
                    prop_assert_eq!(query::parse(&printed, &index), Ok(query), "{}", printed);
                }
                Err(error) => prop_assert!(text.get(error.span.range()).is_some(), "{:?}", error),
            }
        }
    }
}

/// Text of any kind, and text made of what means something in a query.
fn any_query() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "status:",
        "tag:",
        "date:",
        "by:",
        "owner:",
        "area:",
        "alice",
        "ng",
        "id:",
        "is:",
        "accepted",
        "in-force",
        "<2026-01-01",
        "DEC-1",
        "-",
        "\"",
        "\\",
        ",",
        ":",
        " ",
        "é",
        "\u{202e}",
        "x",
        "priority:",
        ">1",
        "path:",
        "updated:",
        "overdue",
        "src/**",
        "..",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
    ]
}

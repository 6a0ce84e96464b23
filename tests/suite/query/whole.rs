//! The whole language over one small log whose facts stand beside it: the query as text, and the same asked of the facts
//! by an interpreter that knows nothing of parsing.

use std::sync::LazyLock;

use declog::index::Index;
use declog::model::diagnostic::{Diagnostic, Level};
use declog::model::facts::{Commit, Facts, History, Version};
use declog::model::view::{Counts, count};
use declog::query;
use proptest::prelude::*;

use super::{check_in, told};

const SETTINGS: &str = "\
format = 1
[people.alice]
name = \"Alice Ng\"
[people.bob]
[people.carol]
[teams.platform]
members = [\"bob\"]
[areas.storage]
owner = \"platform\"
decides = [\"alice\"]
[areas.web]
owner = \"carol\"
[cadence]
update-every = \"2w\"
";

/// A record, and what is true of it on 22 November 2026, as somebody found out who read it.
struct Fact {
    id: &'static str,
    path: &'static str,
    text: &'static str,
    state: &'static str,
    phase: &'static str,
    owner: &'static str,
    by: &'static [&'static str],
    area: &'static [&'static str],
    tags: &'static [&'static str],
    created: &'static str,
    updated: &'static str,
    due: &'static str,
    health: &'static str,
    governs: &'static [&'static str],
    is: &'static [&'static str],
}

const NOTHING: Fact = Fact {
    id: "",
    path: "",
    text: "",
    state: "",
    phase: "",
    owner: "",
    by: &[],
    area: &[],
    tags: &[],
    created: "",
    updated: "",
    due: "",
    health: "",
    governs: &[],
    is: &[],
};

const LOG: &[Fact] = &[
    Fact {
        id: "DEC-1",
        path: "docs/decisions/0001-keep-one-ledger.md",
        text: "---\nstatus: accepted\ndate: 2026-01-10\ncreated: 2026-01-05\nowner: alice\narea: storage\n\
               decision-makers: [alice]\ngoverns: [\"src/ledger/**\", \"*.sql\"]\nreview-by: 2026-11-01\n\
               tags: [db, paper]\n---\n# Keep one ledger\n",
        state: "accepted",
        phase: "live",
        owner: "alice",
        by: &["alice"],
        area: &["storage"],
        tags: &["db", "paper"],
        created: "2026-01-05",
        // Somebody touched the file without a word.
        updated: "2026-11-20",
        governs: &["src/ledger/post.rs", "src/ledger", "db/q.sql"],
        is: &["in-force", "overdue", "unbuilt"],
        ..NOTHING
    },
    Fact {
        id: "DEC-2",
        path: "docs/decisions/0002-use-sqlite.md",
        text: "---\nstatus: proposed\ndate: 2026-11-10\ncreated: 2026-11-10\nowner: bob\nconsulted: [carol]\n\
               depends-on: [DEC-1]\ntags: [db]\narea: [storage, web]\n---\n# Use SQLite\n\n\
               ## Context and Problem Statement\n\nThe Straße is long.\n",
        state: "proposed",
        phase: "open",
        owner: "bob",
        by: &["bob", "carol"],
        area: &["storage", "web"],
        tags: &["db"],
        created: "2026-11-10",
        updated: "2026-11-10",
        is: &["waiting"],
        ..NOTHING
    },
    Fact {
        id: "DEC-3",
        path: "docs/decisions/0003-sell-the-boat.md",
        text: "---\nstatus: proposed\ndate: 2026-08-01\ncreated: 2026-08-01\ndepends-on: [DEC-2]\ntags: [boat]\n\
               ---\n# Sell the boat\n",
        state: "proposed",
        phase: "open",
        created: "2026-08-01",
        updated: "2026-08-01",
        tags: &["boat"],
        is: &["waiting", "unowned", "blocked", "stale"],
        ..NOTHING
    },
    Fact {
        id: "DEC-4",
        path: "docs/decisions/0004-paint-the-boat.md",
        text: "---\nstatus: superseded\ndate: 2026-03-01\ncreated: 2026-02-01\nowner: carol\ngoverns: [\"docs/\"]\n\
               tags: [boat]\nreview-by: 2026-04-01\n---\n# Paint the boat\n",
        state: "superseded",
        phase: "ended",
        owner: "carol",
        by: &["carol"],
        tags: &["boat"],
        created: "2026-02-01",
        updated: "2026-03-01",
        governs: &["docs"],
        ..NOTHING
    },
    Fact {
        id: "DEC-5",
        path: "docs/decisions/0005-varnish-the-boat.md",
        text: "---\nstatus: accepted\ndate: 2026-03-01\ncreated: 2026-03-01\nowner: carol\nsupersedes: [DEC-4]\n\
               depends-on: [BRF-2, DEC-1]\nimplemented-by: [src/boat.rs]\n---\n# Varnish the boat\n",
        state: "accepted",
        phase: "live",
        owner: "carol",
        by: &["carol"],
        created: "2026-03-01",
        updated: "2026-03-01",
        is: &["in-force"],
        ..NOTHING
    },
    Fact {
        id: "DEC-6",
        path: "docs/decisions/0006-lease-the-boat.md",
        text: "---\nstatus: accepted\ndate: 2026-04-01\ncreated: 2026-04-01\nowner: carol\nexpires: 2026-06-30\n\
               review-by: 2026-05-01\ndepends-on: [DEC-4]\n---\n# Lease the boat\n",
        state: "accepted",
        phase: "live",
        owner: "carol",
        by: &["carol"],
        created: "2026-04-01",
        updated: "2026-04-01",
        ..NOTHING
    },
    Fact {
        id: "DEC-7",
        path: "docs/decisions/0007-odd.md",
        text: "---\nstatus: perhaps\n---\n# Odd\n",
        is: &["incomplete"],
        ..NOTHING
    },
    Fact {
        id: "DEC-8",
        path: "docs/decisions/0008-anchor-the-boat.md",
        text: "---\nstatus: accepted\ndate: 2026-04-02\ncreated: 2026-04-02\nowner: carol\ngoverns: [\"src/**\", \"!src/ledger/**\"]\n\
               depends-on: [DEC-4, DEC-7]\nimplemented-by: [a1b2c3d]\n---\n# Anchor the boat\n",
        state: "accepted",
        phase: "live",
        owner: "carol",
        by: &["carol"],
        created: "2026-04-02",
        updated: "2026-04-02",
        governs: &["src/main.rs", "src/ledger"],
        is: &["in-force", "blocked"],
        ..NOTHING
    },
    Fact {
        id: "BRF-1",
        path: "docs/briefs/0001-faster-checkout.md",
        text: "---\nstatus: active\ndate: 2026-10-01\ncreated: 2026-09-15\nowner: alice\ndue: 2026-12-31\nmilestones:\n  \
               - title: Shadow\n    owner: carol\n    due: 2026-12-01\n---\n# Faster checkout\n\n## Log\n\n\
               ### 2026-10-20 · at-risk · alice\nSlow.\n",
        state: "active",
        phase: "live",
        owner: "alice",
        by: &["alice", "carol"],
        created: "2026-09-15",
        updated: "2026-10-20",
        due: "2026-12-31",
        health: "at-risk",
        is: &["in-force", "overdue"],
        ..NOTHING
    },
    Fact {
        id: "BRF-2",
        path: "docs/briefs/0002-slower-checkout.md",
        text: "---\nstatus: achieved\ndate: 2026-05-01\ncreated: 2026-01-01\nowner: alice\ndue: 2026-04-01\n---\n\
               # Slower checkout\n",
        state: "achieved",
        phase: "ended",
        owner: "alice",
        by: &["alice"],
        created: "2026-01-01",
        updated: "2026-05-01",
        due: "2026-04-01",
        ..NOTHING
    },
    Fact {
        id: "BRF-3",
        path: "docs/briefs/0003-any-checkout.md",
        text: "---\nstatus: draft\ndate: 2026-11-01\ncreated: 2026-11-01\nowner: bob\nmilestones:\n  - title: Shadow\n    \
               due: 2026-11-10\n---\n# Any checkout\n",
        state: "draft",
        phase: "open",
        owner: "bob",
        by: &["bob"],
        created: "2026-11-01",
        updated: "2026-11-01",
        is: &["waiting", "overdue"],
        ..NOTHING
    },
    Fact {
        id: "HND-1",
        path: "docs/handoffs/0001-the-ledger.md",
        text: "---\nstatus: offered\ndate: 2026-11-15\ncreated: 2026-11-14\nfrom: alice\nto: bob\n\
               respond-by: 2026-11-21\nitems: [DEC-1]\n---\n# The ledger\n",
        state: "offered",
        phase: "open",
        by: &["alice", "bob"],
        created: "2026-11-14",
        updated: "2026-11-15",
        is: &["waiting", "overdue"],
        ..NOTHING
    },
    Fact {
        id: "HND-2",
        path: "docs/handoffs/0002-the-boat.md",
        text: "---\nstatus: accepted\ndate: 2026-11-15\ncreated: 2026-09-14\nfrom: alice\nto: carol\n\
               respond-by: 2026-09-21\ndue: 2026-11-22\nitems: [DEC-5]\n---\n# The boat\n",
        state: "accepted",
        phase: "live",
        by: &["alice", "carol"],
        created: "2026-09-14",
        updated: "2026-11-15",
        due: "2026-11-22",
        is: &["in-force"],
        ..NOTHING
    },
];

fn log() -> (Index, Counts) {
    let mut files = vec![("declog.toml", SETTINGS)];
    files.extend(LOG.iter().map(|fact| (fact.path, fact.text)));
    let index = super::index(&files);
    let facts = Facts {
        history: Some(history()),
        ..Facts::default()
    };
    let odd = Diagnostic::new("x", LOG[6].path, "m").with_level(Level::Warn);
    (index.with_facts(facts), count(&[odd]))
}

/// The log, read once.
static READ: LazyLock<(Index, Counts)> = LazyLock::new(log);

/// One commit that touched `DEC-1` two days ago, and one that brought all files in the year before.
fn history() -> History {
    let commit = |id: &str, day: &str| {
        let day: jiff::civil::Date = day.parse().unwrap();
        let noon = day.at(12, 0, 0, 0).in_tz("UTC").unwrap();
        Commit {
            id: id.to_owned(),
            author: "Alice Ng".to_owned(),
            email: "alice@example.com".to_owned(),
            time: noon.timestamp().as_second(),
            subject: "docs".to_owned(),
        }
    };
    let version = |commit| Version { commit, blob: None };
    let mut history = History {
        commits: vec![commit("b", "2026-11-20"), commit("a", "2025-06-01")],
        ..History::default()
    };
    for fact in LOG.iter().filter(|fact| fact.id != "DEC-7") {
        let touched = (fact.id == "DEC-1").then(|| version(0));
        let versions = touched.into_iter().chain([version(1)]).collect();
        history.versions.insert(fact.path.to_owned(), versions);
    }
    history
}

fn ask(text: &str) -> String {
    let (index, counts) = &*READ;
    match query::parse(text, index) {
        Ok(query) => ids(index, &query::filter(index, &query, counts)),
        Err(error) => told(text, &error),
    }
}

fn ids(index: &Index, places: &[usize]) -> String {
    let ids = places.iter().map(|&at| index.records[at].id.slug());
    ids.collect::<Vec<_>>().join(" ")
}

const FOUND: &[(&str, &str)] = &[
    ("is:in-force", "dec-1 dec-5 dec-8 brf-1 hnd-2"),
    ("is:waiting", "dec-2 dec-3 brf-3 hnd-1"),
    ("is:overdue", "dec-1 brf-1 brf-3 hnd-1"),
    ("is:unowned", "dec-3"),
    ("is:blocked", "dec-3 dec-8"),
    ("is:stale", "dec-3"),
    ("is:incomplete", "dec-7"),
    ("is:unbuilt", "dec-1"),
    ("is:overdue,stale", "dec-1 dec-3 brf-1 brf-3 hnd-1"),
    ("is:overdue is:stale", "dec-1 dec-3 brf-1 brf-3 hnd-1"),
    ("is:overdue phase:live", "dec-1 brf-1"),
    ("-is:overdue is:waiting", "dec-2 dec-3"),
    ("IS:Overdue kind:Handoff", "hnd-1"),
    ("updated:2026-11-20", "dec-1"),
    ("updated:>=2026-11-15", "dec-1 hnd-1 hnd-2"),
    ("updated:<2026-05-01", "dec-4 dec-5 dec-6 dec-8"),
    ("-updated:>2000-01-01", "dec-7"),
    ("created:2026-11-14", "hnd-1"),
    ("path:src/ledger/post.rs", "dec-1"),
    ("path:./src//ledger/", "dec-1"),
    ("path:/src/main.rs", "dec-8"),
    ("path:src/ledger/post.rs,src/main.rs", "dec-1 dec-8"),
    ("path:any/where/q.sql", "dec-1"),
    ("path:docs", "dec-4"),
    ("path:doc", ""),
    ("path:\"src/led*\"", "dec-8"),
    ("-path:src/main.rs kind:decision is:in-force", "dec-1 dec-5"),
    ("health:at-risk", "brf-1"),
    (
        "-health:at-risk,on-track,off-track kind:brief",
        "brf-2 brf-3",
    ),
    ("by:carol phase:live kind:brief", "brf-1"),
    ("strasse", ""),
    ("STRASSE straße", ""),
    ("straße", "dec-2"),
    ("tag:db tag:boat -area:web", "dec-1 dec-3 dec-4"),
    ("due:<2026-12-31 due:2026-12-31", "brf-1 brf-2 hnd-2"),
    (
        "status:accepted kind:decision,handoff -is:in-force",
        "dec-6",
    ),
    ("-\"the boat\" tag:boat", ""),
    ("items:DEC-1", "hnd-1"),
    ("depends-on:DEC-4 -depends-on:DEC-7", "dec-6"),
];

const REFUSED: &[(&str, &str)] = &[
    (
        "is:overdu",
        "`overdu` is not a word of `is:` @ overdu; did you mean `overdue`?; known here: in-force, waiting, overdue, \
         unowned, blocked, stale, incomplete, unbuilt",
    ),
    (
        "updated:yesterday",
        "`yesterday` is not a date @ yesterday; expected `YYYY-MM-DD`; a date may stand after `<`, `<=`, `>`, `>=` or `=`",
    ),
    (
        "path:../else",
        "`../else` is not a path of this repository @ ../else; expected one from its root, such as `src/main.rs`",
    ),
    (
        "-path:.",
        "`.` is not a path of this repository @ .; expected one from its root, such as `src/main.rs`",
    ),
    (
        "path:\"//\"",
        "`//` is not a path of this repository @ \"//\"; expected one from its root, such as `src/main.rs`",
    ),
    ("path:", "`path:` is not followed by a value @ path:"),
];

#[test]
fn every_word_finds_what_it_says() {
    let (index, _) = &*READ;
    check_in(index, FOUND, |_, text| ask(text));
    check_in(index, REFUSED, |_, text| ask(text));
}

#[test]
fn without_history_a_change_is_known_by_the_file_alone() {
    let mut files = vec![("declog.toml", SETTINGS)];
    files.extend(LOG.iter().map(|fact| (fact.path, fact.text)));
    let index = super::index(&files);
    let cases = [
        ("updated:2026-11-20", ""),
        ("updated:2026-01-10", "dec-1"),
        ("updated:2026-10-20", "brf-1"),
    ];
    check_in(&index, &cases, |index, text| {
        let query = query::parse(text, index).unwrap();
        ids(index, &query::filter(index, &query, &count(&[])))
    });
}

#[test]
fn only_what_git_knows_is_asked_of_git() {
    let (index, _) = &*READ;
    let asks = |text: &str| {
        let query = query::parse(text, index).unwrap();
        (query.asks_created(), query.asks_updated())
    };
    assert_eq!(asks("updated:>2026-01-01"), (false, true));
    assert_eq!(asks("-created:2026-01-01 is:overdue"), (true, false));
    assert_eq!(asks("is:overdue is:stale tag:db"), (false, false));
}

/// A term before it is written: its sign, its key and its values, or words of text for no key.
#[derive(Clone, Debug)]
struct Term {
    negated: bool,
    key: &'static str,
    values: Vec<&'static str>,
}

/// Keys with values whose answers the facts hold.
const KEYS: &[(&str, &[&str])] = &[
    (
        "status",
        &[
            "accepted",
            "proposed",
            "draft",
            "superseded",
            "unknown",
            "done",
        ],
    ),
    ("phase", &["open", "live", "ended", "refused", "unknown"]),
    ("kind", &["decision", "brief", "handoff"]),
    ("id", &["DEC-1", "DEC-7", "BRF-2", "HND-1"]),
    ("owner", &["alice", "bob", "carol"]),
    ("by", &["alice", "bob", "carol"]),
    ("area", &["storage", "web"]),
    ("tag", &["db", "boat", "paper"]),
    ("health", &["at-risk", "on-track"]),
    (
        "is",
        &[
            "in-force",
            "waiting",
            "overdue",
            "unowned",
            "blocked",
            "stale",
            "incomplete",
            "unbuilt",
        ],
    ),
    (
        "path",
        &[
            "src/ledger/post.rs",
            "src/ledger",
            "db/q.sql",
            "docs",
            "src/main.rs",
            "nowhere",
        ],
    ),
    ("created", DAYS),
    ("updated", DAYS),
    ("due", DAYS),
    ("", &["boat", "checkout", "ledger", "SQLITE"]),
];

const DAYS: &[&str] = &[
    "<2026-04-01",
    ">=2026-11-01",
    "2026-11-20",
    "=2026-03-01",
    "<=2026-11-15",
    ">2026-08-01",
    "2026-12-31",
];

fn terms() -> impl Strategy<Value = Vec<Term>> {
    let term = (0..KEYS.len()).prop_flat_map(|at| {
        let (key, values) = KEYS[at];
        let most = if key.is_empty() { 2 } else { 4 };
        let values = prop::collection::vec(prop::sample::select(values), 1..most);
        (any::<bool>(), values).prop_map(move |(negated, values)| Term {
            negated,
            key,
            values,
        })
    });
    prop::collection::vec(term, 0..6)
}

/// The terms as somebody would type them.
fn typed(terms: &[Term]) -> String {
    let word = |term: &Term| {
        let sign = if term.negated { "-" } else { "" };
        match term.key {
            "" => format!("{sign}{}", term.values[0]),
            key => format!("{sign}{key}:{}", term.values.join(",")),
        }
    };
    terms.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Whether a record answers, by its facts alone.
fn answers(fact: &Fact, terms: &[Term]) -> bool {
    terms.iter().all(|term| {
        let says = |term: &Term| match term.key {
            "" => says_text(fact, term.values[0]),
            key => term.values.iter().any(|value| says(fact, key, value)),
        };
        if term.negated {
            return !says(term);
        }
        // A key said twice means or; text said twice means both.
        let same = |other: &&Term| !other.negated && other.key == term.key && !term.key.is_empty();
        says(term) || terms.iter().filter(same).any(says)
    })
}

fn says_text(fact: &Fact, word: &str) -> bool {
    let (_, text) = fact.text.split_once("\n---\n").unwrap();
    let tags = fact.tags.join("\n");
    format!("{text}\n{tags}")
        .to_lowercase()
        .contains(&word.to_lowercase())
}

fn says(fact: &Fact, key: &str, value: &str) -> bool {
    let kind = match &fact.id[..3] {
        "DEC" => "decision",
        "BRF" => "brief",
        _ => "handoff",
    };
    let state = |word: &str| word == value || (word.is_empty() && value == "unknown");
    match key {
        "status" => state(fact.state),
        "phase" => state(fact.phase),
        "kind" => kind == value,
        "id" => fact.id == value,
        "owner" => fact.owner == value,
        "by" => fact.by.contains(&value),
        "area" => fact.area.contains(&value),
        "tag" => fact.tags.contains(&value),
        "health" => fact.health == value,
        "is" => fact.is.contains(&value),
        "path" => fact.governs.contains(&value),
        "created" => is_day(fact.created, value),
        "updated" => is_day(fact.updated, value),
        "due" => is_day(fact.due, value),
        other => panic!("{other}"),
    }
}

/// Days of four digits, two and two are in the order of their letters.
fn is_day(day: &str, asked: &str) -> bool {
    let wanted = asked.trim_start_matches(['<', '>', '=']);
    let sign = &asked[..asked.len() - wanted.len()];
    !day.is_empty()
        && match sign {
            "<" => day < wanted,
            "<=" => day <= wanted,
            ">" => day > wanted,
            ">=" => day >= wanted,
            _ => day == wanted,
        }
}

#[test]
fn what_stands_beside_a_record_is_what_the_index_finds() {
    for (key, values) in KEYS.iter().filter(|(key, _)| !key.is_empty()) {
        for value in *values {
            let term = Term {
                negated: false,
                key,
                values: vec![value],
            };
            let expected = LOG.iter().filter(|fact| says(fact, key, value));
            let expected: Vec<String> = expected.map(|fact| fact.id.to_lowercase()).collect();
            let text = typed(&[term]);
            assert_eq!(ask(&text), expected.join(" "), "{text}");
        }
    }
}

proptest! {
    #[test]
    fn a_query_finds_what_a_plain_reading_of_it_finds(terms in terms()) {
        let (index, counts) = &*READ;
        let text = typed(&terms);
        let query = query::parse(&text, index).unwrap();
        let found = ids(index, &query::filter(index, &query, counts));
        let expected = LOG.iter().filter(|fact| answers(fact, &terms));
        let expected: Vec<String> = expected.map(|fact| fact.id.to_lowercase()).collect();
        prop_assert_eq!(found, expected.join(" "), "{}", text);
        let printed = query.to_string();
        prop_assert_eq!(query::parse(&printed, index), Ok(query), "{}", printed);
    }
}

//! The site: bodies to HTML, whole sites in memory, and hostile text in every place where a record has text.

mod board;
mod changes;
mod maps;
mod odd;
mod own;
mod past;
mod people;
mod search;
mod trace;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use declog::index::Index;
use declog::model::diagnostic::{Diagnostic, Level};
use declog::model::facts::{Change, Entry, Facts, Words};
use declog::model::judged::Judged;
use declog::model::rule::RuleCard;
use declog::site::{self, Meta, Site};
use jiff::civil::date;
use proptest::prelude::*;

use crate::logs;

const CARDS: [RuleCard; 1] = [RuleCard {
    id: "missing-section",
    group: "content",
    level: Level::Deny,
    summary: "a section that its state asks for is missing",
    docs: "## What\n\nA section is **missing**.\n\n## Bad\n\n```markdown\n# Title\n```\n",
}];

fn index(files: &[(&str, &str)]) -> Index {
    logs::index(&logs::files(files))
}

fn meta(index: &Index) -> Meta {
    Meta {
        version: "0.0.0".into(),
        commit: Some("3f9c2d1".into()),
        commit_date: Some(date(2026, 11, 22)),
        dirty: false,
        index_json: b"{}\n".to_vec(),
        records: (0..index.records.len())
            .map(|at| index.view(at, None))
            .collect(),
        ..Meta::default()
    }
}

fn build(index: &Index, findings: &[Diagnostic]) -> Site {
    site::build(index, findings, &CARDS, &meta(index))
        .expect("our own templates and words are whole")
}

fn html(site: &Site, path: &str) -> String {
    let page = site.pages.iter().find(|page| page.path == path);
    let page = page.unwrap_or_else(|| panic!("no page {path}"));
    String::from_utf8(page.bytes.clone()).expect("pages are text")
}

/// The part of a page that is about what the page is about.
fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("every page has a main part");
    let end = html.find("</main>").expect("and ends it");
    &html[start..end]
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/site")
        .join(name)
}

/// Compares with a file; `SNAPSHOTS=overwrite` writes the file instead.
fn compare(path: &Path, actual: &str, failures: &mut Vec<String>) {
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(path, actual).expect("the cases can be written");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected != actual {
        failures.push(format!(
            "{}\n--- expected\n{expected}\n--- actual\n{actual}",
            path.display()
        ));
    }
}

#[test]
fn bodies_become_this_html() {
    let mut failures = Vec::new();
    let mut cases: Vec<PathBuf> = fs::read_dir(folder("markdown"))
        .expect("the cases are there")
        .map(|entry| entry.expect("and can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the cases are gone");
    for case in cases {
        let text = fs::read_to_string(&case).expect("a case can be read");
        let index = body_index(&text);
        let html = site::body(&index, 0).expect("our own words are whole");
        compare(&case.with_extension("html"), &html, &mut failures);
        assert_eq!(sanitised(&html), html, "{}", case.display());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// A record with that text, beside another record and an image that links may lead to.
fn body_index(text: &str) -> Index {
    let settings = "format = 1\n[site]\nedit-url = \"https://git.example/edit/main/{path}\"\n";
    body_index_with(settings, text)
}

fn body_index_with(settings: &str, text: &str) -> Index {
    let other = "---\nstatus: accepted\n---\n# Other\n\n## Context and Problem Statement\n\nx\n";
    let index = index(&[
        ("declog.toml", settings),
        ("0001-one.md", text),
        ("0004-other.md", other),
    ]);
    let pictures = ["shape.png", "flow.svg"];
    let targets = pictures.map(|name| (format!("docs/decisions/{name}"), Entry::File(None)));
    let targets = HashMap::from(targets);
    index.with_facts(Facts {
        targets: Some(targets),
        ..Facts::default()
    })
}

/// The tags of a body, between spaces.
const TAGS: &str = "p h2 h3 h4 h5 h6 blockquote pre code ol ul li div table thead tbody tr th td em strong del a img br hr \
                    sup section input span figure figcaption details summary";

/// The attributes of a body's tags.
const ATTRIBUTES: [(&str, &str); 15] = [
    ("a", "href"),
    ("img", "src alt loading"),
    ("input", "type disabled checked aria-label"),
    ("ol", "start"),
    ("th", "scope"),
    ("pre", "tabindex"),
    ("div", "role tabindex aria-label"),
    ("section", "aria-label"),
    ("h2", "id"),
    ("h3", "id"),
    ("h4", "id"),
    ("h5", "id"),
    ("h6", "id"),
    ("li", "id"),
    ("sup", "id"),
];

/// The classes of a body's tags.
const CLASSES: [(&str, &str); 8] = [
    (
        "span",
        "hl-comment hl-constant hl-string hl-keyword hl-name hl-inserted hl-deleted",
    ),
    ("div", "table"),
    ("section", "footnotes"),
    ("sup", "footnote-reference"),
    ("p", "markdown-alert-title"),
    ("th", "end center"),
    ("td", "end center"),
    (
        "blockquote",
        "markdown-alert markdown-alert-note markdown-alert-tip markdown-alert-important markdown-alert-warning \
         markdown-alert-caution",
    ),
];

/// What the sanitiser leaves, told exactly which tags, attributes and classes are ours.
fn sanitised(html: &str) -> String {
    let by_tag = |table: &'static [(&str, &str)]| {
        let pairs = table.iter();
        pairs.map(|(tag, words)| (*tag, words.split_whitespace().collect::<HashSet<&str>>()))
    };
    ammonia::Builder::new()
        .tags(TAGS.split_whitespace().collect())
        .tag_attributes(by_tag(&ATTRIBUTES).collect())
        .generic_attributes(HashSet::new())
        .allowed_classes(by_tag(&CLASSES).collect())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .clean(html)
        .to_string()
}

/// Hostile texts, one between each two lines of `%%`.
fn payloads() -> Vec<String> {
    let text = fs::read_to_string(folder("payloads.txt")).expect("the payloads are there");
    let payloads: Vec<String> = text.split("\n%%\n").map(str::to_owned).collect();
    assert!(payloads.len() >= 80, "only {} payloads", payloads.len());
    payloads
}

#[test]
fn a_sanitiser_finds_nothing_to_do() {
    for payload in payloads() {
        for text in [
            payload.clone(),
            format!("# T\n\n## Context and Problem Statement\n\n{payload}\n"),
            format!("> {}\n", payload.replace('\n', "\n> ")),
            format!("* {}\n", payload.replace('\n', "\n  ")),
            format!("| a |\n|---|\n| {} |\n", payload.replace('\n', " ")),
            format!("[{payload}]({payload} \"{payload}\")\n\n![{payload}]({payload})\n"),
            format!("``` {payload}\n{payload}\n```\n"),
            format!("### {payload} {{#x onclick=alert(1)}}\n"),
            format!(
                "[^{payload}]\n\n[^{payload}]: {payload}\n\n[x][{payload}]\n\n[{payload}]: {payload}\n"
            ),
        ] {
            let html = site::body(&body_index(&text), 0).expect("our own words are whole");
            assert_eq!(sanitised(&html), html, "from:\n{text}");
        }
    }
}

/// Pieces of Markdown and HTML that get in each other's way.
const PIECES: [&str; 48] = [
    "<",
    ">",
    "&",
    "\"",
    "'",
    "`",
    "```",
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "* ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "## ",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "[^a]",
    "[^a]: ",
    "[a]: ",
    "|",
    "\n|-|-|\n",
    "- [ ] ",
    "**",
    "_",
    "~~",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<br>",
    "<a href=",
    "javascript:",
    "http://a.b/",
    "https://",
    "data:",
    "&#106;",
    "[!NOTE]",
    "\u{202e}",
    "word",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sanitiser_finds_nothing_to_do_in_any_text(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        let html = site::body(&body_index(&pieces.concat()), 0).expect("our own words are whole");
        prop_assert_eq!(sanitised(&html), html);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        site::body(&body_index(&text), 0).expect("our own words are whole");
    }
}

/// A tag of a page: its name and its attributes.
type Tag = (String, Vec<(String, String)>);

/// Every tag of a page that was written the way ours are; anything else is a failure.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(after) = after.strip_prefix('!') {
            rest = after;
            continue;
        }
        let after = after.strip_prefix('/').unwrap_or(after);
        let end = after
            .find(|c: char| !c.is_ascii_alphanumeric())
            .expect("a tag ends");
        let (name, mut after) = after.split_at(end);
        assert!(
            !name.is_empty(),
            "a bare `<` before {}",
            &after[..after.len().min(80)]
        );
        let mut attributes = Vec::new();
        loop {
            after = after.trim_start_matches([' ', '/']);
            if let Some(after) = after.strip_prefix('>') {
                rest = after;
                break;
            }
            let end = after
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .expect("an attribute ends");
            let (key, value) = after.split_at(end);
            assert!(
                !key.is_empty(),
                "no attribute at {}",
                &after[..after.len().min(80)]
            );
            let (value, next) = match value.strip_prefix("=\"") {
                Some(value) => value.split_once('"').expect("a value ends"),
                None => ("", value),
            };
            attributes.push((key.to_owned(), value.to_owned()));
            after = next;
        }
        tags.push((name.to_owned(), attributes));
    }
    tags
}

/// Every tag that a page of ours may have, between spaces.
const KNOWN: &str = "kbd a article aside blockquote body br button circle code dd del details div dl dt em footer h1 h2 h3 h4 h5 h6 g head header hr html img input ins li line link main meta nav ol p path polyline pre script section small span strong summary sup svg table tbody td text th thead time title tspan tr ul rect";

/// Fails on anything in a page that could run, ask others, or lead to nowhere of ours.
fn assert_harmless(site: &Site) {
    for page in site
        .pages
        .iter()
        .filter(|page| page.path.ends_with(".html"))
    {
        let html = String::from_utf8(page.bytes.clone()).expect("pages are text");
        assert!(
            page.bytes.len() <= site::MAX_PAGE,
            "{} is too large",
            page.path
        );
        let hidden = |c: char| {
            c.is_control() && c != '\n' && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c)
        };
        assert!(
            !html.contains(hidden),
            "{} has a hidden character",
            page.path
        );
        for (name, attributes) in tags(&html) {
            assert_harmless_tag(&page.path, &name, &attributes);
        }
        assert!(html.matches("<script").count() <= 2, "{}", page.path);
    }
}

fn assert_harmless_tag(path: &str, name: &str, attributes: &[(String, String)]) {
    assert!(
        KNOWN.split(' ').any(|known| known == name),
        "<{name}> in {}",
        path
    );
    for (key, value) in attributes {
        assert!(
            !key.starts_with("on") && key != "style",
            "{key} in {}",
            path
        );
        if ["href", "src"].contains(&key.as_str()) {
            let colon = value
                .find(':')
                .filter(|at| !value[..*at].contains(['/', '#', '?']));
            let scheme = colon.map(|at| value[..at].to_ascii_lowercase());
            let fine = [None, Some("http"), Some("https"), Some("mailto")];
            assert!(fine.contains(&scheme.as_deref()), "{value} in {}", path);
            assert!(
                !value.starts_with("//") && !value.starts_with('/'),
                "{value} in {}",
                path
            );
        }
    }
    if name == "script" {
        let source = attributes.iter().find(|(key, _)| key == "src");
        let ours = source.is_none_or(|(_, value)| {
            let ours = ["site.js", "search.js"];
            ours.contains(&value.trim_start_matches("../"))
        });
        assert!(ours, "a script of somebody else in {}", path);
    }
}

/// The ids of every page; fails on one said twice.
fn anchors(site: &Site) -> HashMap<&str, HashSet<String>> {
    let mut anchors: HashMap<&str, HashSet<String>> = HashMap::new();
    for page in &site.pages {
        let html = String::from_utf8_lossy(&page.bytes);
        let mut ids = HashSet::new();
        if page.path.ends_with(".html") {
            for (_, attributes) in tags(&html) {
                for (key, value) in attributes {
                    assert!(
                        key != "id" || ids.insert(value.clone()),
                        "{value} twice in {}",
                        page.path
                    );
                }
            }
        }
        assert!(
            anchors.insert(&page.path, ids).is_none(),
            "{} twice",
            page.path
        );
    }
    anchors
}

/// Fails on a link of the site that leads to no page, file or anchor of it, and on an id said twice.
fn assert_whole(site: &Site) {
    let anchors = anchors(site);
    for page in site
        .pages
        .iter()
        .filter(|page| page.path.ends_with(".html"))
    {
        let html = String::from_utf8(page.bytes.clone()).expect("pages are text");
        for (_, attributes) in tags(&html) {
            for (_, value) in attributes
                .iter()
                .filter(|(key, _)| ["href", "src"].contains(&key.as_str()))
            {
                if value.contains("://") || value.starts_with("mailto:") {
                    continue;
                }
                let (path, anchor) = value.split_once('#').unwrap_or((value, ""));
                let to = match path {
                    "" => page.path.clone(),
                    path => declog::index::join(&page.path, &decoded(path)),
                };
                if site.assets.iter().any(|asset| asset.to == to) {
                    continue;
                }
                let ids = anchors.get(to.as_str());
                let ids =
                    ids.unwrap_or_else(|| panic!("{value} in {} leads to nothing", page.path));
                let anchor = decoded(anchor);
                assert!(
                    anchor.is_empty() || ids.contains(&anchor),
                    "{value} in {} has no anchor",
                    page.path
                );
            }
        }
    }
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let pair = std::str::from_utf8(&after[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(pair, 16).expect("in hexadecimal"));
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("addresses are text")
}

#[test]
fn hostile_text_in_every_place_stays_text() {
    for payload in payloads() {
        let line = payload.replace('\n', " ");
        let quoted = serde_json::to_string(&line).expect("a string is JSON");
        let text = format!(
            "---\nstatus: {quoted}\nowner: {quoted}\narea: [{quoted}]\ntags: [{quoted}]\ndecision-makers: [{quoted}]\n\
             consulted: [{quoted}]\ngoverns: [{quoted}]\nsupersedes: [{quoted}]\ndepends-on: [{quoted}]\nsummary: {quoted}\n\
             aliases: [{quoted}]\nx-note: {quoted}\n---\n# {line}\n\n## {line}\n\n{payload}\n\n## Considered Options\n\n* {line}\n\
             * b\n\n## Decision Outcome\n\nChosen option: \"{line}\"\n\n## Log\n\n### 2026-01-02 · {line} · {line}\n\n{payload}\n"
        );
        let name = format!("0002-{}.md", line.replace('/', "-"));
        let accepted = text.replacen(
            &format!("status: {quoted}"),
            "status: accepted\ndate: 2026-11-20",
            1,
        );
        let work = hostile_work(&payload, &line, &quoted);
        let mut files = vec![
            (name.as_str(), text.as_str()),
            ("0003-x.md", &accepted),
            ("0003-y.md", &accepted),
        ];
        files.extend(work.iter().map(|(path, text)| (*path, text.as_str())));
        let settings = people::hostile(&line);
        let known = [&files[..], &[("declog.toml", &settings)]].concat();
        assert_harmless(&build(&index(&known), &[]));
        let index = index(&files);
        let finding = Diagnostic::new(
            "missing-section",
            index.records[0].source.path.as_str(),
            line.as_str(),
        )
        .with_label(line.as_str())
        .with_help(line.as_str());
        let stray = Diagnostic::new("unreadable-file", format!("docs/{line}"), line.as_str());
        let story = Change {
            date: date(2026, 11, 21),
            author: line.clone(),
            person: None,
            commit: line.clone(),
            state: Some("accepted".into()),
            words: Words::Lines(1, 2),
        };
        let stories = ["docs/handoffs/0001-x.md", &index.records[0].source.path];
        let stories = stories.map(|path| (path.to_owned(), vec![story.clone()]));
        let index = index.with_facts(Facts {
            stories: Some(HashMap::from(stories)),
            ..Facts::default()
        });
        assert_harmless(&build(&index, &[finding, stray]));
    }
}

/// People, an area, a brief and handoffs that are hostile wherever they have text.
fn hostile_work(payload: &str, line: &str, quoted: &str) -> [(&'static str, String); 5] {
    let toml = toml::Value::String(line.to_owned());
    let settings = format!(
        "format = 1\n[people.eve]\nname = {toml}\ntimezone = \"Europe/Lisbon\"\nhours = \"09:00-17:00\"\nbackup = \"mal\"\n\
         [people.mal]\nname = {toml}\n[teams.trent]\nname = {toml}\nmembers = [\"eve\"]\nlead = \"eve\"\n\
         [areas.a]\ntitle = {toml}\nowner = \"eve\"\nbackup = \"mal\"\n"
    );
    let brief = format!(
        "---\nstatus: active\ndate: 2026-11-01\ncreated: 2026-10-01\nowner: eve\narea: [a, {quoted}]\ndue: 2026-12-01\n\
         period: {quoted}\nupdate-every: {quoted}\nparent: [{quoted}]\nmeasures:\n  - name: {quoted}\n    unit: {quoted}\n\
         \x20   baseline: 9\n    target: 3\n    source: {quoted}\n    readings: {{2026-11-01: 8, 2026-11-20: 5}}\n\
         \x20 - name: {quoted}\n    unit: {quoted}\n    target: {quoted}\n\
         milestones:\n  - title: {quoted}\n    owner: {quoted}\n    due: 2026-11-30\n    was: [2026-11-02]\n---\n# {line}\n\n\
         ## Outcome\n\n{payload}\n\n## Log\n\n### 2026-11-20 · at-risk · {line}\n\n{payload}\n"
    );
    let handoff = |status: &str, from: &str, to: &str| {
        format!(
            "---\nstatus: {status}\ndate: 2026-11-20\nfrom: {from}\nto: {to}\nrespond-by: 2026-11-24\n\
             items: [{quoted}, BRF-1, \"area:a\"]\nserves: [BRF-1]\nrevision: {quoted}\n---\n# {line}\n\n\
             ## What is handed over\n\n{payload}\n\n## Acceptance checklist\n\n- [ ] {line}\n- [x] {line}\n\n\
             ## Log\n\n### 2026-11-20 · accept · {line}\n"
        )
    };
    [
        ("declog.toml", settings),
        ("docs/briefs/0001-x.md", brief),
        (
            "docs/handoffs/0001-x.md",
            handoff("offered", "eve", "trent"),
        ),
        ("docs/handoffs/0002-x.md", handoff("done", quoted, quoted)),
        ("docs/handoffs/0003-x.md", handoff(quoted, quoted, "mal")),
    ]
}

const LEDGER: [(&str, &str); 6] = [
    (
        "0001-record-decisions.md",
        "---\nstatus: accepted\ndate: 2025-03-04\ncreated: 2025-03-01\nowner: grace\ntags: [process]\nreview-by: 2026-12-01\n---\n# Record decisions in git\n\n## Context and Problem Statement\n\nNobody finds them.\n",
    ),
    (
        "0002-dynamo.md",
        "---\nstatus: superseded\ndate: 2026-11-20\ntags: [storage]\n---\n# Keep the ledger in DynamoDB\n\n## Context and Problem Statement\n\nSee [how](0001-record-decisions.md#context-and-problem-statement).\n\n## History\n\nOlder.\n",
    ),
    (
        "0003-postgres.md",
        "---\nstatus: accepted\ndate: 2026-11-20\ncreated: 2026-11-10\nowner: alice\ndecision-makers: [alice, bob]\narea: [storage]\nsupersedes: [DEC-2]\ndepends-on: [DEC-1, DEC-99]\ntags: [storage, database]\naliases: [DEC-9]\nreversible: one-way\ngoverns: [\"src/**\"]\n---\n# Keep the ledger in PostgreSQL\n\n## Context and Problem Statement\n\nWhich store?\n\n## Considered Options\n\n* PostgreSQL, one cluster\n* DynamoDB\n* A *log*\n\n## Decision Outcome\n\nChosen option: \"PostgreSQL, one cluster\", because it refuses.\n\n### Consequences\n\n* Good, because joins\n\n## Pros and Cons of the Options\n\n### PostgreSQL, one cluster\n\nWhat we know.\n\n* Good, because it is known\n* Bad, because it is one machine\n\n### DynamoDB\n\n* Neutral, because it is what we have\n* Bad, because **repairs**\n\n## Log\n\n### 2026-11-20 · accept · alice\nThe load test settled it.\n\n### 2026-11-12 · question · bob\nHow large?\n",
    ),
    (
        "0004-proposal.md",
        "---\nstatus: proposed\ncreated: 2026-11-19\nexception-to: [DEC-3]\nexpires: 2027-01-01\namends: [DEC-1#Context]\nrelates-to: [DEC-2]\n---\n# Scores stay in Redis\n\n## Context and Problem Statement\n\nFast.\n",
    ),
    (
        "0004-twin.md",
        "---\nstatus: vorgeschlagen\n---\n# The same number\n\n## Context and Problem Statement\n\nTwo branches.\n",
    ),
    ("README.md", "# Read me\n"),
];

fn ledger() -> (Index, Vec<Diagnostic>) {
    let index = index(&LEDGER);
    let story = |day, state: Option<&str>, words| Change {
        date: day,
        author: "Alice Ng".into(),
        person: None,
        commit: "8c41e0a".into(),
        state: state.map(str::to_owned),
        words,
    };
    let stories = HashMap::from([(
        "docs/decisions/0003-postgres.md".to_owned(),
        vec![
            story(date(2026, 11, 20), Some("accepted"), Words::Same),
            story(date(2026, 11, 15), None, Words::Lines(84, 31)),
            story(date(2026, 11, 10), Some("proposed"), Words::First),
        ],
    )]);
    let index = index.with_facts(Facts {
        stories: Some(stories),
        ..Facts::default()
    });
    let postgres = "docs/decisions/0003-postgres.md";
    let index = past::stepped(
        index,
        &[
            (postgres, "2026-11-10T10:00:00Z", "Alice Ng", "proposed"),
            (postgres, "2026-11-15T10:00:00Z", "Alice Ng", past::WROTE),
            (postgres, "2026-11-20T10:00:00Z", "Alice Ng", "accepted"),
        ],
    );
    let finding = Diagnostic::new(
        "missing-section",
        "docs/decisions/0003-postgres.md",
        "no `More Information`",
    )
    .with_help("add it: `declog edit DEC-3`");
    let unreadable = Diagnostic::new("unreadable-file", "docs/decisions/0007-x.md", "not UTF-8")
        .with_level(Level::Warn);
    (index, vec![finding, unreadable])
}

#[test]
fn a_log_becomes_these_pages() {
    let (index, findings) = ledger();
    let site = build(&index, &findings);
    assert_harmless(&site);
    assert_whole(&site);
    let mut failures = Vec::new();
    let paths: Vec<&str> = site.pages.iter().map(|page| page.path.as_str()).collect();
    compare(
        &folder("pages.txt"),
        &(paths.join("\n") + "\n"),
        &mut failures,
    );
    for (file, path) in [
        ("home.html", "index.html"),
        ("record.html", "decisions/dec-3.html"),
        ("superseded.html", "decisions/dec-2.html"),
        ("list.html", "decisions/index.html"),
        ("health.html", "health.html"),
        ("redirect.html", "decisions/dec-9.html"),
    ] {
        let html = html(&site, path);
        compare(&folder(file), main_of(&html), &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The files of a folder of cases, by their path in it.
fn files_of(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).expect("the folder is there") {
            let path = entry.expect("and can be listed").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).expect("it lies in the folder");
            let name = inside.to_str().expect("names are text").replace('\\', "/");
            files.push((name, fs::read_to_string(&path).expect("it can be read")));
        }
    }
    files
}

#[test]
fn work_under_way_becomes_these_pages() {
    let files = files_of(&folder("harbor"));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let index = index(&files);
    let stories = HashMap::from([(
        "docs/handoffs/0007-exporter.md".to_owned(),
        vec![Change {
            date: date(2026, 11, 20),
            author: "Bob Ray".into(),
            person: Some("bob".into()),
            commit: "b41d09e".into(),
            state: Some("offered".into()),
            words: Words::Same,
        }],
    )]);
    let index = index.with_facts(Facts {
        stories: Some(stories),
        ..Facts::default()
    });
    let exporter = "docs/handoffs/0007-exporter.md";
    let index = past::stepped(
        index,
        &[
            (exporter, "2026-10-20T10:00:00Z", "bob", "draft"),
            (exporter, "2026-11-20T10:00:00Z", "bob", "offered"),
        ],
    );
    let site = build(&index, &[]);
    assert_harmless(&site);
    assert_whole(&site);
    let mut failures = Vec::new();
    for (file, path) in [
        ("brief.html", "briefs/brf-3.html"),
        ("brief-overdue.html", "briefs/brf-7.html"),
        ("brief-draft.html", "briefs/brf-2.html"),
        ("charts.html", "briefs/brf-20.html"),
        ("handoff.html", "handoffs/hnd-7.html"),
        ("handoff-asked.html", "handoffs/hnd-5.html"),
        ("handoff-done.html", "handoffs/hnd-4.html"),
        ("served.html", "decisions/dec-12.html"),
        ("own-kind.html", "loans/loan-1.html"),
        ("own-kind-open.html", "loans/loan-2.html"),
    ] {
        let html = html(&site, path);
        compare(&folder(file), main_of(&html), &mut failures);
    }
    let home = html(&site, "index.html");
    compare(&folder("home-of-work.html"), main_of(&home), &mut failures);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn an_empty_log_says_how_to_fill_it() {
    let site = build(&index(&[]), &[]);
    assert_harmless(&site);
    assert_whole(&site);
    let mut failures = Vec::new();
    compare(
        &folder("empty.html"),
        main_of(&html(&site, "index.html")),
        &mut failures,
    );
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn the_same_log_is_the_same_site() {
    let (index, findings) = ledger();
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("one thread");
    let four = rayon::ThreadPoolBuilder::new()
        .num_threads(4)
        .build()
        .expect("four threads");
    let first = one.install(|| build(&index, &findings));
    let second = four.install(|| build(&index, &findings));
    assert_eq!(first, second);
    let prints: BTreeSet<&str> = first
        .pages
        .iter()
        .map(|page| page.fingerprint.as_str())
        .collect();
    assert_eq!(
        prints.len(),
        first.pages.len(),
        "two pages with one fingerprint"
    );
}

#[test]
fn a_fingerprint_moves_with_what_the_page_shows() {
    let changed = |text: &str| {
        let mut files = LEDGER;
        files[0].1 = text;
        build(&index(&files), &[])
    };
    let before = changed(LEDGER[0].1);
    let renamed = LEDGER[0]
        .1
        .replace("# Record decisions in git", "# Record them");
    let after = changed(&renamed);
    let moved: Vec<&str> = before
        .pages
        .iter()
        .zip(&after.pages)
        .filter(|(a, b)| a.fingerprint != b.fingerprint)
        .map(|(a, _)| a.path.as_str())
        .collect();
    let same_bytes = before
        .pages
        .iter()
        .zip(&after.pages)
        .all(|(a, b)| (a.fingerprint == b.fingerprint) == (a.bytes == b.bytes));
    assert!(same_bytes, "a fingerprint and its bytes disagree");
    assert!(
        moved.contains(&"decisions/dec-3.html"),
        "the page that rests on it shows its title"
    );
    assert!(
        !moved.contains(&"decisions/dec-4-2.html"),
        "a page that does not show it is the same"
    );
}

#[test]
fn no_two_pages_have_one_path() {
    let records: Vec<(String, String)> = (1..=401)
        .map(|number| {
            let tags = if number == 1 { "[a, a page 2, a.page-2]" } else { "[a]" };
            let aliases = if number == 2 { "[YEAR-2026, DEC-900]" } else { "[]" };
            let text = format!(
                "---\nstatus: proposed\ndate: 2026-01-01\ntags: {tags}\naliases: {aliases}\n---\n# Record {number}\n"
            );
            (format!("{number:04}-record.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = records
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let site = build(&index(&files), &[]);
    let mut paths: Vec<&str> = site.pages.iter().map(|page| page.path.as_str()).collect();
    let all = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), all);
    // The newest come first, 200 to a page.
    let ids = |newest: usize, oldest: usize| -> Vec<String> {
        let numbers = (oldest..=newest).rev();
        numbers.map(|number| format!("DEC-{number}")).collect()
    };
    assert_eq!(row_ids(&site, "decisions/tag-a.html"), ids(401, 202));
    assert_eq!(row_ids(&site, "decisions/tag-a.page-2.html"), ids(201, 2));
    assert_eq!(row_ids(&site, "decisions/tag-a.page-3.html"), ids(1, 1));
    assert_eq!(row_ids(&site, "decisions/year-2026.html"), ids(401, 202));
}

/// The ids in the rows of a list page, from the top.
fn row_ids(site: &Site, path: &str) -> Vec<String> {
    let page = html(site, path);
    let cells = page.split("<td class=\"id\">").skip(1);
    let id = |cell: &str| {
        let (_, text) = cell.split_once("\">").expect("a link");
        let (id, _) = text.split_once("</a>").expect("its end");
        id.to_owned()
    };
    cells.map(id).collect()
}

#[test]
fn deep_wide_and_long_bodies_are_rendered() {
    let deep = "> ".repeat(100);
    let bodies = [
        format!("{deep}a\n{}", "a\n".repeat(10_000)),
        format!("{}a\n{}", "- ".repeat(100), "b\n".repeat(10_000)),
        "- - -\n".repeat(10_000),
        "<div>\n".repeat(40_000),
        "[".repeat(60_000),
        "![](x)".repeat(20_000),
        "*a _b ".repeat(30_000),
        "[](0004-other.md)".repeat(20_000),
        "\u{1}".repeat(900_000),
        "<".repeat(200_000),
        (0..400)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect(),
        format!(
            "```scala\n{}```\n",
            format!("{}\n", "a".repeat(200)).repeat(2_000)
        ),
    ];
    for body in bodies {
        let html = site::body(&body_index(&body), 0).expect("our own words are whole");
        assert!(html.len() <= site::MAX_PAGE, "{} bytes of HTML", html.len());
        tags(&html);
    }
}

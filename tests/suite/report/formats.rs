//! What machines read of findings: whole outputs, held against the schemas in `tests/schemas`, and hostile findings in each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use declog::check;
use declog::model::change::Change;
use declog::model::delta::{Delta, Difference, Turn, What};
use declog::model::diagnostic::{Diagnostic, Level};
use declog::model::evidence::{Evidence, Ground};
use declog::model::id::Id;
use declog::model::rule::RuleCard;
use declog::model::source::{Source, Span};
use declog::model::standing::Standing;
use declog::report::findings::{self, FileCounts, Findings, Governing, Governs, Ruled, Unknown};
use declog::report::style::Style;
use jiff::civil::date;
use jsonschema::Validator;
use proptest::prelude::*;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use super::{check, found, hostile, nothing_found, sources, written};

/// An element: its attributes, those of them that have to be there, and the elements inside.
type Element = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

/// What the `xunit` plugin of Jenkins takes of the elements that are written; it refuses a report with anything else in it.
const JUNIT: &[Element] = &[
    (
        "testsuites",
        &["name", "time", "tests", "failures", "errors"],
        &[],
        &["testsuite"],
    ),
    (
        "testsuite",
        &["name", "tests", "failures", "errors", "skipped", "time"],
        &["name", "tests", "failures", "errors"],
        &["testcase"],
    ),
    (
        "testcase",
        &["name", "time", "classname", "group"],
        &["name"],
        &["skipped", "error", "failure"],
    ),
    ("failure", &["type", "message"], &[], &[]),
    ("skipped", &["type", "message"], &[], &[]),
];

/// A rule of each kind: broken, warned of, in order, hidden, and not run.
fn rules() -> Vec<Ruled<'static>> {
    let rule = |id, group, level| Ruled {
        card: RuleCard {
            id,
            group,
            level,
            summary: "A summary",
            docs: "## What\n\nA page with `code`.\n\n## Why\n\nBecause.\n",
        },
        level,
    };
    let mut rules = vec![
        rule("broken-link", "References", Level::Deny),
        rule("hidden-characters", "Safety", Level::Warn),
        rule("id-gap", "Files", Level::Allow),
        rule("quorum-missing", "Steps and rights", Level::Deny),
        rule("unknown-person", "References", Level::Deny),
    ];
    rules.sort_by_key(|rule| rule.card.id);
    rules
}

fn hidden() -> Unknown {
    Unknown::before_the_border(vec!["quorum-missing".to_owned()])
}

fn write(name: &str, findings: &Findings<'_>) -> String {
    let format = findings::FORMATS.iter().find(|format| format.name == name);
    written(|out| (format.expect("a format").write)(findings, Style::Plain, out))
}

#[test]
fn each_format_is_what_its_readers_read() {
    let sources = sources();
    let mut found = found(&sources);
    // Twice the same, but for the place.
    found.insert(1, found[0].clone().with_span(Span::new(0, 3)));
    found[2].fix = Some(Change::Unset("x".to_owned()));
    let rules = rules();
    let unknown = hidden();
    let findings = Findings {
        diagnostics: &found,
        sources: &|path| sources.iter().find(|source| source.path == path),
        files: FileCounts {
            records: 398,
            ignored: 12,
            unreadable: 2,
        },
        settings: "docs/declog.toml",
        rules: &rules,
        unknown: Some(&unknown),
        ..nothing_found()
    };
    for (name, file) in [
        ("text", "formats.txt"),
        ("concise", "formats-concise.txt"),
        ("json", "formats.json"),
        ("sarif", "formats.sarif"),
        ("github", "formats-github.txt"),
        ("gitlab", "formats-gitlab.json"),
        ("junit", "formats-junit.xml"),
        ("markdown", "formats-markdown.md"),
    ] {
        let text = write(name, &findings);
        assert_eq!(wrong(name, &text, &findings), Vec::<String>::new());
        check(file, |out| out.write_all(text.as_bytes()));
    }
    let none = Findings {
        rules: &rules,
        ..nothing_found()
    };
    for (name, file) in [
        ("sarif", "formats-none.sarif"),
        ("github", "formats-none-github.txt"),
        ("gitlab", "formats-none-gitlab.json"),
        ("junit", "formats-none-junit.xml"),
        ("markdown", "formats-none-markdown.md"),
    ] {
        let text = write(name, &none);
        assert_eq!(wrong(name, &text, &none), Vec::<String>::new());
        check(file, |out| out.write_all(text.as_bytes()));
    }
}

#[test]
fn what_github_does_not_annotate_names_its_place() {
    let source = Source::new("docs/a.md", "x\n".repeat(40));
    let found: Vec<Diagnostic> = (0..24)
        .map(|at| {
            Diagnostic::new("x", "docs/a.md", format!("finding {at}"))
                .with_span(Span::new(at * 2, at * 2 + 1))
                .with_level([Level::Deny, Level::Warn][at % 2])
        })
        .collect();
    let findings = Findings {
        diagnostics: &found,
        sources: &|_| Some(&source),
        ..nothing_found()
    };
    check("formats-many-github.txt", |out| {
        out.write_all(write("github", &findings).as_bytes())
    });
}

#[test]
fn a_comment_names_what_governs_the_change() {
    let evidence = |ground: Ground| Evidence {
        paths: vec!["src/a.rs".to_owned(), "src/b.rs".to_owned()],
        ..Evidence::new(ground)
    };
    let pattern = Evidence {
        patterns: vec!["src/**".to_owned()],
        ..evidence(Ground::Governs)
    };
    let area = Evidence {
        area: Some("storage".to_owned()),
        ..pattern.clone()
    };
    let cited = Evidence {
        paths: vec!["src/a.rs".to_owned()],
        lines: vec![3, 9],
        ..Evidence::new(Ground::Citation)
    };
    let commit = Evidence {
        commit: Some("0123456789".to_owned()),
        subject: Some("Closes #7, says @bob".to_owned()),
        ..evidence(Ground::Commit)
    };
    let governs = |id: &str, title: &str, evidence: &[Evidence]| Governs {
        id: id.to_owned(),
        title: title.to_owned(),
        standing: Standing::Live {
            state: "accepted".to_owned(),
            says: Some("In force".to_owned()),
            since: Some(date(2026, 2, 3)),
            until: None,
            by: None,
            health: None,
            due: None,
        },
        owner: Some("Ana Ng".to_owned()),
        deciders: ["Ana Ng", "Bo", "Cy", "Di"].map(str::to_owned).to_vec(),
        evidence: evidence.to_vec(),
    };
    let guardrail = Evidence {
        ground: Ground::Guardrail,
        ..area.clone()
    };
    let in_area = Evidence {
        ground: Ground::Area,
        ..area
    };
    let change = |what, id: &str, title: &str| Difference {
        what,
        id: id.to_owned(),
        kind: "decision".to_owned(),
        title: title.to_owned(),
        path: "docs/a.md".to_owned(),
        state: Some("accepted".to_owned()),
        delta: Delta {
            state: (what == What::Moved).then(|| Turn {
                from: Some("proposed".to_owned()),
                to: Some("accepted".to_owned()),
            }),
            ..Delta::default()
        },
    };
    let what = Governing {
        paths: 2,
        records: vec![
            governs("DEC-2", "Keep one ledger", &[pattern, cited]),
            governs("DEC-3", "Ask @all | `x` <b> #1", &[guardrail, commit]),
            governs("DEC-4", "Use SQLite", &[in_area]),
        ],
        changes: vec![
            change(What::Added, "DEC-9", "New"),
            change(What::Moved, "DEC-8", "Moved"),
            change(What::Changed, "DEC-7", "Changed"),
            change(What::Removed, "DEC-6", "Gone"),
        ],
    };
    let findings = Findings {
        governing: Some(&what),
        ..nothing_found()
    };
    let text = write("markdown", &findings);
    assert_eq!(markdown(&text), Vec::<String>::new());
    check("formats-markdown-change.md", |out| {
        out.write_all(text.as_bytes())
    });
    let none = Governing {
        paths: 1,
        ..Governing::default()
    };
    let findings = Findings {
        governing: Some(&none),
        ..nothing_found()
    };
    check("formats-markdown-nothing.md", |out| {
        out.write_all(write("markdown", &findings).as_bytes())
    });
}

#[test]
fn a_comment_is_never_too_long_and_says_what_is_left_out() {
    let source = Source::new("docs/a.md", "x\n".repeat(4000));
    for length in [1, 200, 5000] {
        for count in [0, 1, 14, 15, 16, 40, 3000] {
            let found: Vec<Diagnostic> = (0..count)
                .map(|at| {
                    let path = format!("docs/{}.md", at / 3);
                    Diagnostic::new("x", path, format!("say {}", "@x ".repeat(length)))
                        .with_span(Span::new(at, at + 1))
                        .with_help("declog edit DEC-1")
                })
                .collect();
            let one = Governs {
                id: "DEC-1".to_owned(),
                title: "@x ".repeat(length),
                standing: Standing::Unknown { as_written: None },
                owner: None,
                deciders: Vec::new(),
                evidence: vec![Evidence::new(Ground::Governs)],
            };
            let what = Governing {
                paths: 1,
                records: vec![one; count],
                changes: Vec::new(),
            };
            let findings = Findings {
                diagnostics: &found,
                sources: &|_| Some(&source),
                governing: Some(&what),
                ..nothing_found()
            };
            let text = write("markdown", &findings);
            assert!(text.len() <= 65_536, "{count} of {length}: {}", text.len());
            assert_eq!(markdown(&text), Vec::<String>::new());
            let shown = text.lines().filter(|line| line.starts_with("- ")).count();
            let left = text
                .lines()
                .filter_map(|line| line.split_once(" more are left out"));
            let left: usize = left.map(|(count, _)| count.parse::<usize>().unwrap()).sum();
            assert_eq!(shown + left, 2 * count, "{text}");
        }
    }
}

#[test]
fn every_rule_is_told_to_code_scanning() {
    let cards = check::cards().into_iter();
    let rules: Vec<Ruled<'_>> = cards
        .map(|card| Ruled {
            card,
            level: card.level,
        })
        .collect();
    let findings = Findings {
        rules: &rules,
        ..nothing_found()
    };
    let text = write("sarif", &findings);
    assert_eq!(wrong("sarif", &text, &findings), Vec::<String>::new());
    let whole: Value = serde_json::from_str(&text).unwrap();
    let told = whole["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for (rule, card) in told.iter().zip(check::cards()) {
        assert_eq!(rule["id"], card.id);
        let about = rule["fullDescription"]["text"].as_str().unwrap();
        assert!(about.len() > 20 && !about.starts_with('#'), "{about}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn hostile_findings_break_no_format(
        texts in prop::collection::vec(nasty(), 1..6),
        spans in prop::collection::vec((0usize..60, 0usize..60), 6),
    ) {
        let source = Source::new("a.md", texts.concat());
        let found: Vec<Diagnostic> = texts
            .iter()
            .enumerate()
            .flat_map(|(at, text)| {
                let (start, length) = spans[at];
                let one = Diagnostic::new(text.clone(), format!("docs/{text}.md"), text.clone())
                    .with_level([Level::Deny, Level::Warn][at % 2])
                    .with_label(text.clone())
                    .with_help(format!("{text}\n{text}"));
                let placed = one.clone().with_id(&Id::stem("DEC", text)).with_span(Span::new(start, start + length));
                [one, placed]
            })
            .collect();
        let rules: Vec<Ruled<'_>> = texts
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(|text| Ruled {
                card: RuleCard { id: text, group: text, level: Level::Warn, summary: text, docs: text },
                level: Level::Warn,
            })
            .collect();
        let unknown = Unknown::before_the_border(texts.clone());
        let what = governed(&texts);
        let findings = Findings {
            governing: Some(&what),
            diagnostics: &found,
            sources: &|_| Some(&source),
            rules: &rules,
            unknown: Some(&unknown),
            ..nothing_found()
        };
        for format in findings::FORMATS {
            let text = write(format.name, &findings);
            prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
            prop_assert!(!text.contains("##["), "{text}");
            prop_assert_eq!(wrong(format.name, &text, &findings), Vec::<String>::new());
        }
    }
}

/// Hostile records that govern, and were changed.
fn governed(texts: &[String]) -> Governing {
    let records = texts.iter().map(|text| Governs {
        id: text.clone(),
        title: text.clone(),
        standing: Standing::Unknown {
            as_written: Some(text.clone()),
        },
        owner: Some(text.clone()),
        deciders: vec![text.clone(); 5],
        evidence: [
            Ground::Governs,
            Ground::Guardrail,
            Ground::Citation,
            Ground::Commit,
        ]
        .into_iter()
        .map(|ground| Evidence {
            ground,
            patterns: vec![text.clone()],
            area: Some(text.clone()),
            paths: vec![format!("src/{text}")],
            lines: vec![1],
            commit: Some("0123456789".to_owned()),
            subject: Some(text.clone()),
        })
        .collect(),
    });
    let changes = texts.iter().map(|text| Difference {
        what: What::Added,
        id: text.clone(),
        kind: text.clone(),
        title: text.clone(),
        path: text.clone(),
        state: Some(text.clone()),
        delta: Delta::default(),
    });
    Governing {
        paths: texts.len(),
        records: records.collect(),
        changes: changes.collect(),
    }
}

/// What harms one format or another, once or a hundred thousand times.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "::error::",
        "\n::error file=a,line=1::owned",
        "\r::warning::x",
        "%0A::notice::x",
        "]]>",
        "</failure></testcase>",
        "<!--",
        "-->",
        "&#0;",
        "&amp;",
        "\u{0}",
        "\u{1b}[31m",
        "\u{85}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{1fffe}",
        "\u{202e}",
        "\u{2028}",
        "\"",
        "'",
        "`",
        "``",
        "\\",
        "|",
        ",",
        ":",
        "%",
        "/",
        "//",
        "..",
        "@all",
        "#1",
        "![x](https://evil.example/x.png)",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "www.evil.example",
        "https://evil.example",
        "GH-1",
        "\n\n# x",
        "\n- [ ] x",
        " (2)",
        "é",
        "👩\u{200d}💻",
        "x",
    ]);
    prop_oneof![
        4 => hostile().prop_map(|text| format!("{text}x")),
        8 => prop::collection::vec(pieces.clone(), 1..10).prop_map(|pieces| pieces.concat()),
        1 => pieces.prop_map(|piece| piece.repeat(100_000 / piece.len())),
    ]
}

/// What is wrong with an output; nothing where every reader of the format takes it and loses nothing.
fn wrong(format: &str, text: &str, findings: &Findings<'_>) -> Vec<String> {
    match format {
        "sarif" => sarif(text, findings),
        "gitlab" => gitlab(text, findings),
        "github" => github(text, findings),
        "junit" => junit(text, findings),
        "markdown" => markdown(text),
        _ => Vec::new(),
    }
}

static SARIF: LazyLock<Validator> = LazyLock::new(|| schema("sarif-schema-2.1.0.json"));
static GITLAB: LazyLock<Validator> = LazyLock::new(|| schema("gitlab-code-quality.json"));

fn schema(name: &str) -> Validator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).expect("the schema is one")
}

fn against(schema: &Validator, text: &str) -> (Value, Vec<String>) {
    let value: Value = serde_json::from_str(text).expect("the output is JSON");
    let errors = schema
        .iter_errors(&value)
        .map(|error| format!("{error} at {}", error.instance_path()));
    let errors = errors.collect();
    (value, errors)
}

fn sarif(text: &str, findings: &Findings<'_>) -> Vec<String> {
    let (value, mut wrong) = against(&SARIF, text);
    let results = value["runs"][0]["results"].as_array().unwrap();
    let rules = &value["runs"][0]["tool"]["driver"]["rules"];
    let mut prints = BTreeSet::new();
    for (result, finding) in results.iter().zip(shown(findings)) {
        if let Some(at) = result["ruleIndex"].as_u64() {
            let at = usize::try_from(at).unwrap();
            if rules[at]["id"] != result["ruleId"] {
                wrong.push(format!("another rule: {result}"));
            }
        }
        if result["ruleId"] != *finding.rule {
            wrong.push(format!("another finding: {result}"));
        }
        let print = result["partialFingerprints"]["declogFinding/v1"].as_str();
        if !prints.insert(print.unwrap()) {
            wrong.push(format!("fingerprint twice: {result}"));
        }
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().unwrap();
        if decoded(uri) != finding.path {
            wrong.push(format!("not `{}`: {uri}", finding.path));
        }
    }
    if results.len() != shown(findings).count() {
        wrong.push("findings are lost".to_owned());
    }
    wrong
}

fn gitlab(text: &str, findings: &Findings<'_>) -> Vec<String> {
    let (value, mut wrong) = against(&GITLAB, text);
    let issues = value.as_array().unwrap();
    let prints = issues.iter().map(|issue| issue["fingerprint"].to_string());
    let prints: BTreeSet<String> = prints.collect();
    let expected = shown(findings).count() + usize::from(findings.unknown.is_some());
    if prints.len() != expected || issues.len() != expected {
        wrong.push(format!("{} fingerprints of {expected}", prints.len()));
    }
    wrong
}

/// Reads the lines as a runner of GitHub does: what begins with `::` after blanks is a command.
fn github(text: &str, findings: &Findings<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut commands = Vec::new();
    let lines: Vec<&str> = text.split(['\n', '\r']).collect();
    for line in &lines {
        let Some(command) = line.trim_start().strip_prefix("::") else {
            continue;
        };
        let (head, message) = command.split_once("::").expect("the end of a command");
        let (name, properties) = head.split_once(' ').unwrap();
        let properties: BTreeMap<&str, String> = properties
            .split(',')
            .filter_map(|property| property.split_once('='))
            .map(|(key, value)| (key, decoded(value)))
            .collect();
        commands.push((name, properties, decoded(message)));
    }
    let mut expected: Vec<&Diagnostic> = shown(findings).collect();
    expected.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    for ((name, properties, message), finding) in commands.iter().zip(&expected) {
        let level = match finding.level {
            Level::Deny => "error",
            _ => "warning",
        };
        let title = &properties["title"];
        let keys = ["file", "line", "endLine", "col", "endColumn", "title"];
        let known = properties.keys().all(|key| keys.contains(key));
        if *name != level || !known || message.is_empty() || title.is_empty() {
            wrong.push(format!("{name} {properties:?} {message}"));
        }
    }
    let notices = usize::from(findings.unknown.is_some());
    if commands.len() != expected.len() + notices {
        wrong.push(format!(
            "{} commands of {}",
            commands.len(),
            expected.len() + notices
        ));
    }
    let last = lines.iter().rev().find(|line| !line.is_empty());
    if last.is_none_or(|last| !last.contains(" unreadable; ")) {
        wrong.push(format!("no summary: {last:?}"));
    }
    wrong
}

fn junit(text: &str, findings: &Findings<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_legal = |c: char| c == '\n' || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    wrong.extend(
        text.chars()
            .find(|c| !is_legal(*c))
            .map(|c| format!("{c:?}")),
    );
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    let (mut names, mut counts) = (BTreeSet::new(), BTreeMap::new());
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => return vec![error.to_string()],
        };
        match event {
            Event::Start(element) => {
                wrong.extend(element_wrong(&element, open.last(), &mut names));
                let name = element.name().as_ref().to_owned();
                *counts.entry(name.clone()).or_insert(0) += 1;
                open.push(name);
            }
            Event::Empty(element) => {
                wrong.extend(element_wrong(&element, open.last(), &mut names));
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Decl(_) | Event::Text(_) | Event::GeneralRef(_) => {}
            other => wrong.push(format!("{other:?}")),
        }
    }
    let told = |name| counts.get(name).copied().unwrap_or(0);
    let failed = shown(findings).filter(|finding| finding.level == Level::Deny);
    let warned = shown(findings).filter(|finding| finding.level == Level::Warn);
    if told("failure") != failed.count() || told("skipped") < warned.count() || !open.is_empty() {
        wrong.push(format!("{counts:?} {open:?}"));
    }
    wrong
}

fn element_wrong(
    element: &BytesStart<'_>,
    parent: Option<&String>,
    names: &mut BTreeSet<(String, String)>,
) -> Vec<String> {
    let name = element.name().as_ref().to_owned();
    let Some((_, may, must, _)) = JUNIT.iter().find(|(known, ..)| *known == name) else {
        return vec![format!("an element `{name}`")];
    };
    let mut wrong = Vec::new();
    let inside = parent.map_or(name == "testsuites", |parent| {
        let rows = JUNIT.iter().find(|(known, ..)| known == parent);
        rows.is_some_and(|(.., inside)| inside.contains(&name.as_str()))
    });
    if !inside {
        wrong.push(format!("`{name}` in {parent:?}"));
    }
    let mut all = BTreeMap::new();
    for attribute in element.attributes() {
        let attribute = attribute.expect("a well-formed attribute");
        all.insert(
            attribute.key.as_ref().to_owned(),
            attribute.value.clone().into_owned(),
        );
    }
    wrong.extend(
        all.keys()
            .filter(|key| !may.contains(&key.as_str()))
            .map(|key| format!("`{name}` has `{key}`")),
    );
    wrong.extend(
        must.iter()
            .filter(|key| !all.contains_key(**key))
            .map(|key| format!("`{name}` has no `{key}`")),
    );
    if name == "testcase" {
        let key = (all["classname"].clone(), all["name"].clone());
        if !names.insert(key) {
            wrong.push(format!("twice: {all:?}"));
        }
    }
    wrong
}

/// Reads a comment as GitHub does: nothing leads elsewhere, and nothing is drawn but what is ours.
fn markdown(text: &str) -> Vec<String> {
    const OURS: [&str; 9] = [
        "<!-- declog check -->",
        "<!-- -->",
        "<br>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "",
        "\n",
    ];
    let mut wrong = Vec::new();
    let is_ours = |html: &str| {
        let rest = html.trim_end().strip_prefix("<summary>");
        let rest = rest.and_then(|rest| rest.strip_suffix(" more</summary>"));
        OURS.contains(&html.trim_end()) || rest.is_some_and(|count| count.parse::<usize>().is_ok())
    };
    let is_word = |c: char| c.is_alphanumeric() || c == '"';
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
        | pulldown_cmark::Options::ENABLE_TASKLISTS
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_MATH
        | pulldown_cmark::Options::ENABLE_GFM;
    // Text as it stands between two pieces of markup, which is what references are looked for in.
    let mut run = String::new();
    for event in pulldown_cmark::Parser::new_ext(text, options) {
        use pulldown_cmark::{Event as Part, Tag, TagEnd};
        if let Part::Text(text) = &event {
            run.push_str(text);
            continue;
        }
        let lower = std::mem::take(&mut run).to_lowercase();
        let signs = "@#!$%~&^:".char_indices();
        for (_, sign) in signs {
            if lower
                .match_indices(sign)
                .any(|(at, _)| lower[at + sign.len_utf8()..].starts_with(is_word))
            {
                wrong.push(format!("`{sign}` in {lower:?}"));
            }
        }
        if lower.contains("://") || lower.contains("www.") {
            wrong.push(format!("an address in {lower:?}"));
        }
        match event {
            Part::Html(html) | Part::InlineHtml(html) if is_ours(&html) => {}
            Part::Start(
                Tag::Heading { .. } | Tag::Paragraph | Tag::List(None) | Tag::Item | Tag::Strong,
            )
            | Part::Start(Tag::HtmlBlock | Tag::BlockQuote(None))
            | Part::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Strong
                | TagEnd::HtmlBlock
                | TagEnd::BlockQuote(_),
            )
            | Part::Code(_)
            | Part::SoftBreak => {}
            other => wrong.push(format!("{other:?}")),
        }
    }
    if text.len() > 65_536 {
        wrong.push(format!("{} bytes", text.len()));
    }
    wrong
}

fn shown<'a>(findings: &Findings<'a>) -> impl Iterator<Item = &'a Diagnostic> {
    let all = findings.diagnostics.iter();
    all.filter(|finding| finding.level != Level::Allow)
}

/// A text in which `%0A` and the like stand for what they mean.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

//! Reports: each whole output against a file in `tests/report`, hostile records among them.
//!
//! `SNAPSHOTS=overwrite` writes the files anew; read the difference before accepting it.

mod formats;

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use declog::index::Index;
use declog::model::diagnostic::{Diagnostic, Level};
use declog::model::kind::Dialect;
use declog::model::rule::RuleCard;
use declog::model::source::{Source, Span};
use declog::model::view::{FindingCount, RecordView};
use declog::report::change::{self, Before, Change, Changed};
use declog::report::config::{self, Origin, Setting};
use declog::report::diff::{self, FileDiff};
use declog::report::explain;
use declog::report::failure::{self, Excerpt, Failure};
use declog::report::findings::{self, FileCounts, Findings};
use declog::report::index::{self, IgnoredFile, Reading};
use declog::report::init::{self, Drafted, Folder, Init, Left, Lines, Word};
use declog::report::json::{self as output, Fields};
use declog::report::place::Place;
use declog::report::record::{self, Section, Shown};
use declog::report::records::{self, Columns, End, Layout, Records};
use declog::report::safe;
use declog::report::schema;
use declog::report::site::{self, Site};
use declog::report::status::{self, Count, StartJson, Status};
use declog::report::style::Style;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::logs;

const FILES: &[(&str, &str)] = &[
    (
        "0001-keep-the-ledger-on-paper.md",
        "---\nstatus: superseded\ndate: 2026-02-03\ncreated: 2025-12-01\nowner: alice\n---\n# Keep the ledger on paper\n",
    ),
    (
        "0002-use-sqlite.md",
        "---\nstatus: accepted\ndate: 2026-02-03\ncreated: 2026-01-10\ndecision-makers: [Ana Ng <ana@example.com>, bob]\n\
         area: [storage]\nsupersedes: [DEC-1]\nrelates-to: [DEC-3#Context]\nreversible: costly\ntags: [db, 帳簿]\n---\n\
         # Use SQLite for the 帳簿 of every shop | and its `branches`\n\n\
         ## Context and Problem Statement\n\nPaper burns.\n\n```sh\n# not a heading\n```\n\n\
         ## Considered Options\n\n- SQLite\n- paper\n",
    ),
    (
        "0003-hostile.md",
        "---\nstatus: proposed\ncreated: 2026-11-01\nowner: \"\\e]0;owned\\a\\u202Eecila\"\n\
         tags: [\"##vso[task.setvariable variable=x]y\"]\n---\n\
         # ::error file=a::\u{202e}forged ##[error]\n\n## Context and Problem Statement\n\n\
         ::error::in the body\r\n   ::warning::after blanks\r\n\ttab and \u{1b}[31mred\u{1b}[0m\nzero\u{200b}width \u{e0041}tag\n",
    ),
    (
        "0004-odd.md",
        "---\nstatus: \"::error::perhaps\"\n---\n# Odd\n",
    ),
    (
        "0005-paint-the-boat.md",
        "---\nstatus: accepted\ndate: 2026-03-01\nexpires: 2026-11-21\npriority: 10\n---\n# Paint the boat\n",
    ),
    (
        "0006-sell-the-boat.md",
        "---\nstatus: rejected\ndate: 2026-04-01\n---\n# Sell the boat\n",
    ),
    (
        "0007-burn-the-boat.md",
        "---\nstatus: deprecated\ndate: 2026-05-01\n---\n# Burn the boat\n",
    ),
    ("README.md", "# Decisions\n"),
    ("notes.txt", "not Markdown\n"),
];

fn log() -> Index {
    crate::query::index(FILES)
}

fn views(index: &Index) -> Vec<RecordView> {
    let places = 0..index.records.len();
    places
        .map(|at| index.view(at, Some(FindingCount { deny: at, warn: 1 })))
        .collect()
}

/// What a report writes.
fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Compares what a report writes with the file of that name.
fn check(name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let actual = written(write);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/report")
        .join(name);
    let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
    let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    assert.eq(Data::text(actual), expected);
}

/// Compares JSON with the file of that name, and holds it against its published schema.
fn check_json(name: &str, command: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let text = written(write);
    let value: Value = serde_json::from_str(&text).expect("the output is JSON");
    let schema = schema::output(command).expect("the command has a schema");
    let errors: Vec<_> = jsonschema::validator_for(&schema)
        .expect("the schema is one")
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    check(name, |out| out.write_all(text.as_bytes()));
}

#[test]
fn foreign_text_is_harmless() {
    let cases = [
        ("Q&A: a [link] # 1 ## 2", "Q&A: a [link] # 1 ## 2"),
        ("tab\tend\r\n", "tab<U+0009>end<U+000D><U+000A>"),
        ("\u{1b}[31m\u{7f}\u{9b}", "<U+001B>[31m<U+007F><U+009B>"),
        (
            "a\u{202e}b\u{2066}\u{200b}\u{feff}\u{e0041}",
            "a<U+202E>b<U+2066><U+200B><U+FEFF><U+E0041>",
        ),
        ("::error::x", "\\::error::x"),
        ("  \u{a0}::x", "  \u{a0}\\::x"),
        ("\t\n::x", "<U+0009><U+000A>\\::x"),
        ("std::vec", "std::vec"),
        (
            "x ##[error]y ###[z] ##vso[a]",
            "x ##\\[error]y ###\\[z] ##vso\\[a]",
        ),
        ("##teamcity[x", "##teamcity\\[x"),
        ("## [x", "## [x"),
    ];
    let actual: Vec<_> = cases.iter().map(|(text, _)| safe::visible(text)).collect();
    let expected: Vec<_> = cases.iter().map(|(_, expected)| *expected).collect();
    assert_eq!(actual, expected);
    assert_eq!(
        safe::block("a\tb\r\n  ::x\n\n::y\u{b}\n"),
        "a\tb\n  \\::x\n\n\\::y<U+000B>\n"
    );
}

proptest! {
    #[test]
    fn no_text_steers_a_terminal_or_a_build(text in hostile()) {
        let block = safe::block(&text);
        prop_assert!(!block.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        for line in block.split('\n').chain([safe::visible(&text).as_ref()]) {
            prop_assert!(!line.trim_start().starts_with("::"), "{line:?}");
            prop_assert!(!line.contains("##[") && !line.contains("##vso["), "{line:?}");
        }
    }

    #[test]
    fn json_means_what_it_meant(text in hostile()) {
        let printed = safe::json(&json!({ "x": text }).to_string());
        prop_assert!(!printed.contains(|c: char| c.is_control()) && !printed.contains("##["), "{printed}");
        prop_assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), json!({ "x": text }));
    }

    #[test]
    fn findings_at_any_place_of_any_text_are_shown(text in hostile(), start in 0usize..40, length in 0usize..40) {
        let source = Source::new("a.md", text);
        let span = Span::new(start, start + length);
        let finding = Diagnostic::new("x", "a.md", source.text.clone()).with_span(span).with_label(&source.text);
        let sources = |_: &str| Some(&source);
        let findings = Findings { diagnostics: &[finding], sources: &sources, ..nothing_found() };
        for format in findings::FORMATS {
            let text = written(|out| (format.write)(&findings, Style::Plain, out));
            prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
            let ours = |line: &str| format.name == "github" && line.starts_with("::error ");
            prop_assert!(text.lines().all(|line| ours(line) || !line.trim_start().starts_with("::")), "{text}");
            prop_assert!(!text.contains("##["), "{text}");
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "::",
        "##",
        "[",
        "vso",
        "#",
        "\n",
        "\r",
        "\t",
        " ",
        "\u{1b}",
        "\u{202e}",
        "\u{e0041}",
        "\\",
        "\"",
        "é",
        "界",
        "x",
        "error",
        "👩\u{200d}💻",
        "\u{85}",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat()),
    ]
}

fn nothing_found<'a>() -> Findings<'a> {
    Findings {
        diagnostics: &[],
        sources: &|_| None,
        baseline: 0,
        files: FileCounts::default(),
        as_of: date(2026, 11, 22),
        rev: None,
        fields: None,
        settings: "declog.toml",
        rules: &[],
        unknown: None,
        governing: None,
    }
}

/// Files with something hostile or long in each.
fn sources() -> [Source; 4] {
    let owner = "---\nstatus: accepted\nowner: alise\n---\r\n# Keep\u{1b}[31m it\n\tafter a tab ::error::\n";
    let long = format!("{}HERE{}\n", "before ".repeat(600), " after".repeat(600));
    let whole = "x".repeat(5000);
    [
        Source::new("docs/decisions/0012-keep.md", owner),
        Source::new("docs/decisions/long.md", long.as_str()),
        Source::new("docs/decisions/whole.md", whole.as_str()),
        Source::new(HOSTILE_PATH, "\u{feff}a::b\n::error::x\n"),
    ]
}

const KEEP: &str = "docs/decisions/0012-keep.md";
const HOSTILE_PATH: &str = "docs/::x\u{202e}.md";

/// Findings in those files.
fn found(sources: &[Source; 4]) -> Vec<Diagnostic> {
    let at = |source: &Source, text: &str| {
        let start = source.text.find(text).expect("the text is there");
        Span::new(start, start + text.len())
    };
    vec![
        Diagnostic::new(
            "unknown-person",
            KEEP,
            "`alise` is not a person or team of this log",
        )
        .with_id(&declog::model::id::Id::new("DEC", 12))
        .with_span(at(&sources[0], "alise"))
        .with_label("did you mean `alice`?")
        .with_help("declog set DEC-12 owner=alice"),
        Diagnostic::new("hidden-characters", KEEP, "a control character")
            .with_level(Level::Warn)
            .with_span(at(&sources[0], "\u{1b}")),
        Diagnostic::new("x-tab", KEEP, "after a tab, to the end and beyond")
            .with_span(Span::new(at(&sources[0], "tab").start, 9000)),
        Diagnostic::new("x-lines", KEEP, "over several lines")
            .with_span(at(&sources[0], "accepted\nowner"))
            .with_help("first\nsecond ::error::\n::error::third"),
        Diagnostic::new("x-long", "docs/decisions/long.md", "in a long line")
            .with_span(at(&sources[1], "HERE")),
        Diagnostic::new("x-whole", "docs/decisions/whole.md", "all of a long line")
            .with_span(Span::new(0, 5000)),
        Diagnostic::new("x-path", HOSTILE_PATH, "::error::forged\n::error::twice")
            .with_span(at(&sources[3], "::error"))
            .with_label("\u{1b}[2J"),
        Diagnostic::new("empty-log", "docs/decisions", "there is no record")
            .with_help("declog new \"A title\""),
        Diagnostic::new("not-shown", KEEP, "allowed").with_level(Level::Allow),
    ]
}

#[test]
fn findings_are_shown() {
    let sources = sources();
    let found = found(&sources);
    let sources = |path: &str| sources.iter().find(|source| source.path == path);
    let findings = Findings {
        diagnostics: &found,
        sources: &sources,
        baseline: 500,
        files: FileCounts {
            records: 398,
            ignored: 12,
            unreadable: 2,
        },
        as_of: date(2026, 11, 22),
        rev: Some("0123456789abcdef0123456789abcdef01234567"),
        ..nothing_found()
    };
    let write = |name: &str| {
        findings::FORMATS
            .iter()
            .find(|format| format.name == name)
            .unwrap()
            .write
    };
    check("findings.txt", |out| {
        write("text")(&findings, Style::Plain, out)
    });
    check("findings-coloured.txt", |out| {
        write("text")(&findings, Style::Coloured, out)
    });
    check("findings-concise.txt", |out| {
        write("concise")(&findings, Style::Plain, out)
    });
    check_json("findings.json", "check", |out| {
        write("json")(&findings, Style::Plain, out)
    });
    let fields = Fields::for_command("check", "rule,path").unwrap();
    let narrow = Findings {
        fields: Some(&fields),
        ..findings
    };
    check("findings-some.json", |out| {
        write("json")(&narrow, Style::Plain, out)
    });
    check("findings-none.txt", |out| {
        write("text")(&nothing_found(), Style::Plain, out)
    });
}

fn list(records: &[RecordView]) -> Records<'_> {
    Records {
        records,
        as_of: date(2026, 11, 22),
        rev: None,
    }
}

fn check_list(name: &str, records: &[RecordView], layout: &Layout) {
    let format = name
        .split('.')
        .next()
        .and_then(|name| name.split('-').nth(1));
    let format = records::FORMATS.iter().find(|one| Some(one.name) == format);
    let write = format.expect("the file is named after a format").write;
    check(name, |out| write(&list(records), layout, out));
}

#[test]
fn tables_are_shown() {
    let views = views(&log());
    let layout = Layout::default();
    let wide = |width| Layout {
        width: Some(width),
        ..Layout::default()
    };
    let coloured = Layout {
        style: Style::Coloured,
        ..Layout::default()
    };
    check_list("list-table.txt", &views, &layout);
    check_list("list-table-narrow.txt", &views, &wide(80));
    check_list("list-table-tiny.txt", &views, &wide(20));
    check_list("list-table-coloured.txt", &views, &coloured);
    check_list("list-table-none.txt", &[], &layout);
}

#[test]
fn lists_are_written_for_scripts() {
    let views = views(&log());
    let all = "id,log,kind,title,state,phase,in_force,status_as_written,path,owner,area,people,date,created,summary,tags,\
               relations,findings,reversible";
    let layout = Layout::default();
    let nul = Layout {
        end: End::Nul,
        ..Layout::default()
    };
    let wide = Layout {
        columns: Columns::read(all, &["reversible"]).unwrap(),
        ..Layout::default()
    };
    let some = Layout {
        fields: Some(Fields::of::<RecordView>("title, id").unwrap()),
        ..Layout::default()
    };
    check_list("list-plain.txt", &views, &wide);
    check_list("list-ids-nul.txt", &views, &nul);
    check_list("list-ids.txt", &views, &layout);
    check_list("list-md.md", &views, &layout);
    check_list("list-json-some.json", &views, &some);
    let json = records::FORMATS
        .iter()
        .find(|format| format.name == "json")
        .unwrap()
        .write;
    check_json("list.json", "list", |out| json(&list(&views), &layout, out));
    check_json("list-none.json", "list", |out| {
        json(&list(&[]), &layout, out)
    });
}

#[test]
fn unknown_fields_are_refused() {
    let column = Columns::read("id,titel", &["reversible"]).unwrap_err();
    let field = Fields::of::<RecordView>("id,quux").unwrap_err();
    assert_eq!(
        column.to_string(),
        "there is no field `titel`; did you mean `title`?"
    );
    assert_eq!(field.to_string(), "there is no field `quux`");
    assert_eq!(column.known.last().unwrap(), "reversible");
    assert_eq!(
        field.known.join(" "),
        "id log kind title state phase in_force status_as_written path owner area people date created summary tags fields \
         relations findings"
    );
}

#[test]
fn records_are_shown() {
    let index = log();
    let views = views(&index);
    let titles: HashMap<_, _> = views
        .iter()
        .map(|view| (view.id.clone(), view.title.clone()))
        .collect();
    let standings: Vec<_> = (0..views.len()).map(|at| index.standing(at)).collect();
    let shown = |at: usize| Shown {
        record: &index.records[at],
        view: &views[at],
        standing: &standings[at],
        titles: &titles,
        body: index.records[at].source.slice(index.records[at].body),
        sections: Section::of(&index.records[at]),
    };
    check("show.txt", |out| {
        record::write(&shown(1), Style::Plain, out)
    });
    check("show-coloured.txt", |out| {
        record::write(&shown(1), Style::Coloured, out)
    });
    check("show-hostile.txt", |out| {
        record::write(&shown(2), Style::Plain, out)
    });
    check_json("show.json", "show", |out| {
        record::write_json(&shown(1), None, out)
    });
    check_json("show-hostile.json", "show", |out| {
        record::write_json(&shown(2), None, out)
    });
    let fields = Fields::of::<RecordView>("id").unwrap();
    check("show-some.json", |out| {
        record::write_json(&shown(1), Some(&fields), out)
    });
    let untitled = Shown {
        body: "\n::error::no heading\n",
        ..shown(0)
    };
    check("show-untitled.txt", |out| {
        record::write(&untitled, Style::Plain, out)
    });
    check("sentences.txt", |out| {
        standings
            .iter()
            .try_for_each(|standing| writeln!(out, "{}", record::sentence(standing)))
    });
}

#[test]
fn a_record_tells_its_fields_once() {
    let index = logs::index(&logs::files(&[
        (
            "declog.toml",
            "format = 1\n[areas.orders]\nowner = \"marta\"\n",
        ),
        (
            "0004-use-a-ledger.md",
            "---\nstatus: proposed\nowner: marta\n---\n# Use a ledger\n",
        ),
        (
            "docs/briefs/0001-pay-out.md",
            "---\nstatus: active\ndate: 2026-10-01\nowner: marta\ndue: 2026-12-31\nparent: BRF-2\nmeasures:\n  \
             - name: payouts on the next day\n    unit: \"%\"\n    baseline: 12\n    target: \">= 95\"\n    \
             readings:\n      2026-11-20: 74\n  - {name: complaints, baseline: 9, target: 3}\n  \
             - {name: \"\u{202e}x\"}\nmilestones:\n  - title: Every shop moved\n    due: 2026-12-18\n    \
             was: [2026-10-30]\n  - {title: A plan, due: 2026-10-01, done: 2026-10-02}\n  - title: More\n\
             tags: [money, \"##[error]\", \"\"]\nx-note: \"::error::\\e[31mred\"\nx-map: {a: 1}\n---\n# Pay out\n",
        ),
        (
            "docs/briefs/0002-pay.md",
            "---\nstatus: draft\ndate: 2026-10-01\nowner: marta\ndue: 2026-12-31\n---\n# Pay\n",
        ),
        (
            "docs/handoffs/0001-hand-over.md",
            "---\nstatus: offered\ndate: 2026-11-01\nfrom: marta\nto: joao\nitems: [DEC-4, \"area:orders\"]\n\
             ---\n# Hand over\n",
        ),
    ]));
    let views = views(&index);
    let titles = HashMap::new();
    let all = |style: Style, out: &mut dyn Write| {
        for (at, record) in index.records.iter().enumerate() {
            let shown = Shown {
                record,
                view: &views[at],
                standing: &index.standing(at),
                titles: &titles,
                body: record.source.slice(record.body),
                sections: Vec::new(),
            };
            record::write(&shown, style, out)?;
            writeln!(out, "--")?;
        }
        Ok(())
    };
    check("show-fields.txt", |out| all(Style::Plain, out));
    check("show-fields-coloured.txt", |out| all(Style::Coloured, out));
}

#[test]
fn standing_goes_by_relations() {
    let index = crate::query::index(&[
        (
            "0001-a.md",
            "---\nstatus: accepted\ndate: 2026-01-01\n---\n# A\n",
        ),
        (
            "0002-b.md",
            "---\nstatus: accepted\ndate: 2026-01-02\nsupersedes: [1]\n---\n# B\n",
        ),
        (
            "0003-c.md",
            "---\nstatus: deprecated\ndate: 2026-01-03\nsupersedes: [1, 2]\n---\n# C\n",
        ),
        (
            "0004-d.md",
            "---\nstatus: proposed\nsupersedes: [3]\n---\n# D\n",
        ),
        ("0005-e.md", "---\nstatus: withdrawn\n---\n# E\n"),
        ("0006-f.md", "---\nstatus: accepted\n---\n# F\n"),
        (
            "0007-g.md",
            "---\nstatus: superseded\ndate: 2026-01-05\n---\n# G\n",
        ),
    ]);
    let sentences: Vec<_> = (0..7)
        .map(|at| record::sentence(&index.standing(at)))
        .collect();
    assert_eq!(
        sentences,
        [
            "Not in force: superseded by DEC-2 and DEC-3 on 2 January 2026",
            "Not in force: superseded by DEC-3",
            "Not in force: deprecated on 3 January 2026",
            "Proposed, not decided",
            "Withdrawn",
            "In force",
            "Not in force: superseded on 5 January 2026",
        ]
    );
}

fn changed(
    id: Option<&str>,
    path: &str,
    states: (Option<&str>, Option<&str>),
    before: Before,
) -> Changed {
    Changed {
        id: id.map(str::to_owned),
        path: path.into(),
        from: states.0.map(str::to_owned),
        to: states.1.map(str::to_owned),
        before,
    }
}

#[test]
fn changes_are_told() {
    let created = changed(
        Some("DEC-3"),
        "docs/decisions/0003-x.md",
        (None, Some("proposed")),
        Before::Nothing,
    );
    let stepped = changed(
        Some("DEC-4"),
        "docs/it's \u{202e}here/::x ##[y.md",
        (Some("proposed"), Some("accepted")),
        Before::Committed,
    );
    let spaced = changed(
        Some("DEC-6"),
        "docs/it's here.md",
        (Some("a"), Some("a")),
        Before::Committed,
    );
    let edited = changed(
        Some("DEC-5"),
        "docs/decisions/0005-y.md",
        (None, None),
        Before::Uncommitted,
    );
    let settings = changed(None, "declog.toml", (None, None), Before::Nothing);
    let committed = Change {
        changed: vec![created.clone(), settings.clone()],
        commit: Some("abc1234def5678abc1234def5678abc1234def56".into()),
        ..Change::default()
    };
    let left = Change {
        changed: vec![created, stepped, spaced, settings],
        place: Place::Inside("docs/notes".into()),
        ..Change::default()
    };
    let mixed = Change {
        changed: vec![edited],
        ..Change::default()
    };
    check("changes.txt", |out| {
        for change in [&committed, &left, &mixed] {
            change::write(change, out)?;
            writeln!(out, "--")?;
        }
        Ok(())
    });
    check_json("change.json", "step", |out| change::write_json(&left, out));
}

#[test]
fn a_new_log_is_told() {
    let committed = Change {
        changed: vec![changed(None, "declog.toml", (None, None), Before::Nothing)],
        commit: Some("abc1234def5678abc1234def5678abc1234def56".into()),
        ..Change::default()
    };
    let adopted = |path: &str, records| Folder {
        kind: "decisions".into(),
        path: path.into(),
        dialect: Dialect::Auto,
        id: "ADR-1".into(),
        files: FileCounts {
            records,
            ignored: 3,
            unreadable: 1,
        },
        known_states: 17,
        unknown_words: vec![Word {
            word: "On Hold\u{202e}".into(),
            records: 2,
        }],
    };
    let native = Folder {
        kind: "briefs".into(),
        path: "docs/briefs".into(),
        dialect: Dialect::Native,
        id: "BRF-1".into(),
        files: FileCounts::default(),
        known_states: 0,
        unknown_words: Vec::new(),
    };
    let logs = [init::Log {
        title: "Harbor".into(),
        root: String::new(),
        existing: false,
        kinds: vec![adopted("docs/adr", 19), native.clone()],
        drafted: Some(Drafted {
            people: 1,
            teams: 2,
            areas: 0,
            live: false,
            shallow: true,
        }),
    }];
    let left = [Left {
        path: "docs/\u{1b}[31mspecs".into(),
        reasons: vec!["3 of 4 files read as records".into()],
        help: "declog init docs/specs --folder docs/specs".into(),
    }];
    let add = [
        Lines {
            path: ".gitlab-ci.yml".into(),
            lines: "include:\n  - local: x.yml".into(),
        },
        Lines {
            path: ".github/workflows/declog.yml".into(),
            lines: String::new(),
        },
    ];
    let next = ["declog new \"Use PostgreSQL\" -c".to_owned()];
    let made = Init {
        logs: &logs,
        left: &left,
        add: &add,
        change: &committed,
        next: &next,
    };
    let nothing = Change::default();
    let several = [
        init::Log {
            existing: true,
            kinds: vec![adopted("a/docs/adr", 2), native],
            ..init::Log::default()
        },
        init::Log {
            title: "b".into(),
            root: "b".into(),
            existing: true,
            ..init::Log::default()
        },
    ];
    let again = Init {
        logs: &several,
        left: &[],
        add: &[],
        change: &nothing,
        next: &next,
    };
    check("init.txt", |out| init::write(&made, Style::Plain, out));
    let fields = Fields::for_command("init", "written,commit").unwrap();
    let whole = written(|out| init::write_json(&made, out));
    check("init-some.json", |out| {
        output::write_narrowed(whole.as_bytes(), &fields, out)
    });
    check("init-again.txt", |out| {
        init::write(&again, Style::Plain, out)
    });
    check_json("init.json", "init", |out| init::write_json(&made, out));
}

#[test]
fn differences_are_shown() {
    let old = "---\r\nstatus: proposed\r\n---\r\n# A\r\n\r\n::error::one\r\n\ttwo\r\nthree\r\nfour\r\nfive\r\nsix";
    let new = old
        .replace("proposed", "accepted")
        .replace("six", "six\u{1b}[31m ##[error]\n");
    let files = [
        FileDiff {
            path: "docs/a.md",
            old: Some(old),
            new: Some(&new),
        },
        FileDiff {
            path: "docs/same.md",
            old: Some("x"),
            new: Some("x"),
        },
        FileDiff {
            path: "docs/new\u{202e}.md",
            old: None,
            new: Some("# New\n::error::x\n"),
        },
        FileDiff {
            path: "docs/gone.md",
            old: Some("gone\n"),
            new: None,
        },
    ];
    check("diff.txt", |out| diff::write(&files, Style::Plain, out));
    check("diff-coloured.txt", |out| {
        diff::write(&files[3..], Style::Coloured, out)
    });
}

#[test]
fn failures_are_told() {
    let query = Failure {
        code: 2,
        message: "`statsu` is not a key of this log".into(),
        help: Some("known here: area, by".into()),
        excerpt: Some(Excerpt {
            source: Source::new("", "boat statsu:accepted"),
            span: Span::new(5, 11),
            label: Some("did you mean `status`?".into()),
        }),
        ..Failure::default()
    };
    let settings = Failure {
        code: 2,
        rule: Some("invalid-settings".into()),
        message: "unknown key `titel`".into(),
        excerpt: Some(Excerpt {
            source: Source::new("declog.toml", "format = 1\n[log]\ntitel = \"x\"\n"),
            span: Span::new(17, 22),
            label: Some("did you mean `title`?".into()),
        }),
        ..Failure::default()
    };
    let ambiguous = Failure {
        code: 4,
        message: "`::boat\u{1b}` names several records".into(),
        candidates: vec!["DEC-5".into(), "DEC-6".into()],
        help: Some("declog show DEC-5".into()),
        ..Failure::default()
    };
    check("failures.txt", |out| {
        for failure in [&query, &settings, &ambiguous] {
            failure::write(failure, Style::Plain, out)?;
            writeln!(out, "--")?;
        }
        Ok(())
    });
    check("failure-coloured.txt", |out| {
        failure::write(&ambiguous, Style::Coloured, out)
    });
    check_json("failure.json", "error", |out| {
        failure::write_json(&ambiguous, out)
    });
}

#[test]
fn the_log_is_shown_at_a_glance() {
    let counts = [
        ("in force", 112, "is:in-force"),
        ("under review", 3, "phase:open"),
        ("incomplete", 0, "is:incomplete"),
    ];
    let counts = counts.map(|(name, count, query)| Count {
        name: name.into(),
        count,
        query: query.into(),
    });
    let next = ["declog check".to_owned()];
    let start = [
        ("areas with deciders", None),
        ("a cadence set\u{202e}", Some("write it")),
    ];
    let start = start.map(|(what, next)| StartJson {
        what: what.into(),
        done: next.is_none(),
        next: next.map(str::to_owned),
    });
    let status = Status {
        log: ".",
        title: "::error::Harbor\u{202e}",
        as_of: date(2026, 11, 22),
        rev: None,
        counts: &counts,
        inbox: Some(12),
        start: &start,
        files: FileCounts {
            records: 1,
            ignored: 0,
            unreadable: 0,
        },
        errors: 1,
        warnings: 2,
        next: &next,
    };
    check("status.txt", |out| {
        status::write(&status, Style::Plain, out)
    });
    check("status-coloured.txt", |out| {
        status::write(&status, Style::Coloured, out)
    });
    check_json("status.json", "status", |out| {
        status::write_json(&status, out)
    });
}

#[test]
fn what_was_read_is_told() {
    let index = log();
    let views = views(&index);
    let ignored: Vec<_> = index
        .ignored
        .iter()
        .map(|file| IgnoredFile {
            path: file.path.clone(),
            reason: file.reason.into(),
        })
        .collect();
    let kinds: Vec<_> = index.log.kinds.iter().map(AsRef::as_ref).collect();
    let reading = Reading {
        log: &index.log.name,
        title: &index.log.title,
        as_of: index.log.as_of,
        rev: None,
        kinds: &kinds,
        records: &views,
        ignored: &ignored,
        unreadable: &["docs/decisions/::x\u{202e}.md".to_owned()],
    };
    check("index.txt", |out| index::write(&reading, Style::Plain, out));
    check_json("index.json", "index", |out| {
        index::write_json(&reading, out)
    });
    let empty = Reading {
        records: &[],
        ignored: &[],
        unreadable: &[],
        ..reading
    };
    check("index-empty.txt", |out| {
        index::write(&empty, Style::Plain, out)
    });
}

#[test]
fn settings_are_shown_with_their_origin() {
    let setting = |key: &[&str], value: Value, line: Option<usize>| Setting {
        key: key.iter().map(|&part| part.to_owned()).collect(),
        value,
        origin: line.map(|line| Origin {
            path: "declog.toml".into(),
            line,
        }),
    };
    let settings = [
        setting(&["format"], json!(1), Some(1)),
        setting(
            &["log", "title"],
            json!("Har\"bor\\ \u{202e}\u{e0041}\n##[error]"),
            Some(3),
        ),
        setting(&["log", "url"], Value::Null, None),
        setting(&["log", "commit"], json!(false), None),
        setting(&["log", "ignore"], json!(["a", "b/**"]), Some(4)),
        setting(
            &["kinds", "decision", "statuses", "Last Call"],
            json!("proposed"),
            Some(9),
        ),
        setting(
            &["check", "strict-from"],
            json!({ "decision": "DEC-12" }),
            Some(12),
        ),
    ];
    check("config.txt", |out| {
        config::write(&settings, Style::Plain, out)
    });
    check_json("config.json", "config", |out| {
        config::write_json(&settings, out)
    });
    let text = written(|out| config::write(&settings, Style::Plain, out));
    let table: toml::Table = text.parse().unwrap();
    assert_eq!(table["log"]["title"].as_str(), settings[1].value.as_str());
}

#[test]
fn rules_are_explained() {
    let card = |id, group, level| RuleCard {
        id,
        group,
        level,
        summary: "a date that is none",
        docs: "## What\n\nA date.\n\n## Bad\n\n```markdown\n# x\ndate: tomorrow\n```\n",
    };
    let cards = [
        card("invalid-date", "Front matter", Level::Deny),
        card("unknown-field", "Front matter", Level::Warn),
        card("id-gap", "Files", Level::Allow),
    ];
    check("explain.txt", |out| {
        explain::write(&cards[0], Style::Plain, out)
    });
    check("explain-all.txt", |out| {
        explain::write_all(&cards, Style::Plain, out)
    });
    check_json("explain.json", "explain", |out| {
        explain::write_json(&cards[..1], out)
    });
}

#[test]
fn a_built_site_is_told() {
    let site = Site {
        folder: "_site",
        index: "_site/index.html",
        pages: 412,
        written: 1,
        removed: 0,
        as_of: date(2026, 11, 22),
        rev: None,
    };
    check("site.txt", |out| site::write(&site, out));
    check("site-talk.txt", |out| site::write_talk(&site, out));
    check_json("site.json", "site", |out| site::write_json(&site, out));
}

#[test]
fn schemas_leave_nothing_open() {
    let mut open = Vec::new();
    for name in schema::outputs() {
        closed(name, &schema::output(name).unwrap(), &mut open);
    }
    // Front matter and people are maps whose keys are the log's.
    assert_eq!(open, Vec::<String>::new());
    assert_eq!(schema::output("nothing"), None);
    check("schema-list.json", |out| {
        writeln!(out, "{:#}", schema::output("list").unwrap())
    });
}

/// Collects the objects that take keys nobody named.
fn closed(name: &str, schema: &Value, open: &mut Vec<String>) {
    match schema {
        Value::Object(object) => {
            if object.contains_key("properties")
                && object.get("additionalProperties") != Some(&Value::Bool(false))
            {
                open.push(format!("{name}: {schema}"));
            }
            object.values().for_each(|value| closed(name, value, open));
        }
        Value::Array(items) => items.iter().for_each(|item| closed(name, item, open)),
        _ => {}
    }
}

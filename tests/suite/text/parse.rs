//! Files into records: each case is dumped whole, with the bytes that every part points to.

use std::fmt::Write as _;
use std::fs;

use declog::model::front::{Node, Pair, Value};
use declog::model::record::Record;
use declog::model::source::{Content, File, Source};
use declog::text::parse::{MAX_BYTES, Outcome, Parsed, number, parse};

use super::{cases, file, finding, kind, place};

#[test]
fn every_file_is_read_as_its_case_says() {
    cases("parse", "md", |name, path| {
        let parsed = parse(
            &kind(),
            file(&format!("0012-{name}.md"), fs::read(path).unwrap()),
        );
        vec![(format!("{name}.txt"), dump(&parsed))]
    });
}

/// Everything that was read, and where it stands.
fn dump(parsed: &Parsed) -> String {
    let mut out = String::new();
    let source = match &parsed.outcome {
        Outcome::Record(record) => {
            record_into(&mut out, record);
            &record.source
        }
        Outcome::Unreadable(source) => {
            out.push_str("unreadable\n");
            source
        }
        Outcome::Ignored(why) => {
            writeln!(out, "ignored: {why}").unwrap();
            return out;
        }
    };
    for problem in &parsed.problems {
        out.push_str(&finding(source, problem));
    }
    out
}

fn record_into(out: &mut String, record: &Record) {
    let source = &record.source;
    writeln!(out, "record {}", record.id).unwrap();
    if let Some(title) = &record.title {
        writeln!(
            out,
            "title {:?} at {}",
            title.value,
            place(source, title.span)
        )
        .unwrap();
    }
    if let Some(status) = &record.status {
        let state = record.state().map_or("unknown", |state| &state.name);
        writeln!(
            out,
            "status {:?} is {state} at {}",
            status.value,
            place(source, status.span)
        )
        .unwrap();
    }
    writeln!(out, "summary {:?}", record.summary).unwrap();
    if let Some(front) = &record.front {
        writeln!(
            out,
            "front matter of {} bytes, inside {:?}",
            front.span.end - front.span.start,
            source.slice(front.inner)
        )
        .unwrap();
        pairs_into(out, source, &front.pairs, 1);
    }
    writeln!(
        out,
        "body from {}",
        place(
            source,
            declog::model::source::Span::new(record.body.start, record.body.start)
        )
    )
    .unwrap();
    body_into(out, record);
    for reference in &record.references {
        writeln!(
            out,
            "{} {:?} section {:?} at {}",
            reference.relation.name(),
            reference.to.value,
            reference.section,
            place(source, reference.to.span)
        )
        .unwrap();
    }
}

fn body_into(out: &mut String, record: &Record) {
    let source = &record.source;
    for heading in &record.headings {
        writeln!(
            out,
            "h{} {:?} #{} at {}",
            heading.level,
            heading.text,
            heading.anchor,
            place(source, heading.span)
        )
        .unwrap();
    }
    for section in &record.sections {
        let id = section.id.as_deref().unwrap_or("-");
        let says = if section.says_something {
            "says something"
        } else {
            "says nothing"
        };
        writeln!(
            out,
            "section {id} {says}, body {:?}",
            source.slice(section.body)
        )
        .unwrap();
        for item in &section.items {
            writeln!(
                out,
                "  item {:?} at {}",
                item.value,
                place(source, item.span)
            )
            .unwrap();
        }
    }
    for entry in &record.entries {
        let date = entry
            .date
            .map_or_else(|| "no day".to_owned(), |date| date.to_string());
        writeln!(
            out,
            "entry {date}, {:?}, {:?} at {}, body {:?}",
            entry.word,
            entry.person,
            place(source, entry.heading),
            source.slice(entry.body)
        )
        .unwrap();
    }
    for link in &record.links {
        writeln!(
            out,
            "link {:?} at {}",
            link.target,
            place(source, link.span)
        )
        .unwrap();
    }
}

fn pairs_into(out: &mut String, source: &Source, pairs: &[Pair], depth: usize) {
    for pair in pairs {
        let indent = "  ".repeat(depth);
        write!(
            out,
            "{indent}{:?} at {} = ",
            pair.key.value,
            place(source, pair.key.span)
        )
        .unwrap();
        node_into(out, source, &pair.node, depth);
    }
}

fn node_into(out: &mut String, source: &Source, node: &Node, depth: usize) {
    let at = place(source, node.span);
    match &node.value {
        Value::Empty => writeln!(out, "nothing at {at}").unwrap(),
        Value::Scalar(text) => writeln!(out, "{text:?} at {at}").unwrap(),
        Value::List(items) => {
            writeln!(out, "list at {at}").unwrap();
            for item in items {
                write!(out, "{}- ", "  ".repeat(depth + 1)).unwrap();
                node_into(out, source, item, depth + 1);
            }
        }
        Value::Map(pairs) => {
            writeln!(out, "mapping at {at}").unwrap();
            pairs_into(out, source, pairs, depth + 1);
        }
    }
}

#[test]
fn bombs_are_refused_at_once_with_a_word_for_each() {
    let bombs = [
        (
            "brackets in one line",
            format!("x: {}\n", "[".repeat(60_000)),
        ),
        (
            "brackets over lines",
            format!("x:\n{}", "  [\n".repeat(1_500)),
        ),
        ("braces", format!("x: {}\n", "{a: ".repeat(15_000))),
        ("dashes", format!("{}x\n", "- ".repeat(20_000))),
        ("question marks", format!("{}x\n", "? ".repeat(20_000))),
        (
            "deeper and deeper",
            (0..200)
                .map(|at| format!("{}a:\n", " ".repeat(at)))
                .collect(),
        ),
        (
            "an alias bomb",
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n".to_owned(),
        ),
        ("many lines", "a:\n".repeat(2_001)),
        ("too many bytes", format!("x: {}\n", "y".repeat(64 * 1024))),
        ("a control character", "x: a\u{7}b\n".to_owned()),
    ];
    let mut found = String::new();
    for (name, yaml) in bombs {
        let text = format!("---\n{yaml}---\n# Bomb\n");
        let parsed = parse(&kind(), file("0012-bomb.md", text));
        assert!(matches!(parsed.outcome, Outcome::Unreadable(_)), "{name}");
        let problem = &parsed.problems[0];
        writeln!(found, "{name}: {}", problem.message).unwrap();
    }
    let expected = "\
brackets in one line: nested more than 32 deep
brackets over lines: nested more than 32 deep
braces: nested more than 32 deep
dashes: nested more than 32 deep
question marks: nested more than 32 deep
deeper and deeper: nested more than 32 deep
an alias bomb: YAML anchors (`&name`) are not read in front matter
many lines: front matter of more than 2000 lines
too many bytes: front matter of 65540 bytes, at most 65536 are read
a control character: a control character in front matter
";
    assert_eq!(found, expected);
}

#[test]
fn thousands_of_keys_on_one_line_are_read_in_no_time() {
    let keys: Vec<_> = (0..13_000).map(|at| format!("{at:x}")).collect();
    let text = format!("---\nx-bomb: {{{}}}\n---\n# Bomb\n", keys.join(","));
    assert!(text.len() > 55_000);
    let parsed = parse(&kind(), file("0012-bomb.md", text));
    assert!(
        matches!(parsed.outcome, Outcome::Record(_)),
        "{:?}",
        parsed.problems.first()
    );
}

#[test]
fn what_is_no_text_is_told_as_such() {
    let mut found = String::new();
    let half = "---\ntitle: Zürich\n---\n".as_bytes();
    for (name, content) in [
        ("invalid", Content::Bytes(b"# A\n\xff\xfe".to_vec())),
        ("latin-1", Content::Bytes(b"# Z\xfcrich\n".to_vec())),
        ("half a character", Content::Bytes(half[..13].to_vec())),
        ("nul", Content::Bytes(b"# A\0B\n".to_vec())),
        ("utf-16", Content::Bytes(b"\xff\xfe#\0 \0A\0".to_vec())),
        ("large", Content::Bytes(vec![b'a'; MAX_BYTES + 1])),
        ("larger", Content::TooLarge(5_000_000_000)),
        ("link", Content::Symlink),
        ("failed", Content::Failed("permission denied".to_owned())),
    ] {
        let path = "docs/decisions/0012-case.md".to_owned();
        let parsed = parse(&kind(), File { path, content });
        write!(found, "{name}: {}", dump(&parsed)).unwrap();
    }
    let expected = "\
invalid: unreadable
[unreadable-file] not UTF-8 at byte 4
  at -
latin-1: unreadable
[unreadable-file] not UTF-8 at byte 3
  at -
half a character: unreadable
[unreadable-file] not UTF-8 at byte 12
  at -
nul: unreadable
[unreadable-file] a NUL at byte 3
  at -
utf-16: unreadable
[unreadable-file] not UTF-8 at byte 0
  at -
large: unreadable
[unreadable-file] 1048577 bytes, a record has at most 1048576
  at -
larger: unreadable
[unreadable-file] 5000000000 bytes, a record has at most 1048576
  at -
link: unreadable
[unreadable-file] a symbolic link, which is not followed
  at -
failed: unreadable
[unreadable-file] permission denied
  at -
";
    assert_eq!(found, expected);
}

#[test]
fn a_name_says_whether_a_file_is_a_record() {
    for (name, expected) in [
        ("0012-keep.md", "12"),
        ("0012-keep.markdown", "12 [file-name]"),
        ("12-keep.md", "12 [file-name]"),
        ("00012-keep.md", "12"),
        ("0012.md", "12 [file-name]"),
        ("0012_keep.md", "12 [file-name]"),
        ("0012 keep.md", "12 [file-name]"),
        ("ADR-0012-keep.md", "12 [file-name]"),
        ("adr_12_keep.md", "12 [file-name]"),
        ("0007-keep.v2.md", "7"),
        ("0000-start.md", "0"),
        ("0012-readme.md", "12"),
        ("0012-index.md", "12"),
        ("0012-z\u{fc}rich.md", "12"),
        ("0012-zu\u{308}rich.md", "12 [file-name]"),
        ("0012-KEEP.MD", "12 [file-name]"),
        ("2023-01-05-keep.md", "unreadable [not-a-record]"),
        ("keep.md", "unreadable [not-a-record]"),
        ("12keep.md", "unreadable [not-a-record]"),
        ("adr12-keep.md", "12 [file-name]"),
        ("99999999999999999999-keep.md", "unreadable [not-a-record]"),
        ("1234567890-keep.md", "unreadable [not-a-record]"),
        ("123456789-keep.md", "123456789"),
        ("\u{661}\u{662}-keep.md", "unreadable [not-a-record]"),
        ("README.md", "a readme"),
        ("readme.markdown", "a readme"),
        ("meeting-2026-11.md", "unreadable [not-a-record]"),
        ("rfc-0012-keep.md", "unreadable [not-a-record]"),
        ("ADR-2026-11-22-keep.md", "unreadable [not-a-record]"),
        ("index.md", "an index page"),
        ("template.md", "a template"),
        ("0000-template.md", "a template"),
        ("adr-template.md", "a template"),
        ("0000-adr-template.md", "a template"),
        ("0000_template.md", "a template"),
        (".hidden.md", "hidden"),
        (".md", "hidden"),
        ("20230105-keep.md", "unreadable [not-a-record]"),
        ("ADR 12 - keep.md", "12 [file-name]"),
        ("modele.md", "a template"),
        ("NNNN-title.md", "a template"),
        ("SUMMARY.md", "an index page"),
        ("CONTRIBUTING.md", "about the folder"),
        ("CODE-OF-CONDUCT.md", "about the folder"),
        ("SECURITY.md", "about the folder"),
        ("0012-keep.txt", "not Markdown"),
        ("0012-keep", "not Markdown"),
        ("diagram.png", "not Markdown"),
    ] {
        let parsed = parse(
            &kind(),
            file(name, "---\nstatus: proposed\n---\n# A title\n"),
        );
        let mut found = match &parsed.outcome {
            Outcome::Record(record) => {
                assert_eq!(number(&kind(), name), record.id.number());
                record.id.number().unwrap_or_default().to_string()
            }
            Outcome::Unreadable(_) => "unreadable".to_owned(),
            Outcome::Ignored(why) => (*why).to_owned(),
        };
        for problem in &parsed.problems {
            write!(found, " [{}]", problem.rule).unwrap();
        }
        assert_eq!(found, expected, "{name}");
    }
}

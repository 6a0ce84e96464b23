//! New records and their file names.

use declog::model::kind::Kind;
use declog::text::draft::{Draft, draft};
use declog::text::slug::{anchor, slug};
use jiff::civil::date;
use unicode_normalization::is_nfc;
use unicode_segmentation::UnicodeSegmentation;

use super::{kind, record};

fn drafted(
    kind: &Kind,
    title: &str,
    lead: Option<&str>,
    body: Option<&str>,
) -> Result<String, String> {
    let date = date(2026, 11, 22);
    draft(
        kind,
        &Draft {
            title,
            date,
            lead,
            body,
        },
    )
}

#[test]
fn a_new_record_is_read_as_what_it_was_drafted_from() {
    for title in [
        "Keep the ledger",
        "Größe: über \"alles\" & {{ title }} 🚀",
        "12 monkeys",
        "保持简单",
    ] {
        let text = drafted(&kind(), title, Some(" We outgrew it.\n"), None).unwrap();
        let record = record(&text);
        assert_eq!(record.title(), title);
        assert_eq!(record.state().unwrap().name, kind().first_state().name);
        assert_eq!(record.summary, "We outgrew it.");
        assert_eq!(record.date("date"), Some(date(2026, 11, 22)));
        assert!(text.ends_with('\n') && !text.contains('\r'));
        let sections: Vec<_> = record
            .sections
            .iter()
            .map(|section| section.id.as_deref())
            .collect();
        assert_eq!(
            sections,
            [Some("context"), Some("options"), Some("outcome")]
        );
    }
}

#[test]
fn the_hints_of_a_template_say_nothing() {
    let record = record(&drafted(&kind(), "Title", None, None).unwrap());
    let says = record.sections.iter().any(|section| section.says_something);
    assert!(!says);
    assert_eq!(record.summary, "");
}

#[test]
fn a_body_of_ones_own_takes_the_place_of_the_sections() {
    let head = "---\nstatus: proposed\ndate: 2026-11-22\ncreated: 2026-11-22\n---\n# Title\n";
    for (body, expected) in [
        (
            "## Context\n\nWhy.\n\n",
            Ok(format!("{head}\n## Context\n\nWhy.\n")),
        ),
        ("\u{feff}\nWhy.", Ok(format!("{head}\nWhy.\n"))),
        (
            "# Title two",
            Err("the body begins with a title or front matter of its own".to_owned()),
        ),
        (
            "# Title\r\n\r\nWhy.\r\nSo.",
            Ok(format!("{head}\nWhy.\nSo.\n")),
        ),
        ("# Title\n\nWhy.", Ok(format!("{head}\nWhy.\n"))),
        ("", Ok(head.to_owned())),
        (
            "# Another\n",
            Err("the body begins with a title or front matter of its own".to_owned()),
        ),
        (
            "---\na: b\n---\n",
            Err("the body begins with a title or front matter of its own".to_owned()),
        ),
    ] {
        assert_eq!(
            drafted(&kind(), "Title", None, Some(body)),
            expected,
            "{body:?}"
        );
    }
}

#[test]
fn a_template_cannot_run_forever_nor_without_end() {
    let mut bad = Kind::clone(&kind());
    for (template, expected) in [
        (
            "{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}",
            "1`: engine ran out of fuel",
        ),
        (
            "{{ nobody }}",
            "1`: undefined value: `nobody`, expected one of `title`, `status`, `date`, `lead`",
        ),
        ("\n{% if %}", "2`: syntax error: unexpected end of block"),
        (
            "{% include 'x' %}",
            "1`: template not found: tried to include non-existing template 'x'",
        ),
        (
            "{% set all = namespace(s='aaaaaaaaaa') %}{% for a in range(60) %}{% set all.s = all.s ~ all.s %}{% endfor %}",
            "1`: engine ran out of fuel",
        ),
        ("{{ 'a' * 1000000000 }}", "1`: engine ran out of fuel"),
        (
            "{{ 'a'|center(1000000000) }}",
            "1`: unknown filter: filter center is unknown",
        ),
        (
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "1`: invalid operation: recursion limit exceeded",
        ),
    ] {
        bad.template = template.to_owned();
        let error = drafted(&bad, "Title", None, None).unwrap_err();
        assert_eq!(
            error,
            format!("`decision/record.md:{expected}"),
            "{template}"
        );
    }
}

#[test]
fn a_slug_is_a_file_name_everywhere() {
    let long = "word ".repeat(30);
    for (title, expected) in [
        (
            "Keep the Ledger in PostgreSQL",
            "keep-the-ledger-in-postgresql",
        ),
        (
            "  Don't   use \"quotes\" / slashes\\ ",
            "dont-use-quotes-slashes",
        ),
        ("Größe über ALLES", "größe-über-alles"),
        ("Cafe\u{301} at noon", "caf\u{e9}-at-noon"),
        ("İstanbul", "i\u{307}stanbul"),
        ("保持 简单。好", "保持-简单-好"),
        ("हिन्दी शब्द", "हिन्दी-शब्द"),
        ("가나다", "가나다"),
        ("🚀 to the moon 🚀", "to-the-moon"),
        ("👩‍👩‍👧", "record"),
        ("?!… — ///", "record"),
        ("", "record"),
        ("\u{301}", "record"),
        ("CON", "record-con"),
        ("Aux", "record-aux"),
        ("com1", "record-com1"),
        ("com10", "com10"),
        ("..", "record"),
        ("-rf /", "rf"),
        ("v1.2.3", "v1-2-3"),
        ("a\u{0}b\nc\u{202e}d", "a-b-c-d"),
        (
            &long,
            "word-word-word-word-word-word-word-word-word-word-word-word",
        ),
    ] {
        assert_eq!(slug(title), expected, "{title:?}");
    }
}

#[test]
fn a_slug_is_cut_at_a_grapheme() {
    let cut = slug(&"e\u{301}\u{323}".repeat(100));
    assert_eq!(cut.graphemes(true).count(), 60);
    assert!(is_nfc(&cut));
    assert_eq!(slug(&"字".repeat(100)), "字".repeat(60));
}

#[test]
fn an_anchor_is_what_forges_make_of_a_heading() {
    for (heading, expected) in [
        ("Decision Outcome", "decision-outcome"),
        ("2026-11-22 · accept · alice", "2026-11-22--accept--alice"),
        ("What's `new`? (v1.2)", "whats-new-v12"),
        ("Größe & 数据", "größe--数据"),
        ("a_b-c", "a_b-c"),
        (" A ", "a"),
        ("🚀", ""),
    ] {
        assert_eq!(anchor(heading), expected, "{heading:?}");
    }
}

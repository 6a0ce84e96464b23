//! Where a text names a record, and where its links lead.

use declog::model::id::Id;
use declog::text::mentions::{Finder, ids, paths, relative, rewritten};
use declog::text::outline::targets;
use proptest::prelude::*;

use super::record;

/// The text with brackets around what was found.
fn marked(text: &str, found: Vec<std::ops::Range<usize>>) -> String {
    let edit = |range: std::ops::Range<usize>| (range.clone(), format!("«{}»", &text[range]));
    rewritten(text, found.into_iter().map(edit).collect())
}

#[test]
fn an_id_is_a_word_of_its_own() {
    let id = Id::new("DEC", 1);
    for (text, expected) in [
        ("DEC-1", "«DEC-1»"),
        ("DEC-0001, DEC-01", "«DEC-0001», «DEC-01»"),
        ("DEC-12 DEC-11 DEC-21 DEC-10", "DEC-12 DEC-11 DEC-21 DEC-10"),
        (
            "(DEC-1) `DEC-1` \"DEC-1\" **DEC-1**",
            "(«DEC-1») `«DEC-1»` \"«DEC-1»\" **«DEC-1»**",
        ),
        (
            "DEC-1. DEC-1: DEC-1, DEC-1's",
            "«DEC-1». «DEC-1»: «DEC-1», «DEC-1»'s",
        ),
        ("DEC-1…DEC-1–3", "«DEC-1»…«DEC-1»–3"),
        (
            "DEC-1#Consequences [DEC-1](#DEC-1)",
            "«DEC-1»#Consequences [«DEC-1»](#«DEC-1»)",
        ),
        (
            "XDEC-1 ÄDEC-1 _DEC-1 -DEC-1 a/DEC-1",
            "XDEC-1 ÄDEC-1 _DEC-1 -DEC-1 a/DEC-1",
        ),
        ("DEC-1x DEC-1_x DEC-1ä", "DEC-1x DEC-1_x DEC-1ä"),
        (
            "DEC-1.md DEC-1-keep.md DEC-0001-keep.md.",
            "DEC-1.md DEC-1-keep.md DEC-0001-keep.md.",
        ),
        ("dec-1 DEC1 DEC 1 DEC-", "dec-1 DEC1 DEC 1 DEC-"),
        (
            "DEC-99999999999999999999999999",
            "DEC-99999999999999999999999999",
        ),
        ("DEC-DEC-1 DEC-1\r\nDEC-1", "DEC-DEC-1 «DEC-1»\r\n«DEC-1»"),
        ("\u{feff}DEC-1", "\u{feff}«DEC-1»"),
        ("", ""),
    ] {
        assert_eq!(marked(text, ids(text, &id)), expected);
    }
    let dated = Id::dated("DEC", "20261120-k7f3");
    assert!(ids("DEC-20261120-k7f3", &dated).is_empty());
}

#[test]
fn a_path_is_read_from_its_file() {
    let to = "docs/adr/0001 keep.md";
    for (from, text, expected) in [
        (
            "docs/adr/0002-x.md",
            "[a](0001%20keep.md#x)",
            "[a](«0001%20keep.md»#x)",
        ),
        ("docs/adr/0002-x.md", "<0001 keep.md>", "<«0001 keep.md»>"),
        (
            "docs/adr/0002-x.md",
            "[a](./0001%20keep.md)",
            "[a](«./0001%20keep.md»)",
        ),
        (
            "docs/adr/0002-x.md",
            "x0001%20keep.md 0001%20keep.mdx",
            "x0001%20keep.md 0001%20keep.mdx",
        ),
        ("docs/adr/0002-x.md", "0001%20keep.md.", "«0001%20keep.md»."),
        (
            "docs/adr/sub/0002-x.md",
            "(../0001%20keep.md) (0001%20keep.md)",
            "(«../0001%20keep.md») (0001%20keep.md)",
        ),
        (
            "docs/adr/sub/0002-x.md",
            "(/docs/adr/0001%20keep.md)",
            "(«/docs/adr/0001%20keep.md»)",
        ),
        (
            "docs/adr/sub/0002-x.md",
            "(../../../../0001%20keep.md)",
            "(../../../../0001%20keep.md)",
        ),
        (
            "README.md",
            "docs/adr/0001%20keep.md",
            "«docs/adr/0001%20keep.md»",
        ),
        (
            "README.md",
            "https://x.org/docs/adr/0001%20keep.md",
            "https://x.org/docs/adr/0001%20keep.md",
        ),
        (
            "src/a.rs",
            "// docs/adr/0001%20keep.md: it",
            "// «docs/adr/0001%20keep.md»: it",
        ),
        ("README.md", "", ""),
    ] {
        assert_eq!(marked(text, paths(text, from, to)), expected, "{from}");
    }
    let plain = "docs/adr/0001-ä.md";
    let text =
        "docs/adr/0001-ä.md docs/adr/0001-ä.md.bak docs/adr/0001-ä.md:7: docs/adr/0001-ä.md...";
    assert_eq!(
        marked(text, paths(text, "README.md", plain)),
        "«docs/adr/0001-ä.md» docs/adr/0001-ä.md.bak «docs/adr/0001-ä.md»:7: «docs/adr/0001-ä.md»..."
    );
}

#[test]
fn the_shortest_way_leads_up_only_as_far_as_it_must() {
    for (from, to, expected) in [
        ("a.md", "b.md", "b.md"),
        ("a.md", "x/b.md", "x/b.md"),
        ("x/a.md", "b.md", "../b.md"),
        ("x/a.md", "x/b.md", "b.md"),
        ("x/a.md", "x/a.md", "a.md"),
        ("x/y/a.md", "x/z/b.md", "../z/b.md"),
        ("x/y/a.md", "xy/b.md", "../../xy/b.md"),
        ("x/b/a.md", "x/b", "../b"),
        ("x/y/a.md", "", "../../"),
    ] {
        assert_eq!(relative(from, to), expected, "{from} {to}");
    }
}

#[test]
fn places_that_touch_are_written_once() {
    let edits = vec![
        (4..7, "c".to_owned()),
        (0..3, "a".to_owned()),
        (2..5, "b".to_owned()),
    ];
    assert_eq!(rewritten("012345678", edits), "a3c78");
}

#[test]
fn targets_are_found_where_they_stand() {
    for (body, expected) in [
        ("[a](b.md)", "[a](«b.md»)"),
        (
            "![a](b.png \"t\") [c](<d e.md>)",
            "![a](«b.png» \"t\") [c](<«d e.md»>)",
        ),
        ("[![i](a.png)](b.md)", "[![i](«a.png»)](«b.md»)"),
        ("[a]( b.md )", "[a]( «b.md» )"),
        (
            "[a][r] [r] [r][]\n\n[r]: b.md 't'",
            "[a][r] [r] [r][]\n\n[r]: «b.md» 't'",
        ),
        ("[r]\n\n[r]:\n  <b c.md>", "[r]\n\n[r]:\n  <«b c.md»>"),
        (
            "`[a](b.md)` <!-- [a](b.md) -->",
            "`[a](b.md)` <!-- [a](b.md) -->",
        ),
        ("```\n[a](b.md)\n```", "```\n[a](b.md)\n```"),
        (
            "[a](b\\_c.md) [d](e&amp;f.md)",
            "[a](b\\_c.md) [d](e&amp;f.md)",
        ),
        (
            "<https://x.org/a.md> https://x.org/a.md",
            "<https://x.org/a.md> https://x.org/a.md",
        ),
        ("[a]() [b](#c)", "[a]() [b](«#c»)"),
        (
            "[a\nb](c.md)\n\n> * [d](e.md)",
            "[a\nb](«c.md»)\n\n> * [d](«e.md»)",
        ),
        (
            "| [a](b.md) |\n|---|\n| [c](d.md) |",
            "| [a](«b.md») |\n|---|\n| [c](«d.md») |",
        ),
        ("[a](b(c).md)", "[a](«b(c).md»)"),
    ] {
        for end in ["\n", "\r\n"] {
            let body = body.replace('\n', end);
            let text = format!("---{end}status: proposed{end}---{end}# T{end}{end}{body}{end}");
            let record = record(&text);
            let found = targets(&record.source.text, record.body);
            let shown = marked(&record.source.text, found);
            assert!(
                shown.ends_with(&format!("{}{end}", expected.replace('\n', end))),
                "{shown}"
            );
        }
    }
}

proptest! {
    #[test]
    fn one_pass_finds_what_looking_for_each_id_finds(
        words in prop::collection::vec(prop::sample::select(vec![
            "DEC-1", "DEC-12", "DEC-0012", "BRF-1", "ADR-1", "xDEC-1", "DEC-1x", "DEC-", " ", "\n", ".md", "-", "/", ".", "é", "(", ",",
        ]), 0..20),
    ) {
        let text = words.concat();
        let finder = Finder::new(&["DEC", "BRF"].map(str::to_owned));
        let found = finder.find(&text);
        let mut expected: Vec<(usize, Id)> = Vec::new();
        for prefix in ["DEC", "BRF"] {
            let mut numbers: Vec<u64> = found.iter().filter_map(|(_, id)| id.number()).collect();
            numbers.extend([1, 12, 1212, 112]);
            numbers.sort_unstable();
            numbers.dedup();
            for number in numbers {
                let id = Id::new(prefix, number);
                let places = ids(&text, &id).into_iter();
                expected.extend(places.map(|range| (range.start, id.clone())));
            }
        }
        expected.sort();
        prop_assert_eq!(found, expected, "{}", text);
    }
}

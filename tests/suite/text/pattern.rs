//! Regular expressions of the settings, and what `{number}` in them stands for.

use declog::model::pattern::Pattern;

/// A pattern, a text, the record's number, and the part that matches.
const FOUND: &[(&str, &str, Option<u64>, Option<&str>)] = &[
    ("a+", "baab", Some(7), Some("aa")),
    ("a+", "baab", None, Some("aa")),
    ("^{number}$", "7", Some(7), Some("7")),
    ("^{number}$", "0007", Some(7), Some("0007")),
    ("^{number}$", "17", Some(7), None),
    ("^{number}$", "7", None, None),
    // The whole number counts, never a part of it.
    ("{number}", "17 or 70", Some(7), None),
    ("{number}", "17 or 7", Some(7), Some("7")),
    ("{number}", "99999999999999999999", Some(7), None),
    ("{number}-{number}", "7-8 7-7", Some(7), Some("7-7")),
    (
        "(eip-{number}|draft)",
        "eip-8, a draft",
        Some(7),
        Some("draft"),
    ),
    (r"x\{number}", "x{number}", Some(7), Some("x{number}")),
    (r"x\\{number}", r"x\7", Some(7), Some(r"x\7")),
];

#[test]
fn a_pattern_finds_the_first_part_that_matches() {
    for (pattern, text, number, expected) in FOUND {
        let read = Pattern::read(pattern).unwrap();
        let found = read.find(text, *number).map(|range| &text[range]);
        assert_eq!(found, *expected, "{pattern} in {text} of {number:?}");
    }
}

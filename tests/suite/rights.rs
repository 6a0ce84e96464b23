//! Patterns of paths that meet. Steps are judged over whole histories: `tests/check` has the cases of each rule.

use declog::rights::overlap;
use ignore::gitignore::GitignoreBuilder;
use proptest::prelude::*;

/// Two patterns, and whether a path matches both.
const PAIRS: [(&str, &str, bool); 18] = [
    ("src/**", "src/ledger/**", true),
    ("src/ledger", "src/ledger/book.rs", true),
    ("src/ledger/", "src/ledger/**", true),
    ("src/ledger/**", "src/ledgers/**", false),
    ("**/*.rs", "src/ledger/**", true),
    ("*.rs", "src/ledger/**", true),
    ("*.css", "web/**/*.ts", false),
    ("web/*", "web/cart/*.ts", true),
    ("web/cart/?", "web/cart/ab", false),
    ("web/[ab]", "web/c", true),
    ("a/*/c", "a/b/*", true),
    ("a/*/c", "a/**/d", true),
    ("a/*.x/c.x", "a/*.y/*.x", false),
    ("/src/**", "src/ledger.rs", true),
    ("!src/**", "src/**", false),
    ("", "**", false),
    ("Makefile", "infra/**", true),
    ("a\\*b/x.rs", "a*b/x.rs", true),
];

#[test]
fn patterns_meet_where_a_path_matches_both() {
    for (one, other, expected) in PAIRS {
        assert_eq!(overlap(one, other), expected, "{one} and {other}");
        assert_eq!(overlap(other, one), expected, "{other} and {one}");
    }
    let long = "a?".repeat(400);
    assert!(overlap(&long, &long.replace('a', "*")));
}

proptest! {
    /// What some path matches both of is found; git's own reading of the patterns is the judge.
    #[test]
    fn no_path_matches_both_of_two_patterns_that_do_not_meet(
        one in "(a|b|\\*|\\*\\*|a\\*|\\?b)(/(a|b|ab|\\*|\\*\\*|\\*\\.c)){0,3}",
        other in "(a|b|\\*|\\*\\*|a\\*|\\?b)(/(a|b|ab|\\*|\\*\\*|\\*\\.c)){0,3}",
    ) {
        prop_assume!(!overlap(&one, &other));
        let names = ["a", "b", "ab", "a.c"];
        let mut paths: Vec<String> = names.map(str::to_owned).to_vec();
        for _ in 0..3 {
            let longer: Vec<String> = paths
                .iter()
                .flat_map(|path| names.map(|name| format!("{path}/{name}")))
                .collect();
            paths.extend(longer);
        }
        let matcher = |pattern: &str| {
            let mut builder = GitignoreBuilder::new("");
            builder.add_line(None, pattern).unwrap();
            builder.build().unwrap()
        };
        let (mine, theirs) = (matcher(&one), matcher(&other));
        // A name with an ending is a file: nothing lies below it.
        let is_file = |path: &&String| !path.contains(".c/");
        let both = paths.iter().filter(is_file).find(|path| {
            mine.matched_path_or_any_parents(path, false).is_ignore()
                && theirs.matched_path_or_any_parents(path, false).is_ignore()
        });
        prop_assert_eq!(both, None, "{} and {}", one, other);
    }
}

//! What governs a path: patterns against git's own reading of them.

use declog::query::why::{Scene, why};
use ignore::gitignore::GitignoreBuilder;
use proptest::prelude::*;

use super::index;

/// A pattern as somebody may write it: names, stars and slashes.
fn pattern() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["a", "b", "*", "**", "a*", "*.rs", "[ab]", "?"]);
    let path = prop::collection::vec(name, 1..4).prop_map(|parts| parts.join("/"));
    let ends = prop::sample::select(vec![("", ""), ("/", ""), ("", "/"), ("!", ""), ("", "/**")]);
    (path, ends).prop_map(|(path, (before, after))| format!("{before}{path}{after}"))
}

fn path() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["a", "b", "ab", "c.rs", "x"]);
    prop::collection::vec(name, 1..5).prop_map(|parts| parts.join("/"))
}

proptest! {
    #[test]
    fn patterns_match_what_gitignore_would(
        patterns in prop::collection::vec(pattern(), 1..4),
        path in path(),
    ) {
        let written: Vec<String> = patterns.iter().map(|one| format!("\"{one}\"")).collect();
        let text = format!("---\nstatus: accepted\ngoverns: [{}]\n---\n# One\n", written.join(", "));
        let index = index(&[("0001-one.md", &text)]);
        let scene = Scene { files: vec![path.clone()], ..Scene::default() };
        let found = !why(&index, &scene).governing.is_empty();
        let mut builder = GitignoreBuilder::new("");
        for one in &patterns {
            builder.add_line(None, one).unwrap();
        }
        let expected = builder.build().unwrap();
        // The deepest of the path and the folders above it that a pattern matches decides.
        let parts: Vec<&str> = path.split('/').collect();
        let mut levels = (1..=parts.len()).rev().map(|length| {
            expected.matched(parts[..length].join("/"), length < parts.len())
        });
        let expected = levels.find(|level| !level.is_none());
        let expected = expected.is_some_and(|level| level.is_ignore());
        prop_assert_eq!(found, expected, "{:?} {}", patterns, path);
    }
}

//! Full text: what comes first, what is found at all, and where it is marked.

use declog::index::Index;
use declog::model::view::Counts;
use declog::query::search::{Asked, Hit, search};
use declog::query::{self, Query};
use proptest::prelude::*;

use super::index;

const FILES: &[(&str, &str)] = &[
    (
        "0001-a.md",
        "---\nstatus: accepted\n---\n# Keep the ledger\n\n## Context and Problem Statement\n\nNo pool here. Ledgers differ.\n",
    ),
    (
        "0002-b.md",
        "---\nstatus: proposed\ntags: [ledger, db]\n---\n# Use SQLite\n\n## Context and Problem Statement\n\nA connection pool is too much.\n",
    ),
    (
        "0003-c.md",
        "---\nstatus: accepted\n---\n# Pools\n\n## The ledger\n\nx\n\n## Considered Options\n\n* One ledger\n* A pool of ledgers\n",
    ),
    (
        "0004-d.md",
        "---\nstatus: superseded\n---\n# 記錄架構決策\n\n## Context and Problem Statement\n\n我們使用資料庫連線池。CAFÉ ÅNGSTRÖM\n",
    ),
    (
        "0005-e.md",
        "---\nstatus: accepted\n---\n# Whirlpool\n\n## Log\n\n### 2026-11-01 · concern · bob\n\nPoolside is wet.\n",
    ),
];

fn found(index: &Index, query: &Query) -> Vec<Hit> {
    let asked = Asked {
        query,
        counts: &Counts::new(),
        kind: None,
        most: 10,
    };
    let (total, hits) = search(index, &asked);
    assert_eq!(total, hits.len());
    hits
}

/// The records found, with the marked title and line.
fn ask(index: &Index, words: &str) -> String {
    let query = query::parse(words, index).expect("a query");
    let told = found(index, &query).into_iter().map(|hit| {
        let marked = |pieces: &[declog::query::search::Piece]| -> String {
            let one = |piece: &declog::query::search::Piece| match piece.hit {
                true => format!("«{}»", piece.text),
                false => piece.text.clone(),
            };
            pieces.iter().map(one).collect()
        };
        let line = hit.line.as_ref().map_or_else(String::new, |line| {
            let section = line.section.as_deref().unwrap_or("-");
            format!(" | {}:{section}: {}", line.number, marked(&line.pieces))
        });
        let id = &index.records[hit.at].id;
        format!(
            "{id} {}/{} {}{line}",
            hit.words,
            hit.score,
            marked(&hit.title)
        )
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn better_places_and_more_words_come_first() {
    let index = index(FILES);
    for (words, expected) in [
        (
            "ledger",
            "DEC-1 1/16 Keep the «ledger» | 8:Context and Problem Statement: No pool here. «Ledger»s differ.\n\
             DEC-2 1/8 Use SQLite\n\
             DEC-3 1/4 Pools | 6:The ledger: The «ledger»",
        ),
        (
            "pool ledger",
            "DEC-1 2/24 Keep the «ledger» | 8:Context and Problem Statement: No «pool» here. «Ledger»s differ.\n\
             DEC-2 2/16 Use SQLite | 9:Context and Problem Statement: A connection «pool» is too much.\n\
             DEC-3 2/12 «Pool»s | 13:Considered Options: A «pool» of «ledger»s\n\
             DEC-5 1/1 Whirlpool | 10:Log: «Pool»side is wet.",
        ),
        (
            "\"connection pool\"",
            "DEC-2 1/8 Use SQLite | 9:Context and Problem Statement: A «connection pool» is too much.",
        ),
        (
            "連線池",
            "DEC-4 1/8 記錄架構決策 | 8:Context and Problem Statement: 我們使用資料庫«連線池»。CAFÉ ÅNGSTRÖM",
        ),
        (
            "cafe\u{301} a\u{30a}ngstro\u{308}m",
            "DEC-4 2/4 記錄架構決策 | 8:Context and Problem Statement: 我們使用資料庫連線池。«CAFÉ» «ÅNGSTRÖM»",
        ),
        (
            "pool tag:db",
            "DEC-2 1/8 Use SQLite | 9:Context and Problem Statement: A connection «pool» is too much.",
        ),
        (
            "pool -ledger",
            "DEC-5 1/1 Whirlpool | 10:Log: «Pool»side is wet.",
        ),
        ("dec-4", "DEC-4 1/8 記錄架構決策"),
        ("ool", ""),
    ] {
        assert_eq!(ask(&index, words), expected, "{words}");
    }
}

#[test]
fn a_long_line_is_cut_around_the_first_word() {
    let long = format!("{}needle {}", "before ".repeat(40), "after ".repeat(40));
    let text = format!("---\nstatus: accepted\n---\n# X\n\n## Log\n\n{long}\n");
    let index = index(&[("0001-a.md", &text)]);
    let expected = format!(
        "DEC-1 1/2 X | 8:Log: …{}«needle» {}…",
        "before ".repeat(7),
        "after ".repeat(17).trim_end()
    );
    assert_eq!(ask(&index, "needle"), expected);
}

proptest! {
    #[test]
    fn any_text_is_searched_and_cut_at_letters(
        body in "[aAßİéE\u{301}ΣςLl池 \n*]{0,60}",
        word in "[aßi\u{307}éσl池]{1,3}",
    ) {
        let text = format!("---\nstatus: accepted\n---\n# {body}\n\n{body}\n");
        let index = index(&[("0001-a.md", &text)]);
        if let Ok(query) = query::parse(&format!("\"{word}\""), &index) {
            for hit in found(&index, &query) {
                prop_assert!(hit.words == 1 && hit.score > 0);
            }
        }
    }
}

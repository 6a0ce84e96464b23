//! Any text as a query: one error inside the text, or a question that survives being printed.
#![no_main]

use std::sync::LazyLock;

use declog::index::Index;
use declog::model::view::Counts;
use declog::query::{filter, parse};
use declog_fuzz::small_index;
use libfuzzer_sys::fuzz_target;

static INDEX: LazyLock<Index> = LazyLock::new(small_index);

fuzz_target!(|text: &str| {
    match parse(text, &INDEX) {
        Ok(query) => {
            let found = filter(&INDEX, &query, &Counts::new());
            let printed = parse(&query.to_string(), &INDEX).expect("a printed query is a query");
            assert_eq!(found, filter(&INDEX, &printed, &Counts::new()), "{query}");
        }
        Err(error) => assert!(text.get(error.span.range()).is_some(), "{error:?}"),
    }
});

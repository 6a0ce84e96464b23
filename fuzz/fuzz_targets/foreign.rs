//! Any bytes as a file that nobody wrote for declog: read for what it says of itself, and changed without a panic.
#![no_main]

use std::sync::Arc;

use declog::model::change::{Change, NewEntry, NewValue};
use declog::model::kind::{Days, Dialect, Kind};
use declog::model::record::Record;
use declog::model::settings::Ids;
use declog::text::edit::edit;
use declog_fuzz::{decisions, read};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, content)) = data.split_first() else {
        return;
    };
    let days = [Days::Unknown, Days::First, Days::Second][usize::from(first % 3)];
    let kind = Arc::new(Kind {
        dialect: Dialect::Auto,
        ids: Ids::Stem,
        days,
        ..Kind::clone(&decisions()[0])
    });
    let Some(record) = read(&kind, content.to_vec()) else {
        return;
    };
    assert_said(&record);
    for change in changes() {
        if let Ok(text) = edit(&record, &change) {
            assert!(
                read(&kind, text.into_bytes()).is_some(),
                "{change:?} broke the record"
            );
        }
    }
});

/// Everything the file says of itself stands in it.
fn assert_said(record: &Record) {
    let said = record.said.iter();
    let nodes = said.flat_map(|pair| pair.node.items().iter().chain([&pair.node]));
    let mirrors = record.mirrors.iter().map(|mirror| mirror.to.span);
    for span in nodes.map(|node| node.span).chain(mirrors) {
        assert!(
            record.source.text.get(span.range()).is_some(),
            "{span:?} lies outside the text"
        );
    }
}

fn changes() -> [Change; 6] {
    let set = |key: &str, value: &str| {
        Change::Set(key.to_owned(), NewValue::Scalar(value.to_owned()))
    };
    let words = || vec!["zoe".to_owned()];
    [
        set("status", "deprecated"),
        set("date", "2026-11-22"),
        Change::Add("decision-makers".to_owned(), words()),
        Change::Remove("decision-makers".to_owned(), words()),
        Change::Unset("owner".to_owned()),
        Change::Entry(NewEntry {
            date: date(2026, 11, 22),
            word: "note".to_owned(),
            person: "zoe".to_owned(),
            text: "Seen.".to_owned(),
        }),
    ]
}

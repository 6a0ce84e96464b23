//! Any bytes as a body: read, related to others, given an entry and turned into HTML without a panic.
#![no_main]

use declog::model::change::{Change, NewEntry};
use declog::text::edit::edit;
use declog_fuzz::{decisions, index_of, read};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let kind = &decisions()[0];
    let Some(record) = read(kind, [b"---\nstatus: proposed\n---\n", body].concat()) else {
        return;
    };
    let entry = Change::Entry(NewEntry {
        date: date(2026, 11, 22),
        word: "note".to_owned(),
        person: "ana".to_owned(),
        text: "Seen.".to_owned(),
    });
    if let Ok(text) = edit(&record, &entry) {
        assert!(
            read(kind, text.into_bytes()).is_some(),
            "an entry broke the record"
        );
    }
    let index = index_of(vec![record]);
    assert_eq!(index.file_count(), 1);
    let html = declog::site::body(&index, 0).expect("our own words are whole");
    assert!(
        html.len() <= declog::site::MAX_PAGE,
        "a page of {} bytes",
        html.len()
    );
});

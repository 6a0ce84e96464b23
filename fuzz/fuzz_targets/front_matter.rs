//! Any bytes as front matter: read without a panic, and edited so that the new text is read again.
#![no_main]

use declog::model::change::{Change, NewValue};
use declog::text::edit::edit;
use declog_fuzz::{decisions, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|front: &[u8]| {
    let kind = &decisions()[0];
    let file = [b"---\n", front, b"\n---\n# A decision\n\n## Log\n"].concat();
    let Some(record) = read(kind, file) else {
        return;
    };
    let changes = [
        Change::Set("owner".to_owned(), NewValue::Scalar("a: [b]".to_owned())),
        Change::Add("tags".to_owned(), vec!["storage".to_owned()]),
        Change::Unset("status".to_owned()),
    ];
    for change in &changes {
        if let Ok(text) = edit(&record, change) {
            assert!(
                read(kind, text.into_bytes()).is_some(),
                "{change:?} broke the record"
            );
        }
    }
});

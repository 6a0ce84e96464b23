//! Any text as a JSON-ADR document, and any texts as a decision in one: new records that are read as records.
#![no_main]

use std::collections::BTreeSet;

use declog::exchange::json_adr::{Numbers, texts};
use declog_fuzz::{decisions, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let kinds = decisions();
    let numbers = Numbers {
        taken: &BTreeSet::from([2]),
        next: 3,
    };
    let parts: Vec<&str> = text.split('\0').collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let adr = serde_json::json!({
        "number": parts.len(),
        "title": part(0),
        "status": part(1),
        "date": part(2),
        "deciders": [part(3), part(4)],
        "context": part(5),
        "decision": part(6),
        "consequences": part(7),
        "custom_sections": { part(8): part(9), part(10): part(11) },
        "links": [{ "type": part(12), "target": 2, "description": part(13) }],
    });
    for document in [text.to_owned(), adr.to_string()] {
        let Ok(import) = texts(&kinds[0], &document, numbers) else {
            continue;
        };
        for record in import.records {
            assert!(read(&kinds[0], record.text.into_bytes()).is_some());
        }
    }
});

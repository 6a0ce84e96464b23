//! Anchors of the headings of one file, no two alike.

use std::collections::HashMap;

use crate::text::slug::anchor;

/// Anchors of one file, kept apart by a number as GitHub does.
#[derive(Default)]
pub(super) struct Anchors {
    seen: HashMap<String, usize>,
}

impl Anchors {
    /// The anchor of the next heading of the file.
    pub(super) fn unique(&mut self, heading: &str) -> String {
        let plain = anchor(heading);
        let mut name = plain.clone();
        while self.seen.contains_key(&name) {
            let count = self.seen.entry(plain.clone()).or_insert(0);
            *count += 1;
            name = format!("{plain}-{count}");
        }
        self.seen.insert(name.clone(), 0);
        name
    }
}

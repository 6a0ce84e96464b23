//! A line of JSON for each record, the same as `list --json` has it.

use super::{Chosen, Exported};

pub(super) fn write(chosen: &Chosen<'_>) -> Exported {
    let mut text = String::new();
    for view in chosen.views {
        let line = serde_json::to_string(view).expect("a record has keys that are strings");
        text.push_str(&(chosen.safe.json)(&line));
        text.push('\n');
    }
    Exported {
        text,
        left_out: Vec::new(),
    }
}

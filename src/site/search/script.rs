//! Data as the text of a script.

use serde::Serialize;

use crate::site::Error;

/// A value as JSON in which no character means anything to HTML or ends a line of a script.
pub(super) fn json(value: &impl Serialize) -> Result<String, Error> {
    let json = serde_json::to_string(value).map_err(|error| Error::Context(error.to_string()))?;
    let mut out = String::with_capacity(json.len());
    let mut from = 0;
    for (at, found) in json.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.push_str(&json[from..at]);
        from = at + found.len();
        // Outside of a text JSON has none of them.
        let code = found.chars().next().map_or(0, u32::from);
        out.push_str(&format!("\\u{code:04x}"));
    }
    out.push_str(&json[from..]);
    Ok(out)
}

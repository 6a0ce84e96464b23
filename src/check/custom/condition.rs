//! Whether a record has the values that a rule names in `when` or `required-when`.

use std::collections::BTreeMap;

use crate::model::custom::Words;
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::state::State;

/// Whether all of that is so of a record; where nothing is named it is.
pub(super) fn holds(record: &Record, table: &BTreeMap<String, Words>) -> bool {
    table.iter().all(|(key, words)| {
        let field = record.kind.field(key);
        if field.is_some_and(|field| field.shape == FieldType::State) {
            let state = record.state();
            return state.is_some_and(|state| words.all().any(|word| means(word, state)));
        }
        let written = record.words(key);
        let mut written = written.iter().map(|word| word.value.trim());
        written.any(|written| words.all().any(|word| word == written))
    })
}

/// Whether a word is that of a state, or of its phase.
pub(super) fn means(word: &str, state: &State) -> bool {
    word == state.name || word == state.phase.name()
}

/// The same in words: `type` is `Meta` and `status` is `draft` or `review`.
pub(super) fn told(table: &BTreeMap<String, Words>) -> String {
    let one = |(key, words): (&String, &Words)| format!("{} is {}", quoted(key), any(words.all()));
    let all: Vec<String> = table.iter().map(one).collect();
    all.join(" and ")
}

/// Words of which one is enough: `draft`, `review` or `final`.
pub(super) fn any<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = words.map(quoted).collect();
    match (words.pop(), words.is_empty()) {
        (None, _) => "nothing".to_owned(),
        (Some(only), true) => only,
        (Some(last), false) => format!("{} or {last}", words.join(", ")),
    }
}

/// A text between backticks, more of them than it has in it, as Markdown takes it.
pub(super) fn quoted(text: impl AsRef<str>) -> String {
    let text = text.as_ref();
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let runs = text.split(|letter| letter != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    format!("{fence} {text} {fence}")
}

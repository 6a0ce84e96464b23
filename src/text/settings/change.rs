//! One word in `declog.toml` changed; every other byte stays.

use toml_edit::{DocumentMut, Item, TableLike, Value};

/// The text with a key of a table that is there set to a word; none where anything else would change.
#[must_use]
pub fn set(text: &str, path: &[&str], word: &str) -> Option<String> {
    let (mark, old) = text.split_at(text.len() - text.trim_start_matches('\u{feff}').len());
    let (key, tables) = path.split_last()?;
    let mut document: DocumentMut = old.parse().ok()?;
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for name in tables {
        table = table.get_mut(name)?.as_table_like_mut()?;
    }
    let mut value = Value::from(word);
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *value.decor_mut() = old.decor().clone();
    }
    match table.get_mut(key) {
        Some(item) => *item = Item::Value(value),
        None => {
            table.insert(key, Item::Value(value));
        }
    }
    let new = with_line_ends(&document.to_string(), old);
    let same = without(&new, tables, key)? == without(old, tables, key)?;
    same.then(|| format!("{mark}{new}"))
}

/// Line ends are the one thing that the library does not keep.
fn with_line_ends(new: &str, old: &str) -> String {
    match old.contains("\r\n") {
        true => new.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => new.to_owned(),
    }
}

/// Everything that a text says but one key.
fn without(text: &str, tables: &[&str], key: &str) -> Option<toml::Table> {
    let mut table: toml::Table = text.parse().ok()?;
    let mut inner = &mut table;
    for name in tables {
        inner = inner.get_mut(*name)?.as_table_mut()?;
    }
    inner.remove(key);
    Some(table)
}

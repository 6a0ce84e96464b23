//! The command to type next for a value that has to be another one.

use super::findings::edit;
use crate::index::Index;
use crate::model::front::Node;
use crate::model::kind::{Kind, covers};
use crate::model::record::Record;
use crate::model::source::Span;

/// A value of the front matter that is wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrong<'a> {
    /// The key of its field.
    pub(super) key: &'a str,
    /// As written.
    pub(super) written: &'a str,
    /// Where it stands.
    pub(super) span: Span,
}

/// The command that writes what was meant in place of a value, or takes it out of a list where nobody knows what was.
///
/// It opens the record where no such command can be typed: for words that a shell reads otherwise, and for a value
/// that is not the field's own but a part of one.
pub(super) fn command(record: &Record, wrong: Wrong<'_>, meant: Option<&str>) -> String {
    let Wrong { key, written, span } = wrong;
    let id = &record.id;
    // A list may have ten thousand items, and each of them be wrong.
    let items = record.node(key).map_or(&[][..], Node::items);
    let place = items.partition_point(|item| item.span.start < span.start);
    let own = items.get(place).is_some_and(|item| item.span == span);
    let is_list = record.kind.field(key).map(|field| field.shape.is_list());
    match (is_list, meant) {
        (Some(false), Some(meant)) if own && is_plain(meant) => {
            format!("declog set {id} {key}={meant}")
        }
        (Some(true), meant) if own && is_plain(written) => match meant {
            Some(meant) if is_plain(meant) => {
                format!("declog set {id} {key}-={written} {key}+={meant}")
            }
            // Without it the field would be missing.
            _ if items.len() == 1 && is_required(record, key) => edit(record),
            _ => format!("declog set {id} {key}-={written}"),
        },
        _ => edit(record),
    }
}

fn is_required(record: &Record, key: &str) -> bool {
    let field = record.kind.field(key).zip(record.state());
    field.is_some_and(|(field, state)| covers(&field.required_in, state))
}

/// What to write in the settings, which have no command of their own.
pub(super) fn write(what: &str, index: &Index) -> String {
    format!("write `{what}` in {}", index.log.file.path)
}

/// The header of a table of the settings, as it is written; `NAME` stands for a name that no table can have.
pub(super) fn table(of: &str, name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_handle = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    if !name.is_empty() && name.bytes().all(is_bare) {
        format!("`[{of}.{name}]`")
    } else if !name.is_empty() && name.chars().all(is_handle) {
        format!("`[{of}.\"{name}\"]`")
    } else {
        format!("`[{of}.NAME]`")
    }
}

/// The command that hands something over, where a kind of the log has a step that moves owners.
pub(super) fn hand_over<'a>(
    mut kinds: impl Iterator<Item = &'a Kind>,
    from: &str,
    item: &str,
) -> Option<String> {
    let kind = kinds.find(|kind| kind.moving_step().is_some())?;
    let plain = is_plain(from) && is_plain(item);
    plain.then(|| {
        let name = &kind.name;
        format!("declog new TITLE -k {name} --from {from} --items {item}")
    })
}

/// Whether a shell takes a word as it stands, and `set` does not read it as several.
pub(super) fn is_plain(word: &str) -> bool {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:".contains(letter);
    !word.is_empty() && word.chars().all(plain)
}

/// A word as a shell reads it: in quotes where it would read it otherwise.
pub(super) fn shell(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    match word.bytes().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

//! A link's target as a place in the repository.

use crate::index::join;

/// Where a link inside the repository leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The file or folder, from the repository's root.
    pub(super) path: String,
    /// The heading in it, without `#`.
    pub(super) fragment: Option<String>,
}

/// Reads a target as written in a file (a path from the repository's root).
///
/// None for what leads out of the repository, and for what a site generator is still to fill in.
pub(super) fn read(target: &str, file: &str) -> Option<Place> {
    let target = target.trim();
    if target.is_empty() || is_outside(target) || target.contains("{{") || target.contains("{%") {
        return None;
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (target, None),
    };
    let path = decode(path.split('?').next().unwrap_or(path));
    let path = match path.strip_prefix('/') {
        Some(from_root) => join("", from_root),
        None if path.is_empty() => file.to_owned(),
        None => join(file, &path),
    };
    // A text fragment (`:~:`) is the browser's business, not a heading's.
    let fragment = fragment.filter(|fragment| !fragment.is_empty() && !fragment.contains(":~:"));
    Some(Place {
        path,
        fragment: fragment.map(decode),
    })
}

/// Whether a file's headings can be linked to.
pub(super) fn has_headings(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

fn is_outside(target: &str) -> bool {
    let scheme = target.split_once(':').is_some_and(|(scheme, _)| {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(letters)
    });
    scheme || target.starts_with("//")
}

/// Takes percent escapes out; a target that does not come out as UTF-8 is left as it was written.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = (*first == b'%')
            .then(|| after.first_chunk::<2>().and_then(|hex| byte(*hex)))
            .flatten();
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn byte(hex: [u8; 2]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(hex[0])? * 16 + digit(hex[1])?).ok()
}

//! What somebody may have meant who wrote a word that names nothing.

use crate::index::Index;
use crate::model::id::Written;
use crate::model::suggest::distance;

/// The candidate closest to a word: at most a third of its letters differ.
pub(super) fn word<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.trim().to_lowercase();
    let allowed = (wanted.chars().count() / 3).max(1);
    let near = candidates
        .filter_map(|candidate| Some((distance(&wanted, candidate, allowed)?, candidate)));
    near.min().map(|(_, candidate)| candidate)
}

/// The name of the record file closest to the one a path ends in: one with the same number, else a similar name.
pub(super) fn file<'a>(index: &'a Index, path: &str) -> Option<&'a str> {
    let wanted = path.rsplit('/').next().unwrap_or(path);
    let number = leading_number(wanted);
    let names = || index.records.iter().map(|record| record.source.file_name());
    let mut same = names().filter(|name| number.is_some() && leading_number(name) == number);
    match (same.next(), same.next()) {
        (Some(only), None) => Some(only),
        _ => word(wanted, names()),
    }
}

/// What a reference to a record may have meant, as it would be written.
pub(super) fn reference(index: &Index, written: &str) -> Option<String> {
    if let Written::File(path) = Written::read(written) {
        return file(index, &path).map(str::to_owned);
    }
    match index.close_to(written).as_slice() {
        [only] => Some(only.to_string()),
        _ => None,
    }
}

/// The number a file name begins with, letters before it left aside.
pub(super) fn leading_number(name: &str) -> Option<u64> {
    let name = name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let name = name.strip_prefix(['-', '_']).unwrap_or(name);
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    name[..digits].parse().ok()
}

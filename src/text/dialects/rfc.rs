//! The header of an RFC of Rust: bullets above the first section, with the title on one of them.

use super::{Page, Said, lines};

/// Words that such a header has two of at least.
const MARKS: [&str; 4] = ["rfc pr", "feature name", "rust issue", "start date"];

/// Everything that the header says; nothing where there is none.
pub(super) fn read<'a>(page: &Page<'a>) -> Vec<Said<'a>> {
    let head = page.head();
    let found = head.iter().flat_map(|span| page.text(*span).lines());
    let words = found.filter_map(|line| {
        let (word, _) = line.trim_start_matches(['-', '*', ' ']).split_once(':')?;
        Some(word.trim_matches(['*', ' ']).to_lowercase())
    });
    let marked = words.filter(|word| MARKS.contains(&word.as_str())).count();
    if marked < 2 {
        Vec::new()
    } else {
        lines::read(page)
    }
}

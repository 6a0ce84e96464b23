//! Front matter through a lossless syntax tree: what is not changed in the tree keeps its bytes.

use std::str::FromStr;

use yaml_edit::{Document, YamlFile};

use super::{Refusal, line_end};
use crate::model::front::FrontMatter;
use crate::model::record::Record;
use crate::text::front;

/// The text of a record with its front matter changed, and that front matter read again without a finding.
///
/// Whether it is what was asked for is the caller's to prove.
pub(super) fn remade(
    record: &Record,
    key: &str,
    make: impl FnOnce(&Document),
) -> Result<(String, FrontMatter), Refusal> {
    let text = &record.source.text;
    let refused = || Refusal::NotLossless(key.to_owned());
    let new = match &record.front {
        None => begun(text, make),
        Some(old) => {
            if let Some(problem) = front::read(&record.source.path, text).problems.first() {
                let message = problem.message.clone();
                return Err(Refusal::Wrong(key.to_owned(), message));
            }
            let yaml = changed(&text[old.inner.range()], old, make).ok_or_else(refused)?;
            let (before, after) = (&text[..old.inner.start], &text[old.inner.end..]);
            format!("{before}{yaml}{after}")
        }
    };
    let read = front::read(&record.source.path, &new);
    let front = read.front.filter(|_| read.problems.is_empty());
    Ok((new, front.ok_or_else(refused)?))
}

/// The text between the fences with a change made; line ends are the file's.
fn changed(inner: &str, old: &FrontMatter, make: impl FnOnce(&Document)) -> Option<String> {
    // Where both line ends are used, each line keeps its own.
    let mixed = inner.matches("\r\n").count() != inner.matches('\n').count();
    let end = if mixed { "\n" } else { line_end(inner) };
    let yaml = if mixed {
        inner.to_owned()
    } else {
        inner.replace("\r\n", "\n")
    };
    let file = YamlFile::from_str(&yaml).ok()?;
    let document = file.document().unwrap_or_else(Document::new_mapping);
    if document.as_mapping().is_none() && !old.pairs.is_empty() {
        return None;
    }
    make(&document);
    let mut new = if old.pairs.is_empty() {
        format!("{yaml}{document}")
    } else {
        file.to_string()
    };
    if new.trim() == "{}" {
        new.clear();
    }
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    Some(new.replace('\n', end))
}

/// Front matter for a text that has none.
fn begun(text: &str, make: impl FnOnce(&Document)) -> String {
    let (mark, rest) = text.split_at(text.len() - text.trim_start_matches('\u{feff}').len());
    let end = line_end(text);
    let document = Document::new_mapping();
    make(&document);
    let yaml = document.to_string().trim_end().replace('\n', end);
    format!("{mark}---{end}{yaml}{end}---{end}{rest}")
}

//! A folder that belongs to a record, beside its file: it stays where it is when the file goes.

use super::failure::{Refused, forbidden};
use super::load::Loaded;
use crate::model::record::Record;

/// Refuses to take a file away from a folder whose texts would be records without it.
pub(super) fn keeps_none(loaded: &Loaded, record: &Record) -> anyhow::Result<()> {
    let source = &record.source;
    let Some((stem, _)) = source.path.rsplit_once('.') else {
        return Ok(());
    };
    let (above, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = match (above, &name[..digits]) {
        (_, "") => stem.to_owned(),
        ("", number) => number.to_owned(),
        (above, number) => format!("{above}/{number}"),
    };
    for folder in [stem, &numbered] {
        let texts = loaded.repository.survey(folder, is_text)?;
        if !texts.is_empty() {
            return Err(left(record, folder).into());
        }
    }
    Ok(())
}

fn is_text(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

fn left(record: &Record, folder: &str) -> Refused {
    let message = format!(
        "`{folder}` belongs to {} and would be left behind",
        record.id
    );
    forbidden(message).with_help("`git mv` both")
}

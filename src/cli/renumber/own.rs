//! The number that a record says of itself, apart from its id.

use super::{Edit, Moving, digits_like};
use crate::text::mentions::ids;

/// The number that the record says of itself: in its title, `# 12. Keep it`, and in a field, `eip: 12`.
pub(super) fn own_number(moving: &Moving<'_>) -> Vec<Edit> {
    let record = moving.record;
    let text = &record.source.text;
    let number = moving.to.number().unwrap_or_default();
    let from = record.id.number();
    let mut edits = Vec::new();
    let mut spot = |at: usize, digits: &str| {
        if digits.parse().ok() == from && from.is_some() {
            edits.push((at..at + digits.len(), digits_like(digits, number)));
        }
    };
    if let Some(heading) = record.headings.first().filter(|heading| heading.level == 1) {
        let written = record.source.slice(heading.span);
        let start = written.find(|letter: char| letter.is_ascii_digit());
        let letters = |start: usize| {
            let before = written[..start].trim_start_matches('#').trim();
            let before = before.trim_end_matches(['-', ' ', '#', '[']);
            before.is_empty()
                || before.eq_ignore_ascii_case("adr")
                || before.eq_ignore_ascii_case(record.id.prefix())
        };
        if let Some(start) = start.filter(|start| letters(*start)) {
            let digits = written[start..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            let ends = written[start + digits..].starts_with(['.', ':', ' ', ')', ']', '-']);
            let is_id = ids(written, &record.id)
                .iter()
                .any(|id| id.contains(&start));
            if ends && !is_id {
                spot(heading.span.start + start, &written[start..start + digits]);
            }
        }
    }
    let keys = ["id", "number"]
        .map(str::to_owned)
        .into_iter()
        .chain([record.id.prefix().to_lowercase()]);
    let front = record.front.as_ref();
    for key in keys {
        let node = front
            .and_then(|front| front.get(&key))
            .map(|pair| &pair.node);
        if let Some(node) = node {
            spot(
                node.span.start,
                text.get(node.span.range()).unwrap_or_default(),
            );
        }
    }
    edits
}

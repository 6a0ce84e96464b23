//! What differs between two versions of a record, in a few words: fields, sections, entries, another name.

use crate::model::delta::{Delta, Difference, FieldTurn, Said, SectionTurn, What};
use crate::model::kind::{FieldType, Kind};
use crate::site::mail::without_mail;
use crate::site::words::DetailWords;
use crate::site::work::Work;

/// Pieces that are told.
const MOST: usize = 4;

/// The key of the numbers that a measure read.
const READINGS: &str = "readings";

/// Characters of a value, and of what somebody wrote.
const VALUE: usize = 48;
const QUOTED: usize = 140;

/// What differs, piece by piece; none where the sentence says it all.
pub(super) fn note(work: &Work<'_>, difference: &Difference) -> Option<String> {
    let words = &work.words.change.detail;
    let mut pieces = pieces(work, difference);
    let more = pieces.len().saturating_sub(MOST);
    pieces.truncate(MOST);
    if more > 0 {
        pieces.push(words.more.of(more));
    }
    (!pieces.is_empty()).then(|| pieces.join(&work.words.joint.stop))
}

fn pieces(work: &Work<'_>, difference: &Difference) -> Vec<String> {
    // A record that comes with its whole Log says nothing new by it.
    if matches!(difference.what, What::Added | What::Removed) {
        return Vec::new();
    }
    let words = &work.words.change.detail;
    let delta = &difference.delta;
    let kind = super::kind_of(work, difference);
    let mut pieces: Vec<String> = delta
        .entries
        .iter()
        .filter_map(|said| quoted(words, said))
        .collect();
    pieces.extend(turned(delta, words));
    let fields = delta.fields.iter();
    let fields = fields.filter(|field| delta.state.is_none() || field.key != "date");
    pieces.extend(fields.map(|turn| field(work, kind, turn)));
    pieces.extend(delta.sections.iter().map(|turn| section(words, turn)));
    pieces.extend(
        delta
            .lost
            .iter()
            .map(|said| words.lost.replace("{word}", &said.word)),
    );
    pieces
}

/// What it was called before, and where its file was.
fn turned(delta: &Delta, words: &DetailWords) -> Vec<String> {
    let turns = [
        (&words.title, &delta.title),
        (&words.id, &delta.id),
        (&words.file, &delta.path),
    ];
    let turns = turns.into_iter().filter_map(|(pattern, turn)| {
        let before = turn.as_ref()?.from.as_deref()?;
        Some(pattern.replace("{was}", &short(before, QUOTED)))
    });
    turns.collect()
}

/// The first line of what somebody wrote.
fn quoted(words: &DetailWords, said: &Said) -> Option<String> {
    let mut lines = said.text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty())?;
    Some(words.quoted.replace("{text}", &short(line, QUOTED)))
}

/// `Owner: Ana Ng → Bo Berg`
fn field(work: &Work<'_>, kind: Option<&Kind>, turn: &FieldTurn) -> String {
    let words = &work.words.change.detail;
    let field = kind.and_then(|kind| kind.field(&turn.key));
    let label = match field {
        Some(field) => field.label.clone(),
        None => part(words, &turn.key),
    };
    let people =
        field.is_some_and(|field| matches!(field.shape, FieldType::Person | FieldType::People));
    let said = |value: &Option<String>| {
        let value = value.as_deref().filter(|value| !value.is_empty())?;
        let names: Vec<String> = match people {
            true => value.split(", ").map(|name| work.name(name)).collect(),
            false => vec![value.to_owned()],
        };
        Some(short(&names.join(&work.words.joint.comma), VALUE))
    };
    let (from, to) = (said(&turn.from), said(&turn.to));
    let pattern = match (&from, &to) {
        (Some(_), Some(_)) => &words.turned,
        (None, Some(_)) => &words.set,
        (Some(_), None) => &words.unset,
        (None, None) => &words.blank,
    };
    let values = [
        ("{from}", from.as_deref()),
        ("{to}", to.as_deref()),
        ("{field}", Some(label.as_str())),
    ];
    fill(pattern, &values)
}

/// What a part of a value is called, whose key names the field, the thing and the part: of a number that was read the
/// thing alone.
fn part(words: &DetailWords, key: &str) -> String {
    let parts: Vec<&str> = key.split(" / ").collect();
    match parts.as_slice() {
        [_, name, part, _] if *part == READINGS => (*name).to_owned(),
        [_, name, part] => fill(
            &words.part,
            &[("{part}", Some(*part)), ("{name}", Some(*name))],
        ),
        _ => key.to_owned(),
    }
}

fn section(words: &DetailWords, turn: &SectionTurn) -> String {
    let title = turn.title.as_deref().unwrap_or(&words.outside);
    let pattern = match turn.what {
        What::Added => &words.section_added,
        What::Removed => &words.section_removed,
        _ => &words.section,
    };
    let (added, removed) = (turn.added.to_string(), turn.removed.to_string());
    let values = [
        ("{added}", Some(added.as_str())),
        ("{removed}", Some(removed.as_str())),
        ("{section}", Some(title)),
    ];
    short(&fill(pattern, &values), QUOTED)
}

/// A pattern with its names filled in once: a value that looks like a name stays as it is.
fn fill(pattern: &str, values: &[(&str, Option<&str>)]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let known = values.iter().find(|(name, _)| after.starts_with(name));
        let (told, length) = known.map_or((&after[..1], 1), |(name, value)| {
            (value.unwrap_or_default(), name.len())
        });
        out.push_str(told);
        rest = &after[length..];
    }
    out + rest
}

/// The beginning of a text in one line, cut behind a word where it can be.
fn short(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = without_mail(&words.join(" "));
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    match whole.chars().count() * 2 > most {
        true => format!("{whole} …"),
        false => format!("{cut}…"),
    }
}

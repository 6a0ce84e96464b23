//! What a change to a file leaves as it is, however its lines end and whatever is around them: all of it where the file
//! says the value already, and all but the lines of the field otherwise.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use declog::model::change::{Change, NewValue};
use declog::model::front::Node;
use declog::model::record::Record;
use declog::text::edit::edit;
use declog::text::parse::Outcome;
use proptest::prelude::*;
use proptest::sample::Index;

use super::foreign::{adopted, foreign};
use super::{file, kind, read as parse};

/// The folders of the cases of foreign files, which are mutated here.
const FOREIGN: [&str; 2] = ["foreign", "edit-foreign"];

/// The folders of the cases of files that declog writes.
const NATIVE: [&str; 2] = ["edit", "parse"];

/// The texts of the cases.
fn texts(of: Of) -> &'static [String] {
    static TEXTS: OnceLock<[Vec<String>; 2]> = OnceLock::new();
    let texts = TEXTS.get_or_init(|| [read(FOREIGN), read(NATIVE)]);
    &texts[of as usize]
}

/// Whose files.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    Others,
    Declog,
}

fn read(folders: [&str; 2]) -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/text");
    let folders = folders.iter().map(|folder| tests.join(folder));
    let entries = folders.flat_map(|folder| fs::read_dir(folder).expect("a folder of cases"));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let read = |path| fs::read_to_string(path).expect("a case is text");
    paths.into_iter().map(read).collect()
}

/// What is done to a text that must not matter.
#[derive(Clone, Debug)]
pub(super) struct Mutation {
    text: Index,
    is_wide: bool,
    has_mark: bool,
    /// Lines behind which a blank one is put.
    blanks: Vec<Index>,
    /// A line that changes places with the one below it.
    swapped: Option<Index>,
}

impl Mutation {
    pub(super) fn text(&self, of: Of) -> String {
        let text = self.text.get(texts(of)).trim_start_matches('\u{feff}');
        let text = text.replace("\r\n", "\n");
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in &self.blanks {
            let at = at.index(lines.len().max(1));
            if at < lines.len() && lines[at].ends_with('\n') {
                lines.insert(at + 1, "\n");
            }
        }
        if let Some(at) = self.swapped.filter(|_| lines.len() > 2) {
            let at = at.index(lines.len() - 2);
            lines.swap(at, at + 1);
        }
        let mut text = lines.concat();
        if self.is_wide {
            text = text.replace('\n', "\r\n");
        }
        match self.has_mark {
            true => format!("\u{feff}{text}"),
            false => text,
        }
    }
}

pub(super) fn mutation() -> impl Strategy<Value = Mutation> {
    let blanks = prop::collection::vec(any::<Index>(), 0..3);
    let parts = (
        any::<Index>(),
        any::<bool>(),
        any::<bool>(),
        blanks,
        any::<Option<Index>>(),
    );
    parts.prop_map(|(text, is_wide, has_mark, blanks, swapped)| Mutation {
        text,
        is_wide,
        has_mark,
        blanks,
        swapped,
    })
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_a_file_says_already_changes_no_byte_of_it(mutation in mutation()) {
        let text = mutation.text(Of::Others);
        let Some(record) = foreign(&adopted(""), &text) else { return Ok(()) };
        for field in &record.kind.fields {
            let key = &field.key;
            let words: Vec<String> = record.words(key).iter().map(|word| word.value.to_owned()).collect();
            let value = match (key.as_str(), words.as_slice()) {
                (_, []) => continue,
                ("status", _) => match record.state() {
                    Some(state) => NewValue::Scalar(state.name.clone()),
                    None => continue,
                },
                (_, [one]) if record.node(key).and_then(Node::scalar).is_some() => NewValue::Scalar(one.clone()),
                _ => NewValue::List(words.clone()),
            };
            // Words that are more than the state in front matter of the kind's own are the word of nobody else.
            let same = edit(&record, &Change::Set(key.clone(), value));
            prop_assert_eq!(same.as_ref(), Ok(&text), "set {}", key);
            if field.shape.is_list() {
                for change in [Change::Add(key.clone(), words), Change::Add(key.clone(), Vec::new()), Change::Remove(key.clone(), Vec::new())] {
                    let same = edit(&record, &change);
                    prop_assert_eq!(same.as_ref(), Ok(&text), "{:?}", change);
                }
            }
        }
    }

    #[test]
    fn a_new_state_or_day_changes_only_the_lines_of_its_field(mutation in mutation(), state in any::<Index>()) {
        let text = mutation.text(Of::Others);
        let Some(record) = foreign(&adopted(""), &text) else { return Ok(()) };
        let state = state.get(&record.kind.states).name.clone();
        for (key, value) in [("status", state), ("date", "2026-11-22".to_owned())] {
            let change = Change::Set(key.to_owned(), NewValue::Scalar(value));
            if let Ok(new) = edit(&record, &change) {
                let (old, put) = differs(&text, &new);
                let lines = lines_of(&record, key);
                let is_own = lines.as_ref().is_some_and(|lines| lines.start <= old.start && old.end <= lines.end);
                // A line more may stand below another field, or below the title.
                prop_assert!(is_own || old.is_empty(), "{key} of {lines:?} changed {old:?} of {text:?} to {put:?}");
                prop_assert!(put.len() < 80 && put.lines().count() <= 5, "{key} put {put:?} into {text:?}");
            }
        }
    }

    #[test]
    fn a_change_of_declogs_own_file_touches_only_its_lines(mutation in mutation(), words in "[a-z]{1,6}") {
        let text = mutation.text(Of::Declog);
        let Outcome::Record(record) = parse(&kind(), file("0012-case.md", text.as_str())).outcome else { return Ok(()) };
        let scalar = |key: &str, value: &str| Change::Set(key.to_owned(), NewValue::Scalar(value.to_owned()));
        let list = || vec![words.clone()];
        let changes = [
            ("status", scalar("status", "rejected")),
            ("date", scalar("date", "2026-11-22")),
            ("owner", scalar("owner", &words)),
            ("tags", Change::Add("tags".to_owned(), list())),
            ("tags", Change::Set("tags".to_owned(), NewValue::List(list()))),
            ("owner", Change::Unset("owner".to_owned())),
        ];
        for (key, change) in changes {
            let Ok(new) = edit(&record, &change) else { continue };
            let (old, put) = differs(&text, &new);
            let lines = lines_of(&record, key);
            let is_own = lines.as_ref().is_some_and(|lines| lines.start <= old.start && old.end <= lines.end);
            prop_assert!(is_own || old.is_empty(), "{key} of {lines:?} changed {old:?} of {text:?} to {put:?}");
            prop_assert!(put.len() < 80 && put.lines().count() <= 4, "{key} put {put:?} into {text:?}");
        }
    }
}

/// The bytes of a text that another does not have, and what the other has in their place.
fn differs<'a>(old: &str, new: &'a str) -> (Range<usize>, &'a str) {
    let same = |(one, other): &(u8, u8)| one == other;
    let start = old.bytes().zip(new.bytes()).take_while(same).count();
    let most = old.len().min(new.len()) - start;
    let end = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take_while(same)
        .count()
        .min(most);
    (
        start..old.len() - end,
        new.get(start..new.len() - end).unwrap_or("half a letter"),
    )
}

/// The lines on which a file says something, with the end of the last.
fn lines_of(record: &Record, key: &str) -> Option<Range<usize>> {
    let text = &record.source.text;
    let front = record.front.iter().flat_map(|front| &front.pairs);
    let pair = record
        .said
        .iter()
        .chain(front)
        .find(|pair| pair.key.value == key)?;
    let (name, value) = (pair.key.span, pair.node.span);
    let start = text[..name.start.min(value.start)]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = text[value.end..]
        .find('\n')
        .map_or(text.len(), |at| value.end + at + 1);
    Some(start..end)
}

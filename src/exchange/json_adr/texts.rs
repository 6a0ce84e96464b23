//! The decisions of a document as new records: a file's name and its whole text for each.
//!
//! Nothing of a document can stop this: what cannot be a record is left out and told, everything else is written so that
//! it is read back as one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Problem;
use super::adr::Adr;
use super::body::{Part, contained, parts};
use super::document;
use super::links::{Related, relate};
use super::numbers::{Given, Numbers};
use super::restored::{readable, restored, without_useless_text};
use super::write::signature;
use crate::model::change::NewValue;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::text::edit::begin;
use crate::text::parse;
use crate::text::slug::slug;

/// A record that a document has, and our log has not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Its id in our log.
    pub id: Id,
    /// Its file's name, in the folder of its kind.
    pub file_name: String,
    /// Its file's whole text.
    pub text: String,
    /// Where the document has it, as a JSON pointer.
    pub at: String,
}

impl NewRecord {
    /// A record of that number and title, in a file that keeps the words its name had.
    pub(super) fn new(kind: &Kind, adr: &Adr, name: (u64, &str), text: String) -> Self {
        let (number, title) = name;
        let words = words_of_name(kind, adr).unwrap_or_else(|| slug(title));
        Self {
            id: Id::new(kind.prefix.as_str(), number),
            file_name: format!("{number:0width$}-{words}.md", width = kind.width),
            text,
            at: adr.at.clone(),
        }
    }
}

/// What stands behind the number in the name that the file had, where we would write such a name: links to it lead there.
fn words_of_name(kind: &Kind, adr: &Adr) -> Option<String> {
    let name = adr.path.as_deref()?.rsplit('/').next()?;
    let words = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let words = words.strip_prefix('-')?.strip_suffix(".md")?;
    let is_ours = parse::number(kind, name) == adr.number && slug(words) == words;
    is_ours.then(|| words.to_owned())
}

/// What a document holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The new records, in the document's order.
    pub records: Vec<NewRecord>,
    /// What was left out or changed, and where.
    pub problems: Vec<Problem>,
}

/// The new records of a kind that a JSON-ADR document makes.
///
/// A decision keeps its number unless another record has it. One that declog exported, and that nobody changed since,
/// is the same file again, byte for byte.
///
/// # Errors
/// The text is no JSON, or no JSON-ADR of version 1.
pub fn texts(kind: &Arc<Kind>, document: &str, numbers: Numbers<'_>) -> Result<Import, Problem> {
    let (mut adrs, mut problems) = document::read(document)?;
    for adr in &mut adrs {
        problems.extend(without_useless_text(kind, adr));
        if adr.text.is_none() {
            problems.append(&mut adr.problems);
        }
    }
    let given = Given::of(&adrs, numbers);
    problems.extend(given.problems(kind, &adrs));
    let (related, told) = relate(kind, &adrs, &given);
    problems.extend(told);
    let mut made = Making { kind, problems };
    let mut records = Vec::new();
    for ((adr, related), number) in adrs.iter().zip(&related).zip(&given.of) {
        let Some(number) = *number else { continue };
        records.extend(match &adr.text {
            Some(text) => {
                let (record, problem) = restored(kind, adr, (text, number), &given);
                made.problems.extend(problem);
                Some(record)
            }
            None => made.written(adr, related, number),
        });
    }
    let mut problems = made.problems;
    problems.sort_by_key(Problem::place);
    Ok(Import { records, problems })
}

/// Records in the making.
struct Making<'a> {
    kind: &'a Arc<Kind>,
    problems: Vec<Problem>,
}

impl Making<'_> {
    fn tell(&mut self, at: &str, message: impl Into<String>) {
        self.problems.push(Problem {
            at: at.to_owned(),
            message: message.into(),
        });
    }

    /// A record of what the fields say.
    fn written(&mut self, adr: &Adr, related: &Related, number: u64) -> Option<NewRecord> {
        let parts = self.parts(adr, related)?;
        let title = adr.title().filter(|title| !title.is_empty());
        let title = title.map(str::to_owned);
        let title = title.unwrap_or_else(|| {
            self.tell(&adr.at, "no title: `Untitled`");
            "Untitled".to_owned()
        });
        let fields = self.fields(adr, related);
        let mut text = self.text(&fields, &title, &parts);
        let single = without_lists(&fields);
        if text.is_err() && single.len() < fields.len() {
            text = self.text(&single, &title, &parts);
            if text.is_ok() {
                self.tell(
                    &adr.at,
                    "its people, tags and links are left out: front matter cannot hold them",
                );
            }
        }
        match text {
            Ok(text) => Some(NewRecord::new(self.kind, adr, (number, &title), text)),
            Err(why) => {
                let message = format!("left out, because no record can be made of it: {why}");
                self.tell(&adr.at, message);
                None
            }
        }
    }

    /// The sections, each of which stays what it is; none where they are more than a record may hold.
    fn parts(&mut self, adr: &Adr, related: &Related) -> Option<Vec<Part>> {
        let mut notes = related.notes.clone();
        let source = adr.source.as_ref();
        notes.extend(source.map(|source| format!("Source: {source}")));
        if signature(self.kind).is_none() && !adr.deciders.is_empty() {
            notes.push(format!("Decided by: {}", adr.deciders.join(", ")));
        }
        let mut parts = parts(self.kind, adr, &notes);
        let bytes: usize = parts.iter().map(|part| part.text.len()).sum();
        if bytes > parse::MAX_BYTES {
            let most = parse::MAX_BYTES;
            let message = format!("left out: {bytes} bytes, a record has at most {most}");
            self.tell(&adr.at, message);
            return None;
        }
        for part in &mut parts {
            let (text, same) = contained(self.kind, &part.text);
            part.text = text;
            if !same {
                let heading = &part.heading;
                let message = format!("`{heading}` would leave its section: marked as a quotation");
                self.tell(&adr.at, message);
            }
        }
        Some(parts)
    }

    /// Front matter in the order of the kind, and the fields that the kind does not have left out.
    fn fields(&mut self, adr: &Adr, related: &Related) -> Vec<(String, NewValue)> {
        let kind = Arc::clone(self.kind);
        let mut said: BTreeMap<&str, NewValue> = BTreeMap::new();
        said.insert("status", NewValue::Scalar(self.state(adr)));
        if let Some(date) = adr.date {
            said.insert("date", NewValue::Scalar(date.to_string()));
        }
        let lists = [
            (signature(&kind).unwrap_or_default(), &adr.deciders),
            ("consulted", &adr.consulted),
            ("informed", &adr.informed),
            ("tags", &adr.tags),
        ];
        let related = related.fields.iter().map(|(key, ids)| (*key, ids));
        for (key, words) in lists.into_iter().chain(related) {
            if !words.is_empty() {
                said.insert(key, NewValue::List(words.clone()));
            }
        }
        let ordered = kind.fields.iter().filter_map(|field| {
            let value = said.remove(field.key.as_str())?;
            Some((field.key.clone(), value))
        });
        ordered.collect()
    }

    /// The state's name, or the word as written where the kind does not know it.
    fn state(&mut self, adr: &Adr) -> String {
        let first = self.kind.first_state().name.clone();
        let Some(word) = adr.status.as_ref().filter(|word| !word.is_empty()) else {
            self.tell(&adr.at, format!("no status: `{first}`"));
            return first;
        };
        match parse::state(self.kind, word) {
            Some(at) => self.kind.states[at].name.clone(),
            None => {
                let kind = self.kind.with_article();
                self.tell(
                    &format!("{}/status", adr.at),
                    format!("`{word}` is no state of {kind}: it stays as it is"),
                );
                word.clone()
            }
        }
    }

    /// The text that is read back with that title and those sections: as written where that does it, else with
    /// everything escaped that could be markup.
    fn text(
        &self,
        fields: &[(String, NewValue)],
        title: &str,
        parts: &[Part],
    ) -> Result<String, String> {
        let mut why = String::new();
        for spell in [str::to_owned, escaped] {
            let mut body = format!("# {}\n", spell(title));
            for Part { heading, text } in parts {
                body.push_str(&format!("\n## {}\n", spell(heading)));
                if !text.is_empty() {
                    body.push_str(&format!("\n{text}\n"));
                }
            }
            let text = begin(fields, &body)
                .map_err(|key| format!("front matter cannot hold its `{key}`"))?;
            match readable(self.kind, &text) {
                Ok(record) if is_whole(&record, parts) => return Ok(text),
                Ok(_) => why = "its title or a heading would be read as something else".to_owned(),
                Err(message) => why = message,
            }
        }
        Err(why)
    }
}

/// The fields that hold one value.
fn without_lists(fields: &[(String, NewValue)]) -> Vec<(String, NewValue)> {
    let is_one = |(_, value): &&(String, NewValue)| !matches!(value, NewValue::List(_));
    fields.iter().filter(is_one).cloned().collect()
}

/// The record has a title, and below it the sections and nothing else.
fn is_whole(record: &Record, parts: &[Part]) -> bool {
    let outer = record.headings.iter().filter(|heading| heading.level <= 2);
    let levels: Vec<u8> = outer.map(|heading| heading.level).collect();
    let titled = record.title.is_some() && levels.first() == Some(&1);
    titled && levels.len() == parts.len() + 1 && levels[1..].iter().all(|level| *level == 2)
}

/// A backslash in front of everything that could be markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

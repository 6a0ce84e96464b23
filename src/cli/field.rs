//! `key=value`, `key+=value` and `key-=value` as typed, into changes that the kind allows.

use super::advance;
use super::failure::{Refused, not_found, usage};
use super::find::names;
use crate::index::{Index, Resolved};
use crate::model::change::{Change, NewValue};
use crate::model::duration::Duration;
use crate::model::kind::{Field, FieldType, Kind};
use crate::model::link::AREA;
use crate::model::period::is_period;
use crate::model::record::{Record, read_date};
use crate::model::suggest::closest;
use crate::text::parse::is_known_elsewhere;

/// What the sign between key and value asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Set,
    Add,
    Remove,
}

/// Reads one assignment. Of `record`, where there is one already, the key is the one that its file uses.
pub(super) fn change(
    index: &Index,
    kind: &Kind,
    record: Option<&Record>,
    typed: &str,
) -> Result<Change, Refused> {
    let (key, sign, value) = split(typed)?;
    let Some(field) = kind.field(key) else {
        return own_key(kind, key, sign, value);
    };
    if field.kept_by_declog {
        let verbs = names(kind.steps.iter().map(|step| step.verb.as_str()));
        return Err(usage(format!("`{}` changes through steps only", field.key))
            .with_help(format!("steps: {verbs}")));
    }
    let written = record
        .and_then(|record| record.pair(&field.key))
        .map(|pair| pair.key.value.clone());
    let key = written.unwrap_or_else(|| field.key.clone());
    if field.shape.is_structured() {
        let refused = usage(format!("`{key}` holds more than words"));
        return Err(refused.with_help(match record {
            Some(record) => advance::command(record, field)
                .unwrap_or_else(|| format!("declog edit {}", record.id)),
            None => "write it in the editor, or give it with `--body-file`".to_owned(),
        }));
    }
    if field.shape.is_list() {
        return list((index, kind, record), field, (key, sign, value));
    }
    if sign != Sign::Set {
        return Err(
            usage(format!("`{key}` is no list")).with_help(format!("write `{key}={value}`"))
        );
    }
    if value.is_empty() {
        return Ok(Change::Unset(key));
    }
    Ok(Change::Set(key, single(field, value)?))
}

fn split(typed: &str) -> Result<(&str, Sign, &str), Refused> {
    let (key, value) = typed.split_once('=').ok_or_else(|| {
        usage(format!("`{typed}` has no `=`"))
            .with_help("write `key=value`, `key+=value` or `key-=value`")
    })?;
    let (key, sign) = match (key.strip_suffix('+'), key.strip_suffix('-')) {
        (Some(key), _) => (key, Sign::Add),
        (_, Some(key)) => (key, Sign::Remove),
        _ => (key, Sign::Set),
    };
    Ok((key.trim(), sign, value.trim()))
}

/// A key of the user's own, or of a site generator.
fn own_key(kind: &Kind, key: &str, sign: Sign, value: &str) -> Result<Change, Refused> {
    if !key.starts_with("x-") && !is_known_elsewhere(key) {
        let known = kind.fields.iter().map(|field| field.key.as_str());
        let refused = usage(format!("`{key}` is not a field of {}", kind.with_article()));
        return Err(match closest(key, known.clone()) {
            Some(close) => refused.with_help(format!("did you mean `{close}`?")),
            None => refused.with_help(format!(
                "fields: {}; a key of your own begins with `x-`",
                names(known)
            )),
        });
    }
    let key = key.to_owned();
    Ok(match sign {
        Sign::Set if value.is_empty() => Change::Unset(key),
        Sign::Set => Change::Set(key, NewValue::Scalar(value.to_owned())),
        Sign::Add => Change::Add(key, words(value)),
        Sign::Remove => Change::Remove(key, words(value)),
    })
}

fn list(
    place: (&Index, &Kind, Option<&Record>),
    field: &Field,
    typed: (String, Sign, &str),
) -> Result<Change, Refused> {
    let (index, kind, record) = place;
    let (key, sign, value) = typed;
    let mut words = words(value);
    if matches!(field.shape, FieldType::References | FieldType::Items) {
        for word in &mut words {
            let area = word
                .strip_prefix(AREA)
                .filter(|_| field.shape == FieldType::Items);
            *word = match sign {
                Sign::Set | Sign::Add if let Some(area) = area => known_area(index, area)?,
                Sign::Remove if area.is_some() => word.clone(),
                Sign::Set | Sign::Add => another(record, reference(index, kind, word)?)?,
                Sign::Remove => as_written(index, record, &key, word),
            };
        }
    }
    Ok(match sign {
        Sign::Set if words.is_empty() => Change::Unset(key),
        Sign::Set => Change::Set(key, NewValue::List(words)),
        Sign::Add => Change::Add(key, words),
        Sign::Remove => Change::Remove(key, words),
    })
}

/// A reference as it is written into a record: the whole id, whatever was typed.
fn reference(index: &Index, kind: &Kind, word: &str) -> Result<String, Refused> {
    let (id, section) = match word.split_once('#') {
        Some((id, section)) => (id, format!("#{section}")),
        None => (word, String::new()),
    };
    match index.resolve(id, Some(kind), None) {
        Resolved::One(at) => Ok(format!("{}{section}", index.records[at].id)),
        Resolved::Several(_) => Err(not_found(format!("`{id}` names several records"))),
        Resolved::Unknown => {
            let close = index
                .close_to(id)
                .into_iter()
                .map(ToString::to_string)
                .collect();
            Err(not_found(format!("there is no record `{id}`"))
                .with_candidates(close)
                .with_help("`declog list` shows what there is"))
        }
    }
}

/// An area as an item names it.
fn known_area(index: &Index, name: &str) -> Result<String, Refused> {
    let areas = &index.log.settings.areas;
    if areas.contains_key(name) {
        return Ok(format!("{AREA}{name}"));
    }
    let known = areas.keys().map(String::as_str);
    let refused = usage(format!("there is no area `{name}`"));
    Err(match closest(name, known.clone()) {
        Some(close) => refused.with_help(format!("did you mean `{AREA}{close}`?")),
        None if areas.is_empty() => {
            let file = &index.log.file.path;
            refused.with_help(format!("write `[areas.{name}]` with its `owner` in {file}"))
        }
        None => refused.with_help(format!("areas: {}", names(known))),
    })
}

/// A record has no relation to itself; to a part of itself it may have one.
fn another(record: Option<&Record>, id: String) -> Result<String, Refused> {
    match record {
        Some(record) if record.id.to_string() == id => {
            Err(usage(format!("{id} cannot name itself")).with_help("name another record"))
        }
        _ => Ok(id),
    }
}

/// The word that a list has for the record that another word names too, with or without a section of it.
fn as_written(index: &Index, record: Option<&Record>, key: &str, word: &str) -> String {
    let Some(record) = record else {
        return word.to_owned();
    };
    let named = |word: &str| {
        let id = word.split_once('#').map_or(word, |(id, _)| id);
        match index.resolve(id, Some(&record.kind), Some(&record.source.path)) {
            Resolved::One(at) => Some(at),
            _ => None,
        }
    };
    // What is read of front matter may be said otherwise there.
    let front = record.front.as_ref().and_then(|front| front.get(key));
    let raw = front.into_iter().flat_map(|pair| pair.node.scalars());
    let written: Vec<&str> = raw.chain(record.words(key)).map(|one| one.value).collect();
    let wanted = named(word);
    let mut same = written.iter().filter(|one| named(one) == wanted);
    match same.next() {
        Some(one) if wanted.is_some() && !written.contains(&word) => (*one).to_owned(),
        _ => word.to_owned(),
    }
}

fn single(field: &Field, value: &str) -> Result<NewValue, Refused> {
    let key = &field.key;
    match field.shape {
        FieldType::Date if read_date(value).is_none() => Err(usage(format!(
            "`{key}` is `{value}`, expected a day like `2026-11-22`"
        ))),
        FieldType::Number => value
            .parse()
            .map(NewValue::Number)
            .map_err(|_| usage(format!("`{key}` is `{value}`, expected a whole number"))),
        FieldType::Duration if Duration::read(value).is_none() => Err(usage(format!(
            "`{key}` is `{value}`, expected a duration like `3d`, `2wd`, `2w` or `1mo`"
        ))),
        FieldType::Period if !is_period(value) => Err(usage(format!(
            "`{key}` is `{value}`, expected a year, a half or a quarter like `2026-Q4`"
        ))),
        FieldType::Choice if !field.choices.iter().any(|choice| choice == value) => {
            let known = field.choices.iter().map(String::as_str);
            let refused = usage(format!(
                "`{key}` is `{value}`, expected one of {}",
                names(known.clone())
            ));
            Err(match closest(value, known) {
                Some(close) => refused.with_help(format!("did you mean `{close}`?")),
                None => refused,
            })
        }
        _ => Ok(NewValue::Scalar(value.to_owned())),
    }
}

/// Words with commas between them, each once; a comma inside of `{}` belongs to its pattern.
fn words(value: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut depth = 0_usize;
    for letter in value.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                words.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    let mut once: Vec<String> = Vec::new();
    for word in words.iter().map(|word| word.trim()) {
        if !word.is_empty() && !once.iter().any(|known| known == word) {
            once.push(word.to_owned());
        }
    }
    once
}

//! `--measure "NAME; KEY=VALUE"` and `--reading "NAME=NUMBER"`.

use super::{Draft, assigned, named, without};
use crate::cli::failure::{Refused, usage};
use crate::cli::find::names;
use crate::model::change::{Change, NewScalar};
use crate::model::figure::{self, Meant};
use crate::model::kind::FieldType;
use crate::model::measure::{Number, Target};
use crate::model::record::read_date;
use crate::model::suggest::closest;

/// How a measure is typed.
const MEASURE: &str = "write `--measure \"NAME; unit=ms; baseline=900; target=300; source=…\"`";
/// How a whole one is given.
pub(super) const WORDS: &str = "--measure \"NAME; unit=…; baseline=…; target=…; source=…\"";
/// How a reading is typed.
const READING: &str = "write `--reading \"NAME=NUMBER\"`, or `NAME=NUMBER@2026-11-01`";

/// The key of what was read, by day.
const READINGS: &str = "readings";
/// The key of where a measure should be, which is agreed on.
const TARGET: &str = "target";

impl Draft<'_> {
    /// What a measure reads on a day.
    pub(super) fn reading(&mut self, typed: &str) -> Result<(), Refused> {
        let measures = self.measures.as_ref();
        let measures = measures.ok_or_else(|| without(self.record, "measure"))?;
        let (name, value) = assigned(typed, READING)?;
        let wrong = |message: String| usage(message).with_help(READING);
        let (number, day) = match value.rsplit_once('@') {
            None => (value, self.today),
            Some((number, day)) => {
                let read = read_date(day.trim());
                (
                    number,
                    read.ok_or_else(|| wrong(format!("`{day}` is not a day")))?,
                )
            }
        };
        let read = Number::read(number);
        let number = read.ok_or_else(|| {
            let message = format!("`{number}` is not a number");
            let meant = figure::meant(number, |text| Number::read(text).is_some());
            let meant = meant.map(|meant| format!("did you mean `{}`?", meant.number));
            usage(message).with_help(meant.unwrap_or_else(|| READING.to_owned()))
        })?;
        if day > self.today {
            let message = format!("nobody can have read `{name}` on {day}, which is still to come");
            return Err(usage(message).with_help(READING));
        }
        let name = measures.get(name, &mut self.said)?;
        let place = measures.place(&name, &[READINGS, &day.to_string()]);
        let number = NewScalar::Number(number.text);
        self.changes.push(Change::Put(place, number));
        Ok(())
    }

    /// Keys of a measure that is there or is to be.
    pub(super) fn measure(&mut self, typed: &str) -> Result<(), Refused> {
        let measures = self.measures.as_mut();
        let measures = measures.ok_or_else(|| without(self.record, "measure"))?;
        let (name, keys) = typed.split_once(';').unwrap_or((typed, ""));
        let name = named(name, MEASURE)?;
        let keys = keys.split(';').map(str::trim).filter(|key| !key.is_empty());
        let keys: Vec<(String, NewScalar)> = keys.map(key).collect::<Result<_, _>>()?;
        let Some(known) = measures.find(name)?.map(str::to_owned) else {
            if name.contains('=') {
                let message = format!("`{name}` is no name of a measure: it has a `=`");
                let help = format!("what a measure reads: --reading \"{name}\"; {MEASURE}");
                return Err(usage(message).with_help(help));
            }
            let first = (measures.naming.to_owned(), NewScalar::Text(name.to_owned()));
            let item = [first].into_iter().chain(keys).collect();
            let list = measures.list.clone();
            self.changes.push(Change::Append(list, item));
            measures.add(name, &mut self.said);
            return Ok(());
        };
        measures.tell(name, &known, &mut self.said);
        if keys.is_empty() {
            let message = format!("`{known}` is a measure already, and no key of it is given");
            return Err(usage(message).with_help(MEASURE));
        }
        for (key, value) in keys {
            let old = measures.written(&known, &key).unwrap_or_default();
            let (NewScalar::Text(new) | NewScalar::Number(new)) = &value;
            if key == TARGET && !old.is_empty() && old != new {
                let line = format!("`{known}`: {TARGET} {old} → {new}");
                self.amended.push(line);
            }
            let place = measures.place(&known, &[&key]);
            self.changes.push(Change::Put(place, value));
        }
        Ok(())
    }
}

/// One key of a measure with its value.
fn key(typed: &str) -> Result<(String, NewScalar), Refused> {
    let wrong = |message: String| usage(message).with_help(MEASURE);
    let (key, value) = typed
        .split_once('=')
        .ok_or_else(|| wrong(format!("`{typed}` has no `=`")))?;
    let (key, value) = (key.trim(), value.trim());
    let keys = FieldType::Measures.item_keys().iter().copied().skip(1);
    let known = keys.filter(|known| *known != READINGS);
    if key == READINGS {
        return Err(usage("what was read goes into `--reading`").with_help(READING));
    }
    if !key.starts_with("x-") && !known.clone().any(|known| known == key) {
        let refused = usage(format!("`{key}` is not a key of a measure"));
        return Err(match closest(key, known.clone()) {
            Some(close) => refused.with_help(format!("did you mean `{close}`?")),
            None => refused.with_help(format!("keys: {}", names(known))),
        });
    }
    if value.is_empty() || value.contains(char::is_control) {
        return Err(wrong(format!("`{key}` says nothing, expected one line")));
    }
    let reads = |text: &str| Number::read(text).is_some();
    let is_target = |text: &str| Target::read(text, None).is_some();
    let is_number = reads(value);
    let no_number = |expected: &str, meant: Option<Meant>| {
        let meant = meant.map(|Meant { number, unit }| {
            let unit = unit.map_or_else(String::new, |unit| format!("; unit={unit}"));
            format!("did you mean `{key}={number}{unit}`?")
        });
        let message = format!("`{key}` is `{value}`, expected {expected}");
        Err(usage(message).with_help(meant.unwrap_or_else(|| MEASURE.to_owned())))
    };
    let value = match key {
        "baseline" if !is_number => {
            return no_number("a number", figure::meant(value, reads));
        }
        TARGET if !is_target(value) => {
            let expected = "a number, with `>=` or `<=` before it where need be";
            return no_number(expected, figure::meant(value, is_target));
        }
        "baseline" | TARGET if is_number => NewScalar::Number(value.to_owned()),
        _ => NewScalar::Text(value.to_owned()),
    };
    Ok((key.to_owned(), value))
}

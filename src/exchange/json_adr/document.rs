//! A document as it is found: whatever it holds gives decisions and problems, each with its place.
//!
//! What is of the wrong type is left out and told. Lists may be written as one string, links in any spelling.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde_json::{Map, Value};

use super::adr::{Adr, Choice, Consequence, Link};
use super::reader::{Reader, below, expected, kebab, line};
use super::{DIGEST, Problem, TEXT, digest};

/// The keys of a decision.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Key {
    Number,
    Title,
    Status,
    Date,
    Deciders,
    Consulted,
    Informed,
    Tags,
    SourceUri,
    Context,
    DecisionDrivers,
    ConsideredOptions,
    Decision,
    Consequences,
    Confirmation,
    Links,
    CustomSections,
    Path,
    #[serde(rename = "$schema")]
    Schema,
    Version,
}

/// Reads a bundle, one decision in a wrapper, or one without.
pub(super) fn read(text: &str) -> Result<(Vec<Adr>, Vec<Problem>), Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| whole(error.to_string()))?;
    let mut reader = Reader::default();
    let adrs = match value {
        Value::Array(all) => reader.all("", all),
        Value::Object(mut object) => {
            let bundle = object.remove("adrs");
            let single = object.remove("adr");
            version(&object)?;
            match (bundle, single) {
                (Some(Value::Array(all)), _) => {
                    reader.known_keys(&object, &["adrs", "adr"]);
                    reader.all("/adrs", all)
                }
                (Some(other), _) => return Err(expected("/adrs", "a list", &other)),
                (None, Some(one)) => reader.one("/adr".to_owned(), one).into_iter().collect(),
                (None, None) if object.contains_key("title") || object.contains_key("number") => {
                    let one = Value::Object(object);
                    reader.one(String::new(), one).into_iter().collect()
                }
                (None, None) => {
                    let message = "no JSON-ADR: found neither `adrs`, `adr` nor a `title`";
                    return Err(whole(message));
                }
            }
        }
        other => return Err(expected("", "a JSON-ADR document", &other)),
    };
    Ok((adrs, reader.problems))
}

fn whole(message: impl Into<String>) -> Problem {
    Problem {
        at: String::new(),
        message: message.into(),
    }
}

/// A document of a newer format may mean something else by the same keys.
fn version(object: &Map<String, Value>) -> Result<(), Problem> {
    match object.get("version") {
        None => Ok(()),
        Some(Value::String(version)) if version == "1" || version.starts_with("1.") => Ok(()),
        Some(Value::String(version)) => Err(Problem {
            at: "/version".to_owned(),
            message: format!("found `{version}`, expected 1.0.0"),
        }),
        Some(other) => Err(expected("/version", "a string", other)),
    }
}

impl Reader {
    fn all(&mut self, at: &str, all: Vec<Value>) -> Vec<Adr> {
        let each = all.into_iter().enumerate();
        each.filter_map(|(place, one)| self.one(format!("{at}/{place}"), one))
            .collect()
    }

    fn one(&mut self, at: String, value: Value) -> Option<Adr> {
        let Value::Object(_) = value else {
            self.problems.push(expected(&at, "an object", &value));
            return None;
        };
        let (text, Value::Object(object)) = self.unbroken(&at, value) else {
            return None;
        };
        let mut adr = Adr {
            text,
            ..Adr::default()
        };
        let before = self.problems.len();
        for (key, value) in object {
            let at = below(&at, &key);
            if !value.is_null() {
                self.field(&mut adr, &key, (&at, value));
            }
        }
        adr.at = at;
        adr.problems = self.problems.split_off(before);
        Some(adr)
    }

    /// The text that declog left in a decision, where all the rest is as it left it, and that rest.
    fn unbroken(&mut self, at: &str, mut value: Value) -> (Option<String>, Value) {
        let sections = value
            .get_mut("custom_sections")
            .and_then(Value::as_object_mut);
        let Some(sections) = sections else {
            return (None, value);
        };
        let (text, sum) = (sections.shift_remove(TEXT), sections.shift_remove(DIGEST));
        if sections.is_empty()
            && let Some(object) = value.as_object_mut()
        {
            object.shift_remove("custom_sections");
        }
        let (Some(Value::String(text)), sum) = (text, sum) else {
            return (None, value);
        };
        if sum.as_ref().and_then(Value::as_str) == Some(digest(&value).as_str()) {
            return (Some(text), value);
        }
        let at = below(&below(at, "custom_sections"), TEXT);
        self.tell(
            &at,
            "the decision was changed since declog wrote it: its fields count, this text does not",
        );
        (None, value)
    }

    fn field(&mut self, adr: &mut Adr, key: &str, (at, value): (&str, Value)) {
        let Ok(key) = Key::deserialize(key.into_deserializer()) as Result<_, Error> else {
            return self.tell(at, "not a key of JSON-ADR: left out");
        };
        match key {
            Key::Number => adr.number = self.number(at, &value),
            Key::Title => adr.title = self.text(at, value).map(|text| line(&text)),
            Key::Status => adr.status = self.text(at, value).map(|text| line(&text)),
            Key::Date => adr.date = self.date(at, value),
            Key::Deciders => adr.deciders = self.words(at, value),
            Key::Consulted => adr.consulted = self.words(at, value),
            Key::Informed => adr.informed = self.words(at, value),
            Key::Tags => adr.tags = self.words(at, value),
            Key::SourceUri => adr.source = self.text(at, value).map(|text| line(&text)),
            Key::Context => adr.context = self.block(at, value),
            Key::DecisionDrivers => adr.drivers = self.texts(at, value),
            Key::ConsideredOptions => {
                let all = self.objects(at, value, "name");
                adr.options = all
                    .into_iter()
                    .filter_map(|(at, one)| self.choice(&at, one))
                    .collect();
            }
            Key::Decision => adr.decision = self.block(at, value),
            Key::Consequences => adr.consequences = self.consequences(at, value),
            Key::Confirmation => adr.confirmation = self.block(at, value),
            Key::Links => {
                let all = self.objects(at, value, "type");
                adr.links = all
                    .into_iter()
                    .filter_map(|(at, one)| self.link(at, one))
                    .collect();
            }
            Key::CustomSections => adr.sections = self.sections(at, value),
            Key::Path => adr.path = self.text(at, value),
            Key::Schema | Key::Version => {}
        }
    }

    /// Keys of the whole document that say nothing of a decision.
    fn known_keys(&mut self, object: &Map<String, Value>, more: &[&str]) {
        let known = ["$schema", "version", "generated_at", "tool", "repository"];
        for key in object.keys() {
            if !known.contains(&key.as_str()) && !more.contains(&key.as_str()) {
                self.tell(&below("", key), "not a key of JSON-ADR: left out");
            }
        }
    }

    fn choice(&mut self, at: &str, object: Map<String, Value>) -> Option<Choice> {
        let mut choice = Choice::default();
        for (key, value) in object {
            let at = below(at, &key);
            match key.as_str() {
                "name" => {
                    choice.name = self
                        .text(&at, value)
                        .map(|text| line(&text))
                        .unwrap_or_default()
                }
                "description" => choice.description = self.block(&at, value),
                "pros" => choice.pros = self.texts(&at, value),
                "cons" => choice.cons = self.texts(&at, value),
                _ => self.tell(&at, "not a key of JSON-ADR: left out"),
            }
        }
        if choice.name.is_empty() {
            self.tell(at, "an option without a name is left out");
            return None;
        }
        Some(choice)
    }

    /// A text as the tool writes it, or a list or an object as the schema has it.
    fn consequences(&mut self, at: &str, value: Value) -> Vec<Consequence> {
        let object = match value {
            Value::String(_) => {
                return self
                    .block(at, value)
                    .map(Consequence::Text)
                    .into_iter()
                    .collect();
            }
            Value::Array(_) => {
                return self
                    .texts(at, value)
                    .into_iter()
                    .map(Consequence::Any)
                    .collect();
            }
            Value::Object(object) => object,
            other => {
                self.problems
                    .push(expected(at, "a string, a list or an object", &other));
                return Vec::new();
            }
        };
        let mut all = Vec::new();
        for (key, value) in object {
            let at = below(at, &key);
            let kind = match key.as_str() {
                "positive" => Consequence::Good,
                "negative" => Consequence::Bad,
                "risks" => Consequence::Risk,
                _ => {
                    self.tell(&at, "not a key of JSON-ADR: left out");
                    continue;
                }
            };
            all.extend(self.texts(&at, value).into_iter().map(kind));
        }
        all
    }

    fn link(&mut self, at: String, object: Map<String, Value>) -> Option<Link> {
        let (mut name, mut target, mut description) = (String::new(), None, None);
        for (key, value) in object {
            let at = below(&at, &key);
            match key.as_str() {
                "type" => {
                    name = self
                        .text(&at, value)
                        .map(|text| kebab(&text))
                        .unwrap_or_default()
                }
                "target" => target = self.number(&at, &value),
                "description" if value.is_null() => {}
                "description" => description = self.text(&at, value).map(|text| line(&text)),
                _ => self.tell(&at, "not a key of JSON-ADR: left out"),
            }
        }
        if name.is_empty() || target.is_none() {
            self.tell(&at, "a link without type and target is left out");
        }
        Some(Link {
            target: target.filter(|_| !name.is_empty())?,
            at,
            name,
            description: description.filter(|text| !text.is_empty()),
        })
    }

    fn sections(&mut self, at: &str, value: Value) -> Vec<(String, String)> {
        let Value::Object(object) = value else {
            self.problems.push(expected(at, "an object", &value));
            return Vec::new();
        };
        let mut all = Vec::new();
        for (heading, value) in self.first(at, object) {
            let at = below(at, &heading);
            let text = match value {
                Value::String(text) if text.trim().is_empty() => Some(String::new()),
                value => self.block(&at, value),
            };
            let heading = match line(&heading) {
                heading if heading.is_empty() => "Untitled".to_owned(),
                heading => heading,
            };
            all.extend(text.map(|text| (heading, text)));
        }
        all
    }
}

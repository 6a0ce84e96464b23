//! What types cannot say of a log's own rules: names that are taken, fields that no kind has, states that are none,
//! patterns that cannot be read.

use std::collections::BTreeMap;

use crate::model::custom::{Aspect, CustomRule, Patterns, Required, Standings, Words};
use crate::model::kind::{Field, FieldType, Kind, Stage};
use crate::model::pattern::Pattern;
use crate::model::settings::Settings;
use crate::model::state::Phase;
use crate::model::suggest::closest;
use crate::text::kinds::is_word;
use crate::text::parse::is_known_elsewhere;
use crate::text::table::Meanings;

/// The keys of the tests, as they are listed where a rule has none.
const TESTS: &str = "`required`, `required-when`, `one-of`, `pattern`, `min-length`, `max-length`, `order` or \
                     `requires-status`";

/// Names with a meaning of their own: what is wrong in settings is of that rule, and the page of all rules has that
/// address.
const TAKEN: [&str; 2] = ["settings", "index"];

/// What is wrong, and what may have been meant.
type Wrong<'a> = (String, Option<&'a str>);

/// Adds everything in `[[check.custom]]` that is of the right type and means nothing in a log of those kinds.
pub(super) fn check(settings: &Settings, kinds: &[Kind], found: &mut Meanings<'_>) {
    let rules = &settings.check.custom;
    for (at, rule) in rules.iter().enumerate() {
        let mut check = Check {
            rule,
            at: at.to_string(),
            kinds: rule.kinds(kinds.iter()),
            all: kinds,
            found,
        };
        check.name(&rules[..at]);
        check.kind();
        // Nothing can be said of the fields of kinds that are not there.
        if !check.kinds.is_empty() {
            check.field();
            check.states();
            check.conditions();
            check.order();
        }
        check.patterns();
        check.lengths();
        check.words();
    }
}

struct Check<'a, 'm> {
    rule: &'a CustomRule,
    /// Its number, as a path names it.
    at: String,
    /// The kinds it is asked of.
    kinds: Vec<&'a Kind>,
    all: &'a [Kind],
    found: &'a mut Meanings<'m>,
}

impl<'a> Check<'a, '_> {
    fn name(&mut self, before: &[CustomRule]) {
        let id = self.rule.id.as_str();
        if !is_word(id) {
            let message =
                format!("`{id}` is not a word, expected lower-case letters, digits and `-`");
            self.problem(&["id"], message, None);
        } else if TAKEN.contains(&id) {
            self.problem(&["id"], format!("`{id}` is no name for a rule"), None);
        } else if before.iter().any(|rule| rule.id == id) {
            let message = format!("`{id}` is the name of two rules");
            self.problem(&["id"], message, None);
        }
        if !self.rule.asks_for_something() {
            let message = format!("`{id}` asks for nothing, expected {TESTS}");
            self.problem(&["id"], message, None);
        }
    }

    fn kind(&mut self) {
        let Some(names) = &self.rule.kind else {
            return;
        };
        for (place, name) in placed(names) {
            if !self.all.iter().any(|kind| kind.name == name) {
                let known = self.all.iter().map(|kind| kind.name.as_str());
                let close = closest(name, known);
                let message = format!("there is no kind `{name}`");
                self.at_word(&["kind"], place, (message, close));
            }
        }
    }

    fn field(&mut self) {
        if let Aspect::Key(key) = Aspect::named(&self.rule.field) {
            let close = closest(key, self.keys().chain(Aspect::WORDS));
            if let Some(message) = self.unknown(key) {
                self.problem(&["field"], message, close);
            }
        }
    }

    /// Every word of `required` and `requires-status` is a phase or a state.
    fn states(&mut self) {
        let kinds = self.kinds.clone();
        if let Some(Required::In(stages)) = &self.rule.required {
            self.stages(&["required"], stages, &kinds);
        }
        let Some(standings) = &self.rule.requires_status else {
            return;
        };
        let named = self.named();
        if named.is_empty() {
            let message = format!("`{}` names no records", self.rule.field);
            return self.problem(&["requires-status"], message, None);
        }
        match standings {
            Standings::Any(stages) => self.stages(&["requires-status"], stages, &named),
            Standings::ByOwn(table) => {
                for (own, stages) in table {
                    if let Some((message, close)) = no_stage(own, &kinds) {
                        let path = self.path(&["requires-status", own]);
                        self.found.key_problem(&borrowed(&path), message, close);
                    }
                    self.stages(&["requires-status", own], stages, &named);
                }
            }
        }
    }

    fn conditions(&mut self) {
        let rule = self.rule;
        self.condition("when", &rule.when);
        self.condition("required-when", &rule.required_when);
    }

    /// Every key is a field, and its values are what such a field may have.
    fn condition(&mut self, of: &str, table: &BTreeMap<String, Words>) {
        for (key, words) in table {
            if let Some(message) = self.unknown(key) {
                let close = closest(key, self.keys());
                let path = self.path(&[of, key]);
                self.found.key_problem(&borrowed(&path), message, close);
                continue;
            }
            for (place, word) in placed(words) {
                if let Some(wrong) = self.no_value(key, word) {
                    self.at_word(&[of, key], place, wrong);
                }
            }
        }
    }

    /// What is wrong with a value of a field of states or of choices, and what may have been meant.
    fn no_value(&self, key: &str, word: &str) -> Option<Wrong<'a>> {
        let fields: Vec<&'a Field> = self.fields(key).collect();
        let has = |shape| fields.iter().any(|field| field.shape == shape);
        if has(FieldType::State) {
            return no_stage(word, &self.kinds);
        }
        let choices = || fields.iter().flat_map(|field| &field.choices);
        if !has(FieldType::Choice) || choices().any(|choice| choice == word) {
            return None;
        }
        let all: Vec<&str> = choices().map(String::as_str).collect();
        let message = format!("`{word}` is not one of `{}`", all.join("`, `"));
        Some((message, closest(word, all)))
    }

    fn order(&mut self) {
        let Some(order) = &self.rule.order else {
            return;
        };
        let aspect = Aspect::named(&self.rule.field);
        if !matches!(aspect, Aspect::Sections | Aspect::Keys) {
            let message = format!(
                "`{}` stands in no order, expected the field `sections` or `keys`",
                self.rule.field
            );
            return self.problem(&["order"], message, None);
        }
        for (place, name) in order.iter().enumerate() {
            let message = if order[..place].contains(name) {
                Some(format!("`{name}` is written twice"))
            } else if aspect == Aspect::Keys {
                self.unknown(name)
            } else {
                None
            };
            if let Some(message) = message {
                let close = closest(name, self.keys()).filter(|close| close != name);
                self.at_word(&["order"], Some(place), (message, close));
            }
        }
    }

    fn patterns(&mut self) {
        for (share, pattern) in self.rule.patterns() {
            if let Err(wrong) = Pattern::read(pattern) {
                let message = format!("the pattern cannot be used: {wrong}");
                match &self.rule.pattern {
                    Some(Patterns::Several(_)) => {
                        self.problem(&["pattern", share.name()], message, None);
                    }
                    _ => self.problem(&["pattern"], message, None),
                }
            }
        }
    }

    /// What is told in the log's own words is told.
    fn words(&mut self) {
        for (key, words) in [("message", &self.rule.message), ("help", &self.rule.help)] {
            if words.as_ref().is_some_and(|words| !is_line(words)) {
                self.problem(&[key], format!("`{key}` is not one line of text"), None);
            }
        }
    }

    fn lengths(&mut self) {
        if let (Some(least), Some(most)) = (self.rule.min_length, self.rule.max_length)
            && least > most
        {
            let message = format!("at most {most} is less than at least {least}");
            self.problem(&["max-length"], message, None);
        }
    }

    fn stages(&mut self, of: &[&str], stages: &[Stage], kinds: &[&'a Kind]) {
        for (place, stage) in stages.iter().enumerate() {
            if let Stage::State(name) = stage
                && let Some(wrong) = no_stage(name, kinds)
            {
                self.at_word(of, Some(place), wrong);
            }
        }
    }

    /// The kinds of the records that the rule's field names.
    fn named(&self) -> Vec<&'a Kind> {
        let mut named = Vec::new();
        for kind in &self.kinds {
            let field = kind.field(&self.rule.field);
            let names = |shape| matches!(shape, FieldType::References | FieldType::Items);
            let Some(field) = field.filter(|field| names(field.shape)) else {
                continue;
            };
            named.extend(self.all.iter().filter(|other| kind.may_name(field, other)));
        }
        named
    }

    /// That a key is neither a field of the rule's kinds nor one that every record may have.
    fn unknown(&self, key: &str) -> Option<String> {
        let known = self.fields(key).next().is_some();
        if known || key.starts_with("x-") || is_known_elsewhere(key) {
            return None;
        }
        Some(match self.kinds.as_slice() {
            [kind] => format!("`{key}` is not a field of kind `{}`", kind.name),
            _ => format!("`{key}` is not a field of any kind the rule is for"),
        })
    }

    fn fields(&self, key: &str) -> impl Iterator<Item = &'a Field> {
        let kinds = self.kinds.clone();
        let key = key.to_owned();
        kinds.into_iter().filter_map(move |kind| kind.field(&key))
    }

    fn keys(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let fields = self.kinds.clone().into_iter().flat_map(|kind| &kind.fields);
        fields.map(|field| field.key.as_str())
    }

    fn path(&self, keys: &[&str]) -> Vec<String> {
        let table = ["check", "custom", &self.at];
        let path = table.iter().chain(keys);
        path.map(|part| (*part).to_owned()).collect()
    }

    fn problem(&mut self, keys: &[&str], message: String, close: Option<&str>) {
        let path = self.path(keys);
        self.found.problem(&borrowed(&path), message, close);
    }

    /// A problem with a word that stands alone behind a key, or with one of a list of them.
    fn at_word(&mut self, keys: &[&str], place: Option<usize>, (message, close): Wrong<'_>) {
        let mut path = self.path(keys);
        path.extend(place.map(|place| place.to_string()));
        self.found.problem(&borrowed(&path), message, close);
    }
}

/// The words with their places, where they stand in a list.
fn placed(words: &Words) -> Vec<(Option<usize>, &str)> {
    match words {
        Words::One(word) => vec![(None, word)],
        Words::Several(words) => {
            let words = words.iter().map(String::as_str).enumerate();
            words.map(|(place, word)| (Some(place), word)).collect()
        }
    }
}

fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

fn borrowed(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// That a word is neither a phase nor a state of one of the kinds, and what may have been meant.
fn no_stage<'k>(word: &str, kinds: &[&'k Kind]) -> Option<Wrong<'k>> {
    let states = || kinds.iter().flat_map(|kind| &kind.states);
    let is_phase = Phase::ALL.iter().any(|phase| phase.name() == word);
    if is_phase || states().any(|state| state.name == word) {
        return None;
    }
    let message = match kinds {
        [kind] => format!("`{word}` is no phase and no state of kind `{}`", kind.name),
        _ => format!("`{word}` is no phase and no state"),
    };
    let names = states().map(|state| state.name.as_str());
    let phases = Phase::ALL.iter().map(|phase| phase.name());
    Some((message, closest(word, names.chain(phases))))
}

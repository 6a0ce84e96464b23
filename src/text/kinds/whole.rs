//! What types cannot say of the kind that a `kind.toml` makes: states that steps lead to, sections that lead, fields that
//! name people.

use toml::de::DeTable;

use crate::model::diagnostic::Diagnostic;
use crate::model::kind::{FROM, Field, FieldType, ITEMS, Kind, OWNER, SectionSpec, Stage, TO};
use crate::model::state::{Effect, Step, Who};
use crate::model::suggest::closest;
use crate::text::table::{Meanings, Written};

/// What is wrong with a kind, at the place in its file, or at what it takes from elsewhere.
pub(super) fn check(kind: &Kind, table: &DeTable<'_>, written: &Written<'_>) -> Vec<Diagnostic> {
    let mut check = Check {
        kind,
        found: Meanings::new(written, table).or_at(&["without", "extends", "name"]),
    };
    check.parts();
    check.states();
    for (at, step) in kind.steps.iter().enumerate() {
        check.step(&at.to_string(), step);
    }
    for field in &kind.fields {
        check.field(field);
    }
    for section in &kind.sections {
        check.section(section);
    }
    check.found.into_problems()
}

struct Check<'a> {
    kind: &'a Kind,
    found: Meanings<'a>,
}

impl Check<'_> {
    fn parts(&mut self) {
        let kind = self.kind;
        if kind.template.trim().is_empty() {
            let message = "there is no `record.md` beside it, and it extends no kind".to_owned();
            self.found.problem(&["name"], message, None);
        }
        if kind.leading.is_empty() {
            let message = "`leading` is missing, expected the id of a section".to_owned();
            self.found.problem(&["leading"], message, None);
        } else if kind.section(&kind.leading).is_none() {
            let message = format!("`{}` is not a section of the kind", kind.leading);
            let known = kind.sections.iter().map(|section| section.id.as_str());
            let close = closest(&kind.leading, known);
            self.found.problem(&["leading"], message, close);
        }
        if let Some(state) = &kind.superseded {
            self.state(&["superseded"], state);
        }
        self.stages(&["frozen-in"], &kind.frozen_in);
        for (at, key) in kind.owner_else.iter().enumerate() {
            let shape = kind.field(key).map(|field| field.shape);
            let fits = matches!(shape, Some(FieldType::Areas | FieldType::People));
            if !fits && kind.is_owned() {
                let message = format!("`{key}` is not a field of areas or of people");
                let path = ["owner-else", &at.to_string()];
                self.found.problem(&path, message, None);
            }
        }
    }

    fn states(&mut self) {
        let kind = self.kind;
        if kind.states.is_empty() {
            let message = "a kind has at least one state".to_owned();
            self.found.problem(&["states"], message, None);
        }
        for (at, state) in kind.states.iter().enumerate() {
            if let Some(who) = &state.waits_on
                && !matches!(Who::from(who.clone()), Who::Decider)
            {
                self.person(&["states", &at.to_string(), "waits-on"], who);
            }
        }
    }

    fn step(&mut self, at: &str, step: &Step) {
        let kind = self.kind;
        self.state(&["steps", at, "to"], &step.to);
        for (place, from) in step.from.iter().enumerate() {
            self.state(&["steps", at, "from", &place.to_string()], from);
        }
        if step.from.is_empty() {
            let message = format!("`{}` starts from no state", step.verb);
            self.found.problem(&["steps", at, "from"], message, None);
        }
        if let Who::Field(key) = &step.who {
            self.person(&["steps", at, "who"], key);
        }
        if let Some(key) = &step.signs {
            self.person(&["steps", at, "signs"], key);
        }
        for (place, name) in step.requires.iter().enumerate() {
            if kind.field(name).is_none() && kind.section(name).is_none() {
                let fields = kind.fields.iter().map(|field| field.key.as_str());
                let sections = kind.sections.iter().map(|section| section.id.as_str());
                let close = closest(name, fields.chain(sections));
                let message = format!("`{name}` is not a field or a section of the kind");
                let path = ["steps", at, "requires", &place.to_string()];
                self.found.problem(&path, message, close);
            }
        }
        let shows = |shape| kind.fields_of(shape).next().is_some();
        if step.evidence && !shows(FieldType::Measures) && !shows(FieldType::Milestones) {
            let message =
                "the kind has no field of type `measures` or `milestones`, which would show it";
            let path = ["steps", at, "evidence"];
            self.found.problem(&path, message.to_owned(), None);
        }
        for field in self.lacks(step.effect) {
            let message = format!("the kind has no field {field}, which this effect reads");
            self.found.problem(&["steps", at, "effect"], message, None);
        }
    }

    /// The fields that an effect reads and the kind does not have.
    fn lacks(&self, effect: Option<Effect>) -> Vec<&'static str> {
        let shape = |key: &str| self.kind.field(key).map(|field| field.shape);
        let reads: &[(&str, FieldType, &'static str)] = match effect {
            Some(Effect::Supersede) if shape("supersedes").is_none() => {
                return vec!["`supersedes`"];
            }
            Some(Effect::MoveOwner) => &[
                (FROM, FieldType::Person, "`from` of type `person`"),
                (TO, FieldType::Person, "`to` of type `person`"),
                (ITEMS, FieldType::Items, "`items` of type `items`"),
            ],
            _ => &[],
        };
        let lacking = reads.iter().filter(|(key, of, _)| shape(key) != Some(*of));
        lacking.map(|(.., field)| *field).collect()
    }

    fn field(&mut self, field: &Field) {
        let Some(at) = self.found.item("fields", "key", &field.key) else {
            return;
        };
        let key = &field.key;
        if field.shape == FieldType::Choice && field.choices.is_empty() {
            let message = format!("`{key}` is a choice of nothing, expected `choices`");
            self.found.problem(&["fields", &at, "type"], message, None);
        }
        // A record has one state, and everything that asks for it looks there.
        if (field.shape == FieldType::State) != (key == "status") {
            let message = "the field of type `state` is `status`, and no other".to_owned();
            self.found.problem(&["fields", &at, "type"], message, None);
        }
        // What is handed over is found by this key.
        if field.shape == FieldType::Items && key != ITEMS {
            let message = format!("the field of type `items` is `{ITEMS}`, and no other");
            self.found.problem(&["fields", &at, "type"], message, None);
        }
        if !field.names.is_empty() && field.relation().is_none() {
            let message = format!("`{key}` writes no relation, so `names` says nothing");
            self.found.problem(&["fields", &at, "names"], message, None);
        }
        self.stages(&["fields", &at, "required-in"], &field.required_in);
        self.stages(&["fields", &at, "frozen-in"], &field.frozen_in);
        for (place, item) in field.frozen_keys.iter().enumerate() {
            let known = field.shape.item_keys();
            if !known.contains(&item.as_str()) {
                let message = format!("`{item}` is no key of the items of `{key}`");
                let path = ["fields", &at, "frozen-keys", &place.to_string()];
                let close = closest(item, known.iter().copied());
                self.found.problem(&path, message, close);
            }
        }
    }

    fn section(&mut self, section: &SectionSpec) {
        if let Some(at) = self.found.item("sections", "id", &section.id) {
            self.stages(&["sections", &at, "required-in"], &section.required_in);
            self.stages(&["sections", &at, "frozen-in"], &section.frozen_in);
        }
    }

    /// Every word of `required-in` and `frozen-in` is a phase or a state.
    fn stages(&mut self, path: &[&str], stages: &[Stage]) {
        let known = self.kind.states.iter().map(|state| state.name.as_str());
        for (place, stage) in stages.iter().enumerate() {
            if let Stage::State(name) = stage
                && self.kind.state(name).is_none()
            {
                let message = format!("`{name}` is no phase and no state of the kind");
                let place = place.to_string();
                let path = [path, &[&place]].concat();
                let close = closest(name, known.clone());
                self.found.problem(&path, message, close);
            }
        }
    }

    fn state(&mut self, path: &[&str], name: &str) {
        if self.kind.state(name).is_none() {
            let message = format!("`{name}` is not a state of the kind");
            let known = self.kind.states.iter().map(|state| state.name.as_str());
            self.found.problem(path, message, closest(name, known));
        }
    }

    /// The key of a field that names people; the owner counts where it is found some other way.
    fn person(&mut self, path: &[&str], key: &str) {
        let shape = self.kind.field(key).map(|field| field.shape);
        if key != OWNER && !shape.is_some_and(FieldType::names_people) {
            let message = format!("`{key}` is not a field of people");
            let people = self
                .kind
                .fields
                .iter()
                .filter(|field| field.shape.names_people());
            let close = closest(key, people.map(|field| field.key.as_str()));
            self.found.problem(path, message, close);
        }
    }
}

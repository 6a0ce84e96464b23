//! What types cannot say of a `kind.toml`: states that steps lead to, sections that lead, fields that name people.

use toml::de::DeTable;

use super::file::KindFile;
use super::{Folder, builtin, is_below_the_root, is_prefix};
use crate::model::diagnostic::Diagnostic;
use crate::model::kind::{FORMAT, FieldType, Kind, OWNER, SAME, Stage};
use crate::model::state::{Effect, Who};
use crate::model::suggest::closest;
use crate::text::table::{Meanings, Written};

/// What is wrong with a file by itself.
pub(super) fn of_file(
    folder: &Folder,
    file: &KindFile,
    table: &DeTable<'_>,
    written: &Written<'_>,
) -> Vec<Diagnostic> {
    let mut found = Meanings::new(written, table);
    let mut say = |path: &[&str], message: String| found.problem(path, message, None);
    if file.format == 0 {
        say(&["format"], format!("`format` is 0, expected {FORMAT}"));
    }
    if file.name != folder.name {
        let message = format!(
            "`{}` is not the name of its folder, `{}`",
            file.name, folder.name
        );
        say(&["name"], message);
    }
    let word = |text: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(plain)
    };
    for (key, value) in [("name", &file.name), ("plural", &file.plural)] {
        if !word(value) {
            let message = format!("`{value}` is not a word, expected lower-case letters and `-`");
            say(&[key], message);
        }
    }
    if !is_prefix(&file.prefix) {
        let message = format!(
            "`{}` is not a prefix, expected 1 to 12 capital letters",
            file.prefix
        );
        say(&["prefix"], message);
    }
    if !is_below_the_root(&file.folder) {
        let message = format!("`{}` is not a folder below the log's root", file.folder);
        say(&["folder"], message);
    }
    if let Some(width) = file.width
        && !matches!(width, 1..=9)
    {
        let message = format!("`width` is {width}, a number has 1 to 9 digits");
        say(&["width"], message);
    }
    if let Some(name) = &file.extends
        && builtin().iter().all(|kind| kind.name != *name)
    {
        let known = builtin().iter().map(|kind| kind.name.as_str());
        let message = format!("`{name}` is not a kind that comes with declog");
        found.problem(&["extends"], message, closest(name, known));
    }
    found.into_problems()
}

/// What is wrong with the kind that a file makes.
pub(super) fn of_kind(kind: &Kind, table: &DeTable<'_>, written: &Written<'_>) -> Vec<Diagnostic> {
    let mut check = Check {
        kind,
        found: Meanings::new(written, table),
    };
    check.parts();
    check.steps();
    check.fields();
    check.stages();
    check.found.into_problems()
}

struct Check<'a> {
    kind: &'a Kind,
    found: Meanings<'a>,
}

impl Check<'_> {
    fn parts(&mut self) {
        let kind = self.kind;
        if kind.states.is_empty() {
            let message = "a kind has at least one state".to_owned();
            self.found.problem(&["name"], message, None);
        }
        if kind.template.trim().is_empty() {
            let message = "there is no `record.md` beside it, and it extends no kind".to_owned();
            self.found.problem(&["name"], message, None);
        }
        if kind.section(&kind.leading).is_none() {
            let message = format!("`{}` is not a section of the kind", kind.leading);
            let known = kind.sections.iter().map(|section| section.id.as_str());
            let close = closest(&kind.leading, known);
            self.found.problem(&["leading"], message, close);
        }
        if let Some(state) = &kind.superseded {
            self.state(&["superseded"], state);
        }
        for (at, state) in kind.states.iter().enumerate() {
            let path = ["states", &at.to_string(), "waits-on"];
            if let Some(who) = &state.waits_on
                && !matches!(Who::from(who.clone()), Who::Decider)
            {
                self.person(&path, who);
            }
            if kind.states[..at]
                .iter()
                .any(|other| other.name == state.name)
            {
                let message = format!("state `{}` is written twice", state.name);
                self.found
                    .problem(&["states", &at.to_string(), "name"], message, None);
            }
        }
        for (at, key) in kind.owner_else.iter().enumerate() {
            let shape = kind.field(key).map(|field| field.shape);
            let fits = matches!(shape, Some(FieldType::Areas | FieldType::People));
            if !fits && kind.is_owned() {
                let message = format!("`{key}` is not a field of areas or of people");
                self.found
                    .problem(&["owner-else", &at.to_string()], message, None);
            }
        }
    }

    fn steps(&mut self) {
        let kind = self.kind;
        for (at, step) in kind.steps.iter().enumerate() {
            let at = at.to_string();
            self.state(&["steps", &at, "to"], &step.to);
            for (place, from) in step.from.iter().enumerate() {
                self.state(&["steps", &at, "from", &place.to_string()], from);
            }
            if let Who::Field(key) = &step.who {
                self.person(&["steps", &at, "who"], key);
            }
            if let Some(key) = &step.signs {
                self.person(&["steps", &at, "signs"], key);
            }
            for (place, name) in step.requires.iter().enumerate() {
                if kind.field(name).is_none() && kind.section(name).is_none() {
                    let message = format!("`{name}` is not a field or a section of the kind");
                    let path = ["steps", &at, "requires", &place.to_string()];
                    self.found.problem(&path, message, None);
                }
            }
            let lacks = match step.effect {
                Some(Effect::Supersede) => kind.field("supersedes").is_none(),
                Some(Effect::MoveOwner) => kind.fields_of(FieldType::Items).next().is_none(),
                None => false,
            };
            if lacks {
                let message = "the kind has no field that this effect reads".to_owned();
                self.found.problem(&["steps", &at, "effect"], message, None);
            }
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
            if step.verb.is_empty() || !step.verb.bytes().all(plain) {
                let message = format!("`{}` is not a verb, expected lower-case letters", step.verb);
                self.found.problem(&["steps", &at, "verb"], message, None);
            }
        }
    }

    fn fields(&mut self) {
        let kind = self.kind;
        for field in &kind.fields {
            if field.shape == FieldType::Choice && field.choices.is_empty() {
                let message = format!("`{}` has no choices", field.key);
                self.found.problem(&["fields"], message, None);
            }
        }
        // Which kinds there are is known only when all of a log's folders are read; `same` and words are checked there.
        for field in kind
            .fields
            .iter()
            .filter(|field| field.relation().is_none())
        {
            if field.names.iter().any(|name| name == SAME) {
                let message = format!(
                    "`{}` writes no relation, so `names` says nothing",
                    field.key
                );
                self.found.problem(&["fields"], message, None);
            }
        }
    }

    /// Every word of `required-in` and `frozen-in` is a phase or a state.
    fn stages(&mut self) {
        let kind = self.kind;
        let fields = kind.fields.iter().map(|field| {
            let stages = field.required_in.iter().chain(&field.frozen_in);
            ("fields", &field.key, stages)
        });
        let sections = kind.sections.iter().map(|section| {
            let stages = section.required_in.iter().chain(&section.frozen_in);
            ("sections", &section.id, stages)
        });
        for (table, key, stages) in fields.chain(sections) {
            for stage in stages {
                if let Stage::State(name) = stage
                    && kind.state(name).is_none()
                {
                    let message = format!("`{key}` names `{name}`, which is no phase and no state");
                    let known = kind.states.iter().map(|state| state.name.as_str());
                    self.found.problem(&[table], message, closest(name, known));
                }
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

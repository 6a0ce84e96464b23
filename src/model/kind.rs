//! A kind of record as data: its states, steps, fields and sections.
//!
//! No code asks for a kind by name. What a rule, command or page needs to know of a kind stands here.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::link::Relation;
use super::measure::{MEASURE_KEYS, MILESTONE_KEYS};
use super::settings::Ids;
use super::state::{Effect, Health, Phase, State, Step};
use super::vocabulary::Vocabulary;
use super::words::capitalised;

/// The newest `format` of `declog.toml`, `kind.toml` and `index.json` that this version reads and writes.
pub const FORMAT: u32 = 1;

/// The field of who is accountable.
pub const OWNER: &str = "owner";

/// The id of the section that holds the entries, the same in every kind.
pub const LOG: &str = "log";

/// The field of who gives work away.
pub const FROM: &str = "from";

/// The field of who takes work over.
pub const TO: &str = "to";

/// The field of the day by which whoever takes work over is asked to answer.
pub const RESPOND_BY: &str = "respond-by";

/// The field of the commit at which work stood when it was offered.
pub const REVISION: &str = "revision";
/// The field of the people who are asked before a decision.
pub const CONSULTED: &str = "consulted";

/// The field of the day by which something should be over.
pub const DUE: &str = "due";

/// The field of the day after which a record wants to be looked at again.
pub const REVIEW_BY: &str = "review-by";

/// The field of the last day on which a record is in force.
pub const EXPIRES: &str = "expires";

/// The field of the commits, paths or tests that carry a record out.
pub const IMPLEMENTED_BY: &str = "implemented-by";

/// The word of an entry that somebody looked at a record again.
pub const REVIEW: &str = "review";

/// The field of how often an update is expected.
pub const UPDATE_EVERY: &str = "update-every";

/// The word of an update that leaves everything as it was.
pub const UNCHANGED: &str = "nothing-changed";

/// The field of what is handed over.
pub const ITEMS: &str = "items";

/// The field that says how hard a decision is to take back, by which an area may ask for more people.
pub const REVERSIBLE: &str = "reversible";

/// The field of the ids that a record had before.
pub const ALIASES: &str = "aliases";

/// The word of `names` for the record's own kind.
pub const SAME: &str = "same";

/// How the files of a kind are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// By declog: front matter is required.
    #[default]
    Native,
    /// By somebody else: each file is read as what it turns out to be.
    Auto,
}

/// In which order the files of a folder write day and month as numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Days {
    /// Nothing says so.
    #[default]
    Unknown,
    /// `24/03/2020`
    First,
    /// `03/24/2020`
    Second,
}

/// What a field's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// A state of the kind.
    State,
    /// `YYYY-MM-DD`.
    Date,
    /// One person or team.
    Person,
    /// People and teams.
    People,
    /// Areas.
    Areas,
    /// A number.
    Number,
    /// One line of text.
    Text,
    /// Short words.
    Words,
    /// Lines of text.
    Texts,
    /// References to records.
    References,
    /// Patterns of paths from the repository's root.
    Globs,
    /// One of the words in `choices`.
    Choice,
    /// Ids this record had before.
    Ids,
    /// A length of time: `3d`, `3wd`, `2w`, `1mo`.
    Duration,
    /// A year, a half of one or a quarter: `2026`, `2026-H2`, `2026-Q4`.
    Period,
    /// What is handed over: records, and areas as `area:storage`.
    Items,
    /// Mappings with the keys of a measure.
    Measures,
    /// Mappings with the keys of a milestone.
    Milestones,
}

impl FieldType {
    /// May hold several values.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::People
                | Self::Areas
                | Self::Words
                | Self::Texts
                | Self::References
                | Self::Globs
                | Self::Ids
                | Self::Items
        )
    }

    /// Holds handles of people or teams.
    #[must_use]
    pub fn names_people(self) -> bool {
        matches!(self, Self::Person | Self::People)
    }

    /// Holds mappings, each with keys of its own.
    #[must_use]
    pub fn is_structured(self) -> bool {
        matches!(self, Self::Measures | Self::Milestones)
    }

    /// The keys of its mappings in the order they are written, the one that names an item first; none for other types.
    #[must_use]
    pub fn item_keys(self) -> &'static [&'static str] {
        match self {
            Self::Measures => &MEASURE_KEYS,
            Self::Milestones => &MILESTONE_KEYS,
            _ => &[],
        }
    }
}

/// Where something is required or frozen: a phase or one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(with = "String")]
pub enum Stage {
    /// Every state of the phase.
    Phase(Phase),
    /// That state.
    State(String),
}

impl Stage {
    /// The word of the phase or state.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Phase(phase) => phase.name(),
            Self::State(name) => name,
        }
    }
}

/// A key of the front matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// The key as written.
    pub key: String,
    /// What people call it: "Decided by".
    pub label: String,
    /// What its value is.
    #[serde(rename = "type")]
    pub shape: FieldType,
    /// Keys read as this one.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Keys read as this one that are out of use.
    #[serde(default)]
    pub deprecated: Vec<String>,
    /// Where it must be there.
    #[serde(default)]
    pub required_in: Vec<Stage>,
    /// Where it may no longer change.
    #[serde(default)]
    pub frozen_in: Vec<Stage>,
    /// The keys of its items that may no longer change there; all of it where there is none.
    #[serde(default)]
    pub frozen_keys: Vec<String>,
    /// The words a choice may take.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The kinds of record that references may name, `same` for the record's own; any kind where it is empty.
    #[serde(default)]
    pub names: Vec<String>,
    /// Set by declog and refused by `set`.
    #[serde(default)]
    pub kept_by_declog: bool,
}

impl Field {
    /// The relation this field writes, for references.
    #[must_use]
    pub fn relation(&self) -> Option<Relation> {
        match self.shape {
            FieldType::References | FieldType::Items => Relation::named(&self.key),
            _ => None,
        }
    }
}

/// A section that the kind knows: one H2 and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectionSpec {
    /// The word that rules, pages and steps use.
    pub id: String,
    /// The heading of a new record.
    pub title: String,
    /// Other headings with the same meaning.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where it must be there and say something.
    #[serde(default)]
    pub required_in: Vec<Stage>,
    /// Where it may no longer change.
    #[serde(default)]
    pub frozen_in: Vec<Stage>,
}

/// A kind of record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// `decision`.
    pub name: String,
    /// `decisions`.
    pub plural: String,
    /// One sentence for `--help`.
    pub about: String,
    /// `DEC`.
    pub prefix: String,
    /// Digits of a new file's number.
    pub width: usize,
    /// Folder of its records, from the log's root.
    pub folder: String,
    /// Id of the section whose first sentence is the summary.
    pub leading: String,
    /// The kinds it extends, nearest first.
    pub lineage: Vec<String>,
    /// Who owns a record that names no owner: keys of fields of areas (the area's owner) or of people (the only one).
    pub owner_else: Vec<String>,
    /// The state that a newer record puts it into.
    pub superseded: Option<String>,
    /// Where its title and the sections that it does not know may no longer change.
    pub frozen_in: Vec<Stage>,
    /// How its files are written.
    pub dialect: Dialect,
    /// What the ids of its records are made of.
    pub ids: Ids,
    /// In which order its foreign files write day and month.
    pub days: Days,
    /// Other words for its states, from the settings: written word, state's name.
    pub statuses: Vec<(String, String)>,
    /// Its states; the first is the state of a new record.
    pub states: Vec<State>,
    /// The words for them.
    pub words: Vocabulary,
    /// Its steps.
    pub steps: Vec<Step>,
    /// What an update may say of a record; none where the kind has no updates.
    pub health: Vec<Health>,
    /// Its own fields and the shared ones, in the order they are written.
    pub fields: Vec<Field>,
    /// Its sections, in the order they are written.
    pub sections: Vec<SectionSpec>,
    /// The place of a section in `sections` by each heading that means it, in lower case.
    pub headings: HashMap<String, usize>,
    /// The template of a new record.
    pub template: String,
}

impl Kind {
    /// The state of that name.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| state.name == name)
    }

    /// The state a new record has.
    #[must_use]
    pub fn first_state(&self) -> &State {
        &self.states[0]
    }

    /// The step of that verb.
    #[must_use]
    pub fn step(&self, verb: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.verb == verb)
    }

    /// The field of that key, or of a key read as it.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.key == key)
            .or_else(|| {
                self.fields
                    .iter()
                    .find(|field| field.aliases.iter().any(|alias| alias == key))
            })
    }

    /// The fields of that type, in the order they are written.
    pub fn fields_of(&self, shape: FieldType) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.shape == shape)
    }

    /// Its records have somebody who is accountable.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        self.field(OWNER).is_some()
    }

    /// Is of that name, or extends a kind of that name.
    #[must_use]
    pub fn is_a(&self, name: &str) -> bool {
        self.name == name || self.lineage.iter().any(|kind| kind == name)
    }

    /// Whether a field of this kind may name a record of another.
    #[must_use]
    pub fn may_name(&self, field: &Field, other: &Self) -> bool {
        let fits = |name: &String| match name.as_str() {
            SAME => other.is_a(&self.name) || self.is_a(&other.name),
            name => other.is_a(name),
        };
        field.names.is_empty() || field.names.iter().any(fits)
    }

    /// Whether a record of this kind may say by hand which others have that relation to it: they are of its own kind.
    #[must_use]
    pub fn may_mirror(&self, relation: Relation) -> bool {
        let field = self.field(relation.name());
        // That two records are related is said on either side.
        relation != Relation::RelatesTo && field.is_some_and(|field| self.may_name(field, self))
    }

    /// The step that moves the owners of what is handed over.
    #[must_use]
    pub fn moving_step(&self) -> Option<&Step> {
        let mut steps = self.steps.iter();
        steps.find(|step| step.effect == Some(Effect::MoveOwner))
    }

    /// Whether a step asks for an answer by a day: it leads to an open state that waits on whoever takes work over.
    #[must_use]
    pub fn asks(&self, step: &Step) -> bool {
        let state = self.state(&step.to);
        let waits =
            |state: &State| state.phase == Phase::Open && state.waits_on.as_deref() == Some(TO);
        self.field(RESPOND_BY).is_some() && state.is_some_and(waits)
    }

    /// What an update may say of a record, by its word.
    #[must_use]
    pub fn health(&self, name: &str) -> Option<&Health> {
        self.health.iter().find(|health| health.name == name)
    }

    /// Whether an entry of that word is an update of how the work goes.
    #[must_use]
    pub fn is_update(&self, word: &str) -> bool {
        self.health(word).is_some() || (word == UNCHANGED && !self.health.is_empty())
    }

    /// The section of that id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&SectionSpec> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The section that a heading means, whatever its case.
    #[must_use]
    pub fn section_for(&self, heading: &str) -> Option<&SectionSpec> {
        self.headings
            .get(&heading.to_lowercase())
            .map(|&at| &self.sections[at])
    }

    /// The name with its article: `a decision`, `an incident`.
    #[must_use]
    pub fn with_article(&self) -> String {
        let vowel = self.name.starts_with(['a', 'e', 'i', 'o', 'u']);
        format!("{} {}", if vowel { "an" } else { "a" }, self.name)
    }

    /// The name of a kind with its first letter large: `Decision`.
    #[must_use]
    pub fn title(&self) -> String {
        capitalised(&self.name)
    }

    /// Whether something of a record may no longer change in that state.
    #[must_use]
    pub fn freezes(&self, state: &State) -> bool {
        let fields = self.fields.iter().map(|field| &field.frozen_in);
        let sections = self.sections.iter().map(|section| &section.frozen_in);
        let mut stages = fields.chain(sections).chain([&self.frozen_in]);
        stages.any(|stages| covers(stages, state))
    }

    /// The plural with its first letter large: `Decisions`.
    #[must_use]
    pub fn plural_title(&self) -> String {
        capitalised(&self.plural)
    }
}

/// Whether a state is one of those stages.
#[must_use]
pub fn covers(stages: &[Stage], state: &State) -> bool {
    stages.iter().any(|stage| match stage {
        Stage::Phase(phase) => *phase == state.phase,
        Stage::State(name) => *name == state.name,
    })
}

//! `kind.toml` as written, and the kind it makes of itself and of what it extends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::kind::{Days, Dialect, Field, Kind, SectionSpec, Stage};
use crate::model::settings::Ids;
use crate::model::state::{Health, State, Step};
use crate::model::vocabulary::Vocabulary;

/// How many of the shared fields stand before a kind's own.
const FIRST: usize = 4;

/// `kind.toml`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct KindFile {
    /// Version of this file's format; 1.
    pub(super) format: u32,
    /// One word, the name of its folder.
    pub(super) name: String,
    /// The kind that comes with declog from which it takes what it does not say itself.
    #[serde(default)]
    pub(super) extends: Option<String>,
    /// The word for several.
    pub(super) plural: String,
    /// What its records are, in a sentence.
    #[serde(default)]
    pub(super) about: Option<String>,
    /// What stands before the number of an id, such as `DEC`.
    pub(super) prefix: String,
    /// Digits of a new file's number; default 4.
    #[serde(default)]
    pub(super) width: Option<usize>,
    /// Folder of its records, from the log's root.
    pub(super) folder: String,
    /// Id of the section whose first sentence is the summary.
    #[serde(default)]
    pub(super) leading: Option<String>,
    /// Who owns a record that names no owner: keys of fields of areas or people.
    #[serde(default)]
    pub(super) owner_else: Option<Vec<String>>,
    /// The state that a newer record puts it into.
    #[serde(default)]
    pub(super) superseded: Option<String>,
    /// Where its title and the sections that it does not know may no longer change.
    #[serde(default)]
    pub(super) frozen_in: Option<Vec<Stage>>,
    /// Shared or extended fields that it does not have.
    #[serde(default)]
    pub(super) without: Vec<String>,
    /// Its states, in place of those it extends; the first is the state of a new record.
    #[serde(default)]
    pub(super) states: Option<Vec<State>>,
    /// Its steps, in place of those it extends.
    #[serde(default)]
    pub(super) steps: Option<Vec<Step>>,
    /// What an update may say of it, in place of what it extends.
    #[serde(default)]
    pub(super) health: Option<Vec<Health>>,
    /// Its fields, besides those it extends; one of the same key takes that one's place.
    #[serde(default)]
    pub(super) fields: Vec<Field>,
    /// Its sections, in place of those it extends.
    #[serde(default)]
    pub(super) sections: Option<Vec<SectionSpec>>,
}

impl KindFile {
    /// The kind, with what it takes from another and the fields every kind has.
    pub(super) fn build(
        self,
        base: Option<&Kind>,
        shared: &[Field],
        template: Option<String>,
    ) -> Kind {
        let fields = self.all_fields(base, shared);
        let mut sections = self.sections.unwrap_or_else(|| {
            let inherited = base.map_or(&[][..], |base| base.sections.as_slice());
            let without_log = inherited.iter().filter(|section| section.id != LOG);
            without_log.cloned().collect()
        });
        sections.push(log());
        let named = |(at, section): (usize, &SectionSpec)| -> Vec<(String, usize)> {
            let titles = std::iter::once(&section.title).chain(&section.aliases);
            titles.map(|title| (title.to_lowercase(), at)).collect()
        };
        let headings = sections.iter().enumerate().flat_map(named).collect();
        let lineage = base.into_iter().flat_map(|base| {
            let nearest = std::iter::once(base.name.clone());
            nearest.chain(base.lineage.iter().cloned())
        });
        let states = inherited(self.states.map(lower), base, |base| &base.states);
        Kind {
            lineage: lineage.collect(),
            about: inherited(self.about, base, |base| &base.about),
            leading: inherited(self.leading, base, |base| &base.leading),
            template: inherited(template, base, |base| &base.template),
            width: self.width.or(base.map(|base| base.width)).unwrap_or(4),
            owner_else: inherited(self.owner_else, base, |base| &base.owner_else),
            superseded: self
                .superseded
                .or_else(|| base.and_then(|base| base.superseded.clone())),
            frozen_in: inherited(self.frozen_in, base, |base| &base.frozen_in),
            words: Vocabulary::new(&states, &[]),
            states,
            steps: inherited(self.steps, base, |base| &base.steps),
            health: inherited(self.health, base, |base| &base.health),
            name: self.name,
            plural: self.plural,
            prefix: self.prefix,
            folder: self.folder,
            dialect: Dialect::Native,
            ids: Ids::Number,
            days: Days::Unknown,
            statuses: Vec::new(),
            fields,
            sections,
            headings,
        }
    }

    /// The shared fields with the kind's own between the first of them and the rest, or what it extends and its own.
    fn all_fields(&self, base: Option<&Kind>, shared: &[Field]) -> Vec<Field> {
        let inherited = base.map_or(shared, |base| base.fields.as_slice());
        let mut fields: Vec<Field> = inherited
            .iter()
            .filter(|field| !self.without.contains(&field.key))
            .cloned()
            .collect();
        // Its own are put where a kind's own fields begin; those it extends come after them.
        let mut at = shared[..FIRST.min(shared.len())]
            .iter()
            .filter(|field| !self.without.contains(&field.key))
            .count();
        for own in &self.fields {
            let own = readable(own.clone());
            match fields.iter_mut().find(|field| field.key == own.key) {
                Some(field) => *field = own,
                None => {
                    fields.insert(at, own);
                    at += 1;
                }
            }
        }
        fields
    }
}

/// A field that is read by those of its names that are out of use, too.
fn readable(mut field: Field) -> Field {
    let old = field.deprecated.iter();
    let old: Vec<String> = old
        .filter(|old| !field.aliases.contains(old))
        .cloned()
        .collect();
    field.aliases.extend(old);
    field
}

/// What a kind says itself, else what the one says that it extends.
fn inherited<T: Clone + Default>(
    own: Option<T>,
    base: Option<&Kind>,
    theirs: fn(&Kind) -> &T,
) -> T {
    own.or_else(|| base.map(|base| theirs(base).clone()))
        .unwrap_or_default()
}

/// States whose synonyms are found whatever the case they are written in.
fn lower(mut states: Vec<State>) -> Vec<State> {
    let synonyms = states.iter_mut().flat_map(|state| &mut state.synonyms);
    synonyms.for_each(|synonym| *synonym = synonym.to_lowercase());
    states
}

pub use crate::text::outline::LOG;

fn log() -> SectionSpec {
    SectionSpec {
        id: LOG.to_owned(),
        title: "Log".to_owned(),
        aliases: Vec::new(),
        required_in: Vec::new(),
        frozen_in: Vec::new(),
    }
}

//! The links of a document as relations, each written on the side that our format writes.

use std::collections::HashSet;

use super::Problem;
use super::adr::{Adr, Link};
use super::numbers::Given;
use crate::model::id::Id;
use crate::model::kind::{FieldType, Kind};
use crate::model::link::Relation;

/// What links make of a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Related {
    /// Fields of references, and the ids in them.
    pub(super) fields: Vec<(&'static str, Vec<String>)>,
    /// What no field says, in a line each.
    pub(super) notes: Vec<String>,
    /// What was added, so that nothing is added twice.
    known: HashSet<String>,
}

/// What the links of all decisions make of each; a decision whose text is restored has its relations in that text.
pub(super) fn relate(kind: &Kind, adrs: &[Adr], given: &Given) -> (Vec<Related>, Vec<Problem>) {
    let mut all = vec![Related::default(); adrs.len()];
    let mut problems = Vec::new();
    let written = |(_, adr): &(usize, &Adr)| adr.text.is_none();
    for (place, adr) in adrs.iter().enumerate().filter(written) {
        for link in &adr.links {
            let other = given.places.get(&link.target).copied();
            let id = Id::new(kind.prefix.as_str(), given.ours(link.target)).to_string();
            if other.is_none() {
                let target = link.target;
                problems.push(Problem {
                    at: link.at.clone(),
                    message: format!("`{target}` is not in the document: written as `{id}`"),
                });
            }
            let noted = match (meaning(kind, &link.name), other) {
                (Meaning::Written(key), _) => {
                    all[place].add(key, &id);
                    link.description.is_some()
                }
                (Meaning::Derived(key), Some(other)) => {
                    if let Some(number) = given.of[place].filter(|_| adrs[other].text.is_none()) {
                        let own = Id::new(kind.prefix.as_str(), number);
                        all[other].add(key, &own.to_string());
                    }
                    link.description.is_some() && !adrs[other].says(key, adr)
                }
                (Meaning::Derived(_), None) => true,
                (Meaning::Other(key), _) => {
                    if let Some(key) = key {
                        all[place].add(key, &id);
                    }
                    true
                }
            };
            if noted {
                all[place].note(link, &id);
            }
        }
    }
    (all, problems)
}

/// What the type of a link says.
enum Meaning {
    /// A field of the record itself.
    Written(&'static str),
    /// A field of the other record.
    Derived(&'static str),
    /// Something else, for which there may be a field of related records.
    Other(Option<&'static str>),
}

fn meaning(kind: &Kind, name: &str) -> Meaning {
    let has = |relation: &Relation| {
        let field = kind.field(relation.name());
        field.is_some_and(|field| field.shape == FieldType::References)
    };
    let mut known = Relation::ALL.into_iter().filter(has);
    let found = known.find(|relation| relation.name() == name || relation.derived_name() == name);
    match found {
        Some(relation) if relation.name() == name => Meaning::Written(relation.name()),
        Some(relation) => Meaning::Derived(relation.name()),
        None => {
            let related = Some(Relation::RelatesTo).filter(has);
            Meaning::Other(related.map(Relation::name))
        }
    }
}

impl Related {
    fn add(&mut self, key: &'static str, id: &str) {
        let at = self.fields.iter().position(|(known, _)| *known == key);
        let at = at.unwrap_or_else(|| {
            self.fields.push((key, Vec::new()));
            self.fields.len() - 1
        });
        if self.known.insert(format!("{key} {id}")) {
            self.fields[at].1.push(id.to_owned());
        }
    }

    fn note(&mut self, link: &Link, id: &str) {
        let name = link.name.replace('-', " ");
        let note = match &link.description {
            Some(description) => format!("{name} {id}: {description}"),
            None => format!("{name} {id}"),
        };
        if self.known.insert(note.clone()) {
            self.notes.push(note);
        }
    }
}

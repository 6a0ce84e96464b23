//! The areas whose people a step has to do with.

use super::overlap::overlap;
use crate::model::id::Id;
use crate::model::taken::{Nature, Subject, Taken};

/// Why an area has a say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The record names it.
    Named,
    /// A record that leaves force names it.
    Replaces(Id),
    /// The record governs paths of it: the record's pattern, and the area's.
    Governs(String, String),
}

/// An area that has a say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its name.
    pub area: String,
    /// Why.
    pub reach: Reach,
}

/// The areas that a step touches and that the table knows, each once: those the record named before or names now, those
/// of what it replaces, and those whose paths it governs. A record in force that replaces more touches the areas of that.
#[must_use]
pub fn touched(taken: &Taken) -> Vec<Touched> {
    let areas = &taken.table.settings.areas;
    let mut all: Vec<Touched> = Vec::new();
    let mut add = |area: &str, reach: Reach| {
        let known = areas.contains_key(area);
        if known && all.iter().all(|touched| touched.area != area) {
            all.push(Touched {
                area: area.to_owned(),
                reach,
            });
        }
    };
    let widened = taken.nature == Nature::Widened;
    let subjects: Vec<&Subject> = taken.before.iter().chain([&taken.after]).collect();
    let named = subjects.iter().flat_map(|subject| &subject.areas);
    for area in named.filter(|_| !widened) {
        add(area, Reach::Named);
    }
    for replaced in &taken.replaced {
        for area in &replaced.areas {
            add(area, Reach::Replaces(replaced.id.clone()));
        }
    }
    for (name, area) in areas.iter().filter(|_| !widened) {
        let mut pairs = taken
            .after
            .governs
            .iter()
            .flat_map(|own| area.paths.iter().map(move |theirs| (own, theirs)));
        if let Some((own, theirs)) = pairs.find(|(own, theirs)| overlap(own, theirs)) {
            add(name, Reach::Governs(own.clone(), theirs.clone()));
        }
    }
    all
}

//! Which number each decision of a document gets in our log.

use std::collections::{BTreeSet, HashMap};

use super::Problem;
use super::adr::Adr;
use crate::model::id::Id;
use crate::model::kind::Kind;

/// The largest number that a file's name can say.
const MAX: u64 = 999_999_999;

/// The numbers of a kind that new records may not have.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'a> {
    /// Those of records that are there, and of aliases.
    pub taken: &'a BTreeSet<u64>,
    /// The number of the next new record.
    pub next: u64,
}

/// The numbers of a document's decisions.
pub(super) struct Given {
    /// Of each decision, in the document's order; none where no number is left.
    pub(super) of: Vec<Option<u64>>,
    /// By the number that the document has, the place of the decision.
    pub(super) places: HashMap<u64, usize>,
}

impl Given {
    /// A decision keeps its number, unless another has it; all others are numbered on from the next one.
    pub(super) fn of(adrs: &[Adr], numbers: Numbers<'_>) -> Self {
        let mut places = HashMap::new();
        for (place, adr) in adrs.iter().enumerate() {
            if let Some(number) = adr.number {
                places.entry(number).or_insert(place);
            }
        }
        let keeps = |place: usize, number: u64| {
            number <= MAX && places[&number] == place && !numbers.taken.contains(&number)
        };
        let kept: Vec<Option<u64>> = (0..)
            .zip(adrs)
            .map(|(place, adr)| adr.number.filter(|&number| keeps(place, number)))
            .collect();
        let used: BTreeSet<u64> = kept.iter().copied().flatten().collect();
        let mut free = (numbers.next.max(1)..=MAX)
            .filter(|number| !used.contains(number) && !numbers.taken.contains(number));
        Self {
            of: kept
                .into_iter()
                .map(|kept| kept.or_else(|| free.next()))
                .collect(),
            places,
        }
    }

    /// The number in our log of what the document calls by a number; one that the document does not have stays.
    pub(super) fn ours(&self, theirs: u64) -> u64 {
        let place = self.places.get(&theirs);
        place.and_then(|&place| self.of[place]).unwrap_or(theirs)
    }

    /// What is to be said of decisions that have another number now, or none.
    pub(super) fn problems(&self, kind: &Kind, adrs: &[Adr]) -> Vec<Problem> {
        let id = |number| Id::new(kind.prefix.as_str(), number);
        let told = adrs.iter().zip(&self.of).filter_map(|(adr, ours)| {
            let message = match (adr.number, ours) {
                (_, None) => format!("left out: no number is left up to {MAX}"),
                (Some(theirs), Some(ours)) if theirs != *ours => format!(
                    "`{}` cannot be had here: it is `{}` now, and texts that name it stay as they are",
                    id(theirs),
                    id(*ours)
                ),
                _ => return None,
            };
            Some(Problem {
                at: adr.at.clone(),
                message,
            })
        });
        told.collect()
    }
}

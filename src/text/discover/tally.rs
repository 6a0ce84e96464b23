//! How many of what lies in a folder may be records, and what their names have in common.

use std::collections::{BTreeMap, BTreeSet};

use super::look::Grade;
use super::name::Name;
use super::place::is_prefix;
use super::unit::{Unit, above};

/// What was counted in a folder and in all below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Everything that may be a record.
    pub(super) units: usize,
    /// How many of them read like one.
    pub(super) records: usize,
    /// How many read like one, or have a number or a day in their name.
    pub(super) likely: usize,
    /// Those that read like one in halves: one that reads only a little like one counts one.
    pub(super) halves: usize,
    /// Names that begin with a number.
    pub(super) numbered: usize,
    /// Names that begin with a day.
    pub(super) dated: usize,
    /// The numbers; a name that begins with 0 waits for one.
    pub(super) numbers: BTreeSet<u64>,
    /// Names whose number is 0.
    zeros: usize,
    /// Letters before the number, in capitals, and how many names have them.
    pub(super) prefixes: BTreeMap<String, usize>,
}

/// The tally of every folder, by its path.
pub(super) type Tallies = BTreeMap<String, Tally>;

impl Tally {
    fn add(&mut self, unit: &Unit) {
        self.units += 1;
        self.records += usize::from(unit.grade > Grade::Not);
        self.halves += unit.grade as usize;
        self.likely += usize::from(unit.grade > Grade::Not || unit.name() != Name::Words);
        match unit.name().number() {
            Some(0) => self.zeros += 1,
            number => self.numbers.extend(number),
        }
        match unit.name() {
            Name::Number { prefix, .. } => {
                self.numbered += 1;
                if !prefix.is_empty() {
                    *self
                        .prefixes
                        .entry(prefix.to_ascii_uppercase())
                        .or_default() += 1;
                }
            }
            Name::Day => self.dated += 1,
            Name::Words => {}
        }
    }

    /// How many of a hundred read like records.
    pub(super) fn share(&self) -> usize {
        percent(self.records, self.units)
    }

    /// Whether the numbers are of one list: hardly any is there twice, or hardly any name has one.
    pub(super) fn counts_once(&self) -> bool {
        let counted = self.numbered - self.zeros;
        percent(counted, self.units) < 20 || percent(self.numbers.len(), counted) >= 80
    }

    /// How many names have a number of their own behind those letters, behind none, or behind `adr`.
    pub(super) fn numbered_as(&self, prefix: &str) -> usize {
        let others = self
            .prefixes
            .iter()
            .filter(|(other, _)| *other != prefix && *other != "ADR");
        let others: usize = others.map(|(_, count)| count).sum();
        (self.numbered - self.zeros).saturating_sub(others) + self.zeros.min(1)
    }

    /// The letters that at least half of the names begin with, where they may be those of ids.
    pub(super) fn prefix(&self) -> Option<&str> {
        let most = self.prefixes.iter().max_by_key(|(_, count)| **count);
        let most = most.filter(|(_, count)| **count * 2 >= self.units);
        most.map(|(prefix, _)| prefix.as_str())
            .filter(|prefix| is_prefix(prefix))
    }
}

/// Counts what lies directly in each folder, and what lies in it and below.
pub(super) fn tallies(units: &[Unit]) -> (Tallies, Tallies) {
    let (mut direct, mut all) = (Tallies::new(), Tallies::new());
    for unit in units {
        direct.entry(unit.folder.clone()).or_default().add(unit);
        for folder in above(&unit.folder).chain([""]) {
            all.entry(folder.to_owned()).or_default().add(unit);
        }
    }
    (direct, all)
}

/// `part` of `whole` in hundredths.
pub(super) fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or_default()
}

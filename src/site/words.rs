//! The words of the interface, read from one file.

mod people;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Error;

pub(super) use people::{
    AreaWords, HoursWords, JointWords, PeopleWords, PersonWords, RightsWords, TeamWords,
};

/// The file as the templates see it.
pub(super) static FILE: &str = include_str!("../../templates/site/words.toml");

/// The words that sentences are made of here; the templates take theirs from the same file.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub(super) frame: FrameWords,
    pub(super) nav: NavWords,
    pub(super) count: BTreeMap<String, Count>,
    pub(super) home: BTreeMap<String, String>,
    pub(super) band: BandWords,
    pub(super) body: BodyWords,
    pub(super) history: HistoryWords,
    pub(super) list: ListWords,
    pub(super) rules: RuleWords,
    pub(super) redirect: RedirectWords,
    pub(super) people: PeopleWords,
    pub(super) person: PersonWords,
    pub(super) team: TeamWords,
    pub(super) hours: HoursWords,
    pub(super) rights: RightsWords,
    pub(super) area: AreaWords,
    pub(super) joint: JointWords,
    /// Days of the week by their short names.
    pub(super) weekday: BTreeMap<String, String>,
    /// Lengths of time by their units.
    pub(super) duration: BTreeMap<String, Count>,
    /// Sentences about a change by the state it led to.
    pub(super) change: BTreeMap<String, String>,
}

/// A word that is chosen by a number.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Count {
    one: String,
    other: String,
}

impl Count {
    pub(super) fn of(&self, n: usize) -> String {
        match n {
            1 => self.one.clone(),
            _ => self.other.replace("{n}", &n.to_string()),
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct FrameWords {
    pub(super) about_list: String,
    pub(super) about_health: String,
    pub(super) about_rules: String,
    pub(super) about_groups: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct NavWords {
    pub(super) people: String,
    pub(super) rights: String,
    pub(super) health: String,
    pub(super) rules: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct BandWords {
    pub(super) in_force: String,
    pub(super) in_force_since: String,
    pub(super) in_force_undated: String,
    pub(super) in_force_by: String,
    pub(super) in_force_under: String,
    pub(super) open: String,
    pub(super) open_since: String,
    pub(super) open_undated: String,
    pub(super) not_in_force: String,
    pub(super) superseded: String,
    pub(super) superseded_undated: String,
    pub(super) ended: String,
    pub(super) ended_undated: String,
    pub(super) expired: String,
    pub(super) refused: String,
    pub(super) unknown: String,
    pub(super) unknown_as: String,
    pub(super) unknown_none: String,
    pub(super) replaces: String,
    pub(super) amended: String,
    pub(super) claimed: String,
    pub(super) findings: String,
    pub(super) and: String,
    pub(super) comma: String,
}

/// The words that a body is shown with.
#[derive(Debug, Deserialize)]
pub(super) struct BodyWords {
    pub(super) table: String,
    pub(super) task_done: String,
    pub(super) task_open: String,
    pub(super) footnotes: String,
    pub(super) back: String,
    pub(super) note: String,
    pub(super) tip: String,
    pub(super) important: String,
    pub(super) warning: String,
    pub(super) caution: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct HistoryWords {
    pub(super) revised: String,
    pub(super) noted: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ListWords {
    pub(super) groups_title: String,
    pub(super) of_state: String,
    pub(super) of_year: String,
    pub(super) of_tag: String,
    pub(super) of_owner: String,
    pub(super) of_area: String,
    pub(super) about: String,
    pub(super) page: String,
    pub(super) unknown: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RuleWords {
    pub(super) title: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RedirectWords {
    pub(super) sentence: String,
}

/// Reads the file once for sentences and once for the templates.
pub(super) fn read() -> Result<(Words, toml::Table), Error> {
    let words = toml::from_str(FILE).map_err(|error| Error::Words(error.to_string()))?;
    let table = toml::from_str(FILE).map_err(|error| Error::Words(error.to_string()))?;
    Ok((words, table))
}

impl Words {
    /// A word of the home page.
    pub(super) fn home<'w>(&'w self, name: &'w str) -> &'w str {
        self.home.get(name).map_or(name, String::as_str)
    }

    /// A number of things.
    pub(super) fn count_of(&self, thing: &str, n: usize) -> String {
        self.count
            .get(thing)
            .map_or_else(|| n.to_string(), |count| count.of(n))
    }
}

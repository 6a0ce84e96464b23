//! The words of the interface, read from one file.

mod board;
mod changes;
mod map;
mod own;
mod past;
mod people;
mod roadmap;
mod search;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Error, escape};
use crate::model::duration::{Duration, Unit};

pub(super) use board::{BoardWords, OutcomeWords};
pub(super) use changes::{ChangeWords, ChangesWords, DetailWords, FeedWords};
pub(super) use map::MapWords;
pub(super) use past::{EditedWords, EvidenceWords, HealthWords, VersionWords};
pub(super) use people::{
    AreaWords, HoursWords, JointWords, PeopleWords, PersonWords, RightsWords, TeamWords,
};
pub(super) use roadmap::RoadmapWords;
pub(super) use search::SearchWords;

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
    pub(super) measures: MeasureWords,
    pub(super) milestones: MilestoneWords,
    pub(super) hands: HandWords,
    pub(super) relations: RelationWords,
    pub(super) time: TimeWords,
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
    pub(super) map: MapWords,
    pub(super) roadmap: RoadmapWords,
    pub(super) joint: JointWords,
    /// Days of the week by their short names.
    pub(super) weekday: BTreeMap<String, String>,
    pub(super) change: ChangeWords,
    pub(super) changes: ChangesWords,
    pub(super) feed: FeedWords,
    pub(super) board: BoardWords,
    pub(super) outcomes: OutcomeWords,
    pub(super) search: SearchWords,
    pub(super) evidence: EvidenceWords,
    pub(super) edited: EditedWords,
    pub(super) versions: VersionWords,
    pub(super) health: HealthWords,
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
    pub(super) outcomes: String,
    pub(super) people: String,
    pub(super) rights: String,
    pub(super) roadmap: String,
    pub(super) map: String,
    pub(super) changes: String,
    pub(super) health: String,
    pub(super) rules: String,
}

/// The words of the band's sentence and of the quiet line below it.
#[derive(Debug, Deserialize)]
pub(super) struct BandWords {
    pub(super) lead_comma: String,
    pub(super) lead_colon: String,
    pub(super) lead_stop: String,
    pub(super) lead_not_yet: String,
    pub(super) stop: String,
    pub(super) in_force_since: String,
    pub(super) in_force_undated: String,
    pub(super) in_force_by: String,
    pub(super) in_force_under: String,
    pub(super) under_way: String,
    pub(super) since: String,
    pub(super) due: String,
    pub(super) misses: String,
    pub(super) missed: String,
    pub(super) on: String,
    pub(super) owns: Count,
    pub(super) owns_until: Count,
    pub(super) waits: String,
    pub(super) waits_since: String,
    pub(super) stands_since: String,
    pub(super) open_since: String,
    pub(super) open_undated: String,
    pub(super) not_in_force: String,
    pub(super) superseded: String,
    pub(super) superseded_undated: String,
    pub(super) ended: String,
    pub(super) ended_undated: String,
    pub(super) expired: String,
    pub(super) unknown: String,
    pub(super) unknown_as: String,
    pub(super) unknown_none: String,
    pub(super) reported: String,
    pub(super) reported_by_nobody: String,
    pub(super) next_update: String,
    pub(super) update_was_due: String,
    pub(super) answer_by: String,
    pub(super) answer_was_due: String,
    pub(super) closing: String,
    pub(super) closing_utc: String,
    pub(super) by: String,
    pub(super) replaces: String,
    pub(super) amended: String,
    pub(super) edited: String,
    pub(super) edited_bare: String,
    pub(super) claimed: String,
    pub(super) findings: String,
}

/// What is said of a measure and its chart.
#[derive(Debug, Deserialize)]
pub(super) struct MeasureWords {
    pub(super) target_line: String,
    pub(super) now_point: String,
    pub(super) said: String,
    pub(super) said_baseline: String,
    pub(super) said_now: String,
    pub(super) said_target: String,
    pub(super) unread: String,
    pub(super) unread_baseline: String,
    pub(super) unread_target: String,
    pub(super) unread_nothing: String,
    pub(super) small_way: String,
    pub(super) small_target: String,
}

/// What is said of a milestone.
#[derive(Debug, Deserialize)]
pub(super) struct MilestoneWords {
    pub(super) done: String,
    pub(super) not_done: String,
    pub(super) late: Count,
    pub(super) overdue: String,
    pub(super) slipped: Count,
    pub(super) slipped_twice: String,
    pub(super) open: String,
    pub(super) was: String,
    pub(super) then: String,
}

/// What is said of work that changes hands.
#[derive(Debug, Deserialize)]
pub(super) struct HandWords {
    pub(super) waiting_on: String,
    pub(super) with: String,
    pub(super) since: String,
    pub(super) leads: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RelationWords {
    pub(super) serving: String,
}

/// Lengths of time, and times of the day somewhere else.
#[derive(Debug, Deserialize)]
pub(super) struct TimeWords {
    pub(super) days: Count,
    pub(super) working_days: Count,
    pub(super) weeks: Count,
    pub(super) months: Count,
    pub(super) every: String,
    pub(super) each_day: String,
    pub(super) each_working_day: String,
    pub(super) each_week: String,
    pub(super) each_month: String,
    pub(super) local: String,
    pub(super) utc: String,
    pub(super) utc_before: String,
    pub(super) utc_after: String,
}

impl TimeWords {
    /// `2 weeks`
    pub(super) fn length(&self, duration: Duration) -> String {
        let count = match duration.unit {
            Unit::Days => &self.days,
            Unit::WorkingDays => &self.working_days,
            Unit::Weeks => &self.weeks,
            Unit::Months => &self.months,
        };
        count.of(duration.count.into())
    }

    /// How often: `every 2 weeks`, `every week`
    pub(super) fn often(&self, duration: Duration) -> String {
        match (duration.count, duration.unit) {
            (1, Unit::Days) => self.each_day.clone(),
            (1, Unit::WorkingDays) => self.each_working_day.clone(),
            (1, Unit::Weeks) => self.each_week.clone(),
            (1, Unit::Months) => self.each_month.clone(),
            _ => self.every.replace("{length}", &self.length(duration)),
        }
    }
}

/// The words that a body is shown with.
#[derive(Debug, Deserialize)]
pub(super) struct BodyWords {
    pub(super) table: String,
    pub(super) task_done: String,
    pub(super) task_open: String,
    pub(super) footnotes: String,
    pub(super) back: String,
    pub(super) drawing: String,
    pub(super) diagram: String,
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
    pub(super) expired: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RuleWords {
    pub(super) title: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RedirectWords {
    pub(super) sentence: String,
}

/// The words for sentences and for the templates, with a log's own over ours.
pub(super) fn read(messages: Option<&str>) -> Result<(Words, toml::Table), Error> {
    let mut table = own::ours().map_err(|error| Error::Words(error.to_string()))?;
    if let Some(own) = messages {
        own::merge(&mut table, own).map_err(Error::Messages)?;
    }
    let words: Words = table
        .clone()
        .try_into()
        .map_err(|error| Error::Words(error.to_string()))?;
    let body = words.body.as_html();
    Ok((Words { body, ..words }, table))
}

impl BodyWords {
    /// The same as they stand in HTML, which the text of a record is written as.
    fn as_html(&self) -> Self {
        let html = |word: &String| {
            let mut out = String::new();
            escape::attribute(&mut out, word);
            out
        };
        Self {
            table: html(&self.table),
            task_done: html(&self.task_done),
            task_open: html(&self.task_open),
            footnotes: html(&self.footnotes),
            back: html(&self.back),
            drawing: html(&self.drawing),
            diagram: html(&self.diagram),
            note: html(&self.note),
            tip: html(&self.tip),
            important: html(&self.important),
            warning: html(&self.warning),
            caution: html(&self.caution),
        }
    }
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

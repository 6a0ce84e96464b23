//! The words of the roadmap.

use serde::Deserialize;

use super::Count;

#[derive(Debug, Deserialize)]
pub(in crate::site) struct RoadmapWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
    pub(in crate::site) said: Count,
    pub(in crate::site) today: String,
    pub(in crate::site) bar: String,
    pub(in crate::site) milestone_done: String,
    pub(in crate::site) milestone_open: String,
    pub(in crate::site) until: String,
    pub(in crate::site) undated: Count,
    pub(in crate::site) and_more: String,
    pub(in crate::site) crowded: String,
    pub(in crate::site) closed: Count,
    pub(in crate::site) all: String,
    pub(in crate::site) never: String,
    pub(in crate::site) unrecorded: String,
    pub(in crate::site) times: Count,
    pub(in crate::site) more_milestones: Count,
    pub(in crate::site) more: Count,
}

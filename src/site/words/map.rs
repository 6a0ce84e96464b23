//! The words of the maps.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Count;

#[derive(Debug, Deserialize)]
pub(in crate::site) struct MapWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
    pub(in crate::site) lead: String,
    pub(in crate::site) lead_areas: String,
    pub(in crate::site) lead_all: String,
    pub(in crate::site) lead_drawn: String,
    pub(in crate::site) lead_most: String,
    pub(in crate::site) lead_away: String,
    pub(in crate::site) lead_others: String,
    pub(in crate::site) lead_maps: String,
    pub(in crate::site) no_area: String,
    pub(in crate::site) said: String,
    pub(in crate::site) said_areas: String,
    pub(in crate::site) leads: Count,
    pub(in crate::site) relations: Count,
    pub(in crate::site) undrawn: Count,
    pub(in crate::site) area_left: String,
    pub(in crate::site) area_right: String,
    pub(in crate::site) found: String,
    pub(in crate::site) circle: String,
    pub(in crate::site) which: String,
    pub(in crate::site) circle_more: String,
    pub(in crate::site) orphans: String,
    /// What a record says of one that it names, by the relation.
    pub(in crate::site) written: BTreeMap<String, String>,
    /// What it says of one that names it.
    pub(in crate::site) derived: BTreeMap<String, String>,
}

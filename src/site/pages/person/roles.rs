//! What a person or a team may decide, and what else areas and people ask of them.

use serde::Serialize;

use super::About;
use crate::model::people::{Area, Party};
use crate::model::words::capitalised;
use crate::site::context::{Segment, Who, fill};
use crate::site::quorum;

/// The rights of somebody.
#[derive(Serialize)]
pub(super) struct Roles<'a> {
    decides: Vec<Decides<'a>>,
    /// Sentences about what else they are to areas and people.
    said: Vec<Vec<Segment>>,
    /// The log has areas at all.
    areas: bool,
}

/// An area in which somebody may decide.
#[derive(Serialize)]
struct Decides<'a> {
    area: Who,
    /// The team through which they may.
    team: Option<Who>,
    which: Vec<Segment>,
    limits: Option<&'a str>,
}

impl<'a> Roles<'a> {
    pub(super) fn of(about: &About<'a, '_>) -> Self {
        let areas = &about.work.index.log.settings.areas;
        let decides = areas
            .iter()
            .filter_map(|(name, area)| decides(about, name, area));
        Self {
            decides: decides.collect(),
            said: said(about),
            areas: !areas.is_empty(),
        }
    }
}

fn decides<'a>(about: &About<'a, '_>, name: &str, area: &'a Area) -> Option<Decides<'a>> {
    let work = about.work;
    let directory = work.index.log.directory();
    let deciders = directory.deciders(name);
    let own = deciders.contains(&about.handle);
    let through = || {
        let mut teams = deciders.iter();
        teams
            .find(|team| directory.acts_for(about.handle, team))
            .copied()
    };
    let team = if own { None } else { Some(through()?) };
    let which = match about.party {
        Party::Person(_) => quorum::alone(work, name, about.handle, about.page),
        Party::Team(_) => {
            let line = quorum::line(work, name, area);
            let line = line.unwrap_or_else(|| work.words.rights.quorum.anyone.clone());
            vec![Segment::plain(capitalised(&line))]
        }
    };
    Some(Decides {
        area: work.area(name, about.page),
        team: team.map(|team| work.who(team, about.page)),
        which,
        limits: area.limits.as_deref(),
    })
}

/// What else they are: accountable, standing in, to be consulted, told, asked.
fn said(about: &About<'_, '_>) -> Vec<Vec<Segment>> {
    let words = &about.work.words.person;
    let own = |party: &str| party == about.handle;
    let for_team = |party: &str| {
        about
            .work
            .index
            .log
            .directory()
            .acts_for(about.handle, party)
    };
    let sentences = [
        areas(about, &words.accountable, &|area| {
            area.owner().is_some_and(own)
        }),
        areas(about, &words.stands_in_area, &|area| {
            area.backup().is_some_and(own)
        }),
        people(about),
        areas(about, &words.consulted, &|area| {
            area.consult.iter().any(|party| for_team(party))
        }),
        areas(about, &words.told, &|area| {
            area.inform.iter().any(|party| for_team(party))
        }),
        areas(about, &words.asked, &|area| {
            area.escalate().is_some_and(for_team)
        }),
    ];
    sentences.into_iter().flatten().collect()
}

/// A sentence about all areas of a sort; none where there are none.
fn areas(
    about: &About<'_, '_>,
    pattern: &str,
    is_one: &dyn Fn(&Area) -> bool,
) -> Option<Vec<Segment>> {
    let areas = about.work.index.log.settings.areas.iter();
    let named = areas.filter(|(_, area)| is_one(area));
    let named = named.map(|(name, _)| about.work.area(name, about.page));
    sentence(about, pattern, "areas", named.collect())
}

/// For whom somebody stands in.
fn people(about: &About<'_, '_>) -> Option<Vec<Segment>> {
    let log = &about.work.index.log;
    let people = log.settings.people.iter().filter(|(_, person)| {
        person.backup.as_deref() == Some(about.handle) && !person.has_left(log.as_of)
    });
    let people = people.map(|(handle, _)| about.work.who(handle, about.page));
    let pattern = &about.work.words.person.stands_in;
    sentence(about, pattern, "people", people.collect())
}

fn sentence(
    about: &About<'_, '_>,
    pattern: &str,
    key: &'static str,
    named: Vec<Who>,
) -> Option<Vec<Segment>> {
    if named.is_empty() {
        return None;
    }
    let named = named.into_iter().map(|who| vec![who.segment()]).collect();
    let named = about.work.words.joint.listed(named);
    Some(fill(pattern, &[(key, named)]))
}

//! The band on top of a record: one sentence that says whether it holds, and since when.

use jiff::civil::Date;
use serde::Serialize;

use super::Site;
use crate::model::link::Relation;
use crate::model::people::Named;
use crate::model::standing::Standing;
use crate::model::state::{Icon, Phase, Tone};
use crate::site::context::{Segment, fill, join};

/// The sentence, and a quiet line below it.
#[derive(Serialize)]
pub(in crate::site) struct Band {
    tone: Tone,
    icon: Icon,
    lead: String,
    rest: Vec<Segment>,
    quiet: Option<Vec<Segment>>,
}

/// The first words of the sentence, its pattern, and what fills it.
struct Sentence<'a> {
    lead: &'a str,
    pattern: &'a str,
    values: Vec<(&'static str, Vec<Segment>)>,
}

/// The band of a record; `findings` is the anchor of the block that has them.
pub(super) fn band(site: &Site<'_>, findings: Option<&str>) -> Band {
    let standing = site.work.index.standing(site.at);
    let sentence = sentence(site, &standing);
    let chip = site.work.chip(site.at);
    let (tone, icon) = match standing {
        Standing::Expired { .. } => (Tone::Quiet, Icon::DashedCircle),
        _ => (chip.tone, chip.icon),
    };
    let quiet = quiet(site, findings);
    Band {
        tone,
        icon,
        lead: sentence.lead.to_owned(),
        rest: fill(sentence.pattern, &sentence.values),
        quiet: (!quiet.is_empty()).then_some(quiet),
    }
}

fn sentence<'w>(site: &Site<'w>, standing: &Standing) -> Sentence<'w> {
    let words = &site.work.words.band;
    let say = |lead: &'w str, pattern: &'w str, values| Sentence {
        lead,
        pattern,
        values,
    };
    let state = |name: &str| ("state", vec![Segment::plain(name.replace('-', " "))]);
    let ended = |lead: &'w str, name: &str, on: &Option<Date>| match on {
        Some(on) => say(lead, &words.ended, vec![state(name), day(*on)]),
        None => say(lead, &words.ended_undated, vec![state(name)]),
    };
    match standing {
        Standing::Live { since, by, .. } => {
            let people = by.as_ref().map_or(&[][..], |by| by.people.as_slice());
            in_force(site, *since, people)
        }
        Standing::Superseded { on, .. } => {
            let by = site.work.index.superseded_by(site.at);
            let record = ("record", records(site, &by));
            match on {
                Some(on) => say(
                    &words.not_in_force,
                    &words.superseded,
                    vec![record, day(*on)],
                ),
                None => say(&words.not_in_force, &words.superseded_undated, vec![record]),
            }
        }
        Standing::Expired { on } => say(&words.not_in_force, &words.expired, vec![day(*on)]),
        Standing::Open {
            state: name, since, ..
        } => match since {
            Some(since) => say(
                &words.open,
                &words.open_since,
                vec![state(name), day(*since)],
            ),
            None => say(&words.open, &words.open_undated, vec![state(name)]),
        },
        Standing::Refused { state, on, .. } => ended(&words.refused, state, on),
        Standing::Ended { state, on, .. } => ended(&words.not_in_force, state, on),
        Standing::Unknown { as_written } => match as_written {
            Some(written) => say(&words.unknown, &words.unknown_as, vec![state(written)]),
            None => say(&words.unknown, &words.unknown_none, Vec::new()),
        },
    }
}

fn in_force<'w>(site: &Site<'w>, since: Option<Date>, names: &[Named]) -> Sentence<'w> {
    let words = &site.work.words.band;
    let plain = |names: Vec<&str>| {
        let items = names
            .into_iter()
            .map(|name| vec![Segment::plain(name)])
            .collect();
        join(items, &words.comma, &words.and)
    };
    let areas: Vec<&str> = site
        .record
        .words("area")
        .iter()
        .map(|area| area.value)
        .collect();
    let pattern = match (since, names.is_empty(), areas.is_empty()) {
        (None, true, _) => ".",
        (None, false, _) => &words.in_force_undated,
        (Some(_), true, _) => &words.in_force_since,
        (Some(_), false, true) => &words.in_force_by,
        (Some(_), false, false) => &words.in_force_under,
    };
    let mut values = vec![
        (
            "people",
            plain(names.iter().map(|who| who.name.as_str()).collect()),
        ),
        ("area", plain(areas)),
    ];
    values.extend(since.map(day));
    Sentence {
        lead: &words.in_force,
        pattern,
        values,
    }
}

fn quiet(site: &Site<'_>, findings: Option<&str>) -> Vec<Segment> {
    let words = &site.work.words.band;
    let index = site.work.index;
    let mut parts: Vec<Vec<Segment>> = Vec::new();
    let twins: Vec<usize> = index
        .with_id(&site.record.id)
        .iter()
        .copied()
        .filter(|&at| at != site.at)
        .collect();
    if !twins.is_empty() {
        let links = twins.iter().map(|&at| {
            let path = index.records[at].source.path.as_str();
            vec![Segment::link(path, site.work.href(at, &site.page)).mono()]
        });
        let links = join(links.collect(), &words.comma, &words.and);
        parts.push(fill(&words.claimed, &[("records", links)]));
    }
    let replaces = index.named(site.at, Relation::Supersedes);
    if !replaces.is_empty() {
        parts.push(fill(
            &words.replaces,
            &[("records", records(site, &replaces))],
        ));
    }
    let taken = |at: &usize| {
        let phase = index.records[*at].phase();
        !matches!(phase, Some(Phase::Open | Phase::Refused))
    };
    let mut amended = index.naming(site.at, Relation::Amends);
    amended.retain(taken);
    if !amended.is_empty() {
        parts.push(fill(
            &words.amended,
            &[("records", records(site, &amended))],
        ));
    }
    if let Some(anchor) = findings {
        let n = site.work.findings_of(&site.record.source.path).len();
        let link = Segment::link(site.work.words.count_of("finding", n), format!("#{anchor}"));
        parts.push(fill(&words.findings, &[("findings", vec![link])]));
    }
    let mut out = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            out.push(Segment::plain(" "));
        }
        out.extend(part);
    }
    out
}

fn records(site: &Site<'_>, all: &[usize]) -> Vec<Segment> {
    let words = &site.work.words.band;
    let links = all
        .iter()
        .map(|&at| vec![site.work.segment(at, &site.page)]);
    join(links.collect(), &words.comma, &words.and)
}

fn day(date: Date) -> (&'static str, Vec<Segment>) {
    ("date", vec![Segment::day(date)])
}

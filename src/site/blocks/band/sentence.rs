//! The sentence of the band, put together from where the record stands.
//!
//! Its first words are what the kind says of the state. A kind that says nothing gives the state itself, or how the
//! work goes where updates say so.

use jiff::civil::Date;

use super::records;
use crate::model::kind::TO;
use crate::model::standing::{Signed, Standing};
use crate::model::words::{capitalised, uncapitalised};
use crate::site::blocks::{Site, measures};
use crate::site::context::{Segment, fill};
use crate::site::words::Count;

/// Its first words, which carry the tone, and the rest.
pub(super) struct Sentence {
    pub(super) lead: String,
    pub(super) rest: Vec<Segment>,
}

pub(super) fn of(site: &Site<'_>, standing: &Standing) -> Sentence {
    let words = &site.work.words.band;
    match standing {
        Standing::Live {
            says: Some(says),
            since,
            by,
            ..
        } => in_force(site, says, *since, by.as_ref()),
        Standing::Live {
            state,
            since,
            health: Some(health),
            due,
            ..
        } => {
            let lead = capitalised(&plain(health));
            under_way(site, &lead, state, (*since, *due))
        }
        Standing::Live { state, since, .. } => {
            let mut sentence = taken(site, state, *since);
            sentence.rest.push(Segment::plain(&words.stop));
            sentence.rest.extend(held(site, &words.owns));
            sentence
        }
        Standing::Superseded { on, .. } => superseded(site, *on),
        Standing::Expired { on } => Sentence {
            lead: words.lead_colon.replace("{lead}", &words.not_in_force),
            rest: fill(&words.expired, &[day(*on)]),
        },
        Standing::Open {
            state,
            says,
            since,
            not_yet,
        } => match says {
            Some(says) => Sentence {
                lead: says.clone(),
                rest: stated(state, *since, (&words.open_since, &words.open_undated)),
            },
            None => open(site, state, *since, not_yet.as_deref()),
        },
        Standing::Refused { state, says, on } | Standing::Ended { state, says, on } => {
            closed(site, state, says.as_deref(), *on)
        }
        Standing::Unknown { as_written } => Sentence {
            lead: words.unknown.clone(),
            rest: match as_written {
                Some(written) => fill(&words.unknown_as, &[named(written)]),
                None => fill(&words.unknown_none, &[]),
            },
        },
    }
}

fn in_force(site: &Site<'_>, says: &str, since: Option<Date>, by: Option<&Signed>) -> Sentence {
    let words = &site.work.words.band;
    let areas = site.record.areas();
    let pattern = match (since, by, areas.is_empty()) {
        (None, None, _) => &words.stop,
        (None, Some(_), _) => &words.in_force_undated,
        (Some(_), None, _) => &words.in_force_since,
        (Some(_), Some(_), true) => &words.in_force_by,
        (Some(_), Some(_), false) => &words.in_force_under,
    };
    let areas = areas
        .iter()
        .map(|area| site.work.area(area.value, &site.page));
    let mut values = vec![("area", site.listed(areas))];
    if let Some(by) = by {
        let people = by.people.iter();
        let people = people.map(|who| site.work.who(&who.handle, &site.page));
        values.push(("people", site.listed(people)));
        values.push(("signed", vec![Segment::plain(uncapitalised(&by.label))]));
    }
    values.extend(since.map(day));
    Sentence {
        lead: says.to_owned(),
        rest: fill(pattern, &values),
    }
}

/// How the work goes, since when, by when, and the first measure that is not where it should be.
fn under_way(
    site: &Site<'_>,
    lead: &str,
    state: &str,
    (since, due): (Option<Date>, Option<Date>),
) -> Sentence {
    let words = &site.work.words.band;
    let mut rest = fill(&words.under_way, &[named(state)]);
    for (pattern, date) in [(&words.since, since), (&words.due, due)] {
        rest.extend(date.map_or_else(Vec::new, |date| fill(pattern, &[day(date)])));
    }
    rest.extend(missed(site, &words.misses));
    rest.push(Segment::plain(&words.stop));
    Sentence {
        lead: words.lead_comma.replace("{lead}", lead),
        rest,
    }
}

/// `Offered, not accepted.`, and who has the work until then or whose move it is.
fn open(site: &Site<'_>, state: &str, since: Option<Date>, not_yet: Option<&str>) -> Sentence {
    let words = &site.work.words.band;
    let lead = match not_yet {
        Some(word) => words.lead_not_yet.replace("{word}", &plain(word)),
        None => words.lead_stop.clone(),
    };
    let mut rest = held(site, &words.owns_until);
    if rest.is_empty() {
        let waiting = site.work.index.waits_on(site.at).into_iter();
        let waiting = waiting.map(|who| site.work.who(who, &site.page));
        let people = site.listed(waiting);
        let pattern = match (people.is_empty(), since) {
            (true, None) => "",
            (true, Some(_)) => words.stands_since.as_str(),
            (false, None) => &words.waits,
            (false, Some(_)) => &words.waits_since,
        };
        let mut values = vec![("people", people)];
        values.extend(since.map(day));
        rest = fill(pattern, &values);
    }
    Sentence {
        lead: lead.replace("{lead}", &capitalised(&plain(state))),
        rest,
    }
}

/// What is over, or never was.
fn closed(site: &Site<'_>, state: &str, says: Option<&str>, on: Option<Date>) -> Sentence {
    let words = &site.work.words.band;
    if let Some(says) = says {
        return Sentence {
            lead: words.lead_colon.replace("{lead}", says),
            rest: stated(state, on, (&words.ended, &words.ended_undated)),
        };
    }
    let mut sentence = taken(site, state, on);
    sentence.rest.extend(missed(site, &words.missed));
    sentence.rest.push(Segment::plain(&words.stop));
    sentence.rest.extend(held(site, &words.owns));
    sentence
}

fn superseded(site: &Site<'_>, on: Option<Date>) -> Sentence {
    let words = &site.work.words.band;
    let kind = &site.record.kind;
    let state = kind.superseded.as_deref().and_then(|name| kind.state(name));
    let says = state.and_then(|state| state.says.as_deref());
    let by = site.work.index.superseded_by(site.at);
    let mut values = vec![("record", records(site, &by))];
    values.extend(on.map(day));
    let pattern = match on {
        Some(_) => &words.superseded,
        None => &words.superseded_undated,
    };
    let lead = says.unwrap_or(&words.not_in_force);
    Sentence {
        lead: words.lead_colon.replace("{lead}", lead),
        rest: fill(pattern, &values),
    }
}

/// `Accepted` and ` on 24 November 2026`, without a full stop.
fn taken(site: &Site<'_>, state: &str, on: Option<Date>) -> Sentence {
    let words = &site.work.words.band;
    Sentence {
        lead: capitalised(&plain(state)),
        rest: on.map_or_else(Vec::new, |on| fill(&words.on, &[day(on)])),
    }
}

fn stated(state: &str, on: Option<Date>, (dated, undated): (&str, &str)) -> Vec<Segment> {
    match on {
        Some(on) => fill(dated, &[named(state), day(on)]),
        None => fill(undated, &[named(state)]),
    }
}

/// Who has what a record hands over, where all of it is somebody's.
fn held(site: &Site<'_>, pattern: &Count) -> Vec<Segment> {
    let index = site.work.index;
    let mut holders: Vec<&str> = Vec::new();
    for item in index.items(site.at) {
        let Some(holder) = index.holder(&item) else {
            return Vec::new();
        };
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    let Some(to) = site.record.text(TO).filter(|_| !holders.is_empty()) else {
        return Vec::new();
    };
    let count = holders.len();
    let people = holders.into_iter();
    let people = people.map(|who| site.work.who(who, &site.page));
    let values = [
        ("people", site.listed(people)),
        ("to", vec![site.work.who(to, &site.page).segment()]),
    ];
    fill(&pattern.of(count), &values)
}

/// The first measure whose newest reading misses its target.
fn missed(site: &Site<'_>, pattern: &str) -> Vec<Segment> {
    let Some(missed) = measures::missed(site) else {
        return Vec::new();
    };
    let text = |text: String| vec![Segment::plain(text)];
    let values = [
        ("measure", text(missed.name)),
        ("now", text(missed.now)),
        ("target", text(missed.target)),
    ];
    fill(pattern, &values)
}

fn plain(name: &str) -> String {
    name.replace('-', " ")
}

fn named(state: &str) -> (&'static str, Vec<Segment>) {
    ("state", vec![Segment::plain(plain(state))])
}

fn day(date: Date) -> (&'static str, Vec<Segment>) {
    ("date", vec![Segment::day(date)])
}

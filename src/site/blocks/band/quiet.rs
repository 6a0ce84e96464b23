//! The quiet line below the sentence: who said so, what is due next, and what else there is to know at once.

use super::records;
use crate::model::kind::TO;
use crate::model::link::Relation;
use crate::model::state::Phase;
use crate::site::blocks::Site;
use crate::site::blocks::edited::Edited;
use crate::site::blocks::findings::Findings;
use crate::site::context::{Segment, fill, join};
use crate::site::whereabouts::closing;

pub(super) fn of(
    site: &Site<'_>,
    findings: Option<&Findings<'_>>,
    edited: Option<&Edited>,
) -> Vec<Segment> {
    let words = &site.work.words.band;
    let mut parts: Vec<Vec<Segment>> = Vec::new();
    parts.extend(updates(site));
    parts.extend(answer(site));
    parts.extend(due(site));
    parts.extend(twins(site));
    let replaces = site.work.index.named(site.at, Relation::Supersedes);
    parts.extend(about(site, &words.replaces, &replaces));
    parts.extend(about(site, &words.amended, &amendments(site)));
    if let Some(edited) = edited {
        let link = Segment::link(edited.title.as_str(), format!("#{}", edited.id));
        let pattern = match edited.bare {
            0 => &words.edited,
            _ => &words.edited_bare,
        };
        parts.push(fill(pattern, &[("edited", vec![link])]));
    }
    if let Some(findings) = findings {
        let anchor = &findings.id;
        let n = site.work.findings_of(&site.record.source.path).len();
        let link = Segment::link(site.work.words.count_of("finding", n), format!("#{anchor}"));
        parts.push(fill(&words.findings, &[("findings", vec![link])]));
    }
    join(parts, " ", " ")
}

/// Who reported last, and when the next report is due.
fn updates(site: &Site<'_>) -> Vec<Vec<Segment>> {
    let words = &site.work.words.band;
    let index = site.work.index;
    if index.health(site.at).is_none() {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let report = index.report(site.at);
    if let Some((entry, date)) = report.and_then(|entry| Some((entry, entry.date?))) {
        let person = Some(entry.person.as_str()).filter(|person| !person.is_empty());
        let pattern = match person {
            Some(_) => &words.reported,
            None => &words.reported_by_nobody,
        };
        let who = person.map(|person| site.work.who(person, &site.page).segment());
        let values = [
            ("who", who.into_iter().collect()),
            ("date", vec![Segment::day(date)]),
        ];
        parts.push(fill(pattern, &values));
    }
    if let Some(next) = index.next_update(site.at) {
        let pattern = match next < index.log.as_of {
            true => &words.update_was_due,
            false => &words.next_update,
        };
        parts.push(fill(pattern, &[("date", vec![Segment::day(next)])]));
    }
    parts
}

/// By when whoever was asked has to answer, in their own time.
fn answer(site: &Site<'_>) -> Option<Vec<Segment>> {
    let words = &site.work.words.band;
    let day = site.work.index.answer_by(site.at)?;
    let pattern = match day < site.work.index.log.as_of {
        true => &words.answer_was_due,
        false => &words.answer_by,
    };
    let closing = closing(site.work, site.record.text(TO)?, day);
    let time = closing.map_or_else(String::new, |closing| match closing.utc {
        Some(utc) => words
            .closing
            .replace("{local}", &closing.local)
            .replace("{utc}", &utc),
        None => words.closing_utc.replace("{local}", &closing.local),
    });
    let date = Segment {
        text: day.strftime("%A %-d %B %Y").to_string(),
        ..Segment::day(day)
    };
    let values = [("date", vec![date]), ("time", vec![Segment::plain(time)])];
    Some(fill(pattern, &values))
}

/// By when work that was taken over should be done, in the words of the kind.
fn due(site: &Site<'_>) -> Option<Vec<Segment>> {
    let record = site.record;
    let goes = record.phase() == Some(Phase::Live) && site.work.index.health(site.at).is_none();
    let field = record.kind.field("due").filter(|_| goes)?;
    let values = [
        ("label", vec![Segment::plain(field.label.as_str())]),
        ("date", vec![Segment::day(record.date(&field.key)?)]),
    ];
    Some(fill(&site.work.words.band.by, &values))
}

/// The files that claim the same id.
fn twins(site: &Site<'_>) -> Option<Vec<Segment>> {
    let words = &site.work.words.band;
    let index = site.work.index;
    let all = index.with_id(&site.record.id).iter();
    let links = all.filter(|&&at| at != site.at).map(|&at| {
        let path = index.records[at].source.path.as_str();
        vec![Segment::link(path, site.work.href(at, &site.page)).mono()]
    });
    let links = site.work.words.joint.listed(links.collect());
    (!links.is_empty()).then(|| fill(&words.claimed, &[("records", links)]))
}

/// The records that change a part of this one and are more than a proposal.
fn amendments(site: &Site<'_>) -> Vec<usize> {
    let index = site.work.index;
    let mut amended = index.naming(site.at, Relation::Amends);
    amended.retain(|&at| {
        let phase = index.records[at].phase();
        !matches!(phase, Some(Phase::Open | Phase::Refused))
    });
    amended
}

fn about(site: &Site<'_>, pattern: &str, all: &[usize]) -> Option<Vec<Segment>> {
    let values = [("records", records(site, all))];
    (!all.is_empty()).then(|| fill(pattern, &values))
}

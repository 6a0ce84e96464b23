//! The evidence for the steps that brought a record to where it stands: who, under which right, and how that is known.

use serde::Serialize;

use super::{Ids, Site};
use crate::model::attested::{Act, Asked, Attestant, Attested, Missing, Right};
use crate::model::facts::Commit;
use crate::model::taken::Grade;
use crate::site::context::{Day, Segment, Who, fill};
use crate::site::pages::version_href;
use crate::site::whereabouts::at_work;

/// The evidence for one step.
#[derive(Serialize)]
pub(in crate::site) struct Evidence {
    id: String,
    title: String,
    rows: Vec<Row>,
    /// What is missing, a sentence each.
    missing: Vec<Vec<Segment>>,
    /// What was asked for.
    asked: Vec<Segment>,
    /// The grades that stand in the rows, the best first.
    grades: Vec<&'static str>,
}

#[derive(Serialize)]
struct Row {
    who: Who,
    right: Vec<Segment>,
    act: &'static str,
    /// None of an entry of the Log.
    grade: Option<&'static str>,
    counts: bool,
    date: Day,
    /// `10:12 in Lisbon`
    time: Option<String>,
    commit: Option<String>,
    compared: Option<String>,
}

const GRADES: [Grade; 3] = [Grade::Signed, Grade::Authored, Grade::Claimed];

/// The evidence for each step, the oldest first.
pub(super) fn blocks(site: &Site<'_>, ids: &Ids) -> Vec<Evidence> {
    let all = site.work.trace.attested(&site.record.source.path);
    let steps = all
        .iter()
        .rev()
        .filter(|step| !step.people.is_empty() || !step.missing.is_empty());
    steps.map(|step| evidence(site, ids, step)).collect()
}

fn evidence(site: &Site<'_>, ids: &Ids, step: &Attested) -> Evidence {
    let words = &site.work.words.evidence;
    let title = words.title.get(&step.verb).cloned();
    let missing = step.missing.iter();
    let held = |grade: &Grade| step.people.iter().any(|one| one.grade == Some(*grade));
    let grades = GRADES.into_iter().filter(held);
    Evidence {
        id: ids.free("evidence"),
        title: title.unwrap_or_else(|| words.other.replace("{state}", &step.to.replace('-', " "))),
        rows: step.people.iter().map(|one| row(site, step, one)).collect(),
        missing: missing.map(|missing| lack(site, step, missing)).collect(),
        asked: asked(site, step),
        grades: grades.map(Grade::name).collect(),
    }
}

fn row(site: &Site<'_>, step: &Attested, one: &Attestant) -> Row {
    let spoke = || {
        let directory = site.work.index.log.directory();
        let entries = site.record.entries.iter();
        let own = entries.filter(|entry| directory.handle(entry.person.trim()) == one.person);
        own.filter_map(|entry| entry.date)
            .filter(|day| *day <= step.day)
            .max()
    };
    let commit = one.commit.as_ref();
    let day = match one.grade {
        None => spoke(),
        Some(_) => commit.map(|commit| site.work.index.log.day_of(commit.time)),
    };
    Row {
        who: site.work.who(&one.person, &site.page),
        right: right(site, &one.right),
        act: match one.act {
            Act::Took => "took",
            Act::Merged => "merged",
            Act::Approved => "approved",
            Act::Heard => "heard",
        },
        grade: one.grade.map(Grade::name),
        counts: one.counts,
        date: Day::from(day.unwrap_or(step.day)),
        time: commit.and_then(|commit| at_work(site.work, &one.person, commit.time)),
        commit: commit.map(|commit| commit.short().to_owned()),
        compared: commit.and_then(|commit| compared(site, commit)),
    }
}

fn compared(site: &Site<'_>, commit: &Commit) -> Option<String> {
    version_href(site.work, site.at, commit.short(), &site.page)
}

fn right(site: &Site<'_>, right: &Right) -> Vec<Segment> {
    let words = &site.work.words.evidence;
    let areas = |areas: &[String]| {
        let all = areas.iter().map(|area| site.work.area(area, &site.page));
        vec![("areas", site.listed(all))]
    };
    match right {
        Right::Decides(all) => fill(&words.decides, &areas(all)),
        Right::Consulted(all) => fill(&words.consulted, &areas(all)),
        Right::Party(key) => vec![Segment::plain(
            words.party.replace("{label}", &label(site, key)),
        )],
        Right::Author => vec![Segment::plain(words.author.as_str())],
        Right::Anyone => vec![Segment::plain(words.anyone.as_str())],
        Right::None => vec![Segment::plain(words.no_right.as_str())],
    }
}

fn label(site: &Site<'_>, key: &str) -> String {
    let field = site.record.kind.field(key);
    field.map_or_else(|| key.to_owned(), |field| field.label.clone())
}

/// What is missing, in a sentence.
fn lack(site: &Site<'_>, step: &Attested, missing: &Missing) -> Vec<Segment> {
    let words = &site.work.words.evidence;
    let area = |name: &str| vec![site.work.area(name, &site.page).segment()];
    let people = |all: &[String]| {
        let all = all.iter().map(|one| site.work.who(one, &site.page));
        site.listed(all)
    };
    let plain = |text: String| vec![Segment::plain(text)];
    match missing {
        Missing::Decider(name) => fill(&words.no_decider, &[("area", area(name))]),
        Missing::Quorum(name, have, need) => {
            let pattern = match have {
                0 => &words.no_quorum,
                _ => &words.quorum,
            };
            let values = [
                ("area", area(name)),
                ("need", plain(need.to_string())),
                ("have", plain(have.to_string())),
            ];
            fill(pattern, &values)
        }
        Missing::Named(all) => fill(&words.unnamed, &[("people", people(all))]),
        Missing::Word(name, all) => {
            let values = [("area", area(name)), ("people", people(all))];
            fill(&words.unheard, &values)
        }
        Missing::Party(key, all) => {
            let values = [("label", plain(label(site, key))), ("people", people(all))];
            match all.is_empty() {
                true => fill(&words.no_party, &values),
                false => fill(&words.not_party, &values),
            }
        }
        Missing::OtherEyes => plain(words.own_text.clone()),
        Missing::Step => plain(words.born.replace("{state}", &step.to.replace('-', " "))),
    }
}

/// What was asked for: how many who decide, and evidence of which grade.
fn asked(site: &Site<'_>, step: &Attested) -> Vec<Segment> {
    let words = &site.work.words.evidence;
    let of = |asked: &Asked| {
        let area = site.work.area(&asked.area, &site.page);
        let values = [
            ("n", vec![Segment::plain(asked.need.to_string())]),
            ("area", vec![area.segment()]),
        ];
        match asked.need {
            1 => fill(&words.asked_one, &values),
            _ => fill(&words.asked_some, &values),
        }
    };
    if step.asked.is_empty() {
        return Vec::new();
    }
    let all = site
        .work
        .words
        .joint
        .listed(step.asked.iter().map(of).collect());
    let grade = words
        .grade
        .get(step.proof.name())
        .map_or("", String::as_str);
    let values = [
        ("people", all),
        ("grade", vec![Segment::plain(grade.to_lowercase())]),
    ];
    match step.proof {
        Grade::Claimed => fill(&words.asked, &values),
        _ => fill(&words.asked_proof, &values),
    }
}

//! The rights of an area as a table shows them: who has which, and what is missing.

use jiff::civil::Date;
use serde::Serialize;

use super::context::{Chip, Segment, Who, fill};
use super::quorum;
use super::work::Work;
use crate::index::Resolved;
use crate::model::people::{Area, Day, Party};

/// Who may do what in one area.
#[derive(Serialize)]
pub(super) struct Rights<'a> {
    pub(super) area: Who,
    pub(super) owner: Cell,
    backup: Cell,
    decide: Cell,
    /// How many of those who decide it takes, where any one is not enough.
    quorum: Option<String>,
    consult: Cell,
    inform: Cell,
    escalate: Cell,
    pub(super) limits: Option<&'a str>,
    pub(super) guardrails: Vec<Guardrail<'a>>,
    /// What is missing or wrong, each as half a sentence.
    pub(super) gaps: Vec<Vec<Segment>>,
}

/// The people and teams in one field.
#[derive(Serialize)]
pub(super) struct Cell {
    holders: Vec<Holder>,
    /// Nobody, where somebody is needed.
    gap: bool,
}

/// Somebody in a field.
#[derive(Serialize)]
struct Holder {
    who: Who,
    /// The word for why they cannot do it.
    trouble: Option<&'static str>,
}

/// A decision that binds everything in the area.
#[derive(Serialize)]
pub(super) struct Guardrail<'a> {
    id: String,
    href: Option<String>,
    title: Option<&'a str>,
    state: Option<Chip>,
}

/// Why somebody cannot do what they should.
enum Trouble {
    /// Nobody has that handle.
    Stranger,
    /// They are gone since that day.
    Left(Date),
    /// A team without anybody in it.
    Deserted,
}

impl<'a> Rights<'a> {
    /// The rights of an area seen from a page.
    pub(super) fn of(work: &Work<'a>, name: &str, area: &'a Area, page: &str) -> Self {
        let cell = |handles: &[&str]| Cell::of(work, handles, page);
        let one = |handle: Option<&str>| cell(handle.as_slice());
        let many =
            |handles: &[String]| cell(&handles.iter().map(String::as_str).collect::<Vec<_>>());
        let guardrails = area.guardrails.iter();
        Self {
            area: work.area(name, page),
            owner: one(area.owner()).needed(),
            backup: one(area.backup()),
            decide: cell(&work.index.log.directory().deciders(name)).needed(),
            quorum: quorum::line(work, name, area),
            consult: many(&area.consult),
            inform: many(&area.inform),
            escalate: one(area.escalate()).needed(),
            limits: area.limits.as_deref(),
            guardrails: guardrails.map(|id| Guardrail::of(work, id, page)).collect(),
            gaps: gaps(work, name, area, page),
        }
    }
}

impl Cell {
    pub(super) fn of(work: &Work<'_>, handles: &[&str], page: &str) -> Self {
        let holder = |handle: &&str| Holder {
            who: work.who(handle, page),
            trouble: trouble(work, handle).map(|trouble| trouble.word()),
        };
        Self {
            holders: handles.iter().map(holder).collect(),
            gap: false,
        }
    }

    /// The same where somebody is needed.
    pub(super) fn needed(self) -> Self {
        Self {
            gap: self.holders.is_empty(),
            ..self
        }
    }
}

impl<'a> Guardrail<'a> {
    fn of(work: &Work<'a>, id: &str, page: &str) -> Self {
        let index = work.index;
        match index.resolve(id, None, None) {
            Resolved::One(at) => Self {
                id: index.records[at].id.to_string(),
                href: Some(work.href(at, page)),
                title: Some(index.records[at].title()),
                state: Some(work.chip(at)),
            },
            _ => Self {
                id: id.to_owned(),
                href: None,
                title: None,
                state: None,
            },
        }
    }
}

impl Trouble {
    /// Its word in `[rights]`.
    fn word(&self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Left(_) => "left",
            Self::Deserted => "deserted",
        }
    }
}

fn trouble(work: &Work<'_>, handle: &str) -> Option<Trouble> {
    let directory = work.index.log.directory();
    let today = work.index.log.as_of;
    match directory.party(handle) {
        None => directory.knows_people().then_some(Trouble::Stranger),
        Some(Party::Person(person)) => {
            let left = person.left.as_ref().and_then(Day::date);
            left.filter(|_| person.has_left(today)).map(Trouble::Left)
        }
        Some(Party::Team(team)) => {
            let members = team
                .members
                .iter()
                .filter_map(|member| directory.people.get(member));
            let mut here = members.filter(|person| !person.has_left(today));
            here.next().is_none().then_some(Trouble::Deserted)
        }
    }
}

/// What is missing or wrong in an area: nobody where somebody is needed, those who are not there, more people asked
/// for than there are, and guardrails that are none.
fn gaps(work: &Work<'_>, name: &str, area: &Area, page: &str) -> Vec<Vec<Segment>> {
    let words = &work.words.rights.gap;
    let mut gaps: Vec<Vec<Segment>> = Vec::new();
    let deciders = work.index.log.directory().deciders(name);
    let nobody = [
        (area.owner().is_none(), &words.owner),
        (deciders.is_empty(), &words.decide),
        (area.escalate().is_none(), &words.escalate),
    ];
    let nobody = nobody.into_iter().filter(|(missing, _)| *missing);
    gaps.extend(nobody.map(|(_, said)| vec![Segment::plain(said.as_str())]));
    let mut named: Vec<&str> = Vec::new();
    let others = [&area.decides, &area.consult, &area.inform]
        .into_iter()
        .flatten();
    for handle in [area.owner(), area.backup(), area.escalate()]
        .into_iter()
        .flatten()
        .chain(others.map(String::as_str))
    {
        if named.contains(&handle) {
            continue;
        }
        named.push(handle);
        gaps.extend(trouble(work, handle).map(|trouble| said(work, handle, &trouble, page)));
    }
    gaps.extend(too_few(work, name, area));
    for id in &area.guardrails {
        if !matches!(work.index.resolve(id, None, None), Resolved::One(_)) {
            let id = vec![Segment::plain(id.as_str()).mono()];
            gaps.push(fill(&words.guardrail, &[("id", id)]));
        }
    }
    gaps
}

fn said(work: &Work<'_>, handle: &str, trouble: &Trouble, page: &str) -> Vec<Segment> {
    let words = &work.words.rights.gap;
    let who = ("who", vec![work.who(handle, page).segment()]);
    match trouble {
        Trouble::Stranger => fill(&words.stranger, &[who]),
        Trouble::Left(day) => fill(&words.left, &[who, ("date", vec![Segment::day(*day)])]),
        Trouble::Deserted => fill(&words.deserted, &[who]),
    }
}

/// The decisions that take more people than may decide.
fn too_few(work: &Work<'_>, name: &str, area: &Area) -> Vec<Vec<Segment>> {
    let words = &work.words.rights.gap;
    let all = quorum::people(work, name).len();
    let levels = quorum::levels(work, area).into_iter();
    let short = levels.filter(|level| level.n > all && all > 0);
    let said = short.map(|level| {
        let pattern = match level.words.is_empty() {
            true => &words.quorum,
            false => &words.quorum_if,
        };
        let text = pattern
            .replace("{which}", &work.words.joint.either(&level.words))
            .replace("{n}", &level.n.to_string())
            .replace("{m}", &all.to_string());
        vec![Segment::plain(text)]
    });
    said.collect()
}

//! Who has to do with a path, an area or a record.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::person::{PersonJson, named, said};
use super::safe::visible;
use super::style::{Role, Style};
use super::words::{counted, listed};

/// What `who --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct WhoJson {
    #[schemars(extend("const" = "declog.who/1"))]
    /// The schema's name.
    pub schema: &'static str,
    /// The day that counted as today.
    pub as_of: String,
    /// The revision read; null for the working tree.
    pub rev: Option<String>,
    /// What was asked about: a path, the name of an area, an id, a handle.
    pub asked: String,
    /// The record, where one was asked about.
    pub record: Option<SubjectJson>,
    /// The person or team, where one was asked about.
    pub person: Option<PersonJson>,
    /// The areas that have to do with it.
    pub areas: Vec<AreaJson>,
}

/// A record and its people.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SubjectJson {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it stands, as a sentence.
    pub standing: String,
    /// Who is accountable.
    pub owner: Option<PersonJson>,
    /// Whose move it is.
    pub waits_on: Vec<PersonJson>,
    /// Those who have spoken in its Log, by handle or as written.
    pub heard: Vec<String>,
    /// Those who are to be heard before a decision and have not spoken.
    pub unheard: Vec<String>,
    /// The newest step that git knows and that still counts, and what is behind it.
    pub step: Option<StepJson>,
}

/// A step and the evidence for it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct StepJson {
    /// The state it led to.
    pub to: String,
    /// The commit; null where it is not committed.
    pub commit: Option<String>,
    /// Who is behind it, each with the grade of the evidence: `claimed`, `authored` or `signed`. None of it is proof.
    pub evidence: Vec<EvidenceJson>,
}

/// Somebody behind a step.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct EvidenceJson {
    /// The handle or name.
    pub person: String,
    /// How that is known.
    pub grade: String,
}

/// An area and its people.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AreaJson {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The pattern by which the path belongs to it; null where no path was asked about.
    pub pattern: Option<String>,
    /// Who is accountable.
    pub owner: Option<PersonJson>,
    /// Who stands in for the owner.
    pub backup: Option<PersonJson>,
    /// Who may decide.
    pub decides: Vec<PersonJson>,
    /// How many of them it takes.
    pub takes: Vec<TakesJson>,
    /// Who has to be heard.
    pub consult: Vec<PersonJson>,
    /// Who is told.
    pub inform: Vec<PersonJson>,
    /// The records that bind everything in it.
    pub guardrails: Vec<GuardrailJson>,
    /// What may be done without asking.
    pub limits: Option<String>,
    /// Whom to ask where the area cannot settle something.
    pub escalate: Option<PersonJson>,
}

/// How many people a decision takes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TakesJson {
    /// How many.
    pub people: usize,
    /// For decisions that are so hard to take back; empty for all.
    pub reversible: Vec<String>,
}

/// A record that binds everything in an area.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct GuardrailJson {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it is in force; null where its state is not known.
    pub in_force: Option<bool>,
}

/// Writes the answer as JSON.
///
/// # Errors
/// What the stream says.
pub fn write_json(who: &WhoJson, out: &mut dyn Write) -> io::Result<()> {
    json::write(who, out)
}

/// Writes the answer for a person.
///
/// # Errors
/// What the stream says.
pub fn write(who: &WhoJson, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend(who.record.as_ref().map(of_record));
    blocks.extend(who.person.as_ref().map(of_person));
    blocks.extend(who.areas.iter().map(of_area));
    for (place, block) in blocks.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", style.paint(Role::Strong, &block.head))?;
        let mut before = "";
        for (label, text) in &block.lines {
            let shown = if *label == before { "" } else { label };
            writeln!(out, "  {shown:<11}{text}")?;
            before = label;
        }
    }
    Ok(())
}

/// A heading and labelled lines below it.
struct Block {
    head: String,
    lines: Vec<(&'static str, String)>,
}

impl Block {
    fn new(head: String) -> Self {
        Self {
            head,
            lines: Vec::new(),
        }
    }

    fn text(&mut self, label: &'static str, text: impl Into<String>) {
        self.lines.push((label, text.into()));
    }

    fn people<'a>(
        &mut self,
        label: &'static str,
        people: impl IntoIterator<Item = &'a PersonJson>,
    ) {
        for one in people {
            let presence = said(one).map_or_else(String::new, |said| format!(" · {said}"));
            self.text(label, format!("{}{presence}", named(one)));
        }
    }
}

fn of_record(record: &SubjectJson) -> Block {
    let (id, title) = (visible(&record.id), visible(&record.title));
    let mut block = Block::new(format!("{id} {title}"));
    block.text("stands", record.standing.as_str());
    block.people("owner", &record.owner);
    block.people("waits on", &record.waits_on);
    let names = |all: &[String]| -> Vec<String> {
        all.iter().map(|name| visible(name).into_owned()).collect()
    };
    if !record.heard.is_empty() {
        block.text("heard", listed(&names(&record.heard)));
    }
    if !record.unheard.is_empty() {
        block.text("not heard", listed(&names(&record.unheard)));
    }
    if let Some(step) = &record.step {
        let evidence = step.evidence.iter();
        let evidence: Vec<String> = evidence
            .map(|one| format!("{} {}", visible(&one.person), one.grade))
            .collect();
        let commit = match &step.commit {
            Some(commit) => format!("commit {commit}"),
            None => "not committed".to_owned(),
        };
        let by = match evidence.as_slice() {
            [] => "nobody whom the log knows".to_owned(),
            all => listed(all),
        };
        block.text(
            "evidence",
            format!("{}: {by} ({commit})", visible(&step.to)),
        );
    }
    block
}

fn of_person(person: &PersonJson) -> Block {
    let mut block = Block::new(named(person));
    block.text(
        "now",
        said(person).unwrap_or_else(|| "not known".to_owned()),
    );
    block
}

fn of_area(area: &AreaJson) -> Block {
    let (title, name) = (visible(&area.title), visible(&area.name));
    let called = match title == name {
        true => format!("area {name}"),
        false => format!("{title} (area {name})"),
    };
    let mut block = Block::new(match &area.pattern {
        Some(pattern) => format!("{called}, by {}", visible(pattern)),
        None => called,
    });
    match &area.owner {
        Some(owner) => block.people("owner", [owner]),
        None => block.text("owner", "nobody"),
    }
    block.people("backup", &area.backup);
    match area.decides.as_slice() {
        [] => block.text("decides", "nobody"),
        people => block.people("decides", people),
    }
    for takes in area.takes.iter().filter(|takes| takes.people > 1) {
        let which = match takes.reversible.as_slice() {
            [] => "any decision".to_owned(),
            words => format!("what is {}", words.join(" or ")),
        };
        block.text(
            "takes",
            format!("{} for {which}", counted_people(takes.people)),
        );
    }
    block.people("consult", &area.consult);
    block.people("inform", &area.inform);
    for guardrail in &area.guardrails {
        let force = match guardrail.in_force {
            Some(true) => "",
            Some(false) => " (not in force)",
            None => " (state unknown)",
        };
        let (id, title) = (visible(&guardrail.id), visible(&guardrail.title));
        block.text("guardrail", format!("{id} {title}{force}"));
    }
    if let Some(limits) = &area.limits {
        block.text("limits", visible(limits).into_owned());
    }
    block.people("escalate", &area.escalate);
    block
}

fn counted_people(count: usize) -> String {
    match count {
        1 => counted(1, "person"),
        count => format!("{count} people"),
    }
}

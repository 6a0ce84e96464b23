//! What a young log still lacks before it tells who is after what, and who may decide.

use crate::index::Index;
use crate::model::kind::{FieldType, Kind, UPDATE_EVERY};

/// How many records a log may have and still be young.
const YOUNG: usize = 20;

/// Something that a log should have before it is old.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// In a few words: `areas with deciders`.
    pub what: &'static str,
    /// It is there.
    pub done: bool,
    /// What to type or to write next.
    pub next: String,
}

/// What a young log has and lacks; nothing of a log that is old, or lacks nothing.
#[must_use]
pub fn beginnings(index: &Index) -> Vec<Beginning> {
    if index.records.len() >= YOUNG {
        return Vec::new();
    }
    let mut all = outcomes(index);
    all.extend([areas(index), cadence(index), guardrails(index)]);
    match all.iter().all(|one| one.done) {
        true => Vec::new(),
        false => all,
    }
}

/// Outcomes are the records of a kind that measures something.
fn outcomes(index: &Index) -> Vec<Beginning> {
    let measures = |kind: &Kind| kind.fields_of(FieldType::Measures).next().is_some();
    let Some(kind) = index.log.kinds.iter().find(|kind| measures(kind)) else {
        return Vec::new();
    };
    let all: Vec<usize> = (0..index.records.len())
        .filter(|&at| index.records[at].kind.name == kind.name && index.is_going_on(at))
        .collect();
    let new = || format!("declog new \"An outcome\" -k {}", kind.name);
    let says = |at: usize, shape: FieldType| {
        let record = &index.records[at];
        let mut fields = record.kind.fields_of(shape);
        fields.any(|field| {
            let node = record.node(&field.key);
            node.is_some_and(|node| !node.items().is_empty())
        })
    };
    let lacks = |is_there: &dyn Fn(usize) -> bool| all.iter().copied().find(|&at| !is_there(at));
    let measured = lacks(&|at| says(at, FieldType::Measures));
    let owned = lacks(&|at| index.owner(at).is_some() && says(at, FieldType::Milestones));
    let next = |at: Option<usize>, command: &str| match at {
        Some(at) => command.replace("{id}", &index.records[at].id.to_string()),
        None => new(),
    };
    let milestone = match owned.is_some_and(|at| index.owner(at).is_none()) {
        true => "declog set {id} owner=NAME",
        false => "declog update {id} --milestone \"TITLE=DATE\"",
    };
    vec![
        Beginning {
            what: "outcomes with measures",
            done: !all.is_empty() && measured.is_none(),
            next: next(
                measured,
                "declog update {id} --measure \"NAME\" …, see `declog update --help`",
            ),
        },
        Beginning {
            what: "each owned, with milestones",
            done: !all.is_empty() && owned.is_none(),
            next: next(owned, milestone),
        },
    ]
}

fn areas(index: &Index) -> Beginning {
    let directory = index.log.directory();
    let names = directory.areas.keys();
    let lacking = names
        .clone()
        .find(|name| directory.deciders(name).is_empty());
    let name = lacking.map_or("NAME", String::as_str);
    Beginning {
        what: "areas with deciders",
        done: !directory.areas.is_empty() && lacking.is_none(),
        next: format!(
            "write `decides = [\"NAME\"]` under `[areas.{name}]` in {}",
            index.log.file.path
        ),
    }
}

fn cadence(index: &Index) -> Beginning {
    let cadence = &index.log.settings.cadence;
    let own = index
        .records
        .iter()
        .any(|record| record.text(UPDATE_EVERY).is_some());
    Beginning {
        what: "a cadence set",
        done: own || cadence.update_every.is_some() || cadence.review_after.is_some(),
        next: format!(
            "write `update-every = \"2w\"` under `[cadence]` in {}",
            index.log.file.path
        ),
    }
}

fn guardrails(index: &Index) -> Beginning {
    let areas = &index.log.settings.areas;
    let first = areas.keys().next().map_or("NAME", String::as_str);
    Beginning {
        what: "guardrails named",
        done: areas.values().any(|area| !area.guardrails.is_empty()),
        next: format!(
            "write `guardrails = [\"ID\"]` under `[areas.{first}]` in {}",
            index.log.file.path
        ),
    }
}

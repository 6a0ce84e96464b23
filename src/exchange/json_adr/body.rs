//! What a decision of a document says, as the sections of a record.

use super::adr::{Adr, Choice, Consequence};
use super::{DRIVERS, Known, OPTIONS, OUTCOME};
use crate::model::kind::Kind;
use crate::model::nesting;
use crate::text::outline;

/// The section for what has no place elsewhere.
const MORE: Known = Known {
    id: "more",
    title: "More Information",
};
/// The section of what speaks for and against each option.
const REASONS: Known = Known {
    id: "pros-and-cons",
    title: "Pros and Cons of the Options",
};

/// A heading and what stands under it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) text: String,
}

/// The sections of a decision in the order of its kind; `notes` are lines that belong to no section of the document.
///
/// A custom section with a heading that the kind knows takes the place of a list, and goes on where there is a text.
pub(super) fn parts(kind: &Kind, adr: &Adr, notes: &[String]) -> Vec<Part> {
    let leading = kind.section(&kind.leading);
    let context = leading.map_or("Context", |section| &section.title);
    let mut parts = Vec::new();
    let mut add = |heading: &str, text: String| {
        if !text.trim().is_empty() {
            let heading = heading.to_owned();
            parts.push(Part { heading, text });
        }
    };
    let custom = |known: &Known| {
        let mut headings = adr.sections.iter().map(|(heading, _)| heading);
        headings.any(|heading| same(kind, heading, &title(kind, known)))
    };
    add(context, adr.context.clone().unwrap_or_default());
    if !custom(&DRIVERS) {
        add(&title(kind, &DRIVERS), list(adr.drivers.iter()));
    }
    if !custom(&OPTIONS) {
        add(
            &title(kind, &OPTIONS),
            list(adr.options.iter().map(|option| &option.name)),
        );
    }
    add(&title(kind, &OUTCOME), outcome(adr));
    if !custom(&REASONS) {
        add(&title(kind, &REASONS), reasons(&adr.options));
    }
    for (heading, text) in &adr.sections {
        let known = parts
            .iter_mut()
            .find(|part| same(kind, &part.heading, heading));
        match known {
            Some(_) if text.is_empty() => {}
            Some(part) => {
                part.text.push_str("\n\n");
                part.text.push_str(text);
            }
            None => parts.push(Part {
                heading: heading.clone(),
                text: text.clone(),
            }),
        }
    }
    with_notes(kind, &mut parts, notes);
    in_order(kind, parts)
}

/// A text that stays inside of its section; false where it had to be changed for that.
///
/// A line that opens more containers than anybody reads gets a backslash in front; a text whose headings or open blocks
/// would end its section or swallow the next one becomes a quotation, which ends where it ends.
pub(super) fn contained(kind: &Kind, text: &str) -> (String, bool) {
    let deep = |line: &str| nesting::too_deep(&format!("> {line}")).is_some();
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut same = true;
    for line in lines.iter_mut().filter(|line| deep(line)) {
        *line = format!("\\{}", line.trim_start());
        same = false;
    }
    if breaks_out(kind, &lines.join("\n")) {
        for line in &mut lines {
            *line = format!("> {line}").trim_end().to_owned();
        }
        same = false;
    }
    (lines.join("\n"), same)
}

fn breaks_out(kind: &Kind, text: &str) -> bool {
    let outline = outline::read(kind, &format!("## A\n\n{text}\n\n## B\n"), 0);
    let outer = outline.headings.iter().filter(|heading| heading.level <= 2);
    let conflict = text.lines().any(|line| line.starts_with("<<<<<<< "));
    conflict || !outer.map(|heading| heading.text.as_str()).eq(["A", "B"])
}

/// The kind's own title of a section, where it has that section and it is not its leading one.
fn title(kind: &Kind, known: &Known) -> String {
    let own = kind.section(known.id).filter(|own| own.id != kind.leading);
    own.map_or(known.title, |own| &own.title).to_owned()
}

/// Whether two headings mean the same section.
fn same(kind: &Kind, a: &str, b: &str) -> bool {
    let section = |heading: &str| kind.section_for(heading).map(|section| section.id.as_str());
    a.eq_ignore_ascii_case(b) || (section(a).is_some() && section(a) == section(b))
}

/// The sections that the kind knows in its order, and all others before the last of those, which is the log.
fn in_order(kind: &Kind, mut parts: Vec<Part>) -> Vec<Part> {
    let others = 2 * kind.sections.len().saturating_sub(1);
    parts.sort_by_key(|part| {
        let id = kind.section_for(&part.heading).map(|section| &section.id);
        let known = kind
            .sections
            .iter()
            .position(|section| Some(&section.id) == id);
        known.map_or(others, |place| 2 * place + 1)
    });
    parts
}

/// The decision, and what follows from it and confirms it below headings of their own.
fn outcome(adr: &Adr) -> String {
    let mut all: Vec<String> = adr.decision.iter().cloned().collect();
    let consequences = consequences(&adr.consequences);
    if !consequences.is_empty() {
        all.push(format!("### Consequences\n\n{consequences}"));
    }
    all.extend(
        adr.confirmation
            .iter()
            .map(|text| format!("### Confirmation\n\n{text}")),
    );
    all.join("\n\n")
}

fn consequences(all: &[Consequence]) -> String {
    if let [Consequence::Text(text)] = all {
        return text.clone();
    }
    let items = all.iter().map(|one| match one {
        Consequence::Text(text) | Consequence::Any(text) => text.clone(),
        Consequence::Good(text) => sided("Good, because", text),
        Consequence::Bad(text) => sided("Bad, because", text),
        Consequence::Risk(text) => sided("Risk:", text),
    });
    list(items)
}

fn reasons(options: &[Choice]) -> String {
    let said = options.iter().filter_map(|option| {
        let mut all: Vec<String> = option.description.iter().cloned().collect();
        let pros = option.pros.iter().map(|pro| sided("Good, because", pro));
        let cons = option.cons.iter().map(|con| sided("Bad, because", con));
        let sides = list(pros.chain(cons));
        all.extend(Some(sides).filter(|sides| !sides.is_empty()));
        (!all.is_empty()).then(|| format!("### {}\n\n{}", option.name, all.join("\n\n")))
    });
    said.collect::<Vec<_>>().join("\n\n")
}

/// A reason that says which side it is on, once.
fn sided(side: &str, text: &str) -> String {
    let word = side.split([',', ':']).next().unwrap_or(side).to_lowercase();
    if text.to_lowercase().starts_with(&word) {
        text.to_owned()
    } else {
        format!("{side} {text}")
    }
}

/// Items of a list; what has several lines is indented below its mark.
fn list(items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let items = items.map(|item| format!("* {}", item.as_ref().replace('\n', "\n  ")));
    items.collect::<Vec<_>>().join("\n")
}

/// Puts lines at the end of the section for what has no place elsewhere, which is made where there is none.
fn with_notes(kind: &Kind, parts: &mut Vec<Part>, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    let heading = title(kind, &MORE);
    let text = list(notes.iter());
    match parts
        .iter_mut()
        .find(|part| same(kind, &part.heading, &heading))
    {
        Some(part) => part.text = format!("{}\n\n{text}", part.text),
        None => parts.push(Part { heading, text }),
    }
}

//! Records as one document.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{DIGEST, DRIVERS, MAX_NUMBER, OPTIONS, OUTCOME, SCHEMA, TEXT, VERSION, digest};
use crate::exchange::{Chosen, Exported};
use crate::index::{Edge, Index, Target};
use crate::model::kind::Kind;
use crate::model::record::{Record, Section};

/// How many records are named where something is said of many.
const NAMED: usize = 5;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    tool: Tool,
    repository: Repository<'a>,
    adrs: Vec<Value>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Repository<'a> {
    name: &'a str,
    adr_directory: String,
}

#[derive(Serialize)]
struct Adr<'a> {
    number: u64,
    title: &'a str,
    status: &'a str,
    date: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deciders: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    consulted: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    informed: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decision_drivers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    considered_options: Vec<Choice<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    path: &'a str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    custom_sections: Map<String, Value>,
}

#[derive(Serialize)]
struct Choice<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Link {
    #[serde(rename = "type")]
    name: &'static str,
    target: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

/// Writes the chosen records of one kind: the first that any of them is of.
pub(in crate::exchange) fn write(chosen: &Chosen<'_>) -> Exported {
    let index = chosen.index;
    let mut left_out = Vec::new();
    let first = chosen.places.first().map(|&at| &index.records[at].kind);
    let Some(kind) = first.or(index.log.kinds.first()) else {
        return Exported::default();
    };
    let is_one = |at: &usize| index.records[*at].kind.name == kind.name;
    let (places, others): (Vec<usize>, Vec<usize>) =
        chosen.places.iter().partition(|at| is_one(at));
    left_out.extend(of_other_kinds(index, &others));
    let has_number = |at: &usize| number(&index.records[*at]).is_some();
    let (places, beyond): (Vec<usize>, Vec<usize>) = places.iter().partition(|at| has_number(at));
    left_out.extend(beyond.iter().map(|&at| {
        let id = &index.records[at].id;
        format!("{id} is left out: JSON-ADR takes numbers from 1 to {MAX_NUMBER}")
    }));
    left_out.extend(of_undated(index, &places));
    let document = Document {
        schema: SCHEMA,
        version: VERSION,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        repository: Repository {
            name: &index.log.title,
            adr_directory: index.log.folder(kind),
        },
        adrs: places.iter().map(|&at| adr(index, at)).collect(),
    };
    let text = serde_json::to_string_pretty(&document).expect("every key is a string");
    Exported {
        text: (chosen.safe.json)(&text) + "\n",
        left_out,
    }
}

/// What is to be said of records that the document does not hold.
fn of_other_kinds(index: &Index, others: &[usize]) -> Option<String> {
    let mut kinds: Vec<String> = Vec::new();
    for &at in others {
        let flag = format!("`-k {}`", index.records[at].kind.name);
        if !kinds.contains(&flag) {
            kinds.push(flag);
        }
    }
    let records = match others.len() {
        0 => return None,
        1 => "1 record of another kind is".to_owned(),
        more => format!("{more} records of other kinds are"),
    };
    Some(format!(
        "{records} left out, because JSON-ADR numbers one kind: try {}",
        kinds.join(", ")
    ))
}

/// The number of a record, where it has one that the format takes.
fn number(record: &Record) -> Option<u64> {
    let number = record.id.number();
    number.filter(|number| (1..=MAX_NUMBER).contains(number))
}

/// A record with its own text and the digest of all the rest.
fn adr(index: &Index, at: usize) -> Value {
    let record = &index.records[at];
    let mut adr = serde_json::to_value(plain(index, at)).expect("every key is a string");
    // A text that does not say its own state could not be read back as it is.
    if record
        .front
        .as_ref()
        .is_some_and(|front| front.get("status").is_some())
    {
        let sum = digest(&adr);
        let sections = &mut adr["custom_sections"];
        sections[TEXT] = record.source.text.as_str().into();
        sections[DIGEST] = sum.into();
    }
    adr
}

fn plain(index: &Index, at: usize) -> Adr<'_> {
    let record = &index.records[at];
    let words = |key: &str| record.words(key).iter().map(|word| word.value).collect();
    let state = record.state().map(|state| state.name.as_str());
    let written = record.status.as_ref().map(|status| status.value.as_str());
    let signed = signature(&record.kind).map_or_else(Vec::new, words);
    let options = items(record, OPTIONS.id);
    Adr {
        number: number(record).unwrap_or_default(),
        title: record.title(),
        status: state.or(written).unwrap_or("unknown"),
        date: date(index, at).to_string(),
        deciders: signed,
        consulted: words("consulted"),
        informed: words("informed"),
        tags: words("tags"),
        context: context(record),
        decision_drivers: items(record, DRIVERS.id),
        considered_options: options.into_iter().map(|name| Choice { name }).collect(),
        decision: section(record, OUTCOME.id).and_then(|section| said(record, section)),
        links: links(index, at),
        path: &record.source.path,
        custom_sections: sections(record),
    }
}

/// The field of those who decide: the one that a step signs.
pub(super) fn signature(kind: &Kind) -> Option<&str> {
    kind.steps.iter().find_map(|step| step.signs.as_deref())
}

/// The day that the format insists on: of the last change of state, else of writing, else today.
fn date(index: &Index, at: usize) -> Date {
    let dated = index.records[at].date("date").or(index.created(at));
    dated.unwrap_or(index.log.as_of)
}

/// What is to be said of records that have no date.
fn of_undated(index: &Index, places: &[usize]) -> Option<String> {
    let undated = places.iter().map(|&at| &index.records[at]);
    let undated: Vec<&Record> = undated
        .filter(|record| record.date("date").is_none())
        .collect();
    let named = undated
        .iter()
        .take(NAMED)
        .map(|record| record.id.to_string());
    let named = named.collect::<Vec<_>>().join(", ");
    let more = match undated.len() {
        0 => return None,
        all if all > NAMED => format!(" and {} more", all - NAMED),
        _ => String::new(),
    };
    Some(format!(
        "no date, which JSON-ADR wants: the day of writing, or else today, stands for it in {named}{more}"
    ))
}

/// The section of that id, where it is not the kind's leading one.
fn section<'a>(record: &'a Record, id: &str) -> Option<&'a Section> {
    record.section(id).filter(|_| record.kind.leading != id)
}

/// What stands before the first section, and in the leading one.
fn context(record: &Record) -> Option<String> {
    let leading = record.section(&record.kind.leading);
    let parts = [
        Some(preamble(record)),
        leading.and_then(|section| said(record, section)),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// What stands between the title and the first section.
fn preamble(record: &Record) -> String {
    let title = record.headings.first().filter(|heading| heading.level == 1);
    let start = title.map_or(record.body.start, |title| title.span.end);
    let first = record.sections.first();
    let end = first.map_or(record.body.end, |section| section.heading.span.start);
    lines(record.source.text.get(start..end).unwrap_or_default())
}

fn said(record: &Record, section: &Section) -> Option<String> {
    let text = lines(record.source.slice(section.body));
    (!text.is_empty()).then_some(text)
}

/// Text with plain line ends, and no blank line at either end.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// The items of a section, as text.
fn items<'a>(record: &'a Record, id: &str) -> Vec<&'a str> {
    let section = section(record, id);
    let items = section.map_or(&[][..], |section| &section.items);
    items.iter().map(|item| item.value.as_str()).collect()
}

/// Every section that no key says whole, in the order written, by its heading.
fn sections(record: &Record) -> Map<String, Value> {
    let mut all = Map::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for section in &record.sections {
        let id = section.id.as_deref();
        let is_text = id.is_some_and(|id| id == record.kind.leading || id == OUTCOME.id);
        let is_list = id.is_some_and(|id| id == DRIVERS.id || id == OPTIONS.id);
        if is_text || (is_list && is_nothing_but_its_list(record, section)) {
            continue;
        }
        let text = said(record, section).unwrap_or_default();
        let heading = section.heading.text.as_str();
        let count = counts.entry(heading).or_insert(1);
        let mut name = heading.to_owned();
        while ["", TEXT, DIGEST].contains(&name.as_str()) || all.contains_key(&name) {
            *count += 1;
            name = format!("{heading} ({count})");
        }
        all.insert(name, text.into());
    }
    all
}

/// The section is a list of one line each, in which no markup is lost.
fn is_nothing_but_its_list(record: &Record, section: &Section) -> bool {
    let text = record.source.slice(section.body);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let marks = ["* ", "- ", "+ "];
    let items = lines.map(|line| marks.iter().find_map(|mark| line.strip_prefix(mark)));
    items.eq(section.items.iter().map(|item| Some(item.value.as_str())))
}

/// Relations with records of the same kind, both ways.
fn links(index: &Index, at: usize) -> Vec<Link> {
    let kind = &index.records[at].kind.name;
    let link = |name: &'static str, other: usize, edge: &Edge| {
        let other = &index.records[other];
        let target = number(other).filter(|_| other.kind.name == *kind)?;
        Some(Link {
            name,
            target,
            description: edge
                .section
                .as_ref()
                .map(|section| format!("about {section}")),
        })
    };
    let written = index.edges_from(at).filter_map(|edge| match edge.to {
        Target::Record(to) => link(edge.relation.name(), to, edge),
        _ => None,
    });
    let derived = index
        .edges_to(at)
        .filter_map(|edge| link(edge.relation.derived_name(), edge.from, edge));
    written.chain(derived).collect()
}

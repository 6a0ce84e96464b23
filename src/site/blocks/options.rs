//! The options of a record as a table: what was chosen, and what spoke for and against each.
//!
//! Built from the list of options and from the section of their pros and cons, where both are in the shape that MADR
//! gives them. What the table cannot hold is shown below it; where little fits, the sections stay text.

use pulldown_cmark::{Event, HeadingLevel, Tag};
use serde::Serialize;

use super::{Site, prose};
use crate::model::record::Section;
use crate::model::state::Phase;
use crate::model::words::capitalised;
use crate::site::escape;
use crate::site::markdown::{Document, Part, Writer};

/// The options of a record.
#[derive(Serialize)]
pub(in crate::site) struct Options {
    id: String,
    title: String,
    /// The anchor of the section of pros and cons, which the table took in.
    also: Option<String>,
    intro: Option<String>,
    rest: Option<String>,
    reasons: bool,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: Option<String>,
    name: String,
    verdict: &'static str,
    #[serde(rename = "for")]
    pros: Vec<String>,
    #[serde(rename = "against")]
    cons: Vec<String>,
}

/// What the table will be made of.
pub(super) struct Table {
    /// Where the heading of the options begins, and that of the pros and cons where the table takes them in.
    pub(super) section: usize,
    pub(super) reasons: Option<usize>,
    intro: Part,
    rest: Part,
    options: Vec<Choice>,
    chosen: Option<usize>,
}

struct Choice {
    /// The words of its item.
    name: Part,
    /// Its heading's anchor, and the blocks under that heading.
    heading: Option<Part>,
    anchor: Option<String>,
    reasons: Vec<Part>,
    others: Vec<Part>,
}

/// How a reason begins, and whether it speaks for the option; neither for those that say so.
const SIDES: [(&str, Side); 12] = [
    ("good, because ", Side::For),
    ("good because ", Side::For),
    ("good, ", Side::For),
    ("good: ", Side::For),
    ("pro: ", Side::For),
    ("bad, because ", Side::Against),
    ("bad because ", Side::Against),
    ("bad, ", Side::Against),
    ("bad: ", Side::Against),
    ("con: ", Side::Against),
    ("neutral, because ", Side::Neither),
    ("neutral: ", Side::Neither),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    For,
    Against,
    Neither,
}

/// Finds the options of a record, where there are two and each is one line.
pub(super) fn find(site: &Site<'_>, document: &Document<'_>) -> Option<Table> {
    let section = site.record.section("options")?;
    let blocks = document.blocks(document.part(section.body.start, section.body.end));
    let list = blocks.iter().position(|block| is_list(document, block))?;
    let items = items(document, &blocks[list]);
    let mut options = Vec::new();
    for item in items {
        options.push(Choice {
            name: line(document, item)?,
            heading: None,
            anchor: None,
            reasons: Vec::new(),
            others: Vec::new(),
        });
    }
    if options.len() < 2 {
        return None;
    }
    let chosen = chosen(site, document, &options);
    let pros = site.record.section("pros-and-cons");
    let reasons = pros.filter(|pros| take_in(site, document, pros, &mut options));
    Some(Table {
        section: section.heading.span.start,
        reasons: reasons.map(|pros| pros.heading.span.start),
        intro: blocks[0].start..blocks[list].start,
        rest: blocks[list].end..blocks.last().map_or(0, |block| block.end),
        options,
        chosen,
    })
}

/// Makes the table.
pub(super) fn block(
    site: &Site<'_>,
    document: &Document<'_>,
    writer: &mut Writer<'_>,
    table: &Table,
) -> Options {
    let section = |start: usize| {
        let mut sections = site.record.sections.iter();
        sections.find(|section| section.heading.span.start == start)
    };
    let heading = section(table.section);
    let title = heading.map(|section| prose::title(document, writer, section));
    writer.under(2);
    let some = |html: String| (!html.trim().is_empty()).then_some(html);
    let intro = some(writer.part(table.intro.clone()));
    let mut rows: Vec<Row> = (0..table.options.len())
        .map(|at| row(site, writer, table, at))
        .collect();
    let mut rest = writer.part(table.rest.clone());
    for (option, row) in table.options.iter().zip(&mut rows) {
        if let Some(html) = beyond(writer, option) {
            // The heading that stands with what is said beyond the table has the anchor.
            row.id = None;
            rest.push_str(&html);
        }
    }
    Options {
        id: heading
            .map(|section| section.heading.anchor.clone())
            .unwrap_or_default(),
        title: title.unwrap_or_default(),
        also: table
            .reasons
            .and_then(section)
            .map(|section| section.heading.anchor.clone()),
        intro,
        rest: some(rest),
        reasons: rows
            .iter()
            .any(|row| !row.pros.is_empty() || !row.cons.is_empty()),
        rows,
    }
}

fn row(site: &Site<'_>, writer: &mut Writer<'_>, table: &Table, at: usize) -> Row {
    let option = &table.options[at];
    let mut row = Row {
        id: option.anchor.clone(),
        name: writer.part(option.name.clone()).trim().to_owned(),
        verdict: verdict(site, table, at),
        pros: Vec::new(),
        cons: Vec::new(),
    };
    for reason in &option.reasons {
        let html = writer.part(reason.clone());
        match split(html.trim()) {
            (Side::Against, html) => row.cons.push(html),
            (_, html) => row.pros.push(html),
        }
    }
    row
}

/// What the section of pros and cons says of an option that is no reason, under the option's heading.
fn beyond(writer: &mut Writer<'_>, option: &Choice) -> Option<String> {
    let heading = option.heading.clone()?;
    writer.under(2);
    let heading = writer.part(heading);
    let others = option.others.iter().map(|part| writer.part(part.clone()));
    let others: String = others.collect();
    (!others.trim().is_empty()).then(|| heading + &others)
}

fn verdict(site: &Site<'_>, table: &Table, at: usize) -> &'static str {
    let over = site.work.index.in_force(site.at) == Some(false);
    match (table.chosen, site.record.phase()) {
        (Some(chosen), Some(Phase::Open)) if chosen == at => "proposed",
        (_, Some(Phase::Open)) | (None, _) => "open",
        (Some(chosen), _) if chosen != at => "refused",
        (_, Some(Phase::Refused)) => "proposed_then",
        _ if over => "chosen_then",
        _ => "chosen",
    }
}

/// The option that the outcome names: after the words `chosen option`, else the only one it speaks of at first.
fn chosen(site: &Site<'_>, document: &Document<'_>, options: &[Choice]) -> Option<usize> {
    let outcome = site.record.section("outcome")?;
    let part = document.part(outcome.body.start, outcome.body.end);
    let first = document
        .blocks(part)
        .into_iter()
        .map(|block| document.words(block));
    let words = first.into_iter().find(|words| !words.trim().is_empty())?;
    let lower = words.to_lowercase();
    let names: Vec<String> = options
        .iter()
        .map(|option| bare(&document.words(option.name.clone())))
        .collect();
    let said = lower
        .split_once("chosen option")
        .map_or(lower.as_str(), |(_, said)| said);
    let said = said.split_once(':').map_or(said, |(_, said)| said);
    let quoted: Option<String> = said
        .split(['"', '“', '”', '„', '«', '»'])
        .nth(1)
        .map(bare)
        .filter(|quoted| !quoted.is_empty());
    let exact = |wanted: &str| names.iter().position(|name| name == wanted);
    let begins = |wanted: &str| {
        one(&names, |name| {
            name.starts_with(wanted) || wanted.starts_with(name)
        })
    };
    let said = bare(said);
    quoted
        .as_deref()
        .and_then(|quoted| exact(quoted).or_else(|| begins(quoted)))
        .or_else(|| one(&names, |name| said.starts_with(name)))
        .or_else(|| one(&names, |name| said.contains(name)))
}

/// The only name that fits; where one holds another, the longer of them.
fn one(names: &[String], fits: impl Fn(&str) -> bool) -> Option<usize> {
    let mut found: Vec<usize> = (0..names.len())
        .filter(|&at| !names[at].is_empty() && fits(&names[at]))
        .collect();
    found.sort_by_key(|&at| std::cmp::Reverse(names[at].len()));
    match found.as_slice() {
        [only] => Some(*only),
        [longest, rest @ ..] if rest.iter().all(|&at| names[*longest].contains(&names[at])) => {
            Some(*longest)
        }
        _ => None,
    }
}

/// Takes the pros and cons into the options; false where a heading names no option.
fn take_in(
    site: &Site<'_>,
    document: &Document<'_>,
    section: &Section,
    options: &mut [Choice],
) -> bool {
    let names: Vec<String> = options
        .iter()
        .map(|option| bare(&document.words(option.name.clone())))
        .collect();
    let mut current: Option<usize> = None;
    let mut found: Vec<(usize, Part)> = Vec::new();
    for block in document.blocks(document.part(section.body.start, section.body.end)) {
        let Some((event, _)) = document.first(&block) else {
            return false;
        };
        match (event, current) {
            (Event::Start(Tag::Heading { level, .. }), _) if *level == HeadingLevel::H3 => {
                let heading = bare(&document.words(block.clone()));
                let fits = |name: &str| {
                    name == heading || name.starts_with(&heading) || heading.starts_with(name)
                };
                let Some(at) = one(&names, fits).filter(|_| !heading.is_empty()) else {
                    return false;
                };
                current = Some(at);
                found.push((at, block));
            }
            (Event::Start(Tag::HtmlBlock), None) => {}
            (_, None) => return false,
            (_, Some(at)) => found.push((at, block)),
        }
    }
    for (at, block) in found {
        add(site, document, &mut options[at], block);
    }
    true
}

fn add(site: &Site<'_>, document: &Document<'_>, option: &mut Choice, block: Part) {
    if let Some((
        Event::Start(Tag::Heading {
            level: HeadingLevel::H3,
            ..
        }),
        start,
    )) = document.first(&block)
    {
        let mut headings = site.record.headings.iter();
        let heading = headings.find(|heading| heading.span.start == start);
        option.anchor = heading.map(|heading| heading.anchor.clone());
        option.heading = Some(block);
        return;
    }
    let lines: Option<Vec<Part>> = is_list(document, &block)
        .then(|| items(document, &block))
        .and_then(|items| items.into_iter().map(|item| line(document, item)).collect());
    let sided = |part: &Part| split_words(&document.words(part.clone())).is_some();
    match lines {
        Some(lines) if lines.iter().all(sided) => {
            option.reasons.extend(lines);
        }
        _ => option.others.push(block),
    }
}

fn split_words(words: &str) -> Option<(Side, usize)> {
    let lower = words.trim_start().to_lowercase();
    let found = SIDES.iter().find(|(start, _)| lower.starts_with(start));
    found.map(|(start, side)| (*side, start.len()))
}

/// The side of a reason, and what is left of its HTML behind the words that say so.
fn split(html: &str) -> (Side, String) {
    let Some((side, length)) = split_words(html) else {
        return (Side::Neither, html.to_owned());
    };
    let rest = html.get(length..).unwrap_or(html).to_owned();
    match side {
        Side::Neither => (side, html.to_owned()),
        _ => (side, capitalised(&rest)),
    }
}

fn is_list(document: &Document<'_>, block: &Part) -> bool {
    matches!(document.first(block), Some((Event::Start(Tag::List(_)), _)))
}

fn items(document: &Document<'_>, list: &Part) -> Vec<Part> {
    document
        .blocks(list.start + 1..list.end.saturating_sub(1))
        .into_iter()
        .map(|item| item.start + 1..item.end.saturating_sub(1))
        .collect()
}

/// The words of an item that is one line; none where it holds anything else.
fn line(document: &Document<'_>, item: Part) -> Option<Part> {
    let words = match document.first(&item) {
        Some((Event::Start(Tag::Paragraph), _)) if document.end_of(item.start) + 1 == item.end => {
            item.start + 1..item.end - 1
        }
        _ => item,
    };
    let inline = document
        .events(words.clone())
        .iter()
        .all(|(event, _)| match event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Emphasis
                    | Tag::Strong
                    | Tag::Strikethrough
                    | Tag::Link { .. }
                    | Tag::Image { .. }
            ),
            Event::TaskListMarker(_) => false,
            _ => true,
        });
    (inline && !document.words(words.clone()).trim().is_empty()).then_some(words)
}

/// Letters and digits only, so that quotes, dashes and case do not matter.
fn bare(text: &str) -> String {
    let mut out = String::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    escape::visible(&out).into_owned()
}

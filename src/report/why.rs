//! The records that govern a path, each once, with the evidence and where it comes from.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::record::sentence;
use super::safe::visible;
use super::style::{Role, Style};
use super::words::counted;
use crate::model::evidence::{Evidence, Ground};
use crate::model::people::Directory;
use crate::model::standing::Standing;
use crate::model::view::RecordView;

/// How many paths, or commits, or files with citations are told of one record before the rest is counted.
const SHOWN: usize = 5;

/// What was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A path from the repository's root.
    Path {
        /// The path; empty for the root.
        path: String,
        /// A line of it, from 1.
        line: Option<usize>,
        /// Something is there.
        exists: bool,
        /// It is a folder.
        is_folder: bool,
    },
    /// What lies between two revisions.
    Change {
        /// As it was typed.
        written: String,
        /// The older one, as a whole object id.
        base: String,
        /// The newer one; none for the working tree.
        head: Option<String>,
        /// How many paths differ.
        paths: usize,
    },
}

/// The answer.
pub struct Why<'a> {
    /// What was asked about.
    pub about: &'a About,
    /// The records, strongest evidence first.
    pub governing: &'a [Governing<'a>],
    /// Ids in files that name no record.
    pub strange: &'a [Strange],
    /// What people call the areas.
    pub directory: Directory<'a>,
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
}

/// A record that governs.
#[derive(Clone, Debug)]
pub struct Governing<'a> {
    /// The record as programs see it.
    pub record: RecordView,
    /// Where it stands.
    pub standing: Standing,
    /// The records that took its place.
    pub superseded_by: Vec<Replacement>,
    /// What says so, strongest first.
    pub evidence: &'a [Evidence],
}

/// A record that took another's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Replacement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// An id in a file that names no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Strange {
    /// The id.
    pub id: String,
    /// The file, from the repository's root.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

/// What `why --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct WhyJson<'a> {
    #[schemars(extend("const" = "declog.why/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// The path from the repository's root, empty at the root; null for a change.
    path: Option<&'a str>,
    /// The line of the path; null where none was asked about.
    line: Option<usize>,
    /// Whether something is at the path; null for a change.
    exists: Option<bool>,
    /// The change that was asked about; null for a path.
    change: Option<ChangeJson<'a>>,
    /// The records that govern, strongest evidence first.
    records: Vec<GoverningJson<'a>>,
    /// Ids in files that name no record.
    unknown: &'a [Strange],
}

/// What lies between two revisions.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ChangeJson<'a> {
    /// The older revision.
    base: &'a str,
    /// The newer one; null for the working tree.
    head: Option<&'a str>,
    /// How many paths differ.
    paths: usize,
}

/// A record that governs, and why.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct GoverningJson<'a> {
    record: &'a RecordView,
    /// Where it stands, as a sentence.
    standing: String,
    /// The records that took its place.
    superseded_by: &'a [Replacement],
    /// What says so, strongest first.
    evidence: &'a [Evidence],
}

/// Writes the answer for a person.
///
/// # Errors
/// What the stream says.
pub fn write(why: &Why<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (place, one) in why.governing.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        record(why, one, style, out)?;
    }
    if why.strange.is_empty() {
        return Ok(());
    }
    if !why.governing.is_empty() {
        writeln!(out)?;
    }
    let places = why.strange.iter().map(|strange| {
        let path = visible(&strange.path);
        format!("{} at {path}:{}", strange.id, strange.line)
    });
    let line = format!("named, and not in this log: {}", some(places.collect()));
    writeln!(out, "{}", style.paint(Role::Risk, &line))
}

fn record(why: &Why<'_>, one: &Governing<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (id, title) = (visible(&one.record.id), visible(&one.record.title));
    let head = format!("{id} {title}");
    writeln!(out, "{}", style.paint(Role::Strong, &head))?;
    let standing = sentence(&one.standing);
    let standing = match Role::of_tone(one.record.tone) {
        Some(role) => style.paint(role, &standing),
        None => standing.as_str().into(),
    };
    writeln!(out, "  {standing}")?;
    for new in &one.superseded_by {
        writeln!(out, "  now {} {}", visible(&new.id), visible(&new.title))?;
    }
    for line in lines(why, one.evidence) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

/// A line for each piece of evidence; citations have one for all files, and of many commits the first are told.
fn lines(why: &Why<'_>, all: &[Evidence]) -> Vec<String> {
    let of = |ground: Ground| all.iter().filter(move |one| one.ground == ground);
    let mut lines: Vec<String> = of(Ground::Governs)
        .map(|one| format!("governs {}{}", patterns(one), paths(why, one)))
        .collect();
    let area = |word: &str, one: &Evidence| {
        let area = one.area.as_deref().unwrap_or_default();
        let title = visible(why.directory.area_title(area)).into_owned();
        format!("{word} {title} ({}){}", patterns(one), paths(why, one))
    };
    lines.extend(of(Ground::Guardrail).map(|one| area("guardrail of", one)));
    let cited = of(Ground::Citation).map(|one| {
        let path = one.paths.first().map_or("", String::as_str);
        let lines: Vec<String> = one.lines.iter().map(usize::to_string).collect();
        format!("{}:{}", visible(path), lines.join(","))
    });
    let cited: Vec<String> = cited.collect();
    if !cited.is_empty() {
        lines.push(format!("named at {}", some(cited)));
    }
    let commits = of(Ground::Commit).map(|one| {
        let commit = one.commit.as_deref().unwrap_or_default();
        let subject = visible(one.subject.as_deref().unwrap_or_default());
        format!("named in commit {commit} {subject}")
    });
    let commits: Vec<String> = commits.collect();
    let more = commits.len().saturating_sub(SHOWN);
    lines.extend(commits.into_iter().take(SHOWN));
    if more > 0 {
        lines.push(format!("named in {}", counted(more, "more commit")));
    }
    lines.extend(of(Ground::Area).map(|one| area("in force in", one)));
    lines
}

fn patterns(one: &Evidence) -> String {
    let patterns = one.patterns.iter();
    let patterns: Vec<String> = patterns
        .map(|glob| format!("`{}`", visible(glob)))
        .collect();
    patterns.join(", ")
}

/// Which paths it is about, where more than one was asked about.
fn paths(why: &Why<'_>, one: &Evidence) -> String {
    match why.about {
        About::Path {
            is_folder: false, ..
        } => String::new(),
        About::Path { path, .. } => {
            let files: Vec<&String> = one.paths.iter().filter(|file| *file != path).collect();
            match files.as_slice() {
                [] => String::new(),
                [only] if one.patterns.contains(only) => String::new(),
                [only] => format!(": {}", visible(only)),
                several => format!(": {}", counted(several.len(), "file")),
            }
        }
        About::Change { .. } => {
            let others = one
                .paths
                .iter()
                .filter(|path| one.patterns != [path.as_str()]);
            let paths: Vec<String> = others.map(|path| visible(path).into_owned()).collect();
            match paths.as_slice() {
                [] => String::new(),
                _ => format!(": {}", some(paths)),
            }
        }
    }
}

/// The first few, and how many more.
fn some(all: Vec<String>) -> String {
    let more = all.len().saturating_sub(SHOWN);
    let shown = all[..all.len() - more].join(", ");
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Writes the answer for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(why: &Why<'_>, out: &mut dyn Write) -> io::Result<()> {
    let records = why.governing.iter().map(|one| GoverningJson {
        record: &one.record,
        standing: sentence(&one.standing),
        superseded_by: &one.superseded_by,
        evidence: one.evidence,
    });
    let (path, line, exists, change) = match why.about {
        About::Path {
            path, line, exists, ..
        } => (Some(path.as_str()), *line, Some(*exists), None),
        About::Change {
            base, head, paths, ..
        } => {
            let head = head.as_deref();
            let paths = *paths;
            (None, None, None, Some(ChangeJson { base, head, paths }))
        }
    };
    let whole = WhyJson {
        schema: "declog.why/1",
        as_of: why.as_of.to_string(),
        rev: why.rev,
        path,
        line,
        exists,
        change,
        records: records.collect(),
        unknown: why.strange,
    };
    json::write(&whole, out)
}

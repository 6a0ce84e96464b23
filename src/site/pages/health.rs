//! Health: how much of the log is complete, which rules it breaks, and what happened to every file.

mod line;
mod times;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Draft, Made};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::site::context::{Empty, Frame, Who};
use crate::site::listing;
use crate::site::mail::without_mail;
use crate::site::work::{Heading, Work, fix};

/// Records named beside a rule.
const FIRST: usize = 4;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    empty: Option<Empty>,
    percent: usize,
    complete: usize,
    records: usize,
    findings: Totals,
    /// How many the baseline lets pass; none where there is no baseline.
    let_pass: Option<usize>,
    command: &'static str,
    line: Option<line::Line>,
    times: Vec<times::Times>,
    by_rule: Vec<ByRule<'a>>,
    rules_href: &'static str,
    by_owner: Vec<ByOwner>,
    files: Vec<Files>,
    elsewhere: Vec<Elsewhere<'a>>,
}

#[derive(Serialize)]
struct Totals {
    total: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct ByRule<'a> {
    level: Level,
    rule: &'a str,
    href: String,
    means: &'a str,
    count: usize,
    first: Vec<Offender>,
    more: usize,
    fix: Option<String>,
}

#[derive(Serialize)]
struct Offender {
    id: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct ByOwner {
    owner: Option<Who>,
    records: usize,
    percent: usize,
    findings: usize,
}

#[derive(Serialize)]
struct Files {
    about: &'static str,
    n: usize,
    note: Option<String>,
}

#[derive(Serialize)]
struct Elsewhere<'a> {
    path: &'a str,
    rule: &'a str,
    href: String,
    message: String,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let draft = Draft::new("health.html", |page: &str| {
        Made::html(work, "health.html", &context(work, page))
    });
    vec![draft]
}

fn context<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let records = work.index.records.len();
    let complete = (0..records).filter(|&at| is_complete(work, at)).count();
    let heading = Heading {
        title: work.words.nav.health.as_str().into(),
        description: work.words.frame.about_health.as_str().into(),
        way: Vec::new(),
        under: page.to_owned(),
        json: None,
        file: None,
    };
    let at_level = |level| work.findings.iter().filter(|f| f.level == level).count();
    Context {
        frame: work.frame(page, heading),
        empty: (records == 0).then(|| Empty {
            about: "log".to_owned(),
            commands: listing::first_commands(),
        }),
        percent: percent(complete, records),
        complete,
        records,
        findings: Totals {
            total: work.findings.len(),
            errors: at_level(Level::Deny),
            warnings: at_level(Level::Warn),
        },
        let_pass: work.meta.judged.let_pass,
        command: "declog check",
        line: line::line(work),
        times: match records {
            0 => Vec::new(),
            _ => times::times(work),
        },
        by_rule: by_rule(work, page),
        rules_href: "rules/index.html",
        by_owner: by_owner(work, page),
        files: files(work),
        elsewhere: elsewhere(work),
    }
}

/// Rounded down, so that 100 means all of them.
fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(100)
}

fn is_complete(work: &Work<'_>, at: usize) -> bool {
    work.findings_of(&work.index.records[at].source.path)
        .is_empty()
}

fn by_rule<'w>(work: &'w Work<'w>, page: &str) -> Vec<ByRule<'w>> {
    let mut rules: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in &work.findings {
        rules.entry(&finding.rule).or_default().push(finding);
    }
    let mut rows: Vec<ByRule<'_>> = rules
        .into_iter()
        .map(|(rule, findings)| {
            let mut first: Vec<Offender> = Vec::new();
            for finding in &findings {
                let found = offender(work, finding, page);
                if first.len() < FIRST && first.iter().all(|known| known.id != found.id) {
                    first.push(found);
                }
            }
            let card = work.cards.iter().find(|card| card.id == rule);
            ByRule {
                level: findings
                    .iter()
                    .map(|f| f.level)
                    .max()
                    .unwrap_or(Level::Warn),
                rule,
                href: super::rules::path(work, rule),
                means: card.map_or("", |card| card.summary),
                count: findings.len(),
                more: findings.len().saturating_sub(FIRST),
                first,
                fix: findings.iter().find_map(|finding| command(finding)),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        (b.level, b.count)
            .cmp(&(a.level, a.count))
            .then(a.rule.cmp(b.rule))
    });
    rows
}

fn offender(work: &Work<'_>, finding: &Diagnostic, page: &str) -> Offender {
    match work.index.at_path(&finding.path) {
        Some(at) => Offender {
            id: work.index.records[at].id.to_string(),
            href: Some(work.href(at, page)),
        },
        None => Offender {
            id: finding.path.clone(),
            href: None,
        },
    }
}

/// The command that a finding's help names in backticks.
fn command(finding: &Diagnostic) -> Option<String> {
    let help = fix(finding)?;
    let mut pieces = help.split('`');
    pieces
        .find(|piece| piece.starts_with("declog ") || piece.starts_with("git "))
        .map(str::to_owned)
}

/// One row for each owner, and one for what nobody owns and somebody should.
fn by_owner(work: &Work<'_>, page: &str) -> Vec<ByOwner> {
    let mut owners: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    let all = 0..work.index.records.len();
    for at in all.filter(|&at| work.index.records[at].kind.is_owned()) {
        owners.entry(work.index.owner(at)).or_default().push(at);
    }
    let mut rows: Vec<ByOwner> = owners
        .into_iter()
        .map(|(owner, records)| {
            let complete = records.iter().filter(|&&at| is_complete(work, at)).count();
            let findings = records
                .iter()
                .map(|&at| work.findings_of(&work.index.records[at].source.path).len());
            ByOwner {
                owner: owner.map(|owner| work.who(owner, page)),
                records: records.len(),
                percent: percent(complete, records.len()),
                findings: findings.sum(),
            }
        })
        .collect();
    let name = |row: &ByOwner| row.owner.as_ref().map(|owner| owner.name.clone());
    rows.sort_by(|a, b| {
        b.findings
            .cmp(&a.findings)
            .then(b.records.cmp(&a.records))
            .then_with(|| name(a).cmp(&name(b)))
    });
    rows
}

fn files(work: &Work<'_>) -> Vec<Files> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ignored in &work.index.ignored {
        let name = ignored.path.rsplit('/').next().unwrap_or(&ignored.path);
        reasons.entry(ignored.reason).or_default().push(name);
    }
    let notes: Vec<String> = reasons
        .into_iter()
        .map(|(reason, names)| match names.as_slice() {
            [only] => format!("{only}: {reason}"),
            names => format!("{}: {reason}", names.len()),
        })
        .collect();
    let row = |about, n, note| Files { about, n, note };
    let note = &work.words.health.baseline_note;
    let let_pass = work.meta.judged.let_pass;
    let let_pass = let_pass.map(|n| row("baseline", n, Some(note.clone())));
    let mut rows = vec![
        row("records", work.index.records.len(), None),
        row(
            "ignored",
            work.index.ignored.len(),
            (!notes.is_empty()).then(|| notes.join("; ")),
        ),
        row("unreadable", work.index.unreadable.len(), None),
    ];
    rows.extend(let_pass);
    rows
}

/// Every finding on a file that is no record.
fn elsewhere<'w>(work: &'w Work<'w>) -> Vec<Elsewhere<'w>> {
    let findings = work.findings.iter();
    findings
        .filter(|finding| work.index.at_path(&finding.path).is_none())
        .map(|finding| Elsewhere {
            path: &finding.path,
            rule: &finding.rule,
            href: super::rules::path(work, &finding.rule),
            message: without_mail(&finding.message),
        })
        .collect()
}

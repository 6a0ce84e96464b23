//! The rules: all of them by group, and a page for each with its documentation and where the log breaks it.

use std::collections::HashMap;

use serde::Serialize;

use super::{Draft, Made};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rule::RuleCard;
use crate::model::words::capitalised;
use crate::site::address::{self, Place};
use crate::site::context::Frame;
use crate::site::mail::without_mail;
use crate::site::markdown::{Document, Surroundings, Writer};
use crate::site::work::{Heading, Work, fix};

/// Findings listed on a rule's page.
const MOST: usize = 200;

const INDEX: &str = "rules/index.html";

#[derive(Serialize)]
struct IndexContext<'a> {
    frame: Frame<'a>,
    sections: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    title: Option<String>,
    id: String,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Rule<'a> {
    level: Level,
    rule: &'a str,
    href: String,
    means: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    rule: &'a str,
    level: Level,
    means: &'a str,
    html: String,
    findings: Vec<Found<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct Found<'a> {
    id: Option<String>,
    title: Option<&'a str>,
    href: Option<String>,
    path: &'a str,
    message: String,
    fix: Option<String>,
}

/// The page of a rule, from the site's root; that of all rules for one that has none.
pub(super) fn path(work: &Work<'_>, rule: &str) -> String {
    match work.cards.iter().any(|card| card.id == rule) {
        true => format!("rules/{}.html", address::slug(rule)),
        false => INDEX.to_owned(),
    }
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let index = Draft::new(INDEX, |page: &str| {
        Made::html(work, "rules.html", &all(work, page))
    });
    let rules = work.cards.iter().map(|card| {
        Draft::new(path(work, card.id), move |page: &str| {
            Made::html(work, "rule.html", &one(work, card, page))
        })
    });
    std::iter::once(index).chain(rules).collect()
}

fn all<'w>(work: &'w Work<'w>, page: &str) -> IndexContext<'w> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for card in work.cards {
        let id = address::slug(card.group);
        let rule = Rule {
            level: level(work, card),
            rule: card.id,
            href: address::relative(page, &path(work, card.id)),
            means: card.summary,
            count: work.findings.iter().filter(|f| f.rule == card.id).count(),
        };
        match sections.iter_mut().find(|section| section.id == id) {
            Some(section) => section.rules.push(rule),
            None => sections.push(Section {
                title: (!card.group.is_empty()).then(|| capitalised(card.group)),
                id,
                rules: vec![rule],
            }),
        }
    }
    let heading = Heading {
        title: work.words.rules.title.as_str().into(),
        description: work.words.frame.about_rules.as_str().into(),
        way: vec![(work.words.nav.health.clone(), "health.html".to_owned())],
        under: "health.html".to_owned(),
        json: None,
        file: None,
    };
    IndexContext {
        frame: work.frame(page, heading),
        sections,
    }
}

fn one<'w>(work: &'w Work<'w>, card: &'w RuleCard<'w>, page: &str) -> Context<'w> {
    let found: Vec<&Diagnostic> = work
        .findings
        .iter()
        .copied()
        .filter(|finding| finding.rule == card.id)
        .collect();
    let heading = Heading {
        title: card.id.into(),
        description: card.summary.into(),
        way: vec![
            (work.words.nav.health.clone(), "health.html".to_owned()),
            (work.words.nav.rules.clone(), INDEX.to_owned()),
        ],
        under: "health.html".to_owned(),
        json: None,
        file: None,
    };
    Context {
        frame: work.frame(page, heading),
        rule: card.id,
        level: level(work, card),
        means: card.summary,
        html: docs(work, card),
        more: found.len().saturating_sub(MOST),
        findings: found
            .iter()
            .take(MOST)
            .map(|f| row(work, f, page))
            .collect(),
    }
}

/// The level a rule has in this log.
fn level(work: &Work<'_>, card: &RuleCard<'_>) -> Level {
    let levels = &work.index.log.settings.check.levels;
    levels.get(card.id).copied().unwrap_or(card.level)
}

fn docs(work: &Work<'_>, card: &RuleCard<'_>) -> String {
    let document = Document::parse(card.docs, 0);
    let around = Surroundings {
        place: Place {
            index: work.index,
            addresses: &work.addresses,
            at: None,
        },
        anchors: HashMap::new(),
        words: &work.words.body,
        raw: false,
    };
    Writer::new(&document, &around).part(document.whole())
}

fn row<'w>(work: &'w Work<'w>, finding: &'w Diagnostic, page: &str) -> Found<'w> {
    let at = work.index.at_path(&finding.path);
    Found {
        id: at.map(|at| work.index.records[at].id.to_string()),
        title: at.map(|at| work.index.records[at].title()),
        href: at.map(|at| work.href(at, page)),
        path: &finding.path,
        message: without_mail(&finding.message),
        fix: fix(finding),
    }
}

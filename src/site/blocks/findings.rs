//! What the check says of a record.

use serde::Serialize;

use super::Site;
use crate::model::diagnostic::Level;
use crate::site::address;
use crate::site::mail::without_mail;
use crate::site::{pages, work};

/// The findings on a record's file.
#[derive(Serialize)]
pub(in crate::site) struct Findings<'a> {
    pub(super) id: String,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    level: Level,
    rule: &'a str,
    href: String,
    message: String,
    fix: Option<String>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<Findings<'w>> {
    let findings = site.work.findings_of(&site.record.source.path);
    let rows: Vec<Row<'_>> = findings
        .iter()
        .map(|finding| Row {
            level: finding.level,
            rule: &finding.rule,
            href: address::relative(&site.page, &pages::rule_path(site.work, &finding.rule)),
            message: without_mail(&finding.message),
            fix: work::fix(finding),
        })
        .collect();
    (!rows.is_empty()).then_some(Findings { id, rows })
}

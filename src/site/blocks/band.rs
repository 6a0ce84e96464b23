//! The band on top of a record: one sentence that says where it stands, and a quiet line of what backs it.

mod quiet;
mod sentence;

use serde::Serialize;

use super::Site;
use super::edited::Edited;
use super::findings::Findings;
use crate::model::standing::Standing;
use crate::model::state::{Icon, Tone};
use crate::site::context::Segment;

/// The sentence, and a quiet line below it.
#[derive(Serialize)]
pub(in crate::site) struct Band {
    tone: Tone,
    icon: Icon,
    lead: String,
    rest: Vec<Segment>,
    quiet: Option<Vec<Segment>>,
}

/// The band of a record that has those findings, and was edited like that.
pub(super) fn band(
    site: &Site<'_>,
    findings: Option<&Findings<'_>>,
    edited: Option<&Edited>,
) -> Band {
    let standing = site.work.index.standing(site.at);
    let chip = site.work.chip(site.at);
    let (tone, icon) = match standing {
        Standing::Expired { .. } => (Tone::Quiet, Icon::DashedCircle),
        _ => (chip.tone, chip.icon),
    };
    let sentence = sentence::of(site, &standing);
    let quiet = quiet::of(site, findings, edited);
    Band {
        tone,
        icon,
        lead: sentence.lead,
        rest: sentence.rest,
        quiet: (!quiet.is_empty()).then_some(quiet),
    }
}

/// Records as a sentence names them.
fn records(site: &Site<'_>, all: &[usize]) -> Vec<Segment> {
    let links = all
        .iter()
        .map(|&at| vec![site.work.segment(at, &site.page)]);
    site.work.words.joint.listed(links.collect())
}

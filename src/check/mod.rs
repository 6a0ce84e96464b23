//! Are the records complete and true?
//!
//! Runs the rules over an `Index` and gives their findings. It opens nothing and changes nothing: facts of git and of
//! the file system come with the index, and `needs` says beforehand which ones the rules will ask for.

mod allow;
mod anchors;
mod baseline;
mod circles;
mod close;
mod considered;
mod custom;
mod findings;
mod found;
mod globs;
mod hidden;
mod items;
mod link;
mod mend;
mod needs;
mod options;
mod placeholder;
mod rules;
mod steps;
mod strictness;
mod unseen;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rule::RuleCard;
use crate::model::secret;
use crate::model::settings::Settings;

use findings::Findings;
use found::Found;
use rules::{Adopted, RULES, Rule, Scope};
use strictness::Strictness;

pub use baseline::{Held, counts, grown, held, is_countable};
pub use custom::{OwnCard, own_cards};
pub use hidden::{Beyond, hidden};
pub use needs::{LinkTarget, Needs, link_targets, needs};
pub use options::{WrongOption, cited_ignore, options, wrong_options};

/// What one run of the rules is asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Levels by rule, over those of the settings.
    pub levels: BTreeMap<String, Level>,
    /// The rules to run; all of them where it is empty.
    pub only: Vec<String>,
    /// What is said of a log without records.
    pub allow_empty: Emptiness,
}

/// Whether a log may have no record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emptiness {
    /// It is a finding.
    #[default]
    Refused,
    /// Nobody minds.
    Allowed,
}

impl Options {
    /// The level that flags or settings give a rule, where they do.
    fn level(&self, index: &Index, rule: &str) -> Option<Level> {
        let settings = &index.log.settings.check.levels;
        self.levels.get(rule).or(settings.get(rule)).copied()
    }

    /// The level of a rule that nobody gave one; whoever names a rule wants to see it.
    fn preset(&self, card: &RuleCard<'_>) -> Level {
        match self.only.iter().any(|only| only == card.id) {
            true => card.level.max(Level::Warn),
            false => card.level,
        }
    }

    fn wants(&self, index: &Index, rule: &str) -> bool {
        let named = self.only.is_empty() || self.only.iter().any(|only| only == rule);
        named && self.level(index, rule) != Some(Level::Allow)
    }
}

/// What the rules find, by path, place, rule and message; findings at `allow` are left out.
#[must_use]
pub fn run(index: &Index, options: &Options) -> Vec<Diagnostic> {
    let mut findings = Findings::new(options.allow_empty);
    for problem in &index.problems {
        findings.add(with_next_step(index, problem.clone()));
    }
    for rule in RULES {
        if options.wants(index, rule.card.id) {
            rule.run(index, &mut findings);
        }
    }
    custom::run(index, options, &mut findings);
    let strictness = Strictness::new(index);
    let mut raw = findings.into_all();
    raw.retain(|finding| options.wants(index, &finding.rule));
    let silenced = allow::silenced(index);
    let told = raw
        .iter()
        .filter(|one| !silenced.contains(&(one.path.as_str(), one.rule.as_ref())));
    let mut all: Vec<_> = told
        .filter_map(|finding| levelled(finding.clone(), &strictness, options))
        .collect();
    let found = Found {
        options,
        raw: &raw,
        told: &all,
    };
    let late = about(index, &found);
    all.extend(
        late.into_iter()
            .filter_map(|finding| levelled(finding, &strictness, options)),
    );
    let mut all: Vec<_> = all.into_iter().map(masked).collect();
    all.sort_by(|a, b| {
        (&a.path, a.span, &a.rule, &a.message).cmp(&(&b.path, b.span, &b.rule, &b.message))
    });
    all.dedup();
    all
}

/// What the rules find that are about what others have found.
fn about(index: &Index, found: &Found<'_>) -> Vec<Diagnostic> {
    let mut findings = Findings::new(found.options.allow_empty);
    for rule in RULES {
        if let Scope::Found(check) = rule.scope
            && found.options.wants(index, rule.card.id)
        {
            check(index, found, &mut findings);
        }
    }
    findings.into_all()
}

/// The level that a rule's findings have in such a run; allow where it does not run.
#[must_use]
pub fn level(index: &Index, options: &Options, card: &RuleCard<'_>) -> Level {
    match options.wants(index, card.id) {
        true => options
            .level(index, card.id)
            .unwrap_or(options.preset(card)),
        false => Level::Allow,
    }
}

/// The card of every rule that comes with declog, by id.
#[must_use]
pub fn cards() -> Vec<RuleCard<'static>> {
    RULES.iter().map(|rule| options::shown(rule)).collect()
}

/// The card of that id, where the rule comes with declog.
#[must_use]
pub fn card(id: &str) -> Option<RuleCard<'static>> {
    rule(id).map(options::shown)
}

/// Whether there is a rule of that id, be it a log's own.
#[must_use]
pub fn is_rule(id: &str, settings: &Settings) -> bool {
    card(id).is_some() || own_ids(settings).any(|own| own == id)
}

/// The id of the rule that somebody who wrote `id` may have meant.
#[must_use]
pub fn close_to<'a>(id: &str, settings: &'a Settings) -> Option<&'a str> {
    let all = RULES.iter().map(|rule| rule.card.id);
    close::word(id, all.chain(own_ids(settings)))
}

fn own_ids(settings: &Settings) -> impl Iterator<Item = &str> {
    settings.check.custom.iter().map(|rule| rule.id.as_str())
}

fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.card.id == id).copied()
}

/// Reading knows what is wrong with a value; the command to type next is the same for all of them.
fn with_next_step(index: &Index, problem: Diagnostic) -> Diagnostic {
    if problem.help.is_some() {
        return problem;
    }
    let help = match index.at_path(&problem.path) {
        Some(_) if problem.fix.is_some() => findings::FIX.to_owned(),
        Some(at) => findings::edit(&index.records[at]),
        None => format!("declog explain {}", problem.rule),
    };
    problem.with_help(help)
}

/// The finding without the keys that a value it names may hold.
fn masked(mut finding: Diagnostic) -> Diagnostic {
    // A command with a key in it is not to be typed again.
    let help = finding.help.as_deref().map(secret::masked);
    if let (Some(Cow::Owned(_)), Some(id)) = (help, &finding.id) {
        finding.help = Some(format!("declog edit {id}"));
    }
    let told = [
        Some(&mut finding.message),
        finding.label.as_mut(),
        finding.help.as_mut(),
    ];
    for text in told.into_iter().flatten() {
        if let Cow::Owned(safe) = secret::masked(text) {
            *text = safe;
        }
    }
    finding
}

/// The finding at the level that counts here; none where nobody wants it.
fn levelled(
    finding: Diagnostic,
    strictness: &Strictness<'_>,
    options: &Options,
) -> Option<Diagnostic> {
    let rule = rule(&finding.rule);
    let own = rule.map_or(finding.level, |rule| {
        options.preset(&rule.card).min(finding.level)
    });
    let level = options
        .level(strictness.index(), &finding.rule)
        .unwrap_or(own);
    let level = if strictness.spares(&finding.path) {
        match rule.map(|rule| rule.adopted) {
            Some(Adopted::Judged) => level,
            Some(Adopted::Warned) => level.min(Level::Warn),
            _ => Level::Allow,
        }
    } else {
        level
    };
    (level != Level::Allow).then(|| finding.with_level(level))
}

impl Rule {
    fn run(&self, index: &Index, findings: &mut Findings) {
        match self.scope {
            Scope::Record(check) => {
                for at in 0..index.records.len() {
                    check(index, at, findings);
                }
            }
            Scope::Log(check) => check(index, findings),
            Scope::Found(_) | Scope::Reading => {}
        }
    }
}

//! The baseline of a log: read where the log is read, and written anew when somebody asks, never larger than it was.

use std::collections::BTreeMap;

use super::args::Writing;
use super::env::Env;
use super::failure::{Refused, USAGE, finding, forbidden, surroundings};
use super::load::{Loaded, below, refused};
use super::plan::{Gone, Plan};
use super::write::{tell, write};
use crate::check;
use crate::model::baseline::{Baseline, Counts};
use crate::model::diagnostic::Diagnostic;
use crate::model::facts::Entry;
use crate::model::settings::Settings;
use crate::model::source::{Source, Span};
use crate::report::change::Change;
use crate::store::{Repository, Revision};
use crate::text;

/// Where a log's baseline is, from its root.
const FILE: &str = ".declog/baseline.toml";

/// The log with the baseline that stands beside its settings, in the revision that was read.
pub(super) fn with_baseline(mut loaded: Loaded) -> anyhow::Result<Loaded> {
    let log = &loaded.index.log;
    let at = loaded.revision.as_ref();
    let baseline = read(&loaded.repository, &log.root, &log.settings, at)?;
    loaded.index.log.baseline = baseline;
    Ok(loaded)
}

/// The baseline of the log at that root, which has those settings; an empty one where there is none.
pub(super) fn read(
    repository: &Repository,
    root: &str,
    settings: &Settings,
    at: Option<&Revision>,
) -> anyhow::Result<Baseline> {
    let path = below(root, FILE);
    let Some(text) = repository.read_text(&path, at)? else {
        return Ok(Baseline::default());
    };
    let source = Source::new(path, text);
    merged(&source)?;
    let baseline = text::baseline::parse(&source).map_err(|refusal| refused(refusal, &source))?;
    known(&baseline, &source, settings)?;
    Ok(baseline)
}

/// Refuses a baseline with the markers of a merge. Either side has no less than what is found once both are together.
fn merged(source: &Source) -> Result<(), Refused> {
    let text = &source.text;
    let mut starts = text.match_indices("<<<<<<< ").map(|(at, _)| at);
    let Some(start) = starts.find(|&at| at == 0 || text.as_bytes()[at - 1] == b'\n') else {
        return Ok(());
    };
    let line = text[start..].lines().next().unwrap_or_default();
    let problem = Diagnostic::new("settings", source.path.as_str(), "an unfinished merge")
        .with_span(Span::new(start, start + line.len()))
        .with_help("keep either side, then: declog check --write-baseline");
    Err(finding(USAGE, &problem, Some(source)))
}

/// Refuses a baseline of rules that there are not, or that it may not count.
fn known(baseline: &Baseline, source: &Source, settings: &Settings) -> Result<(), Refused> {
    for (_, rule, count) in baseline.all() {
        let is_rule = check::is_rule(rule, settings);
        if is_rule && check::is_countable(rule) {
            continue;
        }
        let message = match is_rule {
            true => format!("what `{rule}` finds is never in a baseline"),
            false => format!("there is no rule `{rule}`"),
        };
        let mut problem = Diagnostic::new("settings", source.path.as_str(), message)
            .with_span(count.span)
            .with_help("take the line out");
        if !is_rule {
            let close = check::close_to(rule, settings);
            problem.label = close.map(|close| format!("did you mean `{close}`?"));
        }
        return Err(finding(USAGE, &problem, Some(source)));
    }
    Ok(())
}

/// Writes down how much was found, unless there is more than the baseline has.
pub(super) fn write_anew(
    loaded: Loaded,
    findings: &[Diagnostic],
    writing: &Writing,
    env: &mut Env,
) -> anyhow::Result<u8> {
    if loaded.repository.is_shallow() {
        let message = "the clone is shallow, so nobody knows what all rules would find";
        return Err(surroundings(message)
            .with_help("git fetch --unshallow")
            .into());
    }
    let counts = check::counts(findings);
    let old = &loaded.index.log.baseline;
    if old.file.is_some() {
        shrunk(&loaded, &counts, env)?;
    }
    let new = (!counts.is_empty()).then(|| text::baseline::written(&counts));
    let path = below(&loaded.index.log.root, FILE);
    let before = old.file.as_ref().map(|file| file.text.clone());
    if new == before {
        env.say(match new {
            Some(_) => "the baseline is as it should be",
            None => "nothing was found that a baseline could count",
        });
        if env.wants_json() {
            tell(&Change::default(), env)?;
        }
        return Ok(0);
    }
    let mut plan = match new {
        Some(new) => Plan::of_file(&path, before, new),
        None => Plan {
            gone: before.into_iter().map(|old| gone(&path, old)).collect(),
            ..Plan::default()
        },
    };
    plan.subject = "write down what check finds".to_owned();
    write(loaded, &plan, writing, env)?;
    if !writing.dry_run && !counts.is_empty() {
        env.say(&format!("the baseline counts {}", told(&counts)));
    }
    Ok(0)
}

fn gone(path: &str, old: String) -> Gone {
    Gone {
        id: None,
        path: path.to_owned(),
        old,
        from: None,
    }
}

/// `500 findings of 12 rules in 80 files`
fn told(counts: &Counts) -> String {
    let rows = || counts.values().flatten();
    let findings: usize = rows().map(|(_, count)| count).sum();
    let rules: BTreeMap<&String, ()> = rows().map(|(rule, _)| (rule, ())).collect();
    let counted = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    format!(
        "{} of {} in {}",
        counted(findings, "finding"),
        counted(rules.len(), "rule"),
        counted(counts.len(), "file")
    )
}

/// Refuses counts that are larger than before. What a file had that is gone may be another's now, as files get other
/// names.
fn shrunk(loaded: &Loaded, counts: &Counts, env: &Env) -> anyhow::Result<()> {
    let baseline = &loaded.index.log.baseline;
    let mut room = left_by_gone(loaded)?;
    let mut grown = check::grown(baseline, counts);
    grown.retain(|(path, rule, more)| {
        let is_new = !baseline.counts.contains_key(*path);
        let room = room.entry((*rule).to_owned()).or_default();
        let fits = is_new && *room >= *more;
        if fits {
            *room -= more;
        }
        !fits
    });
    let Some((path, rule, more)) = grown.first() else {
        return Ok(());
    };
    let before = baseline.count(path, rule);
    let others = match grown.len() - 1 {
        0 => String::new(),
        1 => ", and one more count is larger".to_owned(),
        others => format!(", and {others} more counts are larger"),
    };
    let place = env.place(&loaded.repository);
    let file = below(&loaded.index.log.root, FILE);
    Err(forbidden(format!(
        "the baseline may only shrink, and `{path}` has {} of `{rule}`, not {before}{others}",
        before + more
    ))
    .with_help(format!(
        "mend what is new; or begin again: rm {} && {} check --write-baseline",
        place.word(&file),
        place.declog()
    ))
    .into())
}

/// How many findings of each rule the files had that are not there any more.
fn left_by_gone(loaded: &Loaded) -> anyhow::Result<BTreeMap<String, usize>> {
    let baseline = &loaded.index.log.baseline;
    let paths = baseline.counts.keys().map(String::as_str);
    let entries = loaded.repository.targets(paths, None)?;
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for (path, rule, count) in baseline.all() {
        if matches!(entries.get(path), None | Some(Entry::Missing)) {
            *left.entry(rule.to_owned()).or_default() += count.count;
        }
    }
    Ok(left)
}

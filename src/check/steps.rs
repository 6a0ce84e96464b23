//! What is wrong with the steps that were taken: `rights` judges them, the rules tell it.

use jiff::civil::Date;

use super::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::facts::Commit;
use crate::model::id::Id;
use crate::model::taken::Taken;
use crate::rights::{self, Objection};

/// The heading that the rules on steps stand under.
pub(super) const GROUP: &str = "Steps and rights";

/// Adds what one of the rules on steps finds; nothing where nobody asked git.
pub(super) fn report(index: &Index, rule: &'static str, findings: &mut Findings) {
    for taken in index.facts.taken.iter().flatten() {
        // A record that is not there any more has no place to point at.
        let of = (taken.kind.name.as_str(), &taken.id);
        let day = taken.commit.as_ref().map(|_| taken.day);
        let Some(at) = index
            .at_path(&taken.path)
            .filter(|_| !is_spared(index, of, day))
        else {
            continue;
        };
        let objections = rights::judge(taken).into_iter();
        for objection in objections.filter(|objection| objection.rule == rule) {
            findings.add(finding(index, at, (taken, objection)));
        }
    }
}

/// Whether something was done before the log was strict; on no day where it is not committed. The day is the commit's: a
/// record may say anything of its own.
pub(super) fn is_spared(index: &Index, (kind, id): (&str, &Id), day: Option<Date>) -> bool {
    let from = index.log.settings.check.strict_from.as_ref();
    let day = day.or(Some(index.log.as_of));
    from.is_some_and(|from| !from.covers(kind, id, day))
}

/// Where it was done: a commit and its day.
pub(super) fn when(index: &Index, commit: Option<&Commit>) -> String {
    match commit {
        Some(commit) => format!(
            "commit {} of {}",
            short(commit),
            index.log.day_of(commit.time)
        ),
        None => "not committed yet".to_owned(),
    }
}

/// As much of a commit's id as is shown.
pub(super) fn short(commit: &Commit) -> &str {
    commit.short()
}

fn finding(index: &Index, at: usize, (taken, objection): (&Taken, Objection)) -> Diagnostic {
    let record = &index.records[at];
    let when = when(index, taken.commit.as_ref());
    let commit = taken.commit.as_ref().map(short);
    let help = match commit.filter(|_| objection.is_undone_first()) {
        Some(id) => {
            let parent = if taken.is_merge { "-m 1 " } else { "" };
            format!(
                "`git revert {parent}{id}` takes it back; then {}",
                objection.help
            )
        }
        None => objection.help.clone(),
    };
    let follows = taken.commit.is_none() && objection.may_follow();
    let message = format!("{} ({when})", objection.message);
    let still = record.state().is_some_and(|state| state.name == taken.to);
    let status = record.status.as_ref().filter(|_| still);
    let place = status.map_or_else(|| record.place(), |status| status.span);
    let finding = on(record, objection.rule, message)
        .with_span(place)
        .with_help(help);
    // What the commit's message may still add is not missing yet.
    match follows {
        true => finding.with_level(Level::Warn),
        false => finding,
    }
}

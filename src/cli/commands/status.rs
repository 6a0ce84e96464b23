//! Bare `declog`: the log at a glance.

use super::check::file_counts;
use crate::check::Options;
use crate::cli::actor::me;
use crate::cli::args::{EXAMPLES, Reading};
use crate::cli::env::Env;
use crate::cli::facts::checked;
use crate::cli::load::load;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::view::{Counts, count};
use crate::query;
use crate::query::inbox::inbox;
use crate::query::start::beginnings;
use crate::report::status::{self, Count, StartJson, Status};
use crate::site::home_queries;
use crate::store::StoreError;

pub(in crate::cli) fn run(env: &mut Env) -> anyhow::Result<u8> {
    let loaded = match load(env, &Reading::default()) {
        Ok(loaded) => loaded,
        Err(error) if is_outside(&error) && !env.wants_json() => {
            env.out.extend_from_slice(first_words(&error).as_bytes());
            return Ok(0);
        }
        Err(error) => return Err(error),
    };
    let (loaded, findings) = checked(loaded, &Options::default(), Vec::new())?;
    let index = &loaded.index;
    let at = |level| {
        findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    };
    let counts = counts(index, &count(&findings));
    // Who asks is not known without an identity, and that is nobody's mistake here.
    let me = me(&loaded, env).ok();
    let inbox = me.map(|me| inbox(index, &me).len());
    let start: Vec<StartJson> = beginnings(index)
        .into_iter()
        .map(|one| StartJson {
            what: one.what.to_owned(),
            done: one.done,
            next: (!one.done).then_some(one.next),
        })
        .collect();
    let next = next(index, (&counts, inbox), findings.len());
    let all = Status {
        log: &index.log.name,
        title: &index.log.title,
        as_of: index.log.as_of,
        rev: None,
        counts: &counts,
        inbox,
        start: &start,
        files: file_counts(index),
        errors: at(Level::Deny),
        warnings: at(Level::Warn),
        next: &next,
    };
    let style = env.style();
    if env.wants_json() {
        status::write_json(&all, &mut env.out)?;
    } else {
        status::write(&all, style, &mut env.out)?;
    }
    Ok(0)
}

/// What stands where there is no log yet: how it is used, and where to begin.
fn first_words(error: &anyhow::Error) -> String {
    let store = error.downcast_ref::<StoreError>();
    let next = match store {
        Some(StoreError::FindRepository { .. }) => "git init && declog init",
        _ => "declog init",
    };
    format!(
        "{EXAMPLES}\n\n\
         Decisions, briefs and handoffs in your git repository: what is in force, how it goes, whose it is.\n\
         There is no log here yet.\n\
         next: {next}\n\
         `declog --help` lists every command, `declog COMMAND --help` says more of one.\n"
    )
}

fn is_outside(error: &anyhow::Error) -> bool {
    let store = error.downcast_ref::<StoreError>();
    matches!(store, Some(StoreError::FindRepository { .. })) || {
        matches!(store, Some(StoreError::NoLog { below, .. }) if below.is_empty())
    }
}

/// The counts of the home page, and what is overdue; one that the kinds of this log have no word for is left out, as it is there.
fn counts(index: &Index, findings: &Counts) -> Vec<Count> {
    let overdue = ("overdue".to_owned(), "is:overdue".to_owned());
    let count = |(name, text): (String, String)| {
        let query = query::parse(&text, index).ok()?;
        Some(Count {
            name: name.to_lowercase(),
            count: query::filter(index, &query, findings).len(),
            query: text,
        })
    };
    let all = home_queries().into_iter().chain([overdue]);
    all.filter_map(count).collect()
}

/// The commands worth typing next.
fn next(index: &Index, (counts, inbox): (&[Count], Option<usize>), findings: usize) -> Vec<String> {
    if index.records.is_empty() {
        return vec!["declog new \"Use PostgreSQL\" -c".to_owned()];
    }
    let mut next = Vec::new();
    if findings > 0 {
        next.push("declog check".to_owned());
    }
    if inbox.is_some_and(|waiting| waiting > 0) {
        next.push("declog inbox".to_owned());
    }
    let open = counts
        .iter()
        .find(|count| count.count > 0 && count.query.contains("phase:open"));
    next.extend(open.map(|count| format!("declog list {}", count.query)));
    next.push("declog site --open".to_owned());
    next.truncate(2);
    next
}

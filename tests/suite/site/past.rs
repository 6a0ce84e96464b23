//! Logs with a history, in memory: commit after commit, told as the command line tells them.

use std::collections::BTreeMap;

use declog::index::Index;
use declog::model::delta::{Delta, Difference, SectionTurn, Turn, What};
use declog::model::event::Event;
use declog::model::facts::{Commit, Facts, History};
use declog::query::delta::compare;

use super::index;

/// When somebody committed, who, and the files that were written; one without text was taken away.
pub(super) type Said<'a> = (&'a str, &'a str, &'a [(&'a str, Option<&'a str>)]);

/// The word of a step that is none: something was written.
pub(super) const WROTE: &str = "";

/// The log after those commits, the oldest first.
pub(super) fn committed(all: &[Said<'_>]) -> Index {
    let mut files: BTreeMap<&str, &str> = BTreeMap::new();
    let mut before: Option<Index> = None;
    let mut told: Vec<(usize, Vec<Difference>)> = Vec::new();
    for (at, (_, _, written)) in all.iter().enumerate() {
        for (path, text) in *written {
            match text {
                Some(text) => files.insert(path, text),
                None => files.remove(path),
            };
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, *text)).collect();
        let now = index(&files);
        told.push((at, compare(before.as_ref(), Some(&now))));
        before = Some(now);
    }
    let log = before.expect("a commit");
    let commits = all.iter().enumerate();
    let mut commits: Vec<Commit> = commits
        .map(|(at, (when, who, _))| commit(at, when, who))
        .collect();
    commits.reverse();
    let last = commits.len() - 1;
    let told = told.into_iter().rev();
    let events = told.flat_map(|(at, differences)| {
        let events = differences.into_iter();
        events.map(move |difference| (last - at, difference))
    });
    let events = events.map(|(commit, difference)| Event {
        commit: Some(commit),
        at: log.at_path(&difference.path).or_else(|| {
            let mut records = log.records.iter();
            records.position(|record| record.id.to_string() == difference.id)
        }),
        difference,
    });
    let events = events.collect();
    with(log, commits, events)
}

/// A log whose records went through those states, the oldest first: file, moment, author, state.
pub(super) fn stepped(log: Index, steps: &[(&str, &str, &str, &str)]) -> Index {
    let mut states: BTreeMap<&str, &str> = BTreeMap::new();
    let last = steps.len() - 1;
    let mut events = Vec::new();
    for (at, (path, _, _, to)) in steps.iter().enumerate() {
        let record = &log.records[log.at_path(path).expect("a record")];
        let from = match *to {
            WROTE => states.get(path).copied(),
            to => states.insert(path, to),
        };
        let wrote = SectionTurn {
            title: Some("Context and Problem Statement".into()),
            what: What::Changed,
            added: 2,
            removed: 1,
        };
        let (what, delta) = match (from, *to) {
            (None, _) => (What::Added, Delta::default()),
            (_, WROTE) => (
                What::Changed,
                Delta {
                    sections: vec![wrote],
                    ..Delta::default()
                },
            ),
            (from, to) => (
                What::Moved,
                Delta {
                    state: Some(Turn {
                        from: from.map(str::to_owned),
                        to: Some(to.to_owned()),
                    }),
                    ..Delta::default()
                },
            ),
        };
        let difference = Difference {
            what,
            id: record.id.to_string(),
            kind: record.kind.name.clone(),
            title: record.title().to_owned(),
            path: (*path).to_owned(),
            state: states.get(path).map(|state| (*state).to_owned()),
            delta,
        };
        events.push(Event {
            commit: Some(last - at),
            at: log.at_path(path),
            difference,
        });
    }
    events.reverse();
    let commits = steps.iter().enumerate().rev();
    let commits = commits.map(|(at, (_, when, who, _))| commit(at, when, who));
    let commits = commits.collect();
    with(log, commits, events)
}

/// The same log of which only the newest commits are there.
pub(super) fn shallow(log: Index, from: usize) -> Index {
    let mut facts = log.facts.clone();
    facts.shallow = true;
    if let Some(history) = &mut facts.history {
        history.shallow = true;
        history.commits.truncate(from);
    }
    if let Some(events) = &mut facts.events {
        events.retain(|event| event.commit.is_none_or(|commit| commit < from));
    }
    log.with_facts(facts)
}

fn with(log: Index, commits: Vec<Commit>, events: Vec<Event>) -> Index {
    let facts = Facts {
        history: Some(History {
            commits,
            ..History::default()
        }),
        events: Some(events),
        ..log.facts.clone()
    };
    log.with_facts(facts)
}

fn commit(at: usize, when: &str, who: &str) -> Commit {
    let when: jiff::Timestamp = when.parse().expect("a moment");
    Commit {
        id: format!("{:010x}{:030x}", (at + 1) * 0x1234_5678, at),
        author: who.to_owned(),
        email: format!("{}@example.org", who.to_lowercase().replace(' ', ".")),
        time: when.as_second(),
        subject: "docs: what is decided".into(),
    }
}

//! `declog doctor`: what is wrong with the installation and the repository.

use std::time::Duration;

use clap::Args;

use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::failure::told;
use crate::cli::load::load;
use crate::cli::remember::journal;
use crate::report::doctor::{Finding, Verdict, write, write_json};
use crate::store::{GitLock, Owner, Repository, git_version};

/// Say what is wrong with the installation or the repository
///
/// Looks at git, at who you are, at locks that were left behind and at the last command; the exit code is 1 where
/// something is wrong. Files that a killed command has left beside the records are taken away, and nobody else's are.
#[derive(Debug, Args)]
pub(in crate::cli) struct DoctorArgs {
    /// Take nothing away
    #[arg(short = 'n', long)]
    dry_run: bool,
}

pub(in crate::cli) fn run(args: &DoctorArgs, env: &mut Env) -> anyhow::Result<u8> {
    let repository = Repository::open(&env.cwd)?;
    let mut findings = vec![git(), identity(&repository, env), history(&repository)];
    findings.extend(locks(&repository, env));
    findings.extend(writers(&repository, args));
    findings.push(undo(&repository, env));
    findings.push(log(env));
    if env.wants_json() {
        write_json(&findings, &mut env.out)?;
    } else {
        let style = env.style();
        let shown: Vec<Finding> = findings
            .iter()
            .filter(|finding| !env.global.quiet || finding.verdict != Verdict::Right)
            .cloned()
            .collect();
        write(&shown, style, &mut env.out)?;
    }
    let wrong = findings
        .iter()
        .any(|finding| finding.verdict == Verdict::Wrong);
    Ok(u8::from(wrong))
}

fn right(check: &'static str, message: impl Into<String>) -> Finding {
    Finding {
        check,
        verdict: Verdict::Right,
        message: message.into(),
        help: None,
    }
}

fn note(check: &'static str, message: impl Into<String>) -> Finding {
    Finding {
        verdict: Verdict::Note,
        ..right(check, message)
    }
}

fn wrong(check: &'static str, message: impl Into<String>) -> Finding {
    Finding {
        verdict: Verdict::Wrong,
        ..right(check, message)
    }
}

impl Finding {
    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

fn git() -> Finding {
    match git_version() {
        Some(version) => right("git", version),
        None => wrong(
            "git",
            "found no `git` program on the `PATH`, so nothing is committed",
        )
        .with_help("install git, or commit in some other way what declog writes"),
    }
}

fn identity(repository: &Repository, env: &Env) -> Finding {
    match repository.identity(&env.author()) {
        Ok(identity) => right(
            "identity",
            format!("{} <{}>", identity.name, identity.email),
        ),
        Err(error) => {
            let failure = told(error.into());
            let found = wrong("identity", failure.message);
            match failure.help {
                Some(help) => found.with_help(help),
                None => found,
            }
        }
    }
}

fn history(repository: &Repository) -> Finding {
    match repository.is_shallow() {
        true => note(
            "history",
            "the clone is shallow: what lies before its border is unknown",
        )
        .with_help("git fetch --unshallow"),
        false => right("history", "all of it is here"),
    }
}

/// A lock of git's that nobody holds keeps every commit waiting.
fn locks(repository: &Repository, env: &Env) -> Vec<Finding> {
    let locks = repository.git_locks();
    if locks.is_empty() {
        return vec![right("locks", "git has none")];
    }
    let place = env.place(repository);
    let told = |lock: &GitLock| {
        let path = env.as_typed(&lock.path);
        let age = age(lock.age);
        match lock.owner {
            Owner::Alive => note(
                "locks",
                format!("`{path}` is {age} old, and a git program is at work"),
            ),
            Owner::Gone => wrong(
                "locks",
                format!("`{path}` is {age} old, and no git program is at work"),
            )
            .with_help(format!("rm {}", place.shell(&path))),
            Owner::Unknown => wrong("locks", format!("`{path}` is {age} old")).with_help(format!(
                "where no git program is at work: rm {}",
                place.shell(&path)
            )),
        }
    };
    locks.iter().map(told).collect()
}

/// In words that need no second look: `3 days`.
fn age(age: Duration) -> String {
    let seconds = age.as_secs();
    let (count, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7_200 => (seconds / 60, "minute"),
        7_200..172_800 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// Whether declog can write, and what a killed one has left.
fn writers(repository: &Repository, args: &DoctorArgs) -> Vec<Finding> {
    let lock = match repository.lock() {
        Ok(lock) => lock,
        Err(error) => return vec![wrong("files", told(error.into()).message)],
    };
    let mut findings = Vec::new();
    for path in repository.leftovers(&[String::new()]) {
        let left = format!("`{path}` was left by a declog that was killed");
        if args.dry_run {
            findings.push(wrong("files", left).with_help("declog doctor"));
        } else {
            findings.push(match repository.remove_leftover(&path) {
                Ok(()) => note("files", format!("{left}; it is removed")),
                Err(error) => wrong("files", format!("{left}: {}", told(error.into()).message)),
            });
        }
    }
    drop(lock);
    if findings.is_empty() {
        findings.push(right("files", "nothing is left behind"));
    }
    findings
}

fn undo(repository: &Repository, env: &Env) -> Finding {
    let Some(journal) = journal(repository, env) else {
        return note(
            "undo",
            "no folder to keep what was done in: `HOME` is not set",
        );
    };
    match journal.last() {
        Some((_, deed)) if deed.is_unfinished() => wrong(
            "undo",
            format!("the last command was interrupted: {}", deed.subject),
        )
        .with_help("declog undo"),
        Some((_, deed)) => right(
            "undo",
            format!("the last command can be taken back: {}", deed.subject),
        ),
        None => right("undo", "nothing to take back"),
    }
}

fn log(env: &Env) -> Finding {
    match load(env, &Reading::default()) {
        Ok(loaded) => {
            let records = loaded.index.records.len();
            let are = if records == 1 { "record" } else { "records" };
            right(
                "log",
                format!("{}: {records} {are}", loaded.index.log.title),
            )
        }
        Err(error) => {
            let failure = told(error);
            let found = wrong("log", failure.message);
            match failure.help {
                Some(help) => found.with_help(help),
                None => found,
            }
        }
    }
}

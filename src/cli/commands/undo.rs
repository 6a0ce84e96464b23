//! `declog undo`: takes the last writing command back.

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::failure::{Refused, forbidden, not_found};
use crate::cli::find::names;
use crate::cli::plan::{Gone, Plan, Planned};
use crate::cli::remember::journal;
use crate::cli::write::{Asked, Remember, carry_out, tell};
use crate::report::change::{Change, Undo};
use crate::report::place::Place;
use crate::report::safe::visible;
use crate::store::{Deed, Entry, Journal, Kept, Repository, Stage};

/// Take the last writing command back
///
/// Its files become what they were before, where nobody has changed them since; a commit of its own is taken back by
/// another one, and no history is rewritten. The last 20 commands are kept, for each working tree.
#[derive(Debug, Args)]
pub(in crate::cli) struct UndoArgs {
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &UndoArgs, env: &mut Env) -> anyhow::Result<u8> {
    let repository = Repository::open(&env.cwd)?;
    let lock = match args.writing.dry_run {
        true => None,
        false => Some(repository.lock()?),
    };
    let (journal, entry, deed) = last(&repository, env)?;
    let done = take_back(&repository, (deed, &journal, entry), &args.writing, env)?;
    drop(lock);
    match done {
        Some(done) => tell(&done, env)?,
        None => return super::set::unchanged(env),
    }
    Ok(0)
}

/// Makes the files of a deed what they were; gives what was done, nothing where they are so already.
fn take_back(
    repository: &Repository,
    (mut deed, journal, entry): (Deed, &Journal, Entry),
    writing: &Writing,
    env: &Env,
) -> anyhow::Result<Option<Change>> {
    let now = state(repository, &deed)?;
    if !now.changed.is_empty() {
        return Err(changed(&deed, &now.changed, &env.place(repository)).into());
    }
    let mut plan = plan(&deed, now.written);
    let resumes = deed.stage == Stage::Committing && is_committed(repository, &deed)?;
    if resumes {
        // An undo that was killed has made some files what they were, and no commit.
        let all = deed.files.iter().map(|file| file.path.clone());
        plan.settled = all.filter(|path| !plan.paths().contains(path)).collect();
    }
    if plan.paths().is_empty() && !is_here(repository, &deed)? {
        let subject = visible(&deed.subject);
        return Err(
            forbidden(format!("that was done on another branch: {subject}"))
                .with_help("check the branch out on which it was committed")
                .into(),
        );
    }
    if plan.paths().is_empty() {
        if !writing.dry_run {
            journal.forget(entry);
        }
        let subject = visible(&deed.subject);
        env.say(&format!("nothing of it is there any more: {subject}"));
        return Ok(None);
    }
    let mut asked = asked(repository, &deed, &plan, writing)?;
    if resumes && !plan.settled.is_empty() {
        asked.remember = Remember::Resumed;
    }
    env.say(&format!("taking back: {}", visible(&deed.subject)));
    if asked.dry_run {
        return Ok(Some(carry_out(repository, &plan, &asked, env)?));
    }
    // Whoever finds it so knows that this was interrupted.
    let next = match asked.commit {
        true => Stage::Committing,
        false => Stage::Writing,
    };
    let before = std::mem::replace(&mut deed.stage, next);
    let _ = journal.write(entry, &deed);
    let done = carry_out(repository, &plan, &asked, env);
    if !asked.commit {
        // What is staged is not to go along with the user's next commit.
        match before {
            Stage::Committing => repository.unstage(&plan.paths()),
            _ => repository.unstage_texts(&written(&deed)),
        }
    }
    if done.is_ok() {
        journal.forget(entry);
        repository.remove_empty(&deed.folders);
    } else {
        // Where git took no commit, the next undo makes it, or leaves it with `--no-commit`.
        if !state(repository, &deed)?.written.is_empty() {
            deed.stage = before;
        }
        let _ = journal.write(entry, &deed);
    }
    let mut done = done?;
    done.undo = Undo::Undone;
    Ok(Some(done))
}

/// The command done last, and where it is written down.
fn last(repository: &Repository, env: &Env) -> Result<(Journal, Entry, Deed), Refused> {
    let last = journal(repository, env).and_then(|journal| {
        let (entry, deed) = journal.last()?;
        Some((journal, entry, deed))
    });
    last.ok_or_else(|| {
        not_found("there is nothing to take back")
            .with_help("the last 20 commands that wrote something are kept")
    })
}

/// A commit is taken back by another one, unless the newest has the files as they were.
fn asked(
    repository: &Repository,
    deed: &Deed,
    plan: &Plan,
    writing: &Writing,
) -> anyhow::Result<Asked> {
    let committed = match &deed.stage {
        Stage::Committed(_) => true,
        Stage::Committing => is_committed(repository, deed)?,
        Stage::Writing | Stage::Written => false,
    };
    let wanted = (committed || writing.commit) && !writing.no_commit;
    Ok(Asked {
        dry_run: writing.dry_run,
        commit: wanted && (!plan.settled.is_empty() || !is_in_head(repository, plan)?),
        needed: Vec::new(),
        remember: Remember::No,
    })
}

/// The files of a deed as it left them.
fn written(deed: &Deed) -> Vec<(String, Option<String>)> {
    let files = deed.files.iter();
    files
        .map(|file| (file.path.clone(), file.new.clone()))
        .collect()
}

/// Whether a deed that was committed is in the history of `HEAD`, as far as anybody knows.
fn is_here(repository: &Repository, deed: &Deed) -> anyhow::Result<bool> {
    let Stage::Committed(commit) = &deed.stage else {
        return Ok(true);
    };
    let Some(head) = repository.head()? else {
        return Ok(false);
    };
    // A commit that is gone was taken back in another way.
    Ok(repository.is_in(commit, &head.id).unwrap_or(true) || !repository.is_on_a_branch(commit)?)
}

/// How the files of a deed are now.
struct State<'a> {
    /// As they were to be after it.
    written: Vec<&'a Kept>,
    /// Neither so nor as they were before it.
    changed: Vec<&'a str>,
}

fn state<'a>(repository: &Repository, deed: &'a Deed) -> anyhow::Result<State<'a>> {
    let mut state = State {
        written: Vec::new(),
        changed: Vec::new(),
    };
    for file in &deed.files {
        let now = repository.read_text(&file.path, None).ok().flatten();
        if now == file.new {
            state.written.push(file);
        } else if now != file.old {
            state.changed.push(&file.path);
        }
    }
    Ok(state)
}

/// Whether the commit that holds a deed's files was made, though nobody could write that down.
fn is_committed(repository: &Repository, deed: &Deed) -> anyhow::Result<bool> {
    let Some(head) = repository.head()? else {
        return Ok(false);
    };
    let head = repository.resolve(&head.id)?;
    for file in &deed.files {
        if repository.read_text(&file.path, Some(&head))? != file.new {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the newest commit has the files as a plan leaves them, so that there is nothing to commit.
fn is_in_head(repository: &Repository, plan: &Plan) -> anyhow::Result<bool> {
    let head = repository.head()?;
    let head = head.map(|head| repository.resolve(&head.id)).transpose()?;
    for file in plan.kept() {
        let there = match &head {
            Some(head) => repository.read_text(&file.path, Some(head))?,
            None => None,
        };
        if there != file.new {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The files as they were.
fn plan(deed: &Deed, written: Vec<&Kept>) -> Plan {
    let mut plan = Plan {
        subject: format!("undo {}", deed.subject),
        ..Plan::default()
    };
    if let Stage::Committed(commit) = &deed.stage {
        plan.trailers.push(format!("Declog-Undo: {commit}"));
    }
    for file in written {
        match (&file.old, &file.new) {
            (Some(old), _) => {
                plan.files
                    .push(Planned::of_file(&file.path, file.new.clone(), old.clone()))
            }
            (None, Some(new)) => plan.gone.push(Gone {
                id: None,
                path: file.path.clone(),
                old: new.clone(),
                from: None,
            }),
            (None, None) => {}
        }
    }
    plan
}

fn changed(deed: &Deed, paths: &[&str], place: &Place) -> Refused {
    let are = if paths.len() == 1 { "was" } else { "were" };
    let message = format!(
        "{} {are} changed since: {}",
        names(paths.iter().copied()),
        visible(&deed.subject)
    );
    let words = place.words(paths.iter().copied());
    forbidden(message).with_help(format!(
        "nothing was taken back; `{} log -p -- {words}` and `{} diff -- {words}` show how",
        place.git(),
        place.git()
    ))
}

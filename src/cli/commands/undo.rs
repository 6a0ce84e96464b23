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
    let last = journal(&repository, env).and_then(|journal| {
        let (entry, deed) = journal.last()?;
        Some((journal, entry, deed))
    });
    let Some((journal, entry, deed)) = last else {
        return Err(not_found("there is nothing to take back")
            .with_help("the last 20 commands that wrote something are kept")
            .into());
    };
    let place = (&journal, entry);
    let done = take_back(&repository, (deed, place), &args.writing, env)?;
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
    (mut deed, (journal, entry)): (Deed, (&Journal, Entry)),
    writing: &Writing,
    env: &Env,
) -> anyhow::Result<Option<Change>> {
    let state = state(repository, &deed)?;
    if !state.changed.is_empty() {
        return Err(changed(&deed, &state.changed, &env.place(repository)).into());
    }
    let plan = plan(&deed, state.written);
    if plan.paths().is_empty() {
        if !writing.dry_run {
            journal.forget(entry);
        }
        let subject = visible(&deed.subject);
        env.say(&format!("nothing of it is there any more: {subject}"));
        return Ok(None);
    }
    let committed = match &deed.stage {
        Stage::Committed(_) => true,
        Stage::Committing => is_committed(repository, &deed)?,
        Stage::Writing | Stage::Written => false,
    };
    let asked = Asked {
        dry_run: writing.dry_run,
        commit: (committed || writing.commit) && !writing.no_commit,
        needed: Vec::new(),
        remember: Remember::No,
    };
    env.say(&format!("taking back: {}", visible(&deed.subject)));
    if asked.dry_run {
        return Ok(Some(carry_out(repository, &plan, &asked, env)?));
    }
    // Whoever finds it so knows that this was interrupted.
    deed.stage = match asked.commit {
        true => Stage::Committing,
        false => Stage::Writing,
    };
    let _ = journal.write(entry, &deed);
    let mut done = carry_out(repository, &plan, &asked, env)?;
    done.undo = Undo::Undone;
    repository.remove_empty(&deed.folders);
    journal.forget(entry);
    Ok(Some(done))
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

/// The files as they were.
fn plan(deed: &Deed, written: Vec<&Kept>) -> Plan {
    let mut plan = Plan {
        subject: format!("undo {}", deed.subject),
        ..Plan::default()
    };
    if let Stage::Committed(commit) = &deed.stage {
        plan.trailers.push(format!("Declog-Undo: {commit}"));
    }
    // The one file that comes back is the one that had moved.
    let mut back = deed.files.iter().filter(|file| file.new.is_none());
    let returning = match (back.next(), back.next()) {
        (Some(only), None) => Some(only.path.clone()),
        _ => None,
    };
    for file in written {
        match (&file.old, &file.new) {
            (Some(old), _) => plan.files.push(Planned {
                id: None,
                path: file.path.clone(),
                old: file.new.clone(),
                new: old.clone(),
                from: None,
                to: None,
            }),
            (None, Some(new)) => plan.gone.push(Gone {
                id: None,
                path: file.path.clone(),
                old: new.clone(),
                from: None,
                to: returning.clone(),
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

//! What was written and is not committed: why, and the command that commits it.

use super::failure::{Refused, surroundings};
use super::find::names;
use crate::report::place::Place;
use crate::store::{Obstacle, StoreError};

/// Git said no: the files stay as they were written, and that is the first thing to know.
pub(super) fn uncommitted(error: &StoreError, paths: &[String], place: Place) -> Refused {
    let said = error.to_string();
    let mut lines = said.lines().map(str::trim_end);
    let first = lines.next().unwrap_or_default().to_owned();
    let more: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let mut help = more.join("\n");
    if !help.is_empty() {
        help.push('\n');
    }
    help.push_str(&commit_command(paths, &place));
    let are = if paths.len() == 1 { "is" } else { "are" };
    let names = names(paths.iter().map(String::as_str));
    surroundings(format!("{names} {are} written and not committed: {first}")).with_help(help)
}

fn commit_command(paths: &[String], place: &Place) -> String {
    let words = place.words(paths.iter().map(String::as_str));
    let git = place.git();
    format!("{git} add -N {words} && {git} commit --only {words}")
}

/// Why the commit is left to the user, and the command for it.
pub(super) fn left(obstacle: &Obstacle, paths: &[String], place: &Place) -> String {
    let why = match obstacle {
        Obstacle::NoGit => "found no `git` program".to_owned(),
        Obstacle::Unfinished(what) => format!("a {what} is under way"),
        Obstacle::UserChanges(paths) => format!(
            "{} had changes of yours",
            names(paths.iter().map(String::as_str))
        ),
    };
    let command = match obstacle {
        Obstacle::Unfinished(_) => {
            let words = place.words(paths.iter().map(String::as_str));
            format!("{} add {words}", place.git())
        }
        _ => commit_command(paths, place),
    };
    format!("written, not committed: {why}\n  help: {command}")
}

//! The user's own programs: editor, pager and browser.

#![allow(
    clippy::disallowed_methods,
    reason = "this file is the one that starts the user's editor, pager and browser"
)]

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::env::Env;
use super::failure::{Refused, surroundings};
use crate::store::preference;

/// Opens a file in the user's editor and waits for it.
pub(super) fn edit(env: &Env, file: &Path) -> Result<(), Refused> {
    let editor = env
        .var("DECLOG_EDITOR")
        .or_else(|| env.var("GIT_EDITOR"))
        .or_else(|| preference("core.editor"))
        .or_else(|| env.var("VISUAL"))
        .or_else(|| env.var("EDITOR"));
    let editor = match editor {
        Some(editor) => editor,
        None if env.may_ask() => "vi".to_owned(),
        None => {
            return Err(
                surroundings("no editor is named, and there is no terminal for `vi`")
                    .with_help("name one with `DECLOG_EDITOR`"),
            );
        }
    };
    let status = shell(&editor).arg(file).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(surroundings(format!(
            "the editor `{editor}` ended with {status}"
        ))),
        Err(error) => Err(
            surroundings(format!("cannot start the editor `{editor}`: {error}"))
                .with_help("name another with `DECLOG_EDITOR`, or use `-m`"),
        ),
    }
}

/// Prints through the user's pager; gives back whether that was possible.
pub(super) fn page(env: &Env, text: &[u8]) -> bool {
    let pager = env
        .var("DECLOG_PAGER")
        .or_else(|| env.var("GIT_PAGER"))
        .or_else(|| preference("core.pager"))
        .or_else(|| env.var("PAGER"))
        .unwrap_or_else(|| "less".to_owned());
    if pager == "cat" {
        return false;
    }
    let mut command = shell(&pager);
    if env.var("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.stdin(Stdio::piped()).spawn() else {
        return false;
    };
    if let Some(mut input) = child.stdin.take() {
        // A reader that quits early closes the pipe, which is what it wants.
        let _ = input.write_all(text);
    }
    let _ = child.wait();
    true
}

/// Shows a page in the user's browser.
pub(super) fn open(page: &Path) -> io::Result<()> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Command::new(opener)
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .map(drop)
}

/// A command line of the user's, as their shell reads it; arguments are added behind it.
fn shell(line: &str) -> Command {
    if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.arg("/C").arg(line);
        return command;
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{line} \"$@\"")).arg(line);
    command
}

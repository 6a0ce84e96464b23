//! What a dry run would write, as a unified diff.

use std::io::{self, Write};

use similar::{Change, ChangeTag, TextDiff};

use super::safe::{line, visible};
use super::style::{Role, Style};

/// A byte order mark.
const MARK: &str = "\u{feff}";

/// Unchanged lines shown around a change.
const AROUND: usize = 3;

/// One file before and after.
#[derive(Clone, Copy, Debug)]
pub struct FileDiff<'a> {
    /// The file, from the repository's root.
    pub path: &'a str,
    /// Its text before; none for a file that was not there.
    pub old: Option<&'a str>,
    /// Its text after; none for a file that is gone.
    pub new: Option<&'a str>,
}

/// Writes the difference of each file that differs.
///
/// # Errors
/// What the stream says.
pub fn write(files: &[FileDiff<'_>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for file in files.iter().filter(|file| file.old != file.new) {
        one(file, style, out)?;
    }
    Ok(())
}

fn one(file: &FileDiff<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let name = |side: &str, text: Option<&str>| match text {
        Some(_) => format!("{side}/{}", visible(file.path)),
        None => "/dev/null".to_owned(),
    };
    let heads = [
        format!("--- {}", name("a", file.old)),
        format!("+++ {}", name("b", file.new)),
    ];
    for head in heads {
        writeln!(out, "{}", style.paint(Role::Strong, &head))?;
    }
    let diff = TextDiff::from_lines(file.old.unwrap_or_default(), file.new.unwrap_or_default());
    let mut unified = diff.unified_diff();
    for hunk in unified.context_radius(AROUND).iter_hunks() {
        let head = hunk.header().to_string();
        writeln!(out, "{}", style.paint(Role::Open, head.trim_end()))?;
        for change in hunk.iter_changes() {
            let (sign, role) = match change.tag() {
                ChangeTag::Equal => (' ', None),
                ChangeTag::Delete => ('-', Some(Role::Removed)),
                ChangeTag::Insert => ('+', Some(Role::Added)),
            };
            let (text, end) = ended(change.value());
            // A byte order mark is a part of the first line, and hides nothing there.
            let (mark, text) = match text.strip_prefix(MARK) {
                Some(text) if is_first(&change) => (MARK, text),
                _ => ("", text),
            };
            let text = format!("{sign}{mark}{}", line(text));
            match role {
                Some(role) => write!(out, "{}{end}", style.paint(role, &text))?,
                None => write!(out, "{text}{end}")?,
            }
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

fn is_first(change: &Change<&str>) -> bool {
    change.old_index().or(change.new_index()) == Some(0)
}

/// A line and its end; a carriage return before the line end is part of the end, without which `git apply` would look
/// for another line.
fn ended(line: &str) -> (&str, &str) {
    match line.strip_suffix("\r\n") {
        Some(line) => (line, "\r\n"),
        None => (line.strip_suffix('\n').unwrap_or(line), "\n"),
    }
}

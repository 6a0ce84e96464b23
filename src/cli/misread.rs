//! What clap says of a command line that it cannot read, told as every other failure is.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::failure::USAGE;
use crate::report::failure::Failure;

/// The failure that an error of clap's is told as.
pub(super) fn failure(error: &Error) -> Failure {
    Failure {
        code: USAGE,
        message: message(error),
        candidates: candidates(error),
        help: help(error),
        ..Failure::default()
    }
}

fn message(error: &Error) -> String {
    if error.kind() == ErrorKind::MissingRequiredArgument {
        return format!(
            "missing {}",
            words(error, ContextKind::InvalidArg).join(" ")
        );
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "a word is missing behind the command".to_owned();
    }
    let rendered = error.render().to_string();
    let first = rendered.split("\n\n").next().unwrap_or_default();
    let line: Vec<&str> = first.split_whitespace().collect();
    let line = line.join(" ").replace('\'', "`");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

fn candidates(error: &Error) -> Vec<String> {
    [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .flat_map(|kind| words(error, kind))
    .collect()
}

/// The usage line, and where to read more.
fn help(error: &Error) -> Option<String> {
    let usage = words(error, ContextKind::Usage).into_iter().next()?;
    let usage = usage.split_whitespace().collect::<Vec<_>>().join(" ");
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let command: Vec<&str> = usage
        .split(' ')
        .take_while(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .collect();
    Some(format!("{usage}\n`{} --help` says more", command.join(" ")))
}

fn words(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

//! What a log tells its rules: held against the options there are, and filled up with what counts where it is silent.

use super::failure::Refused;
use super::load::refused;
use crate::check::{self, WrongOption};
use crate::model::diagnostic::Diagnostic;
use crate::model::settings::Settings;
use crate::model::source::Source;
use crate::text::settings::{self, Refusal};

/// Refuses options that no rule has, each at its place.
pub(super) fn known(parsed: &Settings, source: &Source) -> Result<(), Refused> {
    let wrong = check::wrong_options(parsed);
    if wrong.is_empty() {
        return Ok(());
    }
    let problems = wrong.iter().map(|wrong| problem(wrong, source));
    let mut problems: Vec<Diagnostic> = problems.collect();
    problems.sort_by_key(|problem| problem.span);
    Err(refused(Refusal::Wrong(problems), source))
}

/// The settings with every option of every rule.
pub(super) fn fill(settings: &mut Settings) {
    for option in check::options() {
        let rule = settings.check.options.entry(option.rule.to_owned());
        let value = rule.or_default().entry(option.key.to_owned());
        value.or_insert_with(|| option.preset.value());
    }
}

fn problem(wrong: &WrongOption, source: &Source) -> Diagnostic {
    let keys = wrong.path.iter().map(String::as_str);
    let path: Vec<&str> = ["check", "options"].into_iter().chain(keys).collect();
    let mut problem = Diagnostic::new("settings", source.path.as_str(), wrong.message.as_str())
        .with_help(wrong.help.as_str());
    problem.span = settings::place(source, &path);
    problem.label = wrong.meant.map(|meant| format!("did you mean `{meant}`?"));
    problem
}

//! What a shallow clone hides from the rules of a run.

use super::load::Loaded;
use crate::check::{self, Beyond, Options};
use crate::report::findings::Unknown;

/// What nobody can tell here; none where the history is whole, or no rule asks for more of it.
pub(super) fn unknown(loaded: &Loaded, options: &Options) -> anyhow::Result<Option<Unknown>> {
    let repository = &loaded.repository;
    let border = repository.border(loaded.revision.as_ref())?;
    if border.is_empty() {
        return Ok(None);
    }
    let settings = &loaded.index.log.file.path;
    let mut beyond = Beyond::Files;
    for commit in &border {
        if repository.read_text(settings, Some(commit))?.is_some() {
            beyond = Beyond::Steps;
        }
    }
    let rules = check::hidden(&loaded.index, options, beyond);
    Ok((!rules.is_empty()).then(|| Unknown::before_the_border(rules)))
}

//! What the user has set for themselves in git, as opposed to what a repository brings along.

/// A value of git's configuration of the user or the system; never the repository's, which a stranger may have written.
#[must_use]
pub fn preference(key: &str) -> Option<String> {
    let config = git2::Config::open_default()
        .and_then(|mut config| config.snapshot())
        .ok()?;
    config
        .get_str(key)
        .ok()
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
}

//! What is known of a rule without running it.

use serde::Serialize;

use super::diagnostic::Level;

/// A rule's card: what `explain`, the site, the README's table and the schemas say of it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RuleCard<'a> {
    /// Its name, stable for ever.
    pub id: &'a str,
    /// The heading it stands under.
    pub group: &'a str,
    /// How bad a finding is unless the settings say otherwise.
    pub level: Level,
    /// What it says in one line.
    pub summary: &'a str,
    /// Its page in Markdown, with the headings What, Why, Bad and Good.
    pub docs: &'a str,
}

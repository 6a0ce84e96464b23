//! What is known of a rule without running it.

use serde::Serialize;

use super::diagnostic::Level;

/// A rule's card: what `explain`, the site, the README's table and the schemas say of it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RuleCard {
    /// Its name, stable for ever.
    pub id: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
    /// How bad a finding is unless the settings say otherwise.
    pub level: Level,
    /// What it says in one line.
    pub summary: &'static str,
    /// Its page in Markdown, with the headings What, Why, Bad and Good.
    pub docs: &'static str,
}

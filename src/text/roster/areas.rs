//! Areas from code owners: paths that the same people look after.

use super::handle::plain;
use crate::model::people::Quorum;
use crate::text::codeowners::{Owner, Rule};

/// Paths that have the same owners, in one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Who is asked about them.
    pub(super) owners: Vec<Owner>,
    /// Patterns from the repository's root.
    pub(super) paths: Vec<String>,
    section: Option<String>,
    approvals: Option<u32>,
}

/// The rules by their section and owners, in the order they begin.
pub(super) fn groups(rules: &[Rule], within: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for rule in rules.iter().filter(|rule| !rule.owners.is_empty()) {
        let path = glob(&rule.pattern);
        let inside = within.is_empty() || path.starts_with(&format!("{within}/"));
        if !inside || path.is_empty() {
            continue;
        }
        // The case of a section's name does not matter.
        let section = rule.section.as_deref().map(str::to_lowercase);
        let is_same = |group: &&mut Group| {
            let of_group = group.section.as_deref().map(str::to_lowercase);
            of_group == section && group.owners == rule.owners
        };
        let same = groups.iter_mut().find(is_same);
        match same {
            Some(group) if group.paths.contains(&path) => {}
            Some(group) => group.paths.push(path),
            None => groups.push(Group {
                owners: rule.owners.clone(),
                paths: vec![path],
                section: rule.section.clone(),
                approvals: rule.approvals,
            }),
        }
    }
    groups
}

impl Group {
    /// What to call the area: its section, its only path, or else its owner.
    pub(super) fn name(&self, owner: &str) -> String {
        let of_section = self.section.as_deref().map(plain);
        let of_path = || match self.paths.as_slice() {
            [only] if only == "**" => "everything".to_owned(),
            [only] => plain(&only.replace(['*', '/', '.'], "-"))
                .trim_matches('-')
                .to_owned(),
            _ => String::new(),
        };
        let mut names = of_section.into_iter().chain([of_path(), owner.to_owned()]);
        let name = names.find(|name| !name.is_empty());
        name.unwrap_or_else(|| "area".to_owned())
    }

    /// How many of its owners a decision takes, where more than one.
    pub(super) fn quorum(&self) -> Option<Quorum> {
        self.approvals.filter(|count| *count > 1).map(Quorum::Any)
    }
}

/// A pattern of code owners as a pattern from the repository's root.
fn glob(pattern: &str) -> String {
    let anchored = pattern.trim_end_matches('/').contains('/');
    let path = pattern.trim_start_matches('/');
    if path.is_empty() || path == "*" || path == "**" {
        return "**".to_owned();
    }
    let (path, is_folder) = match path.strip_suffix('/') {
        Some(folder) => (folder, true),
        None => (path, false),
    };
    let last = path.rsplit('/').next().unwrap_or(path);
    // Without an ending it may be either; what is written with a large letter (`Makefile`) is a file in most trees.
    let may_be_folder = !last.contains(['.', '*']) && !last.starts_with(char::is_uppercase);
    let below = if is_folder || may_be_folder {
        "/**"
    } else {
        ""
    };
    let above = if anchored || path.starts_with("**/") {
        ""
    } else {
        "**/"
    };
    format!("{above}{path}{below}")
}

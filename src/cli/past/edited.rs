//! The versions of a record that changed what was frozen, whether an amendment says so or not.

use super::guard::{Version, When};
use crate::model::frozen::{Part, Print};
use crate::model::state::State;

/// A version that changed what was frozen.
#[derive(Clone, Debug)]
pub(super) struct Edited {
    pub(super) parts: Vec<Part>,
    /// The name of the state that had frozen them.
    pub(super) state: String,
    pub(super) when: When,
    /// The amendments that say so; none where none does.
    pub(super) by: Vec<Print>,
}

/// The frozen parts that a version of a record made say something else.
pub(super) fn parts(version: &Version<'_>, state: &State) -> Vec<Part> {
    let Some(old) = version.old else {
        return Vec::new();
    };
    let (was, is) = (&old.frozen.parts, &version.new.frozen.parts);
    let of = |parts: &[(Part, Print)], part: &Part| {
        let found = parts.iter().find(|(one, _)| one == part);
        found.map(|(_, print)| print.clone())
    };
    let changed = was.iter().filter(|(part, print)| {
        let now = of(is, part);
        part.is_frozen(version.kind, state)
            && now.is_none_or(|now| !print.says(&now, version.same_record))
    });
    let added = is.iter().filter(|(part, _)| {
        let is_item = matches!(part, Part::Item(..));
        !is_item && part.is_frozen(version.kind, state) && of(was, part).is_none()
    });
    changed.chain(added).map(|(part, _)| part.clone()).collect()
}

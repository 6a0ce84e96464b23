//! How records refer to each other, and how a body links to files.

use serde::{Serialize, Serializer};

use super::source::{Span, Spanned};

/// A relation between records. One side is written, the other is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The other record is no longer in force once this one is live.
    Supersedes,
    /// Changes a part of the other, which stays in force.
    Amends,
    /// Rests on the other.
    DependsOn,
    /// Works towards an outcome.
    Serves,
    /// Is allowed to break the other until it expires.
    ExceptionTo,
    /// Has to do with the other.
    RelatesTo,
    /// Is a part of the other.
    Parent,
    /// Gives the other to somebody else.
    HandsOver,
}

impl Relation {
    /// Every relation, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::Supersedes,
        Self::Amends,
        Self::DependsOn,
        Self::Serves,
        Self::ExceptionTo,
        Self::RelatesTo,
        Self::Parent,
        Self::HandsOver,
    ];

    /// The key that writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Supersedes => "supersedes",
            Self::Amends => "amends",
            Self::DependsOn => "depends-on",
            Self::Serves => "serves",
            Self::ExceptionTo => "exception-to",
            Self::RelatesTo => "relates-to",
            Self::Parent => "parent",
            Self::HandsOver => "items",
        }
    }

    /// The name of the derived side.
    #[must_use]
    pub fn derived_name(self) -> &'static str {
        match self {
            Self::Supersedes => "superseded-by",
            Self::Amends => "amended-by",
            Self::DependsOn => "needed-by",
            Self::Serves => "served-by",
            Self::ExceptionTo => "has-exception",
            Self::RelatesTo => "related",
            Self::Parent => "parts",
            Self::HandsOver => "handed-over-by",
        }
    }

    /// Whether the record that it names stands on the left, in a drawing that is read from what carries to what is
    /// carried. None where neither carries the other.
    #[must_use]
    pub fn named_is_left(self) -> Option<bool> {
        match self {
            Self::Supersedes
            | Self::Amends
            | Self::DependsOn
            | Self::ExceptionTo
            | Self::HandsOver => Some(true),
            Self::Serves | Self::Parent => Some(false),
            Self::RelatesTo => None,
        }
    }

    /// The relation that a key says others have, such as `superseded-by`.
    #[must_use]
    pub fn mirrored(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.derived_name() == key)
    }

    /// The relation that a key writes.
    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.name() == key)
    }
}

impl Serialize for Relation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A reference as a record writes it, before anybody knows whether it names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it means.
    pub relation: Relation,
    /// `DEC-4`, without the section.
    pub to: Spanned<String>,
    /// `Consequences` of `DEC-4#Consequences`.
    pub section: Option<String>,
}

/// What stands before the name of an area where records are named too: `area:storage`.
pub const AREA: &str = "area:";

/// A link or image in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The target as written, percent-decoded by nobody yet.
    pub target: String,
    /// The whole link.
    pub span: Span,
}

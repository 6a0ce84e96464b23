//! What a record lets pass: a comment in its body that names a rule and says why.

use super::source::{Span, Spanned};

/// `<!-- declog-allow: rule-id because … -->`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The id of the rule as written; empty where none is named.
    pub rule: Spanned<String>,
    /// What stands behind `because`, in one line; empty where no reason is given.
    pub reason: String,
    /// The whole comment.
    pub span: Span,
}

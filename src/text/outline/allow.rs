//! `<!-- declog-allow: rule-id because … -->`: a comment that lets pass what a rule finds in its record.

use crate::model::allow::Allow;
use crate::model::source::{Span, Spanned};

/// What such a comment begins with.
const WORD: &str = "declog-allow";

/// What stands between the rule and the reason.
const BECAUSE: &str = "because";

/// What a comment of a text lets pass, where it is about that at all.
///
/// A colon that is missing is no mistake; a rule or a reason that is missing is told by a rule.
pub(super) fn read(text: &str, comment: Span) -> Option<Allow> {
    let inner = text.get(comment.range())?.strip_prefix("<!--")?;
    let inner = inner.strip_suffix("-->")?.trim_end();
    let said = inner.trim_start().strip_prefix(WORD)?;
    if said.starts_with(|letter: char| letter.is_alphanumeric() || "-_".contains(letter)) {
        return None;
    }
    let said = said.trim_start();
    let said = said.strip_prefix(':').unwrap_or(said).trim_start();
    let rule = said.split_whitespace().next();
    let rule = rule.filter(|word| *word != BECAUSE).unwrap_or_default();
    let start = comment.start + "<!--".len() + (inner.len() - said.len());
    let span = match rule {
        "" => comment,
        rule => Span::new(start, start + rule.len()),
    };
    let mut words = said[rule.len()..].split_whitespace();
    let reasoned = words.next() == Some(BECAUSE);
    let reason: Vec<&str> = words.filter(|_| reasoned).collect();
    Some(Allow {
        rule: Spanned::new(rule.to_owned(), span),
        reason: reason.join(" "),
        span: comment,
    })
}

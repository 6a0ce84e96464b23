//! Front matter as a tree in which every key and value knows where it stands.

use super::source::{Span, Spanned};

/// A value in front matter and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value's own bytes, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The shapes a value may have. Scalars are kept as text: what they mean is the field's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Empty,
    /// A scalar, unquoted and unfolded.
    Scalar(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written.
    Map(Vec<Pair>),
}

/// One key of a mapping and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The scalar's text.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Holds something other than nothing, white space and empty lists.
    #[must_use]
    pub fn says_something(&self) -> bool {
        match &self.value {
            Value::Empty => false,
            Value::Scalar(text) => !text.trim().is_empty(),
            Value::List(items) => items.iter().any(Self::says_something),
            Value::Map(pairs) => !pairs.is_empty(),
        }
    }

    /// The pairs of a mapping.
    #[must_use]
    pub fn pairs(&self) -> Option<&[Pair]> {
        match &self.value {
            Value::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The items of a list; a single value is a list of one, and nothing is an empty list.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Empty => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The scalars of a list, or the scalar itself as a list of one; other items are left out.
    pub fn scalars(&self) -> impl Iterator<Item = Spanned<&str>> {
        let items = self.items().iter();
        items.filter_map(|item| Some(Spanned::new(item.scalar()?, item.span)))
    }
}

/// The front matter of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Both fences and what lies between them, with the last line's end.
    pub span: Span,
    /// What lies between the fences.
    pub inner: Span,
    /// The keys in the order written.
    pub pairs: Vec<Pair>,
}

impl FrontMatter {
    /// The pair of that key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.key.value == key)
    }
}

//! The items of a list of mappings, such as measures, each with the places of its keys.

use crate::model::front::{Node, Pair};
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::source::Span;

/// An item that has a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Where its name stands.
    pub(super) at: Span,
    /// The whole item.
    pub(super) span: Span,
    pairs: &'a [Pair],
}

/// The items with a name in the fields of that type, in the order they are written.
pub(super) fn items(record: &Record, shape: FieldType) -> impl Iterator<Item = Item<'_>> {
    let naming = shape.item_keys().first().copied().unwrap_or_default();
    let nodes = record.nodes_of(shape).flat_map(Node::items);
    nodes.filter_map(move |node| {
        let pairs = node.pairs()?;
        let named = pairs.iter().find(|pair| pair.key.value == naming)?;
        let name = named.node.scalar()?.trim();
        (!name.is_empty()).then_some(Item {
            name,
            at: named.node.span,
            span: node.span,
            pairs,
        })
    })
}

impl<'a> Item<'a> {
    /// The value of a key.
    pub(super) fn node(&self, key: &str) -> Option<&'a Node> {
        let mut pairs = self.pairs.iter();
        pairs
            .find(|pair| pair.key.value == key)
            .map(|pair| &pair.node)
    }
}

//! Fields in YAML: the front matter of MADR, adrs, adrkit, structured MADR, EIPs and OpenShift enhancements, and the
//! `kep.yaml` beside a Kubernetes enhancement.

use super::{Page, Part, Said, key};
use crate::model::front::{FrontMatter, Node, Pair, Value};
use crate::model::source::Span;

/// Everything that the front matter says under a key that means something.
pub(super) fn read<'a>(page: &Page<'a>) -> Vec<Said<'a>> {
    page.front.map_or_else(Vec::new, |front| {
        let part = |node: &Node| {
            let written = page.source.slice(node.span);
            let text = node.scalar().unwrap_or_default();
            // Within quotes some marks mean others, and folded lines are one.
            match written.trim_matches(['"', '\'']) == text {
                true => Part::at(written, node.span.start),
                false => Part {
                    text: text.to_owned(),
                    at: None,
                    span: node.span,
                },
            }
        };
        said(page, front, &part)
    })
}

/// Everything that the file of fields beside the record says.
pub(super) fn beside<'a>(page: &Page<'a>) -> Vec<Said<'a>> {
    let part = |node: &Node| Part {
        text: node.scalar().unwrap_or_default().to_owned(),
        at: None,
        span: Span::default(),
    };
    let mut all = page
        .beside
        .map_or_else(Vec::new, |fields| said(page, fields, &part));
    for said in &mut all {
        // Its words stand in the other file.
        said.name = Span::default();
    }
    all
}

fn said<'a>(
    page: &Page<'a>,
    front: &'a FrontMatter,
    part: &dyn Fn(&Node) -> Part,
) -> Vec<Said<'a>> {
    let mut all = Vec::new();
    for pair in &front.pairs {
        if pair.key.value == "links" {
            all.extend(links(pair, part));
        } else if let Some(key) = meaning(page, &pair.key.value) {
            all.push(one(pair, key, part));
        }
    }
    all
}

/// The kind's own key, or what the key means anywhere.
fn meaning<'a>(page: &Page<'a>, written: &'a str) -> Option<&'a str> {
    let own = page.kind.field(written).map(|field| field.key.as_str());
    own.or_else(|| key::canonical(written))
}

fn one<'a>(pair: &'a Pair, key: &'a str, part: &dyn Fn(&Node) -> Part) -> Said<'a> {
    // `author: [{name: Ada, orcid: …}]`
    let named = |item: &'a Node| match item.pairs() {
        Some(fields) => {
            let name = fields.iter().find(|field| field.key.value == "name");
            name.map(|field| &field.node)
        }
        None => Some(item).filter(|item| item.scalar().is_some()),
    };
    let braced = in_braces(&pair.node);
    let scalars = pair.node.items().iter().filter_map(named);
    Said {
        key,
        called: &pair.key.value,
        name: pair.key.span,
        parts: scalars.chain(&braced).map(part).collect(),
    }
}

/// The words of `status: {accepted}`, where somebody left the braces of a template standing.
fn in_braces(node: &Node) -> Vec<Node> {
    let Value::Map(pairs) = &node.value else {
        return Vec::new();
    };
    let words = pairs.iter().map(|pair| match pair.node.value {
        Value::Empty => Some(Node {
            span: pair.key.span,
            value: Value::Scalar(pair.key.value.clone()),
        }),
        _ => None,
    });
    words.collect::<Option<_>>().unwrap_or_default()
}

/// The links of adrs: `- {target: 2, kind: Supersedes}`.
fn links<'a>(pair: &'a Pair, part: &dyn Fn(&Node) -> Part) -> Vec<Said<'a>> {
    let items = pair.node.items().iter();
    let found = items.filter_map(|item| {
        let Value::Map(fields) = &item.value else {
            return None;
        };
        let value = |name: &str| fields.iter().find(|field| field.key.value == name);
        let kind = value("kind").or_else(|| value("type"))?;
        let target = value("target").or_else(|| value("to"))?;
        Some(Said {
            key: key::canonical(kind.node.scalar()?)?,
            called: &pair.key.value,
            name: target.key.span,
            parts: vec![part(&target.node)],
        })
    });
    found.collect()
}

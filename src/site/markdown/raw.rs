//! HTML that a log lets its records bring: sanitised once it stands among what was written here, as the last stage.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use crate::site::address::{Address, Asset, Place};

/// Tags that are written here and that a sanitiser does not know as harmless.
const TAGS: [&str; 2] = ["input", "section"];

/// Attributes that are written here.
const ATTRIBUTES: [(&str, &[&str]); 12] = [
    ("input", &["type", "disabled", "checked", "aria-label"]),
    ("section", &["aria-label"]),
    ("div", &["role", "tabindex", "aria-label"]),
    ("pre", &["tabindex"]),
    ("img", &["loading"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("th", &["scope"]),
    ("sup", &["id"]),
];

/// Classes that are written here.
const CLASSES: [(&str, &str); 7] = [
    (
        "span",
        "hl-comment hl-constant hl-string hl-keyword hl-name hl-inserted hl-deleted",
    ),
    ("div", "table"),
    ("sup", "footnote-reference"),
    ("p", "markdown-alert-title"),
    ("th", "end center"),
    ("td", "end center"),
    (
        "blockquote",
        "markdown-alert markdown-alert-note markdown-alert-tip markdown-alert-important markdown-alert-warning \
         markdown-alert-caution",
    ),
];

/// The addresses on a page that something may lead to: as they were written, and as they stand on the site.
#[derive(Default)]
pub(super) struct Known {
    /// Those that were written here, and the anchors behind a `#`.
    own: HashSet<String>,
    /// Those of a contributor's links.
    links: HashMap<String, String>,
    /// Those of a contributor's pictures.
    pictures: HashMap<String, String>,
}

impl Known {
    /// An address, or an anchor behind a `#`, that is written here.
    pub(super) fn add(&mut self, own: String) {
        self.own.insert(own);
    }

    /// The addresses in a piece of a contributor's HTML, and the pictures that they are. One that is spelt in a way
    /// that is not plain is not found, and leads nowhere.
    pub(super) fn find(&mut self, html: &str, place: &Place<'_>) -> Vec<Asset> {
        for value in values(html, "href") {
            if let Address::Href(href) = place.link(value) {
                self.links.insert(value.to_owned(), href);
            }
        }
        let mut assets = Vec::new();
        for value in values(html, "src") {
            if let Some((href, asset)) = place.image(value) {
                self.pictures.insert(value.to_owned(), href);
                assets.push(asset);
            }
        }
        assets
    }

    /// What an attribute is on the site; none where it has to go.
    fn allowed(&self, tag: &str, attribute: &str, value: &str) -> Option<String> {
        match (tag, attribute) {
            (_, "id") => {
                let own = self.own.contains(&format!("#{value}"));
                own.then(|| value.to_owned())
            }
            (_, "href" | "src") if self.own.contains(value) => Some(value.to_owned()),
            ("a", "href") => self.links.get(value).cloned(),
            ("img", "src") => self.pictures.get(value).cloned(),
            (_, "cite" | "href" | "src") => None,
            _ => Some(value.to_owned()),
        }
    }
}

/// The quoted values of an attribute.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let rests = html.split(attribute).skip(1).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    rests.collect()
}

/// The HTML with everything taken out of it that could run, load or lead astray.
pub(super) fn clean(html: &str, known: Known) -> String {
    let by_tag = |(tag, words): (&'static str, &'static str)| {
        (tag, words.split_whitespace().collect::<HashSet<&str>>())
    };
    let mut builder = Builder::default();
    builder
        .add_tags(TAGS)
        .allowed_classes(CLASSES.into_iter().map(by_tag).collect())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(move |tag, attribute, value| {
            known.allowed(tag, attribute, value).map(Cow::Owned)
        });
    for (tag, attributes) in ATTRIBUTES {
        builder.add_tag_attributes(tag, attributes.iter().copied());
    }
    with_words_for_lost_pictures(&builder.clean(html).to_string())
}

/// A picture that is not on the site is its words. Every value here is between double quotes, as the sanitiser writes.
fn with_words_for_lost_pictures(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let (before, tag) = rest.split_at(at);
        let quotes = tag.split('"').scan(0, |end, piece| {
            *end += piece.len() + 1;
            Some((*end, piece))
        });
        // Every second piece is a value, in which nothing ends the tag.
        let outside = quotes.step_by(2).find(|(_, piece)| piece.contains('>'));
        let end = outside.map_or(tag.len(), |(end, piece)| {
            let from = end - 1 - piece.len();
            from + piece.find('>').map_or(piece.len(), |at| at + 1)
        });
        out.push_str(before);
        match tag[..end].contains(" src=\"") {
            true => out.push_str(&tag[..end]),
            // The sanitiser may leave a tag's own signs in a value, where they mean nothing.
            false => {
                let words = values(&tag[..end], "alt")
                    .first()
                    .copied()
                    .unwrap_or_default();
                out.push_str(&words.replace('<', "&lt;").replace('>', "&gt;"));
            }
        }
        rest = &tag[end..];
    }
    out.push_str(rest);
    out
}

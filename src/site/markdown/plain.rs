//! Text that is no tag: addresses in it become links, raw HTML stays text.

use super::write::State;
use crate::site::address::is_web;
use crate::site::escape;

/// Text, in which a bare `https://…` is a link as it is in every forge.
pub(super) fn write_text(state: &mut State, text: &str) {
    let mut rest = text;
    while state.links == 0
        && let Some(at) = rest.find("http")
    {
        let (before, from) = rest.split_at(at);
        let apart = !before.ends_with(char::is_alphanumeric);
        let address = bare_address(from);
        escape::text(&mut state.out, before);
        if apart && is_web(address) {
            state.link_to(address);
            escape::text(&mut state.out, address);
            state.out.push_str("</a>");
            rest = &from[address.len()..];
        } else {
            state.out.push_str("http");
            rest = &from["http".len()..];
        }
    }
    escape::text(&mut state.out, rest);
}

/// The address a text begins with, without the punctuation that ends the sentence around it.
fn bare_address(text: &str) -> &str {
    let end = text
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || !c.is_ascii() || "<>\"'`|\\^{}".contains(c)
        })
        .unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']);
    match address.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner,
        _ => address,
    }
}

/// A tag in a line of text: a line break is one, a comment is nothing, all else is shown.
pub(super) fn write_raw(out: &mut String, html: &str) {
    let tag: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    match tag.to_ascii_lowercase().as_str() {
        "<br>" | "<br/>" => out.push_str("<br>"),
        _ => escape::text(out, &without_comments(html)),
    }
}

/// The same HTML without its comments. A comment that nothing ends is kept, so that nothing vanishes behind it.
pub(super) fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else {
            break;
        };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}

pub(super) fn write_source(out: &mut String, source: &str) {
    out.push_str("<pre tabindex=\"0\"><code>");
    escape::text(out, source);
    out.push_str("</code></pre>\n");
}

//! Drawings of the repository that a page may show: SVG files that hold nothing but a drawing.
//!
//! In an `<img>` no script of a drawing runs; but its file can be opened by itself, and then it is a page of the site.
//! So a drawing is shown only where every element and attribute of it is known to be still.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// The most bytes of a drawing that is looked at.
const MOST: usize = 2 * 1024 * 1024;

/// Elements that draw, group or describe, those of text that a drawing may hold, and the style sheet of a drawing.
const ELEMENTS: &str = "svg g path rect circle ellipse line polyline polygon text tspan textPath defs marker clipPath mask \
                        pattern linearGradient radialGradient stop title desc style symbol use filter switch metadata \
                        feBlend feColorMatrix feComposite feDropShadow feFlood feGaussianBlur feMerge feMergeNode feOffset \
                        foreignObject div span p br b i em strong u ul ol li code pre table tbody thead tr td th font \
                        center RDF Work format type creator Agent license rights date source";

/// Attributes in which programs for drawing keep what they know, and which no browser reads.
const KEPT: [&str; 6] = [
    "about",
    "content",
    "docbase",
    "docname",
    "export-filename",
    "resource",
];

/// Whether a drawing is one that neither runs nor loads anything.
#[must_use]
pub fn is_still(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut reader = Reader::from_str(text);
    let mut seen = false;
    while bytes.len() <= MOST {
        match reader.read_event() {
            Ok(Event::Eof) => return seen,
            Ok(Event::Start(element)) if stands(&element) => {
                seen = true;
                if element.local_name().as_ref() == "style" && !is_style(&mut reader) {
                    return false;
                }
            }
            Ok(Event::Empty(element)) if stands(&element) => seen = true,
            Ok(Event::DocType(kind)) if !kind.contains('[') => {}
            Ok(
                Event::End(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_),
            ) => {}
            Ok(_) | Err(_) => return false,
        }
    }
    false
}

/// Whether a style sheet, up to its end, is one piece of text that loads nothing: what stands between two pieces could
/// be a part of a word.
fn is_style(reader: &mut Reader<&[u8]>) -> bool {
    let text = match reader.read_event() {
        Ok(Event::Text(text)) => text.to_string(),
        Ok(Event::CData(text)) => text.to_string(),
        Ok(Event::End(_)) => return true,
        _ => return false,
    };
    loads_nothing(&text) && matches!(reader.read_event(), Ok(Event::End(_)))
}

/// Whether an element and all its attributes are known, and lead nowhere but into the drawing itself.
fn stands(element: &BytesStart<'_>) -> bool {
    let name = element.local_name();
    let known = ELEMENTS
        .split_ascii_whitespace()
        .any(|known| known == name.as_ref());
    known
        && element.attributes().all(|attribute| {
            let Ok(attribute) = attribute else {
                return false;
            };
            let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
            let Ok(value) = unescape(&attribute.value) else {
                return false;
            };
            let namespace = attribute.key.as_namespace_binding().is_some();
            match key.as_str() {
                _ if namespace => true,
                "href" | "src" => value.starts_with('#'),
                // What programs for drawing keep for themselves.
                key if KEPT.contains(&key) => true,
                key => !key.starts_with("on") && loads_nothing(&value),
            }
        })
}

/// Whether a style sheet or a value names nothing outside of the drawing.
fn loads_nothing(text: &str) -> bool {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\''))
        .flat_map(char::to_lowercase)
        .collect();
    let mut urls = plain.split("url(").skip(1);
    urls.all(|address| address.starts_with('#'))
        && !plain.contains(['\\', '\0'])
        && !plain.contains("//")
        && !plain.contains("@import")
        && !plain.contains("javascript:")
}

//! A feed of changes, written as Atom (RFC 4287) and as JSON Feed 1.1.
//!
//! What a feed says depends on the log and its history alone: an entry keeps its id and its day for ever, and a feed is as
//! new as its newest entry.

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::escape::visible;

/// A feed before it is written.
pub(super) struct Feed<'a> {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) lang: &'a str,
    /// The page that shows the same.
    pub(super) home: String,
    /// The feed as Atom, and as JSON.
    pub(super) own: [String; 2],
    /// Who speaks where an entry names nobody.
    pub(super) author: &'a str,
    /// When nothing is told yet.
    pub(super) begun: Timestamp,
    pub(super) version: &'a str,
    /// Newest first.
    pub(super) entries: Vec<Entry>,
}

/// Something that changed.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) time: Timestamp,
    pub(super) author: Option<String>,
    pub(super) text: String,
}

/// An id that is made of some words and never changes: a UUID of the kind whose bits its maker chooses (RFC 9562, 5.8).
pub(super) fn id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

/// A moment of git's, as both formats write it; years before the first have no way to be written.
pub(super) fn moment(seconds: i64) -> Timestamp {
    let first = Timestamp::from_second(-62_135_596_800).unwrap_or(Timestamp::UNIX_EPOCH);
    let moment = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    moment.max(first)
}

/// The feed as Atom.
pub(super) fn atom(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Atom {
        writer: Writer::new_with_indent(Vec::new(), b' ', 2),
    };
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let root = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", feed.lang),
    ];
    xml.open("feed", &root);
    xml.text("id", &feed.id);
    xml.text("title", &feed.title);
    xml.text("updated", &updated(feed).to_string());
    xml.link("self", "application/atom+xml", &feed.own[0]);
    xml.link("alternate", "text/html", &feed.home);
    xml.person(feed.author);
    xml.open("generator", &[("version", feed.version)]);
    xml.event(Event::Text(BytesText::new("declog")));
    xml.close("generator");
    for entry in &feed.entries {
        let time = entry.time.to_string();
        xml.open("entry", &[]);
        xml.text("id", &entry.id);
        xml.text("title", &entry.title);
        xml.text("published", &time);
        xml.text("updated", &time);
        xml.link("alternate", "text/html", &entry.href);
        xml.person(entry.author.as_deref().unwrap_or(feed.author));
        xml.text("content", &entry.text);
        xml.close("entry");
    }
    xml.close("feed");
    let mut bytes = xml.writer.into_inner();
    bytes.push(b'\n');
    bytes
}

/// A feed is as new as its newest entry.
fn updated(feed: &Feed<'_>) -> Timestamp {
    let times = feed.entries.iter().map(|entry| entry.time);
    times.max().unwrap_or(feed.begun)
}

/// Elements one after the other. Writing to memory never fails.
struct Atom {
    writer: Writer<Vec<u8>>,
}

impl Atom {
    fn event(&mut self, event: Event<'_>) {
        let _ = self.writer.write_event(event);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = BytesStart::new(name);
        let attributes = attributes.iter().map(|(key, value)| (*key, legal(value)));
        let attributes: Vec<(&str, String)> = attributes.collect();
        let pairs = attributes.iter().map(|(key, value)| (*key, value.as_str()));
        self.event(Event::Start(start.with_attributes(pairs)));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        self.event(Event::Text(BytesText::new(&legal(text))));
        self.close(name);
    }

    fn link(&mut self, rel: &str, sort: &str, href: &str) {
        let href = legal(href);
        let link = [("rel", rel), ("type", sort), ("href", href.as_str())];
        self.event(Event::Empty(BytesStart::new("link").with_attributes(link)));
    }

    fn person(&mut self, name: &str) {
        self.open("author", &[]);
        self.text("name", name);
        self.close("author");
    }
}

/// Text without the characters that XML has no way to write, and without those that nobody sees.
fn legal(text: &str) -> String {
    let text = visible(text);
    let named = |character: char| match character {
        '\u{fffe}' | '\u{ffff}' => format!("[U+{:04X}]", u32::from(character)),
        _ => character.to_string(),
    };
    text.chars().map(named).collect()
}

#[derive(Serialize)]
struct Json<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: String,
    content_text: String,
    date_published: String,
    authors: [Author; 1],
}

#[derive(Serialize)]
struct Author {
    name: String,
}

/// The feed as JSON Feed 1.1.
pub(super) fn json(feed: &Feed<'_>) -> Vec<u8> {
    let items = feed.entries.iter().map(|entry| Item {
        id: &entry.id,
        url: &entry.href,
        title: visible(&entry.title).into_owned(),
        content_text: visible(&entry.text).into_owned(),
        date_published: entry.time.to_string(),
        authors: [Author {
            name: visible(entry.author.as_deref().unwrap_or(feed.author)).into_owned(),
        }],
    });
    let whole = Json {
        version: "https://jsonfeed.org/version/1.1",
        title: &visible(&feed.title),
        home_page_url: &feed.home,
        feed_url: &feed.own[1],
        language: feed.lang,
        items: items.collect(),
    };
    // Text and lists always have a way into JSON.
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

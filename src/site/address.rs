//! Where things are on the site: the page of each record, and what a link in a body leads to.
//!
//! Nobody's address is passed on as written: it is a page, an anchor or a file that this module found and spelt itself,
//! or an absolute address of one of three schemes.

use std::collections::{HashMap, HashSet};

use super::relations::FOLDER;
use crate::index::{Index, join};
use crate::model::facts;
use crate::model::record::Record;

/// What a link in a body becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A link to that address.
    Href(String),
    /// No link: the file it names, which is not on the site.
    File(String),
    /// No link: what it names is nothing that may be linked to.
    Nothing,
}

/// A file of the repository that a page shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asset {
    /// Its path from the repository's root.
    pub from: String,
    /// Its path in the site.
    pub to: String,
}

/// The folder of the pages of people and teams.
pub(super) const PEOPLE: &str = "people";

/// The folder of the pages of areas.
pub(super) const AREAS: &str = "areas";

/// The folders of pages and files that are no kind's.
const OURS: [&str; 8] = [
    AREAS, "changes", "files", FOLDER, PEOPLE, "records", "rules", "search",
];

/// The pages of all records, people, teams and areas.
#[derive(Debug)]
pub(super) struct Addresses {
    pages: Vec<String>,
    versions: HashMap<usize, String>,
    people: HashMap<String, String>,
    areas: HashMap<String, String>,
    taken: Paths,
    edit: Option<(String, String)>,
}

impl Addresses {
    /// Gives every record a page of its own; of two that claim one id, the second has `-2` behind it.
    pub(super) fn new(index: &Index) -> Self {
        let mut taken = Paths::default();
        taken.take(format!("{PEOPLE}/index.html"));
        let pages = index.records.iter().map(|record| {
            let stem = format!(
                "{}/{}",
                folder(&record.kind.plural),
                slug(&record.id.slug())
            );
            taken.free(&stem)
        });
        let pages: Vec<String> = pages.collect();
        let mut of = |folder: &str, names: &mut dyn Iterator<Item = &str>| {
            let path = |name: &str| {
                let path = taken.free(&format!("{folder}/{}", slug(name)));
                (name.to_owned(), path)
            };
            names.map(path).collect()
        };
        let people = of(PEOPLE, &mut index.log.directory().handles());
        let mut areas = index.log.settings.areas.keys().map(String::as_str);
        let areas = of(AREAS, &mut areas);
        let versions = versions(index, &pages, &mut taken);
        let edit = index.log.settings.site.edit_url.as_deref();
        Self {
            pages,
            versions,
            people,
            areas,
            taken,
            edit: edit
                .and_then(|url| url.split_once("{path}"))
                .filter(|(before, _)| is_web(before))
                .map(|(before, after)| (before.to_owned(), after.to_owned())),
        }
    }

    /// The page of a record, from the site's root.
    pub(super) fn page(&self, at: usize) -> &str {
        &self.pages[at]
    }

    /// The page of a record's versions, from the site's root, where it has several.
    pub(super) fn versions(&self, at: usize) -> Option<&str> {
        self.versions.get(&at).map(String::as_str)
    }

    /// The page of a person or a team, by handle.
    pub(super) fn person(&self, handle: &str) -> Option<&str> {
        self.people.get(handle).map(String::as_str)
    }

    /// The page of an area, by its name.
    pub(super) fn area(&self, name: &str) -> Option<&str> {
        self.areas.get(name).map(String::as_str)
    }

    /// The paths of all pages of records.
    pub(super) fn taken(&self) -> &Paths {
        &self.taken
    }

    /// The address that opens a file of the repository in an editor.
    pub(super) fn edit(&self, path: &str) -> Option<String> {
        let (before, after) = self.edit.as_ref()?;
        Some(format!("{before}{}{after}", encode(path)))
    }
}

/// The pages of versions, each beside its record's, which no other page gives way to.
fn versions(index: &Index, pages: &[String], taken: &mut Paths) -> HashMap<usize, String> {
    let editions = index.facts.editions.as_ref();
    let has_several = |at: &usize| {
        let path = &index.records[*at].source.path;
        editions.is_some_and(|editions| editions.contains_key(path))
    };
    let several = (0..pages.len()).filter(has_several);
    let paged = several.map(|at| {
        let stem = pages[at].trim_end_matches(".html");
        (at, taken.free(&format!("{stem}-history")))
    });
    paged.collect()
}

/// The links of one record's body, seen from its page.
pub(super) struct Place<'a> {
    /// All records.
    pub(super) index: &'a Index,
    /// Their pages.
    pub(super) addresses: &'a Addresses,
    /// The record; none for a text that is no record's.
    pub(super) at: Option<usize>,
}

impl Place<'_> {
    /// What a link leads to.
    pub(super) fn link(&self, target: &str) -> Address {
        let target = target.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if target.chars().any(char::is_control) {
            return Address::Nothing;
        }
        match scheme(target).as_deref() {
            Some("http" | "https") if is_web(target) => Address::Href(target.to_owned()),
            Some("mailto") => Address::Href(target.to_owned()),
            Some(_) => Address::Nothing,
            None if target.starts_with("//") || target.contains('\\') => Address::Nothing,
            None => self.relative(target),
        }
    }

    /// The copy of an image on the site, where the image is a file of the repository.
    pub(super) fn image(&self, target: &str) -> Option<(String, Asset)> {
        let path = self.file(target.split(['?', '#']).next()?)?;
        let name = path.to_ascii_lowercase();
        let shown = IMAGES.iter().any(|end| name.ends_with(end));
        let known = self.index.facts.targets.as_ref()?.get(&path)?;
        if !shown || !matches!(known, facts::Entry::File(_)) {
            return None;
        }
        let to = format!("files/{path}");
        let href = format!("../{}", encode(&to));
        Some((href, Asset { from: path, to }))
    }

    fn relative(&self, target: &str) -> Address {
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (target, None),
        };
        if path.is_empty() {
            let anchor = anchor.and_then(|anchor| self.anchor(self.at?, anchor));
            return anchor.map_or(Address::Nothing, |anchor| {
                Address::Href(format!("#{}", encode(&anchor)))
            });
        }
        let path = path.split('?').next().unwrap_or(path);
        let Some(path) = self.file(path) else {
            return Address::Nothing;
        };
        match (self.index.linked(&path), self.at) {
            (Some(to), Some(at)) => {
                let mut href = relative(self.addresses.page(at), self.addresses.page(to));
                if let Some(anchor) = anchor.and_then(|anchor| self.anchor(to, anchor)) {
                    href.push('#');
                    href.push_str(&encode(&anchor));
                }
                Address::Href(href)
            }
            _ => match self.addresses.edit(&path) {
                Some(href) => Address::Href(href),
                None => Address::File(path),
            },
        }
    }

    /// The file a relative target names, from the repository's root; none outside the repository.
    fn file(&self, target: &str) -> Option<String> {
        let target = decode(target)?;
        let hostile = target.is_empty()
            || target.starts_with("//")
            || target.contains(['\\', '\0'])
            || scheme(&target).is_some();
        if hostile {
            return None;
        }
        let from = match target.starts_with('/') {
            true => "",
            false => self.index.records[self.at?].source.path.as_str(),
        };
        let up = target.split('/').filter(|part| *part == "..").count();
        let inside = up <= from.matches('/').count();
        inside.then(|| join(from, &target))
    }

    /// The anchor on a record's page; its title stands on top of the page.
    fn anchor(&self, at: usize, anchor: &str) -> Option<String> {
        let anchor = decode(anchor)?;
        let record = &self.index.records[at];
        let heading = record.headings.iter().find(|h| h.anchor == anchor)?;
        match is_title(record, heading.span.start) {
            true => Some(super::MAIN.to_owned()),
            false => Some(heading.anchor.clone()),
        }
    }
}

/// Pictures that a page shows. A drawing may hold a program: the facts know those that do as missing.
const IMAGES: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"];

/// Whether the heading that begins at that byte of the file is the record's title.
pub(super) fn is_title(record: &Record, start: usize) -> bool {
    let heading = record
        .headings
        .iter()
        .find(|heading| heading.span.start == start);
    let inside = |at: usize| heading.is_some_and(|h| h.level == 1 && h.span.range().contains(&at));
    record
        .title
        .as_ref()
        .is_some_and(|title| inside(title.span.start))
}

/// The address of one page seen from another, both from the site's root.
pub(super) fn relative(from: &str, to: &str) -> String {
    let here = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    match to.split_once('/') {
        Some((folder, page)) if folder == here => encode(page),
        _ => format!("{}{}", root(from), encode(to)),
    }
}

/// The whole address of a page of a site that stands at that address.
pub(super) fn absolute(site: &str, page: &str) -> String {
    let page = match page {
        "index.html" => "",
        page => page,
    };
    format!("{}/{}", site.trim_end_matches('/'), encode(page))
}

/// The site's root seen from a page: empty, or `../`.
pub(super) fn root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// A word as a part of a file name: letters, digits and dashes, lower case, at most 60 characters.
pub(super) fn slug(word: &str) -> String {
    let mut slug = String::new();
    for character in word.chars().flat_map(char::to_lowercase).take(60) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    match slug {
        "" => "other".to_owned(),
        slug => slug.to_owned(),
    }
}

/// The folder of a kind's pages; none that other pages stand in.
pub(super) fn folder(plural: &str) -> String {
    let folder = slug(plural);
    match OURS.contains(&folder.as_str()) {
        true => format!("{folder}-2"),
        false => folder,
    }
}

/// Paths that are in use, and the number to try next for each stem.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Paths {
    /// Whether a path is in use.
    pub(super) fn contains(&self, path: &str) -> bool {
        self.taken.contains(path)
    }

    /// Takes a path; false where somebody has it.
    pub(super) fn take(&mut self, path: String) -> bool {
        self.taken.insert(path)
    }

    /// Takes a path that nobody has yet: `stem.html`, else `stem-2.html` and so on.
    pub(super) fn free(&mut self, stem: &str) -> String {
        let mut path = format!("{stem}.html");
        if self.taken.insert(path.clone()) {
            return path;
        }
        let next = self.next.entry(stem.to_owned()).or_insert(2);
        loop {
            path = format!("{stem}-{next}.html");
            *next += 1;
            if self.taken.insert(path.clone()) {
                return path;
            }
        }
    }
}

/// The scheme of an address in lower case.
fn scheme(target: &str) -> Option<String> {
    let (scheme, _) = target.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    // A colon behind a slash belongs to a file's name; any other word in front of one may be read as a scheme.
    let path = scheme.contains(['/', '?', '#']);
    match (named, path) {
        (true, _) => Some(scheme.to_ascii_lowercase()),
        (false, true) => None,
        (false, false) => Some(String::new()),
    }
}

/// Whether an address names a host in plain sight: no user in front of it and nothing a browser would read otherwise.
pub(super) fn is_web(target: &str) -> bool {
    let Some((scheme, rest)) = target.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let labels: Vec<&str> = host.split('.').collect();
    let named = labels.iter().all(|label| {
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !label.is_empty()
            && label.bytes().all(word)
            && !label.to_ascii_lowercase().starts_with("xn--")
    });
    let last = labels.last().copied().unwrap_or_default();
    let number = last.starts_with(|c: char| c.is_ascii_digit());
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https")
        && port.parse::<u16>().is_ok()
        && named
        && (!number || is_ipv4(&labels))
}

fn is_ipv4(labels: &[&str]) -> bool {
    let byte = |label: &&str| {
        label
            .parse::<u8>()
            .is_ok_and(|byte| byte.to_string() == **label)
    };
    labels.len() == 4 && labels.iter().all(byte)
}

/// Percent-encodes all of a path that is not plainly safe in an address.
pub(super) fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Undoes percent-encoding; none where the bytes are no text.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let pair = after
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match (
            first,
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()),
        ) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|path| !path.chars().any(char::is_control))
}

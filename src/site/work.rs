//! What all pages of one build share.

use std::borrow::Cow;
use std::collections::HashMap;

use super::address::{self, Addresses};
use super::context::{AsOf, Chip, Day, Frame, Nav, Row, Segment, Who};
use super::engine::Engine;
use super::holdings::{Holdings, Todo};
use super::listing::{self, Listing};
use super::relations::Relations;
use super::told::{self, Told};
use super::trace::Trace;
use super::words::{self, Words};
use super::{Error, Meta, mail, pages};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::kind::{EXPIRES, Kind};
use crate::model::rule::RuleCard;
use crate::model::settings::Shown;
use crate::model::state::{Icon, Phase, State, Tone};
use crate::model::view::{self, Counts};

/// An index with all that its pages need to know of each other.
pub(super) struct Work<'a> {
    pub(super) index: &'a Index,
    pub(super) cards: &'a [RuleCard<'a>],
    pub(super) meta: &'a Meta,
    pub(super) words: Words,
    pub(super) engine: Engine,
    pub(super) addresses: Addresses,
    /// Findings at warn and above, in the order of the check.
    pub(super) findings: Vec<&'a Diagnostic>,
    pub(super) counts: Counts,
    pub(super) by_path: HashMap<&'a str, Vec<&'a Diagnostic>>,
    pub(super) listings: Vec<Listing>,
    pub(super) holdings: Holdings<'a>,
    /// Everything that changed, newest first.
    pub(super) told: Vec<Told<'a>>,
    pub(super) relations: Relations<'a>,
    pub(super) trace: Trace<'a>,
    pub(super) title: &'a str,
}

/// What a page says of itself in its frame.
pub(super) struct Heading<'a> {
    /// The title of the browser's window.
    pub(super) title: Cow<'a, str>,
    /// One sentence for search engines.
    pub(super) description: Cow<'a, str>,
    /// The way to the page, as label and path.
    pub(super) way: Vec<(String, String)>,
    /// The path of the page of the bar under which it stands.
    pub(super) under: String,
    /// The same as data.
    pub(super) json: Option<String>,
    /// The file it was made from.
    pub(super) file: Option<&'a str>,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        index: &'a Index,
        findings: &'a [Diagnostic],
        cards: &'a [RuleCard<'a>],
        meta: &'a Meta,
    ) -> Result<Self, Error> {
        let (words, table) = words::read(meta.messages.as_deref())?;
        let counts = view::count(findings);
        let findings: Vec<&Diagnostic> =
            findings.iter().filter(|f| f.level > Level::Allow).collect();
        let mut by_path: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
        for finding in &findings {
            by_path.entry(&finding.path).or_default().push(finding);
        }
        let mut work = Self {
            index,
            cards,
            meta,
            engine: Engine::new(&table, &meta.version)?,
            words,
            addresses: Addresses::new(index),
            counts,
            findings,
            by_path,
            listings: Vec::new(),
            holdings: Holdings::new(index),
            told: Vec::new(),
            relations: Relations::default(),
            trace: Trace::new(index, &meta.judged),
            title: index.log.title.as_str(),
        };
        work.listings = listing::all(&work)?;
        work.told = told::all(&work);
        work.relations = Relations::new(index, &work.by_path);
        Ok(work)
    }

    /// The frame of a page.
    pub(super) fn frame(&'a self, page: &str, heading: Heading<'a>) -> Frame<'a> {
        let link = |(label, path): (String, String)| Nav {
            href: address::relative(page, &path),
            current: path == heading.under,
            label,
        };
        let log = &self.index.log;
        Frame {
            root: address::root(page),
            lang: log.settings.log.lang.as_deref().unwrap_or("en"),
            log_name: self.title,
            nav: self.nav().into_iter().map(link).collect(),
            breadcrumb: heading.way.into_iter().map(link).collect(),
            zone: log.settings.log.timezone.as_deref().unwrap_or("UTC"),
            canonical: self.canonical(page),
            title: heading.title,
            description: heading.description,
            as_of: AsOf {
                commit: self.meta.commit.as_deref(),
                dirty: self.meta.dirty,
                date: Day::from(self.meta.commit_date.unwrap_or(log.as_of)),
            },
            source_href: heading.file.and_then(|file| self.addresses.edit(file)),
            json_href: heading.json.map(|path| address::relative(page, &path)),
            version: &self.meta.version,
        }
    }

    /// The pages of the bar on top.
    fn nav(&self) -> Vec<(String, String)> {
        let words = &self.words.nav;
        let mut nav: Vec<(String, String)> = Vec::new();
        for kind in &self.index.log.kinds {
            // Kinds of one sort share a page, which stands in the bar once.
            let (label, path) = self.bar(kind);
            if nav.iter().all(|(_, known)| *known != path) {
                nav.push((label, path));
            }
        }
        let others = [
            (&words.people, pages::PEOPLE),
            (&words.rights, pages::RIGHTS),
            (&words.roadmap, pages::ROADMAP),
            (&words.map, pages::MAP),
            (&words.changes, pages::CHANGES),
            (&words.health, pages::HEALTH),
        ];
        nav.extend(others.map(|(label, path)| (label.clone(), path.to_owned())));
        nav
    }

    /// The page of the bar under which the records of a kind stand.
    pub(super) fn bar(&self, kind: &Kind) -> (String, String) {
        let path = pages::bar(kind);
        let label = match path == pages::OUTCOMES {
            true => self.words.nav.outcomes.clone(),
            false => kind.plural_title(),
        };
        (label, path)
    }

    /// The way to the list of a kind's records, and to what stands below that list.
    pub(super) fn way(&self, kind: &Kind) -> Vec<(String, String)> {
        let mut way = vec![self.bar(kind)];
        if way[0].1 != listing::home(kind) {
            way.push((kind.plural_title(), listing::home(kind)));
        }
        way
    }

    /// The whole address of a page, where the log says where its site stands.
    pub(super) fn canonical(&self, page: &str) -> Option<String> {
        let url = self.index.log.settings.log.url.as_deref()?;
        address::is_web(url).then(|| address::absolute(url, page))
    }

    /// A record as lists show it on a page.
    pub(super) fn row(&self, at: usize, page: &str) -> Row<'a> {
        let record = &self.index.records[at];
        Row {
            state: self.chip(at),
            id: record.id.to_string(),
            title: record.title(),
            href: self.href(at, page),
            owner: self.owner(at, page),
            date: record
                .date("date")
                .or_else(|| self.index.created(at))
                .map(Day::from),
        }
    }

    /// Who is accountable for a record; of one that nobody owns, who takes it over.
    pub(super) fn owner(&self, at: usize, page: &str) -> Option<Who> {
        let whose = self.index.answers_for(at);
        whose.map(|handle| self.who(handle, page))
    }

    /// A person or a team by handle, or by the name that is written where the log knows nobody.
    pub(super) fn who(&self, handle: &str, page: &str) -> Who {
        let path = self.addresses.person(handle);
        Who {
            name: self.name(handle),
            href: path.map(|path| address::relative(page, path)),
        }
    }

    /// What people call somebody, without the mail address that a name may carry.
    pub(super) fn name(&self, handle: &str) -> String {
        let directory = self.index.log.directory();
        let known = self.index.log.settings.site.people == Shown::Handles
            && directory.people.contains_key(handle);
        let name = match known {
            true => handle,
            false => directory.name(handle),
        };
        without_mail(name).to_owned()
    }

    /// Whether the site says where people are and when they work.
    pub(super) fn shows_hours(&self) -> bool {
        self.index.log.settings.site.people == Shown::Full
    }

    /// An area by its name.
    pub(super) fn area(&self, name: &str, page: &str) -> Who {
        let path = self.addresses.area(name);
        Who {
            name: self.index.log.directory().area_title(name).to_owned(),
            href: path.map(|path| address::relative(page, path)),
        }
    }

    /// What is asked of somebody, behind `to`: `accept or reject`.
    pub(super) fn asked(&self, todo: &Todo<'_>) -> String {
        match todo {
            Todo::Consult => self.words.person.consult.clone(),
            Todo::Step(verbs) => {
                let verbs: Vec<String> = verbs.iter().map(|verb| (*verb).to_owned()).collect();
                self.words.joint.either(&verbs)
            }
        }
    }

    /// The page of a record seen from another page.
    pub(super) fn href(&self, at: usize, page: &str) -> String {
        address::relative(page, self.addresses.page(at))
    }

    /// The record as a sentence names it: its id, leading to its page.
    pub(super) fn segment(&self, at: usize, page: &str) -> Segment {
        Segment::link(self.index.records[at].id.to_string(), self.href(at, page)).mono()
    }

    /// How a record stands: how the work on it goes where that is reported, else its state.
    pub(super) fn chip(&self, at: usize) -> Chip {
        let replaced = !self.index.superseded_by(at).is_empty();
        let health = self.index.health(at).filter(|_| !replaced);
        let health = health.map(Chip::from).or_else(|| self.expired(at));
        health.unwrap_or_else(|| self.state(at))
    }

    /// How a record stands whose time is over and that nothing else ended.
    fn expired(&self, at: usize) -> Option<Chip> {
        let record = &self.index.records[at];
        let over = record.date(EXPIRES)? < self.index.log.as_of;
        let live = self.known_state(at).map(|state| state.phase) == Some(Phase::Live);
        (over && live).then(|| Chip {
            word: self.words.list.expired.clone(),
            tone: Tone::Quiet,
            icon: Icon::DashedCircle,
        })
    }

    /// The state of a record; one that others replaced is superseded whatever its file says.
    pub(super) fn state(&self, at: usize) -> Chip {
        match (self.known_state(at), &self.index.records[at].status) {
            (Some(state), _) => Chip::from(state),
            (None, Some(written)) => unknown(&written.value),
            (None, None) => self.unknown(),
        }
    }

    /// A state of which nothing is known.
    pub(super) fn unknown(&self) -> Chip {
        unknown(&self.words.list.unknown)
    }

    /// The same as the kind has it; none where its word is not known.
    pub(super) fn known_state(&self, at: usize) -> Option<&'a State> {
        let record = &self.index.records[at];
        let replaced = !self.index.superseded_by(at).is_empty();
        let superseded = record.kind.superseded.as_deref().filter(|_| replaced);
        let superseded = superseded.and_then(|name| record.kind.state(name));
        superseded.or(record.state())
    }

    /// The findings of a file.
    pub(super) fn findings_of(&self, path: &str) -> &[&'a Diagnostic] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }
}

/// What to do about a finding; a help that is a command is marked as one.
pub(super) fn fix(finding: &Diagnostic) -> Option<String> {
    let help = mail::without_mail(finding.help.as_deref()?);
    match help.starts_with("declog ") && !help.contains('`') {
        true => Some(format!("`{help}`")),
        false => Some(help),
    }
}

/// A name without its mail address: `Ana Ng` of `Ana Ng <ana@example.org>`, `ana` of an address alone.
fn without_mail(name: &str) -> &str {
    let before = |address: &str| address.split_once('@').map(|(before, _)| before.len());
    let (plain, address) = match name.split_once('<') {
        Some((plain, address)) => (plain.trim(), address),
        None => ("", name.trim()),
    };
    match before(address) {
        Some(_) if !plain.is_empty() => plain,
        Some(length) if length > 0 && !address.contains(' ') => &address[..length],
        _ => name,
    }
}

fn unknown(word: &str) -> Chip {
    Chip {
        word: word.to_owned(),
        tone: Tone::Quiet,
        icon: Icon::HalfCircle,
    }
}

//! The feeds of what changed: of all records, of each area, and of what each person and team answers for.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{CHANGES, Draft, Made};
use crate::site::address::{self, AREAS, PEOPLE};
use crate::site::feed::{self, Entry, Feed};
use crate::site::told::Told;
use crate::site::work::Work;

/// Changes that a feed tells.
const NEWEST: usize = 100;

/// The feed of everything.
const ALL: &str = "feed.xml";

/// What one feed is about.
struct About<'w> {
    /// The feed as Atom.
    path: String,
    title: String,
    /// The page that shows the same.
    home: String,
    told: Vec<&'w Told<'w>>,
}

/// The feed, as Atom, of a page: that of an area, a person or a team is its own.
pub(in crate::site) fn of(page: &str) -> String {
    let stem = page.strip_suffix(".html").unwrap_or(page);
    match page.split_once('/') {
        Some((AREAS | PEOPLE, _)) if page != super::PEOPLE => format!("{stem}.xml"),
        _ => ALL.to_owned(),
    }
}

/// The same, seen from the page.
pub(super) fn link(page: &str) -> String {
    address::relative(page, &of(page))
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let mut committed: Vec<&Told<'_>> = work
        .told
        .iter()
        .filter(|told| told.commit.is_some())
        .collect();
    // A day may hold commits of several zones; a feed goes by the moment.
    committed.sort_by_key(|told| {
        told.commit
            .map(|(_, commit)| std::cmp::Reverse(commit.time))
    });
    let words = &work.words.feed;
    let all = About {
        path: ALL.to_owned(),
        title: words.all.replace("{log}", work.title),
        home: CHANGES.to_owned(),
        told: committed.iter().copied().take(NEWEST).collect(),
    };
    let abouts = std::iter::once(all)
        .chain(areas(work, &committed))
        .chain(owners(work, &committed));
    abouts.flat_map(|about| both(work, about)).collect()
}

fn areas<'w>(work: &'w Work<'w>, committed: &[&'w Told<'w>]) -> Vec<About<'w>> {
    let names = work.index.log.settings.areas.keys();
    let abouts = names.filter_map(|name| {
        let home = work.addresses.area(name)?.to_owned();
        let own: HashSet<usize> = work.holdings.in_area(name).iter().copied().collect();
        let told = committed.iter().copied();
        let told = told.filter(|told| told.at.is_some_and(|at| own.contains(&at)));
        let title = work.index.log.directory().area_title(name);
        Some(About {
            path: of(&home),
            title: titled(work, &work.words.feed.of_area, title),
            home,
            told: told.take(NEWEST).collect(),
        })
    });
    abouts.collect()
}

fn owners<'w>(work: &'w Work<'w>, committed: &[&'w Told<'w>]) -> Vec<About<'w>> {
    let mut own: BTreeMap<&str, Vec<&'w Told<'w>>> = BTreeMap::new();
    for told in committed {
        if let Some(owner) = told.at.and_then(|at| work.index.answers_for(at)) {
            let own = own.entry(owner).or_default();
            if own.len() < NEWEST {
                own.push(told);
            }
        }
    }
    let directory = work.index.log.directory();
    let abouts = directory.handles().filter_map(|handle| {
        let home = work.addresses.person(handle)?.to_owned();
        Some(About {
            path: of(&home),
            title: titled(work, &work.words.feed.of_owner, &work.name(handle)),
            home,
            told: own.remove(handle).unwrap_or_default(),
        })
    });
    abouts.collect()
}

fn titled(work: &Work<'_>, pattern: &str, name: &str) -> String {
    pattern.replace("{log}", work.title).replace("{name}", name)
}

/// The feed as Atom and as JSON.
fn both<'w>(work: &'w Work<'w>, about: About<'w>) -> [Draft<'w>; 2] {
    let json = about.path.replace(".xml", ".json");
    let paths = [about.path.clone(), json];
    let about = std::sync::Arc::new(about);
    let writers: [fn(&Feed<'_>) -> Vec<u8>; 2] = [feed::atom, feed::json];
    std::array::from_fn(|at| {
        let (about, paths) = (std::sync::Arc::clone(&about), paths.clone());
        Draft::new(paths[at].clone(), move |page: &str| {
            let feed = made(work, &about, (page, &paths));
            Ok(Made::plain(work, writers[at](&feed)))
        })
    })
}

fn made<'w>(work: &'w Work<'w>, about: &About<'w>, own: (&str, &[String; 2])) -> Feed<'w> {
    let (page, paths) = own;
    let log = &work.index.log;
    let begun = work.meta.commit_date.unwrap_or(log.as_of);
    let begun = begun.to_zoned(TimeZone::UTC);
    Feed {
        id: feed::id(&[&log.name, work.title, &about.path]),
        title: about.title.clone(),
        lang: log.settings.log.lang.as_deref().unwrap_or("en"),
        home: href(work, page, &about.home),
        own: [href(work, page, &paths[0]), href(work, page, &paths[1])],
        author: work.title,
        begun: begun.map_or(Timestamp::UNIX_EPOCH, |begun| begun.timestamp()),
        version: &work.meta.version,
        entries: about
            .told
            .iter()
            .filter_map(|told| entry(work, told, page))
            .collect(),
    }
}

fn entry(work: &Work<'_>, told: &Told<'_>, page: &str) -> Option<Entry> {
    let (_, commit) = told.commit?;
    let difference = told.difference?;
    let sentence = told.sentence(work, page);
    let sentence: String = sentence.iter().map(|part| part.text.as_str()).collect();
    let note = told.note(work).map(|note| format!("\n\n{note}"));
    let target = match told.at {
        Some(at) => work.addresses.page(at),
        None => CHANGES,
    };
    let name = [
        work.index.log.name.as_str(),
        &difference.kind,
        &difference.id,
        &difference.path,
        &commit.id,
    ];
    Some(Entry {
        id: feed::id(&name),
        href: href(work, page, target),
        time: feed::moment(commit.time),
        author: told.name(work),
        text: format!("{sentence}.{}", note.unwrap_or_default()),
        title: sentence,
    })
}

/// The whole address of a page where the log says where its site stands, else the address seen from a feed.
fn href(work: &Work<'_>, page: &str, target: &str) -> String {
    let whole = work.canonical(target);
    whole.unwrap_or_else(|| address::relative(page, target))
}

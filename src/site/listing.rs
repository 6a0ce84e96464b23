//! The lists of the site: every kind whole and by state, year, tag and owner, and the counts of the home page.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use serde::Deserialize;

use super::Error;
use super::address;
use super::context::{Chip, Empty};
use super::work::Work;
use crate::model::kind::Kind;
use crate::model::state::{Icon, Tone};
use crate::query;

/// Records on one page of a list.
pub(super) const PAGE: usize = 200;

/// What a list has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// Every record of a kind.
    All,
    /// One state.
    State,
    /// One year.
    Year,
    /// One tag.
    Tag,
    /// One owner.
    Owner,
    /// A count of the home page.
    Count,
}

/// One list.
pub(super) struct Listing {
    pub(super) about: About,
    /// The kind's place in the log; none for a list over all kinds.
    pub(super) kind: Option<usize>,
    /// Its first page.
    pub(super) path: String,
    pub(super) title: String,
    /// The word that stands for it among its like.
    pub(super) label: String,
    pub(super) chip: Option<Chip>,
    /// The same question in a terminal.
    pub(super) query: String,
    /// Newest first.
    pub(super) records: Vec<usize>,
    pub(super) empty: Empty,
    pub(super) count: Option<Count>,
}

/// A count of the home page, from `templates/site/home.toml`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Count {
    pub(super) about: String,
    page: String,
    pub(super) query: String,
    pub(super) tone: Tone,
    pub(super) icon: Icon,
    commands: Vec<String>,
}

#[derive(Deserialize)]
struct Home {
    counts: Vec<Count>,
    empty: Commands,
}

#[derive(Deserialize)]
struct Commands {
    commands: Vec<String>,
}

static HOME: &str = include_str!("../../templates/site/home.toml");

/// Every list of a site.
pub(super) fn all(work: &Work<'_>) -> Result<Vec<Listing>, Error> {
    let home: Home = toml::from_str(HOME).map_err(|error| Error::Query(error.to_string()))?;
    let mut lists = Vec::new();
    for count in home.counts {
        lists.push(counted(work, count)?);
    }
    for kind in 0..work.index.log.kinds.len() {
        lists.extend(of_kind(work, kind, &home.empty.commands));
    }
    Ok(lists)
}

/// The commands that fill an empty log.
pub(super) fn first_commands() -> Vec<String> {
    toml::from_str::<Home>(HOME).map_or_else(|_| Vec::new(), |home| home.empty.commands)
}

/// The queries that are counted on top of home, each with the name of its count in `words.toml`.
pub(super) fn counted_queries() -> Vec<(String, String)> {
    let home = toml::from_str::<Home>(HOME)
        .map(|home| home.counts)
        .unwrap_or_default();
    home.into_iter()
        .map(|count| (count.about, count.query))
        .collect()
}

/// The list of every record of a kind.
pub(super) fn home(kind: &Kind) -> String {
    format!("{}/index.html", address::folder(&kind.plural))
}

/// The page of all groups of a kind.
pub(super) fn groups(kind: &Kind) -> String {
    format!("{}/groups.html", address::folder(&kind.plural))
}

/// The path of a page of a list, from 1. No word makes a full stop in a path, so it is no other list's.
pub(super) fn page_path(first: &str, page: usize) -> String {
    let stem = first.strip_suffix(".html").unwrap_or(first);
    match page {
        1 => first.to_owned(),
        _ => format!("{stem}.page-{page}.html"),
    }
}

/// Whether a page is one of the pages of the list that begins there.
pub(super) fn is_page_of(page: &str, first: &str) -> bool {
    let stem = first.strip_suffix(".html").unwrap_or(first);
    page.strip_prefix(stem)
        .is_some_and(|rest| rest == ".html" || rest.starts_with(".page-"))
}

fn counted(work: &Work<'_>, count: Count) -> Result<Listing, Error> {
    let asked =
        query::parse(&count.query, work.index).map_err(|error| Error::Query(error.message))?;
    let mut records = query::filter(work.index, &asked, &work.counts);
    records.reverse();
    let label = work.words.home(&count.about).to_owned();
    Ok(Listing {
        about: About::Count,
        kind: None,
        path: format!("{}.html", address::slug(&count.page)),
        title: label.clone(),
        label,
        chip: None,
        query: count.query.clone(),
        records,
        empty: Empty {
            about: count.about.clone(),
            commands: count.commands.clone(),
        },
        count: Some(count),
    })
}

/// The lists of one kind: the whole, then its groups.
fn of_kind(work: &Work<'_>, at: usize, commands: &[String]) -> Vec<Listing> {
    let kind = &work.index.log.kinds[at];
    let mut records: Vec<usize> = (0..work.index.records.len())
        .filter(|&record| work.index.records[record].kind.name == kind.name)
        .collect();
    records.reverse();
    let mut taken = work.addresses.taken().clone();
    taken.take(home(kind));
    taken.take(groups(kind));
    let folder = address::folder(&kind.plural);
    let mut lists = vec![Listing {
        about: About::All,
        kind: Some(at),
        path: home(kind),
        title: kind.plural_title(),
        label: kind.plural_title(),
        chip: None,
        query: format!("kind:{}", kind.name),
        records: records.clone(),
        empty: Empty {
            about: "log".to_owned(),
            commands: commands.to_vec(),
        },
        count: None,
    }];
    for group in grouped(work, kind, &records) {
        let pattern = match group.about {
            About::State => &work.words.list.of_state,
            About::Year => &work.words.list.of_year,
            About::Tag => &work.words.list.of_tag,
            _ => &work.words.list.of_owner,
        };
        let title = pattern
            .replace("{records}", &kind.plural_title())
            .replace("{word}", &group.label);
        let stem = format!(
            "{folder}/{}-{}",
            group.about.name(),
            address::slug(&group.label)
        );
        lists.push(Listing {
            about: group.about,
            kind: Some(at),
            path: taken.free(&stem),
            title,
            label: group.label,
            chip: group.chip,
            query: format!("kind:{} {}", kind.name, group.query),
            records: group.records,
            empty: Empty {
                about: "query".to_owned(),
                commands: Vec::new(),
            },
            count: None,
        });
    }
    lists
}

impl About {
    /// The word in addresses, anchors and the words file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::State => "state",
            Self::Year => "year",
            Self::Tag => "tag",
            Self::Owner => "owner",
            Self::Count => "count",
        }
    }
}

/// Records that share a word, before they have a page.
struct Group {
    about: About,
    label: String,
    chip: Option<Chip>,
    query: String,
    records: Vec<usize>,
}

fn grouped(work: &Work<'_>, kind: &Kind, records: &[usize]) -> Vec<Group> {
    let mut groups = states(work, kind, records);
    let mut years: BTreeMap<i16, Vec<usize>> = BTreeMap::new();
    let mut tags: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut owners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in records {
        let record = &work.index.records[at];
        if let Some(day) = day(work, at) {
            years.entry(day.year()).or_default().push(at);
        }
        let words: HashSet<&str> = record
            .words("tags")
            .iter()
            .map(|tag| tag.value.trim())
            .collect();
        for tag in words.into_iter().filter(|tag| !tag.is_empty()) {
            tags.entry(tag).or_default().push(at);
        }
        if let Some(owner) = work.index.owner(at) {
            owners.entry(owner).or_default().push(at);
        }
    }
    let group = |about, label: String, query, records| Group {
        about,
        label,
        chip: None,
        query,
        records,
    };
    groups.extend(years.into_iter().rev().map(|(year, records)| {
        let query = format!("date:>={year:04}-01-01 -date:>{year:04}-12-31");
        group(About::Year, format!("{year:04}"), query, records)
    }));
    groups.extend(tags.into_iter().map(|(tag, records)| {
        group(
            About::Tag,
            tag.to_owned(),
            format!("tags:{}", quoted(tag)),
            records,
        )
    }));
    groups.extend(owners.into_iter().map(|(owner, records)| {
        group(
            About::Owner,
            owner.to_owned(),
            format!("owner:{}", quoted(owner)),
            records,
        )
    }));
    groups
}

/// One group for each state in the kind's order, then the words that are none.
fn states(work: &Work<'_>, kind: &Kind, records: &[usize]) -> Vec<Group> {
    let mut found: BTreeMap<(usize, String), (Chip, Vec<usize>)> = BTreeMap::new();
    for &at in records {
        let chip = work.state(at);
        let place = kind
            .states
            .iter()
            .position(|state| Chip::from(state).word == chip.word);
        let key = (place.unwrap_or(kind.states.len()), chip.word.clone());
        found
            .entry(key)
            .or_insert_with(|| (chip, Vec::new()))
            .1
            .push(at);
    }
    found
        .into_iter()
        .map(|((place, word), (chip, records))| Group {
            about: About::State,
            label: word,
            chip: Some(chip),
            query: match kind.states.get(place) {
                Some(state) => format!("status:{}", quoted(&state.name)),
                None => "status:unknown".to_owned(),
            },
            records,
        })
        .collect()
}

/// The day a list shows for a record.
pub(super) fn day(work: &Work<'_>, at: usize) -> Option<Date> {
    work.index.records[at]
        .date("date")
        .or_else(|| work.index.created(at))
}

/// A value as a query says it.
fn quoted(word: &str) -> String {
    let plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    match plain {
        true => word.to_owned(),
        false => format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

//! The lists of the site: every kind whole and by state, year, tag, area and owner, and the counts of the home page.

mod groups;

use jiff::civil::Date;
use serde::Deserialize;

use super::Error;
use super::address;
use super::context::{Chip, Empty};
use super::work::Work;
use crate::model::kind::Kind;
use crate::model::state::{Icon, State, Tone};
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
    /// One area.
    Area,
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
    /// The word its records share, as they write it.
    pub(super) word: String,
    /// The same question in a terminal.
    pub(super) query: String,
    /// Newest first.
    pub(super) records: Vec<usize>,
    pub(super) empty: Empty,
    pub(super) count: Option<Count>,
}

impl Listing {
    /// Whether it is the list of the count of that name.
    pub(super) fn is_count(&self, about: &str) -> bool {
        let count = self.count.as_ref();
        count.is_some_and(|count| count.about == about)
    }
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
    let home: Home = toml::from_str(HOME).map_err(|error| Error::Counts(error.to_string()))?;
    let mut lists = Vec::new();
    lists.extend(
        home.counts
            .into_iter()
            .filter_map(|count| counted(work, count)),
    );
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

/// The list of all records of a kind that are in a state.
pub(super) fn of_state<'w>(work: &'w Work<'_>, kind: &Kind, state: &State) -> Option<&'w Listing> {
    let mut kinds = work.index.log.kinds.iter();
    let place = kinds.position(|own| own.name == kind.name);
    let word = Chip::from(state).word;
    let mut lists = work.listings.iter();
    lists.find(|list| list.kind == place && list.about == About::State && list.label == word)
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

/// The list of a count; none where the kinds of the log have no word for what it asks.
fn counted(work: &Work<'_>, count: Count) -> Option<Listing> {
    let asked = query::parse(&count.query, work.index).ok()?;
    let mut records = query::filter(work.index, &asked, &work.counts);
    records.reverse();
    let label = work.words.home(&count.about).to_owned();
    Some(Listing {
        about: About::Count,
        kind: None,
        path: format!("{}.html", address::slug(&count.page)),
        title: label.clone(),
        label,
        chip: None,
        word: String::new(),
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
        word: String::new(),
        query: format!("kind:{}", kind.name),
        records: records.clone(),
        empty: Empty {
            about: "log".to_owned(),
            commands: commands.to_vec(),
        },
        count: None,
    }];
    for group in groups::grouped(work, kind, &records) {
        let pattern = match group.about {
            About::State => &work.words.list.of_state,
            About::Year => &work.words.list.of_year,
            About::Tag => &work.words.list.of_tag,
            About::Area => &work.words.list.of_area,
            _ => &work.words.list.of_owner,
        };
        let title = pattern
            .replace("{records}", &kind.plural_title())
            .replace("{word}", &group.label);
        let stem = format!("{folder}/{}-{}", group.about.name(), group.slug);
        lists.push(Listing {
            about: group.about,
            kind: Some(at),
            path: taken.free(&stem),
            title,
            label: group.label,
            chip: group.chip,
            word: group.word,
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
            Self::Area => "area",
            Self::Count => "count",
        }
    }
}

/// The day a list shows for a record.
pub(super) fn day(work: &Work<'_>, at: usize) -> Option<Date> {
    work.index.records[at]
        .date("date")
        .or_else(|| work.index.created(at))
}

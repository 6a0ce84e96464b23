//! Which folder is the home of records: the highest one that holds records and little else.

use std::collections::{BTreeMap, BTreeSet};

use super::place;
use super::tally::{Tallies, Tally, percent};
use super::unit::{above, split};

/// How many of a hundred files must read like records for a folder with a log's name to be their home.
const NAMED: usize = 50;

/// The same for a folder whose name says nothing.
const NAMELESS: usize = 70;

/// The same for the folder that everything lies in, and how many records it takes.
const TOP: (usize, usize) = (80, 5);

/// How much a name says that leaves no doubt: more than `text` and `proposals` do.
const CERTAIN: i32 = 30;

/// How many folders named after states a folder has that sorts what lies in it by state, and how many of a hundred lie
/// in those.
const BY_STATE: (usize, usize) = (2, 80);

/// How many of a hundred lie in a folder that holds nearly all of what is likely in the one above.
const NEARLY_ALL: usize = 90;

/// What is known of the folders below `top`.
pub(super) struct Ground<'a> {
    /// The folder that everything lies in; empty for the repository's root.
    top: &'a str,
    /// What lies directly in each.
    direct: &'a Tallies,
    /// What lies in each and below.
    all: &'a Tallies,
    /// Folders that stand for themselves, such as packages.
    parts: BTreeSet<&'a str>,
    /// Folders whose names leave no doubt that what lies in them are records.
    certain: BTreeSet<&'a str>,
    /// Folders that sort what lies in them by state.
    by_state: BTreeSet<&'a str>,
}

/// The homes of everything that may be a record; none lies inside another.
pub(super) fn homes(ground: &Ground<'_>) -> Vec<String> {
    let mut homes: BTreeSet<&str> = BTreeSet::new();
    for (folder, tally) in ground.direct {
        let named = ground.named_above(folder);
        let told = named.is_some() && tally.likely > 0;
        // A page that reads like a record among many that do not makes no home.
        if told || (tally.records > 0 && tally.share() >= NAMED) {
            homes.insert(ground.home(folder, named));
        }
    }
    // Whoever reads a folder reads all below it: of two that lie in each other one must go.
    let goes = |folder: &&&str| {
        homes.iter().any(|other| {
            let outer = is_inside(folder, other) && !ground.gives_way(other, folder);
            let inner = is_inside(other, folder) && ground.gives_way(folder, other);
            outer || inner
        })
    };
    let kept = homes.iter().filter(|folder| !goes(folder));
    kept.map(|folder| (*folder).to_owned()).collect()
}

/// Whether a folder lies in another.
fn is_inside(inner: &str, outer: &str) -> bool {
    inner != outer && (outer.is_empty() || inner.starts_with(&format!("{outer}/")))
}

/// The folders most of which lies in folders named after states.
fn sorted_by_state(all: &Tallies) -> BTreeSet<&str> {
    let mut sorted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (folder, tally) in all {
        let (above, name) = split(folder);
        if place::is_state(name) {
            let (folders, units) = sorted.entry(above).or_default();
            *folders += 1;
            *units += tally.units;
        }
    }
    let (least, most) = BY_STATE;
    let whole = |folder: &str| all.get(folder).map_or(0, |tally| tally.units);
    sorted.retain(|folder, (folders, units)| {
        *folders >= least && percent(*units, whole(folder)) >= most
    });
    sorted.into_keys().collect()
}

impl<'a> Ground<'a> {
    /// What is known of those folders; `parts` are those that stand for themselves, such as packages.
    pub(super) fn new(
        top: &'a str,
        (direct, all): (&'a Tallies, &'a Tallies),
        parts: BTreeSet<&'a str>,
    ) -> Self {
        let mut ground = Self {
            top,
            direct,
            all,
            parts,
            certain: BTreeSet::new(),
            by_state: sorted_by_state(all),
        };
        let likely = direct.iter().filter(|(_, tally)| tally.likely > 0);
        let named = likely.filter_map(|(folder, _)| ground.named_above(folder));
        let certain = named.filter(|folder| place::log_name(split(folder).1) >= CERTAIN);
        ground.certain = certain.collect();
        ground
    }

    /// What lies in a folder and below.
    pub(super) fn tally(&self, folder: &str) -> Option<&'a Tally> {
        self.all.get(folder)
    }

    /// Whether most of what lies in a folder lies in folders named after states.
    pub(super) fn is_by_state(&self, folder: &str) -> bool {
        self.by_state.contains(folder)
    }

    /// A home, or the lowest folder in it that nearly all records lie in.
    pub(super) fn narrowed(&self, home: &str) -> String {
        let likely = |folder: &str| self.tally(folder).map_or(0, |tally| tally.likely);
        let all = likely(home);
        let mut lowest = home;
        if !self.is_by_state(home) {
            let mut most = self.all.keys().filter(|folder| {
                let in_state = folder.split('/').any(place::is_state);
                let inside = is_inside(folder, home) && !in_state;
                inside && percent(likely(folder), all) >= NEARLY_ALL
            });
            // Folders that hold nearly all lie in each other, and the lowest comes last.
            lowest = most.next_back().map_or(home, String::as_str);
        }
        lowest.to_owned()
    }

    fn is_named(&self, folder: &str) -> bool {
        place::log_name(split(folder).1) >= place::HOME || self.is_by_state(folder)
    }

    fn records(&self, folder: &str) -> usize {
        self.tally(folder).map_or(0, |tally| tally.records)
    }

    /// How many of a hundred read like records; under a log's name a number in their name is enough.
    fn share(&self, folder: &str) -> usize {
        self.tally(folder).map_or(0, |tally| {
            if self.is_by_state(folder) {
                100
            } else if self.is_named(folder) {
                percent(tally.likely, tally.units)
            } else {
                tally.share()
            }
        })
    }

    /// Whether a home is none beside one that lies in it: it holds much else, or its name says less and it adds little
    /// or is one of documents.
    fn gives_way(&self, outer: &str, inner: &str) -> bool {
        let adds_little = self.records(inner) * 2 >= self.records(outer);
        let everything = outer == self.top && self.certain.contains(inner);
        let may = adds_little || everything || place::is_about_the_work(split(outer).1);
        self.share(outer) < NAMED || (self.is_named(inner) && !self.is_named(outer) && may)
    }

    /// The folders from that one up to the top, the top included.
    fn up<'f>(&self, folder: &'f str) -> impl Iterator<Item = &'f str> {
        let depth = |folder: &str| folder.split('/').filter(|part| !part.is_empty()).count();
        let top = depth(self.top);
        above(folder)
            .chain([""])
            .filter(move |folder| depth(folder) >= top)
    }

    /// The nearest folder with a log's name.
    fn named_above<'f>(&self, folder: &'f str) -> Option<&'f str> {
        self.up(folder).find(|folder| self.is_named(folder))
    }

    /// The home of what lies directly in a folder.
    fn home<'f>(&self, folder: &'f str, named: Option<&'f str>) -> &'f str {
        if let Some(named) = named
            && (named == folder || (self.share(named) >= NAMED && self.is_one_list(named)))
        {
            return named;
        }
        let mut home = folder;
        for above in self.up(folder).skip(1) {
            let name = split(above).1;
            let other = place::is_documents(name) || place::is_other(name);
            if self.parts.contains(home) || other || !self.may_be_home(above) {
                break;
            }
            // A folder that only holds the one below is no better name for the same.
            if self.records(above) > self.records(home) {
                home = above;
            }
        }
        home
    }

    /// Whether nearly all that lies in a folder reads like records of one list.
    fn may_be_home(&self, folder: &str) -> bool {
        let (share, records) = match folder == self.top {
            true => TOP,
            false => (NAMELESS, 0),
        };
        let alone = folder == self.top && self.parts.contains(folder);
        !alone
            && self.share(folder) >= share
            && self.records(folder) >= records
            && self.is_one_list(folder)
            && !self.holds_named(folder)
    }

    /// Whether a folder lies in a folder whose name says that the log is there and nowhere else.
    fn holds_named(&self, folder: &str) -> bool {
        self.certain.iter().any(|named| is_inside(named, folder))
    }

    fn is_one_list(&self, folder: &str) -> bool {
        self.tally(folder).is_some_and(Tally::counts_once)
    }
}

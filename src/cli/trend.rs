//! How complete a log was: at the ends of months, or on days spread evenly where it is young.
//!
//! Each point is judged by what its commit had and by nothing else: records, settings and kinds of then, on that day.
//! Rules that ask what git, links or paths show find nothing without it, so that the same commits give the same points in
//! every clone and the whole costs little more than reading each version once.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::env::{Now, end_of};
use super::load::{self, Loaded, below, log_at};
use crate::check::{self, Options};
use crate::index::{Contents, Index, Log};
use crate::model::judged::Point;
use crate::model::kind::Kind;
use crate::model::source::{Content, File};
use crate::model::view::count;
use crate::store::{Repository, Revision};
use crate::text::folder::{self, Role};
use crate::text::parse::{self, Parsed};

/// The most points, and the fewest ends of months that make a line.
const MOST: usize = 12;
const FEWEST: usize = 3;

/// How far back a young log may reach, in days.
const YOUNG: i64 = 100;

/// How complete the log was, oldest first; nothing where one point is all there is. The log has no facts yet.
pub(super) fn trend(loaded: &Loaded) -> anyhow::Result<Vec<Point>> {
    let commits = loaded.repository.first_parents(loaded.revision.as_ref())?;
    let mut moments = logs(loaded, months(loaded, &commits));
    if moments.len() < FEWEST {
        moments = evenly(logs(loaded, days(loaded, &commits)));
    }
    let mut reader = Reader::new(&loaded.repository);
    let mut points = Vec::new();
    for (revision, log) in moments {
        let contents = reader.contents(&log, revision)?;
        let short = revision.id[..10.min(revision.id.len())].to_owned();
        points.extend(point(&Index::build(log, contents), Some(short)));
    }
    points.extend(point(&loaded.index, None));
    Ok(match points.len() {
        0 | 1 => Vec::new(),
        _ => points,
    })
}

/// How many records of a log have no finding; none where it has no records.
fn point(index: &Index, commit: Option<String>) -> Option<Point> {
    let counts = count(&check::run(index, &Options::default()));
    let complete = index.records.iter().filter(|record| {
        let found = counts.get(&record.source.path);
        found.is_none_or(|found| found.deny + found.warn == 0)
    });
    let complete = complete.count();
    (!index.records.is_empty()).then_some(Point {
        day: index.log.as_of,
        commit,
        records: index.records.len(),
        complete,
    })
}

/// The last commit of each month before this one, oldest first; `commits` are newest first.
fn months<'c>(loaded: &Loaded, commits: &'c [Revision]) -> Vec<(Date, &'c Revision)> {
    let log = &loaded.index.log;
    let zone = log.settings.log.zone();
    let times = times(commits);
    let mut all = Vec::new();
    let mut end = log.as_of.first_of_month().yesterday();
    while let Ok(day) = end
        && all.len() + 1 < MOST
    {
        let last = end_of(day, &zone);
        let last =
            last.and_then(|last| commits.iter().zip(&times).find(|(_, time)| **time <= last));
        let last = last.map(|(commit, _)| commit);
        let Some(commit) = last else { break };
        all.push((day, commit));
        end = day.first_of_month().yesterday();
    }
    all.reverse();
    all
}

/// When each commit was there: no earlier than those before it, whatever the clock of whoever made it said.
fn times(commits: &[Revision]) -> Vec<i64> {
    let mut latest = i64::MIN;
    let mut times: Vec<i64> = commits
        .iter()
        .rev()
        .map(|commit| {
            latest = latest.max(commit.time);
            latest
        })
        .collect();
    times.reverse();
    times
}

/// The last commit of each of the last days before today on which somebody committed, oldest first.
fn days<'c>(loaded: &Loaded, commits: &'c [Revision]) -> Vec<(Date, &'c Revision)> {
    let log = &loaded.index.log;
    let first = log.as_of.checked_sub(YOUNG.days()).unwrap_or(Date::MIN);
    let mut all: Vec<(Date, &Revision)> = Vec::new();
    for (commit, time) in commits.iter().zip(times(commits)) {
        let day = log.day_of(time);
        if day < first {
            break;
        }
        if day < all.last().map_or(log.as_of, |(day, _)| *day) {
            all.push((day, commit));
        }
    }
    all.reverse();
    all
}

/// The log without its records as each of some commits had it.
///
/// A commit whose settings nobody can read has none, and hides none of the others.
fn logs<'c>(loaded: &Loaded, moments: Vec<(Date, &'c Revision)>) -> Vec<(&'c Revision, Log)> {
    let root = &loaded.index.log.root;
    let read = |(day, revision)| {
        let log = log_at(&loaded.repository, root, Some(revision), &Now::Day(day));
        Some((revision, log.ok()??))
    };
    moments.into_iter().filter_map(read).collect()
}

/// As many of some as there may be beside the one of today, the first and the last among them.
fn evenly<T>(all: Vec<T>) -> Vec<T> {
    let (of, most) = (all.len(), MOST - 1);
    let wanted: Vec<usize> = match of <= most {
        true => (0..of).collect(),
        false => (0..most).map(|at| at * (of - 1) / (most - 1)).collect(),
    };
    let numbered = all.into_iter().enumerate();
    numbered
        .filter(|(at, _)| wanted.contains(at))
        .map(|(_, one)| one)
        .collect()
}

/// Reads the records of commits, each version of each file once.
struct Reader<'a> {
    repository: &'a Repository,
    /// By blob.
    contents: HashMap<String, Content>,
    /// The kinds so far, told apart by all that they say.
    kinds: Vec<Arc<Kind>>,
    parsed: HashMap<Name, (Role, Parsed)>,
}

/// What a version of a file is read by: the place of its kind, its path and its blob.
type Name = (usize, String, String);

impl<'a> Reader<'a> {
    fn new(repository: &'a Repository) -> Self {
        Self {
            repository,
            contents: HashMap::new(),
            kinds: Vec::new(),
            parsed: HashMap::new(),
        }
    }

    /// The records that a log had at a commit.
    fn contents(&mut self, log: &Log, at: &Revision) -> anyhow::Result<Contents> {
        let ignore = load::patterns("[log] ignore", &log.settings.log.ignore)?;
        let mut contents = Contents::default();
        for kind in &log.kinds {
            let listed = self
                .repository
                .folder_blobs(&below(&log.root, &kind.folder), at)?;
            self.fetch(listed.iter().map(|(_, blob)| blob.as_str()));
            let mut files: Vec<(File, String)> = Vec::new();
            for (path, blob) in listed {
                let content = self.contents.get(&blob).cloned();
                let is_own = log.kind_of(&path).is_some_and(|of| of.name == kind.name);
                if let Some(content) = content.filter(|_| is_own) {
                    files.push((File { path, content }, blob));
                }
            }
            files.retain(|(file, _)| !load::named(&ignore, log, file));
            for (path, parsed) in self.parse(kind, &log.folder(kind), files) {
                load::add(&mut contents, path, parsed);
            }
        }
        Ok(contents)
    }

    fn fetch<'b>(&mut self, blobs: impl Iterator<Item = &'b str>) {
        let new: Vec<&str> = blobs
            .filter(|blob| !self.contents.contains_key(*blob))
            .collect();
        let read = self.repository.read_blobs(&new).into_iter();
        let named = new.iter().map(|blob| (*blob).to_owned());
        self.contents.extend(named.zip(read));
    }

    fn parse(
        &mut self,
        kind: &Arc<Kind>,
        folder: &str,
        files: Vec<(File, String)>,
    ) -> Vec<(String, Parsed)> {
        let (files, blobs): (Vec<File>, Vec<String>) = files.into_iter().unzip();
        let (place, kind) = self.known(parse::suited(kind, &files));
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let roles = folder::roles(&kind, folder, &paths);
        let beside = load::fields_beside(&files, &roles);
        let mut new = Vec::new();
        let mut order = Vec::with_capacity(files.len());
        for (((file, blob), role), beside) in files.into_iter().zip(blobs).zip(roles).zip(beside) {
            let name: Name = (place, file.path.clone(), blob);
            let known = self.parsed.get(&name);
            // What another file says may have changed with that file.
            if beside.is_some() || known.is_none_or(|(known, _)| *known != role) {
                new.push((name.clone(), file, role, beside));
            }
            order.push(name);
        }
        let read: Vec<(Name, (Role, Parsed))> = new
            .into_par_iter()
            .map(|(name, file, role, beside)| {
                let parsed = parse::parse_as(&kind, file, role.clone(), beside);
                (name, (role, parsed))
            })
            .collect();
        self.parsed.extend(read);
        let known = order.into_iter().filter_map(|name| {
            let (_, parsed) = self.parsed.get(&name)?;
            Some((name.1, parsed.clone()))
        });
        known.collect()
    }

    /// A kind that says the same as another one is that one.
    fn known(&mut self, kind: Arc<Kind>) -> (usize, Arc<Kind>) {
        let place = self.kinds.iter().position(|known| *known == kind);
        let place = place.unwrap_or_else(|| {
            self.kinds.push(Arc::clone(&kind));
            self.kinds.len() - 1
        });
        (place, Arc::clone(&self.kinds[place]))
    }
}

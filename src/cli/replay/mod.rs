//! The example log: a written history becomes commits, by the same plans as the commands make.
//!
//! Nothing is read from or written to a disk here. Steps, entries, updates and fields are planned by the code behind
//! `declog accept`, `note`, `update` and `set`; what people did by hand is a change of a file's text.

mod shift;
mod told;

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use include_dir::{Dir, include_dir};
use jiff::Zoned;
use jiff::civil::Date;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;

use super::approval::{self, Approval};
use super::commands::{review, step};
use super::plan::Plan;
use super::taker::Taker;
use super::write::message;
use super::{field, hold};
use crate::index::{Contents, Index, Log, Resolved};
use crate::model::baseline::Baseline;
use crate::model::change::{Change, NewEntry};
use crate::model::settings::Settings;
use crate::model::source::{Content, File, Source};
use crate::store::{Identity, NewCommit};
use crate::text::{edit, kinds, parse};
use shift::Shift;
use told::{Deed, Exchange, Story, Told};

/// The files of the example and its history.
static DEMO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/demo");

/// The settings of the example.
const SETTINGS: &str = "declog.toml";

/// An example log, ready to be written.
pub(super) struct Example {
    /// Its commits, oldest first.
    pub(super) commits: Vec<NewCommit>,
    /// How many records it ends with.
    pub(super) records: usize,
    /// How many people wrote it.
    pub(super) authors: usize,
    /// The days of its first and its last commit.
    pub(super) days: (Date, Date),
    /// Whose log it is: whoever works on in it does so as them.
    pub(super) user: Identity,
}

/// Replays the example so that it ends in the week before that day.
pub(super) fn replay(today: Date) -> anyhow::Result<Example> {
    let story = DEMO
        .get_file("history.toml")
        .and_then(include_dir::File::contents_utf8);
    let story = story.context("the example has no history")?;
    let last: Story = toml::from_str(story)?;
    let last = last.commits.last().context("the history is empty")?;
    let shift = Shift::to(today, moment(&last.at)?.date());
    let story: Story = toml::from_str(&shift.text(story))?;
    let mut replay = Replay::new(shift);
    let mut commits = Vec::new();
    for (at, told) in story.commits.iter().enumerate() {
        let commit = replay.commit(told).with_context(|| {
            format!(
                "commit {} of the example, by {} at {}",
                at + 1,
                told.by,
                told.at
            )
        })?;
        commits.push(commit);
    }
    let day = |told: Option<&Told>| anyhow::Ok(moment(&told.context("no commit")?.at)?.date());
    let first = story.commits.first().context("the history is empty")?;
    let mut authors: Vec<&str> = story.commits.iter().map(|told| told.by.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    Ok(Example {
        records: replay.index.records.len(),
        authors: authors.len(),
        days: (day(Some(first))?, day(story.commits.last())?),
        user: replay.person(&first.by)?,
        commits,
    })
}

/// The log as it stands between two commits.
struct Replay {
    index: Index,
    /// Every file of the repository.
    files: BTreeMap<String, String>,
    /// Every file of the example as it is first written.
    first: BTreeMap<String, String>,
}

impl Replay {
    fn new(shift: Shift) -> Self {
        let mut first = BTreeMap::new();
        collect(&DEMO, &shift, &mut first);
        let kinds = kinds::builtin();
        let settings = Settings {
            format: 1,
            ..Settings::default()
        };
        let log = Log {
            name: ".".to_owned(),
            title: String::new(),
            root: String::new(),
            kinds: kinds::configured(&settings, kinds),
            settings,
            as_of: Date::default(),
            rev: None,
            baseline: Baseline::default(),
            file: Source::new(SETTINGS, ""),
            places: std::collections::HashMap::new(),
        };
        Self {
            index: Index::build(log, Contents::default()),
            files: BTreeMap::new(),
            first,
        }
    }

    fn commit(&mut self, told: &Told) -> anyhow::Result<NewCommit> {
        let at = moment(&told.at)?;
        self.index.log.as_of = at.with_time_zone(TimeZone::UTC).date();
        let deed = told.deed().context("the commit does nothing")?;
        let (mut plan, by_hand) = self.plan(told, &deed)?;
        let approvals = self.approvals(told)?;
        plan.trailers
            .extend(approvals.into_iter().map(|one| one.trailer));
        let mut files: Vec<(String, Option<String>)> = Vec::new();
        for file in &plan.files {
            files.push((file.path.clone(), Some(file.new.clone())));
            self.files.insert(file.path.clone(), file.new.clone());
        }
        if let Deed::Move(from, _) = &deed {
            self.files.remove(from);
            files.push((from.clone(), None));
        }
        let empty = Index::build(self.index.log.clone(), Contents::default());
        let index = std::mem::replace(&mut self.index, empty);
        self.index = hold::planned(index, &plan)?;
        Ok(NewCommit {
            author: self.person(&told.by)?,
            time: at.timestamp().as_second(),
            offset: at.offset().seconds() / 60,
            message: match by_hand {
                true => format!("{}\n", told.say),
                false => message(&plan),
            },
            files,
        })
    }

    /// What a deed changes, and whether it is done by hand, without declog.
    fn plan(&self, told: &Told, deed: &Deed) -> anyhow::Result<(Plan, bool)> {
        Ok(match deed {
            Deed::Add(paths) => (self.added(paths)?, true),
            Deed::Edit(path, changes) => (self.edited(path, changes)?, true),
            Deed::Move(from, to) => {
                let text = self.files.get(from).context("there is no such file")?;
                (Plan::of_file(to, None, text.clone()), true)
            }
            Deed::New(path) => (self.created(path)?, false),
            Deed::Step(verb, ids) => (self.stepped(told, verb, ids)?, false),
            Deed::Note(id, word) => {
                let entry = NewEntry {
                    date: self.index.log.as_of,
                    word: word.clone(),
                    person: told.by.clone(),
                    text: told.say.clone(),
                };
                (self.changed(id, word, &Change::Entry(entry))?, false)
            }
            Deed::Update(id, advance) => {
                let entry = (told.by.as_str(), told.say.as_str());
                let advanced = advance.of(&self.index, self.record(id)?, entry)?;
                (self.changed(id, "update", &advanced.change)?, false)
            }
            Deed::Review(id, next) => {
                let entry = (told.by.as_str(), told.say.as_str());
                let at = self.record(id)?;
                let (change, _) = review::change(&self.index, at, next.as_deref(), entry)?;
                (self.changed(id, "review", &change)?, false)
            }
            Deed::Set(id, fields) => {
                let record = &self.index.records[self.record(id)?];
                let changes = fields
                    .iter()
                    .map(|typed| field::change(&self.index, &record.kind, Some(record), typed));
                let changes: Result<Vec<Change>, _> = changes.collect();
                (self.changed(id, "set", &Change::All(changes?))?, false)
            }
        })
    }

    fn added(&self, paths: &[String]) -> anyhow::Result<Plan> {
        let mut plan = Plan::default();
        for path in paths {
            let text = self
                .first
                .get(path)
                .with_context(|| format!("no `{path}`"))?;
            plan.files
                .extend(Plan::of_file(path, None, text.clone()).files);
        }
        Ok(plan)
    }

    fn edited(&self, path: &str, changes: &[Exchange]) -> anyhow::Result<Plan> {
        let old = self
            .files
            .get(path)
            .with_context(|| format!("no `{path}`"))?;
        let mut new = old.clone();
        for Exchange { from, to } in changes {
            if new.matches(from.as_str()).count() != 1 {
                bail!("`{from}` does not stand once in `{path}`");
            }
            new = new.replace(from.as_str(), to);
        }
        Ok(Plan::of_file(path, Some(old.clone()), new))
    }

    fn created(&self, path: &str) -> anyhow::Result<Plan> {
        let text = self
            .first
            .get(path)
            .with_context(|| format!("no `{path}`"))?;
        let kind = self.index.log.kind_of(path).context("no kind's folder")?;
        let file = File {
            path: path.to_owned(),
            content: Content::Bytes(text.clone().into_bytes()),
        };
        match parse::parse(kind, file).outcome {
            parse::Outcome::Record(record) => Ok(Plan::of_new(&record)),
            _ => bail!("`{path}` is no record"),
        }
    }

    fn approvals(&self, told: &Told) -> anyhow::Result<Vec<Approval>> {
        let directory = self.index.log.directory();
        let all = told.approved_by.iter();
        let all: Result<Vec<_>, _> = all
            .map(|handle| approval::read(&directory, handle))
            .collect();
        Ok(all?)
    }

    fn stepped(&self, told: &Told, verb: &str, ids: &[String]) -> anyhow::Result<Plan> {
        let taker = Taker {
            index: &self.index,
            verb,
            reason: Some(&told.say),
            actor: &told.by,
            approvals: &self.approvals(told)?,
            // A test checks the whole history.
            judge: &|_, _, _| Vec::new(),
            newest: None,
        };
        let mut plan = Plan::default();
        let mut places = Vec::new();
        for id in ids {
            let at = self.record(id)?;
            taker.take(at, &mut plan)?;
            places.push(at);
        }
        step::name(&self.index, verb, &places, &mut plan);
        Ok(plan)
    }

    fn changed(&self, id: &str, verb: &str, change: &Change) -> anyhow::Result<Plan> {
        let record = &self.index.records[self.record(id)?];
        Ok(Plan::of(record, edit::edit(record, change)?, verb))
    }

    fn record(&self, id: &str) -> anyhow::Result<usize> {
        match self.index.resolve(id, None, None) {
            Resolved::One(at) => Ok(at),
            _ => bail!("there is no record `{id}`"),
        }
    }

    /// The name and mail of a handle, from the settings as they are or as they are first written.
    fn person(&self, handle: &str) -> anyhow::Result<Identity> {
        let people = &self.index.log.settings.people;
        let person = people
            .get(handle)
            .with_context(|| format!("nobody is `{handle}`"))?;
        let email = person.email.first().context("a person without a mail")?;
        Ok(Identity {
            name: person.name.clone().unwrap_or_else(|| handle.to_owned()),
            email: email.clone(),
        })
    }
}

/// Every text below `files`, by its path from there, with its days moved.
fn collect(dir: &Dir<'_>, shift: &Shift, found: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let (Some(path), Some(text)) = (path.strip_prefix("files/"), file.contents_utf8()) {
            found.insert(path.to_owned(), shift.text(&text.replace("\r\n", "\n")));
        }
    }
    dir.dirs().for_each(|dir| collect(dir, shift, found));
}

/// `2024-11-25T10:12:00+01:00`, with the author's offset kept.
fn moment(text: &str) -> anyhow::Result<Zoned> {
    let parser = DateTimeParser::new();
    let pieces = jiff::fmt::temporal::Pieces::parse(text)?;
    let offset = pieces
        .to_numeric_offset()
        .context("a time without an offset")?;
    let timestamp = parser.parse_timestamp(text)?;
    Ok(timestamp.to_zoned(TimeZone::fixed(offset)))
}

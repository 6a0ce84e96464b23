//! The log while faults are planted in it, and what of them has to be found.

use std::collections::{BTreeMap, BTreeSet};

use super::clean::{self, Name, Record, Seed};
use super::story::{Commit, Story};

/// Something that has to be found.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) rule: &'static str,
    pub(super) path: String,
    /// What stands in the line, and in no line before it; none where the finding has no place.
    pub(super) line: Option<String>,
}

/// The log, and what was planted.
pub(super) struct World {
    pub(super) records: Vec<Record>,
    /// Those that no other record names, by kind and state.
    free: BTreeMap<(&'static str, &'static str), Vec<usize>>,
    /// The next number of each kind.
    next: BTreeMap<&'static str, usize>,
    /// Files that are no records of the clean log, in the first commit of all records.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What is committed afterwards.
    later: Vec<Commit>,
    /// What is added to the settings at the end.
    pub(super) settings: String,
    /// The counts of the baseline.
    pub(super) baseline: String,
    /// Those who decide everywhere at the end.
    pub(super) busy: Vec<&'static str>,
    /// The faults.
    pub(super) planted: Vec<Expected>,
    /// Numbers that nobody has: what was taken out of the log, and what was left out.
    pub(super) gone: BTreeSet<Name>,
    /// The files that give no record.
    pub(super) unread: BTreeSet<String>,
}

impl World {
    pub(super) fn new(seed: &mut Seed) -> Self {
        let records = clean::records(seed);
        let mut free: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut next = BTreeMap::new();
        for (at, record) in records.iter().enumerate() {
            next.insert(record.name.0, record.name.1 + 1);
            if !record.is_named {
                let same = free.entry((record.name.0, record.state)).or_default();
                same.push(at);
            }
        }
        free.values_mut().for_each(|all| seed.shuffle(all));
        Self {
            records,
            free,
            next,
            files: BTreeMap::new(),
            later: Vec::new(),
            settings: String::new(),
            baseline: String::new(),
            busy: Vec::new(),
            planted: Vec::new(),
            gone: BTreeSet::new(),
            unread: BTreeSet::new(),
        }
    }

    /// A record that nothing was done to yet.
    pub(super) fn take(&mut self, prefix: &'static str, state: &'static str) -> usize {
        let free = self.free.get_mut(&(prefix, state));
        let free = free.and_then(Vec::pop);
        free.unwrap_or_else(|| panic!("more records of {prefix} that are {state}"))
    }

    /// Leaves out what is sound and named by nobody.
    pub(super) fn keep_touched(&mut self) {
        let sound: BTreeSet<usize> = self.free.values().flatten().copied().collect();
        let all = std::mem::take(&mut self.records).into_iter().enumerate();
        let kept = all.filter(|(at, _)| !sound.contains(at));
        self.records = kept.map(|(_, record)| record).collect();
    }

    /// One whose area asks somebody to be heard.
    pub(super) fn take_asking(&mut self, state: &'static str) -> usize {
        let free = self.free.get_mut(&("DEC", state)).expect("records");
        let asks = |at: &usize| clean::consulted(self.records[*at].at).is_some();
        let place = free.iter().position(asks).expect("one that asks");
        free.remove(place)
    }

    /// The number of a record that is not there yet.
    pub(super) fn number(&mut self, prefix: &'static str) -> usize {
        let next = self.next.get_mut(prefix).expect("a kind");
        *next += 1;
        *next - 1
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.records[at].texts.last().expect("a text")
    }

    pub(super) fn id(&self, at: usize) -> String {
        let (prefix, number) = self.records[at].name;
        format!("{prefix}-{number}")
    }

    /// The line of a record that begins so.
    pub(super) fn line(&self, at: usize, start: &str) -> String {
        let mut lines = self.text(at).lines();
        let line = lines.find(|line| line.trim_start().starts_with(start));
        line.unwrap_or_else(|| panic!("no line `{start}`"))
            .to_owned()
    }

    /// Writes something else in a record, from its first commit on.
    pub(super) fn edit(&mut self, at: usize, from: &str, to: &str) {
        let path = self.records[at].path.clone();
        assert!(self.text(at).contains(from), "no `{from}` in {path}");
        for text in &mut self.records[at].texts {
            *text = text.replacen(from, to, 1);
        }
    }

    /// Adds a line to the front matter.
    pub(super) fn add_field(&mut self, at: usize, line: &str) {
        self.edit(at, "\ntags: [", &format!("\n{line}\ntags: ["));
    }

    /// Puts something behind the first paragraph.
    pub(super) fn add_text(&mut self, at: usize, text: &str) {
        let to = format!("{}\n\n{text}", clean::MARK);
        self.edit(at, clean::MARK, &to);
    }

    /// What was planted, and where it has to be found.
    pub(super) fn expect(&mut self, rule: &'static str, path: &str, line: Option<&str>) {
        self.planted.push(Expected {
            rule,
            path: path.to_owned(),
            line: line.map(str::to_owned),
        });
    }

    /// The same in a record.
    pub(super) fn expect_in(&mut self, rule: &'static str, at: usize, line: &str) {
        let path = self.records[at].path.clone();
        self.expect(rule, &path, Some(line));
    }

    /// The same, where the title of a record is.
    pub(super) fn expect_at_title(&mut self, rule: &'static str, at: usize) {
        let title = self.line(at, "# ");
        self.expect_in(rule, at, &title);
    }

    /// One commit more that gives a record another text.
    pub(super) fn change(&mut self, at: usize, by: (&str, &str), edits: &[(&str, &str)]) {
        let path = self.records[at].path.clone();
        let mut text = self.text(at).to_owned();
        for (from, to) in edits {
            assert!(text.contains(from), "no `{from}` in {path}");
            text = text.replacen(from, to, 1);
        }
        self.records[at].texts.push(text.clone());
        self.commit(by, &path, Some(text.into_bytes()));
    }

    /// One commit more.
    pub(super) fn commit(&mut self, by: (&str, &str), path: &str, content: Option<Vec<u8>>) {
        let (author, trailers) = by;
        self.later.push(Commit {
            author: author.to_owned(),
            message: format!("Part {}\n\n{trailers}", self.later.len() + 10),
            files: BTreeMap::from([(path.to_owned(), content)]),
        });
    }

    /// The whole history.
    pub(super) fn story(&self) -> Story {
        let mut story = Story::default();
        for commit in clean::story(&self.records, &self.files) {
            story.commit(commit);
        }
        self.end(&mut story);
        story
    }

    /// What makes this log of another one, which is sound: all that differs from the beginning on in one commit.
    pub(super) fn since(&self, sound: &World) -> Story {
        let files = |world: &World| {
            let records = world.records.iter();
            let texts = records.map(|record| {
                let text = record.texts[clean::STAGES - 1].clone();
                (record.path.clone(), text.into_bytes())
            });
            let mut files = world.files.clone();
            files.extend(texts);
            files
        };
        let (old, new) = (files(sound), files(self));
        let gone = old.keys().filter(|path| !new.contains_key(*path));
        let mut changed: BTreeMap<String, Option<Vec<u8>>> =
            gone.map(|path| (path.clone(), None)).collect();
        for (path, text) in new {
            if old.get(&path) != Some(&text) {
                changed.insert(path, Some(text));
            }
        }
        let mut story = Story::default();
        story.commit(Commit {
            author: clean::CLERK.to_owned(),
            message: format!("All at once\n\n{}", clean::approved(&clean::PEOPLE)),
            files: changed,
        });
        self.end(&mut story);
        story
    }

    /// The commits of faults in the history, and that of the settings.
    fn end(&self, story: &mut Story) {
        for commit in &self.later {
            story.commit(commit.clone());
        }
        let mut files = BTreeMap::from([("declog.toml".to_owned(), self.last_settings())]);
        if !self.baseline.is_empty() {
            let text = format!("format = 1\n\n[counts]\n{}", self.baseline);
            files.insert(".declog/baseline.toml".to_owned(), text);
        }
        let files = files.into_iter();
        story.commit(Commit {
            author: clean::CLERK.to_owned(),
            message: "Settings".to_owned(),
            files: files
                .map(|(path, text)| (path, Some(text.into_bytes())))
                .collect(),
        });
    }

    fn last_settings(&self) -> String {
        let mut text = clean::settings();
        for handle in &self.busy {
            text = text.replace("decides = [", &format!("decides = [\"{handle}\", "));
        }
        text + &self.settings
    }

    /// The gaps that were left: each stands on the next record of its kind that can be read.
    pub(super) fn gaps(&self, files: &BTreeMap<String, Vec<u8>>) -> Vec<Expected> {
        let mut all = Vec::new();
        for (prefix, number) in &self.gone {
            let before = (*prefix, number.saturating_sub(1));
            if self.gone.contains(&before) {
                continue;
            }
            let mut next = number + 1;
            let found = loop {
                assert!(next < 2_000, "no record behind {prefix}-{number}");
                let path = self.path_of((prefix, next), files);
                match path.filter(|path| !self.unread.contains(*path)) {
                    Some(path) => break path,
                    None => next += 1,
                }
            };
            let text = String::from_utf8_lossy(&files[found]).into_owned();
            let mut lines = text.lines();
            let title = lines
                .find(|line| line.starts_with("# "))
                .or(text.lines().next());
            all.push(Expected {
                rule: "id-gap",
                path: found.clone(),
                line: title.map(str::to_owned),
            });
        }
        all
    }

    fn path_of<'a>(
        &self,
        (prefix, number): Name,
        files: &'a BTreeMap<String, Vec<u8>>,
    ) -> Option<&'a String> {
        let folder = clean::path((prefix, number));
        let (folder, _) = folder.rsplit_once('/')?;
        let is_it = |path: &&String| {
            let name = path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/'));
            let digits = name.and_then(|name| name.split('-').next());
            digits.and_then(|digits| digits.parse::<usize>().ok()) == Some(number)
        };
        files.keys().find(is_it)
    }
}

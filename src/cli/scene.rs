//! What files and commits say of a path: fetched from the store, read by the text, and handed to the query room.

use std::collections::HashSet;

use super::between::Between;
use super::load::{Loaded, SETTINGS, below, holds};
use crate::model::source::Content;
use crate::query::why::{Citation, Message, Scene};
use crate::store::Told;
use crate::text::mentions::Finder;

/// How many of the newest commits are looked through for those that last touched the files of a folder.
pub(super) const COMMITS: usize = 1000;

/// How many files of a revision are read at once.
const AT_ONCE: usize = 2000;

/// How many bytes of a file have to be free of NUL for it to be text.
const LOOK: usize = 8000;

/// A file of the repository.
pub(super) fn of_file(
    loaded: &Loaded,
    path: &str,
    line: Option<usize>,
) -> anyhow::Result<(Scene, usize)> {
    let at = loaded.revision.as_ref();
    let text = loaded.repository.read_target(path, at)?;
    let lines = text.as_deref().map_or(0, |text| text.lines().count());
    let origins = match (&text, at) {
        (None, _) => Vec::new(),
        (Some(text), None) => loaded.repository.origins(path, text)?,
        (Some(_), Some(at)) => loaded.repository.origins_at(path, lines, at)?,
    };
    let mut commits: Vec<String> = Vec::new();
    for (place, commit) in origins.into_iter().enumerate() {
        let asked = line.is_none_or(|line| line == place + 1);
        if let Some(commit) = commit.filter(|commit| asked && !commits.contains(commit)) {
            commits.push(commit);
        }
    }
    let files = vec![path.to_owned()];
    let reader = Reader::new(loaded, &files);
    let commits = match reader.takes(path) {
        true => loaded.repository.told(&commits)?,
        false => Vec::new(),
    };
    let scene = Scene {
        citations: reader.citations(&files)?,
        messages: reader.messages(commits),
        files,
        folders: Vec::new(),
    };
    Ok((scene, lines))
}

/// A folder of the repository.
pub(super) fn of_folder(loaded: &Loaded, path: &str) -> anyhow::Result<Scene> {
    let at = loaded.revision.as_ref();
    let files = match at {
        None => loaded.repository.survey(path, |_| true)?,
        Some(revision) => {
            let stored = loaded.repository.stored(path, &revision.id)?;
            stored.into_iter().map(|file| file.path).collect()
        }
    };
    let reader = Reader::new(loaded, &files);
    let touches = loaded.repository.last_touches(path, COMMITS, at)?;
    Ok(Scene {
        citations: reader.citations(&files)?,
        messages: reader.messages(reader.outside(touches)),
        files,
        folders: vec![path.to_owned()],
    })
}

/// The files that differ between two revisions, and the commits between them.
pub(super) fn of_change(loaded: &Loaded, between: &Between) -> anyhow::Result<Scene> {
    let (base, head) = (&between.base, between.head.as_ref());
    let changed = loaded.repository.changed(base, head)?;
    let there = changed.iter().filter(|(_, there)| **there);
    let there: Vec<String> = there.map(|(path, _)| path.clone()).collect();
    let commits = loaded.repository.between(base, head)?;
    let files: Vec<String> = changed.into_keys().collect();
    let reader = Reader::new(loaded, &files);
    Ok(Scene {
        citations: reader.citations(&there)?,
        messages: reader.messages(reader.outside(commits)),
        files,
        folders: Vec::new(),
    })
}

/// Reads files and messages for the ids of a log.
pub(super) struct Reader<'a> {
    loaded: &'a Loaded,
    pub(super) finder: Finder,
    /// The roots of the logs around, the innermost first.
    roots: Vec<String>,
}

impl<'a> Reader<'a> {
    /// A reader of some files of the repository.
    pub(super) fn new(loaded: &'a Loaded, files: &[String]) -> Self {
        let marks = files.iter().filter_map(|path| match path.as_str() {
            SETTINGS => Some(String::new()),
            path => Some(path.strip_suffix(SETTINGS)?.strip_suffix('/')?.to_owned()),
        });
        let mut roots: Vec<String> = marks.collect();
        roots.push(loaded.index.log.root.clone());
        // What lies above all of the files marks a log too.
        if let Some(first) = files.first() {
            let folder = first.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = loaded.repository.root().join(folder);
            let log = loaded.repository.find_log(&folder);
            roots.extend(log.ok().map(|log| log.root));
        }
        roots.sort_by_key(|root| std::cmp::Reverse(root.len()));
        Self {
            loaded,
            finder: Finder::new(&loaded.index.prefixes()),
            roots,
        }
    }

    /// Whether a file may cite records of this log: it is no record, not the settings, and of no other log, where the same
    /// id is another record.
    fn takes(&self, path: &str) -> bool {
        let index = &self.loaded.index;
        let nearest = self.roots.iter().find(|root| holds(root, path));
        index.at_path(path).is_none()
            && path != below(&index.log.root, SETTINGS)
            && nearest.is_none_or(|root| *root == index.log.root)
    }

    /// The commits that touched more than records and settings, whose own commits name them anyway.
    fn outside(&self, commits: Vec<Told>) -> Vec<Told> {
        let left = commits.into_iter().map(|mut told| {
            told.paths.retain(|path| self.takes(path));
            told
        });
        left.filter(|told| !told.paths.is_empty()).collect()
    }

    /// Where some files name records.
    fn citations(&self, files: &[String]) -> anyhow::Result<Vec<Citation>> {
        let finder = &self.finder;
        let found = self.each(files, |path, text| Some(cited(path, text, finder)))?;
        Ok(found.into_iter().flatten().collect())
    }

    /// What somebody reads in each file that may cite records and holds text.
    pub(super) fn each<T: Send>(
        &self,
        files: &[String],
        read: impl Fn(&str, &str) -> Option<T> + Sync,
    ) -> anyhow::Result<Vec<T>> {
        let files = files.iter().filter(|path| self.takes(path));
        let files: Vec<String> = files.cloned().collect();
        let repository = &self.loaded.repository;
        let one = |path: &str, bytes: &[u8]| {
            let is_text = !bytes[..bytes.len().min(LOOK)].contains(&0);
            is_text.then(|| read(path, &String::from_utf8_lossy(bytes)))?
        };
        let Some(revision) = &self.loaded.revision else {
            let found = repository.each_file(&files, one);
            return Ok(found.into_iter().flatten().collect());
        };
        let wanted: HashSet<&String> = files.iter().collect();
        let stored = repository.stored("", &revision.id)?;
        let stored = stored.iter().filter(|file| wanted.contains(&file.path));
        let stored: Vec<(&str, &str)> = stored
            .map(|file| (file.path.as_str(), file.blob.as_str()))
            .collect();
        let mut all = Vec::new();
        // Not every file of a large repository is held in memory at once.
        for some in stored.chunks(AT_ONCE) {
            let blobs: Vec<&str> = some.iter().map(|(_, blob)| *blob).collect();
            let contents = repository.read_blobs(&blobs);
            all.extend(some.iter().zip(contents).filter_map(
                |((path, _), content)| match content {
                    Content::Bytes(bytes) => one(path, &bytes),
                    _ => None,
                },
            ));
        }
        Ok(all)
    }

    /// What some commits name.
    fn messages(&self, commits: Vec<Told>) -> Vec<Message> {
        let message = |told: Told| {
            let ids = self.finder.find(&told.message).into_iter();
            Message {
                ids: ids.map(|(_, id)| id).collect(),
                commit: told.commit,
                subject: told.subject,
                paths: told.paths,
            }
        };
        let named = commits.into_iter().map(message);
        named.filter(|message| !message.ids.is_empty()).collect()
    }
}

/// The citations of a file.
fn cited(path: &str, text: &str, finder: &Finder) -> Vec<Citation> {
    let (mut line, mut counted) = (1, 0);
    let citation = |(start, id): (usize, _)| {
        line += text[counted..start].matches('\n').count();
        counted = start;
        let path = path.to_owned();
        Citation { path, line, id }
    };
    finder.find(text).into_iter().map(citation).collect()
}

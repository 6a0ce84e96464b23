//! Patterns of paths as `.gitignore` writes them, many lists of them at once.
//!
//! A pattern without a `/` inside matches at any depth, one that ends in `/` only a folder, and whatever matches a folder
//! matches all below it. In a list the last pattern that matches decides, `!` in front takes paths out again, and what
//! matches a path itself goes before what matches a folder above. What is no pattern matches nothing.

use std::collections::HashMap;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// The name of a file that only patterns for everything in its folder match.
const ANY: &str = "\u{1}";

/// Lists of patterns, ready to be matched.
#[derive(Debug)]
pub struct Globs {
    set: GlobSet,
    /// What each glob of the set is.
    of: Vec<Kept>,
    /// All patterns could be made ready.
    whole: bool,
    /// What folders matched so far.
    folders: HashMap<String, Vec<Kept>>,
}

/// A pattern, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    /// The list it stands in.
    list: usize,
    /// Its place in the list.
    place: usize,
    /// It takes paths out.
    negated: bool,
    /// It matches folders only.
    folders_only: bool,
}

/// What a path is.
#[derive(Clone, Copy, PartialEq)]
enum Path {
    File,
    Folder,
}

impl Globs {
    /// Makes the patterns of each list ready.
    #[must_use]
    pub fn new<'a, L>(lists: impl IntoIterator<Item = L>) -> Self
    where
        L: IntoIterator<Item = &'a str>,
    {
        let mut set = GlobSetBuilder::new();
        let mut of = Vec::new();
        for (list, patterns) in lists.into_iter().enumerate() {
            for (place, pattern) in patterns.into_iter().enumerate() {
                let pattern = pattern.trim();
                let (negated, pattern) = match pattern.strip_prefix('!') {
                    Some(rest) => (true, rest),
                    None => (false, pattern),
                };
                if let Some(glob) = glob(pattern) {
                    set.add(glob);
                    of.push(Kept {
                        list,
                        place,
                        negated,
                        folders_only: pattern.ends_with('/'),
                    });
                }
            }
        }
        let set = set.build();
        Self {
            whole: set.is_ok(),
            // A set that would need too much memory matches nothing.
            set: set.unwrap_or_default(),
            of,
            folders: HashMap::new(),
        }
    }

    /// Whether the patterns could be made ready together; else nothing matches.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The lists that a file is in, each with the place of the pattern that decides, in the order of the lists.
    #[must_use]
    pub fn of_file(&mut self, path: &str) -> Vec<(usize, usize)> {
        if self.set.is_empty() {
            return Vec::new();
        }
        let found = self.decided(path, Path::File);
        let kept = found.into_iter().filter(|kept| !kept.negated);
        kept.map(|kept| (kept.list, kept.place)).collect()
    }

    /// The lists that everything in a folder is in.
    #[must_use]
    pub fn of_folder(&mut self, path: &str) -> Vec<(usize, usize)> {
        self.of_file(&format!("{path}/{ANY}"))
    }

    /// The pattern of each list that decides about a path.
    fn decided(&mut self, path: &str, what: Path) -> Vec<Kept> {
        if let Some(known) = self.folders.get(path).filter(|_| what == Path::Folder) {
            return known.clone();
        }
        let mut found: Vec<Kept> = Vec::new();
        // Globs are numbered list by list and place by place, and matches come in that order.
        for glob in self.set.matches(path) {
            let kept = self.of[glob];
            if kept.folders_only && what == Path::File {
                continue;
            }
            match found.last_mut() {
                Some(last) if last.list == kept.list => *last = kept,
                _ => found.push(kept),
            }
        }
        if let Some((above, _)) = path.rsplit_once('/') {
            let own: Vec<usize> = found.iter().map(|kept| kept.list).collect();
            let above = self.decided(above, Path::Folder);
            found.extend(above.into_iter().filter(|kept| !own.contains(&kept.list)));
            found.sort_by_key(|kept| kept.list);
        }
        if what == Path::Folder {
            self.folders.insert(path.to_owned(), found.clone());
        }
        found
    }
}

/// A pattern as a regular expression over a whole path, for a program that has no globs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regex {
    /// The expression, in what regular expressions have in common everywhere.
    pub text: String,
    /// It takes paths out.
    pub negated: bool,
    /// It matches folders only.
    pub folders_only: bool,
}

impl Regex {
    /// The expression of a pattern; none for what is no pattern.
    #[must_use]
    pub fn of(written: &str) -> Option<Self> {
        let written = written.trim();
        let inner = written.strip_prefix('!').unwrap_or(written);
        let glob = glob(inner)?;
        let bytes = glob.regex();
        Some(Self {
            text: of_characters(bytes.strip_prefix("(?-u)").unwrap_or(bytes)),
            negated: inner.len() < written.len(),
            folders_only: inner.ends_with('/'),
        })
    }
}

/// An expression over bytes as one over characters: `\xC3\xA9` is `é`.
fn of_characters(bytes: &str) -> String {
    let mut out = String::new();
    let mut raw: Vec<u8> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let byte = rest
            .strip_prefix("\\x")
            .and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok());
        if let Some(byte) = byte {
            raw.push(byte);
            rest = &rest[4..];
            continue;
        }
        out.push_str(&String::from_utf8_lossy(&raw));
        raw.clear();
        // What is escaped stands for itself, an `x` behind two backslashes too.
        let skip = if rest.starts_with("\\\\") { 2 } else { 1 };
        let next = rest
            .char_indices()
            .nth(skip)
            .map_or(rest.len(), |(at, _)| at);
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    out.push_str(&String::from_utf8_lossy(&raw));
    out
}

/// Whether a pattern can match anything at all.
#[must_use]
pub fn is_pattern(written: &str) -> bool {
    let written = written.trim();
    glob(written.strip_prefix('!').unwrap_or(written)).is_some()
}

/// The glob that a pattern means, `!` aside.
fn glob(pattern: &str) -> Option<Glob> {
    let inner = pattern.strip_suffix('/').unwrap_or(pattern);
    if inner.is_empty() || inner.starts_with('#') {
        return None;
    }
    let from_root = match inner.contains('/') {
        true => inner.trim_start_matches('/').to_owned(),
        false => format!("**/{inner}"),
    };
    GlobBuilder::new(&from_root)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
        .ok()
}

//! Whether two patterns of paths have a path in common.

use std::collections::HashSet;

/// One part of a pattern, between two `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// `**`: any number of parts, none too.
    Any,
    /// Letters, `*` and `?`.
    Word(Vec<Sign>),
}

/// What stands for one letter of a name, or for several.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    /// That letter.
    Letter(char),
    /// `?`, or letters between brackets, which are not told apart.
    One,
    /// `*`
    Many,
}

/// Most bytes of a pattern; a longer one has nothing in common with any.
const MAX_BYTES: usize = 1024;

/// Whether some path matches both of two gitignore-style patterns from the repository's root.
///
/// A pattern without `/` matches a name in any folder, and one that may name a folder everything below it. Letters between
/// brackets count as any letter; a pattern with `!` in front takes paths out and has none in common with any.
#[must_use]
pub fn overlap(one: &str, other: &str) -> bool {
    match (read(one), read(other)) {
        (Some(one), Some(other)) => meet(&one, &other, |part| *part == Part::Any, names_meet),
        _ => false,
    }
}

/// The parts of a pattern, with `**` at the end where what lies below a folder belongs to it.
fn read(pattern: &str) -> Option<Vec<Part>> {
    let pattern = pattern.trim();
    if pattern.is_empty() || pattern.starts_with('!') || pattern.len() > MAX_BYTES {
        return None;
    }
    let names = pattern.trim_end_matches('/');
    let anchored = names.contains('/');
    let mut parts: Vec<Part> = Vec::new();
    if !anchored {
        parts.push(Part::Any);
    }
    for name in names.split('/').filter(|name| !name.is_empty()) {
        let part = match name {
            "**" => Part::Any,
            name => Part::Word(signs(name)),
        };
        if !(part == Part::Any && parts.last() == Some(&Part::Any)) {
            parts.push(part);
        }
    }
    // `*.css` means files; any other name may be a folder's.
    let last = names.rsplit('/').next().unwrap_or_default();
    let is_files = last.contains('.') && last.contains(['*', '?', '[']) && names == pattern;
    if parts.last() != Some(&Part::Any) && !is_files {
        parts.push(Part::Any);
    }
    Some(parts)
}

fn signs(name: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut letters = name.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '*' if signs.last() == Some(&Sign::Many) => {}
            '*' => signs.push(Sign::Many),
            '?' => signs.push(Sign::One),
            '[' if letters.as_str().contains(']') => {
                letters.by_ref().find(|letter| *letter == ']');
                signs.push(Sign::One);
            }
            '\\' => signs.extend(letters.next().map(Sign::Letter)),
            letter => signs.push(Sign::Letter(letter)),
        }
    }
    signs
}

/// Whether two rows of signs have something in common that both match: every pair of places that can be reached is
/// tried once.
fn meet<T>(one: &[T], other: &[T], many: fn(&T) -> bool, alike: fn(&T, &T) -> bool) -> bool {
    let mut tried: HashSet<(usize, usize)> = HashSet::new();
    let mut ahead = vec![(0, 0)];
    while let Some((a, b)) = ahead.pop() {
        if !tried.insert((a, b)) {
            continue;
        }
        let (mine, theirs) = (one.get(a), other.get(b));
        if mine.is_none() && theirs.is_none() {
            return true;
        }
        let (mine_many, theirs_many) = (mine.is_some_and(many), theirs.is_some_and(many));
        if mine_many {
            ahead.push((a + 1, b));
            ahead.extend(theirs.map(|_| (a, b + 1)));
        }
        if theirs_many {
            ahead.push((a, b + 1));
            ahead.extend(mine.map(|_| (a + 1, b)));
        }
        if let (Some(mine), Some(theirs), false, false) = (mine, theirs, mine_many, theirs_many)
            && alike(mine, theirs)
        {
            ahead.push((a + 1, b + 1));
        }
    }
    false
}

/// Whether some name matches both parts.
fn names_meet(one: &Part, other: &Part) -> bool {
    let many = |sign: &Sign| *sign == Sign::Many;
    let alike = |mine: &Sign, theirs: &Sign| match (mine, theirs) {
        (Sign::Letter(mine), Sign::Letter(theirs)) => mine == theirs,
        _ => true,
    };
    match (one, other) {
        (Part::Word(one), Part::Word(other)) => meet(one, other, many, alike),
        _ => true,
    }
}

//! A tree of git as its raw bytes, compared with another without a value for each entry.
//!
//! A record folder of a thousand files differs from one commit to the next in a file or two. What two trees have in
//! common at their start and their end is found as plain memory, and only the entries in between are looked at.

use std::ffi::CStr;

use git2::Oid;

/// How many bytes are compared at once.
const BLOCK: usize = 64;

/// A raw tree: `<mode> <name>\0<20 bytes of id>` for each entry, in git's order.
#[derive(Default)]
pub(super) struct Listing {
    raw: Box<[u8]>,
    /// Where each entry begins, and the end.
    starts: Vec<usize>,
}

/// An entry of a tree.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    mode: &'a [u8],
    /// The name, as git has it.
    pub(super) name: &'a [u8],
    id: &'a [u8],
}

impl Listing {
    /// Reads the bytes of a tree; what follows a damaged entry is left out.
    pub(super) fn new(raw: &[u8]) -> Self {
        let mut starts = vec![0];
        let mut at = 0;
        // The shortest entry, `40000 a\0`, has its zero at 7.
        // (`CStr` finds a zero many bytes at a time, which is most of the work here.)
        while let Some(Ok(text)) = raw.get(at + 7..).map(CStr::from_bytes_until_nul) {
            let zero = text.count_bytes();
            at += 7 + zero + 1 + 20;
            if at > raw.len() {
                break;
            }
            starts.push(at);
        }
        Self {
            raw: raw.into(),
            starts,
        }
    }

    /// The entries that are not the same in two trees: old and new, the one or the other missing.
    pub(super) fn compare<'a>(
        old: &'a Self,
        new: &'a Self,
    ) -> Vec<(Option<Entry<'a>>, Option<Entry<'a>>)> {
        let first = old.common_start(new);
        let (old_end, new_end) = old.common_end(new, first);
        let mut olds = old.entries(first, old_end).peekable();
        let mut news = new.entries(first, new_end).peekable();
        let mut found = Vec::new();
        loop {
            let order = match (olds.peek(), news.peek()) {
                (None, None) => return found,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(a), Some(b)) => a.order(b),
            };
            let before = if order.is_le() { olds.next() } else { None };
            let after = if order.is_ge() { news.next() } else { None };
            if before != after {
                found.push((before, after));
            }
        }
    }

    /// How many entries two trees have in common from the start.
    fn common_start(&self, other: &Self) -> usize {
        let same = equal_start(&self.raw, &other.raw);
        // Bytes that are the same are cut into the same entries, as long as the last is there as a whole.
        self.starts.partition_point(|&start| start <= same) - 1
    }

    /// Where what two trees have in common at the end begins: an entry of the one, and of the other.
    fn common_end(&self, other: &Self, first: usize) -> (usize, usize) {
        let same = equal_end(&self.raw, &other.raw);
        let (mut mine, mut theirs) = (self.starts.len() - 1, other.starts.len() - 1);
        while mine > first && theirs > first {
            let from_end = self.raw.len() - self.starts[mine - 1];
            // The same bytes may be cut differently where one name ends in what looks like an entry.
            if from_end > same || from_end != other.raw.len() - other.starts[theirs - 1] {
                break;
            }
            mine -= 1;
            theirs -= 1;
        }
        (mine, theirs)
    }

    /// Some of the entries.
    fn entries(&self, from: usize, to: usize) -> impl Iterator<Item = Entry<'_>> {
        self.starts[from..=to]
            .windows(2)
            .filter_map(|pair| Entry::read(&self.raw[pair[0]..pair[1]]))
    }
}

impl<'a> Entry<'a> {
    fn read(raw: &'a [u8]) -> Option<Self> {
        let (text, id) = raw.split_at_checked(raw.len().checked_sub(20)?)?;
        let space = text.iter().position(|&byte| byte == b' ')?;
        Some(Self {
            mode: &text[..space],
            name: text[space + 1..].strip_suffix(b"\0")?,
            id,
        })
    }

    /// The tree of a folder.
    pub(super) fn tree(&self) -> Option<Oid> {
        self.oid().filter(|_| self.is_tree())
    }

    /// The blob of a file; none for a link or a module.
    pub(super) fn file(&self) -> Option<Oid> {
        self.oid().filter(|_| self.mode.starts_with(b"100"))
    }

    fn oid(&self) -> Option<Oid> {
        Oid::from_bytes(self.id).ok()
    }

    fn is_tree(&self) -> bool {
        self.mode == b"40000"
    }

    /// Git's order: a folder's name counts as if it ended in `/`.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        fn key<'b>(entry: &Entry<'b>) -> impl Iterator<Item = &'b u8> {
            let end: &[u8] = if entry.is_tree() { b"/" } else { b"" };
            entry.name.iter().chain(end)
        }
        key(self).cmp(key(other))
    }
}

/// How many bytes two slices have in common from the start.
fn equal_start(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK));
    let same = BLOCK * blocks.take_while(|(a, b)| a == b).count();
    let rest = a[same..].iter().zip(&b[same..]);
    same + rest.take_while(|(a, b)| a == b).count()
}

/// How many bytes two slices have in common at the end.
fn equal_end(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK));
    let same = BLOCK * blocks.take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    let rest = a.iter().rev().zip(b.iter().rev());
    same + rest.take_while(|(a, b)| a == b).count()
}

//! Two versions of a text compared word by word, with what stayed the same folded to a few words around each change.
//!
//! Lines are compared first, and words only within what differs, so that long texts cost little; what would cost much
//! all the same is shown as taken out and put in whole.

use serde::Serialize;
use similar::{ChangeTag, DiffOp, TextDiff};

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) how: How,
    pub(super) text: String,
}

/// What became of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum How {
    Same,
    Out,
    In,
    /// Some of what stayed is left out here.
    Fold,
}

/// What differs between two texts.
#[derive(Debug, Serialize)]
pub(super) struct Diff {
    pub(super) pieces: Vec<Piece>,
    /// There is more than is shown.
    pub(super) cut: bool,
}

/// The most pairs of lines, and of words, that are compared with each other.
const LINES: usize = 4_000_000;
const WORDS: usize = 1_000_000;

/// How many characters of what stayed are shown beside a change.
const BESIDE: usize = 60;

/// The most characters of a difference that are shown.
const SHOWN: usize = 12_000;

/// What differs between two texts; none where they are too long to be compared.
pub(super) fn diff(old: &str, new: &str) -> Option<Diff> {
    let (old, new) = (old.replace("\r\n", "\n"), new.replace("\r\n", "\n"));
    if old.lines().count().saturating_mul(new.lines().count()) > LINES {
        return None;
    }
    let lines = TextDiff::from_lines(old.as_str(), new.as_str());
    let mut writer = Pieces::default();
    for op in lines.ops() {
        let before = op.old_range().filter_map(|at| lines.old_slice(at));
        let after = op.new_range().filter_map(|at| lines.new_slice(at));
        let (out, put): (String, String) = (before.collect(), after.collect());
        match op {
            DiffOp::Equal { .. } => writer.same(&put),
            DiffOp::Delete { .. } => writer.change(&out, ""),
            DiffOp::Insert { .. } => writer.change("", &put),
            DiffOp::Replace { .. } => words(&out, &put, &mut writer),
        }
    }
    Some(writer.folded())
}

/// Compares two stretches word by word.
fn words(old: &str, new: &str, writer: &mut Pieces) {
    let count = |text: &str| text.split_whitespace().count();
    if count(old).saturating_mul(count(new)) > WORDS {
        return writer.change(old, new);
    }
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => writer.same(change.value()),
            ChangeTag::Delete => writer.change(change.value(), ""),
            ChangeTag::Insert => writer.change("", change.value()),
        }
    }
}

/// Pieces as they come. White space between two changes belongs to both, so that a changed phrase is one change.
#[derive(Default)]
struct Pieces {
    all: Vec<Piece>,
    out: String,
    put: String,
    /// White space that stayed, behind a change.
    between: String,
}

impl Pieces {
    fn same(&mut self, text: &str) {
        let changing = !self.out.is_empty() || !self.put.is_empty();
        let blank = text.chars().all(|letter| letter == ' ');
        if changing && blank {
            return self.between.push_str(text);
        }
        self.flush();
        self.push(How::Same, text);
    }

    fn change(&mut self, out: &str, put: &str) {
        let between = std::mem::take(&mut self.between);
        self.out.push_str(&between);
        self.put.push_str(&between);
        self.out.push_str(out);
        self.put.push_str(put);
    }

    fn flush(&mut self) {
        let between = std::mem::take(&mut self.between);
        let (out, put) = (std::mem::take(&mut self.out), std::mem::take(&mut self.put));
        self.push(How::Out, &out);
        self.push(How::In, &put);
        self.push(How::Same, &between);
    }

    fn push(&mut self, how: How, text: &str) {
        match self.all.last_mut() {
            Some(last) if last.how == how => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => self.all.push(Piece {
                how,
                text: text.to_owned(),
            }),
        }
    }

    /// All of it, with what stayed folded and no more than is shown.
    fn folded(mut self) -> Diff {
        self.flush();
        if self.all.iter().all(|piece| piece.how == How::Same) {
            self.all.clear();
        }
        let last = self.all.len().saturating_sub(1);
        let mut pieces = Vec::new();
        let mut left = SHOWN;
        let mut cut = false;
        for (at, piece) in self.all.into_iter().enumerate() {
            let folded = match piece.how {
                How::Same => fold(&piece.text, at > 0, at < last),
                _ => vec![piece],
            };
            for mut piece in folded {
                if let Some((end, _)) = piece.text.char_indices().nth(left) {
                    piece.text.truncate(end);
                    cut = true;
                }
                left -= piece.text.chars().count();
                pieces.push(piece);
                if cut {
                    return Diff { pieces, cut };
                }
            }
        }
        Diff { pieces, cut }
    }
}

/// What stayed, but for some words behind a change before it and some in front of a change after it.
fn fold(text: &str, after_change: bool, before_change: bool) -> Vec<Piece> {
    let length = text.chars().count();
    let wanted = BESIDE * (usize::from(after_change) + usize::from(before_change));
    let piece = |how, text: &str| Piece {
        how,
        text: text.to_owned(),
    };
    // A fold that hides a few words saves nothing.
    if after_change && before_change && length <= wanted + BESIDE {
        return vec![piece(How::Same, text)];
    }
    let mut all = Vec::new();
    if after_change {
        all.push(piece(How::Same, head(text)));
    }
    let rest = if before_change { tail(text) } else { "" };
    let shown = all.iter().map(|piece| piece.text.len()).sum::<usize>() + rest.len();
    if text.len() > shown && !text[..text.len() - rest.len()].trim().is_empty() {
        all.push(piece(How::Fold, ""));
    }
    if !rest.is_empty() {
        all.push(piece(How::Same, rest));
    }
    all
}

/// The first words of a text.
fn head(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(BESIDE) else {
        return text;
    };
    let cut = text[..end].rfind(char::is_whitespace);
    text[..cut.unwrap_or(end)].trim_end_matches('\n')
}

/// The last words of a text.
fn tail(text: &str) -> &str {
    let skipped = text.chars().count().saturating_sub(BESIDE);
    let Some((start, _)) = text.char_indices().nth(skipped) else {
        return text;
    };
    if start == 0 {
        return text;
    }
    let cut = text[start..].find(char::is_whitespace);
    text[start + cut.unwrap_or(0)..].trim_start()
}

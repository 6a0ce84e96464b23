//! What a file's name says: whether it is a record's, and which number it has.

use unicode_normalization::is_nfc;

use crate::model::diagnostic::Diagnostic;
use crate::model::front::FrontMatter;
use crate::model::id::{Id, Written};
use crate::model::kind::{Dialect, Kind};
use crate::model::record::is_shaped_like_a_day;
use crate::model::source::Source;

/// Most digits of a number.
const LONGEST: usize = 9;

/// The prefix that logs of any tool write: architecture decision record.
const ANY_LOG: &str = "adr";

/// The number a file name begins with: 12 of `0012-keep-the-ledger.md`, of `DEC-0012-keep.md` and of `ADR-0012-keep.md`.
#[must_use]
pub fn number(kind: &Kind, file_name: &str) -> Option<u64> {
    let letters = file_name
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let (prefix, after) = file_name.split_at(letters);
    let known = |name: &str| prefix.eq_ignore_ascii_case(name);
    let after = match prefix {
        "" => after,
        _ if known(&kind.prefix) || known(ANY_LOG) => after.strip_prefix(['-', '_'])?,
        _ => return None,
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let ends = after[digits..].starts_with(['-', '_', '.', ' ']);
    // A date is no number: 2023-01-05-slug.md.
    let dated = after.get(..10).is_some_and(is_shaped_like_a_day);
    if !(1..=LONGEST).contains(&digits) || !ends || dated {
        None
    } else {
        after[..digits].parse().ok()
    }
}

/// Why a file of a record folder is no record and nobody minds, if that is so.
pub(super) fn ignored(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let Some(stem) = lower
        .strip_suffix(".md")
        .or_else(|| lower.strip_suffix(".markdown"))
    else {
        return Some("not Markdown");
    };
    let unnumbered = stem
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['-', '_']);
    match (stem, unnumbered) {
        _ if name.starts_with('.') => Some("hidden"),
        ("readme", _) => Some("a readme"),
        ("index", _) => Some("an index page"),
        (_, "template" | "adr-template") => Some("a template"),
        _ => None,
    }
}

/// An `id:` or `number:` that says something else than the file's name.
pub(super) fn disagreement(front: &FrontMatter, id: &Id, path: &str) -> Option<Diagnostic> {
    let pair = front.get("id").or_else(|| front.get("number"))?;
    let text = pair.node.scalar()?;
    let agrees = match Written::read(text) {
        Written::Number(number) => number == id.number(),
        Written::Prefixed(other) => other.number() == id.number(),
        _ => true,
    };
    let key = &pair.key.value;
    let message = format!("`{key}: {text}` in a file whose name says `{id}`");
    let help = "rename the file, or take the line out: the name alone gives the number";
    (!agrees).then(|| {
        Diagnostic::new("file-name", path, message)
            .with_span(pair.node.span)
            .with_help(help)
    })
}

/// The name of a native file that sorts or reads differently from the others.
pub(super) fn misnamed(kind: &Kind, id: &Id, source: &Source) -> Option<Diagnostic> {
    let name = source.file_name();
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let canonical =
        digits >= kind.width && name[digits..].starts_with('-') && name.ends_with(".md");
    let composed = is_nfc(name);
    if kind.dialect != Dialect::Native || (canonical && composed) {
        return None;
    }
    let start = format!("{:0width$}-", id.number(), width = kind.width);
    let (message, help) = if canonical {
        (
            format!("`{name}` is not written in composed characters (NFC)"),
            "`git mv` it to the same name in NFC, which every file system finds again".to_owned(),
        )
    } else {
        (
            format!("`{name}` is not named like `{start}title.md`"),
            format!("`git mv` it to a name that begins with `{start}`"),
        )
    };
    let problem = Diagnostic::new("file-name", source.path.as_str(), message);
    Some(problem.with_help(help))
}

//! What a file's name says: whether it is a record's, and which number it has.

use unicode_normalization::is_nfc;

use crate::model::diagnostic::Diagnostic;
use crate::model::front::FrontMatter;
use crate::model::id::{Id, Written, dated_length};
use crate::model::kind::{Dialect, Kind};
use crate::model::record::{is_shaped_like_a_day, read_date};
use crate::model::settings::Ids;
use crate::model::source::Source;

/// Most digits of a number.
const LONGEST: usize = 9;

/// The prefix that logs of any tool write: architecture decision record.
const ANY_LOG: &str = "adr";

/// What a file is called that is there to be copied.
const TEMPLATES: [&str; 8] = [
    "template",
    "plantilla",
    "vorlage",
    "modèle",
    "modele",
    "modelo",
    "模板",
    "テンプレート",
];

/// The name of a Markdown file without its ending.
pub(in crate::text) fn stem(name: &str) -> Option<&str> {
    let at = name.rfind('.')?;
    let is_markdown = ["md", "markdown"]
        .iter()
        .any(|ending| name[at + 1..].eq_ignore_ascii_case(ending));
    is_markdown.then(|| &name[..at])
}

/// The id that the name of a file (without its ending) or of a folder gives.
pub(in crate::text) fn id(kind: &Kind, name: &str) -> Option<Id> {
    let prefix = || kind.prefix.clone();
    if kind.ids == Ids::Date
        && let Some(length) = dated_length(unprefixed(kind, name).unwrap_or(name))
    {
        let day = unprefixed(kind, name).unwrap_or(name);
        return Some(Id::dated(prefix(), &day[..length]));
    }
    match number(kind, name) {
        Some(number) => Some(Id::new(prefix(), number)),
        None if kind.ids == Ids::Stem && !name.is_empty() => Some(Id::stem(prefix(), name)),
        None => None,
    }
}

/// The number a name begins with: 12 of `0012-keep-the-ledger.md`, of `DEC-0012-keep.md` and of `adr012.md`.
#[must_use]
pub fn number(kind: &Kind, name: &str) -> Option<u64> {
    let after = unprefixed(kind, name)?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let next = after[digits..].chars().next();
    let ends =
        next.is_none_or(|next| matches!(next, '-' | '_' | '.' | ' ' | '–' | '—' | ':' | ',' | '+'));
    // A date is no number: 2023-01-05-slug.md, 20230105-slug.md, 2023-01-slug.md.
    let dated = after.get(..10).is_some_and(is_shaped_like_a_day)
        || compact_day(after)
        || is_shaped_like_a_month(after);
    if !(1..=LONGEST).contains(&digits) || !ends || dated {
        None
    } else {
        after[..digits].parse().ok()
    }
}

/// Whether a name begins with a year and a month: `2023-01-slug`.
fn is_shaped_like_a_month(name: &str) -> bool {
    let is_year = name.starts_with("19") || name.starts_with("20");
    let month = name.get(5..7).and_then(|month| month.parse().ok());
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    is_year
        && digits == 4
        && name[4..].starts_with('-')
        && month.is_some_and(|month: u8| (1..=12).contains(&month))
        && name[7..].starts_with(['-', '_', ' '])
}

/// A name without the letters that stand before its number.
fn unprefixed<'a>(kind: &Kind, name: &'a str) -> Option<&'a str> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (prefix, after) = name.split_at(letters);
    let known = |name: &str| prefix.eq_ignore_ascii_case(name);
    match prefix {
        "" => Some(after),
        _ if known(&kind.prefix) || known(ANY_LOG) => {
            Some(after.strip_prefix(['-', '_', ' ']).unwrap_or(after))
        }
        _ => None,
    }
}

/// Whether a name begins with a day of the calendar in eight digits: `20230105-slug`.
pub(in crate::text) fn compact_day(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    digits == 8 && {
        let day = format!("{}-{}-{}", &name[..4], &name[4..6], &name[6..8]);
        ('1'..='2').contains(&name.chars().next().unwrap_or_default()) && read_date(&day).is_some()
    }
}

/// Why a Markdown file of a record folder is no record and nobody minds, if that is so.
pub(in crate::text) fn ignored(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let Some(stem) = stem(&lower) else {
        return Some("not Markdown");
    };
    let unnumbered = stem
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['-', '_', '.', ' ']);
    let is_numbered = unnumbered.len() < stem.len();
    match (stem, unnumbered) {
        _ if name.starts_with('.') => Some("hidden"),
        ("readme", _) => Some("a readme"),
        (stem, _) if stem.starts_with("readme.") || stem.starts_with("readme_") => Some("a readme"),
        (
            "index" | "_index" | "summary" | "toc" | "contents" | "_sidebar" | "indice" | "índice"
            | "inhalt" | "sommaire",
            _,
        ) => Some("an index page"),
        (
            "changelog" | "contributing" | "license" | "code_of_conduct" | "code-of-conduct"
            | "process",
            _,
        ) => Some("about the folder"),
        // In small letters it may be a record about security.
        _ if name == "SECURITY.md" => Some("about the folder"),
        (_, word) if is_template(word) => Some("a template"),
        (word, _) if !is_numbered && is_named_template(word) => Some("a template"),
        _ => None,
    }
}

/// A template's whole name once a leading number is taken off.
fn is_template(word: &str) -> bool {
    let plain = word.replace(['_', ' '], "-");
    let is_word = |word: &str| TEMPLATES.contains(&word);
    let letters = [
        "",
        "adr-",
        "madr-",
        "rfc-",
        "kep-",
        "record-",
        "decision-",
        "proposal-",
        "eip-",
    ];
    let behind = ["-adr", "-madr", "-rfc"];
    letters
        .iter()
        .any(|letters| plain.strip_prefix(letters).is_some_and(is_word))
        || behind
            .iter()
            .any(|letters| plain.strip_suffix(letters).is_some_and(is_word))
}

/// A name without a number that says it is there to be copied: `nygard-template`, `template-long`, `NNNN-title`.
fn is_named_template(word: &str) -> bool {
    let mut parts = word
        .split(['-', '_', '.', ' '])
        .filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    let last = parts.next_back().unwrap_or(first);
    let stands_for_digits = first.len() >= 2
        && (first.bytes().all(|byte| byte == b'n') || first.bytes().all(|byte| byte == b'x'));
    let is_word = |word: &str| TEMPLATES.contains(&word);
    is_word(first) || is_word(last) || stands_for_digits || first.starts_with("yyyy")
}

/// An `id:` or `number:` that says something else than the file's name.
pub(super) fn disagreement(front: &FrontMatter, id: &Id, path: &str) -> Option<Diagnostic> {
    let pair = front.get("id").or_else(|| front.get("number"))?;
    let text = pair.node.scalar()?;
    let agrees = match Written::read(text) {
        Written::Number(number) => Some(number) == id.number(),
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

/// Whether a file system of another machine takes no name with that character, or a reader does not see it: it controls
/// a terminal, or turns the direction of text round.
fn is_odd(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The name of a native file that sorts or reads differently from the others.
pub(super) fn misnamed(kind: &Kind, id: &Id, source: &Source) -> Option<Diagnostic> {
    let name = source.file_name();
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let number = id.number()?;
    let canonical =
        digits >= kind.width && name[digits..].starts_with('-') && name.ends_with(".md");
    let composed = is_nfc(name);
    let odd = name.chars().find(|letter| is_odd(*letter));
    if kind.dialect != Dialect::Native || (canonical && composed && odd.is_none()) {
        return None;
    }
    let start = format!("{number:0width$}-", width = kind.width);
    let (message, help) = if let Some(letter) = odd.filter(|_| canonical) {
        (
            format!(
                "`{name}` has `U+{:04X}`, which some file systems refuse or nobody sees",
                u32::from(letter)
            ),
            format!("`git mv` it to a name of letters and digits that begins with `{start}`"),
        )
    } else if canonical {
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

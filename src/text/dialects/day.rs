//! Days as people write them.

use std::ops::Range;

use jiff::civil::Date;

use super::near;
use crate::model::kind::Days;
use crate::model::record::read_date;

/// The beginnings of the months' names in the languages that logs are written in.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "янв"],
    &["feb", "fév", "fev", "фев"],
    &["mar", "mär", "mrz", "мар"],
    &["apr", "avr", "abr", "апр"],
    &["may", "mai", "mayo", "май", "мая"],
    &["jun", "juin", "июн"],
    &["jul", "juil", "июл"],
    &["aug", "aoû", "aou", "ago", "авг"],
    &["sep", "set", "сен"],
    &["oct", "okt", "out", "окт"],
    &["nov", "ноя"],
    &["dec", "dez", "déc", "dic", "дек"],
];

/// A piece of a text that a day may be made of.
#[derive(Clone, Copy, Debug)]
enum Piece {
    /// Its value and how many digits it has.
    Number(u32, usize),
    Month(u32),
}

/// The first day that a text names, and where it stands.
///
/// `2/3/2020` may be two days, and is none where nothing says in which order a folder writes them; so is a month
/// without a day.
#[must_use]
pub(super) fn find(text: &str, days: Days) -> Option<(Date, Range<usize>)> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| {
        if let (Piece::Number(value, 8), place) = &pieces[at] {
            let day = compact(*value)?;
            return Some((day, place.clone()));
        }
        let three = pieces.get(at..at + 3)?;
        let joined = three
            .windows(2)
            .all(|two| joins(&text[two[0].1.end..two[1].1.start]));
        let day = joined.then(|| {
            day(
                [three[0].0, three[1].0, three[2].0],
                dotted(text, three),
                days,
            )
        })??;
        let end = three[2].1.end;
        Some((day, three[0].1.start..end + counter(&text[end..])))
    })
}

/// How long the word for a day is that stands behind its number in Chinese, Japanese and Korean.
fn counter(after: &str) -> usize {
    let word = after.trim_start_matches(' ');
    let known = word.starts_with(['日', '号', '일']);
    let blanks = after.len() - word.len();
    match word.chars().next().filter(|_| known && blanks < 2) {
        Some(letter) => blanks + letter.len_utf8(),
        None => 0,
    }
}

/// The day that a text begins with, and where it ends.
#[must_use]
pub(super) fn at_start(text: &str, days: Days) -> Option<(Date, usize)> {
    /// No day is written longer.
    const LONGEST: usize = 48;
    let text = near(text, LONGEST);
    let word = &text[..text
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(text.len())];
    if !text.starts_with(|letter: char| letter.is_ascii_digit()) && month(word).is_none() {
        return None;
    }
    let (day, place) = find(text, days)?;
    (place.start == 0).then_some((day, place.end))
}

/// The order in which texts write day and month as numbers, where one of them can only be read one way.
#[must_use]
pub(in crate::text) fn order<'a>(texts: impl Iterator<Item = &'a str>) -> Days {
    let mut order = Days::Unknown;
    for text in texts {
        let pieces = pieces(text);
        for three in pieces.windows(3) {
            let joined = three
                .windows(2)
                .all(|two| joins(&text[two[0].1.end..two[1].1.start]));
            let [
                (Piece::Number(first, 1..=2), _),
                (Piece::Number(second, 1..=2), _),
                (Piece::Number(_, 4), _),
            ] = three
            else {
                continue;
            };
            let here = match (first, second) {
                (13..=31, 1..=12) => Days::First,
                (1..=12, 13..=31) => Days::Second,
                _ => Days::Unknown,
            };
            if !joined || here == Days::Unknown {
                continue;
            }
            if order != Days::Unknown && order != here {
                return Days::Unknown;
            }
            order = here;
        }
    }
    order
}

fn compact(value: u32) -> Option<Date> {
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    date(year, month, day)
}

/// Whether a full stop stands between the first two: nobody puts it behind a month.
fn dotted(text: &str, three: &[(Piece, Range<usize>)]) -> Days {
    match text[three[0].1.end..three[1].1.start].contains('.') {
        true => Days::First,
        false => Days::Unknown,
    }
}

fn day(pieces: [Piece; 3], here: Days, days: Days) -> Option<Date> {
    match pieces {
        [
            Piece::Number(year, 4),
            Piece::Number(month, 1..=2),
            Piece::Number(day, 1..=2),
        ] => date(year, month, day),
        [
            Piece::Number(year, 4),
            Piece::Month(month),
            Piece::Number(day, 1..=2),
        ] => date(year, month, day),
        [
            Piece::Number(day, 1..=2),
            Piece::Month(month),
            Piece::Number(year, 4),
        ]
        | [
            Piece::Month(month),
            Piece::Number(day, 1..=2),
            Piece::Number(year, 4),
        ] => date(year, month, day),
        [
            Piece::Number(first, 1..=2),
            Piece::Number(second, 1..=2),
            Piece::Number(year, 4),
        ] => {
            let order = match (first, second) {
                (1..=12, 1..=12) if first == second || here == Days::First => Days::First,
                (1..=12, 1..=12) => days,
                (_, 1..=12) => Days::First,
                _ => Days::Second,
            };
            match order {
                Days::First => date(year, second, first),
                Days::Second => date(year, first, second),
                Days::Unknown => None,
            }
        }
        _ => None,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let known = (1900..2200).contains(&year);
    known.then(|| read_date(&format!("{year:04}-{month:02}-{day:02}")))?
}

/// What may stand between the parts of one day.
fn joins(between: &str) -> bool {
    const ENDS: [&str; 6] = ["st", "nd", "rd", "th", "er", "º"];
    let plain = between.trim();
    let plain = ENDS
        .iter()
        .find_map(|end| plain.strip_prefix(end))
        .unwrap_or(plain);
    let plain = plain.trim();
    matches!(
        plain,
        "" | "-" | "/" | "." | "," | "年" | "月" | "de" | "of" | "‑" | "–"
    ) && !(between.is_empty())
        && !between.contains('\n')
}

/// The numbers and names of months in a text, each with its place.
fn pieces(text: &str) -> Vec<(Piece, Range<usize>)> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some(&(start, letter)) = letters.peek() {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let is_letter = |letter: char| letter.is_alphabetic();
        let belongs: &dyn Fn(char) -> bool = match letter {
            letter if is_digit(letter) => &is_digit,
            letter if is_letter(letter) => &is_letter,
            _ => {
                letters.next();
                continue;
            }
        };
        let mut end = start;
        while let Some((at, letter)) = letters.next_if(|(_, letter)| belongs(*letter)) {
            end = at + letter.len_utf8();
        }
        let word = &text[start..end];
        let piece = if is_digit(letter) {
            word.parse()
                .ok()
                .map(|value| Piece::Number(value, word.len()))
        } else {
            month(word).map(Piece::Month)
        };
        found.extend(piece.map(|piece| (piece, start..end)));
    }
    found
}

fn month(word: &str) -> Option<u32> {
    // "March" is a month, "markdown" is not.
    if word.chars().count() > 10 || word.eq_ignore_ascii_case("markdown") {
        return None;
    }
    let lower = word.to_lowercase();
    let begins = |names: &[&str]| names.iter().any(|name| lower.starts_with(name));
    let place = MONTHS.iter().position(|names| begins(names))?;
    u32::try_from(place + 1).ok()
}

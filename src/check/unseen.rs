//! Where hidden characters stand in a text that has no need of them.

use crate::model::hidden::is_hidden;
use crate::model::source::Span;

/// The first hidden characters of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Those that stand side by side.
    pub(super) span: Span,
    /// How many more the line has.
    pub(super) others: usize,
}

const ZERO_WIDTH_SPACE: char = '\u{200b}';
const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const BYTE_ORDER_MARK: char = '\u{feff}';
const BLACK_FLAG: char = '\u{1f3f4}';
const END_OF_TAGS: char = '\u{e007f}';

/// Every line that has some, by its first.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Most lines have nothing that could be hidden.
        if line.chars().any(|c| is_hidden(c) && !is_plain(c)) {
            found.extend(of_line(line, start));
        }
        start += line.len();
    }
    found
}

/// What every text has.
fn is_plain(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t')
}

fn of_line(line: &str, start: usize) -> Option<Run> {
    let turned = line.chars().any(is_right_to_left);
    let letters: Vec<(usize, char)> = line.char_indices().collect();
    let mut run: Option<Run> = None;
    let mut at = 0;
    while at < letters.len() {
        let (byte, c) = letters[at];
        if let Some(length) = flag(&letters[at..]) {
            at += length;
            continue;
        }
        let begins = start + byte == 0 && c == BYTE_ORDER_MARK;
        let is_mark = matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
        let is_fine = is_plain(c) || begins || (is_mark && turned) || is_needed(&letters, at);
        if is_hidden(c) && !is_fine {
            let span = Span::new(start + byte, start + byte + c.len_utf8());
            match &mut run {
                None => run = Some(Run { span, others: 0 }),
                Some(run) if run.span.end == span.start && run.others == 0 => {
                    run.span.end = span.end;
                }
                Some(run) => run.others += 1,
            }
        }
        at += 1;
    }
    run
}

/// The flag of a part of a country: a black flag, a few tag letters and their end. How many characters it has.
fn flag(letters: &[(usize, char)]) -> Option<usize> {
    const LETTERS: std::ops::RangeInclusive<usize> = 3..=6;
    let (first, rest) = letters.split_first()?;
    let tags = rest
        .iter()
        .take_while(|(_, c)| ('\u{e0030}'..='\u{e007a}').contains(c))
        .count();
    let ends = rest.get(tags).is_some_and(|(_, c)| *c == END_OF_TAGS);
    (first.1 == BLACK_FLAG && LETTERS.contains(&tags) && ends).then_some(tags + 2)
}

/// Whether the script or the emoji around a character needs it.
fn is_needed(letters: &[(usize, char)], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| letters[before].1);
    let after = letters.get(at + 1).map(|(_, c)| *c);
    let Some(before) = before else { return false };
    match letters[at].1 {
        JOINER => joins(before) || (is_emoji(before) && after.is_some_and(is_emoji)),
        NON_JOINER => joins(before),
        ZERO_WIDTH_SPACE => is_unspaced(before) && after.is_some_and(is_unspaced),
        '\u{180b}'..='\u{180e}' => ('\u{1800}'..='\u{18af}').contains(&before),
        '\u{34f}' => ('\u{590}'..='\u{5ff}').contains(&before),
        '\u{115f}' | '\u{1160}' => {
            let jamo = |c: char| ('\u{1100}'..='\u{11ff}').contains(&c);
            jamo(before) || after.is_some_and(jamo)
        }
        _ => false,
    }
}

/// Letters of scripts whose shapes depend on whether they join: Arabic and its kin, and those of India and around it.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{7ff}'
        | '\u{840}'..='\u{109f}'
        | '\u{1700}'..='\u{18af}'
        | '\u{1900}'..='\u{1cff}'
        | '\u{a800}'..='\u{abff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10a00}'..='\u{11fff}')
}

/// Scripts that have no gaps between words, and may break a line only where somebody says so.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{1980}'..='\u{19df}'
        | '\u{1a20}'..='\u{1aaf}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
        && c != '\u{61c}'
}

/// Pictures that a joiner makes one of, and what colours and shapes them.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{fe0f}'
        | '\u{20e3}'
        | '\u{a9}' | '\u{ae}'
        | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}'
        | '\u{2600}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1faff}')
}

//! The number that somebody meant who wrote separators or a unit into it.

/// What may stand between groups of three digits.
const SEPARATORS: [char; 7] = [',', '_', '\'', '’', ' ', '\u{a0}', '\u{202f}'];

/// Most letters of what is taken for a unit.
const LONGEST: usize = 16;

/// A number as it should have been written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// With its sign, where one stands before it: `>= 95`.
    pub number: String,
    /// What was written behind it.
    pub unit: Option<String>,
}

/// How a value that is no number is written as one that fits, its unit apart: `9,000` and `>= 95 %`.
#[must_use]
pub fn meant(text: &str, fits: impl Fn(&str) -> bool) -> Option<Meant> {
    let (sign, rest) = split(text.trim(), |letter| "<>=≥≤".contains(letter));
    let in_figure = |letter| is_digit(letter) || SEPARATORS.contains(&letter);
    let (figure, unit) = split(rest.trim_start(), in_figure);
    let (figure, unit) = (plain(figure.trim())?, unit.trim());
    let number = match sign {
        "" | "=" => figure,
        sign => format!("{sign} {figure}"),
    };
    let odd = |letter: char| letter.is_numeric() || letter.is_control() || letter == '"';
    let is_unit = unit.chars().count() <= LONGEST && !unit.contains(odd);
    if !is_unit || !fits(&number) {
        return None;
    }
    Some(Meant {
        number,
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
    })
}

/// The digits without what separates them; a comma alone may be a decimal point.
fn plain(figure: &str) -> Option<String> {
    let figure = figure.replace('−', "-");
    if !figure.contains(SEPARATORS) {
        return Some(figure);
    }
    let (whole, decimals) = match figure.split_once('.') {
        Some((whole, decimals)) => (whole, format!(".{decimals}")),
        None => (figure.as_str(), String::new()),
    };
    let groups: Vec<&str> = whole.split(SEPARATORS).collect();
    let first = groups[0].trim_start_matches(['+', '-']);
    let in_threes = groups[1..].iter().all(|group| group.len() == 3);
    if matches!(first.len(), 1..=3) && in_threes && !decimals.contains(SEPARATORS) {
        return Some(format!("{}{decimals}", groups.concat()));
    }
    let comma = groups.len() == 2 && decimals.is_empty() && whole.contains(',');
    comma.then(|| figure.replace(',', "."))
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || "+-−.".contains(letter)
}

/// The letters that are so from the start, and the rest.
fn split(text: &str, is_so: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|letter| !is_so(letter)).unwrap_or(text.len());
    text.split_at(end)
}

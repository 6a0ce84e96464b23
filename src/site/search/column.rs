//! Numbers as text, a few for each row: short, quick to read in a script, and small once it is compressed.
//!
//! The characters are those of ASCII that have a shape or are a space, without `"`, `\`, `<`, `>` and `&`: three sets of
//! 29 digits, of which the first says that the number goes on, the second that it ends, the third that the row ends with
//! it; and a sign for a row of no numbers. The lowest digit of a number stands first.

use std::collections::HashMap;

use serde::Serialize;

/// How many digits there are.
const BASE: usize = 29;

/// Rows of numbers.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Codes(String);

impl Codes {
    /// Adds a row.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = usize>) {
        let mut row = row.into_iter().peekable();
        if row.peek().is_none() {
            self.0.push(sign(3 * BASE));
        }
        while let Some(mut number) = row.next() {
            while number >= BASE {
                self.0.push(sign(number % BASE));
                number /= BASE;
            }
            let set = if row.peek().is_none() { 2 } else { 1 };
            self.0.push(sign(set * BASE + number));
        }
    }

    /// The same rows, or none at all where none of them has a number.
    pub(super) fn unless_empty(self) -> Self {
        match self
            .0
            .bytes()
            .all(|byte| char::from(byte) == sign(3 * BASE))
        {
            true => Self::default(),
            false => self,
        }
    }

    /// Whether no row has a number.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes they take.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds the rows of others.
    pub(super) fn append(&mut self, others: &Self) {
        self.0.push_str(&others.0);
    }

    /// A row of numbers that rise, each as its distance to the one before.
    pub(super) fn rising(numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut next = 0;
        let mut codes = Self::default();
        codes.push(numbers.into_iter().map(|number| {
            let distance = number - next;
            next = number + 1;
            distance
        }));
        codes
    }
}

/// The words of each row, as places in a list of all words.
#[derive(Debug, Default, Serialize)]
pub(super) struct Column {
    /// The words; none where the places are those of another list.
    #[serde(rename = "v")]
    pub(super) words: Option<Vec<String>>,
    /// The places of each row.
    #[serde(rename = "c")]
    pub(super) codes: Codes,
    /// The records that each row names, for a key that asks for records.
    #[serde(rename = "r", skip_serializing_if = "Option::is_none")]
    pub(super) records: Option<Codes>,
}

impl Column {
    /// The words of rows, in the order of the alphabet, because neighbours compress well.
    pub(super) fn of(rows: &[Vec<String>]) -> Self {
        let mut words: Vec<&String> = rows.iter().flatten().collect();
        words.sort();
        words.dedup();
        let places: HashMap<&String, usize> = words
            .iter()
            .enumerate()
            .map(|(at, word)| (*word, at))
            .collect();
        let mut codes = Codes::default();
        for row in rows {
            codes.push(row.iter().filter_map(|word| places.get(word).copied()));
        }
        Self {
            words: Some(words.into_iter().cloned().collect()),
            codes: codes.unless_empty(),
            records: None,
        }
    }

    /// Whether no row says anything.
    pub(super) fn is_empty(&self) -> bool {
        let records = self.records.as_ref();
        self.codes.is_empty() && records.is_none_or(Codes::is_empty)
    }
}

/// The sign of a place in the alphabet.
fn sign(place: usize) -> char {
    let signs = (' '..='~').filter(|sign| !"\"\\<>&".contains(*sign));
    // There are 90 of them, and 88 are asked for.
    signs.into_iter().nth(place).unwrap_or(' ')
}

//! The words for the states of a kind, found where a text begins with one.

use std::collections::HashMap;

use super::state::State;

/// The words for the states of a kind: their names, synonyms, and words of the log's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// By their first letter, the longest first.
    words: HashMap<char, Vec<Word>>,
}

/// A word in lower case with blanks for dashes, and the place of its state in the kind's list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    letters: Vec<char>,
    state: usize,
}

impl Vocabulary {
    /// The words for states; of two alike the log's own (written word, state's name) counts.
    #[must_use]
    pub fn new(states: &[State], own: &[(String, String)]) -> Self {
        let place = |name: &String| states.iter().position(|state| state.name == *name);
        let own = own
            .iter()
            .filter_map(|(word, name)| Some((word, place(name)?)));
        let names = states.iter().enumerate().flat_map(|(at, state)| {
            let words = [&state.name].into_iter().chain(&state.synonyms);
            words.map(move |word| (word, at))
        });
        let mut words: HashMap<char, Vec<Word>> = HashMap::new();
        for (word, state) in own.chain(names) {
            let plain = word.to_lowercase();
            let letters: Vec<char> = plain
                .chars()
                .map(|letter| if is_blank(letter) { ' ' } else { letter })
                .collect();
            if let Some(first) = letters.first() {
                words
                    .entry(*first)
                    .or_default()
                    .push(Word { letters, state });
            }
        }
        for words in words.values_mut() {
            // The sort is stable, so that the log's own words stay in front of others like them.
            words.sort_by_key(|word| std::cmp::Reverse(word.letters.len()));
        }
        Self { words }
    }

    /// The state whose word a text begins with, whatever its case, and how many bytes the word has.
    #[must_use]
    pub fn at(&self, text: &str) -> Option<(usize, usize)> {
        let first = text.chars().next()?.to_lowercase().next()?;
        let mut words = self.words.get(&first)?.iter();
        words.find_map(|word| Some((word.state, word.length_in(text)?)))
    }
}

impl Word {
    /// How many bytes of a text are the word, where it begins with it.
    fn length_in(&self, text: &str) -> Option<usize> {
        let mut letters = text.chars().peekable();
        let mut length = 0;
        for wanted in &self.letters {
            let letter = letters.next()?;
            let same = match wanted {
                ' ' => is_blank(letter),
                wanted => letter.to_lowercase().eq([*wanted]),
            };
            if !same {
                return None;
            }
            length += letter.len_utf8();
            while *wanted == ' ' && letters.peek().is_some_and(|next| is_blank(*next)) {
                length += letters.next().map_or(0, char::len_utf8);
            }
        }
        let goes_on = letters.peek().is_some_and(|next| next.is_alphanumeric());
        // Chinese and Japanese have no blanks between words.
        let spaced = self
            .letters
            .last()
            .is_some_and(|last| last.is_alphabetic() && u32::from(*last) < 0x2e80);
        (!(goes_on && spaced)).then_some(length)
    }
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '_')
}

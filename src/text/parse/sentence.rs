//! The first sentence of a paragraph.

/// Words whose full stop ends no sentence.
const SHORT: [&str; 9] = [
    "e.g.", "i.e.", "etc.", "vs.", "cf.", "ca.", "bzw.", "Dr.", "St.",
];

/// The first sentence, at most 200 characters.
pub(super) fn first_sentence(paragraph: &str) -> String {
    let mut sentence = String::new();
    let mut letters = paragraph.chars().peekable();
    for count in 1.. {
        let Some(letter) = letters.next() else { break };
        sentence.push(letter);
        let stops = matches!(letter, '.' | '!' | '?')
            && letters.peek().is_none_or(|next| next.is_whitespace());
        if (stops && !is_abbreviated(&sentence)) || matches!(letter, '。' | '！' | '？') {
            break;
        }
        if count >= 200 && letters.peek().is_some() {
            let cut = sentence.rfind(' ').unwrap_or(sentence.len());
            sentence.truncate(cut);
            sentence.push('…');
            break;
        }
    }
    sentence
}

/// Ends with a short word, or with one letter as in `Z. B.` and `J. Smith`.
fn is_abbreviated(sentence: &str) -> bool {
    let word = sentence.rsplit(' ').next().unwrap_or_default();
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.as_str() == ".";
    single || SHORT.contains(&word.trim_start_matches('('))
}

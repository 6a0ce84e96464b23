//! The first sentence of a paragraph.

/// The first sentence, at most 200 characters.
pub(super) fn first_sentence(paragraph: &str) -> String {
    let mut sentence = String::new();
    let mut letters = paragraph.chars().peekable();
    while let Some(letter) = letters.next() {
        sentence.push(letter);
        let stops = matches!(letter, '.' | '!' | '?')
            && letters.peek().is_none_or(|next| next.is_whitespace());
        let abbreviated = ["e.g.", "i.e.", "etc.", "vs."]
            .iter()
            .any(|short| sentence.ends_with(short));
        if (stops && !abbreviated) || matches!(letter, '。' | '！' | '？') {
            break;
        }
        if sentence.chars().count() >= 200 {
            let cut = sentence.rfind(' ').unwrap_or(sentence.len());
            sentence.truncate(cut);
            sentence.push('…');
            break;
        }
    }
    sentence
}

//! Text that only stands for text to come.

/// Words of the sentences that templates wrap around their braces: `Chosen option: "{…}", because {…}`.
const TEMPLATE_WORDS: [&str; 7] = [
    "and", "bad", "because", "chosen", "good", "neutral", "option",
];

/// Whether everything in a section is a placeholder: `todo`, `tbd`, `lorem ipsum`, dots, or a template's `{…}`.
///
/// Comments and sub-headings do not count as text. Nothing at all is not a placeholder.
pub(super) fn is_placeholder(section: &str) -> bool {
    let text = without(section, "<!--", "-->");
    let text: String = text
        .split_inclusive('\n')
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect();
    if text.trim().is_empty() {
        return false;
    }
    let rest = without(&text, "{", "}");
    let from_template = rest.len() < text.len() && words(&rest).all(is_template_word);
    from_template || text.lines().all(stands_for_text)
}

fn is_template_word(word: &str) -> bool {
    TEMPLATE_WORDS.contains(&word.to_lowercase().as_str())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// `TODO`, `tbd.` and `todo: the audit` stand for text to come; "Todo lists are kept elsewhere" is text.
fn stands_for_text(line: &str) -> bool {
    let text = line.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let mut words = words(text);
    let Some(first) = words.next() else {
        // Dots, dashes and list markers; a picture of a thumb is an answer.
        return line
            .chars()
            .all(|letter| letter.is_ascii() || letter == '…');
    };
    let rest = &text[first.len()..];
    match first.to_lowercase().as_str() {
        "todo" | "tbd" | "tba" | "fixme" => {
            let shouted = first.chars().all(char::is_uppercase);
            shouted || rest.starts_with([':', '(']) || words.next().is_none()
        }
        "lorem" => words
            .next()
            .is_some_and(|second| second.eq_ignore_ascii_case("ipsum")),
        _ => false,
    }
}

/// The text without what stands between two marks, the marks included; an opening mark alone stays.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((_, behind)) = after.split_once(close) else {
            break;
        };
        kept.push_str(before);
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

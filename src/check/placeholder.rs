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
    from_template
        || text
            .lines()
            .all(|line| is_blank(line) || stands_for_text(line))
}

fn is_template_word(word: &str) -> bool {
    TEMPLATE_WORDS.contains(&word.to_lowercase().as_str())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// A line with white space and list markers only.
fn is_blank(line: &str) -> bool {
    line.trim()
        .trim_start_matches(['-', '*', '+'])
        .trim()
        .is_empty()
}

fn stands_for_text(line: &str) -> bool {
    let mut words = words(line).map(str::to_lowercase);
    match words.next().as_deref() {
        None => line.contains("...") || line.contains('…'),
        Some("todo" | "tbd" | "tba" | "fixme") => true,
        Some("lorem") => words.next().as_deref() == Some("ipsum"),
        Some(_) => false,
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

//! A stretch of the calendar that outcomes are planned for: `2026`, `2026-H2`, `2026-Q4`.

/// Whether a text is a year, a half of one or a quarter.
#[must_use]
pub fn is_period(text: &str) -> bool {
    let (year, part) = match text.split_once('-') {
        Some((year, part)) => (year, Some(part)),
        None => (text, None),
    };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year && part.is_none_or(|part| matches!(part, "H1" | "H2" | "Q1" | "Q2" | "Q3" | "Q4"))
}

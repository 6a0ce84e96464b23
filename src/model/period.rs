//! A stretch of the calendar that outcomes are planned for: `2026`, `2026-H2`, `2026-Q4`.

use jiff::civil::Date;

/// The first and the last day of a period.
#[must_use]
pub fn days(text: &str) -> Option<(Date, Date)> {
    let text = text.trim();
    if !is_period(text) {
        return None;
    }
    let year: i16 = text.get(..4)?.parse().ok()?;
    let (first, last) = match text.get(5..).unwrap_or_default() {
        "H1" => (1, 6),
        "H2" => (7, 12),
        "Q1" => (1, 3),
        "Q2" => (4, 6),
        "Q3" => (7, 9),
        "Q4" => (10, 12),
        _ => (1, 12),
    };
    let day = |month| Date::new(year, month, 1).ok();
    Some((day(first)?, day(last)?.last_of_month()))
}

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

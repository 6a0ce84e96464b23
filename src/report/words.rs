//! Days, names and numbers in sentences.

use jiff::civil::Date;

use super::safe::visible;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `3 February 2026`
pub(super) fn day(date: Date) -> String {
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|at| MONTHS.get(at));
    format!(
        "{} {} {}",
        date.day(),
        month.copied().unwrap_or_default(),
        date.year()
    )
}

/// `A`, `A and B`, `A, B and C`
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A person's name without the mail address, safe to print.
pub(super) fn person(written: &str) -> String {
    let name = written
        .split_once('<')
        .map_or(written, |(name, _)| name)
        .trim();
    visible(if name.is_empty() { written } else { name }).into_owned()
}

/// `1 file`, `2 files`
pub(super) fn counted(count: usize, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}

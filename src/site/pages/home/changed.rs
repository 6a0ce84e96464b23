//! What changed lately, day by day.

use jiff::ToSpan;

use super::MOST;
use crate::site::told::{Changed, Depth, Told, days};
use crate::site::work::Work;

/// Days back that count as lately.
const LATELY: i64 = 14;

/// The newest changes of the last days; what is not committed has no day yet.
pub(super) fn changed<'w>(work: &Work<'w>, page: &str) -> Vec<Changed<'w>> {
    let today = work.index.log.as_of;
    let from = today.checked_sub(LATELY.days()).unwrap_or(today);
    let told = work.told.iter();
    let lately = told.filter(|told| told.day.is_some_and(|day| day > from && day <= today));
    let lately: Vec<&Told<'_>> = lately.take(MOST).collect();
    days(work, &lately, page, Depth::Sentence)
}

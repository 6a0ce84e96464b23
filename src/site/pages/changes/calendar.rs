//! The years, months and quarters of what changed, each with its page, and the column that leads to them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Serialize;

use super::MOST;
use crate::site::address;
use crate::site::past::Past;
use crate::site::told::Told;
use crate::site::work::Work;

/// The most quarters at whose ends it is said what was in force.
const QUARTERS: usize = 80;

/// All that changed, put in order.
pub(super) struct Book<'w> {
    /// Newest first.
    pub(super) years: Vec<Year<'w>>,
    /// How many changes are not committed; they stand first.
    pub(super) uncommitted: usize,
    pub(super) past: Past<'w>,
    /// Newest first.
    pub(super) quarters: Vec<Quarter>,
}

/// What changed in a year.
pub(super) struct Year<'w> {
    pub(super) number: i16,
    pub(super) told: &'w [Told<'w>],
    /// Newest first.
    pub(super) months: Vec<Month<'w>>,
}

/// What changed in a month.
pub(super) struct Month<'w> {
    pub(super) year: i16,
    day: Date,
    pub(super) told: &'w [Told<'w>],
}

/// The end of a quarter, and what was in force then.
pub(super) struct Quarter {
    /// Its last day.
    pub(super) day: Date,
    /// Places in `Past`.
    pub(super) records: Vec<usize>,
}

/// A way to something, and how much there is.
#[derive(Serialize)]
pub(super) struct Counted {
    label: String,
    n: usize,
    href: String,
    current: bool,
}

/// The column of years and quarters.
#[derive(Serialize)]
pub(super) struct Beside {
    /// The year that is open.
    year: Option<String>,
    months: Vec<Counted>,
    years: Vec<Counted>,
    quarters: Vec<Quarters>,
}

/// The quarters of a year.
#[derive(Serialize)]
struct Quarters {
    year: String,
    open: bool,
    ends: Vec<Counted>,
}

impl<'w> Book<'w> {
    pub(super) fn of(work: &'w Work<'w>) -> Self {
        let uncommitted = work.told.partition_point(|told| told.day.is_none());
        let months = work.told[uncommitted..].chunk_by(|one, next| month(one) == month(next));
        let months = months.filter_map(|told| {
            let day = told.first()?.day?;
            let year = day.year();
            Some(Month { year, day, told })
        });
        let mut years: Vec<Year<'w>> = Vec::new();
        for month in months {
            match years.last_mut().filter(|year| year.number == month.year) {
                Some(year) => year.months.push(month),
                None => years.push(Year {
                    number: month.year,
                    told: &[],
                    months: vec![month],
                }),
            }
        }
        let mut from = uncommitted;
        for year in &mut years {
            let count: usize = year.months.iter().map(|month| month.told.len()).sum();
            year.told = &work.told[from..from + count];
            from += count;
        }
        let past = Past::new(work);
        let quarters = quarters(work, &past);
        Self {
            years,
            uncommitted,
            past,
            quarters,
        }
    }

    /// Where the changes of a day are told, seen from a page.
    pub(super) fn href(&self, day: Date, page: &str) -> String {
        let mut months = self.years.iter().flat_map(|year| {
            let months = year.months.iter();
            months.map(move |month| (year, month))
        });
        let found = months.find(|(_, month)| month_id(month.day) == month_id(day));
        found.map_or_else(
            || address::relative(page, super::CHANGES),
            |(year, month)| href(year, month, page),
        )
    }

    /// The months of a year, newest first.
    pub(super) fn months(&self, at: usize, page: &str) -> Vec<Counted> {
        let year = &self.years[at];
        let months = year.months.iter().map(|month| Counted {
            label: month.day.strftime("%B").to_string(),
            n: month.told.len(),
            href: href(year, month, page),
            current: crate::site::listing::is_page_of(page, &month.path()),
        });
        months.collect()
    }

    /// The column beside a page, with that year open.
    pub(super) fn beside(&self, work: &Work<'_>, open: Option<i16>, page: &str) -> Beside {
        let at = self.years.iter().position(|year| Some(year.number) == open);
        let years = self.years.iter().map(|year| Counted {
            label: year.label(),
            n: year.told.len(),
            href: address::relative(page, &year.path()),
            current: page == year.path(),
        });
        let newest = self.quarters.first().map(|quarter| quarter.day.year());
        let ends = self
            .quarters
            .chunk_by(|one, next| one.day.year() == next.day.year());
        let quarters = ends.filter_map(|ends| {
            let year = ends.first()?.day.year();
            Some(Quarters {
                year: format!("{year:04}"),
                open: Some(year) == open || (open > newest && Some(year) == newest),
                ends: ends.iter().map(|end| end.counted(work, page)).collect(),
            })
        });
        Beside {
            year: at.map(|at| self.years[at].label()),
            months: at.map_or_else(Vec::new, |at| self.months(at, page)),
            years: years.collect(),
            quarters: quarters.collect(),
        }
    }
}

impl Year<'_> {
    pub(super) fn label(&self) -> String {
        format!("{:04}", self.number)
    }

    pub(super) fn path(&self) -> String {
        format!("changes/{:04}.html", self.number)
    }
}

impl Month<'_> {
    pub(super) fn label(&self) -> String {
        month_label(self.day)
    }

    /// Its page, where its year is too long for one.
    pub(super) fn path(&self) -> String {
        format!("changes/{}.html", month_id(self.day))
    }
}

impl Quarter {
    /// Its first page.
    pub(super) fn path(&self) -> String {
        let quarter = (self.day.month() + 2) / 3;
        format!("changes/in-force-{:04}-q{quarter}.html", self.day.year())
    }

    fn counted(&self, work: &Work<'_>, page: &str) -> Counted {
        let quarter = (self.day.month() + 2) / 3;
        let label = &work.words.changes.quarter;
        Counted {
            label: label
                .replace("{n}", &quarter.to_string())
                .replace("{date}", &self.day.strftime("%-d %B").to_string()),
            n: self.records.len(),
            href: address::relative(page, &self.path()),
            current: crate::site::listing::is_page_of(page, &self.path()),
        }
    }
}

/// `2026-11`, the anchor of a month.
pub(super) fn month_id(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// `November 2026`
pub(super) fn month_label(day: Date) -> String {
    day.strftime("%B %Y").to_string()
}

fn month(told: &Told<'_>) -> Option<(i16, i8)> {
    told.day.map(|day| (day.year(), day.month()))
}

fn href(year: &Year<'_>, month: &Month<'_>, page: &str) -> String {
    match year.told.len() > MOST {
        true => address::relative(page, &month.path()),
        false => {
            let path = address::relative(page, &year.path());
            format!("{path}#{}", month_id(month.day))
        }
    }
}

/// The ends of the quarters that are over, from the first step on.
fn quarters<'w>(work: &Work<'w>, past: &Past<'w>) -> Vec<Quarter> {
    let Some(first) = past.begins() else {
        return Vec::new();
    };
    let today = work.index.log.as_of;
    let month = (today.month() - 1) / 3 * 3 + 1;
    let starts = date(today.year(), month, 1).series(-3.months());
    let ends = starts.filter_map(|start| start.yesterday().ok());
    let ends = ends.take(QUARTERS).take_while(|end| *end >= first);
    let quarters = ends.map(|day| Quarter {
        day,
        records: past.in_force(work, day),
    });
    quarters.collect()
}

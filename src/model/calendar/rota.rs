//! The working days and hours of one person.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::moment::moments;
use crate::model::people::{Hours, Person, USUAL_DAYS, Weekday, read_days};
use crate::model::settings::LogSettings;

/// Days between two working days beyond which nobody looks for the second: ten years.
const HORIZON: i64 = 3_660;

/// When one person works.
#[derive(Clone, Debug)]
pub(super) struct Rota {
    zone: TimeZone,
    days: Vec<Weekday>,
    hours: Hours,
    /// First and last day of each time off, in order and apart from each other.
    off: Vec<(Date, Date)>,
    /// Their last day.
    left: Option<Date>,
}

impl Rota {
    /// Of a person of a log, or of somebody it does not know.
    pub(super) fn new(person: Option<&Person>, log: &LogSettings) -> Self {
        let away = person.map(|person| person.away.as_slice());
        let off = away.unwrap_or_default().iter().chain(&log.holidays);
        Self {
            zone: person.and_then(Person::zone).unwrap_or_else(|| log.zone()),
            days: person
                .map_or(USUAL_DAYS.as_slice(), Person::working_days)
                .to_vec(),
            hours: person
                .and_then(Person::working_hours)
                .unwrap_or(Hours::USUAL),
            off: joined(off.filter_map(|text| read_days(text)).collect()),
            left: person.and_then(|person| person.left.as_ref()?.date()),
        }
    }

    pub(super) fn zone(&self) -> &TimeZone {
        &self.zone
    }

    pub(super) fn works_on(&self, day: Date) -> bool {
        let here = self.left.is_none_or(|left| day <= left);
        here && self.days.contains(&Weekday::of(day)) && self.off_until(day).is_none()
    }

    /// That day, or the first after it, on which they work.
    pub(super) fn next_day(&self, from: Date) -> Option<Date> {
        let last = from.checked_add(HORIZON.days()).unwrap_or(Date::MAX);
        let last = self.left.map_or(last, |left| left.min(last));
        let mut day = from;
        while day <= last {
            match self.off_until(day) {
                Some(end) => day = end.tomorrow().ok()?,
                None if self.days.contains(&Weekday::of(day)) => return Some(day),
                None => day = day.tomorrow().ok()?,
            }
        }
        None
    }

    /// From when to when the hours of a day are, whether it is a working day or not.
    pub(super) fn hours_of(&self, day: Date) -> Option<(Timestamp, Timestamp)> {
        let from = day.to_datetime(self.hours.from);
        let to = self.hours.end_day(day)?.to_datetime(self.hours.to);
        let (first, last) = moments(to, &self.zone)?;
        // Where clocks are set back to the very end, nothing after its first time shows less than it.
        let before = last.checked_sub(1.second()).ok()?;
        let over = before.to_zoned(self.zone.clone()).datetime() >= to;
        let end = if over { first } else { last };
        Some((moments(from, &self.zone)?.0, end))
    }

    /// The working day whose hours a moment is in; of two, the later one.
    pub(super) fn running(&self, moment: Timestamp) -> Option<Date> {
        let today = moment.to_zoned(self.zone.clone()).date();
        let days = [Some(today), today.yesterday().ok()].into_iter().flatten();
        let mut days = days.filter(|day| self.works_on(*day));
        days.find(|day| {
            let hours = self.hours_of(*day);
            hours.is_some_and(|(from, to)| from <= moment && moment < to)
        })
    }

    /// The first beginning of a working day after a moment.
    pub(super) fn next_start(&self, moment: Timestamp) -> Option<Timestamp> {
        let mut day = moment.to_zoned(self.zone.clone()).date();
        loop {
            day = self.next_day(day)?;
            let (from, to) = self.hours_of(day)?;
            // Hours that clocks jump over are no time.
            if from > moment && from < to {
                return Some(from);
            }
            day = day.tomorrow().ok()?;
        }
    }

    /// The last day of the time off that a day is in.
    fn off_until(&self, day: Date) -> Option<Date> {
        let at = self.off.partition_point(|(first, _)| *first <= day);
        let (_, last) = self.off.get(at.checked_sub(1)?)?;
        (*last >= day).then_some(*last)
    }
}

/// The same days, those that touch or overlap as one.
pub(super) fn joined(mut days: Vec<(Date, Date)>) -> Vec<(Date, Date)> {
    days.sort_unstable();
    let mut all: Vec<(Date, Date)> = Vec::new();
    for (first, last) in days {
        match all.last_mut() {
            Some((_, end)) if end.tomorrow().map_or(true, |next| first <= next) => {
                *end = last.max(*end);
            }
            _ => all.push((first, last)),
        }
    }
    all
}

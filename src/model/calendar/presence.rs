//! Whether somebody can be asked now, and if not when, or who instead.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Calendar;
use super::moment::Moment;
use crate::model::settings::Settings;

/// Whether somebody can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// At work until then; of a team, until the last one goes home. No moment is known where only a day is.
    AtWork(Option<Moment>),
    /// Not at work, and back then; never, where that is not in sight.
    Off(Option<Moment>),
    /// Away until the end of that day, and who stands in.
    Away(Date, Option<String>),
    /// Left, and who stands in.
    Left(Option<String>),
    /// The log does not know them.
    Unknown,
}

/// Whether somebody can be asked on a day of the log, at a moment of it where that is known.
#[must_use]
pub fn presence(settings: &Settings, handle: &str, day: Date, at: Option<Timestamp>) -> Presence {
    let directory = settings.directory();
    if directory.party(handle.trim()).is_none() {
        return Presence::Unknown;
    }
    if let Some(absence) = directory.absence(handle.trim(), day) {
        let stand_in = absence.stand_in.map(str::to_owned);
        return match absence.until {
            Some(until) => Presence::Away(until, stand_in),
            None => Presence::Left(stand_in),
        };
    }
    let calendar = Calendar::of(settings, handle);
    match at {
        Some(at) if calendar.is_at_work(at) => {
            Presence::AtWork(calendar.due(calendar.day_at(at)).filter(|end| end.at > at))
        }
        Some(at) => Presence::Off(calendar.next_start(at)),
        None if calendar.works_on(day) => Presence::AtWork(None),
        None => {
            let next = calendar.next_working_day(day);
            let noon = |day: Date| {
                let noon = day.at(12, 0, 0, 0).to_zoned(calendar.zone().clone());
                Some(noon.ok()?.timestamp())
            };
            let before = next.and_then(|day| noon(day.yesterday().ok()?));
            Presence::Off(before.and_then(|before| calendar.next_start(before)))
        }
    }
}

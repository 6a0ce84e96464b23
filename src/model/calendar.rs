//! When people work: the days of one person or a team, their hours as moments, and days counted in their own.
//!
//! A day is a day of the calendar where they are, and the hours of a night belong to the day on which they begin. Of
//! somebody who says nothing of their time, or whom the log does not know, the usual is taken: Monday to Friday, 9 to 17
//! in the log's zone. Every search ends: who does not work for ten years does not work again.

mod absence;
mod moment;
mod presence;
mod rota;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::duration::{Duration, Unit};
use super::people::{Party, Person};
use super::settings::Settings;
use rota::Rota;

pub use absence::Absence;
pub use moment::{Moment, moments};
pub use presence::{Presence, presence};

/// When somebody works: a person, a team of several, or anybody.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    /// Of each person; never empty.
    rotas: Vec<Rota>,
}

impl Calendar {
    /// The calendar of a handle; of one that the log does not know, the usual.
    #[must_use]
    pub fn of(settings: &Settings, handle: &str) -> Self {
        let log = settings.log.zone();
        let own = |person: Option<&Person>| Rota::new(person, &settings.log);
        match settings.directory().party(handle.trim()) {
            Some(Party::Person(person)) => Self {
                zone: person.zone().unwrap_or(log),
                rotas: vec![own(Some(person))],
            },
            Some(Party::Team(team)) if !team.members.is_empty() => {
                let members = team.members.iter();
                Self {
                    zone: log,
                    rotas: members
                        .map(|member| own(settings.people.get(member)))
                        .collect(),
                }
            }
            _ => Self {
                zone: log,
                rotas: vec![own(None)],
            },
        }
    }

    /// The zone in which their day is a day: a person's own, else the log's.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether they work on that day; a team does when anybody in it does.
    #[must_use]
    pub fn works_on(&self, day: Date) -> bool {
        self.rotas.iter().any(|rota| rota.works_on(day))
    }

    /// That day, or the first after it, on which they work.
    #[must_use]
    pub fn next_working_day(&self, day: Date) -> Option<Date> {
        let days = self.rotas.iter().filter_map(|rota| rota.next_day(day));
        days.min()
    }

    /// The day so many of their working days after another: one after a Friday, or a Saturday, is the Monday.
    #[must_use]
    pub fn working_days_after(&self, day: Date, count: u16) -> Option<Date> {
        let mut day = day;
        for _ in 0..count {
            day = self.next_working_day(day.tomorrow().ok()?)?;
        }
        Some(day)
    }

    /// The day so long after another; working days are theirs, everything else is the calendar's.
    #[must_use]
    pub fn after(&self, duration: Duration, day: Date) -> Option<Date> {
        match duration.unit {
            Unit::WorkingDays => self.working_days_after(day, duration.count),
            Unit::Days | Unit::Weeks | Unit::Months => duration.after(day),
        }
    }

    /// Their day at a moment: the one whose hours are not over yet, else the day of their calendar.
    #[must_use]
    pub fn day_at(&self, moment: Timestamp) -> Date {
        let today = moment.to_zoned(self.zone.clone()).date();
        let running = match self.rotas.as_slice() {
            [only] => only.running(moment),
            _ => None,
        };
        running.unwrap_or(today)
    }

    /// The moment at which something due on that day is due: the end of their hours, of a team the last one's who works
    /// then. On a day off it is the end that a working day would have.
    #[must_use]
    pub fn due(&self, day: Date) -> Option<Moment> {
        let end = |rota: &Rota| {
            Some(Moment {
                at: rota.hours_of(day)?.1,
                zone: rota.zone().clone(),
            })
        };
        let at_work = self.rotas.iter().filter(|rota| rota.works_on(day));
        let last = at_work.filter_map(end).max_by_key(|moment| moment.at);
        let all = self.rotas.iter().filter_map(end);
        last.or_else(|| all.max_by_key(|moment| moment.at))
    }

    /// Whether somebody of them is at work at a moment; the end of the hours is no longer in them.
    #[must_use]
    pub fn is_at_work(&self, moment: Timestamp) -> bool {
        let mut rotas = self.rotas.iter();
        rotas.any(|rota| rota.running(moment).is_some())
    }

    /// The first moment after another at which somebody of them begins a day's work.
    #[must_use]
    pub fn next_start(&self, moment: Timestamp) -> Option<Moment> {
        let starts = self.rotas.iter().filter_map(|rota| {
            Some(Moment {
                at: rota.next_start(moment)?,
                zone: rota.zone().clone(),
            })
        });
        starts.min_by_key(|start| start.at)
    }
}

//! Who is not there for a while, until when, and who stands in.

use jiff::civil::Date;

use super::rota::joined;
use crate::model::people::{Directory, Party, Person, read_days};

/// Somebody who is away or has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence<'a> {
    /// The last day of it; none for somebody who left.
    pub until: Option<Date>,
    /// Who stands in: the backup, theirs where they are not there either, and so on; nobody where that ends.
    pub stand_in: Option<&'a str>,
}

impl<'a> Directory<'a> {
    /// Whether somebody is away or has left on a day, and who stands in. A team is not there when none of its members
    /// is, and then whoever stands in for its lead stands in.
    ///
    /// Weekends and holidays are no absence, and nobody knows of one of somebody whom the log does not know.
    #[must_use]
    pub fn absence(&self, handle: &str, day: Date) -> Option<Absence<'a>> {
        let until = self.gone_until(handle, day)?;
        let mut backup = match self.party(handle)? {
            Party::Person(person) => backup(person),
            Party::Team(team) => team.lead.as_deref().and_then(|lead| self.backup_of(lead)),
        };
        let mut seen = vec![handle];
        let stand_in = loop {
            match backup {
                Some(next) if seen.contains(&next) => break None,
                Some(next) if self.gone_until(next, day).is_none() => break Some(next),
                Some(next) => {
                    seen.push(next);
                    backup = self.backup_of(next);
                }
                None => break None,
            }
        };
        Some(Absence { until, stand_in })
    }

    fn backup_of(&self, handle: &str) -> Option<&'a str> {
        backup(self.people.get(handle)?)
    }

    /// None for somebody who is there, else the last day away where there is one.
    fn gone_until(&self, handle: &str, day: Date) -> Option<Option<Date>> {
        match self.party(handle)? {
            Party::Person(person) => away_until(person, day),
            Party::Team(team) => {
                let members = team.members.iter();
                let gone = members.map(|member| away_until(self.people.get(member)?, day));
                let gone: Option<Vec<Option<Date>>> = gone.collect();
                // The first to be back ends it.
                gone?
                    .into_iter()
                    .min_by_key(|until| (until.is_none(), *until))
            }
        }
    }
}

fn away_until(person: &Person, day: Date) -> Option<Option<Date>> {
    if person.has_left(day) {
        return Some(None);
    }
    let away = person.away.iter().filter_map(|text| read_days(text));
    let mut away = joined(away.collect()).into_iter();
    let (_, last) = away.find(|(first, last)| (*first..=*last).contains(&day))?;
    Some(Some(last))
}

fn backup(person: &Person) -> Option<&str> {
    let backup = person.backup.as_deref();
    backup.filter(|backup| !backup.trim().is_empty())
}

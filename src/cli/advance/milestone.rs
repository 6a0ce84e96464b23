//! `--milestone "TITLE=DATE"` and `--done TITLE`.

use super::{Draft, assigned, named, without};
use crate::cli::failure::{Refused, forbidden, usage};
use crate::model::change::{Change, NewScalar};
use crate::model::measure::{Milestone, milestones};
use crate::model::record::{Record, read_date};

/// How a milestone is typed.
const MILESTONE: &str = "write `--milestone \"TITLE=2026-11-30\"`";
/// How one is given.
pub(super) const WORDS: &str = "--milestone \"TITLE=2026-11-30\"";
/// How a milestone is said to be done.
const DONE: &str = "write `--done \"TITLE\"`";

impl Draft<'_> {
    /// When a milestone is due; the day it was due before is kept.
    pub(super) fn milestone(&mut self, typed: &str) -> Result<(), Refused> {
        let list = self.milestones.as_mut();
        let list = list.ok_or_else(|| without(self.record, "milestone"))?;
        let (title, value) = assigned(typed, MILESTONE)?;
        let wrong = || usage(format!("`{value}` is not a day")).with_help(MILESTONE);
        let day = read_date(value).ok_or_else(wrong)?;
        let due = NewScalar::Text(day.to_string());
        let Some(known) = list.find(title)?.map(str::to_owned) else {
            let title_pair = (list.naming.to_owned(), NewScalar::Text(title.to_owned()));
            let item = vec![title_pair, ("due".to_owned(), due)];
            let key = list.list.clone();
            self.changes.push(Change::Append(key, item));
            list.add(title, &mut self.said);
            self.dated.push(title.to_owned());
            return Ok(());
        };
        list.tell(title, &known, &mut self.said);
        if self.dated.contains(&known) {
            return Err(usage(format!("`{known}` is given two days")).with_help(MILESTONE));
        }
        let old = open(self.record, &list.list, &known)?;
        let old = old.and_then(|milestone| milestone.due);
        if old == Some(day) {
            self.said.push(format!("`{known}` is due on {day} already"));
        } else {
            if let Some(old) = old {
                let was = list.place(&known, &["was"]);
                self.changes.push(Change::Push(was, old.to_string()));
            }
            self.changes
                .push(Change::Put(list.place(&known, &["due"]), due));
        }
        self.dated.push(known);
        Ok(())
    }

    /// A milestone that is done today.
    pub(super) fn done(&mut self, typed: &str) -> Result<(), Refused> {
        let list = self.milestones.as_ref();
        let list = list.ok_or_else(|| without(self.record, "milestone"))?;
        let title = list.get(named(typed, DONE)?, &mut self.said)?;
        open(self.record, &list.list, &title)?;
        let place = list.place(&title, &["done"]);
        let today = NewScalar::Text(self.today.to_string());
        self.changes.push(Change::Put(place, today));
        Ok(())
    }
}

/// The milestone of that title, which is not done yet; none where it is a new one.
fn open(record: &Record, key: &str, title: &str) -> Result<Option<Milestone>, Refused> {
    let all = record.node(key).map(milestones).unwrap_or_default();
    let found = all.into_iter().find(|milestone| milestone.title == title);
    match found.as_ref().and_then(|milestone| milestone.done) {
        Some(day) => Err(forbidden(format!("`{title}` was done on {day}"))
            .with_help(format!("`declog edit {}` if it was not", record.id))),
        None => Ok(found),
    }
}

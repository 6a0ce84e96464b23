//! `declog review`: somebody looked at a record again, and says when to look the next time.

use clap::Args;
use jiff::civil::Date;

use super::set::plan;
use crate::cli::actor::actor;
use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::failure::{Refused, usage};
use crate::cli::find;
use crate::cli::live::live;
use crate::cli::load::load_to_write;
use crate::cli::write::write;
use crate::index::Index;
use crate::model::change::{Change, NewEntry, NewValue};
use crate::model::duration::{Duration, Unit};
use crate::model::kind::{REVIEW, REVIEW_BY};
use crate::model::record::read_date;
use crate::text::edit;

/// Say that you looked at a live record again, and when to do so the next time
#[derive(Debug, Args)]
pub(in crate::cli) struct ReviewArgs {
    /// The record's id, number, file name or path
    id: String,
    /// What you found
    #[arg(
        short,
        long,
        allow_hyphen_values = true,
        value_name = "TEXT",
        required = true
    )]
    message: String,
    /// When to look again, as a day or from today, such as `6mo`; without it a day that has come is taken out
    #[arg(long, value_name = "DATE|LENGTH")]
    next: Option<String>,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &ReviewArgs, env: &mut Env) -> anyhow::Result<u8> {
    if args.message.trim().is_empty() {
        return Err(usage("the review says nothing")
            .with_help("declog review ID -m \"…\"")
            .into());
    }
    let loaded = load_to_write(env, &args.writing)?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
    let actor = actor(&loaded, env)?;
    let entry = (actor.as_str(), args.message.as_str());
    let (change, said) = change(&loaded.index, at, args.next.as_deref(), entry)?;
    let new = edit::edit(&loaded.index.records[at], &change)?;
    if let Some(line) = said {
        env.say(&line);
    }
    let plan = plan(&loaded, at, new, "review");
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}

/// A review of a record by somebody, with its text, and a line about the day that is gone.
pub(in crate::cli) fn change(
    index: &Index,
    at: usize,
    next: Option<&str>,
    entry: (&str, &str),
) -> Result<(Change, Option<String>), Refused> {
    let record = &index.records[at];
    live(record, "is reviewed")?;
    let today = index.log.as_of;
    let key = record.pair(REVIEW_BY);
    let key = key.map_or(REVIEW_BY, |pair| &pair.key.value).to_owned();
    let mut changes = Vec::new();
    let mut said = None;
    match (next, record.date(REVIEW_BY)) {
        (Some(next), _) => {
            let day = day(next, today)?.to_string();
            changes.push(Change::Set(key, NewValue::Scalar(day)));
        }
        (None, Some(old)) if old <= today => {
            said = Some(format!(
                "no next review: `{key}: {old}` is taken out, and `--next 6mo` would set another"
            ));
            changes.push(Change::Unset(key));
        }
        (None, _) => {}
    }
    let (person, text) = entry;
    changes.push(Change::Entry(NewEntry {
        date: today,
        word: REVIEW.to_owned(),
        person: person.to_owned(),
        text: text.to_owned(),
    }));
    Ok((Change::All(changes), said))
}

/// The day of the next review, which is still to come.
fn day(typed: &str, today: Date) -> Result<Date, Refused> {
    let length = || Duration::read(typed).and_then(|length| length.after(today));
    let shape = "write a day such as `2027-05-01`, or a length such as `6mo` or `2w`";
    let wrong = |message: String| usage(message).with_help(shape);
    match read_date(typed).or_else(length) {
        Some(day) if day > today => Ok(day),
        Some(day) => Err(wrong(format!(
            "`--next` is {day}, expected a day that is still to come"
        ))),
        None if Duration::read(typed).is_some_and(|length| length.unit == Unit::WorkingDays) => {
            Err(wrong(format!(
                "`--next` is `{typed}`, and working days differ from one person to the next"
            )))
        }
        None => Err(wrong(format!(
            "`--next` is `{typed}`, expected a day or a length of time"
        ))),
    }
}

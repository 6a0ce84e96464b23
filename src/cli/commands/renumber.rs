//! `declog renumber`: gives a record another number.

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::attached::keeps_none;
use crate::cli::citations::{self, tell_left};
use crate::cli::clashes::clashes;
use crate::cli::env::Env;
use crate::cli::failure::{Refused, forbidden, usage};
use crate::cli::find;
use crate::cli::load::{Loaded, load_to_write};
use crate::cli::naming::{Elsewhere, LAST, next_number, taken_numbers};
use crate::cli::plan::Planned;
use crate::cli::renumber::{Moving, Old, Renumbering, Whose, claimants, renumbering};
use crate::cli::write::write;
use crate::model::id::{Id, Written};
use crate::model::record::Record;
use crate::report::place::Place;
use crate::report::safe::visible;
use crate::text::mentions::{ids, paths};

/// Give a record another number, and write it wherever the old one stands
///
/// Where two records claim one number, give the path of the one that is to get another: the number stays with the
/// other, lines that were written when only this one was there are changed, and those of which nobody can tell are
/// listed. Otherwise the old id stays an alias, and every record that names it is changed.
#[derive(Debug, Args)]
pub(in crate::cli) struct RenumberArgs {
    /// The record's id or, where several have it, its path
    id: String,
    /// Its new number; default: the next that is free
    to: Option<String>,
    /// The revision that counts as settled; default: the first branch of the upstream
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Change files that are no records too: links to the file, and the id where it is cited
    #[arg(long)]
    code: bool,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &RenumberArgs, env: &mut Env) -> anyhow::Result<u8> {
    let loaded = load_to_write(env, &args.writing)?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
    let record = &loaded.index.records[at];
    let base = base(&loaded, args)?;
    let others = others(&loaded, at)?;
    if !others.is_empty() && is_settled(&loaded, record, &others, base.as_deref())? {
        return Err(stays(&loaded, record, &others, &env.place(&loaded.repository)).into());
    }
    let number = number(&loaded, record, args.to.as_deref())?;
    let old = match others.is_empty() {
        true => Old::Alias,
        false => Old::Anothers,
    };
    let moving = Moving::renumbered(record, number, old)?;
    keeps_none(&loaded, record)?;
    let mut whose = Whose::new(&loaded, record, base);
    let mut done = renumbering(&loaded, &moving, &mut whose)?;
    let outside = outside(&loaded, &moving)?;
    done.plan.files.extend(cited(outside, &moving, args, env));
    tell_doubts(&done, record, env);
    let mut plan = done.plan;
    plan.subject = format!("renumber {} {}", record.id, moving.to);
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}

/// The commit that counts as settled.
fn base(loaded: &Loaded, args: &RenumberArgs) -> anyhow::Result<Option<String>> {
    let repository = &loaded.repository;
    let named = args.base.clone().or_else(|| repository.upstream_default());
    Ok(match named {
        Some(name) => Some(repository.resolve(&name)?.id),
        None => None,
    })
}

/// The files of other records with the same id, in this working tree and on other branches.
fn others(loaded: &Loaded, at: usize) -> anyhow::Result<Vec<String>> {
    let index = &loaded.index;
    let record = &index.records[at];
    let same = index
        .with_id(&record.id)
        .iter()
        .filter(|other| **other != at);
    let mut others: Vec<String> = same
        .map(|other| index.records[*other].source.path.clone())
        .collect();
    if !loaded.repository.is_shallow() {
        let clashes = clashes(loaded)?
            .into_iter()
            .filter(|clash| clash.id == record.id);
        let claimed = clashes.flat_map(|clash| clash.claimants);
        others.extend(
            claimed
                .map(|one| one.path)
                .filter(|path| *path != record.source.path),
        );
    }
    Ok(others)
}

/// Whether the record is settled already, and no other with its id is.
fn is_settled(
    loaded: &Loaded,
    record: &Record,
    others: &[String],
    base: Option<&str>,
) -> anyhow::Result<bool> {
    let Some(base) = base else {
        return Ok(false);
    };
    let settled = claimants(loaded, record, base)?;
    let other = others.iter().any(|path| settled.contains(path));
    Ok(settled.contains(&record.source.path) && !other)
}

/// The record keeps its number; one of the others is to get another.
fn stays(loaded: &Loaded, record: &Record, others: &[String], place: &Place) -> Refused {
    let (id, path) = (&record.id, visible(&record.source.path));
    let message = format!("{id} stays with `{path}`, which is settled already");
    let is_here = |path: &&String| loaded.index.at_path(path).is_some();
    let command = |other: &str| format!("{} renumber {}", place.declog(), place.word(other));
    let help = match (others.iter().find(is_here), others.first()) {
        (Some(other), _) => command(other),
        (None, Some(other)) => format!("on the branch that has it: {}", command(other)),
        (None, None) => return forbidden(message),
    };
    forbidden(message).with_help(help)
}

/// The number that was asked for, or the next one.
fn number(loaded: &Loaded, record: &Record, typed: Option<&str>) -> anyhow::Result<u64> {
    let kind = &record.kind;
    let elsewhere = Elsewhere::of(loaded, kind)?;
    let next = next_number(&loaded.index, kind, &elsewhere);
    let Some(typed) = typed else {
        return Ok(next);
    };
    let number = match Written::read(typed) {
        Written::Number(number) => Some(number),
        Written::Prefixed(id) if id.prefix() == record.id.prefix() => id.number(),
        _ => None,
    };
    let Some(number) = number.filter(|number| (1..=LAST).contains(number)) else {
        let example = Id::new(record.id.prefix(), next);
        return Err(usage(format!(
            "`{}` is no number of {}",
            visible(typed),
            kind.with_article()
        ))
        .with_help(format!("declog renumber {} {example}", record.id))
        .into());
    };
    let id = Id::new(record.id.prefix(), number);
    let mut taken = taken_numbers(&loaded.index, kind);
    if taken.any(|one| one == number) || elsewhere.has(&id) {
        return Err(forbidden(format!("{id} is taken"))
            .with_help(format!("{} is free", Id::new(record.id.prefix(), next)))
            .into());
    }
    Ok(number)
}

/// Files that are no records of the log and name the record, as they are to be: with the new path in links, and the
/// new id where it is cited.
fn outside(loaded: &Loaded, moving: &Moving<'_>) -> anyhow::Result<Vec<Planned>> {
    let mut found = Vec::new();
    for (path, text) in citations::outside(loaded)? {
        let new = moving.everywhere(&text, &path);
        if new != text || !ids(&text, &moving.record.id).is_empty() {
            found.push(Planned::of_file(&path, Some(text), new));
        }
    }
    Ok(found)
}

/// Tells what stays as it is outside of the records, and gives the files that are to change.
fn cited(
    outside: Vec<Planned>,
    moving: &Moving<'_>,
    args: &RenumberArgs,
    env: &Env,
) -> Vec<Planned> {
    let mut changed = Vec::new();
    for file in outside {
        let left = file.old.as_ref().filter(|_| !args.code);
        let left = left.unwrap_or(&file.new);
        let mut places = ids(left, &moving.record.id);
        places.extend(paths(left, &file.path, &moving.record.source.path));
        tell_left((&file.path, left), places, moving.record, env);
        if file.old.as_ref() != Some(&file.new) {
            changed.push(file);
        }
    }
    if args.code {
        return changed;
    }
    if !changed.is_empty() {
        env.say(match moving.old {
            Old::Alias => "  help: `--code` changes these too",
            Old::Anothers => "  help: `--code` changes the links to the file",
        });
    }
    Vec::new()
}

/// Says which places of the records name the id, and nobody can tell which record they mean.
fn tell_doubts(done: &Renumbering, record: &Record, env: &Env) {
    for doubt in &done.doubts {
        env.say(&format!(
            "left as it is: {}:{} names {}, and nobody can tell which of them",
            visible(&doubt.path),
            doubt.line,
            record.id
        ));
    }
}

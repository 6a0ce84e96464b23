//! `declog link` and `declog unlink`: a relation between records, written on the side that writes it.

use clap::Args;

use super::set::unchanged;
use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::failure::{Refused, usage};
use crate::cli::field;
use crate::cli::find::{self, names};
use crate::cli::load::{Loaded, load_to_write};
use crate::cli::plan::Plan;
use crate::cli::write::write;
use crate::model::kind::FieldType;
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::suggest::closest;
use crate::text::edit;

/// Relate a record to others: `declog link DEC-9 supersedes DEC-4`
///
/// A relation has two sides, and one of them is written: `superseded-by` writes `supersedes` into the other record.
#[derive(Debug, Args)]
pub(in crate::cli) struct LinkArgs {
    /// The record's id, number, file name or path
    id: String,
    /// What it has to do with the others, such as `supersedes`, `depends-on` or `needed-by`
    relation: String,
    /// The other records
    #[arg(required = true)]
    others: Vec<String>,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Take a relation between records out again
#[derive(Debug, Args)]
pub(in crate::cli) struct UnlinkArgs {
    #[command(flatten)]
    link: LinkArgs,
}

pub(in crate::cli) fn run(args: &LinkArgs, env: &mut Env) -> anyhow::Result<u8> {
    relate(args, Wish::Link, env)
}

pub(in crate::cli) fn run_unlink(args: &UnlinkArgs, env: &mut Env) -> anyhow::Result<u8> {
    relate(&args.link, Wish::Unlink, env)
}

/// What becomes of a relation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Link,
    Unlink,
}

/// Which side of a relation a word names.
#[derive(Clone, Copy)]
enum Side {
    Written(Relation),
    Derived(Relation),
}

fn relate(args: &LinkArgs, wish: Wish, env: &mut Env) -> anyhow::Result<u8> {
    let typed = find::ids(env, &args.others)?;
    let loaded = load_to_write(env, &args.writing)?;
    let kind = args.kind.as_deref();
    let at = find::record(&loaded, env, kind, &args.id)?;
    let mut others = Vec::new();
    for typed in typed {
        let other = find::record(&loaded, env, kind, &typed)?;
        if !others.contains(&other) {
            others.push(other);
        }
    }
    let side = side(&loaded.index.records[at], &args.relation)?;
    let (relation, pairs): (Relation, Vec<(usize, Vec<usize>)>) = match side {
        Side::Written(relation) => (relation, vec![(at, others)]),
        Side::Derived(relation) => (
            relation,
            others.into_iter().map(|other| (other, vec![at])).collect(),
        ),
    };
    let mut plan = Plan::default();
    for (from, to) in pairs {
        written(&loaded, (from, &to), (relation, wish), &mut plan)?;
    }
    if plan.files.is_empty() {
        env.say("all of that is so already");
        return unchanged(env);
    }
    plan.subject = subject(&loaded, (at, args), wish);
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}

/// What a word means for a record: a relation that it writes, or one that others write to it.
fn side(record: &Record, word: &str) -> Result<Side, Refused> {
    let wanted = word.to_lowercase().replace([' ', '_'], "-");
    if let Some(relation) = Relation::named(&wanted) {
        return Ok(Side::Written(relation));
    }
    let derived = Relation::ALL
        .into_iter()
        .find(|relation| relation.derived_name() == wanted);
    if let Some(relation) = derived {
        return Ok(Side::Derived(relation));
    }
    let all = || Relation::ALL.into_iter();
    let known = || {
        let written = all().filter(|relation| record.kind.field(relation.name()).is_some());
        written
            .map(Relation::name)
            .chain(all().map(Relation::derived_name))
    };
    let refused = usage(format!("`{word}` is no relation"));
    Err(match closest(&wanted, known()) {
        Some(close) => refused.with_help(format!("did you mean `{close}`?")),
        None => refused.with_help(format!("relations: {}", names(known()))),
    })
}

/// The relation from one record to others, in the text of the one.
fn written(
    loaded: &Loaded,
    (from, to): (usize, &[usize]),
    (relation, wish): (Relation, Wish),
    plan: &mut Plan,
) -> anyhow::Result<()> {
    let index = &loaded.index;
    let record = &index.records[from];
    let key = relation.name();
    let Some(shape) = record.kind.field(key).map(|field| field.shape) else {
        let kind = record.kind.with_article();
        let written = Relation::ALL.into_iter().map(Relation::name);
        let known = written.filter(|key| record.kind.field(key).is_some());
        return Err(usage(format!("{kind} has no `{key}`"))
            .with_help(format!("relations of {}: {}", record.id, names(known)))
            .into());
    };
    let named = index.named(from, relation);
    // What is related already may be written in another way: `dec-4`, or an old id.
    let to: Vec<usize> = to
        .iter()
        .copied()
        .filter(|at| wish == Wish::Unlink || !named.contains(at))
        .collect();
    if to.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = to
        .iter()
        .map(|at| index.records[*at].id.to_string())
        .collect();
    if let Some(stray) = to
        .iter()
        .find(|to| wish == Wish::Unlink && !named.contains(to))
    {
        let stray = index.records[*stray].id.to_string();
        return Err(edit::Refusal::NotThere(key.to_owned(), stray).into());
    }
    let is_list = shape.is_list() || shape == FieldType::Items;
    let typed = match (is_list, wish) {
        (true, Wish::Link) => format!("{key}+={}", ids.join(",")),
        (true, Wish::Unlink) => format!("{key}-={}", ids.join(",")),
        (false, Wish::Link) => format!("{key}={}", ids.join(",")),
        (false, Wish::Unlink) => format!("{key}="),
    };
    let change = field::change(index, &record.kind, Some(record), &typed)?;
    let new = edit::edit(record, &change)?;
    if new != record.source.text {
        let one = Plan::of(record, new, "link");
        plan.files.extend(one.files);
        plan.trailers.extend(one.trailers);
    }
    Ok(())
}

fn subject(loaded: &Loaded, (at, args): (usize, &LinkArgs), wish: Wish) -> String {
    let id = &loaded.index.records[at].id;
    let verb = match wish {
        Wish::Link => "link",
        Wish::Unlink => "unlink",
    };
    format!("{verb} {id} {} {}", args.relation, args.others.join(" "))
}

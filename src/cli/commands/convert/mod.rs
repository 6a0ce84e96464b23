//! `declog convert`: foreign files into native ones, and the documents of other tools into records.

mod import;

use std::collections::BTreeSet;

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::facts::with_created;
use crate::cli::failure::{Refused, forbidden, surroundings, usage};
use crate::cli::find::{self, names};
use crate::cli::load::{Loaded, load_to_write};
use crate::cli::plan::{Plan, Planned};
use crate::cli::write::{wants_commit, write};
use crate::exchange::native::{self, Lines, Obstacle, Wish};
use crate::index::Index;
use crate::model::kind::{Dialect, Kind};
use crate::model::state::State;
use crate::report::safe::visible;
use crate::text::settings;

use super::set::unchanged;

/// Give records that somebody else wrote front matter, and leave their text as it is
///
/// Prints the diff, and writes nothing before `-y` or `-c` says so. Every record is read again as it would be: one that
/// would be read in another way stays as it is. Once all files of a kind are converted, `declog.toml` says so.
#[derive(Debug, Args)]
pub(in crate::cli) struct ConvertArgs {
    /// The records; default: every foreign one. With `--from` the document to import, `-` for standard input
    #[arg(value_name = "ID|FILE")]
    id: Vec<String>,
    /// Import the decisions of a document as new records
    #[arg(long, value_name = "FORMAT", value_parser = ["json-adr"], conflicts_with_all = ["drop_lines", "assume"])]
    from: Option<String>,
    /// Only records of that kind
    #[arg(short, long)]
    kind: Option<String>,
    /// Take out the lines and sections that say nothing but what the front matter says
    #[arg(long)]
    drop_lines: bool,
    /// The state of records that name none
    #[arg(long, value_name = "STATE")]
    assume: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &ConvertArgs, env: &mut Env) -> anyhow::Result<u8> {
    if args.from.is_some() {
        return match args.id.as_slice() {
            [file] => import::run(file, args, env),
            _ => Err(usage("`--from` takes one file")
                .with_help("declog convert --from json-adr FILE")
                .into()),
        };
    }
    let ids = match args.id.is_empty() {
        true => Vec::new(),
        false => find::ids(env, &args.id)?,
    };
    let loaded = with_created(load_to_write(env, &args.writing)?)?;
    let history = loaded.index.facts.history.as_ref();
    if history.is_some_and(|history| history.shallow) {
        let message = "the clone is shallow, so nobody knows when its records were written";
        return Err(surroundings(message)
            .with_help("git fetch --unshallow")
            .into());
    }
    let mut done = Conversion::default();
    for at in chosen(&loaded, args, &ids, env)? {
        done.take(&loaded.index, at, args)?;
    }
    done.leave_what_hangs(&loaded.index);
    done.tell_left(&loaded.index, env);
    if done.plan.files.is_empty() {
        if done.left.is_empty() {
            env.say("there is nothing to convert: every record has its own front matter");
            return unchanged(env);
        }
        return Err(done.none().into());
    }
    let count = done.plan.files.len();
    done.settle(&loaded.index)?;
    done.plan.subject = format!(
        "convert {count} {} to front matter",
        if count == 1 { "record" } else { "records" }
    );
    let writing = writing(&loaded, args, env);
    write(loaded, &done.plan, &writing, env)?;
    tell_dry(args, &writing, env);
    Ok(0)
}

/// What is wanted of the write: nothing but the diff, unless somebody has said so.
fn writing(loaded: &Loaded, args: &ConvertArgs, env: &Env) -> Writing {
    let writes = env.global.yes || wants_commit(loaded, &args.writing);
    Writing {
        dry_run: args.writing.dry_run || !writes,
        ..args.writing.clone()
    }
}

/// Says how to write what was only shown, where nobody asked for that.
fn tell_dry(args: &ConvertArgs, writing: &Writing, env: &Env) {
    if writing.dry_run && !args.writing.dry_run {
        env.say("nothing was written\n  help: the same command with `-y` writes it, with `-c` commits it too");
    }
}

/// The foreign records that are meant, and those that have to go with them.
fn chosen(
    loaded: &Loaded,
    args: &ConvertArgs,
    ids: &[String],
    env: &Env,
) -> anyhow::Result<BTreeSet<usize>> {
    let index = &loaded.index;
    let kind = args
        .kind
        .as_deref()
        .map(|name| find::kind(index, name))
        .transpose()?;
    let foreign = |at: &usize| !index.records[*at].is_native();
    if args.id.is_empty() {
        let of_kind =
            |at: &usize| kind.is_none_or(|kind| index.records[*at].kind.name == kind.name);
        return Ok((0..index.records.len())
            .filter(foreign)
            .filter(of_kind)
            .collect());
    }
    let mut all = BTreeSet::new();
    for typed in ids {
        let at = find::record(loaded, env, args.kind.as_deref(), typed)?;
        if !foreign(&at) {
            env.say(&format!(
                "{} is one of declog's own files already",
                index.records[at].id
            ));
            continue;
        }
        all.insert(at);
        // What only the old file says of its successor has to be written there.
        let mirrored = index.edges_to(at).filter(|edge| edge.written_in == at);
        all.extend(mirrored.map(|edge| edge.from).filter(foreign));
    }
    Ok(all)
}

/// What is converted, and what is not.
#[derive(Default)]
struct Conversion {
    plan: Plan,
    /// The places of the records in the plan, in its order.
    places: Vec<usize>,
    /// Those that are, or will be, as declog writes them.
    settled: BTreeSet<usize>,
    left: Vec<(usize, Obstacle)>,
    /// Kinds with a file whose name is not as declog would give it.
    misnamed: BTreeSet<String>,
}

impl Conversion {
    fn take(&mut self, index: &Index, at: usize, args: &ConvertArgs) -> anyhow::Result<()> {
        let record = &index.records[at];
        let wish = Wish {
            lines: if args.drop_lines {
                Lines::Dropped
            } else {
                Lines::Kept
            },
            assume: assumed(&record.kind, args.assume.as_deref())?,
        };
        match native::convert(index, at, wish) {
            Ok(converted) => {
                self.settled.insert(at);
                if !converted.is_named {
                    self.misnamed.insert(record.kind.name.clone());
                }
                if converted.text != record.source.text {
                    let state = record
                        .state()
                        .or(wish.assume)
                        .map(|state| state.name.clone());
                    self.places.push(at);
                    self.plan.files.push(Planned {
                        id: Some(record.id.clone()),
                        path: record.source.path.clone(),
                        old: Some(record.source.text.clone()),
                        new: converted.text,
                        from: record.state().map(|state| state.name.clone()),
                        to: state,
                    });
                }
            }
            Err(obstacle) => self.left.push((at, obstacle)),
        }
        Ok(())
    }

    /// A record whose successor stays as it is would lose it: it stays too.
    fn leave_what_hangs(&mut self, index: &Index) {
        loop {
            let stays = |at: usize| self.left.iter().any(|(left, _)| *left == at);
            let hangs = self.places.iter().enumerate().find_map(|(place, &at)| {
                let mut mirrored = index.edges_to(at).filter(|edge| edge.written_in == at);
                Some((place, mirrored.find(|edge| stays(edge.from))?.from))
            });
            let Some((place, by)) = hangs else { return };
            let by = &index.records[by].id;
            let at = self.places.remove(place);
            self.plan.files.remove(place);
            self.settled.remove(&at);
            self.left.push((at, Obstacle::Hangs(by.to_string())));
        }
    }

    /// Says which records stay as they are, and why.
    fn tell_left(&self, index: &Index, env: &Env) {
        for (at, obstacle) in &self.left {
            let record = &index.records[*at];
            let path = visible(&record.source.path);
            let why = obstacle.to_string();
            env.say(&format!(
                "left as it is: {} {path}: {}",
                record.id,
                visible(&why)
            ));
        }
    }

    /// The refusal where no record can be converted.
    fn none(&self) -> Refused {
        let refused = forbidden("none of the records can be converted");
        let mut obstacles = self.left.iter();
        match obstacles.any(|(_, obstacle)| *obstacle == Obstacle::Stateless) {
            true => refused.with_help("`--assume STATE` gives those that name no state one"),
            false => refused,
        }
    }

    /// Writes into the settings that a kind has no foreign file any more.
    fn settle(&mut self, index: &Index) -> anyhow::Result<()> {
        let file = &index.log.file;
        let mut text = file.text.clone();
        for kind in index
            .log
            .kinds
            .iter()
            .filter(|kind| kind.dialect == Dialect::Auto)
        {
            let of_kind = |at: &usize| index.records[*at].kind.name == kind.name;
            let all = (0..index.records.len())
                .filter(of_kind)
                .all(|at| self.settled.contains(&at));
            let mut unreadable = index.unreadable.iter();
            let unread = unreadable.any(|source| {
                let of = index.log.kind_of(&source.path);
                of.is_some_and(|of| of.name == kind.name)
            });
            if !all || unread || self.misnamed.contains(&kind.name) {
                continue;
            }
            if let Some(new) = settings::set(&text, &["kinds", &kind.name, "dialect"], "native") {
                text = new;
            }
        }
        if text != file.text {
            self.plan
                .files
                .push(Planned::of_file(&file.path, Some(file.text.clone()), text));
        }
        Ok(())
    }
}

/// The state that records without one are given.
fn assumed<'a>(kind: &'a Kind, name: Option<&str>) -> anyhow::Result<Option<&'a State>> {
    let Some(name) = name else { return Ok(None) };
    match kind.state(name) {
        Some(state) => Ok(Some(state)),
        None => {
            let states = names(kind.states.iter().map(|state| state.name.as_str()));
            Err(usage(format!(
                "`{name}` is not a state of {}",
                kind.with_article()
            ))
            .with_help(format!("states: {states}"))
            .into())
        }
    }
}

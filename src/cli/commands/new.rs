//! `declog new`: a new record from its kind's template.

use clap::Args;

use super::edit::{edited, keep};
use super::{init, list};
use crate::cli::actor::actor;
use crate::cli::args::{Reading, Writing};
use crate::cli::env::Env;
use crate::cli::failure::{self, Refused, not_found, usage};
use crate::cli::load::{Loaded, load, load_to_write};
use crate::cli::naming::{self, Elsewhere, Name};
use crate::cli::plan::Plan;
use crate::cli::write::write;
use crate::cli::{field, find};
use crate::index::{Index, Resolved};
use crate::model::change::{Change, NewValue};
use crate::model::id::Id;
use crate::model::kind::{FROM, ITEMS, Kind, OWNER, TO};
use crate::model::link::AREA;
use crate::model::record::Record;
use crate::model::source::{Content, File};
use crate::query;
use crate::text::draft::{Draft, draft};
use crate::text::{edit, parse};

/// Write a new record from its kind's template
#[derive(Debug, Args)]
pub(in crate::cli) struct NewArgs {
    /// Its title
    title: String,
    /// Its kind; default: the log's first, with `--to` or `--items` the one that hands work over
    #[arg(short, long)]
    kind: Option<String>,
    /// Text of the leading section; no editor is opened
    #[arg(short, long, allow_hyphen_values = true, value_name = "TEXT")]
    message: Option<String>,
    /// Everything under the title, from a file; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "message")]
    body_file: Option<std::path::PathBuf>,
    /// Who gives the work away; default: you, where something is handed over
    #[arg(long, value_name = "PERSON")]
    from: Option<String>,
    /// Who is to take it over: a person or a team
    #[arg(long, value_name = "PERSON")]
    to: Option<String>,
    /// What is handed over: ids and `area:NAME` with commas between them, or a query
    #[arg(long, value_name = "IDS|QUERY")]
    items: Option<String>,
    /// A field, such as `owner=alice` or `tags=db,ops` (may be repeated)
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Records that this one replaces once it is in force
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    supersedes: Vec<String>,
    /// Records that this one changes a part of
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    amends: Vec<String>,
    /// Records that this one rests on
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    depends_on: Vec<String>,
    /// The outcomes this one works towards
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    serves: Vec<String>,
    /// Decisions that this one is an exception to
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    exception_to: Vec<String>,
    /// Records that have to do with this one
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    relates_to: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &NewArgs, env: &mut Env) -> anyhow::Result<u8> {
    let title = title(&args.title)?;
    let body = body(args, env)?;
    let edits = args.message.is_none() && body.is_none() && !args.writing.dry_run && env.may_ask();
    // Nobody has to wait while somebody is in the editor.
    let begin = |env: &Env| match edits {
        true => load(env, &Reading::default()),
        false => load_to_write(env, &args.writing),
    };
    let loaded = match begin(env) {
        Err(error) if init::begins(&error, env)? => begin(env)?,
        loaded => loaded?,
    };
    let (loaded, items) = items(loaded, args.items.as_deref())?;
    let chosen = kind(args, &loaded.index)?;
    // While somebody is in the editor the name may be taken; it is looked for again then.
    let elsewhere = match edits {
        true => Elsewhere::default(),
        false => Elsewhere::of(&loaded, chosen)?,
    };
    let (id, path) = named((&loaded, &elsewhere), chosen, &title, env)?;
    let asked = Asked {
        args,
        kind: chosen,
        title: &title,
        path: &path,
        body: body.as_deref(),
        items,
    };
    let text = text(&asked, env, &loaded)?;
    if !edits {
        save(loaded, (id, path, &title), text, (args, env))?;
        return Ok(0);
    }
    let name = path.rsplit('/').next().unwrap_or(&path);
    let (text, scratch) = edited(env, name, &text)?;
    let saved = save_edited(&title, text, args, env);
    saved.map(|()| 0).inspect_err(|_| keep(env, scratch))
}

/// Writes a text under the name that is free now that the editor is closed.
fn save_edited(title: &str, text: String, args: &NewArgs, env: &mut Env) -> anyhow::Result<()> {
    let loaded = load_to_write(env, &args.writing)?;
    let kind = kind(args, &loaded.index)?;
    let elsewhere = Elsewhere::of(&loaded, kind)?;
    let (id, path) = named((&loaded, &elsewhere), kind, title, env)?;
    save(loaded, (id, path, title), text, (args, env))
}

fn save(
    loaded: Loaded,
    (id, path, title): (Id, String, &str),
    text: String,
    (args, env): (&NewArgs, &mut Env),
) -> anyhow::Result<()> {
    let kind = kind(args, &loaded.index)?;
    let plan = match record(kind, &path, &text) {
        Some(record) => Plan::of_new(&record),
        // What is wrong with the text is told when it is held against the rules.
        None => Plan {
            subject: format!("new {id} {title}"),
            ..Plan::of_file(&path, None, text)
        },
    };
    write(loaded, &plan, &args.writing, env)?;
    Ok(())
}

/// The id and the path that a new record of the kind gets.
fn named(
    (loaded, elsewhere): (&Loaded, &Elsewhere),
    kind: &Kind,
    title: &str,
    env: &Env,
) -> anyhow::Result<(Id, String)> {
    let actor = actor(loaded, env).unwrap_or_default();
    let salt = format!("{:?} {actor}", env.now()?);
    let places = (&loaded.index, elsewhere);
    let Name { id, file } = naming::next(places, kind, title, &salt);
    Ok((id, loaded.below(&format!("{}/{file}", kind.folder))))
}

/// Everything under the title, where it was given.
fn body(args: &NewArgs, env: &Env) -> anyhow::Result<Option<String>> {
    Ok(match &args.body_file {
        None => None,
        Some(file) if file.as_os_str() == "-" => Some(env.read_input()?),
        Some(file) => Some(crate::store::read_named(&env.cwd.join(file))?),
    })
}

/// What is to be written, and where.
struct Asked<'a> {
    args: &'a NewArgs,
    kind: &'a Kind,
    title: &'a str,
    path: &'a str,
    body: Option<&'a str>,
    /// What is handed over, as it is written.
    items: Option<String>,
}

/// The kind that is named; else the one that hands work over, where that is asked for; else the first.
fn kind<'a>(args: &NewArgs, index: &'a Index) -> Result<&'a Kind, Refused> {
    let hands_over = args.from.is_some() || args.to.is_some() || args.items.is_some();
    let mut kinds = index.log.kinds.iter();
    let moving = kinds.find(|kind| hands_over && kind.moving_step().is_some());
    match (&args.kind, moving) {
        (None, Some(kind)) => Ok(kind),
        (name, _) => find::kind_or_first(index, name.as_deref()),
    }
}

/// One line that says something.
fn title(typed: &str) -> Result<String, Refused> {
    let title = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = title.trim_matches('#').trim();
    if plain.is_empty() {
        return Err(usage("the title says nothing").with_help("declog new \"Use PostgreSQL\""));
    }
    match typed.chars().find(|letter| letter.is_control()) {
        Some(_) => Err(usage(
            "the title has a control character or more than one line in it",
        )),
        None => Ok(plain.to_owned()),
    }
}

/// The new record's text.
fn text(asked: &Asked<'_>, env: &Env, loaded: &Loaded) -> anyhow::Result<String> {
    let Asked {
        args, kind, path, ..
    } = *asked;
    let parts = Draft {
        title: asked.title,
        date: loaded.index.log.as_of,
        lead: args
            .message
            .as_deref()
            .filter(|text| !text.trim().is_empty()),
        body: asked.body,
    };
    let text = draft(kind, &parts).map_err(usage)?;
    let typed = typed(asked, env, loaded)?;
    let text = with_fields(&typed, &loaded.index, kind, (path, text))?;
    owned(env, loaded, kind, (path, text))
}

/// Every field that was typed, as `key=value`.
fn typed(asked: &Asked<'_>, env: &Env, loaded: &Loaded) -> anyhow::Result<Vec<String>> {
    let (args, kind) = (asked.args, asked.kind);
    let relations = [
        ("supersedes", &args.supersedes),
        ("amends", &args.amends),
        ("depends-on", &args.depends_on),
        ("serves", &args.serves),
        ("exception-to", &args.exception_to),
        ("relates-to", &args.relates_to),
    ];
    let relations = relations.into_iter().filter(|(_, ids)| !ids.is_empty());
    let mut typed: Vec<String> = relations
        .map(|(key, ids)| format!("{key}={}", ids.join(",")))
        .collect();
    let changes_hands = args.to.is_some() || args.items.is_some();
    let from = match &args.from {
        None if changes_hands && kind.field(FROM).is_some() => Some(actor(loaded, env)?),
        from => from.clone(),
    };
    typed.extend(from.map(|from| format!("{FROM}={from}")));
    typed.extend(args.to.as_ref().map(|to| format!("{TO}={to}")));
    typed.extend(asked.items.iter().map(|items| format!("{ITEMS}={items}")));
    typed.extend(args.set.iter().cloned());
    Ok(typed)
}

/// The items as they are written: ids and areas as they were typed, else those that a query finds; and the log with
/// what the query asks for.
fn items(loaded: Loaded, typed: Option<&str>) -> anyhow::Result<(Loaded, Option<String>)> {
    let Some(typed) = typed else {
        return Ok((loaded, None));
    };
    let is_item = |word: &str| {
        let word = word.trim();
        let area = word.strip_prefix(AREA);
        area.is_some_and(|name| !name.contains(char::is_whitespace))
            || loaded.index.resolve(word, None, None) != Resolved::Unknown
    };
    if typed.split(',').all(is_item) {
        return Ok((loaded, Some(typed.to_owned())));
    }
    let query = query::parse(typed, &loaded.index).map_err(|error| failure::query(typed, error))?;
    let (loaded, counts) = list::asked(loaded, &query)?;
    let index = &loaded.index;
    let found = query::filter(index, &query, &counts.unwrap_or_default());
    let ids: Vec<String> = found
        .iter()
        .map(|&at| index.records[at].id.to_string())
        .collect();
    if ids.is_empty() {
        let refused = not_found(format!("`{typed}` finds nothing to hand over"));
        let help = "`declog list QUERY` shows what a query finds";
        return Err(refused.with_help(help).into());
    }
    Ok((loaded, Some(ids.join(","))))
}

/// The drafted text with the fields that were typed.
fn with_fields(
    typed: &[String],
    index: &Index,
    kind: &Kind,
    drafted: (&str, String),
) -> anyhow::Result<String> {
    let (path, text) = drafted;
    let mut changes = Vec::new();
    for one in typed {
        changes.push(field::change(index, kind, None, one)?);
    }
    if changes.is_empty() {
        return Ok(text);
    }
    let drafted = record(kind, path, &text).ok_or_else(|| {
        usage(format!(
            "the template of {} makes no record",
            kind.with_article()
        ))
    })?;
    Ok(edit::edit(&drafted, &Change::All(changes))?)
}

/// The drafted text with whoever writes it as its owner, where nothing else says whose it is and git says who that is.
fn owned(
    env: &Env,
    loaded: &Loaded,
    kind: &Kind,
    drafted: (&str, String),
) -> anyhow::Result<String> {
    let (path, text) = drafted;
    let Some(record) = record(kind, path, &text).filter(|_| kind.is_owned()) else {
        return Ok(text);
    };
    match actor(loaded, env) {
        Ok(actor) if loaded.index.log.owned(&record).is_none() => {
            let owner = Change::Set(OWNER.to_owned(), NewValue::Scalar(actor));
            Ok(edit::edit(&record, &owner)?)
        }
        _ => Ok(text),
    }
}

fn record(kind: &Kind, path: &str, text: &str) -> Option<Record> {
    let file = File {
        path: path.to_owned(),
        content: Content::Bytes(text.as_bytes().to_vec()),
    };
    match parse::parse(&std::sync::Arc::new(kind.clone()), file).outcome {
        parse::Outcome::Record(record) => Some(*record),
        _ => None,
    }
}

//! `declog mv`: another folder for a record of the same kind.

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::failure::{Refused, usage};
use crate::cli::find;
use crate::cli::load::{Loaded, load_to_write};
use crate::cli::plan::{Gone, Plan, Planned};
use crate::cli::write::write;
use crate::model::record::Record;
use crate::text::mentions::{paths, relative, rewritten};
use crate::text::outline::targets;

/// Move a record to another folder of its kind
///
/// Its id stays. The links in it, and those of other records to it, lead where they led before.
#[derive(Debug, Args)]
pub(in crate::cli) struct MvArgs {
    /// The record's id, number, file name or path
    id: String,
    /// The folder to move it to, inside of its kind's folder; it is made where it is not there
    folder: String,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &MvArgs, env: &mut Env) -> anyhow::Result<u8> {
    let loaded = load_to_write(env, &args.writing)?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
    let record = &loaded.index.records[at];
    let folder = folder(&loaded, record, &args.folder, env)?;
    let path = match folder.as_str() {
        "" => record.source.file_name().to_owned(),
        folder => format!("{folder}/{}", record.source.file_name()),
    };
    if path == record.source.path {
        env.say(&format!("{} is there already", record.id));
        return super::set::unchanged(env);
    }
    let plan = plan(&loaded, record, &path);
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}

/// The folder from the repository's root: as seen from here, or from the kind's folder where nothing is there.
fn folder(loaded: &Loaded, record: &Record, typed: &str, env: &Env) -> Result<String, Refused> {
    let kind = &record.kind;
    let home = loaded.below(&kind.folder);
    let is_home = |path: &str| {
        let below = path.strip_prefix(&home);
        let inside =
            below.is_some_and(|rest| home.is_empty() || rest.is_empty() || rest.starts_with('/'));
        let of = loaded.index.log.kind_of(&format!("{path}/x.md"));
        inside && of.is_some_and(|of| of.name == kind.name)
    };
    let here = loaded.repository.relative(&env.cwd.join(typed));
    let below = loaded
        .repository
        .relative(&loaded.repository.root().join(&home).join(typed));
    let mut folders = [here, below].into_iter().flatten();
    folders.find(|path| is_home(path)).ok_or_else(|| {
        usage(format!(
            "`{typed}` is no folder for {}",
            kind.with_article()
        ))
        .with_help(format!(
            "the records of kind `{}` are in `{home}`",
            kind.name
        ))
    })
}

fn plan(loaded: &Loaded, record: &Record, path: &str) -> Plan {
    let state = record.state().map(|state| state.name.clone());
    let mut plan = Plan {
        subject: format!("move {} {}", record.id, record.title()),
        trailers: vec![format!("Declog-Record: {}", record.id)],
        ..Plan::default()
    };
    plan.files.push(Planned {
        id: Some(record.id.clone()),
        path: path.to_owned(),
        old: None,
        new: own_links(record, path),
        from: None,
        to: state.clone(),
    });
    plan.gone.push(Gone {
        id: Some(record.id.clone()),
        path: record.source.path.clone(),
        old: record.source.text.clone(),
        from: state,
        to: Some(path.to_owned()),
    });
    for other in &loaded.index.records {
        let source = &other.source;
        let found = paths(&source.text, &source.path, &record.source.path);
        if source.path == record.source.path || found.is_empty() {
            continue;
        }
        let new = relative(&source.path, path).replace(' ', "%20");
        let edits = found
            .into_iter()
            .filter(|range| !source.text[range.clone()].starts_with('/'));
        let edits = edits.map(|range| (range, new.clone())).collect();
        let changed = Plan::of(other, rewritten(&source.text, edits), "move");
        plan.files.extend(changed.files);
    }
    plan
}

/// The record's text with its links as they are seen from its new place.
fn own_links(record: &Record, path: &str) -> String {
    let source = &record.source;
    let from = &source.path;
    let edits = targets(&source.text, record.body)
        .into_iter()
        .filter_map(|range| {
            let written = &source.text[range.clone()];
            let file = &written[..written.find(['#', '?']).unwrap_or(written.len())];
            let outside = file.is_empty() || file.starts_with('/') || file.contains(':');
            let target = crate::index::join(from, &file.replace("%20", " "));
            let to = match target == *from {
                true => path,
                false => target.as_str(),
            };
            let new = relative(path, to).replace(' ', "%20");
            let slash = if file.ends_with('/') && !new.ends_with('/') {
                "/"
            } else {
                ""
            };
            (!outside).then(|| {
                (
                    range.start..range.start + file.len(),
                    format!("{new}{slash}"),
                )
            })
        });
    rewritten(&source.text, edits.collect())
}

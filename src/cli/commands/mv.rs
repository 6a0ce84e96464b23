//! `declog mv`: another folder for a record of the same kind.

use std::ops::Range;

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::attached::keeps_none;
use crate::cli::citations::{outside, tell_left};
use crate::cli::env::Env;
use crate::cli::failure::{Refused, forbidden, usage};
use crate::cli::find;
use crate::cli::load::{Loaded, load_to_write};
use crate::cli::plan::{Gone, Plan, Planned};
use crate::cli::write::write;
use crate::model::record::Record;
use crate::text::folder::{Role, role, roles};
use crate::text::mentions::{is_seen, paths, relative, rewritten};
use crate::text::outline::targets;

/// Move a record to another folder of its kind
///
/// Its id stays. Its Markdown links to files of the repository, and those of other records to it, lead where they led
/// before.
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
    stays_a_record(&loaded, record, &path)?;
    keeps_none(&loaded, record)?;
    let plan = plan(&loaded, record, &path);
    for (file, text) in outside(&loaded)? {
        let places = paths(&text, &file, &record.source.path);
        tell_left((&file, &text), places, record, env);
    }
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}

/// The folder from the repository's root: as seen from here, or from the kind's folder.
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
    // `docs`, or another kind's folder, is meant as it is seen from here.
    let is_elsewhere = |path: &String| {
        let of = loaded.index.log.kind_of(&format!("{path}/x.md"));
        let above = !path.is_empty() && home.starts_with(&format!("{path}/"));
        above || of.is_some_and(|of| of.name != kind.name)
    };
    let below = below.filter(|_| !here.as_ref().is_some_and(is_elsewhere));
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

/// Refuses a place where the file would be no record any more, or another one.
fn stays_a_record(loaded: &Loaded, record: &Record, path: &str) -> Result<(), Refused> {
    if loaded.index.at_path(path).is_some() {
        return Err(
            forbidden(format!("`{path}` is there already")).with_help("give another folder")
        );
    }
    let same = |role: &Role| matches!(role, Role::Record { id, .. } if *id == record.id);
    if !same(&role(&record.kind, path)) {
        let message = format!("{} goes by the name of its folder", record.id);
        return Err(forbidden(message).with_help("`git mv` moves the folder"));
    }
    let home = loaded.below(&record.kind.folder);
    let others = loaded.index.records.iter().filter(|other| {
        other.kind.name == record.kind.name && other.source.path != record.source.path
    });
    let mut paths: Vec<&str> = others.map(|other| other.source.path.as_str()).collect();
    paths.push(path);
    let is_hidden = path.strip_prefix(&home).unwrap_or(path).contains("/.");
    let reason = match roles(&record.kind, &home, &paths).pop() {
        _ if is_hidden => "its folder is hidden",
        Some(Role::Ignored(reason)) => reason,
        Some(role) if same(&role) => return Ok(()),
        _ => "a folder gives it another id",
    };
    let message = format!("{} would be no record in `{path}`: {reason}", record.id);
    Err(forbidden(message).with_help("give another folder"))
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
    });
    for other in &loaded.index.records {
        let source = &other.source;
        let found = paths(&source.text, &source.path, &record.source.path);
        if source.path == record.source.path || found.is_empty() {
            continue;
        }
        let edit = |range: Range<usize>| {
            let written = &source.text[range.clone()];
            let new = match written.strip_prefix('/') {
                Some(_) => format!("/{path}"),
                None if is_seen(&source.path, written, &record.source.path) => {
                    relative(&source.path, path)
                }
                None => path.to_owned(),
            };
            // In front matter and in prose a blank is a blank.
            let is_target = source.text[..range.start].ends_with("](");
            let new = match is_target || written.contains("%20") {
                true => new.replace(' ', "%20"),
                false => new,
            };
            (range, new)
        };
        let edits = found.into_iter().map(edit).collect();
        let changed = Plan::of(other, rewritten(&source.text, edits), "move");
        plan.files.extend(changed.files);
    }
    plan
}

/// The record's text with its links as they are seen from its new place.
fn own_links(record: &Record, path: &str) -> String {
    let source = &record.source;
    let from = &source.path;
    let edit = |range: Range<usize>| {
        let written = &source.text[range.clone()];
        let file = &written[..written.find(['#', '?']).unwrap_or(written.len())];
        let new = seen_from((from, path), file)?;
        Some((range.start..range.start + file.len(), new))
    };
    let edits = targets(&source.text, record.body)
        .into_iter()
        .filter_map(edit);
    rewritten(&source.text, edits.collect())
}

/// What the target of a link in a file becomes when the file moves; none where it still leads where it led.
fn seen_from((from, to): (&str, &str), file: &str) -> Option<String> {
    if file.is_empty() || file.starts_with('/') || file.contains(':') {
        return None;
    }
    if leaves(from, file) {
        let (old, new) = (from.matches('/').count(), to.matches('/').count());
        let above = "../".repeat(old.saturating_sub(new));
        let rest = file.strip_prefix(&above).unwrap_or(file);
        let moved = format!("{}{rest}", "../".repeat(new.saturating_sub(old)));
        return (moved != file).then_some(moved);
    }
    let plain = file.replace("%20", " ");
    let target = crate::index::join(from, &plain);
    let target = if target == from { to } else { target.as_str() };
    if crate::index::join(to, &plain) == target {
        return None;
    }
    let new = relative(to, target).replace(' ', "%20");
    let slash = if file.ends_with('/') && !new.ends_with('/') {
        "/"
    } else {
        ""
    };
    Some(format!("{new}{slash}"))
}

/// Whether a path as written in a file leads out of the repository, where nobody knows what it leads to.
fn leaves(from: &str, path: &str) -> bool {
    let mut depth = from.matches('/').count();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

//! What `init` puts together before anything is written: which logs there are to be, and the settings of each.

mod extras;
mod people;
mod search;
mod told;

pub(super) use extras::{Wanted, extras};
pub(super) use search::{Found, search};
pub(super) use told::{left, told};

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::env::Env;
use super::kinds::read as own_kinds;
use super::load::{below, log, read_all};
use super::write::settings_path;
use crate::index::{Contents, Log};
use crate::model::kind::{Dialect, Kind};
use crate::model::settings::Ids;
use crate::model::source::{Content, Source};
use crate::report::init::Drafted;
use crate::store::Repository;
use crate::text::beginning::{self, Adoption, Beginning, Drafts};
use crate::text::discover::{Head, Naming, is_read, naming};

/// A log that is there, or is to be.
pub(super) struct Begun {
    /// The log, with its settings as they are or are to be.
    pub(super) log: Log,
    /// What its folders hold.
    pub(super) contents: Contents,
    /// It was there before.
    pub(super) existing: bool,
    /// What was drafted into its settings.
    pub(super) drafted: Option<Drafted>,
}

/// A kind whose folder is adopted.
struct Adopted {
    kind: Kind,
    folder: String,
    naming: Naming,
    words: Vec<(String, usize)>,
}

/// Reads a log that is there.
pub(super) fn existing(repository: &Repository, root: &str, env: &Env) -> anyhow::Result<Begun> {
    let path = settings_path(root);
    let text = repository.read_text(&path, None)?.unwrap_or_default();
    let (log, contents) = read(repository, root, text, env)?;
    Ok(Begun {
        log,
        contents,
        existing: true,
        drafted: None,
    })
}

/// Puts the settings of a new log together, for the folder of its records or for none, and reads it with them.
pub(super) fn begin(
    repository: &Repository,
    (root, folder): (&str, Option<&str>),
    drafts: Drafts,
    env: &Env,
) -> anyhow::Result<Begun> {
    let kinds = own_kinds(repository, root, None)?;
    let mut adopted = adopted(repository, root, folder, &kinds)?;
    let ids = adopted.first().map_or(Ids::Number, |one| one.naming.ids);
    let mut draft = Draft {
        title: title(repository, root),
        ids,
        strict_from: day_after(env)?,
        people: people::Drafted::default(),
        drafts,
    };
    let text = draft.text(&adopted);
    let (_, contents) = read(repository, root, text, env)?;
    for one in &mut adopted {
        one.words = words(&contents, &one.kind);
    }
    let folders: Vec<String> = adopted.iter().map(|one| below(root, &one.folder)).collect();
    draft.people = people::draft(repository, &folders, root)?;
    let (log, contents) = read(repository, root, draft.text(&adopted), env)?;
    let roster = &draft.people.roster;
    let drafted = (!roster.is_empty()).then(|| Drafted {
        people: roster.people.len(),
        teams: roster.teams.len(),
        areas: roster.areas.len(),
        live: drafts == Drafts::Settings,
        shallow: draft.people.shallow,
    });
    Ok(Begun {
        log,
        contents,
        existing: false,
        drafted,
    })
}

/// What the settings of a new log say, besides the folders that are adopted.
struct Draft {
    title: String,
    ids: Ids,
    strict_from: Date,
    people: people::Drafted,
    drafts: Drafts,
}

impl Draft {
    fn text(&self, adopted: &[Adopted]) -> String {
        let adopted: Vec<Adoption<'_>> = adopted
            .iter()
            .map(|one| Adoption {
                kind: &one.kind,
                folder: &one.folder,
                prefix: one.naming.prefix.as_deref(),
                width: one.naming.width,
                words: &one.words,
            })
            .collect();
        beginning::write(&Beginning {
            title: &self.title,
            adopted: &adopted,
            ids: self.ids,
            strict_from: self.strict_from,
            roster: &self.people.roster,
            drafts: self.drafts,
        })
    }
}

/// The kinds whose folders hold files: the first has the folder that was found, the others the one they look in.
fn adopted(
    repository: &Repository,
    root: &str,
    folder: Option<&str>,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Adopted>> {
    let mut adopted = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let folder = match folder {
            Some(folder) if at == 0 => inside(root, folder),
            _ => kind.folder.clone(),
        };
        let path = below(root, &folder);
        let files = heads(repository, &path)?;
        if files.is_empty() {
            continue;
        }
        let taken: Vec<&str> = kinds
            .iter()
            .filter(|other| other.name != kind.name)
            .map(|other| other.prefix.as_str())
            .collect();
        // The top of a repository is `.` in settings.
        let path = if path == "." { "" } else { path.as_str() };
        let mut naming = naming(kind, &files, path, &taken);
        if path.is_empty() {
            naming = naming.in_repository(&repository.names(), &taken);
        }
        adopted.push(Adopted {
            naming,
            kind: kind.clone(),
            folder,
            words: Vec::new(),
        });
    }
    Ok(adopted)
}

/// The texts of a folder, as far as they say how its records are called.
fn heads(repository: &Repository, folder: &str) -> anyhow::Result<Vec<Head>> {
    let files = repository.read_folder(folder, None)?;
    let read = files.into_iter().filter(|file| is_read(&file.path));
    let heads = read.map(|file| Head {
        path: file.path,
        text: match file.content {
            Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            _ => String::new(),
        },
    });
    Ok(heads.collect())
}

/// A path from the repository's root as one from the log's.
fn inside(root: &str, path: &str) -> String {
    let inside = match root {
        "" => path,
        root => path
            .strip_prefix(root)
            .unwrap_or(path)
            .trim_start_matches('/'),
    };
    match inside {
        "" => ".".to_owned(),
        inside => inside.to_owned(),
    }
}

fn read(
    repository: &Repository,
    root: &str,
    text: String,
    env: &Env,
) -> anyhow::Result<(Log, Contents)> {
    let kinds = own_kinds(repository, root, None)?;
    let file = Source::new(settings_path(root), text);
    let log = log(file, root.to_owned(), &kinds, &env.now()?)?;
    let contents = read_all(repository, &log, None)?;
    Ok((log, contents))
}

/// Words for a state that a kind does not know, and how many of its records use each; the most used first.
fn words(contents: &Contents, kind: &Kind) -> Vec<(String, usize)> {
    let records = contents
        .records
        .iter()
        .filter(|record| record.kind.name == kind.name);
    let unknown =
        records.filter(|record| record.state.is_none() && record.kind.dialect == Dialect::Auto);
    let mut words: Vec<(String, usize)> = Vec::new();
    for status in unknown.filter_map(|record| record.status.as_ref()) {
        match words.iter_mut().find(|(word, _)| *word == status.value) {
            Some((_, count)) => *count += 1,
            None => words.push((status.value.clone(), 1)),
        }
    }
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words
}

fn day_after(env: &Env) -> anyhow::Result<Date> {
    let today = env.now()?.day(&TimeZone::UTC);
    Ok(today.checked_add(1.day())?)
}

/// The folder's name, as the log's first title.
fn title(repository: &Repository, root: &str) -> String {
    let folder = match root.rsplit('/').next().filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => repository
            .root()
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
    };
    let plain: String = folder
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    if plain.is_empty() {
        "Decision log".to_owned()
    } else {
        plain
    }
}

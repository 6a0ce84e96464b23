//! From a folder to an index: the one place where the store, the text and the index meet.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use jiff::tz::TimeZone;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::args::{Reading, Writing};
use super::env::{Env, Now, end_of};
use super::failure::{Refused, SURROUNDINGS, USAGE, finding, usage};
use super::onto::Unmade;
use super::past::Past;
use super::{kinds, options};
use crate::check;
use crate::index::{Contents, Ignored, Index, Log};
use crate::model::baseline::Baseline;
use crate::model::diagnostic::Diagnostic;
use crate::model::kind::Kind;
use crate::model::settings::Settings;
use crate::model::source::{Content, File, Source};
use crate::report::failure::Failure;
use crate::store::{Author, Lock, Repository, Revision, StoreError};
use crate::text::folder::{self, Role};
use crate::text::{self, parse, settings};

/// The file that marks a log and holds its settings.
pub(super) const SETTINGS: &str = "declog.toml";

/// A log that was read.
pub(super) struct Loaded {
    /// Its repository.
    pub(super) repository: Repository,
    /// Its records.
    pub(super) index: Index,
    /// The revision it was read from; none for the working tree.
    pub(super) revision: Option<Revision>,
    /// Nobody else writes as long as this is here.
    pub(super) lock: Option<Lock>,
    /// What the environment says of who would commit.
    pub(super) author: Author,
    /// The commits among those it is read from that nobody made.
    pub(super) unmade: Unmade,
    /// What its line of commits tells, where somebody has followed that already.
    pub(super) past: Option<Past>,
    /// The only files in which somebody may name a record that is not there; none for all of them.
    pub(super) cited_in: Option<HashSet<String>>,
}

impl Loaded {
    /// A path below the log's root as one from the repository's root.
    pub(super) fn below(&self, path: &str) -> String {
        below(&self.index.log.root, path)
    }

    /// The folders of the kinds, from the repository's root.
    pub(super) fn folders(&self) -> Vec<String> {
        self.index
            .log
            .kinds
            .iter()
            .map(|kind| self.below(&kind.folder))
            .collect()
    }
}

/// Whether a path is that of a file or folder, or lies below it; everything lies below the root.
pub(super) fn holds(folder: &str, path: &str) -> bool {
    let rest = path.strip_prefix(folder);
    folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path below a log's root as one from the repository's root.
pub(super) fn below(root: &str, path: &str) -> String {
    match (root, path) {
        ("", path) => path.to_owned(),
        (root, "" | ".") => root.to_owned(),
        (root, path) => format!("{root}/{path}"),
    }
}

/// Reads the log of the working folder, from the working tree or from a revision.
pub(super) fn load(env: &Env, reading: &Reading) -> anyhow::Result<Loaded> {
    read(Repository::open(&env.cwd)?, env, reading)
}

/// Reads the log of the working folder once nobody else writes, so that what is read stays true until it is written.
pub(super) fn load_to_write(env: &Env, writing: &Writing) -> anyhow::Result<Loaded> {
    let repository = Repository::open(&env.cwd)?;
    repository.find_log(&env.cwd)?;
    let lock = match writing.dry_run {
        true => None,
        false => Some(repository.lock()?),
    };
    let loaded = read(repository, env, &Reading::default())?;
    Ok(Loaded { lock, ..loaded })
}

fn read(repository: Repository, env: &Env, reading: &Reading) -> anyhow::Result<Loaded> {
    let _progress = env.progress("reading the records");
    let root = log_root(&repository, env, reading)?;
    let (revision, at_day) = revision(&repository, reading, &root)?;
    let now = match at_day {
        Some(now) => now,
        None => env.now()?,
    };
    let Some(mut log) = log_at(&repository, &root, revision.as_ref(), &now)? else {
        return Err(StoreError::NoLog {
            start: env.cwd.clone(),
            below: repository.logs(),
        }
        .into());
    };
    log.rev = revision.as_ref().map(|revision| revision.id.clone());
    with_records(repository, env, log, revision)
}

/// The log at a root without its records; none where there are no settings.
pub(super) fn log_at(
    repository: &Repository,
    root: &str,
    at: Option<&Revision>,
    now: &Now,
) -> anyhow::Result<Option<Log>> {
    let path = below(root, SETTINGS);
    let Some(text) = repository.read_text(&path, at)? else {
        return Ok(None);
    };
    let kinds = kinds::read(repository, root, at)?;
    let log = log(Source::new(path, text), root.to_owned(), &kinds, now)?;
    Ok(Some(log))
}

/// A log with the records of the working tree or of a revision.
pub(super) fn with_records(
    repository: Repository,
    env: &Env,
    log: Log,
    revision: Option<Revision>,
) -> anyhow::Result<Loaded> {
    let contents = read_all(&repository, &log, revision.as_ref())?;
    Ok(Loaded {
        repository,
        index: Index::build(log, contents),
        revision,
        lock: None,
        author: env.author(),
        unmade: Unmade::default(),
        past: None,
        cited_in: None,
    })
}

/// What is true of the log with those settings and kinds at that root.
pub(super) fn log(file: Source, root: String, kinds: &[Kind], now: &Now) -> Result<Log, Refused> {
    let settings = read_settings(&file, kinds)?;
    let name = settings.log.name.clone().unwrap_or_else(|| {
        if root.is_empty() {
            ".".to_owned()
        } else {
            root.clone()
        }
    });
    Ok(Log {
        name,
        title: title(&settings, &root),
        kinds: text::kinds::configured(&settings, kinds),
        as_of: now.day(&settings.log.zone()),
        rev: None,
        baseline: Baseline::default(),
        places: settings::places(&file),
        settings,
        root,
        file,
    })
}

/// Reads settings that a log has, or says what is wrong with them.
pub(super) fn read_settings(source: &Source, kinds: &[Kind]) -> Result<Settings, Refused> {
    let parsed = settings::parse(source, kinds).map_err(|refusal| refused(refusal, source))?;
    for (at, rule) in parsed.check.custom.iter().enumerate() {
        if check::card(&rule.id).is_some() {
            let message = format!("`{}` is a rule that comes with declog", rule.id);
            let mut problem = Diagnostic::new("settings", source.path.as_str(), message);
            problem.span = settings::places(source)
                .get(&format!("check.custom[{at}].id"))
                .copied();
            problem.help = Some(format!("declog explain {}", rule.id));
            return Err(finding(USAGE, &problem, Some(source)));
        }
    }
    for rule in parsed.check.levels.keys() {
        if !check::is_rule(rule, &parsed) {
            let mut problem = Diagnostic::new(
                "settings",
                source.path.as_str(),
                format!("there is no rule `{rule}`"),
            );
            problem.span = settings::place(source, &["check", "levels", rule]);
            problem.label =
                check::close_to(rule, &parsed).map(|close| format!("did you mean `{close}`?"));
            problem.help = Some("`declog explain` lists the rules".to_owned());
            return Err(finding(USAGE, &problem, Some(source)));
        }
    }
    options::known(&parsed, source)?;
    Ok(parsed)
}

/// A file of settings that cannot be used, told as a failure.
pub(super) fn refused(refusal: settings::Refusal, source: &Source) -> Refused {
    match refusal {
        settings::Refusal::Newer(format) => Refused(Box::new(Failure {
            code: SURROUNDINGS,
            message: format!(
                "`{}` is of format {format}, which a newer declog wrote",
                source.path
            ),
            help: Some("install the newest declog; nothing was read or written".to_owned()),
            ..Failure::default()
        })),
        settings::Refusal::Wrong(problems) => match problems.first() {
            Some(problem) => also(
                finding(USAGE, problem, Some(source)),
                &problems[1..],
                source,
            ),
            None => usage("the settings cannot be read"),
        },
    }
}

/// The first problem of the settings, with the others in a line each.
fn also(mut refused: Refused, others: &[Diagnostic], source: &Source) -> Refused {
    let line = |problem: &Diagnostic| {
        let line = problem
            .span
            .map_or(1, |span| source.position(span.start).line);
        format!("also at {}:{line}: {}", source.path, problem.message)
    };
    let lines: Vec<String> = refused
        .0
        .help
        .take()
        .into_iter()
        .chain(others.iter().map(line))
        .collect();
    refused.0.help = (!lines.is_empty()).then(|| lines.join("\n"));
    refused
}

/// Reads and parses every file of the kinds' folders.
pub(super) fn read_all(
    repository: &Repository,
    log: &Log,
    at: Option<&Revision>,
) -> anyhow::Result<Contents> {
    let ignore = patterns("[log] ignore", &log.settings.log.ignore)?;
    let mut contents = Contents::default();
    for kind in &log.kinds {
        let mut files = repository.read_folder(&below(&log.root, &kind.folder), at)?;
        // A folder inside of another kind's is its own.
        files.retain(|file| {
            log.kind_of(&file.path)
                .is_some_and(|of| of.name == kind.name)
        });
        let (left_out, read): (Vec<File>, Vec<File>) = files
            .into_iter()
            .partition(|file| named(&ignore, log, file));
        contents
            .ignored
            .extend(left_out.into_iter().map(|file| Ignored {
                path: file.path,
                reason: "named in `[log] ignore`",
            }));
        for (path, parsed) in parse_files(kind, &log.folder(kind), read) {
            add(&mut contents, path, parsed);
        }
    }
    Ok(contents)
}

/// Whether the settings leave a file out.
pub(super) fn named(ignore: &Gitignore, log: &Log, file: &File) -> bool {
    let path = file
        .path
        .strip_prefix(&log.root)
        .unwrap_or(&file.path)
        .trim_start_matches('/');
    ignore
        .matched_path_or_any_parents(Path::new(path), false)
        .is_ignore()
}

/// Parses the files of a folder, on several threads where there are many; the order stays.
fn parse_files(kind: &Arc<Kind>, folder: &str, files: Vec<File>) -> Vec<(String, parse::Parsed)> {
    let kind = &parse::suited(kind, &files);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let roles = folder::roles(kind, folder, &paths);
    let beside = fields_beside(&files, &roles);
    let read = |((file, role), fields): ((File, Role), Option<Arc<Source>>)| {
        (file.path.clone(), parse::parse_as(kind, file, role, fields))
    };
    let work = files.into_iter().zip(roles).zip(beside);
    let work: Vec<_> = work.collect();
    if work.len() < 32 {
        return work.into_iter().map(read).collect();
    }
    work.into_par_iter().map(read).collect()
}

/// The file that holds the fields of each record, where that is another one.
pub(super) fn fields_beside(files: &[File], roles: &[Role]) -> Vec<Option<Arc<Source>>> {
    let of = |role: &Role| {
        let Role::Record {
            beside: Some(path), ..
        } = role
        else {
            return None;
        };
        let file = files.iter().find(|file| file.path == *path)?;
        match &file.content {
            Content::Bytes(bytes) => {
                let text = String::from_utf8(bytes.clone()).ok()?;
                Some(Arc::new(Source::new(path.as_str(), text)))
            }
            _ => None,
        }
    };
    roles.iter().map(of).collect()
}

/// Files a parsed file under what it turned out to be.
pub(super) fn add(contents: &mut Contents, path: String, parsed: parse::Parsed) {
    contents.problems.extend(parsed.problems);
    match parsed.outcome {
        parse::Outcome::Record(record) => contents.records.push(*record),
        parse::Outcome::Ignored(reason) => contents.ignored.push(Ignored { path, reason }),
        parse::Outcome::Unreadable(source) => contents.unreadable.push(source),
    }
}

/// Patterns as `.gitignore` has them, of a setting of that name.
pub(super) fn patterns(setting: &str, all: &[String]) -> Result<Gitignore, Refused> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in all {
        builder
            .add_line(None, pattern)
            .map_err(|error| usage(format!("`{setting}` has `{pattern}`: {error}")))?;
    }
    builder
        .build()
        .map_err(|error| usage(format!("`{setting}`: {error}")))
}

/// The root of the log that the working folder lies in.
///
/// At a revision the marker may be gone from the working tree: then it is looked for there.
fn log_root(repository: &Repository, env: &Env, reading: &Reading) -> anyhow::Result<String> {
    match repository.find_log(&env.cwd) {
        Ok(place) => Ok(place.root),
        Err(error @ StoreError::NoLog { .. }) => {
            let Some(rev) = &reading.rev else {
                return Err(error.into());
            };
            let revision = repository.resolve(rev)?;
            let mut folder = repository.relative(&env.cwd).unwrap_or_default();
            loop {
                if repository
                    .read_text(&below(&folder, SETTINGS), Some(&revision))?
                    .is_some()
                {
                    return Ok(folder);
                }
                if folder.is_empty() {
                    return Err(error.into());
                }
                folder = folder
                    .rsplit_once('/')
                    .map_or(String::new(), |(above, _)| above.to_owned());
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// The revision that `--rev` or `--at` names, and the day that `--at` makes today.
fn revision(
    repository: &Repository,
    reading: &Reading,
    root: &str,
) -> anyhow::Result<(Option<Revision>, Option<Now>)> {
    if let Some(rev) = &reading.rev {
        return Ok((Some(repository.resolve(rev)?), None));
    }
    let Some(text) = &reading.at else {
        return Ok((None, None));
    };
    let Some(Now::Day(day)) = Now::read(text) else {
        return Err(usage(format!(
            "`--at` is `{text}`, expected a day like `2026-11-22`"
        ))
        .into());
    };
    let here = Source::new(
        SETTINGS,
        repository
            .read_text(&below(root, SETTINGS), None)?
            .unwrap_or_default(),
    );
    let kinds = kinds::read(repository, root, None).unwrap_or_default();
    let zone = settings::parse(&here, &kinds).map_or(TimeZone::UTC, |parsed| parsed.log.zone());
    let end = end_of(day, &zone)
        .ok_or_else(|| usage(format!("`--at` is `{text}`, which is no day of a calendar")))?;
    match repository.last_before(end)? {
        Some(revision) => Ok((Some(revision), Some(Now::Day(day)))),
        None => {
            let from = if repository.is_shallow() {
                " (the clone is shallow: `git fetch --unshallow`)"
            } else {
                ""
            };
            Err(usage(format!("nothing was committed by the end of {day}{from}")).into())
        }
    }
}

/// What people call the log; never the folder's name, which differs from clone to clone.
fn title(settings: &Settings, root: &str) -> String {
    let folder = root.rsplit('/').next().filter(|name| !name.is_empty());
    let named = settings
        .log
        .title
        .as_deref()
        .or(settings.log.name.as_deref())
        .or(folder);
    named.unwrap_or("Decision log").to_owned()
}

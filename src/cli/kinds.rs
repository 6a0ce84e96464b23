//! A log's own kinds: the folders under `.declog/kinds`, read with those that come with declog.

use super::args;
use super::env::Env;
use super::failure::{Refused, surroundings, usage};
use super::load::{below, refused};
use crate::model::kind::Kind;
use crate::model::source::{Content, File, Source};
use crate::store::{Repository, Revision};
use crate::text::kinds::{self, Folder};

/// Where a log's own kinds are, from its root.
const FOLDER: &str = ".declog/kinds";

/// The kinds of the log at that root.
pub(super) fn read(
    repository: &Repository,
    root: &str,
    at: Option<&Revision>,
) -> anyhow::Result<Vec<Kind>> {
    let top = below(root, FOLDER);
    let files = repository.read_folder(&top, at)?;
    if files.is_empty() {
        return Ok(kinds::builtin().to_vec());
    }
    let folders = folders(&top, files)?;
    let all = kinds::with_own(&folders).map_err(|(refusal, source)| refused(refusal, &source))?;
    let kinds: Vec<std::sync::Arc<Kind>> = all.iter().cloned().map(Into::into).collect();
    for folder in &folders {
        let clash = kinds::clashes(&kinds);
        if let Some(clash) = clash.into_iter().find(|clash| clash.kind == folder.name) {
            return Err(usage(format!("{}: {}", folder.file.path, clash.message)).into());
        }
        let kind = all.iter().find(|kind| kind.name == folder.name);
        kind.map_or(Ok(()), |kind| fits(folder, kind, &all))?;
    }
    Ok(all)
}

/// The kinds of the log that the user is in.
pub(super) fn here(env: &Env) -> anyhow::Result<Vec<Kind>> {
    let repository = Repository::open(&env.cwd)?;
    let place = repository.find_log(&env.cwd)?;
    read(&repository, &place.root, None)
}

/// What only a look at everything else can tell: verbs that are commands, and kinds that references may name.
fn fits(folder: &Folder, kind: &Kind, all: &[Kind]) -> Result<(), Refused> {
    let wrong = |message: String| {
        let path = &folder.file.path;
        Err(usage(format!("{path}: {message}")))
    };
    let taken = args::commands();
    for step in &kind.steps {
        if taken.contains(&step.verb) {
            return wrong(format!(
                "`{}` is a command of declog, which no verb may be",
                step.verb
            ));
        }
    }
    for field in &kind.fields {
        let unknown = |name: &&String| {
            name.as_str() != crate::model::kind::SAME && all.iter().all(|kind| kind.name != **name)
        };
        if let Some(name) = field.names.iter().find(unknown) {
            return wrong(format!(
                "`{}` names the kind `{name}`, which is none",
                field.key
            ));
        }
    }
    Ok(())
}

/// The folders that hold a `kind.toml`.
fn folders(top: &str, files: Vec<File>) -> anyhow::Result<Vec<Folder>> {
    let mut folders: Vec<Folder> = Vec::new();
    let mut templates: Vec<(String, String)> = Vec::new();
    for file in files {
        let inside = file.path.strip_prefix(top).unwrap_or(&file.path);
        let parts: Vec<&str> = inside.trim_start_matches('/').split('/').collect();
        match parts.as_slice() {
            [name, "kind.toml"] => {
                let name = (*name).to_owned();
                let text = text(&file)?;
                folders.push(Folder {
                    name,
                    file: Source::new(file.path, text),
                    template: None,
                });
            }
            [name, "record.md"] => templates.push(((*name).to_owned(), text(&file)?)),
            _ => {}
        }
    }
    for (name, text) in templates {
        if let Some(folder) = folders.iter_mut().find(|folder| folder.name == name) {
            folder.template = Some(text);
        }
    }
    folders.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(folders)
}

fn text(file: &File) -> anyhow::Result<String> {
    let path = &file.path;
    match &file.content {
        Content::Bytes(bytes) => Ok(String::from_utf8(bytes.clone())
            .map_err(|_| usage(format!("`{path}` is not UTF-8")))?),
        Content::TooLarge(size) => Err(usage(format!("`{path}` has {size} bytes")).into()),
        Content::Symlink => Err(usage(format!(
            "`{path}` is a symbolic link, which is not followed"
        ))
        .into()),
        Content::Failed(why) => Err(surroundings(format!("cannot read `{path}`: {why}")).into()),
    }
}

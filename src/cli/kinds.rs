//! A log's own kinds: the folders under `.declog/kinds`, read with those that come with declog.

use super::args;
use super::env::Env;
use super::failure::{surroundings, usage};
use super::load::{SETTINGS, below, read_settings, refused};
use crate::model::kind::Kind;
use crate::model::source::{Content, File, Source};
use crate::store::{Repository, Revision};
use crate::text::kinds::{self, Folder};

/// Where a log's own kinds are, from its root.
pub(super) const FOLDER: &str = ".declog/kinds";

/// What a kind is.
const KIND: &str = "kind.toml";

/// What a new record of it begins with.
const TEMPLATE: &str = "record.md";

/// What to do about a folder that is no kind's.
const WITHOUT: &str = "`kind.toml` says what a kind is; take the folder out, or write one";

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
    let all = kinds::with_own(&folders, &args::commands());
    Ok(all.map_err(|(refusal, source)| refused(refusal, &source))?)
}

/// The kinds of the log that the user is in, whose settings can be read too.
pub(super) fn here(env: &Env) -> anyhow::Result<Vec<Kind>> {
    let repository = Repository::open(&env.cwd)?;
    let place = repository.find_log(&env.cwd)?;
    let kinds = read(&repository, &place.root, None)?;
    let path = below(&place.root, SETTINGS);
    if let Some(text) = repository.read_text(&path, None)? {
        read_settings(&Source::new(path, text), &kinds)?;
    }
    Ok(kinds)
}

/// The files that make a kind of the log at that root, whether they are there or not.
pub(super) fn files(root: &str, kind: &str) -> [String; 2] {
    [KIND, TEMPLATE].map(|file| below(root, &format!("{FOLDER}/{kind}/{file}")))
}

/// The folders that hold a `kind.toml`.
fn folders(top: &str, files: Vec<File>) -> anyhow::Result<Vec<Folder>> {
    let mut folders: Vec<Folder> = Vec::new();
    let mut templates: Vec<(String, String)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for file in files {
        let inside = file.path.strip_prefix(top).unwrap_or(&file.path);
        let parts: Vec<&str> = inside.trim_start_matches('/').split('/').collect();
        match parts.as_slice() {
            [name, KIND] => {
                let name = (*name).to_owned();
                let text = text(&file)?;
                folders.push(Folder {
                    name,
                    file: Source::new(file.path, text),
                    template: None,
                });
            }
            [name, TEMPLATE] => templates.push(((*name).to_owned(), text(&file)?)),
            [name, .., _] => others.push((*name).to_owned()),
            // A link in the place of a folder is told, and a file that lies there is nobody's.
            _ if matches!(file.content, Content::Symlink) => drop(text(&file)?),
            _ => {}
        }
    }
    let named = templates.iter().map(|(name, _)| name).chain(&others);
    for name in named {
        if !folders.iter().any(|folder| folder.name == *name) {
            let refused = usage(format!("`{top}/{name}` has no `{KIND}`"));
            return Err(refused.with_help(WITHOUT).into());
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
        Content::Bytes(bytes) => String::from_utf8(bytes.clone()).map_err(|error| {
            let readable = &bytes[..error.utf8_error().valid_up_to()];
            let line = readable.iter().filter(|byte| **byte == b'\n').count() + 1;
            usage(format!("`{path}:{line}` is not UTF-8")).into()
        }),
        Content::TooLarge(size) => Err(usage(format!("`{path}` has {size} bytes")).into()),
        Content::Symlink => Err(usage(format!(
            "`{path}` is a symbolic link, which is not followed"
        ))
        .into()),
        Content::Failed(why) => Err(surroundings(format!("cannot read `{path}`: {why}")).into()),
    }
}

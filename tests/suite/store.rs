//! The store on real repositories: what is read, written, committed and published, and what is left alone.

mod commit;
mod discover;
mod history;
mod past;
mod publish;
mod read;
mod survey;
mod write;

use declog::model::source::{Content, File};
use declog::store::{Repository, StoreError};

use crate::sandbox::Sandbox;

/// The repository of a sandbox.
fn open(sandbox: &Sandbox) -> Repository {
    Repository::open(sandbox.root()).expect("the sandbox is a repository")
}

/// An error as the user sees it: the message and the next command, with the sandbox's folder as `ROOT`.
fn words<T>(sandbox: &Sandbox, result: Result<T, StoreError>) -> String {
    let error = match result {
        Ok(_) => return "no error".to_owned(),
        Err(error) => error,
    };
    let next = error
        .next()
        .map_or(String::new(), |next| format!(" => {next}"));
    format!("{error}{next}").replace(&sandbox.root().display().to_string(), "ROOT")
}

/// A file of some text.
fn file(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        content: Content::Bytes(text.as_bytes().to_vec()),
    }
}

/// A list of owned strings.
fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

/// All files and folders of the working tree but git's, sorted.
fn tree(sandbox: &Sandbox) -> Vec<String> {
    let mut found: Vec<String> = ignore::WalkBuilder::new(sandbox.root())
        .standard_filters(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(sandbox.root()).ok()?;
            Some(path.to_string_lossy().into_owned())
        })
        .filter(|path| !path.is_empty())
        .collect();
    found.sort();
    found
}

//! Who acts: the person that git would commit as.

use super::env::Env;
use super::failure::{Refused, usage};
use super::load::Loaded;
use crate::model::people::Directory;
use crate::model::suggest;
use crate::store::Identity;
use crate::text::slug::slug;

/// The handle of whoever types, or their name in a log that does not say who there is.
pub(super) fn actor(loaded: &Loaded, env: &Env) -> anyhow::Result<String> {
    let identity = loaded.repository.identity(&env.author())?;
    let directory = loaded.index.log.directory();
    if directory.people.is_empty() {
        return Ok(identity.name);
    }
    match directory.with_mail(&identity.email) {
        Some(handle) => Ok(handle.to_owned()),
        None => Err(stranger(&identity, &directory, &loaded.index.log.file.path).into()),
    }
}

/// Who "me" is in a question: `DECLOG_ME`, else whoever git would commit as.
pub(super) fn me(loaded: &Loaded, env: &Env) -> anyhow::Result<String> {
    match env.var("DECLOG_ME") {
        Some(written) => Ok(party(loaded, &written)?),
        None => actor(loaded, env),
    }
}

/// Somebody who was typed, by handle: a person or a team of the log; any name in a log that knows nobody.
pub(super) fn party(loaded: &Loaded, written: &str) -> Result<String, Refused> {
    let directory = loaded.index.log.directory();
    let handle = directory.handle(written.trim());
    if !directory.knows_people() || directory.party(handle).is_some() {
        return Ok(handle.to_owned());
    }
    let refused = usage(format!("`{written}` is not a person or team of this log"));
    Err(match suggest::party(&directory, written) {
        Some(meant) => refused.with_help(format!("did you mean `{meant}`?")),
        None => {
            let known: Vec<&str> = directory.handles().collect();
            refused.with_help(format!("known here: {}", known.join(", ")))
        }
    })
}

/// What to write so that somebody is known.
fn stranger(identity: &Identity, directory: &Directory<'_>, settings: &str) -> Refused {
    let Identity { name, email } = identity;
    let message = format!("nobody in `{settings}` has the mail `{email}`, which git commits as");
    let same = |name: &&str| directory.name(name).to_lowercase() == identity.name.to_lowercase();
    let mut people = directory.people.keys().map(String::as_str);
    let help = match people.find(same) {
        Some(handle) => known(identity, directory, handle),
        None => format!(
            "add to {settings}:\n[people.{}]\nname = {}\nemail = [{}]",
            guess(identity, directory),
            toml::Value::from(name.as_str()),
            toml::Value::from(email.as_str())
        ),
    };
    usage(message).with_help(help)
}

/// Somebody of that name is there, with other addresses.
fn known(identity: &Identity, directory: &Directory<'_>, handle: &str) -> String {
    let Identity { name, email } = identity;
    let mut mails: Vec<&str> = Vec::new();
    mails.extend(directory.people[handle].email.iter().map(String::as_str));
    let line = mails.first().map(|first| {
        format!("\nor commit a line of .mailmap that says so:\n{name} <{first}> <{email}>")
    });
    mails.push(email);
    let mails: Vec<String> = mails
        .iter()
        .map(|mail| toml::Value::from(*mail).to_string())
        .collect();
    format!(
        "add the mail to [people.{handle}]:\nemail = [{}]{}",
        mails.join(", "),
        line.unwrap_or_default()
    )
}

/// A handle that nobody has: what stands before the `@`, else the name.
fn guess(identity: &Identity, directory: &Directory<'_>) -> String {
    let local = identity.email.split('@').next().unwrap_or_default();
    let free = |handle: &String| directory.party(handle).is_none();
    let words = [local, identity.name.as_str()].map(slug);
    let numbered = (2..).map(|number| format!("{}-{number}", words[0]));
    let mut guesses = words.iter().cloned().chain(numbered);
    guesses.find(free).unwrap_or_else(|| words[0].clone())
}

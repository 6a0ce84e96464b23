//! From an id as typed to the record it names.

use super::env::Env;
use super::failure::{Refused, not_found, usage};
use super::load::Loaded;
use crate::index::{Index, Resolved};
use crate::model::kind::Kind;
use crate::model::suggest::closest;

/// The kind of a name, as `-k` takes it.
pub(super) fn kind<'a>(index: &'a Index, name: &str) -> Result<&'a Kind, Refused> {
    let kinds = &index.log.kinds;
    let wanted = name.to_lowercase();
    let named = |kind: &Kind| {
        kind.name == wanted || kind.plural == wanted || kind.prefix.to_lowercase() == wanted
    };
    if let Some(kind) = kinds.iter().find(|kind| named(kind)) {
        return Ok(kind);
    }
    let refused = usage(format!("there is no kind `{name}`"));
    Err(
        match closest(name, kinds.iter().map(|kind| kind.name.as_str())) {
            Some(close) => refused.with_help(format!("did you mean `{close}`?")),
            None => refused.with_help(format!(
                "kinds: {}",
                names(kinds.iter().map(|kind| kind.name.as_str()))
            )),
        },
    )
}

/// The kind that `-k` names, or the log's first.
pub(super) fn kind_or_first<'a>(index: &'a Index, name: Option<&str>) -> Result<&'a Kind, Refused> {
    match name {
        Some(name) => kind(index, name),
        None => index
            .log
            .kinds
            .first()
            .map(AsRef::as_ref)
            .ok_or_else(|| usage("the log has no kinds")),
    }
}

/// The record that an id, a file name or a path names.
pub(super) fn record(
    loaded: &Loaded,
    env: &Env,
    kind: Option<&str>,
    typed: &str,
) -> Result<usize, Refused> {
    let index = &loaded.index;
    let kind = kind.map(|name| self::kind(index, name)).transpose()?;
    if let Some(path) = loaded.repository.relative(&env.cwd.join(typed))
        && let Some(at) = index.at_path(&path)
    {
        return Ok(at);
    }
    match index.resolve(typed, kind, None) {
        Resolved::One(at) => Ok(at),
        Resolved::Unknown => Err(unknown(index, typed)),
        Resolved::Several(all) => {
            let paths = all
                .iter()
                .map(|&at| index.records[at].source.path.clone())
                .collect();
            Err(not_found(format!("`{typed}` names {} records", all.len()))
                .with_candidates(paths)
                .with_help("give the path of the one you mean"))
        }
    }
}

fn unknown(index: &Index, typed: &str) -> Refused {
    let close: Vec<String> = index
        .close_to(typed)
        .into_iter()
        .flat_map(|id| index.with_id(id))
        .map(|&at| format!("{} {}", index.records[at].id, index.records[at].title()))
        .collect();
    not_found(format!("there is no record `{typed}`"))
        .with_candidates(close)
        .with_help("`declog list` shows what there is")
}

/// The ids typed, with `-` standing for those on standard input.
pub(super) fn ids(env: &Env, typed: &[String]) -> anyhow::Result<Vec<String>> {
    let mut all = Vec::new();
    for one in typed {
        if one == "-" {
            let input = env.read_input()?;
            let words = input.split(|letter: char| letter.is_whitespace() || letter == '\0');
            all.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
        } else {
            all.push(one.clone());
        }
    }
    if all.is_empty() {
        return Err(usage("no id on standard input").into());
    }
    Ok(all)
}

/// `a`, `b` and so on, for a line of help.
pub(super) fn names<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

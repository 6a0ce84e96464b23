//! Kinds from their folders, and what a log's settings change of them.

mod file;
mod meaning;
mod together;
mod whole;

use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use serde_json::Value as Json;
use toml::de::DeTable;

use super::table::{Refusal, Written};
use crate::model::kind::{Field, Kind};
use crate::model::settings::Settings;
use crate::model::source::Source;
use crate::model::vocabulary::Vocabulary;
use file::KindFile;
pub use file::LOG;
pub(super) use meaning::is_word;

/// The folders that come with declog: `kind.toml` and `record.md`, in the order the kinds are shown.
const BUILT_IN: [(&str, &str); 3] = [
    (
        include_str!("../../../templates/kinds/decision/kind.toml"),
        include_str!("../../../templates/kinds/decision/record.md"),
    ),
    (
        include_str!("../../../templates/kinds/brief/kind.toml"),
        include_str!("../../../templates/kinds/brief/record.md"),
    ),
    (
        include_str!("../../../templates/kinds/handoff/kind.toml"),
        include_str!("../../../templates/kinds/handoff/record.md"),
    ),
];

/// Fields that every kind has.
const SHARED: &str = include_str!("../../../templates/kinds/shared.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedFile {
    fields: Vec<Field>,
}

/// The folder of a log's own kind.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folder's name, which is the kind's.
    pub name: String,
    /// Its `kind.toml`.
    pub file: Source,
    /// Its `record.md`, where it has one.
    pub template: Option<String>,
}

/// Two kinds that cannot be told apart.
#[derive(Debug)]
pub struct Clash {
    /// The later one.
    pub kind: String,
    /// The earlier one.
    pub other: String,
    /// The key that says what they share.
    pub key: &'static str,
    /// What they share.
    pub message: String,
}

/// The kinds that come with declog, as no log has changed them.
#[must_use]
pub fn builtin() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let shared = shared();
        let read = |(kind, template): &(&str, &str)| {
            let file: KindFile = toml::from_str(kind).expect("a test reads every built-in kind");
            file.build(None, &shared, Some((*template).to_owned()))
        };
        BUILT_IN.iter().map(read).collect()
    })
}

fn shared() -> Vec<Field> {
    let shared: SharedFile = toml::from_str(SHARED).expect("a test reads the shared fields");
    shared.fields
}

/// The kinds that come with declog and those of a log's own folders, as no settings have changed them; `commands` are
/// those of declog that no verb may be.
///
/// A folder that has the name of a kind that comes with declog takes its place.
///
/// # Errors
/// What is wrong in the first file that cannot be used.
pub fn with_own(folders: &[Folder], commands: &[String]) -> Result<Vec<Kind>, (Refusal, Source)> {
    let mut kinds = builtin().to_vec();
    let mut read = Vec::new();
    for folder in folders {
        let written = Written::new(&folder.file, "kind.toml");
        let own = own(folder, &written);
        let (kind, table) = own.map_err(|refusal| (refusal, folder.file.clone()))?;
        match kinds.iter_mut().find(|known| known.name == kind.name) {
            Some(known) => *known = kind,
            None => kinds.push(kind),
        }
        read.push((folder, written, table));
    }
    for (folder, written, table) in &read {
        let problems = together::check(&folder.name, (&kinds, commands), table, written);
        if !problems.is_empty() {
            return Err((Refusal::Wrong(problems), folder.file.clone()));
        }
    }
    Ok(kinds)
}

fn own<'a>(folder: &Folder, written: &Written<'a>) -> Result<(Kind, DeTable<'a>), Refusal> {
    let (file, table) = written.read::<KindFile>(&schema())?;
    let mut problems = meaning::of_file(folder, &file, &table, written);
    if problems.is_empty() {
        let extended = file.extends.as_ref();
        let base =
            extended.and_then(|name| builtin().iter().find(|kind| kind.name == name.as_str()));
        let kind = file.build(base, &shared(), folder.template.clone());
        problems = whole::check(&kind, &table, written);
        if problems.is_empty() {
            return Ok((kind, table));
        }
    }
    Err(Refusal::Wrong(problems))
}

/// The JSON Schema of `kind.toml`.
#[must_use]
pub fn schema() -> Json {
    schemars::schema_for!(KindFile).to_value()
}

/// Kinds as a log's settings change them.
#[must_use]
pub fn configured(settings: &Settings, kinds: &[Kind]) -> Vec<Arc<Kind>> {
    let configure = |kind: &Kind| {
        let mut kind = kind.clone();
        kind.ids = settings.log.ids;
        if let Some(written) = settings.kinds.get(&kind.name) {
            kind.folder = written.folder.clone().unwrap_or(kind.folder);
            kind.prefix = written.prefix.clone().unwrap_or(kind.prefix);
            kind.width = written.width.unwrap_or(kind.width);
            kind.dialect = written.dialect.unwrap_or(kind.dialect);
            kind.statuses = written
                .statuses
                .iter()
                .map(|(theirs, ours)| (theirs.clone(), ours.clone()))
                .collect();
            kind.words = Vocabulary::new(&kind.states, &kind.statuses);
        }
        Arc::new(kind)
    };
    kinds.iter().map(configure).collect()
}

/// Kinds with a name, the prefix or the folder of another: nobody could tell whose record is whose.
#[must_use]
pub fn clashes<'a>(kinds: impl IntoIterator<Item = &'a Kind>) -> Vec<Clash> {
    let kinds: Vec<&Kind> = kinds.into_iter().collect();
    let mut clashes = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        for other in &kinds[..at] {
            let mut say = |key: &'static str, value: &str| {
                let (kind, other) = (&kind.name, &other.name);
                clashes.push(Clash {
                    kind: kind.clone(),
                    other: other.clone(),
                    key,
                    message: format!("kinds `{other}` and `{kind}` have the same {key}, `{value}`"),
                });
            };
            if kind.plural == other.plural {
                say("plural", &kind.plural);
            }
            if kind.prefix == other.prefix {
                say("prefix", &kind.prefix);
            }
            if kind.folder == other.folder {
                say("folder", &kind.folder);
            }
        }
    }
    clashes
}

/// A path with `/` between its parts that stays below the folder it starts from, on every system.
pub(super) fn is_below_the_root(folder: &str) -> bool {
    let is_part =
        |part: &str| !matches!(part, "" | "." | ".." | ".git") && !part.contains(['\\', ':']);
    folder == "." || folder.split('/').all(is_part)
}

/// What stands before the number of an id.
pub(super) fn is_prefix(prefix: &str) -> bool {
    matches!(prefix.len(), 1..=12) && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
}

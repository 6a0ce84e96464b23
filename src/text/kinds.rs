//! Kinds from their folders, and what a log's settings change of them.

use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::model::kind::{Dialect, Field, Kind, SectionSpec};
use crate::model::settings::Settings;
use crate::model::state::{State, Step};

/// The folders that come with declog: `kind.toml` and `record.md`, in the order the kinds are shown.
const BUILT_IN: [(&str, &str); 1] = [(
    include_str!("../../templates/kinds/decision/kind.toml"),
    include_str!("../../templates/kinds/decision/record.md"),
)];

/// Fields that every kind has.
const SHARED: &str = include_str!("../../templates/kinds/shared.toml");

/// How many of the shared fields stand before a kind's own.
const FIRST: usize = 4;

/// `kind.toml` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct KindFile {
    format: u32,
    name: String,
    plural: String,
    about: String,
    prefix: String,
    width: usize,
    folder: String,
    leading: String,
    owner_else: Option<String>,
    superseded: Option<String>,
    states: Vec<State>,
    steps: Vec<Step>,
    fields: Vec<Field>,
    sections: Vec<SectionSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedFile {
    fields: Vec<Field>,
}

/// The kinds that come with declog, as no log has changed them.
#[must_use]
pub fn builtin() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let shared: SharedFile = toml::from_str(SHARED).expect("a test reads the shared fields");
        let read = |(kind, template): &(&str, &str)| {
            let file: KindFile = toml::from_str(kind).expect("a test reads every built-in kind");
            build(file, &shared.fields, template)
        };
        BUILT_IN.iter().map(read).collect()
    })
}

/// The kinds of a log: the built-in ones as its settings change them.
#[must_use]
pub fn configured(settings: &Settings) -> Vec<Arc<Kind>> {
    let configure = |kind: &Kind| {
        let mut kind = kind.clone();
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
        }
        Arc::new(kind)
    };
    builtin().iter().map(configure).collect()
}

fn build(file: KindFile, shared: &[Field], template: &str) -> Kind {
    debug_assert_eq!(file.format, crate::model::kind::FORMAT);
    let (first, last) = shared.split_at(FIRST.min(shared.len()));
    let fields = first
        .iter()
        .chain(&file.fields)
        .chain(last)
        .cloned()
        .collect();
    let mut sections = file.sections;
    sections.push(SectionSpec {
        id: "log".into(),
        title: "Log".into(),
        aliases: Vec::new(),
        required_in: Vec::new(),
        frozen_in: Vec::new(),
    });
    let named = |(at, section): (usize, &SectionSpec)| -> Vec<(String, usize)> {
        let titles = std::iter::once(&section.title).chain(&section.aliases);
        titles.map(|title| (title.to_lowercase(), at)).collect()
    };
    let headings = sections.iter().enumerate().flat_map(named).collect();
    Kind {
        name: file.name,
        plural: file.plural,
        about: file.about,
        prefix: file.prefix,
        width: file.width,
        folder: file.folder,
        leading: file.leading,
        owner_else: file.owner_else,
        superseded: file.superseded,
        dialect: Dialect::Native,
        statuses: Vec::new(),
        states: file.states,
        steps: file.steps,
        fields,
        sections,
        headings,
        template: template.to_owned(),
    }
}

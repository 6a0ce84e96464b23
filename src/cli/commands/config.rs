//! `declog config`: the settings in effect, and where each came from.

use clap::Args;
use serde_json::Value;

use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::load::{Loaded, load};
use crate::cli::options;
use crate::report::config::{self, Origin, Setting};
use crate::text::settings;

/// Print the settings in effect and where each came from
#[derive(Debug, Args)]
pub(in crate::cli) struct ConfigArgs {
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &ConfigArgs, env: &mut Env) -> anyhow::Result<u8> {
    let loaded = load(env, &args.reading)?;
    let settings = effective(&loaded)?;
    let style = env.style();
    if env.wants_json() {
        config::write_json(&settings, &mut env.out)?;
    } else {
        config::write(&settings, style, &mut env.out)?;
    }
    Ok(0)
}

fn effective(loaded: &Loaded) -> anyhow::Result<Vec<Setting>> {
    let log = &loaded.index.log;
    let mut whole = log.settings.clone();
    whole.log.name = Some(log.name.clone());
    whole.log.title = Some(log.title.clone());
    whole.log.timezone.get_or_insert_with(|| "UTC".to_owned());
    whole.log.lang.get_or_insert_with(|| "en".to_owned());
    whole.site.title.get_or_insert_with(|| log.title.clone());
    options::fill(&mut whole);
    for kind in &log.kinds {
        let written = whole.kinds.entry(kind.name.clone()).or_default();
        written.folder = Some(kind.folder.clone());
        written.prefix = Some(kind.prefix.clone());
        written.width = Some(kind.width);
        written.dialect = Some(kind.dialect);
    }
    let lines = settings::lines(&loaded.index.log.file);
    let mut all = Vec::new();
    flatten(
        &serde_json::to_value(&whole)?,
        &mut Vec::new(),
        &mut |key, value| {
            let name = key.join(".");
            let line = lines
                .iter()
                .find(|(written, _)| *written == name)
                .map(|(_, line)| *line);
            all.push(Setting {
                key: key.to_vec(),
                value: value.clone(),
                origin: line.map(|line| Origin {
                    path: loaded.index.log.file.path.clone(),
                    line,
                }),
            });
        },
    );
    Ok(all)
}

/// Every value that is no table, and the tables of lists, with its key; what says nothing is left out.
fn flatten(value: &Value, key: &mut Vec<String>, found: &mut impl FnMut(&[String], &Value)) {
    match value {
        Value::Null => {}
        Value::Object(object) => {
            for (name, inner) in object {
                key.push(name.clone());
                flatten(inner, key, found);
                key.pop();
            }
        }
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            for (at, item) in items.iter().enumerate() {
                key.push(at.to_string());
                found(key, item);
                key.pop();
            }
        }
        value => found(key, value),
    }
}

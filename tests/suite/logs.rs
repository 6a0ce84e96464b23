//! Logs without a disk: files in memory, read as the command line reads them.

use std::collections::BTreeMap;

use declog::index::{Contents, Ignored, Index, Log};
use declog::model::settings::Settings;
use declog::model::source::{Content, File, Source};
use declog::text::kinds::{self, Folder};
use declog::text::parse::{Outcome, parse};
use declog::text::{baseline, settings};
use globset::{Glob, GlobSetBuilder};
use jiff::civil::date;

/// Where a log has its baseline.
const BASELINE: &str = ".declog/baseline.toml";

/// The files of a repository, by path.
pub(crate) type Files = BTreeMap<String, Content>;

/// Files of those paths and texts; a name without a folder is a decision's.
pub(crate) fn files(all: &[(&str, &str)]) -> Files {
    let named = all.iter().map(|(path, text)| {
        let path = match path.contains('/') || *path == "declog.toml" {
            true => (*path).to_owned(),
            false => format!("docs/decisions/{path}"),
        };
        (path, Content::Bytes(text.as_bytes().to_vec()))
    });
    named.collect()
}

/// The index of a log on 22 November 2026, with what its own `declog.toml`, `.declog/kinds` and baseline say.
pub(crate) fn index(files: &Files) -> Index {
    let own: Vec<Folder> = files
        .iter()
        .filter_map(|(path, content)| {
            let name = path
                .strip_prefix(".declog/kinds/")?
                .strip_suffix("/kind.toml")?;
            let template = files.get(&format!(".declog/kinds/{name}/record.md"));
            Some(Folder {
                name: name.to_owned(),
                file: Source::new(path.as_str(), text(content)),
                template: template.map(text),
            })
        })
        .collect();
    let kinds = kinds::with_own(&own, &[]).expect("kinds that can be read");
    let file = Source::new(
        "declog.toml",
        files.get("declog.toml").map(text).unwrap_or_default(),
    );
    let settings = match file.text.as_str() {
        "" => Settings {
            format: 1,
            ..Settings::default()
        },
        _ => settings::parse(&file, &kinds).expect("settings that can be read"),
    };
    let log = Log {
        name: ".".to_owned(),
        title: settings
            .log
            .title
            .clone()
            .unwrap_or_else(|| "Harbor".to_owned()),
        root: String::new(),
        kinds: kinds::configured(&settings, &kinds),
        places: settings::places(&file),
        settings,
        as_of: date(2026, 11, 22),
        rev: None,
        baseline: files
            .get(BASELINE)
            .map(|content| {
                baseline::parse(&Source::new(BASELINE, text(content))).expect("a baseline")
            })
            .unwrap_or_default(),
        file,
    };
    let contents = contents(&log, files);
    Index::build(log, contents)
}

fn contents(log: &Log, files: &Files) -> Contents {
    let mut ignore = GlobSetBuilder::new();
    for glob in &log.settings.log.ignore {
        ignore.add(Glob::new(glob).unwrap());
    }
    let ignore = ignore.build().unwrap();
    let mut contents = Contents::default();
    for (path, content) in files {
        let Some(kind) = log.kind_of(path) else {
            continue;
        };
        let path = path.clone();
        if ignore.is_match(&path) {
            let reason = "named in `[log] ignore`";
            contents.ignored.push(Ignored { path, reason });
            continue;
        }
        let file = File {
            path: path.clone(),
            content: content.clone(),
        };
        let parsed = parse(kind, file);
        contents.problems.extend(parsed.problems);
        match parsed.outcome {
            Outcome::Record(record) => contents.records.push(*record),
            Outcome::Ignored(reason) => contents.ignored.push(Ignored { path, reason }),
            Outcome::Unreadable(source) => contents.unreadable.push(source),
        }
    }
    contents
}

fn text(content: &Content) -> String {
    match content {
        Content::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        other => panic!("{other:?}"),
    }
}

//! `declog.toml`: each case is read, and told as settings or as findings with their bytes.

use std::fs;

use declog::model::source::Source;
use declog::text::kinds::builtin;
use declog::text::settings::{Refusal, lines, parse, place};

use super::{cases, finding};

#[test]
fn every_file_of_settings_is_read_as_its_case_says() {
    cases("settings", "toml", |name, path| {
        let source = Source::new("declog.toml", fs::read_to_string(path).unwrap());
        let found = match parse(&source, builtin()) {
            Ok(settings) => format!("{}\n", toml::to_string(&settings).unwrap().trim()),
            Err(Refusal::Newer(format)) => format!("newer: {format}\n"),
            Err(Refusal::Wrong(problems)) => problems
                .iter()
                .map(|problem| finding(&source, problem))
                .collect(),
        };
        vec![(format!("{name}.txt"), found)]
    });
}

#[test]
fn a_setting_is_found_where_it_is_written() {
    let source = Source::new(
        "declog.toml",
        "\u{feff}format = 1\r\n[log]\r\ntitle = \"Größe\"\r\n[check.levels]\r\nid-gap = \"warn\"\r\n",
    );
    assert_eq!(
        lines(&source),
        [
            ("check.levels.id-gap".to_owned(), 5),
            ("format".to_owned(), 1),
            ("log.title".to_owned(), 3)
        ]
    );
    let at = |path: &[&str]| place(&source, path).map(|span| source.slice(span));
    assert_eq!(at(&["log", "title"]), Some("title"));
    assert_eq!(at(&["check", "levels", "id-gap"]), Some("id-gap"));
    assert_eq!(at(&["check", "levels"]), Some("levels"));
    assert_eq!(at(&["check", "nothing"]), None);
    assert_eq!(at(&[]), None);
    let broken = Source::new("declog.toml", "format =");
    assert_eq!(place(&broken, &["format"]), None);
}

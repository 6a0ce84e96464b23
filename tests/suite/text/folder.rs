//! Which files of a folder are records: each case is a list of paths, and what each of them is.

use std::fs;

use declog::text::folder::{Role, roles};

use super::cases;
use super::foreign::adopted_by;

/// The first word of a case's name says what the ids of its log are made of.
#[test]
fn every_path_is_what_its_case_says() {
    cases("folders", "paths", |name, path| {
        let written = fs::read_to_string(path).expect("a list of paths");
        let ids = name.split('-').next().unwrap_or_default();
        let kind = adopted_by(ids, "");
        let paths: Vec<String> = written
            .lines()
            .map(|path| format!("docs/adr/{path}"))
            .collect();
        let given: Vec<&str> = paths.iter().map(String::as_str).collect();
        let told = roles(&kind, "docs/adr", &given);
        let lines = paths.iter().zip(told).map(|(path, role)| {
            let path = path.trim_start_matches("docs/adr/");
            format!("{path}\n  {}\n", told_of(&role))
        });
        vec![(format!("{name}.txt"), lines.collect())]
    });
}

fn told_of(role: &Role) -> String {
    match role {
        Role::Record { id, beside: None } => format!("record {id}"),
        Role::Record {
            id,
            beside: Some(beside),
        } => format!("record {id}, its fields in {beside}"),
        Role::Ignored(why) => format!("ignored: {why}"),
        Role::Unnamed => "no number".to_owned(),
    }
}

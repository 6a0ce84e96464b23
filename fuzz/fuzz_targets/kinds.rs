//! Any text as the `kind.toml` of a log's own kind, and as its `record.md`: a kind that drafts a record, or findings.
#![no_main]

use declog::model::source::Source;
use declog::text::draft::{Draft, draft};
use declog::text::kinds::{Folder, with_own};
use declog::text::settings::Refusal;
use declog_fuzz::assert_places;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

const HEAD: &str = "format = 1\nname = \"own\"\nplural = \"owns\"\nprefix = \"OWN\"\nfolder = \"docs/own\"\nextends = \"decision\"\n";

fuzz_target!(|text: &str| {
    let (file, template) = text.split_once('\0').unwrap_or((text, "{{ title }}"));
    for file in [file.to_owned(), format!("{HEAD}{file}")] {
        let folder = Folder {
            name: "own".to_owned(),
            file: Source::new(".declog/kinds/own/kind.toml", file),
            template: Some(template.to_owned()),
        };
        match with_own(&[folder], &[]) {
            Ok(kinds) => {
                let Some(own) = kinds.last() else { return };
                let _ = draft(
                    own,
                    &Draft {
                        title: "A title",
                        date: date(2026, 11, 22),
                        lead: None,
                        body: None,
                    },
                );
            }
            Err((Refusal::Wrong(problems), source)) => assert_places(&source, &problems),
            Err((Refusal::Newer(_), _)) => {}
        }
    }
});

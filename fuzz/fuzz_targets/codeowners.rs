//! Any text as a file of code owners: what is drafted from it can be read as settings.
#![no_main]

use declog::model::settings::Ids;
use declog::model::source::Source;
use declog::text::beginning::{Beginning, Drafts, write};
use declog::text::codeowners::parse;
use declog::text::roster::{Author, draft};
use declog::text::{kinds, settings};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (name, email) = text.split_once('\n').unwrap_or((text, ""));
    let author = Author {
        name: name.to_owned(),
        email: email.lines().next().unwrap_or_default().to_owned(),
        commits: 1,
    };
    let settings = write(&Beginning {
        title: name,
        adopted: &[],
        ids: Ids::Number,
        strict_from: date(2026, 11, 23),
        roster: &draft(&[author], &parse(text), ""),
        drafts: Drafts::Settings,
    });
    let source = Source::new("declog.toml", settings);
    assert!(settings::parse(&source, kinds::builtin()).is_ok());
});

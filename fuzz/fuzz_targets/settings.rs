//! Any text as `declog.toml`: settings and kinds, or findings at their places.
#![no_main]

use declog::model::source::Source;
use declog::text::kinds;
use declog::text::settings::{Refusal, parse};
use declog_fuzz::assert_places;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("declog.toml", text);
    match parse(&source, kinds::builtin()) {
        Ok(settings) => assert!(!kinds::configured(&settings, kinds::builtin()).is_empty()),
        Err(Refusal::Wrong(problems)) => assert_places(&source, &problems),
        Err(Refusal::Newer(_)) => {}
    }
});

//! A disk that is full or broken or may not be written: nothing panics, what was there is whole, and the place is named.

use super::strace::{self, Blow, Call, calls, struck};
use super::{is_long, is_whole, log};

const COMMANDS: [&[&str]; 5] = [
    &["new", "Fourth", "-m", "Because.", "-c"],
    &["accept", "2", "-m", "Shown to work.", "-c"],
    &["set", "3", "tags+=audit"],
    &["renumber", "2", "9"],
    &["mv", "2", "docs/decisions/money"],
];

const ERRORS: [&str; 4] = ["ENOSPC", "EIO", "EROFS", "EMFILE"];

/// What is wrong after a call that failed, in words.
fn wrong(words: &[&str], call: &Call, blow: Blow) -> Option<String> {
    let sandbox = log();
    let old = sandbox.files();
    let output = struck(&sandbox, words, call, blow);
    let told = output.stderr.trim();
    if told.contains("panicked") || told.contains("bug in declog") || !matches!(output.code, 0 | 3)
    {
        return Some(format!("exit {}: {told}", output.code));
    }
    // What git could not do any more leaves the files as they were written.
    // A stream that cannot be written either is told nothing.
    let mute = call.name == "write" && "error:".starts_with(told);
    let written = mute || told.contains("written and not committed");
    if output.code == 3 {
        if !told.contains('`') && !mute {
            return Some(format!("no place is named: {told}"));
        }
        let mut now = sandbox.files();
        now.retain(|path, _| !path.contains("/.declog-"));
        if !written && now != old {
            return Some(format!(
                "what was there is not whole: {:?} ({told})",
                now.keys()
            ));
        }
    }
    for (path, text) in &old {
        let lost = sandbox.files().get(path).is_none_or(Vec::is_empty) && !text.is_empty();
        let moves = matches!(words[0], "renumber" | "mv") && output.code == 0;
        if lost && !moves {
            return Some(format!("{path} is lost or empty ({told})"));
        }
    }
    is_whole(&sandbox).err()
}

/// Every failure of a command's calls; `each` picks those that are tried.
fn tried(words: &[&str], each: fn(usize) -> bool) -> (usize, Vec<String>) {
    let points = calls(&log(), words);
    let mut count = 0;
    let mut found = Vec::new();
    for (place, call) in points.iter().enumerate() {
        for (turn, error) in ERRORS.into_iter().enumerate() {
            let opens = call.name.starts_with("open");
            if (error == "EMFILE" && !opens) || !each(place * ERRORS.len() + turn) {
                continue;
            }
            for blow in [Blow::Error(error), Blow::Errors(error)] {
                count += 1;
                if let Some(what) = wrong(words, call, blow) {
                    found.push(format!(
                        "{words:?}: {}#{} {blow:?} ({}): {what}",
                        call.name, call.place, call.line
                    ));
                }
            }
        }
    }
    (count, found)
}

#[test]
fn a_disk_that_fails_loses_nothing() {
    if !strace::is_there() {
        return;
    }
    let each: fn(usize) -> bool = if is_long() {
        |_| true
    } else {
        |place| place % 17 == 5
    };
    let mut count = 0;
    let mut found = Vec::new();
    std::thread::scope(|scope| {
        let runs = COMMANDS.map(|words| scope.spawn(move || tried(words, each)));
        for run in runs {
            let (tried, wrong) = run.join().expect("a run that ends");
            count += tried;
            found.extend(wrong);
        }
    });
    println!("{count} failures");
    assert_eq!(found, Vec::<String>::new(), "of {count} failures");
    assert!(count >= 40, "only {count} failures were tried");
}

/// A folder that may not be written is named, whoever runs the tests.
#[test]
fn a_place_that_may_not_be_written_is_named() {
    let sandbox = log();
    sandbox.write("docs/decisions/money", "a file where a folder is wanted");
    let output = sandbox.declog(&["mv", "2", "docs/decisions/money/deep"]);
    assert_eq!(output.code, 3, "{}", output.stderr);
    assert!(
        output.stderr.contains("`docs/decisions/money"),
        "{}",
        output.stderr
    );
}

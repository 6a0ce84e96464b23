//! A writer that is killed at any of its system calls, or whose git is: no file is half, no record is lost, and what
//! was begun can be ended or taken back.

use std::collections::BTreeMap;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::strace::{self, Blow, Call, calls, struck};
use super::{done, is_long, is_whole, log};
use crate::sandbox::Sandbox;

/// The commands, each with what is done before it.
const COMMANDS: [(&[&str], &[&str]); 6] = [
    (&[], &["new", "Fourth", "-m", "Because.", "-c"]),
    (&[], &["accept", "2", "-m", "Shown to work.", "-c"]),
    (&[], &["set", "3", "tags+=audit"]),
    (&[], &["renumber", "2", "9", "-c"]),
    (&["accept", "2", "-c"], &["undo"]),
    (&["set", "3", "tags+=audit"], &["undo"]),
];

type Files = BTreeMap<String, Vec<u8>>;

/// The log as it is before a command.
fn before(first: &[&str]) -> Sandbox {
    let sandbox = log();
    if !first.is_empty() {
        done(&sandbox, first);
    }
    sandbox
}

/// The files that are no leftovers of ours.
fn files(sandbox: &Sandbox) -> Files {
    let mut files = sandbox.files();
    files.retain(|path, _| {
        !path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .starts_with(".declog-")
    });
    files
}

/// What is wrong after a blow, in words; nothing where all is well.
fn wrong(sandbox: &Sandbox, old: &Files, new: &Files) -> Option<String> {
    for (path, text) in &files(sandbox) {
        if old.get(path) != Some(text) && new.get(path) != Some(text) {
            return Some(format!(
                "{path} is half: {:?}",
                String::from_utf8_lossy(text)
            ));
        }
    }
    let now = files(sandbox);
    // A record that moves lies at one of its places at any time.
    let heir = new.keys().find(|path| !old.contains_key(*path));
    let has_moved = heir.is_some_and(|heir| now.contains_key(heir));
    let lost = old.keys().find(|path| {
        let goes = has_moved && !new.contains_key(*path);
        !now.contains_key(*path) && !goes
    });
    if let Some(path) = lost {
        return Some(format!("{path} is lost"));
    }
    let status = sandbox.git(&[
        "status",
        "--porcelain",
        "--no-renames",
        "--untracked-files=all",
    ]);
    let differs = sandbox.git(&["diff", "--name-only", "--no-renames", "HEAD"]);
    let phantom = status.lines().find(|line| {
        let path = line.get(3..).unwrap_or_default();
        let gone = line.starts_with('D') && now.contains_key(path);
        let behind = !line.starts_with([' ', '?']) && differs.lines().all(|other| other != path);
        gone || behind
    });
    if let Some(line) = phantom {
        return Some(format!(
            "the index would take back what is committed: {line}"
        ));
    }
    is_whole(sandbox).err()
}

/// What is wrong with the next run.
fn stuck(sandbox: &Sandbox) -> Option<String> {
    for lock in stale(sandbox) {
        sandbox.shell(sandbox.root(), &format!("rm '{lock}'"));
    }
    let next = sandbox.declog(&["new", "Next", "-m", "Because.", "-c"]);
    if next.code != 0 {
        return Some(format!("the next run: {}", next.stderr));
    }
    let left: Vec<String> = sandbox
        .files()
        .into_keys()
        .filter(|path| path.contains("decisions/.declog-"))
        .collect();
    (!left.is_empty()).then(|| format!("left behind: {left:?}"))
}

/// The locks that `declog doctor` names.
fn stale(sandbox: &Sandbox) -> Vec<String> {
    let told = sandbox.declog(&["doctor", "-n"]).stdout;
    let locks = told
        .lines()
        .filter(|line| line.contains("  locks  ") && line.starts_with("wrong"));
    locks
        .filter_map(|line| Some(line.split('`').nth(1)?.to_owned()))
        .collect()
}

/// Takes back what was begun; gives what is wrong then.
fn unsettled(sandbox: &Sandbox, old: &Files, words: &[&str]) -> Option<String> {
    for lock in stale(sandbox) {
        sandbox.shell(sandbox.root(), &format!("rm '{lock}'"));
    }
    let undo = sandbox.declog(&["undo"]);
    if !matches!(undo.code, 0 | 4) {
        return Some(format!("undo: {}", undo.stderr));
    }
    // An undo that is killed is ended by the next one, or had not begun.
    if files(sandbox) != *old {
        let left = files(sandbox);
        return Some(format!("undo after {words:?} leaves {:?}", left.keys()));
    }
    // Nothing waits to go along with the user's next commit.
    let status = sandbox.git(&["diff", "--cached", "--name-only", "HEAD"]);
    (!status.is_empty()).then(|| format!("undo after {words:?} leaves staged: {status}"))
}

/// Every blow of a command; `each` picks the calls that are tried.
fn tried(first: &[&str], words: &[&str], each: fn(usize) -> bool) -> (usize, Vec<String>) {
    let clean = before(first);
    let old = files(&clean);
    let points = calls(&clean, words);
    let new = files(&clean);
    let before_all = files(&log());
    let mut count = 0;
    let mut found = Vec::new();
    for (_, call) in points.iter().enumerate().filter(|(place, _)| each(*place)) {
        count += 1;
        let told = |what: String| {
            format!(
                "{words:?} killed at {}#{} ({}): {what}",
                call.name, call.place, call.line
            )
        };
        let sandbox = killed(first, words, call);
        if let Some(what) = wrong(&sandbox, &old, &new) {
            found.push(told(what));
        }
        let other = killed(first, words, call);
        if let Some(what) = stuck(&other) {
            found.push(told(what));
        }
        let settled = if words == ["undo"] { &before_all } else { &old };
        if let Some(what) = unsettled(&sandbox, settled, words) {
            found.push(told(what));
        }
    }
    (count, found)
}

/// The log after a command that was killed at a call.
fn killed(first: &[&str], words: &[&str], call: &Call) -> Sandbox {
    let sandbox = before(first);
    if words != ["undo"] {
        sandbox.forget();
    }
    struck(&sandbox, words, call, Blow::Kill);
    sandbox
}

#[test]
fn a_writer_that_is_killed_loses_nothing() {
    if !strace::is_there() {
        return;
    }
    let each: fn(usize) -> bool = if is_long() {
        |_| true
    } else {
        |place| place % 6 == 4
    };
    let mut count = 0;
    let mut found = Vec::new();
    std::thread::scope(|scope| {
        let runs = COMMANDS.map(|(first, words)| scope.spawn(move || tried(first, words, each)));
        for run in runs {
            let (tried, wrong) = run.join().expect("a run that ends");
            count += tried;
            found.extend(wrong);
        }
    });
    println!("{count} points");
    assert_eq!(found, Vec::<String>::new(), "of {count} points");
    assert!(count >= 40, "only {count} points were tried");
}

/// How long each command takes from start to end, about.
const LONGEST: Duration = Duration::from_millis(120);

/// Kills a command with all that it has started, after a while.
fn killed_after(sandbox: &Sandbox, words: &[&str], delay: Duration) {
    let mut program = sandbox.prepared(words, sandbox.root());
    program.stdout(Stdio::null()).stderr(Stdio::null());
    program.process_group(0);
    let mut child = program.spawn().expect("a writer");
    std::thread::sleep(delay);
    let group = format!("-{}", child.id());
    // One that has ended already is no failure here.
    let _ = Command::new("kill")
        .args(["-9", "--", &group])
        .stderr(Stdio::null())
        .status();
    child.wait().expect("a writer that ends");
}

/// One moment of a command, in thousandths of its time.
fn moment(place: usize) -> (&'static [&'static str], &'static [&'static str], Duration) {
    let (first, words) = COMMANDS[place % COMMANDS.len()];
    // Scattered, and the same in each run.
    let part = u32::try_from(place * 7919 % 1000).expect("less than a thousand");
    (first, words, LONGEST * part / 1000)
}

/// What is wrong after each of some moments.
fn struck_down(places: impl Iterator<Item = usize>) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut found = Vec::new();
    let before_all = files(&log());
    let mut ends: BTreeMap<usize, (Files, Files)> = BTreeMap::new();
    for place in places {
        count += 1;
        let (first, words, delay) = moment(place);
        let (old, new) = ends.entry(place % COMMANDS.len()).or_insert_with(|| {
            let clean = before(first);
            let old = files(&clean);
            done(&clean, words);
            (old, files(&clean))
        });
        let sandbox = before(first);
        if words != ["undo"] {
            sandbox.forget();
        }
        killed_after(&sandbox, words, delay);
        let settled = if words == ["undo"] {
            &before_all
        } else {
            &*old
        };
        let what = wrong(&sandbox, old, new)
            .or_else(|| unsettled(&sandbox, settled, words))
            .or_else(|| stuck(&sandbox));
        found.extend(what.map(|what| format!("{words:?} killed after {delay:?}: {what}")));
    }
    (count, found)
}

#[test]
fn a_writer_that_is_killed_with_its_git_loses_nothing() {
    let moments = if is_long() { 10_000 } else { 60 };
    let mut count = 0;
    let mut found = Vec::new();
    std::thread::scope(|scope| {
        let runs = [0, 1].map(|half| scope.spawn(move || struck_down((half..moments).step_by(2))));
        for run in runs {
            let (tried, wrong) = run.join().expect("a run that ends");
            count += tried;
            found.extend(wrong);
        }
    });
    assert_eq!(found, Vec::<String>::new(), "of {count} moments");
}

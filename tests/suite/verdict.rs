//! The same log is told the same way, to the byte, whatever the machine and the clone are like.

use std::fs;
use std::path::Path;
use std::process::Command;

use declog::report::findings::FORMATS;

use crate::sandbox::{Output, Sandbox};
use crate::seeded;

/// What of a machine may be otherwise.
type Otherwise = fn(&mut Command);

/// Machines, each with one thing otherwise.
const MACHINES: [(&str, Otherwise); 6] = [
    ("another zone and language", |run| {
        run.env("TZ", "Pacific/Kiritimati")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("LANG", "tr_TR.UTF-8");
    }),
    ("no language", |run| {
        run.env("LC_ALL", "C");
    }),
    ("one thread", |run| {
        run.env("RAYON_NUM_THREADS", "1");
    }),
    ("two threads", |run| {
        run.env("RAYON_NUM_THREADS", "2");
    }),
    ("eight threads", |run| {
        run.env("RAYON_NUM_THREADS", "8");
    }),
    ("nobody's home and no git", |run| {
        run.env_remove("HOME")
            .env_remove("GIT_CONFIG_GLOBAL")
            .env("PATH", "/nowhere");
    }),
];

/// What `declog check` says.
fn told(sandbox: &Sandbox, folder: &Path, format: &str, otherwise: &[Otherwise]) -> Output {
    let mut words = vec!["check", "--format", format];
    words.extend(seeded::ASKED.iter().flat_map(|rule| ["-W", rule]));
    let mut run = sandbox.prepared(&words, folder);
    for change in otherwise {
        change(&mut run);
    }
    Output::of(&run.output().expect("declog"))
}

/// Writes the files of a folder anew, the last one first.
fn reversed(folder: &Path) {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let texts: Vec<_> = paths
        .iter()
        .map(|path| fs::read(path).expect("a file"))
        .collect();
    for path in &paths {
        fs::remove_file(path).expect("a file");
    }
    for (path, text) in paths.iter().zip(texts).rev() {
        fs::write(path, text).expect("a file");
    }
}

/// A clone in another place, its files for its owner only and in another order.
fn clone(sandbox: &Sandbox) -> (Sandbox, std::path::PathBuf) {
    let other = Sandbox::without_git();
    let line = format!(
        "umask 077; git clone -q '{}' a/b/c",
        sandbox.root().display()
    );
    let (output, _) = other.shell(other.root(), &line);
    assert_eq!(output.code, 0, "{}", output.stdout);
    let clone = other.root().join("a/b/c");
    for folder in ["docs/decisions", "docs/briefs", "docs/handoffs"] {
        reversed(&clone.join(folder));
    }
    (other, clone)
}

#[test]
fn a_verdict_is_the_same_on_every_machine() {
    let sandbox = seeded::log();
    let root = sandbox.root();
    let usual = told(&sandbox, root, "json", &[]);
    assert_eq!(usual.code, 1, "{}", usual.stderr);
    for (what, otherwise) in MACHINES {
        let other = told(&sandbox, root, "json", &[otherwise]);
        assert!(
            other == usual,
            "{what}: {}",
            first_difference(&usual, &other)
        );
    }
    for folder in ["docs/decisions", "docs/briefs", "docs/handoffs"] {
        reversed(&root.join(folder));
    }
    let other = told(&sandbox, root, "json", &[]);
    assert!(
        other == usual,
        "another order: {}",
        first_difference(&usual, &other)
    );
}

#[test]
fn a_verdict_is_the_same_in_every_format_and_clone() {
    let sandbox = seeded::log();
    let (other, clone) = clone(&sandbox);
    let all: Vec<Otherwise> = MACHINES.iter().map(|(_, otherwise)| *otherwise).collect();
    for format in FORMATS {
        let usual = told(&sandbox, sandbox.root(), format.name, &[]);
        let unusual = told(&other, &clone, format.name, &all);
        assert!(
            usual.stdout.lines().count() > 10 || usual.stdout.len() > 10_000,
            "{}",
            usual.stdout
        );
        assert!(
            unusual == usual,
            "{}: {}",
            format.name,
            first_difference(&usual, &unusual)
        );
    }
}

fn first_difference(one: &Output, other: &Output) -> String {
    let lines = one.stdout.lines().zip(other.stdout.lines());
    let mut differing = lines.filter(|(one, other)| one != other);
    format!("{:?}, {} {}", differing.next(), one.stderr, other.stderr)
}

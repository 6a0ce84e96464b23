//! The same log is told the same way, to the byte, whatever the machine and the clone are like.

use std::collections::BTreeMap;
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

/// Every file of the site of a log, built for one day.
fn site(sandbox: &Sandbox, folder: &Path, otherwise: &[Otherwise]) -> BTreeMap<String, Vec<u8>> {
    let out = sandbox.beside("site");
    let _ = fs::remove_dir_all(&out);
    let to = out.display().to_string();
    let words = ["site", "--as-of", "2026-11-27", "--output", &to];
    let mut run = sandbox.prepared(&words, folder);
    for change in otherwise {
        change(&mut run);
    }
    let output = Output::of(&run.output().expect("declog"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    let mut files = BTreeMap::new();
    let mut folders = vec![out.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&out).expect("below the site");
                let name = name.display().to_string();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

#[test]
fn a_site_is_the_same_on_every_machine_and_in_every_clone() {
    let sandbox = Sandbox::without_git();
    let output = sandbox.declog(&["demo"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let root = sandbox.root().join("declog-demo");
    let usual = site(&sandbox, &root, &[]);
    assert!(usual.len() > 150, "only {} files", usual.len());
    let other = Sandbox::without_git();
    let line = format!("umask 077; git clone -q '{}' a/b/c", root.display());
    let (output, _) = other.shell(other.root(), &line);
    assert_eq!(output.code, 0, "{}", output.stdout);
    let clone = other.root().join("a/b/c");
    for folder in ["docs/decisions", "docs/briefs", "docs/handoffs"] {
        reversed(&clone.join(folder));
    }
    let clock: Otherwise = |run| {
        // What `--as-of` says stands above every other clock.
        run.env("DECLOG_AS_OF", "2031-01-01")
            .env("SOURCE_DATE_EPOCH", "1");
    };
    // Two builds of all that may be otherwise: the last of several thread counts is the one that counts.
    let all = MACHINES.iter().map(|(_, otherwise)| *otherwise);
    let threads: Otherwise = |run| {
        run.env("RAYON_NUM_THREADS", "1");
    };
    let machines: [Vec<Otherwise>; 2] = [vec![clock, threads], all.collect()];
    for machine in machines {
        let unusual = site(&other, &clone, &machine);
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&unusual), names(&usual));
        for (name, bytes) in &usual {
            assert!(unusual[name] == *bytes, "{name} differs");
        }
    }
}

fn first_difference(one: &Output, other: &Output) -> String {
    let lines = one.stdout.lines().zip(other.stdout.lines());
    let mut differing = lines.filter(|(one, other)| one != other);
    format!("{:?}, {} {}", differing.next(), one.stderr, other.stderr)
}

//! Whatever the user has under way, a command that writes touches its own files only.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;

use super::{done, is_long, log};
use crate::sandbox::Sandbox;

/// What the user has done to a file that is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Nothing,
    Staged,
    Unstaged,
    Both,
    Untracked,
    Ignored,
    Announced,
    Conflicted,
    Renamed,
    RemovedStaged,
    RemovedUnstaged,
    Executable,
    AssumedUnchanged,
    Skipped,
}

const WORK: [Work; 14] = [
    Work::Nothing,
    Work::Staged,
    Work::Unstaged,
    Work::Both,
    Work::Untracked,
    Work::Ignored,
    Work::Announced,
    Work::Conflicted,
    Work::Renamed,
    Work::RemovedStaged,
    Work::RemovedUnstaged,
    Work::Executable,
    Work::AssumedUnchanged,
    Work::Skipped,
];

/// What the user has done to a record that a command writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    Nothing,
    Unstaged,
    Staged,
}

/// A command, and the files that it may touch.
type Command = (&'static [&'static str], &'static [&'static str]);

const ONE: &str = "docs/decisions/0001-keep-two.md";
const TWO: &str = "docs/decisions/0002-keep-one.md";
const THREE: &str = "docs/decisions/0003-count.md";

const COMMANDS: [Command; 9] = [
    (
        &["new", "Fourth", "-m", "Because.", "-c"],
        &["docs/decisions/0004-fourth.md"],
    ),
    (&["accept", "2", "-m", "Shown to work.", "-c"], &[ONE, TWO]),
    (&["set", "3", "tags+=audit", "-c"], &[THREE]),
    (&["set", "3", "tags+=audit"], &[THREE]),
    (&["note", "3", "-m", "Seen.", "-c"], &[THREE]),
    (&["link", "3", "relates-to", "1", "-c"], &[THREE]),
    (
        &["renumber", "2", "9", "-c"],
        &[TWO, THREE, "docs/decisions/0009-keep-one.md"],
    ),
    (
        &["mv", "2", "docs/decisions/money", "-c"],
        &[TWO, THREE, "docs/decisions/money/0002-keep-one.md"],
    ),
    (&["undo"], &[THREE]),
];

/// Does to each of some files what was chosen for it.
fn work(sandbox: &Sandbox, all: &[Work]) {
    sandbox.write(".gitignore", "*.log\n");
    for at in 0..all.len() {
        sandbox.write(&format!("work/{at}.txt"), format!("{at}\n"));
    }
    sandbox.commit("work");
    for (at, work) in all.iter().enumerate() {
        let path = format!("work/{at}.txt");
        let write = |text: &str| sandbox.write(&path, text);
        let git = |words: &[&str]| drop(sandbox.git(words));
        match work {
            Work::Nothing => {}
            Work::Staged => {
                write("staged\n");
                git(&["add", &path]);
            }
            Work::Unstaged => write("unstaged\n"),
            Work::Both => {
                write("staged\n");
                git(&["add", &path]);
                write("and more\n");
            }
            Work::Untracked => sandbox.write(&format!("work/new-{at}.txt"), "new\n"),
            Work::Ignored => sandbox.write(&format!("work/{at}.log"), "ignored\n"),
            Work::Announced => {
                sandbox.write(&format!("work/soon-{at}.txt"), "soon\n");
                git(&["add", "-N", &format!("work/soon-{at}.txt")]);
            }
            Work::Conflicted => {
                let blob = sandbox.git(&["hash-object", "-w", &path]);
                let blob = blob.trim();
                let stages = (1..=3).map(|stage| format!("100644 {blob} {stage}\t{path}\\n"));
                let lines: String = stages.collect();
                let gone = format!("0 {} 0\t{path}\\n", "0".repeat(40));
                let line = format!("printf '{gone}{lines}' | git update-index --index-info");
                let (output, _) = sandbox.shell(sandbox.root(), &line);
                assert_eq!(output.code, 0, "{}", output.stdout);
            }
            Work::Renamed => git(&["mv", &path, &format!("work/moved-{at}.txt")]),
            Work::RemovedStaged => git(&["rm", "-q", &path]),
            Work::RemovedUnstaged => fs::remove_file(sandbox.root().join(&path)).expect("a file"),
            Work::Executable => git(&["update-index", "--chmod=+x", &path]),
            Work::AssumedUnchanged => {
                git(&["update-index", "--assume-unchanged", &path]);
                write("unseen\n");
            }
            Work::Skipped => {
                git(&["update-index", "--skip-worktree", &path]);
                write("unseen\n");
            }
        }
    }
}

/// Everything that is not among some paths: each file with its mode, and each entry of the index with its flags.
fn others(sandbox: &Sandbox, ours: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (path, bytes) in sandbox.files() {
        if !ours.contains(&path.as_str()) {
            let mode = mode(&sandbox.root().join(&path));
            found.insert(format!("file {path}"), format!("{mode:o} {bytes:?}"));
        }
    }
    let index = sandbox.git(&["ls-files", "--stage", "--debug"]);
    let mut entry = None;
    for line in index.lines() {
        if let Some((stage, path)) = line.split_once('\t').filter(|_| !line.starts_with(' ')) {
            entry = Some(format!("index {path} {stage}")).filter(|_| !ours.contains(&path));
        } else if let (Some(entry), Some((_, flags))) = (&entry, line.split_once("flags: ")) {
            found.insert(entry.clone(), flags.to_owned());
        }
    }
    found
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::symlink_metadata(path)
        .expect("a file")
        .permissions()
        .mode()
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0
}

/// The files that the newest commit changes.
fn committed(sandbox: &Sandbox) -> Vec<String> {
    let told = sandbox.git(&["show", "--name-only", "--no-renames", "--format=", "HEAD"]);
    told.lines().map(str::to_owned).collect()
}

/// What a command does to the user's work, in words; nothing where that is as it should be.
fn wrong(all: &[Work], own: Own, (words, ours): Command) -> Result<(), String> {
    let sandbox = log();
    work(&sandbox, all);
    if words == ["undo"] {
        done(&sandbox, &["set", "3", "tags+=audit", "--no-commit"]);
    }
    let is_ours = words != ["undo"] && ours.contains(&THREE);
    let own = if is_ours { own } else { Own::Nothing };
    if own != Own::Nothing {
        let text = sandbox.read(THREE) + "\nMy own words.\n";
        sandbox.write(THREE, &text);
    }
    if own == Own::Staged {
        sandbox.git(&["add", THREE]);
    }
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    let before = others(&sandbox, ours);
    let output = sandbox.declog(words);
    let after = others(&sandbox, ours);
    let moved = head != sandbox.git(&["rev-parse", "HEAD"]);
    let told = format!(
        "{words:?}: exit {} {}{}",
        output.code, output.stdout, output.stderr
    );
    if before != after {
        let gone: Vec<_> = before
            .iter()
            .filter(|(key, value)| after.get(*key) != Some(value))
            .collect();
        let new: Vec<_> = after
            .iter()
            .filter(|(key, value)| before.get(*key) != Some(value))
            .collect();
        return Err(format!("{told}\nwas {gone:?}\nis {new:?}"));
    }
    if output.code != 0 {
        return Err(told);
    }
    if moved
        && committed(&sandbox)
            .iter()
            .any(|path| !ours.contains(&path.as_str()))
    {
        return Err(format!("{told}\nthe commit has {:?}", committed(&sandbox)));
    }
    let wants = words.contains(&"-c") && own == Own::Nothing;
    if moved != wants {
        return Err(format!(
            "{told}\na commit was made: {moved}, expected: {wants}"
        ));
    }
    if own != Own::Nothing && is_ours {
        let kept = ours
            .iter()
            .filter(|path| sandbox.root().join(path).exists());
        let kept = kept
            .into_iter()
            .any(|path| sandbox.read(path).contains("My own words."));
        return if kept {
            Ok(())
        } else {
            Err(format!("{told}\nthe user's words are gone"))
        };
    }
    Ok(())
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: if is_long() { 500 } else { 60 },
        failure_persistence: None,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_users_work_is_as_it_was(
        all in prop::collection::vec(select(&WORK[..]), 1..7),
        own in select(&[Own::Nothing, Own::Nothing, Own::Unstaged, Own::Staged][..]),
        command in select(&COMMANDS[..]),
    ) {
        let result = wrong(&all, own, command);
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
    }
}

/// A record that moves keeps its mode, and has it again when that is taken back.
#[cfg(unix)]
#[test]
fn a_record_that_moves_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    for words in [
        &["renumber", "2", "9"][..],
        &["mv", "2", "docs/decisions/money"],
        &["set", "2", "tags+=a"],
    ] {
        let sandbox = log();
        let full = sandbox.root().join(TWO);
        fs::set_permissions(&full, fs::Permissions::from_mode(0o750)).expect("a mode");
        done(&sandbox, words);
        let modes = |sandbox: &Sandbox| -> Vec<u32> {
            let records = sandbox
                .files()
                .into_keys()
                .filter(|path| path.ends_with("-keep-one.md"));
            records
                .map(|path| mode(&sandbox.root().join(path)) & 0o777)
                .collect()
        };
        assert_eq!(modes(&sandbox), [0o750], "{words:?}");
        done(&sandbox, &["undo"]);
        assert_eq!(modes(&sandbox), [0o750], "undo of {words:?}");
    }
}

//! Commits of our own files, beside whatever else the user is doing.

use std::fs;
use std::time::Duration;

use declog::store::{CommitRequest, Obstacle, Repository};

use super::{open, owned, words};
use crate::sandbox::Sandbox;

const MESSAGE: &str = "declog: new DEC-1 A\n\nDeclog-Record: DEC-1\n";

fn request(paths: &[&str]) -> CommitRequest {
    CommitRequest {
        paths: owned(paths),
        message: MESSAGE.to_owned(),
    }
}

/// Everything the user can see of their own work.
fn work(sandbox: &Sandbox) -> [String; 4] {
    [
        sandbox.git(&["status", "--porcelain=v2", "--untracked-files=all"]),
        sandbox.git(&["diff"]),
        sandbox.git(&["diff", "--cached"]),
        sandbox.git(&["stash", "list"]),
    ]
}

/// What the newest commit holds: its message and the files it changed.
fn newest(sandbox: &Sandbox) -> String {
    sandbox.git(&["show", "--format=%B", "--name-status", "HEAD"])
}

/// Work of every sort in progress.
fn busy() -> Sandbox {
    let sandbox = Sandbox::new();
    for path in [
        "both.txt",
        "staged.txt",
        "unstaged.txt",
        "removed.txt",
        "docs/0001-a.md",
    ] {
        sandbox.write(path, format!("{path}\n"));
    }
    sandbox.commit("base");
    sandbox.write("staged.txt", "staged\n");
    sandbox.write("both.txt", "staged\n");
    sandbox.write("added.txt", "added\n");
    sandbox.git(&["add", "staged.txt", "both.txt", "added.txt"]);
    sandbox.git(&["rm", "-q", "--cached", "removed.txt"]);
    sandbox.write("both.txt", "and changed again\n");
    sandbox.write("unstaged.txt", "unstaged\n");
    sandbox.write("intended.txt", "intended\n");
    sandbox.git(&["add", "-N", "intended.txt"]);
    sandbox.write("untracked.txt", "untracked\n");
    sandbox
}

#[test]
fn a_commit_holds_our_files_and_leaves_the_users_work() {
    for index in ["--no-split-index", "--split-index"] {
        let sandbox = busy();
        sandbox.git(&["update-index", index]);
        let before = work(&sandbox);
        sandbox.write("docs/0001-a.md", "changed\n");
        sandbox.write("docs/0002-*.md", "a name that is no pattern\n");
        sandbox.write("docs/0002-b.md", "the user's, untracked\n");
        let untracked = "? docs/0002-b.md\n";
        let commit = open(&sandbox)
            .commit(&request(&["docs/0001-a.md", "docs/0002-*.md"]))
            .expect("committed");
        assert_eq!(commit.id, sandbox.git(&["rev-parse", "HEAD"]).trim());
        assert_eq!(commit.short, commit.id[..10]);
        assert_eq!(
            newest(&sandbox),
            format!("{MESSAGE}\n\nM\tdocs/0001-a.md\nA\tdocs/0002-*.md\n")
        );
        let mut after = work(&sandbox);
        assert!(after[0].contains(untracked));
        after[0] = after[0].replace(untracked, "");
        assert_eq!(after, before, "{index}");
    }
}

#[test]
fn the_first_commit_a_detached_head_and_a_linked_worktree() {
    let sandbox = Sandbox::new();
    sandbox.write("staged.txt", "staged\n");
    sandbox.git(&["add", "staged.txt"]);
    sandbox.write("declog.toml", "format = 1\n");
    open(&sandbox)
        .commit(&request(&["declog.toml"]))
        .expect("committed");
    assert_eq!(newest(&sandbox), format!("{MESSAGE}\n\nA\tdeclog.toml\n"));
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "A  staged.txt\n");

    sandbox.git(&["checkout", "-q", "--detach"]);
    sandbox.write("a.md", "a\n");
    open(&sandbox)
        .commit(&request(&["a.md"]))
        .expect("committed");
    assert_eq!(sandbox.git(&["rev-list", "--count", "main..HEAD"]), "1\n");

    let tree = sandbox.beside("tree");
    sandbox.git(&[
        "worktree",
        "add",
        "-q",
        tree.to_str().expect("UTF-8"),
        "main",
    ]);
    fs::write(tree.join("b.md"), "b\n").expect("writable");
    let linked = Repository::open(&tree).expect("a linked worktree");
    let commit = linked.commit(&request(&["b.md"])).expect("committed");
    assert_eq!(sandbox.git(&["rev-parse", "main"]).trim(), commit.id);
}

#[cfg(unix)]
#[test]
fn hooks_run_and_may_say_no() {
    use std::os::unix::fs::PermissionsExt;

    for unborn in [true, false] {
        let sandbox = if unborn { Sandbox::new() } else { busy() };
        let hook = sandbox.root().join(".git/hooks/pre-commit");
        fs::create_dir_all(hook.parent().expect("a folder")).expect("writable");
        fs::write(&hook, "#!/bin/sh\necho 'not on a Sunday' >&2\nexit 1\n").expect("writable");
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("ours");
        sandbox.git(&["config", "core.hooksPath", ".git/hooks"]);
        sandbox.write("docs/0002-b.md", "b\n");
        let before = work(&sandbox);
        let result = open(&sandbox).commit(&request(&["docs/0002-b.md"]));
        assert_eq!(
            words(&sandbox, result),
            "`git commit` failed: not on a Sunday"
        );
        assert_eq!(work(&sandbox), before);
        assert_eq!(sandbox.read("docs/0002-b.md"), "b\n");
    }
}

#[test]
fn another_programs_lock_is_waited_for() {
    let sandbox = busy();
    sandbox.write("docs/0001-a.md", "changed\n");
    let lock = sandbox.root().join(".git/index.lock");
    fs::write(&lock, "").expect("writable");
    let committed = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(300));
            fs::remove_file(&lock).expect("there");
        });
        open(&sandbox).commit(&request(&["docs/0001-a.md"]))
    });
    committed.expect("once the lock is gone");
    assert_eq!(
        newest(&sandbox),
        format!("{MESSAGE}\n\nM\tdocs/0001-a.md\n")
    );
}

#[test]
fn the_users_own_changes_are_an_obstacle() {
    let sandbox = busy();
    sandbox.write("docs/0002-b.md", "untracked record\n");
    sandbox.write("log/declog.toml", "never seen\n");
    let obstacle = |paths: &[&str]| open(&sandbox).obstacle(&owned(paths)).expect("said");
    assert_eq!(
        obstacle(&["docs/0001-a.md", "docs/0009-new.md", "log/declog.toml"]),
        None
    );
    let paths = [
        "unstaged.txt",
        "staged.txt",
        "intended.txt",
        "removed.txt",
        "docs/0002-b.md",
        "docs/0001-a.md",
    ];
    let changed = [
        "docs/0002-b.md",
        "intended.txt",
        "removed.txt",
        "staged.txt",
        "unstaged.txt",
    ];
    assert_eq!(
        obstacle(&paths),
        Some(Obstacle::UserChanges(owned(&changed)))
    );
}

#[test]
fn an_unfinished_merge_or_rebase_is_an_obstacle() {
    for (command, name) in [
        (&["merge", "side"][..], "merge"),
        (&["rebase", "side"], "rebase"),
        (&["cherry-pick", "side"], "cherry-pick"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("a.md", "base\n");
        sandbox.commit("base");
        sandbox.git(&["checkout", "-q", "-b", "side"]);
        sandbox.write("a.md", "side\n");
        sandbox.commit("side");
        sandbox.git(&["checkout", "-q", "main"]);
        sandbox.write("a.md", "main\n");
        sandbox.commit("main");
        assert_ne!(sandbox.try_git(command).code, 0, "{name} must conflict");
        let obstacle = open(&sandbox).obstacle(&owned(&["b.md"])).expect("said");
        assert_eq!(obstacle, Some(Obstacle::Unfinished(name)));
    }
}

#[test]
fn what_git_ignores_and_knows() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitignore", "docs/\n*.log\n");
    sandbox.write("docs/forced.md", "forced\n");
    sandbox.git(&["add", "-f", "docs/forced.md", ".gitignore"]);
    sandbox.git(&["commit", "-q", "-m", "base"]);
    sandbox.write("indexed.md", "x");
    sandbox.git(&["add", "indexed.md"]);
    let paths = [
        "docs/new.md",
        "docs/forced.md",
        "a.log",
        "a.md",
        "indexed.md",
    ];
    let repository = open(&sandbox);
    let ignored = paths.map(|path| repository.is_ignored(path).expect("said"));
    let known = paths.map(|path| repository.is_known(path).expect("said"));
    assert_eq!(ignored, [true, false, true, false, false]);
    assert_eq!(known, [false, true, false, false, true]);
}

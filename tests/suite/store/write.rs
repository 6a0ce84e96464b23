//! Writing files: all or none, and nothing else.

use std::fs;

use declog::store::{Expect, NewFile};

use super::{open, owned, tree, words};
use crate::sandbox::Sandbox;

fn new(path: &str, text: &str) -> NewFile {
    NewFile {
        path: path.to_owned(),
        text: Some(text.to_owned()),
        expect: Expect::New,
        like: None,
    }
}

fn changed(path: &str, old: &str, text: &str) -> NewFile {
    NewFile {
        expect: Expect::Was(old.to_owned()),
        ..new(path, text)
    }
}

#[test]
fn new_texts_come_and_old_ones_change() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/a.md", "old");
    let files = [
        new("docs/deep/er/b.md", "b"),
        changed("docs/a.md", "old", "new"),
    ];
    open(&sandbox).write(&files).expect("writable");
    assert_eq!(
        tree(&sandbox),
        [
            "docs",
            "docs/a.md",
            "docs/deep",
            "docs/deep/er",
            "docs/deep/er/b.md"
        ]
    );
    assert_eq!(
        [sandbox.read("docs/a.md"), sandbox.read("docs/deep/er/b.md")],
        ["new", "b"]
    );
}

#[cfg(unix)]
#[test]
fn modes_are_kept_and_new_ones_are_the_users() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = Sandbox::new();
    let mode = |path: &str| {
        let meta = fs::metadata(sandbox.root().join(path)).expect("there");
        meta.permissions().mode() & 0o7777
    };
    sandbox.write("plain.md", "made by the test");
    sandbox.write("run.md", "old");
    let path = sandbox.root().join("run.md");
    fs::set_permissions(path, fs::Permissions::from_mode(0o751)).expect("ours");
    let files = [new("new.md", "x"), changed("run.md", "old", "new")];
    open(&sandbox).write(&files).expect("writable");
    assert_eq!([mode("new.md"), mode("run.md")], [mode("plain.md"), 0o751]);
}

#[test]
fn when_one_file_cannot_be_written_none_is() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", "a");
    sandbox.write("b.md", "b, edited meanwhile");
    let cases = [
        (
            changed("b.md", "b", "b2"),
            "`b.md` was changed by somebody else while declog was at work",
        ),
        (
            changed("gone.md", "x", "y"),
            "`gone.md` was changed by somebody else while declog was at work",
        ),
        (new("b.md", "b2"), "`b.md` is already there"),
        // Found only when the first of the two is in its place already.
        (
            new("docs/new.md", "twice"),
            "`docs/new.md` is already there",
        ),
        (
            new("../out.md", "x"),
            "`../out.md` does not lie inside the repository",
        ),
        (
            new(".git/hooks/pre-commit", "x"),
            "`.git/hooks/pre-commit` does not lie inside the repository",
        ),
        (new("", "x"), "`` does not lie inside the repository"),
    ];
    for (bad, expected) in cases {
        let files = [changed("a.md", "a", "a2"), new("docs/new.md", "x"), bad];
        assert_eq!(words(&sandbox, open(&sandbox).write(&files)), expected);
        assert_eq!(tree(&sandbox), ["a.md", "b.md"], "{expected}");
        assert_eq!(
            [sandbox.read("a.md"), sandbox.read("b.md")],
            ["a", "b, edited meanwhile"],
            "{expected}"
        );
    }
    sandbox.write("file", "in the way");
    let message = words(&sandbox, open(&sandbox).write(&[new("file/x.md", "x")]));
    assert!(
        message.starts_with("cannot write `file/x.md`: "),
        "{message}"
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let sandbox = Sandbox::new();
    let outside = sandbox.beside("outside");
    fs::create_dir(&outside).expect("a new folder");
    std::os::unix::fs::symlink(&outside, sandbox.root().join("docs")).expect("a new link");
    sandbox.write("real.md", "real");
    std::os::unix::fs::symlink("real.md", sandbox.root().join("link.md")).expect("a new link");
    let messages = [new("docs/a.md", "a"), changed("link.md", "real", "x")]
        .map(|file| words(&sandbox, open(&sandbox).write(&[file])));
    assert_eq!(
        messages,
        [
            "`docs` is a symbolic link, which is not followed",
            "`link.md` is a symbolic link, which is not followed",
        ]
    );
    assert_eq!(fs::read_dir(outside).expect("readable").count(), 0);
    assert_eq!(tree(&sandbox), owned(&["docs", "link.md", "real.md"]));
}

//! Which repository and which log a folder belongs to.

use std::fs;

use declog::store::{LogPlace, Repository, StoreError};

use super::{open, owned, words};
use crate::sandbox::Sandbox;

#[test]
fn a_repository_is_found_from_below() {
    let sandbox = Sandbox::new();
    sandbox.write("a/b/c.md", "");
    let repository = Repository::open(&sandbox.root().join("a/b")).expect("above");
    assert_eq!(repository.root(), sandbox.root());
    let relative = ["a/b/../x.md", "", ".", "../shop/a", "../elsewhere"]
        .map(|path| repository.relative(&sandbox.root().join(path)));
    let expected = [Some("a/x.md"), Some(""), Some(""), Some("a"), None];
    assert_eq!(relative, expected.map(|path| path.map(str::to_owned)));
}

#[test]
fn linked_worktrees_and_submodules_are_repositories() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.commit("first");
    let tree = sandbox.beside("tree");
    sandbox.git(&[
        "worktree",
        "add",
        "-q",
        tree.to_str().expect("UTF-8"),
        "-b",
        "other",
    ]);
    let linked = Repository::open(&tree).expect("a linked worktree");
    assert_eq!(linked.root(), tree);
    let branch = linked
        .head()
        .expect("readable")
        .and_then(|head| head.branch);
    assert_eq!(branch.as_deref(), Some("other"));

    let origin = sandbox.root().display().to_string();
    let outer = Sandbox::new();
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &origin,
        "sub",
    ]);
    let inner = Repository::open(&outer.root().join("sub")).expect("a submodule");
    assert_eq!(inner.root(), outer.root().join("sub"));
    assert_eq!(open(&outer).logs(), owned(&[]));
}

#[test]
fn what_cannot_be_opened_is_said_exactly() {
    let none = Sandbox::without_git();
    assert_eq!(
        words(&none, Repository::open(none.root())),
        "`ROOT` is not inside a git repository => git init"
    );
    let cases = [
        (
            &["init", "-q", "--bare"][..],
            "`ROOT/` is a bare repository, which has no working tree to read => git worktree add ../worktree",
        ),
        (
            &["init", "-q", "--object-format=sha256"],
            "`ROOT` uses SHA-256 objects, which declog cannot read => git init --object-format=sha1",
        ),
        (
            &["init", "-q", "--ref-format=reftable"],
            "`ROOT` uses a reftable, which declog cannot read => git refs migrate --ref-format=files",
        ),
    ];
    for (command, expected) in cases {
        let sandbox = Sandbox::without_git();
        sandbox.git(command);
        assert_eq!(words(&sandbox, Repository::open(sandbox.root())), expected);
    }
    let extensions = [
        (
            "partialClone",
            "`ROOT` uses a partial clone, which declog cannot read => git fetch --refetch --no-filter && git config --unset extensions.partialClone",
        ),
        (
            "compactMap",
            "`ROOT` uses the git extension `compactmap`, which declog cannot read",
        ),
    ];
    for (name, expected) in extensions {
        let sandbox = Sandbox::new();
        sandbox.git(&["config", "core.repositoryFormatVersion", "1"]);
        sandbox.git(&["config", &format!("extensions.{name}"), "origin"]);
        assert_eq!(words(&sandbox, Repository::open(sandbox.root())), expected);
    }
}

#[test]
fn the_nearest_log_is_taken() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "");
    sandbox.write("services/billing/declog.toml", "");
    sandbox.write("services/billing/src/lib.rs", "");
    sandbox.write("services/mail/lib.rs", "");
    let repository = open(&sandbox);
    let found = ["", "services/billing/src", "services/mail"].map(|start| {
        let place = repository.find_log(&sandbox.root().join(start));
        place.expect("there is one at the root").root
    });
    assert_eq!(found, ["", "services/billing", ""]);
}

#[test]
fn without_a_log_the_others_are_named() {
    let sandbox = Sandbox::new();
    for folder in [
        "b",
        "a/deep/er",
        "ignored",
        ".hidden",
        "a/node_modules/x",
        "nested",
    ] {
        sandbox.write(&format!("{folder}/declog.toml"), "");
    }
    sandbox.write(".gitignore", "ignored/\n");
    fs::create_dir(sandbox.root().join("nested/.git")).expect("a new folder");
    let repository = open(&sandbox);
    let start = sandbox.root().join("a");
    match repository.find_log(&start) {
        Err(StoreError::NoLog { below, .. }) => assert_eq!(below, ["a/deep/er", "b"]),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        words(&sandbox, repository.find_log(&start)),
        "found no `declog.toml` from `ROOT/a` up to the repository's root => declog -C a/deep/er"
    );
    // A folder above the repository is none of ours.
    fs::write(sandbox.beside("declog.toml"), "").expect("writable");
    assert!(repository.find_log(sandbox.root()).is_err());
    sandbox.write("declog.toml", "");
    let place = repository.find_log(&start).expect("now at the root");
    assert_eq!(
        place,
        LogPlace {
            root: String::new()
        }
    );
}

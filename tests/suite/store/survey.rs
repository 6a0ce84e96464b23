//! What files there are, and how they begin.

use super::{open, owned, words};
use crate::sandbox::Sandbox;

fn any(_: &str) -> bool {
    true
}

fn markdown(path: &str) -> bool {
    path.ends_with(".md")
}

#[test]
fn what_git_sees_is_found_and_nothing_behind_a_link() {
    let sandbox = Sandbox::new();
    for path in [
        "a.md",
        "docs/b.md",
        "docs/ignored/c.md",
        "docs/ignored/kept.md",
        "private/d.md",
        ".hidden/e.md",
        "docs/.f.md",
        "node_modules/g.md",
        "h.txt",
        "inner/i.md",
    ] {
        sandbox.write(path, path);
    }
    sandbox.write(".gitignore", "ignored/\n");
    sandbox.git(&["add", "-f", "docs/ignored/kept.md"]);
    sandbox.write(".git/info/exclude", "private/\n");
    sandbox.write("docs/gone.md", "");
    sandbox.git(&["add", "docs/gone.md"]);
    std::fs::remove_file(sandbox.root().join("docs/gone.md")).expect("a file");
    sandbox.git(&["init", "-q", "inner"]);
    #[cfg(unix)]
    for (target, link) in [("docs", "behind"), ("a.md", "docs/link.md")] {
        std::os::unix::fs::symlink(target, sandbox.root().join(link)).expect("a link");
    }
    let repository = open(&sandbox);
    let all = repository.survey("", markdown).expect("a folder");
    assert_eq!(all, owned(&["a.md", "docs/b.md", "docs/ignored/kept.md"]));
    let below = repository.survey("docs", any).expect("a folder");
    assert_eq!(below, owned(&["docs/b.md", "docs/ignored/kept.md"]));
    for nowhere in ["behind", "nowhere", "docs/b.md/x"] {
        let found = repository.survey(nowhere, markdown).expect("a path");
        assert_eq!(found, owned(&[]), "{nowhere}");
    }
    let outside = repository.survey("../x", any);
    assert_eq!(
        words(&sandbox, outside),
        "`../x` does not lie inside the repository"
    );
}

#[test]
fn files_are_read_as_far_as_is_asked() {
    let sandbox = Sandbox::new();
    sandbox.write("long.md", "0123456789");
    sandbox.write("short.md", "012");
    let repository = open(&sandbox);
    let heads = repository.heads(&owned(&["long.md", "gone.md", "short.md"]), 4);
    assert_eq!(heads, [b"0123".to_vec(), Vec::new(), b"012".to_vec()]);
}

#[test]
fn every_path_is_known_hidden_ones_and_submodules_too() {
    let sandbox = Sandbox::new();
    for path in [
        "a.md",
        ".github/workflows/ci.yml",
        "gen/ignored.rs",
        "gen/kept.rs",
        "node_modules/kept.js",
    ] {
        sandbox.write(path, path);
    }
    sandbox.write(".gitignore", "gen/\n");
    sandbox.git(&["add", "-f", "gen/kept.rs"]);
    sandbox.commit("files");
    let id = sandbox.git(&["rev-parse", "HEAD"]);
    let module = format!("160000,{},lib/other", id.trim());
    sandbox.git(&["update-index", "--add", "--cacheinfo", &module]);
    sandbox.git(&["commit", "-q", "-m", "a submodule"]);
    sandbox.write("new/.env", "");
    let repository = open(&sandbox);
    let committed = [
        ".github/workflows/ci.yml",
        ".gitignore",
        "a.md",
        "gen/kept.rs",
        "lib/other/",
        "node_modules/kept.js",
    ];
    let head = repository.resolve("HEAD").expect("a commit");
    let at_head = repository.paths(Some(&head)).expect("a tree");
    assert_eq!(at_head, committed);
    let mut all = committed.to_vec();
    all.insert(5, "new/.env");
    assert_eq!(repository.paths(None).expect("a working tree"), all);
}

//! Files from the working tree and from revisions.

use std::collections::BTreeMap;
use std::fs;

use declog::model::facts::Entry;
use declog::model::source::{Content, File};
use declog::store::{Head, Revision};

use super::{file, open, owned, words};
use crate::sandbox::Sandbox;

/// When the sandbox commits.
const THEN: i64 = 1_795_168_800;

#[cfg(unix)]
fn link(sandbox: &Sandbox, target: &str, path: &str) {
    std::os::unix::fs::symlink(target, sandbox.root().join(path)).expect("a new link");
}

fn revision(sandbox: &Sandbox, name: &str) -> Revision {
    Revision {
        id: sandbox.git(&["rev-parse", name]).trim().to_owned(),
        time: THEN,
    }
}

#[cfg(unix)]
#[test]
fn a_folder_is_the_same_on_disk_and_in_a_revision() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/0002-b.md", "two");
    sandbox.write("docs/0001-a.md", "one\r\n");
    sandbox.write("docs/sub/0003-c.md", "three");
    sandbox.write("docs/.hidden.md", "a file");
    sandbox.write("docs/.folder/x.md", "not looked into");
    sandbox.write("docs/picture.png", b"\x89PNG\xff");
    sandbox.write("docs/large.md", vec![b'x'; (1 << 20) + 1]);
    sandbox.write("docs/full.md", vec![b'x'; 1 << 20]);
    sandbox.write("other/0009-z.md", "elsewhere");
    link(&sandbox, "0001-a.md", "docs/link.md");
    link(&sandbox, "../other", "docs/linked");
    link(&sandbox, "docs", "alias");
    sandbox.commit("all");
    let symlink = |path: &str| File {
        path: path.to_owned(),
        content: Content::Symlink,
    };
    let bytes = |path: &str, content| File {
        path: path.to_owned(),
        content,
    };
    let expected = vec![
        file("docs/.hidden.md", "a file"),
        file("docs/0001-a.md", "one\r\n"),
        file("docs/0002-b.md", "two"),
        bytes("docs/full.md", Content::Bytes(vec![b'x'; 1 << 20])),
        bytes("docs/large.md", Content::TooLarge((1 << 20) + 1)),
        symlink("docs/link.md"),
        symlink("docs/linked"),
        bytes("docs/picture.png", Content::Bytes(b"\x89PNG\xff".to_vec())),
        file("docs/sub/0003-c.md", "three"),
    ];
    let repository = open(&sandbox);
    let head = revision(&sandbox, "HEAD");
    for at in [None, Some(&head)] {
        let read = |folder| repository.read_folder(folder, at).expect("readable");
        assert_eq!(read("docs"), expected);
        assert_eq!(read("./docs/x/.."), expected);
        assert_eq!(read("nothing/here"), []);
        assert_eq!(read("alias/sub"), [symlink("alias")]);
        assert_eq!(read("docs/0002-b.md"), [file("docs/0002-b.md", "two")]);
        assert_eq!(read("docs/0002-b.md/x"), []);
        assert_eq!(
            words(&sandbox, repository.read_folder("../x", at)),
            "`../x` does not lie inside the repository"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_hides_nothing_else() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let sandbox = Sandbox::new();
    sandbox.write("docs/good.md", "good");
    sandbox.write("docs/nested/x.md", "another repository's");
    let docs = sandbox.root().join("docs");
    fs::create_dir(docs.join("nested/.git")).expect("a new folder");
    fs::write(docs.join(OsStr::from_bytes(b"bad-\xff.md")), "x").expect("writable");
    let _listener = std::os::unix::net::UnixListener::bind(docs.join("a.sock")).expect("a socket");
    let failed = |path: &str, reason: &str| File {
        path: path.to_owned(),
        content: Content::Failed(reason.to_owned()),
    };
    assert_eq!(
        open(&sandbox).read_folder("docs", None).expect("readable"),
        [
            failed("docs/a.sock", "is not a regular file"),
            failed("docs/bad-\u{fffd}.md", "its name is not UTF-8"),
            file("docs/good.md", "good"),
        ]
    );
}

#[test]
fn many_files_come_in_one_order() {
    let sandbox = Sandbox::new();
    let expected: Vec<File> = (0..300)
        .map(|n| file(&format!("docs/{n:04}.md"), &format!("record {n}")))
        .collect();
    for one in expected.iter().rev() {
        let Content::Bytes(bytes) = &one.content else {
            continue;
        };
        sandbox.write(&one.path, bytes);
    }
    sandbox.commit("all");
    let repository = open(&sandbox);
    let head = revision(&sandbox, "HEAD");
    assert_eq!(
        repository.read_folder("docs", None).expect("readable"),
        expected
    );
    assert_eq!(
        repository
            .read_folder("docs", Some(&head))
            .expect("readable"),
        expected
    );
    let listing = sandbox.git(&["ls-files", "--format=%(objectname)"]);
    let ids: Vec<&str> = listing.lines().collect();
    let contents: Vec<Content> = expected.into_iter().map(|file| file.content).collect();
    assert_eq!(repository.read_blobs(&ids), contents);
    assert_eq!(repository.read_blobs(&ids[..3]), contents[..3]);
    assert_eq!(repository.read_blob(ids[7]), contents[7]);
}

#[cfg(unix)]
#[test]
fn settings_are_text_or_an_error() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write("latin.toml", b"name = \"caf\xe9\"\n");
    sandbox.write("large.toml", vec![b'#'; 2 << 20]);
    link(&sandbox, "declog.toml", "link.toml");
    sandbox.commit("all");
    let repository = open(&sandbox);
    let head = revision(&sandbox, "HEAD");
    for at in [None, Some(&head)] {
        let read = |path| repository.read_text(path, at);
        assert_eq!(
            read("declog.toml").expect("text").as_deref(),
            Some("format = 1\n")
        );
        assert_eq!(read("missing.toml").expect("nothing"), None);
        assert_eq!(read("declog.toml/x").expect("nothing"), None);
        assert_eq!(
            ["latin.toml", "large.toml", "link.toml"].map(|path| words(&sandbox, read(path))),
            [
                "`latin.toml` is not UTF-8: byte 11 begins no character",
                "`large.toml` has 2097152 bytes, more than the 1 MiB that is read",
                "`link.toml` is a symbolic link, which is not followed",
            ]
        );
    }
}

#[test]
fn revisions_are_commits() {
    let sandbox = Sandbox::new();
    assert_eq!(open(&sandbox).head().expect("readable"), None);
    sandbox.commit("first");
    sandbox.git(&["tag", "-a", "v1", "-m", "a tag"]);
    sandbox.write("declog.toml", "");
    sandbox.commit("second");
    let repository = open(&sandbox);
    let first = revision(&sandbox, "v1^{}");
    let second = revision(&sandbox, "HEAD");
    let resolved = ["v1", "HEAD~1", "main", &second.id[..12]]
        .map(|name| repository.resolve(name).expect("a commit"));
    assert_eq!(
        resolved,
        [&first, &first, &second, &second].map(Clone::clone)
    );
    for name in ["nothing", "HEAD~9", "HEAD:declog.toml", "v1..main", ""] {
        assert_eq!(
            words(&sandbox, repository.resolve(name)),
            format!("`{name}` names no commit of this repository => git log --oneline")
        );
    }
    let head = |branch: Option<&str>| Head {
        id: second.id.clone(),
        short: second.id[..10].to_owned(),
        time: THEN,
        branch: branch.map(str::to_owned),
    };
    assert_eq!(
        repository.head().expect("readable"),
        Some(head(Some("main")))
    );
    sandbox.git(&["checkout", "-q", "--detach"]);
    assert_eq!(repository.head().expect("readable"), Some(head(None)));
    assert_eq!(
        repository.last_before(THEN).expect("readable"),
        Some(second)
    );
    assert_eq!(repository.last_before(THEN - 1).expect("readable"), None);
    assert!(!repository.is_shallow());
}

#[test]
fn a_working_tree_is_dirty_or_not_whatever_its_index() {
    for index in ["--no-split-index", "--split-index"] {
        let sandbox = Sandbox::new();
        sandbox.write("docs/a.md", "a");
        sandbox.write("docs/sub/b.md", "b");
        sandbox.write("other.md", "o");
        sandbox.write(".gitignore", "*.log\n");
        sandbox.commit("all");
        sandbox.git(&["update-index", index]);
        let docs = owned(&["docs"]);
        let dirty = || open(&sandbox).dirty(&docs).expect("readable");
        let mut seen = vec![dirty()];
        sandbox.write("other.md", "changed");
        sandbox.write("docs/build.log", "ignored");
        seen.push(dirty());
        sandbox.write("docs/new.md", "new");
        seen.push(dirty());
        fs::remove_file(sandbox.root().join("docs/new.md")).expect("there");
        sandbox.write("docs/sub/b.md", "changed");
        seen.push(dirty());
        fs::remove_file(sandbox.root().join("docs/sub/b.md")).expect("there");
        seen.push(dirty());
        sandbox.write("docs/sub/b.md", "b");
        seen.push(dirty());
        assert_eq!(seen, [false, false, true, true, true, false], "{index}");
        let other = open(&sandbox)
            .dirty(&owned(&["other.md"]))
            .expect("readable");
        assert!(other, "{index}");
    }
}

#[cfg(unix)]
#[test]
fn targets_are_looked_up_inside_the_repository_only() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/a.md", "# A\n");
    sandbox.write("src/lib.rs", "code");
    fs::write(sandbox.beside("secret.md"), "# Secret\n").expect("writable");
    for (target, path) in [
        ("../src", "docs/code"),
        ("a.md", "docs/link.md"),
        ("../docs/link.md", "src/twice.md"),
        ("../../secret.md", "docs/out.md"),
        ("/etc/passwd", "docs/absolute"),
        ("round", "docs/round"),
        ("nowhere", "docs/dangling"),
    ] {
        link(&sandbox, target, path);
    }
    sandbox.commit("all");
    let expected = BTreeMap::from([
        ("", Entry::Folder),
        ("docs", Entry::Folder),
        ("docs/../src/lib.rs", Entry::File(None)),
        ("docs/a.md", Entry::File(None)),
        ("docs/a.md/x", Entry::Missing),
        ("docs/absolute", Entry::Missing),
        ("docs/b.md", Entry::Missing),
        ("docs/code/lib.rs", Entry::File(None)),
        ("docs/code", Entry::Folder),
        ("docs/dangling", Entry::Missing),
        ("docs/link.md", Entry::File(None)),
        ("docs/out.md", Entry::Missing),
        ("docs/round", Entry::Missing),
        ("src/twice.md", Entry::File(None)),
        ("../secret.md", Entry::Missing),
        ("/etc/passwd", Entry::Missing),
        (".git/config", Entry::Missing),
    ]);
    let repository = open(&sandbox);
    let head = revision(&sandbox, "HEAD");
    for at in [None, Some(&head)] {
        let found = repository
            .targets(expected.keys().copied(), at)
            .expect("readable");
        let found: BTreeMap<&str, Entry> = found
            .iter()
            .map(|(path, entry)| (path.as_str(), entry.clone()))
            .collect();
        assert_eq!(found, expected);
        let text = |path| repository.read_target(path, at).expect("readable");
        assert_eq!(text("src/twice.md").as_deref(), Some("# A\n"));
        assert_eq!(
            [text("docs/out.md"), text("docs"), text("x")],
            [None, None, None]
        );
    }
}

//! The history of record folders, and who git says somebody is.

use std::collections::BTreeMap;

use declog::model::facts::History;
use declog::model::source::Content;
use declog::store::{Author, Identity, Repository};

use super::{open, owned, words};
use crate::sandbox::Sandbox;

/// Each file's versions as `subject:blob`, the blob cut to its text; newest first.
fn told(repository: &Repository, history: &History) -> BTreeMap<String, Vec<String>> {
    let version = |commit: usize, blob: Option<&String>| {
        let text = match blob.map(|id| repository.read_blob(id)) {
            Some(Content::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Some(other) => panic!("{other:?}"),
            None => "-".to_owned(),
        };
        format!("{}:{text}", history.commits[commit].subject)
    };
    history
        .versions
        .iter()
        .map(|(path, versions)| {
            let told = versions.iter().map(|v| version(v.commit, v.blob.as_ref()));
            (path.clone(), told.collect())
        })
        .collect()
}

fn expected(rows: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    rows.iter()
        .map(|&(path, told)| (path.to_owned(), owned(told)))
        .collect()
}

#[test]
fn each_file_has_its_versions() {
    let sandbox = Sandbox::new();
    let steps: [(&str, &[(&str, &str)]); 5] = [
        ("elsewhere", &[("README.md", "x")]),
        (
            "first",
            &[
                ("docs/a.md", "a1"),
                ("docs/sub/b.md", "b1"),
                ("docs/x", "file"),
            ],
        ),
        ("second", &[("docs/a.md", "a2"), ("docs/c.md", "c1")]),
        ("unrelated", &[("src/lib.rs", "x")]),
        ("third", &[("docs/a.md", "a1"), ("docs/sub/b.md", "b2")]),
    ];
    for (message, files) in steps {
        for (path, text) in files {
            sandbox.write(path, text);
        }
        sandbox.commit(message);
    }
    sandbox.git(&["rm", "-q", "docs/c.md", "docs/x"]);
    sandbox.write("docs/x/y.md", "y1");
    sandbox.commit("a file becomes a folder");
    sandbox.git(&["update-index", "--chmod=+x", "docs/a.md"]);
    sandbox.git(&["commit", "-q", "-m", "mode only"]);

    let repository = open(&sandbox);
    let history = repository
        .history(&owned(&["docs"]), None)
        .expect("readable");
    let subjects: Vec<&str> = history.commits.iter().map(|c| c.subject.as_str()).collect();
    assert_eq!(
        subjects,
        ["a file becomes a folder", "third", "second", "first"]
    );
    assert_eq!(
        told(&repository, &history),
        expected(&[
            ("docs/a.md", &["third:a1", "second:a2", "first:a1"]),
            ("docs/c.md", &["a file becomes a folder:-", "second:c1"]),
            ("docs/sub/b.md", &["third:b2", "first:b1"]),
            ("docs/x", &["a file becomes a folder:-", "first:file"]),
            ("docs/x/y.md", &["a file becomes a folder:y1"]),
        ])
    );
    let first = &history.commits[3];
    assert_eq!(
        (
            first.author.as_str(),
            first.email.as_str(),
            first.time,
            history.shallow
        ),
        ("Ada Lovelace", "ada@example.com", 1_795_168_800, false)
    );
    // A folder inside another one adds nothing, and an earlier revision knows nothing of later ones.
    let both = owned(&["docs/sub", "docs", "docs", "none"]);
    assert_eq!(repository.history(&both, None).expect("readable"), history);
    let early = repository.resolve("HEAD~5").expect("a commit");
    let then = repository
        .history(&owned(&["docs/sub"]), Some(&early))
        .expect("readable");
    assert_eq!(
        told(&repository, &then),
        expected(&[("docs/sub/b.md", &["first:b1"])])
    );
}

#[test]
fn a_merge_counts_where_it_differs_from_all_its_parents() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/a.md", "a\n");
    sandbox.write("docs/b.md", "b\n");
    sandbox.commit("base");
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    sandbox.write("docs/b.md", "b side\n");
    sandbox.commit("side");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("docs/a.md", "a main\n");
    sandbox.commit("main");
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "plain merge", "side"]);
    sandbox.git(&["checkout", "-q", "-b", "other", "side"]);
    sandbox.write("docs/b.md", "b other\n");
    sandbox.commit("other");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.git(&["merge", "-q", "--no-ff", "--no-commit", "other"]);
    sandbox.write("docs/b.md", "b by hand\n");
    sandbox.commit("merge by hand");
    let repository = open(&sandbox);
    let history = repository
        .history(&owned(&["docs"]), None)
        .expect("readable");
    let told = told(&repository, &history);
    assert_eq!(told["docs/a.md"], ["main:a main\n", "base:a\n"]);
    assert_eq!(
        told["docs/b.md"],
        [
            "merge by hand:b by hand\n",
            "other:b other\n",
            "side:b side\n",
            "base:b\n"
        ]
    );
}

#[test]
fn names_that_look_like_gits_own_bytes_are_names() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/b", "same");
    sandbox.commit("first");
    sandbox.git(&["mv", "docs/b", "docs/a100644 b"]);
    sandbox.commit("second");
    sandbox.write("docs/b", "same");
    sandbox.commit("third");
    let repository = open(&sandbox);
    let history = repository
        .history(&owned(&["docs"]), None)
        .expect("readable");
    assert_eq!(
        told(&repository, &history),
        expected(&[
            ("docs/a100644 b", &["second:same"]),
            ("docs/b", &["third:same", "second:-", "first:same"]),
        ])
    );
}

#[test]
fn before_the_first_commit_and_in_a_shallow_clone() {
    let sandbox = Sandbox::new();
    let docs = owned(&["docs"]);
    let nothing = open(&sandbox).history(&docs, None).expect("readable");
    assert_eq!(nothing, History::default());
    for text in ["one", "two"] {
        sandbox.write("docs/a.md", text);
        sandbox.commit(text);
    }
    let origin = format!("file://{}", sandbox.root().display());
    let clone = sandbox.beside("clone");
    let target = clone.to_str().expect("UTF-8");
    sandbox.git(&["clone", "-q", "--depth=1", &origin, target]);
    let shallow = Repository::open(&clone).expect("a clone");
    let history = shallow.history(&docs, None).expect("readable");
    assert_eq!(
        told(&shallow, &history),
        expected(&[("docs/a.md", &["two:two"])])
    );
    assert!(history.shallow && shallow.is_shallow());
    assert_eq!(history.first("docs/a.md"), None);
}

#[test]
fn an_identity_is_gits_through_the_mailmap_of_head() {
    let sandbox = Sandbox::new();
    sandbox.write(
        ".mailmap",
        "Ada King <king@example.com> <ada@example.com>\n",
    );
    sandbox.write("docs/a.md", "a");
    let who = |author: &Author| {
        let identity = open(&sandbox).identity(author);
        identity.map(|Identity { name, email }| format!("{name} <{email}>"))
    };
    let nobody = Author::default();
    assert_eq!(
        who(&nobody).expect("configured"),
        "Ada Lovelace <ada@example.com>"
    );
    sandbox.commit("first");
    assert_eq!(
        who(&nobody).expect("configured"),
        "Ada King <king@example.com>"
    );
    let history = open(&sandbox)
        .history(&owned(&["docs"]), None)
        .expect("readable");
    let author = (
        history.commits[0].author.as_str(),
        history.commits[0].email.as_str(),
    );
    assert_eq!(author, ("Ada King", "king@example.com"));

    let environment = Author {
        name: Some("Bob".to_owned()),
        email: Some("bob@example.com".to_owned()),
        fallback: Some("bob@elsewhere.example".to_owned()),
        config: None,
    };
    assert_eq!(who(&environment).expect("given"), "Bob <bob@example.com>");
    sandbox.git(&["config", "user.email", ""]);
    let fallback = Author {
        email: None,
        ..environment
    };
    assert_eq!(
        who(&fallback).expect("given"),
        "Bob <bob@elsewhere.example>"
    );
    sandbox.write(
        "global",
        "[user]\n\tname = Cleo\n\temail = cleo@example.com\n",
    );
    let elsewhere = Author {
        config: Some(sandbox.root().join("global")),
        ..Author::default()
    };
    sandbox.git(&["config", "--unset", "user.email"]);
    sandbox.git(&["config", "--unset", "user.name"]);
    assert_eq!(who(&elsewhere).expect("given"), "Cleo <cleo@example.com>");
    sandbox.git(&["config", "user.email", ""]);
    assert_eq!(
        words(&sandbox, open(&sandbox).identity(&nobody)),
        "git knows no name and mail for you => git config --global user.name 'Your Name' && git config --global user.email you@example.com"
    );
}

#[test]
fn an_author_without_a_name_is_an_author() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/a.md", "a");
    sandbox.write(".mailmap", "Ada <ada@example.com> <old@example.com>\n");
    sandbox.git(&["add", "--all"]);
    let tree = sandbox.git(&["write-tree"]);
    let commit = format!(
        "tree {}\nauthor  <nobody@example.com> 1000000000 +0000\ncommitter C <c@example.com> 1000000000 +0000\n\nold\n",
        tree.trim()
    );
    sandbox.write("../commit", commit);
    let id = sandbox.git(&[
        "hash-object",
        "-t",
        "commit",
        "--literally",
        "-w",
        "../commit",
    ]);
    sandbox.git(&["reset", "-q", "--soft", id.trim()]);
    let history = open(&sandbox)
        .history(&owned(&["docs"]), None)
        .expect("a history");
    let authors: Vec<_> = history
        .commits
        .iter()
        .map(|commit| (commit.author.as_str(), commit.email.as_str()))
        .collect();
    assert_eq!(authors, [("", "nobody@example.com")]);
}

//! The folder of a site.

use std::fs;

use declog::store::{Output, Published, publish};

use super::{owned, tree, words};
use crate::sandbox::Sandbox;

fn output<'a>(&(path, text): &'a (&'a str, &'a str)) -> Output<'a> {
    Output {
        path,
        bytes: text.as_bytes(),
    }
}

fn build(sandbox: &Sandbox, files: &[(&str, &str)]) -> Published {
    let files: Vec<Output<'_>> = files.iter().map(output).collect();
    publish(&sandbox.root().join("_site"), &files).expect("writable")
}

#[test]
fn a_site_is_built_and_built_again() {
    let sandbox = Sandbox::new();
    let first = [
        ("index.html", "home"),
        ("a/one.html", "1"),
        ("b/two.html", "2"),
        ("s.css", "s"),
    ];
    let counts = |written, unchanged, removed| Published {
        written,
        unchanged,
        removed,
    };
    assert_eq!(build(&sandbox, &first), counts(4, 0, 0));
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    sandbox.write("_site/CNAME", "somebody else's");
    assert_eq!(build(&sandbox, &first), counts(0, 4, 0));
    let second = [("index.html", "HOME"), ("a/one.html", "1"), ("s.css", "s")];
    assert_eq!(build(&sandbox, &second), counts(1, 2, 1));
    assert_eq!(
        tree(&sandbox),
        [
            "_site",
            "_site/.declog-site",
            "_site/.gitignore",
            "_site/CNAME",
            "_site/a",
            "_site/a/one.html",
            "_site/index.html",
            "_site/s.css",
        ]
    );
    assert_eq!(
        ["index.html", "a/one.html", ".gitignore", ".declog-site"]
            .map(|path| sandbox.read(&format!("_site/{path}"))),
        ["HOME", "1", "*\n", "a/one.html\nindex.html\ns.css\n"]
    );
}

#[test]
fn a_folder_that_holds_something_else_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("_site/thesis.txt", "years of work");
    let out = sandbox.root().join("_site");
    let result = publish(&out, &[output(&("index.html", "home"))]);
    assert_eq!(
        words(&sandbox, result),
        "`ROOT/_site` is not empty and is no site of declog's"
    );
    assert_eq!(tree(&sandbox), ["_site", "_site/thesis.txt"]);
    for path in [
        "../x.html",
        "/x.html",
        "a//b.html",
        ".gitignore",
        ".git/config",
        "a\\b",
        "",
    ] {
        let result = publish(&sandbox.root().join("new"), &[output(&(path, "x"))]);
        assert_eq!(
            words(&sandbox, result),
            format!("`{path}` is no path inside a site")
        );
    }
    assert_eq!(tree(&sandbox), ["_site", "_site/thesis.txt"]);
}

#[test]
fn a_forged_list_removes_nothing_outside() {
    let sandbox = Sandbox::new();
    sandbox.write("precious.txt", "precious");
    sandbox.write(
        "_site/.declog-site",
        "../precious.txt\n/etc/passwd\n.gitignore\n",
    );
    build(&sandbox, &[("index.html", "home")]);
    assert_eq!(sandbox.read("precious.txt"), "precious");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::new();
    let outside = sandbox.beside("outside");
    fs::create_dir(&outside).expect("a new folder");
    fs::write(outside.join("page.html"), "theirs").expect("writable");
    build(&sandbox, &[("index.html", "home"), ("a/page.html", "1")]);
    let out = sandbox.root().join("_site");
    fs::remove_dir_all(out.join("a")).expect("there");
    symlink(&outside, out.join("a")).expect("a new link");
    fs::remove_file(out.join("index.html")).expect("there");
    symlink(outside.join("page.html"), out.join("index.html")).expect("a new link");
    let again = publish(
        &out,
        &[
            output(&("index.html", "home")),
            output(&("a/page.html", "2")),
        ],
    );
    assert_eq!(
        words(&sandbox, again),
        "`ROOT/_site/a` is a symbolic link, which is not followed"
    );
    // The page behind the link is no longer ours to remove; the link in a page's place is replaced.
    assert_eq!(build(&sandbox, &[("index.html", "home")]).removed, 0);
    assert!(!out.join("index.html").is_symlink());
    assert_eq!(
        fs::read_to_string(outside.join("page.html")).expect("there"),
        "theirs"
    );
    symlink(&outside, sandbox.root().join("elsewhere")).expect("a new link");
    let result = publish(&sandbox.root().join("elsewhere"), &[]);
    assert_eq!(
        words(&sandbox, result),
        "`ROOT/elsewhere` is a symbolic link, which is not followed"
    );
    assert_eq!(
        fs::read_dir(&outside).expect("readable").count(),
        owned(&["page.html"]).len()
    );
}

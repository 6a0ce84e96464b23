//! Commits are those that the user's own git makes: with hooks, signatures and filters, in any kind of working tree.

use std::fs;

use super::{decision, done, log};
use crate::sandbox::Sandbox;

/// Puts a hook into the repository.
fn hook(sandbox: &Sandbox, name: &str, script: &str) {
    let path = format!(".git/hooks/{name}");
    sandbox.write(&path, format!("#!/bin/sh\n{script}\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(sandbox.root().join(path), mode).expect("a mode");
    }
}

fn head(sandbox: &Sandbox) -> String {
    sandbox.git(&["rev-parse", "HEAD"])
}

#[test]
fn a_hook_that_says_no_leaves_the_file_and_no_entry() {
    let sandbox = log();
    hook(
        &sandbox,
        "pre-commit",
        "echo 'the linter says no' >&2; exit 1",
    );
    let before = head(&sandbox);
    let output = sandbox.declog(&["new", "Fourth", "-m", "Because.", "-c"]);
    assert_eq!(output.code, 3);
    assert_eq!(
        output.stderr,
        "error: `docs/decisions/0004-fourth.md` is written and not committed: `git commit` failed: the linter says no\n  \
         help: git add -N docs/decisions/0004-fourth.md && git commit --only docs/decisions/0004-fourth.md\n"
    );
    assert_eq!(head(&sandbox), before);
    assert_eq!(
        sandbox.git(&["status", "--porcelain"]),
        "?? docs/decisions/0004-fourth.md\n"
    );
    // The same for a change: it is there, and not staged.
    assert_eq!(sandbox.declog(&["set", "3", "tags+=audit", "-c"]).code, 3);
    assert_eq!(
        sandbox.git(&["status", "--porcelain"]),
        " M docs/decisions/0003-count.md\n?? docs/decisions/0004-fourth.md\n"
    );
    done(&sandbox, &["undo"]);
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_hook_that_edits_the_message_is_respected() {
    let sandbox = log();
    hook(&sandbox, "commit-msg", "echo 'Reviewed-by: Bo' >> \"$1\"");
    done(&sandbox, &["set", "3", "tags+=audit", "-c"]);
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%B"]).trim_end(),
        "declog: set DEC-3 Count\n\nDeclog-Record: DEC-3\nReviewed-by: Bo"
    );
}

#[test]
fn a_hook_that_formats_the_file_is_respected() {
    let sandbox = log();
    hook(
        &sandbox,
        "pre-commit",
        "for file in $(git diff --cached --name-only); do echo '<!-- formatted -->' >> $file; git add $file; done",
    );
    done(&sandbox, &["set", "3", "tags+=audit", "-c"]);
    let stored = sandbox.git(&["show", "HEAD:docs/decisions/0003-count.md"]);
    let here = sandbox.read("docs/decisions/0003-count.md");
    assert_eq!(here, stored);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    let before = sandbox.git(&["show", "HEAD~1:docs/decisions/0003-count.md"]);
    let tagged = before.replace("tags: [money]", "tags: [money, audit]");
    assert_eq!(stored, tagged + "<!-- formatted -->\n");
}

#[test]
fn commits_are_signed_where_the_user_signs() {
    let sandbox = log();
    let Some(public) = sandbox.signs() else {
        return;
    };
    let signers = sandbox.beside("signers").display().to_string();
    fs::write(&signers, format!("ada@example.com {public}")).expect("a file");
    sandbox.git(&["config", "gpg.ssh.allowedSignersFile", &signers]);
    done(&sandbox, &["new", "Fourth", "-m", "Because.", "-c"]);
    assert_eq!(sandbox.git(&["log", "-1", "--format=%G?"]), "G\n");
}

#[test]
fn a_clean_filter_is_applied() {
    let sandbox = log();
    sandbox.write(".gitattributes", "*.md filter=loud\n");
    sandbox.git(&["config", "filter.loud.clean", "sed s/Because/BECAUSE/"]);
    sandbox.git(&["config", "filter.loud.smudge", "sed s/BECAUSE/Because/"]);
    sandbox.commit("a filter");
    done(&sandbox, &["new", "Fourth", "-m", "Because.", "-c"]);
    let stored = sandbox.git(&["show", "HEAD:docs/decisions/0004-fourth.md"]);
    let here = sandbox.read("docs/decisions/0004-fourth.md");
    assert_ne!(stored, here);
    assert_eq!(stored, here.replace("Because", "BECAUSE"));
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn line_ends_are_what_git_makes_of_them() {
    let sandbox = log();
    sandbox.write(".gitattributes", "*.md text eol=crlf\n");
    sandbox.commit("line ends");
    let path = "docs/decisions/0003-count.md";
    fs::remove_file(sandbox.root().join(path)).expect("a file");
    sandbox.git(&["checkout", "--", path]);
    let before = sandbox.read(path);
    assert_ne!(before, before.replace("\r\n", "\n"));
    done(&sandbox, &["set", "3", "tags+=audit", "-c"]);
    let here = sandbox.read(path);
    assert_eq!(
        here,
        before.replace("tags: [money]", "tags: [money, audit]")
    );
    let stored = sandbox.git(&["show", &format!("HEAD:{path}")]);
    assert_eq!(stored, here.replace("\r\n", "\n"));
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

/// In the middle of something of the user's, files are written and the commit is left to them.
#[test]
fn what_the_user_has_begun_is_left_to_them() {
    let begun: [(&str, &str); 4] = [
        ("merge", "git merge --no-commit --no-ff other"),
        ("cherry-pick", "git cherry-pick other; true"),
        ("rebase", "git rebase other; true"),
        (
            "bisect",
            "git bisect start && git bisect bad && git bisect good HEAD~1",
        ),
    ];
    for (what, line) in begun {
        let sandbox = log();
        sandbox.git(&["checkout", "-q", "-b", "other"]);
        sandbox.write("src/main.rs", "// theirs\n");
        sandbox.commit("theirs");
        sandbox.git(&["checkout", "-q", "main"]);
        let clashes = if what == "merge" {
            "src/other.rs"
        } else {
            "src/main.rs"
        };
        sandbox.write(clashes, "// ours\n");
        sandbox.commit("ours");
        sandbox.shell(sandbox.root(), line);
        let before = head(&sandbox);
        let output = sandbox.declog(&["new", "Fourth", "-m", "Because.", "-c"]);
        assert_eq!(output.code, 0, "{what}: {}", output.stderr);
        assert_eq!(
            output.stderr,
            format!(
                "written, not committed: a {what} is under way\n  help: git add docs/decisions/0004-fourth.md\n"
            )
        );
        assert_eq!(head(&sandbox), before, "{what}");
    }
}

#[test]
fn an_unborn_and_a_detached_head_take_commits() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    done(&sandbox, &["new", "First", "-m", "Because.", "-c"]);
    sandbox.git(&["checkout", "-q", "--detach"]);
    done(&sandbox, &["new", "Second", "-m", "Because.", "-c"]);
    done(&sandbox, &["undo"]);
    assert_eq!(
        sandbox.git(&["log", "--format=%s"]),
        "declog: undo new DEC-2 Second\ndeclog: new DEC-2 Second\ndeclog: new DEC-1 First\n"
    );
    assert_eq!(sandbox.git(&["branch", "--show-current"]), "");
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let inner = log();
    let sandbox = Sandbox::new();
    let url = inner.root().display().to_string();
    sandbox.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        &url,
        "log",
    ]);
    sandbox.commit("a submodule");
    sandbox.git(&["-C", "log", "config", "user.name", "Ada Lovelace"]);
    sandbox.git(&["-C", "log", "config", "user.email", "ada@example.com"]);
    let output = sandbox.declog_in("log", &["new", "Fourth", "-m", "Because.", "-c"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert_eq!(
        sandbox.git(&["-C", "log", "log", "-1", "--format=%s"]),
        "declog: new DEC-4 Fourth\n"
    );
    assert_eq!(sandbox.git(&["status", "--porcelain"]), " M log\n");
}

#[test]
fn sparse_and_split_indexes_take_commits() {
    let sandbox = log();
    sandbox.write("web/page.html", "<p>\n");
    sandbox.commit("a page");
    sandbox.git(&[
        "sparse-checkout",
        "set",
        "--cone",
        "--sparse-index",
        "docs",
        "src",
    ]);
    done(&sandbox, &["new", "Fourth", "-m", "Because.", "-c"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    assert!(!sandbox.root().join("web/page.html").exists());
    assert_eq!(sandbox.git(&["show", "HEAD:web/page.html"]), "<p>\n");

    let sandbox = log();
    sandbox.git(&["update-index", "--split-index"]);
    done(&sandbox, &["new", "Fourth", "-m", "Because.", "-c"]);
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

/// A lock that nobody holds is named at once; the file is there, and the next run ends well.
#[test]
fn a_lock_that_was_left_behind_is_named() {
    let sandbox = log();
    sandbox.write(".git/index.lock", "");
    let output = sandbox.declog(&["new", "Fourth", "-m", "Because.", "-c"]);
    assert_eq!(output.code, 3);
    let lock = sandbox.root().join(".git/index.lock").display().to_string();
    assert!(
        output.stderr.starts_with(&format!(
            "error: `docs/decisions/0004-fourth.md` is written and not committed: `{lock}` was left behind "
        )) || output.stderr.contains("another program holds git's lock"),
        "{}",
        output.stderr
    );
    let doctor = sandbox.declog(&["doctor"]);
    assert_eq!(doctor.code, 1);
    assert!(
        doctor.stdout.contains("`.git/index.lock` is "),
        "{}",
        doctor.stdout
    );
    fs::remove_file(&lock).expect("the lock");
    assert_eq!(sandbox.declog(&["doctor"]).code, 0);
    done(&sandbox, &["new", "Fifth", "-m", "Because.", "-c"]);
}

/// A repository may come from a stranger: what lies in the place of our lock is not written to.
#[cfg(unix)]
#[test]
fn a_lock_that_leads_elsewhere_is_refused() {
    let sandbox = log();
    let victim = sandbox.beside("victim");
    fs::write(&victim, "mine\n").expect("a file");
    std::os::unix::fs::symlink(&victim, sandbox.root().join(".git/declog.lock")).expect("a link");
    let output = sandbox.declog(&["set", "3", "tags+=audit"]);
    let lock = sandbox
        .root()
        .join(".git/declog.lock")
        .display()
        .to_string();
    assert_eq!(
        (output.code, output.stderr),
        (
            3,
            format!("error: cannot lock `{lock}`: it is no plain file\n")
        )
    );
    assert_eq!(fs::read_to_string(&victim).expect("a file"), "mine\n");
}

/// What a command that was killed has staged does not go along with the user's next commit once it is taken back.
#[cfg(unix)]
#[test]
fn what_is_taken_back_is_not_staged_any_more() {
    for words in [
        &["new", "Fourth", "-m", "Because.", "-c"][..],
        &["set", "3", "tags+=audit", "-c"],
        &["mv", "3", "docs/decisions/money", "-c"],
    ] {
        let sandbox = log();
        let before = sandbox.files();
        hook(
            &sandbox,
            "pre-commit",
            "kill -9 $(ps -o ppid= -p $PPID) $PPID",
        );
        sandbox.declog(words);
        fs::remove_file(sandbox.root().join(".git/hooks/pre-commit")).expect("the hook");
        let _ = fs::remove_file(sandbox.root().join(".git/index.lock"));
        done(&sandbox, &["undo"]);
        assert_eq!(sandbox.files(), before, "{words:?}");
        assert_eq!(sandbox.git(&["status", "--porcelain"]), "", "{words:?}");
    }
}

/// The command that is printed commits what was written, where a file goes that git never knew, too.
#[test]
fn the_command_for_the_commit_works() {
    let sandbox = log();
    done(&sandbox, &["new", "Fourth", "-m", "Because."]);
    let output = done(&sandbox, &["mv", "4", "docs/decisions/money", "-c"]);
    let command = output
        .stderr
        .lines()
        .find_map(|line| line.strip_prefix("  help: "));
    let command = command
        .expect("a command")
        .replace("git commit", "git commit -m mine");
    let (output, _) = sandbox.shell(sandbox.root(), &command);
    assert_eq!(output.code, 0, "{command}: {}", output.stdout);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

/// A number that no file name can say is nobody's, and after the last there is the lowest that is free.
#[test]
fn numbers_do_not_run_out() {
    let sandbox = log();
    let aliases = "aliases: [18446744073709551615, DEC-9999999999]\n";
    sandbox.write(
        "docs/decisions/0003-count.md",
        decision("Count", "proposed", aliases),
    );
    let output = done(&sandbox, &["new", "Fourth", "-m", "Because."]);
    assert_eq!(
        output.stdout.lines().next(),
        Some("created DEC-4 docs/decisions/0004-fourth.md")
    );
    sandbox.write(
        "docs/decisions/999999999-last.md",
        decision("Last", "proposed", ""),
    );
    let output = done(&sandbox, &["new", "Fifth", "-m", "Because."]);
    assert_eq!(
        output.stdout.lines().next(),
        Some("created DEC-5 docs/decisions/0005-fifth.md")
    );
}

/// A command that was committed on another branch is kept for when that is there again.
#[test]
fn what_was_done_on_another_branch_waits() {
    let sandbox = log();
    done(&sandbox, &["set", "3", "tags+=audit", "-c"]);
    sandbox.git(&["checkout", "-q", "-b", "other", "HEAD~1"]);
    let output = sandbox.declog(&["undo"]);
    assert_eq!(
        (output.code, output.stderr.as_str()),
        (
            5,
            "error: that was done on another branch: set DEC-3 Count\n  \
             help: check the branch out on which it was committed\n"
        )
    );
    sandbox.git(&["checkout", "-q", "main"]);
    done(&sandbox, &["undo"]);
    assert_eq!(sandbox.git(&["diff", "HEAD~2", "--", "docs"]), "");
}

/// The same id in another log of the repository is another record.
#[test]
fn another_log_is_left_alone() {
    let sandbox = Sandbox::new();
    for log in ["a", "b"] {
        sandbox.write(&format!("{log}/declog.toml"), "format = 1\n");
        let path = format!("{log}/docs/decisions/0001-keep-one.md");
        sandbox.write(&path, decision("Keep one", "proposed", ""));
        sandbox.write(&format!("{log}/NOTES.md"), "DEC-1 is ours.\n");
    }
    sandbox.commit("two logs");
    let output = sandbox.declog_in("a", &["renumber", "1", "7", "--code"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert_eq!(sandbox.read("a/NOTES.md"), "DEC-7 is ours.\n");
    assert_eq!(sandbox.read("b/NOTES.md"), "DEC-1 is ours.\n");
}

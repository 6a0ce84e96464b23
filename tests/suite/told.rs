//! Histories told in Markdown: who commits what, one after the other, played in a repository of its own.
//!
//! A line says who does something, and the fences below it what their commit holds: a whole file, or with the language
//! `yaml` the new front matter of one that is there.
//!
//! - `Ana <ana@example.com> commits:`
//! - `Ana <ana@example.com> commits on payouts:` on a branch, which starts where `main` is when it is first named
//! - `… commits, approved by Bo <bo@example.com>:` and `… commits, having consulted Bo <bo@example.com>:` with trailers
//! - `… merges payouts:`, `… squashes payouts:`, `… rebases payouts:` into `main`; a merge that has fences holds them
//! - `… leaves uncommitted:` in the working tree, which is then theirs

use crate::sandbox::Sandbox;

/// Plays a history.
pub(crate) fn play(markdown: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let mut lines = markdown.lines().peekable();
    let mut turn: Option<Turn> = None;
    let mut number = 0;
    while let Some(line) = lines.next() {
        if let Some(next) = Turn::read(line) {
            if let Some(turn) = turn.replace(next) {
                turn.end(&sandbox, number);
            }
            number += 1;
            turn.as_ref().unwrap().begin(&sandbox, number);
        } else if let Some(info) = line.strip_prefix("```") {
            let (language, path) = info.split_once(' ').expect("a language and a path");
            let mut text = String::new();
            for line in lines.by_ref().take_while(|line| *line != "```") {
                text.push_str(line);
                text.push('\n');
            }
            if language == "yaml" {
                let old = sandbox.read(path);
                let (_, rest) = old[4..].split_once("---\n").expect("front matter");
                text = format!("---\n{text}---\n{rest}");
            }
            sandbox.write(path, text);
        }
    }
    if let Some(turn) = turn {
        turn.end(&sandbox, number);
    }
    sandbox
}

/// What somebody does.
struct Turn {
    name: String,
    mail: String,
    verb: String,
    branch: Option<String>,
    trailer: Option<String>,
}

impl Turn {
    fn read(line: &str) -> Option<Self> {
        let (who, what) = line.strip_suffix(':')?.split_once("> ")?;
        let (name, mail) = who.split_once(" <")?;
        let mut trailer = None;
        let mut words = what;
        for (said, key) in [
            (", approved by ", "Approved-by"),
            (", having consulted ", "Consulted-by"),
        ] {
            if let Some((before, person)) = what.split_once(said) {
                trailer = Some(format!("{key}: {person}"));
                words = before;
            }
        }
        let mut words = words.split(' ').filter(|word| *word != "on");
        let verb = words.next()?.to_owned();
        Some(Self {
            name: name.to_owned(),
            mail: mail.to_owned(),
            verb,
            branch: words.next().map(str::to_owned),
            trailer,
        })
    }

    fn begin(&self, sandbox: &Sandbox, number: usize) {
        match (self.verb.as_str(), self.branch.as_deref()) {
            ("commits", Some(branch)) => {
                if sandbox.try_git(&["switch", "-q", branch]).code != 0 {
                    sandbox.git(&["switch", "-q", "-c", branch, "main"]);
                }
            }
            ("commits", None) => drop(sandbox.try_git(&["switch", "-q", "main"])),
            ("merges", Some(branch)) => {
                sandbox.git(&["switch", "-q", "main"]);
                let merge = ["merge", "-q", "--no-ff", "--no-commit", branch];
                sandbox.try_git(&merge);
            }
            ("squashes", Some(branch)) => {
                sandbox.git(&["switch", "-q", "main"]);
                sandbox.git(&["merge", "-q", "--squash", branch]);
            }
            ("rebases", Some(branch)) => {
                sandbox.git(&["switch", "-q", branch]);
                self.git(sandbox, number, &["rebase", "-q", "main"]);
                sandbox.git(&["switch", "-q", "main"]);
                sandbox.git(&["merge", "-q", "--ff-only", branch]);
            }
            ("leaves", _) => sandbox.becomes(&self.name, &self.mail),
            other => panic!("nobody {other:?}"),
        }
    }

    fn end(&self, sandbox: &Sandbox, number: usize) {
        if !matches!(self.verb.as_str(), "commits" | "merges" | "squashes") {
            return;
        }
        sandbox.git(&["add", "--all"]);
        let mut message = format!("docs: commit {number}");
        if let Some(trailer) = &self.trailer {
            message.push_str(&format!("\n\n{trailer}"));
        }
        self.git(sandbox, number, &["commit", "-q", "-m", &message]);
    }

    /// Runs git as them, an hour after the turn before.
    fn git(&self, sandbox: &Sandbox, number: usize, words: &[&str]) {
        let date = format!("2026-11-20T{number:02}:00:00Z");
        let mut git = sandbox.program("git", words, sandbox.root());
        // A rebase keeps the authors.
        if words[0] != "rebase" {
            git.env("GIT_AUTHOR_NAME", &self.name)
                .env("GIT_AUTHOR_EMAIL", &self.mail)
                .env("GIT_AUTHOR_DATE", &date);
        } else {
            git.env_remove("GIT_AUTHOR_DATE");
        }
        git.env("GIT_COMMITTER_NAME", &self.name)
            .env("GIT_COMMITTER_EMAIL", &self.mail)
            .env("GIT_COMMITTER_DATE", &date);
        let output = git.output().expect("git");
        assert!(output.status.success(), "{words:?}: {output:?}");
    }
}

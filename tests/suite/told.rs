//! Histories told in Markdown: who does what, one after the other, played in a repository of its own.
//!
//! A line says who does something, and the fences below it what their commit holds: a whole file; with the language
//! `yaml` the new front matter of one that is there; and, both empty, ```` ```gone PATH ```` for a file that goes and
//! ```` ```moved OLD NEW ```` for one that is renamed.
//!
//! - `Ana <ana@example.com> commits:`
//! - `Ana <ana@example.com> commits on payouts:` on a branch, which starts where `main` is when it is first named
//! - `… commits, approved by Bo <bo@example.com>:` and `… commits, having consulted Bo <bo@example.com>:` with trailers
//! - `… merges payouts:`, `… squashes payouts:`, `… rebases payouts:` into `main`; a merge that has fences holds them
//! - `… reverts 2:` and `… reverts 2 on payouts:` what the second of these lines committed; of a merge, all it brought
//! - `… runs:` the commands in fences of the language `console`, each of which has to succeed
//! - `… leaves uncommitted:` in the working tree, which is then theirs
//!
//! Each line has an hour of its own, which tells whose a commit is.

use std::fs;

use crate::sandbox::Sandbox;

/// Plays a history.
pub(crate) fn play(markdown: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let mut lines = markdown.lines();
    let mut turn: Option<Turn> = None;
    // What was the newest commit after each turn.
    let mut commits = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(mut next) = Turn::read(line) {
            if let Some(turn) = &turn {
                commits.push(turn.end(&sandbox));
            }
            next.number = commits.len() + 1;
            next.begin(&sandbox, &commits);
            turn = Some(next);
        } else if let Some(info) = line.strip_prefix("```") {
            let body = lines.by_ref().take_while(|line| *line != "```");
            let text: String = body.flat_map(|line| [line, "\n"]).collect();
            turn.as_ref().expect("somebody").fence(&sandbox, info, text);
        }
    }
    if let Some(turn) = &turn {
        turn.end(&sandbox);
    }
    sandbox
}

/// A text in which `COMMIT-2` stands for the id of what the second line of the history committed.
pub(crate) fn by_turn(sandbox: &Sandbox, text: &str) -> String {
    let words = ["--abbrev=10", "--date=format:%H", "--format=%h %cd"];
    let log = sandbox.git(&[&["log", "--all"], &words[..]].concat());
    let commits = log.lines().filter_map(|line| line.split_once(' '));
    commits.fold(text.to_owned(), |text, (id, hour)| {
        let number = hour.trim_start_matches('0');
        text.replace(id, &format!("COMMIT-{number}"))
    })
}

/// What somebody does.
struct Turn {
    number: usize,
    name: String,
    mail: String,
    verb: String,
    /// The branch or the turn that it is done to.
    object: Option<String>,
    /// The branch that it is done on.
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
        let (words, branch) = match words.split_once(" on ") {
            Some((words, branch)) => (words, Some(branch)),
            None => (words, None),
        };
        let mut words = words.split(' ').map(str::to_owned);
        Some(Self {
            number: 0,
            name: name.to_owned(),
            mail: mail.to_owned(),
            verb: words.next()?,
            object: words.next(),
            branch: branch.map(str::to_owned),
            trailer,
        })
    }

    fn begin(&self, sandbox: &Sandbox, commits: &[String]) {
        match (self.verb.as_str(), self.object.as_deref()) {
            ("commits", None) => self.switch(sandbox),
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
                self.git(sandbox, &["rebase", "-q", "main"]);
                sandbox.git(&["switch", "-q", "main"]);
                sandbox.git(&["merge", "-q", "--ff-only", branch]);
            }
            ("reverts", Some(number)) => {
                self.switch(sandbox);
                let number: usize = number.parse().expect("a number");
                let commit = &commits[number - 1];
                let second = format!("{commit}^2");
                let is_merge = sandbox.try_git(&["rev-parse", "-q", "--verify", &second]);
                let parent: &[&str] = match is_merge.code {
                    0 => &["-m", "1"],
                    _ => &[],
                };
                let revert = ["revert", "--no-commit", commit];
                sandbox.git(&[&revert, parent].concat());
            }
            ("leaves" | "runs", _) => sandbox.becomes(&self.name, &self.mail),
            other => panic!("nobody {other:?}"),
        }
    }

    /// Goes to the branch that it is done on, which may be new.
    fn switch(&self, sandbox: &Sandbox) {
        let branch = self.branch.as_deref().unwrap_or("main");
        // Before the first commit there is nothing to switch to.
        if sandbox.try_git(&["switch", "-q", branch]).code != 0 && branch != "main" {
            sandbox.git(&["switch", "-q", "-c", branch, "main"]);
        }
    }

    /// Does what a fence says.
    fn fence(&self, sandbox: &Sandbox, info: &str, text: String) {
        let mut words = info.split(' ');
        let (language, paths): (_, Vec<&str>) = (words.next(), words.collect());
        match (language, paths.as_slice()) {
            (Some("console"), []) => text.lines().for_each(|line| self.run(sandbox, line)),
            (Some("gone"), [path]) => {
                fs::remove_file(sandbox.root().join(path)).expect("a file that is there");
            }
            (Some("moved"), [old, new]) => {
                let (old, new) = (sandbox.root().join(old), sandbox.root().join(new));
                fs::create_dir_all(new.parent().expect("a folder")).expect("the folders");
                fs::rename(old, new).expect("a file that is there");
            }
            (Some("yaml"), [path]) => {
                let old = sandbox.read(path);
                let (_, rest) = old[4..].split_once("---\n").expect("front matter");
                sandbox.write(path, format!("---\n{text}---\n{rest}"));
            }
            (Some(_), [path]) => sandbox.write(path, text),
            other => panic!("no such fence: {other:?}"),
        }
    }

    /// Runs a line of shell, with or without the prompt.
    fn run(&self, sandbox: &Sandbox, line: &str) {
        let line = line.strip_prefix("$ ").unwrap_or(line);
        let date = self.date();
        let dated = format!("export GIT_AUTHOR_DATE={date} GIT_COMMITTER_DATE={date}; {line}");
        let (output, _) = sandbox.shell(sandbox.root(), &dated);
        assert_eq!(output.code, 0, "{line}: {}", output.stdout);
    }

    /// Commits what there is; gives the newest commit.
    fn end(&self, sandbox: &Sandbox) -> String {
        let message = match self.verb.as_str() {
            "commits" | "merges" | "squashes" => Some(format!("docs: commit {}", self.number)),
            "reverts" => Some(sandbox.read(".git/MERGE_MSG").trim().to_owned()),
            _ => None,
        };
        if let Some(mut message) = message {
            if let Some(trailer) = &self.trailer {
                message.push_str(&format!("\n\n{trailer}"));
            }
            sandbox.git(&["add", "--all"]);
            self.git(sandbox, &["commit", "-q", "-m", &message]);
        }
        let newest = sandbox.try_git(&["rev-parse", "HEAD"]).stdout;
        newest.trim().to_owned()
    }

    /// An hour after the turn before.
    fn date(&self) -> String {
        format!("2026-11-20T{:02}:00:00Z", self.number)
    }

    /// Runs git as them.
    fn git(&self, sandbox: &Sandbox, words: &[&str]) {
        let date = self.date();
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

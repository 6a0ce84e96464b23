//! A history that is written down first and given to git at once.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Stdio;

use crate::sandbox::Sandbox;

/// A few commits on `main`, each with the files that it changes; none for one that goes.
#[derive(Default)]
pub(super) struct Story {
    commits: Vec<Commit>,
}

/// One of them.
#[derive(Clone)]
pub(super) struct Commit {
    /// The handle of its author, whose mail is `HANDLE@example.com`.
    pub(super) author: String,
    /// The first line, and trailers.
    pub(super) message: String,
    /// The files that it changes, by path; none for one that goes.
    pub(super) files: BTreeMap<String, Option<Vec<u8>>>,
}

impl Story {
    /// One commit more.
    pub(super) fn commit(&mut self, commit: Commit) {
        self.commits.push(commit);
    }

    /// The files at the end.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for (path, content) in self.commits.iter().flat_map(|commit| &commit.files) {
            match content {
                Some(content) => files.insert(path.clone(), content.clone()),
                None => files.remove(path),
            };
        }
        files
    }

    /// Lets git have it, and puts the files there.
    pub(super) fn play(&self, sandbox: &Sandbox) {
        self.play_on("main", sandbox);
    }

    /// The same on a branch, which begins where `main` is.
    pub(super) fn play_on(&self, branch: &str, sandbox: &Sandbox) {
        let words = ["fast-import", "--quiet", "--done"];
        let mut git = sandbox.program("git", &words, sandbox.root());
        let mut git = git.stdin(Stdio::piped()).spawn().expect("git");
        let mut input = git.stdin.take().expect("standard input is a pipe");
        input
            .write_all(&self.stream(branch))
            .expect("git that reads what it is given");
        drop(input);
        assert!(git.wait().expect("git").success(), "git refused a commit");
        sandbox.git(&["symbolic-ref", "HEAD", &format!("refs/heads/{branch}")]);
        sandbox.git(&["reset", "-q", "--hard"]);
    }

    fn stream(&self, branch: &str) -> Vec<u8> {
        let mut stream = Vec::new();
        let data = |stream: &mut Vec<u8>, bytes: &[u8]| {
            stream.extend(format!("data {}\n", bytes.len()).bytes());
            stream.extend(bytes);
            stream.push(b'\n');
        };
        for (at, commit) in self.commits.iter().enumerate() {
            let Commit {
                author,
                message,
                files,
            } = commit;
            // An hour between two of them, from 1 October 2026 on.
            let time = 1_790_848_800 + at * 3_600;
            let who = format!("{author} <{author}@example.com> {time} +0000");
            stream.extend(
                format!("commit refs/heads/{branch}\nauthor {who}\ncommitter {who}\n").bytes(),
            );
            data(&mut stream, message.as_bytes());
            if at == 0 && branch != "main" {
                stream.extend(b"from refs/heads/main^0\n");
            }
            for (path, content) in files {
                match content {
                    Some(content) => {
                        stream.extend(format!("M 100644 inline {path}\n").bytes());
                        data(&mut stream, content);
                    }
                    None => stream.extend(format!("D {path}\n").bytes()),
                }
            }
        }
        stream.extend(b"done\n");
        stream
    }
}

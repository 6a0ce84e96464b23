//! A git repository of its own for a test: nothing of the machine's settings, fixed names and dates.

#![allow(dead_code, reason = "each part of the suite uses what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The day that every command takes for today.
pub(crate) const TODAY: &str = "2026-11-22";

/// The configuration of the user, beside the repository: who they are.
const CONFIG: &str = "gitconfig";

/// Programs of a test, beside the repository.
const BIN: &str = "bin";

/// A folder with a git repository, gone when the test is over.
pub(crate) struct Sandbox {
    folder: TempDir,
    root: PathBuf,
}

/// What a command printed and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Sandbox {
    /// An empty git repository on the branch `main`.
    pub(crate) fn new() -> Self {
        let sandbox = Self::without_git();
        sandbox.git(&["init", "-q", "-b", "main"]);
        // Also for libgit2 and git inside this process, which sees the machine's environment.
        for (key, value) in [
            ("user.name", "Ada Lovelace"),
            ("user.email", "ada@example.com"),
            ("commit.gpgSign", "false"),
            ("core.autocrlf", "false"),
            ("core.excludesFile", "/dev/null"),
        ] {
            sandbox.git(&["config", key, value]);
        }
        sandbox
    }

    /// An empty folder that is no git repository.
    pub(crate) fn without_git() -> Self {
        let folder = TempDir::with_prefix("declog-test-").expect("a temporary folder");
        let root = folder.path().join("shop");
        fs::create_dir(&root).expect("a new folder");
        let root = root.canonicalize().expect("the folder just made");
        let config = "[user]\n\tname = Ada Lovelace\n\temail = ada@example.com\n";
        fs::write(folder.path().join(CONFIG), config).expect("a new file");
        Self { folder, root }
    }

    /// Lets somebody else type from here on: whom git names in commits.
    pub(crate) fn becomes(&self, name: &str, mail: &str) {
        self.git(&["config", "user.name", name]);
        self.git(&["config", "user.email", mail]);
        let config = format!("[user]\n\tname = {name}\n\temail = {mail}\n");
        fs::write(self.folder.path().join(CONFIG), config).expect("a writable file");
    }

    /// Lets git sign commits with a new SSH key; gives its public half, and none where no key can be made.
    pub(crate) fn signs(&self) -> Option<String> {
        let key = self.beside("key").display().to_string();
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", &key])
            .output();
        if !made.is_ok_and(|output| output.status.success()) {
            eprintln!("`ssh-keygen` is not installed: nothing was signed");
            return None;
        }
        for (name, value) in [
            ("gpg.format", "ssh"),
            ("user.signingkey", key.as_str()),
            ("commit.gpgSign", "true"),
        ] {
            self.git(&["config", name, value]);
        }
        Some(fs::read_to_string(format!("{key}.pub")).expect("the key"))
    }

    /// Another sandbox that holds the same, byte for byte.
    pub(crate) fn twin(&self) -> Self {
        let twin = Self::without_git();
        copy(&self.root, &twin.root);
        twin
    }

    /// The repository's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path outside of the repository that goes with the sandbox.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.with_file_name(name)
    }

    /// Writes a file, its folders too.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let full = self.root.join(path);
        fs::create_dir_all(full.parent().expect("a file lies in a folder")).expect("the folders");
        fs::write(full, text).expect("a writable file");
    }

    /// Puts a text in the place of another, which the file has once, and commits that.
    pub(crate) fn exchange(&self, path: &str, (from, to): (&str, &str), message: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.write(path, text.replace(from, to));
        self.commit(message);
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs git in the repository and gives its standard output; it must succeed.
    pub(crate) fn git(&self, words: &[&str]) -> String {
        let output = self.try_git(words);
        assert_eq!(output.code, 0, "git {words:?}: {}", output.stderr);
        output.stdout
    }

    /// Runs git in the repository, whatever comes of it.
    pub(crate) fn try_git(&self, words: &[&str]) -> Output {
        self.run(Command::new("git"), words, &self.root)
    }

    /// Commits everything there is.
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Runs declog in the repository.
    pub(crate) fn declog(&self, words: &[&str]) -> Output {
        self.declog_in("", words)
    }

    /// Runs declog in a folder of the repository.
    pub(crate) fn declog_in(&self, folder: &str, words: &[&str]) -> Output {
        let program = Command::new(env!("CARGO_BIN_EXE_declog"));
        self.run(program, words, &self.root.join(folder))
    }

    /// Makes a program that a line of shell finds.
    pub(crate) fn install(&self, name: &str, script: &str) {
        let bin = self.beside(BIN);
        fs::create_dir_all(&bin).expect("a new folder");
        fs::write(bin.join(name), script).expect("a writable file");
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            fs::set_permissions(bin.join(name), mode).expect("a file of ours");
        }
    }

    /// Runs a line of shell in a folder, with declog on the path and both streams together as a terminal shows them;
    /// gives the folder in which it ended too.
    pub(crate) fn shell(&self, folder: &Path, line: &str) -> (Output, PathBuf) {
        let program = Path::new(env!("CARGO_BIN_EXE_declog"));
        let bin = program.parent().expect("a program lies in a folder");
        let script = format!(
            "exec 2>&1\nPATH={}:{}:$PATH\n{line}\ncode=$?\npwd -P >{}\nexit $code\n",
            quoted(&self.beside(BIN)),
            quoted(bin),
            quoted(&self.beside("pwd"))
        );
        let output = self.run(Command::new("sh"), &["-c", &script], folder);
        let ended = fs::read_to_string(self.beside("pwd")).expect("the folder it ended in");
        (output, PathBuf::from(ended.trim_end_matches('\n')))
    }

    /// Runs declog with more of an environment and something on standard input.
    pub(crate) fn declog_given(
        &self,
        words: &[&str],
        variables: &[(&str, &str)],
        input: &[u8],
    ) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_declog"));
        self.scrub(&mut program, words, &self.root);
        program
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = program.spawn().expect("a program that can be started");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        // A program that does not read its input closes it.
        let _ = stdin.write_all(input);
        drop(stdin);
        Output::of(&child.wait_with_output().expect("a program that ends"))
    }

    /// A program that is about to run in a folder with a scrubbed environment.
    pub(crate) fn program(&self, program: &str, words: &[&str], folder: &Path) -> Command {
        let mut program = Command::new(program);
        self.scrub(&mut program, words, folder);
        program.stdin(Stdio::null());
        program
    }

    /// declog itself, about to run in a folder.
    pub(crate) fn prepared(&self, words: &[&str], folder: &Path) -> Command {
        self.program(env!("CARGO_BIN_EXE_declog"), words, folder)
    }

    /// Forgets what `declog undo` could take back.
    pub(crate) fn forget(&self) {
        let _ = fs::remove_dir_all(self.folder.path().join(".local"));
    }

    /// Every file of the working tree, git's own and the site aside.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let name = path.strip_prefix(&self.root).expect("below the root");
                if name.starts_with(".git") || name.ends_with("_site") {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = name.display().to_string();
                    found.insert(name, fs::read(&path).expect("a file"));
                }
            }
        }
        found
    }

    /// Runs a program with a scrubbed environment and nothing on standard input.
    fn run(&self, mut program: Command, words: &[&str], folder: &Path) -> Output {
        self.scrub(&mut program, words, folder);
        let output = program.stdin(Stdio::null()).output();
        Output::of(&output.expect("a program that can be started"))
    }

    fn scrub(&self, program: &mut Command, words: &[&str], folder: &Path) {
        program
            .args(words)
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("TMPDIR", self.folder.path())
            .env("TZ", "UTC")
            .env("GIT_CONFIG_GLOBAL", self.folder.path().join(CONFIG))
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_AUTHOR_DATE", "2026-11-20T10:00:00Z")
            .env("GIT_COMMITTER_DATE", "2026-11-20T10:00:00Z")
            .env("DECLOG_AS_OF", TODAY);
    }
}

impl Output {
    pub(crate) fn of(output: &std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("a new folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}

//! Programs that are stopped at one of their system calls, or told that it failed.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use crate::sandbox::{Output, Sandbox};

/// System calls that change files, or make one ready to be changed.
const CHANGING: &str = "openat,open,creat,write,pwrite64,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,\
                        symlinkat,mkdir,mkdirat,rmdir,chmod,fchmod,fchmodat,ftruncate,fsync,fdatasync,utimensat";

/// A system call of a program: its name, and how many of that name there were with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) place: usize,
    /// What `strace` wrote of it.
    pub(super) line: String,
}

/// What is done to a program at one of its calls.
#[derive(Clone, Copy, Debug)]
pub(super) enum Blow {
    /// It ends there.
    Kill,
    /// The call fails with that error, this time only.
    Error(&'static str),
    /// The call and all later ones of the name fail.
    Errors(&'static str),
}

/// Whether programs can be traced here; `tests/run` sees to it, or says that they cannot.
pub(super) fn is_there() -> bool {
    static THERE: OnceLock<bool> = OnceLock::new();
    let there = *THERE.get_or_init(|| {
        let traced = Command::new("strace")
            .args(["-o", "/dev/null", "true"])
            .output();
        traced.is_ok_and(|output| output.status.success())
    });
    if !there {
        eprintln!("`strace` is not installed, or may not trace here: nothing was tried");
    }
    there
}

/// The calls of a command that change files below the sandbox, in their order.
pub(super) fn calls(sandbox: &Sandbox, words: &[&str]) -> Vec<Call> {
    let told = sandbox.beside("calls");
    let output = traced(sandbox, words, &told, None);
    assert_eq!(output.code, 0, "{words:?}: {}", output.stderr);
    read(&told, sandbox.root().parent().expect("the sandbox"))
}

/// Runs a command that is dealt a blow at one of its calls.
pub(super) fn struck(sandbox: &Sandbox, words: &[&str], call: &Call, blow: Blow) -> Output {
    traced(sandbox, words, Path::new("/dev/null"), Some((call, blow)))
}

fn traced(sandbox: &Sandbox, words: &[&str], told: &Path, blow: Option<(&Call, Blow)>) -> Output {
    let told = told.display().to_string();
    let inject = blow.map(|(call, blow)| injection(call, blow));
    let mut all = vec!["-f", "-qq", "-y", "-s", "16", "-o", &told];
    let trace = blow.map_or_else(
        || format!("trace={CHANGING}"),
        |(call, _)| format!("trace={}", call.name),
    );
    all.extend(["-e", &trace]);
    if let Some(inject) = &inject {
        all.extend(["-e", inject]);
    }
    all.extend(["--", env!("CARGO_BIN_EXE_declog")]);
    all.extend(words);
    let mut program = sandbox.program("strace", &all, sandbox.root());
    // One thread: what is the fifth call of one run is the fifth of another.
    program.env("RAYON_NUM_THREADS", "1");
    Output::of(&program.output().expect("strace"))
}

fn injection(call: &Call, blow: Blow) -> String {
    let (name, place) = (&call.name, call.place);
    match blow {
        Blow::Kill => format!("inject={name}:signal=SIGKILL:when={place}"),
        Blow::Error(error) => format!("inject={name}:error={error}:when={place}"),
        Blow::Errors(error) => format!("inject={name}:error={error}:when={place}+"),
    }
}

/// The calls that change files below a folder. They are counted for each process, as `strace` counts them.
fn read(told: &Path, below: &Path) -> Vec<Call> {
    let text = fs::read(told).expect("what strace wrote");
    let text = String::from_utf8_lossy(&text).into_owned();
    let below = below.display().to_string();
    let mut counts: Vec<(String, String, usize)> = Vec::new();
    let mut found: Vec<Call> = Vec::new();
    for line in text.lines() {
        let Some((process, rest)) = line.split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        let Some((name, _)) = rest
            .split_once('(')
            .filter(|(name, _)| !name.contains(['<', ' ', '+', '-']))
        else {
            continue;
        };
        let known = counts
            .iter_mut()
            .find(|(one, two, _)| one == process && two == name);
        let place = match known {
            Some((_, _, count)) => {
                *count += 1;
                *count
            }
            None => {
                counts.push((process.to_owned(), name.to_owned(), 1));
                1
            }
        };
        let reads = name.starts_with("open")
            && !rest.contains("O_CREAT")
            && !rest.contains("O_WRONLY")
            && !rest.contains("O_RDWR");
        let same = |call: &Call| call.name == name && call.place == place;
        // Where a path is relative, it is git's.
        let named = rest.split_once('>').map_or(rest, |(first, named)| {
            if first.contains("AT_FDCWD<") {
                named
            } else {
                rest
            }
        });
        let is_ours = named.contains(&below) || named.contains("\".git/");
        if is_ours && !reads && !found.iter().any(same) {
            found.push(Call {
                name: name.to_owned(),
                place,
                line: rest.to_owned(),
            });
        }
    }
    found
}

//! What is wrong around a log, and what is not.

use std::fs;
use std::time::{Duration, SystemTime};

use super::{LENIENT, Session, proposal};
use crate::sandbox::Sandbox;

fn healthy() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    proposal(&sandbox, "docs/decisions/0001-one.md", "One.");
    sandbox.commit("a log");
    sandbox
}

/// The version of git is the machine's.
fn check(mut session: Session<'_>, name: &str) {
    let version = session.sandbox.git(&["--version"]);
    session.told = session.told.replace(version.trim(), "git version [GIT]");
    session.check(name);
}

#[test]
fn nothing_is_wrong() {
    let sandbox = healthy();
    let mut session = Session::new(&sandbox);
    session.declog(&["doctor"]);
    session.declog(&["doctor", "-q"]);
    session.declog(&["set", "1", "tags=a"]);
    session.declog(&["doctor", "--json"]);
    check(session, "doctor.txt");
}

#[test]
fn what_is_wrong_is_said_with_what_mends_it() {
    let sandbox = healthy();
    let day = Duration::from_secs(86_400);
    for (lock, age) in [
        (".git/index.lock", day * 3),
        (".git/refs/heads/feat/x.lock", day / 24 * 5),
    ] {
        sandbox.write(lock, "");
        let file = fs::File::options()
            .write(true)
            .open(sandbox.root().join(lock))
            .expect("the file just written");
        file.set_modified(SystemTime::now() - age).expect("a time");
    }
    let left = "docs/decisions/.declog-x1.tmp";
    sandbox.write(left, "half a record");
    sandbox.write("docs/decisions/.other.tmp", "somebody else's");
    sandbox.git(&["config", "user.email", ""]);
    let mut session = Session::new(&sandbox);
    session.declog(&["doctor", "-q", "-n"]);
    assert!(sandbox.root().join(left).exists());
    session.declog(&["-C", "docs", "doctor", "-q"]);
    session.declog(&["doctor", "-q"]);
    assert!(sandbox.root().join("docs/decisions/.other.tmp").exists());
    check(session, "doctor-wrong.txt");
}

#[test]
fn what_is_missing_is_said() {
    let sandbox = healthy();
    let mut session = Session::new(&sandbox);
    sandbox.write("declog.toml", "format = 9\n");
    session.declog(&["doctor", "-q"]);
    fs::remove_file(sandbox.root().join("declog.toml")).expect("a file");
    session.declog(&["doctor", "-q"]);
    sandbox.git(&["checkout", "-q", "."]);
    let empty = sandbox.beside("empty").display().to_string();
    let output = sandbox.declog_given(
        &["doctor", "-q"],
        &[("PATH", empty.as_str()), ("HOME", "")],
        b"",
    );
    session.tell("declog", &["doctor", "-q"], &output);
    let from = format!("file://{}", sandbox.root().display());
    sandbox.commit("another");
    sandbox.git(&["clone", "-q", "--depth", "1", &from, "../shallow"]);
    session.declog(&["-C", "../shallow", "doctor", "-q"]);
    std::fs::create_dir(sandbox.beside("plain")).expect("a new folder");
    session.declog(&["-C", "../plain", "doctor"]);
    check(session, "doctor-missing.txt");
}

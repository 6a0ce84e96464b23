//! `export`: each format on standard output or in a file, and what is told beside it.

use super::{Session, check, log};
use crate::sandbox::Sandbox;

/// Types a command; rows of CSV show where they end.
fn typed(sandbox: &Sandbox, words: &[&str]) -> String {
    let mut session = Session::new(sandbox);
    session.declog(words);
    session.told.replace('\r', "␍")
}

/// A log with areas, and records of three kinds.
fn whole() -> Sandbox {
    let sandbox = log();
    let settings = "\n[people.ada]\nemail = [\"ada@example.com\"]\n\n[areas.shop]\nowner = \"ada\"\npaths = [\"src/**\"]\n\n\
                    [areas.rest]\nowner = \"ada\"\n";
    sandbox.write("declog.toml", sandbox.read("declog.toml") + settings);
    sandbox.write(
        "docs/briefs/0001-nobody-waits.md",
        "---\nstatus: draft\ndate: 2026-10-01\ncreated: 2026-10-01\nowner: ada\narea: shop\n---\n# Nobody waits\n\n## Outcome\n\nNobody waits.\n",
    );
    sandbox.write(
        "docs/handoffs/0001-hand-it-over.md",
        "---\nstatus: draft\nfrom: ada\nto: ada\nitems: [DEC-2]\n---\n# Hand it over\n",
    );
    sandbox.commit("areas, a brief and a handoff");
    sandbox
}

#[test]
fn each_format_is_printed_whole() {
    let sandbox = whole();
    for format in ["json-adr", "csv", "ndjson", "codeowners"] {
        check(
            &format!("export-{format}.txt"),
            &typed(&sandbox, &["export", format]),
        );
    }
}

#[test]
fn records_are_chosen_as_list_chooses_them() {
    let sandbox = whole();
    let mut told = String::new();
    for words in [
        &["export", "csv", "-k", "brief"][..],
        &["export", "csv", "tag:db", "-phase:ended"],
        &["export", "csv", "-phase:live", "-k", "decision"],
        &["export", "csv", "--rev", "HEAD~1", "kind:brief"],
        &["export", "csv", "--at", "2026-11-19"],
        &["export", "json-adr", "kind:handoff"],
        &["export", "ndjson", "nowhere"],
        &["export", "csv", "-k", "nothing"],
        &["export", "csv", "is:nothing"],
        &["export", "codeowners", "tag:db"],
        &["export", "codeowners", "-k", "brief"],
        &["export", "codeowners", "--rev", "HEAD~1"],
        &["export", "yaml"],
        &["export"],
    ] {
        told.push_str(&typed(&sandbox, words));
    }
    check("export-chosen.txt", &told);
}

#[test]
fn a_file_is_written_in_place_of_what_it_held() {
    let sandbox = whole();
    sandbox.write("CODEOWNERS", "# of yesterday\n");
    let mut session = Session::new(&sandbox);
    session.declog(&["export", "codeowners", "-o", "CODEOWNERS"]);
    session.declog(&["-q", "export", "csv", "tag:db", "--output", "docs/log.csv"]);
    session.declog(&[
        "-C",
        "docs",
        "export",
        "ndjson",
        "tag:db",
        "-o",
        "log.ndjson",
        "--json",
    ]);
    session.git(&["status", "--short"]);
    session.declog(&["export", "csv", "-o", "nowhere/log.csv"]);
    session.declog(&["export", "csv", "-o", "docs"]);
    session.check("export-file.txt");
    let printed = |words: &[&str]| sandbox.declog(words).stdout;
    assert_eq!(
        sandbox.read("CODEOWNERS"),
        printed(&["export", "codeowners"])
    );
    assert_eq!(
        sandbox.read("docs/log.csv"),
        printed(&["export", "csv", "tag:db"])
    );
    assert_eq!(
        sandbox.read("docs/log.ndjson"),
        printed(&["export", "ndjson", "tag:db"])
    );
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode_and_a_link_its_place() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = whole();
    let path = |name: &str| sandbox.root().join(name);
    sandbox.write("log.csv", "old");
    let mode = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(path("log.csv"), mode).unwrap();
    symlink("log.csv", path("link.csv")).unwrap();
    sandbox.declog(&["export", "csv", "-o", "link.csv"]);
    assert!(path("link.csv").is_symlink());
    sandbox.declog(&["export", "csv", "-o", "log.csv"]);
    let mode = path("log.csv").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(
        sandbox.read("link.csv"),
        sandbox.declog(&["export", "csv"]).stdout
    );
}

#[test]
fn an_empty_log_is_exported_empty() {
    let sandbox = Sandbox::new();
    sandbox.declog(&["init"]);
    let mut told = String::new();
    for format in ["json-adr", "csv", "ndjson", "codeowners"] {
        told.push_str(&typed(&sandbox, &["export", format]));
    }
    check("export-empty.txt", &told);
}

//! One file that means harm, among a thousand with 50 known faults: the 50 are told to the letter as without it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::sandbox::Sandbox;

/// How many records there are.
const MANY: usize = 1_000;

/// Where the file lies: in the middle of the others, whose numbers leave it a place.
const PLACE: usize = 500;

/// A sound record.
fn sound(number: usize) -> String {
    format!(
        "---\nstatus: accepted\ndate: 2026-11-02\ncreated: 2026-11-01\ndecision-makers: [Ada]\n---\n# Keep list {number}\n\n\
         ## Context and Problem Statement\n\nThere are two.\n\n## Considered Options\n\n* One list\n* Two lists: dearer to keep\n\n\
         ## Decision Outcome\n\nChosen option: \"One list\", because it is short.\n"
    )
}

/// A fault: what stands in the sound record, and what in its place.
const FAULTS: [(&str, &str); 10] = [
    ("date: 2026-11-02", "date: 2026-02-30"),
    ("status: accepted", "status: acepted"),
    ("decision-makers: [Ada]", "owner: Ada"),
    ("There are two.", "See [both](nowhere.md)."),
    ("\n* Two lists: dearer to keep", ""),
    ("created:", "reviewby: 2027-01-01\ncreated:"),
    ("created:", "priority: high\ncreated:"),
    ("There are two.", "TODO"),
    ("## Considered Options", "## Something else"),
    ("created:", "depends-on: [DEC-9000]\ncreated:"),
];

/// A file that means harm: what it is, its name, what makes it, and the rules that tell of it.
type Hostile = (&'static str, String, Make, &'static [&'static str]);

/// What makes it.
enum Make {
    /// A file that holds that.
    Bytes(Vec<u8>),
    /// Something else; false where this machine has no such thing.
    Other(fn(&Path) -> bool),
}

fn named(name: &str) -> String {
    format!("docs/decisions/{PLACE:04}-{name}.md")
}

/// With more front matter.
fn front(name: &'static str, more: String, rules: &'static [&'static str]) -> Hostile {
    let text = sound(PLACE).replacen("created:", &format!("{more}\ncreated:"), 1);
    (name, named(name), Make::Bytes(text.into_bytes()), rules)
}

/// With more text.
fn body(name: &'static str, more: String, rules: &'static [&'static str]) -> Hostile {
    let text = sound(PLACE).replacen("There are two.", &format!("There are two.\n\n{more}"), 1);
    (name, named(name), Make::Bytes(text.into_bytes()), rules)
}

fn bytes(name: &'static str, bytes: Vec<u8>, rules: &'static [&'static str]) -> Hostile {
    (name, named(name), Make::Bytes(bytes), rules)
}

/// A sound record under a name that means harm.
fn called(what: &'static str, name: &str, rules: &'static [&'static str]) -> Hostile {
    let text = sound(PLACE).into_bytes();
    (
        what,
        format!("docs/decisions/{name}"),
        Make::Bytes(text),
        rules,
    )
}

#[cfg(unix)]
fn other(name: &'static str, make: fn(&Path) -> bool, rules: &'static [&'static str]) -> Hostile {
    (name, named(name), Make::Other(make), rules)
}

const UNREADABLE: &[&str] = &["unreadable-file"];
const YAML: &[&str] = &["invalid-front-matter"];

fn encodings() -> Vec<Hostile> {
    let text = sound(PLACE);
    let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes);
    let with = |more: &[u8]| [sound(PLACE).as_bytes(), more].concat();
    vec![
        bytes("latin", with(b"caf\xe9\n"), UNREADABLE),
        bytes("utf-16", utf16.collect(), UNREADABLE),
        bytes("nul", with(b"a\0b\n"), UNREADABLE),
        bytes("only-nul", vec![0; 100_000], UNREADABLE),
        bytes("empty", Vec::new(), &["missing-field", "missing-title"]),
        bytes(
            "cut-off",
            with("\u{1f980}".as_bytes().split_at(2).0),
            UNREADABLE,
        ),
        bytes(
            "over-1-mib",
            with("word \n".repeat(200_000).as_bytes()),
            UNREADABLE,
        ),
        bytes("crlf", sound(PLACE).replace('\n', "\r\n").into_bytes(), &[]),
        bytes(
            "only-cr",
            sound(PLACE).replace('\n', "\r").into_bytes(),
            &["missing-field"],
        ),
        bytes(
            "conflict",
            with(b"<<<<<<< a\n=======\n>>>>>>> b\n"),
            &["merge-conflict"],
        ),
        bytes(
            "thousand-conflicts",
            "<<<<<<< a\n=======\n>>>>>>> b\n".repeat(1_000).into_bytes(),
            &["merge-conflict"],
        ),
    ]
}

fn yaml() -> Vec<Hostile> {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]");
    for at in 1..12 {
        let inner = format!("*a{}", at - 1);
        bomb += &format!("\na{at}: &a{at} [{}]", vec![inner; 9].join(", "));
    }
    let unclosed = sound(PLACE).replacen("---\n# ", "# ", 1);
    vec![
        front("brackets", format!("x: {}", "[".repeat(200_000)), YAML),
        front("braces", format!("x: {}", "{a: ".repeat(20_000)), YAML),
        front("dashes", format!("x:\n  {}", "- ".repeat(20_000)), YAML),
        front("questions", format!("? {}", "? ".repeat(20_000)), YAML),
        front("bomb", bomb, YAML),
        front("tag", "x: !!python/object y".to_owned(), YAML),
        front("twice", "x-a: 1\nx-a: 2".to_owned(), YAML),
        front(
            "deep",
            format!("x: {}1{}", "{a: ".repeat(60), "}".repeat(60)),
            YAML,
        ),
        front("lines", "# nothing\n".repeat(2_500), YAML),
        front(
            "indented",
            (0..200)
                .map(|at| format!("{}a:\n", " ".repeat(at)))
                .collect(),
            YAML,
        ),
        front("long-line", format!("x-a: {}", "a".repeat(60_000)), &[]),
        front("quotes", format!("x-a: \"{}", "\\\"".repeat(20_000)), YAML),
        front("merge-key", "<<: [{a: 1}]".to_owned(), &["unknown-field"]),
        front(
            "documents",
            "---\n...\n---".to_owned(),
            &["missing-field", "unowned"],
        ),
        bytes("unclosed", unclosed.into_bytes(), YAML),
    ]
}

fn markdown() -> Vec<Hostile> {
    let numbered = |line: fn(usize) -> String| (0..10_000).map(line).collect::<String>();
    let allows = "<!-- declog-allow: unowned because so -->\n".repeat(5_000);
    vec![
        body("lists", "- ".repeat(30_000) + "x", UNREADABLE),
        body("quotes", "> ".repeat(25_000), UNREADABLE),
        body("html", "<div>".repeat(50_000), &["raw-html"]),
        body("open", "[".repeat(100_000), &[]),
        body("images", "![".repeat(50_000), &[]),
        body("backticks", "`".repeat(1_000_000), &["missing-section"]),
        body(
            "backtick-runs",
            (1..1_000).map(|at| "`".repeat(at) + " ").collect(),
            &[],
        ),
        body("stars", "*a ".repeat(20_000) + &"**".repeat(10_000), &[]),
        body("long-line", "a".repeat(1_000_000), &[]),
        body("headings", numbered(|at| format!("### Part {at}\n\n")), &[]),
        body("same-headings", "### Part\n\n".repeat(10_000), &[]),
        body(
            "links",
            numbered(|at| format!("[a](none-{at}.md)\n")),
            &["broken-link"],
        ),
        body("references", numbered(|at| format!("[a{at}]: b\n")), &[]),
        body(
            "footnotes",
            numbered(|at| format!("[^{at}]\n\n[^{at}]: b\n\n")),
            &[],
        ),
        body(
            "ids",
            numbered(|at| format!("DEC-{}\n", at + 2_000)),
            &["unresolved-citation"],
        ),
        body("tasks", "- [ ] a\n".repeat(10_000), &[]),
        body(
            "options",
            "## Considered Options\n\n* a\n* b\n\n".repeat(5_000),
            &["too-few-options"],
        ),
        body(
            "entries",
            "## Log\n\n### 2026-11-02 · note · Ada\n\n".repeat(5_000),
            &["section-order"],
        ),
        body(
            "table",
            format!("{}\n{}\n", "|a".repeat(10_000), "|-".repeat(10_000)),
            &[],
        ),
        body("comments", "<!--".repeat(50_000), &["missing-section"]),
        body("allows", allows, &["unused-allow"]),
        body(
            "fence",
            format!("{}\n", "`".repeat(10_000)),
            &["missing-section"],
        ),
    ]
}

fn names() -> Vec<Hostile> {
    let long = "a".repeat(240);
    vec![
        called("newline", "0500-a\nb.md", &["file-name"]),
        called("escape", "0500-\u{1b}[31mred\u{7}.md", &["file-name"]),
        called("bidi", "0500-\u{202e}dne.md", &["file-name"]),
        called("workflow", "0500-::error::x.md", &["file-name"]),
        called("long", &format!("0500-{long}.md"), &[]),
        called("refused", "0500-what?.md", &["file-name"]),
        called("reserved", "con.md", &["not-a-record"]),
        called("dots", "....md", &[]),
        called("dash", "-rf.md", &["not-a-record"]),
        called("space", "0500- .md", &[]),
        called(
            "huge-number",
            "99999999999999999999999999-a.md",
            &["not-a-record"],
        ),
        called("other-digits", "०५००-a.md", &["not-a-record"]),
        called("case-clash", "0499-KEEP-LIST.md", &["duplicate-id"]),
        called("no-letters", "0500-\u{1f980}.md", &[]),
    ]
}

#[cfg(unix)]
fn others() -> Vec<Hostile> {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    fn denied(path: &Path, mode: u32) -> bool {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a file of ours");
        // Whoever may read everything has no such file.
        fs::File::open(path).is_err()
    }
    vec![
        other(
            "link-outside",
            |path| symlink("/etc/passwd", path).is_ok(),
            UNREADABLE,
        ),
        other("link-loop", |path| symlink(path, path).is_ok(), UNREADABLE),
        other(
            "link-dangling",
            |path| symlink("nowhere.md", path).is_ok(),
            UNREADABLE,
        ),
        other("link-up", |path| symlink("..", path).is_ok(), UNREADABLE),
        other(
            "link-to-another",
            |path| symlink("0001-keep-list.md", path).is_ok(),
            UNREADABLE,
        ),
        other("folder", |path| fs::create_dir(path).is_ok(), &[]),
        other(
            "deep-folder",
            |path| fs::create_dir_all(path.join("a/".repeat(200))).is_ok(),
            &[],
        ),
        other(
            "fifo",
            |path| {
                Command::new("mkfifo")
                    .arg(path)
                    .status()
                    .is_ok_and(|status| status.success())
            },
            UNREADABLE,
        ),
        other(
            "socket",
            |path| std::os::unix::net::UnixListener::bind(path).is_ok(),
            UNREADABLE,
        ),
        other(
            "no-rights",
            |path| fs::write(path, "a").is_ok() && denied(path, 0o000),
            UNREADABLE,
        ),
        other(
            "odd-bytes",
            |path| {
                let name = std::ffi::OsStr::from_bytes(b"0500-\xff.md");
                fs::write(path.with_file_name(name), sound(PLACE)).is_ok()
            },
            UNREADABLE,
        ),
    ]
}

/// A log of a thousand decisions of which 50 have a fault; gives the files of these.
fn log() -> (Sandbox, Vec<String>) {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let mut faulty = Vec::new();
    for number in (1..=MANY).filter(|number| *number != PLACE) {
        let path = format!("docs/decisions/{number:04}-keep-list.md");
        let mut text = sound(number);
        if number % 20 == 7 {
            let (from, to) = FAULTS[number / 20 % FAULTS.len()];
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text = text.replace(from, to);
            faulty.push(path.clone());
        }
        sandbox.write(&path, text);
    }
    (sandbox, faulty)
}

/// The findings of a run as they are printed, by file.
fn findings(sandbox: &Sandbox) -> BTreeMap<String, Vec<Value>> {
    let output = sandbox.declog(&["check", "--json"]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    let whole: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in whole["findings"].as_array().expect("a list") {
        let path = finding["path"].as_str().expect("a path");
        all.entry(path.to_owned())
            .or_default()
            .push(finding.clone());
    }
    all
}

/// What is wrong, in words.
fn wrong(all: Vec<Hostile>) -> Vec<String> {
    let (sandbox, faulty) = log();
    let before = findings(&sandbox);
    assert_eq!(before.values().map(Vec::len).sum::<usize>(), 50);
    assert_eq!(before.keys().cloned().collect::<Vec<_>>(), faulty);
    let folder = sandbox.root().join("docs/decisions");
    let mut wrong = Vec::new();
    for (what, name, make, rules) in all {
        let path = sandbox.root().join(&name);
        let is_made = match &make {
            Make::Bytes(bytes) => fs::write(&path, bytes).is_ok(),
            Make::Other(make) => make(&path),
        };
        if is_made {
            let start = Instant::now();
            let mut found = findings(&sandbox);
            // A test machine that does much else is slow; a hang is not that slow.
            if start.elapsed() > Duration::from_secs(15) {
                wrong.push(format!("{what}: {:?}", start.elapsed()));
            }
            let told: BTreeMap<_, _> = faulty
                .iter()
                .map(|path| (path.clone(), found.remove(path).unwrap_or_default()))
                .collect();
            if told != before {
                wrong.push(format!("{what}: something else is told of the 50"));
            }
            let mut more: Vec<&str> = found
                .values()
                .flatten()
                .filter_map(|one| one["rule"].as_str())
                .collect();
            more.sort_unstable();
            more.dedup();
            if more != rules {
                wrong.push(format!("{what}: {more:?}, expected {rules:?}"));
            }
        }
        clear(&folder);
    }
    wrong
}

/// Takes out of a folder what is none of the thousand.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.ends_with("-keep-list.md") && !name.starts_with("0500") {
            continue;
        }
        match path.symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
            true => fs::remove_dir_all(&path).expect("a folder of ours"),
            false => fs::remove_file(&path).expect("a file of ours"),
        }
    }
}

#[test]
fn bytes_that_are_no_text_hide_nothing() {
    assert_eq!(wrong(encodings()), Vec::<String>::new());
}

#[test]
fn front_matter_that_means_harm_hides_nothing() {
    assert_eq!(wrong(yaml()), Vec::<String>::new());
}

#[test]
fn markdown_that_means_harm_hides_nothing() {
    assert_eq!(wrong(markdown()), Vec::<String>::new());
}

#[test]
fn names_that_mean_harm_hide_nothing() {
    assert_eq!(wrong(names()), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_hides_nothing() {
    assert_eq!(wrong(others()), Vec::<String>::new());
}

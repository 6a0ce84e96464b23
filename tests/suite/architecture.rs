//! The house as `lib.rs` draws it: which room may import which, and what the core never touches.
//!
//! The scan takes sources as text, so that it can be shown a source that breaks each rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in floor order, and what each may import besides itself; the shell's front may import all.
const ROOMS: [(&str, &[&str]); 11] = [
    ("model", &[]),
    ("text", &["model"]),
    ("index", &["model"]),
    ("rights", &["model", "index"]),
    ("check", &["model", "index", "rights"]),
    ("query", &["model", "index"]),
    ("site", &["model", "index", "query"]),
    ("exchange", &["model", "text", "index"]),
    ("report", &["model"]),
    ("store", &["model"]),
    (
        "cli",
        &[
            "model", "text", "index", "rights", "check", "query", "site", "exchange", "report",
            "store",
        ],
    ),
];

/// Rooms that may open files, run git and ask the clock.
const SHELL: [&str; 2] = ["store", "cli"];

/// Modules of the standard library that reach outside the process.
const OUTSIDE: [&str; 4] = ["fs", "env", "process", "net"];

/// File names that say nothing of what is in the file.
const NAMELESS: [&str; 10] = [
    "common", "helper", "helpers", "manager", "misc", "shared", "types", "util", "utils", "stuff",
];

/// Where the folders of the built-in kinds are listed.
const KIND_LIST: &str = "text/kinds/mod.rs";

/// Most lines of a source.
const LINES: usize = 500;
/// Most lines of a program's own file.
const PROGRAM_LINES: usize = 40;

#[test]
fn every_source_keeps_to_the_house() {
    let kinds = kind_names();
    let findings: Vec<_> = sources()
        .iter()
        .flat_map(|(path, text)| scan(path, text, &kinds))
        .collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn every_room_has_a_row_and_every_row_a_room() {
    let built: BTreeSet<_> = sources()
        .iter()
        .filter_map(|(path, _)| room(path).map(str::to_owned))
        .collect();
    let rows: BTreeSet<_> = ROOMS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(built, rows);
}

#[test]
fn the_map_lists_the_rooms_in_floor_order_and_nothing_else() {
    let map = fs::read_to_string(src().join("lib.rs")).unwrap();
    let code: String = tokens(&map)
        .iter()
        .map(|token| format!("{} ", token.text))
        .collect();
    let expected: String = ROOMS
        .iter()
        .map(|(name, _)| format!("pub mod {name} ; "))
        .collect();
    assert_eq!(code, expected);
    let drawn: Vec<_> = map
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `"))
        .map(|row| row.split('|').map(|cell| cell.trim().replace('`', "")))
        .map(|mut cells| (cells.next().unwrap(), cells.nth(1).unwrap()))
        .collect();
    let rows: Vec<_> = ROOMS
        .iter()
        .map(|(name, imports)| {
            let all = imports.len() == ROOMS.len() - 1;
            let imports = if all {
                "all".to_owned()
            } else {
                imports.join(", ")
            };
            ((*name).to_owned(), imports)
        })
        .collect();
    assert_eq!(drawn, rows);
}

/// A source's path, code that reaches beyond its room's bracket, and what is said of it.
const BEYOND: [(&str, &str, &str); 12] = [
    (
        "query/a.rs",
        "use crate::site::Page;",
        "src/query/a.rs:2: `query` imports `site`",
    ),
    (
        "query/a.rs",
        "use crate::{index::Index, store};",
        "src/query/a.rs:2: `query` imports `store`",
    ),
    (
        "text/a.rs",
        "use crate::{\n    model::{id, check},\n    index,\n};",
        "src/text/a.rs:4: `text` imports `index`",
    ),
    (
        "text/a.rs",
        "fn f() -> crate::cli::Env {}",
        "src/text/a.rs:2: `text` imports `cli`",
    ),
    (
        "text/a.rs",
        "use super::super::report;",
        "src/text/a.rs:2: `text` imports `report`",
    ),
    (
        "text/a/b.rs",
        "use super::super::super::{store, model};",
        "src/text/a/b.rs:2: `text` imports `store`",
    ),
    (
        "text/mod.rs",
        "use super::check;",
        "src/text/mod.rs:2: `text` imports `check`",
    ),
    (
        "store/a.rs",
        "use crate::cli;",
        "src/store/a.rs:2: `store` imports `cli`",
    ),
    (
        "query/a.rs",
        "use crate::*;",
        "src/query/a.rs:2: `query` imports `*`",
    ),
    (
        "query/a.rs",
        "use crate as all;",
        "src/query/a.rs:2: `query` imports `as`",
    ),
    (
        "attic/a.rs",
        "",
        "src/attic/a.rs:1: the room `attic` has no row in the table",
    ),
    (
        "main.rs",
        "use declog::text;",
        "src/main.rs:2: a program imports `text`, only `cli` is its business",
    ),
];

#[test]
fn a_room_imports_only_what_stands_on_its_bracket() {
    for (path, code, expected) in BEYOND {
        planted(path, code, &[expected]);
    }
}

#[test]
fn the_core_touches_nothing_outside() {
    for (code, expected) in [
        ("use std::fs;", "`std::fs` in the core"),
        ("use std::{io, env::var};", "`std::env` in the core"),
        (
            "fn f() { std::process::exit(1) }",
            "`std::process` in the core",
        ),
        ("use ::std::net::IpAddr;", "`std::net` in the core"),
        (
            "use std::time::{Duration, SystemTime};",
            "`SystemTime` in the core",
        ),
        ("use std::time::Instant;", "`Instant` in the core"),
        (
            "fn f() { jiff::Timestamp::now(); }",
            "`Timestamp::now` in the core",
        ),
        ("fn f() { Zoned::now(); }", "`Zoned::now` in the core"),
        ("use git2::Repository;", "`git2` in the core"),
    ] {
        planted(
            "model/a.rs",
            code,
            &[&format!("src/model/a.rs:2: {expected}")],
        );
        planted("store/a.rs", code, &[]);
    }
}

/// A source's path, the source, and what is said of it.
const CARELESS: [(&str, &str, &str); 10] = [
    (
        "cli/a.rs",
        "//! A.\nfn f() { g().unwrap(); }",
        "src/cli/a.rs:2: `unwrap()`",
    ),
    (
        "cli/a.rs",
        "//! A.\nfn f() { panic!(\"no\") }",
        "src/cli/a.rs:2: `panic!`",
    ),
    (
        "cli/a.rs",
        "//! A.\nfn f() { todo!() }",
        "src/cli/a.rs:2: `todo!`",
    ),
    (
        "cli/a.rs",
        "//! A.\nfn f() { unimplemented!() }",
        "src/cli/a.rs:2: `unimplemented!`",
    ),
    (
        "cli/a.rs",
        "//! A.\nunsafe fn f() {}",
        "src/cli/a.rs:2: `unsafe`",
    ),
    (
        "cli/a.rs",
        "//! A.\n#[cfg(test)]\nmod tests {}",
        "src/cli/a.rs:2: a test in `src` is never run",
    ),
    (
        "cli/a.rs",
        "fn f() {}",
        "src/cli/a.rs:1: the first line is no `//!` that says what the file does",
    ),
    (
        "cli/a.rs",
        "//! \nfn f() {}",
        "src/cli/a.rs:1: the first line is no `//!` that says what the file does",
    ),
    (
        "cli/utils.rs",
        "//! A.",
        "src/cli/utils.rs:1: `utils` says nothing of what is in it",
    ),
    (
        "cli/common/mod.rs",
        "//! A.",
        "src/cli/common/mod.rs:1: `common` says nothing of what is in it",
    ),
];

#[test]
fn no_source_gives_up_or_hides_what_it_is() {
    for (path, text, expected) in CARELESS {
        assert_eq!(scan(path, text, &[]), [expected]);
    }
    let long = format!("//! A.\n{}", "\n".repeat(LINES));
    assert_eq!(
        scan("cli/a.rs", &long, &[]),
        ["src/cli/a.rs:501: 501 lines, at most 500"]
    );
    let long = format!("//! A.\n{}", "\n".repeat(PROGRAM_LINES));
    assert_eq!(
        scan("main.rs", &long, &[]),
        ["src/main.rs:41: 41 lines, at most 40"]
    );
}

#[test]
fn no_code_asks_a_kind_for_its_name() {
    let kinds = ["decision".to_owned(), "decisions".to_owned()];
    let code = "//! A.\nfn f(kind: &str) -> bool { kind == \"Decision\" }\nconst ALL: &str = r#\"decisions\"#;\n";
    assert_eq!(
        scan("query/a.rs", code, &kinds),
        [
            "src/query/a.rs:2: `\"Decision\"` is a kind's name: ask the kind for what it does",
            "src/query/a.rs:3: `\"decisions\"` is a kind's name: ask the kind for what it does",
        ]
    );
    assert_eq!(scan(KIND_LIST, code, &kinds), Vec::<String>::new());
    let templates = root().join("templates/site");
    let mut found = Vec::new();
    for (path, text) in files_below(&templates, "html") {
        let words = text.split(['"', '\'']);
        found.extend(
            words
                .filter(|word| kind_names().iter().any(|kind| kind == word))
                .map(|word| format!("{path}: {word}")),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn words_comments_and_own_parts_break_no_rule() {
    planted(
        "text/a/b.rs",
        r##"
use super::super::parse;
use super::{c, d};
use crate::text::edit;
use crate::model::{self, check::Level, cli};
use std::fmt;
// use crate::cli; panic!("no")
/* use std::fs; /* unsafe */ todo!() */
/// `crate::store` is not meant.
const A: &str = "use crate::cli; x.unwrap() \" panic!()";
const B: &str = r#"std::fs "git2" unsafe"#;
const C: [char; 3] = ['"', '\'', '\\'];
fn f<'a>(x: &'a str) -> &'a str { x.unwrap_or_default() }
fn now() -> Instantly { environment::now() }
"##,
        &[],
    );
}

/// Holds a source with a first line and that code against what should be found in it.
fn planted(path: &str, code: &str, expected: &[&str]) {
    let text = format!("//! A.\n{code}\n");
    assert_eq!(scan(path, &text, &[]), expected, "{path}: {code}");
}

/// Everything in a source that the house does not allow; the path is from `src`.
fn scan(path: &str, text: &str, kinds: &[String]) -> Vec<String> {
    let tokens = tokens(text);
    let mut found: Vec<(usize, String)> = Vec::new();
    shape(path, text, &mut found);
    imports(path, &tokens, &mut found);
    for at in 0..tokens.len() {
        let line = tokens[at].line;
        if let Some(word) = gives_up(&tokens, at) {
            found.push((line, word));
        }
        if room(path).is_some_and(|room| !SHELL.contains(&room)) {
            found.extend(
                outside(&tokens, at).map(|(line, word)| (line, format!("`{word}` in the core"))),
            );
        }
        let token = &tokens[at];
        if path != KIND_LIST && token.is_string && kinds.contains(&token.text.to_lowercase()) {
            let message = format!(
                "`\"{}\"` is a kind's name: ask the kind for what it does",
                token.text
            );
            found.push((line, message));
        }
    }
    found.sort();
    found
        .into_iter()
        .map(|(line, message)| format!("src/{path}:{line}: {message}"))
        .collect()
}

/// The name, the first line and the length.
fn shape(path: &str, text: &str, found: &mut Vec<(usize, String)>) {
    let parts = path.trim_end_matches(".rs").split('/');
    for part in parts.filter(|part| NAMELESS.contains(part)) {
        found.push((1, format!("`{part}` says nothing of what is in it")));
    }
    let says = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "))
        .is_some_and(|words| !words.trim().is_empty());
    if !says {
        found.push((
            1,
            "the first line is no `//!` that says what the file does".to_owned(),
        ));
    }
    let most = if is_program(path) {
        PROGRAM_LINES
    } else {
        LINES
    };
    let lines = text.lines().count();
    if lines > most {
        found.push((lines, format!("{lines} lines, at most {most}")));
    }
}

/// Every first step from the crate's root, by `crate::…`, by `super` or, in a program, by the library's name.
fn imports(path: &str, tokens: &[Token<'_>], found: &mut Vec<(usize, String)>) {
    let Some(room) = room(path) else {
        if is_program(path) {
            for at in (0..tokens.len()).filter(|&at| tokens[at].is("declog")) {
                for (line, name) in steps(tokens, at).filter(|(_, name)| *name != "cli") {
                    found.push((
                        line,
                        format!("a program imports `{name}`, only `cli` is its business"),
                    ));
                }
            }
        }
        return;
    };
    let Some((_, may)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        found.push((1, format!("the room `{room}` has no row in the table")));
        return;
    };
    let depth = path
        .trim_end_matches(".rs")
        .trim_end_matches("/mod")
        .split('/')
        .count();
    for at in 0..tokens.len() {
        let last = if tokens[at].is("crate") && !is_visibility(tokens, at) {
            at
        } else if let Some(last) = supers(tokens, at, depth) {
            last
        } else {
            continue;
        };
        for (line, name) in
            steps(tokens, last).filter(|(_, name)| *name != room && !may.contains(name))
        {
            found.push((line, format!("`{room}` imports `{name}`")));
        }
    }
}

/// `pub(crate)` names no room.
fn is_visibility(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0 && tokens[at - 1].is("(") && tokens.get(at + 1).is_some_and(|token| token.is(")"))
}

/// The last of so many `super::` that they end at the crate's root.
fn supers(tokens: &[Token<'_>], at: usize, depth: usize) -> Option<usize> {
    let begins = tokens[at].is("super")
        && !(at >= 2 && tokens[at - 1].is("::") && tokens[at - 2].is("super"));
    let mut last = at;
    let mut count = 1;
    while begins
        && is_path(tokens, last)
        && tokens.get(last + 2).is_some_and(|token| token.is("super"))
    {
        last += 2;
        count += 1;
    }
    (begins && count >= depth && is_path(tokens, last)).then_some(last)
}

fn is_path(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|token| token.is("::"))
}

/// What is named right after a path's first part: one word, or each first word of a group.
fn steps<'a>(tokens: &'a [Token<'a>], at: usize) -> impl Iterator<Item = (usize, &'a str)> {
    let mut names = Vec::new();
    let after = if is_path(tokens, at) { at + 2 } else { at + 1 };
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(after) {
        match token.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            name => {
                let first =
                    tokens[place - 1].is("{") || tokens[place - 1].is(",") || place == after;
                if first && depth <= 1 && name != "," {
                    names.push((token.line, name));
                }
            }
        }
        if depth <= 0 {
            break;
        }
    }
    names.into_iter()
}

/// `unwrap()`, a macro that ends the program, `unsafe`, a test that no binary runs.
fn gives_up(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let next = |by: usize, text: &str| tokens.get(at + by).is_some_and(|token| token.is(text));
    let token = &tokens[at];
    match token.text {
        _ if token.is_string => None,
        "unwrap" if next(1, "(") && next(2, ")") => Some("`unwrap()`".to_owned()),
        "panic" | "todo" | "unimplemented" | "dbg" if next(1, "!") => {
            Some(format!("`{}!`", token.text))
        }
        "unsafe" => Some("`unsafe`".to_owned()),
        "cfg" if next(1, "(") && next(2, "test") => Some("a test in `src` is never run".to_owned()),
        _ => None,
    }
}

/// Files, processes, the network, git and clocks.
fn outside<'a>(tokens: &'a [Token<'a>], at: usize) -> impl Iterator<Item = (usize, String)> {
    let token = &tokens[at];
    let mut found = Vec::new();
    match token.text {
        _ if token.is_string => {}
        "std" => {
            let reached = steps(tokens, at).filter(|(_, name)| OUTSIDE.contains(name));
            found.extend(reached.map(|(line, name)| (line, format!("std::{name}"))));
        }
        "git2" | "SystemTime" | "Instant" => found.push((token.line, token.text.to_owned())),
        "Timestamp" | "Zoned"
            if is_path(tokens, at) && tokens.get(at + 2).is_some_and(|token| token.is("now")) =>
        {
            found.push((token.line, format!("{}::now", token.text)));
        }
        _ => {}
    }
    found.into_iter()
}

/// A word, a string's inside, or a sign of a source.
#[derive(Debug)]
struct Token<'a> {
    line: usize,
    text: &'a str,
    is_string: bool,
}

impl Token<'_> {
    fn is(&self, text: &str) -> bool {
        !self.is_string && self.text == text
    }
}

/// A source as words and signs, without comments and characters.
fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut line = 1;
    while at < source.len() {
        let rest = &source[at..];
        let (text, is_string, length) = token(rest);
        if let Some(text) = text {
            found.push(Token {
                line,
                text,
                is_string,
            });
        }
        line += rest[..length].matches('\n').count();
        at += length;
    }
    found
}

/// The token a text begins with, if that is one, whether it is a string, and the bytes it takes.
fn token(rest: &str) -> (Option<&str>, bool, usize) {
    let first = rest.chars().next().unwrap();
    if rest.starts_with("//") {
        return (None, false, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (None, false, comment(rest));
    }
    let word = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let prefix = if matches!(&rest[..word], "r" | "b" | "br") {
        word
    } else {
        0
    };
    let hashes = rest[prefix..].bytes().take_while(|&b| b == b'#').count();
    if rest[prefix + hashes..].starts_with('"') && (prefix > 0 || hashes == 0) {
        let start = prefix + hashes + 1;
        let raw = rest[..prefix].contains('r');
        let length = if raw {
            rest[start..]
                .find(&format!("\"{}", "#".repeat(hashes)))
                .unwrap_or(rest.len() - start)
        } else {
            quoted(&rest[start..])
        };
        return (
            Some(&rest[start..start + length]),
            true,
            (start + length + 1 + hashes).min(rest.len()),
        );
    }
    if word > 0 {
        return (Some(&rest[..word]), false, word);
    }
    match first {
        '\'' => (None, false, character(rest)),
        ':' if rest.starts_with("::") => (Some("::"), false, 2),
        _ if first.is_whitespace() => (None, false, first.len_utf8()),
        _ => (Some(&rest[..first.len_utf8()]), false, first.len_utf8()),
    }
}

/// The bytes up to a string's closing quote.
fn quoted(inside: &str) -> usize {
    let mut escaped = false;
    let end = inside.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.unwrap_or(inside.len())
}

/// The bytes of a character; one for the quote that begins a lifetime.
fn character(rest: &str) -> usize {
    let inside = &rest[1..];
    let first = inside.chars().next().map_or(0, char::len_utf8);
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map_or(1, |end| end + 4);
    }
    if inside[first..].starts_with('\'') {
        first + 2
    } else {
        1
    }
}

/// The bytes of a block comment and those inside it.
fn comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn is_program(path: &str) -> bool {
    path == "main.rs" || path.starts_with("bin/")
}

/// The room a source stands in; none for the map and the programs.
fn room(path: &str) -> Option<&str> {
    let (room, _) = path.split_once('/')?;
    (room != "bin").then_some(room)
}

/// Names and plurals of the built-in kinds.
fn kind_names() -> Vec<String> {
    let mut names = Vec::new();
    for (_, text) in files_below(&root().join("templates/kinds"), "toml") {
        let table: toml::Table = text.parse().unwrap();
        names.extend(
            ["name", "plural"]
                .iter()
                .filter_map(|key| Some(table.get(*key)?.as_str()?.to_owned())),
        );
    }
    assert!(!names.is_empty(), "no kinds");
    names
}

fn sources() -> Vec<(String, String)> {
    files_below(&src(), "rs")
}

/// Path from the folder, with `/`, and text of every file with that ending.
fn files_below(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn src() -> PathBuf {
    root().join("src")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

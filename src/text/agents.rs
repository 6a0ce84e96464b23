//! The part of an `AGENTS.md` that says how decisions are found and written here, between two marks of its own.

use thiserror::Error;

/// Where the part begins.
const BEGIN: &str = "<!-- declog:begin -->";

/// Where it ends.
const END: &str = "<!-- declog:end -->";

/// The marks do not stand as a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the marks `<!-- declog:begin -->` and `<!-- declog:end -->` do not stand as one pair")]
pub struct Torn;

/// A log as the part names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Its folder from the repository's root, empty at the root.
    pub root: String,
    /// Where each kind of record is, from the repository's root: `decisions`, `docs/adr`.
    pub kinds: Vec<(String, String)>,
    /// An id as its records have it: `ADR-12`.
    pub id: String,
}

/// The text with the part in it: in the place of the one that is there, else at the end.
///
/// # Errors
/// There is a mark without the other, or more than one pair.
pub fn put(old: &str, logs: &[LogLine]) -> Result<String, Torn> {
    let part = part(logs);
    let part = if old.contains("\r\n") {
        part.replace('\n', "\r\n")
    } else {
        part
    };
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let counts = (old.matches(BEGIN).count(), old.matches(END).count());
    match (counts, old.split_once(BEGIN)) {
        ((0, 0), _) => {
            let gap = match old {
                "" => "",
                _ if old.ends_with(&format!("{end}{end}")) => "",
                _ if old.ends_with('\n') => end,
                _ if end == "\n" => "\n\n",
                _ => "\r\n\r\n",
            };
            Ok(format!("{old}{gap}{part}{end}"))
        }
        ((1, 1), Some((before, rest))) => {
            let (_, after) = rest.split_once(END).ok_or(Torn)?;
            Ok(format!("{before}{part}{after}"))
        }
        _ => Err(Torn),
    }
}

fn part(logs: &[LogLine]) -> String {
    let mut lines = vec![BEGIN.to_owned(), "## Decisions".to_owned(), String::new()];
    for log in logs {
        let kinds: Vec<String> = log
            .kinds
            .iter()
            .map(|(kind, folder)| format!("{kind} in `{folder}`"))
            .collect();
        let whose = match log.root.as_str() {
            "" => "What was decided here is kept with declog".to_owned(),
            root => {
                format!("What was decided in `{root}` is kept with declog (`declog -C {root} …`)")
            }
        };
        lines.push(format!("{whose}: {}.", kinds.join(", ")));
    }
    let id = logs.first().map_or("DEC-12", |log| log.id.as_str());
    lines.push(String::new());
    lines.extend([
        "- Before you change how something works, ask what is in force: `declog list is:in-force WORDS`.".to_owned(),
        format!("- Read a record with its relations: `declog show {id}`. `--json` works with every command."),
        "- A choice that others will have to live with becomes a record: `declog new \"Use PostgreSQL\" -m \"Why it came up.\"`.".to_owned(),
        format!("- To replace a decision, write a new one: `declog new TITLE --supersedes {id}`. Do not rewrite the old text."),
        format!("- Change fields with `declog set {id} tags+=database`, add a word with `declog note {id} -m TEXT`."),
        "- Never write `status:` by hand. Whether something is accepted is for people: ask them to run the step.".to_owned(),
        "- After every change run `declog check`; `declog explain RULE` says what a rule asks for.".to_owned(),
        END.to_owned(),
    ]);
    lines.join("\n")
}

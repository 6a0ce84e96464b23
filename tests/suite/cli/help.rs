//! The help of every command, whole; none of it names what is not there.

use super::check;
use crate::sandbox::Sandbox;

/// Every command of the help, in its order.
const COMMANDS: [&str; 46] = [
    "init",
    "demo",
    "new",
    "edit",
    "set",
    "accept",
    "reject",
    "withdraw",
    "deprecate",
    "start",
    "achieve",
    "miss",
    "drop",
    "offer",
    "decline",
    "ask",
    "answer",
    "finish",
    "step",
    "update",
    "note",
    "review",
    "link",
    "unlink",
    "renumber",
    "mv",
    "undo",
    "list",
    "show",
    "search",
    "why",
    "who",
    "inbox",
    "log",
    "diff",
    "graph",
    "stats",
    "check",
    "explain",
    "index",
    "site",
    "export",
    "convert",
    "doctor",
    "config",
    "schema",
];

fn help(words: &[&str]) -> String {
    let output = Sandbox::without_git().declog(words);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{words:?}");
    output.stdout
}

#[test]
fn the_help_lists_the_commands_in_the_order_of_their_use() {
    let text = help(&["--help"]);
    let listed: Vec<&str> = text
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(listed, COMMANDS);
    check("help.txt", &text);
}

#[test]
fn the_help_of_each_command_is_whole() {
    for command in COMMANDS {
        check(&format!("help-{command}.txt"), &help(&[command, "--help"]));
    }
    for of in ["settings", "kind", "output"] {
        check(
            &format!("help-schema-{of}.txt"),
            &help(&["schema", of, "--help"]),
        );
    }
}

#[test]
fn no_help_names_a_command_that_is_not_there() {
    let mut texts = vec![help(&["--help"]), help(&[])];
    texts.extend(COMMANDS.map(|command| help(&[command, "--help"])));
    for text in texts {
        for line in text.lines() {
            let mut words =
                line.split(|letter: char| letter.is_whitespace() || "`;".contains(letter));
            while let Some(word) = words.next() {
                if word != "declog" {
                    continue;
                }
                let next = words.next().unwrap_or_default();
                let is_one = COMMANDS.contains(&next)
                    || ["", "[OPTIONS]", "COMMAND", "--help"].contains(&next);
                assert!(is_one, "`declog {next}` in {line:?}");
            }
        }
    }
}

#[test]
fn help_may_be_asked_for_by_a_word() {
    assert_eq!(help(&["help"]), help(&["--help"]));
    assert_eq!(help(&["help", "accept"]), help(&["accept", "--help"]));
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = format!("declog {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(help(&["-V"]), version);
    assert_eq!(help(&["--version"]), version);
}

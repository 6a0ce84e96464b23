//! Documents that show a terminal are played: what they print has to be what the commands print.
//!
//! A fence `console` is a terminal: lines with `$ ` are typed, lines with `> ` go on, the rest is what was printed,
//! standard error included. A fence `markdown PATH` is a file that somebody wrote, `sh NAME` a program, which is on the
//! path from then on. All of them are played in order, in a folder of their own. `SNAPSHOTS=overwrite` writes anew what
//! was printed.

use std::fs;
use std::path::{Path, PathBuf};

use declog::model::source::Source;
use declog::text::{kinds, settings};

use crate::sandbox::Sandbox;

/// Plays a document, by its path from the top, and holds it against what was printed.
pub(crate) fn check(document: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let text = fs::read_to_string(&path).unwrap();
    let sandbox = Sandbox::without_git();
    let mut reader = Reader {
        folder: sandbox.root().to_owned(),
        sandbox: &sandbox,
    };
    let parts = text.split("```").enumerate();
    let played: Vec<String> = parts
        .map(|(at, part)| match at % 2 {
            0 => part.to_owned(),
            _ => reader.fence(part),
        })
        .collect();
    let played = played.join("```");
    if std::env::var_os("SNAPSHOTS").is_some_and(|what| what == "overwrite") {
        fs::write(&path, &played).unwrap();
    }
    let same = text.lines().zip(played.lines());
    let same = same.take_while(|(a, b)| a == b).count();
    assert!(
        text == played,
        "{document} differs from line {}; with SNAPSHOTS=overwrite it would be:\n{played}",
        same + 1
    );
}

/// Somebody who reads a document from top to bottom and does what it says.
struct Reader<'a> {
    sandbox: &'a Sandbox,
    folder: PathBuf,
}

impl Reader<'_> {
    /// A fence as it should be, its first line included.
    fn fence(&mut self, fence: &str) -> String {
        let (info, text) = fence.split_once('\n').expect("a fence has a first line");
        match info.split_once(' ').unwrap_or((info, "")) {
            ("console", "") => return format!("{info}\n{}", self.console(text)),
            ("markdown", path) => self.writes(path, text),
            ("yaml", "") => self.ci(text),
            ("toml", "") => {
                let source = Source::new("declog.toml", text);
                assert!(settings::parse(&source, kinds::builtin()).is_ok(), "{text}");
            }
            ("sh", "") => {}
            ("sh", name) => self.sandbox.install(name, text),
            _ => panic!("a fence is `{info}`"),
        }
        fence.to_owned()
    }

    fn console(&mut self, text: &str) -> String {
        let mut shown = String::new();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(first) = line.strip_prefix("$ ") else {
                continue;
            };
            let mut command = first.to_owned();
            shown += &format!("{line}\n");
            while let Some(more) = lines.next_if(|line| *line == ">" || line.starts_with("> ")) {
                command.push('\n');
                command += more.strip_prefix("> ").unwrap_or_default();
                shown += &format!("{more}\n");
            }
            shown += &self.types(&command);
        }
        shown
    }

    /// What a command prints. One that fails has to say so in its first word.
    fn types(&mut self, command: &str) -> String {
        let (output, folder) = self.sandbox.shell(&self.folder, command);
        self.folder = folder;
        let text = output.stdout;
        assert_eq!(
            output.code != 0,
            text.starts_with("error"),
            "$ {command}\n{text}"
        );
        text
    }

    fn writes(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What a CI job runs of declog has to pass, wherever its output goes.
    fn ci(&mut self, text: &str) {
        let whole: Result<serde_yaml::Value, _> = serde_yaml::from_str(text);
        assert!(whole.is_ok(), "{text}");
        for line in text.lines() {
            let line = line.trim_start().trim_start_matches("- ");
            let words = ["run: ", "entry: "];
            let command = words.iter().find_map(|word| line.strip_prefix(word));
            let command = command.unwrap_or(line);
            if command.starts_with("declog ") {
                let typed = command.split(" >").next().unwrap_or_default();
                self.types(typed);
            }
        }
    }
}

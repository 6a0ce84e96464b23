//! Paths and git commands as somebody may type them from where they are.

use super::safe::visible;

/// Where the user types, in relation to the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a folder of it, named from its root; empty at the root.
    Inside(String),
    /// Somewhere else; this is the path of its root.
    Outside(String),
}

impl Default for Place {
    fn default() -> Self {
        Self::Inside(String::new())
    }
}

impl Place {
    /// A path from the repository's root as one from here.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let here = match self {
            Self::Inside(here) => here,
            Self::Outside(root) => return format!("{root}/{path}"),
        };
        let mut ours: Vec<&str> = path.split('/').collect();
        let mut theirs: Vec<&str> = here.split('/').filter(|part| !part.is_empty()).collect();
        while ours.len() > 1 && theirs.first().is_some_and(|part| *part == ours[0]) {
            ours.remove(0);
            theirs.remove(0);
        }
        format!("{}{}", "../".repeat(theirs.len()), ours.join("/"))
    }

    /// The same as a word of a shell's command line.
    #[must_use]
    pub fn word(&self, path: &str) -> String {
        quoted(&self.path(path))
    }

    /// A path as it was typed, as a word of a shell's command line.
    #[must_use]
    pub fn shell(&self, path: &str) -> String {
        quoted(path)
    }

    /// Several of them with a space between.
    #[must_use]
    pub fn words<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> String {
        let words: Vec<String> = paths.into_iter().map(|path| self.word(path)).collect();
        words.join(" ")
    }

    /// This program, told where the repository is if need be.
    #[must_use]
    pub fn declog(&self) -> String {
        match self {
            Self::Inside(_) => "declog".to_owned(),
            Self::Outside(root) => format!("declog -C {}", quoted(root)),
        }
    }

    /// The git program, told where the repository is if need be; paths of [`Self::words`] go behind it.
    #[must_use]
    pub fn git(&self) -> String {
        match self {
            Self::Inside(_) => "git".to_owned(),
            Self::Outside(root) => format!("git -C {}", quoted(root)),
        }
    }
}

/// A path as a shell takes it, with hidden characters in the form `$'\u202e'` of bash and zsh.
pub(super) fn quoted(path: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | '@' | '%');
    if !path.is_empty() && !path.starts_with('-') && path.chars().all(plain) {
        return path.to_owned();
    }
    let shown = visible(path);
    if shown != path {
        return ansi_quoted(path);
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

fn ansi_quoted(path: &str) -> String {
    let mut text = String::from("$'");
    for c in path.chars() {
        let alone = c.to_string();
        match c {
            '\\' | '\'' => text.extend(['\\', c]),
            // A workflow command is broken up by its own signs.
            '#' | ':' => text.push_str(&format!("\\x{:02x}", u32::from(c))),
            _ if visible(&alone) != alone => text.push_str(&format!("\\U{:08x}", u32::from(c))),
            _ => text.push(c),
        }
    }
    text.push('\'');
    text
}

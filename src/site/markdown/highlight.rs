//! Code with its words in classes, while the site is built.
//!
//! The grammars know hundreds of scopes; the style sheet knows the nine classes below, so that a page stays small.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use super::guard;
use crate::site::escape;

/// What a scope is shown as, the nearer to the front the stronger; none shows it as plain code.
const CLASSES: [(&str, Option<&str>); 24] = [
    ("comment", Some("hl-comment")),
    ("meta.interpolation", None),
    ("punctuation.section", None),
    ("constant", Some("hl-constant")),
    ("string", Some("hl-string")),
    ("entity.other.attribute-name", Some("hl-string")),
    ("keyword.operator.word", Some("hl-keyword")),
    ("keyword.operator", None),
    ("keyword", Some("hl-keyword")),
    ("storage.type.numeric", Some("hl-constant")),
    ("storage", Some("hl-keyword")),
    ("variable.language", Some("hl-keyword")),
    ("entity.name.tag", Some("hl-keyword")),
    ("entity.name", Some("hl-name")),
    ("support.type", Some("hl-constant")),
    ("support.constant", Some("hl-constant")),
    ("support.function", Some("hl-name")),
    ("markup.inserted", Some("hl-inserted")),
    ("markup.deleted", Some("hl-deleted")),
    ("markup.heading", Some("hl-name")),
    ("markup.bold", Some("hl-name")),
    ("markup.raw", Some("hl-string")),
    ("invalid.deprecated", None),
    ("meta.diff", Some("hl-comment")),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

static SCOPES: LazyLock<Vec<(Scope, Option<&'static str>)>> = LazyLock::new(|| {
    let scope = |(name, class): (&str, _)| Some((Scope::new(name).ok()?, class));
    CLASSES.into_iter().filter_map(scope).collect()
});

/// The code as HTML, where the language is one we know and the code is not too much for it.
pub(super) fn run(code: &str, info: &str) -> Option<String> {
    let token = info
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':'))
        .next()?;
    let plain = matches!(
        token,
        "" | "text" | "txt" | "plain" | "console" | "mermaid" | "markdown" | "md"
    );
    let long = code.lines().any(|line| line.len() > guard::CODE_LINE);
    if plain || long {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(known_as(token))?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = Spans::default();
    for line in code.split_inclusive('\n') {
        let steps = state.parse_line(line, &SYNTAXES).ok()?;
        let mut from = 0;
        for (at, step) in steps {
            out.push(line.get(from..at)?, class(&stack));
            from = at;
            stack.apply(&step).ok()?;
        }
        out.push(line.get(from..)?, class(&stack));
    }
    Some(out.end())
}

/// Whether a fence holds a diagram, and the file it says that it was taken from: `mermaid flow.mmd`.
pub(super) fn diagram(info: &str) -> Option<Option<&str>> {
    let mut words = info.split_whitespace();
    let language = words.next()?;
    language
        .eq_ignore_ascii_case("mermaid")
        .then(|| words.next())
}

/// Names in use for languages that the grammars list under another one.
fn known_as(token: &str) -> &str {
    match token {
        "typescript" | "ts" | "tsx" | "jsx" | "json5" => "js",
        "jsonc" => "json",
        "shell" | "zsh" | "ksh" => "sh",
        "golang" => "go",
        "csharp" => "cs",
        "kotlin" | "kt" => "java",
        "postgresql" | "psql" | "mysql" => "sql",
        "dockerfile" => "sh",
        _ => token,
    }
}

fn class(stack: &ScopeStack) -> Option<&'static str> {
    let found = stack.as_slice().iter().rev().find_map(|scope| {
        SCOPES
            .iter()
            .find(|(known, _)| known.is_prefix_of(*scope))
            .map(|(_, class)| *class)
    });
    found.flatten()
}

/// Text in spans, neighbours of one class in one span.
#[derive(Default)]
struct Spans {
    out: String,
    open: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        if class != self.open && !(self.open.is_none() && text.trim().is_empty()) {
            self.close();
            if let Some(class) = class {
                self.out.push_str("<span class=\"");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.open = class;
        }
        escape::text(&mut self.out, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn end(mut self) -> String {
        self.close();
        self.out
    }
}

//! Code with its words in classes, while the site is built.
//!
//! One pass over the code, and every character is looked at a bounded number of times: a table of languages says what
//! a comment, a text and a word is. It knows no grammar, so it can be wrong about a word, and can never be slow.

use super::language::{self, Language, Shape, Text};
use crate::site::escape;

/// The code as HTML, where the language is one we know.
pub(super) fn run(code: &str, info: &str) -> Option<String> {
    let name = info
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':'))
        .next()?;
    let language = language::named(name)?;
    let mut lexer = Lexer {
        language,
        code,
        at: 0,
        out: String::with_capacity(code.len() * 2),
        plain: 0,
        defining: false,
        in_tag: false,
    };
    match language.shape {
        Shape::Lines => lexer.lines(),
        _ => while lexer.step() {},
    }
    lexer.flush();
    Some(lexer.out)
}

struct Lexer<'a> {
    language: &'static Language,
    code: &'a str,
    at: usize,
    out: String,
    /// Where the text begins that has no class and is not written yet.
    plain: usize,
    /// The last word says that the next one is a name.
    defining: bool,
    in_tag: bool,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.code[self.at..]
    }

    /// Takes the next thing; false at the end.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(next) = rest.chars().next() else {
            return false;
        };
        if let Some(length) = self.comment(rest) {
            self.class(length, "hl-comment");
        } else if let Some(length) = self.text(rest) {
            let key = self.language.shape == Shape::Keys && is_key(&rest[length..]);
            self.class(length, if key { "hl-keyword" } else { "hl-string" });
        } else if next.is_ascii_digit() {
            let length = run_of(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
            self.class(length, "hl-constant");
        } else if next.is_alphabetic() || next == '_' || self.language.letters.contains(next) {
            self.word(rest);
        } else {
            self.sign(next);
        }
        true
    }

    /// How long the comment is that begins here.
    fn comment(&self, rest: &str) -> Option<usize> {
        let ended = |(open, close): &(&str, &str)| {
            let inner = rest.strip_prefix(open)?;
            let end = inner.find(close).map_or(inner.len(), |at| at + close.len());
            Some(open.len() + end)
        };
        if let Some(length) = self.language.block.iter().find_map(ended) {
            return Some(length);
        }
        let sign = self
            .language
            .line
            .iter()
            .find(|sign| rest.starts_with(**sign))?;
        // `#` within a word is no comment in the languages that use it.
        let apart = self.code[..self.at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let begins = apart || sign.len() > 1;
        begins.then(|| rest.find('\n').unwrap_or(rest.len()))
    }

    /// How long the text is that begins here. One that may not go over lines ends with its line.
    fn text(&self, rest: &str) -> Option<usize> {
        if self.language.shape == Shape::Tags && !self.in_tag {
            return None;
        }
        // A quote behind a letter is an apostrophe.
        let behind = self.code[..self.at].chars().next_back();
        if rest.starts_with('\'') && behind.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let texts = self.language.texts.iter();
        let text = texts.copied().find(|text| rest.starts_with(text.open))?;
        Some(end_of(text, rest))
    }

    fn word(&mut self, rest: &str) {
        let language = self.language;
        let length = run_of(rest, |c| {
            c.is_alphanumeric() || c == '_' || language.letters.contains(c)
        });
        let word = &rest[..length];
        let lower;
        let known = match language.shape {
            Shape::AnyCase => {
                lower = word.to_lowercase();
                lower.as_str()
            }
            _ => word,
        };
        let defining =
            std::mem::replace(&mut self.defining, language::has(language.defines, known));
        let key = language.shape == Shape::Keys && is_key(&rest[length..]);
        if key || language::has(language.keywords, known) {
            self.class(length, "hl-keyword");
        } else if language::has(language.constants, known) {
            self.class(length, "hl-constant");
        } else if defining {
            self.class(length, "hl-name");
        } else {
            self.at += length;
        }
    }

    /// Any other character; in a language of tags, those that begin and end one.
    fn sign(&mut self, next: char) {
        self.defining &= next == ' ';
        self.at += next.len_utf8();
        if self.language.shape == Shape::Tags {
            self.in_tag = (self.in_tag || next == '<') && next != '>';
            if next == '<' {
                let slash = usize::from(self.rest().starts_with('/'));
                self.at += slash;
                let length = run_of(self.rest(), |c| c.is_alphanumeric() || "-:_".contains(c));
                self.class(length, "hl-keyword");
            }
        }
    }

    fn lines(&mut self) {
        for line in self.code.split_inclusive('\n') {
            let class = match line.as_bytes() {
                [b'+', ..] => Some("hl-inserted"),
                [b'-', ..] => Some("hl-deleted"),
                [b'@', b'@', ..] => Some("hl-comment"),
                _ => None,
            };
            let length = line.trim_end_matches('\n').len();
            match class {
                Some(class) => self.class(length, class),
                None => self.at += length,
            }
            self.at += line.len() - length;
        }
    }

    fn class(&mut self, length: usize, class: &str) {
        if length == 0 {
            return;
        }
        self.flush();
        self.out.push_str("<span class=\"");
        self.out.push_str(class);
        self.out.push_str("\">");
        escape::text(&mut self.out, &self.code[self.at..self.at + length]);
        self.out.push_str("</span>");
        self.at += length;
        self.plain = self.at;
    }

    fn flush(&mut self) {
        escape::text(&mut self.out, &self.code[self.plain..self.at]);
        self.plain = self.at;
    }
}

fn end_of(text: Text, rest: &str) -> usize {
    let mut at = text.open.len();
    while let Some(next) = rest[at..].chars().next() {
        if rest[at..].starts_with(text.close) {
            return at + text.close.len();
        }
        if next == '\n' && !text.long {
            return at;
        }
        at += next.len_utf8();
        if next == '\\' && text.escapes {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    at
}

/// Whether what stands behind a word makes it a key.
fn is_key(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.starts_with('=') || rest.starts_with(':') && !rest.starts_with("://")
}

fn run_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

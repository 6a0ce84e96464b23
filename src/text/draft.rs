//! The text of a new record, from its kind's template.

use jiff::civil::Date;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, context};

use crate::model::kind::Kind;

/// Steps a template may take before it is stopped.
const FUEL: u64 = 100_000;
/// Most bytes a template may make.
const MAX_BYTES: usize = 1024 * 1024;

/// The values that a template may use.
const VALUES: [&str; 4] = ["title", "status", "date", "lead"];

/// What a new record begins with.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Its title, one line.
    pub title: &'a str,
    /// The day it is written.
    pub date: Date,
    /// Text of the leading section; the template's hint where there is none.
    pub lead: Option<&'a str>,
    /// Everything under the title, in place of the template's sections.
    pub body: Option<&'a str>,
}

/// Writes the text of a new record; the failure is the template's own words.
pub fn draft(kind: &Kind, draft: &Draft<'_>) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().keep_trailing_newline(true).build();
    environment.set_syntax(syntax.map_err(|error| error.to_string())?);
    environment.set_fuel(Some(FUEL));
    let values = context! {
        title => draft.title,
        status => kind.first_state().name.as_str(),
        date => draft.date.to_string(),
        lead => draft.lead.map(str::trim),
    };
    let template = environment
        .template_from_str(&kind.template)
        .map_err(|error| told(kind, &error, &[]))?;
    let text = template.render(values).map_err(|error| {
        let mut unknown: Vec<String> = template.undeclared_variables(false).into_iter().collect();
        unknown.retain(|name| !VALUES.contains(&name.as_str()));
        unknown.sort();
        told(kind, &error, &unknown)
    })?;
    if text.len() > MAX_BYTES {
        return Err(format!(
            "the template makes {} bytes, at most {MAX_BYTES} are written",
            text.len()
        ));
    }
    match draft.body {
        None => Ok(text),
        Some(body) => with_body(&text, draft.title, body),
    }
}

/// What is wrong with a template, in which of its lines, and which of its values nobody knows.
fn told(kind: &Kind, error: &Error, unknown: &[String]) -> String {
    let line = error.line().unwrap_or(1);
    let what = error.kind();
    let detail = match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, _) if !unknown.is_empty() => {
            let (unknown, known) = (unknown.join("`, `"), VALUES.join("`, `"));
            format!(": `{unknown}`, expected one of `{known}`")
        }
        (_, Some(detail)) => format!(": {detail}"),
        (_, None) => String::new(),
    };
    format!("`{}/record.md:{line}`: {what}{detail}", kind.name)
}

/// Keeps front matter and title of a drafted text, and puts another body under them.
fn with_body(text: &str, title: &str, body: &str) -> Result<String, String> {
    let heading = format!("# {title}\n");
    let at = text
        .find(&heading)
        .ok_or("the template has no `# {{ title }}` line to put the body under")?;
    let body = body.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let body = body.trim();
    let body = match body.strip_prefix(heading.trim_end()) {
        Some(below) if below.is_empty() || below.starts_with('\n') => below.trim_start(),
        _ => body,
    };
    if body.starts_with("# ") || body.starts_with("---\n") {
        return Err("the body begins with a title or front matter of its own".to_owned());
    }
    let head = &text[..at + heading.len()];
    Ok(match body {
        "" => head.to_owned(),
        body => format!("{head}\n{body}\n"),
    })
}

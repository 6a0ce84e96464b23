//! Templates: embedded, compiled once for a build, and part of every page's fingerprint.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Output, State, UndefinedBehavior, Value, escape_formatter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Error, escape};

const TEMPLATES: [(&str, &str); 29] = [
    (
        "layout.html",
        include_str!("../../templates/site/layout.html"),
    ),
    (
        "parts.html",
        include_str!("../../templates/site/parts.html"),
    ),
    (
        "blocks.html",
        include_str!("../../templates/site/blocks.html"),
    ),
    ("work.html", include_str!("../../templates/site/work.html")),
    ("home.html", include_str!("../../templates/site/home.html")),
    (
        "record.html",
        include_str!("../../templates/site/record.html"),
    ),
    ("list.html", include_str!("../../templates/site/list.html")),
    (
        "groups.html",
        include_str!("../../templates/site/groups.html"),
    ),
    (
        "people-parts.html",
        include_str!("../../templates/site/people-parts.html"),
    ),
    (
        "people.html",
        include_str!("../../templates/site/people.html"),
    ),
    (
        "person.html",
        include_str!("../../templates/site/person.html"),
    ),
    (
        "rights.html",
        include_str!("../../templates/site/rights.html"),
    ),
    ("area.html", include_str!("../../templates/site/area.html")),
    ("map.html", include_str!("../../templates/site/map.html")),
    (
        "orphans.html",
        include_str!("../../templates/site/orphans.html"),
    ),
    (
        "roadmap.html",
        include_str!("../../templates/site/roadmap.html"),
    ),
    (
        "changes-parts.html",
        include_str!("../../templates/site/changes-parts.html"),
    ),
    (
        "changes.html",
        include_str!("../../templates/site/changes.html"),
    ),
    (
        "in-force.html",
        include_str!("../../templates/site/in-force.html"),
    ),
    (
        "board.html",
        include_str!("../../templates/site/board.html"),
    ),
    (
        "outcomes.html",
        include_str!("../../templates/site/outcomes.html"),
    ),
    (
        "health.html",
        include_str!("../../templates/site/health.html"),
    ),
    (
        "rules.html",
        include_str!("../../templates/site/rules.html"),
    ),
    ("rule.html", include_str!("../../templates/site/rule.html")),
    ("past.html", include_str!("../../templates/site/past.html")),
    (
        "versions.html",
        include_str!("../../templates/site/versions.html"),
    ),
    (
        "search.html",
        include_str!("../../templates/site/search.html"),
    ),
    (
        "letter.html",
        include_str!("../../templates/site/letter.html"),
    ),
    (
        "redirect.html",
        include_str!("../../templates/site/redirect.html"),
    ),
];

static ICONS: &str = include_str!("../../templates/site/icons.toml");

/// The compiled templates.
pub(super) struct Engine {
    environment: Environment<'static>,
    /// Hash of everything that every page depends on: templates, words and version.
    base: Sha256,
}

impl Engine {
    pub(super) fn new(words: &toml::Table, version: &str) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?;
        environment.set_syntax(syntax);
        environment.set_formatter(format);
        environment.add_global("words", Value::from(Serde(words)));
        let shapes = shapes()?;
        environment.add_global("icons", icons(&shapes));
        environment.add_global("shapes", drawn(&shapes));
        let mut base = Sha256::new();
        base.update(version);
        base.update(words.to_string());
        base.update(ICONS);
        for (name, text) in TEMPLATES {
            base.update(text);
            environment.add_template(name, text)?;
        }
        Ok(Self { environment, base })
    }

    /// A page from its typed context, with its fingerprint.
    pub(super) fn render(
        &self,
        template: &str,
        context: &impl Serialize,
    ) -> Result<(String, String), Error> {
        let fingerprint = {
            let json =
                serde_json::to_vec(context).map_err(|error| Error::Context(error.to_string()))?;
            self.fingerprint(template, &json)
        };
        let html = self
            .environment
            .get_template(template)?
            .render(Value::from(Serde(context)))?;
        Ok((html, fingerprint))
    }

    /// The shapes of every icon, by its name.
    pub(super) fn icons(&self) -> Result<BTreeMap<String, String>, Error> {
        shapes()
    }

    /// The fingerprint of a page made of those bytes.
    pub(super) fn fingerprint(&self, template: &str, context: &[u8]) -> String {
        let mut hash = self.base.clone();
        hash.update(template);
        hash.update([0]);
        hash.update(context);
        hex(&hash.finalize())
    }
}

/// The shapes of every icon, by its name.
fn shapes() -> Result<BTreeMap<String, String>, Error> {
    toml::from_str(ICONS).map_err(|error| Error::Words(error.to_string()))
}

/// Every icon as a whole element, by its name.
fn icons(shapes: &BTreeMap<String, String>) -> Value {
    let icon = |(name, shape): (&String, &String)| {
        let svg =
            format!("<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">{shape}</svg>");
        (name.clone(), Value::from_safe_string(svg))
    };
    let icons: BTreeMap<String, Value> = shapes.iter().map(icon).collect();
    Value::from(icons)
}

/// The shapes of every icon alone, for a place in a drawing.
fn drawn(shapes: &BTreeMap<String, String>) -> Value {
    let shape =
        |(name, shape): (&String, &String)| (name.clone(), Value::from_safe_string(shape.clone()));
    let drawn: BTreeMap<String, Value> = shapes.iter().map(shape).collect();
    Value::from(drawn)
}

/// Writes a value: text as visible, escaped characters, and what is HTML already as it stands.
fn format(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text)?,
        Some(text) => escape::write_attribute(out, text)?,
        None => escape_formatter(out, state, value)?,
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

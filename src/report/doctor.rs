//! What is right and what is wrong with the installation and the repository.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::safe::{block, visible};
use super::style::{Role, Style};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Finding {
    /// What was looked at: `git`, `identity`, `locks`, `files`, `undo`, `history`, `log`.
    pub check: &'static str,
    /// How it is.
    pub verdict: Verdict,
    /// What was found.
    pub message: String,
    /// The command that helps, or what to do; null where nothing has to be done.
    pub help: Option<String>,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Right,
    /// Something to know.
    Note,
    /// Something to mend.
    Wrong,
}

/// What `declog doctor --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DoctorJson<'a> {
    #[schemars(extend("const" = "declog.doctor/1"))]
    schema: &'static str,
    /// Everything that was looked at, in the order it is told.
    checks: &'a [Finding],
}

/// Writes a line for each thing, and one for what helps.
///
/// # Errors
/// What the stream says.
pub fn write(findings: &[Finding], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let (word, role) = match finding.verdict {
            Verdict::Right => ("right", Role::Good),
            Verdict::Note => ("note", Role::Open),
            Verdict::Wrong => ("wrong", Role::Risk),
        };
        let word = style.paint(role, &format!("{word:5}")).into_owned();
        writeln!(
            out,
            "{word}  {:8}  {}",
            finding.check,
            visible(&finding.message)
        )?;
        for line in finding.help.iter().flat_map(|help| help.lines()) {
            writeln!(out, "         help: {}", block(line))?;
        }
    }
    Ok(())
}

/// Writes it for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    let whole = DoctorJson {
        schema: "declog.doctor/1",
        checks: findings,
    };
    json::write(&whole, out)
}

//! What a finding is called from run to run: by its rule, its record and its subject, never by a line.

use std::collections::HashMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::Findings;
use crate::model::diagnostic::Diagnostic;

/// The fingerprint of each finding that is shown, all different, in hexadecimal.
///
/// Findings that have all three in common are counted, the first to stand in the file first.
pub(super) fn fingerprints(findings: &Findings<'_>) -> Vec<String> {
    let mut seen: HashMap<[String; 3], usize> = HashMap::new();
    let print = |finding: &Diagnostic| {
        let record = finding.id.as_ref().map(ToString::to_string);
        let key = [
            finding.rule.clone().into_owned(),
            record.unwrap_or_else(|| finding.path.clone()),
            subject(findings, finding),
        ];
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        hash(&key, *count)
    };
    findings.shown().map(print).collect()
}

/// What a finding is about, as it says itself; else the names in its message, which stay when other words of it change from day to day; where
/// there are none, the text at its place.
fn subject(findings: &Findings<'_>, finding: &Diagnostic) -> String {
    if let Some(subject) = &finding.subject {
        return subject.clone();
    }
    let names: Vec<&str> = finding.message.split('`').skip(1).step_by(2).collect();
    if !names.is_empty() {
        return names.join("`");
    }
    let source = (findings.sources)(&finding.path).zip(finding.span);
    let text = source.map_or("", |(source, span)| source.slice(span));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hash(key: &[String; 3], count: usize) -> String {
    let mut hasher = Sha256::new();
    for part in key {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    hasher.update(count.to_le_bytes());
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        write!(text, "{byte:02x}").expect("a string takes everything");
    }
    text
}

//! Findings as a test report: each rule is a test, and each of its findings one that did not pass.
//!
//! A suite is the heading that rules stand under. An error is a failure. A warning is a skipped test, as is a rule that
//! history is hidden from: of a test that passed nobody would see what it says. All that a finding says is the text of its
//! element too, since some readers leave attributes out. No attribute is written that a strict reader does not know, and
//! no name twice, since of two tests of a name some readers drop one.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::concise::place;
use super::{Findings, told};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::report::safe::visible;
use crate::report::style::Style;

/// The suite of findings whose rule has no card.
const OTHERS: &str = "Other";

/// The test of a rule that found nothing.
const PASSED: &str = "finds nothing";

/// The test of a rule that did not see everything.
const HIDDEN: &str = "cannot judge everything";

/// Tests by the heading they stand under.
type Suites<'a> = BTreeMap<&'a str, Vec<Test>>;

struct Test {
    rule: String,
    name: String,
    outcome: Outcome,
}

/// How a test ended; what it says is its message and its whole text.
enum Outcome {
    Passed,
    Skipped(String, String),
    Failed(String, String),
}

pub(super) fn write(findings: &Findings<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(findings);
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = || suites.values().flatten();
    let count = |wanted: fn(&Outcome) -> bool| all().filter(|test| wanted(&test.outcome)).count();
    let root = BytesStart::new("testsuites").with_attributes([
        ("name", "declog check"),
        ("tests", all().count().to_string().as_str()),
        ("failures", count(is_failed).to_string().as_str()),
        ("errors", "0"),
    ]);
    xml.write_event(Event::Start(root))?;
    for (name, tests) in &suites {
        suite(name, tests, &mut xml)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    writeln!(out)
}

fn suites<'a>(findings: &Findings<'a>) -> Suites<'a> {
    let mut by_rule: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for finding in findings.shown() {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let mut suites = Suites::new();
    for rule in findings.rules {
        let found = by_rule.remove(rule.card.id).unwrap_or_default();
        if found.is_empty() && rule.level == Level::Allow {
            continue;
        }
        let tests = suites.entry(rule.card.group).or_default();
        tests.extend(broken(findings, &found));
        let hidden = findings
            .unknown
            .filter(|unknown| unknown.hides(rule.card.id));
        let (name, outcome) = match hidden {
            Some(unknown) => {
                let text = format!("{}\n{}", unknown.sentence(), unknown.command());
                (HIDDEN, Outcome::Skipped(unknown.sentence(), text))
            }
            None if found.is_empty() => (PASSED, Outcome::Passed),
            None => continue,
        };
        tests.push(Test {
            rule: rule.card.id.to_owned(),
            name: name.to_owned(),
            outcome,
        });
    }
    let rest = findings
        .shown()
        .filter(|one| by_rule.contains_key(&*one.rule));
    let rest: Vec<&Diagnostic> = rest.collect();
    if !rest.is_empty() {
        suites
            .entry(OTHERS)
            .or_default()
            .extend(broken(findings, &rest));
    }
    for tests in suites.values_mut() {
        tell_apart(tests);
    }
    suites
}

/// Counts the tests of a rule that have a name in common.
fn tell_apart(tests: &mut [Test]) {
    let mut taken: HashMap<(String, String), usize> = HashMap::new();
    for test in tests {
        let name = line(&test.name);
        let mut own = name.clone();
        // A name may look like one that was counted.
        while let Some(count) = taken.get_mut(&(test.rule.clone(), own.clone())) {
            *count += 1;
            own = format!("{name} ({count})");
        }
        taken.insert((test.rule.clone(), own.clone()), 1);
        test.name = own;
    }
}

/// A test for each finding.
fn broken(findings: &Findings<'_>, found: &[&Diagnostic]) -> Vec<Test> {
    let test = |finding: &&Diagnostic| {
        let id = finding.id.as_ref().map(ToString::to_string);
        let whose = id.unwrap_or_else(|| finding.path.clone());
        let told = told(finding).into_iter().map(visible);
        let lines = [place(findings, finding).into()].into_iter().chain(told);
        let text = lines.collect::<Vec<_>>().join("\n");
        let message = &finding.message;
        Test {
            rule: finding.rule.to_string(),
            name: format!("{whose}: {message}"),
            outcome: match finding.level {
                Level::Deny => Outcome::Failed(message.clone(), text),
                Level::Warn | Level::Allow => {
                    Outcome::Skipped(format!("warning: {message}"), format!("warning\n{text}"))
                }
            },
        }
    };
    found.iter().map(test).collect()
}

fn suite<W: Write>(name: &str, tests: &[Test], xml: &mut Writer<W>) -> io::Result<()> {
    let count = |wanted: fn(&Outcome) -> bool| {
        let tests = tests.iter().filter(|test| wanted(&test.outcome));
        tests.count().to_string()
    };
    let start = BytesStart::new("testsuite").with_attributes([
        ("name", line(name).as_str()),
        ("tests", tests.len().to_string().as_str()),
        ("failures", count(is_failed).as_str()),
        ("errors", "0"),
        ("skipped", count(is_skipped).as_str()),
    ]);
    xml.write_event(Event::Start(start))?;
    for test in tests {
        let start = BytesStart::new("testcase").with_attributes([
            ("classname", line(&format!("declog.{}", test.rule)).as_str()),
            ("name", test.name.as_str()),
        ]);
        let (element, (message, text)) = match &test.outcome {
            Outcome::Passed => {
                xml.write_event(Event::Empty(start))?;
                continue;
            }
            Outcome::Skipped(message, text) => ("skipped", (message, text)),
            Outcome::Failed(message, text) => ("failure", (message, text)),
        };
        xml.write_event(Event::Start(start))?;
        let said = BytesStart::new(element).with_attributes([
            ("type", line(&test.rule).as_str()),
            ("message", line(message).as_str()),
        ]);
        xml.write_event(Event::Start(said))?;
        xml.write_event(Event::Text(BytesText::new(&legal(text))))?;
        xml.write_event(Event::End(BytesEnd::new(element)))?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn is_failed(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(..))
}

fn is_skipped(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Skipped(..))
}

/// Text for an attribute.
fn line(text: &str) -> String {
    legal(&visible(text))
}

/// The two characters that are no control characters, and that XML has no way to write.
fn legal(text: &str) -> String {
    text.replace('\u{fffe}', "<U+FFFE>")
        .replace('\u{ffff}', "<U+FFFF>")
}

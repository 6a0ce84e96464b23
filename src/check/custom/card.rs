//! The page of a rule of the log's own, written from its data.

use super::condition::{any, quoted, told};
use super::kinds;
use crate::index::Log;
use crate::model::custom::{Aspect, CustomRule, Required, Share, Standings};
use crate::model::diagnostic::Level;
use crate::model::kind::{Kind, Stage};
use crate::model::pattern::NUMBER;
use crate::model::rule::RuleCard;
use crate::model::words::capitalised;

/// The heading that own rules stand under.
const GROUP: &str = "This log";

/// What is known of a rule of the log's own without running it.
#[derive(Clone, Debug)]
pub struct OwnCard {
    id: String,
    level: Level,
    summary: String,
    docs: String,
}

impl OwnCard {
    /// The same as a card like any rule's.
    #[must_use]
    pub fn card(&self) -> RuleCard<'_> {
        RuleCard {
            id: &self.id,
            group: GROUP,
            level: self.level,
            summary: &self.summary,
            docs: &self.docs,
        }
    }
}

/// The cards of the rules that a log writes itself, in the order they are written.
#[must_use]
pub fn own_cards(log: &Log) -> Vec<OwnCard> {
    let rules = log.settings.check.custom.iter().enumerate();
    rules
        .map(|(at, rule)| {
            let kinds = kinds(log, rule);
            let names = Names::of(rule, &kinds);
            let tests = tests(rule, &names);
            let short: Vec<&str> = tests.iter().map(|test| test.short.as_str()).collect();
            let summary = format!("{}: {}", names.whole, short.join(", "));
            OwnCard {
                id: rule.id.clone(),
                level: rule.level,
                summary: capitalised(rule.message.as_ref().unwrap_or(&summary)),
                docs: page(log, (at, rule), (&kinds, &tests)),
            }
        })
        .collect()
}

/// What a rule looks at, in words.
struct Names {
    /// `author`
    whole: String,
    /// Each item of `author`.
    each: String,
    /// An item of `author`.
    one: String,
    /// What its length is counted in.
    unit: &'static str,
}

/// What a test asks for.
struct Told {
    /// In a word or two.
    short: String,
    /// As a sentence without its end.
    whole: String,
}

impl Names {
    fn of(rule: &CustomRule, kinds: &[&Kind]) -> Self {
        let name = quoted(&rule.field);
        let (each, one, unit) = match Aspect::named(&rule.field) {
            Aspect::Sections => ("each section", "a section", "sections"),
            Aspect::Keys => ("each key", "a key", "keys"),
            Aspect::Key(key) => {
                let fields = kinds.iter().filter_map(|kind| kind.field(key));
                if fields.into_iter().any(|field| field.shape.is_list()) {
                    return Self {
                        each: format!("each item of {name}"),
                        one: format!("an item of {name}"),
                        whole: name,
                        unit: "items",
                    };
                }
                (name.as_str(), name.as_str(), "characters")
            }
            Aspect::FileName => ("the file name", "the file name", "characters"),
            Aspect::Body => ("the body", "the body", "characters"),
            Aspect::Title | Aspect::Summary => (name.as_str(), name.as_str(), "characters"),
        };
        let whole = match Aspect::named(&rule.field) {
            Aspect::Sections => "the sections",
            Aspect::Keys => "the keys of the front matter",
            _ => each,
        };
        Self {
            whole: whole.to_owned(),
            each: each.to_owned(),
            one: one.to_owned(),
            unit,
        }
    }
}

impl Told {
    fn new(short: impl Into<String>, whole: impl Into<String>) -> Self {
        Self {
            short: short.into(),
            whole: whole.into(),
        }
    }
}

fn page(
    log: &Log,
    (at, rule): (usize, &CustomRule),
    (kinds, tests): (&[&Kind], &[Told]),
) -> String {
    let asked = any(kinds.iter().map(|kind| kind.name.as_str()));
    let mut page = format!("## What\n\nAsked of every {asked}");
    if !rule.when.is_empty() {
        page += &format!(" where {}", told(&rule.when));
    }
    page += ":\n\n";
    for test in tests {
        page += &format!("* {}\n", test.whole);
    }
    let mut patterns = rule.patterns().into_iter();
    if patterns.any(|(_, pattern)| pattern.contains(NUMBER)) {
        page += &format!("\n`{NUMBER}` is the record's own number.\n");
    }
    let file = quoted(&log.file.path);
    let place = log.places.get(&format!("check.custom[{at}].id"));
    let line = place.map(|span| log.file.position(span.start).line);
    let line = line.map_or_else(String::new, |line| format!(" at line {line}"));
    page += &format!("\n## Where\n\nThe rule is this log's own, written in {file}{line}.\n");
    if let Some(help) = &rule.help {
        page += &format!("\n## What to do\n\n{}\n", quoted(help));
    }
    page
}

/// What each test asks for, in the order they are judged.
fn tests(rule: &CustomRule, names: &Names) -> Vec<Told> {
    let mut tests = presence(rule, names);
    if let Some(words) = &rule.one_of {
        let whole = format!(
            "{} is {}",
            names.each,
            any(words.iter().map(String::as_str))
        );
        tests.push(Told::new(format!("one of {} words", words.len()), whole));
    }
    for (share, pattern) in rule.patterns() {
        let pattern = quoted(pattern);
        tests.push(match share {
            Share::Each => {
                let whole = format!("{} matches {pattern}", names.each);
                Told::new("of the shape it should have", whole)
            }
            Share::Some => {
                let whole = format!("{} matches {pattern}", names.one);
                Told::new("one at least of the shape it should have", whole)
            }
            Share::None => {
                let whole = format!("nothing in {} matches {pattern}", names.whole);
                Told::new("without what it should not have", whole)
            }
        });
    }
    tests.extend(length(rule, names));
    if let Some(order) = &rule.order {
        let order: Vec<String> = order.iter().map(quoted).collect();
        let whole = format!("{} stand in this order: {}", names.whole, order.join(", "));
        tests.push(Told::new("in order", whole));
    }
    tests.extend(standing(rule, names));
    tests
}

fn presence(rule: &CustomRule, names: &Names) -> Vec<Told> {
    let told_of = |short: &str, when: &str| {
        Told::new(
            format!("{short}{when}"),
            format!("{} is there{when}", names.whole),
        )
    };
    let mut tests = Vec::new();
    match &rule.required {
        Some(Required::Always(true)) => tests.push(told_of("required", "")),
        Some(Required::In(stages)) => {
            let stages = any(stages.iter().map(Stage::name));
            tests.push(told_of(
                "required",
                &format!(" while the state is {stages}"),
            ));
        }
        _ => {}
    }
    if !rule.required_when.is_empty() {
        let when = format!(" where {}", told(&rule.required_when));
        tests.push(told_of("required", &when));
    }
    tests
}

fn length(rule: &CustomRule, names: &Names) -> Option<Told> {
    let bounds = match (rule.min_length, rule.max_length) {
        (None, None) => return None,
        (_, Some(0)) => {
            return Some(Told::new(
                "not there",
                format!("{} is not there", names.whole),
            ));
        }
        (Some(least), None) => format!("at least {least}"),
        (None, Some(most)) => format!("at most {most}"),
        (Some(least), Some(most)) => format!("{least} to {most}"),
    };
    let short = format!("{bounds} {}", names.unit);
    let whole = match Aspect::named(&rule.field) {
        Aspect::Sections => format!("the body has {short}"),
        Aspect::Keys => format!("the front matter has {short}"),
        _ => format!("{} has {short}", names.whole),
    };
    Some(Told::new(short, whole))
}

fn standing(rule: &CustomRule, names: &Names) -> Vec<Told> {
    let named = |stages: &[Stage]| {
        let stages = any(stages.iter().map(Stage::name));
        format!("what {} names is {stages}", names.whole)
    };
    let short = "the states of what it names";
    match &rule.requires_status {
        None => Vec::new(),
        Some(Standings::Any(stages)) => vec![Told::new(short, named(stages))],
        Some(Standings::ByOwn(table)) => {
            let own = |(own, stages): (&String, &Vec<Stage>)| {
                format!("{} while the record is {}", named(stages), quoted(own))
            };
            let all: Vec<String> = table.iter().map(own).collect();
            vec![Told::new(short, all.join("\n* "))]
        }
    }
}

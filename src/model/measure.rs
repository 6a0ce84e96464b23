//! Measures and milestones: how anybody will know that an outcome was reached, and what lies on the way.
//!
//! Both are read from front matter as far as they say something; what is wrong in them is `text`'s business.

use jiff::civil::Date;

use super::front::{Node, Pair, Value};
use super::record::read_date;
use super::source::{Span, Spanned};

/// The keys of a measure, in the order they are written.
pub const MEASURE_KEYS: [&str; 6] = ["name", "unit", "baseline", "target", "source", "readings"];

/// The keys of a milestone, in the order they are written.
pub const MILESTONE_KEYS: [&str; 5] = ["title", "owner", "due", "was", "done"];

/// A number that tells whether an outcome comes nearer.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What is measured.
    pub name: String,
    /// In what.
    pub unit: Option<String>,
    /// Where it stood before.
    pub baseline: Option<Number>,
    /// Where it should be.
    pub target: Option<Target>,
    /// Where the numbers come from.
    pub source: Option<String>,
    /// What was read, by day, oldest first.
    pub readings: Vec<Reading>,
    /// The whole item.
    pub span: Span,
}

/// A number and how it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// As written, without white space.
    pub text: String,
}

/// What a measure read on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The day.
    pub day: Date,
    /// What was read.
    pub number: Number,
}

/// Where a measure should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// On which side.
    pub side: Side,
    /// Of what.
    pub number: Number,
}

/// Which numbers meet a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// That or more.
    AtLeast,
    /// That or less.
    AtMost,
    /// More than that.
    Above,
    /// Less than that.
    Below,
}

/// Something that is to be there by a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// What.
    pub title: String,
    /// Whose it is.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// The days it was due before, oldest first.
    pub was: Vec<Date>,
    /// When it was done.
    pub done: Option<Date>,
    /// The whole item.
    pub span: Span,
}

/// What stands before the number of a target; the longer signs first.
const SIGNS: [(&str, Side); 6] = [
    (">=", Side::AtLeast),
    ("<=", Side::AtMost),
    ("≥", Side::AtLeast),
    ("≤", Side::AtMost),
    (">", Side::Above),
    ("<", Side::Below),
];

impl Number {
    /// Reads a finite number written with digits.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text
            .bytes()
            .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
        let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
        digits.then(|| Self {
            value,
            text: text.to_owned(),
        })
    }
}

impl Target {
    /// Reads `300`, `>= 99.9` or `<= 300`; a bare number lies in the direction from the baseline.
    #[must_use]
    pub fn read(text: &str, baseline: Option<f64>) -> Option<Self> {
        let text = text.trim();
        let signed = SIGNS
            .iter()
            .find_map(|(sign, side)| Some((*side, text.strip_prefix(sign)?)));
        if let Some((side, number)) = signed {
            let number = Number::read(number)?;
            return Some(Self { side, number });
        }
        let number = Number::read(text)?;
        let side = match baseline {
            Some(from) if from > number.value => Side::AtMost,
            _ => Side::AtLeast,
        };
        Some(Self { side, number })
    }

    /// Whether a number meets it.
    #[must_use]
    pub fn is_met(&self, value: f64) -> bool {
        let target = self.number.value;
        match self.side {
            Side::AtLeast => value >= target,
            Side::AtMost => value <= target,
            Side::Above => value > target,
            Side::Below => value < target,
        }
    }
}

impl Measure {
    /// The newest reading.
    #[must_use]
    pub fn newest(&self) -> Option<&Reading> {
        self.readings.last()
    }

    /// Whether the newest reading meets the target; none where there is no reading or no target.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        let reading = self.newest()?;
        Some(self.target.as_ref()?.is_met(reading.number.value))
    }

    fn read(node: &Node) -> Option<Self> {
        let pairs = node.pairs()?;
        let number = |key| Number::read(text(pairs, key)?);
        let baseline = number("baseline");
        let from = baseline.as_ref().map(|number| number.value);
        Some(Self {
            name: text(pairs, "name")?.to_owned(),
            unit: text(pairs, "unit").map(str::to_owned),
            target: text(pairs, "target").and_then(|text| Target::read(text, from)),
            baseline,
            source: text(pairs, "source").map(str::to_owned),
            readings: readings(pairs),
            span: node.span,
        })
    }
}

impl Milestone {
    fn read(node: &Node) -> Option<Self> {
        let pairs = node.pairs()?;
        let day = |key| read_date(text(pairs, key)?);
        let was = value(pairs, "was").map(|node| {
            let days = node.scalars().filter_map(|day| read_date(day.value));
            let mut days: Vec<Date> = days.collect();
            days.sort();
            days
        });
        Some(Self {
            title: text(pairs, "title")?.to_owned(),
            owner: text(pairs, "owner").map(str::to_owned),
            due: day("due"),
            was: was.unwrap_or_default(),
            done: day("done"),
            span: node.span,
        })
    }
}

/// The measures of a field's value that have a name.
#[must_use]
pub fn measures(node: &Node) -> Vec<Measure> {
    node.items().iter().filter_map(Measure::read).collect()
}

/// The milestones of a field's value that have a title.
#[must_use]
pub fn milestones(node: &Node) -> Vec<Milestone> {
    node.items().iter().filter_map(Milestone::read).collect()
}

/// The owners of a field's milestones, each where it is written.
pub fn milestone_owners(node: &Node) -> impl Iterator<Item = Spanned<&str>> {
    let items = node.items().iter().filter_map(Node::pairs);
    items.filter_map(|pairs| {
        let owner = value(pairs, "owner")?;
        Some(Spanned::new(owner.scalar()?, owner.span))
    })
}

fn readings(pairs: &[Pair]) -> Vec<Reading> {
    let written = value(pairs, "readings").and_then(Node::pairs);
    let read = |pair: &Pair| {
        Some(Reading {
            day: read_date(&pair.key.value)?,
            number: Number::read(pair.node.scalar()?)?,
        })
    };
    let mut all: Vec<Reading> = written
        .unwrap_or_default()
        .iter()
        .filter_map(read)
        .collect();
    all.sort_by_key(|reading| reading.day);
    all
}

fn value<'a>(pairs: &'a [Pair], key: &str) -> Option<&'a Node> {
    let pair = pairs.iter().find(|pair| pair.key.value == key)?;
    Some(&pair.node).filter(|node| node.value != Value::Empty)
}

fn text<'a>(pairs: &'a [Pair], key: &str) -> Option<&'a str> {
    let text = value(pairs, key)?.scalar()?.trim();
    (!text.is_empty()).then_some(text)
}

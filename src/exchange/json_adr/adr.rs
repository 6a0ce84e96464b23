//! One decision as a document has it, before anybody has made a record of it.

use jiff::civil::Date;

use super::Problem;

/// One decision of a document.
#[derive(Debug, Default)]
pub(super) struct Adr {
    /// Where it stands.
    pub(super) at: String,
    pub(super) number: Option<u64>,
    pub(super) title: Option<String>,
    pub(super) status: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) deciders: Vec<String>,
    pub(super) consulted: Vec<String>,
    pub(super) informed: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) context: Option<String>,
    pub(super) drivers: Vec<String>,
    pub(super) options: Vec<Choice>,
    pub(super) decision: Option<String>,
    pub(super) consequences: Vec<Consequence>,
    pub(super) confirmation: Option<String>,
    pub(super) links: Vec<Link>,
    /// Headings and what stands under them.
    pub(super) sections: Vec<(String, String)>,
    /// Where the file was.
    pub(super) path: Option<String>,
    /// The record as declog wrote it, where the document still says what it said then.
    pub(super) text: Option<String>,
    /// What is wrong with its fields, which does not matter where the text counts.
    pub(super) problems: Vec<Problem>,
}

impl Adr {
    /// The title without its own number in front.
    pub(super) fn title(&self) -> Option<&str> {
        let title = self.title.as_deref()?;
        let own = self.number.map(|number| format!("{number}. "));
        let words = own.and_then(|own| title.strip_prefix(own.as_str()));
        Some(words.filter(|words| !words.is_empty()).unwrap_or(title))
    }

    /// Whether it has a link of that type with another decision.
    pub(super) fn says(&self, name: &str, other: &Self) -> bool {
        let mut links = self.links.iter();
        links.any(|link| link.name == name && Some(link.target) == other.number)
    }
}

/// An option that was considered.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) pros: Vec<String>,
    pub(super) cons: Vec<String>,
}

/// What follows from a decision.
#[derive(Debug)]
pub(super) enum Consequence {
    /// Text of its own.
    Text(String),
    /// An item of a list.
    Any(String),
    Good(String),
    Bad(String),
    Risk(String),
}

/// A relation with another decision.
#[derive(Debug)]
pub(super) struct Link {
    /// Where it stands.
    pub(super) at: String,
    /// `superseded-by`, however it was written.
    pub(super) name: String,
    pub(super) target: u64,
    pub(super) description: Option<String>,
}

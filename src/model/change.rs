//! One change to a record's text, before anybody has written it.

use jiff::civil::Date;

/// A change that `text::edit` makes without touching another byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `key: value`, replacing what stood there.
    Set(String, NewValue),
    /// Takes the key out.
    Unset(String),
    /// Adds words to a list, making the list where there is none.
    Add(String, Vec<String>),
    /// Takes words out of a list.
    Remove(String, Vec<String>),
    /// A new entry on top of the Log section, which is made where there is none.
    Entry(NewEntry),
    /// Several, one after the other.
    All(Vec<Self>),
}

/// What a key is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewValue {
    /// A scalar; quoted where YAML would read the bare text as something else.
    Scalar(String),
    /// A whole number.
    Number(i64),
    /// A flow list of scalars.
    List(Vec<String>),
}

/// An entry to write into the Log section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// The day.
    pub date: Date,
    /// The step, or `note` …
    pub word: String,
    /// The person's handle or name.
    pub person: String,
    /// Free text; may be empty.
    pub text: String,
}

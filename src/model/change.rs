//! One change to a record's text, before anybody has written it.

use jiff::civil::Date;

/// A change that `text::edit` makes without touching another byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `key: value`, replacing what stood there.
    Set(String, NewValue),
    /// Takes the key out.
    Unset(String),
    /// Gives a key another name where it stands; nothing where it is not there.
    Rename(String, String),
    /// Adds words to a list, making the list where there is none.
    Add(String, Vec<String>),
    /// Takes words out of a list.
    Remove(String, Vec<String>),
    /// A new entry on top of the Log section, which is made where there is none.
    Entry(NewEntry),
    /// Gives a key inside of an item a value, making the keys above it where there are none.
    Put(Place, NewScalar),
    /// Adds a word to a list inside of an item, making the list where there is none.
    Push(Place, String),
    /// A new item at the end of a list of mappings, which is made where there is none: its keys and their values.
    Append(String, Vec<(String, NewScalar)>),
    /// Several, one after the other.
    All(Vec<Self>),
}

/// A place inside of an item of a list of mappings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key of the list: `measures`.
    pub list: String,
    /// The item's name, as its list has it only once.
    pub item: String,
    /// The keys from the item to the value, the outermost first: `readings`, `2026-11-01`.
    pub path: Vec<String>,
}

/// A scalar inside of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewScalar {
    /// Text; quoted where YAML would read the bare text as something else.
    Text(String),
    /// A number with the digits it was typed with; text where it is none.
    Number(String),
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

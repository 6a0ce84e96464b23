//! Where a record stands, as facts from which pages and terminals make one sentence.

use jiff::civil::Date;

use super::people::Named;

/// Who put their name to a state, in the words of the kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The label of the field that holds them: `Decided by`.
    pub label: String,
    /// Never empty.
    pub people: Vec<Named>,
}

/// Another record in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// `DEC-12`.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Where a record stands on the day that counts as today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Live, not superseded and not past its last day.
    Live {
        /// The state's name.
        state: String,
        /// What the kind says of the state: `In force`.
        says: Option<String>,
        /// Day of the last change of state.
        since: Option<Date>,
        /// Its last day, where it has one.
        until: Option<Date>,
        /// Who signed it.
        by: Option<Signed>,
        /// How the work goes: `at-risk`.
        health: Option<String>,
        /// By when it should be over.
        due: Option<Date>,
    },
    /// Others took its place.
    Superseded {
        /// The records that did, never empty.
        by: Vec<Other>,
        /// The day they did.
        on: Option<Date>,
    },
    /// Still in a live state, but past its last day.
    Expired {
        /// Its last day.
        on: Date,
    },
    /// Somebody has to act.
    Open {
        /// The state's name.
        state: String,
        /// What the kind says of the state: `Not decided yet`.
        says: Option<String>,
        /// Day of the last change of state, else the day it was written.
        since: Option<Date>,
        /// What has not happened yet: `decided`, or the name of the live state that a step leads to.
        not_yet: Option<String>,
    },
    /// Never was live.
    Refused {
        /// The state's name.
        state: String,
        /// What the kind says of the state: `Never in force`.
        says: Option<String>,
        /// Day of the change of state.
        on: Option<Date>,
    },
    /// Was live and is over, and nothing took its place.
    Ended {
        /// The state's name.
        state: String,
        /// What the kind says of the state: `Not in force`.
        says: Option<String>,
        /// Day of the change of state.
        on: Option<Date>,
    },
    /// The state's word means nothing to the kind.
    Unknown {
        /// As written, where there is one.
        as_written: Option<String>,
    },
}

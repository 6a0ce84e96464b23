//! What was judged before pages are made: the evidence for steps, the trend of a log, and what a baseline lets pass.

use jiff::civil::Date;

use super::attested::Attested;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// The steps that brought records to where they stand, as far as they take a right: by path, then oldest first.
    pub attested: Vec<Attested>,
    /// How complete the log was, oldest first; empty where nobody knows.
    pub trend: Vec<Point>,
    /// How many findings the baseline of the log counts; none where it has no baseline.
    pub let_pass: Option<usize>,
}

/// How complete a log was on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub day: Date,
    /// The commit, as a short object id; none of what is read now.
    pub commit: Option<String>,
    /// How many records there were.
    pub records: usize,
    /// How many of them had no finding at warn or above.
    pub complete: usize,
}

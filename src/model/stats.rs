//! Figures about how a log is kept; what nobody knows is null and never 0.

use schemars::JsonSchema;
use serde::Serialize;

/// The figures of a log, or of a part of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Figures {
    /// The area, the person or team, or the month; null for the whole log, and for what has none.
    pub name: Option<String>,
    /// From the day a record was written to the day that a decider put it into force.
    pub lead_time: LeadTime,
    /// From the offer of a piece of work to the receiver's answer.
    pub answer_time: AnswerTime,
    /// Records in force past the day on which they were to be reviewed.
    pub review_debt: ReviewDebt,
    /// Days from one update of an outcome to the next.
    pub update_cadence: UpdateCadence,
    /// Records that `check` has nothing to say about.
    pub completeness: Completeness,
}

/// Days from written to decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LeadTime {
    /// The median of the days; null where none is known.
    pub median_days: Option<f64>,
    /// How many were decided and both days are known.
    pub count: usize,
    /// How many were decided and a day is not known.
    pub unknown: usize,
}

/// Days from offered to answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AnswerTime {
    /// The median of the days; null where none is known.
    pub median_days: Option<f64>,
    /// How many answers were given and both days are known.
    pub count: usize,
    /// How many were answered and a day is not known.
    pub unknown: usize,
    /// How many wait for an answer.
    pub waiting: usize,
}

/// Reviews that are due.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReviewDebt {
    /// How many are past their day.
    pub overdue: usize,
    /// How many in force name a day.
    pub of: usize,
    /// How many in force name no day.
    pub undated: usize,
    /// By how many days those are past it, in the median; null where none is.
    pub median_days: Option<f64>,
}

/// How often updates come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct UpdateCadence {
    /// The median of the days between two updates; null where there are no two.
    pub median_days: Option<f64>,
    /// How many times an update followed another one.
    pub count: usize,
    /// How many records wait for an update that is overdue.
    pub overdue: usize,
    /// How many records expect updates.
    pub of: usize,
}

/// Records without findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Completeness {
    /// How many have no finding at warn or above.
    pub complete: usize,
    /// How many there are.
    pub of: usize,
}

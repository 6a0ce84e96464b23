//! A time on a clock somewhere, as a moment that is the same for everybody.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

/// A moment, and the zone whose clock it is told by: `2026-11-27 17:30 Europe/London`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// Where.
    pub zone: TimeZone,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.at.to_zoned(self.zone.clone());
        let zone = self.zone.iana_name().unwrap_or("UTC");
        write!(f, "{} {zone}", local.strftime("%Y-%m-%d %H:%M"))
    }
}

/// The first and the last moment at which a clock in a zone shows that time. They differ in the night in which clocks
/// are set back; a time that is skipped is the moment at which clocks jump over it.
#[must_use]
pub fn moments(time: DateTime, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let moment = zone.to_ambiguous_timestamp(time);
    let earlier = moment.earlier().ok()?;
    match moment.offset() {
        AmbiguousOffset::Unambiguous { .. } => Some((earlier, earlier)),
        AmbiguousOffset::Fold { .. } => Some((earlier, moment.later().ok()?)),
        AmbiguousOffset::Gap { .. } => {
            let jump = zone.following(earlier).next()?.timestamp();
            Some((jump, jump))
        }
    }
}

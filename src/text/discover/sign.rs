//! The signs by which a folder is taken for one of records, as a table.

use super::place;
use super::tally::Tally;
use super::unit::split;

/// From how many points on a folder is adopted without being asked for.
pub(super) const ADOPTED: i32 = 60;

/// From how many points on a folder is worth a word.
pub(super) const MENTIONED: i32 = 35;

/// From how many files on what they have in common is no accident.
const MANY: usize = 5;

/// How many of a hundred files make a folder one of nothing else.
const NEARLY_ALL: usize = 80;

/// A folder that is judged.
pub(super) struct Look<'a> {
    /// Its path.
    pub(super) path: &'a str,
    /// What all of it is called, where nearly all records are in that folder; else empty.
    pub(super) called: &'a str,
    /// What was counted in it.
    pub(super) tally: &'a Tally,
    /// The folder whose records it holds once more.
    pub(super) original: Option<&'a str>,
    /// Where declog looks for records by itself.
    pub(super) default: &'a str,
    /// Most of it lies in folders named after states.
    pub(super) by_state: bool,
}

/// One sign.
struct Sign {
    /// How much it says; 0 where the folder does not have it.
    points: fn(&Look<'_>) -> i32,
    /// The sign in words.
    says: fn(&Look<'_>) -> String,
}

const SIGNS: [Sign; 11] = [
    Sign {
        points: |look| naming(look).map_or(0, |(points, _)| points),
        says: |look| {
            let name = naming(look).map_or("", |(_, name)| name);
            format!("it is called `{name}`")
        },
    },
    Sign {
        points: |look| if look.path == look.default { 30 } else { 0 },
        says: |_| "it is where declog looks by itself".to_owned(),
    },
    Sign {
        points: |look| if look.by_state { 50 } else { 0 },
        says: |_| "its folders are named after states".to_owned(),
    },
    Sign {
        points: |look| points(30 * look.tally.halves, look.tally.units),
        says: |look| match (look.tally.records, look.tally.units) {
            (1, 1) => "its file reads as a record".to_owned(),
            (records, units) => format!("{records} of {units} files read as records"),
        },
    },
    Sign {
        points: |look| points(25 * look.tally.numbered, look.tally.units),
        says: |look| names(look.tally.numbered, look, "a number"),
    },
    Sign {
        points: |look| points(20 * look.tally.dated, look.tally.units),
        says: |look| names(look.tally.dated, look, "a day"),
    },
    Sign {
        points: |look| match look.tally.prefix() {
            Some(prefix) if place::log_name(prefix) >= 40 => 20,
            // Any letters will do where they are on many.
            Some(_) if look.tally.units >= MANY => 20,
            _ => 0,
        },
        says: |look| {
            let prefix = look.tally.prefix().unwrap_or_default();
            format!("names begin with `{prefix}`")
        },
    },
    Sign {
        points: |look| {
            let (above, name) = split(look.path);
            let other = place::is_other(name) || place::is_other(split(above).1);
            if other && is_nameless(look.path) {
                -40
            } else {
                0
            }
        },
        says: |look| format!("`{}` is a name of other writing", shown(look.path)),
    },
    Sign {
        points: |look| {
            let many = look.tally.records >= MANY && look.tally.share() >= NEARLY_ALL;
            if many { 20 } else { 0 }
        },
        says: |_| "it holds little else".to_owned(),
    },
    // What stands alone under a name that says nothing is as likely to be a page about something else.
    Sign {
        points: |look| {
            if look.tally.units == 1 && is_nameless(look.path) {
                -20
            } else {
                0
            }
        },
        says: |_| "it is a single file".to_owned(),
    },
    Sign {
        points: |look| if look.original.is_some() { -100 } else { 0 },
        says: |look| format!("it repeats `{}`", look.original.unwrap_or_default()),
    },
];

/// The points of a folder, and what speaks for and against it.
pub(super) fn judge(look: &Look<'_>) -> (i32, Vec<String>) {
    let told = SIGNS.iter().map(|sign| (sign, (sign.points)(look)));
    let told: Vec<_> = told.filter(|(_, points)| *points != 0).collect();
    let score = told.iter().map(|(_, points)| points).sum();
    let reasons = told.iter().map(|(sign, _)| (sign.says)(look));
    (score, reasons.collect())
}

/// What the name of a folder says, or nearly as much that of the one above, or that of all of it, and which it is.
fn naming<'a>(look: &Look<'a>) -> Option<(i32, &'a str)> {
    let (above, name) = split(look.path);
    let above = split(above).1;
    let names = [
        (place::log_name(name), name),
        (place::log_name(above) - 5, above),
        (place::log_name(look.called), look.called),
    ];
    let most = names.into_iter().max_by_key(|(points, _)| *points);
    most.filter(|(points, _)| *points > 0)
}

/// So many points for each of them, shared out among all.
fn points(part: usize, whole: usize) -> i32 {
    let share = part.checked_div(whole).unwrap_or_default();
    i32::try_from(share).unwrap_or_default()
}

fn names(count: usize, look: &Look<'_>, what: &str) -> String {
    match look.tally.units {
        1 => format!("its name begins with {what}"),
        units => format!("{count} of {units} names begin with {what}"),
    }
}

fn is_nameless(path: &str) -> bool {
    place::log_name(split(path).1) == 0
}

/// The last part of a path, `.` for the root.
fn shown(path: &str) -> &str {
    match split(path).1 {
        "" => ".",
        name => name,
    }
}

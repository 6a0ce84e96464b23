//! How long it takes to decide and to answer: bars of working days, with the median among them.

use serde::Serialize;

use crate::query::lengths::{Lengths, lengths};
use crate::site::chart::{self, Bars, Heap};
use crate::site::work::Work;

/// The times of one sort.
#[derive(Serialize)]
pub(super) struct Times {
    id: &'static str,
    title: String,
    /// None where no time is known.
    median: Option<String>,
    bars: Option<Bars>,
    said: String,
    rows: Vec<Row>,
    unknown: Option<String>,
}

#[derive(Serialize)]
struct Row {
    days: String,
    n: usize,
}

/// The last day of each bar but for the last one.
const DECIDED: [i32; 5] = [2, 5, 10, 15, 20];
const ANSWERED: [i32; 4] = [1, 2, 3, 4];

/// From proposed to decided, and from offered to answered; nothing of a log whose kinds know no such thing.
pub(super) fn times(work: &Work<'_>) -> Vec<Times> {
    let words = &work.words.health;
    let (decided, answered) = lengths(work.index);
    vec![
        one(work, ("decided", &words.decided), (&decided, &DECIDED)),
        one(work, ("answered", &words.answered), (&answered, &ANSWERED)),
    ]
}

fn one(
    work: &Work<'_>,
    (id, title): (&'static str, &str),
    (lengths, ends): (&Lengths, &[i32]),
) -> Times {
    let words = &work.words.health;
    let heaps = heaps(work, lengths, ends);
    let values: Vec<String> = heaps
        .iter()
        .map(|heap| {
            let value = words.length_value.replace("{days}", &heap.label);
            value.replace("{n}", &heap.n.to_string())
        })
        .collect();
    let said = words.length_said.replace("{title}", title);
    Times {
        id,
        title: title.to_owned(),
        median: lengths.median.map(|median| match median {
            1.0 => words.median_one.clone(),
            median => words.median.replace("{n}", &median.to_string()),
        }),
        bars: (!lengths.days.is_empty()).then(|| chart::bars(&heaps)),
        said: said.replace("{values}", &values.join(&work.words.joint.comma)),
        rows: heaps
            .into_iter()
            .map(|heap| Row {
                days: heap.label,
                n: heap.n,
            })
            .collect(),
        unknown: (lengths.unknown > 0).then(|| words.length_unknown.of(lengths.unknown)),
    }
}

/// How many there are of up to so many days, of more up to so many, and of more than all of them.
fn heaps(work: &Work<'_>, lengths: &Lengths, ends: &[i32]) -> Vec<Heap> {
    let words = &work.words.health;
    let mut heaps = Vec::new();
    let mut above = i32::MIN;
    let middle = lengths.median.map(|median| median.ceil() as i32);
    for end in ends.iter().map(|end| Some(*end)).chain([None]) {
        let last = end.unwrap_or(i32::MAX);
        let holds = |days: i32| above < days && days <= last;
        let label = match end {
            Some(end) if above == i32::MIN => words.up_to.replace("{n}", &end.to_string()),
            Some(end) if end == above + 1 => end.to_string(),
            Some(end) => words
                .from_to
                .replace("{from}", &(above + 1).to_string())
                .replace("{to}", &end.to_string()),
            None => words.over.replace("{n}", &above.to_string()),
        };
        heaps.push(Heap {
            label,
            n: lengths.days.iter().filter(|days| holds(**days)).count(),
            main: middle.is_some_and(holds),
        });
        above = last;
    }
    heaps
}

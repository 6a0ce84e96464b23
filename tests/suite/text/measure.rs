//! Measures and milestones: what is read of them, and what is said of the rest.

use std::fmt::Write as _;
use std::fs;

use declog::model::measure::{Measure, Milestone, measures, milestones};
use declog::model::record::Record;
use declog::model::settings::Settings;
use declog::text::kinds;
use declog::text::parse::{Outcome, parse};

use super::{cases, file, finding};

#[test]
fn every_measure_and_milestone_is_read_as_its_case_says() {
    let kind = kinds::configured(&Settings::default(), kinds::builtin()).swap_remove(1);
    cases("measures", "md", |name, path| {
        let parsed = parse(
            &kind,
            file(&format!("0012-{name}.md"), fs::read(path).unwrap()),
        );
        let Outcome::Record(record) = parsed.outcome else {
            panic!("{name}: no record");
        };
        let mut out = read(&record);
        for problem in &parsed.problems {
            out.push_str(&finding(&record.source, problem));
        }
        vec![(format!("{name}.txt"), out)]
    });
}

fn read(record: &Record) -> String {
    let mut out = String::new();
    for measure in record.node("measures").map(measures).unwrap_or_default() {
        measure_into(&mut out, &measure);
    }
    for milestone in record
        .node("milestones")
        .map(milestones)
        .unwrap_or_default()
    {
        milestone_into(&mut out, &milestone);
    }
    out
}

fn measure_into(out: &mut String, measure: &Measure) {
    write!(out, "measure {:?}", measure.name).unwrap();
    if let Some(unit) = &measure.unit {
        write!(out, " in {unit:?}").unwrap();
    }
    if let Some(baseline) = &measure.baseline {
        write!(out, " from {} ({})", baseline.value, baseline.text).unwrap();
    }
    if let Some(target) = &measure.target {
        let number = &target.number;
        write!(
            out,
            " to {:?} {} ({})",
            target.side, number.value, number.text
        )
        .unwrap();
    }
    if let Some(source) = &measure.source {
        write!(out, " by {source:?}").unwrap();
    }
    let met = measure.is_met();
    writeln!(out, ", met: {met:?}").unwrap();
    for reading in &measure.readings {
        writeln!(out, "  {} {}", reading.day, reading.number.text).unwrap();
    }
}

fn milestone_into(out: &mut String, milestone: &Milestone) {
    let Milestone {
        title,
        owner,
        due,
        was,
        done,
        ..
    } = milestone;
    let was: Vec<_> = was.iter().map(ToString::to_string).collect();
    writeln!(
        out,
        "milestone {title:?} of {owner:?}, due {due:?}, was {was:?}, done {done:?}"
    )
    .unwrap();
}

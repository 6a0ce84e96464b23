//! When people work: tables written by hand, and an oracle that walks day by day and minute by minute.

use std::fmt::Write as _;

use declog::model::calendar::{Absence, Calendar, Moment};
use declog::model::duration::Duration;
use declog::model::people::{Hours, Weekday, read_days};
use declog::model::settings::Settings;
use declog::model::source::Source;
use declog::text::kinds;
use declog::text::settings;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

/// People of several zones, hours and habits.
const HOUSE: &str = r#"
[log]
timezone = "Europe/Lisbon"
holidays = ["2026-12-25", "2027-01-01..2027-01-01"]

[people.ana]
away = ["2026-12-21..2026-12-24", "2026-12-28..2026-12-31"]
backup = "bo"

[people.bo]
timezone = "Asia/Tokyo"
hours = "10:00-18:30"
days = ["tue", "wed", "thu", "fri", "sat"]
away = ["2026-12-22"]
backup = "cy"

[people.cy]
timezone = "America/Los_Angeles"
hours = "22:00-06:00"
away = ["2026-12-23", "2026-12-22"]
backup = "ana"

[people.dee]
timezone = "America/New_York"
left = 2026-11-30
backup = "nobody-we-know"

[people.ever]
away = ["2020-01-01..2045-12-31"]

[people.fay]
timezone = "America/New_York"
hours = "02:15-03:15"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

[people.gus]
timezone = "America/New_York"
hours = "22:00-01:30"
days = ["sat"]

[teams.wide]
members = ["bo", "cy"]
lead = "cy"

[teams.empty]

[teams.past]
members = ["dee"]
lead = "dee"
"#;

fn house() -> Settings {
    read(HOUSE)
}

fn read(text: &str) -> Settings {
    let file = Source::new("declog.toml", format!("format = 1\n{text}"));
    settings::parse(&file, kinds::builtin()).expect("settings that can be read")
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

#[test]
fn durations_after_a_day_are_counted_in_somebodys_own_days() {
    let cases = [
        // 27 November 2026 is a Friday.
        ("ana", "2026-11-26", "1wd", "2026-11-27"),
        ("ana", "2026-11-27", "1wd", "2026-11-30"),
        ("ana", "2026-11-28", "1wd", "2026-11-30"),
        ("ana", "2026-11-27", "2wd", "2026-12-01"),
        ("ana", "2026-11-27", "1d", "2026-11-28"),
        ("ana", "2026-11-27", "2w", "2026-12-11"),
        ("ana", "2026-12-31", "2mo", "2027-02-28"),
        ("ana", "2028-02-28", "1wd", "2028-02-29"),
        // Away, a holiday and a weekend, all in a row; the year ends in between.
        ("ana", "2026-12-18", "1wd", "2027-01-04"),
        ("ana", "2026-12-18", "2wd", "2027-01-05"),
        ("bo", "2026-11-27", "1wd", "2026-11-28"),
        ("bo", "2026-11-28", "1wd", "2026-12-01"),
        ("bo", "2026-12-24", "1wd", "2026-12-26"),
        ("dee", "2026-11-27", "1wd", "2026-11-30"),
        ("dee", "2026-11-27", "2wd", "-"),
        ("ever", "2026-11-27", "1wd", "-"),
        ("ever", "2026-11-27", "3d", "2026-11-30"),
        ("gus", "2026-11-27", "3wd", "2026-12-12"),
        // Anybody of a team; bo works on Saturdays, cy on Mondays.
        ("wide", "2026-11-27", "3wd", "2026-12-01"),
        ("wide", "2026-12-21", "1wd", "2026-12-23"),
        ("past", "2026-11-30", "1wd", "-"),
        ("empty", "2026-12-24", "1wd", "2026-12-28"),
        ("a stranger", "2026-12-24", "1wd", "2026-12-28"),
        ("ana", "9999-12-30", "2wd", "-"),
    ];
    let settings = house();
    for (who, from, length, expected) in cases {
        let length = Duration::read(length).unwrap();
        let found = Calendar::of(&settings, who).after(length, day(from));
        assert_eq!(shown(found), expected, "{who}: {length} after {from}");
    }
}

#[test]
fn an_answer_is_due_at_the_end_of_their_hours() {
    let cases = [
        (
            "ana",
            "2026-11-27",
            "2026-11-27 17:00 Europe/Lisbon",
            "2026-11-27T17:00:00Z",
        ),
        (
            "ana",
            "2026-07-15",
            "2026-07-15 17:00 Europe/Lisbon",
            "2026-07-15T16:00:00Z",
        ),
        (
            "bo",
            "2026-11-27",
            "2026-11-27 18:30 Asia/Tokyo",
            "2026-11-27T09:30:00Z",
        ),
        // Hours over midnight end on the next day.
        (
            "cy",
            "2026-12-31",
            "2027-01-01 06:00 America/Los_Angeles",
            "2027-01-01T14:00:00Z",
        ),
        // A day off has the end that a working day would have.
        (
            "ana",
            "2026-12-25",
            "2026-12-25 17:00 Europe/Lisbon",
            "2026-12-25T17:00:00Z",
        ),
        // Clocks are set back on 1 November: half past one comes twice, and the second ends the night.
        (
            "gus",
            "2026-10-31",
            "2026-11-01 01:30 America/New_York",
            "2026-11-01T06:30:00Z",
        ),
        // Whoever works longest, of those who work on that day.
        (
            "wide",
            "2026-11-27",
            "2026-11-28 06:00 America/Los_Angeles",
            "2026-11-28T14:00:00Z",
        ),
        (
            "wide",
            "2026-11-28",
            "2026-11-28 18:30 Asia/Tokyo",
            "2026-11-28T09:30:00Z",
        ),
        (
            "past",
            "2026-12-04",
            "2026-12-04 17:00 America/New_York",
            "2026-12-04T22:00:00Z",
        ),
        (
            "a stranger",
            "2026-11-27",
            "2026-11-27 17:00 Europe/Lisbon",
            "2026-11-27T17:00:00Z",
        ),
    ];
    let settings = house();
    for (who, on, local, at) in cases {
        let due = Calendar::of(&settings, who).due(day(on)).unwrap();
        assert_eq!(
            (due.to_string().as_str(), due.at),
            (local, moment(at)),
            "{who} on {on}"
        );
    }
    let bare = Calendar::of(&Settings::default(), "a stranger");
    assert_eq!(shown(bare.due(day("2026-11-27"))), "2026-11-27 17:00 UTC");
    // The last day of the calendar has no moments that could be told.
    assert_eq!(bare.due(Date::MAX), None);
}

#[test]
fn somebody_is_at_work_or_it_is_known_when_next() {
    let cases = [
        (
            "ana",
            "2026-11-27T08:59:59Z",
            "no, 2026-11-27 09:00 Europe/Lisbon",
        ),
        ("ana", "2026-11-27T09:00:00Z", "yes"),
        ("ana", "2026-11-27T16:59:59Z", "yes"),
        (
            "ana",
            "2026-11-27T17:00:00Z",
            "no, 2026-11-30 09:00 Europe/Lisbon",
        ),
        (
            "ana",
            "2026-12-18T17:00:00Z",
            "no, 2027-01-04 09:00 Europe/Lisbon",
        ),
        (
            "bo",
            "2026-11-27T00:59:00Z",
            "no, 2026-11-27 10:00 Asia/Tokyo",
        ),
        ("bo", "2026-11-27T01:00:00Z", "yes"),
        // Friday's night goes on in the small hours of Saturday, in UTC far into it.
        ("cy", "2026-11-28T13:59:59Z", "yes"),
        (
            "cy",
            "2026-11-28T14:00:00Z",
            "no, 2026-11-30 22:00 America/Los_Angeles",
        ),
        ("dee", "2026-11-30T21:59:00Z", "yes"),
        ("dee", "2026-11-30T22:00:00Z", "no, -"),
        ("ever", "2026-11-27T12:00:00Z", "no, -"),
        // Clocks jump from 2 to 3 on 8 March: what is left of the hours is the quarter after 3.
        (
            "fay",
            "2026-03-08T06:59:59Z",
            "no, 2026-03-08 03:00 America/New_York",
        ),
        ("fay", "2026-03-08T07:00:00Z", "yes"),
        (
            "fay",
            "2026-03-08T07:15:00Z",
            "no, 2026-03-09 02:15 America/New_York",
        ),
        // The hour from 1 comes twice on 1 November.
        ("gus", "2026-11-01T06:29:59Z", "yes"),
        (
            "gus",
            "2026-11-01T06:30:00Z",
            "no, 2026-11-07 22:00 America/New_York",
        ),
        ("wide", "2026-11-28T01:00:00Z", "yes"),
        (
            "wide",
            "2026-11-29T12:00:00Z",
            "no, 2026-12-01 10:00 Asia/Tokyo",
        ),
        ("past", "2026-12-01T15:00:00Z", "no, -"),
    ];
    let settings = house();
    for (who, at, expected) in cases {
        let calendar = Calendar::of(&settings, who);
        let found = match calendar.is_at_work(moment(at)) {
            true => "yes".to_owned(),
            false => format!("no, {}", shown(calendar.next_start(moment(at)))),
        };
        assert_eq!(found, expected, "{who} at {at}");
    }
}

#[test]
fn the_day_of_a_moment_is_where_they_are() {
    let cases = [
        ("ana", "2026-11-27T23:30:00Z", "2026-11-27"),
        ("bo", "2026-11-27T23:30:00Z", "2026-11-28"),
        ("dee", "2026-11-27T02:00:00Z", "2026-11-26"),
        // Three in the morning of Saturday is Friday's night.
        ("cy", "2026-11-28T11:00:00Z", "2026-11-27"),
        ("cy", "2026-11-28T14:00:00Z", "2026-11-28"),
        ("wide", "2026-11-27T23:30:00Z", "2026-11-27"),
    ];
    let settings = house();
    for (who, at, expected) in cases {
        let found = Calendar::of(&settings, who).day_at(moment(at));
        assert_eq!(found.to_string(), expected, "{who} at {at}");
    }
}

#[test]
fn who_is_away_has_somebody_who_stands_in() {
    let cases = [
        ("ana", "2026-12-20", "there"),
        ("ana", "2026-12-21", "until 2026-12-24, bo"),
        // bo is away too, and so is cy, whose backup is ana.
        ("ana", "2026-12-22", "until 2026-12-24, -"),
        ("ana", "2026-12-23", "until 2026-12-24, bo"),
        // A holiday is not an absence.
        ("ana", "2026-12-25", "there"),
        ("bo", "2026-12-22", "until 2026-12-22, -"),
        // Two times away that touch are one.
        ("cy", "2026-12-22", "until 2026-12-23, -"),
        ("dee", "2026-11-30", "there"),
        ("dee", "2026-12-01", "until -, nobody-we-know"),
        ("wide", "2026-12-22", "until 2026-12-22, -"),
        ("wide", "2026-12-23", "there"),
        ("past", "2026-12-01", "until -, nobody-we-know"),
        ("empty", "2026-12-22", "there"),
        ("a stranger", "2026-12-22", "there"),
    ];
    let settings = house();
    for (who, on, expected) in cases {
        let found = match settings.directory().absence(who, day(on)) {
            None => "there".to_owned(),
            Some(Absence { until, stand_in }) => {
                format!("until {}, {}", shown(until), shown(stand_in))
            }
        };
        assert_eq!(found, expected, "{who} on {on}");
    }
}

#[test]
fn a_chain_of_backups_is_followed_to_its_end() {
    let mut text = String::new();
    for at in 0..200 {
        writeln!(
            text,
            "[people.p{at}]\nbackup = \"p{}\"\naway = [\"2026-12-01\"]",
            at + 1
        )
        .unwrap();
    }
    let settings = read(&format!("{text}[people.p200]\n"));
    let absence = settings.directory().absence("p0", day("2026-12-01"));
    assert_eq!(absence.and_then(|absence| absence.stand_in), Some("p200"));
}

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Lisbon",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Africa/Casablanca",
];

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// One person as a test makes them up.
#[derive(Clone, Debug)]
struct Made {
    zone: &'static str,
    hours: String,
    days: Vec<&'static str>,
    away: Vec<String>,
    holidays: Vec<String>,
    left: Option<Date>,
}

impl Made {
    fn settings(&self) -> Settings {
        let left = self.left.map(|left| format!("left = {left}\n"));
        read(&format!(
            "[log]\nholidays = {:?}\n[people.ana]\ntimezone = {:?}\nhours = {:?}\ndays = {:?}\naway = {:?}\n{}",
            self.holidays,
            self.zone,
            self.hours,
            self.days,
            self.away,
            left.unwrap_or_default()
        ))
    }

    /// Whether a day is a working day, asked of everything that is written.
    fn works(&self, day: Date) -> bool {
        let usual = ["mon", "tue", "wed", "thu", "fri"];
        let days = match self.days.as_slice() {
            [] => usual.as_slice(),
            days => days,
        };
        let name = WEEK[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
        let mut off = self.away.iter().chain(&self.holidays);
        days.contains(&name)
            && !off.any(|text| {
                read_days(text).is_some_and(|(first, last)| first <= day && day <= last)
            })
            && self.left.is_none_or(|left| day <= left)
    }
}

fn spans() -> impl Strategy<Value = Vec<String>> {
    let span = (0i64..60, 0i64..9).prop_map(|(start, length)| {
        let first = date(2026, 10, 10).saturating_add(start.days());
        format!("{first}..{}", first.saturating_add(length.days()))
    });
    prop::collection::vec(span, 0..4)
}

fn made() -> impl Strategy<Value = Made> {
    let hours = (0u8..24, 0u8..4, 0u8..24, 0u8..4).prop_filter_map("no span", |(a, b, c, d)| {
        let text = format!("{a:02}:{:02}-{c:02}:{:02}", b * 15, d * 15);
        Hours::read(&text).map(|_| text)
    });
    let days = prop::sample::subsequence(WEEK.to_vec(), 0..=7);
    let left = prop::option::weighted(0.2, 0i64..60);
    (
        prop::sample::select(ZONES.to_vec()),
        hours,
        days,
        spans(),
        spans(),
        left,
    )
        .prop_map(|(zone, hours, days, away, holidays, left)| Made {
            zone,
            hours,
            days,
            away,
            holidays,
            left: left.map(|left| date(2026, 10, 10).saturating_add(left.days())),
        })
}

/// The minutes in which they are at work from one moment to another: from the first at which the clock shows the
/// beginning or more, to the last at which it shows less than the end.
fn minutes_at_work(made: &Made, from: Timestamp, to: Timestamp) -> Vec<bool> {
    let zone = TimeZone::get(made.zone).unwrap();
    let hours = Hours::read(&made.hours).unwrap();
    let count = usize::try_from((to.as_second() - from.as_second()) / 60).unwrap();
    let clock: Vec<DateTime> = (0..count)
        .map(|minute| {
            let at = Timestamp::from_second(from.as_second() + 60 * i64::try_from(minute).unwrap());
            at.unwrap().to_zoned(zone.clone()).datetime()
        })
        .collect();
    let mut at_work = vec![false; count];
    let mut day = clock[0].date();
    while day < clock[count - 1].date() {
        if made.works(day) {
            let begin = day.to_datetime(hours.from);
            let end = hours.end_day(day).unwrap().to_datetime(hours.to);
            let first = clock.iter().position(|shown| *shown >= begin).unwrap();
            let last = clock.iter().rposition(|shown| *shown < end);
            let end = last.map_or(first, |last| first.max(last + 1));
            at_work[first..end].fill(true);
        }
        day = day.tomorrow().unwrap();
    }
    at_work
}

#[test]
fn hours_that_end_where_clocks_are_set_back_to_end_there() {
    let made = Made {
        zone: "America/New_York",
        hours: "02:00-01:00".to_owned(),
        days: vec!["sat"],
        away: Vec::new(),
        holidays: Vec::new(),
        left: None,
    };
    let calendar = Calendar::of(&made.settings(), "ana");
    let due = calendar.due(day("2026-10-31")).map(|due| due.at);
    assert_eq!(due, Some(moment("2026-11-01T05:00:00Z")));
    assert!(!calendar.is_at_work(moment("2026-11-01T05:00:00Z")));
}

/// A few days around each change of clocks of that autumn and the next spring, and some with none.
fn windows() -> impl Strategy<Value = Timestamp> {
    prop::sample::select(vec![
        moment("2026-10-02T00:00:00Z"),
        moment("2026-10-22T00:00:00Z"),
        moment("2026-10-30T00:00:00Z"),
        moment("2026-12-29T00:00:00Z"),
        moment("2027-03-12T00:00:00Z"),
        moment("2027-03-26T00:00:00Z"),
        moment("2027-04-02T00:00:00Z"),
        moment("2028-02-26T00:00:00Z"),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn days_are_counted_as_somebody_with_a_calendar_would(
        made in made(), start in 0i64..60, count in 1u16..12,
    ) {
        let settings = made.settings();
        let calendar = Calendar::of(&settings, "ana");
        let start = date(2026, 10, 10).saturating_add(start.days());
        prop_assert_eq!(calendar.works_on(start), made.works(start));
        let mut day = start;
        let mut left = count;
        while left > 0 && day < date(2028, 1, 1) {
            day = day.tomorrow().unwrap();
            left -= u16::from(made.works(day));
        }
        let expected = (left == 0).then_some(day);
        prop_assert_eq!(calendar.working_days_after(start, count), expected);
    }

    #[test]
    fn every_minute_is_at_work_or_not_as_the_clock_on_the_wall_says(made in made(), from in windows()) {
        let settings = made.settings();
        let calendar = Calendar::of(&settings, "ana");
        // The days at both ends may begin before and end after the window.
        let to = Timestamp::from_second(from.as_second() + 9 * 86_400).unwrap();
        let at_work = minutes_at_work(&made, from, to);
        let minute = |minute: usize| Timestamp::from_second(from.as_second() + 60 * i64::try_from(minute).unwrap()).unwrap();
        let seen = 2 * 1_440..7 * 1_440;
        for at in seen.clone() {
            prop_assert_eq!(calendar.is_at_work(minute(at)), at_work[at], "at {}", minute(at));
        }
        // Whoever begins while the day before still runs is at work already; others begin where nobody was.
        for at in seen.filter(|at| at % 97 == 0 && !at_work[*at]) {
            let next = (at..at_work.len() - 2 * 1_440).find(|later| at_work[*later]);
            let found = calendar.next_start(minute(at)).map(|Moment { at, .. }| at);
            match next {
                Some(next) => prop_assert_eq!(found, Some(minute(next))),
                None => prop_assert!(found.is_none_or(|found| found >= minute(at_work.len() - 2 * 1_440))),
            }
        }
    }

    #[test]
    fn nothing_that_can_be_written_stops_a_calendar(
        year in -9999i16..=9999, ordinal in 1i16..=365, count in 0u16..3000, made in made(),
    ) {
        let settings = made.settings();
        let calendar = Calendar::of(&settings, "ana");
        let day = date(year, 1, 1).with().day_of_year(ordinal).build().unwrap();
        let _ = calendar.working_days_after(day, count);
        let _ = calendar.due(day);
        for moment in [Timestamp::MIN, Timestamp::MAX] {
            let _ = calendar.is_at_work(moment);
            let _ = calendar.next_start(moment);
            let _ = calendar.day_at(moment);
        }
        let _ = settings.directory().absence("ana", day);
    }
}

#[test]
fn the_days_of_the_week_have_their_names() {
    let names = (23..30).map(|day| Weekday::of(date(2026, 11, day)));
    let all = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    assert!(names.eq(all));
}

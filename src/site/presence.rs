//! When somebody works, how soon they answer, when they are away and who stands in, in words.

use jiff::civil::Date;

use super::context::{Segment, fill, join};
use super::whereabouts::own_city;
use super::work::Work;
use crate::model::duration::Duration;
use crate::model::people::{Day, Person, Weekday};

/// Every day of the week, and its name in `[weekday]`.
const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mon"),
    (Weekday::Tue, "tue"),
    (Weekday::Wed, "wed"),
    (Weekday::Thu, "thu"),
    (Weekday::Fri, "fri"),
    (Weekday::Sat, "sat"),
    (Weekday::Sun, "sun"),
];

/// The sentences about a person, in two lines: where they belong and when they answer; when they are away.
pub(super) fn lines(work: &Work<'_>, handle: &str, page: &str) -> Vec<Vec<Segment>> {
    let people = &work.index.log.settings.people;
    let Some(person) = people.get(handle) else {
        return Vec::new();
    };
    let space = || Segment::plain(" ");
    let full = work.shows_hours();
    let mut first = belongs(work, handle, person, page);
    if let Some(answers) = answers(work, person).filter(|_| full) {
        first.extend((!first.is_empty()).then(space));
        first.push(Segment::plain(answers));
    }
    let mut second = Vec::new();
    for sentence in absent(work, person, page) {
        second.extend((!second.is_empty()).then(space));
        second.extend(sentence);
    }
    let lines = [first, second].into_iter();
    lines.filter(|line| !line.is_empty()).collect()
}

/// Their teams and their city.
fn belongs(work: &Work<'_>, handle: &str, person: &Person, page: &str) -> Vec<Segment> {
    let teams = work.index.log.directory().teams_of(handle);
    let mut parts: Vec<Vec<Segment>> = teams
        .map(|team| vec![work.who(team, page).segment()])
        .collect();
    let city = own_city(person).filter(|_| work.shows_hours());
    parts.extend(city.map(|city| vec![Segment::plain(city)]));
    let comma = &work.words.joint.comma;
    let mut said = join(parts, comma, comma);
    said.extend((!said.is_empty()).then(|| Segment::plain(".")));
    said
}

/// How soon and on which days they answer; none for somebody who says nothing of their time.
fn answers(work: &Work<'_>, person: &Person) -> Option<String> {
    let (words, time) = (&work.words.person, &work.words.time);
    let within = person.respond_within.as_deref().and_then(Duration::read);
    let timed = person.hours.is_some() || !person.days.is_empty();
    let days = days(work, person);
    let (pattern, time) = match within {
        Some(within) if timed => (&words.answers, time.length(within)),
        Some(within) => (&words.answers_only, time.length(within)),
        None if timed => (&words.works, String::new()),
        None => return None,
    };
    Some(pattern.replace("{time}", &time).replace("{days}", &days))
}

/// When they are away or leave, and whom to ask then.
fn absent(work: &Work<'_>, person: &Person, page: &str) -> Vec<Vec<Segment>> {
    let words = &work.words.person;
    let today = work.index.log.as_of;
    let backup = person.backup.as_deref();
    let backup = backup.map(|backup| vec![work.who(backup, page).segment()]);
    let mut away = person.away_from(today);
    if !work.shows_hours() {
        away.clear();
    }
    let mut said: Vec<Vec<Segment>> = away
        .iter()
        .map(|&(first, last)| {
            let pattern = match (first <= today, &backup) {
                (true, Some(_)) => &words.away_now_ask,
                (true, None) => &words.away_now,
                (false, Some(_)) => &words.away_ask,
                (false, None) => &words.away,
            };
            let day = |day: Date| vec![Segment::day(day)];
            let backup = backup.clone().unwrap_or_default();
            let values = [("from", day(first)), ("to", day(last)), ("backup", backup)];
            fill(pattern, &values)
        })
        .collect();
    if let Some(backup) = backup.filter(|_| said.is_empty()) {
        said.push(fill(&words.backup, &[("backup", backup)]));
    }
    if let Some(day) = person.left.as_ref().and_then(Day::date) {
        said.push(fill(&words.leaves, &[("date", vec![Segment::day(day)])]));
    }
    said
}

/// The working days: a run as its first and last, others one by one.
fn days(work: &Work<'_>, person: &Person) -> String {
    let words = &work.words;
    let own = person.working_days();
    let works = WEEK.map(|(day, _)| own.contains(&day));
    let name = |at: usize| {
        let name = WEEK[at % 7].1;
        words.weekday.get(name).map_or(name, String::as_str)
    };
    let starts: Vec<usize> = (0..7)
        .filter(|&at| works[at] && !works[(at + 6) % 7])
        .collect();
    let count = works.iter().filter(|works| **works).count();
    match starts.as_slice() {
        [] => words.person.every_day.clone(),
        [first] if count > 2 => {
            let pattern = words.person.to.replace("{from}", name(*first));
            pattern.replace("{to}", name(first + count - 1))
        }
        _ => {
            let all = (0..7).filter(|&at| works[at]);
            let all: Vec<String> = all.map(|at| name(at).to_owned()).collect();
            words.joint.both(&all)
        }
    }
}

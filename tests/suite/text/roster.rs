//! Code owners as both hosts write them, and the people, teams and areas that are drafted.

use std::fs;

use declog::model::settings::Ids;
use declog::model::source::Source;
use declog::text::beginning::{Beginning, Drafts, write};
use declog::text::codeowners::parse;
use declog::text::kinds::builtin;
use declog::text::roster::{Author, Roster, draft};
use declog::text::settings;
use jiff::civil::date;
use proptest::prelude::*;

use super::cases;

/// Authors as `commits name <mail>`.
fn authors(lines: &str) -> Vec<Author> {
    let read = |line: &str| {
        let (commits, rest) = line.trim().split_once(' ').expect("a number");
        let (name, mail) = rest.split_once('<').expect("a mail");
        Author {
            name: name.trim().to_owned(),
            email: mail.trim_end_matches('>').to_owned(),
            commits: commits.parse().expect("a number"),
        }
    };
    lines.lines().map(read).collect()
}

/// A roster as the settings that it becomes.
fn settings_of(roster: &Roster) -> String {
    write(&Beginning {
        title: "Ledger",
        adopted: &[],
        ids: Ids::Number,
        strict_from: date(2026, 11, 23),
        roster,
        drafts: Drafts::Settings,
    })
}

/// Reads the settings a roster becomes: whoever is named is there.
fn assert_sound(roster: &Roster) {
    let text = settings_of(roster);
    let source = Source::new("declog.toml", text.as_str());
    let read = settings::parse(&source, builtin());
    let Ok(settings) = read else {
        panic!("{read:?}\n{text}");
    };
    let directory = settings.directory();
    for area in settings.areas.values() {
        for owner in area.owner.iter().chain(&area.decides) {
            assert!(directory.party(owner).is_some(), "{owner}\n{text}");
        }
    }
    let count = roster.people.len() + roster.teams.len() + roster.areas.len();
    let read = settings.people.len() + settings.teams.len() + settings.areas.len();
    assert_eq!(read, count, "{text}");
}

#[test]
fn code_owners_are_read_and_drafted() {
    cases("codeowners", "owners", |name, path| {
        let text = fs::read_to_string(path).unwrap();
        let (who, owners) = text.split_once("====\n").expect("authors and owners");
        let rules = parse(owners);
        let mut out: String = rules
            .iter()
            .map(|rule| {
                let section = rule.section.as_deref().unwrap_or("-");
                let approvals = rule
                    .approvals
                    .map_or("-".to_owned(), |count| count.to_string());
                format!(
                    "{:?} [{section}] {approvals} {:?}\n",
                    rule.pattern, rule.owners
                )
            })
            .collect();
        let roster = draft(&authors(who), &rules, "");
        assert_sound(&roster);
        let settings = settings_of(&roster);
        let (_, drafted) = settings.split_once("Ledger\"\n").expect("a title");
        out.push_str(drafted);
        vec![(format!("{name}.txt"), out)]
    });
}

#[test]
fn a_part_of_the_repository_has_the_areas_below_it() {
    let rules = parse("* @a\n/red/ @b\n/red/x/*.md @c\n/reddish/ @d\n**/red/ @e\n");
    let areas: Vec<_> = draft(&[], &rules, "red")
        .areas
        .into_iter()
        .map(|(name, area)| (name, area.paths))
        .collect();
    assert_eq!(
        areas,
        [
            ("red".to_owned(), vec!["red/**".to_owned()]),
            ("red-x-md".to_owned(), vec!["red/x/*.md".to_owned()]),
        ]
    );
}

#[test]
fn thirty_people_are_enough() {
    let many: Vec<Author> = (0..33)
        .map(|number| Author {
            name: format!("Person {number:02}"),
            email: format!("p{number:02}@example.com"),
            commits: 100 - number,
        })
        .collect();
    let roster = draft(&many, &[], "");
    assert_eq!((roster.people.len(), roster.more), (30, 3));
    assert_eq!(roster.people[0].0, "p00");
    assert_eq!(roster.people[29].0, "p29");
    assert!(settings_of(&roster).contains("# Left out: 3 people who committed less.\n"));
}

proptest! {
    /// Whoever commits and whoever owns what, the draft is a file of settings that names nobody who is not in it.
    #[test]
    fn any_draft_is_sound(
        authors in prop::collection::vec(("[A-Za-zäß\"\\\\ \u{202e}\n数.-]{0,12}", "[a-z0-9+.\"-]{0,6}@?[a-z.]{0,14}", 0usize..9), 0..12),
        owners in "([@!#\\[\\]^ \\\\/*a-z.\"\t\néÜ]|@org/team|@a|a@b.c|\n/x/ |\n\\[A\\]\\[3\\] ){0,60}",
    ) {
        let authors: Vec<Author> = authors
            .into_iter()
            .map(|(name, email, commits)| Author { name, email, commits })
            .collect();
        assert_sound(&draft(&authors, &parse(&owners), ""));
    }

    /// Any text is read as code owners, and names only what stands in it.
    #[test]
    fn any_text_gives_owners_of_its_own(text in "([@!#\\[\\]^ \\\\/*a-z.\t\r\n\u{feff}é]|@org/team|a@b.c){0,80}") {
        for rule in parse(&text) {
            prop_assert!(!rule.pattern.is_empty());
            prop_assert!(rule.pattern.chars().all(|letter| text.contains(letter)));
        }
    }
}

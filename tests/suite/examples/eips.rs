//! The example of a log with rules of its own: for each rule one defect, and nothing else is found.

use std::collections::BTreeSet;
use std::path::Path;

use declog::check::{self, Options};
use declog::model::source::Content;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use super::examples;
use crate::check::{collect, index, render};
use crate::logs::Files;

/// A rule, and what is done to the example so that it is broken.
struct Defect {
    rule: &'static str,
    about: &'static str,
    does: Does,
}

enum Does {
    /// A part of a proposal is written in another way.
    Writes(u32, &'static str, &'static str),
    /// A proposal's file is called something else, the old name kept or not.
    Copies(u32, &'static str),
    Moves(u32, &'static str),
}

use Does::{Copies, Moves, Writes};

const DEFECTS: &[Defect] = &[
    defect(
        "eip-file-name",
        "a zero before the number",
        Moves(11, "eip-0011.md"),
    ),
    defect(
        "eip-number",
        "the number of another",
        Writes(9, "eip: 9\n", "eip: 90\n"),
    ),
    defect("eip-number", "no number", Writes(3, "eip: 3\n", "")),
    defect(
        "eip-title",
        "no title",
        Writes(9, "title: Names of berths in words\n", ""),
    ),
    defect(
        "eip-title",
        "45 characters",
        Writes(
            9,
            "title: Names of berths in words",
            "title: Names of berths, of locks and piers, in words",
        ),
    ),
    defect(
        "eip-title-words",
        "a word that no title has",
        Writes(9, "Names of berths", "A standard for names of berths"),
    ),
    defect(
        "eip-title-number",
        "its own number",
        Writes(9, "title: Names of", "title: EIP-9 names of"),
    ),
    defect(
        "eip-description",
        "nothing behind the key",
        Writes(
            9,
            "description: A berth is told by three words in place of a number\n",
            "description:\n",
        ),
    ),
    defect(
        "eip-description",
        "141 characters",
        Writes(
            9,
            "in place of a number\n",
            "in place of a number of four digits, because numbers are misheard on the radio by crews who are not \
             from there\n",
        ),
    ),
    defect(
        "eip-description-words",
        "a word that no description has",
        Writes(
            9,
            "A berth is told",
            "Berths are told in a standardised way",
        ),
    ),
    defect(
        "eip-description-number",
        "its own number in words before it",
        Writes(9, "A berth is told", "With EIP 9 a berth is told"),
    ),
    defect(
        "eip-author",
        "a mail without brackets",
        Writes(
            9,
            "Rasmus Berg (@rberg)",
            "Rasmus Berg (@rberg), Tove tove@estuary.example",
        ),
    ),
    defect(
        "eip-author-handle",
        "nobody has a handle",
        Writes(
            9,
            "Rasmus Berg (@rberg)",
            "Rasmus Berg <rasmus@estuary.example>",
        ),
    ),
    defect(
        "eip-author-reach",
        "somebody has neither handle nor mail",
        Writes(9, "Rasmus Berg (@rberg)", "Rasmus Berg (@rberg), Tove Lind"),
    ),
    defect(
        "eip-discussions-to",
        "a thread of another forum",
        Writes(
            9,
            "https://forum.estuary.example/t/",
            "https://chat.estuary.example/t/",
        ),
    ),
    defect(
        "eip-type",
        "a type that is none",
        Writes(
            9,
            "type: Standards Track\ncategory: Interface\n",
            "type: Standard Track\n",
        ),
    ),
    defect(
        "eip-category",
        "no category",
        Writes(9, "category: Interface\n", ""),
    ),
    defect(
        "eip-category",
        "a category that is none",
        Writes(9, "category: Interface", "category: Interfaces"),
    ),
    defect(
        "eip-no-category",
        "a category that is one too many",
        Writes(
            11,
            "type: Informational\n",
            "type: Informational\ncategory: Core\n",
        ),
    ),
    defect(
        "eip-created",
        "no day",
        Writes(9, "created: 2023-04-22\n", ""),
    ),
    defect(
        "eip-last-call-deadline",
        "no deadline",
        Writes(7, "last-call-deadline: 2026-12-08\n", ""),
    ),
    defect(
        "eip-withdrawal-reason",
        "no reason",
        Writes(
            5,
            "withdrawal-reason: Radios compress already, and two layers made readings larger\n",
            "",
        ),
    ),
    defect(
        "eip-requires-status",
        "a final proposal rests on a draft",
        Writes(12, "requires: 2, 4, 6\n", "requires: 2, 10, 6\n"),
    ),
    defect(
        "eip-key-order",
        "the description before the title",
        Writes(
            9,
            "title: Names of berths in words\ndescription: A berth is told by three words in place of a number\n",
            "description: A berth is told by three words in place of a number\ntitle: Names of berths in words\n",
        ),
    ),
    defect(
        "eip-section-order",
        "the motivation behind the specification",
        Writes(
            9,
            "## Motivation\n\nNumbers are misheard on the radio, and two ships went to berth 15 and berth 50.\n\n\
             ## Specification\n\nThe list is in the appendix. Words are sent as their places in it, ten bits each.\n",
            "## Specification\n\nThe list is in the appendix. Words are sent as their places in it, ten bits each.\n\n\
             ## Motivation\n\nNumbers are misheard on the radio, and two ships went to berth 15 and berth 50.\n",
        ),
    ),
    defect(
        "eip-section",
        "a section that no proposal has",
        Writes(9, "## Security", "## Costs\n\nNone.\n\n## Security"),
    ),
    defect(
        "eip-stub-keys",
        "a stub with a title",
        Writes(3, "eip: 3\n", "eip: 3\ntitle: Charts\n"),
    ),
    defect(
        "eip-stub-body",
        "a stub that leads nowhere",
        Writes(
            3,
            " to https://git.estuary.example/ercs/blob/main/ERCS/erc-3.md",
            "",
        ),
    ),
    defect(
        "missing-section",
        "no rationale",
        Writes(
            9,
            "## Rationale\n\nThree words are said in two seconds and are hard to confuse. Letters of an alphabet were \
             tried, and took four.\n\n",
            "",
        ),
    ),
    defect(
        "duplicate-id",
        "the same number twice",
        Copies(3, "older/eip-3.md"),
    ),
    defect(
        "unknown-record",
        "a number that nobody has",
        Writes(8, "requires: 2, 4\n", "requires: 2, 99\n"),
    ),
    defect(
        "unknown-status",
        "a state that is none",
        Writes(9, "status: Stagnant", "status: Abandoned"),
    ),
    defect(
        "invalid-date",
        "a day that no calendar has",
        Writes(9, "created: 2023-04-22", "created: 2023-02-29"),
    ),
];

const fn defect(rule: &'static str, about: &'static str, does: Does) -> Defect {
    Defect { rule, about, does }
}

#[test]
fn each_defect_of_a_proposal_is_found_and_nothing_else() {
    let files = files();
    let mut told = String::new();
    let mut wrong = Vec::new();
    for defect in DEFECTS {
        let log = index(defect.planted(&files));
        let found = check::run(&log, &Options::default());
        // Of two files with one number, each is told.
        let rules: BTreeSet<&str> = found.iter().map(|finding| &*finding.rule).collect();
        let most = if defect.rule == "duplicate-id" { 2 } else { 1 };
        if rules != BTreeSet::from([defect.rule]) || found.len() > most {
            wrong.push(format!("{}: {}: {rules:?}", defect.rule, defect.about));
        }
        told += &format!("== {}\n{}", defect.about, render(&log, &found));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples/eips.txt");
    let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(told), expected);
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_rule_of_the_example_has_a_defect() {
    let log = index(files());
    let rules = log.log.settings.check.custom.iter();
    let planted: BTreeSet<&str> = DEFECTS.iter().map(|defect| defect.rule).collect();
    let lacking: Vec<&str> = rules
        .map(|rule| rule.id.as_str())
        .filter(|rule| !planted.contains(rule))
        .collect();
    assert_eq!(lacking, Vec::<&str>::new());
    assert_eq!(check::run(&log, &Options::default()), []);
}

impl Defect {
    /// The example with the defect in it.
    fn planted(&self, files: &Files) -> Files {
        let mut files = files.clone();
        let path = |number: u32| format!("EIPS/eip-{number}.md");
        match self.does {
            Writes(number, old, new) => {
                let Some(Content::Bytes(bytes)) = files.get_mut(&path(number)) else {
                    panic!("no proposal {number}");
                };
                let text = String::from_utf8(bytes.clone()).unwrap();
                assert_eq!(text.matches(old).count(), 1, "{}: `{old}`", self.about);
                *bytes = text.replacen(old, new, 1).into_bytes();
            }
            Copies(number, name) => {
                let content = files[&path(number)].clone();
                files.insert(format!("EIPS/{name}"), content);
            }
            Moves(number, name) => {
                let content = files.remove(&path(number)).unwrap();
                files.insert(format!("EIPS/{name}"), content);
            }
        }
        files
    }
}

/// The files of the example.
fn files() -> Files {
    let folder = examples().join("eips");
    let mut files = Files::new();
    collect(&folder, &folder, &mut files);
    files
}

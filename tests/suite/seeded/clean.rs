//! A log of a thousand records in which there is nothing to find.

use std::collections::BTreeMap;

use super::story::Commit;

/// Everybody who may decide, owns something, hands it over or takes it.
pub(super) const PEOPLE: [&str; 12] = [
    "ada", "ben", "cleo", "dora", "emil", "fay", "gus", "hana", "ivo", "jana", "kurt", "lena",
];

/// The parts of the work. Two people decide in each: of the first Ada and Ben, of the second Cleo and Dora.
pub(super) const AREAS: [&str; 6] = ["berths", "cranes", "dues", "pilots", "stores", "tugs"];

/// Whoever writes everything down, and decides nowhere.
pub(super) const CLERK: &str = "mara";

/// A sentence that every record has once.
pub(super) const MARK: &str = "Nobody has looked at it for a while.";

/// What a record is called in the log: its kind and its number.
pub(super) type Name = (&'static str, usize);

/// How many records there are of a state, and of those the ones that others name.
const STATES: [(&str, &str, usize, usize); 14] = [
    ("DEC", "accepted", 230, 60),
    ("DEC", "handed", 60, 60),
    ("DEC", "proposed", 230, 0),
    ("DEC", "rejected", 20, 0),
    ("DEC", "superseded", 10, 10),
    ("DEC", "deprecated", 10, 0),
    ("BRF", "active", 150, 20),
    ("BRF", "achieved", 40, 0),
    ("BRF", "draft", 60, 0),
    ("BRF", "missed", 20, 0),
    ("HND", "offered", 80, 0),
    ("HND", "accepted", 20, 0),
    ("HND", "done", 40, 0),
    ("HND", "draft", 30, 0),
];

/// The commits that all records are in: they come, and then they take their steps.
pub(super) const STAGES: usize = 4;

/// A record with its text in each of the commits.
#[derive(Clone)]
pub(super) struct Record {
    pub(super) name: Name,
    /// Where it ends up.
    pub(super) state: &'static str,
    /// Its place among those of its kind, which tells its area and its people.
    pub(super) at: usize,
    pub(super) path: String,
    /// Whether others name it.
    pub(super) is_named: bool,
    pub(super) texts: Vec<String>,
}

/// A generator of numbers that gives the same ones on every machine (SplitMix64).
pub(super) struct Seed(pub(super) u64);

impl Seed {
    /// A number below another.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let mixed = usize::try_from((mixed ^ (mixed >> 31)) >> 32).expect("32 bits");
        mixed % end
    }

    /// In another order.
    pub(super) fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            let other = self.below(at + 1);
            all.swap(at, other);
        }
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// The two who decide in the area of a record.
pub(super) fn deciders(at: usize) -> (&'static str, &'static str) {
    let first = at % AREAS.len() * 2;
    (PEOPLE[first], PEOPLE[first + 1])
}

/// Whom the area of a record asks to be heard; nobody in every other one.
pub(super) fn consulted(at: usize) -> Option<&'static str> {
    let area = at % AREAS.len();
    area.is_multiple_of(2)
        .then(|| PEOPLE[(area * 2 + 2) % PEOPLE.len()])
}

pub(super) fn area(at: usize) -> &'static str {
    AREAS[at % AREAS.len()]
}

/// Another than whoever owns a record.
fn receiver(at: usize) -> &'static str {
    PEOPLE[(at + 3) % PEOPLE.len()]
}

fn owner(at: usize) -> &'static str {
    PEOPLE[at % PEOPLE.len()]
}

/// The settings of the log.
pub(super) fn settings() -> String {
    let mut text = "format = 1\n\n[log]\ntitle = \"Harbour\"\n\n[rights]\nfour-eyes = true\nbots = [\"robot\"]\n\n\
         [check.options.overloaded-owner]\nmax = 100\n\n[check.options.too-many-outcomes]\nmax = 1\n"
        .to_owned();
    for handle in PEOPLE.iter().chain(&[CLERK, "nora", "otto", "robot"]) {
        text += &format!("\n[people.{handle}]\nemail = [\"{handle}@example.com\"]\n");
    }
    text += "\n[people.greta]\nemail = [\"greta@example.com\"]\nleft = 2026-09-30\n";
    text += "\n[teams.quay]\nmembers = [\"ada\", \"fay\"]\nlead = \"ada\"\n";
    for (at, area) in AREAS.iter().enumerate() {
        let (one, two) = deciders(at);
        text += &format!(
            "\n[areas.{area}]\nowner = \"{one}\"\ndecides = [\"{one}\", \"{two}\"]\n\
             quorum = {{ easy = 1, costly = 2, one-way = 2 }}\npaths = [\"src/{area}/**\"]\n"
        );
        if let Some(heard) = consulted(at) {
            text += &format!("consult = [\"{heard}\"]\n");
        }
    }
    text
}

/// The code, which names the records that it follows.
pub(super) fn code() -> BTreeMap<String, Option<Vec<u8>>> {
    let mut files = BTreeMap::new();
    for (at, area) in AREAS.iter().enumerate() {
        let text = format!("// DEC-{} and BRF-{}.\npub fn run() {{}}\n", at + 1, at + 1);
        files.insert(format!("src/{area}/mod.rs"), Some(text.into_bytes()));
    }
    let guide = "# Guide\n\nStart at DEC-1, and see [BRF-2](briefs/0002-brief-2.md).\n";
    files.insert("docs/guide.md".to_owned(), Some(guide.into()));
    files
}

/// The records, by name.
pub(super) fn records(seed: &mut Seed) -> Vec<Record> {
    let mut all = Vec::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (prefix, state, count, named) in STATES {
        for place in 0..count {
            let number = numbers.entry(prefix).or_insert(0);
            *number += 1;
            let name = (prefix, *number);
            let mut record = Record {
                name,
                state,
                at: *number,
                path: path(name),
                is_named: place < named,
                texts: Vec::new(),
            };
            // What is handed over belongs to whoever hands it over, which the number of the record tells.
            if state == "handed" {
                record.at = place;
            }
            let words = Words::new(seed);
            record.texts = (0..STAGES)
                .map(|stage| match prefix {
                    "DEC" => decision(&record, &words, stage),
                    "BRF" => brief(&record, &words, stage),
                    _ => handoff(&record, &words, stage),
                })
                .collect();
            all.push(record);
        }
    }
    all
}

/// The file of a record.
pub(super) fn path((prefix, number): Name) -> String {
    let (folder, word) = match prefix {
        "DEC" => ("decisions", "decision"),
        "BRF" => ("briefs", "brief"),
        _ => ("handoffs", "handoff"),
    };
    format!("docs/{folder}/{number:04}-{word}-{number}.md")
}

/// What differs from record to record.
struct Words {
    verb: &'static str,
    thing: &'static str,
    /// The number of a decision that others may name.
    decision: usize,
    /// The number of a brief that others may name.
    brief: usize,
}

impl Words {
    fn new(seed: &mut Seed) -> Self {
        Self {
            verb: seed.pick(&["Keep", "Count", "Paint", "Move", "Lend", "Weigh"]),
            thing: seed.pick(&["ropes", "buoys", "lamps", "ladders", "barrels", "charts"]),
            decision: seed.below(60) + 1,
            brief: seed.below(20) + 1,
        }
    }
}

/// A decision: it is proposed in the first commit and decided in the second; what is handed over and what is replaced
/// changes in the third.
fn decision(record: &Record, words: &Words, stage: usize) -> String {
    let Record { name, at, .. } = record;
    let (one, two) = deciders(*at);
    let state = match (record.state, stage) {
        (_, 0) => "proposed",
        ("handed", _) | ("superseded" | "deprecated", 1) => "accepted",
        (state, _) => state,
    };
    let owner = match (record.state, stage) {
        ("handed", 2..) => receiver(*at),
        _ => owner(*at),
    };
    let mut more = String::new();
    if record.is_named {
        more += &format!("governs: [\"src/{}/**\"]\n", area(*at));
    } else {
        more += &format!(
            "depends-on: [DEC-{}]\nserves: [BRF-{}]\n",
            words.decision, words.brief
        );
    }
    // The first of those that others name take the place of those that are superseded.
    if record.state == "accepted" && name.1 <= 10 && stage > 1 {
        more = format!("supersedes: [DEC-{}]\n", 540 + name.1) + &more;
    }
    if state != "proposed" && state != "rejected" {
        more += &format!("implemented-by: [src/{}/mod.rs]\n", area(*at));
    }
    let Words {
        verb,
        thing,
        decision,
        ..
    } = words;
    let mut text = format!(
        "---\nstatus: {state}\ndate: 2026-10-{:02}\ncreated: 2026-10-05\nowner: {owner}\ndecision-makers: [{one}, {two}]\narea: {}\n\
         {more}tags: [{thing}]\n---\n# {verb} the {thing} {}\n\n## Context and Problem Statement\n\n\
         The {thing} are counted twice, as [DEC-{decision}]({}) says. {MARK}\n\n\
         ## Considered Options\n\n* One list\n* Two lists\n\n\
         ## Decision Outcome\n\nChosen option: \"One list\", because nothing is left to compare.\n\n\
         ### Consequences\n\n* Good, because there is one place to look.\n\n\
         ## Pros and Cons of the Options\n\n### One list\n\n* Good, because it is short.\n\n\
         ### Two lists\n\n* Bad, because they differ.\n",
        5 + stage.min(2),
        area(*at),
        name.1,
        path(("DEC", *decision)).replace("docs/decisions/", ""),
    );
    let word = match state {
        "rejected" => "reject",
        "deprecated" => "deprecate",
        _ => return text,
    };
    text += &format!("\n## Log\n\n### 2026-10-07 · {word} · {one}\nThere are none any more.\n");
    text
}

/// A brief: a draft in the first commit, under way in the second, over in the third.
fn brief(record: &Record, words: &Words, stage: usize) -> String {
    let Record { name, at, .. } = record;
    let who = owner(*at);
    let state = match (record.state, stage) {
        (_, 0) => "draft",
        ("achieved" | "missed", 1) => "active",
        (state, _) => state,
    };
    let (reading, done, word) = match state {
        "achieved" => (
            "      2026-11-17: 290\n",
            "    done: 2026-11-16\n",
            "achieve",
        ),
        "missed" => ("      2026-11-17: 450\n", "", "miss"),
        _ => ("", "", ""),
    };
    let Words { verb, thing, .. } = words;
    let mut text = format!(
        "---\nstatus: {state}\ndate: 2026-10-{:02}\ncreated: 2026-10-05\nowner: {who}\narea: {}\ndue: 2027-03-31\nupdate-every: 8w\n\
         measures:\n  - name: hours at the quay\n    unit: h\n    baseline: 900\n    target: 300\n    source: log of the {thing}\n    \
         readings:\n      2026-10-12: 850\n      2026-11-02: 610\n{reading}\
         milestones:\n  - title: The first ship\n    owner: {who}\n    due: 2027-01-29\n{done}tags: [{thing}]\n---\n\
         # {verb} the {thing} faster {}\n\n## Outcome\n\nWhoever asks for {thing} has them on the same day. {MARK}\n\n\
         ## Success criteria\n\n* The hours at the quay are at most 300\n* All of it by 2027-03-31\n\n\
         ## Boundaries\n\n* Nobody works at night.\n",
        5 + stage.min(2),
        area(*at),
        name.1,
    );
    if stage == 0 || record.state == "draft" {
        return text;
    }
    if !word.is_empty() {
        text += "\n## What we learned\n\nMost of the time went into looking for the key.\n";
    }
    text += "\n## Log\n";
    if !word.is_empty() {
        text += &format!("\n### 2026-11-18 · {word} · {who}\nAs the log tells.\n");
    }
    text += &format!("\n### 2026-10-12 · on-track · {who}\nThe first week went well.\n");
    text
}

/// A handoff: a draft in the first commit, on offer in the second, taken over in the third, over in the fourth.
fn handoff(record: &Record, words: &Words, stage: usize) -> String {
    let number = record.name.1;
    let state = match (record.state, stage) {
        (_, 0) => "draft",
        ("accepted" | "done", 1) => "offered",
        ("done", 2) => "accepted",
        (state, _) => state,
    };
    // The decisions from 231 on are those of whoever hands them over: those that change hands have a place of their own.
    let (item, at) = match record.state {
        "accepted" | "done" => (231 + number - 81, number - 81),
        _ => (number % 60 + 1, number % 60 + 1),
    };
    let tick = if stage == 3 && record.state == "done" {
        'x'
    } else {
        ' '
    };
    let Words { verb, thing, .. } = words;
    format!(
        "---\nstatus: {state}\ndate: 2026-11-{:02}\ncreated: 2026-11-16\nfrom: {}\nto: {}\nrespond-by: 2026-11-25\nitems: [DEC-{item}]\ntags: [{thing}]\n---\n\
         # {verb} the {thing} from now on {number}\n\n## What is handed over\n\nThe {thing} and their shed. {MARK}\n\n\
         ## State of the work\n\nAll of it was counted in spring.\n\n## Next steps\n\n1. Read the list.\n\n\
         ## Risks and open questions\n\n* Nobody knows who has the key.\n\n\
         ## Acceptance checklist\n\n- [{tick}] The shed was opened once\n",
        16 + stage,
        owner(at),
        receiver(at),
    )
}

/// The commits of the settings, the code and the records, each with everybody's word for it.
pub(super) fn story(records: &[Record], more: &BTreeMap<String, Vec<u8>>) -> Vec<Commit> {
    let mut files = code();
    files.insert("declog.toml".to_owned(), Some(settings().into_bytes()));
    let mut all = vec![Commit {
        author: CLERK.to_owned(),
        message: "A log, and who there is".to_owned(),
        files,
    }];
    for stage in 0..STAGES {
        let changed = records
            .iter()
            .filter(|record| stage == 0 || record.texts[stage] != record.texts[stage - 1]);
        let mut files: BTreeMap<String, Option<Vec<u8>>> = changed
            .map(|record| {
                let text = record.texts[stage].clone().into_bytes();
                (record.path.clone(), Some(text))
            })
            .collect();
        if stage == 0 {
            files.extend(
                more.iter()
                    .map(|(path, text)| (path.clone(), Some(text.clone()))),
            );
        }
        all.push(Commit {
            author: CLERK.to_owned(),
            message: format!("Records, part {stage}\n\n{}", approved(&PEOPLE)),
            files,
        });
    }
    all
}

/// The trailers by which people say that they decide so.
pub(super) fn approved(people: &[&str]) -> String {
    let line = |handle: &&str| format!("Approved-by: {handle} <{handle}@example.com>\n");
    people.iter().map(line).collect()
}

//! The faults: for each rule how one is made, and where it has to be found.

use super::clean::{self, CLERK, MARK, PEOPLE};
use super::world::World;

/// Makes the fault of that number.
type Plant = fn(&mut World, usize);

/// For each rule how many faults are planted, and how.
pub(super) const FAULTS: &[(&str, usize, Plant)] = &[
    ("accepted-at-birth", 5, accepted_at_birth),
    ("accepted-not-built", 5, accepted_not_built),
    ("alias-clash", 5, alias_clash),
    ("area-without-owner", 3, area_without_owner),
    ("broken-link", 6, broken_link),
    ("changed-after-acceptance", 8, changed_after_acceptance),
    ("closed-without-evidence", 5, closed_without_evidence),
    ("consultation-missing", 5, consultation_missing),
    ("criterion-not-measurable", 5, criterion_not_measurable),
    ("date-in-future", 6, date_in_future),
    ("dependency-cycle", 4, dependency_cycle),
    ("deprecated-field", 4, deprecated_field),
    ("duplicate-id", 4, duplicate_id),
    ("empty-section", 5, empty_section),
    ("exception-expired", 4, exception_expired),
    ("file-name", 4, file_name),
    ("glob-matches-nothing", 4, glob_matches_nothing),
    ("governs-foreign-area", 5, governs_foreign_area),
    ("handoff-overdue", 5, handoff_overdue),
    ("handoff-revision-gone", 4, handoff_revision_gone),
    ("hidden-characters", 4, hidden_characters),
    ("id-gap", 3, id_gap),
    ("illegal-step", 6, illegal_step),
    ("invalid-allow", 6, invalid_allow),
    ("invalid-date", 6, invalid_date),
    ("invalid-front-matter", 6, invalid_front_matter),
    ("measure-incomplete", 5, measure_incomplete),
    ("merge-conflict", 4, merge_conflict),
    ("milestone-overdue", 5, milestone_overdue),
    ("mirror-disagrees", 4, mirror_disagrees),
    ("missing-area", 4, missing_area),
    ("missing-field", 6, missing_field),
    ("missing-section", 6, missing_section),
    ("missing-title", 4, missing_title),
    (
        "no-reason-for-rejected-option",
        4,
        no_reason_for_rejected_option,
    ),
    ("not-a-record", 4, not_a_record),
    ("not-entitled", 6, not_entitled),
    ("not-theirs-to-hand-over", 5, not_theirs_to_hand_over),
    ("overloaded-owner", 2, overloaded_owner),
    ("owner-left", 4, owner_left),
    ("owner-not-moved", 5, owner_not_moved),
    ("quorum-missing", 5, quorum_missing),
    ("raw-html", 4, raw_html),
    ("reading-out-of-order", 4, reading_out_of_order),
    ("receiver-is-sender", 4, receiver_is_sender),
    ("record-removed", 4, record_removed),
    (
        "respond-by-outside-working-days",
        4,
        respond_by_outside_working_days,
    ),
    ("rests-on-unsettled", 4, rests_on_unsettled),
    ("review-overdue", 4, review_overdue),
    ("secret-in-record", 4, secret_in_record),
    ("section-order", 4, section_order),
    ("self-acceptance", 5, self_acceptance),
    ("stale-baseline", 4, stale_baseline),
    ("stale-proposal", 5, stale_proposal),
    ("status-behind-relations", 4, status_behind_relations),
    ("supersession-cycle", 4, supersession_cycle),
    ("too-few-options", 4, too_few_options),
    ("too-many-outcomes", 3, too_many_outcomes),
    ("unfinished-checklist", 4, unfinished_checklist),
    ("unknown-area", 4, unknown_area),
    ("unknown-field", 4, unknown_field),
    ("unknown-person", 5, unknown_person),
    ("unknown-record", 5, unknown_record),
    ("unknown-status", 4, unknown_status),
    ("unowned", 3, unowned),
    ("unreadable-file", 4, unreadable_file),
    ("unresolved-citation", 5, unresolved_citation),
    ("unused-allow", 4, unused_allow),
    ("update-overdue", 4, update_overdue),
    ("wrong-kind", 4, wrong_kind),
    ("wrong-type", 5, wrong_type),
];

fn accepted_at_birth(world: &mut World, _: usize) {
    let at = world.take("DEC", "accepted");
    let (one, two) = clean::deciders(world.records[at].at);
    let number = world.number("DEC");
    let path = clean::path(("DEC", number));
    let text = world.text(at).to_owned();
    world.commit(
        (CLERK, &decided(world, at, &[one, two])),
        &path,
        Some(text.into_bytes()),
    );
    world.expect("accepted-at-birth", &path, Some("status: accepted"));
}

fn accepted_not_built(world: &mut World, _: usize) {
    let at = world.take("DEC", "accepted");
    let line = world.line(at, "implemented-by:");
    world.edit(at, &format!("{line}\n"), "");
    world.expect_in("accepted-not-built", at, "status: accepted");
}

fn alias_clash(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let line = format!("aliases: [DEC-{}]", k + 20);
    world.add_field(at, &line);
    world.expect_in("alias-clash", at, &line);
}

fn area_without_owner(world: &mut World, k: usize) {
    let area = format!("[areas.orphan{k}]");
    world.settings += &format!("\n{area}\ndecides = [\"ada\"]\n");
    world.expect("area-without-owner", "declog.toml", Some(&area));
}

fn broken_link(world: &mut World, k: usize) {
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    let link = match k % 3 {
        0 => "See [the list](nowhere.md).",
        1 => "See [the list](0001-decision-1.md#nothing-of-the-sort).",
        _ => "See ![the list](/docs/list.png).",
    };
    world.add_text(at, link);
    world.expect_in("broken-link", at, link);
}

fn changed_after_acceptance(world: &mut World, k: usize) {
    let (prefix, state) = [("DEC", "accepted"), ("BRF", "active")][k % 2];
    let at = world.take(prefix, state);
    let title = world.line(at, "# ");
    let changed = format!("{title}, twice");
    let entry = world
        .text(at)
        .rsplit("\n### ")
        .next()
        .map(|text| format!("\n### {text}"));
    let entry = entry.unwrap_or_default();
    let (from, to, line) = match k {
        0 | 1 | 4 => (
            MARK,
            "Somebody has.",
            ["## Context", "", "", "", "## Context"][k],
        ),
        2 => (title.as_str(), changed.as_str(), changed.as_str()),
        3 => ("target: 300", "target: 500", "    target: 500"),
        5 => (entry.as_str(), "", "## Log"),
        6 => (
            "because nothing is left",
            "because little is left",
            "## Decision Outcome",
        ),
        _ => (
            "The first week went well",
            "The first week went badly",
            "## Log",
        ),
    };
    let line = if k == 1 { "## Outcome" } else { line };
    world.change(at, (CLERK, ""), &[(from, to)]);
    world.expect_in("changed-after-acceptance", at, line);
}

fn closed_without_evidence(world: &mut World, k: usize) {
    let at = world.take("BRF", "achieved");
    match k % 2 {
        0 => {
            world.edit(at, "2026-11-17: 290", "2026-11-17: 390");
            world.expect_in("closed-without-evidence", at, "  - name: hours at the quay");
        }
        _ => {
            world.edit(at, "    done: 2026-11-16\n", "");
            world.expect_in("closed-without-evidence", at, "  - title: The first ship");
        }
    }
}

fn consultation_missing(world: &mut World, _: usize) {
    let at = world.take_asking("proposed");
    let (one, _) = clean::deciders(world.records[at].at);
    accept(world, at, (one, ""));
    world.expect_in("consultation-missing", at, "status: accepted");
}

fn criterion_not_measurable(world: &mut World, _: usize) {
    let at = world.take("BRF", "active");
    world.edit(at, "* All of it by 2027-03-31", "* All of it is quick");
    world.expect_in("criterion-not-measurable", at, "* All of it is quick");
}

fn date_in_future(world: &mut World, k: usize) {
    match k % 3 {
        0 => {
            let at = world.take("DEC", "proposed");
            world.edit(at, "created: 2026-10-05", "created: 2027-10-05");
            world.expect_in("date-in-future", at, "created: 2027-10-05");
        }
        1 => {
            let at = world.take("BRF", "active");
            world.edit(at, "2026-11-02: 610", "2027-11-02: 610");
            world.expect_in("date-in-future", at, "      2027-11-02: 610");
        }
        _ => {
            let at = world.take("BRF", "active");
            world.edit(at, "### 2026-10-12", "### 2027-10-12");
            world.expect_in("date-in-future", at, "### 2027-10-12");
        }
    }
}

fn dependency_cycle(world: &mut World, k: usize) {
    cycle(world, "dependency-cycle", ("depends-on", k));
}

fn supersession_cycle(world: &mut World, k: usize) {
    cycle(world, "supersession-cycle", ("supersedes", k));
}

/// One record, two or three that name each other.
fn cycle(world: &mut World, rule: &'static str, (key, k): (&str, usize)) {
    let mut all: Vec<usize> = (0..=k % 3).map(|_| world.take("DEC", "proposed")).collect();
    all.sort_unstable();
    for (place, at) in all.iter().enumerate() {
        let next = world.id(all[(place + 1) % all.len()]);
        if key == "depends-on" {
            let line = world.line(*at, "depends-on:");
            world.edit(*at, &line, &format!("depends-on: [{next}]"));
        } else {
            world.add_field(*at, &format!("{key}: [{next}]"));
        }
    }
    // What closes the circle, as seen from the first.
    let last = all[all.len() - 1];
    let line = world.line(last, &format!("{key}:"));
    world.expect_in(rule, last, &line);
}

fn deprecated_field(world: &mut World, _: usize) {
    let at = world.take("DEC", "proposed");
    world.edit(at, "decision-makers:", "deciders:");
    let line = world.line(at, "deciders:");
    world.expect_in("deprecated-field", at, &line);
}

fn duplicate_id(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let (_, number) = world.records[at].name;
    let path = format!("docs/decisions/{number:04}-another-{k}.md");
    let text = world
        .text(at)
        .replace("created: 2026-10-05", "created: 2026-10-06");
    world.files.insert(path.clone(), text.into_bytes());
    let title = world.line(at, "# ");
    world.expect("duplicate-id", &path, Some(&title));
}

fn empty_section(world: &mut World, k: usize) {
    let (prefix, state) = [("DEC", "accepted"), ("BRF", "active")][k % 2];
    let at = world.take(prefix, state);
    let text = world.line(
        at,
        if k.is_multiple_of(2) {
            "The "
        } else {
            "Whoever "
        },
    );
    let empty = ["TODO", "tbd", "", "Lorem ipsum dolor sit amet", "…"][k];
    world.edit(at, &text, empty);
    let line = ["## Context and Problem Statement", "## Outcome"][k % 2];
    world.expect_in("empty-section", at, line);
}

fn exception_expired(world: &mut World, k: usize) {
    let at = world.take("DEC", "accepted");
    world.add_field(
        at,
        &format!("exception-to: DEC-{}\nexpires: 2026-11-01", k + 20),
    );
    world.expect_in("exception-expired", at, "expires: 2026-11-01");
}

fn file_name(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let (_, number) = world.records[at].name;
    let name = match k % 2 {
        0 => format!("{number}-decision.md"),
        _ => format!("{number:04}_Decision {number}.md"),
    };
    world.records[at].path = format!("docs/decisions/{name}");
    let path = world.records[at].path.clone();
    world.expect("file-name", &path, None);
}

fn glob_matches_nothing(world: &mut World, k: usize) {
    if k % 2 == 1 {
        let line = format!("paths = [\"loft{k}/**\"]");
        world.settings += &format!("\n[areas.loft{k}]\nowner = \"ada\"\n{line}\n");
        return world.expect("glob-matches-nothing", "declog.toml", Some(&line));
    }
    let at = world.take("DEC", "proposed");
    let line = "governs: [\"src/attic/**\"]";
    world.add_field(at, line);
    world.expect_in("glob-matches-nothing", at, line);
}

fn governs_foreign_area(world: &mut World, _: usize) {
    let at = world.take("DEC", "proposed");
    let number = world.records[at].at;
    world.add_field(
        at,
        &format!("governs: [\"src/{}/**\"]", clean::area(number + 1)),
    );
    let (one, two) = clean::deciders(number);
    let trailers = decided(world, at, &[one, two]);
    accept(world, at, (CLERK, &trailers));
    world.expect_in("governs-foreign-area", at, "status: accepted");
}

fn handoff_overdue(world: &mut World, _: usize) {
    let at = world.take("HND", "offered");
    world.edit(at, "respond-by: 2026-11-25", "respond-by: 2026-11-20");
    world.expect_in("handoff-overdue", at, "respond-by: 2026-11-20");
}

fn handoff_revision_gone(world: &mut World, k: usize) {
    let at = world.take("HND", ["offered", "accepted"][k % 2]);
    let line = format!("revision: {}{k}", "0".repeat(39));
    world.add_field(at, &line);
    world.expect_in("handoff-revision-gone", at, &line);
}

fn hidden_characters(world: &mut World, k: usize) {
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    let hidden = ['\u{200b}', '\u{202e}', '\u{e0041}', '\u{8}'][k];
    let line = format!("The list{hidden}is kept.");
    world.add_text(at, &line);
    world.expect_in("hidden-characters", at, &line);
}

fn id_gap(world: &mut World, k: usize) {
    let prefix = ["DEC", "BRF", "HND"][k];
    let at = world.take(prefix, ["proposed", "draft", "draft"][k]);
    let left_out = world.number(prefix);
    let number = world.number(prefix);
    let text = world.text(at).to_owned();
    world
        .files
        .insert(clean::path((prefix, number)), text.into_bytes());
    world.gone.insert((prefix, left_out));
}

fn illegal_step(world: &mut World, k: usize) {
    let (prefix, from, to) = [
        ("DEC", "rejected", "accepted"),
        ("BRF", "achieved", "active"),
        ("HND", "done", "accepted"),
        ("DEC", "deprecated", "accepted"),
        ("DEC", "accepted", "proposed"),
        ("BRF", "missed", "draft"),
    ][k];
    let at = world.take(prefix, from);
    let (old, new) = (format!("status: {from}"), format!("status: {to}"));
    let mut edits = vec![(old.as_str(), new.as_str())];
    if from == "rejected" {
        edits.push(("\ntags: [", "\nimplemented-by: [src/tugs/mod.rs]\ntags: ["));
    }
    world.change(at, (CLERK, &clean::approved(&PEOPLE)), &edits);
    world.expect_in("illegal-step", at, &new);
}

fn invalid_allow(world: &mut World, k: usize) {
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    let comment = [
        "<!-- declog-allow: unowned -->",
        "<!-- declog-allow: no-such-rule because it is so -->",
        "<!-- declog-allow: not-entitled because we are in a hurry -->",
        "<!-- declog-allow: changed-after-acceptance because we are in a hurry -->",
        "<!-- declog-allow: record-removed because nobody reads it -->",
        "<!-- declog-allow: -->",
    ][k];
    world.add_text(at, comment);
    world.expect_in("invalid-allow", at, comment);
}

fn invalid_date(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let line = [
        "review-by: 2027-09-31",
        "review-by: 03/04/2027",
        "expires: tomorrow",
        "review-by: 2027-02-29",
        "expires: 2027-1-3",
        "review-by: 2027-W10",
    ][k];
    world.add_field(at, line);
    world.expect_in("invalid-date", at, line);
}

fn invalid_front_matter(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let line = [
        "governs: [*.rs]",
        "owner: \"twice\"",
        "x-a: &anchor b",
        "x-a: !!str b",
        "consulted: @ada",
        "summary: Phase 1: a list",
    ][k];
    world.add_field(at, line);
    world.expect_in("invalid-front-matter", at, line);
    world.unread.insert(world.records[at].path.clone());
}

fn measure_incomplete(world: &mut World, k: usize) {
    let at = world.take("BRF", "active");
    let gone = ["    unit: h\n", "    baseline: 900\n"][k % 2];
    world.edit(at, gone, "");
    world.expect_in("measure-incomplete", at, "  - name: hours at the quay");
}

fn merge_conflict(world: &mut World, _: usize) {
    let at = world.take("DEC", "proposed");
    let two = "<<<<<<< HEAD\nIt is.\n=======\nIt is not.\n>>>>>>> other";
    world.add_text(at, two);
    world.expect_in("merge-conflict", at, "<<<<<<< HEAD");
    world.unread.insert(world.records[at].path.clone());
}

fn milestone_overdue(world: &mut World, k: usize) {
    let at = world.take("BRF", ["active", "draft"][k % 2]);
    world.edit(at, "    due: 2027-01-29", "    due: 2026-11-20");
    world.expect_in("milestone-overdue", at, "    due: 2026-11-20");
}

fn mirror_disagrees(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let line = format!("superseded-by: DEC-{}", k + 20);
    world.add_field(at, &line);
    world.expect_in("mirror-disagrees", at, &line);
}

fn missing_area(world: &mut World, k: usize) {
    let (prefix, state) = [("DEC", "proposed"), ("BRF", "draft")][k % 2];
    let at = world.take(prefix, state);
    let line = world.line(at, "area:");
    world.edit(at, &format!("{line}\n"), "");
    world.expect_at_title("missing-area", at);
}

fn missing_field(world: &mut World, k: usize) {
    let (prefix, state, key) = [
        ("BRF", "active", "due:"),
        ("HND", "offered", "items:"),
        ("DEC", "proposed", "status:"),
    ][k % 3];
    let at = world.take(prefix, state);
    let line = world.line(at, key);
    world.edit(at, &format!("{line}\n"), "");
    match key {
        // What is not there has no place of its own.
        "status:" => world.expect_in("missing-field", at, "---"),
        _ => world.expect_in("missing-field", at, &format!("status: {state}")),
    }
}

fn missing_section(world: &mut World, k: usize) {
    let (prefix, state, from, to) = [
        (
            "DEC",
            "accepted",
            "## Considered Options",
            "## Decision Outcome",
        ),
        ("BRF", "active", "## Boundaries", "## Log"),
        ("HND", "offered", "## Next steps", "## Risks"),
    ][k % 3];
    let at = world.take(prefix, state);
    let text = world.text(at);
    let start = text.find(from).expect("the section");
    let end = text.find(to).expect("the next section");
    let gone = text[start..end].to_owned();
    world.edit(at, &gone, "");
    world.expect_at_title("missing-section", at);
}

fn missing_title(world: &mut World, k: usize) {
    let (prefix, state) = [("DEC", "proposed"), ("HND", "draft")][k % 2];
    let at = world.take(prefix, state);
    let line = world.line(at, "# ");
    world.edit(at, &format!("{line}\n\n"), "");
    world.expect_in("missing-title", at, "---");
}

fn no_reason_for_rejected_option(world: &mut World, _: usize) {
    let at = world.take("DEC", "accepted");
    let text = world.text(at);
    let start = text.find("\n## Pros and Cons").expect("the section");
    let weighed = text[start..].to_owned();
    world.edit(at, &weighed, "");
    world.expect_in("no-reason-for-rejected-option", at, "* Two lists");
}

fn not_a_record(world: &mut World, k: usize) {
    let folder = ["decisions", "briefs", "handoffs", "decisions/2026"][k];
    let path = format!("docs/{folder}/notes.md");
    world.files.insert(path.clone(), b"# Notes\n".to_vec());
    world.unread.insert(path.clone());
    world.expect("not-a-record", &path, None);
}

fn not_entitled(world: &mut World, k: usize) {
    let (prefix, from, to) = [
        ("DEC", "proposed", "accepted"),
        ("HND", "offered", "accepted"),
        ("DEC", "proposed", "rejected"),
        ("BRF", "active", "dropped"),
        ("DEC", "accepted", "deprecated"),
        ("HND", "draft", "offered"),
    ][k];
    let at = world.take(prefix, from);
    let (old, new) = (format!("status: {from}"), format!("status: {to}"));
    let mut edits = vec![(old.as_str(), new.as_str())];
    match (prefix, to) {
        ("DEC", "accepted") => return stranger_accepts(world, at),
        ("BRF", _) => edits.push(("\n## Log", "\n## What we learned\n\nNothing.\n\n## Log")),
        _ => {}
    }
    world.change(at, (CLERK, ""), &edits);
    world.expect_in("not-entitled", at, &new);
    // Nobody moved the owner of what was taken over.
    if (prefix, to) == ("HND", "accepted") {
        let line = world.line(at, "items:");
        world.expect_in("owner-not-moved", at, &line);
    }
}

fn stranger_accepts(world: &mut World, at: usize) {
    accept(world, at, (CLERK, ""));
    world.expect_in("not-entitled", at, "status: accepted");
}

fn not_theirs_to_hand_over(world: &mut World, _: usize) {
    let at = world.take("HND", "offered");
    let line = world.line(at, "items: [DEC-");
    let number: usize = line
        .trim_matches(|letter: char| !letter.is_ascii_digit())
        .parse()
        .expect("a number");
    let other = format!("items: [DEC-{}]", number % 60 + 1);
    world.edit(at, &line, &other);
    world.expect_in("not-theirs-to-hand-over", at, &other);
}

fn overloaded_owner(world: &mut World, k: usize) {
    let handle = ["nora", "otto"][k];
    world.busy.push(handle);
    world.expect(
        "overloaded-owner",
        "declog.toml",
        Some(&format!("[people.{handle}]")),
    );
}

fn owner_left(world: &mut World, k: usize) {
    if k == 3 {
        world.settings += "\n[areas.garden]\nowner = \"greta\"\n";
        return world.expect("owner-left", "declog.toml", Some("owner = \"greta\""));
    }
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    let line = world.line(at, "owner:");
    world.edit(at, &line, "owner: greta");
    world.expect_in("owner-left", at, "owner: greta");
}

fn owner_not_moved(world: &mut World, _: usize) {
    let at = world.take("HND", "accepted");
    let line = world.line(at, "items: [DEC-");
    let number: usize = line
        .trim_matches(|letter: char| !letter.is_ascii_digit())
        .parse()
        .expect("a number");
    let items = world
        .records
        .iter()
        .position(|record| record.name == ("DEC", number));
    let item = &mut world.records[items.expect("what is handed over")];
    let before = item.texts[1].clone();
    item.texts[2..].fill(before);
    world.expect_in("owner-not-moved", at, &line);
}

fn quorum_missing(world: &mut World, _: usize) {
    let at = world.take("DEC", "proposed");
    world.add_field(at, "reversible: costly");
    let (_, two) = clean::deciders(world.records[at].at);
    let trailers = decided(world, at, &[]);
    accept(world, at, (two, &trailers));
    world.expect_in("quorum-missing", at, "status: accepted");
}

fn raw_html(world: &mut World, k: usize) {
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    let line = [
        "It is <b>so</b>.",
        "<div>It is so.</div>",
        "<table><tr><td>1</td></tr></table>",
        "<img src=\"x.png\">",
    ][k];
    world.add_text(at, line);
    world.expect_in("raw-html", at, line);
}

fn reading_out_of_order(world: &mut World, _: usize) {
    let at = world.take("BRF", "active");
    let (one, two) = ("      2026-10-12: 850\n", "      2026-11-02: 610\n");
    world.edit(at, &format!("{one}{two}"), &format!("{two}{one}"));
    world.expect_in("reading-out-of-order", at, one.trim_end());
}

fn receiver_is_sender(world: &mut World, _: usize) {
    let at = world.take("HND", "offered");
    let from = world.line(at, "from:");
    let to = world.line(at, "to:");
    let same = from.replace("from:", "to:");
    world.edit(at, &to, &same);
    world.expect_in("receiver-is-sender", at, &same);
}

fn record_removed(world: &mut World, k: usize) {
    let (prefix, state) = [
        ("DEC", "accepted"),
        ("BRF", "active"),
        ("DEC", "deprecated"),
        ("HND", "done"),
    ][k];
    let at = world.take(prefix, state);
    let record = &world.records[at];
    let (path, name) = (record.path.clone(), record.name);
    world.commit((CLERK, ""), &path, None);
    world.expect("record-removed", &path, None);
    world.gone.insert(name);
}

fn respond_by_outside_working_days(world: &mut World, k: usize) {
    let at = world.take("HND", "offered");
    let line = ["respond-by: 2026-11-28", "respond-by: 2026-11-29"][k % 2];
    world.edit(at, "respond-by: 2026-11-25", line);
    world.expect_in("respond-by-outside-working-days", at, line);
}

fn rests_on_unsettled(world: &mut World, k: usize) {
    let at = world.take("DEC", "accepted");
    let on = world.take("DEC", ["proposed", "rejected"][k % 2]);
    let line = world.line(at, "depends-on:");
    let other = format!("depends-on: [{}]", world.id(on));
    world.edit(at, &line, &other);
    world.expect_in("rests-on-unsettled", at, &other);
}

fn review_overdue(world: &mut World, k: usize) {
    let at = world.take("DEC", ["accepted", "proposed"][k % 2]);
    world.add_field(at, "review-by: 2026-11-21");
    world.expect_in("review-overdue", at, "review-by: 2026-11-21");
}

fn secret_in_record(world: &mut World, k: usize) {
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    // In two parts, so that nobody takes this file for one that holds a key.
    let line = format!("{}_{}{k}", "ghp", "Zq8Rk2Wm5Tn7Yc3Lp9Vd4Hx6Jb1Gs0FuAeQ");
    world.add_text(at, &line);
    world.expect_in("secret-in-record", at, &line);
}

fn section_order(world: &mut World, _: usize) {
    let at = world.take("DEC", "proposed");
    let text = world.text(at);
    let start = text.find("## Decision Outcome").expect("the section");
    let end = text.find("## Pros and Cons").expect("the section");
    let outcome = text[start..end].to_owned();
    world.edit(at, &outcome, "");
    world.edit(at, "## Context", &format!("{outcome}## Context"));
    world.expect_in("section-order", at, "## Decision Outcome");
}

fn self_acceptance(world: &mut World, _: usize) {
    let at = world.take("DEC", "proposed");
    let (one, _) = clean::deciders(world.records[at].at);
    world.change(at, (one, ""), &[(MARK, "It was looked at yesterday.")]);
    let trailers = decided(world, at, &[]);
    accept(world, at, (one, &trailers));
    world.expect_in("self-acceptance", at, "status: accepted");
}

fn stale_baseline(world: &mut World, k: usize) {
    let rule = [
        "unowned",
        "broken-link",
        "too-few-options",
        "unknown-person",
    ][k];
    let path = clean::path(("DEC", k + 30));
    let line = format!("\"{path}\".{rule} = 1");
    world.baseline += &format!("{line}\n");
    world.expect("stale-baseline", ".declog/baseline.toml", Some(&line));
}

fn stale_proposal(world: &mut World, k: usize) {
    let (prefix, state, created) = [
        ("DEC", "proposed", "created: 2026-10-05"),
        ("BRF", "draft", "created: 2026-10-05"),
        ("HND", "offered", "created: 2026-11-16"),
    ][k % 3];
    let at = world.take(prefix, state);
    world.edit(at, created, "created: 2026-08-03");
    world.expect_in("stale-proposal", at, &format!("status: {state}"));
}

fn status_behind_relations(world: &mut World, _: usize) {
    let old = world.take("DEC", "accepted");
    let at = world.take("DEC", "proposed");
    world.add_field(at, &format!("supersedes: [{}]", world.id(old)));
    // Whoever decides in the area of the old one is named too.
    let makers = world.line(at, "decision-makers:");
    let all = format!("decision-makers: [{}]", PEOPLE.join(", "));
    world.edit(at, &makers, &all);
    accept(world, at, (CLERK, &clean::approved(&PEOPLE)));
    world.expect_in("status-behind-relations", old, "status: accepted");
}

fn too_few_options(world: &mut World, k: usize) {
    let at = world.take("DEC", "accepted");
    match k % 2 {
        0 => {
            world.edit(at, "* Two lists\n", "");
            world.expect_in("too-few-options", at, "## Considered Options");
        }
        _ => {
            world.edit(at, "Chosen option: \"One list\"", "The short way");
            world.expect_in("too-few-options", at, "## Decision Outcome");
        }
    }
}

fn too_many_outcomes(world: &mut World, k: usize) {
    let mut both = [world.take("BRF", "active"), world.take("BRF", "active")];
    both.sort_unstable();
    let period = format!("period: 20{}-Q1", 30 + k);
    for at in both {
        let owner = world.line(at, "owner:");
        world.edit(at, &owner, "owner: ada");
        world.add_field(at, &period);
    }
    world.expect_in("too-many-outcomes", both[1], &period);
}

fn unfinished_checklist(world: &mut World, _: usize) {
    let at = world.take("HND", "done");
    world.edit(at, "[x]", "[ ]");
    world.expect_in("unfinished-checklist", at, "- [ ] The shed was opened once");
}

fn unknown_area(world: &mut World, _: usize) {
    let at = world.take("DEC", "proposed");
    let line = world.line(at, "area:");
    world.edit(at, &line, "area: attic");
    world.expect_in("unknown-area", at, "area: attic");
}

fn unknown_field(world: &mut World, k: usize) {
    let (prefix, state) = [
        ("DEC", "proposed"),
        ("BRF", "draft"),
        ("HND", "draft"),
        ("DEC", "accepted"),
    ][k];
    let at = world.take(prefix, state);
    world.add_field(at, "reviewby: 2027-05-01");
    world.expect_in("unknown-field", at, "reviewby: 2027-05-01");
}

fn unknown_person(world: &mut World, k: usize) {
    match k % 2 {
        0 => {
            let at = world.take("DEC", "proposed");
            world.add_field(at, "consulted: [zora]");
            world.expect_in("unknown-person", at, "consulted: [zora]");
        }
        _ => {
            let line = format!("inform = [\"zora{k}\"]");
            world.settings += &format!("\n[areas.annex{k}]\nowner = \"ada\"\n{line}\n");
            world.expect("unknown-person", "declog.toml", Some(&line));
        }
    }
}

fn unknown_record(world: &mut World, k: usize) {
    if k == 4 {
        let line = "guardrails = [\"DEC-9100\"]";
        world.settings += &format!("\n[areas.shed]\nowner = \"ada\"\n{line}\n");
        return world.expect("unknown-record", "declog.toml", Some(line));
    }
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    let line = world.line(at, "depends-on:");
    let other = format!("depends-on: [DEC-{}]", 9_000 + k);
    world.edit(at, &line, &other);
    world.expect_in("unknown-record", at, &other);
}

fn unknown_status(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let line = [
        "status: propozed",
        "status: almost",
        "status: 7",
        "status: yes",
    ][k];
    world.edit(at, "status: proposed", line);
    world.expect_in("unknown-status", at, line);
}

fn unowned(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let (owner, area) = (world.line(at, "owner:"), world.line(at, "area:"));
    world.edit(at, &format!("{owner}\n"), "");
    // An area that has no owner itself.
    world.edit(at, &area, &format!("area: orphan{k}"));
    world.expect_at_title("unowned", at);
}

fn unreadable_file(world: &mut World, k: usize) {
    let number = world.number("DEC");
    let path = clean::path(("DEC", number));
    let at = world.take("DEC", "proposed");
    let text = world.text(at).to_owned();
    let bytes = match k {
        0 => [text.as_bytes(), b"caf\xe9\n"].concat(),
        1 => [text.as_bytes(), b"a\0b\n"].concat(),
        2 => text.into_bytes().repeat(2_000),
        _ => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    };
    world.files.insert(path.clone(), bytes);
    world.unread.insert(path.clone());
    world.expect("unreadable-file", &path, None);
}

fn unresolved_citation(world: &mut World, k: usize) {
    let line = format!("See DEC-{} for it.", 9_200 + k);
    if k == 4 {
        let at = world.take("DEC", "proposed");
        world.add_text(at, &line);
        return world.expect_in("unresolved-citation", at, &line);
    }
    let path = [
        "src/tugs/rope.rs",
        "docs/how.md",
        "Makefile",
        "src/dues/a b.py",
    ][k];
    let text = format!("# First\n{line}\n");
    world.files.insert(path.to_owned(), text.into_bytes());
    world.expect("unresolved-citation", path, Some(&line));
}

fn unused_allow(world: &mut World, k: usize) {
    let at = world.take("DEC", ["proposed", "accepted"][k % 2]);
    let rule = ["unowned", "broken-link", "review-overdue", "missing-area"][k];
    let comment = format!("<!-- declog-allow: {rule} because it was so once -->");
    world.add_text(at, &comment);
    world.expect_in("unused-allow", at, &comment);
}

fn update_overdue(world: &mut World, _: usize) {
    let at = world.take("BRF", "active");
    world.edit(at, "update-every: 8w", "update-every: 1w");
    world.expect_in("update-overdue", at, "update-every: 1w");
}

fn wrong_kind(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let (key, other) = [
        ("serves", "DEC-7"),
        ("amends", "BRF-3"),
        ("supersedes", "BRF-4"),
        ("exception-to", "BRF-5"),
    ][k];
    let line = format!("{key}: [{other}]");
    if key == "serves" {
        let old = world.line(at, "serves:");
        world.edit(at, &old, &line);
    } else {
        world.add_field(at, &line);
    }
    world.expect_in("wrong-kind", at, &line);
}

fn wrong_type(world: &mut World, k: usize) {
    let at = world.take("DEC", "proposed");
    let line = [
        "priority: high",
        "reversible: perhaps",
        "summary: [one, two]",
        "review-by: [2027-01-04]",
        "priority: [1]",
    ][k];
    world.add_field(at, line);
    world.expect_in("wrong-type", at, line);
}

/// The trailers of those who decide and of whoever has to be heard.
fn decided(world: &World, at: usize, people: &[&str]) -> String {
    let heard = clean::consulted(world.records[at].at);
    let heard = heard.map(|handle| format!("Consulted-by: {handle} <{handle}@example.com>\n"));
    clean::approved(people) + &heard.unwrap_or_default()
}

/// A commit that brings a proposal into force.
fn accept(world: &mut World, at: usize, by: (&str, &str)) {
    let date = world.line(at, "date:");
    let built = "\nimplemented-by: [src/tugs/mod.rs]\ntags: [";
    let edits = [
        ("status: proposed", "status: accepted"),
        (date.as_str(), "date: 2026-11-16"),
        ("\ntags: [", built),
    ];
    world.change(at, by, &edits);
}

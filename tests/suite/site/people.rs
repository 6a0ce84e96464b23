//! The pages of people, teams, areas and rights.

use declog::index::Index;
use jiff::civil::{Date, date};

use super::{assert_harmless, assert_whole, build, compare, folder, html, index, main_of};

/// Three zones, somebody who left, and two areas with gaps.
const SHOP: [(&str, &str); 11] = [
    (
        "declog.toml",
        r#"format = 1

[people.ana]
name = "Ana Ng"
email = ["ana@example.org"]
timezone = "Europe/Lisbon"
hours = "09:00-17:30"
away = ["2026-01-02..2026-01-09", "2026-12-20..2027-01-04"]
backup = "bo"
respond-within = "2wd"

[people.bo]
name = "Bo Lindqvist"
timezone = "America/Toronto"
hours = "17:00-23:30"
days = ["tue", "wed", "thu", "sun"]
respond-within = "1w"

[people.chika]
name = "Chika Obi"
timezone = "Asia/Kolkata"
hours = "09:00-17:30"
backup = "ana"

[people.dev]

[people.gil]
name = "Gil Ferrer"
left = 2026-09-30
backup = "chika"

[teams.platform]
name = "Platform"
members = ["ana", "bo", "gil", "zoe"]
lead = "bo"

[teams.support]
members = ["chika"]

[teams.legal]
members = ["gil"]

[areas.storage]
title = "Storage and data"
owner = "platform"
backup = "chika"
decides = ["ana", "bo"]
quorum = { easy = 1, costly = 2, one-way = 2 }
consult = ["support"]
inform = ["legal"]
paths = ["src/ledger/**"]
guardrails = ["DEC-1"]
limits = "reversible changes up to 5k a month"
escalate = "chika"

[areas.checkout]
title = "Checkout"
owner = "ana"
decides = ["platform"]
quorum = 2
paths = ["src/checkout/**", "web/**"]
escalate = "chika"

[areas.shipping]
owner = "zoe"
backup = "gil"
decides = ["gil", "chika"]
quorum = 3
guardrails = ["DEC-99"]
escalate = "legal"

[areas.office]
title = "Office and travel"
"#,
    ),
    (
        "0001-ledger.md",
        "---\nstatus: accepted\ndate: 2026-02-03\nowner: ana\narea: [storage]\ngoverns: [\"src/ledger/**\", \"docs/ledger.md\"]\nreview-by: 2026-11-01\n---\n# Keep the ledger in PostgreSQL\n",
    ),
    (
        "0002-rows.md",
        "---\nstatus: proposed\ndate: 2026-11-10\narea: [storage]\n---\n# Archive ledger rows\n\n## Log\n\n### 2026-11-11 · question · bo\nWhich?\n",
    ),
    (
        "0003-session.md",
        "---\nstatus: proposed\ndate: 2026-11-12\nowner: gil\narea: [checkout, storage]\n---\n# Checkout keeps no session\n\n## Log\n\n### 2026-11-13 · note · chika\nFine with us.\n",
    ),
    (
        "0004-old.md",
        "---\nstatus: deprecated\ndate: 2026-05-04\nowner: ana\narea: [checkout]\ngoverns: [\"web/**\"]\n---\n# Draw pages on the server\n",
    ),
    (
        "docs/briefs/0001-tap.md",
        "---\nstatus: active\ndate: 2026-10-01\nowner: ana\narea: [checkout]\ndue: 2027-01-31\nupdate-every: 2w\nmilestones:\n  - title: Shadow traffic\n    owner: bo\n    due: 2026-11-15\n  - title: Ten shops\n    due: 2026-12-15\n  - title: A plan\n    due: 2026-10-15\n    done: 2026-10-14\n---\n# Pay in one tap\n\n## Log\n\n### 2026-11-02 · at-risk · ana\nLate.\n",
    ),
    (
        "docs/briefs/0002-fair.md",
        "---\nstatus: draft\ndate: 2026-11-03\nowner: platform\ndue: 2027-05-28\n---\n# Sell at a fair\n",
    ),
    (
        "docs/handoffs/0001-form.md",
        "---\nstatus: done\ndate: 2026-11-09\nfrom: gil\nto: ana\nitems: [DEC-1, \"area:storage\"]\n---\n# Hand the card form over\n\n## Log\n\n### 2026-11-09 · finish · ana\nDone.\n\n### 2026-09-29 · accept · ana\nMine.\n",
    ),
    (
        "docs/handoffs/0002-team.md",
        "---\nstatus: offered\ndate: 2026-11-17\nfrom: chika\nto: platform\nrespond-by: 2026-11-20\nitems: [\"area:shipping\"]\n---\n# Hand shipping to Platform\n",
    ),
    (
        "docs/handoffs/0003-keys.md",
        "---\nstatus: clarifying\ndate: 2026-11-18\nfrom: ana\nto: chika\nrespond-by: 2026-11-26\nitems: [DEC-2]\n---\n# Hand the keys over\n",
    ),
    (
        "docs/handoffs/0004-rules.md",
        "---\nstatus: accepted\ndate: 2026-11-18\nfrom: ana\nto: chika\ndue: 2026-12-01\nitems: [DEC-77]\n---\n# Hand the fraud rules over\n",
    ),
];

/// Settings with that text wherever people and areas have one that is not checked.
pub(super) fn hostile(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a string is JSON");
    let quoted = quoted.replace('\u{7f}', "\\u007f");
    format!(
        "format = 1\n[people.ana]\nname = {quoted}\nbackup = {quoted}\nemail = [{quoted}]\nhours = \"09:00-17:00\"\n\
         [people.bo]\nname = {quoted}\nleft = 2026-01-01\n\
         [teams.crew]\nname = {quoted}\nmembers = [\"ana\", {quoted}]\nlead = {quoted}\n\
         [areas.storage]\ntitle = {quoted}\nowner = {quoted}\nbackup = \"ana\"\ndecides = [\"ana\", \"bo\", {quoted}]\n\
         quorum = {{ costly = 2 }}\nconsult = [{quoted}]\ninform = [{quoted}, \"crew\"]\npaths = [{quoted}]\n\
         guardrails = [{quoted}]\nlimits = {quoted}\nescalate = {quoted}\n\
         [areas.checkout]\ntitle = {quoted}\nowner = \"bo\"\n"
    )
}

#[test]
fn people_and_rights_become_these_pages() {
    let site = build(&index(&SHOP), &[]);
    assert_harmless(&site);
    assert_whole(&site);
    let mut failures = Vec::new();
    for (file, path) in [
        ("people.html", "people/index.html"),
        ("person.html", "people/ana.html"),
        ("left.html", "people/gil.html"),
        ("team.html", "people/platform.html"),
        ("rights.html", "rights.html"),
        ("area.html", "areas/storage.html"),
        ("gaps.html", "areas/shipping.html"),
        ("owner.html", "decisions/owner-ana.html"),
        ("groups.html", "decisions/groups.html"),
    ] {
        let html = html(&site, path);
        compare(&folder(file), main_of(&html), &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn a_log_without_people_says_how_to_name_them() {
    let site = build(&index(&[]), &[]);
    let mut failures = Vec::new();
    let mut settings = "format = 1\n".to_owned();
    for (file, path) in [
        ("people-empty.html", "people/index.html"),
        ("rights-empty.html", "rights.html"),
    ] {
        let html = html(&site, path);
        compare(&folder(file), main_of(&html), &mut failures);
        settings += &between(&html, "<code>", "</code>").concat();
    }
    let settings = settings.replace("&quot;", "\"");
    let site = build(&index(&[("declog.toml", &settings)]), &[]);
    let rights = html(&site, "rights.html");
    compare(
        &folder("rights-shown.html"),
        main_of(&rights),
        &mut failures,
    );
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The index of a log whose only person is Ana, with those lines about her.
fn about_ana(lines: &str) -> Index {
    let settings = format!("format = 1\n[people.ana]\n{lines}\n");
    index(&[("declog.toml", &settings)])
}

/// What stands between two texts, each time.
pub(super) fn between<'h>(html: &'h str, before: &str, after: &str) -> Vec<&'h str> {
    let pieces = html.split(before).skip(1);
    pieces
        .filter_map(|piece| piece.split(after).next())
        .collect()
}

/// Somebody's hours in UTC on a day, and where the bars begin and how long they are.
fn hours(lines: &str, day: Date) -> String {
    let mut index = about_ana(lines);
    index.log.as_of = day;
    let page = html(&build(&index, &[]), "people/ana.html");
    let mut said: Vec<String> = between(&page, "<td data-label=\"UTC\">", "</td>")
        .into_iter()
        .map(str::to_owned)
        .collect();
    said.extend(
        between(&page, "class=\"bar\"", "/>")
            .into_iter()
            .map(|bar| {
                let of = |key: &str| between(bar, &format!(" {key}=\""), "\"").concat();
                format!("{} + {}", of("x"), of("width"))
            }),
    );
    said.join(", ")
}

#[test]
fn hours_are_those_of_the_day_and_may_pass_midnight() {
    let (winter, summer) = (date(2026, 11, 22), date(2026, 7, 1));
    let (spring, autumn) = (date(2026, 3, 8), date(2026, 11, 1));
    let cases = [
        (
            "Europe/Lisbon",
            "09:00-17:30",
            winter,
            "09:00–17:30, 37.50% + 35.42%",
        ),
        (
            "Europe/Lisbon",
            "09:00-17:30",
            summer,
            "08:00–16:30, 33.33% + 35.42%",
        ),
        (
            "America/Toronto",
            "17:00-23:30",
            winter,
            "22:00–04:30, 91.67% + 8.33%, 0.00% + 18.75%",
        ),
        (
            "America/Toronto",
            "17:00-23:30",
            summer,
            "21:00–03:30, 87.50% + 12.50%, 0.00% + 14.58%",
        ),
        (
            "America/Toronto",
            "12:00-19:00",
            winter,
            "17:00–24:00, 70.83% + 29.17%",
        ),
        (
            "Asia/Kathmandu",
            "03:00-11:00",
            winter,
            "21:15–05:15, 88.54% + 11.46%, 0.00% + 21.88%",
        ),
        (
            "Pacific/Auckland",
            "09:00-17:00",
            winter,
            "20:00–04:00, 83.33% + 16.67%, 0.00% + 16.67%",
        ),
        (
            "Pacific/Honolulu",
            "14:00-22:00",
            winter,
            "00:00–08:00, 0.00% + 33.33%",
        ),
        ("UTC", "00:00-23:59", winter, "00:00–23:59, 0.00% + 99.93%"),
        (
            "UTC",
            "22:00-06:00",
            winter,
            "22:00–06:00, 91.67% + 8.33%, 0.00% + 25.00%",
        ),
        (
            "Asia/Tokyo",
            "22:00-06:00",
            winter,
            "13:00–21:00, 54.17% + 33.33%",
        ),
        // The clocks go forward at two in the morning, and back in autumn: that day has 25 hours.
        (
            "America/New_York",
            "01:00-05:00",
            spring,
            "06:00–09:00, 25.00% + 12.50%",
        ),
        (
            "America/New_York",
            "02:30-05:00",
            spring,
            "07:00–09:00, 29.17% + 8.33%",
        ),
        (
            "America/New_York",
            "00:30-02:30",
            autumn,
            "04:30–07:30, 18.75% + 12.50%",
        ),
        (
            "America/New_York",
            "00:00-23:59",
            autumn,
            "04:00–04:00, 16.67% + 83.33%, 0.00% + 16.67%",
        ),
    ];
    for (zone, own, day, expected) in cases {
        let lines = format!("timezone = \"{zone}\"\nhours = \"{own}\"");
        assert_eq!(hours(&lines, day), expected, "{zone} {own} on {day}");
    }
    assert_eq!(
        hours(
            "hours = \"09:00-17:00\"\n[log]\ntimezone = \"Asia/Tokyo\"",
            winter
        ),
        "00:00–08:00, 0.00% + 33.33%",
        "somebody without a zone has the log's"
    );
    assert_eq!(
        hours("timezone = \"Asia/Tokyo\"", winter),
        "",
        "no hours, no scale"
    );
}

/// The words under the name, without markup.
fn lead(page: &str) -> String {
    let lead = between(page, "<p class=\"summary lead\">", "</p>").concat();
    let words = lead
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    words.collect()
}

#[test]
fn a_sentence_says_when_somebody_answers() {
    let cases = [
        ("", ""),
        ("hours = \"09:00-17:00\"", "Works Monday to Friday."),
        ("respond-within = \"1d\"", "Answers within 1 day."),
        (
            "days = [\"mon\"]\nrespond-within = \"3mo\"",
            "Answers within 3 months, Monday.",
        ),
        ("days = [\"thu\", \"mon\"]", "Works Monday and Thursday."),
        (
            "days = [\"sun\", \"mon\", \"tue\"]",
            "Works Sunday to Tuesday.",
        ),
        ("days = [\"sat\", \"sun\"]", "Works Saturday and Sunday."),
        (
            "days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]",
            "Works every day.",
        ),
        (
            "timezone = \"America/Argentina/Buenos_Aires\"",
            "Buenos Aires.",
        ),
        (
            "away = [\"2026-11-20..2026-11-25\"]",
            "Away until 25 November 2026.",
        ),
        (
            "away = [\"2026-11-20..2026-11-21\"]\nleft = 2026-11-22",
            "Leaves on 22 November 2026.",
        ),
        (
            "backup = \"ana\"\naway = [\"2026-11-25\"]",
            "Away 25 November 2026 to 25 November 2026; ask ana.",
        ),
    ];
    for (lines, expected) in cases {
        let page = html(&build(&about_ana(lines), &[]), "people/ana.html");
        assert_eq!(lead(&page), expected, "{lines}");
    }
}

#[test]
fn a_quorum_is_said_in_words() {
    let cases = [
        ("", "[\"ana\"]", "", "Alone"),
        (
            "quorum = 2",
            "[\"ana\", \"bo\"]",
            "both, always",
            "Only with Bo",
        ),
        (
            "quorum = 2",
            "[\"ana\", \"bo\", \"chika\"]",
            "2 of them, always",
            "Only with one other",
        ),
        (
            "quorum = 3",
            "[\"crew\"]",
            "all 3, always",
            "Only with 2 others",
        ),
        (
            "quorum = { easy = 2, costly = 2, one-way = 2 }",
            "[\"ana\", \"bo\"]",
            "both, always",
            "Only with Bo",
        ),
        (
            "quorum = { one-way = 3, costly = 2 }",
            "[\"crew\"]",
            "2 of them, if costly; all 3, if one-way",
            "Reversible alone; costly with one other; one-way with 2 others",
        ),
    ];
    for (quorum, decides, line, own) in cases {
        let settings = format!(
            "format = 1\n[people.ana]\n[people.bo]\nname = \"Bo\"\n[people.chika]\n[people.gil]\nleft = 2026-01-01\n\
             [teams.crew]\nmembers = [\"ana\", \"bo\", \"chika\", \"gil\"]\n\
             [areas.storage]\nowner = \"ana\"\nescalate = \"bo\"\ndecides = {decides}\n{quorum}\n"
        );
        let site = build(&index(&[("declog.toml", &settings)]), &[]);
        let rights = html(&site, "rights.html");
        let cell = between(&rights, "data-label=\"Decide\">", "</td>").concat();
        assert_eq!(
            between(&cell, "<small>", "</small>").concat(),
            line,
            "{settings}"
        );
        let page = html(&site, "people/ana.html");
        let cell = between(&page, "data-label=\"Which\">", "</td>").concat();
        let words = cell
            .split('<')
            .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        assert_eq!(words.collect::<String>(), own, "{settings}");
    }
}

#[test]
fn no_page_shows_a_mail_address() {
    let record = "---\nstatus: accepted\nowner: Ana Ng <ana@example.org>\ndecision-makers: [ana]\n---\n# One\n";
    let other = "---\nstatus: accepted\nowner: bo@example.org\n---\n# Two\n";
    let settings = "format = 1\n[people.ana]\nemail = [\"ana@example.org\"]\n";
    let named = record.replace("Ana Ng <ana@example.org>", "ana");
    for files in [
        vec![("0001-one.md", record), ("0002-two.md", other)],
        vec![("declog.toml", settings), ("0001-one.md", &named)],
    ] {
        let site = build(&index(&files), &[]);
        assert_whole(&site);
        for page in &site.pages {
            let text = String::from_utf8_lossy(&page.bytes);
            let found = text.contains("example.org") || page.path.contains("example");
            // The data is the log's own; the page of a record shows its front matter as written.
            let data = page.path.ends_with(".json") || page.path.starts_with("decisions/dec-");
            assert!(!found || data, "{}", page.path);
        }
    }
}

#[test]
fn people_and_a_kind_of_that_name_have_pages_of_their_own() {
    let kind = "format = 1\nfolder = \"docs/people\"\nname = \"person\"\nplural = \"people\"\nabout = \"Somebody\"\nextends = \"decision\"\nprefix = \"PER\"\n";
    let settings = "format = 1\n[people.per-1]\n[people.\"Per.1\"]\n[areas.index]\n";
    let site = build(
        &index(&[
            ("declog.toml", settings),
            (".declog/kinds/person/kind.toml", kind),
            (
                "docs/people/0001-ana.md",
                "---\nstatus: proposed\n---\n# Ana\n",
            ),
        ]),
        &[],
    );
    assert_whole(&site);
    let paths = site.pages.iter().map(|page| page.path.as_str());
    let ours = |path: &&str| path.starts_with("people") && path.ends_with(".html");
    let paths: Vec<&str> = paths.filter(ours).collect();
    assert_eq!(
        paths,
        [
            "people-2/index.html",
            "people-2/state-proposed.html",
            "people-2/groups.html",
            "people-2/per-1.html",
            "people/index.html",
            "people/per-1.html",
            "people/per-1-2.html",
        ]
    );
}

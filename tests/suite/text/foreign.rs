//! Files that nobody wrote for declog: each case is a file, and everything that is read from it with its place.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use declog::model::front::{Node, Pair, Value};
use declog::model::kind::{Days, Kind};
use declog::model::record::Record;
use declog::model::settings::Settings;
use declog::model::source::{Content, File, Source, Span};
use declog::text::folder::{role, roles};
use declog::text::parse::{Outcome, Parsed, parse_as, suited};
use declog::text::{kinds, settings};

use super::{cases, finding, place};

/// The settings of a log that `init` makes of a folder it adopts, where its files have no numbers.
const ADOPTED: &str = "format = 1\n[log]\nids = \"stem\"\n[kinds.decision]\nfolder = \"docs/adr\"\ndialect = \"auto\"\nprefix = \"ADR\"\n";

/// The kind of an adopted folder, with more settings.
pub(super) fn adopted(more: &str) -> Arc<Kind> {
    adopted_by("stem", more)
}

/// The kind of an adopted folder whose ids are made of that, with more settings.
pub(super) fn adopted_by(ids: &str, more: &str) -> Arc<Kind> {
    let settings = ADOPTED.replace("stem", ids);
    let source = Source::new("declog.toml", format!("{settings}{more}"));
    let settings: Settings = settings::parse(&source, kinds::builtin()).expect("settings");
    kinds::configured(&settings, kinds::builtin()).swap_remove(0)
}

/// A file of the adopted folder as it is read.
pub(super) fn foreign(kind: &Arc<Kind>, text: &str) -> Option<Record> {
    let path = "docs/adr/0012-case.md".to_owned();
    let content = Content::Bytes(text.as_bytes().to_vec());
    let role = role(kind, &path);
    match parse_as(kind, File { path, content }, role, None).outcome {
        Outcome::Record(record) => Some(*record),
        _ => None,
    }
}

#[test]
fn every_file_is_read_as_its_case_says() {
    cases("foreign", "md", |name, path| {
        vec![(format!("{name}.txt"), dump(&case(name, path)))]
    });
}

/// A case is called `0012-NAME.md`, or as it is called itself where that begins with a digit, or `0012-NAME/README.md`
/// where it begins with `readme`. `NAME.toml` holds more settings, `NAME.yaml` is the `kep.yaml` beside it, `NAME.other`
/// another file of its folder.
pub(super) fn case(name: &str, path: &Path) -> Parsed {
    let beside = |ending: &str| fs::read_to_string(path.with_extension(ending)).ok();
    let kind = adopted(&beside("toml").unwrap_or_default());
    let fields = beside("yaml");
    let other = beside("other").map(|text| File {
        path: "docs/adr/0013-other.md".to_owned(),
        content: Content::Bytes(text.into_bytes()),
    });
    let kind = suited(&kind, other.as_slice());
    let main = match name {
        name if name.starts_with("readme") => format!("docs/adr/0012-{name}/README.md"),
        name if name.starts_with(|letter: char| letter.is_ascii_digit()) => {
            format!("docs/adr/{name}.md")
        }
        name => format!("docs/adr/0012-{name}.md"),
    };
    let kep = main.replace("README.md", "kep.yaml");
    let mut paths = vec![main.as_str()];
    paths.extend(fields.is_some().then_some(kep.as_str()));
    let role = roles(&kind, "docs/adr", &paths).swap_remove(0);
    let beside = fields.map(|text| Arc::new(Source::new(kep.as_str(), text)));
    let file = File {
        path: main.clone(),
        content: Content::Bytes(fs::read(path.with_extension("md")).expect("a case")),
    };
    parse_as(&kind, file, role, beside)
}

/// Everything that was read, and where it stands.
fn dump(parsed: &Parsed) -> String {
    let mut out = String::new();
    let source = match &parsed.outcome {
        Outcome::Record(record) => {
            record_into(&mut out, record);
            &record.source
        }
        Outcome::Unreadable(source) => {
            out.push_str("unreadable\n");
            source
        }
        Outcome::Ignored(why) => return format!("ignored: {why}\n"),
    };
    for problem in &parsed.problems {
        out.push_str(&finding(source, problem));
    }
    out
}

fn record_into(out: &mut String, record: &Record) {
    let source = &record.source;
    let dialect = match record.dialect {
        "" => "no dialect",
        dialect => dialect,
    };
    writeln!(out, "{}, {dialect}", record.id).unwrap();
    if let Some(title) = &record.title {
        let at = place(source, title.span);
        writeln!(out, "title {:?} at {at}", title.value).unwrap();
    }
    let state = record.state().map_or("unknown", |state| &state.name);
    writeln!(out, "state {state}").unwrap();
    for field in &record.kind.fields {
        let pair = record.pair(&field.key);
        if let Some(pair) = pair.filter(|pair| !matches!(pair.node.value, Value::Empty)) {
            pair_into(out, source, &field.key, pair);
        }
    }
    for mirror in &record.mirrors {
        let at = at(source, mirror.to.span);
        let relation = mirror.relation.derived_name();
        writeln!(out, "{relation} {:?}{at}", mirror.to.value).unwrap();
    }
    for reference in &record.references {
        if let Some(section) = &reference.section {
            let relation = reference.relation.name();
            writeln!(
                out,
                "{relation} {:?} section {section:?}",
                reference.to.value
            )
            .unwrap();
        }
    }
}

fn pair_into(out: &mut String, source: &Source, key: &str, pair: &Pair) {
    let name = match source.slice(pair.key.span) {
        "" => String::new(),
        name => format!(" as {name:?}"),
    };
    match &pair.node.value {
        Value::List(items) => {
            writeln!(out, "{key}{name}").unwrap();
            for item in items {
                writeln!(out, "  - {}", node(source, item)).unwrap();
            }
        }
        _ => writeln!(out, "{key}{name} {}", node(source, &pair.node)).unwrap(),
    }
}

fn node(source: &Source, node: &Node) -> String {
    match node.scalar() {
        Some(text) => format!("{text:?}{}", at(source, node.span)),
        None => format!("{:?}{}", node.value, at(source, node.span)),
    }
}

/// Where something stands; nowhere for what stands in another file, or is written in another way.
fn at(source: &Source, span: Span) -> String {
    if span == Span::default() {
        return " nowhere in it".to_owned();
    }
    format!(" at {}", place(source, span))
}

/// Each line of `KEY.list` is a value that files have under KEY; beside it stands what is read from it.
#[test]
fn every_value_is_read_as_its_list_says() {
    cases("said", "list", |name, path| {
        let written = fs::read_to_string(path).expect("a list");
        let make = match name {
            "titles" => title,
            "status" => status,
            "date" => date,
            _ => words,
        };
        let lines = written
            .lines()
            .map(|line| format!("{line}\n  {}\n", make(name, line)));
        vec![(format!("{name}.txt"), lines.collect())]
    });
}

/// The state on a line of its own and in a section, the second where it differs.
fn status(_: &str, written: &str) -> String {
    let read = |text: String| {
        let record = foreign(&adopted(""), &text).expect("a record");
        let state = record.state().map_or("unknown", |state| &state.name);
        let mut out = state.to_owned();
        for key in ["date", "created"] {
            if let Some(day) = record.text(key) {
                write!(out, ", {key} {day}").unwrap();
            }
        }
        for reference in &record.references {
            write!(
                out,
                ", {} {}",
                reference.relation.name(),
                reference.to.value
            )
            .unwrap();
        }
        for mirror in &record.mirrors {
            write!(
                out,
                ", {} {}",
                mirror.relation.derived_name(),
                mirror.to.value
            )
            .unwrap();
        }
        let status = record.status.as_ref().map(|status| status.value.as_str());
        if status != Some(written) {
            write!(out, ", as written {:?}", status.unwrap_or_default()).unwrap();
        }
        out
    };
    let line = read(format!("# 12. Dig\n\n* Status: {written}\n"));
    let section = read(format!("# 12. Dig\n\n## Status\n\n{written}\n"));
    match line == section {
        true => line,
        false => format!("{line}\n  in a section: {section}"),
    }
}

/// The day where nothing says in which order it is written, and where the folder says so.
fn date(key: &str, written: &str) -> String {
    let read = |days: Days| {
        let kind = Arc::new(Kind {
            days,
            ..Kind::clone(&adopted(""))
        });
        let text = format!("# 12. Dig\n\n* Status: accepted\n* Date: {written}\n");
        let record = foreign(&kind, &text).expect("a record");
        match record.pair(key) {
            Some(pair) => {
                let day = pair.node.scalar().unwrap_or_default();
                format!("{day} of {:?}", record.source.slice(pair.node.span))
            }
            None => "nothing".to_owned(),
        }
    };
    let [plain, first, second] = [Days::Unknown, Days::First, Days::Second].map(read);
    match plain == first && plain == second {
        true => plain,
        false => format!("{plain}; day first: {first}; month first: {second}"),
    }
}

/// The items of a list.
fn words(key: &str, written: &str) -> String {
    let label = key.replace("decision-makers", "deciders");
    let text = format!("# 12. Dig\n\n* Status: accepted\n* {label}: {written}\n");
    let record = foreign(&adopted(""), &text).expect("a record");
    let words: Vec<_> = record
        .words(key)
        .iter()
        .map(|word| match record.source.slice(word.span) {
            slice if slice == word.value => format!("{:?}", word.value),
            slice => format!("{:?} of {slice:?}", word.value),
        })
        .collect();
    match words.is_empty() {
        true => "nothing".to_owned(),
        false => words.join(", "),
    }
}

/// The title, and the state where the title is what says it.
fn title(_: &str, written: &str) -> String {
    let record = foreign(
        &adopted(""),
        &format!("# {written}\n\n## Context\n\nMud.\n"),
    );
    let record = record.expect("a record");
    let state = record
        .state()
        .map_or_else(String::new, |state| format!(", {}", state.name));
    let title = record.title.as_ref().expect("a title");
    let slice = record.source.slice(title.span);
    let place = match slice == title.value {
        true => String::new(),
        false => format!(" of {slice:?}"),
    };
    format!("{:?}{place}{state}", title.value)
}

//! The first `declog.toml` of a log, with a remark on each line for somebody who has never seen one.

use std::fmt::Write;

use jiff::civil::Date;
use toml_edit::Value;

use super::roster::Roster;
use crate::model::kind::Kind;
use crate::model::people::{Area, Person, Quorum, Team};
use crate::model::settings::Ids;

/// What the file is to say.
#[derive(Debug)]
pub struct Beginning<'a> {
    /// What people call the log.
    pub title: &'a str,
    /// The kinds whose folders were there before declog.
    pub adopted: &'a [Adoption<'a>],
    /// What ids are made of.
    pub ids: Ids,
    /// The first day whose records are asked for everything.
    pub strict_from: Date,
    /// Who there may be.
    pub roster: &'a Roster,
    /// Whether that counts from now on.
    pub drafts: Drafts,
}

/// A kind whose files somebody else wrote.
#[derive(Debug)]
pub struct Adoption<'a> {
    /// The kind as it comes with declog.
    pub kind: &'a Kind,
    /// The folder of its records, from the log's root.
    pub folder: &'a str,
    /// What stands before a number, where there are numbers.
    pub prefix: Option<&'a str>,
    /// How many digits a number has, where there are numbers.
    pub width: Option<usize>,
    /// Words for a state that the kind does not know, each with how many files use it.
    pub words: &'a [(String, usize)],
}

/// How a draft of people, teams and areas is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// As remarks, for somebody to read first.
    #[default]
    Remarks,
    /// As settings.
    Settings,
}

/// Most letters of a word for a state that is worth a line.
const LONGEST: usize = 60;

/// The whole text.
#[must_use]
pub fn write(beginning: &Beginning<'_>) -> String {
    let mut text = String::from(
        "# The settings of a log. This file marks the folder it lies in; lines that begin with `#` are remarks.\n\
         # `declog config` prints every setting, `declog schema settings` what each may be.\n\
         format = 1\n\n\
         [log]\n\
         # What people call this log, in the terminal and on its pages.\n",
    );
    line(&mut text, &format!("title = {}", quoted(beginning.title)));
    if beginning.ids == Ids::Stem {
        text.push_str(
            "# Most files have no number: a record without one is called by the name of its file or folder.\n\
             ids = \"stem\"\n",
        );
    }
    for adoption in beginning.adopted {
        adopt(&mut text, adoption, beginning.ids);
    }
    if !beginning.adopted.is_empty() {
        line(&mut text, "\n[check]");
        line(
            &mut text,
            "# Records from before that day are only asked for what breaks others.",
        );
        line(
            &mut text,
            &format!("strict-from = {}", beginning.strict_from),
        );
    }
    if !beginning.roster.is_empty() {
        roster(&mut text, beginning.roster, beginning.drafts);
    }
    text
}

fn adopt(text: &mut String, adoption: &Adoption<'_>, ids: Ids) {
    let name = &adoption.kind.name;
    line(text, &format!("\n[kinds.{name}]"));
    line(
        text,
        &format!(
            "# Where the {} are, from here. What lies below counts too.",
            adoption.kind.plural
        ),
    );
    line(text, &format!("folder = {}", Value::from(adoption.folder)));
    line(
        text,
        "# The files were there before declog: each is read as what it turns out to be.",
    );
    line(text, "dialect = \"auto\"");
    let prefix = match ids {
        // Some files of such a log may have a number all the same.
        Ids::Stem => adoption.prefix,
        _ => Some(adoption.prefix.unwrap_or(&adoption.kind.prefix)),
    };
    if let Some(prefix) = prefix {
        line(
            text,
            &format!("# What stands before the number of an id: `{prefix}-12`."),
        );
        line(text, &format!("prefix = {}", quoted(prefix)));
    }
    if ids == Ids::Number {
        let width = adoption.width.unwrap_or(adoption.kind.width);
        line(
            text,
            &format!(
                "# Digits in the name of a new file: `{:0width$}-title.md`.",
                12
            ),
        );
        line(text, &format!("width = {width}"));
    }
    statuses(text, adoption);
}

/// The words for a state that nobody knows, each as a line to be completed.
fn statuses(text: &mut String, adoption: &Adoption<'_>) {
    let short = |(word, _): &&(String, usize)| {
        word.chars().count() <= LONGEST && !word.contains(char::is_control)
    };
    let words: Vec<&(String, usize)> = adoption.words.iter().filter(short).collect();
    if words.is_empty() {
        return;
    }
    let states: Vec<String> = adoption
        .kind
        .states
        .iter()
        .map(|state| format!("`{}`", state.name))
        .collect();
    line(text, &format!("\n[kinds.{}.statuses]", adoption.kind.name));
    line(
        text,
        "# Words of these files for a state that nobody knows yet. Take the `#` away and put in place of `…` what each",
    );
    line(text, &format!("# means: {}.", states.join(", ")));
    for (word, files) in words {
        let s = if *files == 1 { "" } else { "s" };
        line(
            text,
            &format!("# {} = \"…\"  # {files} file{s}", quoted(word)),
        );
    }
}

fn roster(text: &mut String, roster: &Roster, drafts: Drafts) {
    text.push_str(
        "\n# Who there may be and which parts the work may have, drafted from who committed and from the code owners.\n",
    );
    if roster.nameless {
        text.push_str(
            "# Somebody may stand here twice: by mail, and by the name that the code owners use.\n",
        );
    }
    if roster.more > 0 {
        let who = if roster.more == 1 {
            "1 person"
        } else {
            "people"
        };
        let more = if roster.more == 1 {
            String::new()
        } else {
            format!("{} ", roster.more)
        };
        line(
            text,
            &format!("# Left out: {more}{who} who committed less."),
        );
    }
    text.push_str(match drafts {
        Drafts::Settings => {
            "# Records name people by these handles, and `declog check` reports names that are nobody's.\n"
        }
        Drafts::Remarks => {
            "# To turn it on, put right what is wrong and take the `# ` from every line below. From then on records name people\n\
             # by these handles, and `declog check` reports names that are nobody's.\n"
        }
    });
    let mut settings = String::new();
    for (handle, one) in &roster.people {
        person(&mut settings, handle, one);
    }
    for (handle, one) in &roster.teams {
        team(&mut settings, handle, one);
    }
    for (name, one) in &roster.areas {
        area(&mut settings, name, one);
    }
    for written in settings.lines() {
        match drafts {
            Drafts::Settings => line(text, written),
            Drafts::Remarks if written.is_empty() => text.push('\n'),
            Drafts::Remarks => line(text, &format!("# {written}")),
        }
    }
}

fn person(text: &mut String, handle: &str, person: &Person) {
    line(text, &format!("\n[people.{}]", key(handle)));
    if let Some(name) = &person.name {
        line(text, &format!("name = {}", quoted(name)));
    }
    list(text, "email", &person.email);
}

fn team(text: &mut String, handle: &str, team: &Team) {
    line(text, &format!("\n[teams.{}]", key(handle)));
    let members: Vec<String> = team.members.iter().map(|member| quoted(member)).collect();
    line(text, &format!("members = [{}]", members.join(", ")));
}

fn area(text: &mut String, name: &str, area: &Area) {
    line(text, &format!("\n[areas.{}]", key(name)));
    if let Some(owner) = &area.owner {
        line(text, &format!("owner = {}", quoted(owner)));
    }
    list(text, "decides", &area.decides);
    if let Some(Quorum::Any(count)) = &area.quorum {
        line(text, &format!("quorum = {count}"));
    }
    list(text, "paths", &area.paths);
}

/// A list where it has anything, over several lines where it is long.
fn list(text: &mut String, key: &str, items: &[String]) {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    let one = format!("{key} = [{}]", items.join(", "));
    if items.is_empty() {
        return;
    }
    if one.len() <= 110 {
        return line(text, &one);
    }
    line(text, &format!("{key} = ["));
    for item in items {
        line(text, &format!("  {item},"));
    }
    line(text, "]");
}

fn line(text: &mut String, line: &str) {
    // Writing into a string cannot fail.
    let _ = writeln!(text, "{line}");
}

/// A text of one line as TOML has it.
fn quoted(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    Value::from(plain).to_string()
}

/// A key, bare where it may be.
fn key(name: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

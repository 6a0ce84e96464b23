//! What surrounds a run: the working folder, the environment, the clock, the terminal and the streams.
//!
//! Nothing else in the project asks for any of these.

#![allow(
    clippy::disallowed_methods,
    reason = "this file is the one that asks the environment and the clock"
)]

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::args::{Colour, Global};
use super::failure::{Refused, usage};
use super::progress::Progress;
use crate::model::record::read_date;
use crate::report::json::Fields;
use crate::report::place::Place;
use crate::report::safe;
use crate::report::style::Style;
use crate::store::{Author, Repository};

/// The surroundings of one run.
pub(super) struct Env {
    /// What every command takes.
    pub(super) global: Global,
    /// The folder to work in.
    pub(super) cwd: PathBuf,
    /// The folder that the command was typed in.
    start: PathBuf,
    /// What is printed on standard output when the command is done.
    pub(super) out: Vec<u8>,
    /// Standard output may be paged.
    pub(super) paged: bool,
    /// The keys that `--json=FIELDS` narrows to.
    pub(super) fields: Option<Fields>,
    out_is_terminal: bool,
    err_is_terminal: bool,
    in_is_terminal: bool,
}

/// The moment that counts as now, before the log's zone is known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Now {
    /// A whole day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
}

impl Now {
    /// The day in a zone.
    pub(super) fn day(self, zone: &TimeZone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.to_zoned(zone.clone()).date(),
        }
    }

    /// Reads a day or an RFC 3339 time.
    pub(super) fn read(text: &str) -> Option<Self> {
        read_date(text)
            .map(Self::Day)
            .or_else(|| text.parse().ok().map(Self::Moment))
    }
}

impl Env {
    /// The surroundings of this process.
    pub(super) fn new(global: Global) -> io::Result<Self> {
        let here = std::env::current_dir()?;
        let cwd = global
            .directory
            .as_ref()
            .map_or_else(|| here.clone(), |folder| here.join(folder));
        Ok(Self {
            global,
            cwd,
            start: here,
            out: Vec::new(),
            paged: false,
            fields: None,
            out_is_terminal: io::stdout().is_terminal(),
            err_is_terminal: io::stderr().is_terminal(),
            in_is_terminal: io::stdin().is_terminal(),
        })
    }

    /// A variable of the environment that is set and says something.
    pub(super) fn var(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().filter(|value| !value.is_empty())
    }

    /// Somebody sits there and may be asked.
    pub(super) fn may_ask(&self) -> bool {
        self.in_is_terminal
            && self.err_is_terminal
            && !self.global.no_input
            && self.global.json.is_none()
    }

    /// Output for a program is wanted.
    pub(super) fn wants_json(&self) -> bool {
        self.global.json.is_some()
    }

    /// The colour of standard output.
    pub(super) fn style(&self) -> Style {
        self.colour(&io::stdout())
    }

    /// The colour of standard error.
    pub(super) fn talk_style(&self) -> Style {
        self.colour(&io::stderr())
    }

    /// How many cells a line of standard output has; none where nobody looks at it.
    pub(super) fn width(&self) -> Option<usize> {
        if !self.out_is_terminal {
            return None;
        }
        let said = self.var("COLUMNS").and_then(|columns| columns.parse().ok());
        said.or_else(terminal_width)
    }

    /// Standard output may go through a pager.
    pub(super) fn may_page(&self) -> bool {
        self.paged && self.out_is_terminal && !self.global.no_pager
    }

    /// Talk: one line on standard error, unless less is wanted. A stream that is closed is nobody's mistake.
    pub(super) fn say(&self, line: &str) {
        if !self.global.quiet {
            let _ = writeln!(io::stderr(), "{}", safe::block(line));
        }
    }

    /// Tells a terminal what takes long, until the answer is dropped.
    pub(super) fn progress(&self, what: &'static str) -> Progress {
        let looked_at = self.err_is_terminal && !self.global.quiet;
        if looked_at && self.var("TERM").as_deref() != Some("dumb") {
            Progress::told(what)
        } else {
            Progress::silent()
        }
    }

    /// Everything on standard input.
    pub(super) fn read_input(&self) -> io::Result<String> {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        Ok(text)
    }

    /// The moment that counts as now: `--as-of`, `DECLOG_AS_OF`, `SOURCE_DATE_EPOCH`, the clock.
    pub(super) fn now(&self) -> Result<Now, Refused> {
        if let Some(text) = &self.global.as_of {
            return Now::read(text).ok_or_else(|| no_day("--as-of", text));
        }
        if let Some(text) = self.var("DECLOG_AS_OF") {
            return Now::read(&text).ok_or_else(|| no_day("DECLOG_AS_OF", &text));
        }
        if let Some(text) = self.var("SOURCE_DATE_EPOCH") {
            let moment = text
                .parse()
                .ok()
                .and_then(|seconds| Timestamp::from_second(seconds).ok());
            return moment.map(Now::Moment).ok_or_else(|| {
                usage(format!(
                    "`SOURCE_DATE_EPOCH` is `{text}`, expected seconds since 1970"
                ))
            });
        }
        Ok(Now::Moment(Timestamp::now()))
    }

    /// What the environment says about the author of a commit.
    pub(super) fn author(&self) -> Author {
        Author {
            name: self.var("GIT_AUTHOR_NAME"),
            email: self.var("GIT_AUTHOR_EMAIL"),
            fallback: self.var("EMAIL"),
            config: self.var("GIT_CONFIG_GLOBAL").map(PathBuf::from),
        }
    }

    /// The file that git has put in the place of its index, as for `git commit FILE`; from the folder that git runs hooks in.
    pub(super) fn index(&self) -> Option<PathBuf> {
        Some(self.start.join(self.var("GIT_INDEX_FILE")?))
    }

    /// The user's folder for what programs remember; none where nobody says where it is.
    pub(super) fn state_folder(&self) -> Option<PathBuf> {
        let folder = |name: &str| self.var(name).map(PathBuf::from);
        let absolute = |folder: PathBuf| folder.is_absolute().then_some(folder);
        let home = || Some(folder("HOME")?.join(".local").join("state"));
        let local = || folder("LOCALAPPDATA").filter(|_| cfg!(windows));
        folder("XDG_STATE_HOME")
            .and_then(absolute)
            .or_else(local)
            .or_else(home)
            .and_then(absolute)
    }

    /// Where the user types, in relation to a repository; `-C` moves declog and not them.
    pub(super) fn place(&self, repository: &Repository) -> Place {
        match repository.relative(&self.start) {
            Some(here) => Place::Inside(here),
            None => Place::Outside(repository.root().display().to_string()),
        }
    }

    /// Asks a question that has yes for its answer; only where [`Self::may_ask`] says so.
    pub(super) fn agrees(&self, question: &str) -> io::Result<bool> {
        let mut err = io::stderr();
        write!(err, "{question} [Y/n] ")?;
        err.flush()?;
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer)?;
        let answer = answer.trim().to_lowercase();
        Ok(read > 0 && matches!(answer.as_str(), "" | "y" | "yes"))
    }

    /// A path as the user may type it from where they are.
    pub(super) fn as_typed(&self, path: &Path) -> String {
        let here = self
            .start
            .canonicalize()
            .unwrap_or_else(|_| self.start.clone());
        path.strip_prefix(&here)
            .unwrap_or(path)
            .display()
            .to_string()
    }

    fn colour(&self, stream: &impl IsTerminal) -> Style {
        let coloured = match self.global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if self.var("NO_COLOR").is_some() => false,
            Colour::Auto if self.var("CLICOLOR_FORCE").is_some_and(|force| force != "0") => true,
            Colour::Auto => stream.is_terminal() && self.var("TERM").as_deref() != Some("dumb"),
        };
        if coloured {
            Style::Coloured
        } else {
            Style::Plain
        }
    }
}

/// The last second of a day in a zone, since 1970.
pub(super) fn end_of(day: Date, zone: &TimeZone) -> Option<i64> {
    let next = day.checked_add(1.day()).ok()?.to_zoned(zone.clone()).ok()?;
    Some(next.timestamp().as_second() - 1)
}

fn no_day(name: &str, text: &str) -> Refused {
    usage(format!(
        "`{name}` is `{text}`, expected a day like `2026-11-22` or a time like `2026-11-22T09:30:00Z`"
    ))
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// The words of the command line.
pub(super) fn words() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os()
}

/// The colour of standard error where the command line cannot be read.
pub(super) fn talk_style() -> Style {
    let quiet = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if !quiet && io::stderr().is_terminal() {
        Style::Coloured
    } else {
        Style::Plain
    }
}

/// Ends the process.
pub(super) fn exit(code: u8) -> ! {
    std::process::exit(i32::from(code))
}

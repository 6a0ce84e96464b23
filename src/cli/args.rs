//! The words that every command takes, and how a command line becomes one of the commands.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{
    ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
};

use super::commands::step::StepArgs;
use super::commands::{
    check, config, convert, demo, diff, doctor, edit, explain, export, graph, inbox, index, init,
    link, list, log, mv, new, note, renumber, review, schema, search, set, show, site, stats, step,
    undo, update, who, why,
};
use super::verbs::verbs;
use crate::model::kind::Kind;
use crate::text::kinds;

/// Decisions, briefs and handoffs in your git repository: what is in force, how it goes, whose it is
#[derive(Debug, Parser)]
#[command(
    name = "declog",
    version,
    disable_help_subcommand = true,
    before_help = EXAMPLES,
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Verb>,
}

/// What stands first in the help.
pub(super) const EXAMPLES: &str = "\
declog demo                      make a whole example log, and look at it
declog init                      make a log here, or adopt the one that is there
declog new \"Use PostgreSQL\" -c   write a decision and commit it
declog accept DEC-1 -m \"…\" -c    take it
declog list status:proposed      what is still open
declog show DEC-1                is it in force, and why
declog new \"Pay out\" -k brief    write a brief: an outcome and its measures
declog update BRF-1 -m \"…\" -c    say how the work on it goes
declog offer HND-1 -c            offer a handoff, which its receiver accepts
declog undo                      take the last of these back
declog check                     are the records complete and true
declog site                      render it all into _site/index.html";

/// What every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// Run as if started in DIR
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub(super) directory: Option<PathBuf>,
    /// Day or time that counts as now, such as 2026-11-22 [env: DECLOG_AS_OF]
    #[arg(long, value_name = "DATE|TIME", global = true)]
    pub(super) as_of: Option<String>,
    /// Print JSON; FIELDS narrows a record to some of its keys
    #[arg(long, value_name = "FIELDS", num_args = 0..=1, require_equals = true, default_missing_value = "", global = true)]
    pub(super) json: Option<String>,
    /// Colour the output
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        global = true
    )]
    pub(super) color: Colour,
    /// Say less
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub(super) verbose: u8,
    /// Never ask, never open an editor
    #[arg(long, global = true)]
    pub(super) no_input: bool,
    /// Answer every question with yes
    #[arg(short, long, global = true)]
    pub(super) yes: bool,
    /// Never page the output
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
    /// Read everything afresh
    #[arg(long, global = true)]
    pub(super) no_cache: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which state of the repository is read.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Reading {
    /// Read the records, settings and kinds of a revision
    #[arg(long, value_name = "REV", conflicts_with = "at")]
    pub(super) rev: Option<String>,
    /// Read what was committed by the end of that day, and let it count as today
    #[arg(long, value_name = "DATE", conflicts_with = "as_of")]
    pub(super) at: Option<String>,
}

/// What every writing command takes.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Writing {
    /// Print the diff and write nothing
    #[arg(short = 'n', long)]
    pub(super) dry_run: bool,
    /// Commit exactly what is written
    #[arg(short, long, overrides_with = "no_commit")]
    pub(super) commit: bool,
    /// Leave the commit to me
    #[arg(long)]
    pub(super) no_commit: bool,
}

/// A command and its own words.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    Init(init::InitArgs),
    Demo(demo::DemoArgs),
    New(new::NewArgs),
    Edit(edit::EditArgs),
    Set(set::SetArgs),
    Step(step::NamedStepArgs),
    Update(update::UpdateArgs),
    Note(note::NoteArgs),
    Review(review::ReviewArgs),
    Link(link::LinkArgs),
    Unlink(link::UnlinkArgs),
    Renumber(renumber::RenumberArgs),
    Mv(mv::MvArgs),
    Undo(undo::UndoArgs),
    List(list::ListArgs),
    Show(show::ShowArgs),
    Search(search::SearchArgs),
    Why(why::WhyArgs),
    Who(who::WhoArgs),
    Inbox(inbox::InboxArgs),
    Log(log::LogArgs),
    Diff(diff::DiffArgs),
    Graph(graph::GraphArgs),
    Stats(stats::StatsArgs),
    Check(check::CheckArgs),
    Explain(explain::ExplainArgs),
    Index(index::IndexArgs),
    Site(site::SiteArgs),
    Export(export::ExportArgs),
    Convert(convert::ConvertArgs),
    Doctor(doctor::DoctorArgs),
    Config(config::ConfigArgs),
    Schema(schema::SchemaArgs),
    /// A step of a kind, by its verb.
    #[command(skip)]
    Take(String, StepArgs),
}

impl Verb {
    /// The command's name, `step` for any step.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::New(_) => "new",
            Self::Edit(_) => "edit",
            Self::Set(_) => "set",
            Self::Update(_) => "update",
            Self::Note(_) => "note",
            Self::Review(_) => "review",
            Self::Step(_) | Self::Take(..) => "step",
            Self::List(_) => "list",
            Self::Show(_) => "show",
            Self::Search(_) => "search",
            Self::Why(_) => "why",
            Self::Who(_) => "who",
            Self::Inbox(_) => "inbox",
            Self::Log(_) => "log",
            Self::Diff(_) => "diff",
            Self::Graph(_) => "graph",
            Self::Stats(_) => "stats",
            Self::Check(_) => "check",
            Self::Explain(_) => "explain",
            Self::Link(_) => "link",
            Self::Unlink(_) => "unlink",
            Self::Renumber(_) => "renumber",
            Self::Mv(_) => "mv",
            Self::Undo(_) => "undo",
            Self::Index(_) => "index",
            Self::Site(_) => "site",
            Self::Export(_) => "export",
            Self::Convert(_) => "convert",
            Self::Doctor(_) => "doctor",
            Self::Config(_) => "config",
            Self::Schema(_) => "schema",
            Self::Demo(_) => "demo",
        }
    }
}

/// The whole command line as clap knows it: the commands above, and one for each verb of those kinds before `step`.
fn command(kinds: &'static [Kind]) -> Command {
    let mut command = Cli::command();
    let mut order: Vec<String> = command
        .get_subcommands()
        .map(|one| one.get_name().to_owned())
        .collect();
    let steps = order.iter().position(|name| name == "step");
    let verbs = verbs(kinds);
    let names = verbs.iter().map(|verbal| verbal.verb.to_owned());
    order.splice(steps.map_or(0..0, |at| at..at), names);
    for verbal in verbs {
        let step = StepArgs::augment_args(Command::new(verbal.verb));
        let step = step.about(verbal.about());
        command = command.subcommand(match verbal.long_about() {
            Some(text) => step.long_about(text),
            None => step.long_about(None),
        });
    }
    for (place, name) in order.iter().enumerate() {
        command = command.mut_subcommand(name, |one| one.display_order(place));
    }
    command
}

/// The names of the commands that are no steps, `help` included.
pub(super) fn commands() -> Vec<String> {
    let command = Cli::command();
    let names = command
        .get_subcommands()
        .map(|one| one.get_name().to_owned());
    names.chain(["help".to_owned()]).collect()
}

/// Reads a command line.
pub(super) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    parse_with(words, kinds::builtin())
}

/// Reads a command line with the verbs of those kinds among the commands.
pub(super) fn parse_with(
    words: impl IntoIterator<Item = OsString>,
    kinds: &'static [Kind],
) -> Result<Cli, clap::Error> {
    let words = negated_last(as_flag(words.into_iter().collect()));
    let matches = command(kinds).try_get_matches_from(words)?;
    let global = Global::from_arg_matches(&matches)?;
    if let Some((name, inner)) = matches.subcommand()
        && let Some(verbal) = verbs(kinds).into_iter().find(|verbal| verbal.verb == name)
    {
        let taken = Verb::Take(verbal.verb.to_owned(), StepArgs::from_arg_matches(inner)?);
        return Ok(Cli {
            global: Global::from_arg_matches(inner)?,
            command: Some(taken),
        });
    }
    match matches.subcommand() {
        None => Ok(Cli {
            global,
            command: None,
        }),
        Some(_) => Cli::from_arg_matches(&matches),
    }
}

/// What a command line says that names a command nobody knows, besides that command: where to look for a log that may
/// know it.
pub(super) fn around(words: impl IntoIterator<Item = OsString>) -> Option<Global> {
    let words = as_flag(words.into_iter().collect());
    let lenient = Cli::command().allow_external_subcommands(true);
    let matches = lenient.try_get_matches_from(&words).ok()?;
    // What stands behind the command counts too, where it can be read as what stands behind a step.
    let behind = matches.subcommand().map_or(0, |(_, inner)| {
        let raw = inner.try_get_raw("").ok().flatten();
        raw.map_or(0, Iterator::count)
    });
    let (before, verb) = words.split_at(words.len().checked_sub(behind + 1)?);
    let step = [before, &["step".into()], verb].concat();
    match parse(step) {
        Ok(cli) => Some(cli.global),
        Err(_) => Global::from_arg_matches(&matches).ok(),
    }
}

/// `help` and `help COMMAND`, as git and cargo have it.
fn as_flag(mut words: Vec<OsString>) -> Vec<OsString> {
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.truncate(2);
        words.push("--help".into());
    }
    words
}

/// The commands that take a query.
const TAKE_QUERY: [&str; 6] = ["list", "export", "graph", "search", "log", "stats"];

/// A query's `-key:value` begins as a flag does: such words go behind `--`, where clap takes them as they are.
fn negated_last(words: Vec<OsString>) -> Vec<OsString> {
    let takes_query = |word: &OsString| TAKE_QUERY.iter().any(|verb| word == verb);
    let listing = words.iter().position(takes_query);
    let Some(from) = listing else {
        return words;
    };
    let end = words.iter().position(|word| word == "--");
    let mut flags = Vec::new();
    let mut terms = Vec::new();
    for (at, word) in words.into_iter().enumerate() {
        match end {
            Some(end) if at == end => {}
            Some(end) if at > end => terms.push(word),
            _ if at > from && is_negated(&word) => terms.push(word),
            _ => flags.push(word),
        }
    }
    if end.is_some() || !terms.is_empty() {
        flags.push("--".into());
    }
    flags.extend(terms);
    flags
}

/// `-key:value`, `-"some words"`
fn is_negated(word: &OsStr) -> bool {
    let Some(term) = word.to_str().and_then(|word| word.strip_prefix('-')) else {
        return false;
    };
    let is_key = |key: &str| {
        let mut letters = key.chars();
        letters
            .next()
            .is_some_and(|first| first.is_ascii_lowercase())
            && letters.all(|letter| letter.is_ascii_lowercase() || letter == '-')
    };
    term.starts_with('"') || term.split_once(':').is_some_and(|(key, _)| is_key(key))
}

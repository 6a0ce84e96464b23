//! Words typed, rooms called: the command line.
//!
//! Each command has a file of its own under `commands`; `load` is the one place where store, text and index meet, and
//! `failure` the one that turns errors into words. Data goes to standard output, talk to standard error.

mod actor;
mod adopt;
mod advance;
mod approval;
mod args;
mod attached;
mod attested;
mod baseline;
mod between;
mod citations;
mod citing;
mod clashes;
mod commands;
mod effect;
mod env;
mod events;
mod facts;
mod failure;
mod field;
mod find;
mod governing;
mod hold;
mod kinds;
mod live;
mod load;
mod mend;
mod misread;
mod naming;
mod offer;
mod onto;
mod options;
mod past;
mod plan;
mod progress;
mod remember;
mod renumber;
mod replay;
mod scene;
mod shown;
mod since;
mod stories;
mod taker;
mod terminal;
mod trend;
mod uncommitted;
mod unknown;
mod verbs;
mod write;

use std::io::{self, Write};
use std::process::ExitCode;

use args::{Cli, Verb};
use env::Env;
use failure::Refused;

use crate::report;
use crate::report::json::{Fields, write_narrowed};

/// Runs a command line and gives its exit code.
#[must_use]
pub fn main() -> ExitCode {
    report_bugs();
    let cli = match args::parse(env::words()) {
        Ok(cli) => cli,
        Err(error) => match read_again(&error) {
            Ok(cli) => cli,
            Err(code) => return code,
        },
    };
    let mut env = match Env::new(cli.global.clone()) {
        Ok(env) => env,
        Err(error) => {
            let _ = writeln!(
                io::stderr(),
                "error: cannot tell the working folder: {error}"
            );
            return ExitCode::from(failure::SURROUNDINGS);
        }
    };
    let code = match narrowed(cli, &mut env) {
        Ok(code) => code,
        Err(error) => {
            flush(&mut env);
            return fail(error, &env);
        }
    };
    if flush(&mut env) {
        ExitCode::from(code)
    } else {
        ExitCode::SUCCESS
    }
}

/// Runs the command; `--json=FIELDS` narrows what it prints to the keys that were chosen.
fn narrowed(cli: Cli, env: &mut Env) -> anyhow::Result<u8> {
    let name = cli.command.as_ref().map_or("status", Verb::name);
    let list = env.global.json.clone().filter(|list| !list.is_empty());
    env.fields = list
        .map(|list| Fields::for_command(name, &list))
        .transpose()?;
    let code = run(cli, env)?;
    // These three take the keys for each record or finding themselves.
    if let Some(fields) = env.fields.take()
        && !matches!(name, "list" | "show" | "check")
    {
        let printed = std::mem::take(&mut env.out);
        write_narrowed(&printed, &fields, &mut env.out)?;
    }
    Ok(code)
}

fn run(cli: Cli, env: &mut Env) -> anyhow::Result<u8> {
    match cli.command {
        None => commands::status::run(env),
        Some(Verb::Init(args)) => commands::init::run(&args, env),
        Some(Verb::New(args)) => commands::new::run(&args, env),
        Some(Verb::Edit(args)) => commands::edit::run(&args, env),
        Some(Verb::Set(args)) => commands::set::run(&args, env),
        Some(Verb::Update(args)) => commands::update::run(&args, env),
        Some(Verb::Review(args)) => commands::review::run(&args, env),
        Some(Verb::Note(args)) => commands::note::run(&args, env),
        Some(Verb::Step(args)) => commands::step::run(&args.verb, &args.step, env),
        Some(Verb::Take(verb, args)) => commands::step::run(&verb, &args, env),
        Some(Verb::List(args)) => commands::list::run(&args, env),
        Some(Verb::Show(args)) => commands::show::run(&args, env),
        Some(Verb::Search(args)) => commands::search::run(&args, env),
        Some(Verb::Why(args)) => commands::why::run(&args, env),
        Some(Verb::Who(args)) => commands::who::run(&args, env),
        Some(Verb::Inbox(args)) => commands::inbox::run(&args, env),
        Some(Verb::Log(args)) => commands::log::run(&args, env),
        Some(Verb::Diff(args)) => commands::diff::run(&args, env),
        Some(Verb::Graph(args)) => commands::graph::run(&args, env),
        Some(Verb::Stats(args)) => commands::stats::run(&args, env),
        Some(Verb::Check(args)) => commands::check::run(&args, env),
        Some(Verb::Explain(args)) => commands::explain::run(&args, env),
        Some(Verb::Link(args)) => commands::link::run(&args, env),
        Some(Verb::Unlink(args)) => commands::link::run_unlink(&args, env),
        Some(Verb::Renumber(args)) => commands::renumber::run(&args, env),
        Some(Verb::Mv(args)) => commands::mv::run(&args, env),
        Some(Verb::Undo(args)) => commands::undo::run(&args, env),
        Some(Verb::Index(args)) => commands::index::run(&args, env),
        Some(Verb::Convert(args)) => commands::convert::run(&args, env),
        Some(Verb::Site(args)) => commands::site::run(&args, env),
        Some(Verb::Export(args)) => commands::export::run(&args, env),
        Some(Verb::Doctor(args)) => commands::doctor::run(&args, env),
        Some(Verb::Config(args)) => commands::config::run(&args, env),
        Some(Verb::Schema(args)) => commands::schema::run(&args, env),
        Some(Verb::Demo(args)) => commands::demo::run(&args, env),
    }
}

/// Prints what the command left on its output; false where nobody reads it any more.
fn flush(env: &mut Env) -> bool {
    let text = std::mem::take(&mut env.out);
    if text.is_empty() || (env.may_page() && terminal::page(env, &text)) {
        return true;
    }
    let mut out = io::stdout().lock();
    match out.write_all(&text).and_then(|()| out.flush()) {
        Ok(()) => true,
        Err(error) => {
            if error.kind() != io::ErrorKind::BrokenPipe {
                let _ = writeln!(
                    io::stderr(),
                    "error: cannot write to standard output: {error}"
                );
            }
            false
        }
    }
}

fn fail(error: anyhow::Error, env: &Env) -> ExitCode {
    let failure = failure::told(error);
    let mut err = io::stderr().lock();
    let _ = if env.wants_json() {
        report::failure::write_json(&failure, &mut err)
    } else {
        report::failure::write(&failure, env.talk_style(), &mut err)
    };
    ExitCode::from(failure.code)
}

/// A command line that names no command of declog's may name a step of the log's own kinds: `declog settle INC-2`.
///
/// Gives the exit code where it does not, or where the log cannot say so.
fn read_again(error: &clap::Error) -> Result<Cli, ExitCode> {
    let is_no_command = error.kind() == clap::error::ErrorKind::InvalidSubcommand;
    let global = args::around(env::words()).filter(|_| is_no_command);
    let Some(env) = global.and_then(|global| Env::new(global).ok()) else {
        return Err(misread(error));
    };
    match kinds::here(&env) {
        // Clap wants its commands to live as long as the program, which this happens in once.
        Ok(kinds) => args::parse_with(env::words(), kinds.leak()).map_err(|error| misread(&error)),
        Err(wrong) if wrong.is::<Refused>() => Err(fail(wrong, &env)),
        // Without a log there is nobody to ask.
        Err(_) => Err(misread(error)),
    }
}

/// A command line that clap cannot read, or one that asks for help or the version.
fn misread(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let json = env::words()
        .skip(1)
        .take_while(|word| word != "--")
        .any(|word| word == "--json" || word.to_string_lossy().starts_with("--json="));
    let failure = misread::failure(error);
    let mut err = io::stderr().lock();
    let _ = if json {
        report::failure::write_json(&failure, &mut err)
    } else {
        report::failure::write(&failure, env::talk_style(), &mut err)
    };
    ExitCode::from(failure.code)
}

/// A panic is a bug of ours: say so, and end with the code for it.
fn report_bugs() {
    std::panic::set_hook(Box::new(|info| {
        let _ = writeln!(io::stderr(), "error: a bug in declog: {info}");
        let _ = writeln!(
            io::stderr(),
            "  help: please report it with the command you typed"
        );
        env::exit(failure::BUG);
    }));
}

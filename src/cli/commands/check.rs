//! `declog check`: what is wrong with the records, and whether that fails the run.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};

use crate::check::{self, Emptiness, Held, Options, OwnCard};
use crate::cli::args::{Reading, Writing};
use crate::cli::baseline;
use crate::cli::clashes::clashes;
use crate::cli::env::Env;
use crate::cli::facts::checked;
use crate::cli::failure::{Refused, usage};
use crate::cli::governing::governing;
use crate::cli::load::{Loaded, holds, load, load_to_write};
use crate::cli::onto::{self, Change, Onto};
use crate::cli::plan::{Plan, Planned};
use crate::cli::unknown::unknown;
use crate::cli::write;
use crate::index::Index;
use crate::model::change;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::facts::Clash;
use crate::model::settings::Settings;
use crate::report::findings::{FORMATS, FileCounts, Findings, Governing, MARKDOWN, Ruled, Unknown};
use crate::store::{Draft, Revision};
use crate::text::edit;

/// Check that the records are complete and true; exit 1 when they are not
#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Report only what is in these files or folders; everything is read all the same
    path: Vec<String>,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))))]
    format: String,
    /// Do not report a rule
    #[arg(short = 'A', long, value_name = "RULE")]
    allow: Vec<String>,
    /// Report a rule, and let the run succeed
    #[arg(short = 'W', long, value_name = "RULE")]
    warn: Vec<String>,
    /// Report a rule, and fail the run
    #[arg(short = 'D', long, value_name = "RULE")]
    deny: Vec<String>,
    /// Run only that rule (may be repeated)
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
    /// The lowest level of finding that fails the run; `unknown` also fails it where a shallow clone hides history
    #[arg(long, value_name = "LEVEL", default_value = "deny")]
    fail_on: FailOn,
    /// Report only what a change brings: it is checked as if merged onto REV, by the settings of REV
    #[arg(long, value_name = "REV", conflicts_with_all = ["at", "fix"])]
    base: Option<String>,
    /// With `--base`: judge by the settings of another revision, such as HEAD
    #[arg(long, value_name = "REV", requires = "base")]
    config_from: Option<String>,
    /// Check what is staged instead of the working tree, as a pre-commit hook does
    #[arg(long, conflicts_with_all = ["rev", "at", "fix"])]
    staged: bool,
    /// Look for duplicate ids on all branches too, and name both claimants
    #[arg(long)]
    all_refs: bool,
    /// A log without records is fine
    #[arg(long)]
    allow_empty: bool,
    /// Mend what can be mended without asking
    #[arg(long)]
    fix: bool,
    /// Write down how much is found, for later runs to be silent about; what is there already may only shrink
    #[arg(long, conflicts_with_all = ["path", "allow", "warn", "deny", "only", "all_refs", "fix", "rev", "at"])]
    write_baseline: bool,
    /// Report what the baseline counts too
    #[arg(long, conflicts_with = "write_baseline")]
    no_baseline: bool,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    reading: Reading,
}

/// What fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Allow,
    Warn,
    Deny,
    Unknown,
}

pub(in crate::cli) fn run(args: &CheckArgs, env: &mut Env) -> anyhow::Result<u8> {
    if args.fix && (args.reading.rev.is_some() || args.reading.at.is_some()) {
        return Err(usage(
            "`--fix` changes the working tree, and `--rev` and `--at` do not read it",
        )
        .with_help("declog check --fix")
        .into());
    }
    if let Some(onto) = onto(args, env) {
        let merged = onto::merged(env, &onto)?;
        let base = merged.base.clone();
        let options = options(args, &merged.loaded.index.log.settings)?;
        let clashes = claimed(args, &merged.loaded)?;
        let (loaded, findings) = onto::newly_found(merged, &options, clashes)?;
        let held = Held {
            told: findings,
            silent: Vec::new(),
        };
        let ran = Ran {
            options,
            held,
            base: Some(base),
        };
        return told(args, &loaded, ran, env);
    }
    let loaded = match args.fix || args.write_baseline {
        true => load_to_write(env, &args.writing)?,
        false if args.staged => onto::staged(env)?,
        false => load(env, &args.reading)?,
    };
    let loaded = read_baseline(args, loaded)?;
    let options = options(args, &loaded.index.log.settings)?;
    let clashes = claimed(args, &loaded)?;
    let (mut loaded, mut findings) = checked(loaded, &options, clashes.clone())?;
    if args.write_baseline {
        return baseline::write_anew(loaded, &findings, &args.writing, env);
    }
    if args.fix
        && let Some(plan) = plan(&loaded.index, &findings)?
    {
        write::write(loaded, &plan, &args.writing, env)?;
        if args.writing.dry_run {
            return Ok(0);
        }
        if env.wants_json() {
            env.out.clear();
        }
        let again = read_baseline(args, load(env, &args.reading)?)?;
        (loaded, findings) = checked(again, &options, clashes)?;
    }
    let held = check::held(&loaded.index, findings);
    told(
        args,
        &loaded,
        Ran {
            options,
            held,
            base: None,
        },
        env,
    )
}

fn read_baseline(args: &CheckArgs, loaded: Loaded) -> anyhow::Result<Loaded> {
    match args.no_baseline {
        true => Ok(loaded),
        false => baseline::with_baseline(loaded),
    }
}

/// What is to be checked as if it were merged.
fn onto<'a>(args: &'a CheckArgs, env: &Env) -> Option<Onto<'a>> {
    Some(Onto {
        base: args.base.as_deref()?,
        config_from: args.config_from.as_deref(),
        change: match &args.reading.rev {
            Some(rev) => Change::Revision(rev),
            None if args.staged => Change::Draft(Draft::Staged(env.index())),
            None => Change::Draft(Draft::WorkingTree),
        },
    })
}

/// What other branches claim, where that is asked for.
fn claimed(args: &CheckArgs, loaded: &Loaded) -> anyhow::Result<Vec<Clash>> {
    match args.all_refs {
        true => clashes(loaded),
        false => Ok(Vec::new()),
    }
}

/// Prints what was found, and says whether that fails the run.
fn told(args: &CheckArgs, loaded: &Loaded, ran: Ran, env: &mut Env) -> anyhow::Result<u8> {
    let shown = Held {
        told: within(loaded, env, &args.path, ran.held.told)?,
        silent: within(loaded, env, &args.path, ran.held.silent)?,
    };
    let unknown = unknown(loaded, &ran.options)?;
    let asked = ran.base.filter(|_| args.format == MARKDOWN);
    let governing = asked.map(|base| governing(loaded, &base, loaded.revision.as_ref()));
    let governing = governing.transpose()?;
    let told = Told {
        findings: &shown,
        options: &ran.options,
        unknown: unknown.as_ref(),
        governing: governing.as_ref(),
    };
    print(args, &loaded.index, &told, env)?;
    Ok(u8::from(fails(args, &told)))
}

fn options(args: &CheckArgs, settings: &Settings) -> Result<Options, Refused> {
    let mut options = Options {
        only: args.only.clone(),
        ..Options::default()
    };
    if args.allow_empty {
        options.allow_empty = Emptiness::Allowed;
    }
    let levels = [
        (Level::Allow, &args.allow),
        (Level::Warn, &args.warn),
        (Level::Deny, &args.deny),
    ];
    for (level, rules) in levels {
        for rule in rules {
            options.levels.insert(rule.clone(), level);
        }
    }
    for rule in options.levels.keys().chain(&options.only) {
        known(rule, settings)?;
    }
    Ok(options)
}

/// Refuses a rule that neither comes with declog nor stands in the settings.
pub(in crate::cli) fn known(rule: &str, settings: &Settings) -> Result<(), Refused> {
    if check::is_rule(rule, settings) {
        return Ok(());
    }
    let refused = usage(format!("there is no rule `{rule}`"));
    Err(match check::close_to(rule, settings) {
        Some(close) => refused.with_help(format!("did you mean `{close}`?")),
        None => refused.with_help("`declog explain` lists the rules"),
    })
}

/// Only the findings in the paths that were named; a path that is not there is a mistake.
fn within(
    loaded: &Loaded,
    env: &Env,
    paths: &[String],
    findings: Vec<Diagnostic>,
) -> Result<Vec<Diagnostic>, Refused> {
    if paths.is_empty() {
        return Ok(findings);
    }
    let index = &loaded.index;
    let files = || {
        let records = index
            .records
            .iter()
            .map(|record| record.source.path.as_str());
        let ignored = index.ignored.iter().map(|file| file.path.as_str());
        records
            .chain(ignored)
            .chain(index.unreadable.iter().map(|source| source.path.as_str()))
    };
    let baseline = index.log.baseline.file.iter();
    let settings = || {
        baseline
            .clone()
            .chain([&index.log.file])
            .map(|file| file.path.as_str())
    };
    let mut folders = Vec::new();
    for typed in paths {
        let path = loaded.repository.relative(&env.cwd.join(typed));
        match path.filter(|path| {
            files().any(|file| holds(path, file)) || settings().any(|file| holds(path, file))
        }) {
            Some(path) => folders.push(path),
            None => {
                let folders = loaded.folders().join(", ");
                return Err(usage(format!("`{typed}` holds no record of this log"))
                    .with_help(format!("records are in {folders}")));
            }
        }
    }
    Ok(findings
        .into_iter()
        .filter(|finding| folders.iter().any(|folder| holds(folder, &finding.path)))
        .collect())
}

/// A run, before anybody asked which part of it is told.
struct Ran {
    options: Options,
    held: Held,
    /// What it was merged onto.
    base: Option<Revision>,
}

/// What is told of a run.
struct Told<'a> {
    findings: &'a Held,
    options: &'a Options,
    unknown: Option<&'a Unknown>,
    governing: Option<&'a Governing>,
}

fn print(args: &CheckArgs, index: &Index, told: &Told<'_>, env: &mut Env) -> anyhow::Result<()> {
    let name = if env.wants_json() {
        "json"
    } else {
        args.format.as_str()
    };
    let format = FORMATS
        .iter()
        .find(|format| format.name == name)
        .unwrap_or(&FORMATS[0]);
    let sources = |path: &str| index.source(path);
    let own = check::own_cards(&index.log);
    let cards = check::cards().into_iter();
    let cards = cards.chain(own.iter().map(OwnCard::card));
    let rules: Vec<Ruled<'_>> = cards
        .map(|card| Ruled {
            card,
            level: check::level(index, told.options, &card),
        })
        .collect();
    let all = Findings {
        diagnostics: &told.findings.told,
        baseline: told.findings.silent.len(),
        sources: &sources,
        files: file_counts(index),
        as_of: index.log.as_of,
        rev: index.log.rev.as_deref(),
        fields: env.fields.as_ref(),
        settings: &index.log.file.path,
        rules: &rules,
        unknown: told.unknown,
        governing: told.governing,
    };
    let style = env.style();
    (format.write)(&all, style, &mut env.out)?;
    if env.global.verbose > 0 {
        for file in index
            .ignored
            .iter()
            .filter(|file| file.path.ends_with(".md"))
        {
            let path = crate::report::safe::visible(&file.path);
            env.say(&format!("ignored {path}: {}", file.reason));
        }
    }
    Ok(())
}

/// How many files were read, and what they are.
pub(in crate::cli) fn file_counts(index: &Index) -> FileCounts {
    FileCounts {
        records: index.records.len(),
        ignored: index.ignored.len(),
        unreadable: index.unreadable.len(),
    }
}

fn fails(args: &CheckArgs, told: &Told<'_>) -> bool {
    let least = match args.fail_on {
        FailOn::Allow => Level::Allow,
        FailOn::Warn => Level::Warn,
        FailOn::Deny | FailOn::Unknown => Level::Deny,
    };
    let mut findings = told.findings.told.iter();
    findings.any(|finding| finding.level >= least)
        || (args.fail_on == FailOn::Unknown && told.unknown.is_some())
}

/// The fixes of all findings that have one, a file at a time.
fn plan(index: &Index, findings: &[Diagnostic]) -> anyhow::Result<Option<Plan>> {
    let mut plan = Plan::default();
    for (at, record) in index.records.iter().enumerate() {
        let mine = findings
            .iter()
            .filter(|finding| finding.path == record.source.path);
        let fixes: Vec<change::Change> = mine.filter_map(|finding| finding.fix.clone()).collect();
        if fixes.is_empty() {
            continue;
        }
        let new = edit::edit(record, &change::Change::All(fixes))?;
        let state = |at: usize| index.records[at].state().map(|state| state.name.clone());
        plan.files.push(Planned {
            id: Some(record.id.clone()),
            path: record.source.path.clone(),
            old: Some(record.source.text.clone()),
            new,
            from: state(at),
            to: state(at),
        });
        plan.trailers.push(format!("Declog-Record: {}", record.id));
    }
    plan.subject = "fix what check found".to_owned();
    Ok((!plan.files.is_empty()).then_some(plan))
}

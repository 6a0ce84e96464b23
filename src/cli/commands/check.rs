//! `declog check`: what is wrong with the records, and whether that fails the run.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};

use crate::check::{self, Emptiness, Options, OwnCard};
use crate::cli::args::{Reading, Writing};
use crate::cli::clashes::clashes;
use crate::cli::env::Env;
use crate::cli::facts::checked;
use crate::cli::failure::{Refused, usage};
use crate::cli::governing::governing;
use crate::cli::load::{Loaded, load, load_to_write};
use crate::cli::plan::{Plan, Planned};
use crate::cli::unknown::unknown;
use crate::cli::write;
use crate::index::Index;
use crate::model::change::Change;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::settings::Settings;
use crate::report::findings::{FORMATS, FileCounts, Findings, Governing, MARKDOWN, Ruled, Unknown};
use crate::store::Revision;
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
    /// Look for duplicate ids on all branches too, and name both claimants
    #[arg(long)]
    all_refs: bool,
    /// A log without records is fine
    #[arg(long)]
    allow_empty: bool,
    /// Mend what can be mended without asking
    #[arg(long)]
    fix: bool,
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
    let loaded = match args.fix {
        true => load_to_write(env, &args.writing)?,
        false => load(env, &args.reading)?,
    };
    let options = options(args, &loaded.index.log.settings)?;
    let clashes = match args.all_refs {
        true => clashes(&loaded)?,
        false => Vec::new(),
    };
    let (mut loaded, mut findings) = checked(loaded, &options, clashes.clone())?;
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
        (loaded, findings) = checked(load(env, &args.reading)?, &options, clashes)?;
    }
    let shown = within(&loaded, env, &args.path, findings)?;
    let unknown = unknown(&loaded, &options)?;
    let base: Option<Revision> = None;
    let asked = base.filter(|_| args.format == MARKDOWN);
    let governing = asked.map(|base| governing(&loaded, &base, loaded.revision.as_ref()));
    let governing = governing.transpose()?;
    let told = Told {
        findings: &shown,
        options: &options,
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
    let holds = |folder: &str, file: &str| {
        folder.is_empty()
            || file
                .strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut folders = Vec::new();
    for typed in paths {
        let path = loaded.repository.relative(&env.cwd.join(typed));
        match path.filter(|path| {
            files().any(|file| holds(path, file)) || holds(path, &loaded.index.log.file.path)
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

/// What is told of a run.
struct Told<'a> {
    findings: &'a [Diagnostic],
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
        diagnostics: told.findings,
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
    let mut findings = told.findings.iter();
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
        let fixes: Vec<Change> = mine.filter_map(|finding| finding.fix.clone()).collect();
        if fixes.is_empty() {
            continue;
        }
        let new = edit::edit(record, &Change::All(fixes))?;
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

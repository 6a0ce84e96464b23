//! `declog check`: what is wrong with the records, and whether that fails the run.

mod paths;
mod told;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};

use crate::check::{self, Emptiness, Held, Options};
use crate::cli::args::{Reading, Writing};
use crate::cli::baseline;
use crate::cli::clashes::clashes;
use crate::cli::env::Env;
use crate::cli::facts::checked;
use crate::cli::failure::{Refused, usage};
use crate::cli::load::{Loaded, load, load_to_write};
use crate::cli::mend::{What, Wish, mend};
use crate::cli::onto::{self, Change, Onto};
use crate::model::diagnostic::Level;
use crate::model::facts::Clash;
use crate::model::settings::Settings;
use crate::report::findings::FORMATS;
use crate::store::{Draft, Revision};
use paths::{folders, is_within};

pub(in crate::cli) use told::file_counts;

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
    #[arg(long, value_name = "REV", conflicts_with_all = ["at", "fix", "diff", "write_baseline"])]
    base: Option<String>,
    /// With `--base`: judge by the settings of another revision, such as HEAD
    #[arg(long, value_name = "REV", requires = "base")]
    config_from: Option<String>,
    /// Check what is staged instead of the working tree, as a pre-commit hook does
    #[arg(long, conflicts_with_all = ["rev", "at", "fix", "diff", "write_baseline"])]
    staged: bool,
    /// Look for duplicate ids on all branches too, and name both claimants
    #[arg(long)]
    all_refs: bool,
    /// A log without records is fine
    #[arg(long)]
    allow_empty: bool,
    /// Mend what can be mended without asking; with `format` also put front matter into the order and spelling of its kind
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "safe")]
    fix: Option<What>,
    /// Show what `--fix` would change instead of changing it; exit 1 where it would
    #[arg(long)]
    diff: bool,
    /// Write down how much is found, for later runs to be silent about; what is there already may only shrink
    #[arg(long, conflicts_with_all = ["path", "allow", "warn", "deny", "only", "all_refs", "fix", "diff", "rev", "at"])]
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

/// A run, before anybody asked which part of it is told.
struct Ran {
    loaded: Loaded,
    options: Options,
    held: Held,
    /// What it was merged onto.
    base: Option<Revision>,
}

pub(in crate::cli) fn run(args: &CheckArgs, env: &mut Env) -> anyhow::Result<u8> {
    if let Some(onto) = onto(args, env) {
        return told::tell(args, as_merged(args, &onto, env)?, env);
    }
    let what = args.fix.or(args.diff.then_some(What::Safe));
    if what.is_some() && (args.reading.rev.is_some() || args.reading.at.is_some()) {
        return Err(usage(
            "`--fix` changes the working tree, and `--rev` and `--at` do not read it",
        )
        .with_help("declog check --fix")
        .into());
    }
    let writing = Writing {
        dry_run: args.writing.dry_run || args.diff,
        ..args.writing
    };
    let loaded = match what.is_some() || args.write_baseline {
        true => load_to_write(env, &writing)?,
        false if args.staged => onto::staged(env)?,
        false => load(env, &args.reading)?,
    };
    let loaded = read_baseline(args, loaded)?;
    let options = options(args, &loaded.index.log.settings)?;
    let clashes = claimed(args, &loaded)?;
    let (mut loaded, mut findings) = checked(loaded, &options, clashes.clone())?;
    if args.write_baseline {
        return baseline::write_anew(loaded, &findings, &writing, env);
    }
    if let Some(what) = what {
        let folders = folders(&loaded, env, &args.path).map_err(|refused| joined(args, refused))?;
        let wish = Wish {
            what,
            is_meant: &|path| is_within(&folders, path),
            writing: &writing,
            options: &options,
            clashes: &clashes,
        };
        let changes = mend(loaded, findings, &wish, env)?;
        if writing.dry_run {
            return Ok(u8::from(args.diff && changes));
        }
        if env.wants_json() {
            env.out.clear();
        }
        let again = read_baseline(args, load(env, &args.reading)?)?;
        (loaded, findings) = checked(again, &options, clashes)?;
    }
    let ran = Ran {
        held: check::held(&loaded.index, findings),
        loaded,
        options,
        base: None,
    };
    told::tell(args, ran, env)
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

/// Checks what would be there, and keeps what is new.
fn as_merged(args: &CheckArgs, onto: &Onto<'_>, env: &Env) -> anyhow::Result<Ran> {
    let merged = onto::merged(env, onto)?;
    let base = merged.base.clone();
    let options = options(args, &merged.loaded.index.log.settings)?;
    let clashes = claimed(args, &merged.loaded)?;
    let (loaded, findings) = onto::newly_found(merged, &options, clashes)?;
    Ok(Ran {
        loaded,
        options,
        held: Held {
            told: findings,
            silent: Vec::new(),
        },
        base: Some(base),
    })
}

/// What other branches claim, where that is asked for.
fn claimed(args: &CheckArgs, loaded: &Loaded) -> anyhow::Result<Vec<Clash>> {
    match args.all_refs {
        true => clashes(loaded),
        false => Ok(Vec::new()),
    }
}

fn read_baseline(args: &CheckArgs, loaded: Loaded) -> anyhow::Result<Loaded> {
    match args.no_baseline {
        true => Ok(loaded),
        false => baseline::with_baseline(loaded),
    }
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

/// With the word for what is to be mended where it belongs: behind a space it is a path.
fn joined(args: &CheckArgs, refused: Refused) -> Refused {
    let mut words = What::value_variants()
        .iter()
        .filter_map(What::to_possible_value);
    let meant = words.find(|word| args.path.iter().any(|path| word.matches(path, false)));
    match meant {
        Some(word) => refused.with_help(format!("declog check --fix={}", word.get_name())),
        None => refused,
    }
}

//! `declog check`: what is wrong with the records, and whether that fails the run.

use clap::builder::PossibleValuesParser;
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
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::settings::Settings;
use crate::report::findings::{FORMATS, FileCounts, Findings};

/// Check that the records are complete and true; exit 1 when they are not
#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Report only what is in these files or folders; everything is read all the same
    path: Vec<String>,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
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

pub(in crate::cli) fn run(args: &CheckArgs, env: &mut Env) -> anyhow::Result<u8> {
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
        false => load(env, &args.reading)?,
    };
    let loaded = read_baseline(args, loaded)?;
    let options = options(args, &loaded.index.log.settings)?;
    let clashes = match args.all_refs {
        true => clashes(&loaded)?,
        false => Vec::new(),
    };
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
    let held = check::held(&loaded.index, findings);
    let folders = folders(&loaded, env, &args.path)?;
    let shown = Held {
        told: within(&folders, held.told),
        silent: within(&folders, held.silent),
    };
    print(args, &loaded.index, &shown, env)?;
    Ok(u8::from(fails(args, &loaded, &options, &shown.told)))
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

/// The files and folders that were named, from the repository's root; one that is not there is a mistake.
fn folders(loaded: &Loaded, env: &Env, paths: &[String]) -> Result<Vec<String>, Refused> {
    let index = &loaded.index;
    let files = || {
        let records = index
            .records
            .iter()
            .map(|record| record.source.path.as_str());
        let ignored = index.ignored.iter().map(|file| file.path.as_str());
        let baseline = index.log.baseline.file.iter();
        let others = index.unreadable.iter().chain(baseline);
        records
            .chain(ignored)
            .chain(others.map(|source| source.path.as_str()))
            .chain([index.log.file.path.as_str()])
    };
    let mut folders = Vec::new();
    for typed in paths {
        let path = loaded.repository.relative(&env.cwd.join(typed));
        match path.filter(|path| files().any(|file| holds(path, file))) {
            Some(path) => folders.push(path),
            None => {
                let folders = loaded.folders().join(", ");
                return Err(usage(format!("`{typed}` holds no record of this log"))
                    .with_help(format!("records are in {folders}")));
            }
        }
    }
    Ok(folders)
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

fn holds(folder: &str, file: &str) -> bool {
    folder.is_empty()
        || file
            .strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a file is one of those that were named; all are where none was.
fn is_within(folders: &[String], path: &str) -> bool {
    folders.is_empty() || folders.iter().any(|folder| holds(folder, path))
}

fn within(folders: &[String], mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.retain(|finding| is_within(folders, &finding.path));
    findings
}

fn print(args: &CheckArgs, index: &Index, findings: &Held, env: &mut Env) -> anyhow::Result<()> {
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
    let all = Findings {
        diagnostics: &findings.told,
        baseline: findings.silent.len(),
        sources: &sources,
        files: file_counts(index),
        as_of: index.log.as_of,
        rev: index.log.rev.as_deref(),
        fields: env.fields.as_ref(),
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

fn fails(args: &CheckArgs, loaded: &Loaded, options: &Options, findings: &[Diagnostic]) -> bool {
    let least = match args.fail_on {
        FailOn::Allow => Level::Allow,
        FailOn::Warn => Level::Warn,
        FailOn::Deny | FailOn::Unknown => Level::Deny,
    };
    let hidden = || check::needs(&loaded.index, options).history && loaded.repository.is_shallow();
    findings.iter().any(|finding| finding.level >= least)
        || (args.fail_on == FailOn::Unknown && hidden())
}

//! A run told to whoever asked, and whether it fails.

use super::{CheckArgs, FailOn, Ran, paths};
use crate::check::{self, Held, Options, OwnCard};
use crate::cli::env::Env;
use crate::cli::governing::governing;
use crate::cli::unknown::unknown;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::report::findings::{FORMATS, FileCounts, Findings, Governing, MARKDOWN, Ruled, Unknown};

/// Prints what was found, and says whether that fails the run.
pub(super) fn tell(args: &CheckArgs, ran: Ran, env: &mut Env) -> anyhow::Result<u8> {
    let Ran {
        loaded,
        options,
        held,
        base,
    } = ran;
    let folders = paths::folders(&loaded, env, &args.path)?;
    let shown = paths::held(&folders, held);
    let unknown = unknown(&loaded, &options)?;
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

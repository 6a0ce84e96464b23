//! What `init` writes besides settings: the part of `AGENTS.md`, and the jobs that check the log.

use clap::{Args, ValueEnum};

use super::{Begun, existing};
use crate::cli::env::Env;
use crate::cli::failure::surroundings;
use crate::cli::load::below;
use crate::cli::plan::Planned;
use crate::index::Log;
use crate::report::init::Lines;
use crate::report::place::Place;
use crate::store::Repository;
use crate::text::agents::{self, LogLine};

/// Where a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Ci {
    /// A workflow of GitHub Actions
    Github,
    /// A file for GitLab CI to include
    Gitlab,
    /// A hook of pre-commit
    PreCommit,
}

/// Files of the user's that `init` may change or add to.
const AGENTS: &str = "AGENTS.md";

/// A file as it is to be, and what to do where somebody else's stands there.
struct Template {
    path: &'static str,
    text: &'static str,
    /// The lines to add, where the file is one that others write into too.
    add: Option<&'static str>,
    /// A word that is in the file once they were added.
    mark: &'static str,
}

const GITHUB: &[Template] = &[Template {
    path: ".github/workflows/declog.yml",
    text: include_str!("../../../examples/ci/github.yml"),
    add: None,
    mark: "",
}];

const GITLAB: &[Template] = &[
    Template {
        path: ".gitlab/declog-ci.yml",
        text: include_str!("../../../examples/ci/gitlab.yml"),
        add: None,
        mark: "",
    },
    Template {
        path: ".gitlab-ci.yml",
        text: INCLUDE,
        add: Some(INCLUDE),
        mark: ".gitlab/declog-ci.yml",
    },
];

const PRE_COMMIT: &[Template] = &[Template {
    path: ".pre-commit-config.yaml",
    text: include_str!("../../../examples/ci/pre-commit.yml"),
    add: Some(include_str!("../../../examples/ci/pre-commit.yml")),
    mark: "declog",
}];

const INCLUDE: &str = "include:\n  - local: .gitlab/declog-ci.yml\n";

/// The name of a report in the templates, without its end.
const REPORT: &str = "gl-code-quality-report";

/// What is asked for besides settings.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Wanted {
    /// Say in AGENTS.md how decisions are found and written here
    #[arg(long)]
    agents: bool,
    /// Write the job that checks the log
    #[arg(long, value_enum, value_name = "WHERE")]
    ci: Vec<Ci>,
}

/// What is written besides settings, and what is left to the user.
#[derive(Default)]
pub(in crate::cli) struct Extras {
    /// The files.
    pub(in crate::cli) files: Vec<Planned>,
    /// Lines for files that are the user's own.
    pub(in crate::cli) add: Vec<Lines>,
}

/// Puts together what was asked for besides settings, for those logs and all others of the repository.
pub(in crate::cli) fn extras(
    repository: &Repository,
    begun: &[Begun],
    wanted: &Wanted,
    env: &Env,
) -> anyhow::Result<Extras> {
    let mut extras = Extras::default();
    if !wanted.agents && wanted.ci.is_empty() {
        return Ok(extras);
    }
    let mut others = Vec::new();
    for root in repository.logs() {
        if begun.iter().all(|begun| begun.log.root != root) {
            others.push(existing(repository, &root, env)?);
        }
    }
    let mut logs: Vec<&Log> = begun
        .iter()
        .chain(&others)
        .map(|begun| &begun.log)
        .collect();
    logs.sort_by(|a, b| a.root.cmp(&b.root));
    if wanted.agents {
        extras.files.extend(agents_file(repository, &logs)?);
    }
    let roots: Vec<&str> = logs.iter().map(|log| log.root.as_str()).collect();
    for template in wanted.ci.iter().flat_map(|ci| templates(*ci)) {
        let new = for_logs(template.text, &roots);
        match repository.read_text(template.path, None)? {
            None => extras
                .files
                .push(Planned::of_file(template.path, None, new)),
            Some(old) if old == new => {}
            Some(old) => extras.add.extend(added(template, &old, &roots)),
        }
    }
    Ok(extras)
}

fn templates(ci: Ci) -> &'static [Template] {
    match ci {
        Ci::Github => GITHUB,
        Ci::Gitlab => GITLAB,
        Ci::PreCommit => PRE_COMMIT,
    }
}

/// What to add to a file that is there already; nothing where it was added before.
fn added(template: &Template, old: &str, roots: &[&str]) -> Option<Lines> {
    let lines = match template.add {
        Some(_) if old.contains(template.mark) => return None,
        Some(lines) => for_logs(lines, roots),
        None => String::new(),
    };
    let without_remarks = lines.lines().filter(|line| !line.starts_with('#'));
    Some(Lines {
        path: template.path.to_owned(),
        lines: without_remarks.collect::<Vec<_>>().join("\n"),
    })
}

fn agents_file(repository: &Repository, logs: &[&Log]) -> anyhow::Result<Option<Planned>> {
    let old = repository.read_text(AGENTS, None)?;
    let lines: Vec<LogLine> = logs.iter().map(|log| log_line(log)).collect();
    let new = agents::put(old.as_deref().unwrap_or_default(), &lines).map_err(|torn| {
        surroundings(format!("cannot change `{AGENTS}`: {torn}"))
            .with_help("take the marks out, or put the missing one back; nothing was written")
    })?;
    let same = old.as_deref() == Some(new.as_str());
    Ok((!same).then(|| Planned::of_file(AGENTS, old, new)))
}

fn log_line(log: &Log) -> LogLine {
    let kinds = log
        .kinds
        .iter()
        .map(|kind| (kind.plural.clone(), below(&log.root, &kind.folder)));
    let prefix = log.kinds.first().map_or("DEC", |kind| kind.prefix.as_str());
    LogLine {
        root: log.root.clone(),
        kinds: kinds.collect(),
        id: format!("{prefix}-12"),
    }
}

/// A template whose commands run in each of the logs; the one at the repository's root needs no word.
fn for_logs(template: &str, roots: &[&str]) -> String {
    if matches!(roots, [] | [""]) {
        return template.to_owned();
    }
    let mut text = String::new();
    for line in template.split_inclusive('\n') {
        match line.split_once("declog ") {
            Some((before, command)) if is_command(before) => {
                text.push_str(&for_each(before, command.trim_end(), roots));
            }
            _ => text.push_str(line),
        }
    }
    text
}

/// Whether what stands before `declog` in a line of a template makes it a command.
fn is_command(before: &str) -> bool {
    matches!(before.trim_start(), "- " | "- run: " | "entry: ")
}

fn for_each(before: &str, command: &str, roots: &[&str]) -> String {
    let place = Place::default();
    let several = roots.len() > 1;
    let commands = roots.iter().enumerate().map(|(at, root)| {
        let inside = if root.is_empty() {
            String::new()
        } else {
            format!("-C {} ", place.word(root))
        };
        let Some(options) = command.strip_prefix("site") else {
            // So has each report.
            let command = match several {
                true => command.replace(REPORT, &format!("gl-code-quality-{}", at + 1)),
                false => command.to_owned(),
            };
            return format!("declog {inside}{command}");
        };
        // `--output` is a path from where the log is; each site has a folder of its own.
        let folder = options.trim().strip_prefix("--output ").unwrap_or("_site");
        let own = if several && !root.is_empty() {
            format!("/{root}")
        } else {
            String::new()
        };
        format!("declog {inside}site --output \"$PWD/{folder}{own}\"")
    });
    let commands: Vec<String> = commands.collect();
    // A hook is one command.
    if before.trim_start() == "entry: " && several {
        return format!("{before}sh -c '{}'\n", commands.join(" && "));
    }
    commands
        .iter()
        .map(|command| format!("{before}{command}\n"))
        .collect()
}

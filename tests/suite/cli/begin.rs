//! `init` in repositories of every shape: what it finds, what it writes, and that it never does half of it.

use declog::model::source::Source;
use declog::text::kinds::builtin;
use declog::text::settings;

use super::{Session, work};
use crate::sandbox::Sandbox;

/// A decision in the shape of many logs.
fn decision(title: &str, status: &str) -> String {
    format!(
        "---\nstatus: {status}\ndate: 2024-03-01\ndeciders: Ada\n---\n# {title}\n\n## Context and Problem Statement\n\n\
         We need one.\n\n## Considered Options\n\n* One\n* None\n\n## Decision Outcome\n\nOne.\n"
    )
}

/// A page of a book.
const PAGE: &str = "# Ownership\n\nEvery value has an owner, and there is one at a time.\n";

/// A repository with those decisions, committed.
fn with(decisions: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    for path in decisions {
        sandbox.write(path, decision("Use it", "accepted"));
    }
    sandbox.commit("what there is");
    sandbox
}

#[test]
fn where_nothing_is_a_log_is_made() {
    let sandbox = Sandbox::new();
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "-n"]);
    session.declog(&["init"]);
    session.declog(&["init"]);
    session.declog(&["init", "-n"]);
    session.check("begin-nothing.txt");
}

#[test]
fn a_folder_deep_in_the_repository_is_found() {
    let folder = "platform/ledger/documentation/architecture/decisions";
    let sandbox = with(&[]);
    sandbox.write(
        &format!("{folder}/adr-001-use-it.md"),
        decision("Use it", "accepted"),
    );
    sandbox.write(
        &format!("{folder}/adr-002-use-more.md"),
        decision("Use more", "Parked"),
    );
    sandbox.write(
        &format!("{folder}/adr-003-use-less.md"),
        decision("Use less", "Parked"),
    );
    sandbox.write(
        &format!("{folder}/adr-004-wait.md"),
        decision("Wait", "'2/3 \"there\" now'"),
    );
    sandbox.write(&format!("{folder}/README.md"), PAGE);
    sandbox.write("README.md", PAGE);
    sandbox.write("node_modules/x/adr/0001-no.md", decision("No", "accepted"));
    sandbox.write("ignored/adr/0001-no.md", decision("No", "accepted"));
    sandbox.write(".gitignore", "ignored\nnode_modules\n");
    sandbox.commit("the decisions so far");
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "--json"]);
    session.file("declog.toml");
    session.declog(&["init"]);
    session.declog(&["list"]);
    session.declog(&["check", "--format", "concise"]);
    session.git(&["status", "--short"]);
    session.check("begin-deep.txt");
}

#[test]
fn every_package_with_records_becomes_a_log() {
    let sandbox = with(&[
        "packages/red/docs/adr/0001-a.md",
        "packages/blue/docs/adr/0001-a.md",
        "packages/blue/docs/adr/0002-b.md",
        "docs/adr/0001-a.md",
    ]);
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "packages/blue", "-n", "-q"]);
    session.declog(&["init", "-c"]);
    session.declog(&["init"]);
    session.declog(&["-C", "packages/blue", "list"]);
    session.declog(&["-C", "packages/red", "check"]);
    session.declog(&["check"]);
    // A package that comes later is found beside those that are there.
    std::fs::remove_file(sandbox.root().join("declog.toml")).expect("a file");
    sandbox.write(
        "packages/green/adr/0001-c.md",
        decision("Use it", "accepted"),
    );
    std::fs::remove_dir_all(sandbox.root().join("docs")).expect("a folder");
    session.declog(&["init"]);
    session.declog(&["init"]);
    session.git(&["status", "--short", "--untracked-files=all"]);
    session.check("begin-packages.txt");
}

#[test]
fn all_logs_are_begun_or_none() {
    let sandbox = with(&["red/docs/adr/0001-a.md", "blue/docs/adr/0001-a.md"]);
    // A folder stands where the second file has to go.
    sandbox.write("red/declog.toml/keep", "");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    assert_eq!(sandbox.files(), before);
    session.check("begin-half.txt");
}

#[test]
fn chapters_posts_and_fixtures_are_left_alone() {
    let sandbox = with(&["testdata/adr/0001-a.md"]);
    for number in 1..5 {
        sandbox.write(&format!("src/0{number}-chapter.md"), PAGE);
        sandbox.write(
            &format!("_posts/2024-01-0{number}-post.md"),
            "---\nlayout: post\n---\n\nHello.\n",
        );
        sandbox.write(
            &format!("changelog/000{number}-release.md"),
            "# Added\n\nMuch.\n",
        );
    }
    sandbox.commit("a book");
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "-n"]);
    // What is made for tests is taken where there is nothing else; here somebody says where to look.
    session.declog(&["init", "src"]);
    session.file("src/declog.toml");
    session.check("begin-book.txt");
}

#[test]
fn names_without_numbers_are_ids_themselves() {
    let sandbox = with(&[
        "decisions/2024-01-02-use-it.md",
        "decisions/2024-02-03-use-more.md",
    ]);
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.file("declog.toml");
    session.declog(&["list"]);
    session.declog(&["check"]);
    session.check("begin-days.txt");

    let sandbox = with(&[
        "docs/adr/2024-01-02-use-it/README.md",
        "docs/adr/2024-02-03-use-more/README.md",
    ]);
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.declog(&["list"]);
    session.declog(&["check"]);
    session.check("begin-folders.txt");
}

#[test]
fn what_looks_only_a_little_like_records_is_told() {
    let sandbox = with(&["docs/adr/0001-a.md", "docs/adr/0002-b.md"]);
    for name in ["cache", "faults", "links", "queue", "search"] {
        sandbox.write(
            &format!("docs/specs/{name}.md"),
            "# A\n\nStatus: draft\n\nText.\n",
        );
    }
    sandbox.commit("plans");
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.declog(&["init", "docs/specs", "--folder", "docs/specs", "-n"]);
    session.check("begin-weak.txt");
}

#[test]
fn a_repository_called_like_a_log_is_one() {
    let sandbox = with(&[]);
    for name in ["0001-links", "0002-queues", "0003-caches"] {
        sandbox.write(&format!("{name}/{name}.md"), PAGE);
    }
    sandbox.write("README.md", PAGE);
    sandbox.commit("texts");
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "-q"]);
    session.git(&["remote", "add", "origin", "git@example.com:acme/rfcs.git/"]);
    std::fs::remove_file(sandbox.root().join("declog.toml")).expect("a file");
    session.declog(&["init"]);
    session.declog(&["check", "-q"]);
    session.declog(&["list", "--format", "ids"]);
    session.check("begin-called.txt");
}

#[test]
fn a_folder_without_a_record_is_not_adopted() {
    let sandbox = with(&[]);
    let text = format!("---\nstatus: [\n---\n{}", decision("Use it", "accepted"));
    for name in ["0001-a.md", "0002-b.md"] {
        sandbox.write(&format!("design/adr/{name}"), &text);
    }
    sandbox.commit("what nobody can read");
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.check("begin-unreadable.txt");
}

#[test]
fn a_named_folder_is_adopted_and_no_other() {
    let sandbox = with(&["docs/adr/0001-a.md", "notes/0001-b.md"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "--folder", "../elsewhere"]);
    session.declog(&["init", "docs", "--folder", "notes"]);
    session.declog(&["init", "--folder", "notes"]);
    session.declog(&["init", "--folder", "./notes"]);
    session.declog(&["init", "--folder", "docs/adr"]);
    session.declog(&["init", "notes"]);
    session.declog(&["init", "notes", "--folder", "notes"]);
    session.declog(&["list", "--format", "ids"]);
    sandbox.write("pages/a.md", PAGE);
    sandbox.write("pages/README.md", PAGE);
    session.declog(&["init", "pages", "--folder", "pages", "-n"]);
    std::fs::remove_file(sandbox.root().join("pages/a.md")).expect("a file");
    session.declog(&["init", "pages", "--folder", "pages", "-n"]);
    session.check("begin-named.txt");
}

#[test]
fn a_folder_that_cannot_be_written_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = with(&["docs/adr/0001-a.md"]);
    let set = |mode| {
        std::fs::set_permissions(sandbox.root(), PermissionsExt::from_mode(mode)).expect("ours")
    };
    set(0o555);
    // Whoever may write everywhere cannot see what others see.
    let may_write = std::fs::write(sandbox.root().join("probe"), "").is_ok();
    let output = sandbox.declog(&["init", "--agents"]);
    set(0o755);
    if !may_write {
        let said = "error: cannot write `declog.toml`: permission denied\n";
        assert_eq!((output.code, output.stderr.as_str()), (3, said));
        assert_eq!(sandbox.git(&["status", "--short"]), "");
    }
}

/// Decisions by several people, with code owners and a `.mailmap`.
fn peopled() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(".mailmap", "Bo Chen <bo@example.com> <bo@old.example>\n");
    sandbox.write(
        ".github/CODEOWNERS",
        "# who is asked\n*  @shop/core\n/src/ledger/ @shop/core @bchen\n*.sql @carla # the tables\n\
         /docs/*.md docs@example.com\n/vendor/\n/src/ledger/\\#1.txt @renovate-bot\n",
    );
    let by = |author: &str, number: usize| {
        sandbox.write(
            &format!("docs/adr/000{number}-a.md"),
            decision("Use it", "accepted"),
        );
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "-q", "-m", "a decision", "--author", author]);
    };
    by("Bo Chen <bo@example.com>", 1);
    by("Bo <bo@old.example>", 2);
    by("Zoë Größe <12+zgroesse@users.noreply.github.com>", 3);
    by(
        "dependabot[bot] <49+dependabot[bot]@users.noreply.github.com>",
        4,
    );
    by("Zoë Größe <zoe@example.com>", 5);
    by("Ada Lovelace <mail@ada.example>", 6);
    by("Ada Bo <bo@third.example>", 7);
    sandbox.write("src/main.rs", "fn main() {}\n");
    sandbox.git(&["add", "--all"]);
    sandbox.git(&[
        "commit",
        "-q",
        "-m",
        "code",
        "--author",
        "Not Here <not@example.com>",
    ]);
    sandbox
}

/// Takes the `# ` from every line of a draft, as the remark above it says.
fn turned_on(text: &str) -> String {
    let (above, draft) = text
        .split_once("reports names that are nobody's.\n")
        .expect("the remark above the draft");
    let lines = draft
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line));
    format!("{above}\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn people_teams_and_areas_are_drafted() {
    let sandbox = peopled();
    let twin = sandbox.twin();
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.file("declog.toml");
    session.declog(&["check"]);
    let text = turned_on(&sandbox.read("declog.toml"));
    session.check("begin-people.txt");

    // What is turned on is what `--people` writes, and both can be read.
    let read = |text: String| {
        settings::parse(&Source::new("declog.toml", text), builtin()).expect("settings")
    };
    assert_eq!(twin.declog(&["init", "--people"]).code, 0);
    let settings = read(twin.read("declog.toml"));
    assert_eq!(read(text), settings);
    assert_eq!(
        (
            settings.people.len(),
            settings.teams.len(),
            settings.areas.len()
        ),
        (6, 1, 4)
    );
    let mut session = Session::new(&twin);
    session.declog(&["check", "--only", "unknown-person", "--format", "concise"]);
    session.check("begin-people-live.txt");
}

#[test]
fn a_shallow_clone_drafts_whom_it_knows() {
    let origin = peopled();
    let sandbox = Sandbox::without_git();
    let address = format!("file://{}", origin.root().display());
    sandbox.git(&["clone", "-q", "--depth", "2", &address, "."]);
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.declog(&["check"]);
    session.check("begin-shallow.txt");
}

#[test]
fn agents_are_told_how_decisions_are_kept() {
    let sandbox = with(&["docs/adr/0001-a.md"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "--agents"]);
    session.file("AGENTS.md");
    session.declog(&["init", "--agents"]);
    // Somebody's own words stay, and the part is put in its place again.
    let part = sandbox.read("AGENTS.md").replace("## Decisions", "## Old");
    sandbox.write(
        "AGENTS.md",
        format!("# Agents\n\nBe brief.\n\n{part}\nAnd kind.\n"),
    );
    session.declog(&["init", "--agents", "-n"]);
    sandbox.write(
        "AGENTS.md",
        "# Agents\n\n<!-- declog:begin -->\n\nBe brief.\n",
    );
    session.declog(&["init", "--agents"]);
    sandbox.write("AGENTS.md", "# Agents\r\n\r\nBe brief.\r\n");
    session.declog(&["init", "--agents"]);
    let text = sandbox.read("AGENTS.md");
    assert!(
        text.starts_with("# Agents\r\n\r\nBe brief.\r\n\r\n<!-- declog:begin -->\r\n"),
        "{text:?}"
    );
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    session.check("begin-agents.txt");
}

#[test]
fn every_command_that_agents_are_told_is_there() {
    let sandbox = with(&["docs/adr/0012-a.md", "docs/adr/0001-b.md"]);
    sandbox.declog(&["init", "--agents"]);
    let text = sandbox.read("AGENTS.md");
    let typed: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.strip_prefix("declog "))
        .collect();
    assert_eq!(typed.len(), 8, "{text}");
    for words in typed {
        let words = words
            .replace("WORDS", "ledger")
            .replace("RULE", "unowned")
            .replace("\"Use PostgreSQL\"", "Use-PostgreSQL")
            .replace("\"Why it came up.\"", "Because.")
            .replace("TITLE", "Title")
            .replace("TEXT", "Once.");
        let words: Vec<&str> = words.split(' ').collect();
        let output = sandbox.declog(&words);
        assert_eq!(output.code, 0, "{words:?}: {}", output.stderr);
    }
}

#[test]
fn jobs_are_written_and_never_over_others() {
    let sandbox = with(&["docs/adr/0001-a.md"]);
    let all = [
        "init",
        "--ci",
        "github",
        "--ci",
        "gitlab",
        "--ci",
        "pre-commit",
    ];
    let mut session = Session::new(&sandbox);
    session.declog(&all);
    for (path, template) in [
        (".github/workflows/declog.yml", "github.yml"),
        (".gitlab/declog-ci.yml", "gitlab.yml"),
        (".pre-commit-config.yaml", "pre-commit.yml"),
    ] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/ci/");
        let template = std::fs::read_to_string(format!("{folder}{template}")).expect("a template");
        assert_eq!(sandbox.read(path), template);
    }
    session.file(".gitlab-ci.yml");
    session.declog(&all);
    sandbox.write(".github/workflows/declog.yml", "name: mine\n");
    sandbox.write(".gitlab-ci.yml", "stages: [test]\n");
    sandbox.write(".pre-commit-config.yaml", "repos: []\n");
    let before = sandbox.files();
    session.declog(&all);
    session.declog(&[&all[..], &["--json"]].concat());
    assert_eq!(sandbox.files(), before);
    session.declog(&["init", "--ci", "jenkins"]);
    session.check("begin-ci.txt");
}

#[test]
fn jobs_run_in_every_log() {
    let sandbox = with(&["red/docs/adr/0001-a.md", "blue/docs/adr/0001-a.md"]);
    let mut session = Session::new(&sandbox);
    session.declog(&[
        "init",
        "--ci",
        "github",
        "--ci",
        "gitlab",
        "--ci",
        "pre-commit",
        "--agents",
    ]);
    session.git(&["add", "--all"]);
    session.git(&["grep", "-n", "declog -C"]);
    session.check("begin-ci-several.txt");
}

#[test]
fn a_commit_takes_everything_and_leaves_the_users_work() {
    let sandbox = with(&["docs/adr/0001-a.md"]);
    sandbox.write("staged.txt", "staged\n");
    sandbox.git(&["add", "staged.txt"]);
    sandbox.write("untracked.txt", "untracked\n");
    let before = work(&sandbox);
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "--agents", "--ci", "github", "-c"]);
    session.git(&["show", "--format=%s", "--name-status"]);
    assert_eq!(work(&sandbox), before);
    session.declog(&["init", "--agents", "--ci", "github", "-c"]);
    session.check("begin-commit.txt");
}

//! Data on standard output, talk on standard error, and colour only where it is wanted.

use super::log;

#[test]
fn a_closed_pipe_is_quiet() {
    let sandbox = log();
    for command in [
        "list",
        "explain",
        "index --json",
        "export ndjson",
        "schema output check",
        "--help",
    ] {
        let line = format!("declog {command} | head -n 1 >/dev/null");
        let (output, _) = sandbox.shell(sandbox.root(), &line);
        assert_eq!((output.code, output.stdout.as_str()), (0, ""), "{command}");
        let (output, _) = sandbox.shell(sandbox.root(), &format!("declog {command} | true"));
        assert_eq!((output.code, output.stdout.as_str()), (0, ""), "{command}");
    }
}

#[test]
fn quiet_leaves_the_data() {
    let sandbox = log();
    for words in [&["note", "3", "-m", "A word."][..], &["accept", "2", "-n"]] {
        let output = sandbox.declog(&[&["-q"], words].concat());
        assert_eq!(output.stdout, "", "{words:?}");
    }
    let said = sandbox.declog(&["-q", "site"]);
    assert_eq!(
        (said.stdout.as_str(), said.stderr.as_str()),
        ("_site/index.html\n", "")
    );
    let ids = sandbox.declog(&["-q", "list", "--format", "ids"]);
    assert_eq!(ids.stdout, "DEC-1\nDEC-2\nDEC-3\n");
    let error = sandbox.declog(&["-q", "show", "9"]);
    assert!(error.stderr.starts_with("error: "), "{}", error.stderr);
}

#[test]
fn ids_may_end_in_nul_and_be_read_so() {
    let sandbox = log();
    let output = sandbox.declog(&["list", "-z", "--format", "ids"]);
    assert_eq!(output.stdout, "DEC-1\0DEC-2\0DEC-3\0");
    let shown = sandbox.declog_given(&["show", "-"], &[], output.stdout.as_bytes());
    assert_eq!(shown, sandbox.declog(&["show", "1", "2", "3"]));
}

#[test]
fn git_finds_the_program_under_its_own_name() {
    let sandbox = log();
    let (output, _) = sandbox.shell(sandbox.root(), "git declog list --format ids");
    assert_eq!(output.stdout, "DEC-1\nDEC-2\nDEC-3\n");
}

#[test]
fn colour_follows_the_flag_then_the_environment() {
    let sandbox = log();
    let coloured = |words: &[&str], variables: &[(&str, &str)]| {
        let output = sandbox.declog_given(words, variables, b"");
        output.stdout.contains('\u{1b}')
    };
    let force = ("CLICOLOR_FORCE", "1");
    let never = ("NO_COLOR", "1");
    assert!(!coloured(&["list"], &[]));
    assert!(coloured(&["list"], &[force]));
    assert!(!coloured(&["list"], &[force, never]));
    assert!(!coloured(&["list"], &[("CLICOLOR_FORCE", "0")]));
    assert!(coloured(&["list", "--color", "always"], &[never]));
    assert!(!coloured(&["list", "--color", "never"], &[force]));
    assert!(!coloured(&["list", "--json"], &[force]));
}

#[test]
fn every_flag_of_every_command_is_taken_everywhere() {
    let sandbox = log();
    let flags = [
        "--no-cache",
        "--no-pager",
        "-y",
        "--no-input",
        "-v",
        "--color=never",
    ];
    for command in [
        "list",
        "check",
        "index",
        "config",
        "site",
        "show 3",
        "init",
        "explain",
        "export csv",
    ] {
        let words: Vec<&str> = flags.into_iter().chain(command.split(' ')).collect();
        let output = sandbox.declog(&words);
        assert_eq!(output.code, 0, "{words:?}: {}", output.stderr);
        let words: Vec<&str> = command.split(' ').chain(flags).collect();
        assert_eq!(sandbox.declog(&words).code, 0, "{words:?}");
    }
}

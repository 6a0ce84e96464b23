//! Keys in records: each shape is found, none is printed, and no text makes the search slow.
//!
//! Keys are put together here from parts, so that no file of this repository holds what others look for.

use std::time::{Duration, Instant};

use declog::model::secret::{find, masked};

use crate::sandbox::Sandbox;

/// Characters without an order, as keys have them.
const MIXED: &str = "q7Z2mK9xW4bS8vQhJ3yL5rU6dTeGfC1oXpNaRwYtHzBkVsEmDjFcPgIuMnOiAl0q7Z2mK9xW4bS8vQhJ3yL5rU6dTeGfC1oXpNaRwYtHz";

fn mixed(length: usize) -> &'static str {
    &MIXED[..length]
}

fn hex(length: usize) -> &'static str {
    &"9f3c07e1b8d64a25f0c9be71d3a86452e90b7fc1d5384a6e29f3c07e1b8d64a25"[..length]
}

/// What each begins with, and what its issuer puts behind that.
fn keys() -> Vec<(&'static str, String)> {
    let large = mixed(80).to_uppercase();
    let letters: String = mixed(100)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    vec![
        (
            "AKIA",
            large.replace(['0', '1', '8', '9'], "W")[..16].to_owned(),
        ),
        ("ghp_", mixed(36).to_owned()),
        ("gho_", mixed(36).to_owned()),
        ("github_pat_", format!("{}_{}", mixed(22), mixed(59))),
        ("glpat-", mixed(20).to_owned()),
        ("glptt-", hex(40).to_owned()),
        ("xoxb-", format!("8273645190-{}", mixed(24))),
        (
            "xapp-",
            format!("1-A0{}-8273645190-{}", &large[..8], hex(64)),
        ),
        (
            "https://hooks.slack.com/services/",
            format!("T{}/B{}/{}", &large[..8], &large[8..16], mixed(24)),
        ),
        ("sk_live_", mixed(24).to_owned()),
        ("rk_live_", mixed(24).to_owned()),
        ("whsec_", mixed(32).to_owned()),
        ("npm_", mixed(36).to_owned()),
        ("pypi-AgEI", mixed(60).to_owned()),
        ("cio", mixed(32).to_owned()),
        ("AIza", mixed(35).to_owned()),
        ("GOCSPX-", mixed(28).to_owned()),
        ("SG.", format!("{}.{}", mixed(22), mixed(43))),
        ("sk-proj-", mixed(48).to_owned()),
        ("sk-", format!("{}T3BlbkFJ{}", mixed(20), mixed(20))),
        ("sk-ant-", format!("api03-{}", mixed(95))),
        ("hf_", letters[..34].to_owned()),
        ("dop_v1_", hex(64).to_owned()),
        ("shpat_", hex(32).to_owned()),
        ("dckr_pat_", mixed(27).to_owned()),
        ("hvs.", mixed(24).to_owned()),
        ("NRAK-", large[..27].to_owned()),
        ("AGE-SECRET-KEY-1", large[..58].to_owned()),
        ("AccountKey=", format!("{}==", mixed(86))),
        ("dapi", hex(32).to_owned()),
        (
            "eyJ",
            format!("{}.eyJ{}.{}", mixed(30), mixed(40), mixed(43)),
        ),
        (
            "-----BEGIN ",
            format!(
                "EC PRIVATE KEY-----\n{}\n{}\n-----END EC PRIVATE KEY-----",
                mixed(64),
                mixed(30)
            ),
        ),
        // As OpenSSH begins all of its own that no password protects.
        (
            "-----BEGIN ",
            format!(
                "OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAA\n{}\n-----END OPENSSH PRIVATE KEY-----",
                mixed(64)
            ),
        ),
    ]
}

#[test]
fn each_shape_is_found_with_its_bytes_and_no_more_than_four_characters_are_shown() {
    let mut wrong = Vec::new();
    for (start, rest) in keys() {
        let key = format!("{start}{rest}");
        for (before, after) in [
            ("", ""),
            ("`", "`"),
            ("token=", " and so on"),
            ("\"", "\","),
            ("(", ")."),
        ] {
            let text = format!("A line.\n{before}{key}{after}\n");
            let found: Vec<&str> = find(&text)
                .iter()
                .map(|one| &text[one.span.range()])
                .collect();
            let safe = masked(&text);
            let shown = format!("A line.\n{before}{}…{after}\n", &key[..4.min(key.len())]);
            let exact = found == [key.as_str()] && safe == shown;
            // A full stop may be a part of some keys.
            let nearly = found.len() == 1 && found[0].trim_end_matches('.') == key;
            if !(exact || nearly) {
                wrong.push(format!("{text}: {found:?} {safe}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_is_made_up_is_none() {
    for (start, rest) in keys() {
        let length = rest.len();
        for made_up in [
            "x".repeat(length),
            "EXAMPLE".repeat(length / 7 + 1)[..length].to_owned(),
            "abcdefghijklmnopqrstuvwxyz".repeat(4)[..length.min(104)].to_owned(),
            "0".repeat(length),
        ] {
            assert_eq!(find(&format!("{start}{made_up}")), [], "{start}{made_up}");
        }
    }
    assert_eq!(find("AKIAIOSFODNN7EXAMPLE"), []);
}

#[test]
fn no_text_makes_the_search_slow() {
    /// Quadratic time would be minutes for so many bytes, even so few.
    const SIZE: usize = 256 * 1024;
    let slow = Duration::from_secs(20);
    for part in [
        "eyJ",
        "eyJ-",
        "eyJ.",
        " eyJ",
        "glpat-",
        "-----BEGIN ",
        "sk-",
        "AKIA",
        "-----BEGIN PRIVATE KEY-----\nAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJ\n",
        "-----BEGIN PRIVATE KEY-----\n A: b\n",
        "eyJaaaaaaaaaaaaa.eyJaaaaaaaaaaaa.",
        "https://hooks.slack.com/services/A/",
    ] {
        let text = part.repeat(SIZE / part.len());
        let begin = Instant::now();
        let _ = find(&text);
        assert!(begin.elapsed() < slow, "{part:?}: {:?}", begin.elapsed());
    }
}

#[test]
fn no_format_prints_a_key() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let keys = keys();
    let mut body = String::new();
    for (start, rest) in &keys {
        body += &format!("\nCall [it]({start}{rest}.md) as `{start}{rest}` or so.\n");
    }
    let (start, rest) = &keys[1];
    let front = format!(
        "status: {start}{rest}\nowner: alice\ndepends-on: [{start}{rest}]\ntga: {start}{rest}\n"
    );
    sandbox.write(
        "docs/decisions/0001-a.md",
        format!("---\n{front}---\n# A\n{body}"),
    );
    sandbox.commit("a log");
    let mut wrong = Vec::new();
    let help = sandbox.declog(&["check", "--help"]).stdout;
    let formats = [
        "text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
    ];
    for format in formats.into_iter().filter(|format| help.contains(format)) {
        for only in ["", "broken-link", "unknown-field"] {
            let mut words = vec!["check", "--format", format];
            if !only.is_empty() {
                words.extend(["--only", only]);
            }
            let output = sandbox.declog(&words);
            for (_, rest) in &keys {
                let own = rest
                    .lines()
                    .next_back()
                    .filter(|line| !line.starts_with("---"));
                let own = own.unwrap_or_else(|| rest.lines().nth(1).unwrap_or(rest));
                let secret = own.get(8..24).unwrap_or(own);
                if output.stdout.contains(secret) || output.stderr.contains(secret) {
                    wrong.push(format!("{format} {only}: {own}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

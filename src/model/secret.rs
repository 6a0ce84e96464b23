//! Texts that are shaped like keys of services: what nobody may write into a record.
//!
//! A shape begins with letters that its issuer has chosen so that it can be found. Looking for those letters comes
//! first, and takes time linear in the text. What is plainly made up, such as `AKIAIOSFODNN7EXAMPLE`, is none.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::Regex;

use super::source::Span;

/// How many characters of a secret anybody is shown.
pub const SHOWN: usize = 4;

/// A text that is shaped like a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is with its article: `an access key of AWS`.
    pub what: &'static str,
    /// Its bytes.
    pub span: Span,
}

/// How a key begins, and what it looks like from there on.
struct Shape {
    what: &'static str,
    start: &'static str,
    rest: &'static str,
}

const fn shape(what: &'static str, start: &'static str, rest: &'static str) -> Shape {
    Shape { what, start, rest }
}

const AWS: &str = "an access key of AWS";
const GITHUB: &str = "a token of GitHub";
const GITLAB: &str = "a token of GitLab";
const SLACK: &str = "a token of Slack";
const SLACK_HOOK: &str = "a webhook of Slack";
const STRIPE: &str = "a live key of Stripe";
const SHOPIFY: &str = "a token of Shopify";
const DIGITALOCEAN: &str = "a token of DigitalOcean";
const OPENAI: &str = "a key of OpenAI";
const JWT: &str = "a JSON Web Token";
const PRIVATE_KEY: &str = "a private key";

/// The shapes as their issuers describe them. Where several begin alike, each is tried.
static SHAPES: [Shape; 42] = [
    shape(AWS, "AKIA", r"[A-Z2-7]{16}\b"),
    shape(AWS, "ASIA", r"[A-Z2-7]{16}\b"),
    shape(GITHUB, "ghp_", r"[A-Za-z0-9]{36,255}\b"),
    shape(GITHUB, "gho_", r"[A-Za-z0-9]{36,255}\b"),
    shape(GITHUB, "ghu_", r"[A-Za-z0-9]{36,255}\b"),
    shape(GITHUB, "ghs_", r"[A-Za-z0-9]{36,255}\b"),
    shape(GITHUB, "ghr_", r"[A-Za-z0-9]{36,255}\b"),
    shape(GITHUB, "github_pat_", r"[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b"),
    shape(GITLAB, "glpat-", r"[A-Za-z0-9_.-]{20,}"),
    shape(GITLAB, "gldt-", r"[A-Za-z0-9_.-]{20,}"),
    shape(GITLAB, "glrt-", r"[A-Za-z0-9_.-]{20,}"),
    shape(GITLAB, "glptt-", r"[a-f0-9]{40}\b"),
    shape(SLACK, "xoxb-", r"[0-9]{6,}-[0-9A-Za-z-]{20,}"),
    shape(SLACK, "xoxp-", r"[0-9]{6,}-[0-9A-Za-z-]{20,}"),
    shape(SLACK, "xoxa-", r"[0-9]{6,}-[0-9A-Za-z-]{20,}"),
    shape(SLACK, "xapp-", r"[0-9]-[A-Z0-9]+-[0-9]+-[a-f0-9]{30,}"),
    shape(
        SLACK_HOOK,
        "https://hooks.slack.com/services/",
        r"[A-Z0-9]+/[A-Z0-9]+/[A-Za-z0-9]{16,}",
    ),
    shape(STRIPE, "sk_live_", r"[0-9A-Za-z]{16,}\b"),
    shape(STRIPE, "rk_live_", r"[0-9A-Za-z]{16,}\b"),
    shape(
        "a secret of a webhook of Stripe",
        "whsec_",
        r"[0-9A-Za-z+/]{32,}",
    ),
    shape("a token of npm", "npm_", r"[A-Za-z0-9]{36}\b"),
    shape("a token of PyPI", "pypi-AgEI", r"[A-Za-z0-9_-]{50,}"),
    shape("a token of crates.io", "cio", r"[A-Za-z0-9]{32}\b"),
    shape("a key of Google", "AIza", r"[0-9A-Za-z_-]{35}"),
    shape("a client secret of Google", "GOCSPX-", r"[0-9A-Za-z_-]{28}"),
    shape(
        "a key of SendGrid",
        "SG.",
        r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}",
    ),
    shape(OPENAI, "sk-proj-", r"[A-Za-z0-9_-]{40,}"),
    shape(OPENAI, "sk-", r"[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b"),
    shape(
        "a key of Anthropic",
        "sk-ant-",
        r"[a-z0-9]+-[A-Za-z0-9_-]{80,}",
    ),
    shape("a token of Hugging Face", "hf_", r"[A-Za-z]{34}\b"),
    shape(DIGITALOCEAN, "dop_v1_", r"[a-f0-9]{64}\b"),
    shape(DIGITALOCEAN, "doo_v1_", r"[a-f0-9]{64}\b"),
    shape(SHOPIFY, "shpat_", r"[a-fA-F0-9]{32}\b"),
    shape(SHOPIFY, "shpss_", r"[a-fA-F0-9]{32}\b"),
    shape("a token of Docker Hub", "dckr_pat_", r"[A-Za-z0-9_-]{27}"),
    shape("a token of Vault", "hvs.", r"[A-Za-z0-9_-]{24,}"),
    shape("a key of New Relic", "NRAK-", r"[A-Z0-9]{27}\b"),
    shape("a secret key of age", "AGE-SECRET-KEY-1", r"[0-9A-Z]{58}\b"),
    shape("a key of Azure", "AccountKey=", r"[A-Za-z0-9+/]{86}=="),
    shape("a token of Databricks", "dapi", r"[a-f0-9]{32}\b"),
    shape(
        JWT,
        "eyJ",
        r"[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
    ),
    shape(
        PRIVATE_KEY,
        "-----BEGIN ",
        r"(?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|[A-Za-z-]+: [ -~]*\r?\n)*(?:[A-Za-z0-9+/=]\s*){40}",
    ),
];

/// Words in a text that only shows what a key looks like.
const MADE_UP: [&str; 12] = [
    "example",
    "xxxx",
    "placeholder",
    "redacted",
    "dummy",
    "fake",
    "sample",
    "your",
    "insert",
    "changeme",
    // The name in the token that everybody copies from jwt.io.
    "eyjzdwiioiixmjm0nty3odkw",
    "notreal",
];

/// So many letters in the order of the alphabet, or digits in theirs, come from a hand.
const IN_ORDER: usize = 6;

/// A key has more different characters than this.
const FEW: usize = 7;

struct Ready {
    starts: Regex,
    shapes: Vec<Regex>,
}

/// Everything in a text that is shaped like a key, in the order it stands.
#[must_use]
pub fn find(text: &str) -> Vec<Secret> {
    let ready = ready();
    let mut found = Vec::new();
    let mut end = 0;
    for start in ready.starts.find_iter(text) {
        let at = start.start();
        // What is a part of the same word is passed over before it is looked at, so that no text is looked at twice.
        let is_block = start.as_str().starts_with('-');
        if at < end || (!is_block && continues(&text[..at])) {
            continue;
        }
        if let Some(secret) = secret(text, at, ready) {
            end = secret.span.end;
            found.push(secret);
        }
    }
    found
}

/// A text in which all that is shaped like a key is shown by its first characters.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let found = find(text);
    if found.is_empty() {
        return text.into();
    }
    let mut safe = String::with_capacity(text.len());
    let mut at = 0;
    for secret in found {
        safe.push_str(&text[at..secret.span.start]);
        safe.push_str(shown(&text[secret.span.range()]));
        safe.push('…');
        at = secret.span.end;
    }
    safe.push_str(&text[at..]);
    safe.into()
}

/// The first characters of a secret, which are its issuer's and not its own.
#[must_use]
pub fn shown(secret: &str) -> &str {
    let end = secret
        .char_indices()
        .nth(SHOWN)
        .map_or(secret.len(), |(end, _)| end);
    &secret[..end]
}

fn ready() -> &'static Ready {
    static READY: OnceLock<Ready> = OnceLock::new();
    READY.get_or_init(|| {
        let regex = |written: &str| Regex::new(written).expect("a test compiles every shape");
        let starts: Vec<String> = SHAPES
            .iter()
            .map(|shape| regex::escape(shape.start))
            .collect();
        let whole = |shape: &Shape| {
            let start = regex::escape(shape.start);
            regex(&format!(r"\A(?-u:{start}{})", shape.rest))
        };
        Ready {
            starts: regex(&starts.join("|")),
            shapes: SHAPES.iter().map(whole).collect(),
        }
    })
}

/// Whether what stands before is a part of the same word: a key begins one.
fn continues(before: &str) -> bool {
    before.ends_with(|letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter))
}

fn secret(text: &str, at: usize, ready: &Ready) -> Option<Secret> {
    let from = &text[at..];
    let mut tried = SHAPES.iter().zip(&ready.shapes);
    tried.find_map(|(shape, regex)| {
        if !from.starts_with(shape.start) {
            return None;
        }
        let length = match shape.what {
            PRIVATE_KEY => block(from, regex.find(from)?.end()),
            _ => regex.find(from)?.end(),
        };
        let own = &from[shape.start.len()..length];
        // Every private key of OpenSSH begins with many letters of one sort.
        let made_up = match shape.what {
            PRIVATE_KEY => MADE_UP
                .iter()
                .any(|word| own.to_ascii_lowercase().contains(word)),
            _ => is_made_up(own),
        };
        (!made_up).then_some(Secret {
            what: shape.what,
            span: Span::new(at, at + length),
        })
    })
}

/// Where a key in lines ends: behind its last line, or before whatever has dashes next.
fn block(from: &str, body: usize) -> usize {
    let Some(dashes) = from[body..].find("-----").map(|at| body + at) else {
        return body;
    };
    let line = from[dashes..].lines().next().unwrap_or_default();
    let end = line
        .strip_prefix("-----END")
        .and_then(|rest| rest.find("-----"));
    end.map_or(body, |end| dashes + "-----END".len() + end + "-----".len())
}

fn is_made_up(own: &str) -> bool {
    let lower = own.to_ascii_lowercase();
    let mut different: Vec<u8> = lower.bytes().collect();
    different.sort_unstable();
    different.dedup();
    let run = |step: fn(u8) -> u8| {
        let mut length = 1;
        lower.as_bytes().windows(2).any(|two| {
            let follows = two[0].is_ascii_alphanumeric() && two[1] == step(two[0]);
            length = if follows { length + 1 } else { 1 };
            length >= IN_ORDER
        })
    };
    different.len() < FEW
        || MADE_UP.iter().any(|word| lower.contains(word))
        || run(|byte| byte + 1)
        || run(|byte| byte - 1)
        || run(|byte| byte)
}

//! `declog explain`: a rule's page.

use clap::Args;

use super::check::known;
use crate::check;
use crate::cli::env::Env;
use crate::report::explain;

/// Explain a rule: what it says, why, a bad and a good example
#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The rule; all of them in a list where none is named
    rule: Option<String>,
}

pub(in crate::cli) fn run(args: &ExplainArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let style = env.style();
    let mut cards = check::cards();
    if let Some(rule) = &args.rule {
        known(rule)?;
        cards.retain(|card| card.id == rule);
    }
    match cards.as_slice() {
        cards if env.wants_json() => explain::write_json(cards, &mut env.out)?,
        [card] => explain::write(card, style, &mut env.out)?,
        cards => explain::write_all(cards, style, &mut env.out)?,
    }
    Ok(0)
}

//! `declog explain`: a rule's page.

use clap::Args;

use super::check::known;
use crate::check::{self, OwnCard};
use crate::cli::env::Env;
use crate::cli::failure::Refused;
use crate::cli::load::{self, SETTINGS, below};
use crate::cli::{failure, kinds};
use crate::index::Log;
use crate::model::settings::Settings;
use crate::model::source::Source;
use crate::report::explain;
use crate::store::{Repository, StoreError};

/// Explain a rule: what it says, why, a bad and a good example
#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The rule; all of them in a list where none is named
    rule: Option<String>,
}

pub(in crate::cli) fn run(args: &ExplainArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let style = env.style();
    let log = log(args, env)?;
    let own: Vec<OwnCard> = log.as_ref().map(check::own_cards).unwrap_or_default();
    let mut cards = check::cards();
    cards.extend(own.iter().map(OwnCard::card));
    if let Some(rule) = &args.rule {
        let none = Settings::default();
        known(rule, log.as_ref().map_or(&none, |log| &log.settings))?;
        cards.retain(|card| card.id == rule);
    }
    match cards.as_slice() {
        cards if env.wants_json() => explain::write_json(cards, &mut env.out)?,
        [card] => explain::write(card, style, &mut env.out)?,
        cards => explain::write_all(cards, style, &mut env.out)?,
    }
    Ok(0)
}

/// The log whose own rules may be meant; none outside of one, and none for a rule that comes with declog.
fn log(args: &ExplainArgs, env: &Env) -> anyhow::Result<Option<Log>> {
    let named = args.rule.as_deref();
    if named.is_some_and(|rule| check::card(rule).is_some()) {
        return Ok(None);
    }
    match here(env) {
        Ok(log) => Ok(log),
        Err(error) if error.is::<StoreError>() => Ok(None),
        // The list is what somebody reads whose settings name a rule that is none.
        Err(error) if named.is_none() && error.is::<Refused>() => {
            let told = failure::told(error).message;
            env.say(&format!("without the rules of this log's own: {told}"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The log of the working folder as its settings say, without its records.
fn here(env: &Env) -> anyhow::Result<Option<Log>> {
    let repository = Repository::open(&env.cwd)?;
    let root = repository.find_log(&env.cwd)?.root;
    let kinds = kinds::read(&repository, &root, None)?;
    let path = below(&root, SETTINGS);
    let Some(text) = repository.read_text(&path, None)? else {
        return Ok(None);
    };
    let log = load::log(Source::new(path, text), root, &kinds, &env.now()?)?;
    Ok(Some(log))
}

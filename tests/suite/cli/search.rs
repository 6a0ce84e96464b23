//! `search` as it is typed.

use super::{Session, check, log};
use crate::sandbox::Sandbox;

#[test]
fn what_is_found_is_told_with_its_line() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["search", "ledger"]);
    session.declog(&["search", "ledger", "postgresql", "--limit", "1"]);
    session.declog(&["search", "reconcile every", "is:in-force"]);
    session.declog(&["search", "night", "-is:in-force"]);
    session.declog(&["search", "ledger", "-k", "brief"]);
    session.declog(&["search", "nowhere"]);
    session.declog(&["search", "tag:db"]);
    session.declog(&["search", "ledger", "is:nothing"]);
    session.declog(&["search", "ledger", "-k", "nothing"]);
    session.declog(&["search"]);
    session.declog(&["search", "shown", "--rev", "HEAD~1"]);
    session.declog(&["search", "may", "--json"]);
    session.check("search.txt");
    let coloured = sandbox.declog(&["search", "ledger", "--color", "always"]);
    check("search-coloured.txt", &coloured.stdout);
}

#[test]
fn a_log_without_records_says_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let mut session = Session::new(&sandbox);
    session.declog(&["search", "ledger"]);
    session.declog(&["search", "ledger", "--json"]);
    session.check("search-empty.txt");
}

//! A log's own words in place of ours: a file of the same shape, as much of it as the log wants to say otherwise.

use toml::{Table, Value};

use super::FILE;
use crate::model::suggest::closest;

/// Tables to which a log may add: the verbs and states of its own kinds.
const OPEN: [&str; 2] = ["change.step", "change.state"];

/// Our words with those of a log's own file over them; what is wrong with that file, in one line.
pub(super) fn merge(ours: &mut Table, own: &str) -> Result<(), String> {
    let own: Table = toml::from_str(own).map_err(|error| {
        let line = error
            .span()
            .map_or(0, |span| own[..span.start].matches('\n').count());
        format!("line {}: {}", line + 1, error.message())
    })?;
    put(ours, own, "")
}

fn put(ours: &mut Table, own: Table, above: &str) -> Result<(), String> {
    for (key, value) in own {
        let name = match above {
            "" => key.clone(),
            above => format!("{above}.{key}"),
        };
        match (ours.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(own)) => put(inner, own, &name)?,
            (Some(Value::String(text)), Value::String(own)) => *text = own,
            (None, Value::String(own)) if OPEN.contains(&above) => {
                ours.insert(key, Value::String(own));
            }
            (Some(Value::Table(_)), _) => return Err(format!("`{name}` is a table of words")),
            (Some(_), _) => return Err(format!("`{name}` is one text")),
            (None, _) => {
                let known = ours.keys().map(String::as_str);
                let meant = closest(&key, known)
                    .map_or_else(String::new, |meant| format!(", did you mean `{meant}`"));
                return Err(format!("`{name}` is no word of the site{meant}"));
            }
        }
    }
    Ok(())
}

/// Our own file as a table.
pub(super) fn ours() -> Result<Table, toml::de::Error> {
    toml::from_str(FILE)
}

//! Those who agree to a step that somebody else takes: trailers of the commit, which `check` counts as claims.

use super::failure::{Refused, usage};
use crate::model::people::Directory;
use crate::model::suggest;

/// Somebody who agrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Approval {
    /// The handle; the name where the log knows nobody.
    pub(super) person: String,
    /// The line of the commit's message.
    pub(super) trailer: String,
}

/// Somebody who was named on the command line.
pub(super) fn read(directory: &Directory<'_>, written: &str) -> Result<Approval, Refused> {
    let written = written.trim();
    if directory.people.is_empty() {
        return named(written).ok_or_else(|| {
            usage(format!(
                "`{written}` is not somebody with a mail, expected one like `Ana Ng <ana@example.com>`"
            ))
        });
    }
    let handle = directory.handle(written);
    let Some(person) = directory.people.get(handle) else {
        let refused = usage(format!("`{written}` is not a person of this log"));
        let help = match suggest::party(directory, written) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                let known: Vec<&str> = directory.people.keys().map(String::as_str).collect();
                format!("known here: {}", known.join(", "))
            }
        };
        return Err(refused.with_help(help));
    };
    let Some(mail) = person.email.first() else {
        let message = format!("`{handle}` has no mail, by which a commit would name them");
        let help = format!("write `email = [\"…\"]` under `[people.{handle}]` in declog.toml");
        return Err(usage(message).with_help(help));
    };
    Ok(Approval {
        person: handle.to_owned(),
        trailer: format!("Approved-by: {} <{mail}>", directory.name(handle)),
    })
}

/// `Ana Ng <ana@example.com>`
fn named(written: &str) -> Option<Approval> {
    let (name, mail) = written.strip_suffix('>')?.split_once('<')?;
    let (name, mail) = (name.trim(), mail.trim());
    (!name.is_empty() && mail.contains('@')).then(|| Approval {
        person: name.to_owned(),
        trailer: format!("Approved-by: {name} <{mail}>"),
    })
}

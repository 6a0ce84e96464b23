//! Who git would commit as.

use std::path::PathBuf;

use git2::{Mailmap, Signature, Time};

use super::{Repository, Result, StoreError};

/// A name and a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// The mail.
    pub email: String,
}

/// What the environment says about the author of a commit, as git reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// `GIT_AUTHOR_NAME`.
    pub name: Option<String>,
    /// `GIT_AUTHOR_EMAIL`.
    pub email: Option<String>,
    /// `EMAIL`, which counts where git's configuration names none.
    pub fallback: Option<String>,
    /// `GIT_CONFIG_GLOBAL`: the user's configuration in place of the usual files.
    pub config: Option<PathBuf>,
}

impl Repository {
    /// The author git would write into a commit, through the `.mailmap` of `HEAD`.
    ///
    /// A name is never made up from the account or the machine.
    ///
    /// # Errors
    /// `NoIdentity` where name or mail is missing; git's configuration cannot be read.
    pub fn identity(&self, author: &Author) -> Result<Identity> {
        let config = self
            .git
            .config()
            .and_then(|mut config| config.snapshot())
            .map_err(StoreError::git("git's configuration"))?;
        let own = author
            .config
            .as_deref()
            .and_then(|path| git2::Config::open(path).ok());
        let own = own.and_then(|mut own| own.snapshot().ok());
        let local = || {
            let all = self.git.config().ok()?;
            all.open_level(git2::ConfigLevel::Local)
                .ok()?
                .snapshot()
                .ok()
        };
        // libgit2 knows nothing of the variable, so the levels are asked one by one where it is set.
        let local = author.config.as_ref().and_then(|_| local());
        let configured = |key: &str| {
            let said = |config: &git2::Config| config.get_str(key).ok().map(str::to_owned);
            match &author.config {
                None => said(&config),
                Some(_) => local
                    .as_ref()
                    .and_then(said)
                    .or_else(|| own.as_ref().and_then(said)),
            }
        };
        let name = [
            author.name.clone(),
            configured("author.name"),
            configured("user.name"),
        ];
        let email = [
            author.email.clone(),
            configured("author.email"),
            configured("user.email"),
            author.fallback.clone(),
        ];
        let first = |choices: &[Option<String>]| {
            choices
                .iter()
                .flatten()
                .map(|text| text.trim())
                .find(|text| !text.is_empty())
                .map(str::to_owned)
        };
        match (first(&name), first(&email)) {
            (Some(name), Some(email)) => {
                let mailmap = match self.head_revision()? {
                    Some(head) => self.mailmap(&head)?,
                    None => return Ok(Identity { name, email }),
                };
                Ok(mapped(&mailmap, Identity { name, email }))
            }
            _ => Err(StoreError::NoIdentity),
        }
    }
}

/// An identity as `.mailmap` has it.
pub(super) fn mapped(mailmap: &Mailmap, identity: Identity) -> Identity {
    let resolve = || {
        let raw = Signature::new(&identity.name, &identity.email, &Time::new(0, 0))?;
        mailmap.resolve_signature(&raw)
    };
    match resolve() {
        Ok(found) => Identity {
            name: String::from_utf8_lossy(found.name_bytes()).into_owned(),
            email: String::from_utf8_lossy(found.email_bytes()).into_owned(),
        },
        // A name of nothing but brackets makes no signature, and no line of `.mailmap` can mean it.
        Err(_) => identity,
    }
}

//! Files and git: the only room that opens a file or starts the `git` program.
//!
//! It fetches and stores bytes and knows nothing of records: a path, a revision and a text go in, plain values of
//! `model` come out. Paths are written from the repository's root with `/` between the parts. Nothing outside of the
//! repository is read or written (but for files and the folder of a site that the user names), no symbolic link is
//! followed out of it, and reading starts no program. The environment and the clock are the caller's business.

#![allow(
    clippy::disallowed_methods,
    reason = "this room is the one that opens files and runs git"
)]

mod blame;
mod border;
mod branches;
mod commit;
mod discover;
mod earlier;
mod error;
mod found;
mod health;
mod history;
mod identity;
mod imagine;
mod journal;
mod line;
mod listing;
mod lock;
mod memory;
mod named;
mod obstacle;
mod path;
mod paths;
mod preference;
mod program;
mod publish;
mod reach;
mod read;
mod revision;
mod scratch;
mod stage;
mod survey;
mod targets;
mod touched;
mod tree;
mod write;

pub use branches::{Branch, Stored};
pub use commit::{Commit, CommitRequest};
pub use discover::{LogPlace, Repository};
pub use error::{Feature, StoreError};
pub use found::{Ground, NewCommit, found, ground};
pub use health::{GitLock, Owner, git_version};
pub use identity::{Author, Identity};
pub use imagine::{Draft, Imagined};
pub use journal::{Deed, Entry, Journal, Kept, Stage};
pub use line::{Basis, Chain, FileChange, LineCommit, Names, Places, Trailer, Witness};
pub use lock::Lock;
pub use memory::blob_id;
pub use named::{read_named, write_named};
pub use obstacle::{MERGE, Obstacle};
pub use preference::preference;
pub use publish::{Output, Published, publish};
pub use revision::{Head, Revision};
pub use scratch::Scratch;
pub use touched::Told;
pub use write::{Expect, NewFile};

/// What a call of this room gives.
pub type Result<T> = std::result::Result<T, StoreError>;

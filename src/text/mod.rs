//! One file and the values in it, in both directions.
//!
//! Reading is total: whatever a file holds gives a value and findings, never a failure. Writing gives the whole new
//! text of a file, with every byte kept that the change is not about.

pub mod agents;
pub mod baseline;
pub mod beginning;
pub mod codeowners;
mod dialects;
pub mod discover;
pub mod draft;
pub mod edit;
pub mod folder;
pub mod front;
pub mod frozen;
pub mod kinds;
pub mod mentions;
pub mod outline;
pub mod parse;
pub mod roster;
pub mod settings;
pub mod slug;
mod table;

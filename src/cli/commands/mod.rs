//! One file for each command: its words, whose comments are its help, and what it does.

pub(super) mod check;
pub(super) mod config;
pub(super) mod convert;
pub(super) mod demo;
pub(super) mod doctor;
pub(super) mod edit;
pub(super) mod explain;
pub(super) mod export;
pub(super) mod index;
pub(super) mod init;
pub(super) mod link;
pub(super) mod list;
pub(super) mod mv;
pub(super) mod new;
pub(super) mod note;
pub(super) mod renumber;
pub(super) mod review;
pub(super) mod schema;
pub(super) mod set;
pub(super) mod show;
pub(super) mod site;
pub(super) mod status;
pub(super) mod step;
pub(super) mod undo;
pub(super) mod update;
pub(super) mod why;

//! A Git-backed, documentation-first decision log.
//!
//! The rooms, from the floor up; each imports only what stands in brackets, and a test holds it to that. The core
//! opens no file, asks no clock and prints nothing; the shell does, and decides nothing about records.
//!
//! | room | what it is | imports |
//! |---|---|---|
//! | `model` | what a log is made of: plain values | |
//! | `text` | one file and the values in it, both ways | model |
//! | `index` | all records at once, related | model |
//! | `rights` | who may take a step, and on what evidence | model, index |
//! | `check` | the rules | model, index, rights |
//! | `query` | questions to a log | model, index |
//! | `site` | pages in memory | model, index, query |
//! | `exchange` | foreign logs and ours | model, text, index |
//! | `report` | results for people and programs | model |
//! | `store` | files and git | model |
//! | `cli` | words typed, rooms called | all |

// The core, from the floor up; an empty line between two rooms keeps the order.
pub mod model;

pub mod text;

pub mod index;

pub mod rights;

pub mod check;

pub mod query;

pub mod site;

pub mod exchange;

pub mod report;

// The shell.
pub mod store;

pub mod cli;

//! What a log is made of: plain values with no behaviour that needs a file, a clock or git.
//!
//! Every other room imports this one and it imports none. A value that two rooms exchange is declared here;
//! a value that one room keeps to itself is declared there.

pub mod allow;
pub mod attested;
pub mod baseline;
pub mod calendar;
pub mod change;
pub mod custom;
pub mod delta;
pub mod diagnostic;
pub mod drawing;
pub mod duration;
pub mod event;
pub mod evidence;
pub mod facts;
pub mod figure;
pub mod front;
pub mod frozen;
pub mod glob;
pub mod hidden;
pub mod id;
pub mod judged;
pub mod kind;
pub mod link;
pub mod measure;
pub mod nesting;
pub mod pattern;
pub mod people;
pub mod period;
pub mod record;
pub mod rule;
pub mod secret;
pub mod settings;
pub mod source;
pub mod standing;
pub mod state;
pub mod stats;
pub mod suggest;
pub mod taken;
pub mod view;
pub mod vocabulary;
pub mod words;

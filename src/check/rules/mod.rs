//! The rules, one file each.
//!
//! A rule's file holds its data, its page and its function; nothing else holds any of it. A rule is registered by its
//! `mod` line and its row in `RULES`, and each of its options by a row in `OPTIONS`.

mod accepted_at_birth;
mod accepted_not_built;
mod alias_clash;
mod area_without_owner;
mod broken_link;
mod changed_after_acceptance;
mod closed_without_evidence;
mod consultation_missing;
mod criterion_not_measurable;
mod date_in_future;
mod dependency_cycle;
mod deprecated_field;
mod duplicate_id;
mod empty_log;
mod empty_section;
mod exception_expired;
mod file_name;
mod glob_matches_nothing;
mod governs_foreign_area;
mod handoff_overdue;
mod handoff_revision_gone;
mod hidden_characters;
mod id_gap;
mod illegal_step;
mod invalid_allow;
mod invalid_date;
mod invalid_front_matter;
mod measure_incomplete;
mod merge_conflict;
mod milestone_overdue;
mod mirror_disagrees;
mod missing_area;
mod missing_field;
mod missing_section;
mod missing_title;
mod no_reason_for_rejected_option;
mod not_a_record;
mod not_entitled;
mod not_theirs_to_hand_over;
mod overloaded_owner;
mod owner_left;
mod owner_not_moved;
mod quorum_missing;
mod raw_html;
mod reading_out_of_order;
mod receiver_is_sender;
mod record_removed;
mod respond_by_outside_working_days;
mod rests_on_unsettled;
mod review_overdue;
mod secret_in_record;
mod section_order;
mod self_acceptance;
mod stale_baseline;
mod stale_proposal;
mod status_behind_relations;
mod supersession_cycle;
mod too_few_options;
mod too_many_outcomes;
mod unfinished_checklist;
mod unknown_area;
mod unknown_field;
mod unknown_person;
mod unknown_record;
mod unknown_status;
mod unowned;
mod unreadable_file;
mod unresolved_citation;
mod unused_allow;
mod update_overdue;
mod wrong_kind;
mod wrong_type;

use super::findings::Findings;
use super::found::Found;
use crate::index::{Index, STALE_AFTER};
use crate::model::rule::{RuleCard, RuleOption};
pub(super) use unresolved_citation::IGNORE as CITATIONS;

/// Every rule, by id.
pub(super) static RULES: &[&Rule] = &[
    &accepted_at_birth::RULE,
    &accepted_not_built::RULE,
    &alias_clash::RULE,
    &area_without_owner::RULE,
    &broken_link::RULE,
    &changed_after_acceptance::RULE,
    &closed_without_evidence::RULE,
    &consultation_missing::RULE,
    &criterion_not_measurable::RULE,
    &date_in_future::RULE,
    &dependency_cycle::RULE,
    &deprecated_field::RULE,
    &duplicate_id::RULE,
    &empty_log::RULE,
    &empty_section::RULE,
    &exception_expired::RULE,
    &file_name::RULE,
    &glob_matches_nothing::RULE,
    &governs_foreign_area::RULE,
    &handoff_overdue::RULE,
    &handoff_revision_gone::RULE,
    &hidden_characters::RULE,
    &id_gap::RULE,
    &illegal_step::RULE,
    &invalid_allow::RULE,
    &invalid_date::RULE,
    &invalid_front_matter::RULE,
    &measure_incomplete::RULE,
    &merge_conflict::RULE,
    &milestone_overdue::RULE,
    &mirror_disagrees::RULE,
    &missing_area::RULE,
    &missing_field::RULE,
    &missing_section::RULE,
    &missing_title::RULE,
    &no_reason_for_rejected_option::RULE,
    &not_a_record::RULE,
    &not_entitled::RULE,
    &not_theirs_to_hand_over::RULE,
    &overloaded_owner::RULE,
    &owner_left::RULE,
    &owner_not_moved::RULE,
    &quorum_missing::RULE,
    &raw_html::RULE,
    &reading_out_of_order::RULE,
    &receiver_is_sender::RULE,
    &record_removed::RULE,
    &respond_by_outside_working_days::RULE,
    &rests_on_unsettled::RULE,
    &review_overdue::RULE,
    &secret_in_record::RULE,
    &section_order::RULE,
    &self_acceptance::RULE,
    &stale_baseline::RULE,
    &stale_proposal::RULE,
    &status_behind_relations::RULE,
    &supersession_cycle::RULE,
    &too_few_options::RULE,
    &too_many_outcomes::RULE,
    &unfinished_checklist::RULE,
    &unknown_area::RULE,
    &unknown_field::RULE,
    &unknown_person::RULE,
    &unknown_record::RULE,
    &unknown_status::RULE,
    &unowned::RULE,
    &unreadable_file::RULE,
    &unresolved_citation::RULE,
    &unused_allow::RULE,
    &update_overdue::RULE,
    &wrong_kind::RULE,
    &wrong_type::RULE,
];

/// What a log may tell the rules, by rule and name.
pub(super) static OPTIONS: &[&RuleOption] = &[
    &accepted_not_built::AFTER,
    &overloaded_owner::MAX,
    &STALE_AFTER,
    &too_many_outcomes::MAX,
    &unresolved_citation::IGNORE,
];

/// A rule as data.
#[derive(Debug)]
pub(super) struct Rule {
    /// What is known of it without running it.
    pub(super) card: RuleCard<'static>,
    /// What becomes of its findings in records from before `strict-from`.
    pub(super) adopted: Adopted,
    /// What its function looks at.
    pub(super) scope: Scope,
}

/// What becomes of a rule's findings in adopted records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Adopted {
    /// They are dropped.
    Spared,
    /// They stay: the rule itself spares what is older.
    Judged,
    /// They are warnings: without what they ask for, a record is lost or others lead nowhere.
    Warned,
}

/// What a rule's function looks at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// One record, by its place in the index.
    Record(fn(&Index, usize, &mut Findings)),
    /// The log as a whole.
    Log(fn(&Index, &mut Findings)),
    /// What the others have found.
    Found(fn(&Index, &Found<'_>, &mut Findings)),
    /// Nothing: the finding is made while the file is read, where alone its bytes are seen.
    Reading,
}

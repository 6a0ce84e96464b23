//! `required` and `required-when`: whether something is there and says something.

use super::{Case, Found, condition};
use crate::check::findings::edit;
use crate::model::custom::{Aspect, Required};
use crate::model::kind::{FieldType, covers};

/// What is missing.
pub(super) fn missing(case: &Case<'_>) -> Option<Found> {
    if case.subject.says_something {
        return None;
    }
    Some(Found {
        message: format!(
            "{} is missing, expected {}",
            case.subject.name,
            expected(case)?
        ),
        span: case.subject.span,
        label: None,
        help: help(case),
    })
}

/// Where it has to be there, if it has to be there in this record.
fn expected(case: &Case<'_>) -> Option<String> {
    let rule = case.asked.rule;
    let always = match rule.when.is_empty() {
        true => format!("in every `{}`", case.record.kind.name),
        false => format!("when {}", condition::told(&rule.when)),
    };
    let required = match &rule.required {
        Some(Required::Always(true)) => Some(always),
        Some(Required::In(stages)) => {
            let state = case.record.state();
            let state = state.filter(|state| covers(stages, state));
            state.map(|state| format!("while `{}`", state.name))
        }
        _ => None,
    };
    required.or_else(|| {
        let when = &rule.required_when;
        let asked = !when.is_empty() && condition::holds(case.record, when);
        asked.then(|| format!("when {}", condition::told(when)))
    })
}

/// The command that writes a field which `set` takes.
fn help(case: &Case<'_>) -> Option<String> {
    let Aspect::Key(key) = case.asked.aspect else {
        return None;
    };
    let field = case.record.kind.field(key)?;
    let by_hand = field.kept_by_declog || field.shape.is_structured();
    let what = match field.shape {
        FieldType::Person | FieldType::People => "NAME",
        FieldType::References => "ID",
        FieldType::Date => "DATE",
        _ => "VALUE",
    };
    Some(match by_hand {
        true => edit(case.record),
        false => format!("declog set {} {key}={what}", case.record.id),
    })
}

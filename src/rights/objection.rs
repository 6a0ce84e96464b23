//! What speaks against a step, as data and in words: the same when it is refused and when it is found.

use super::area::{Reach, Touched};
use crate::model::id::Id;
use crate::model::state::Phase;
use crate::model::taken::{Grade, Nature, Taken};

/// Something that speaks against a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// What it is.
    pub what: Objects,
    /// The rule that finds it afterwards.
    pub rule: &'static str,
    /// In one line.
    pub message: String,
    /// What would be in order.
    pub help: String,
}

/// What speaks against a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objects {
    /// No steps of the kind lead there.
    NoStep,
    /// It supersedes a record that never was in force.
    NeverInForce {
        /// That record.
        id: Id,
        /// Where it stands.
        phase: Phase,
    },
    /// None of those who took it stands in the field that the step asks for.
    NotOneOf {
        /// The step.
        verb: String,
        /// The field.
        key: String,
        /// Who does.
        people: Vec<String>,
        /// Who may take it: they, or whoever stands in for them.
        may: Vec<String>,
    },
    /// None of those whom an area lets decide counts.
    NotEntitled {
        /// The step.
        verb: String,
        /// The area.
        touched: Touched,
        /// Whom it lets decide.
        people: Vec<String>,
    },
    /// Fewer people than the area asks for.
    TooFew {
        /// The step.
        verb: String,
        /// The area.
        touched: Touched,
        /// How many it asks for.
        need: usize,
        /// Those who count.
        have: Vec<String>,
        /// Those who would if the file named them.
        unnamed: Vec<String>,
        /// How hard it is to take back, by which the area asks.
        reversible: Option<String>,
    },
    /// Somebody whom the area wants to hear has not spoken.
    NotHeard {
        /// The step.
        verb: String,
        /// The area.
        area: String,
        /// Who has not.
        people: Vec<String>,
    },
    /// Everybody who decided wrote it, and four eyes are asked for.
    OwnText {
        /// The step.
        verb: String,
        /// Who decided.
        people: Vec<String>,
    },
    /// The record came in a state that others only reach by steps.
    Born,
}

impl Objection {
    /// Whether trailers of the commit may still answer it.
    #[must_use]
    pub fn may_follow(&self) -> bool {
        matches!(
            self.what,
            Objects::TooFew { .. } | Objects::NotHeard { .. } | Objects::OwnText { .. }
        )
    }

    /// Whether the step has to be taken back before it can be taken in order.
    #[must_use]
    pub fn is_undone_first(&self) -> bool {
        !matches!(self.what, Objects::Born | Objects::NeverInForce { .. })
    }

    pub(super) fn of(taken: &Taken, what: Objects) -> Self {
        let (rule, message, help) = told(taken, &what);
        Self {
            what,
            rule,
            message,
            help,
        }
    }
}

/// The rule, the message and the help of an objection.
fn told(taken: &Taken, what: &Objects) -> (&'static str, String, String) {
    let id = &taken.id;
    match what {
        Objects::NoStep => no_step(taken),
        Objects::NeverInForce { id: old, phase } => (
            "illegal-step",
            format!("{id} supersedes {old}, which never was in force ({phase})"),
            format!("declog set {id} supersedes-={old}"),
        ),
        Objects::NotOneOf {
            verb,
            key,
            people,
            may,
        } => (
            "not-entitled",
            format!(
                "{} {id}, whose `{key}` is {}",
                who(taken, verb),
                list(people)
            ),
            format!("`declog {verb} {id}` is for {} to run", either(may)),
        ),
        Objects::NotEntitled {
            verb,
            touched,
            people,
        } => not_entitled(taken, verb, (touched, people)),
        Objects::TooFew { .. } => too_few(taken, what),
        Objects::NotHeard { verb, area, people } => (
            "consultation-missing",
            format!(
                "`{verb}` of {id} without a word from {}, whom area `{area}` asks to be heard",
                list(people)
            ),
            format!("{} says `declog note {id} -m \"…\"` first", either(people)),
        ),
        Objects::OwnText { verb, people } => (
            "self-acceptance",
            format!(
                "`{verb}` of {id} by {} alone, who wrote its text: `four-eyes` asks for somebody else",
                list(people)
            ),
            format!(
                "somebody who did not write it runs `declog {verb} {id}`, or approves: `--approved-by NAME`"
            ),
        ),
        Objects::Born => (
            "accepted-at-birth",
            format!("{id} came as `{}`, with no step that made it so", taken.to),
            format!("propose it first: `declog new` makes it `{}`", taken.from),
        ),
    }
}

fn no_step(taken: &Taken) -> (&'static str, String, String) {
    let Taken { id, from, to, .. } = taken;
    let steps = taken.kind.steps.iter();
    let open: Vec<String> = steps
        .filter(|step| step.from.contains(from))
        .map(|step| step.verb.clone())
        .collect();
    let help = match open.as_slice() {
        [] => format!(
            "nothing leads out of `{from}`: write `status: {from}` again, or undo the commit that changed it"
        ),
        open => format!("from `{from}` there is: {}", open.join(", ")),
    };
    let message = format!(
        "no step of {} leads from `{from}` to `{to}`",
        taken.kind.with_article()
    );
    (
        "illegal-step",
        format!("{message}, and {id} went there"),
        help,
    )
}

fn not_entitled(
    taken: &Taken,
    verb: &str,
    (touched, people): (&Touched, &[String]),
) -> (&'static str, String, String) {
    let (id, area) = (&taken.id, &touched.area);
    let lets = format!("area `{area}` lets {} decide", list(people));
    let help = format!(
        "{} runs `declog {verb} {id}`{}",
        either(people),
        or_agrees(taken)
    );
    match &touched.reach {
        Reach::Named => (
            "not-entitled",
            format!("{} {id}: {lets}", who(taken, verb)),
            help,
        ),
        Reach::Replaces(old) if taken.nature == Nature::Widened => {
            let (names, people) = (names(taken), either(people));
            (
                "not-entitled",
                format!("{names} had no right to let {id} replace {old}: {lets}"),
                format!("{people} makes that change, or merges it"),
            )
        }
        Reach::Replaces(old) => (
            "not-entitled",
            format!("{} {id}, which replaces {old}: {lets}", who(taken, verb)),
            help,
        ),
        Reach::Governs(own, theirs) => {
            let paths = match own == theirs {
                true => format!("`{own}`"),
                false => format!("`{own}`, which meets `{theirs}`"),
            };
            (
                "governs-foreign-area",
                format!("{} {id}, which governs {paths}: {lets}", who(taken, verb)),
                help,
            )
        }
    }
}

fn too_few(taken: &Taken, what: &Objects) -> (&'static str, String, String) {
    let Objects::TooFew {
        verb,
        touched,
        need,
        have,
        unnamed,
        reversible,
    } = what
    else {
        return ("quorum-missing", String::new(), String::new());
    };
    let (id, area) = (&taken.id, &touched.area);
    let which = match reversible {
        Some(word) => format!("a `{word}` one"),
        None => "one".to_owned(),
    };
    let people = if *need == 1 { "person" } else { "people" };
    let count = match have.as_slice() {
        [] => "nobody".to_owned(),
        have => list(have),
    };
    let mut message = format!(
        "`{verb}` of {id} by {count}: area `{area}` asks for {need} {people} to decide {which}"
    );
    let mut help = match taken.table.settings.rights.proof {
        Grade::Claimed => format!("another one approves: `declog {verb} {id} --approved-by NAME`"),
        _ => "another one merges the change".to_owned(),
    };
    if !unnamed.is_empty() {
        let is = if unnamed.len() == 1 { "is" } else { "are" };
        message.push_str(&format!("; {} {is} not named in the file", list(unnamed)));
        help = format!("name those who decided in the file: `declog edit {id}`");
    }
    ("quorum-missing", message, help)
}

/// How somebody agrees to a step that another one takes, by evidence that is good enough.
fn or_agrees(taken: &Taken) -> &'static str {
    match taken.table.settings.rights.proof {
        Grade::Claimed => ", or approves: `--approved-by NAME`",
        _ => ", or merges the change",
    }
}

/// Who took a step, and that they may not: "`mallory` may not `accept`".
fn who(taken: &Taken, verb: &str) -> String {
    let names = names(taken);
    match (taken.nature, taken.commit.is_some()) {
        (Nature::Undo, _) => format!("{names} may not take back `{verb}` of"),
        (_, true) => format!("{names} had no right to `{verb}`"),
        (_, false) => format!("{names} may not `{verb}`"),
    }
}

/// Who took a step, as the evidence that counts here names them.
fn names(taken: &Taken) -> String {
    let rights = &taken.table.settings.rights;
    let named: Vec<String> = taken
        .voices
        .iter()
        .map(|voice| {
            let name = &voice.person;
            if rights.bots.contains(name) {
                format!("`{name}` (a bot)")
            } else if voice.grade < rights.proof {
                format!(
                    "`{name}` (only {}, and {} is asked for)",
                    voice.grade, rights.proof
                )
            } else if rights.proof == Grade::Claimed || voice.grade == rights.proof {
                format!("`{name}`")
            } else {
                format!("`{name}` ({})", voice.grade)
            }
        })
        .collect();
    let strangers = taken.strangers.iter().map(|name| format!("`{name}`"));
    let all: Vec<String> = named.into_iter().chain(strangers).collect();
    match all.as_slice() {
        [] => "whoever it was".to_owned(),
        all => all.join(", "),
    }
}

/// `alice`, `bob`
fn list(people: &[String]) -> String {
    let people: Vec<String> = people.iter().map(|person| format!("`{person}`")).collect();
    people.join(", ")
}

/// `alice` or `bob`
fn either(people: &[String]) -> String {
    let mut people: Vec<String> = people.iter().map(|person| format!("`{person}`")).collect();
    match people.pop() {
        Some(last) if people.is_empty() => last,
        Some(last) => format!("{} or {last}", people.join(", ")),
        None => "nobody".to_owned(),
    }
}

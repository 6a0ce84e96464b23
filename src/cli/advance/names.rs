//! The names of a record's measures or milestones, and which of them is meant.

use crate::cli::failure::{Refused, usage};
use crate::model::change::Place;
use crate::model::front::Node;
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::suggest::closest;

/// The names in one list of items.
pub(super) struct Names<'a> {
    /// The key of the list.
    pub(super) list: String,
    /// The key that names an item.
    pub(super) naming: &'static str,
    /// What people call an item.
    pub(super) what: &'static str,
    /// What stands behind the name of a new one.
    more: &'static str,
    record: &'a Record,
    all: Vec<String>,
}

impl<'a> Names<'a> {
    /// The names in the record's field of that type; none where its kind has no such field.
    pub(super) fn of(record: &'a Record, shape: FieldType) -> Option<Self> {
        let field = record.kind.fields_of(shape).next()?;
        let naming = *shape.item_keys().first()?;
        let items = record.node(&field.key).map_or(&[][..], Node::items);
        let names = items.iter().filter_map(|item| text(item, naming));
        let (what, more) = match shape {
            FieldType::Measures => ("measure", "; unit=…; target=…"),
            _ => ("milestone", "=2026-11-30"),
        };
        Some(Self {
            list: field.key.clone(),
            naming,
            what,
            more,
            record,
            all: names.map(str::to_owned).collect(),
        })
    }

    /// Adds the name of an item that is to be there, and says so.
    pub(super) fn add(&mut self, name: &str, said: &mut Vec<String>) {
        self.all.push(name.to_owned());
        let (what, id) = (self.what, &self.record.id);
        said.push(format!("`{name}` is a new {what} of {id}"));
    }

    /// The place of a key in the item of that name.
    pub(super) fn place(&self, name: &str, path: &[&str]) -> Place {
        Place {
            list: self.list.clone(),
            item: name.to_owned(),
            path: path.iter().map(|key| (*key).to_owned()).collect(),
        }
    }

    /// What the record has for a key in the item of that name.
    pub(super) fn written(&self, name: &str, key: &str) -> Option<&'a str> {
        let items = self.record.node(&self.list)?.items();
        let mut items = items.iter();
        let item = items.find(|item| text(item, self.naming) == Some(name))?;
        text(item, key)
    }

    /// The name that is meant, if there is one: as typed, else in another case, else the only one that begins so.
    pub(super) fn find(&self, typed: &str) -> Result<Option<&str>, Refused> {
        if let Some(name) = self.all.iter().find(|name| *name == typed) {
            return Ok(Some(name));
        }
        let wanted = typed.to_lowercase();
        let that = |fits: &dyn Fn(&str) -> bool| -> Vec<&str> {
            let all = self.all.iter().map(String::as_str);
            all.filter(|name| fits(&name.to_lowercase())).collect()
        };
        let same = that(&|name| name == wanted);
        let mut found = match same.is_empty() {
            true => that(&|name| name.starts_with(&wanted)),
            false => same,
        };
        // Two of one name are told apart by nobody: the edit refuses them.
        found.dedup();
        match found.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(only)),
            several => {
                let candidates = several.iter().map(|name| (*name).to_owned()).collect();
                let message = format!(
                    "`{typed}` is more than one {} of {}",
                    self.what, self.record.id
                );
                let refused = usage(message).with_candidates(candidates);
                Err(refused.with_help("write more of the one you mean"))
            }
        }
    }

    /// The name that is meant, which has to be there; what is told where it is not the one typed goes to `said`.
    pub(super) fn get(&self, typed: &str, said: &mut Vec<String>) -> Result<String, Refused> {
        match self.find(typed)? {
            Some(name) => {
                self.tell(typed, name, said);
                Ok(name.to_owned())
            }
            None => Err(self.unknown(typed)),
        }
    }

    /// Says which name is meant where another was typed.
    pub(super) fn tell(&self, typed: &str, name: &str, said: &mut Vec<String>) {
        if typed != name {
            said.push(format!("`{typed}` is the {} `{name}`", self.what));
        }
    }

    fn unknown(&self, typed: &str) -> Refused {
        let all = self.all.iter().map(String::as_str);
        let refused = usage(format!("{} has no {} `{typed}`", self.record.id, self.what));
        match closest(typed, all.clone()) {
            Some(close) => refused
                .with_candidates(vec![close.to_owned()])
                .with_help(format!("did you mean `{close}`?")),
            None => refused.with_candidates(self.all.clone()).with_help(format!(
                "`--{} \"{typed}{}\"` adds it",
                self.what, self.more
            )),
        }
    }
}

/// The text of a key that says something.
fn text<'n>(item: &'n Node, key: &str) -> Option<&'n str> {
    let mut pairs = item.pairs()?.iter();
    let text = pairs
        .find(|pair| pair.key.value == key)?
        .node
        .scalar()?
        .trim();
    (!text.is_empty()).then_some(text)
}

//! The id and the file name of a new record, by what the ids of the log are made of.

use std::collections::{BTreeSet, HashSet};

use sha2::{Digest, Sha256};

use super::load::{Loaded, below};
use crate::index::Index;
use crate::model::id::{Id, Written};
use crate::model::kind::Kind;
use crate::model::record::{Record, is_shaped_like_a_day};
use crate::model::settings::Ids;
use crate::text::folder::claims;
use crate::text::parse;
use crate::text::slug::slug;

/// The highest number that a file name can begin with.
pub(super) const LAST: u64 = 999_999_999;

/// How many letters and digits tell the records of one day apart.
const LETTERS: usize = 4;

/// What a new record is called.
pub(super) struct Name {
    /// Its id.
    pub(super) id: Id,
    /// Its file's name.
    pub(super) file: String,
}

/// A name that no record of the kind has: `salt` is whatever tells two new records of one title and day apart.
pub(super) fn next(
    (index, elsewhere): (&Index, &Elsewhere),
    kind: &Kind,
    title: &str,
    salt: &str,
) -> Name {
    let taken = |id: &Id| !index.with_id(id).is_empty() || elsewhere.has(id);
    let words = slug(title);
    let stem = match kind.ids {
        Ids::Date => dated((index, &taken), kind, title, salt),
        Ids::Stem if goes_by_names(index, kind) => return named((index, &taken), kind, &words),
        Ids::Number | Ids::Stem => {
            let number = next_number(index, kind, elsewhere);
            let width = kind.width;
            (
                Id::new(kind.prefix.clone(), number),
                format!("{number:0width$}"),
            )
        }
    };
    let (id, start) = stem;
    Name {
        id,
        file: format!("{start}-{words}.md"),
    }
}

/// A log, and whether an id is taken in it or elsewhere.
type Places<'a> = (&'a Index, &'a dyn Fn(&Id) -> bool);

/// A day and four letters or digits made of title, writer and time.
fn dated((index, taken): Places<'_>, kind: &Kind, title: &str, salt: &str) -> (Id, String) {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let day = index.log.as_of.strftime("%Y%m%d");
    let mut round = 0_u32;
    loop {
        let digest = Sha256::digest(format!("{title}\0{salt}\0{round}"));
        let letters = digest.iter().take(LETTERS);
        let letters: String = letters
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect();
        let start = format!("{day}-{letters}");
        let id = Id::dated(kind.prefix.clone(), &start);
        if !taken(&id) {
            return (id, start);
        }
        round += 1;
    }
}

/// Most records of the kind have no number.
fn goes_by_names(index: &Index, kind: &Kind) -> bool {
    let named = records(index, kind).filter(|record| record.id.name().is_some());
    2 * named.count() > records(index, kind).count()
}

/// The words of the title, behind the day where the others have theirs there.
fn named((index, taken): Places<'_>, kind: &Kind, words: &str) -> Name {
    let names = || records(index, kind).filter_map(|record| record.id.name());
    let begins = |name: &&str| name.get(..10).is_some_and(is_shaped_like_a_day);
    let dated = 2 * names().filter(begins).count() > names().count();
    let start = match dated {
        true => format!("{}-{words}", index.log.as_of),
        false => words.to_owned(),
    };
    let mut stem = start.clone();
    let mut round = 2;
    while taken(&Id::stem(kind.prefix.clone(), stem.as_str())) {
        stem = format!("{start}-{round}");
        round += 1;
    }
    Name {
        id: Id::stem(kind.prefix.clone(), stem.as_str()),
        file: format!("{stem}.md"),
    }
}

/// One above the highest number of the kind, files that cannot be read and those elsewhere included; the lowest that is
/// free where the highest is the last there is.
pub(super) fn next_number(index: &Index, kind: &Kind, elsewhere: &Elsewhere) -> u64 {
    let elsewhere = elsewhere.ids.iter().filter_map(Id::number);
    let taken: BTreeSet<u64> = taken_numbers(index, kind).chain(elsewhere).collect();
    // What no file name can say is no number of a record.
    let highest = taken.range(..=LAST).next_back().copied().unwrap_or(0);
    match highest {
        LAST => (1..LAST)
            .find(|number| !taken.contains(number))
            .unwrap_or(LAST),
        highest => highest + 1,
    }
}

/// The ids that the records of a kind have on other branches and in other working trees.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    ids: HashSet<Id>,
}

impl Elsewhere {
    /// Looks at the names of the files in the kind's folder, as they are everywhere else.
    pub(super) fn of(loaded: &Loaded, kind: &Kind) -> anyhow::Result<Self> {
        let folder = loaded.below(&kind.folder);
        let paths = loaded.repository.elsewhere(&folder)?;
        let claims = claims(kind, &folder, paths.iter().map(String::as_str)).into_iter();
        let ids = claims.map(|(id, _)| id).collect();
        Ok(Self { ids })
    }

    /// Whether a record elsewhere has the id.
    pub(super) fn has(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }
}

/// The numbers of the kind's records, of their aliases, and of files that cannot be read.
pub(super) fn taken_numbers<'a>(
    index: &'a Index,
    kind: &'a Kind,
) -> impl Iterator<Item = u64> + 'a {
    let folder = below(&index.log.root, &kind.folder);
    let unread = index.unreadable.iter();
    let unread = unread.filter(move |source| source.path.starts_with(&folder));
    let unread = unread.filter_map(|source| parse::number(kind, source.file_name()));
    let own = |alias: &str| match Written::read(alias) {
        Written::Prefixed(id) if id.prefix() == kind.prefix => id.number(),
        Written::Number(number) => Some(number),
        _ => None,
    };
    let aliases = records(index, kind).flat_map(move |record| {
        let words = record.words("aliases").into_iter();
        words
            .filter_map(|alias| own(alias.value))
            .collect::<Vec<_>>()
    });
    let read = records(index, kind).filter_map(|record| record.id.number());
    read.chain(unread).chain(aliases)
}

fn records<'a>(index: &'a Index, kind: &'a Kind) -> impl Iterator<Item = &'a Record> + Clone {
    index
        .records
        .iter()
        .filter(|record| record.kind.name == kind.name)
}

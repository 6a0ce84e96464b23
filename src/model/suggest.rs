//! The word that somebody probably meant.

use super::people::Directory;

/// The candidate closest to what was written, if one is close enough to be meant.
///
/// Case is not looked at; a third of the letters may differ: at least one, at most three.
#[must_use]
pub fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted: String = written.chars().take(64).collect::<String>().to_lowercase();
    let limit = (wanted.chars().count() / 3).clamp(1, 3);
    let near = candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&wanted, candidate, limit)?, candidate)));
    near.min().map(|(_, candidate)| candidate)
}

/// In how many letters a candidate differs from a word in lower case; none where it is more than `most`.
#[must_use]
pub fn distance(wanted: &str, candidate: &str, most: usize) -> Option<usize> {
    let candidate = candidate.to_lowercase();
    let longer = wanted.chars().count().abs_diff(candidate.chars().count());
    // The word may be a text of a megabyte.
    let distance = (longer <= most).then(|| strsim::damerau_levenshtein(wanted, &candidate));
    distance.filter(|distance| *distance <= most)
}

/// The handle of the person or team that was meant: one with that mail or name, a similar handle, or the only one whose
/// name has the word in it.
#[must_use]
pub fn party<'a>(directory: &Directory<'a>, written: &str) -> Option<&'a str> {
    let written = written.trim().trim_start_matches('@');
    let both = written
        .strip_suffix('>')
        .and_then(|text| text.split_once('<'));
    let (name, mail) = both.map_or((written, written), |(name, mail)| {
        (name.trim(), mail.trim())
    });
    let names = || {
        directory
            .handles()
            .map(|handle| (handle, directory.name(handle)))
    };
    let has_part = |own: &str| own.split_whitespace().any(|part| is_same(part, name));
    directory
        .with_mail(mail)
        .or_else(|| only(names(), |own| is_same(own, name)))
        .or_else(|| closest(name, directory.handles()))
        .or_else(|| only(names(), has_part))
}

/// The area that was meant: one with that title, or a similar name.
#[must_use]
pub fn area<'a>(directory: &Directory<'a>, written: &str) -> Option<&'a str> {
    let areas = directory.areas.keys().map(String::as_str);
    let titles = areas.clone().map(|area| (area, directory.area_title(area)));
    only(titles, |title| is_same(title, written.trim())).or_else(|| closest(written.trim(), areas))
}

/// The key of a name, where one alone is so.
fn only<'a>(
    names: impl Iterator<Item = (&'a str, &'a str)>,
    is: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let mut found = names.filter(|(_, name)| is(name));
    let (key, _) = found.next()?;
    found.next().is_none().then_some(key)
}

fn is_same(name: &str, other: &str) -> bool {
    name.to_lowercase() == other.to_lowercase()
}

//! Mail addresses, which the site names nowhere: they are of no use to a reader, and of use to nobody else.

/// A text without the hosts of the mail addresses in it: `Ana Ng` of `Ana Ng <ana@example.org>`, and `ana@` of an address
/// alone. What stands in an address of the web stays.
#[must_use]
pub fn without_mail(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = rest.split_at(at);
        let local = before.len() - before.trim_end_matches(is_local).len();
        let host = after[1..]
            .find(|c| !is_host(c))
            .map_or(after.len(), |end| end + 1);
        let name = &after[1..host];
        let start = &before[..before.len() - local];
        let web = match start.rsplit_once(char::is_whitespace) {
            Some((_, last)) => last.contains("://"),
            None => start.contains("://") || ends_in_address(&out),
        };
        let is_mail = local > 0 && name.trim_matches('.').contains('.') && !web;
        match start.strip_suffix('<') {
            _ if !is_mail => out.push_str(&rest[..before.len() + host]),
            Some(named) if after[host..].starts_with('>') => {
                out.push_str(named.trim_end());
                rest = &after[host + 1..];
                continue;
            }
            _ => {
                out.push_str(before);
                out.push('@');
            }
        }
        // A full stop behind an address ends the sentence.
        let stop = if is_mail {
            name.len() - name.trim_end_matches('.').len()
        } else {
            0
        };
        rest = &after[host - stop..];
    }
    out.push_str(rest);
    out
}

/// Whether a text ends within an address of the web.
fn ends_in_address(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next();
    last.is_some_and(|last| last.contains("://"))
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "._%+-".contains(c)
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || ".-".contains(c)
}

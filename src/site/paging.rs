//! The pages of what is too long for one: the first, the last, and those around the one that is shown.

use serde::Serialize;

use super::address;
use super::listing::page_path;

/// The way to the pages of a list.
#[derive(Serialize)]
pub(super) struct Pages {
    current: usize,
    previous: Option<String>,
    next: Option<String>,
    links: Vec<PageLink>,
}

#[derive(Serialize)]
struct PageLink {
    n: usize,
    href: Option<String>,
    gap: bool,
}

impl Pages {
    /// So many pages that begin at a path, seen from one of them; none where one holds all.
    pub(super) fn of(first: &str, last: usize, current: usize, page: &str) -> Option<Self> {
        if last < 2 {
            return None;
        }
        let href = |number| address::relative(page, &page_path(first, number));
        let mut links = Vec::new();
        let mut before = 0;
        for n in (1..=last).filter(|&n| n == 1 || n == last || n.abs_diff(current) <= 2) {
            if n > before + 1 {
                links.push(PageLink {
                    n: 0,
                    href: None,
                    gap: true,
                });
            }
            links.push(PageLink {
                n,
                href: (n != current).then(|| href(n)),
                gap: false,
            });
            before = n;
        }
        Some(Self {
            current,
            previous: (current > 1).then(|| href(current - 1)),
            next: (current < last).then(|| href(current + 1)),
            links,
        })
    }
}

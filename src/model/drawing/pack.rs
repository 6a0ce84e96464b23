//! Where the parts of a drawing stand: beside each other as far as the page is wide, else below.

use super::{Point, Sizes};

/// Between two parts, one below the other.
const BELOW: i32 = 32;

/// The left upper corner of each part, given how large each is.
pub(super) fn packed(parts: &[Point], sizes: &Sizes) -> Vec<Point> {
    let cell = (sizes.width + sizes.column).max(1);
    let cells = |width: i32| usize::try_from((width + sizes.column + cell - 1) / cell).unwrap_or(1);
    let most = parts.iter().map(|&(width, _)| cells(width)).max();
    let page = usize::try_from((sizes.page + sizes.column) / cell).unwrap_or(1);
    // How far down each column of the page is taken.
    let mut taken = vec![0; page.max(most.unwrap_or(1)).max(1)];
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&part| {
        let (width, height) = parts[part];
        (std::cmp::Reverse((height, width)), part)
    });
    let mut corners = vec![(0, 0); parts.len()];
    for part in order {
        let (width, height) = parts[part];
        let wide = cells(width).clamp(1, taken.len());
        let free = |start: usize| taken[start..start + wide].iter().copied().max();
        let starts = 0..=taken.len() - wide;
        let best = starts.min_by_key(|&start| (free(start), start));
        let start = best.unwrap_or_default();
        let y = free(start).unwrap_or_default();
        taken[start..start + wide].fill(y + height + BELOW);
        corners[part] = (i32::try_from(start).unwrap_or_default() * cell, y);
    }
    corners
}

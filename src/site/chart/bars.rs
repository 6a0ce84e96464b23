//! The geometry of bars: how many there are of each length, the one with the median in ink.

use serde::Serialize;

use super::{percent, pixels};

/// Bars that can be drawn.
#[derive(Serialize)]
pub(in crate::site) struct Bars {
    height: u16,
    bars: Vec<Bar>,
}

#[derive(Serialize)]
struct Bar {
    x: String,
    /// Its middle.
    middle: String,
    width: String,
    y: String,
    height: String,
    /// Where the number above it stands.
    above: String,
    n: usize,
    label: String,
    main: bool,
}

/// How many there are of a length.
pub(in crate::site) struct Heap {
    /// What the lengths are called.
    pub(in crate::site) label: String,
    pub(in crate::site) n: usize,
    /// The median is among them.
    pub(in crate::site) main: bool,
}

/// Of a whole drawing, and of the bars in it.
const HEIGHT: u16 = 132;
const FLOOR: f64 = 108.0;
const TALLEST: f64 = 84.0;

/// What is left free of each bar's share of the width, in percent of the width.
const GAP: f64 = 1.2;

/// The bars of some heaps, in their order.
pub(in crate::site) fn bars(heaps: &[Heap]) -> Bars {
    let most = heaps.iter().map(|heap| heap.n).max().unwrap_or(0).max(1);
    let share = 100.0 / heaps.len().max(1) as f64;
    let bar = |(at, heap): (usize, &Heap)| {
        // A heap of one is still seen beside one of thousands.
        let height = match heap.n {
            0 => 0.0,
            n => (n as f64 / most as f64 * TALLEST).max(2.0),
        };
        let left = share * at as f64;
        Bar {
            x: percent(left),
            middle: percent(left + (share - GAP) / 2.0),
            width: percent(share - GAP),
            y: pixels(FLOOR - height),
            height: pixels(height),
            above: pixels(FLOOR - height - 7.0),
            n: heap.n,
            label: heap.label.clone(),
            main: heap.main,
        }
    };
    Bars {
        height: HEIGHT,
        bars: heaps.iter().enumerate().map(bar).collect(),
    }
}

//! Bounds on a body before and while it becomes HTML, so that no text is slow or huge by design.

/// Bytes of HTML made of one body; the page around it has room up to 8 MiB.
pub(super) const OUTPUT: usize = 6 * 1024 * 1024;

/// Bytes of code highlighted in one body: a grammar can be made to take its time on odd input.
pub(super) const CODE: usize = 24 * 1024;

/// Bytes of a line of code that is highlighted; a block with a longer line is shown plain.
pub(super) const CODE_LINE: usize = 240;

/// Tags of HTML that are sanitised in one body: a sanitiser takes its time over many that are open. Where there are more,
/// they are shown as text.
pub(super) const TAGS: usize = 2_000;

//! Ids and nothing else.

use std::io::{self, Write};

use super::{Layout, Records};
use crate::report::safe::visible;

pub(super) fn write(list: &Records<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    for record in list.records {
        out.write_all(visible(&record.id).as_bytes())?;
        out.write_all(layout.end.byte())?;
    }
    Ok(())
}

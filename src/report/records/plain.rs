//! Values with tabs between them, one record a line, for scripts. A tab or line end inside a value is made visible.

use std::io::{self, Write};

use super::cell::cell;
use super::{Layout, Records};

pub(super) fn write(list: &Records<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    for record in list.records {
        for (at, column) in layout.columns.names().iter().enumerate() {
            if at > 0 {
                out.write_all(b"\t")?;
            }
            out.write_all(cell(record, column).as_bytes())?;
        }
        out.write_all(layout.end.byte())?;
    }
    Ok(())
}

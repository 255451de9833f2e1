//! The parts in one file.

use super::parts::parts;
use super::write::Writer;
use crate::sheet::Sheet;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Packs the parts, each dated 1 January 1980, the first day that the format knows.
pub(super) fn pack(sheet: &Sheet, body: Writer, notes: Writer) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts(sheet, &body, &notes) {
        zip.start_file(name, options)?;
        zip.write_all(XML.as_bytes())?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

//! CSV (RFC 4180, UTF-8, one header row), and HXL: the same with a row of hashtags under the header.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break as a formula, and some do so behind blanks or
//! for the full-width forms of these signs. Such a cell of words is written with an apostrophe in front, which spreadsheets take as
//! "this is text"; so is one that begins with an apostrophe itself. Who reads the file takes one apostrophe off the front of a cell
//! of words, and has what was written ([`unguarded`]). Numbers, days and flags are written as they are: they are never words.

use super::Writer;
use super::cell::Cell;
use super::layer::{Layer, Row};
use std::borrow::Cow;
use std::io::{self, Write};

/// What a spreadsheet may run: the signs, their full-width forms (Unicode, Halfwidth and Fullwidth Forms), line breaks and tabs.
const RUNS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '−'];
const GUARD: char = '\'';

/// A cell of words that no spreadsheet runs.
pub fn guarded(words: &str) -> Cow<'_, str> {
    let unseen = |c: char| (c.is_whitespace() && !RUNS.contains(&c)) || is_invisible(c);
    let first = words.trim_start_matches(unseen).chars().next();
    let runs = first.is_some_and(|c| RUNS.contains(&c)) || words.starts_with(GUARD);
    if runs { Cow::Owned(format!("{GUARD}{words}")) } else { Cow::Borrowed(words) }
}

/// What was written, from a cell of words as it is read.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).unwrap_or(cell)
}

/// Characters that take no room: programs drop them before they look for a sign.
fn is_invisible(c: char) -> bool {
    c == '\0' || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Writes CSV.
pub struct Csv<W: Write> {
    out: ::csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    /// Begins a file with its header.
    pub fn new(layer: &Layer, out: W) -> io::Result<Self> {
        let mut out = ::csv::Writer::from_writer(out);
        out.write_record(layer.columns.iter().map(|c| &c.name))?;
        Ok(Self { out })
    }

    /// The same, with the row of hashtags.
    pub fn with_hxl(layer: &Layer, out: W) -> io::Result<Self> {
        let mut begun = Self::new(layer, out)?;
        begun.out.write_record(layer.columns.iter().map(|c| &c.tag))?;
        Ok(begun)
    }
}

impl<W: Write> Writer for Csv<W> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        for cell in &row.cells {
            let words = cell.words();
            match cell {
                Cell::Text(_) | Cell::List(_) => self.out.write_field(guarded(&words).as_bytes())?,
                _ => self.out.write_field(words.as_bytes())?,
            }
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Layer;
    use base::Tlp;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn no_cell_is_run() {
        for runs in
            ["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "  =1", "\u{feff}=1", "'=1"]
        {
            assert_eq!(guarded(runs), format!("'{runs}"));
        }
        for plain in ["a = b", "", "3-4", "Ford", "(=1)"] {
            assert_eq!(guarded(plain), plain);
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        let layer = Layer::named("events", Tlp::Clear).unwrap();
        let mut out = Vec::new();
        let mut csv = Box::new(Csv::with_hxl(&layer, &mut out).unwrap());
        let row = json!({"id": "-1", "geometry": {"type": "Point", "coordinates": [-8.5, 14.0]}});
        csv.row(&layer.row(&row).unwrap()).unwrap();
        csv.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[0].starts_with("event_id,event_kind,event_type,") && lines[1].starts_with("#event+id,")
        );
        assert_eq!(lines[2], format!("'-1,,,,,,,,14,-8.5{}", ",".repeat(12)));
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_equal(texts in prop::collection::vec("\\PC*|[=+@'\\-\t\r\n\",; a]*", 22)) {
            let layer = Layer::named("events", Tlp::Clear).unwrap();
            let cells: Vec<Cell> = texts.iter().map(|t| Cell::Text(t.clone())).collect();
            let mut out = Vec::new();
            let mut csv = Box::new(Csv::new(&layer, &mut out).unwrap());
            csv.row(&Row { cells, geometry: None }).unwrap();
            csv.finish().unwrap();
            let mut read = ::csv::ReaderBuilder::new().from_reader(out.as_slice());
            let record = read.records().next().unwrap().unwrap();
            let back: Vec<&str> = record.iter().map(unguarded).collect();
            prop_assert_eq!(back, texts);
        }

        #[test]
        fn what_is_guarded_never_begins_with_a_sign(text in "[ \u{feff}\u{200b}]*[=+@＝＋－＠\\-\t\r\n].*") {
            prop_assert!(guarded(&text).starts_with('\''));
        }
    }
}

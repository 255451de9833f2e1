//! Files as tables of cells.
//!
//! In: bytes of an Excel workbook (.xlsx) or of a CSV table. Out: [`Sheet`]s of [`Cell`]s, with the row numbers that a
//! reader of the file sees.

use base::Date;
use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The most cells that are read of one sheet. Our own bound: the largest table known has 400,000.
const MOST_CELLS: usize = 20_000_000;

/// The most bytes that a workbook may unpack to. Our own bound: the largest table known unpacks to 20 MB.
const MOST_UNPACKED: u64 = 512 << 20;

/// How many lines of a text table are looked at for what parts its cells. Our own bound.
const LOOKED: usize = 40;

/// Columns beyond this one are not read. Our own bound: known tables have up to 40.
const WIDEST: usize = 1_024;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, without spaces around them.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

/// A row and its number in the file, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Number of the row.
    pub number: u32,
    /// Its cells; those after the last told one are missing.
    pub cells: Vec<Cell>,
}

/// A table of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Its rows that hold anything.
    pub lines: Vec<Line>,
}

impl Cell {
    fn of_text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// As words, for names and headers; a whole number without its point.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Number(n) => n.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// The sheets of a file; why it cannot be opened otherwise.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    if bytes.starts_with(b"PK") { workbook(bytes) } else { Ok(vec![csv(bytes)?]) }
}

fn workbook(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    if unpacked(bytes) > MOST_UNPACKED {
        return Err(format!("it unpacks to more than {} MB, which no such table does", MOST_UNPACKED >> 20));
    }
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|e| format!("it is no readable Excel workbook ({e})"))?;
    let shown = |sheet: &calamine::Sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible);
    let names: Vec<(String, bool)> = book.sheets_metadata().iter().map(shown).collect();
    let mut sheets = Vec::new();
    for (name, hidden) in names {
        // A chart is no sheet of cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let mut sheet = Sheet { name: name.clone(), hidden, lines: Vec::new() };
        let mut told = 0;
        while let Some(cell) = reader.next_cell().map_err(|e| format!("sheet `{name}` is damaged ({e})"))? {
            let (row, column) = cell.get_position();
            let value = of_excel(cell.get_value());
            if value.is_empty() || column as usize >= WIDEST {
                continue;
            }
            told += 1;
            if told > MOST_CELLS {
                return Err(format!("sheet `{name}` has more than {MOST_CELLS} cells"));
            }
            place(&mut sheet.lines, row.saturating_add(1), column as usize, value);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// How many bytes the parts of a workbook unpack to, as the list at the end of the file tells (ZIP, 4.3.12): signature
/// `PK 1 2`, the length at 24.
fn unpacked(bytes: &[u8]) -> u64 {
    let length = |at: usize| bytes.get(at + 24..at + 28)?.try_into().ok().map(u32::from_le_bytes);
    memchr::memmem::find_iter(bytes, b"PK\x01\x02").filter_map(length).map(u64::from).sum()
}

/// Puts a cell where it belongs; cells come row by row.
fn place(lines: &mut Vec<Line>, number: u32, column: usize, value: Cell) {
    if lines.last().is_none_or(|line| line.number != number) {
        lines.push(Line { number, cells: Vec::new() });
    }
    if let Some(line) = lines.last_mut() {
        if line.cells.len() <= column {
            line.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(cell) = line.cells.get_mut(column) {
            *cell = value;
        }
    }
}

fn of_excel(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) if n.is_finite() => Cell::Number(*n),
        DataRef::String(text) | DataRef::DateTimeIso(text) => Cell::of_text(text),
        DataRef::SharedString(text) => Cell::of_text(text),
        DataRef::Bool(yes) => Cell::of_text(if *yes { "Yes" } else { "No" }),
        DataRef::DateTime(when) => serial_day(when.as_f64()).map_or(Cell::Number(when.as_f64()), Cell::Day),
        _ => Cell::Empty,
    }
}

/// The day of a number that Excel shows as a date: days since 1899-12-30 (ECMA-376, 18.17.4, of days after February 1900).
/// `None` outside 1954 to 2119: such a number is no date of a report.
pub fn serial_day(serial: f64) -> Option<Date> {
    if !(20_000.0..80_000.0).contains(&serial) {
        return None;
    }
    let epoch = Date::constant(1899, 12, 30);
    epoch.checked_add(jiff::Span::new().try_days(serial as i64).ok()?).ok()
}

fn csv(bytes: &[u8]) -> Result<Sheet, String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("this is UTF-16 text".into());
    }
    if bytes.contains(&0) {
        return Err("it is neither an Excel workbook (.xlsx) nor a text table (.csv)".into());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(bytes))
        .from_reader(bytes);
    let (mut lines, mut record, mut told) = (Vec::new(), ::csv::ByteRecord::new(), 0);
    loop {
        let at = reader.position().line();
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(e) => return Err(format!("line {at}: {e}")),
        }
        let number = record.position().map_or(at, ::csv::Position::line);
        let cells: Vec<Cell> = record.iter().take(WIDEST).map(|c| Cell::of_text(&decoded(c))).collect();
        told += cells.len();
        if told > MOST_CELLS {
            return Err(format!("it has more than {MOST_CELLS} cells"));
        }
        if cells.iter().any(|c| !c.is_empty()) {
            lines.push(Line { number: u32::try_from(number).unwrap_or(u32::MAX), cells });
        }
    }
    Ok(Sheet { name: String::new(), hidden: false, lines })
}

/// UTF-8, else Latin-1, which Excel still writes.
fn decoded(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|&b| char::from(b)).collect(), str::to_owned)
}

/// Comma, semicolon or tab: what parts most of the first lines into most cells of equal number. Titles and decimal commas
/// are not as regular.
fn delimiter(bytes: &[u8]) -> u8 {
    let lines: Vec<&[u8]> = bytes.split(|&b| b == b'\n').take(LOOKED).collect();
    let regular = |d: u8| {
        let counts = lines.iter().map(|line| line.iter().filter(|&&b| b == d).count()).filter(|&n| n > 0);
        let mut lines_of: BTreeMap<usize, usize> = BTreeMap::new();
        counts.for_each(|n| *lines_of.entry(n).or_default() += 1);
        lines_of.into_iter().map(|(count, lines)| count * lines).max().unwrap_or(0)
    };
    [b'\t', b';', b','].into_iter().max_by_key(|&d| regular(d)).unwrap_or(b',')
}

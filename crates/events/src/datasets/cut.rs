//! Bytes of a file in, its records out, some hundred at a time. The one pass over a file that cannot be shared out: it
//! looks at quotes and line breaks only.

use super::fields::{Dialect, Fields, record_end};
use std::io::{self, Read};

/// Records in a chunk.
const RECORDS: usize = 512;
/// Bytes asked of the reader at once.
const STEP: usize = 1 << 20;
/// A record longer than this has a quote that does not close (the longest of GED have some 20 kB).
const LONGEST: usize = 1 << 20;
/// How far a record may reach that begins after a torn one.
const NEAR: usize = 64 << 10;

/// What a stretch of the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A record.
    Whole,
    /// Lines that a quote without its pair joined, up to the next line that begins a record.
    Torn,
    /// A record that the file's end cut.
    Cut,
}

/// A record in its chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it starts in the bytes of the chunk.
    pub start: usize,
    /// Where it ends, without its line end.
    pub end: usize,
    /// Its first line in the file, from 1.
    pub line: u64,
    /// What it is.
    pub shape: Shape,
}

/// Some hundred records in a row.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// Their bytes as in the file.
    pub bytes: Vec<u8>,
    /// Where they stand in them.
    pub pieces: Vec<Piece>,
}

/// Cuts a file into chunks.
pub struct Cutter<'a> {
    from: &'a mut (dyn Read + Send),
    buffer: Vec<u8>,
    at: usize,
    line: u64,
    ended: bool,
    /// How fields are set apart.
    pub dialect: Dialect,
    /// How many fields a record has.
    pub width: usize,
}

impl<'a> Cutter<'a> {
    /// Starts at the first byte; a byte order mark is no part of a record.
    pub fn new(from: &'a mut (dyn Read + Send)) -> io::Result<Self> {
        let dialect = Dialect { delimiter: b',', quotes: true };
        let mut cutter = Self { from, buffer: Vec::new(), at: 0, line: 1, ended: false, dialect, width: 0 };
        cutter.more()?;
        if cutter.buffer.starts_with(b"\xef\xbb\xbf") {
            cutter.at = 3;
        }
        Ok(cutter)
    }

    /// What is left of the bytes read so far: at the start, the first megabyte of the file.
    pub fn peek(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// All that is left, for layouts without lines.
    pub fn rest(mut self) -> io::Result<Vec<u8>> {
        while !self.ended {
            self.more()?;
        }
        Ok(self.buffer.split_off(self.at))
    }

    /// Takes the header: the first line that is not blank.
    pub fn header(&mut self) -> Vec<u8> {
        self.skip_blank();
        let rest = self.peek();
        let end = record_end(rest, 0, self.dialect).unwrap_or(rest.len());
        let header = trimmed(rest.get(..end).unwrap_or_default()).to_vec();
        self.advance((end + 1).min(rest.len()));
        header
    }

    /// The next records; none at the end of the file.
    pub fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut chunk = Chunk::default();
        while chunk.pieces.len() < RECORDS {
            let Some((length, next, shape)) = self.record()? else { break };
            let start = chunk.bytes.len();
            let line = self.line;
            chunk.bytes.extend_from_slice(self.peek().get(..length).unwrap_or_default());
            chunk.pieces.push(Piece { start, end: chunk.bytes.len(), line, shape });
            self.advance(next);
        }
        Ok((!chunk.pieces.is_empty()).then_some(chunk))
    }

    /// Length of the next record without and with its line end, and what it is.
    fn record(&mut self) -> io::Result<Option<(usize, usize, Shape)>> {
        loop {
            self.skip_blank();
            let rest = self.peek();
            if rest.is_empty() {
                if self.ended {
                    return Ok(None);
                }
                self.more()?;
                continue;
            }
            match record_end(rest, 0, self.dialect) {
                Some(end) if end <= LONGEST => return Ok(Some(self.judge(end))),
                None if !self.ended && rest.len() <= LONGEST => self.more()?,
                _ => return Ok(Some(self.open_end())),
            }
        }
    }

    /// A record that ends at the line feed `end`. One of several lines must have its fields, or a quote joined them.
    fn judge(&self, end: usize) -> (usize, usize, Shape) {
        let rest = self.peek();
        let record = trimmed(rest.get(..end).unwrap_or_default());
        if self.dialect.quotes && memchr::memchr(b'\n', record).is_some() && !self.holds(record) {
            return self.torn(end, Shape::Torn);
        }
        (record.len(), end + 1, Shape::Whole)
    }

    /// The last record, or one whose quote never closes.
    fn open_end(&self) -> (usize, usize, Shape) {
        let rest = self.peek();
        let record = trimmed(rest);
        if self.ended && rest.len() <= LONGEST && self.holds(record) {
            return (record.len(), rest.len(), Shape::Whole);
        }
        let end = rest.len().min(LONGEST);
        self.torn(end, if self.ended && rest.len() <= LONGEST { Shape::Cut } else { Shape::Torn })
    }

    /// The lines before the next one that begins a record; up to `end` if none does.
    fn torn(&self, end: usize, otherwise: Shape) -> (usize, usize, Shape) {
        let rest = self.peek();
        let lines = memchr::memchr_iter(b'\n', rest.get(..end).unwrap_or_default());
        for start in lines.map(|feed| feed + 1) {
            if self.begins(start) {
                let piece = trimmed(rest.get(..start - 1).unwrap_or_default());
                return (piece.len(), start, Shape::Torn);
            }
        }
        let piece = trimmed(rest.get(..end).unwrap_or_default());
        (piece.len(), (end + 1).min(rest.len()), otherwise)
    }

    /// Whether a record begins at `start`.
    fn begins(&self, start: usize) -> bool {
        let near = self.peek().get(start..).unwrap_or_default();
        let near = near.get(..NEAR).unwrap_or(near);
        record_end(near, 0, self.dialect)
            .is_some_and(|end| self.holds(trimmed(near.get(..end).unwrap_or_default())))
    }

    fn holds(&self, record: &[u8]) -> bool {
        let mut fields = Fields::default();
        fields.split(record, self.dialect);
        fields.is_well_formed() && fields.fit(self.width)
    }

    fn skip_blank(&mut self) {
        let rest = self.peek();
        let blank = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        self.advance(blank);
    }

    fn advance(&mut self, bytes: usize) {
        let passed = self.peek().get(..bytes).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.at += bytes;
    }

    /// Reads on, and lets go of what was cut.
    fn more(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let before = self.buffer.len();
        let read = Read::take(&mut *self.from, STEP as u64).read_to_end(&mut self.buffer)?;
        self.ended = read == 0;
        debug_assert_eq!(self.buffer.len(), before + read);
        Ok(())
    }
}

/// Without the carriage returns and line feeds at its end.
fn trimmed(record: &[u8]) -> &[u8] {
    let kept = record.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |last| last + 1);
    record.get(..kept).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, width: usize) -> Vec<(u64, Shape, String)> {
        let mut bytes = text.as_bytes();
        let mut cutter = Cutter::new(&mut bytes).unwrap();
        cutter.width = width;
        let mut found = Vec::new();
        while let Some(chunk) = cutter.next().unwrap() {
            let words = |p: &Piece| String::from_utf8_lossy(&chunk.bytes[p.start..p.end]).into_owned();
            found.extend(chunk.pieces.iter().map(|p| (p.line, p.shape, words(p))));
        }
        found
    }

    #[test]
    fn records_keep_their_lines() {
        let found = cut("\u{feff}1,\"a\nb\"\r\n\r\n2,c\n3,d", 2);
        let lines: Vec<_> = found.iter().map(|(line, shape, _)| (*line, *shape)).collect();
        assert_eq!(lines, [(1, Shape::Whole), (4, Shape::Whole), (5, Shape::Whole)]);
        assert_eq!(found[0].2, "1,\"a\nb\"");
    }

    #[test]
    fn a_quote_without_its_pair_costs_its_own_record() {
        let found = cut("1,\"a\n2,b\n3,\"c\nd\"\n4,e\n", 2);
        let lines: Vec<_> = found.iter().map(|(line, shape, _)| (*line, *shape)).collect();
        assert_eq!(lines, [(1, Shape::Torn), (2, Shape::Whole), (3, Shape::Whole), (5, Shape::Whole)]);
    }

    #[test]
    fn the_end_of_the_file_may_cut_a_record() {
        let shapes = |text| cut(text, 3).into_iter().map(|(_, shape, _)| shape).collect::<Vec<_>>();
        assert_eq!(shapes("1,a,x\n2,\"b"), [Shape::Whole, Shape::Cut]);
        assert_eq!(shapes("1,a,x\n2,b"), [Shape::Whole, Shape::Cut]);
        assert_eq!(shapes("1,a,x\n2,b,y"), [Shape::Whole, Shape::Whole]);
    }
}

//! Files of records: lines, fields and their text. Prices are short lines; a quote that does not close costs its own line.

use memchr::{memchr, memchr_iter};
use std::borrow::Cow;
use std::ops::Range;

/// A quoted cell may hold this many line breaks; more means that its quote has no pair. Our choice.
const MOST_LINES: usize = 64;

/// A record and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Its bytes, without line end.
    pub bytes: &'a [u8],
    /// Its line in the file, from 1.
    pub line: u32,
    /// Whether a quote in it has no pair.
    pub torn: bool,
}

/// The records of some bytes; blank lines are none.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    bytes: &'a [u8],
    /// Where the next record begins.
    pub at: usize,
    /// On which line.
    pub line: u32,
    delimiter: u8,
}

impl<'a> Records<'a> {
    /// From the beginning of `bytes`, which is line `line` of its file.
    pub fn new(bytes: &'a [u8], line: u32, delimiter: u8) -> Self {
        Self { bytes, at: 0, line, delimiter }
    }

    /// End of the record at `at` and its line breaks before the last, if a quote stays open over them.
    fn over_lines(&self, first: usize) -> Option<(usize, u32)> {
        let mut end = first;
        for breaks in 1..=MOST_LINES {
            let rest = self.bytes.get(end + 1..)?;
            if rest.is_empty() {
                return None;
            }
            end = end + 1 + memchr(b'\n', rest).unwrap_or(rest.len());
            if !is_open(self.bytes.get(self.at..end)?, self.delimiter) {
                return Some((end, u32::try_from(breaks).unwrap_or(u32::MAX)));
            }
        }
        None
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        loop {
            let rest = self.bytes.get(self.at..).filter(|r| !r.is_empty())?;
            let (start, line) = (self.at, self.line);
            let mut end = start + memchr(b'\n', rest).unwrap_or(rest.len());
            let mut torn = false;
            if is_open(self.bytes.get(start..end).unwrap_or_default(), self.delimiter) {
                match self.over_lines(end) {
                    Some((later, breaks)) => {
                        end = later;
                        self.line = self.line.saturating_add(breaks);
                    }
                    None => torn = true,
                }
            }
            self.at = end + 1;
            self.line = self.line.saturating_add(1);
            let bytes = trimmed(self.bytes.get(start..end).unwrap_or_default());
            if !bytes.is_empty() {
                return Some(Record { bytes, line, torn });
            }
        }
    }
}

/// Without carriage returns at the end.
fn trimmed(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|b| *b != b'\r').map_or(0, |last| last + 1);
    line.get(..end).unwrap_or_default()
}

/// Whether a quote that opens a field is not closed in it. Quotes in pairs are taken to close; where they do not, the record
/// is refused when it is split.
fn is_open(line: &[u8], delimiter: u8) -> bool {
    if memchr_iter(b'"', line).count().is_multiple_of(2) {
        return false;
    }
    let mut spans = Vec::new();
    !split(line, delimiter, &mut spans)
}

/// Where the fields of a record stand; whether each is quoted.
pub type Spans = Vec<(Range<usize>, bool)>;

/// Splits a record; false if a quote has no pair.
pub fn split(record: &[u8], delimiter: u8, spans: &mut Spans) -> bool {
    spans.clear();
    if memchr(b'"', record).is_none() {
        let mut start = 0;
        for end in memchr_iter(delimiter, record) {
            spans.push((start..end, false));
            start = end + 1;
        }
        spans.push((start..record.len(), false));
        return true;
    }
    let (mut at, mut whole) = (0, true);
    loop {
        let quoted = record.get(at) == Some(&b'"');
        let from = if quoted { quote_end(record, at) } else { Some(at) };
        whole &= from.is_some();
        let from = from.unwrap_or(record.len());
        let rest = record.get(from..).unwrap_or_default();
        let end = memchr(delimiter, rest).map_or(record.len(), |k| from + k);
        spans.push((at..end, quoted));
        if end >= record.len() {
            return whole;
        }
        at = end + 1;
    }
}

/// After the quote that closes the one at `open`.
fn quote_end(record: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let close = at + memchr(b'"', record.get(at..)?)?;
        if record.get(close + 1) != Some(&b'"') {
            return Some(close + 1);
        }
        at = close + 2;
    }
}

/// The trimmed bytes of a field; empty if there is none.
pub fn field<'a>(record: &'a [u8], spans: &Spans, at: usize) -> Cow<'a, [u8]> {
    let Some((range, quoted)) = spans.get(at) else { return Cow::Borrowed(&[]) };
    let raw = record.get(range.clone()).unwrap_or_default().trim_ascii();
    if !quoted {
        return Cow::Borrowed(raw);
    }
    let inner = raw.strip_prefix(b"\"").unwrap_or(raw);
    let inner = inner.strip_suffix(b"\"").unwrap_or(inner);
    if memchr(b'"', inner).is_none() {
        return Cow::Borrowed(inner.trim_ascii());
    }
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        out.push(byte);
        if byte == b'"' && bytes.peek() == Some(&b'"') {
            bytes.next();
        }
    }
    Cow::Owned(out)
}

/// Bytes as text; what is no UTF-8 is read as Latin-1.
pub fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim().to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect::<String>().trim().to_owned(),
    }
}

/// The fields of a record as text.
pub fn texts(record: &[u8], delimiter: u8) -> Vec<String> {
    let mut spans = Vec::new();
    split(record, delimiter, &mut spans);
    (0..spans.len()).map(|at| text(&field(record, &spans, at))).collect()
}

/// A stretch of whole records and the line that it begins on.
pub type Chunk<'a> = (&'a [u8], u32);

/// Cuts what follows the header into stretches of about `size` bytes.
pub fn chunks<'a>(from: Records<'a>, size: usize) -> Vec<Chunk<'a>> {
    let bytes = from.bytes;
    let (mut start, mut line) = (from.at, from.line);
    let mut out = Vec::new();
    while start < bytes.len() {
        let end = (start + size).min(bytes.len());
        let block = bytes.get(start..end).unwrap_or_default();
        let plain = if memchr(b'"', block).is_none() { cut_plain(bytes, start, end) } else { None };
        let (end, lines) = plain.unwrap_or_else(|| cut_records(bytes, start, line, end, from.delimiter));
        out.push((bytes.get(start..end).unwrap_or_default(), line));
        (start, line) = (end, line.saturating_add(lines));
    }
    out
}

/// Without quotes, any line break ends a record.
fn cut_plain(bytes: &[u8], start: usize, end: usize) -> Option<(usize, u32)> {
    let last = memchr::memrchr(b'\n', bytes.get(start..end)?).map(|k| start + k + 1);
    let end = if end == bytes.len() { end } else { last? };
    let lines = memchr_iter(b'\n', bytes.get(start..end)?).count();
    Some((end, u32::try_from(lines).unwrap_or(u32::MAX)))
}

fn cut_records(bytes: &[u8], start: usize, line: u32, end: usize, delimiter: u8) -> (usize, u32) {
    let mut records = Records { bytes, at: start, line, delimiter };
    while records.at < end && records.next().is_some() {}
    (records.at.min(bytes.len()).max(start + 1), records.line - line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<(u32, bool, Vec<String>)> {
        Records::new(bytes, 1, b',').map(|r| (r.line, r.torn, texts(r.bytes, b','))).collect()
    }

    fn words(row: &[&str]) -> Vec<String> {
        row.iter().map(|w| (*w).to_owned()).collect()
    }

    #[test]
    fn quotes_hold_delimiters_and_line_breaks() {
        let found = read(b"a,\"b, \"\"c\"\"\"\r\n\n\"d\ne\",f\ng,h");
        assert_eq!(
            found,
            [
                (1, false, words(&["a", "b, \"c\""])),
                (3, false, words(&["d\ne", "f"])),
                (5, false, words(&["g", "h"]))
            ]
        );
    }

    #[test]
    fn a_quote_without_its_pair_costs_its_own_line() {
        let torn: Vec<_> =
            read(b"a,b\n\"c,d\ne,f\n").into_iter().map(|(line, torn, _)| (line, torn)).collect();
        assert_eq!(torn, [(1, false), (2, true), (3, false)]);
    }

    #[test]
    fn quotes_in_pairs_that_do_not_close_are_refused_when_split() {
        let line = b"a\"b,\"c";
        assert!(!Records::new(line, 1, b',').next().unwrap().torn);
        assert!(!split(line, b',', &mut Vec::new()));
    }

    proptest! {
        /// However a file is cut, its records and their lines are those of reading it through.
        #[test]
        fn chunks_change_nothing(text in "[a\",\n\r]{0,200}", size in 1_usize..40) {
            let bytes = text.as_bytes();
            let all = Records::new(bytes, 1, b',');
            let whole: Vec<_> = all.map(|r| (r.line, r.bytes)).collect();
            let cut: Vec<_> = chunks(all, size)
                .into_iter()
                .flat_map(|(part, line)| Records::new(part, line, b',').map(|r| (r.line, r.bytes)))
                .collect();
            prop_assert_eq!(cut, whole);
        }
    }
}

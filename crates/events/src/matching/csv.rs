//! Lines of a CSV file, tolerant of what spreadsheets write. In: bytes. Out: [`Line`]s with the number of the line on
//! which each begins.

use std::borrow::Cow;

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// The line of the file on which it begins, from 1.
    pub number: usize,
    /// Why it cannot be used.
    pub broken: Option<&'static str>,
    fields: Vec<Cow<'a, str>>,
}

impl Line<'_> {
    /// A field.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.fields.get(at).map(AsRef::as_ref)
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(AsRef::as_ref)
    }

    /// Broken, unless it has `width` fields; empty ones beyond (trailing commas) do not count.
    pub fn fitted(mut self, width: usize) -> Self {
        let fits = self.fields.len() >= width && self.fields.iter().skip(width).all(|f| f.trim().is_empty());
        if !fits && self.broken.is_none() {
            let few = self.fields.len() < width;
            self.broken =
                Some(if few { "the row has too few fields" } else { "the row has too many fields" });
        }
        self
    }
}

/// What a file holds.
pub struct Lines<'a> {
    /// Its rows, the header first; blank lines are left out.
    pub lines: Vec<Line<'a>>,
    /// Whether it was not UTF-8 and read as Windows-1252.
    pub recoded: bool,
}

/// Splits a file into rows and fields.
pub fn lines(bytes: &[u8]) -> Lines<'_> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let recoded = std::str::from_utf8(bytes).is_err();
    let delimiter = delimiter(bytes);
    let mut splitter = Splitter { bytes, at: 0, line: 1, delimiter, quotes: true };
    let mut lines = Vec::new();
    while splitter.at < bytes.len() {
        let line = splitter.row();
        if line.broken.is_some() || line.fields.len() > 1 || line.fields.iter().any(|f| !f.trim().is_empty())
        {
            lines.push(line);
        }
    }
    Lines { lines, recoded }
}

/// The delimiter that stands most often in the first line.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |d: &u8| header.iter().filter(|b| *b == d).count();
    let best = [b'|', b'\t', b';', b','].into_iter().max_by_key(count);
    best.filter(|d| count(d) > 0).unwrap_or(b',')
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|b| windows_1252(*b)).collect()),
    }
}

/// The characters of Windows-1252 from 0x80 to 0x9F; the rest is Latin-1.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    HIGH.get(usize::from(byte).wrapping_sub(0x80)).copied().unwrap_or(char::from(byte))
}

struct Splitter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    delimiter: u8,
    /// Off after a quote that never closes: from there on quotes are letters, so that one mistake costs one row.
    quotes: bool,
}

impl<'a> Splitter<'a> {
    fn row(&mut self) -> Line<'a> {
        let (number, start) = (self.line, self.at);
        let mut fields = Vec::new();
        loop {
            let Some(field) = self.field() else {
                self.quotes = false;
                self.at = start;
                self.line = number;
                self.skip_line();
                return Line { number, broken: Some("a quote opens here and never closes"), fields };
            };
            fields.push(field);
            match self.bytes.get(self.at) {
                Some(b) if *b == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        self.skip_line();
        Line { number, broken: None, fields }
    }

    /// The field at hand; `None` if its quote never closes.
    fn field(&mut self) -> Option<Cow<'a, str>> {
        if self.quotes && self.bytes.get(self.at) == Some(&b'"') {
            return self.quoted();
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = |b: &u8| *b == self.delimiter || *b == b'\n';
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let field = rest.get(..length).unwrap_or_default();
        self.at += length;
        Some(text(field.strip_suffix(b"\r").unwrap_or(field)))
    }

    fn quoted(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at + 1;
        let mut end = start;
        let mut doubled = false;
        loop {
            let rest = self.bytes.get(end..)?;
            end += rest.iter().position(|b| *b == b'"')?;
            if self.bytes.get(end + 1) != Some(&b'"') {
                break;
            }
            doubled = true;
            end += 2;
        }
        let inside = self.bytes.get(start..end)?;
        self.line += inside.iter().filter(|b| **b == b'\n').count();
        self.at = end + 1;
        // What stands between the closing quote and the delimiter is dropped: a space, a carriage return.
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|b| *b == self.delimiter || *b == b'\n').unwrap_or(rest.len());
        let field = text(inside);
        Some(if doubled { Cow::Owned(field.replace("\"\"", "\"")) } else { field })
    }

    /// To the start of the next line.
    fn skip_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |n| n + 1);
        self.line += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        let rows = lines(text.as_bytes()).lines.into_iter();
        rows.map(|l| (l.number, l.fields().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn quotes_hold_delimiters_newlines_and_quotes() {
        let rows = read("a,b\r\n\"x, \"\"y\"\"\r\nz\",2\r\n3,4");
        let expected = [(1, vec!["a", "b"]), (2, vec!["x, \"y\"\r\nz", "2"]), (4, vec!["3", "4"])];
        assert_eq!(rows, expected.map(|(n, f)| (n, f.into_iter().map(str::to_owned).collect::<Vec<_>>())));
    }

    #[test]
    fn a_quote_that_never_closes_costs_one_row() {
        let found = lines(b"a,b\n1,\"x\n2,y\n3,z\n");
        let broken: Vec<_> = found.lines.iter().map(|l| (l.number, l.broken.is_some())).collect();
        assert_eq!(broken, [(1, false), (2, true), (3, false), (4, false)]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_split_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let total = bytes.iter().filter(|b| **b == b'\n').count() + 1;
            prop_assert!(lines(&bytes).lines.iter().all(|l| l.number <= total));
        }

        #[test]
        fn what_is_quoted_comes_back(fields in proptest::collection::vec("[a-c,;\"\n]{0,6}", 2..5)) {
            let quoted: Vec<String> = fields.iter().map(|f| format!("\"{}\"", f.replace('"', "\"\""))).collect();
            let header = vec!["h"; fields.len()].join(",");
            let text = format!("{header}\n{}\n", quoted.join(","));
            prop_assert_eq!(&read(&text)[1].1, &fields);
        }
    }
}

//! One record in, its fields out: where they stand, unquoted when they are asked for.

use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// How fields are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields.
    pub delimiter: u8,
    /// Whether a field may stand in double quotes. Raw GDELT exports have none: there a quote is a sign like others.
    pub quotes: bool,
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// As it stands.
    Plain,
    /// In quotes, nothing to unescape.
    Quoted,
    /// In quotes with doubled quotes, or with words after the closing one.
    Escaped,
}

/// The fields of one record. Kept from record to record, so that nothing is allocated for each.
#[derive(Default)]
pub struct Fields<'a> {
    record: &'a [u8],
    spans: Vec<(usize, usize, Written)>,
    well_formed: bool,
}

impl<'a> Fields<'a> {
    /// Splits `record`, which has no line end after it.
    pub fn split(&mut self, record: &'a [u8], dialect: Dialect) {
        self.record = record;
        self.spans.clear();
        self.well_formed = true;
        let mut at = 0;
        loop {
            let quoted = dialect.quotes && record.get(at) == Some(&b'"');
            let (end, written) =
                if quoted { self.quoted(at, dialect) } else { (plain(record, at, dialect), Written::Plain) };
            self.spans.push((at, end, written));
            if end >= record.len() {
                return;
            }
            at = end + 1;
        }
    }

    /// End of the quoted field that opens at `at`.
    fn quoted(&mut self, at: usize, dialect: Dialect) -> (usize, Written) {
        let (mut from, mut written) = (at + 1, Written::Quoted);
        loop {
            let Some(close) = memchr(b'"', self.record.get(from..).unwrap_or_default()).map(|k| from + k)
            else {
                self.well_formed = false;
                return (self.record.len(), Written::Escaped);
            };
            match self.record.get(close + 1) {
                Some(b'"') => (from, written) = (close + 2, Written::Escaped),
                Some(next) if *next != dialect.delimiter => {
                    self.well_formed = false;
                    return (plain(self.record, close + 1, dialect), Written::Escaped);
                }
                _ => return (close + 1, written),
            }
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether each quote that opens a field closes it too.
    pub fn is_well_formed(&self) -> bool {
        self.well_formed
    }

    /// Whether the record has `width` fields; empty ones after those are trailing delimiters and do not count.
    pub fn fit(&self, width: usize) -> bool {
        let extra = self.spans.get(width..);
        self.spans.len() >= width && extra.is_some_and(|e| e.iter().all(|(start, end, _)| start == end))
    }

    /// The bytes of a field, unquoted; empty if there is none.
    pub fn bytes(&self, index: usize) -> Cow<'a, [u8]> {
        let Some(&(start, end, written)) = self.spans.get(index) else { return Cow::Borrowed(&[]) };
        let raw = self.record.get(start..end).unwrap_or_default();
        match written {
            Written::Plain => Cow::Borrowed(raw),
            Written::Quoted => Cow::Borrowed(raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default()),
            Written::Escaped => Cow::Owned(unescape(raw)),
        }
    }

    /// A field as trimmed text. Bytes that are not UTF-8 are read as Latin-1, which the flag says.
    pub fn text(&self, index: usize, foreign: &mut bool) -> Cow<'a, str> {
        match self.bytes(index) {
            Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text.trim()),
                Err(_) => latin(bytes, foreign),
            },
            Cow::Owned(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Cow::Owned(text.trim().to_owned()),
                Err(error) => latin(error.as_bytes(), foreign),
            },
        }
    }
}

fn latin(bytes: &[u8], foreign: &mut bool) -> Cow<'static, str> {
    *foreign = true;
    Cow::Owned(bytes.iter().map(|b| char::from(*b)).collect::<String>().trim().to_owned())
}

fn plain(record: &[u8], at: usize, dialect: Dialect) -> usize {
    memchr(dialect.delimiter, record.get(at..).unwrap_or_default()).map_or(record.len(), |k| at + k)
}

/// What stands between the quotes, doubled ones once, and whatever follows the closing one as it is.
fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 1;
    while let Some(byte) = raw.get(at) {
        if *byte == b'"' {
            if raw.get(at + 1) != Some(&b'"') {
                out.extend_from_slice(raw.get(at + 1..).unwrap_or_default());
                return out;
            }
            at += 1;
        }
        out.push(*byte);
        at += 1;
    }
    out
}

/// Where the record that begins at `from` ends: the index of its line feed. `None` if the end is not in `bytes`.
pub fn record_end(bytes: &[u8], from: usize, dialect: Dialect) -> Option<usize> {
    if !dialect.quotes {
        return memchr(b'\n', bytes.get(from..)?).map(|k| from + k);
    }
    let mut at = from;
    loop {
        let found = at + memchr2(b'"', b'\n', bytes.get(at..)?)?;
        if bytes.get(found) == Some(&b'\n') {
            return Some(found);
        }
        let opens = found == from || bytes.get(found - 1) == Some(&dialect.delimiter);
        at = if opens { quote_end(bytes, found)? } else { found + 1 };
    }
}

/// After the quote that closes the one at `open`.
fn quote_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let close = at + memchr(b'"', bytes.get(at..)?)?;
        if *bytes.get(close + 1)? != b'"' {
            return Some(close + 1);
        }
        at = close + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Dialect = Dialect { delimiter: b',', quotes: true };

    fn split(record: &str) -> Vec<String> {
        let mut fields = Fields::default();
        fields.split(record.as_bytes(), COMMA);
        (0..fields.len()).map(|i| fields.text(i, &mut false).into_owned()).collect()
    }

    #[test]
    fn quotes_hold_delimiters_quotes_and_line_breaks() {
        assert_eq!(split("1,\"a, \"\"b\"\"\nc\",,x\"y"), ["1", "a, \"b\"\nc", "", "x\"y"]);
        assert_eq!(split(""), [""]);
        assert_eq!(split("\"a\"b,c"), ["ab", "c"]);
        assert_eq!(split("\"open,c"), ["open,c"]);
    }

    #[test]
    fn trailing_delimiters_are_no_fields() {
        let mut fields = Fields::default();
        fields.split(b"1,2,", COMMA);
        assert!(fields.fit(2) && fields.fit(3) && !fields.fit(4) && !fields.fit(1));
    }

    #[test]
    fn a_record_ends_where_no_quote_is_open() {
        let bytes = b"a,\"b\nc\",d\ne\n";
        assert_eq!(record_end(bytes, 0, COMMA), Some(9));
        assert_eq!(record_end(bytes, 10, COMMA), Some(11));
        assert_eq!(record_end(b"a,\"b\n", 0, COMMA), None);
        assert_eq!(record_end(b"a,\"b\n", 0, Dialect { delimiter: b',', quotes: false }), Some(4));
    }

    #[test]
    fn other_encodings_are_read_and_told() {
        let mut fields = Fields::default();
        fields.split(b"Gu\xe9ra", COMMA);
        let mut foreign = false;
        assert_eq!((fields.text(0, &mut foreign).as_ref(), foreign), ("Guéra", true));
    }
}

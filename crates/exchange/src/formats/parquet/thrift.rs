//! Thrift's compact protocol, as far as a Parquet file needs it.

/// Types of the protocol.
pub(super) const I32: u8 = 5;
pub(super) const I64: u8 = 6;
pub(super) const BINARY: u8 = 8;
pub(super) const LIST: u8 = 9;
pub(super) const STRUCT: u8 = 12;

/// A structure; fields in rising order of their numbers.
#[derive(Default)]
pub(super) struct Thrift {
    bytes: Vec<u8>,
    last: u8,
    outer: Vec<u8>,
}

impl Thrift {
    fn field(&mut self, number: u8, kind: u8) -> &mut Self {
        self.bytes.push((number.saturating_sub(self.last) << 4) | kind);
        self.last = number;
        self
    }

    pub fn int(&mut self, number: u8, value: i64) -> &mut Self {
        self.field(number, I32).bytes.extend(zigzag(value));
        self
    }

    pub fn wide(&mut self, number: u8, value: i64) -> &mut Self {
        self.field(number, I64).bytes.extend(zigzag(value));
        self
    }

    pub fn words(&mut self, number: u8, value: &str) -> &mut Self {
        self.field(number, BINARY).bytes.extend(text(value));
        self
    }

    pub fn list(&mut self, number: u8, kind: u8, items: &[Vec<u8>]) -> &mut Self {
        self.field(number, LIST).bytes.push(0xf0 | kind);
        varint(items.len() as u64, &mut self.bytes);
        items.iter().for_each(|item| self.bytes.extend_from_slice(item));
        self
    }

    pub fn open(&mut self, number: u8) -> &mut Self {
        self.field(number, STRUCT).outer.push(number);
        self.last = 0;
        self
    }

    pub fn close(&mut self) -> &mut Self {
        self.bytes.push(0);
        self.last = self.outer.pop().unwrap_or(0);
        self
    }

    pub fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }
}

/// Text: its length and its bytes.
pub(super) fn text(words: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(words.len() + 2);
    varint(words.len() as u64, &mut bytes);
    bytes.extend_from_slice(words.as_bytes());
    bytes
}

pub(super) fn varint(mut value: u64, to: &mut Vec<u8>) {
    while value >= 0x80 {
        to.push(value as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

pub(super) fn zigzag(value: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    varint(((value << 1) ^ (value >> 63)) as u64, &mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_packed_as_thrift_does() {
        assert_eq!(
            [zigzag(0), zigzag(-1), zigzag(1), zigzag(300)],
            [vec![0], vec![1], vec![2], vec![0xd8, 4]]
        );
        let mut told = Thrift::default();
        told.int(1, 1).open(5).int(2, 3).close().int(7, 0);
        assert_eq!(told.end(), [0x15, 2, 0x4c, 0x25, 6, 0, 0x25, 0, 0]);
    }
}

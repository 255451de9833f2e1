//! Protocol buffers, as far as OpenStreetMap files use them: bytes in, fields and numbers out.

use super::error::Damage;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A number.
    Number(u64),
    /// A string, a message, or packed numbers.
    Bytes(&'a [u8]),
    /// Four or eight bytes of fixed width: nothing in these files that we read.
    Fixed,
}

impl<'a> Value<'a> {
    /// The bytes, or nothing if it is a number.
    pub fn bytes(self) -> &'a [u8] {
        if let Self::Bytes(bytes) = self { bytes } else { &[] }
    }

    /// The number, or 0 if it is none.
    pub fn number(self) -> u64 {
        if let Self::Number(number) = self { number } else { 0 }
    }
}

/// The fields of a message, in order: number of the field and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(pub &'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Value<'a>), Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let read = field(&mut self.0);
        if read.is_err() {
            self.0 = &[];
        }
        Some(read)
    }
}

fn field<'a>(bytes: &mut &'a [u8]) -> Result<(u64, Value<'a>), Damage> {
    let key = varint(bytes)?;
    let value = match key & 7 {
        0 => Value::Number(varint(bytes)?),
        1 => take(bytes, 8).map(|_| Value::Fixed)?,
        2 => {
            let length =
                usize::try_from(varint(bytes)?).map_err(|_| Damage("a field longer than its message"))?;
            Value::Bytes(take(bytes, length)?)
        }
        5 => take(bytes, 4).map(|_| Value::Fixed)?,
        _ => return Err(Damage("a field of an unknown kind")),
    };
    Ok((key >> 3, value))
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], Damage> {
    let (head, rest) = bytes.split_at_checked(length).ok_or(Damage("a field longer than its message"))?;
    *bytes = rest;
    Ok(head)
}

/// Reads one number of seven bits a byte.
#[inline]
fn varint(bytes: &mut &[u8]) -> Result<u64, Damage> {
    let mut value = 0;
    for (at, &byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7F) << (7 * at);
        if byte < 0x80 {
            *bytes = &bytes[at + 1..];
            return Ok(value);
        }
    }
    Err(Damage("a number without an end"))
}

/// Packed numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers<'a>(pub &'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = Result<u64, Damage>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let read = varint(&mut self.0);
        if read.is_err() {
            self.0 = &[];
        }
        Some(read)
    }
}

/// Packed signed numbers, each told as the difference from the one before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steps<'a> {
    numbers: Numbers<'a>,
    last: i64,
}

impl<'a> Steps<'a> {
    /// Over these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { numbers: Numbers(bytes), last: 0 }
    }
}

impl Iterator for Steps<'_> {
    type Item = Result<i64, Damage>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let step = self.numbers.next()?;
        Some(step.map(|step| {
            self.last = self.last.wrapping_add(zigzag(step));
            self.last
        }))
    }
}

/// A signed number from its zigzag form.
#[inline]
pub fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_one_and_several_bytes() {
        let read: Vec<u64> = Numbers(&[1, 0xAC, 0x02, 0]).map(Result::unwrap).collect();
        assert_eq!(read, [1, 300, 0]);
    }

    #[test]
    fn steps_add_up() {
        // zigzag: 10, −3, +1
        let read: Vec<i64> = Steps::new(&[20, 5, 2]).map(Result::unwrap).collect();
        assert_eq!(read, [10, 7, 8]);
    }

    #[test]
    fn a_number_cut_short_is_damage() {
        assert!(Numbers(&[0x80]).next().unwrap().is_err());
        assert!(Fields(&[0x0A, 5, 1]).next().unwrap().is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_panic_or_loop(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Fields(&bytes).count();
            let _ = Numbers(&bytes).count();
            let _ = Steps::new(&bytes).count();
        }
    }
}

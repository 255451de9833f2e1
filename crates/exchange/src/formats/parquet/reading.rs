//! A slow reader of what the writer writes, for its tests: every page decoded from the footer's own offsets.

use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::Read;

/// A value of Thrift's compact protocol.
#[derive(Clone, Debug)]
enum Told {
    Int(i64),
    Bytes(Vec<u8>),
    List(Vec<Told>),
    Struct(BTreeMap<i64, Told>),
}

impl Told {
    fn int(&self) -> i64 {
        match self {
            Self::Int(n) => *n,
            other => panic!("{other:?} is no number"),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
            other => panic!("{other:?} are no words"),
        }
    }

    fn items(&self) -> &[Told] {
        match self {
            Self::List(items) => items,
            other => panic!("{other:?} is no list"),
        }
    }

    fn at(&self, field: i64) -> &Told {
        self.get(field).unwrap_or_else(|| panic!("no field {field} in {self:?}"))
    }

    fn get(&self, field: i64) -> Option<&Told> {
        match self {
            Self::Struct(fields) => fields.get(&field),
            other => panic!("{other:?} has no fields"),
        }
    }
}

fn varint(from: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = from[0];
        *from = &from[1..];
        value |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return value;
        }
    }
}

fn zigzag(from: &mut &[u8]) -> i64 {
    let value = varint(from);
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

fn value(kind: u8, from: &mut &[u8]) -> Told {
    match kind {
        5 | 6 => Told::Int(zigzag(from)),
        8 => {
            let length = varint(from) as usize;
            let bytes = from[..length].to_vec();
            *from = &from[length..];
            Told::Bytes(bytes)
        }
        9 => {
            let head = from[0];
            *from = &from[1..];
            let count = if head >> 4 == 15 { varint(from) } else { u64::from(head >> 4) };
            Told::List((0..count).map(|_| value(head & 15, from)).collect())
        }
        12 => structure(from),
        other => panic!("type {other}"),
    }
}

fn structure(from: &mut &[u8]) -> Told {
    let (mut fields, mut last) = (BTreeMap::new(), 0);
    loop {
        let head = from[0];
        *from = &from[1..];
        if head == 0 {
            return Told::Struct(fields);
        }
        assert_ne!(head >> 4, 0, "a long form of a field number");
        last += i64::from(head >> 4);
        fields.insert(last, value(head & 15, from));
    }
}

/// A value that was read: its bytes as written; `None` where it was not told.
pub type Read1 = Option<Vec<u8>>;

/// What stands in a file: columns by name, and its metadata.
pub struct Whole {
    pub columns: Vec<(String, Vec<Read1>)>,
    pub metadata: BTreeMap<String, String>,
    pub rows: usize,
}

/// Reads a file of nullable columns.
pub fn read(bytes: &[u8]) -> Whole {
    let end = bytes.len() - 8;
    let length = u32::from_le_bytes(bytes[end..end + 4].try_into().unwrap()) as usize;
    let footer = structure(&mut &bytes[end - length..end]);
    let elements = &footer.at(2).items()[1..];
    let mut columns: Vec<(String, Vec<Read1>)> =
        elements.iter().map(|e| (e.at(4).words(), Vec::new())).collect();
    for group in footer.at(4).items() {
        for ((chunk, element), (_, values)) in group.at(1).items().iter().zip(elements).zip(&mut columns) {
            let told = chunk.at(3);
            let mut from = &bytes[told.at(9).int() as usize..];
            let header = structure(&mut from);
            assert_eq!(header.at(3).int(), told.at(7).int() - (header_size(bytes, told, from)) as i64);
            let mut page = Vec::new();
            GzDecoder::new(&from[..header.at(3).int() as usize]).read_to_end(&mut page).unwrap();
            assert_eq!(page.len() as i64, header.at(2).int());
            values.extend(decoded(&page, header.at(5).at(1).int() as usize, element.at(1).int()));
        }
    }
    let pair = |p: &Told| (p.at(1).words(), p.at(2).words());
    let metadata = footer.get(5).map(|all| all.items().iter().map(pair).collect()).unwrap_or_default();
    Whole { columns, metadata, rows: footer.at(3).int() as usize }
}

fn header_size(bytes: &[u8], chunk: &Told, rest: &[u8]) -> usize {
    bytes.len() - rest.len() - chunk.at(9).int() as usize
}

fn decoded(page: &[u8], count: usize, kind: i64) -> Vec<Read1> {
    let length = u32::from_le_bytes(page[..4].try_into().unwrap()) as usize;
    let mut levels = &page[4..4 + length];
    let mut rest = &page[4 + length..];
    assert_eq!(varint(&mut levels) as usize, (count.div_ceil(8) << 1) | 1);
    let told = |at: usize| levels[at / 8] >> (at % 8) & 1 == 1;
    let mut seen = 0;
    (0..count)
        .map(|at| {
            told(at).then(|| {
                let size = match kind {
                    0 => {
                        let yes = rest[seen / 8] >> (seen % 8) & 1;
                        seen += 1;
                        return vec![yes];
                    }
                    1 => 4,
                    2 | 5 => 8,
                    _ => {
                        let size = u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
                        rest = &rest[4..];
                        size
                    }
                };
                let value = rest[..size].to_vec();
                rest = &rest[size..];
                value
            })
        })
        .collect()
}

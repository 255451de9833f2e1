//! A block of OpenStreetMap objects: nodes, ways and relations with their tags.

use super::error::Damage;
use super::wire::{Fields, Numbers, Steps, zigzag};

/// A block, its groups not decoded yet.
#[derive(Debug)]
pub struct Block<'a> {
    /// Keys, values and roles, each once; what is not UTF-8 is empty.
    pub strings: Vec<&'a str>,
    groups: Vec<&'a [u8]>,
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

/// A node.
#[derive(Clone, Copy, Debug)]
pub struct RawNode<'a> {
    /// OpenStreetMap id.
    pub id: i64,
    /// Where, in 10⁻⁷ degrees; `None` where no such place exists.
    pub point: Option<(i32, i32)>,
    /// Tags.
    pub tags: Tags<'a>,
}

/// A way.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawWay<'a> {
    /// OpenStreetMap id.
    pub id: i64,
    /// Tags.
    pub tags: Tags<'a>,
    /// Its nodes.
    pub refs: Steps<'a>,
}

/// A relation.
#[derive(Clone, Copy, Debug, Default)]
pub struct RawRelation<'a> {
    /// OpenStreetMap id.
    pub id: i64,
    /// Tags.
    pub tags: Tags<'a>,
    roles: Numbers<'a>,
    members: Steps<'a>,
    kinds: Numbers<'a>,
}

impl<'a> RawRelation<'a> {
    /// Members: index of the role, kind (0 node, 1 way, 2 relation), id.
    pub fn members(self) -> impl Iterator<Item = Result<(u64, u64, i64), Damage>> + 'a {
        let pairs = self.roles.zip(self.kinds).zip(self.members);
        pairs.map(|((role, kind), member)| Ok((role?, kind?, member?)))
    }
}

/// Keys and values by their index in the block's strings.
#[derive(Clone, Copy, Debug)]
pub enum Tags<'a> {
    /// Keys and values apart.
    Apart(Numbers<'a>, Numbers<'a>),
    /// Key, value, key, value …
    Mixed(Numbers<'a>),
}

impl Default for Tags<'_> {
    fn default() -> Self {
        Self::Apart(Numbers(&[]), Numbers(&[]))
    }
}

impl Iterator for Tags<'_> {
    type Item = Result<(usize, usize), Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = match self {
            Self::Apart(keys, values) => (keys.next()?, values.next()),
            Self::Mixed(both) => (both.next()?, both.next()),
        };
        let value = value.unwrap_or(Err(Damage("a key without a value")));
        Some(key.and_then(|key| Ok((key as usize, value? as usize))))
    }
}

impl<'a> Block<'a> {
    /// Reads the strings and finds the groups.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Damage> {
        let mut block =
            Self { strings: Vec::new(), groups: Vec::new(), granularity: 100, lat_offset: 0, lon_offset: 0 };
        for field in Fields(bytes) {
            match field? {
                (1, value) => {
                    for string in Fields(value.bytes()) {
                        block.strings.push(std::str::from_utf8(string?.1.bytes()).unwrap_or_default());
                    }
                }
                (2, value) => block.groups.push(value.bytes()),
                (17, value) => block.granularity = value.number() as i64,
                (19, value) => block.lat_offset = value.number() as i64,
                (20, value) => block.lon_offset = value.number() as i64,
                _ => {}
            }
        }
        Ok(block)
    }

    /// A string by its index; empty if there is none.
    pub fn string(&self, index: usize) -> &'a str {
        self.strings.get(index).copied().unwrap_or_default()
    }

    /// Calls `f` for each node.
    pub fn nodes(&self, mut f: impl FnMut(RawNode<'a>)) -> Result<(), Damage> {
        for group in &self.groups {
            for field in Fields(group) {
                match field? {
                    (1, value) => f(self.node(value.bytes())?),
                    (2, value) => self.dense(value.bytes(), &mut f)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Calls `f` for each way.
    pub fn ways(&self, mut f: impl FnMut(RawWay<'a>) -> Result<(), Damage>) -> Result<(), Damage> {
        self.each(3, |bytes| f(way(bytes)?))
    }

    /// Calls `f` for each relation.
    pub fn relations(&self, mut f: impl FnMut(RawRelation<'a>) -> Result<(), Damage>) -> Result<(), Damage> {
        self.each(4, |bytes| f(relation(bytes)?))
    }

    /// How many nodes the block holds.
    pub fn node_count(&self) -> Result<u64, Damage> {
        let mut count = 0;
        for group in &self.groups {
            for field in Fields(group) {
                match field? {
                    (1, _) => count += 1,
                    (2, value) => {
                        for inner in Fields(value.bytes()) {
                            if let (1, ids) = inner? {
                                // Each number ends in one byte without the top bit.
                                count += ids.bytes().iter().filter(|b| **b < 0x80).count() as u64;
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(count)
    }

    fn each(&self, kind: u64, mut f: impl FnMut(&'a [u8]) -> Result<(), Damage>) -> Result<(), Damage> {
        for group in &self.groups {
            for field in Fields(group) {
                let (number, value) = field?;
                if number == kind {
                    f(value.bytes())?;
                }
            }
        }
        Ok(())
    }

    /// A place in 10⁻⁷ degrees.
    #[inline]
    fn point(&self, lat: i64, lon: i64) -> Option<(i32, i32)> {
        let place = |offset: i64, raw: i64, most: u64| {
            let nano = raw.checked_mul(self.granularity)?.checked_add(offset)?;
            (nano.unsigned_abs() <= most * 1_000_000_000).then_some((nano / 100) as i32)
        };
        Some((place(self.lat_offset, lat, 90)?, place(self.lon_offset, lon, 180)?))
    }

    fn node(&self, bytes: &'a [u8]) -> Result<RawNode<'a>, Damage> {
        let (mut id, mut lat, mut lon) = (0, 0, 0);
        let (mut keys, mut values) = (Numbers::default(), Numbers::default());
        for field in Fields(bytes) {
            match field? {
                (1, value) => id = zigzag(value.number()),
                (2, value) => keys = Numbers(value.bytes()),
                (3, value) => values = Numbers(value.bytes()),
                (8, value) => lat = zigzag(value.number()),
                (9, value) => lon = zigzag(value.number()),
                _ => {}
            }
        }
        Ok(RawNode { id, point: self.point(lat, lon), tags: Tags::Apart(keys, values) })
    }

    fn dense(&self, bytes: &'a [u8], f: &mut impl FnMut(RawNode<'a>)) -> Result<(), Damage> {
        let (mut ids, mut lats, mut lons) = (Steps::default(), Steps::default(), Steps::default());
        let mut mixed: &[u8] = &[];
        for field in Fields(bytes) {
            match field? {
                (1, value) => ids = Steps::new(value.bytes()),
                (8, value) => lats = Steps::new(value.bytes()),
                (9, value) => lons = Steps::new(value.bytes()),
                (10, value) => mixed = value.bytes(),
                _ => {}
            }
        }
        for id in ids {
            let (Some(lat), Some(lon)) = (lats.next(), lons.next()) else {
                return Err(Damage("a node without a place"));
            };
            let tags = Tags::Mixed(Numbers(until_zero(&mut mixed)?));
            f(RawNode { id: id?, point: self.point(lat?, lon?), tags });
        }
        Ok(())
    }
}

/// The tags of one node among those of many: key, value … until a zero.
fn until_zero<'a>(mixed: &mut &'a [u8]) -> Result<&'a [u8], Damage> {
    let whole = *mixed;
    let mut rest = Numbers(whole);
    while !rest.0.is_empty() {
        let before = rest.0.len();
        match rest.next().transpose()? {
            Some(0) | None => {
                *mixed = rest.0;
                return Ok(&whole[..whole.len() - before]);
            }
            Some(_) => {
                let _ = rest.next().transpose()?;
            }
        }
    }
    *mixed = &[];
    Ok(whole)
}

fn way(bytes: &[u8]) -> Result<RawWay<'_>, Damage> {
    let mut way = RawWay::default();
    let (mut keys, mut values) = (Numbers::default(), Numbers::default());
    for field in Fields(bytes) {
        match field? {
            (1, value) => way.id = value.number() as i64,
            (2, value) => keys = Numbers(value.bytes()),
            (3, value) => values = Numbers(value.bytes()),
            (8, value) => way.refs = Steps::new(value.bytes()),
            _ => {}
        }
    }
    way.tags = Tags::Apart(keys, values);
    Ok(way)
}

fn relation(bytes: &[u8]) -> Result<RawRelation<'_>, Damage> {
    let mut relation = RawRelation::default();
    let (mut keys, mut values) = (Numbers::default(), Numbers::default());
    for field in Fields(bytes) {
        match field? {
            (1, value) => relation.id = value.number() as i64,
            (2, value) => keys = Numbers(value.bytes()),
            (3, value) => values = Numbers(value.bytes()),
            (8, value) => relation.roles = Numbers(value.bytes()),
            (9, value) => relation.members = Steps::new(value.bytes()),
            (10, value) => relation.kinds = Numbers(value.bytes()),
            _ => {}
        }
    }
    relation.tags = Tags::Apart(keys, values);
    Ok(relation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_beyond_all_measure_are_no_place() {
        for (lat_offset, granularity) in [(i64::MIN, 100), (i64::MAX, 100), (0, i64::MIN), (0, i64::MAX)] {
            let block =
                Block { strings: Vec::new(), groups: Vec::new(), granularity, lat_offset, lon_offset: 0 };
            assert_eq!(block.point(1, 0).or(block.point(i64::MAX, 0)).or(block.point(i64::MIN, 0)), None);
            assert_eq!(block.point(0, 0).is_some(), lat_offset == 0);
        }
    }
}

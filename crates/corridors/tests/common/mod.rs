//! Writes small OpenStreetMap PBF files by hand.
#![allow(dead_code, missing_docs)]

/// A file in the making. Blocks are not compressed unless said.
pub struct Pbf {
    strings: Vec<String>,
    nodes: Vec<Vec<u8>>,
    ways: Vec<Vec<u8>>,
    relations: Vec<Vec<u8>>,
    features: Vec<String>,
    timestamp: Option<u64>,
}

pub type Tags<'a> = &'a [(&'a str, &'a str)];

pub fn varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn number(field: u64, value: u64, out: &mut Vec<u8>) {
    varint(field << 3, out);
    varint(value, out);
}

pub fn bytes(field: u64, value: &[u8], out: &mut Vec<u8>) {
    varint(field << 3 | 2, out);
    varint(value.len() as u64, out);
    out.extend_from_slice(value);
}

fn packed(values: impl IntoIterator<Item = u64>) -> Vec<u8> {
    let mut out = Vec::new();
    values.into_iter().for_each(|v| varint(v, &mut out));
    out
}

fn steps(values: &[i64]) -> Vec<u8> {
    let mut last = 0;
    packed(values.iter().map(|v| {
        let step = v - last;
        last = *v;
        zigzag(step)
    }))
}

/// A blob with its header, as it stands in the file.
pub fn frame(kind: &str, blob: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    bytes(1, kind.as_bytes(), &mut header);
    number(3, blob.len() as u64, &mut header);
    let mut out = (header.len() as u32).to_be_bytes().to_vec();
    out.extend(header);
    out.extend_from_slice(blob);
    out
}

fn raw(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    bytes(1, content, &mut out);
    out
}

impl Default for Pbf {
    fn default() -> Self {
        Self {
            strings: vec![String::new()],
            nodes: Vec::new(),
            ways: Vec::new(),
            relations: Vec::new(),
            features: vec!["OsmSchema-V0.6".into(), "DenseNodes".into()],
            timestamp: None,
        }
    }
}

impl Pbf {
    fn string(&mut self, word: &str) -> u64 {
        let at = self.strings.iter().position(|s| s == word).unwrap_or_else(|| {
            self.strings.push(word.into());
            self.strings.len() - 1
        });
        at as u64
    }

    fn tags(&mut self, tags: Tags, out: &mut Vec<u8>) {
        let keys: Vec<u64> = tags.iter().map(|(key, _)| self.string(key)).collect();
        let values: Vec<u64> = tags.iter().map(|(_, value)| self.string(value)).collect();
        bytes(2, &packed(keys), out);
        bytes(3, &packed(values), out);
    }

    pub fn timestamp(mut self, seconds: u64) -> Self {
        self.timestamp = Some(seconds);
        self
    }

    pub fn feature(mut self, name: &str) -> Self {
        self.features.push(name.into());
        self
    }

    /// Nodes in the dense form: id, latitude and longitude in degrees, tags.
    pub fn dense(mut self, nodes: &[(i64, f64, f64, Tags)]) -> Self {
        let unit = |degrees: f64| (degrees * 1e7).round() as i64;
        let mut out = Vec::new();
        bytes(1, &steps(&nodes.iter().map(|n| n.0).collect::<Vec<_>>()), &mut out);
        bytes(8, &steps(&nodes.iter().map(|n| unit(n.1)).collect::<Vec<_>>()), &mut out);
        bytes(9, &steps(&nodes.iter().map(|n| unit(n.2)).collect::<Vec<_>>()), &mut out);
        let mut mixed = Vec::new();
        for node in nodes {
            for (key, value) in node.3 {
                mixed.extend([self.string(key), self.string(value)]);
            }
            mixed.push(0);
        }
        if mixed.iter().any(|v| *v != 0) {
            bytes(10, &packed(mixed), &mut out);
        }
        let mut group = Vec::new();
        bytes(2, &out, &mut group);
        self.nodes.push(group);
        self
    }

    /// A node in the plain form.
    pub fn node(mut self, id: i64, lat: f64, lon: f64, tags: Tags) -> Self {
        let unit = |degrees: f64| zigzag((degrees * 1e7).round() as i64);
        let mut out = Vec::new();
        number(1, zigzag(id), &mut out);
        self.tags(tags, &mut out);
        number(8, unit(lat), &mut out);
        number(9, unit(lon), &mut out);
        let mut group = Vec::new();
        bytes(1, &out, &mut group);
        self.nodes.push(group);
        self
    }

    pub fn way(mut self, id: i64, nodes: &[i64], tags: Tags) -> Self {
        let mut out = Vec::new();
        number(1, id as u64, &mut out);
        self.tags(tags, &mut out);
        bytes(8, &steps(nodes), &mut out);
        let mut group = Vec::new();
        bytes(3, &out, &mut group);
        self.ways.push(group);
        self
    }

    /// Members: role, kind (`n`, `w`, `r`), id.
    pub fn relation(mut self, id: i64, members: &[(&str, char, i64)], tags: Tags) -> Self {
        let mut out = Vec::new();
        number(1, id as u64, &mut out);
        self.tags(tags, &mut out);
        let roles: Vec<u64> = members.iter().map(|(role, _, _)| self.string(role)).collect();
        bytes(8, &packed(roles), &mut out);
        bytes(9, &steps(&members.iter().map(|m| m.2).collect::<Vec<_>>()), &mut out);
        let kind = |c: char| "nwr".find(c).unwrap_or(0) as u64;
        bytes(10, &packed(members.iter().map(|m| kind(m.1))), &mut out);
        let mut group = Vec::new();
        bytes(4, &out, &mut group);
        self.relations.push(group);
        self
    }

    /// `restriction` of a kind, over a node.
    pub fn turn(self, id: i64, kind: &str, from: i64, via: i64, to: i64) -> Self {
        let members = [("from", 'w', from), ("via", 'n', via), ("to", 'w', to)];
        self.relation(id, &members, &[("type", "restriction"), ("restriction", kind)])
    }

    fn header(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.features.iter().for_each(|f| bytes(4, f.as_bytes(), &mut out));
        if let Some(seconds) = self.timestamp {
            number(32, seconds, &mut out);
        }
        out
    }

    fn block(&self, groups: &[Vec<u8>]) -> Vec<u8> {
        let mut table = Vec::new();
        self.strings.iter().for_each(|s| bytes(1, s.as_bytes(), &mut table));
        let mut out = Vec::new();
        bytes(1, &table, &mut out);
        groups.iter().for_each(|group| bytes(2, group, &mut out));
        out
    }

    /// The file: a block of nodes, one of ways, one of relations.
    pub fn file(&self) -> Vec<u8> {
        self.file_with(raw)
    }

    /// The file, with `pack` putting content into blobs.
    pub fn file_with(&self, pack: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let mut out = frame("OSMHeader", &pack(&self.header()));
        for groups in [&self.nodes, &self.ways, &self.relations] {
            out.extend(frame("OSMData", &pack(&self.block(groups))));
        }
        out
    }
}

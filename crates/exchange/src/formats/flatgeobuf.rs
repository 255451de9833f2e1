//! FlatGeobuf 3.0, with its index (a packed Hilbert R-tree) and the features in its order.
//!
//! The index stands before the features, so these wait in a spool that the program hands over; what stays in memory is a box and a
//! length for each. A row without a place is a feature without a geometry: no box finds it, and who reads all of them has it.

use super::Writer;
use super::cell::{Cell, Kind};
use super::geometry::{Geometry, Position};
use super::layer::{Layer, Row};
use crate::Provenance;
use ::flatgeobuf::packed_r_tree::{NodeItem, PackedRTree, calc_extent, hilbert_sort};
use ::flatgeobuf::{
    Column, ColumnArgs, ColumnType, Crs, CrsArgs, Feature, FeatureArgs, Geometry as Flat, GeometryArgs,
    GeometryType, Header, HeaderArgs,
};
use flatbuffers::{FlatBufferBuilder, WIPOffset};
use serde_json::json;
use std::io::{self, Read, Seek, SeekFrom, Write};

const MAGIC: [u8; 8] = *b"fgb\x03fgb\x00";
/// Bytes of features that wait before they go to the spool.
const WAITING: usize = 1 << 18;

/// Writes FlatGeobuf.
pub struct FlatGeobuf<W, S> {
    out: W,
    spool: S,
    waiting: Vec<u8>,
    builder: FlatBufferBuilder<'static>,
    nodes: Vec<NodeItem>,
    lengths: Vec<u32>,
    /// The one type of all geometries; `Unknown` once there are several, `None` before the first.
    kind: Option<GeometryType>,
    head: Head,
}

/// What the header tells beside the features.
struct Head {
    name: String,
    title: String,
    description: String,
    metadata: String,
    columns: Vec<(String, ColumnType)>,
}

impl<W: Write, S: Read + Write + Seek> FlatGeobuf<W, S> {
    /// Begins a file; `spool` is empty, and may go when the file is finished.
    pub fn new(layer: &Layer, provenance: &Provenance, out: W, spool: S) -> Self {
        let metadata = json!({
            "tlp": provenance.tlp.as_str(), "licence": provenance.licence(), "prov": provenance.json(),
        });
        let head = Head {
            name: layer.name.clone(),
            title: provenance.title.clone(),
            description: format!("{} – {}", layer.title, provenance.tlp.as_str()),
            metadata: metadata.to_string(),
            columns: layer.columns.iter().map(|c| (c.name.clone(), column(c.kind))).collect(),
        };
        let (waiting, nodes, lengths) = (Vec::new(), Vec::new(), Vec::new());
        Self { out, spool, waiting, builder: FlatBufferBuilder::new(), nodes, lengths, kind: None, head }
    }

    fn write_header(&mut self, extent: &NodeItem, indexed: bool) -> io::Result<()> {
        let mut fbb = FlatBufferBuilder::new();
        let columns: Vec<WIPOffset<Column<'_>>> = self
            .head
            .columns
            .iter()
            .map(|(name, kind)| {
                let name = Some(fbb.create_string(name));
                Column::create(&mut fbb, &ColumnArgs { name, type_: *kind, ..ColumnArgs::default() })
            })
            .collect();
        let crs = CrsArgs { org: Some(fbb.create_string("EPSG")), code: 4326, ..CrsArgs::default() };
        let bounds = [extent.min_x, extent.min_y, extent.max_x, extent.max_y];
        let args = HeaderArgs {
            name: Some(fbb.create_string(&self.head.name)),
            envelope: indexed.then(|| fbb.create_vector(&bounds)),
            geometry_type: self.kind.unwrap_or(GeometryType::Unknown),
            columns: Some(fbb.create_vector(&columns)),
            features_count: self.nodes.len() as u64,
            index_node_size: if indexed { PackedRTree::DEFAULT_NODE_SIZE } else { 0 },
            crs: Some(Crs::create(&mut fbb, &crs)),
            title: Some(fbb.create_string(&self.head.title)),
            description: Some(fbb.create_string(&self.head.description)),
            metadata: Some(fbb.create_string(&self.head.metadata)),
            ..HeaderArgs::default()
        };
        let header = Header::create(&mut fbb, &args);
        fbb.finish_size_prefixed(header, None);
        self.out.write_all(&MAGIC)?;
        self.out.write_all(fbb.finished_data())
    }

    /// The index of features in the order in which they will stand.
    fn write_index(&mut self, extent: &NodeItem) -> io::Result<()> {
        let mut offset = 0;
        let sorted = self.nodes.iter().map(|node| {
            let mut placed = node.clone();
            placed.offset = offset;
            offset += u64::from(self.lengths.get(node.offset as usize).copied().unwrap_or(0));
            placed
        });
        let sorted: Vec<NodeItem> = sorted.collect();
        let tree = PackedRTree::build(&sorted, extent, PackedRTree::DEFAULT_NODE_SIZE);
        tree.map_err(io::Error::other)?.stream_write(&mut self.out)
    }

    fn copy_features(&mut self) -> io::Result<()> {
        let mut starts: Vec<u64> = Vec::with_capacity(self.lengths.len());
        let mut start = 0;
        for length in &self.lengths {
            starts.push(start);
            start += u64::from(*length);
        }
        let mut feature = Vec::new();
        for node in &self.nodes {
            let at = node.offset as usize;
            let (Some(start), Some(length)) = (starts.get(at), self.lengths.get(at)) else { continue };
            self.spool.seek(SeekFrom::Start(*start))?;
            feature.resize(*length as usize, 0);
            self.spool.read_exact(&mut feature)?;
            self.out.write_all(&feature)?;
        }
        Ok(())
    }
}

impl<W: Write, S: Read + Write + Seek> Writer for FlatGeobuf<W, S> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.builder.reset();
        let geometry = row.geometry.as_ref().map(|g| flat(&mut self.builder, g));
        let properties = properties(&row.cells);
        let properties = Some(self.builder.create_vector(&properties));
        let feature =
            Feature::create(&mut self.builder, &FeatureArgs { geometry, properties, columns: None });
        self.builder.finish_size_prefixed(feature, None);
        let bytes = self.builder.finished_data();
        let mut node = NodeItem::create(self.nodes.len() as u64);
        if let Some(geometry) = &row.geometry {
            geometry.positions().for_each(|[lon, lat]| node.expand_xy(lon, lat));
            let own = GeometryType(geometry.kind().1);
            let same = self.kind.is_none_or(|kind| kind == own);
            self.kind = Some(if same { own } else { GeometryType::Unknown });
        }
        self.nodes.push(node);
        self.lengths.push(u32::try_from(bytes.len()).map_err(io::Error::other)?);
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() > WAITING {
            self.spool.write_all(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.spool.write_all(&self.waiting)?;
        self.spool.flush()?;
        let extent = calc_extent(&self.nodes);
        // Where nothing has a place there is nothing to search by place.
        let indexed = self.kind.is_some();
        self.write_header(&extent, indexed)?;
        if indexed {
            hilbert_sort(&mut self.nodes, &extent);
            self.write_index(&extent)?;
        }
        self.copy_features()?;
        self.out.flush()
    }
}

fn column(kind: Kind) -> ColumnType {
    match kind {
        Kind::Text | Kind::List => ColumnType::String,
        Kind::Integer => ColumnType::Long,
        Kind::Number => ColumnType::Double,
        Kind::Flag => ColumnType::Bool,
        Kind::Day => ColumnType::DateTime,
    }
}

/// What is told, each behind the number of its column.
fn properties(cells: &[Cell]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_nothing()) {
        out.extend_from_slice(&(at as u16).to_le_bytes());
        match cell {
            Cell::Integer(n) => out.extend_from_slice(&n.to_le_bytes()),
            Cell::Number(n) => out.extend_from_slice(&n.to_le_bytes()),
            Cell::Flag(yes) => out.push(u8::from(*yes)),
            words => {
                let words = words.words();
                out.extend_from_slice(&(words.len() as u32).to_le_bytes());
                out.extend_from_slice(words.as_bytes());
            }
        }
    }
    out
}

type Builder = FlatBufferBuilder<'static>;
type Part = WIPOffset<Flat<'static>>;

fn flat(fbb: &mut Builder, geometry: &Geometry) -> Part {
    let type_ = GeometryType(geometry.kind().1);
    match geometry {
        Geometry::Point(at) => part(fbb, type_, &[std::slice::from_ref(at)]),
        Geometry::MultiPoint(all) | Geometry::LineString(all) => part(fbb, type_, &[all]),
        Geometry::MultiLineString(all) | Geometry::Polygon(all) => {
            part(fbb, type_, &all.iter().map(Vec::as_slice).collect::<Vec<_>>())
        }
        Geometry::MultiPolygon(all) => {
            let polygon = |rings: &Vec<Vec<Position>>| {
                part(fbb, GeometryType::Polygon, &rings.iter().map(Vec::as_slice).collect::<Vec<_>>())
            };
            let parts: Vec<Part> = all.iter().map(polygon).collect();
            let parts = Some(fbb.create_vector(&parts));
            Flat::create(fbb, &GeometryArgs { type_, parts, ..GeometryArgs::default() })
        }
    }
}

/// Positions in one row, with the end of each part where there are several.
fn part(fbb: &mut Builder, type_: GeometryType, parts: &[&[Position]]) -> Part {
    let xy: Vec<f64> = parts.iter().flat_map(|part| part.iter().flatten().copied()).collect();
    let mut end = 0;
    let ends: Vec<u32> = parts
        .iter()
        .map(|part| {
            end += part.len() as u32;
            end
        })
        .collect();
    let ends = (ends.len() > 1).then(|| fbb.create_vector(&ends));
    let xy = Some(fbb.create_vector(&xy));
    Flat::create(fbb, &GeometryArgs { type_, xy, ends, ..GeometryArgs::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{any_row, provenance, rows, small};
    use ::flatgeobuf::geozero::error::Result as Told;
    use ::flatgeobuf::geozero::{ColumnValue, PropertyProcessor};
    use ::flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use std::io::Cursor;

    fn written(rows: &[Row]) -> Vec<u8> {
        let mut out = Vec::new();
        let spool = Cursor::new(Vec::new());
        let mut writer = Box::new(FlatGeobuf::new(&small(), &provenance(), &mut out, spool));
        rows.iter().for_each(|row| writer.row(row).unwrap());
        writer.finish().unwrap();
        out
    }

    #[derive(Default)]
    struct Gathered(BTreeMap<usize, String>);

    impl PropertyProcessor for Gathered {
        fn property(&mut self, at: usize, _: &str, value: &ColumnValue<'_>) -> Told<bool> {
            let words = match value {
                ColumnValue::String(words) | ColumnValue::DateTime(words) => (*words).to_owned(),
                ColumnValue::Long(n) => n.to_string(),
                ColumnValue::Double(n) => n.to_string(),
                ColumnValue::Bool(yes) => yes.to_string(),
                other => format!("{other:?}"),
            };
            self.0.insert(at, words);
            Ok(false)
        }
    }

    /// A feature: properties by column, positions in a row.
    type Seen = (BTreeMap<usize, String>, Option<Vec<f64>>);

    /// Features as the crate's own reader has them: properties, and positions in a row.
    fn read(bytes: &[u8]) -> Vec<Seen> {
        let mut features = FgbReader::open(Cursor::new(bytes)).unwrap().select_all().unwrap();
        let mut out = Vec::new();
        while let Some(feature) = features.next().unwrap() {
            let mut gathered = Gathered::default();
            feature.process_properties(&mut gathered).unwrap();
            out.push((gathered.0, feature.geometry().map(|g| positions(&g))));
        }
        out
    }

    fn positions(of: &Flat<'_>) -> Vec<f64> {
        let own: Vec<f64> = of.xy().iter().flat_map(|xy| xy.iter()).collect();
        let parts = of.parts().iter().flat_map(|all| all.iter().flat_map(|p| positions(&p))).collect();
        [own, parts].concat()
    }

    fn expected(row: &Row) -> Seen {
        let told = row.cells.iter().enumerate().filter(|(_, c)| !c.is_nothing());
        let told = told.map(|(at, c)| (at, c.words().into_owned())).collect();
        (told, row.geometry.as_ref().map(|g| g.positions().flatten().collect()))
    }

    #[test]
    fn a_box_finds_what_is_in_it() {
        let bytes = written(&rows());
        let found =
            FgbReader::open(Cursor::new(&bytes)).unwrap().select_bbox(-12.0, 14.0, -11.0, 15.0).unwrap();
        assert_eq!(found.features_count(), Some(1));
        let header = FgbReader::open(Cursor::new(&bytes)).unwrap();
        assert_eq!(
            (header.header().features_count(), header.header().geometry_type()),
            (3, GeometryType::Point)
        );
        assert!(header.header().metadata().unwrap().contains("wasDerivedFrom"));
    }

    proptest! {
        #[test]
        fn any_rows_are_read_back_equal(rows in prop::collection::vec(any_row(), 0..20)) {
            let mut told: Vec<_> = rows.iter().map(expected).collect();
            let mut found = read(&written(&rows));
            let key = |row: &Seen| format!("{row:?}");
            told.sort_by_key(key);
            found.sort_by_key(key);
            prop_assert_eq!(found, told);
        }
    }
}

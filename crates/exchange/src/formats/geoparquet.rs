//! GeoParquet 1.1: the layer as a Parquet file, every column nullable, lists joined, geometries as WKB. The footer tells the
//! geometry (`geo`), provenance (`prov`, PROV-JSON), licence and marking.

use super::cell::{Cell, Kind};
use super::geometry::Geometry;
use super::layer::{Layer, Row};
use super::parquet::{self, Chunk, Field, File, bits, nullable};
use super::{Writer, wkb};
use crate::Provenance;
use base::Date;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Rows of a row group: what is in memory at a time.
const ROWS: usize = 1 << 14;
/// The column of the geometry, as the standard usually calls it.
const GEOMETRY: &str = "geometry";

/// Writes GeoParquet.
pub struct GeoParquet<W> {
    file: File<W>,
    columns: Vec<Filling>,
    rows: usize,
    metadata: Vec<(&'static str, String)>,
    types: BTreeSet<&'static str>,
    bbox: Option<[f64; 4]>,
}

/// A column of the row group under way.
struct Filling {
    kind: parquet::Kind,
    told: Vec<bool>,
    flags: Vec<bool>,
    values: Vec<u8>,
}

impl<W: Write> GeoParquet<W> {
    /// Begins a file.
    pub fn new(layer: &Layer, provenance: &Provenance, out: W) -> io::Result<Self> {
        let field = |name: &str, kind| Field { name: name.to_owned(), kind, nullable: true };
        let mut fields: Vec<Field> = layer.columns.iter().map(|c| field(&c.name, kind(c.kind))).collect();
        fields.push(field(GEOMETRY, parquet::Kind::Binary));
        let columns = fields.iter().map(|f| Filling::of(f.kind)).collect();
        let metadata = vec![
            ("title", provenance.title.clone()),
            ("tlp", provenance.tlp.as_str().to_owned()),
            ("licence", provenance.licence()),
            ("prov", provenance.json().to_string()),
        ];
        let file = File::new(out, fields)?;
        Ok(Self { file, columns, rows: 0, metadata, types: BTreeSet::new(), bbox: None })
    }

    fn group(&mut self) -> io::Result<()> {
        let group = self.columns.iter_mut().map(Filling::chunk).collect::<io::Result<_>>()?;
        self.rows = 0;
        self.file.group(&group)
    }

    fn place(&mut self, geometry: &Geometry) {
        self.types.insert(geometry.kind().0);
        for [lon, lat] in geometry.positions() {
            let [west, south, east, north] = self.bbox.unwrap_or([lon, lat, lon, lat]);
            self.bbox = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
        }
    }
}

impl<W: Write> Writer for GeoParquet<W> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(&row.cells) {
            column.push(cell);
        }
        if let Some(column) = self.columns.last_mut() {
            let mut bytes = Vec::new();
            row.geometry.iter().for_each(|geometry| wkb::write(geometry, &mut bytes));
            column.bytes((!bytes.is_empty()).then_some(&bytes));
        }
        if let Some(geometry) = &row.geometry {
            self.place(geometry);
        }
        self.rows += 1;
        if self.rows == ROWS { self.group() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.rows > 0 {
            self.group()?;
        }
        let mut column =
            json!({"encoding": "WKB", "geometry_types": self.types, "orientation": "counterclockwise"});
        if let (Some(bbox), Some(column)) = (self.bbox, column.as_object_mut()) {
            column.insert("bbox".into(), json!(bbox));
        }
        // Without `crs` it is OGC:CRS84, by the standard.
        let geo = json!({"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}});
        let mut metadata = vec![("geo", geo.to_string())];
        metadata.append(&mut self.metadata);
        self.file.finish(&metadata)
    }
}

fn kind(of: Kind) -> parquet::Kind {
    match of {
        Kind::Text | Kind::List => parquet::Kind::Text,
        Kind::Integer => parquet::Kind::Int64,
        Kind::Number => parquet::Kind::Double,
        Kind::Flag => parquet::Kind::Boolean,
        Kind::Day => parquet::Kind::Date,
    }
}

impl Filling {
    fn of(kind: parquet::Kind) -> Self {
        Self { kind, told: Vec::new(), flags: Vec::new(), values: Vec::new() }
    }

    fn push(&mut self, cell: &Cell) {
        self.told.push(!cell.is_nothing());
        match cell {
            Cell::Nothing => {}
            Cell::Integer(n) => self.values.extend_from_slice(&n.to_le_bytes()),
            Cell::Number(n) => self.values.extend_from_slice(&n.to_le_bytes()),
            Cell::Flag(yes) => self.flags.push(*yes),
            Cell::Day(day) => self.values.extend_from_slice(&since_1970(*day).to_le_bytes()),
            Cell::Text(_) | Cell::List(_) => self.sized(cell.words().as_bytes()),
        }
    }

    fn bytes(&mut self, bytes: Option<&Vec<u8>>) {
        self.told.push(bytes.is_some());
        bytes.into_iter().for_each(|bytes| self.sized(bytes));
    }

    fn sized(&mut self, bytes: &[u8]) {
        self.values.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        self.values.extend_from_slice(bytes);
    }

    fn chunk(&mut self) -> io::Result<Chunk> {
        if self.kind == parquet::Kind::Boolean {
            self.values.extend(bits(&self.flags));
        }
        let chunk = nullable(&self.told, &self.values);
        self.told.clear();
        self.flags.clear();
        self.values.clear();
        chunk
    }
}

/// Days since 1970-01-01.
fn since_1970(day: Date) -> i32 {
    let first = Date::constant(1970, 1, 1);
    first.until(day).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::parquet::reading::{Whole, read};
    use crate::formats::testing::{any_row, day, provenance, rows, small};
    use proptest::prelude::*;

    fn written(rows: &[Row]) -> Whole {
        let mut out = Vec::new();
        let mut writer = Box::new(GeoParquet::new(&small(), &provenance(), &mut out).unwrap());
        rows.iter().for_each(|row| writer.row(row).unwrap());
        writer.finish().unwrap();
        read(&out)
    }

    fn bytes(cell: &Cell) -> Option<Vec<u8>> {
        match cell {
            Cell::Nothing => None,
            Cell::Integer(n) => Some(n.to_le_bytes().to_vec()),
            Cell::Number(n) => Some(n.to_le_bytes().to_vec()),
            Cell::Flag(yes) => Some(vec![u8::from(*yes)]),
            Cell::Day(day) => Some(since_1970(*day).to_le_bytes().to_vec()),
            words => Some(words.words().as_bytes().to_vec()),
        }
    }

    #[test]
    fn the_footer_tells_the_geometry_and_where_it_is_from() {
        let whole = written(&rows());
        let geo: serde_json::Value = serde_json::from_str(&whole.metadata["geo"]).unwrap();
        assert_eq!(geo["columns"]["geometry"]["geometry_types"], json!(["Point"]));
        assert_eq!(geo["columns"]["geometry"]["bbox"], json!([-11.4, -3.25, 12.5, 14.45]));
        assert_eq!(whole.metadata["tlp"], "TLP:CLEAR");
        assert!(whole.metadata["prov"].contains("wasDerivedFrom"));
        assert_eq!(since_1970(day("1969-12-31")), -1);
    }

    #[test]
    fn row_groups_join_to_the_whole() {
        let row = rows().remove(0);
        let whole = written(&vec![row; ROWS + 3]);
        assert_eq!(whole.rows, ROWS + 3);
        assert!(whole.columns.iter().all(|(_, values)| values.len() == ROWS + 3));
    }

    proptest! {
        #[test]
        fn any_rows_are_read_back_equal(rows in prop::collection::vec(any_row(), 0..20)) {
            let whole = written(&rows);
            prop_assert_eq!(whole.rows, rows.len());
            for (at, (name, values)) in whole.columns.iter().enumerate() {
                let told: Vec<Option<Vec<u8>>> = rows.iter().map(|row| match row.cells.get(at) {
                    Some(cell) => bytes(cell),
                    None => row.geometry.as_ref().map(|g| {
                        let mut out = Vec::new();
                        wkb::write(g, &mut out);
                        out
                    }),
                }).collect();
                prop_assert_eq!(values, &told, "{}", name);
            }
        }
    }
}

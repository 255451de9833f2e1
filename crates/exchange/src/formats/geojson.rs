//! GeoJSON (RFC 7946): a feature a row, one a line. Provenance, licence and marking are further members of the collection (section
//! 6.1). There is no `crs`: coordinates are WGS 84 by the standard.

use super::Writer;
use super::cell::Cell;
use super::layer::{Layer, Row};
use crate::Provenance;
use serde_json::Value;
use std::io::{self, Write};

/// Writes GeoJSON.
pub struct GeoJson<W> {
    out: W,
    /// Names of the columns, as JSON.
    names: Vec<String>,
    /// Whether the first column is an id.
    named: bool,
    begun: bool,
}

impl<W: Write> GeoJson<W> {
    /// Begins a file.
    pub fn new(layer: &Layer, provenance: &Provenance, mut out: W) -> io::Result<Self> {
        let text = |words: &str| Value::from(words).to_string();
        write!(
            out,
            "{{\"type\":\"FeatureCollection\",\"name\":{},\"tlp\":{},\"licence\":{},\"prov\":{},\n\"features\":[",
            text(&layer.name),
            text(provenance.tlp.as_str()),
            text(&provenance.licence()),
            provenance.json(),
        )?;
        let names = layer.columns.iter().map(|c| text(&c.name)).collect();
        let named = layer.columns.first().is_some_and(|c| c.name.ends_with("id"));
        Ok(Self { out, names, named, begun: false })
    }
}

impl<W: Write> Writer for GeoJson<W> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.out.write_all(if self.begun { b",\n" } else { b"\n" })?;
        self.begun = true;
        self.out.write_all(b"{\"type\":\"Feature\",")?;
        if let (true, Some(id @ Cell::Text(_))) = (self.named, row.cells.first()) {
            self.out.write_all(b"\"id\":")?;
            cell(id, &mut self.out)?;
            self.out.write_all(b",")?;
        }
        match &row.geometry {
            Some(geometry) => write!(self.out, "\"geometry\":{},", geometry.json())?,
            None => self.out.write_all(b"\"geometry\":null,")?,
        }
        self.out.write_all(b"\"properties\":{")?;
        for (at, (name, value)) in self.names.iter().zip(&row.cells).enumerate() {
            self.out.write_all(if at > 0 { b"," } else { b"" })?;
            self.out.write_all(name.as_bytes())?;
            self.out.write_all(b":")?;
            cell(value, &mut self.out)?;
        }
        self.out.write_all(b"}}")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

fn cell(cell: &Cell, out: &mut impl Write) -> io::Result<()> {
    match cell {
        Cell::Nothing => out.write_all(b"null"),
        Cell::Text(text) => Ok(serde_json::to_writer(out, text)?),
        Cell::Integer(n) => Ok(serde_json::to_writer(out, n)?),
        Cell::Number(n) => Ok(serde_json::to_writer(out, n)?),
        Cell::Flag(yes) => Ok(serde_json::to_writer(out, yes)?),
        Cell::Day(day) => write!(out, "\"{day}\""),
        Cell::List(items) => Ok(serde_json::to_writer(out, items)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{provenance, rows, small};

    #[test]
    fn a_collection_reads_back_as_it_was_written() {
        let layer = small();
        let mut out = Vec::new();
        let mut writer = Box::new(GeoJson::new(&layer, &provenance(), &mut out).unwrap());
        let rows = rows();
        rows.iter().for_each(|row| writer.row(row).unwrap());
        writer.finish().unwrap();
        let read: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(read["tlp"], "TLP:CLEAR");
        assert!(read.get("crs").is_none());
        let features = read["features"].as_array().unwrap();
        assert_eq!(features.len(), rows.len());
        for (feature, row) in features.iter().zip(&rows) {
            let told = row.geometry.as_ref().map_or(Value::Null, |g| g.json());
            assert_eq!(feature["geometry"], told);
            assert_eq!(feature["properties"]["event_id"], row.cells[0].words().as_ref());
        }
    }

    #[test]
    fn a_collection_of_nothing_is_still_one() {
        let mut out = Vec::new();
        Box::new(GeoJson::new(&small(), &provenance(), &mut out).unwrap()).finish().unwrap();
        let read: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(read["features"], serde_json::json!([]));
    }
}

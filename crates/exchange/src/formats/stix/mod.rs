//! STIX 2.1: a bundle of standard objects, without extensions but the published TLP 2.0 markings.
//!
//! The case is an `identity`; an event an `incident`, every other row a `note` about its place, or about the case where it has none;
//! a place a `location`, to which an incident is `related-to`. Ids are UUIDs of version 5 from case, layer and the row's own id, so
//! that the same row has the same id in every export. `created` is the first day that a row tells (at most the day of the export; for
//! the case and its places the first of 1970), `modified` the day of the export. `confidence` is the Admiralty credibility by STIX 2.1, appendix A.

mod marking;

use super::Writer;
use super::cell::Cell;
use super::geometry::{Geometry, Position};
use super::layer::{Layer, Row, StixKind};
use crate::Provenance;
use base::Date;
use marking::{at, stamp, statement};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::io::{self, Write};
use uuid::Uuid;

/// The namespace of this program's ids. STIX keeps its own for observables.
const NAME: &[u8] = b"urn:faleme";
/// The column of the Admiralty credibility, and that of a dataset's rows.
const CREDIBILITY: &str = "credibility";
const ROWS: &str = "rows";
/// When what has no day of its own, the case and its places, is said to have been created: STIX wants a time that never changes.
const EVER: Date = Date::constant(1970, 1, 1);

/// Writes STIX.
pub struct Stix<W> {
    out: W,
    layer: Layer,
    case: String,
    /// The identity of the case.
    by: String,
    markings: Vec<Value>,
    generated: Date,
    /// Places already written.
    places: HashSet<Uuid>,
    /// Ids already given: rows without an id of their own may be equal.
    given: HashSet<Uuid>,
}

impl<W: Write> Stix<W> {
    /// Begins a bundle.
    pub fn new(layer: &Layer, provenance: &Provenance, out: W) -> io::Result<Self> {
        let case = provenance.case.id.clone();
        let by = format!("identity--{}", uuid(&["case", &case]));
        let licence = format!("marking-definition--{}", uuid(&["licence", &provenance.id]));
        let tlp =
            marking::tlp(provenance.tlp).ok_or_else(|| io::Error::other("TLP:RED is never exported"))?;
        let mut stix = Self {
            out,
            layer: layer.clone(),
            case,
            by,
            markings: vec![tlp["id"].clone(), licence.clone().into()],
            generated: provenance.generated,
            places: HashSet::new(),
            given: HashSet::new(),
        };
        let bundle = uuid(&["bundle", &provenance.id]);
        write!(stix.out, "{{\"type\":\"bundle\",\"id\":\"bundle--{bundle}\",\"objects\":[\n{tlp}")?;
        let mut identity = json!({
            "type": "identity", "spec_version": "2.1", "id": stix.by, "created": at(EVER),
            "modified": stamp(provenance), "name": provenance.case.title, "identity_class": "group",
            "object_marking_refs": [tlp["id"]],
        });
        if let (Some(note), Some(identity)) = (&provenance.note, identity.as_object_mut()) {
            identity.insert("description".into(), note.clone().into());
        }
        stix.object(&identity)?;
        let by = stix.by.clone();
        stix.object(&statement(provenance, &licence, &by))?;
        Ok(stix)
    }

    fn object(&mut self, object: &Value) -> io::Result<()> {
        write!(self.out, ",\n{object}")
    }

    /// What every object of a row has.
    fn common(&self, kind: &str, id: Uuid, created: Date) -> Map<String, Value> {
        let told = json!({
            "type": kind, "spec_version": "2.1", "id": format!("{kind}--{id}"), "created": at(created),
            "modified": at(self.generated), "created_by_ref": self.by, "object_marking_refs": self.markings,
        });
        match told {
            Value::Object(told) => told,
            _ => Map::new(),
        }
    }

    /// An id that no other row has.
    fn id(&mut self, row: &Row, label: &str) -> Uuid {
        let named = self.layer.columns.first().is_some_and(|c| c.name.ends_with("id"));
        let own = row.cells.first().filter(|_| named).map(|c| c.words().into_owned());
        let words = own.unwrap_or_else(|| label.to_owned());
        let mut id = uuid(&["row", &self.case, &self.layer.name, &words]);
        let mut turn = 1_u32;
        while !self.given.insert(id) {
            turn += 1;
            id = uuid(&["row", &self.case, &self.layer.name, &words, &turn.to_string()]);
        }
        id
    }

    /// The places of a row, each written once.
    fn locations(&mut self, row: &Row) -> io::Result<Vec<String>> {
        let spots: Vec<Position> = match &row.geometry {
            Some(Geometry::Point(at)) => vec![*at],
            Some(Geometry::MultiPoint(all)) => all.clone(),
            _ => Vec::new(),
        };
        let names = ["locations", "market_name"].iter().find_map(|name| self.layer.cell(row, name));
        // With several names it is not known which is whose.
        let name = match names {
            Some(Cell::Text(name)) => Some(name.clone()),
            Some(Cell::List(all)) if all.len() == 1 && spots.len() == 1 => all.first().cloned(),
            _ => None,
        };
        let mut refs = Vec::new();
        for [lon, lat] in spots {
            let id = uuid(&[
                "place",
                &self.case,
                &lon.to_string(),
                &lat.to_string(),
                name.as_deref().unwrap_or_default(),
            ]);
            refs.push(format!("location--{id}"));
            if self.places.insert(id) {
                let mut place = self.common("location", id, EVER);
                place.extend([("longitude".to_owned(), json!(lon)), ("latitude".to_owned(), json!(lat))]);
                place.extend(name.iter().map(|name| ("name".to_owned(), json!(name))));
                self.object(&Value::Object(place))?;
            }
        }
        Ok(refs)
    }

    fn incident(
        &mut self,
        row: &Row,
        mut told: Map<String, Value>,
        label: String,
        places: &[String],
    ) -> io::Result<()> {
        told.insert("name".into(), label.into());
        told.insert("description".into(), self.words(row).into());
        let own = told.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let created = self.created(row);
        self.object(&Value::Object(told))?;
        for place in places {
            let id = uuid(&["relates", &own, place]);
            let mut link = self.common("relationship", id, created);
            link.insert("relationship_type".into(), "related-to".into());
            link.insert("source_ref".into(), own.clone().into());
            link.insert("target_ref".into(), place.clone().into());
            self.object(&Value::Object(link))?;
        }
        Ok(())
    }

    fn note(
        &mut self,
        row: &Row,
        mut told: Map<String, Value>,
        label: String,
        places: Vec<String>,
    ) -> io::Result<()> {
        let about = if places.is_empty() { vec![self.by.clone()] } else { places };
        told.insert("abstract".into(), label.into());
        told.insert("content".into(), self.words(row).into());
        told.insert("object_refs".into(), json!(about));
        self.object(&Value::Object(told))
    }

    /// Every cell that is told, a line each.
    fn words(&self, row: &Row) -> String {
        let told = self.layer.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_nothing());
        told.map(|(column, cell)| format!("{}: {}", column.name, cell.words())).collect::<Vec<_>>().join("\n")
    }

    /// The first day that a row tells, at most that of the export.
    fn created(&self, row: &Row) -> Date {
        let first = row.cells.iter().find_map(|cell| match cell {
            Cell::Day(day) => Some(*day),
            _ => None,
        });
        first.unwrap_or(self.generated).min(self.generated)
    }

    fn references(&self, row: &Row) -> Vec<Value> {
        let Some(Cell::List(rows)) = self.layer.cell(row, ROWS) else { return Vec::new() };
        let reference = |id: &String| {
            let dataset = id.split('/').next().unwrap_or_default();
            json!({"source_name": dataset, "external_id": id})
        };
        rows.iter().map(reference).collect()
    }
}

impl<W: Write> Writer for Stix<W> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        let label = match self.layer.label(row) {
            label if label.is_empty() => self.layer.name.clone(),
            label => label,
        };
        let places = self.locations(row)?;
        let id = self.id(row, &label);
        let created = self.created(row);
        let kind = match self.layer.stix {
            StixKind::Incident => "incident",
            StixKind::Note => "note",
        };
        let mut told = self.common(kind, id, created);
        let references = self.references(row);
        if !references.is_empty() {
            told.insert("external_references".into(), references.into());
        }
        if let Some(confidence) = self.layer.cell(row, CREDIBILITY).and_then(confidence) {
            told.insert("confidence".into(), confidence.into());
        }
        match self.layer.stix {
            StixKind::Incident => self.incident(row, told, label, &places),
            StixKind::Note => self.note(row, told, label, places),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

/// Admiralty credibility to confidence (STIX 2.1, appendix A, table "Admiralty Credibility Scale"); 6 is "not specified".
fn confidence(cell: &Cell) -> Option<u8> {
    match cell {
        Cell::Integer(1) => Some(90),
        Cell::Integer(2) => Some(70),
        Cell::Integer(3) => Some(50),
        Cell::Integer(4) => Some(30),
        Cell::Integer(5) => Some(10),
        _ => None,
    }
}

fn uuid(parts: &[&str]) -> Uuid {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, NAME);
    // Lengths keep `a` + `bc` apart from `ab` + `c`.
    let name: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    Uuid::new_v5(&space, name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{provenance, rows, small};

    fn written(rows: &[Row]) -> Value {
        let mut out = Vec::new();
        let mut writer = Box::new(Stix::new(&small(), &provenance(), &mut out).unwrap());
        rows.iter().for_each(|row| writer.row(row).unwrap());
        writer.finish().unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_bundle_reads_as_stix() {
        insta::assert_json_snapshot!(written(&rows()));
    }

    #[test]
    fn ids_are_of_the_row_and_never_twice() {
        let (row, other) = (rows().remove(0), rows().remove(1));
        let ids = |rows: &[Row]| -> Vec<String> {
            let bundle = written(rows);
            let objects = bundle["objects"].as_array().unwrap().iter();
            objects
                .filter(|o| o["type"] == "incident")
                .map(|o| o["id"].as_str().unwrap().to_owned())
                .collect()
        };
        let first = ids(&[row.clone(), other.clone()]);
        assert_eq!(ids(&[other, row.clone()]).iter().rev().cloned().collect::<Vec<_>>(), first);
        let twice = ids(&[row.clone(), row]);
        assert_ne!(twice[0], twice[1]);
    }

    #[test]
    fn a_reference_leads_to_an_object_of_the_bundle() {
        let bundle = written(&rows());
        let objects = bundle["objects"].as_array().unwrap();
        let known: HashSet<&str> = objects.iter().map(|o| o["id"].as_str().unwrap()).collect();
        for object in objects {
            for (key, value) in object.as_object().unwrap() {
                let refs: Vec<&Value> = match value {
                    Value::Array(all) if key.ends_with("_refs") => all.iter().collect(),
                    one if key.ends_with("_ref") => vec![one],
                    _ => continue,
                };
                assert!(refs.iter().all(|r| known.contains(r.as_str().unwrap())), "{key}: {value}");
            }
        }
    }
}

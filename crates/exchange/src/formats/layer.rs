//! A layer: what may be exported, its columns, and how a row is read from what the API shows.

use super::cell::{Cell, Kind, said};
use super::geometry::Geometry;
use base::Tlp;
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

/// Layers and columns are data: `data/layers.toml` tells its own keys.
static LAYERS: LazyLock<Vec<Layer>> = LazyLock::new(|| {
    let written: Result<Written, _> = toml::from_str(include_str!("../../data/layers.toml"));
    let mut layers = written.unwrap_or_default().layers;
    for at in 0..layers.len() {
        let of =
            layers.get(at).and_then(|l| layers.iter().find(|o| Some(&o.name) == l.same_as.as_ref())).cloned();
        if let (Some(of), Some(layer)) = (of, layers.get_mut(at)) {
            *layer = Layer { name: layer.name.clone(), title: layer.title.clone(), ..of };
        }
    }
    layers
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    layers: Vec<Layer>,
}

/// What may be exported.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// The layer that it has everything else from.
    #[serde(default)]
    same_as: Option<String>,
    /// What of a ledger its rows come from.
    #[serde(default)]
    pub rests_on: Vec<Ground>,
    /// The STIX object that a row becomes.
    #[serde(default)]
    pub stix: StixKind,
    /// Names of the columns that name a row in words.
    #[serde(default)]
    pub label: Vec<String>,
    /// Its columns, in order; the first tells rows apart where its name ends in `id`.
    #[serde(default)]
    pub columns: Vec<Column>,
}

/// What of a ledger rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Documents read.
    Documents,
    /// Releases of event datasets.
    Releases,
    /// Tables of prices.
    Prices,
    /// Tables of people.
    People,
    /// Files of the road network.
    Roads,
    /// The case's own files.
    Case,
}

/// The STIX object that a row becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StixKind {
    /// `incident`.
    Incident,
    /// `note`.
    #[default]
    Note,
}

/// A column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Where its value stands in a row of the API.
    at: Path,
    /// Fields of each item, joined by `/`.
    #[serde(default)]
    parts: Vec<String>,
    /// Whether items that are equal are told once.
    #[serde(default)]
    once: bool,
    /// Its type.
    pub kind: Kind,
    /// Its HXL hashtag and attributes.
    pub tag: String,
    /// Whether it is left out below TLP:AMBER.
    #[serde(default)]
    pub amber: bool,
}

/// A row, ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// Where it is.
    pub geometry: Option<Geometry>,
}

/// A value that is not of its column's kind: the layers' file and the API disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column `{}` cannot hold {}", self.column, self.value)
    }
}

impl std::error::Error for Misfit {}

impl Layer {
    /// All layers, in the order of the file.
    pub fn all() -> &'static [Self] {
        &LAYERS
    }

    /// The layer of a name, as readers of a marking have it.
    pub fn named(name: &str, tlp: Tlp) -> Option<Self> {
        let mut layer = LAYERS.iter().find(|l| l.name == name)?.clone();
        layer.columns.retain(|c| !c.amber || tlp >= Tlp::Amber);
        Some(layer)
    }

    /// Reads a row of the API.
    pub fn row(&self, row: &Value) -> Result<Row, Misfit> {
        let cells = self.columns.iter().map(|c| c.cell(row)).collect::<Result<_, _>>()?;
        let geometry = row.get("geometry").and_then(Geometry::from_json).and_then(Geometry::tidied);
        Ok(Row { cells, geometry })
    }

    /// What names a row in words.
    pub fn label(&self, row: &Row) -> String {
        let told = self.label.iter().filter_map(|name| self.cell(row, name)).filter(|c| !c.is_nothing());
        told.map(Cell::words).collect::<Vec<_>>().join(" · ")
    }

    /// The cell of a row under a column's name.
    pub fn cell<'a>(&self, row: &'a Row, name: &str) -> Option<&'a Cell> {
        row.cells.get(self.columns.iter().position(|c| c.name == name)?)
    }
}

impl Column {
    fn cell(&self, row: &Value) -> Result<Cell, Misfit> {
        let misfit = |value: &Value| Misfit { column: self.name.clone(), value: value.to_string() };
        if !self.at.is_many() {
            let Some(value) = self.at.one(row) else { return Ok(Cell::Nothing) };
            return Cell::of(value, self.kind).ok_or_else(|| misfit(value));
        }
        let mut items: Vec<String> = Vec::new();
        self.at.each(row, &mut |item| {
            let told = if self.parts.is_empty() { said(item) } else { Some(self.joined(item)) };
            if let Some(told) = told.filter(|told| !self.once || !items.iter().any(|known| known == told)) {
                items.push(told.into_owned());
            }
        });
        Ok(Cell::list(items))
    }

    /// The parts of an item; one that is not told is empty, so that the others keep their places.
    fn joined<'a>(&self, item: &'a Value) -> Cow<'a, str> {
        let told = self.parts.iter().map(|part| item.get(part).and_then(said).unwrap_or_default());
        Cow::Owned(told.collect::<Vec<_>>().join("/"))
    }
}

/// A way into a row: `/places/*/name`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "String")]
struct Path(Vec<Step>);

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Key(String),
    Item(usize),
    Each,
}

impl From<String> for Path {
    fn from(text: String) -> Self {
        let step = |step: &str| match (step, step.parse()) {
            ("*", _) => Step::Each,
            (_, Ok(at)) => Step::Item(at),
            (key, Err(_)) => Step::Key(key.replace("~1", "/").replace("~0", "~")),
        };
        Self(text.split('/').skip(1).map(step).collect())
    }
}

impl Path {
    fn is_many(&self) -> bool {
        self.0.contains(&Step::Each)
    }

    fn one<'a>(&self, row: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(row, |at, step| match step {
            Step::Key(key) => at.get(key),
            Step::Item(n) => at.get(n),
            Step::Each => None,
        })
    }

    fn each<'a>(&self, row: &'a Value, told: &mut impl FnMut(&'a Value)) {
        walk(&self.0, row, told);
    }
}

fn walk<'a>(steps: &[Step], at: &'a Value, told: &mut impl FnMut(&'a Value)) {
    match steps.split_first() {
        None => told(at),
        Some((Step::Key(key), rest)) => at.get(key).into_iter().for_each(|next| walk(rest, next, told)),
        Some((Step::Item(n), rest)) => at.get(n).into_iter().for_each(|next| walk(rest, next, told)),
        Some((Step::Each, rest)) => {
            at.as_array().into_iter().flatten().for_each(|next| walk(rest, next, told));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn the_file_of_layers_can_be_read_and_repeats_no_name() {
        let read: Result<Written, _> = toml::from_str(include_str!("../../data/layers.toml"));
        assert!(read.is_ok(), "{:?}", read.err());
        for layer in Layer::all() {
            let names: BTreeSet<&str> = layer.columns.iter().map(|c| c.name.as_str()).collect();
            assert_eq!(names.len(), layer.columns.len(), "{}", layer.name);
            assert!(
                !names.is_empty() && !layer.rests_on.is_empty() && !layer.label.is_empty(),
                "{}",
                layer.name
            );
            assert!(layer.label.iter().all(|l| names.contains(l.as_str())), "{}", layer.name);
            for column in &layer.columns {
                assert!(column.tag.starts_with('#') && !column.at.0.is_empty(), "{}", column.name);
                assert!(!column.at.is_many() || column.kind == Kind::List, "{}", column.name);
            }
        }
        assert_eq!(Layer::all().len(), 10);
    }

    #[test]
    fn class_and_section_are_for_amber() {
        let has =
            |tlp| Layer::named("corridors", tlp).unwrap().columns.iter().any(|c| c.name == "vehicle_class");
        assert!(has(Tlp::Amber) && has(Tlp::AmberStrict) && !has(Tlp::Green) && !has(Tlp::Clear));
    }

    #[test]
    fn lists_are_walked_and_countries_told_once() {
        let layer = Layer::named("events", Tlp::Clear).unwrap();
        let row = json!({
            "id": "e1", "places": [{"name": "A", "country": "MLI"}, {"name": "B", "country": "MLI"}],
            "rows": [{"dataset": "ucdp", "release": "25.1", "id": "7"}, {"release": null, "id": "8"}], "date": {"start": "2025-09-01", "end": null},
        });
        let row = layer.row(&row).unwrap();
        let said = |name: &str| layer.cell(&row, name).unwrap().words().into_owned();
        assert_eq!((said("locations"), said("location_code")), ("A; B".into(), "MLI".into()));
        assert_eq!(said("rows"), "ucdp/25.1/7; //8");
        assert_eq!(
            (said("reference_period_start"), said("reference_period_end")),
            ("2025-09-01".into(), String::new())
        );
        let wrong = layer.row(&json!({"estimate": {"best": "many"}})).unwrap_err();
        assert_eq!(wrong.column, "fatalities");
    }
}

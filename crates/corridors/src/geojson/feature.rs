//! One feature and what is asked of it.

use base::Coordinate;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
struct Keys {
    keys: Vec<String>,
}

/// Properties and what one of their units is in ours.
type Units = BTreeMap<String, f64>;

#[derive(Default, Deserialize)]
struct Mapping {
    length: Units,
    duration: Units,
    wait: Units,
    proposed: Keys,
}

static MAPPING: LazyLock<Mapping> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/geojson.toml")).unwrap_or_default());

/// A feature and its number in the file, from 1.
pub(super) struct Feature<'a> {
    number: usize,
    value: &'a Value,
}

impl<'a> Feature<'a> {
    pub fn new(number: usize, value: &'a Value) -> Self {
        Self { number, value }
    }

    pub fn kind(&self) -> &'a str {
        self.value.pointer("/geometry/type").and_then(Value::as_str).unwrap_or_default()
    }

    fn property(&self, key: &str) -> Option<&'a Value> {
        self.value.get("properties")?.get(key).filter(|v| !v.is_null())
    }

    /// A property that is a word or a number, as a word.
    pub fn word(&self, key: &str) -> Option<String> {
        let value = self.property(key)?;
        let word =
            value.as_str().map(|w| w.trim().to_owned()).or_else(|| value.as_i64().map(|n| n.to_string()));
        word.filter(|w| !w.is_empty())
    }

    pub fn words(&self, key: &str) -> Vec<String> {
        let listed = self.property(key).and_then(Value::as_array);
        let words = listed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        words.chain(self.property(key).and_then(Value::as_str).map(str::to_owned)).collect()
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        self.property(key).and_then(Value::as_f64)
    }

    pub fn is(&self, key: &str) -> bool {
        self.property(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Length told, metres; `Err` with what is told if it is no length.
    pub fn length_m(&self) -> Result<Option<f64>, String> {
        self.measure(&MAPPING.length, f64::MIN_POSITIVE)
    }

    /// Duration told with the waiting at a border, seconds.
    pub fn duration_s(&self) -> Result<Option<f64>, String> {
        let wait = self.measure(&MAPPING.wait, 0.0)?.unwrap_or(0.0);
        Ok(self.measure(&MAPPING.duration, 0.0)?.map(|told| told + wait))
    }

    fn measure(&self, units: &Units, least: f64) -> Result<Option<f64>, String> {
        let Some((key, unit)) = units.iter().find(|(key, _)| self.property(key).is_some()) else {
            return Ok(None);
        };
        // No link is longer than the way round the earth, or lasts longer than a year.
        let fits = |v: &f64| v.is_finite() && *v >= least && *v < 4.0e7;
        let told = self.number(key).map(|v| v * unit).filter(fits);
        told.map(Some).ok_or_else(|| format!("`{key}` is {}", self.property(key).unwrap_or(&Value::Null)))
    }

    pub fn is_proposed(&self) -> bool {
        MAPPING.proposed.keys.iter().any(|key| self.is(key))
    }

    /// The points of its geometry; `None` if one is no place on earth.
    pub fn points(&self) -> Option<Vec<Coordinate>> {
        let told = self.value.pointer("/geometry/coordinates")?;
        match self.kind() {
            "Point" => Some(vec![point(told)?]),
            _ => told.as_array()?.iter().map(point).collect(),
        }
    }
}

fn point(value: &Value) -> Option<Coordinate> {
    let at = |index: usize| value.get(index).and_then(Value::as_f64);
    Coordinate::new(at(1)?, at(0)?)
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "feature {}", self.number)?;
        match (self.word("name"), self.word("from"), self.word("to")) {
            (_, Some(from), Some(to)) => write!(f, " ({from}–{to})"),
            (Some(name), ..) => write!(f, " ({name})"),
            _ => Ok(()),
        }
    }
}

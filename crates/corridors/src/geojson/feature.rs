//! One feature and what is asked of it.

use crate::osm::Told;
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

    /// A property that is a word or a whole number, as a word.
    pub fn word(&self, key: &str) -> Option<String> {
        let value = self.property(key)?;
        let whole = |v: f64| (v.fract() == 0.0 && v.abs() < 1e15).then(|| (v as i64).to_string());
        let word = value.as_str().map(|w| w.trim().to_owned()).or_else(|| value.as_f64().and_then(whole));
        word.filter(|w| !w.is_empty())
    }

    pub fn words(&self, key: &str) -> Vec<String> {
        let listed = self.property(key).and_then(Value::as_array);
        let words = listed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        words.chain(self.property(key).and_then(Value::as_str).map(str::to_owned)).collect()
    }

    /// A number, also one that is written as text.
    pub fn number(&self, key: &str) -> Option<f64> {
        let value = self.property(key)?;
        value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|v: &f64| v.is_finite())
    }

    /// Hours of waiting; `Err` with what is told if they are none.
    pub fn hours(&self, key: &str) -> Result<Option<f32>, String> {
        let Some(value) = self.property(key) else { return Ok(None) };
        let told = self.number(key).filter(|h| (0.0..10_000.0).contains(h));
        told.map(|h| Some(h as f32)).ok_or_else(|| format!("`{key}` is {value}"))
    }

    /// A limit: a number in our unit, or words that `read` reads; `Err` with what is told if it is none.
    pub fn limit(&self, key: &str, read: fn(&str) -> Told) -> Result<Option<f32>, String> {
        let Some(value) = self.property(key) else { return Ok(None) };
        let told = match value.as_str() {
            Some(text) if text.trim().is_empty() => Told::Nothing,
            Some(text) => read(text.trim()),
            None => value.as_f64().map_or(Told::Unread, |v| Told::Figure(v as f32)),
        };
        match told {
            Told::Figure(v) if v.is_finite() && v > 0.0 => Ok(Some(v)),
            Told::Nothing => Ok(None),
            _ => Err(format!("`{key}` is {value}")),
        }
    }

    /// Whether something is so; `Err` with what is told if that is neither yes nor no.
    pub fn flag(&self, key: &str) -> Result<bool, String> {
        match self.property(key) {
            None => Ok(false),
            Some(Value::Bool(told)) => Ok(*told),
            Some(told) => match self.word(key).unwrap_or_default().to_lowercase().as_str() {
                "yes" | "true" | "1" => Ok(true),
                "" | "no" | "false" | "0" if told.is_string() || told.is_number() => Ok(false),
                _ => Err(format!("`{key}` is {told}")),
            },
        }
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
        MAPPING.proposed.keys.iter().any(|key| self.flag(key).unwrap_or(false))
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

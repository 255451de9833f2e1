//! The layout of `supply.toml`, as serde reads it; docs/supply.md explains every key.

use super::Name;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A number with its place in the file.
pub type Number = Spanned<NumberEntry>;
/// Numbers by name, each with its place.
pub type Named = BTreeMap<Spanned<String>, Number>;

/// A number: `low`, `best`, `high`, or one `value`; unit, date, source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberEntry {
    /// Low.
    pub low: Option<f64>,
    /// Best.
    pub best: Option<f64>,
    /// High.
    pub high: Option<f64>,
    /// Instead of the three, where it is certain.
    pub value: Option<f64>,
    /// Unit; a share without one is a part of 1.
    pub unit: Option<String>,
    /// Day, month or year.
    pub date: Option<toml::Value>,
    /// Where it is from.
    pub source: Option<String>,
}

/// `[[commodities]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommodityEntry {
    pub id: Spanned<String>,
    pub name: Name,
    #[serde(default)]
    pub goods: Vec<String>,
    pub class: String,
    pub density: Option<Number>,
    pub priority: u8,
    pub value: Option<Number>,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[ports]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortEntry {
    pub name: Spanned<String>,
    pub country: Option<Spanned<String>>,
    pub capacity: Option<Number>,
    pub hours: Option<Number>,
    pub cost: Option<Number>,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[crossings]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrossingEntry {
    pub name: Spanned<String>,
    pub capacity: Option<Number>,
    pub hours: Option<Number>,
    pub cost: Option<Number>,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[carriers]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarrierEntry {
    pub name: Spanned<String>,
    #[serde(default)]
    pub commodities: Vec<Spanned<String>>,
    #[serde(default)]
    pub ports: Vec<Spanned<String>>,
    pub share: Number,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[zones]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneEntry {
    pub name: Spanned<String>,
    pub place: Option<String>,
    pub people: Option<Number>,
    #[serde(default)]
    pub admin2: Vec<String>,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[demand]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandEntry {
    pub zone: Option<Spanned<String>>,
    pub commodity: Spanned<String>,
    pub rate: Number,
    pub domestic: Option<Number>,
    pub stock: Option<Number>,
    pub cover: Option<Number>,
    #[serde(default)]
    pub split: Named,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[shares]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareEntry {
    pub port: Option<Spanned<String>>,
    pub country: Option<Spanned<String>>,
    pub corridor: Option<Spanned<String>>,
    #[serde(default)]
    pub commodities: Vec<Spanned<String>>,
    pub share: Number,
    pub whole: Spanned<String>,
    #[serde(default)]
    pub calibrates: bool,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[sectors]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectorEntry {
    pub id: Spanned<String>,
    pub name: Name,
    pub area: String,
    pub output: Option<Number>,
    pub exports: Option<Number>,
    pub revenue: Option<Number>,
    #[serde(default)]
    pub by_corridor: Named,
    #[serde(default)]
    pub uses: Named,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[remittances]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemittanceEntry {
    pub area: Spanned<String>,
    pub amount: Number,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[[figures]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureEntry {
    pub id: Spanned<String>,
    pub name: String,
    pub amount: Number,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

/// `[assumptions]`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssumptionEntry {
    pub choice: Option<Number>,
    pub hour_cost: Option<Number>,
    pub restricted_passes: Option<Number>,
    pub slowed_passes: Option<Number>,
    pub incident_passes: Option<Number>,
    pub room: Option<Number>,
    pub change_cost: Option<Number>,
    pub ration_below: Option<Number>,
    pub ration_to: Option<Number>,
    pub refill: Option<Number>,
    pub short_below: Option<Number>,
    pub truck_load: Option<Number>,
    pub tanker_load: Option<Number>,
    pub date: Option<toml::Value>,
    pub source: Option<String>,
}

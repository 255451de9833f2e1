//! The tables of a case: what is needed where, what is in stock, by which ports, crossings and carriers it comes
//! (`supply.toml`, docs/supply.md).

mod assume;
mod entry;
mod known;
mod needs;
mod numbers;
mod parse;
mod parts;
mod places;
mod text;
mod unit;

#[cfg(test)]
mod tests;

use crate::draw::{Param, Parameter};
use crate::units::{CostPerTonne, Days, Hours, Money, Persons, Share, Tonnes, TonnesPerDay};
use base::Country;
use serde::{Deserialize, Serialize};

/// A name in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// Place of a commodity in [`Tables::commodities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommodityIx(pub usize);
/// Place of a port in [`Tables::ports`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PortIx(pub usize);
/// Place of a crossing in [`Tables::crossings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CrossingIx(pub usize);
/// Place of a zone in [`Tables::zones`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ZoneIx(pub usize);

/// Goods that are reckoned together.
#[derive(Clone, Debug, PartialEq)]
pub struct Commodity {
    /// Its name in commands and JSON, such as `diesel`.
    pub id: String,
    /// Its name for people.
    pub name: Name,
    /// Words of constraints that mean it: `fuel`, `diesel`.
    pub goods: Vec<String>,
    /// The vehicle class that carries it.
    pub class: String,
    /// Tonnes in a cubic metre, of what is told in litres.
    pub density: Option<Param<f64>>,
    /// Served first: 1 before 2. Relief and medical goods are 1.
    pub priority: u8,
    /// What a tonne is worth, if it is known.
    pub value: Option<Param<Money>>,
}

/// Where goods enter: a sea port, or another place that supplies the region.
#[derive(Clone, Debug, PartialEq)]
pub struct Port {
    /// Its name: a place of the case or of its roads.
    pub name: String,
    /// Its country.
    pub country: Option<Country>,
    /// What it can send towards the case's zones.
    pub capacity: Option<Param<TonnesPerDay>>,
    /// Hours in port before goods leave.
    pub hours: Option<Param<Hours>>,
    /// Cost of handling.
    pub cost: Option<Param<CostPerTonne>>,
}

/// A border post.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// Its name: a place of the case or of its roads.
    pub name: String,
    /// What can pass towards the case's zones.
    pub capacity: Option<Param<TonnesPerDay>>,
    /// Hours of waiting, beside those of the roads.
    pub hours: Option<Param<Hours>>,
    /// Cost of official formalities.
    pub cost: Option<Param<CostPerTonne>>,
}

/// A carrier, which constraints may name.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    /// Its name, as constraints name it.
    pub name: String,
    /// Commodities that it carries; all if empty.
    pub commodities: Vec<CommodityIx>,
    /// Ports that it carries from; all if empty.
    pub ports: Vec<PortIx>,
    /// Its part of what is carried of them from there.
    pub share: Param<Share>,
}

/// Where goods are used.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Its name.
    pub name: String,
    /// The place that its ways lead to.
    pub place: String,
    /// How many people live there.
    pub people: Option<Param<Persons>>,
    /// Districts (second level) that it holds, for displacement and food security.
    pub admin2: Vec<String>,
}

/// What a zone uses on an undisturbed day.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// The zone.
    pub zone: ZoneIx,
    /// The commodity.
    pub commodity: CommodityIx,
    /// How much.
    pub rate: Param<TonnesPerDay>,
    /// What comes from the zone itself or its own region, by no way that is looked at.
    pub domestic: Option<Param<TonnesPerDay>>,
    /// The usual stock.
    pub stock: Option<Stock>,
}

/// A usual stock, as the case tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stock {
    /// As an amount.
    Amount(Param<Tonnes>),
    /// By how long it lasts.
    Cover(Param<Days>),
}

/// What a known share is a share of.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareOf {
    /// What a port sends.
    Port(PortIx),
    /// What a country's ports send.
    Country(Country),
    /// What comes by a corridor of the case.
    Corridor(String),
}

/// A known share of what comes in on undisturbed days.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownShare {
    /// Of what.
    pub of: ShareOf,
    /// For which commodities; all together if empty.
    pub commodities: Vec<CommodityIx>,
    /// The share.
    pub share: Param<Share>,
}

/// A producing or consuming sector, as a national or regional total.
#[derive(Clone, Debug, PartialEq)]
pub struct Sector {
    /// Its name in JSON: `gold`, `livestock`.
    pub id: String,
    /// Its name for people.
    pub name: Name,
    /// Of which area it is the total.
    pub area: String,
    /// Output in a year, in the unit of its parameter.
    pub output: Option<Param<f64>>,
    /// What a year's exports are worth.
    pub exports: Option<Param<Money>>,
    /// What a year of it brings the state.
    pub revenue: Option<Param<Money>>,
    /// Parts of its exports that leave by corridors of the case; the rest leaves by others or by air.
    pub by_corridor: Vec<(String, Param<Share>)>,
    /// Fuel and other goods that it uses, a day.
    pub uses: Vec<(CommodityIx, Param<TonnesPerDay>)>,
}

/// What is sent home: purchasing power, never supply.
#[derive(Clone, Debug, PartialEq)]
pub struct Remittances {
    /// Of which area.
    pub area: String,
    /// In a year.
    pub amount: Param<Money>,
}

/// What is assumed of every way and zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    /// How strongly a difference in cost turns traders to the cheaper way: the scale of the logit, for one unit of
    /// currency a tonne.
    pub choice: Param<f64>,
    /// What an hour on the way costs a tonne beside its carriage.
    pub hour_cost: Param<CostPerTonne>,
    /// What still passes a way under a reported restriction: a blockade or ban that is announced, disputed or partial.
    pub restricted_passes: Param<Share>,
    /// What still passes where goods are slowed and let through: tolls, checkpoints, escorts.
    pub slowed_passes: Param<Share>,
    /// What still passes in the weeks after an incident on the road.
    pub incident_passes: Param<Share>,
    /// What can leave its usual way for another, of what that other carries on an undisturbed day.
    pub room: Param<Share>,
    /// What it costs more to change the way: contracts, papers, empty returns.
    pub change_cost: Param<CostPerTonne>,
    /// Days of cover under which a zone rations.
    pub ration_below: Param<Days>,
    /// What a zone that rations still uses.
    pub ration_to: Param<Share>,
    /// How fast a stock is filled again: a part of its gap, a day.
    pub refill: Param<Share>,
    /// Days of cover under which people count as short (`people`).
    pub short_below: Param<Days>,
}

/// The tables of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables {
    /// ISO 4217 code of all money.
    pub currency: String,
    /// Every number that is not certain.
    pub parameters: Vec<Parameter>,
    /// Goods.
    pub commodities: Vec<Commodity>,
    /// Where they enter.
    pub ports: Vec<Port>,
    /// Where they cross borders.
    pub crossings: Vec<Crossing>,
    /// Who carries them.
    pub carriers: Vec<Carrier>,
    /// Where they are used.
    pub zones: Vec<Zone>,
    /// How much of them.
    pub demands: Vec<Demand>,
    /// By which ways they are known to come.
    pub shares: Vec<KnownShare>,
    /// Known shares that nothing is fitted to, mostly of other wholes: to compare answers with.
    pub compared: Vec<KnownShare>,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// Money sent home.
    pub remittances: Vec<Remittances>,
    /// Figures that no answer is reckoned from: known shares of another whole, and others, to compare with.
    pub figures: Vec<Param<f64>>,
    /// What is assumed.
    pub assumptions: Assumptions,
}

//! `[[demand]]`: what zones use, one by one or as parts of a total.

use super::entry::{DemandEntry, Number, NumberEntry};
use super::numbers::{Numbers, Target, What};
use super::parts::Parts;
use super::{CommodityIx, Demand, Stock, Tables, ZoneIx};
use crate::draw::{By, Param};
use base::Issue;
use toml::Spanned;

/// Reads them into `tables`.
pub fn read(parts: &mut Parts<'_>, numbers: &mut Numbers<'_>, tables: &mut Tables) {
    for entry in parts.list::<DemandEntry>("demand", &mut numbers.text) {
        let at = entry.span().start;
        let entry = entry.into_inner();
        for demand in demands(at, &entry, numbers, tables).unwrap_or_default() {
            if fits(at, &demand, numbers, tables) {
                tables.demands.push(demand);
            }
        }
    }
}

/// Whether it is the first of its zone and commodity, and something can supply it; told otherwise.
fn fits(at: usize, demand: &Demand, numbers: &mut Numbers<'_>, tables: &Tables) -> bool {
    let of = label(demand.zone, demand.commodity, tables);
    let twin = |d: &Demand| (d.zone, d.commodity) == (demand.zone, demand.commodity);
    if tables.demands.iter().any(twin) {
        let issue =
            Issue::error("supply.duplicate", format!("demand of {of} stands twice; the first counts"));
        numbers.text.tell(at, issue.help("take one out"));
        return false;
    }
    let sends = |p: &super::Port| p.capacity.is_none_or(|c| high(numbers, c.0) > 0.0);
    if demand.domestic.is_none() && !tables.ports.iter().any(sends) {
        let message = format!("demand of {of} has no supply: no port sends anything and nothing is domestic");
        let issue = Issue::error("supply.no-supply", message);
        numbers.text.tell(at, issue.help("add a port under [[ports]], or `domestic`"));
        return false;
    }
    true
}

fn high(numbers: &Numbers<'_>, place: u32) -> f64 {
    numbers.parameters.get(place as usize).map_or(0.0, |p| p.range.high * p.factor)
}

fn label(zone: ZoneIx, commodity: CommodityIx, tables: &Tables) -> String {
    let zone = tables.zones.get(zone.0).map_or("", |z| z.name.as_str());
    let commodity = tables.commodities.get(commodity.0).map_or("", |c| c.id.as_str());
    format!("{commodity} in {zone}")
}

/// The numbers of an entry, whose zones may share them.
struct Amounts {
    rate: Param<crate::TonnesPerDay>,
    domestic: Option<Param<crate::TonnesPerDay>>,
    stock: Option<Stock>,
}

fn demands(
    at: usize,
    entry: &DemandEntry,
    numbers: &mut Numbers<'_>,
    tables: &Tables,
) -> Option<Vec<Demand>> {
    let known = tables.commodities.iter().map(|c| c.id.as_str());
    let commodity = CommodityIx(numbers.find("commodity", &entry.commodity, known)?);
    let zones = tables.zones.iter().map(|z| z.name.as_str());
    match (&entry.zone, entry.split.is_empty()) {
        (Some(zone), true) => {
            let zone = ZoneIx(numbers.find("zone", zone, zones)?);
            let Amounts { rate, domestic, stock } = amounts(entry, Some(zone), commodity, numbers, tables)?;
            Some(vec![Demand { zone, commodity, rate, domestic, stock }])
        }
        (None, false) => {
            let amounts = amounts(entry, None, commodity, numbers, tables)?;
            let mut splits: Vec<_> = entry.split.iter().collect();
            splits.sort_by_key(|(zone, _)| zone.span().start);
            let parts = splits.into_iter().filter_map(|(name, part)| {
                let zone = ZoneIx(numbers.find("zone", name, zones.clone())?);
                Some((zone, part, share(entry, zone, commodity, part, numbers, tables)?))
            });
            let parts: Vec<(ZoneIx, &Number, Param<f64>)> = parts.collect();
            let id = entry.commodity.get_ref();
            if !numbers.whole(at, &format!("the demand of {id}"), parts.iter().map(|(_, _, p)| p.0)) {
                return None;
            }
            let mut split = Split { entry, commodity, numbers, tables };
            Some(
                parts
                    .into_iter()
                    .map(|(zone, part, share)| split.demand(zone, part, share, &amounts))
                    .collect(),
            )
        }
        _ => {
            let issue = Issue::error("supply.layout", "[[demand]]: it needs either `zone` or `split`");
            numbers
                .text
                .tell(at, issue.help("name one zone, or split a total among zones under [demand.split]"));
            None
        }
    }
}

fn amounts(
    entry: &DemandEntry,
    zone: Option<ZoneIx>,
    commodity: CommodityIx,
    numbers: &mut Numbers<'_>,
    tables: &Tables,
) -> Option<Amounts> {
    let density = tables.commodities.get(commodity.0).and_then(|c| c.density);
    let id = entry.commodity.get_ref();
    let of = zone.map_or_else(|| format!("{id} in all zones together"), |z| label(z, commodity, tables));
    let place = zone.and_then(|z| tables.zones.get(z.0)).map_or("", |z| z.name.as_str());
    let what = |key: &'static str, word: &str, name: &str, target| {
        What::of(format!("{word} {place} {id}"), key, format!("{name} of {of}"), target)
            .dated(&entry.date, &entry.source)
            .dense(density)
    };
    let rate = numbers.read(&entry.rate, what("rate", "demand", "demand", Target::Rate))?;
    let domestic = what("domestic", "domestic", "own production", Target::Rate);
    let domestic = numbers.maybe(entry.domestic.as_ref(), domestic);
    if let (Some(_), Some(cover)) = (&entry.stock, &entry.cover) {
        let issue = Issue::error("supply.duplicate", format!("`stock` and `cover` of {of}: `stock` counts"));
        numbers.text.tell(cover.span().start, issue.help("give one of the two"));
    }
    let amount = numbers.maybe(entry.stock.as_ref(), what("stock", "stock", "usual stock", Target::Tonnes));
    let stock = match (amount, &entry.cover) {
        (Some(amount), _) => Some(Stock::Amount(amount)),
        (None, Some(cover)) => {
            let what = what("cover", "cover", "days of usual stock", Target::Days);
            numbers.read(cover, what).map(Stock::Cover)
        }
        (None, None) => None,
    };
    Some(Amounts { rate, domestic, stock })
}

fn share(
    entry: &DemandEntry,
    zone: ZoneIx,
    commodity: CommodityIx,
    part: &Number,
    numbers: &mut Numbers<'_>,
    tables: &Tables,
) -> Option<Param<f64>> {
    let of = label(zone, commodity, tables);
    let place = tables.zones.get(zone.0).map_or("", |z| z.name.as_str());
    let id = format!("demand {place} {}", entry.commodity.get_ref());
    let what = What::of(id, "split", format!("part of the demand that is {of}"), Target::Share);
    numbers.read(part, what.dated(&entry.date, &entry.source))
}

/// A total that is split among zones.
struct Split<'s, 'n, 'a> {
    entry: &'s DemandEntry,
    commodity: CommodityIx,
    numbers: &'n mut Numbers<'a>,
    tables: &'s Tables,
}

impl Split<'_, '_, '_> {
    /// The demand of one zone: its part of each amount. Its share of the demand becomes the demand itself.
    fn demand(&mut self, zone: ZoneIx, part: &Number, share: Param<f64>, amounts: &Amounts) -> Demand {
        let domestic = amounts.domestic.map(|d| self.part(zone, part, "domestic", d.0));
        let stock = amounts.stock.map(|stock| match stock {
            Stock::Amount(amount) => Stock::Amount(self.part(zone, part, "stock", amount.0)),
            cover @ Stock::Cover(_) => cover,
        });
        if let Some(parameter) = self.numbers.parameters.get_mut(share.0 as usize) {
            parameter.by.push(By::Times(amounts.rate.0));
        }
        Demand { zone, commodity: self.commodity, rate: Param::at(share.0 as usize), domestic, stock }
    }

    /// The zone's part of a total, at the best value of its share.
    fn part<T>(&mut self, zone: ZoneIx, part: &Number, word: &str, total: u32) -> Param<T> {
        let entry = self.entry;
        let place = self.tables.zones.get(zone.0).map_or("", |z| z.name.as_str());
        let id = format!("{word} {place} {}", entry.commodity.get_ref());
        let name = format!("part of the {word} amount that is {}", label(zone, self.commodity, self.tables));
        let what = What::of(id, "split", name, Target::Share).dated(&entry.date, &entry.source);
        let best = part.get_ref().best.or(part.get_ref().value);
        let certain =
            NumberEntry { low: None, best: None, high: None, value: best, ..part.get_ref().clone() };
        let read = self.numbers.read::<T>(&Spanned::new(part.span(), certain), what);
        if let Some(read) = read
            && let Some(parameter) = self.numbers.parameters.get_mut(read.0 as usize)
        {
            parameter.by.push(By::Times(total));
        }
        read.unwrap_or_else(|| Param::at(total as usize))
    }
}

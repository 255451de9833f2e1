//! `[[commodities]]`, `[[ports]]`, `[[crossings]]`, `[[carriers]]`, `[[zones]]`: what others refer to.

use super::entry::{CarrierEntry, CommodityEntry, CrossingEntry, PortEntry, ZoneEntry};
use super::numbers::{Numbers, Target, What};
use super::parts::Parts;
use super::{Carrier, Commodity, CommodityIx, Crossing, Port, PortIx, Tables, Zone};
use base::{Country, Issue};
use toml::Spanned;

/// Reads them into `tables`.
pub fn read(parts: &mut Parts<'_>, numbers: &mut Numbers<'_>, tables: &mut Tables) {
    for entry in parts.list::<CommodityEntry>("commodities", &mut numbers.text) {
        tables.commodities.extend(commodity(entry.into_inner(), numbers, &tables.commodities));
    }
    for entry in parts.list::<PortEntry>("ports", &mut numbers.text) {
        tables.ports.extend(port(entry.into_inner(), numbers, &tables.ports));
    }
    for entry in parts.list::<CrossingEntry>("crossings", &mut numbers.text) {
        tables.crossings.extend(crossing(entry.into_inner(), numbers, &tables.crossings));
    }
    for entry in parts.list::<CarrierEntry>("carriers", &mut numbers.text) {
        let at = entry.span().start;
        let entry = entry.into_inner();
        let Some(carrier) = carrier(entry, numbers, tables) else { continue };
        let alike = tables
            .carriers
            .iter()
            .filter(|c| (&c.commodities, &c.ports) == (&carrier.commodities, &carrier.ports));
        let shares = alike.chain([&carrier]).map(|c| c.share.0);
        if numbers.whole(at, "carriers in the same commodities from the same ports", shares) {
            tables.carriers.push(carrier);
        }
    }
    for entry in parts.list::<ZoneEntry>("zones", &mut numbers.text) {
        tables.zones.extend(zone(entry.into_inner(), numbers, &tables.zones));
    }
}

fn commodity(entry: CommodityEntry, numbers: &mut Numbers<'_>, others: &[Commodity]) -> Option<Commodity> {
    if !numbers.first("commodity", &entry.id, others.iter().map(|c| c.id.as_str())) {
        return None;
    }
    let id = entry.id.get_ref();
    let what = |key: &'static str, of: &str, target| {
        What::of(format!("{key} {id}"), key, format!("{of} {id}"), target).dated(&entry.date, &entry.source)
    };
    let density = numbers.maybe(entry.density.as_ref(), what("density", "density of", Target::Density));
    let worth = what("value", "worth of a tonne of", Target::Cost).dense(density);
    let value = numbers.maybe(entry.value.as_ref(), worth);
    let priority = entry.priority;
    let (name, goods, class) = (entry.name.clone(), entry.goods.clone(), entry.class.clone());
    Some(Commodity { id: id.clone(), name, goods, class, density, priority, value })
}

fn port(entry: PortEntry, numbers: &mut Numbers<'_>, others: &[Port]) -> Option<Port> {
    if !numbers.first("port", &entry.name, others.iter().map(|p| p.name.as_str())) {
        return None;
    }
    let country = match &entry.country {
        Some(code) => Some(country(code, numbers)?),
        None => None,
    };
    let name = entry.name.get_ref();
    let what = |key: &'static str, of: &str, target| {
        What::of(format!("{key} {name}"), key, format!("{of} {name}"), target)
            .dated(&entry.date, &entry.source)
    };
    let capacity = numbers.maybe(entry.capacity.as_ref(), what("capacity", "capacity of", Target::Rate));
    let hours = numbers.maybe(entry.hours.as_ref(), what("hours", "hours in", Target::Hours));
    let cost = numbers.maybe(entry.cost.as_ref(), what("cost", "cost of handling in", Target::Cost));
    Some(Port { name: name.clone(), country, capacity, hours, cost })
}

fn crossing(entry: CrossingEntry, numbers: &mut Numbers<'_>, others: &[Crossing]) -> Option<Crossing> {
    if !numbers.first("crossing", &entry.name, others.iter().map(|c| c.name.as_str())) {
        return None;
    }
    let name = entry.name.get_ref();
    let what = |key: &'static str, of: &str, target| {
        What::of(format!("{key} {name}"), key, format!("{of} {name}"), target)
            .dated(&entry.date, &entry.source)
    };
    let capacity = numbers.maybe(entry.capacity.as_ref(), what("capacity", "capacity of", Target::Rate));
    let hours = numbers.maybe(entry.hours.as_ref(), what("hours", "more hours at", Target::Hours));
    let cost = numbers.maybe(entry.cost.as_ref(), what("cost", "cost of formalities at", Target::Cost));
    Some(Crossing { name: name.clone(), capacity, hours, cost })
}

fn carrier(entry: CarrierEntry, numbers: &mut Numbers<'_>, tables: &Tables) -> Option<Carrier> {
    if !numbers.first("carrier", &entry.name, tables.carriers.iter().map(|c| c.name.as_str())) {
        return None;
    }
    let commodities = commodities(&entry.commodities, numbers, tables)?;
    let known = tables.ports.iter().map(|p| p.name.as_str());
    let ports = entry.ports.iter().map(|port| numbers.find("port", port, known.clone()));
    let mut ports: Vec<usize> = ports.collect::<Option<_>>()?;
    ports.sort_unstable();
    ports.dedup();
    let ports = ports.into_iter().map(PortIx).collect();
    let name = entry.name.into_inner();
    let what = What::of(
        format!("carrier {name}"),
        "share",
        format!("part of goods that {name} carries"),
        Target::Share,
    );
    let share = numbers.read(&entry.share, what.dated(&entry.date, &entry.source))?;
    Some(Carrier { name, commodities, ports, share })
}

fn zone(entry: ZoneEntry, numbers: &mut Numbers<'_>, others: &[Zone]) -> Option<Zone> {
    if !numbers.first("zone", &entry.name, others.iter().map(|z| z.name.as_str())) {
        return None;
    }
    let name = entry.name.into_inner();
    let what = What::of(format!("people {name}"), "people", format!("people in {name}"), Target::Persons);
    let people = numbers.maybe(entry.people.as_ref(), what.dated(&entry.date, &entry.source));
    let place = entry.place.unwrap_or_else(|| name.clone());
    Some(Zone { name, place, people, admin2: entry.admin2 })
}

/// Commodities by their ids; `None` if one of them is unknown, which is told.
pub fn commodities(
    ids: &[Spanned<String>],
    numbers: &mut Numbers<'_>,
    tables: &Tables,
) -> Option<Vec<CommodityIx>> {
    let known = tables.commodities.iter().map(|c| c.id.as_str());
    let found = ids.iter().map(|id| numbers.find("commodity", id, known.clone()).map(CommodityIx));
    let mut found: Vec<CommodityIx> = found.collect::<Option<_>>()?;
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// A country by its code; told if it is none.
pub fn country(code: &Spanned<String>, numbers: &mut Numbers<'_>) -> Option<Country> {
    let country = Country::new(code.get_ref());
    if country.is_none() {
        let message = format!("`{}` is no country", code.get_ref());
        let issue = Issue::error("supply.unknown", message);
        numbers.text.tell(code.span().start, issue.help("write its ISO 3166-1 alpha-3 code, such as `SEN`"));
    }
    country
}

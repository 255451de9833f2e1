//! `[[shares]]`, `[[sectors]]`, `[[remittances]]`, `[[figures]]`: what is known of the whole.

use super::entry::{FigureEntry, Named, RemittanceEntry, SectorEntry, ShareEntry};
use super::numbers::{Numbers, Target, What};
use super::parts::Parts;
use super::places::{commodities, country};
use super::{CommodityIx, KnownShare, PortIx, Remittances, Sector, ShareOf, Tables};
use crate::draw::Param;
use crate::units::{Share, TonnesPerDay};
use base::{Issue, fold_key};
use toml::Spanned;

/// Reads them into `tables`.
pub fn read(parts: &mut Parts<'_>, numbers: &mut Numbers<'_>, tables: &mut Tables) {
    let mut whole = None;
    for entry in parts.list::<ShareEntry>("shares", &mut numbers.text) {
        let at = entry.span().start;
        share(at, entry.into_inner(), &mut whole, numbers, tables);
    }
    for entry in parts.list::<SectorEntry>("sectors", &mut numbers.text) {
        let at = entry.span().start;
        tables.sectors.extend(sector(at, entry.into_inner(), numbers, tables));
    }
    for entry in parts.list::<RemittanceEntry>("remittances", &mut numbers.text) {
        tables.remittances.extend(remittance(entry.into_inner(), numbers, &tables.remittances));
    }
    let mut ids: Vec<String> = Vec::new();
    for entry in parts.list::<FigureEntry>("figures", &mut numbers.text) {
        let entry = entry.into_inner();
        if !numbers.first("figure", &entry.id, ids.iter().map(String::as_str)) {
            continue;
        }
        let what = What::of(format!("figure {}", entry.id.get_ref()), "amount", entry.name, Target::Free);
        tables.figures.extend(numbers.read::<f64>(&entry.amount, what.dated(&entry.date, &entry.source)));
        ids.push(entry.id.into_inner());
    }
}

/// A share that calibrates joins `shares`, any other the figures.
fn share(
    at: usize,
    entry: ShareEntry,
    whole: &mut Option<String>,
    numbers: &mut Numbers<'_>,
    tables: &mut Tables,
) {
    let Some((of, name)) = share_of(at, &entry, numbers, tables) else { return };
    let Some(goods) = commodities(&entry.commodities, numbers, tables) else { return };
    let words: Vec<&str> = entry.commodities.iter().map(|c| c.get_ref().as_str()).collect();
    let id = format!("share {name} {}", words.join(" "));
    let what = What::of(id, "share", format!("part of {} by {name}", entry.whole.get_ref()), Target::Share);
    let Some(share) = numbers.read::<Share>(&entry.share, what.dated(&entry.date, &entry.source)) else {
        return;
    };
    let known = KnownShare { of, commodities: goods, share };
    if entry.calibrates && calibrates(at, &entry, &known, whole, numbers, tables) {
        tables.shares.push(known);
    } else {
        tables.figures.push(Param::at(share.0 as usize));
        tables.compared.push(known);
    }
}

/// Whether a share can be calibrated to, beside those before it: one whole for all, one entry for each, 100 % in all.
fn calibrates(
    at: usize,
    entry: &ShareEntry,
    known: &KnownShare,
    whole: &mut Option<String>,
    numbers: &mut Numbers<'_>,
    tables: &Tables,
) -> bool {
    let own = entry.whole.get_ref();
    let whole = whole.get_or_insert_with(|| own.clone());
    if fold_key(whole) != fold_key(own) {
        let message =
            format!("a share of `{own}` cannot calibrate beside shares of `{whole}`; it is kept as a figure");
        let issue = Issue::error("supply.whole", message);
        numbers.text.tell(entry.whole.span().start, issue.help("set `calibrates = false`, or use one whole"));
        return false;
    }
    let alike: Vec<&KnownShare> =
        tables.shares.iter().filter(|s| s.commodities == known.commodities).collect();
    if alike.iter().any(|s| s.of == known.of) {
        let issue = Issue::error("supply.duplicate", "this share stands twice; the first counts");
        numbers.text.tell(at, issue.help("take one out"));
        return false;
    }
    let kind = |s: &KnownShare| std::mem::discriminant(&s.of);
    let peers = alike.into_iter().filter(|s| kind(s) == kind(known)).chain([known]);
    numbers.whole(at, &format!("`{own}`"), peers.map(|s| s.share.0))
}

fn share_of(
    at: usize,
    entry: &ShareEntry,
    numbers: &mut Numbers<'_>,
    tables: &Tables,
) -> Option<(ShareOf, String)> {
    match (&entry.port, &entry.country, &entry.corridor) {
        (Some(port), None, None) => {
            let ports = tables.ports.iter().map(|p| p.name.as_str());
            let place = numbers.find("port", port, ports)?;
            Some((ShareOf::Port(PortIx(place)), port.get_ref().clone()))
        }
        (None, Some(code), None) => Some((ShareOf::Country(country(code, numbers)?), code.get_ref().clone())),
        (None, None, Some(corridor)) => {
            let name = corridor.get_ref().clone();
            Some((ShareOf::Corridor(name.clone()), name))
        }
        _ => {
            let message = "[[shares]]: it needs one of `port`, `country` and `corridor`";
            let issue = Issue::error("supply.layout", message);
            numbers.text.tell(at, issue.help("say what the share is a share of"));
            None
        }
    }
}

fn sector(at: usize, entry: SectorEntry, numbers: &mut Numbers<'_>, tables: &Tables) -> Option<Sector> {
    let id = entry.id.get_ref();
    let key = |id: &str, area: &str| fold_key(&format!("{id} {area}"));
    if tables.sectors.iter().any(|s| key(&s.id, &s.area) == key(id, &entry.area)) {
        let message = format!("sector `{id}` of {} stands twice; the first counts", entry.area);
        numbers
            .text
            .tell(entry.id.span().start, Issue::error("supply.duplicate", message).help("take one out"));
        return None;
    }
    let area = &entry.area;
    let what = |key: &'static str, of: &str, target| {
        What::of(format!("{key} {id} {area}"), key, format!("{of} {id}, {area}"), target)
            .dated(&entry.date, &entry.source)
    };
    let output = numbers.maybe(entry.output.as_ref(), what("output", "a year's output of", Target::Free));
    let exports =
        numbers.maybe(entry.exports.as_ref(), what("exports", "a year's exports of", Target::Yearly));
    let revenue =
        numbers.maybe(entry.revenue.as_ref(), what("revenue", "a year's state revenue from", Target::Yearly));
    let by_corridor = ordered(&entry.by_corridor).filter_map(|(corridor, number)| {
        let id = format!("leaves {id} {area} {}", corridor.get_ref());
        let name = format!("part of exports of {}, {area}, by {}", entry.id.get_ref(), corridor.get_ref());
        let what = What::of(id, "by_corridor", name, Target::Share).dated(&entry.date, &entry.source);
        Some((corridor.get_ref().clone(), numbers.read::<Share>(number, what)?))
    });
    let by_corridor: Vec<(String, Param<Share>)> = by_corridor.collect();
    if !numbers.whole(at, &format!("exports of {id}"), by_corridor.iter().map(|(_, p)| p.0)) {
        return None;
    }
    let uses = uses(&entry, numbers, tables);
    let (id, name, area) = (id.clone(), entry.name.clone(), area.clone());
    Some(Sector { id, name, area, output, exports, revenue, by_corridor, uses })
}

fn uses(
    entry: &SectorEntry,
    numbers: &mut Numbers<'_>,
    tables: &Tables,
) -> Vec<(CommodityIx, Param<TonnesPerDay>)> {
    let known = tables.commodities.iter().map(|c| c.id.as_str());
    let (sector, area) = (entry.id.get_ref(), &entry.area);
    let uses = ordered(&entry.uses).filter_map(|(commodity, number)| {
        let place = numbers.find("commodity", commodity, known.clone())?;
        let density = tables.commodities.get(place).and_then(|c| c.density);
        let id = format!("uses {sector} {area} {}", commodity.get_ref());
        let name = format!("{} that {sector}, {area}, uses", commodity.get_ref());
        let what = What::of(id, "uses", name, Target::Rate).dated(&entry.date, &entry.source);
        Some((CommodityIx(place), numbers.read::<TonnesPerDay>(number, what.dense(density))?))
    });
    uses.collect()
}

/// Named numbers as the file has them.
fn ordered(named: &Named) -> impl Iterator<Item = (&Spanned<String>, &super::entry::Number)> {
    let mut named: Vec<_> = named.iter().collect();
    named.sort_by_key(|(name, _)| name.span().start);
    named.into_iter()
}

fn remittance(
    entry: RemittanceEntry,
    numbers: &mut Numbers<'_>,
    others: &[Remittances],
) -> Option<Remittances> {
    if !numbers.first("remittances to", &entry.area, others.iter().map(|r| r.area.as_str())) {
        return None;
    }
    let area = entry.area.into_inner();
    let name = format!("money sent home in a year to {area}");
    let what = What::of(format!("remittances {area}"), "amount", name, Target::Yearly);
    let amount = numbers.read(&entry.amount, what.dated(&entry.date, &entry.source))?;
    Some(Remittances { area, amount })
}

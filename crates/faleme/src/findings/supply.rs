//! What reported constraints do to supply, in the bands in which it may be published.

use super::Desk;
use super::names::slug;
use crate::case::Case;
use crate::corridor::Setting;
use crate::output::Output;
use crate::supply::{Record, Supplied};
use anyhow::Result;
use base::{Date, Tlp};
use letter::{
    Basis, Cover, CoverBand, Finding, Flow, Measured, Note, NoteId, Parameter, SupplyFindings, Titles,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use supply::{CorridorImpact, Demand, Draws, Impact, Stock, Tables, ZoneImpact, prepare};

/// Sets of values drawn for the ranges; the same as of the command `supply`.
const DRAWS: Draws = Draws { count: 200, seed: 1 };
/// Days looked ahead; the bands are of the letter's day.
const AHEAD: u16 = 1;

/// What the letter's day comes to.
pub struct Reckoned {
    tables: Tables,
    impact: Impact,
}

impl Reckoned {
    /// Reckons a case that has tables and ways, and gives its roads back; the error says what is missing.
    pub fn of(supplied: Supplied, out: Output) -> (Arc<Setting>, Result<Self>) {
        let impact = impact(&supplied, out);
        (supplied.setting, impact.map(|impact| Self { tables: supplied.tables, impact }))
    }

    /// Ids of the findings of cover whose stock is well under what is usual: one that never lasts long is not short for that.
    pub fn fallen(&self) -> BTreeSet<String> {
        self.impact.zones.iter().filter(|z| z.has_fallen()).map(id_of).collect()
    }
}

fn impact(supplied: &Supplied, out: Output) -> Result<Impact> {
    let record = Record::new(supplied, None, AHEAD, out)?;
    let course = record.course(&record.held(), record.days.asked, false);
    let ready = prepare(&supplied.tables, &course.ways, &course.undisturbed, DRAWS);
    Ok(ready.impact(&course).value)
}

/// Findings of cover and flows; days only at AMBER and above.
pub(super) fn build(
    desk: &mut Desk<'_>,
    of: &Reckoned,
    case: &Case,
    (day, tlp): (Date, Tlp),
) -> SupplyFindings {
    let mut found = SupplyFindings::default();
    for (zone, demand) in of.impact.zones.iter().zip(&of.tables.demands) {
        found.cover.extend(cover(desk, of, zone, demand, tlp));
    }
    for corridor in &of.impact.corridors {
        found.flows.extend(flow(desk, of, corridor, case, day));
    }
    found
}

fn cover(
    desk: &mut Desk<'_>,
    of: &Reckoned,
    zone: &ZoneImpact,
    demand: &Demand,
    tlp: Tlp,
) -> Option<Finding<Cover>> {
    let stock = match demand.stock.as_ref()? {
        Stock::Amount(amount) => amount.0,
        Stock::Cover(days) => days.0,
    };
    let notes =
        [stock, demand.rate.0].into_iter().filter_map(|at| note(desk, &of.tables, (demand, at))).collect();
    let days = [zone.cover.low.0, zone.cover.best.0, zone.cover.high.0];
    let finite = days.iter().all(|d| d.is_finite());
    let content = Cover {
        zone: zone.zone.clone(),
        commodity: commodity(&of.tables, &zone.commodity),
        bands: days.map(CoverBand::of),
        days: Some(days).filter(|_| finite && tlp >= Tlp::Amber),
    };
    Finding::new(id_of(zone), content, notes).ok()
}

fn id_of(zone: &ZoneImpact) -> String {
    format!("sup-{}-{}", slug(&zone.zone), slug(&zone.commodity))
}

fn flow(
    desk: &mut Desk<'_>,
    of: &Reckoned,
    corridor: &CorridorImpact,
    case: &Case,
    day: Date,
) -> Option<Finding<Flow>> {
    let (share, usual) = (corridor.share.best.0, corridor.usual.best.0);
    if share <= 0.0 || usual <= 0.0 {
        return None;
    }
    let all = usual / share;
    let named = case.corridors.iter().find(|c| c.name.en == corridor.corridor)?;
    let demands = of.tables.demands.iter();
    let same =
        |d: &&Demand| of.tables.commodities.get(d.commodity.0).is_some_and(|c| c.id == corridor.commodity);
    let notes = demands.filter(same).filter_map(|d| note(desk, &of.tables, (d, d.rate.0))).take(3).collect();
    let content = Flow {
        corridor: Titles { fr: named.name.fr.clone(), en: named.name.en.clone() },
        commodity: commodity(&of.tables, &corridor.commodity),
        month: day.first_of_month(),
        usual: share,
        now: [corridor.now.low.0, corridor.now.best.0, corridor.now.high.0]
            .map(|now| (now / all).clamp(0.0, 1.0)),
    };
    let id = format!("flo-{}-{}", named.line, slug(&corridor.commodity));
    Finding::new(id, content, notes).ok()
}

/// What parameters of a demand measure, by how their names begin.
const MEASURED: [(&str, &str); 4] = [
    ("part of the demand that is ", "share"),
    ("demand of ", "demand"),
    ("days of usual stock of ", "cover"),
    ("usual stock of ", "stock"),
];

fn measured(tables: &Tables, demand: &Demand, name: &str) -> Option<Measured> {
    let (_, what) = MEASURED.iter().find(|(start, _)| name.starts_with(start))?;
    let together = name.ends_with(" in all zones together");
    let zone = tables.zones.get(demand.zone.0).map(|z| z.name.clone()).filter(|_| !together);
    Some(Measured {
        what: (*what).to_owned(),
        commodity: commodity(tables, &tables.commodities.get(demand.commodity.0)?.id),
        zone: zone.unwrap_or_default(),
    })
}

/// The footnote of a parameter of a demand.
fn note(desk: &mut Desk<'_>, tables: &Tables, (demand, at): (&Demand, u32)) -> Option<NoteId> {
    let found = tables.parameters.get(usize::try_from(at).ok()?)?;
    let id = NoteId::new(found.id.0.clone());
    let basis = Parameter {
        name: found.name.clone(),
        range: [found.range.low, found.range.best, found.range.high],
        unit: found.unit.clone(),
        date: found.date.clone(),
        source: found.source.clone(),
        measures: measured(tables, demand, &found.name),
    };
    desk.notes.insert(id.clone(), Note { id: id.clone(), basis: Basis::Parameter(basis) });
    Some(id)
}

fn commodity(tables: &Tables, id: &str) -> Titles {
    let found = tables.commodities.iter().find(|c| c.id == id);
    found.map_or_else(|| Titles::same(id), |c| Titles { fr: c.name.fr.clone(), en: c.name.en.clone() })
}

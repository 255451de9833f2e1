//! What reported constraints do to supply, as scripts and people read it.

use super::assumed::assumed_table;
use super::compared::{Compared, compared, compared_table};
use super::ranges::{Span, millions, number, percent, percents, plain, push, ranged, span};
use super::short::PeopleShort;
use crate::corridor::{MARKING, Starts};
use crate::table::table;
use base::{Country, Date};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use supply::exposure::{SectorExposure, TollYear, held_up};
use supply::people::Area;
use supply::{Course, Draws, Impact, Parameter, Range, Tables};

/// Cover under so many days is `under a week`. A week, as letters tell it.
const WEEK: f64 = 7.0;
/// Cover under so many days is `weeks`, else `longer`. Four weeks: own convention.
const WEEKS: f64 = 28.0;

/// A zone and a commodity.
#[derive(Clone, Debug, Serialize)]
pub struct ZoneRow {
    pub(super) zone: String,
    pub(super) commodity: String,
    /// Tonnes a day, as are the next two.
    pub(super) demand: Option<f64>,
    pub(super) arrivals: Option<f64>,
    pub(super) unmet: Option<f64>,
    /// Tonnes over the whole course.
    pub(super) unmet_in_all: Option<f64>,
    pub(super) cover_days: Span,
    /// How long it lasts in words that may be published.
    pub(super) band: &'static str,
    /// The first day without stock by the best values.
    pub(super) stock_out: Option<Date>,
    ranges: ZoneRanges,
}

#[derive(Clone, Debug, Serialize)]
struct ZoneRanges {
    demand: Span,
    arrivals: Span,
    unmet: Span,
    unmet_in_all: Span,
    /// In the earliest, the best and the latest run.
    stock_out: [Option<Date>; 3],
}

/// A corridor, all goods together.
#[derive(Clone, Debug, Serialize)]
pub struct CorridorRow {
    pub(super) corridor: String,
    pub(super) origin: Option<Country>,
    /// Its part of all that comes in on an undisturbed day, by weight.
    pub(super) share: Option<f64>,
    /// The part of all that comes in that is under a reported constraint on it.
    pub(super) at_risk: Option<f64>,
    /// Tonnes a day.
    pub(super) usual: Option<f64>,
    pub(super) now: Option<f64>,
    pub(super) rerouted_t: Option<f64>,
    /// In the currency of the tables, a day.
    pub(super) extra_cost: Option<f64>,
    /// Tonnes a day that would not be unmet, were it open; `null` where nothing hinders it.
    pub(super) gives_back: Option<f64>,
    commodities: Vec<CommodityRow>,
}

#[derive(Clone, Debug, Serialize)]
struct CommodityRow {
    commodity: String,
    /// Of what comes in of the commodity.
    share: Span,
    at_risk: Span,
    usual: Span,
    now: Span,
    rerouted_t: Span,
    extra_cost: Span,
    gives_back: Option<Span>,
}

#[derive(Clone, Debug, Serialize)]
struct PortRow {
    port: String,
    share: Span,
    usual: Span,
    now: Span,
}

/// Imports of a commodity from a country that are under a reported constraint.
#[derive(Clone, Debug, Serialize)]
struct OriginRow {
    origin: Country,
    commodity: String,
    /// Sums of the corridors' bounds: rather too wide than too narrow.
    at_risk: Span,
}

#[derive(Clone, Debug, Serialize)]
struct RegimeRow {
    days: usize,
    first: Date,
    last: Date,
    asked: bool,
    reasons: Vec<String>,
    stopped: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Misfit {
    of: String,
    known: Span,
    found: Option<f64>,
}

/// What an answer is about.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// What could be known then.
    pub as_of: Date,
    /// The day that figures a day are of.
    pub day: Date,
    /// First day reckoned, with usual stocks.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Runs on drawn values, and their seed.
    #[serde(flatten)]
    pub draws: Draws,
    /// ISO 4217 code of all money.
    pub currency: String,
    /// Release and licence of the roads.
    pub network: String,
    /// Licence of the roads.
    pub licence: String,
    /// Constraints whose beginning is told on days that do not agree, with the day reckoned from.
    pub starts: Vec<Starts>,
}

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct SupplyShown {
    /// By zone and commodity.
    pub zones: Vec<ZoneRow>,
    /// By corridor.
    pub corridors: Vec<CorridorRow>,
    ports: Vec<PortRow>,
    at_risk: Vec<OriginRow>,
    people: PeopleShort,
    /// Exports of sectors held up so far, with the state revenue behind them: totals, in a year's money.
    exports: Vec<SectorExposure>,
    /// Tolls reported in the past, by corridor and year.
    tolls: Vec<TollYear>,
    regimes: Vec<RegimeRow>,
    misfit: Vec<Misfit>,
    compared: Vec<Compared>,
    /// Largest error of any run's balance, as a part of what was moved.
    pub balance_error: f64,
    parameters: Vec<Parameter>,
    data: About,
    tlp: &'static str,
}

/// What `impact` says, made ready to be read.
pub fn supply(
    impact: &Impact,
    course: &Course,
    tables: &Tables,
    tolls: Vec<TollYear>,
    areas: &[Area],
    about: About,
) -> SupplyShown {
    SupplyShown {
        zones: impact.zones.iter().map(zone).collect(),
        corridors: corridors(impact),
        ports: impact.ports.iter().map(port).collect(),
        at_risk: origins(impact),
        people: PeopleShort::new(impact, tables, areas),
        exports: held_up(tables, &course.passing(tables)),
        tolls,
        regimes: regimes(course, tables),
        misfit: impact.misfit.iter().map(misfit).collect(),
        compared: compared(impact, tables),
        balance_error: impact.balance_error,
        parameters: tables.parameters.clone(),
        data: about,
        tlp: MARKING,
    }
}

impl ZoneRow {
    /// Whether anything is lacking, now or later in the course, in any run. A small stock alone is none: fuel is never kept
    /// for long.
    fn is_short(&self) -> bool {
        let lacks = self.ranges.unmet.high > Some(0.0) || self.unmet_in_all > Some(0.0);
        lacks || self.ranges.stock_out.iter().any(Option::is_some)
    }
}

fn zone(z: &supply::ZoneImpact) -> ZoneRow {
    ZoneRow {
        zone: z.zone.clone(),
        commodity: z.commodity.clone(),
        demand: number(z.demand.best),
        arrivals: number(z.arrivals.best),
        unmet: number(z.unmet.best),
        unmet_in_all: number(z.unmet_in_all.best),
        cover_days: span(z.cover),
        band: band(z.cover.best.0),
        stock_out: z.stock_out[1],
        ranges: ZoneRanges {
            demand: span(z.demand),
            arrivals: span(z.arrivals),
            unmet: span(z.unmet),
            unmet_in_all: span(z.unmet_in_all),
            stock_out: z.stock_out,
        },
    }
}

/// Days of cover in words that may be published.
pub fn band(days: f64) -> &'static str {
    match days {
        d if d < WEEK => "under a week",
        d if d < WEEKS => "weeks",
        _ => "longer",
    }
}

fn corridors(impact: &Impact) -> Vec<CorridorRow> {
    let all: f64 = impact.ports.iter().map(|p| p.usual.best.0).sum();
    let mut imports: BTreeMap<&str, f64> = BTreeMap::new();
    for c in impact.corridors.iter().filter(|c| c.share.best.0 > 0.0) {
        imports.insert(&c.commodity, c.usual.best.0 / c.share.best.0);
    }
    let mut names: Vec<&str> = Vec::new();
    for c in &impact.corridors {
        if !names.contains(&c.corridor.as_str()) {
            names.push(&c.corridor);
        }
    }
    let part = |of: f64| if all > 0.0 { number(of / all) } else { None };
    let row = |name: &&str| {
        let of: Vec<_> = impact.corridors.iter().filter(|c| c.corridor == *name).collect();
        let sum = |figure: &dyn Fn(&supply::CorridorImpact) -> f64| of.iter().map(|c| figure(c)).sum::<f64>();
        let risk = |c: &supply::CorridorImpact| {
            c.at_risk.best.0 * imports.get(c.commodity.as_str()).copied().unwrap_or(0.0)
        };
        let back: Vec<f64> = of.iter().filter_map(|c| Some(c.gives_back?.best.0)).collect();
        CorridorRow {
            corridor: (*name).to_owned(),
            origin: of.first().and_then(|c| c.origin),
            share: part(sum(&|c| c.usual.best.0)),
            at_risk: part(sum(&risk)),
            usual: number(sum(&|c| c.usual.best.0)),
            now: number(sum(&|c| c.now.best.0)),
            rerouted_t: number(sum(&|c| c.rerouted.best.0)),
            extra_cost: number(sum(&|c| c.extra_cost.best.0)),
            gives_back: if back.is_empty() { None } else { number(back.iter().sum::<f64>()) },
            commodities: of.iter().map(|c| commodity(c)).collect(),
        }
    };
    names.iter().map(row).collect()
}

fn commodity(c: &supply::CorridorImpact) -> CommodityRow {
    CommodityRow {
        commodity: c.commodity.clone(),
        share: span(c.share),
        at_risk: span(c.at_risk),
        usual: span(c.usual),
        now: span(c.now),
        rerouted_t: span(c.rerouted),
        extra_cost: span(c.extra_cost),
        gives_back: c.gives_back.map(span),
    }
}

fn port(p: &supply::PortImpact) -> PortRow {
    PortRow { port: p.port.clone(), share: span(p.share), usual: span(p.usual), now: span(p.now) }
}

fn origins(impact: &Impact) -> Vec<OriginRow> {
    let mut sums: BTreeMap<(Country, &str), Range<f64>> = BTreeMap::new();
    for c in &impact.corridors {
        let Some(origin) = c.origin else { continue };
        let sum = sums.entry((origin, &c.commodity)).or_default();
        let add = |sum: f64, more: supply::Share| (sum + more.0).min(1.0);
        *sum = Range {
            low: add(sum.low, c.at_risk.low),
            best: add(sum.best, c.at_risk.best),
            high: add(sum.high, c.at_risk.high),
        };
    }
    let row = |((origin, commodity), sum): ((Country, &str), Range<f64>)| OriginRow {
        origin,
        commodity: commodity.to_owned(),
        at_risk: span(sum),
    };
    sums.into_iter().filter(|(_, sum)| sum.high > 0.0).map(row).collect()
}

fn regimes(course: &Course, tables: &Tables) -> Vec<RegimeRow> {
    let day = |at: usize| course.start.checked_add(jiff::Span::new().days(at as i64)).unwrap_or(course.start);
    let row = |(at, regime): (usize, &supply::Regime)| {
        let on: Vec<usize> = (0..course.days.len()).filter(|d| course.days.get(*d) == Some(&at)).collect();
        let carrier = |c: &usize| tables.carriers.get(*c).map(|c| c.name.clone());
        Some(RegimeRow {
            days: on.len(),
            first: day(*on.first()?),
            last: day(*on.last()?),
            asked: on.contains(&course.asked),
            reasons: regime.reasons.clone(),
            stopped: regime.stopped.iter().filter_map(carrier).collect(),
        })
    };
    let mut rows: Vec<RegimeRow> = course.regimes.iter().enumerate().filter_map(row).collect();
    rows.sort_by_key(|r| r.first);
    rows
}

fn misfit((of, known, found): &(String, Range<supply::Share>, supply::Share)) -> Misfit {
    Misfit { of: of.clone(), known: span(*known), found: number(*found) }
}

/// The answer in a few tables; `words` tells what an id means.
pub fn supply_text(shown: &SupplyShown, words: impl Fn(&str) -> Option<String>) -> String {
    let about = &shown.data;
    let ranges = match about.draws.count {
        0 => "best values only".to_owned(),
        n => format!("in brackets the 5th to 95th percentile of {n} draws, seed {}", about.draws.seed),
    };
    let mut out = format!(
        "On {}, as known on {}; reckoned from {} to {}. Tonnes a day; {ranges}. {MARKING}: for planning, not for publication.\n\n",
        about.day, about.as_of, about.start, about.end
    );
    out.push_str(&holding(shown, words));
    let money = format!("extra cost, million {} a day", about.currency);
    let corridor = |c: &CorridorRow| {
        vec![
            c.corridor.clone(),
            percent(c.share),
            percent(c.at_risk),
            plain(c.usual),
            plain(c.now),
            plain(c.rerouted_t),
            millions(c.extra_cost),
            plain(c.gives_back),
        ]
    };
    let header =
        ["corridor", "of imports", "at risk", "usual", "now", "rerouted", &money, "opening it gives"];
    push(&mut out, "", table(&header, &shown.corridors.iter().map(corridor).collect::<Vec<_>>()));
    let port = |p: &PortRow| vec![p.port.clone(), percents(&p.share), ranged(&p.usual), ranged(&p.now)];
    let header = ["port", "of imports", "usual", "now"];
    push(&mut out, "", table(&header, &shown.ports.iter().map(port).collect::<Vec<_>>()));
    let zone = |z: &ZoneRow| {
        vec![
            z.zone.clone(),
            z.commodity.clone(),
            plain(z.demand),
            ranged(&z.ranges.arrivals),
            ranged(&z.ranges.unmet),
            ranged(&z.cover_days),
            z.band.to_owned(),
            stock_out(&z.ranges.stock_out),
        ]
    };
    let header =
        ["zone", "goods", "needs", "arrive", "unmet", "days of cover", "for publication", "stock-out"];
    let (short, calm): (Vec<_>, Vec<_>) = shown.zones.iter().partition(|z| z.is_short());
    push(&mut out, "", table(&header, &short.into_iter().map(zone).collect::<Vec<_>>()));
    out.push_str(&format!(
        "Pairs of zone and goods that get all they need and run out on no day: {} (--format json has all).\n\n",
        calm.len()
    ));
    out.push_str(&shown.people.text(&about.currency));
    let million = |m: Range<supply::Money>| ranged(&span(m.map(|m| supply::Money(m.0 / 1e6))));
    let export = |e: &&SectorExposure| {
        let money = |m: Option<Range<supply::Money>>| m.map(million).unwrap_or_else(|| "not known".into());
        vec![e.sector.clone(), e.area.clone(), percents(&span(e.share)), money(e.held_up), money(e.revenue)]
    };
    let held: Vec<_> = shown.exports.iter().filter(|e| e.share.high.0 > 0.0).collect();
    let (worth, state) =
        (format!("million {}", about.currency), format!("state revenue, million {}", about.currency));
    let header = ["exports held up", "of", "of a year", &worth, &state];
    push(&mut out, "", table(&header, &held.iter().map(export).collect::<Vec<_>>()));
    push(&mut out, "", super::tolls::tolls(&shown.tolls));
    let misfit = |m: &Misfit| vec![m.of.clone(), percents(&m.known), percent(m.found)];
    let rows: Vec<_> = shown.misfit.iter().map(misfit).collect();
    push(&mut out, "", table(&["share of imports of", "known", "found here"], &rows));
    push(&mut out, "", compared_table(&shown.compared));
    push(&mut out, "", assumed_table(&shown.parameters));
    out.push_str(&format!("Largest error of the balance: {:.1e} of what was moved.\n", shown.balance_error));
    out
}

impl SupplyShown {
    /// Ids of what holds on the day.
    pub fn holding(&self) -> BTreeSet<&String> {
        let asked = self.regimes.iter().find(|r| r.asked);
        asked.map(|r| r.reasons.iter().collect()).unwrap_or_default()
    }
}

/// What holds on the day, by id.
fn holding(shown: &SupplyShown, words: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    for id in shown.holding() {
        out.push_str(&format!("{id}: {}\n", words(id).unwrap_or_else(|| "supposed".into())));
    }
    if !out.is_empty() {
        out.insert_str(0, "What holds on the day (`faleme why` leads to its sentences):\n");
        out.push('\n');
    }
    out
}

fn stock_out(days: &[Option<Date>; 3]) -> String {
    let day = |d: Option<Date>| d.map_or("none".to_owned(), |d| d.to_string());
    match days {
        [None, None, None] => String::new(),
        [low, best, high] if low == best && best == high => day(*best),
        [low, best, high] => format!("{} ({}–{})", day(*best), day(*low), day(*high)),
    }
}

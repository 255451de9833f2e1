//! A sweep as tables for people.

use super::{Answer, Told};
use crate::corridor::MARKING;
use crate::table::table;
use outlook::sweep::{CorridorDays, Spread, ZoneSpread};
use supply::Parameter;

/// The answer in a few tables.
pub fn text(answer: &Answer) -> String {
    let mut out = format!(
        "{} drawn futures of the {} days after {}, seed {}. Tonnes over all those days: median, in brackets the 5th to 95th percentile. {MARKING}: for planning, not for publication.\n\n",
        answer.scenarios, answer.days, answer.as_of, answer.seed
    );
    let recorded = &answer.as_recorded;
    let (short, calm): (Vec<_>, Vec<_>) = answer
        .pooled
        .zones
        .iter()
        .zip(&recorded.zones)
        .partition(|(drawn, recorded)| is_short(drawn) || is_short(recorded));
    let header =
        ["zone", "goods", "unmet", "as recorded", "least days of cover", "as recorded", "stock-out in"];
    out.push_str(&table(&header, &short.into_iter().map(zone).collect::<Vec<_>>()));
    out.push_str(&format!(
        "\nPairs of zone and goods that get all they need in every future: {} (--format json has all).\n\n",
        calm.len()
    ));
    out.push_str(&format!(
        "Extra cost, million {}: {}; as recorded {}\n\n",
        answer.currency,
        ranged(&answer.pooled.cost, 1e-6),
        one(recorded.cost.p50, 1e-6)
    ));
    let header = ["corridor", "goods", "open", "restricted", "closed", "as recorded"];
    out.push_str(&table(&header, &corridors(&answer.pooled, recorded)));
    out.push_str(
        "\nParts of all days of all futures, of the corridor itself; ways round it are not counted.\n\n",
    );
    let own: Vec<Vec<String>> =
        answer.parameters.iter().filter(|p| p.id.0.starts_with("par-sweep-")).map(parameter).collect();
    out.push_str("What the futures rest on, beside the parameters of supply.toml (--format json has all):\n");
    out.push_str(&table(&["parameter", "what", "low", "best", "high", "unit", "source"], &own));
    out
}

fn is_short(zone: &ZoneSpread) -> bool {
    zone.p_stock_out > 0.0 || zone.unmet.mean.is_some_and(|mean| mean > 0.0)
}

fn zone((drawn, recorded): (&ZoneSpread, &ZoneSpread)) -> Vec<String> {
    vec![
        drawn.zone.clone(),
        drawn.commodity.clone(),
        ranged(&drawn.unmet, 1.0),
        one(recorded.unmet.p50, 1.0),
        ranged(&drawn.lowest_cover_days, 1.0),
        one(recorded.lowest_cover_days.p50, 1.0),
        percent(drawn.p_stock_out),
    ]
}

/// A row for the goods of a corridor that fare alike.
fn corridors(drawn: &Told, recorded: &Told) -> Vec<Vec<String>> {
    let figures = |(drawn, recorded): (&CorridorDays, &CorridorDays)| {
        let [open, restricted, closed] = [recorded.open, recorded.restricted, recorded.closed].map(percent);
        [
            percent(drawn.open),
            percent(drawn.restricted),
            percent(drawn.closed),
            format!("{open} / {restricted} / {closed}"),
        ]
    };
    let mut rows: Vec<(String, Vec<String>, [String; 4])> = Vec::new();
    for (drawn, recorded) in drawn.corridors.iter().zip(&recorded.corridors) {
        let figures = figures((drawn, recorded));
        let alike = rows.iter_mut().find(|(name, _, known)| *name == drawn.corridor && *known == figures);
        match alike {
            Some((_, goods, _)) => goods.push(drawn.commodity.clone()),
            None => rows.push((drawn.corridor.clone(), vec![drawn.commodity.clone()], figures)),
        }
    }
    let row = |(name, goods, figures): (String, Vec<String>, [String; 4])| {
        [name, goods.join(", ")].into_iter().chain(figures).collect()
    };
    rows.into_iter().map(row).collect()
}

fn parameter(p: &Parameter) -> Vec<String> {
    let number = |value: f64| format!("{}", (value * 1e4).round() / 1e4);
    let [low, best, high] = [p.range.low, p.range.best, p.range.high].map(number);
    vec![p.id.0.clone(), p.name.clone(), low, best, high, p.unit.clone(), p.source.clone()]
}

/// `120 (40–300)`.
fn ranged(spread: &Spread, factor: f64) -> String {
    format!("{} ({}–{})", one(spread.p50, factor), one(spread.p05, factor), one(spread.p95, factor))
}

fn one(value: Option<f64>, factor: f64) -> String {
    let number = |value: f64| match value * factor {
        small if small.abs() < 10.0 => format!("{small:.1}"),
        large => format!("{large:.0}"),
    };
    value.map_or_else(|| "no end".to_owned(), number)
}

fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

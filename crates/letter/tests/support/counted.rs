//! Every number that a letter may print of some findings, reckoned from them alone: values as they stand, shares as
//! percentages, changes of prices, ends of months, and how many findings of a kind there are.

use base::Date;
use letter::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// Numbers that the messages hold themselves: the Admiralty code goes from 1 to 6, and 5 stands before 6; a column is headed "5–95 %".
const OF_MESSAGES: [usize; 4] = [1, 5, 6, 95];

/// Runs of digits, as they stand between spaces and signs on a page.
pub fn numbers(findings: &Findings) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let value = serde_json::to_value(findings).expect("findings are JSON");
    digits(&value.to_string(), &mut out);
    shares(&value, &mut out);
    ends_of_months(&value, &mut out);
    for n in counts(findings).into_iter().chain(OF_MESSAGES) {
        out.insert(n.to_string());
    }
    for price in &findings.supply.prices {
        changes(price.content(), &mut out);
    }
    for forecast in &findings.outlook {
        let of = forecast.content();
        let count = |n: usize| i16::try_from(n).expect("few months");
        let origin = of.from.year() * 12 + i16::from(of.from.month()) - 1;
        let years = (origin - count(of.past.len())..origin + count(of.months.len())).map(|m| m / 12);
        out.extend(years.map(|year| year.to_string()));
    }
    // The strip shows two years at most, its last month told.
    let months = held(findings, &findings.roads.corridors).into_iter().flat_map(|c| &c.content().months);
    let last = months.map(|m| m.month.year() * 12 + i16::from(m.month.month()) - 1).max();
    out.extend(last.map(|month| ((month - 23) / 12).to_string()));
    for band in findings.supply.cover.iter().flat_map(|f| f.content().bands) {
        out.extend(band.limits().into_iter().flatten().map(|days| format!("{days:.0}")));
    }
    if !findings.supply.cover.is_empty() {
        // A range over all bands names the lowest limit and the highest.
        out.extend(["7", "30"].map(str::to_owned));
    }
    out
}

/// Runs of digits of a text, without the noughts in front.
fn digits(text: &str, out: &mut BTreeSet<String>) {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    out.extend(runs.map(|run| match run.trim_start_matches('0') {
        "" => "0".to_owned(),
        run => run.to_owned(),
    }));
}

/// A whole number as it is printed: thousands stand apart.
fn whole(value: f64, out: &mut BTreeSet<String>) {
    let text = format!("{:.0}", value.abs());
    for group in text.as_bytes().rchunks(3) {
        out.insert(String::from_utf8_lossy(group).into_owned());
    }
}

/// Every number as a percentage: shares are printed so.
fn shares(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Number(n) => whole(n.as_f64().map_or(0.0, |n| (n * 100.0).round()), out),
        Value::Array(all) => all.iter().for_each(|v| shares(v, out)),
        Value::Object(all) => all.values().for_each(|v| shares(v, out)),
        _ => {}
    }
}

/// What is drawn by month ends on its last day.
fn ends_of_months(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            out.extend(text.parse::<Date>().map(|day| day.last_of_month().day().to_string()));
        }
        Value::Array(all) => all.iter().for_each(|v| ends_of_months(v, out)),
        Value::Object(all) => all.values().for_each(|v| ends_of_months(v, out)),
        _ => {}
    }
}

/// The last price against every one before it, and against the mean of its season.
fn changes(of: &Price, out: &mut BTreeSet<String>) {
    let Some(last) = of.series.iter().rev().find_map(|(_, price)| *price) else { return };
    let before = of.series.iter().filter_map(|(_, price)| *price).chain(of.season.map(|s| s.mean));
    before.for_each(|then| whole(((last / then - 1.0) * 100.0).round(), out));
}

/// Those that can be printed: a footnote of theirs exists.
fn held<'f, T>(of: &Findings, all: &'f [Finding<T>]) -> Vec<&'f Finding<T>> {
    all.iter().filter(|f| f.notes().iter().any(|id| of.notes.iter().any(|n| n.id == *id))).collect()
}

/// How many of a list a rule holds for.
fn some<T>(all: &[&Finding<T>], rule: impl Fn(&T) -> bool) -> usize {
    all.iter().filter(|f| rule(f.content())).count()
}

/// How many there are of what a letter counts.
fn counts(f: &Findings) -> Vec<usize> {
    let mut out: Vec<usize> = (1..=tally(f).notes.len()).collect();
    let occurrences = held(f, &f.occurrences);
    for section in [Section::Chronology, Section::Reserved] {
        let own: Vec<_> = occurrences.iter().copied().filter(|o| o.content().section() == section).collect();
        out.push(own.len());
        out.extend([Kind::Incident, Kind::Measure].map(|kind| some(&own, |o| o.kind == kind)));
        out.push(some(&own, |o| o.support.origins == 1));
    }
    let constraints = held(f, &f.constraints);
    out.push(constraints.len());
    let statuses = f.constraints.iter().flat_map(|c| &c.content().told).map(|t| t.content().status);
    let told = |c: &Constraint, status| c.told.iter().any(|t| t.content().status == status);
    out.extend(statuses.map(|status| some(&constraints, |c| told(c, status))));
    let sides = |c: &&Finding<Contradiction>| held(f, &c.content().sides).len();
    let contradictions: Vec<_> = f.contradictions.iter().filter(|c| sides(c) >= 2).collect();
    out.extend([contradictions.len(), some(&contradictions, |c| c.severity == Level::High)]);
    out.extend(f.contradictions.iter().flat_map(|c| 1..=c.content().sides.len()));
    let corridors = held(f, &f.roads.corridors);
    let last = |c: &Corridor| c.months.last().map_or(Passable::Unknown, |m| m.state);
    let states = [Passable::Closed, Passable::Restricted, Passable::Unknown];
    out.extend(states.map(|state| some(&corridors, |c| last(c) == state)));
    out.push(corridors.len());
    out.extend(corridors.iter().map(|c| c.content().constraints.len()));
    let classes = corridors.iter().flat_map(|c| &c.content().classes).map(|c| &c.class);
    out.push(classes.collect::<BTreeSet<_>>().len());
    let cover = held(f, &f.supply.cover);
    out.extend([cover.len(), some(&cover, |c| c.bands[1] <= CoverBand::ToTwoWeeks)]);
    let prices = held(f, &f.supply.prices);
    let high = |p: &Price| matches!(p.level.as_deref(), Some("alert" | "crisis"));
    out.extend([prices.len(), some(&prices, high)]);
    let changes = f.changes.as_ref().map(|c| held(f, &c.changes).len()).unwrap_or_default();
    // Eight are told one by one, the others together.
    out.extend([changes, changes.saturating_sub(8)]);
    let grades: BTreeSet<_> = f.sources.iter().map(|s| s.reliability).collect();
    out.extend(grades.iter().map(|grade| f.sources.iter().filter(|s| s.reliability == *grade).count()));
    out.push(all(f) - tally(f).findings);
    out
}

/// How many findings there are.
fn all(f: &Findings) -> usize {
    let changes = f.changes.as_ref().map(|c| c.changes.len()).unwrap_or_default();
    let roads = f.roads.corridors.len() + f.roads.outlook.len() + usize::from(f.roads.map.is_some());
    let s = &f.supply;
    let supply = s.cover.len() + s.flows.len() + s.prices.len() + s.people.len();
    let told = f.occurrences.len() + f.constraints.len() + f.contradictions.len();
    let ahead = f.outlook.len() + f.neighbours.len() + f.across.len();
    let written = f.judgements.len() + f.tensions.len() + f.responses.len() + f.interests.len();
    told + changes + roads + supply + ahead + written
}

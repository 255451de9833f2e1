//! `outlook --corridors`: how likely each corridor is open, restricted or closed, month by month.

use crate::cli::{Outlook, Who};
use crate::corridor::{MARKING, Setting};
use crate::output::Output;
use crate::panel::Counting;
use crate::show::{Legend, Told};
use crate::store::Store;
use crate::table::{table, wrap};
use anyhow::{Result, bail};
use base::{Date, Issue};
use corridors::{Corridor, Limit, Passability, Stage};
use events::Table;
use outlook::corridor::{
    Asked, CorridorMonth, Incident, Known, Lasting, Record, Share, Touched, Way, incidents, outlook,
};
use outlook::{Cells, Gid, Holding, Model, Neighbourhood, Panel, Past, Sources, Target, Units};
use serde::Serialize;
use std::collections::BTreeMap;
use std::process::ExitCode;

/// The dataset whose deaths are forecast.
const UCDP: &str = "ucdp";

/// The model that forecasts cells; the baseline beside it is the neighbourhood's last year.
pub fn model() -> Box<dyn Model> {
    Box::new(Neighbourhood)
}

/// A corridor in a month, as scripts read it.
#[derive(Serialize)]
pub struct Row<'a> {
    #[serde(flatten)]
    told: &'a CorridorMonth,
    model: &'a str,
    parameters: &'a [Parameter],
    marking: &'static str,
}

/// An assumption behind the chances.
#[derive(Serialize)]
pub struct Parameter {
    name: &'static str,
    low: f64,
    best: f64,
    high: f64,
    /// Months of cells in which it was so, and all that were looked at.
    #[serde(flatten)]
    cases: Share,
    source: &'static str,
}

/// Tells the outlook of the case's corridors.
pub fn run(args: &Outlook, out: Output) -> Result<ExitCode> {
    let who =
        Who { dir: args.dir.clone(), as_of: args.as_of, class: None, goods: Vec::new(), operator: None };
    let setting = Setting::load(&who, out)?;
    let store = Store::open_to_ask(&args.dir)?;
    let tables = store.tables(Some(setting.day))?;
    let ahead = ahead(args, (&setting, &who), (&store, &tables), out)?;
    out.note(format!("seed {}", args.seed));
    told(&ahead, |rows| out.result(&rows, || text(rows, &ahead.ways, &ahead.limits, setting.day)))?;
    Ok(ExitCode::SUCCESS)
}

/// What `tell` makes of the rows.
pub fn told<T>(ahead: &Ahead<'_>, tell: impl FnOnce(&[Row<'_>]) -> Result<T>) -> Result<T> {
    let model = model();
    let parameters = parameters(ahead.shares);
    let row = |told| Row { told, model: model.name(), parameters: &parameters, marking: MARKING };
    tell(&ahead.told.iter().map(row).collect::<Vec<_>>())
}

/// What may come on the case's corridors.
pub struct Ahead<'a> {
    ways: Vec<Way>,
    limits: Vec<OnRoad<'a>>,
    /// Corridors in the case's order, in each the months.
    pub told: Vec<CorridorMonth>,
    shares: Option<[Share; 2]>,
}

/// The outlook of the case's corridors, from rows that are loaded already.
pub fn ahead<'a>(
    args: &Outlook,
    (setting, who): (&'a Setting, &Who),
    (store, tables): (&Store, &[Table]),
    out: Output,
) -> Result<Ahead<'a>> {
    let (ways, limits) = ways(setting, who)?;
    if ways.is_empty() {
        bail!("the case names no corridor that its roads hold ([[corridors]] in case.toml)");
    }
    let constraints: Vec<Lasting> = limits.iter().map(|limit| lasting(setting, limit)).collect();
    let news = news(store, setting.day, out)?;
    let touched = Touched::new(&ways, &seen(args, tables));
    let panel = panel(args, setting, tables, &touched, out)?;
    let model = model();
    let known = panel.as_ref().map(|(panel, target)| Known {
        panel,
        target,
        model: model.as_ref(),
        yardstick: &Neighbourhood,
        touched: &touched,
    });
    let months: Vec<u8> = args.horizon.clone().collect();
    let asked = Asked {
        ways: &ways,
        constraints: &constraints,
        day: setting.day,
        months: &months,
        news,
        known,
        seed: args.seed,
    };
    let (told, shares) = outlook(&asked);
    silence(&told, out);
    Ok(Ahead { ways, limits, told, shares })
}

/// A constraint on corridors, with its words.
struct OnRoad<'a> {
    limit: &'a Limit,
    words: String,
}

/// The case's corridors, each for the vehicles that the case looks at it for, and the constraints on them on the day.
/// Incidents are left out: they are over, and the months ahead have their own.
fn ways<'a>(setting: &'a Setting, who: &Who) -> Result<(Vec<Way>, Vec<OnRoad<'a>>)> {
    let question = setting.question(who, None)?;
    let assessed = setting.assess_each(&question)?;
    let mut limits: Vec<OnRoad<'a>> = Vec::new();
    let mut found = Vec::new();
    for name in setting.corridor_names() {
        let by = assessed.iter().find(|(_, names)| names.contains(&name));
        let own = by.and_then(|(a, _)| Some((a, a.corridors.iter().find(|c: &&Corridor| c.name == name)?)));
        let Some((assessed, corridor)) = own else { continue };
        let mut worst: BTreeMap<usize, Passability> = BTreeMap::new();
        for section in &corridor.sections {
            let reasons = assessed.told(section).reasons;
            for reason in reasons.into_iter().filter(|r| !r.incident && r.status != Passability::Open) {
                let known = limits.iter().position(|on| on.limit.id == reason.limit);
                let new = || {
                    let limit = setting.limits.iter().find(|l| l.id == reason.limit)?;
                    limits.push(OnRoad { limit, words: reason.words() });
                    Some(limits.len() - 1)
                };
                let Some(at) = known.or_else(new) else { continue };
                let status = worst.entry(at).or_insert(reason.status);
                *status = (*status).max(reason.status);
            }
        }
        let lines = corridor.sections.iter().map(|s| assessed.roads.points(&s.steps)).collect();
        found.push(Way { name, lines, limits: worst.into_iter().collect() });
    }
    Ok((found, limits))
}

/// How a constraint that holds on the day may go on: from the day on which it is reckoned to have begun.
fn lasting(setting: &Setting, on: &OnRoad<'_>) -> Lasting {
    let (day, limit) = (setting.day, on.limit);
    let reckoned = setting.starts.iter().find(|s| s.constraint == limit.id).map(|s| s.reckoned_from);
    let start = reckoned.or(limit.date.and_then(|d| d.start)).unwrap_or(day);
    let over = setting.limits.iter().filter(|l| l.kind == limit.kind && l.stage == Stage::Lifted);
    let lasted = over.filter_map(|l| Some(days(l.date?.start?, l.date?.end.filter(|end| *end <= day)?)));
    Lasting {
        id: limit.id.clone(),
        age: days(start, day).max(1),
        term: limit.date.and_then(|d| d.end).filter(|end| *end >= day),
        holding: Holding::new(lasted),
    }
}

fn days(from: Date, to: Date) -> u32 {
    from.until(to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

/// Whether a document was published of late, as long ago at most as a constraint counts without being told anew.
fn news(store: &Store, day: Date, out: Output) -> Result<bool> {
    let documents = store.documents(Some(day), false)?;
    let newest = documents.iter().filter_map(|d| d.published).max();
    let told = newest.is_some_and(|last| i64::from(days(last, day)) <= ::corridors::stale_after_days());
    if !told {
        let newest = newest.map_or("there is none".to_owned(), |last| format!("the newest is of {last}"));
        let words = format!(
            "no document of late tells of constraints: {newest}; what is not hindered is unknown, not open"
        );
        out.issue(&Issue::warning("outlook.documents", words).help("read documents: faleme read DIR FILE…"));
    }
    Ok(told)
}

/// The incidents of the datasets that are counted.
fn seen(args: &Outlook, tables: &[Table]) -> Vec<Incident> {
    let other = args.counted.incidents.as_deref();
    let datasets: Vec<&str> = [UCDP].into_iter().chain(other.filter(|name| *name != UCDP)).collect();
    incidents(tables, &datasets)
}

/// The panel that the command line asks for, with the corridors' cells in countries of which datasets tell; `None` where
/// there is no row to count.
fn panel(
    args: &Outlook,
    setting: &Setting,
    tables: &[Table],
    touched: &Touched,
    out: Output,
) -> Result<Option<(Panel, Target)>> {
    let atlas = setting.case.atlas(&args.dir)?;
    let counting = Counting::of(&args.counted, &setting.case, &atlas, out)?;
    let sources = Sources { tables, incidents: args.counted.incidents.as_deref() };
    let first = match Panel::build(sources, counting.chosen.units()) {
        Ok(panel) => panel.value,
        Err(issue) if issue.code == "panel.empty" => {
            out.issue(&Issue::warning("outlook.rows", "no dataset to forecast incidents from").help(
                "import UCDP GED (faleme import DIR ucdp FILE); without it only constraints are told, and what they do not hinder is unknown",
            ));
            return Ok(None);
        }
        Err(issue) => bail!("{issue}"),
    };
    let mut cells: Cells = first.units().iter().filter_map(|u| Some((u.cell()?, u.country))).collect();
    let past: Option<Past<'_>> = first.until(first.last());
    let told = past.map(|p| p.countries()).unwrap_or_default();
    let lands = setting.ground().lands;
    let country = |cell: &Gid| {
        let at = cell.centre();
        let near = lands.iter().min_by(|a, b| a.0.distance_km(at).total_cmp(&b.0.distance_km(at)));
        near.map(|(_, country)| *country).filter(|country| told.contains(country))
    };
    for cell in touched.cells() {
        if let Some(country) = country(&cell) {
            cells.entry(cell).or_insert(country);
        }
    }
    let built =
        Panel::build(sources, Units::Cells(Some(&cells))).map_err(|issue| anyhow::anyhow!("{issue}"))?;
    built.issues.iter().for_each(|issue| out.issue(issue));
    let target = counting.target(&built.value)?;
    Ok(Some((built.value, target)))
}

/// Says for which corridors nothing is told of incidents.
fn silence(told: &[CorridorMonth], out: Output) {
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in told {
        let Some(why) = row.silence.as_deref() else { continue };
        let names = said.entry(why).or_default();
        if !names.contains(&row.unit.as_str()) {
            names.push(&row.unit);
        }
    }
    for (why, names) in said {
        let words =
            format!("{}: {why}; what no constraint hinders there is unknown, not open", names.join(", "));
        out.issue(&Issue::warning("outlook.incidents", words));
    }
}

fn parameters(shares: Option<[Share; 2]>) -> Vec<Parameter> {
    let names = ["incident_on_road_where_deaths", "incident_on_road_where_none"];
    let source =
        "months of the corridors' cells, rows of the datasets; 5 to 95 % of Beta(hits + 1, n − hits + 1)";
    let one = |(name, cases): (&'static str, Share)| {
        let [low, high] = cases.range();
        Parameter { name, low, best: cases.best(), high, cases, source }
    };
    shares.map(|shares| names.into_iter().zip(shares).map(one).collect()).unwrap_or_default()
}

/// What the columns mean.
const MEANS: &str = "as it is: open/restricted/closed/unknown if constraints held on and incidents came as in the last five years
incident: that one is reported on the road in the month (rarely to often)
new constraints are not foreseen: closed at 0 % says that nothing of today closes it, not that nothing will";

/// In whole percent; what is neither sure nor impossible is not written so.
fn percent(value: f64) -> String {
    match value {
        v if v > 0.0 && v < 0.005 => "<1 %".into(),
        v if (0.995..1.0).contains(&v) => ">99 %".into(),
        v => format!("{:.0} %", v * 100.0),
    }
}

fn text(rows: &[Row<'_>], ways: &[Way], limits: &[OnRoad<'_>], day: Date) -> String {
    let mut legend = Legend::default();
    let mut cells = |row: &Row<'_>| {
        let told = row.told;
        let (c, b) = (&told.chances, &told.baseline.chances);
        let on_it = ways.iter().filter(|way| way.name == told.unit).flat_map(|way| &way.limits);
        let why = on_it.filter_map(|(at, status)| {
            let on = limits.get(*at)?;
            Some(Told { constraint: on.limit.id.clone(), status: *status, words: on.words.clone() })
        });
        vec![
            told.unit.clone(),
            told.period.to_string(),
            percent(c.open),
            percent(c.restricted),
            percent(c.closed),
            percent(c.unknown),
            told.incidents.map_or_else(
                || "no data".to_owned(),
                |i| format!("{} ({:.0} to {:.0})", percent(i.best), i.low * 100.0, i.high * 100.0),
            ),
            [b.open, b.restricted, b.closed, b.unknown].map(|v| format!("{:.0}", v * 100.0)).join("/"),
            legend.marks(why),
        ]
    };
    let lines: Vec<_> = rows.iter().map(&mut cells).collect();
    let header =
        ["corridor", "month", "open", "restricted", "closed", "unknown", "incident", "as it is", "why"];
    format!(
        "seen from {day}, {MARKING}\n\n{}{}\n{}{}{}",
        table(&header, &lines),
        wrap(MEANS),
        records(rows),
        assumed(rows),
        legend.text()
    )
}

/// One line a corridor.
fn records(rows: &[Row<'_>]) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for told in rows.iter().map(|r| r.told) {
        if lines.iter().any(|l| l.first() == Some(&told.unit)) {
            continue;
        }
        lines.push(match &told.record {
            Record::Not { not_scored } => {
                let mut line = vec![told.unit.clone(), format!("not scored: {not_scored}")];
                line.resize(7, String::new());
                line
            }
            Record::Scored {
                months, from, to, told: mean, came, brier, brier_climatology, skill, ..
            } => vec![
                told.unit.clone(),
                format!("{months}, {from} to {to}"),
                percent(*mean),
                percent(*came),
                format!("{brier:.3}"),
                format!("{brier_climatology:.3}"),
                skill.map_or_else(|| "-".to_owned(), |s| format!("{:+.0} %", s * 100.0)),
            ],
        });
    }
    let header = ["incidents, past months", "scored", "told", "came", "Brier", "by their share", "skill"];
    table(&header, &lines)
}

fn assumed(rows: &[Row<'_>]) -> String {
    let parameters = rows.first().map(|r| r.parameters).unwrap_or_default();
    // A share of a few in ten thousand is told as that.
    let percent = |share: f64| match share {
        s if s > 0.0 && s < 0.005 => format!("{:.2} %", s * 100.0),
        s => percent(s),
    };
    let line = |p: &Parameter| {
        format!(
            "\n{}: {} ({} to {}), {} of {} months of cells",
            p.name.replace('_', " "),
            percent(p.best),
            percent(p.low),
            percent(p.high),
            p.cases.hits,
            p.cases.n
        )
    };
    parameters.iter().map(line).collect::<String>() + if parameters.is_empty() { "" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_neither_sure_nor_impossible_is_not_written_so() {
        let written = [0.0, 0.003, 0.42, 0.997, 1.0].map(percent);
        assert_eq!(written, ["0 %", "<1 %", "42 %", ">99 %", "100 %"]);
    }
}

//! `route`: the way from one place to another on a day, the reason for each detour, and ways that differ.

use super::status::{line, tenth};
use crate::cli::{RoadsFormat, Route};
use crate::corridor::{Data, MARKING, Setting};
use crate::output::{self, Format, Output};
use crate::show::{Legend, Told};
use crate::table::table;
use anyhow::{Result, bail};
use corridors::{Assessment, Choice, Passability, Routes, place_name};
use serde::Serialize;
use serde_json::{Value, json};
use std::process::ExitCode;

#[derive(Serialize)]
struct Stretch {
    name: String,
    from: String,
    to: String,
    km: f64,
    h: f64,
    status: Passability,
    /// Why it has that status.
    reasons: Vec<Told>,
    #[serde(skip)]
    line: Vec<[f64; 2]>,
}

#[derive(Serialize)]
struct Range {
    low: f64,
    best: f64,
    high: f64,
    per: String,
}

/// A way as it is shown.
#[derive(Serialize)]
struct Way {
    choice: Choice,
    distance_km: f64,
    duration_h: f64,
    /// Of the duration: waiting for curfews to end.
    curfew_h: f64,
    cost: f64,
    cost_range: Range,
    currency: String,
    status: Passability,
    sections: Vec<Stretch>,
}

#[derive(Serialize)]
struct Avoided {
    constraint: String,
    reason: String,
    /// The stretches of the usual way that it keeps the class from.
    between: Vec<String>,
}

/// The ways as they are shown.
#[derive(Serialize)]
pub struct Answer {
    from: String,
    to: String,
    #[serde(flatten)]
    way: Way,
    avoided: Vec<Avoided>,
    /// Against an undisturbed day.
    extra: Option<Extra>,
    /// The class avoids restricted stretches, and has no way without them.
    forced: bool,
    alternatives: Vec<Way>,
    data: Data,
    tlp: &'static str,
}

/// What the day takes more.
#[derive(Serialize)]
pub struct Extra {
    /// Kilometres.
    pub km: f64,
    /// Hours.
    pub h: f64,
    /// Best cost.
    pub cost: f64,
}

/// Finds the way.
pub fn run(args: &Route, quiet: bool) -> Result<ExitCode> {
    let format = if args.format == RoadsFormat::Json { Format::Json } else { Format::Table };
    let out = Output { format, quiet };
    let setting = Setting::load(&args.who, out)?;
    let answer = answer(&setting, args)?;
    match args.format {
        RoadsFormat::Geojson => output::json(&geojson(&answer))?,
        _ => out.result(&answer, || text(&answer))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The way asked for; an error where there is none.
pub fn answer(setting: &Setting, args: &Route) -> Result<Answer> {
    let profile = setting.profile(args.who.class.as_deref())?;
    let assessed = setting.assess(profile, &setting.question(&args.who, setting.country(&args.from))?);
    let ends = (setting.node(&assessed, &args.from)?, setting.node(&assessed, &args.to)?);
    let routes = assessed.routes(ends.0, ends.1, args.departure, args.alternatives);
    let Some(best) = &routes.best else { bail!("{}", no_way(args, &assessed, &routes)) };
    Ok(Answer {
        from: place_name(&assessed.roads, &assessed.labels, ends.0),
        to: place_name(&assessed.roads, &assessed.labels, ends.1),
        way: way(setting, &assessed, best),
        avoided: avoided(&assessed, &routes),
        extra: routes.undisturbed.as_ref().map(|usual| Extra {
            km: tenth(best.km - usual.km),
            h: tenth(best.hours + best.curfew_hours - usual.hours),
            cost: (best.cost[1] - usual.cost[1]).round() + 0.0,
        }),
        forced: routes.forced,
        alternatives: routes.others.iter().map(|r| way(setting, &assessed, r)).collect(),
        data: setting.data(&assessed),
        tlp: MARKING,
    })
}

fn no_way(args: &Route, assessed: &Assessment<'_>, routes: &Routes<'_>) -> String {
    let class = &assessed.profile.id;
    let (from, to) = (&args.from, &args.to);
    if routes.undisturbed.is_none() {
        return format!("no road of the network leads a {class} from {from} to {to} in this season");
    }
    let why: Vec<String> =
        routes.avoided.iter().map(|(r, _)| format!("{}: {}", r.limit, r.words())).collect();
    format!("no passable way from {from} to {to} for a {class}; on the usual way: {}", why.join("; "))
}

fn way(setting: &Setting, assessed: &Assessment<'_>, route: &corridors::Route) -> Way {
    let stretch = |s: &corridors::Section| Stretch {
        name: s.name.clone(),
        from: s.from.clone(),
        to: s.to.clone(),
        km: tenth(s.km),
        h: tenth(s.hours),
        status: assessed.worst(s),
        reasons: assessed.told(s).reasons.into_iter().map(Told::from).collect(),
        line: line(assessed, s),
    };
    let [low, best, high] = route.cost.map(|c| c.round() + 0.0);
    Way {
        choice: route.choice,
        distance_km: tenth(route.km),
        duration_h: tenth(route.hours + route.curfew_hours),
        curfew_h: tenth(route.curfew_hours),
        cost: best,
        cost_range: Range { low, best, high, per: assessed.profile.cost.per.clone() },
        currency: setting.classes.currency().to_owned(),
        status: route.status,
        sections: route.sections.iter().map(stretch).collect(),
    }
}

fn avoided(assessed: &Assessment<'_>, routes: &Routes<'_>) -> Vec<Avoided> {
    let usual = routes.undisturbed.as_ref().map(|r| r.sections.as_slice()).unwrap_or_default();
    let one = |(reason, links): &(&corridors::Reason, Vec<corridors::LinkId>)| {
        let hit = usual.iter().filter(|s| s.steps.iter().any(|step| links.contains(&step.link)));
        Avoided {
            constraint: reason.limit.clone(),
            reason: format!("{} to a {}: {}", reason.status.as_str(), assessed.profile.id, reason.words()),
            between: hit.map(|s| format!("{}–{}", s.from, s.to)).collect(),
        }
    };
    routes.avoided.iter().map(one).collect()
}

fn text(answer: &Answer) -> String {
    let head = |w: &Way| {
        let choice = serde_json::to_value(w.choice).ok().and_then(|v| v.as_str().map(str::to_owned));
        let waits = match w.curfew_h {
            h if h > 0.0 => format!(" ({h:.1} of them waiting for curfews to end)"),
            _ => String::new(),
        };
        format!(
            "{}: {:.0} km, {:.0} h{waits}, {:.0} {} a {} ({:.0}–{:.0}), {}",
            choice.unwrap_or_default(),
            w.distance_km,
            w.duration_h,
            w.cost,
            w.currency,
            w.cost_range.per,
            w.cost_range.low,
            w.cost_range.high,
            w.status.as_str()
        )
    };
    let mut legend = Legend::default();
    let mut cells = |s: &Stretch| {
        let place = format!("{}–{}", s.from, s.to);
        vec![
            place,
            s.name.clone(),
            format!("{:.0}", s.km),
            format!("{:.1}", s.h),
            s.status.as_str().to_owned(),
            legend.marks(s.reasons.iter().cloned()),
        ]
    };
    let rows: Vec<_> = answer.way.sections.iter().map(&mut cells).collect();
    let (data, mut out) = (&answer.data, String::new());
    out.push_str(&format!(
        "{} – {}, {}, {}, {MARKING}\n{}\n",
        answer.from,
        answer.to,
        data.profile,
        data.as_of,
        head(&answer.way)
    ));
    if answer.forced {
        out.push_str("no way without a reported constraint is left: this one leads through it\n");
    }
    if let Some(more) = answer.extra.as_ref().filter(|e| e.km != 0.0 || e.h != 0.0 || e.cost != 0.0) {
        out.push_str(&format!(
            "against an undisturbed day: {:+.0} km, {:+.1} h, {:+.0} {}\n",
            more.km, more.h, more.cost, answer.way.currency
        ));
    }
    out.push('\n');
    out.push_str(&table(&["section", "road", "km", "h", "status", "why"], &rows));
    let legend = legend.text();
    if !legend.is_empty() {
        out.push_str(&legend);
        out.push('\n');
    }
    for avoided in &answer.avoided {
        out.push_str(&format!(
            "\navoided {}: {} ({})",
            avoided.between.join(", "),
            avoided.reason,
            avoided.constraint
        ));
    }
    for other in &answer.alternatives {
        let via: Vec<&str> = other.sections.iter().map(|s| s.to.as_str()).collect();
        out.push_str(&format!("\n{}\n  by {}", head(other), via.join(", ")));
    }
    out
}

/// A line for each way (RFC 7946), the best one first.
pub fn geojson(answer: &Answer) -> Value {
    let feature = |w: &Way| {
        let mut coordinates: Vec<[f64; 2]> = w.sections.iter().flat_map(|s| s.line.iter().copied()).collect();
        coordinates.dedup();
        // A line has two positions at least (RFC 7946, 3.1.4); a way that leads nowhere is not located.
        let line = json!({"type": "LineString", "coordinates": coordinates});
        let geometry = if coordinates.len() < 2 { Value::Null } else { line };
        json!({"type": "Feature", "properties": w, "geometry": geometry})
    };
    let ways: Vec<Value> = std::iter::once(&answer.way).chain(&answer.alternatives).map(feature).collect();
    json!({"type": "FeatureCollection", "tlp": MARKING, "data": answer.data, "features": ways})
}

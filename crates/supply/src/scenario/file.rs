//! Reads a scenario file.

use super::{At, Becomes, Change, New, Scenario, Until, What};
use base::{Checked, Country, Date, Issue, fold_key};
use corridors::{DayHours, incident_days, like, limit_kinds, meant};
use toml::{Table, Value};

/// A scenario file of which nothing can be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ScenarioError(String);

/// Keys of a change.
const KEYS: [&str; 16] = [
    "constraint",
    "is",
    "kind",
    "corridor",
    "border",
    "port",
    "operator",
    "road",
    "between",
    "goods",
    "vehicle_classes",
    "origin_countries",
    "hours",
    "from",
    "days",
    "until",
];
/// Where a change may be.
const PLACES: [&str; 5] = ["corridor", "border", "port", "operator", "road"];
/// Keys that would name a road, place or position of the writer's choice.
const REFUSED: [&str; 15] = [
    "place",
    "places",
    "town",
    "village",
    "bridge",
    "link",
    "links",
    "node",
    "point",
    "lat",
    "lon",
    "coordinates",
    "around",
    "km",
    "area",
];

/// What a scenario may be about: said wherever something else is asked for.
pub(super) const MAY_VARY: &str = "a scenario varies recorded constraints, and what the case names: `corridor`, `border`, `port`, `operator`, or the part of a `road` that its corridors use";

/// Reads a scenario file. A change that makes no sense is an issue and left out; `Err` where it is no TOML or no change
/// is left.
pub fn read(text: &str) -> Result<Checked<Scenario>, ScenarioError> {
    let table: Table = text.parse().map_err(|e: toml::de::Error| ScenarioError(e.to_string()))?;
    let mut issues = Vec::new();
    for key in table.keys().filter(|k| !["title", "from", "suppose"].contains(&k.as_str())) {
        let near = meant(&like(key, ["title", "from", "suppose"].into_iter()));
        issues.push(Issue::warning("scenario.key", format!("`{key}` is not read")).help(near));
    }
    let title = table.get("title").and_then(Value::as_str).unwrap_or("untitled").to_owned();
    let from = match table.get("from").map(day).transpose() {
        Ok(from) => from,
        Err(why) => {
            issues.push(Issue::warning("scenario.date", format!("`from`: {why}")));
            None
        }
    };
    let listed = table.get("suppose").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut changes = Vec::new();
    for (number, entry) in (1..).zip(&listed) {
        match entry
            .as_table()
            .ok_or_else(|| wrong("scenario.change", "is no table".into()))
            .and_then(|t| change(number, t))
        {
            Ok(change) => changes.push(change),
            Err(issue) => issues.push(numbered(number, issue)),
        }
    }
    if changes.is_empty() {
        let why: Vec<String> = issues.iter().map(ToString::to_string).collect();
        let why = if why.is_empty() { "it has no [[suppose]]".to_owned() } else { why.join("; ") };
        return Err(ScenarioError(format!("nothing is supposed: {why}")));
    }
    Ok(Checked { value: Scenario { title, from, changes }, issues })
}

/// An issue of a change, with its place in the file.
pub(super) fn numbered(number: usize, issue: Issue) -> Issue {
    Issue { message: format!("change {number}: {}", issue.message), ..issue }
}

pub(super) fn wrong(code: &str, message: String) -> Issue {
    Issue::error(code, message)
}

fn change(number: usize, table: &Table) -> Result<Change, Issue> {
    for key in table.keys() {
        if REFUSED.contains(&key.as_str()) {
            let message =
                format!("`{key}` is refused: no road or place of one's own choice is supposed closed");
            return Err(wrong("scenario.refused", message).help(MAY_VARY));
        }
        if !KEYS.contains(&key.as_str()) {
            let near = meant(&like(key, KEYS.into_iter()));
            return Err(wrong("scenario.key", format!("`{key}` is not known")).help(near));
        }
    }
    let from = table
        .get("from")
        .map(day)
        .transpose()
        .map_err(|why| wrong("scenario.date", format!("`from`: {why}")))?;
    let until = until(table)?;
    let what = match (text(table, "constraint")?, text(table, "kind")?) {
        (Some(id), None) => What::Recorded { id, becomes: becomes(table, until.is_some())? },
        (None, Some(kind)) => What::New(new(table, kind)?),
        _ => {
            let message =
                "names neither a recorded `constraint` nor the `kind` of a new one, or both".to_owned();
            return Err(wrong("scenario.change", message).help(MAY_VARY));
        }
    };
    Ok(Change { number, what, from, until })
}

fn until(table: &Table) -> Result<Option<Until>, Issue> {
    let days = match table.get("days") {
        None => None,
        Some(days) => match days.as_integer() {
            Some(days) if days >= 1 => Some(Until::Days(days)),
            Some(days) => {
                let message = format!("lasts {days} days: it ends before it starts");
                return Err(wrong("scenario.ends-before-start", message).help("give `days` of 1 or more"));
            }
            None => return Err(wrong("scenario.date", "`days` is a whole number of days".into())),
        },
    };
    let last = table.get("until").map(day).transpose();
    let last = last.map_err(|why| wrong("scenario.date", format!("`until`: {why}")))?;
    if days.is_some() && last.is_some() {
        return Err(wrong("scenario.date", "gives both `days` and `until`".into()).help("keep one"));
    }
    Ok(days.or(last.map(Until::Day)))
}

fn becomes(table: &Table, ends: bool) -> Result<Becomes, Issue> {
    let stray = table.keys().find(|k| !["constraint", "is", "from", "days", "until"].contains(&k.as_str()));
    if let Some(key) = stray {
        let message = format!("`{key}` cannot be changed of a recorded constraint");
        return Err(wrong("scenario.change", message).help("lift it, and suppose a new one beside it"));
    }
    match text(table, "is")?.as_deref() {
        Some("in_force") => Ok(Becomes::InForce),
        Some("lifted") => Ok(Becomes::Lifted),
        Some(other) => Err(wrong("scenario.change", format!("`is = \"{other}\"` is not known"))
            .help("`in_force` or `lifted`; `until` alone ends it after that day")),
        None if ends => Ok(Becomes::Ends),
        None => Ok(Becomes::InForce),
    }
}

fn new(table: &Table, kind: String) -> Result<New, Issue> {
    let kinds: Vec<&str> = limit_kinds().collect();
    if !kinds.contains(&kind.as_str()) || incident_days(&kind).is_some() {
        let message = format!("`{kind}` is no kind of constraint that bears on roads");
        return Err(wrong("scenario.kind", message).help(format!("kinds: {}", kinds.join(", "))));
    }
    let named: Vec<&str> = PLACES.into_iter().filter(|k| table.contains_key(*k)).collect();
    let [place] = named.as_slice() else {
        let message = format!("names {} places: it needs one", named.len());
        return Err(wrong("scenario.place", message).help(MAY_VARY));
    };
    let name = text(table, place)?.unwrap_or_default();
    let at = match *place {
        "corridor" => At::Corridor(name),
        "border" => At::Border(name),
        "port" => At::Port(name),
        "operator" => At::Operator(name),
        _ => At::Road(name),
    };
    if matches!(at, At::Operator(_)) != (kind == "operator_suspension") {
        let message = "`operator` and `operator_suspension` belong together".to_owned();
        return Err(wrong("scenario.place", message));
    }
    let between = match texts(table, "between")?.as_slice() {
        [] => None,
        [a, b] if matches!(at, At::Corridor(_) | At::Road(_)) => Some([a.clone(), b.clone()]),
        [_, _] => return Err(wrong("scenario.place", "`between` goes with a corridor or road".into())),
        _ => return Err(wrong("scenario.place", "`between` takes two waypoints".into())),
    };
    let goods = texts(table, "goods")?;
    if kind == "commodity_ban" && goods.is_empty() {
        return Err(wrong("scenario.goods", "a ban names its `goods`".into()));
    }
    let hours = match texts(table, "hours")?.as_slice() {
        [] if kind == "curfew" => {
            let help = "such as hours = [\"21:00\", \"06:00\"]";
            return Err(wrong("scenario.hours", "a curfew names its `hours`".into()).help(help));
        }
        [] => Vec::new(),
        [from, to] => DayHours::parse(from, to)
            .map(|h| vec![h])
            .ok_or_else(|| wrong("scenario.hours", format!("`{from}` to `{to}` are no hours of a day")))?,
        _ => return Err(wrong("scenario.hours", "`hours` takes a beginning and an end".into())),
    };
    let country = |code: &String| {
        Country::new(&code.to_uppercase())
            .ok_or_else(|| wrong("scenario.country", format!("`{code}` is no ISO 3166 alpha-3 code")))
    };
    let origin_countries = texts(table, "origin_countries")?.iter().map(country).collect::<Result<_, _>>()?;
    let vehicle_classes = texts(table, "vehicle_classes")?;
    Ok(New { kind, at, between, goods, vehicle_classes, origin_countries, hours })
}

fn text(table: &Table, key: &str) -> Result<Option<String>, Issue> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if !fold_key(text).is_empty() => Ok(Some(text.clone())),
        Some(_) => Err(wrong("scenario.change", format!("`{key}` is a name in quotation marks"))),
    }
}

/// A list of words; one word stands for a list of one.
fn texts(table: &Table, key: &str) -> Result<Vec<String>, Issue> {
    let bad = || wrong("scenario.change", format!("`{key}` is a list of words"));
    match table.get(key) {
        None => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(vec![text.clone()]),
        Some(Value::Array(list)) => {
            list.iter().map(|v| v.as_str().map(str::to_owned).ok_or_else(bad)).collect()
        }
        Some(_) => Err(bad()),
    }
}

/// A day, with or without quotation marks.
fn day(value: &Value) -> Result<Date, String> {
    let words = match value {
        Value::Datetime(day) => day.to_string(),
        Value::String(day) => day.clone(),
        other => other.to_string(),
    };
    words.parse().map_err(|_| format!("`{words}` is no day such as 2025-09-03"))
}

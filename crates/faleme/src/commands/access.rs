//! `access`: what is cut off and what costs more on a day, against an undisturbed one.

mod reach;

use super::route::Extra;
use super::status::tenth;
use crate::cli::Access;
use crate::corridor::{Data, MARKING, Setting};
use crate::output::Output;
use crate::table::table;
use anyhow::{Result, bail};
use base::fold_key;
use corridors::{Assessment, Effort, NodeId, Reached, place_name};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

#[derive(Serialize)]
struct Cost {
    km: f64,
    h: f64,
    cost: f64,
}

#[derive(Serialize)]
struct CorridorRow<'a> {
    corridor: &'a str,
    from: String,
    to: String,
    reached: Reached,
    usual: Option<Cost>,
    now: Option<Cost>,
    extra: Option<Extra>,
    /// Of the way without a reported constraint.
    clear_extra: Option<Extra>,
}

#[derive(Serialize)]
struct PlaceRow {
    place: String,
    people: Option<u64>,
    people_year: Option<i16>,
    people_source: Option<String>,
    reached: Reached,
    usual_gate: Option<String>,
    gate: Option<String>,
    extra: Option<Extra>,
    /// The nearest gate by a way without a reported constraint.
    clear_gate: Option<String>,
    clear_extra: Option<Extra>,
}

/// What is cut off, and what costs more.
#[derive(Serialize)]
pub struct Answer<'a> {
    class: &'a str,
    currency: &'a str,
    per: &'a str,
    corridors: Vec<CorridorRow<'a>>,
    /// Places that lost a way or reach their gate later or dearer, and those whose people are known; by name.
    places: Vec<PlaceRow>,
    /// People of the places that the case counts, by how these can be reached.
    people: BTreeMap<Reached, u64>,
    data: Data,
    tlp: &'static str,
}

/// Compares the day with an undisturbed one.
pub fn run(args: &Access, out: Output) -> Result<ExitCode> {
    let setting = Setting::load(&args.who, out)?;
    answer(&setting, args, out, |answered| {
        match &answered {
            Answered::Whole(answer) => out.result(answer, || text(answer))?,
            Answered::Within(answer) => {
                out.result(answer, || reach::within_table(answer))?;
                out.note("a table of places with a name, not an outline: between them nothing is told");
            }
            Answered::Between(answer) => out.result(answer, || reach::between_table(answer))?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The answer to one of the three questions.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Answered<'a> {
    /// Corridors and places against an undisturbed day.
    Whole(Box<Answer<'a>>),
    /// Places within some hours.
    Within(reach::Within<'a>),
    /// Ways between places.
    Between(reach::Between<'a>),
}

/// What `tell` makes of the answer.
pub fn answer<T>(
    setting: &Setting,
    args: &Access,
    out: Output,
    tell: impl FnOnce(Answered<'_>) -> Result<T>,
) -> Result<T> {
    let profile = setting.profile(args.who.class.as_deref())?;
    let origin = args.from.as_deref().and_then(|place| setting.country(place));
    let assessed = setting.assess(profile, &setting.question(&args.who, origin)?);
    if let (Some(from), Some(hours)) = (&args.from, args.within) {
        return tell(Answered::Within(reach::within(setting, &assessed, from, hours)?));
    }
    if !args.between.is_empty() {
        return tell(Answered::Between(reach::between(setting, &assessed, &args.between)?));
    }
    if assessed.corridors.is_empty() {
        bail!(
            "no corridor of the case is on its roads, so there is nothing to reach places from ([[corridors]] in case.toml)"
        );
    }
    let answer = Answer {
        class: &profile.id,
        currency: setting.classes.currency(),
        per: &profile.cost.per,
        corridors: corridor_rows(&assessed),
        places: place_rows(setting, &assessed, out),
        people: BTreeMap::new(),
        data: setting.data(&assessed),
        tlp: MARKING,
    };
    let mut people = BTreeMap::new();
    for place in &answer.places {
        if let Some(count) = place.people {
            *people.entry(place.reached).or_insert(0) += count;
        }
    }
    tell(Answered::Whole(Box::new(Answer { people, ..answer })))
}

fn corridor_rows<'a>(assessed: &'a Assessment<'_>) -> Vec<CorridorRow<'a>> {
    let ends: Vec<[NodeId; 2]> = assessed.corridors.iter().map(|c| c.ends).collect();
    let pairs = assessed.pairs_access(&ends);
    let name = |node| place_name(&assessed.roads, &assessed.labels, node);
    let row = |(corridor, pair): (&'a corridors::Corridor, corridors::PairAccess)| CorridorRow {
        corridor: &corridor.name,
        from: name(pair.ends[0]),
        to: name(pair.ends[1]),
        reached: pair.reached,
        usual: pair.usual.as_ref().map(cost),
        now: pair.now.as_ref().map(cost),
        extra: extra(pair.usual, pair.now),
        clear_extra: extra(pair.usual, pair.clear),
    };
    assessed.corridors.iter().zip(pairs).map(row).collect()
}

/// The places of the network with a name, from the first end of any corridor.
fn place_rows(setting: &Setting, assessed: &Assessment<'_>, out: Output) -> Vec<PlaceRow> {
    let gates: BTreeSet<NodeId> = assessed.corridors.iter().map(|c| c.ends[0]).collect();
    let gates: Vec<NodeId> = gates.into_iter().collect();
    let places = named_places(assessed);
    let mut people = BTreeMap::new();
    for entry in &setting.case.populations {
        match setting.node(assessed, &entry.place) {
            Ok(node) => drop(people.insert(node, entry)),
            Err(why) => out.note(format!("people of {} are not counted: {why}", entry.place)),
        }
    }
    let name = |node| place_name(&assessed.roads, &assessed.labels, node);
    let row = |p: corridors::PlaceAccess| {
        let counted = people.get(&p.node);
        PlaceRow {
            place: name(p.node),
            people: counted.map(|e| e.people),
            people_year: counted.map(|e| e.year),
            people_source: counted.and_then(|e| e.source.clone()),
            reached: p.reached,
            usual_gate: p.usual_gate.map(name),
            gate: p.gate.map(name),
            extra: extra(p.usual, p.now),
            clear_gate: p.clear.map(|(gate, _)| name(gate)),
            clear_extra: extra(p.usual, p.clear.map(|(_, effort)| effort)),
        }
    };
    let mut rows: Vec<PlaceRow> = assessed.places_access(&gates, &places).into_iter().map(row).collect();
    let changed = |r: &PlaceRow| {
        let lost = matches!(r.reached, Reached::CutOff | Reached::ReportedOnly);
        let more = |e: &Extra| e.h > 0.0 || e.cost > 0.0;
        lost || r.people.is_some() || [&r.extra, &r.clear_extra].into_iter().flatten().any(more)
    };
    rows.retain(changed);
    rows.sort_by_key(|r| fold_key(&r.place));
    rows
}

/// The nodes with a name but for border posts.
fn named_places(assessed: &Assessment<'_>) -> Vec<NodeId> {
    let is_border =
        |n: NodeId| assessed.roads.network.nodes.get(n.0 as usize).is_some_and(|n| n.border.is_some());
    assessed.labels.all().map(|(n, _)| n).filter(|n| !is_border(*n)).collect()
}

fn cost(effort: &Effort) -> Cost {
    Cost { km: tenth(effort.km), h: tenth(effort.hours), cost: effort.cost[1].round() }
}

fn extra(usual: Option<Effort>, now: Option<Effort>) -> Option<Extra> {
    let (usual, now) = (usual?, now?);
    Some(Extra {
        km: tenth(now.km - usual.km),
        h: tenth(now.hours - usual.hours),
        cost: (now.cost[1] - usual.cost[1]).round() + 0.0,
    })
}

fn words(reached: Reached) -> &'static str {
    match reached {
        Reached::Never => "never for this class",
        Reached::Clear => "a way without reported constraint",
        Reached::ReportedOnly => "only under reported constraints",
        Reached::CutOff => "cut off",
    }
}

/// What the way takes more that the words before it name: the one without a reported constraint, if there is one.
fn told(reached: Reached, extra: &Option<Extra>, clear: &Option<Extra>) -> [String; 3] {
    match if reached == Reached::Clear { clear } else { extra } {
        Some(e) => [format!("{:+.0}", e.km), format!("{:+.1}", e.h), format!("{:+.0}", e.cost)],
        None => Default::default(),
    }
}

fn text(answer: &Answer<'_>) -> String {
    let per = format!("{} a {}", answer.currency, answer.per);
    let corridor = |c: &CorridorRow<'_>| {
        let [km, h, cost] = told(c.reached, &c.extra, &c.clear_extra);
        let between = format!("{}–{}", c.from, c.to);
        vec![c.corridor.to_owned(), between, words(c.reached).to_owned(), km, h, cost]
    };
    let place = |p: &PlaceRow| {
        let [km, h, cost] = told(p.reached, &p.extra, &p.clear_extra);
        let people = p.people.map(|n| n.to_string()).unwrap_or_default();
        let gate = if p.reached == Reached::Clear { &p.clear_gate } else { &p.gate };
        let gate = gate.clone().unwrap_or_default();
        vec![p.place.clone(), people, words(p.reached).to_owned(), gate, km, h, cost]
    };
    let header = ["corridor", "between", "ways left", "km", "h", per.as_str()];
    let mut out =
        format!("{}, {}, {MARKING}: ways left, and what they take more\n\n", answer.class, answer.data.as_of);
    out.push_str(&table(&header, &answer.corridors.iter().map(corridor).collect::<Vec<_>>()));
    let header = ["place", "people", "ways left", "nearest gate", "km", "h", per.as_str()];
    out.push('\n');
    out.push_str(&table(&header, &answer.places.iter().map(place).collect::<Vec<_>>()));
    for (reached, people) in &answer.people {
        out.push_str(&format!("\n{people} people counted: {}", words(*reached)));
    }
    out
}

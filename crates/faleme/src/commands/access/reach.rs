//! `access --from … --within …`: the places reached within some hours; `access --between …`: the ways between each two
//! of some places. Both are tables of places, by name or as given, not of roads.

use super::{Cost, cost, extra, named_places, words};
use crate::commands::route::Extra;
use crate::corridor::{Data, MARKING, Setting};
use crate::table::table;
use anyhow::{Result, bail};
use base::fold_key;
use corridors::{Assessment, NodeId, PairAccess, PlaceAccess, Reached, place_name};
use serde::Serialize;

#[derive(Serialize)]
struct Place {
    place: String,
    reached: Reached,
    usual: Option<Cost>,
    now: Option<Cost>,
}

/// Places reached in time.
#[derive(Serialize)]
pub struct Within<'a> {
    class: &'a str,
    currency: &'a str,
    per: &'a str,
    from: String,
    within_h: f64,
    /// Places with a name that are reached in time on the day, by name.
    places: Vec<Place>,
    data: Data,
    tlp: &'static str,
}

#[derive(Serialize)]
struct Pair {
    from: String,
    to: String,
    reached: Reached,
    usual: Option<Cost>,
    now: Option<Cost>,
    extra: Option<Extra>,
}

/// Ways between places.
#[derive(Serialize)]
pub struct Between<'a> {
    class: &'a str,
    currency: &'a str,
    per: &'a str,
    /// Both ways between each two places, in the order in which they were named.
    pairs: Vec<Pair>,
    data: Data,
    tlp: &'static str,
}

/// The places reached from one within some hours.
pub fn within<'a>(
    setting: &'a Setting,
    assessed: &'a Assessment<'_>,
    from: &str,
    hours: f64,
) -> Result<Within<'a>> {
    let start = setting.node(assessed, from)?;
    let mut places = named_places(assessed);
    places.retain(|node| *node != start);
    let name = |node| place_name(&assessed.roads, &assessed.labels, node);
    let row = |p: PlaceAccess| Place {
        place: name(p.node),
        reached: p.reached,
        usual: p.usual.as_ref().map(cost),
        now: p.now.as_ref().map(cost),
    };
    let mut rows: Vec<Place> = assessed.within(start, hours, &places).into_iter().map(row).collect();
    rows.sort_by_key(|p| fold_key(&p.place));
    Ok(Within {
        class: &assessed.profile.id,
        currency: setting.classes.currency(),
        per: &assessed.profile.cost.per,
        from: name(start),
        within_h: hours,
        places: rows,
        data: setting.data(assessed),
        tlp: MARKING,
    })
}

/// The ways between each two of some places.
pub fn between<'a>(
    setting: &'a Setting,
    assessed: &'a Assessment<'_>,
    names: &[String],
) -> Result<Between<'a>> {
    let mut nodes: Vec<NodeId> = Vec::new();
    for name in names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
        let node = setting.node(assessed, name)?;
        if !nodes.contains(&node) {
            nodes.push(node);
        }
    }
    if nodes.len() < 2 {
        bail!("--between needs two places or more, as in --between Here,There");
    }
    let others = |from: NodeId| nodes.iter().filter(move |to| **to != from).map(move |to| [from, *to]);
    let ends: Vec<[NodeId; 2]> = nodes.iter().flat_map(|from| others(*from)).collect();
    let name = |node| place_name(&assessed.roads, &assessed.labels, node);
    let row = |p: PairAccess| Pair {
        from: name(p.ends[0]),
        to: name(p.ends[1]),
        reached: p.reached,
        usual: p.usual.as_ref().map(cost),
        now: p.now.as_ref().map(cost),
        extra: extra(p.usual, p.now),
    };
    Ok(Between {
        class: &assessed.profile.id,
        currency: setting.classes.currency(),
        per: &assessed.profile.cost.per,
        pairs: assessed.pairs_access(&ends).into_iter().map(row).collect(),
        data: setting.data(assessed),
        tlp: MARKING,
    })
}

/// Kilometres, hours and cost; blank where there is no way.
fn cells(of: Option<&Cost>) -> [String; 3] {
    let shown = |c: &Cost| [format!("{:.0}", c.km), format!("{:.1}", c.h), format!("{:.0}", c.cost)];
    of.map(shown).unwrap_or_default()
}

/// In columns.
pub fn within_table(answer: &Within<'_>) -> String {
    let per = format!("{} a {}", answer.currency, answer.per);
    let row = |p: &Place| {
        let [km, h, cost] = cells(p.now.as_ref());
        let [_, usual, _] = cells(p.usual.as_ref());
        vec![p.place.clone(), h, km, cost, usual, words(p.reached).to_owned()]
    };
    let rows: Vec<_> = answer.places.iter().map(row).collect();
    let head = format!("places reached from {} within {} h", answer.from, answer.within_h);
    let header = ["place", "h", "km", per.as_str(), "h undisturbed", "ways left"];
    format!("{head}\n\n{}", table(&header, &rows))
}

/// In columns.
pub fn between_table(answer: &Between<'_>) -> String {
    let per = format!("{} a {}", answer.currency, answer.per);
    let row = |p: &Pair| {
        let (now, usual) = (cells(p.now.as_ref()), cells(p.usual.as_ref()));
        let ways = [p.from.clone(), p.to.clone(), words(p.reached).to_owned()];
        ways.into_iter().chain(now).chain(usual).collect()
    };
    let undisturbed = format!("{per} undisturbed");
    let header =
        ["from", "to", "ways left", "km", "h", &per, "km undisturbed", "h undisturbed", &undisturbed];
    table(&header, &answer.pairs.iter().map(row).collect::<Vec<_>>())
}

//! Which rows and which claims speak of one event.
//!
//! Claims were grouped before. Each dataset, and the groups of claims, is a table; every two tables are matched, and the
//! most probable pairs are joined first. A join that would put two records of one table into one event is left out:
//! within one table every record is an event of its own, unless an analyst says otherwise.

use crate::deaths::deaths;
use crate::item::{Item, firmest};
use crate::matching::{Record, match_records};
use crate::names::Names;
use crate::{Estimate, Row, RowKey, RowRef, Ruling, Table};
use base::{ClaimId, Coordinate, GeoPrecision, Interval, Modality};
use evidence::{ClaimKind, ClaimPlace};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row and the table it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowAt<'a> {
    pub table: &'a Table,
    pub row: &'a Row,
}

impl RowAt<'_> {
    pub fn at(&self) -> RowRef {
        self.table.at(self.row)
    }
}

/// All that speaks of one event.
#[derive(Default)]
pub(crate) struct Members<'a> {
    /// Its claims, in their order.
    pub items: Vec<&'a Item<'a>>,
    /// Its rows, by dataset.
    pub rows: Vec<RowAt<'a>>,
}

/// Pairs less probable than this are not joined.
const JOINED: f64 = 0.5;

/// Joins groups of claims and rows. Groups keep their order; rows that join none follow, by dataset and row.
pub(crate) fn join<'a>(
    groups: &[Vec<usize>],
    items: &'a [Item<'a>],
    tables: &'a [Table],
    names: &Names<'_>,
    ruling: &Ruling,
) -> Vec<Members<'a>> {
    let mut nodes: Vec<Members<'a>> = groups
        .iter()
        .map(|g| Members { items: g.iter().map(|&i| &items[i]).collect(), rows: Vec::new() })
        .collect();
    let mut lists = vec![claims_that_may_join(&nodes, ruling, names)];
    let mut datasets: BTreeMap<&str, Vec<&'a Table>> = BTreeMap::new();
    for table in tables {
        datasets.entry(&table.dataset).or_default().push(table);
    }
    let mut kin: Vec<usize> = vec![0; nodes.len()];
    for (number, tables) in datasets.values().enumerate() {
        let mut list = List::default();
        for table in tables {
            for row in &table.rows {
                if !ruling.split_rows.contains(&RowKey::of(&table.dataset, &row.id)) {
                    list.nodes.push(nodes.len());
                    list.records.push(record_of_row(row, names));
                }
                nodes.push(Members { items: Vec::new(), rows: vec![RowAt { table, row }] });
                kin.push(number + 1);
            }
        }
        lists.push(list);
    }
    let mut forest = Forest::new(kin);
    rule(&nodes, ruling, &mut forest);
    for (_, a, b) in pairs(&lists) {
        forest.join(a, b);
    }
    forest.gather(nodes)
}

/// Records of one table and the nodes that they stand for.
#[derive(Default)]
struct List {
    nodes: Vec<usize>,
    records: Vec<Record>,
}

/// All probable pairs of nodes, the most probable first.
fn pairs(lists: &[List]) -> Vec<(f64, usize, usize)> {
    let mut all = Vec::new();
    for (n, left) in lists.iter().enumerate() {
        for right in lists[n + 1..].iter().filter(|r| !r.records.is_empty() && !left.records.is_empty()) {
            let found = match_records(&left.records, &right.records);
            all.extend(
                found
                    .iter()
                    .filter(|p| p.probability >= JOINED)
                    .map(|p| (p.probability, left.nodes[p.left], right.nodes[p.right])),
            );
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    all
}

/// Groups of claims that tell a dated incident as a fact, or with reserve; one at several spots is a parent, not a row.
fn claims_that_may_join(nodes: &[Members<'_>], ruling: &Ruling, names: &Names<'_>) -> List {
    let mut list = List::default();
    for (node, members) in nodes.iter().enumerate() {
        let told = members.items.iter().filter(|i| i.claim.kind == ClaimKind::Incident);
        let firm = firmest(told.map(|i| i.claim.modality));
        let happened = firm.is_some_and(|m| m.is_fact() || m == Modality::Hedged);
        let split = members.items.iter().any(|i| ruling.split.contains(&i.claim.id));
        if happened
            && !split
            && let Some(record) = record_of_claims(&members.items, names)
        {
            list.nodes.push(node);
            list.records.push(record);
        }
    }
    list
}

fn record_of_claims(items: &[&Item<'_>], names: &Names<'_>) -> Option<Record> {
    let date = items.iter().find_map(|i| i.claim.date)?;
    let spots: BTreeSet<&String> = items.iter().flat_map(|i| &i.sites).collect();
    let place =
        items.iter().flat_map(|i| &i.claim.places).min_by_key(|p| p.precision.where_prec().unwrap_or(9));
    if spots.len() > 1 {
        return None;
    }
    let actors: BTreeSet<String> = items
        .iter()
        .filter_map(|i| i.claim.actor_group.as_deref().or(i.claim.actor.as_deref()))
        .flat_map(|a| names.lineage(a))
        .collect();
    Some(Record {
        date: Some(date),
        point: place.and_then(|p| p.point),
        precision: place.map_or(GeoPrecision::Unresolved, |p| p.precision),
        event_type: items.first().map(|i| i.claim.claim_type.clone()),
        actors: actors.into_iter().collect(),
        place: place.map(|p| p.name.clone()),
        deaths: items.iter().find_map(|i| deaths(&i.claim)),
    })
}

fn record_of_row(row: &Row, names: &Names<'_>) -> Record {
    let actors: BTreeSet<String> = row.actors.iter().flat_map(|a| names.lineage(a)).collect();
    Record {
        date: row.date,
        point: row.point,
        precision: row.precision,
        event_type: Some(row.event_type.clone()),
        actors: actors.into_iter().collect(),
        place: row.place.clone(),
        deaths: row.deaths,
    }
}

/// Joins what the analysts joined.
fn rule(nodes: &[Members<'_>], ruling: &Ruling, forest: &mut Forest) {
    if ruling.merged.iter().all(|m| m.rows.is_empty()) {
        return;
    }
    let mut claims: HashMap<&ClaimId, usize> = HashMap::new();
    let mut rows: HashMap<RowKey, Vec<usize>> = HashMap::new();
    for (node, members) in nodes.iter().enumerate() {
        claims.extend(members.items.iter().map(|i| (&i.claim.id, node)));
        for row in &members.rows {
            rows.entry(row.at().key()).or_default().push(node);
        }
    }
    for ruled in &ruling.merged {
        let told = ruled.claims.iter().filter_map(|c| claims.get(c).copied());
        let coded = ruled.rows.iter().filter_map(|r| rows.get(r)).flatten().copied();
        let together: Vec<usize> = told.chain(coded).collect();
        for pair in together.windows(2) {
            forest.force(pair[0], pair[1]);
        }
    }
}

/// Nodes joined to trees. Each tree knows of which tables it holds records, the claims being table 0.
struct Forest {
    parent: Vec<usize>,
    tables: Vec<Vec<usize>>,
}

impl Forest {
    fn new(kin: Vec<usize>) -> Self {
        Self { parent: (0..kin.len()).collect(), tables: kin.into_iter().map(|k| vec![k]).collect() }
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parent[node] != node {
            self.parent[node] = self.parent[self.parent[node]];
            node = self.parent[node];
        }
        node
    }

    /// Joins two trees unless both hold a record of one table.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b && !self.tables[a].iter().any(|t| self.tables[b].contains(t)) {
            self.unite(a, b);
        }
    }

    fn force(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.unite(a, b);
        }
    }

    /// The earlier root stays: claims before rows.
    fn unite(&mut self, a: usize, b: usize) {
        let (first, second) = (a.min(b), a.max(b));
        self.parent[second] = first;
        let joined = std::mem::take(&mut self.tables[second]);
        self.tables[first].extend(joined);
    }

    /// One `Members` for each tree, by its first node.
    fn gather<'a>(mut self, nodes: Vec<Members<'a>>) -> Vec<Members<'a>> {
        let roots: Vec<usize> = (0..nodes.len()).map(|n| self.root(n)).collect();
        let mut slot: Vec<usize> = vec![usize::MAX; nodes.len()];
        let mut out: Vec<Members<'a>> = Vec::new();
        for (node, root) in nodes.into_iter().zip(roots) {
            if slot[root] == usize::MAX {
                slot[root] = out.len();
                out.push(node);
            } else {
                let into = &mut out[slot[root]];
                into.items.extend(node.items);
                into.rows.extend(node.rows);
            }
        }
        out
    }
}

/// A row's place as an event lists it.
pub(crate) fn place_of(row: &Row) -> Option<ClaimPlace> {
    let name = row.place.as_ref().or(row.admin2.as_ref()).or(row.admin1.as_ref())?;
    Some(ClaimPlace {
        name: name.clone(),
        kind: None,
        country: row.country,
        point: row.point,
        precision: row.precision,
        role: "site".into(),
    })
}

/// What an event's rows give as deaths. Rows of one dataset that an analyst merged are parts and add up; of several
/// datasets, the best is that of the first that has one, and the range the widest.
pub(crate) fn estimate(rows: &[RowAt<'_>]) -> Option<Estimate> {
    let mut by_dataset: BTreeMap<&str, Estimate> = BTreeMap::new();
    for (name, deaths) in rows.iter().filter_map(|r| Some((r.table.dataset.as_str(), r.row.deaths?))) {
        let sum = by_dataset.entry(name).or_insert(Estimate::exact(0.0));
        *sum = Estimate {
            low: sum.low + deaths.low,
            best: sum.best + deaths.best,
            high: sum.high + deaths.high,
        };
    }
    let first = rows
        .iter()
        .find_map(|r| by_dataset.get(r.table.dataset.as_str()).filter(|_| r.row.deaths.is_some()))?;
    let widest = |all: Estimate, e: &Estimate| Estimate {
        low: all.low.min(e.low),
        best: all.best,
        high: all.high.max(e.high),
    };
    Some(by_dataset.values().fold(*first, widest))
}

/// The intervals that rows date an event to, each with its dataset.
pub(crate) fn dates<'a>(rows: &[RowAt<'a>]) -> impl Iterator<Item = (Interval, &'a str)> {
    rows.iter().filter_map(|r| Some((r.row.date?, r.table.dataset.as_str()))).collect::<Vec<_>>().into_iter()
}

/// How far from its point a thing located so may lie, kilometres. UCDP's codebook puts precision 2 within about 25 km;
/// the others are our own rounding of the size of Sahelian divisions.
pub(crate) fn radius_km(precision: GeoPrecision) -> f64 {
    match precision {
        GeoPrecision::Exact => 5.0,
        GeoPrecision::Near => 25.0,
        GeoPrecision::Admin2 | GeoPrecision::Linear => 100.0,
        GeoPrecision::Admin1 => 300.0,
        GeoPrecision::Country | GeoPrecision::Unresolved => 2_000.0,
    }
}

/// Whether two located things may lie at one spot.
pub(crate) fn may_meet(a: (Coordinate, GeoPrecision), b: (Coordinate, GeoPrecision)) -> bool {
    a.0.distance_km(b.0) <= radius_km(a.1) + radius_km(b.1)
}

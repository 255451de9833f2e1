//! A file in, its roads out. Two passes: ways and restrictions first, then the nodes that they need.

use super::blob::Blobs;
use super::block::{Block, RawRelation, RawWay};
use super::error::{Damage, OsmError};
use super::ids::Ids;
use super::number;
use super::roads::{Counts, Kind, Mark, Notices, Place, Restriction, Roads, Way, add, count};
use super::rules::{Effect, Rules};
use super::tags::{Dictionary, Notice, Picked, Road, Scope};
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::Hash;
use std::io::{Read, Seek};

/// Most nodes that the roads of one file may have: four gigabytes of numbers. All roads of Africa have about half as many.
const MOST_REFS: usize = 1 << 29;

/// A box of latitudes and longitudes, degrees. One that crosses the 180th meridian cannot be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl Bounds {
    fn holds(self, lat: i32, lon: i32) -> bool {
        let at = Place(lat, lon).degrees();
        (self.south..=self.north).contains(&at.lat) && (self.west..=self.east).contains(&at.lon)
    }
}

/// Reads the roads of an OpenStreetMap PBF file; with `bounds`, only nodes inside, and the pieces of ways between them.
pub fn read_roads<R: Read + Seek>(reader: R, bounds: Option<Bounds>) -> Result<Roads, OsmError> {
    let (mut blobs, header) = Blobs::open(reader)?;
    let mut ways = Ways::default();
    let mut with_nodes = Vec::new();
    blobs.scan(
        |_| true,
        |bytes| ways_of(&Block::new(bytes)?),
        |found: Found| {
            with_nodes.push(found.counts.nodes > 0);
            ways.add(found);
        },
    )?;
    if ways.refs.len() > MOST_REFS {
        return Err(OsmError::TooLarge(MOST_REFS));
    }
    let ids = Ids::new(ways.refs.clone());
    let refs = ways.refs.par_iter().map(|id| ids.find(*id).unwrap_or(0)).collect();
    ways.refs = Vec::new();
    let mut points = vec![Place::MISSING; ids.len()];
    let (mut marks, mut misplaced) = (Vec::new(), Notices::new());
    blobs.scan(
        |blob| with_nodes.get(blob).copied().unwrap_or(false),
        |bytes| nodes_of(&Block::new(bytes)?, &ids, bounds),
        |found: Nodes| {
            for (at, point) in found.points {
                if let Some(place) = points.get_mut(at as usize) {
                    *place = point;
                }
            }
            marks.extend(found.marks);
            add(&mut misplaced, found.notices);
        },
    )?;
    marks.sort_by_key(|(at, _)| *at);
    marks.dedup_by_key(|(at, _)| *at);
    add(&mut ways.notices, misplaced);
    let mut roads = Roads {
        timestamp: header.timestamp,
        counts: ways.counts,
        ids: ids.into_vec(),
        points,
        marks,
        ways: ways.ways,
        refs,
        kinds: ways.kinds.list,
        names: ways.names.list,
        restrictions: ways.restrictions,
        notices: ways.notices,
    };
    super::clean::clean(&mut roads);
    Ok(roads)
}

/// Values, each once.
struct Once<K, T> {
    list: Vec<T>,
    places: HashMap<K, u32>,
}

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Self { list: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Eq + Hash, T> Once<K, T> {
    /// The place of a value, by what tells it from others.
    fn place(&mut self, key: K, value: impl FnOnce() -> T) -> u32 {
        let Self { list, places } = self;
        *places.entry(key).or_insert_with(|| {
            list.push(value());
            list.len() as u32 - 1
        })
    }
}

/// What the first pass has found so far.
#[derive(Default)]
struct Ways {
    counts: Counts,
    ways: Vec<Way>,
    refs: Vec<i64>,
    kinds: Once<([u32; 5], Vec<u32>), Kind>,
    names: Once<String, String>,
    restrictions: Vec<Restriction>,
    notices: Notices,
}

/// What the first pass finds in one block.
#[derive(Default)]
struct Found {
    counts: Counts,
    ways: Vec<(i64, Road, Vec<String>, usize)>,
    refs: Vec<i64>,
    restrictions: Vec<Restriction>,
    notices: Notices,
}

impl Ways {
    fn add(&mut self, found: Found) {
        let before = self.refs.len();
        // What comes after that is not kept: the file is refused.
        if before > MOST_REFS {
            return;
        }
        self.refs.extend(found.refs);
        for (id, road, names, end) in found.ways {
            let place = |name: String| self.names.place(name.clone(), || name);
            let names: Vec<u32> = names.into_iter().map(place).collect();
            let kind = self.kinds.place((road.key(), names.clone()), || Kind { road, names });
            self.ways.push(Way { id, kind, end: (before + end) as u32 });
        }
        self.restrictions.extend(found.restrictions);
        add(&mut self.notices, found.notices);
        self.counts.nodes += found.counts.nodes;
        self.counts.ways += found.counts.ways;
        self.counts.relations += found.counts.relations;
        self.counts.roads += found.counts.roads;
    }
}

fn ways_of(block: &Block) -> Result<Found, Damage> {
    let mut found =
        Found { counts: Counts { nodes: block.node_count()?, ..Counts::default() }, ..Found::default() };
    let dictionary = std::cell::OnceCell::new();
    let dictionary = || dictionary.get_or_init(|| Dictionary::new(block));
    block.ways(|way| found.way(way, dictionary()))?;
    block.relations(|relation| found.relation(relation, dictionary()))?;
    Ok(found)
}

impl Found {
    fn way<'a>(&mut self, way: RawWay<'a>, dictionary: &Dictionary<'_, 'a>) -> Result<(), Damage> {
        self.counts.ways += 1;
        let Some(picked) = dictionary.pick(way.tags)? else { return Ok(()) };
        let Some(road) = picked.road(&mut |notice| count(&mut self.notices, notice, way.id)) else {
            return Ok(());
        };
        self.counts.roads += 1;
        put(&mut self.refs, way.refs)?;
        let names = number::names(picked.refs(), picked.name());
        self.ways.push((way.id, road, names, self.refs.len()));
        Ok(())
    }

    fn relation<'a>(
        &mut self,
        relation: RawRelation<'a>,
        dictionary: &Dictionary<'_, 'a>,
    ) -> Result<(), Damage> {
        self.counts.relations += 1;
        let Some(picked) = dictionary.pick(relation.tags)? else { return Ok(()) };
        let Some((kind, scope)) = picked.restriction() else { return Ok(()) };
        let left_out = match scope {
            Scope::All => None,
            Scope::Conditional => Some(Notice::TurnConditional),
            Scope::SomeVehicles => Some(Notice::TurnForSome),
        };
        if let Some(notice) = left_out {
            count(&mut self.notices, notice, relation.id);
            return Ok(());
        }
        match restriction(kind, relation, dictionary)? {
            Ok(restriction) => self.restrictions.push(restriction),
            Err(notice) => count(&mut self.notices, notice, relation.id),
        }
        Ok(())
    }
}

/// Adds the nodes of a way. One told twice in a row is once on the way: a small file may tell it a thousand million times.
fn put(refs: &mut Vec<i64>, way: impl Iterator<Item = Result<i64, Damage>>) -> Result<(), Damage> {
    let start = refs.len();
    for node in way {
        let node = node?;
        if refs.len() == start || refs.last() != Some(&node) {
            refs.push(node);
        }
    }
    Ok(())
}

fn restriction<'a>(
    kind: &str,
    relation: RawRelation<'a>,
    dictionary: &Dictionary<'_, 'a>,
) -> Result<Result<Restriction, Notice>, Damage> {
    let (mut from, mut to, mut vias, mut by_way) = (Vec::new(), Vec::new(), Vec::new(), false);
    for member in relation.members() {
        let (role, kind, id) = member?;
        match (dictionary.string(role as usize), kind) {
            ("from", 1) => from.push(id),
            ("to", 1) => to.push(id),
            ("via", 0) => vias.push(id),
            ("via", _) => by_way = true,
            _ => {}
        }
    }
    let only = kind.starts_with("only_");
    if by_way {
        return Ok(Err(Notice::TurnViaWay));
    }
    Ok(match vias[..] {
        [via] if (only || kind.starts_with("no_")) && !from.is_empty() && !to.is_empty() => {
            Ok(Restriction { id: relation.id, only, from, via, to })
        }
        _ => Err(Notice::TurnBroken),
    })
}

/// What the second pass finds in one block.
#[derive(Default)]
struct Nodes {
    points: Vec<(u32, Place)>,
    marks: Vec<(u32, Mark)>,
    notices: Notices,
}

fn nodes_of(block: &Block, ids: &Ids, bounds: Option<Bounds>) -> Result<Nodes, Damage> {
    let mut nodes = Nodes::default();
    let dictionary = Dictionary::new(block);
    let mut damage = None;
    block.nodes(|node| {
        let Some(at) = ids.find(node.id) else { return };
        match node.point {
            None => count(&mut nodes.notices, Notice::BadPlace, node.id),
            Some((lat, lon)) if bounds.is_some_and(|b| !b.holds(lat, lon)) => {
                nodes.points.push((at, Place::OUTSIDE))
            }
            Some((lat, lon)) => nodes.points.push((at, Place(lat, lon))),
        }
        match dictionary.pick(node.tags) {
            Ok(Some(picked)) => nodes.marks.extend(mark(&picked).map(|mark| (at, mark))),
            Ok(None) => {}
            Err(what) => damage = Some(what),
        }
    })?;
    damage.map_or(Ok(nodes), Err)
}

/// What stands at a node, if it matters to roads.
fn mark(picked: &Picked) -> Option<Mark> {
    let barrier = picked.barrier();
    let named = barrier.is_some() || picked.is_place();
    let mark = Mark {
        name: picked.name().filter(|_| named).map(str::to_owned),
        barrier: barrier.map(str::to_owned),
        effect: barrier.map_or(Effect::Open, |kind| effect(kind, picked.is_closed())),
        border: barrier == Some("border_control"),
        ford: picked.is_ford(),
    };
    (mark.name.is_some() || mark.barrier.is_some() || mark.ford).then_some(mark)
}

fn effect(kind: &str, closed: Option<bool>) -> Effect {
    let known = Rules::get().barrier.get(kind).copied().unwrap_or(Effect::Open);
    match closed {
        Some(false) => Effect::Open,
        Some(true) if known == Effect::Open => Effect::Closed,
        _ => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_told_again_and_again_is_once_on_its_way() {
        let mut refs = vec![1];
        put(&mut refs, [1, 1, 1, 2, 2, 1].into_iter().map(Ok)).unwrap();
        assert_eq!(refs, [1, 1, 2, 1]);
    }
}

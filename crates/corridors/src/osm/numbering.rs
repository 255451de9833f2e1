//! Files whose ids are not OpenStreetMap's: drawn by hand, renumbered or made up. The same id is then another node.

use super::roads::Roads;
use base::Issue;

/// A node that two files share may have been moved between their releases, but hardly this far, km. Own convention.
const MOVED_KM: f64 = 1.0;

/// Added to all ids of a file that is set apart, times its place among the files: OpenStreetMap's own stay below for
/// centuries (1.3 · 10¹⁰ nodes in 2025).
const APART: i64 = 1 << 48;

/// Gives each file new ids most of whose shared nodes lie elsewhere in an earlier file; says so.
pub(super) fn set_apart(files: &mut [(String, Roads)]) -> Vec<Issue> {
    let mut issues = Vec::new();
    for at in 1..files.len() {
        let (before, rest) = files.split_at_mut(at);
        let Some((name, roads)) = rest.first_mut() else { continue };
        let shared = |(other, known): &(String, Roads)| (other.clone(), far(known, roads));
        let worst = before.iter().map(shared).find(|(_, (far, all))| 2 * far > *all);
        let Some((other, (far, all))) = worst else { continue };
        issues.push(issue(name, &other, far, all));
        shift(roads, APART * at as i64);
    }
    issues
}

/// How many of the nodes that two files share lie elsewhere, and how many they share.
fn far(a: &Roads, b: &Roads) -> (u64, u64) {
    let (mut far, mut all, mut at) = (0, 0, 0);
    for (id, point) in b.ids.iter().zip(&b.points) {
        while a.ids.get(at).is_some_and(|other| other < id) {
            at += 1;
        }
        let Some(other) = a.points.get(at).filter(|_| a.ids.get(at) == Some(id)) else { continue };
        all += 1;
        far += u64::from(other.degrees().distance_km(point.degrees()) > MOVED_KM);
    }
    (far, all)
}

fn shift(roads: &mut Roads, by: i64) {
    let moved = |id: &mut i64| *id = id.saturating_add(by);
    roads.ids.iter_mut().for_each(moved);
    roads.ways.iter_mut().for_each(|way| moved(&mut way.id));
    for turn in &mut roads.restrictions {
        turn.from.iter_mut().chain(&mut turn.to).chain([&mut turn.via]).for_each(moved);
    }
}

fn issue(name: &str, other: &str, far: u64, all: u64) -> Issue {
    let words = format!(
        "{far} of the {all} nodes whose ids also stand in {other} lie elsewhere: its ids are not of the same numbering, so the two are not joined"
    );
    Issue::warning("osm.other_ids", words)
        .in_file(name)
        .help("no way leads from one to the other; remove one of them with `roads DIR remove NAME`")
}

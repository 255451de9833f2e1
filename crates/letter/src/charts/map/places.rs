//! Incidents of areas, and towns with their names.

use super::super::label::{self, Area, Room};
use super::super::svg::{Anchor, Pen, SIZE};
use super::super::{Artist, paint, say};
use super::view::View;
use super::{Cluster, Town};

/// Radius of the largest circle.
const LARGEST: f64 = 19.0;

/// The areas, those with most incidents first.
pub(super) fn by_count(clusters: &[Cluster]) -> Vec<&Cluster> {
    let mut sorted: Vec<&Cluster> = clusters.iter().collect();
    sorted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.place.cmp(&b.place)));
    sorted
}

/// A circle an area, its surface as the number in it, as far as the number fits. Circles step aside from one another.
pub(super) fn clusters(pen: &mut Pen, artist: &Artist, clusters: &[Cluster], view: &View, room: &mut Room) {
    let most = clusters.iter().map(|c| c.count).max().unwrap_or(1).max(1);
    for cluster in by_count(clusters) {
        let words = say::number(artist, f64::from(cluster.count));
        let surface = f64::from(cluster.count) / f64::from(most);
        let r = (LARGEST * surface.sqrt()).max(label::bold(&words, SIZE) / 2.0 + 3.0).max(9.0);
        let (x, y) = view.at(cluster.at);
        let area = |(dx, dy): (f64, f64)| Area { x: x + dx - r, y: y + dy - r, w: 2.0 * r, h: 2.0 * r };
        let ring = |far: f64| {
            (0..8).map(move |k| {
                let turn = f64::from(k) * std::f64::consts::FRAC_PI_4;
                (far * turn.cos(), far * turn.sin())
            })
        };
        let wanted =
            std::iter::once((0.0, 0.0)).chain([0.8, 1.3, 1.9, 2.6].into_iter().flat_map(|f| ring(f * r)));
        match room.place(wanted.map(area)) {
            Some(a) => {
                pen.circle((a.x + r, a.y + r), r, paint::INCIDENTS);
                pen.text((a.x + r, a.y + r + 4.7), Anchor::Middle, &words, paint::ON_DARK);
            }
            None => pen.circle((x, y), 5.0, paint::INCIDENTS),
        }
    }
}

/// The towns, those whose names matter most first.
fn by_rank(towns: &[Town]) -> Vec<&Town> {
    let mut sorted: Vec<&Town> = towns.iter().collect();
    sorted.sort_by_key(|t| t.rank);
    sorted
}

/// A square for a capital, circles for other towns; nothing else may cover them.
pub(super) fn signs(pen: &mut Pen, towns: &[Town], view: &View, room: &mut Room) {
    for town in towns {
        let (x, y) = view.at(town.at);
        room.take(Area { x: x - 5.0, y: y - 5.0, w: 10.0, h: 10.0 });
        match town.rank {
            0 | 1 => pen.rect(Area { x: x - 4.5, y: y - 4.5, w: 9.0, h: 9.0 }, paint::TOWN),
            2 => pen.circle((x, y), 4.0, paint::TOWN),
            _ => pen.circle((x, y), 3.0, paint::TOWN),
        }
    }
}

/// Names of the towns of some ranks beside their signs; one that finds no room is left out.
pub(super) fn names(
    pen: &mut Pen,
    towns: &[Town],
    ranks: std::ops::RangeInclusive<u8>,
    view: &View,
    room: &mut Room,
    crossed: &[(f64, f64)],
) {
    for town in by_rank(towns).into_iter().filter(|t| ranks.contains(&t.rank)) {
        let (x, y) = view.at(town.at);
        let bold = town.rank <= 1;
        let name = label::fit(&town.name, SIZE, 130.0);
        let w = if bold { label::bold(&name, SIZE) } else { label::width(&name, SIZE) } + 4.0;
        let h = 15.0;
        let (left, right) = (view.frame.x + 2.0, view.frame.x + view.frame.w - 2.0);
        let (e, m) = (6.0, w / 2.0);
        let corners = [
            (e, -h / 2.0),
            (-e - w, -h / 2.0),
            (-m, -h - e),
            (-m, e),
            (e - 1.0, -h - 1.0),
            (e - 1.0, 1.0),
            (-e - w + 1.0, -h - 1.0),
            (-e - w + 1.0, 1.0),
        ];
        let mut areas: Vec<(usize, Area)> = corners
            .into_iter()
            .map(|(dx, dy)| (Area { x: x + dx, y: y + dy, w, h }, dx == -m))
            // Above and below, a name slides into the frame.
            .map(|(a, slides)| if slides { Area { x: a.x.min(right - w).max(left), ..a } } else { a })
            .map(|a| (crossed.iter().filter(|p| a.meets(Area { x: p.0, y: p.1, w: 0.1, h: 0.1 })).count(), a))
            .collect();
        // The place that covers least of the roads; among equals the first.
        areas.sort_by_key(|(covered, _)| *covered);
        if let Some(a) = room.place(areas.into_iter().map(|(_, a)| a)) {
            let paint =
                if bold { format!("{} {}", paint::HALO, paint::BOLD) } else { paint::HALO.to_owned() };
            pen.text((a.x + 2.0, a.y + 11.8), Anchor::Start, &name, &paint);
        }
    }
}

//! The map of corridors: north up, equirectangular, a degree east-west shortened by the cosine of the middle latitude.

mod ahead;
mod clip;
mod places;
mod routes;
mod signs;
mod view;

pub use ahead::{Chance, Chances};
pub use signs::{Level, Sign, SignKind};

use super::flow::Span;
use super::label::{self, Room};
use super::legend::{HIGH, SYMBOL, Symbol, legend};
use super::status::Status;
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, Chart, Picture, paint, say};
use crate::words::count;
use base::{Coordinate, Date};
use view::View;

/// Corridors by status, with borders, towns and incidents.
#[derive(Clone, Debug, PartialEq)]
pub struct CorridorMap {
    /// The day that the status is told for.
    pub on: Date,
    /// Countries or areas below everything else; the first stands lowest.
    pub lands: Vec<Land>,
    /// Whether the outlines are coarse ones of the case's own, and are marked so.
    pub coarse: bool,
    /// The corridors, in the order of the case; their numbers on the map are 1, 2, 3 …
    pub routes: Vec<Route>,
    /// Towns.
    pub towns: Vec<Town>,
    /// Incidents, summed by area.
    pub clusters: Vec<Cluster>,
    /// Constraints, border crossings, markets.
    pub signs: Vec<Sign>,
    /// The months that incidents were counted in.
    pub counted: Option<Span>,
    /// What may come in the lands, where that is shown.
    pub ahead: Option<Chances>,
    /// The last day that anything was told of, if ever; said where there is nothing to draw.
    pub last_data: Option<Date>,
}

/// A country or an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Land {
    /// Its name, in the letter's language.
    pub name: String,
    /// Whether it is the case's own, drawn lighter than its neighbours.
    pub home: bool,
    /// Its rings, outer ones and holes alike.
    pub rings: Vec<Vec<Coordinate>>,
}

/// A corridor.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Its name.
    pub name: String,
    /// Its status as a whole.
    pub status: Status,
    /// Its sections, in the order of travel.
    pub sections: Vec<Section>,
}

/// A section of a corridor.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its status.
    pub status: Status,
    /// Its line.
    pub line: Vec<Coordinate>,
}

/// A town.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub at: Coordinate,
    /// 1 for a capital, 2 for a large town, 3 for others. Names of the lower rank are placed first.
    pub rank: u8,
}

/// Incidents of an area, already blurred: a second-level area or a section of a corridor, never a place of one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Name of the area.
    pub place: String,
    /// A point that stands for the area (such as its middle).
    pub at: Coordinate,
    /// How many.
    pub count: u32,
}

fn finite(at: &Coordinate) -> bool {
    Coordinate::new(at.lat, at.lon).is_some()
}

impl CorridorMap {
    /// Draws it; `id` begins its ids.
    pub fn draw(&self, artist: &Artist, id: &str) -> Picture {
        let (mut clean, mut dropped) = (self.clone(), 0);
        let mut sift = |line: &mut Vec<Coordinate>| {
            let before = line.len();
            line.retain(finite);
            dropped += before - line.len();
        };
        clean.lands.iter_mut().flat_map(|l| &mut l.rings).for_each(&mut sift);
        clean.routes.iter_mut().flat_map(|r| &mut r.sections).for_each(|s| sift(&mut s.line));
        let before = clean.towns.len() + clean.clusters.len() + clean.signs.len();
        clean.towns.retain(|t| finite(&t.at));
        clean.signs.retain(|s| finite(&s.at));
        clean.clusters.retain(|c| finite(&c.at) && c.count > 0);
        dropped += before - clean.towns.len() - clean.clusters.len() - clean.signs.len();
        super::draw(&clean, artist, id, self.last_data, dropped)
    }

    /// What the frame must show.
    fn points(&self) -> Vec<Coordinate> {
        let lines = self.routes.iter().flat_map(|r| &r.sections).flat_map(|s| s.line.iter().copied());
        let towns = self.towns.iter().map(|t| t.at);
        let areas = self.clusters.iter().map(|c| c.at);
        lines.chain(towns).chain(areas).chain(self.signs.iter().map(|s| s.at)).collect()
    }

    fn occurs(&self, status: Status) -> bool {
        self.routes.iter().flat_map(|r| &r.sections).any(|s| s.status == status && s.line.len() > 1)
    }
}

impl Chart for CorridorMap {
    fn title(&self, artist: &Artist) -> String {
        let day = crate::words::say_date(&artist.messages, &base::Interval::day(self.on));
        artist.messages.tell("chart-map-title", [("day", day.into())])
    }

    fn tell(&self, artist: &Artist) -> String {
        let all: Vec<Status> = self.routes.iter().map(|r| r.status).collect();
        let mut told = Vec::new();
        if !all.is_empty() {
            let counts = Status::counts(artist, &all);
            told.push(
                artist
                    .messages
                    .tell("chart-map-counts", [("n", count(all.len())), ("counts", counts.into())]),
            );
        }
        for (at, route) in self.routes.iter().enumerate() {
            let values = [
                ("n", (at + 1).to_string().into()),
                ("name", label::brief(&route.name).into()),
                ("status", route.status.word(artist).into()),
            ];
            told.push(artist.messages.tell("chart-map-route", values));
        }
        if !self.clusters.is_empty() {
            let name = |c: &Cluster| format!("{} ({})", label::brief(&c.place), c.count);
            let places: Vec<String> = places::by_count(&self.clusters).into_iter().map(name).collect();
            let total: u64 = self.clusters.iter().map(|c| u64::from(c.count)).sum();
            let key = "chart-map-incidents";
            told.push(
                artist.messages.tell(
                    key,
                    [("n", (total as f64).into()), ("places", artist.messages.list(&places).into())],
                ),
            );
        }
        told.extend(self.ahead.as_ref().and_then(|ahead| ahead.tell(artist, &self.lands)));
        told.extend(self.told_signs(artist));
        told.join(" ")
    }

    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64 {
        let view = View::about(&self.points(), pen.width, pen.narrow());
        let mut room = Room::new(view.frame);
        pen.clip(view.frame);
        pen.rect(view.frame, paint::SEA);
        let lands = clip::lands(&self.lands, &view);
        clip::paint(pen, &lands, self.ahead.as_ref());
        let lines = routes::paint(pen, &self.routes, &view);
        let crossed: Vec<(f64, f64)> = lines.iter().flat_map(|r| routes::along(r, 6.0)).collect();
        places::signs(pen, &self.towns, &view, &mut room);
        // The capital keeps its name however crowded the map is.
        places::names(pen, &self.towns, 0..=1, &view, &mut room, &crossed);
        view.scale(pen, artist, &mut room, &crossed);
        routes::badges(pen, &lines, &mut room);
        places::clusters(pen, artist, &self.clusters, &view, &mut room);
        signs::draw(pen, &self.signs, &view, &mut room);
        places::names(pen, &self.towns, 2..=u8::MAX, &view, &mut room, &crossed);
        clip::names(pen, &lands, view.frame, &mut room, &crossed);
        pen.end();
        pen.rect(view.frame, paint::EDGE);
        let end = self.list(artist, pen, view.frame.y + view.frame.h + 6.0);
        let end = legend(pen, end, &self.signs(artist));
        if !self.coarse {
            return end;
        }
        let note = artist.messages.say("chart-map-coarse");
        let lines = label::wrap(&note, SIZE, pen.width, 2);
        for (at, line) in lines.iter().enumerate() {
            pen.text((0.0, end + 12.0 + at as f64 * LEADING), Anchor::Start, line, paint::SOFT);
        }
        end + LEADING * lines.len() as f64 + 2.0
    }

    /// Where roads cross a border is ground, as towns are: alone it tells nothing of the day.
    fn is_empty(&self) -> bool {
        self.clusters.is_empty()
            && self.signs.iter().all(|s| s.kind == SignKind::Crossing)
            && self.routes.iter().all(|r| r.sections.iter().all(|s| s.line.len() < 2))
            && !self.ahead.as_ref().is_some_and(|ahead| ahead.tells(&self.lands))
    }
}

impl CorridorMap {
    /// The corridors by number, with their status in a word; in two columns where no name is cut by that.
    fn list(&self, artist: &Artist, pen: &mut Pen, y: f64) -> f64 {
        const BESIDE: f64 = 50.0;
        let half = pen.width / 2.0;
        let long = |r: &Route| {
            label::width(&r.name, SIZE) + label::bold(&r.status.word(artist), SIZE) + BESIDE > half
        };
        let columns = if pen.narrow() || self.routes.iter().any(long) { 1 } else { 2 };
        let wide = pen.width / columns as f64;
        let rows = self.routes.len().div_ceil(columns).max(1);
        let mut bottom = y;
        for (column, routes) in self.routes.chunks(rows).enumerate() {
            let (x, mut y) = (column as f64 * wide, y);
            for (at, route) in routes.iter().enumerate() {
                let half = routes::badge(pen, (x + 11.0, y + 10.0), &(column * rows + at + 1).to_string());
                let word = route.status.word(artist);
                let from = x + 11.0 + half.max(10.0) + 7.0;
                let room = x + wide - from - label::bold(&word, SIZE) - 16.0;
                let lines = label::wrap(&route.name, SIZE, room, 2);
                for (k, line) in lines.iter().enumerate() {
                    pen.fitted((from, y + 14.5 + k as f64 * LEADING), line, room, "");
                }
                y += LEADING * lines.len().saturating_sub(1) as f64;
                let after = lines.last().map_or(0.0, |l| label::width(l, SIZE) + 8.0);
                pen.text((from + after, y + 14.5), Anchor::Start, &word, paint::BOLD);
                y += 22.0;
            }
            bottom = bottom.max(y);
        }
        bottom + 2.0
    }

    fn signs<'a>(&self, artist: &Artist) -> Vec<(Symbol<'a>, String)> {
        let mut signs: Vec<(Symbol<'a>, String)> = Vec::new();
        for status in Status::ALL.into_iter().filter(|s| self.occurs(*s)) {
            let draw: Symbol<'a> = Box::new(move |pen, x, y| {
                let y = y + HIGH / 2.0;
                routes::stroke(pen, &[vec![(x + 1.0, y), (x + SYMBOL - 1.0, y)]], status);
            });
            signs.push((draw, status.word(artist)));
        }
        if !self.clusters.is_empty() {
            let draw: Symbol<'a> =
                Box::new(|pen, x, y| pen.circle((x + SYMBOL / 2.0, y + HIGH / 2.0), 7.0, paint::INCIDENTS));
            let words = match self.counted {
                Some(span) => {
                    let period = say::period(artist, span.first, span.months);
                    artist.messages.tell("chart-map-incidents-in", [("period", period.into())])
                }
                None => artist.messages.say("chart-map-incidents-sign"),
            };
            signs.push((draw, words));
        }
        signs.extend(self.ahead.iter().flat_map(|ahead| ahead.signs(artist)));
        for kind in self.kinds() {
            let draw: Symbol<'a> =
                Box::new(move |pen, x, y| signs::symbol(pen, kind, (x + SYMBOL / 2.0, y + HIGH / 2.0)));
            signs.push((draw, sign(artist, kind)));
        }
        signs
    }

    /// The kinds of signs that there are.
    fn kinds(&self) -> Vec<SignKind> {
        let mut kinds: Vec<SignKind> = self.signs.iter().map(|s| s.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// « Contrainte : A, B. »; border crossings are part of the ground and are not listed.
    fn told_signs(&self, artist: &Artist) -> Vec<String> {
        let told = |kind: SignKind| {
            let of = self.signs.iter().filter(|s| s.kind == kind);
            let mut places: Vec<String> = of.map(|s| label::brief(&s.name)).collect();
            places.dedup();
            let values =
                [("sign", sign(artist, kind).into()), ("places", artist.messages.list(&places).into())];
            artist.messages.tell("chart-map-signs", values)
        };
        self.kinds().into_iter().filter(|k| *k != SignKind::Crossing).map(told).collect()
    }
}

/// What a sign means.
fn sign(artist: &Artist, kind: SignKind) -> String {
    match kind {
        SignKind::Constraint => artist.messages.say("chart-map-constraint"),
        SignKind::Crossing => artist.messages.say("chart-map-crossing"),
        SignKind::Market(level) => {
            let said = artist.messages.say(&format!("alps-{}", level.name()));
            artist.messages.tell("chart-map-market", [("level", said.into())])
        }
    }
}

//! The map as a picture.

use super::MapShown;
use base::Interval;
use letter::charts::{
    Cluster, CorridorMap, Land, Level, Month, Route, Section, Sign, SignKind, Span, Status, Town,
};
use letter::{Lang, Passable};

fn status(of: Passable) -> Status {
    match of {
        Passable::Unknown => Status::Unknown,
        Passable::Open => Status::Open,
        Passable::Restricted => Status::Restricted,
        Passable::Closed => Status::Closed,
    }
}

impl MapShown {
    /// The picture of the layers that are wanted. Without a section's own state it is drawn as its corridor's month.
    pub fn picture(
        &self,
        lang: Lang,
        wanted: impl Fn(&str) -> bool,
        ahead: Option<&super::MapAhead>,
    ) -> CorridorMap {
        let ways = self.corridors.iter().filter(|_| wanted("corridors"));
        let route = |way: &super::Way| {
            let section = |s: &super::Section| Section {
                status: status(s.state.unwrap_or(way.state)),
                line: s.line.clone(),
            };
            let sections = way.sections.iter().map(section).collect();
            Route { name: self.said(&way.name, lang), status: status(way.state), sections }
        };
        let land = |l: &letter::MapLand| Land {
            name: self.said(&l.name, lang),
            home: l.home,
            rings: l.rings.clone(),
        };
        let town = |t: &letter::MapTown| Town { name: self.called(&t.name, lang), at: t.at, rank: t.rank };
        let area = |a: &letter::AreaIncidents| Cluster {
            place: self.called(&a.area, lang),
            at: a.at,
            count: a.count,
        };
        CorridorMap {
            on: self.day,
            // What may come needs its outlines.
            lands: self.lands.iter().filter(|_| wanted("borders") || ahead.is_some()).map(land).collect(),
            ahead: ahead.map(|ahead| ahead.drawn(self.lands.iter().map(|l| l.name.en.as_str()))),
            coarse: self.coarse && wanted("borders"),
            routes: ways.map(route).collect(),
            towns: self.towns.iter().filter(|_| wanted("towns")).map(town).collect(),
            clusters: self.incidents.iter().filter(|_| wanted("incidents")).map(area).collect(),
            signs: self.signs(lang, wanted),
            counted: self.counted.and_then(span),
            last_data: None,
        }
    }

    fn signs(&self, lang: Lang, wanted: impl Fn(&str) -> bool) -> Vec<Sign> {
        let mut signs = Vec::new();
        if wanted("constraints") {
            let spots = self.constraints.iter().flat_map(|c| &c.spots);
            let constraint = |s: &super::Spot| Sign {
                kind: SignKind::Constraint,
                name: self.called(&s.name, lang),
                at: s.at,
            };
            signs.extend(spots.map(constraint));
            signs.sort_by(|a: &Sign, b| a.name.cmp(&b.name));
            signs.dedup();
        }
        if wanted("markets") {
            let market = |m: &super::Market| Sign {
                kind: SignKind::Market(level(m.level)),
                name: self.called(&m.name, lang),
                at: m.at,
            };
            signs.extend(self.markets.iter().map(market));
        }
        if wanted("borders") {
            let crossing = |c: &super::Crossing| Sign {
                kind: SignKind::Crossing,
                name: self.called(&c.name, lang),
                at: c.at,
            };
            signs.extend(self.crossings.iter().map(crossing));
        }
        signs
    }
}

fn level(name: Option<&str>) -> Level {
    match name {
        Some("normal") => Level::Normal,
        Some("stress") => Level::Stress,
        Some("alert") => Level::Alert,
        Some("crisis") => Level::Crisis,
        _ => Level::Ungraded,
    }
}

/// The whole months that days lie in.
fn span(of: Interval) -> Option<Span> {
    let (first, end) = (Month::of(of.start?), Month::of(of.end?));
    let months = (0..1200).find(|n| first.plus(*n) >= end)? + 1;
    Some(Span { first, months })
}

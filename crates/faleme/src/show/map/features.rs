//! The map as features, each a row of its table.

use super::{MapShown, Section, Way};
use base::Coordinate;
use letter::Lang;
use serde_json::{Map, Value, json};

fn position(at: Coordinate) -> Value {
    // To some ten metres: finer than any source of a case.
    json!([(at.lon * 1e4).round() / 1e4, (at.lat * 1e4).round() / 1e4])
}

fn point(at: Coordinate) -> Value {
    json!({"type": "Point", "coordinates": position(at)})
}

fn lines<'a>(lines: impl Iterator<Item = &'a Vec<Coordinate>>) -> Value {
    let line = |line: &Vec<Coordinate>| line.iter().copied().map(position).collect::<Vec<_>>();
    json!({"type": "MultiLineString", "coordinates": lines.map(line).collect::<Vec<_>>()})
}

/// A row: what every feature has, and its own.
fn row(layer: &str, id: String, name: &str, geometry: Value, own: Value) -> Value {
    let mut row = Map::new();
    row.insert("id".into(), id.into());
    row.insert("layer".into(), layer.into());
    row.insert("name".into(), name.into());
    row.extend(own.as_object().cloned().unwrap_or_default());
    row.insert("geometry".into(), geometry);
    Value::Object(row)
}

impl MapShown {
    /// The features of the layers that are wanted, names in one language.
    pub fn features(&self, lang: Lang, wanted: impl Fn(&str) -> bool) -> Vec<Value> {
        let mut rows = Vec::new();
        if wanted("corridors") {
            rows.extend(self.corridors.iter().flat_map(|way| self.way(way, lang)));
        }
        if wanted("incidents") {
            rows.extend(self.incidents.iter().map(|a| {
                let own = json!({"count": a.count, "date": self.counted});
                let name = self.called(&a.area, lang);
                row("incidents", format!("incidents-{}", slug(&a.area)), &name, point(a.at), own)
            }));
        }
        if wanted("constraints") {
            rows.extend(self.constraints.iter().map(|of| self.constraint(of, lang)));
        }
        if wanted("markets") {
            rows.extend(self.markets.iter().map(|m| {
                let own = json!({"level": m.level, "country": m.country, "prices": m.prices});
                let id = format!("market-{}-{}", slug(&m.country), slug(&m.name));
                row("markets", id, &self.called(&m.name, lang), point(m.at), own)
            }));
        }
        if wanted("borders") {
            rows.extend(self.borders(lang));
        }
        if wanted("towns") {
            rows.extend(self.towns.iter().map(|t| {
                let (id, name) = (format!("town-{}", slug(&t.name)), self.called(&t.name, lang));
                row("towns", id, &name, point(t.at), json!({"rank": t.rank}))
            }));
        }
        rows
    }

    /// What may come, a feature a district that has an outline.
    pub fn ahead(&self, lang: Lang, ahead: &super::MapAhead) -> Vec<Value> {
        let feature = |land: &letter::MapLand| {
            let own = ahead.own(&land.name.en)?.clone();
            let ring = |ring: &Vec<Coordinate>| ring.iter().copied().map(position).collect::<Vec<_>>();
            let rings: Vec<_> = land.rings.iter().map(ring).collect();
            let name = self.said(&land.name, lang);
            let polygon = json!({"type": "Polygon", "coordinates": rings});
            Some(row(super::LAYER_AHEAD, format!("forecast-{}", slug(&land.name.en)), &name, polygon, own))
        };
        self.lands.iter().filter_map(feature).collect()
    }

    /// A feature a section where their states are told, else one of the whole corridor.
    fn way(&self, way: &Way, lang: Lang) -> Vec<Value> {
        let name = self.said(&way.name, lang);
        let own = |part: Value| {
            let mut own = json!({
                "corridor": way.id, "month": way.month, "month_state": way.state, "incidents": way.incidents,
                "constraints": way.constraints, "last_confirmed": way.last_confirmed, "age_days": way.age_days,
            });
            if let (Some(own), Some(part)) = (own.as_object_mut(), part.as_object()) {
                own.extend(part.clone());
            }
            own
        };
        if !self.amber {
            let whole = lines(way.sections.iter().map(|s| &s.line));
            return vec![row("corridors", way.id.clone(), &name, whole, own(json!({"state": way.state})))];
        }
        let section = |(at, s): (usize, &Section)| {
            let [from, to] = [&s.from, &s.to].map(|name| self.called(name, lang));
            let part = json!({
                "state": s.state, "class": way.class, "section": format!("{from}–{to}"), "from": from, "to": to,
                "tlp": crate::corridor::MARKING,
            });
            let line: Vec<Value> = s.line.iter().copied().map(position).collect();
            let line = json!({"type": "LineString", "coordinates": line});
            row("corridors", format!("{}-{}", way.id, at + 1), &name, line, own(part))
        };
        way.sections.iter().enumerate().map(section).collect()
    }

    fn borders(&self, lang: Lang) -> Vec<Value> {
        let mut rows = Vec::new();
        for land in &self.lands {
            let name = self.said(&land.name, lang);
            let own = json!({"border": "outline", "home": land.home, "coarse": self.coarse});
            rows.push(row(
                "borders",
                format!("outline-{}", slug(&land.name.en)),
                &name,
                lines(land.rings.iter()),
                own,
            ));
        }
        for crossing in &self.crossings {
            let own = json!({"border": "crossing", "country": crossing.country});
            let id = format!("crossing-{}", slug(&crossing.name));
            rows.push(row("borders", id, &self.called(&crossing.name, lang), point(crossing.at), own));
        }
        rows
    }

    fn constraint(&self, of: &super::Limiting, lang: Lang) -> Value {
        let names: Vec<String> = of.spots.iter().map(|s| self.called(&s.name, lang)).collect();
        let own = json!({
            "kind": of.kind, "status": of.status, "disputed": of.disputed, "since": of.since,
            "last_told": of.last_told, "age_days": of.age_days,
        });
        let points: Vec<Value> = of.spots.iter().map(|s| position(s.at)).collect();
        let geometry = match points.as_slice() {
            [] => Value::Null,
            _ => json!({"type": "MultiPoint", "coordinates": points}),
        };
        row("constraints", of.id.clone(), &names.join("; "), geometry, own)
    }
}

/// A name as part of an id.
fn slug(name: &str) -> String {
    base::fold_key(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

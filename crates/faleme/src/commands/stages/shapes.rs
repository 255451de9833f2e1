//! Shapes of the map: outlines of the case's areas, and the ways of its corridors.

use super::Asked;
use crate::corridor::Setting;
use crate::findings::stages::{Land, Route, Shapes, Stretch};
use anyhow::Result;
use base::Coordinate;
use corridors::{Corridor, Question};
use events::Boundary;
use serde_json::Value;

/// Points of a section at most: more than a page can show.
const MOST: usize = 120;

/// The shapes of a case.
pub fn of(asked: &Asked<'_>, setting: &Setting) -> Result<Shapes> {
    let mut shapes = Shapes::default();
    for (name, line) in asked.lines()? {
        let entry = asked.case.areas.iter().find(|a| a.name == name && a.boundary.is_some());
        if shapes.lands.iter().any(|land| land.name == name) {
            continue;
        }
        let Some((entry, file)) = entry.and_then(|e| Some((e, e.boundary.as_ref()?))) else { continue };
        let Ok(text) = std::fs::read_to_string(asked.dir.join(file)) else { continue };
        let Ok(json) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else { continue };
        let mut rings = Vec::new();
        take(&json, &mut rings);
        if rings.is_empty() {
            continue;
        }
        shapes.lands.push(Land {
            home: entry.country.is_some() && entry.country == asked.case.head.country,
            admin2: entry.admin2.clone(),
            middle: Boundary::parse(&text).ok().and_then(|b| b.middle()),
            coarse: json["properties"]["note"].as_str().is_some_and(|n| n.to_lowercase().contains("coarse")),
            source: entry.source.clone(),
            name,
            rings,
            line,
        });
    }
    shapes.routes = routes(setting)?;
    Ok(shapes)
}

fn take(json: &Value, rings: &mut Vec<Vec<Coordinate>>) {
    for key in ["features", "geometries"] {
        json[key].as_array().into_iter().flatten().for_each(|part| take(part, rings));
    }
    take_polygons(&json["geometry"], rings);
    take_polygons(json, rings);
}

fn take_polygons(json: &Value, rings: &mut Vec<Vec<Coordinate>>) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let polygons = match json["type"].as_str() {
        Some("Polygon") => vec![json["coordinates"].clone()],
        Some("MultiPolygon") => list(&json["coordinates"]),
        _ => Vec::new(),
    };
    for ring in polygons.iter().flat_map(list) {
        let point = |p: &Value| Coordinate::new(p.get(1)?.as_f64()?, p.get(0)?.as_f64()?);
        let points: Vec<Coordinate> = list(&ring).iter().filter_map(point).collect();
        if points.len() > 2 {
            rings.push(thin(points));
        }
    }
}

fn routes(setting: &Setting) -> Result<Vec<Route>> {
    let assessed = setting.assess_each(&Question::on(setting.day))?;
    let mut found = Vec::new();
    for entry in &setting.case.corridors {
        let by = assessed.iter().find(|(_, names)| names.contains(&entry.name.en));
        let own = |c: &&Corridor| c.name == entry.name.en;
        let Some((of, corridor)) = by.and_then(|(a, _)| Some((a, a.corridors.iter().find(own)?))) else {
            continue;
        };
        let section = |s: &corridors::Section| Stretch {
            from: s.from.clone(),
            to: s.to.clone(),
            status: of.told(s).status,
            line: thin(of.roads.points(&s.steps)),
        };
        let sections: Vec<_> = corridor.sections.iter().map(section).filter(|s| s.line.len() > 1).collect();
        if !sections.is_empty() {
            found.push(Route { line: entry.line, class: of.profile.id.clone(), sections });
        }
    }
    Ok(found)
}

/// Every so many points, both ends kept.
fn thin(points: Vec<Coordinate>) -> Vec<Coordinate> {
    let last = points.len().saturating_sub(1);
    let step = points.len().div_ceil(MOST).max(1);
    let kept = points.into_iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last);
    kept.map(|(_, point)| point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_keeps_its_ends() {
        let line: Vec<Coordinate> =
            (0..1000).map(|n| Coordinate { lat: f64::from(n) / 100.0, lon: 0.0 }).collect();
        let thinned = thin(line.clone());
        assert!(
            thinned.len() <= MOST + 1 && thinned.first() == line.first() && thinned.last() == line.last()
        );
        assert_eq!(thin(line[..5].to_vec()), line[..5]);
    }

    #[test]
    fn rings_of_every_polygon_are_taken() {
        let square = "[[[0,0],[1,0],[1,1],[0,0]]]";
        for text in [
            format!("{{\"type\":\"Polygon\",\"coordinates\":{square}}}"),
            format!(
                "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[{square}]}}}}"
            ),
            "{\"type\":\"FeatureCollection\",\"features\":[]}".to_owned(),
        ] {
            let mut rings = Vec::new();
            take(&serde_json::from_str(&text).unwrap(), &mut rings);
            assert_eq!(rings.len(), usize::from(!text.contains("Collection")), "{text}");
        }
    }
}

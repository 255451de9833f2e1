//! OGC API Features, core (OGC 17-069r4), for QGIS, GDAL and the like.
//!
//! In: `/ogc` and what is below it. Out: JSON and GeoJSON, in WGS 84 (CRS84). Features are those of the pages: what a visitor
//! may not see is not there. `as_of` asks for another day, as everywhere.

mod collections;
mod filter;

use super::desk::Desk;
use super::patience::{self, Waited};
use super::question::Params;
use super::reply::{Body, GEOJSON, JSON};
use super::visitor::Visitor;
use crate::answers::{Asked, Lang, Problem};
use axum::extract::{MatchedPath, Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;
use collections::{COLLECTIONS, Collection};
use filter::Filter;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// What of the standard is kept.
const CLASSES: [&str; 2] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];
/// The coordinate reference system of everything: longitude first.
const CRS: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/// Parameters that every path takes; items take `limit`, `offset`, `bbox` and `datetime` as well.
const COMMON: [&str; 2] = ["as_of", "f"];
const OF_ITEMS: [&str; 4] = ["limit", "offset", "bbox", "datetime"];

/// What is asked for below `/ogc`.
#[derive(Clone, Debug)]
enum Wanted {
    Landing,
    Conformance,
    Collections,
    Collection(&'static Collection),
    Items(&'static Collection),
    Item(&'static Collection, String),
}

/// A request, with what its answer depends on.
struct Request {
    desk: Arc<Desk>,
    visitor: Visitor,
    query: Vec<(String, String)>,
    headers: HeaderMap,
}

/// GET `/ogc` and whatever is below it.
pub async fn features(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    pattern: MatchedPath,
    Path(parts): Path<HashMap<String, String>>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = || named(parts.get("id").map_or("", String::as_str));
    let below: Vec<&str> = pattern.as_str().split('/').skip(2).filter(|part| !part.is_empty()).collect();
    let wanted = match (below.as_slice(), parts.get("feature")) {
        ([], _) => Wanted::Landing,
        (["conformance"], _) => Wanted::Conformance,
        (["collections"], _) => Wanted::Collections,
        (["collections", _], _) => Wanted::Collection(collection()?),
        (_, None) => Wanted::Items(collection()?),
        (_, Some(feature)) => Wanted::Item(collection()?, feature.clone()),
    };
    answer(Request { desk, visitor, query, headers }, wanted).await
}

fn named(id: &str) -> Result<&'static Collection, Problem> {
    COLLECTIONS.iter().find(|c| c.id == id).ok_or_else(|| Problem::none("there is no such collection"))
}

/// The answer, kept until the case changes.
async fn answer(of: Request, wanted: Wanted) -> Result<Response, Problem> {
    let items = matches!(wanted, Wanted::Items(_));
    let known = |name: &str| COMMON.contains(&name) || (items && OF_ITEMS.contains(&name));
    if let Some((name, _)) = of.query.iter().find(|(name, _)| !known(name)) {
        return Err(Problem::bad(format!("`{name}` is no parameter here")));
    }
    if let Some((_, form)) = of.query.iter().find(|(name, form)| name == "f" && form != "json") {
        return Err(Problem::bad(format!("f: `{form}` is not json")));
    }
    let host = of.headers.get(HOST).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let base = format!("{}/ogc", of.desk.house.hosts.origin(host));
    let asked = Asked::read(of.visitor.asker, Lang::English, None, &of.query)?;
    let filter = Filter::of(&asked)?;
    let state = of.desk.state();
    let (readers, role) = (asked.by.readers, asked.by.role);
    let key = format!("ogc {base} {} {readers:?} {role:?} {}", wanted.path(), asked.key());
    let ready = match state.kept.find(&key) {
        Some(ready) => ready,
        None => {
            let (of_state, key_of) = (Arc::clone(&state), key.clone());
            let make = move |desk: &Desk, asked: &Asked| {
                of_state.kept.get(key_of, || {
                    let told =
                        Told { base: &base, asked, opened: &desk.opened(&of_state, asked.by.readers)? };
                    body(&wanted, &told, &filter)
                })
            };
            // A turn of its own, as every question has.
            match patience::wait(&of.desk, &state, key, (of.visitor.name, asked), false, make).await? {
                Waited::Ready(ready) => ready,
                Waited::Working => return Err(Problem::busy("this is still being worked out: ask again")),
            }
        }
    };
    Ok(ready.sent(&of.headers, false))
}

/// What answers are made from.
struct Told<'a> {
    base: &'a str,
    asked: &'a Asked,
    opened: &'a crate::opened::Opened,
}

fn body(wanted: &Wanted, told: &Told<'_>, filter: &Filter) -> Result<Body, Problem> {
    let (value, kind) = match wanted {
        Wanted::Landing => (told.landing(), JSON),
        Wanted::Conformance => (json!({"conformsTo": CLASSES}), JSON),
        Wanted::Collections => (told.collections()?, JSON),
        Wanted::Collection(of) => (told.collection(of)?, JSON),
        Wanted::Items(of) => (told.items(of, filter)?, GEOJSON),
        Wanted::Item(of, id) => (told.item(of, id)?, GEOJSON),
    };
    let bytes = serde_json::to_vec(&value).map_err(anyhow::Error::from)?;
    Ok(Body { kind, file: None, bytes })
}

impl Wanted {
    fn path(&self) -> String {
        match self {
            Self::Landing => String::new(),
            Self::Conformance => "/conformance".to_owned(),
            Self::Collections => "/collections".to_owned(),
            Self::Collection(of) => format!("/collections/{}", of.id),
            Self::Items(of) => format!("/collections/{}/items", of.id),
            Self::Item(of, id) => format!("/collections/{}/items/{id}", of.id),
        }
    }
}

impl Told<'_> {
    /// A link that keeps the day.
    fn link(&self, rel: &str, kind: &str, path: &str, more: &[(&str, String)]) -> Value {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(day) = self.asked.text("as_of") {
            query.append_pair("as_of", day);
        }
        query.extend_pairs(more);
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        json!({"rel": rel, "type": kind, "href": format!("{}{path}{mark}{query}", self.base)})
    }

    fn landing(&self) -> Value {
        let origin = self.base.trim_end_matches("/ogc");
        let api = json!({
            "rel": "service-desc", "type": "application/vnd.oai.openapi+json;version=3.1",
            "href": format!("{origin}/api/v1/openapi.json"),
        });
        json!({
            "title": self.opened.case.head.title.en,
            "description": "Falémé: what is reported of corridors, and what limits access to them",
            "links": [
                self.link("self", JSON, "", &[]), api, self.link("conformance", JSON, "/conformance", &[]),
                self.link("data", JSON, "/collections", &[]),
            ],
        })
    }

    fn collections(&self) -> Result<Value, Problem> {
        let all = COLLECTIONS.iter().map(|of| self.collection(of)).collect::<Result<Vec<_>, _>>()?;
        Ok(json!({"links": [self.link("self", JSON, "/collections", &[])], "collections": all}))
    }

    fn collection(&self, of: &'static Collection) -> Result<Value, Problem> {
        let rows = (of.rows)(self.opened, self.asked)?;
        let mut told = json!({
            "id": of.id, "title": of.title, "description": of.description, "itemType": "feature", "crs": [CRS],
            "links": [
                self.link("self", JSON, &Wanted::Collection(of).path(), &[]),
                self.link("items", GEOJSON, &Wanted::Items(of).path(), &[]),
            ],
        });
        if let Some(bounds) = filter::bounds(&rows) {
            told["extent"] = json!({"spatial": {"bbox": [bounds], "crs": CRS}});
        }
        Ok(told)
    }

    fn items(&self, of: &'static Collection, filter: &Filter) -> Result<Value, Problem> {
        let rows = (of.rows)(self.opened, self.asked)?;
        let matched: Vec<Value> = rows.into_iter().filter(|row| filter.holds(row)).collect();
        let (start, limit) = (self.asked.offset.min(matched.len()), self.asked.limit);
        let end = start.saturating_add(limit).min(matched.len());
        let shown = matched.get(start..end).unwrap_or_default();
        let path = Wanted::Items(of).path();
        let page = |offset: usize| {
            let own = ["bbox", "datetime", "limit"];
            let kept = own.iter().filter_map(|name| Some((*name, self.asked.text(name)?.to_owned())));
            kept.chain([("offset", offset.to_string())]).collect::<Vec<_>>()
        };
        let mut links = vec![
            self.link("self", GEOJSON, &path, &page(start)),
            self.link("collection", JSON, &Wanted::Collection(of).path(), &[]),
        ];
        if end < matched.len() {
            links.push(self.link("next", GEOJSON, &path, &page(end)));
        }
        if start > 0 {
            links.push(self.link("prev", GEOJSON, &path, &page(start.saturating_sub(limit))));
        }
        Ok(json!({
            "type": "FeatureCollection", "features": shown.iter().map(feature).collect::<Vec<_>>(), "links": links,
            "numberMatched": matched.len(), "numberReturned": shown.len(),
        }))
    }

    fn item(&self, of: &'static Collection, id: &str) -> Result<Value, Problem> {
        let rows = (of.rows)(self.opened, self.asked)?;
        let row = rows.iter().find(|row| row.get("id").and_then(Value::as_str) == Some(id));
        let mut told = feature(row.ok_or_else(|| Problem::none("there is no such feature"))?);
        told["links"] = json!([
            self.link("self", GEOJSON, &Wanted::Item(of, id.to_owned()).path(), &[]),
            self.link("collection", JSON, &Wanted::Collection(of).path(), &[]),
        ]);
        Ok(told)
    }
}

/// A row as a feature (RFC 7946).
fn feature(row: &Value) -> Value {
    let mut properties = row.clone();
    let geometry = properties.as_object_mut().and_then(|row| row.remove("geometry")).unwrap_or(Value::Null);
    json!({"type": "Feature", "id": row.get("id"), "geometry": geometry, "properties": properties})
}

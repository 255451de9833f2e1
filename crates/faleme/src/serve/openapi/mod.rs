//! The API's own description: OpenAPI 3.1, made from the subjects and the changes, so that it cannot tell otherwise.

mod changes;
mod rows;

use super::hapi;
use super::kept::Ready;
use super::reply::{Body, JSON};
use super::subjects::{SUBJECTS, Subject};
use super::visitor::{Role, Visitor};
use crate::answers::{ITEMS, Param, Takes};
use axum::http::HeaderMap;
use axum::response::Response;
use base::Tlp;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// GET `/api/v1`: what there is.
pub async fn list(visitor: Visitor, headers: HeaderMap) -> Response {
    let role = visitor.asker.role;
    let one = |s: &Subject| {
        let params: Vec<&str> = s.params.iter().map(|p| p.name).collect();
        json!({"name": s.name, "path": format!("/api/v1/{}", s.name), "parameters": params, "amber": s.amber})
    };
    let subjects: Vec<Value> = SUBJECTS.iter().filter(|s| s.needs <= role).map(one).collect();
    ready(&json!({"openapi": "/api/v1/openapi.json", "subjects": subjects})).sent(&headers, false)
}

/// GET `/api/v1/openapi.json`.
pub async fn document(headers: HeaderMap) -> Response {
    static DOCUMENT: LazyLock<Ready> = LazyLock::new(|| ready(&described()));
    DOCUMENT.sent(&headers, false)
}

fn ready(value: &Value) -> Ready {
    Ready::of(Body { kind: JSON, file: None, bytes: value.to_string().into_bytes() })
}

fn described() -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::from_iter([("Problem".to_owned(), problem()), ("Page".to_owned(), page())]);
    for subject in SUBJECTS {
        paths.insert(format!("/api/v1/{}", subject.name), json!({"get": question(subject, false)}));
        if subject.one {
            paths.insert(format!("/api/v1/{}/{{id}}", subject.name), json!({"get": question(subject, true)}));
        }
        schemas.extend(rows::schemas(subject.name, subject.lists));
        let layer = hapi::layer(subject.name, Tlp::Red);
        schemas.extend(layer.map(|layer| (rows::hapi(subject.name), hapi::schema(&layer))));
    }
    for (path, verb, said) in changes::all() {
        let entry = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
        if let Some(entry) = entry.as_object_mut() {
            entry.insert(verb.to_owned(), said);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Falémé",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What a case holds, as those who ask may see it. Lists come in pages; `as_of` asks what could be known on a day. A change over a session carries its word in `X-CSRF-Token` (`/api/v1/session` tells it); a token needs none.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// RFC 9457.
fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    })
}

fn page() -> Value {
    json!({
        "type": "object",
        "required": ["items", "total", "offset", "limit", "next_offset"],
        "properties": {
            "items": {"type": "array", "items": {"type": "object"}, "maxItems": 1_000},
            "total": {"type": "integer", "minimum": 0},
            "offset": {"type": "integer", "minimum": 0},
            "limit": {"type": "integer", "minimum": 1},
            "next_offset": {"type": ["integer", "null"]},
            "lacks": {"type": "string", "description": "what the case lacks for an answer"},
        },
    })
}

fn question(subject: &Subject, one: bool) -> Value {
    let day = json!({"type": "string", "format": "date"});
    let whole = json!({"type": "integer", "minimum": 0, "maximum": MOST});
    let parts: Vec<&str> = subject.lists.iter().map(|l| l.name).filter(|name| *name != ITEMS).collect();
    let mut parameters = vec![
        parameter("as_of", day, "what could be known on that day"),
        parameter("offset", whole.clone(), "rows left out at the head"),
        parameter("limit", whole, "rows at the most"),
        parameter("format", json!({"enum": ["json", "csv", "geojson"]}), "the form of the answer"),
    ];
    if !parts.is_empty() {
        let said = "with csv: a further list of the answer in the place of the first";
        parameters.push(parameter("part", json!({"enum": parts}), said));
    }
    let has_hapi = hapi::layer(subject.name, Tlp::Red).is_some();
    if has_hapi {
        let said = "the field names of HDX HAPI, where it has the field, in json and csv";
        parameters.push(parameter(hapi::FIELDS, json!({"enum": [hapi::HAPI]}), said));
    }
    if one {
        parameters.push(in_path("id"));
    }
    // The id of `/why/{id}` is one of the path alone.
    let own = subject.params.iter().filter(|p| !(one && p.name == "id"));
    parameters.extend(own.map(|p| parameter(p.name, takes(p), "")));
    let who = match subject.needs {
        Role::Reader => "",
        _ => " For those who are signed in.",
    };
    let (id, summary) = match one {
        true => (format!("{}_one", subject.name), format!("One of the list `{}`.{who}", subject.name)),
        false => (subject.name.to_owned(), format!("The list `{}`.{who}", subject.name)),
    };
    json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": responses("200", json!({
            "description": "the list",
            "content": {
                "application/json": {"schema": rows::page(subject.name, subject.lists, has_hapi)},
                "text/csv": {"schema": {"type": "string"}},
                "application/geo+json": {"schema": {"type": "object", "required": ["type", "features"]}},
            },
        })),
    })
}

/// A part of a path.
fn in_path(name: &str) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}})
}

/// Whole numbers at the most, so that clients in any language read them.
const MOST: u64 = 1 << 31;

fn parameter(name: &str, schema: Value, description: &str) -> Value {
    let mut said = json!({"name": name, "in": "query", "required": false, "schema": schema});
    if let Some(said) = said.as_object_mut().filter(|_| !description.is_empty()) {
        said.insert("description".into(), description.into());
    }
    said
}

fn takes(param: &Param) -> Value {
    match param.takes {
        Takes::Text => json!({"type": "string", "maxLength": 2_000}),
        Takes::Day => json!({"type": "string", "format": "date"}),
        Takes::Whole => json!({"type": "integer", "minimum": 0, "maximum": MOST}),
        Takes::Amount => json!({"type": "number", "minimum": 0}),
        Takes::OneOf(known) => json!({"type": "string", "enum": known}),
    }
}

/// The good answer, and the problems that any question may meet.
fn responses(code: &str, good: Value) -> Value {
    let mut out = Map::from_iter([(code.to_owned(), good)]);
    let told = [
        ("400", "a mistake of whoever asks"),
        ("403", "not for those who ask"),
        ("404", "there is no such thing, or it is not for those who ask"),
        ("422", "the case lacks what an answer needs"),
        ("default", "refused, too long, too often, or not now"),
    ];
    for (code, words) in told {
        let body = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
        out.insert(code.into(), json!({"description": words, "content": body}));
    }
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_parameter_and_list_is_described() {
        let told = described();
        for subject in SUBJECTS {
            let at = told.pointer(&format!("/paths/~1api~1v1~1{}/get/parameters", subject.name)).unwrap();
            let names: Vec<&str> = at.as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
            assert!(subject.params.iter().all(|p| names.contains(&p.name)), "{}", subject.name);
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), names.len(), "{}: a parameter twice", subject.name);
            for list in subject.lists {
                let schema = &told["components"]["schemas"][rows::name(subject.name, list.name)];
                for column in list.columns {
                    let at = column.at.replace('/', "/properties/");
                    assert!(schema.pointer(&at).is_some(), "{} {}: {}", subject.name, list.name, column.at);
                }
            }
        }
    }

    #[test]
    fn every_route_of_the_api_is_described_and_nothing_else() {
        use super::super::doors::ROUTES;
        use super::super::route::Verb;
        let told = described();
        let paths = told["paths"].as_object().unwrap();
        let mut routes = std::collections::BTreeSet::new();
        for route in ROUTES.iter().filter(|r| r.path.starts_with("/api/v1")) {
            let verb = if route.verb == Verb::Get { "get" } else { "post" };
            for subject in SUBJECTS {
                if !route.path.ends_with("{id}") || subject.one || !route.path.contains("{name}") {
                    let path = route.path.replace("{name}", subject.name).replace("{*id}", "{id}");
                    routes.insert((path, verb));
                }
            }
        }
        let described = paths.iter().flat_map(|(path, verbs)| {
            verbs.as_object().unwrap().keys().map(move |verb| (path.clone(), verb.as_str()))
        });
        assert_eq!(described.collect::<std::collections::BTreeSet<_>>(), routes);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn references(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(all) => {
                    found.extend(all.get("$ref").and_then(Value::as_str).map(str::to_owned));
                    all.values().for_each(|v| references(v, found));
                }
                Value::Array(all) => all.iter().for_each(|v| references(v, found)),
                _ => {}
            }
        }
        let (told, mut found) = (described(), Vec::new());
        references(&told, &mut found);
        assert!(found.len() > SUBJECTS.len());
        for reference in found {
            assert!(told.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
    }
}

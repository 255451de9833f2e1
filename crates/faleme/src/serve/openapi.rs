//! The API's own description: OpenAPI 3.1, made from the subjects and the changes, so that it cannot tell otherwise.

use super::param::{Param, Takes};
use super::subjects::{SUBJECTS, Subject};
use super::visitor::{Role, Visitor};
use axum::Json;
use serde_json::{Map, Value, json};

/// GET `/api/v1`: what there is.
pub async fn list(visitor: Visitor) -> Json<Value> {
    let role = visitor.role;
    let one = |s: &Subject| {
        let params: Vec<&str> = s.params.iter().map(|p| p.name).collect();
        json!({"name": s.name, "path": format!("/api/v1/{}", s.name), "parameters": params, "amber": s.amber})
    };
    let subjects: Vec<Value> = SUBJECTS.iter().filter(|s| s.needs <= role).map(one).collect();
    Json(json!({"openapi": "/api/v1/openapi.json", "subjects": subjects}))
}

/// GET `/api/v1/openapi.json`.
pub async fn document() -> Json<Value> {
    Json(described())
}

fn described() -> Value {
    let mut paths = Map::new();
    for subject in SUBJECTS {
        paths.insert(format!("/api/v1/{}", subject.name), json!({"get": question(subject)}));
    }
    let mut post = |path: &str, said: Value| {
        let entry = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
        if let Some(entry) = entry.as_object_mut() {
            entry.insert("post".into(), said);
        }
    };
    post("/api/v1/decisions", decide());
    post("/api/v1/letters", issue());
    post("/api/v1/documents", upload());
    post("/api/v1/scenario", suppose());
    paths.insert("/api/v1/jobs/{id}".into(), json!({"get": job(false)}));
    paths.insert("/api/v1/jobs/{id}/events".into(), json!({"get": job(true)}));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Falémé",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What a case holds, as those who ask may see it. Lists come in pages; `as_of` asks what could be known on a day.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": {"Problem": problem(), "Page": page()}},
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
            "items": {"type": "array", "items": {"type": "object"}},
            "total": {"type": "integer", "minimum": 0},
            "offset": {"type": "integer", "minimum": 0},
            "limit": {"type": "integer", "minimum": 1},
            "next_offset": {"type": ["integer", "null"]},
            "lacks": {"type": "string", "description": "what the case lacks for an answer"},
        },
    })
}

fn question(subject: &Subject) -> Value {
    let day = json!({"type": "string", "format": "date"});
    let mut parameters = vec![
        parameter("as_of", day, "what could be known on that day"),
        parameter(
            "offset",
            json!({"type": "integer", "minimum": 0, "maximum": MOST}),
            "rows left out at the head",
        ),
        parameter("limit", json!({"type": "integer", "minimum": 0, "maximum": MOST}), "rows at the most"),
        parameter("format", json!({"enum": ["json", "csv", "geojson"]}), "the form of the answer"),
        parameter(
            "part",
            json!({"type": "string"}),
            "with csv: a further list of the answer in the place of the first",
        ),
    ];
    parameters.extend(subject.params.iter().map(|p| parameter(p.name, takes(p), "")));
    let who = match subject.needs {
        Role::Reader => "",
        _ => " For those who are signed in.",
    };
    json!({
        "operationId": subject.name,
        "summary": format!("The list `{}`.{who}", subject.name),
        "parameters": parameters,
        "responses": responses("200", json!({
            "description": "the list",
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Page"}},
                "text/csv": {"schema": {"type": "string"}},
                "application/geo+json": {"schema": {"type": "object", "required": ["type", "features"]}},
            },
        })),
    })
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
        Takes::Text => json!({"type": "string"}),
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

fn decide() -> Value {
    let any = json!({"application/json": {"schema": {"type": "object"}}});
    json!({
        "operationId": "decide",
        "summary": "A decision on a claim, as `faleme review` makes it. For analysts.",
        "requestBody": {"required": true, "content": any},
        "responses": responses("201", json!({"description": "the decision", "content": any})),
    })
}

fn issue() -> Value {
    json!({
        "operationId": "issue_letter",
        "summary": "Issues a letter; one that says what was issued already keeps its number. For editors.",
        "requestBody": {"required": true, "content": {"application/json": {"schema": {
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "langs": {"type": "array", "items": {"enum": ["fr", "en"]}},
                "formats": {"type": "array", "items": {"enum": ["html", "pdf", "md", "docx"]}},
                "as_of": {"type": ["string", "null"], "format": "date"},
                "tlp": {"enum": ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED", null]},
                "corrects": {"type": ["integer", "null"], "minimum": 0, "maximum": MOST},
            },
        }}}},
        "responses": responses("201", json!({
            "description": "the letter",
            "content": {"application/json": {"schema": {
                "type": "object",
                "required": ["number", "files"],
                "properties": {"number": {"type": "integer"}, "files": {"type": "array", "items": {"type": "object"}}},
            }}},
        })),
    })
}

fn upload() -> Value {
    json!({
        "operationId": "read_documents",
        "summary": "Reads documents in the background: at most 100 files of 64 MB, 256 MB together. For analysts.",
        "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {
            "type": "object",
            "required": ["file"],
            "additionalProperties": false,
            "properties": {
                "file": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}},
                "published": {"type": "string", "format": "date"},
                "source": {"type": "string"},
                "url": {"type": "string"},
                "licence": {"type": "string"},
                "tlp": {"enum": ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]},
            },
        }}}},
        "responses": responses("202", json!({
            "description": "the job",
            "content": {"application/json": {"schema": {
                "type": "object",
                "required": ["id", "job", "events"],
                "properties": {"id": {"type": "string"}, "job": {"type": "string"}, "events": {"type": "string"}},
            }}},
        })),
    })
}

fn suppose() -> Value {
    json!({
        "operationId": "suppose",
        "summary": "Reckons a scenario beside what is recorded; nothing is kept. For analysts.",
        "parameters": [parameter("days", json!({"type": "integer", "minimum": 0, "maximum": MOST}), "days looked ahead")],
        "requestBody": {"required": true, "content": {"text/plain": {"schema": {"type": "string"}}}},
        "responses": responses("200", json!({
            "description": "what differs, and both courses",
            "content": {"application/json": {"schema": {"type": "object", "required": ["items"]}}},
        })),
    })
}

fn job(events: bool) -> Value {
    let content = match events {
        true => json!({"text/event-stream": {"schema": {"type": "object"}}}),
        false => {
            json!({"application/json": {"schema": {"type": "object", "required": ["id", "ended", "done", "total"]}}})
        }
    };
    json!({
        "operationId": if events { "job_events" } else { "job" },
        "summary": "How far the reading of an upload is.",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": responses("200", json!({"description": "its progress", "content": content})),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_and_parameter_is_described() {
        let told = described();
        for subject in SUBJECTS {
            let at = told.pointer(&format!("/paths/~1api~1v1~1{}/get/parameters", subject.name)).unwrap();
            let names: Vec<&str> = at.as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
            assert!(subject.params.iter().all(|p| names.contains(&p.name)), "{}", subject.name);
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), names.len(), "{}: a parameter twice", subject.name);
        }
    }
}

//! What changes the case, and what is no list: decisions, letters, uploads, scenarios, jobs, the session.

use super::{MOST, in_path, parameter, responses, rows};
use crate::answers::scenario;
use serde_json::{Value, json};

/// Path, verb and description of each.
pub fn all() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("/api/v1", "get", subjects()),
        ("/api/v1/openapi.json", "get", itself()),
        ("/api/v1/session", "get", session()),
        ("/api/v1/decisions", "post", decide()),
        ("/api/v1/letters", "post", issue()),
        ("/api/v1/documents", "post", upload()),
        ("/api/v1/scenario", "post", suppose()),
        ("/api/v1/jobs/{id}", "get", job()),
        ("/api/v1/jobs/{id}/events", "get", job_events()),
    ]
}

fn json_of(schema: &Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

fn text() -> Value {
    json!({"type": "string"})
}

/// A list of words.
fn words(least: usize) -> Value {
    json!({"type": "array", "minItems": least, "items": text()})
}

fn subjects() -> Value {
    let one = json!({
        "type": "object",
        "required": ["name", "path", "parameters", "amber"],
        "properties": {"name": text(), "path": text(), "parameters": words(0), "amber": {"type": "boolean"}},
    });
    let schema = json!({
        "type": "object",
        "required": ["openapi", "subjects"],
        "properties": {"openapi": text(), "subjects": {"type": "array", "items": one}},
    });
    json!({
        "operationId": "subjects",
        "summary": "The lists that those who ask may ask for.",
        "responses": responses("200", json!({"description": "the lists", "content": json_of(&schema)})),
    })
}

fn itself() -> Value {
    let schema = json!({"type": "object", "required": ["openapi", "info", "paths"]});
    json!({
        "operationId": "description",
        "summary": "This document.",
        "responses": responses("200", json!({"description": "this document", "content": json_of(&schema)})),
    })
}

fn session() -> Value {
    let schema = json!({
        "type": "object",
        "required": ["name", "role", "csrf"],
        "properties": {
            "name": text(),
            "role": {"enum": ["reader", "analyst", "editor", "admin"]},
            "csrf": {"type": ["string", "null"], "description": "what a change carries in `X-CSRF-Token`; `null` with a token"},
        },
    });
    json!({
        "operationId": "session",
        "summary": "Who asks, and the word of their changes.",
        "responses": responses("200", json!({"description": "who asks", "content": json_of(&schema)})),
    })
}

/// An action with its own fields.
fn action(name: &str, required: &[&str], mut fields: Value) -> Value {
    fields["action"] = json!({"const": name});
    let required = [&["action"], required].concat();
    json!({"type": "object", "required": required, "properties": fields})
}

/// Each action, as it is sent and as it is kept.
fn actions() -> Value {
    let claim = || json!({"claim": {"type": "string", "description": "its id, `clm-…`"}});
    let day = || json!({"type": ["string", "null"], "format": "date"});
    let to = json!({
        "type": "object",
        "properties": {
            "claim_type": {"type": ["string", "null"]},
            "date": {"type": ["object", "null"], "required": ["start", "end"], "properties": {"start": day(), "end": day()}},
            "places": {"type": ["array", "null"], "items": text()},
            "modality": {"type": ["string", "null"]},
            "actor": {"type": ["string", "null"]},
        },
    });
    let grades = json!({
        "claim": text(),
        "reliability": {"enum": ["A", "B", "C", "D", "E", "F", null]},
        "credibility": {"type": ["integer", "null"], "minimum": 1, "maximum": 6},
    });
    json!([
        action("accept", &["claim"], claim()),
        action("reject", &["claim"], claim()),
        action("split", &["claim"], claim()),
        action("correct", &["claim", "to"], json!({"claim": text(), "to": to})),
        action("merge", &["claims"], json!({"claims": words(0), "rows": words(0)})),
        action("split_row", &["row"], json!({"row": {"type": "string", "description": "`ucdp/279350`"}})),
        action("grade", &["claim"], grades),
        action(
            "undo",
            &["decision"],
            json!({"decision": {"type": "integer", "minimum": 0, "maximum": MOST}})
        ),
    ])
}

fn decide() -> Value {
    let sent = json!({
        "type": "object",
        "required": ["action", "why", "after"],
        "properties": {
            "why": {"type": "string", "minLength": 1, "description": "the reason"},
            "after": {
                "type": "integer", "minimum": 0, "maximum": MOST,
                "description": "the number of the last decision that is known; 0 for none",
            },
        },
        "oneOf": actions(),
    });
    let kept = json!({
        "type": "object",
        "required": ["number", "on", "by", "why", "action"],
        "properties": {
            "number": {"type": "integer", "minimum": 1},
            "on": {"type": "string", "format": "date"},
            "by": text(),
            "why": text(),
        },
        "oneOf": actions(),
    });
    let mut told = responses("201", json!({"description": "the decision", "content": json_of(&kept)}));
    let since = json!({"allOf": [
        {"$ref": "#/components/schemas/Problem"},
        {
            "type": "object",
            "required": ["decisions", "last"],
            "properties": {
                "decisions": {"type": "array", "items": kept},
                "last": {"type": "integer", "minimum": 0, "description": "to be sent as `after`"},
            },
        },
    ]});
    if let Some(told) = told.as_object_mut() {
        let body = json!({"application/problem+json": {"schema": since}});
        told.insert(
            "409".into(),
            json!({"description": "others decided on the same since", "content": body}),
        );
    }
    json!({
        "operationId": "decide",
        "summary": "A decision, as `faleme review` makes it. For analysts.",
        "requestBody": {"required": true, "content": json_of(&sent)},
        "responses": told,
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
    let schema = {
        let mut page = rows::page("scenario", scenario::LISTS, false);
        // A scenario comes whole, not by pages.
        page["allOf"][0] = json!({"type": "object", "required": ["items", "toml", "day"]});
        page
    };
    let whole = json!({"type": "integer", "minimum": 0, "maximum": MOST});
    json!({
        "operationId": "suppose",
        "summary": "Reckons a scenario beside what is recorded; nothing is kept. For analysts.",
        "parameters": [
            parameter("days", whole.clone(), "days looked ahead"),
            parameter("draws", whole.clone(), "values drawn for ranges"),
            parameter("seed", whole, "of what is drawn"),
            parameter("as_of", json!({"type": "string", "format": "date"}), "what could be known on that day"),
        ],
        "requestBody": {
            "required": true,
            "content": {"text/plain": {"schema": {
                "type": "string", "maxLength": scenario::LONGEST,
                "description": "TOML, as `faleme scenario` takes it",
            }}},
        },
        "responses": responses("200", json!({"description": "what differs, and both courses", "content": json_of(&schema)})),
    })
}

fn job() -> Value {
    let count = || json!({"type": "integer", "minimum": 0});
    let schema = json!({
        "type": "object",
        "required": ["id", "ended", "done", "total", "read", "unchanged", "refused", "claims", "issues"],
        "properties": {
            "id": text(), "ended": {"type": "boolean"}, "done": count(), "total": count(), "read": count(),
            "unchanged": count(), "refused": count(), "claims": count(),
            "issues": {"type": "array", "items": {"type": "object", "required": ["code", "message"]}},
        },
    });
    json!({
        "operationId": "job",
        "summary": "How far the reading of an upload is.",
        "parameters": [in_path("id")],
        "responses": responses("200", json!({"description": "its progress", "content": json_of(&schema)})),
    })
}

fn job_events() -> Value {
    let schema = json!({
        "type": "object",
        "properties": {"event": {"enum": ["progress", "ended"]}, "data": text()},
    });
    json!({
        "operationId": "job_events",
        "summary": "The same as server-sent events, until it has ended.",
        "parameters": [in_path("id")],
        "responses": responses("200", json!({
            "description": "its progress",
            "content": {"text/event-stream": {"schema": schema}},
        })),
    })
}

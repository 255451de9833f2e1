//! The API against its own description: every list of two cases by hand, and by schemathesis (PyPI) where it is installed.

mod common;
#[path = "common/small.rs"]
mod small;
#[path = "common/wire.rs"]
mod wire;

use common::stdout;
use serde_json::Value;
use small::{TABLES, small_case};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use wire::Server;

/// What must never happen: an error of the server, or an answer that is not as described.
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/// How long schemathesis may ask, in seconds.
const TIME: &str = "100";

fn whole(server: &Server, path: &str) -> Value {
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        let reply = server.get(path);
        if reply.status == 503 && Instant::now() < until {
            continue;
        }
        assert_eq!(reply.status, 200, "{path}: {reply:?}");
        return serde_json::from_str(&reply.text()).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
}

/// Where a value is not as a schema says: what of JSON Schema the description uses, and no more.
fn breach(document: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let known = [
        "$ref",
        "type",
        "const",
        "enum",
        "required",
        "properties",
        "items",
        "allOf",
        "anyOf",
        "minimum",
        "title",
        "description",
        "maxItems",
        "minItems",
        "format",
    ];
    if let Some(other) = schema.as_object().and_then(|s| s.keys().find(|key| !known.contains(&key.as_str())))
    {
        return Some(format!("{at}: this test knows no `{other}`"));
    }
    if let Some(to) = schema["$ref"].as_str() {
        return breach(document, document.pointer(to.trim_start_matches('#'))?, value, at);
    }
    let is = |name: &str| match name {
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    };
    let types = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.into_iter().any(is) {
        return Some(format!("{at}: {value} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|all| !all.contains(value)) {
        return Some(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    let listed = |key: &str| schema[key].as_array().into_iter().flatten();
    let absent = listed("required").filter_map(Value::as_str).find(|name| value.get(name).is_none());
    if let Some(absent) = absent.filter(|_| value.is_object()) {
        return Some(format!("{at}: without `{absent}`"));
    }
    let all = listed("allOf").find_map(|schema| breach(document, schema, value, at));
    // One of several is enough; of none, what is wrong with the first is told.
    let any: Vec<Option<String>> =
        listed("anyOf").map(|schema| breach(document, schema, value, at)).collect();
    let all =
        all.or_else(|| any.iter().all(Option::is_some).then(|| any.into_iter().next().flatten()).flatten());
    let fields = schema["properties"].as_object().into_iter().flatten();
    let items = value.as_array().filter(|_| schema.get("items").is_some()).into_iter().flatten();
    all.or_else(|| {
        fields.filter_map(|(name, of)| breach(document, of, value.get(name)?, &format!("{at}/{name}"))).next()
    })
    .or_else(|| items.filter_map(|item| breach(document, &schema["items"], item, &format!("{at}/[]"))).next())
}

/// How many of the lists that the description names held something, and how many of those told by HAPI's names.
fn as_described(folder: &Path) -> (usize, usize) {
    let server = Server::start(folder, &[]);
    let document = whole(&server, "/api/v1/openapi.json");
    let (mut filled, mut by_hapi) = (0, 0);
    for (path, verbs) in document["paths"].as_object().unwrap() {
        let Some(get) = verbs.get("get").filter(|_| !path.contains('{')) else { continue };
        let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
        let mut asked = vec![format!("{path}?limit=1000")];
        asked.extend(match path.as_str() {
            "/api/v1/supply" => vec![format!("{path}?days=3&draws=2")],
            "/api/v1/access" => {
                ["within=9&from=Ford", "between=Ford,Mill"].map(|q| format!("{path}?{q}")).to_vec()
            }
            "/api/v1/route" => vec![format!("{path}?from=Ford&to=Mill")],
            "/api/v1/scenario" => {
                vec![format!(
                    "{path}?days=3&draws=2&kind=commodity_ban&corridor=Harbour%E2%80%93Mill&goods=fuel&last=9"
                )]
            }
            "/api/v1/outlook" => vec![format!("{path}?unit=corridor&horizon=1")],
            "/api/v1/letters" => vec![format!("{path}?since=2025-09-01")],
            _ => Vec::new(),
        });
        let named = path.trim_start_matches("/api/v1/");
        if let Some(hapi) = document["components"]["schemas"].get(format!("{named}_hapi")) {
            let told = whole(&server, &format!("{path}?limit=1000&fields=hapi"));
            assert_eq!(breach(&document, schema, &told, named), None);
            for row in told["items"].as_array().unwrap() {
                assert_eq!(breach(&document, hapi, row, &format!("{named} by HAPI's names")), None);
            }
            by_hapi += usize::from(!told["items"].as_array().unwrap().is_empty());
        }
        // A place that a case does not know is refused.
        let known = |asked: &&String| !asked.contains("Ford") || server.get(asked).status != 422;
        for asked in asked.iter().filter(known) {
            let told = whole(&server, asked);
            assert_eq!(breach(&document, schema, &told, asked), None);
            filled += told
                .as_object()
                .unwrap()
                .values()
                .filter(|v| v.as_array().is_some_and(|a| !a.is_empty()))
                .count();
        }
    }
    (filled, by_hapi)
}

#[test]
fn every_list_is_as_described() {
    let small = small_case(Some(TABLES));
    let (filled, _) = as_described(small.path());
    assert!(filled > 25, "{filled} lists hold anything");
    let worked = tempfile::tempdir().unwrap();
    stdout(worked.path(), &["demo", "c"]);
    let (filled, by_hapi) = as_described(worked.path());
    assert!(filled > 40, "{filled} lists hold anything");
    assert!(by_hapi > 2, "{by_hapi} lists hold anything under the names of HAPI");
}

#[test]
fn the_check_of_schemas_finds_what_is_wrong() {
    let document = serde_json::json!({"a": {"type": "object", "required": ["n"], "properties": {"n": {"type": ["integer", "null"]}}}});
    let schema = serde_json::json!({"type": "array", "items": {"$ref": "#/a"}});
    let found = |value: Value| breach(&document, &schema, &value, "").is_some();
    assert!(!found(serde_json::json!([{"n": 1}, {"n": null, "more": 2}])));
    for wrong in [serde_json::json!({}), serde_json::json!([{}]), serde_json::json!([{"n": "1"}])] {
        assert!(found(wrong.clone()), "{wrong}");
    }
}

#[test]
fn schemathesis_finds_no_breach() {
    if Command::new("schemathesis").arg("--version").output().is_err() {
        eprintln!("skipped: schemathesis is not installed (pip install schemathesis)");
        return;
    }
    let folder = small_case(Some(TABLES));
    stdout(folder.path(), &["letter", "c", "--as-of", "2025-09-08"]);
    let server = Server::start(folder.path(), &[]);
    let session = server.get("/api/v1/session").body;
    let word =
        serde_json::from_str::<serde_json::Value>(&session).unwrap()["csrf"].as_str().unwrap().to_owned();
    let output = Command::new("schemathesis")
        .current_dir(folder.path())
        .args(["run", &format!("http://{}/api/v1/openapi.json", server.address), "--checks", CHECKS])
        .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--max-time", TIME])
        .args(["--suppress-health-check", "all", "--continue-on-failure", "--no-shrink"])
        .args(["--request-timeout", "60", "--seed", "1"])
        .args(["--header", &format!("X-CSRF-Token: {word}")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

//! What limits access in the worked case, as a user sees it on two days; and the shapes that scripts read.

mod common;

use std::path::Path;

/// The worked case, read.
fn demo() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    common::stdout(folder.path(), &["-q", "demo", "k"]);
    folder
}

fn asked(dir: &Path, command: &str, as_of: &str) -> serde_json::Value {
    common::json(dir, &[command, "k", "--as-of", as_of, "--format", "json"])
}

#[test]
fn the_worked_case_on_two_days() {
    let folder = demo();
    for day in ["2025-09-10", "2025-09-30"] {
        let text = common::stdout(folder.path(), &["constraints", "k", "--as-of", day]);
        insta::assert_snapshot!(format!("kayes-{day}"), text);
    }
    for command in ["control", "threats", "interests"] {
        let text = common::stdout(folder.path(), &[command, "k"]);
        insta::assert_snapshot!(format!("kayes-{command}"), text);
    }
}

#[test]
fn scripts_read_every_step_back_to_its_words() {
    let folder = demo();
    let found = asked(folder.path(), "constraints", "2025-09-30");
    let claims = common::json(folder.path(), &["claims", "k", "--format", "json"]);
    let quoted = |id: &serde_json::Value| {
        let claims = claims.as_array().unwrap();
        claims.iter().find(|c| c["id"] == *id).unwrap_or_else(|| panic!("no claim {id}")).clone()
    };
    let mut steps = 0;
    for constraint in found.as_array().unwrap() {
        for step in constraint["history"].as_array().unwrap() {
            steps += 1;
            for item in step["evidence"].as_array().unwrap() {
                let claim = quoted(&item["claim"]);
                for key in ["document", "quote", "start", "end"] {
                    assert_eq!(item[key], claim[key], "{constraint}");
                }
            }
        }
        for key in ["id", "kind", "scope", "date", "status", "last_confirmed", "age_days", "disputed"] {
            assert!(constraint.get(key).is_some(), "{key}");
        }
    }
    assert!(steps > 8, "{steps}");
    let blockade = &found[0];
    assert_eq!(blockade["kind"], "blockade");
    assert_eq!(blockade["disputed"], true);
    let statuses: Vec<_> = blockade["history"].as_array().unwrap().iter().map(|s| &s["status"]).collect();
    assert!(statuses.contains(&&"announced".into()) && statuses.contains(&&"denied".into()));
    let why =
        common::json(folder.path(), &["why", "k", blockade["id"].as_str().unwrap(), "--format", "json"]);
    assert_eq!((&why["kind"], &why["id"]), (&"constraint".into(), &blockade["id"]));
    let quote = &why["from"][0]["from"][0]["from"][0];
    assert!(quote["kind"] == "quote" && quote["paragraph"].is_string(), "{quote}");
    let curfew = |day| {
        let found = asked(folder.path(), "constraints", day);
        found.as_array().unwrap().iter().find(|c| c["kind"] == "curfew").unwrap()["status"].clone()
    };
    assert_eq!((curfew("2025-09-30"), curfew("2025-10-01")), ("in_force".into(), "lapsed".into()));
}

#[test]
fn threats_and_interests_have_their_shapes() {
    let folder = demo();
    let threats = asked(folder.path(), "threats", "2025-09-30");
    let first = &threats[0];
    assert_eq!(first["carried_out"], "seen");
    assert_eq!(first["lag_days"], first["incidents"][0]["lag_days"]);
    let before = asked(folder.path(), "threats", "2025-09-07");
    assert_eq!(
        (&before[0]["carried_out"], &before[0]["looked_until"]),
        (&"none seen".into(), &"2025-09-07".into())
    );
    let interests = asked(folder.path(), "interests", "2025-09-30");
    let cells = interests["counts"].as_array().unwrap();
    let few = cells.iter().filter(|c| c["count"] == "<3").count();
    assert_eq!(interests["suppressed"], few);
    assert!(cells.iter().all(|c| c["count"] == "<3" || c["count"].as_u64().is_some_and(|n| n >= 3)));
    assert_eq!(interests["as_of"], "2025-09-30");
    let control = asked(folder.path(), "control", "2025-09-30");
    assert!(control.as_array().unwrap().iter().all(|c| c["history"][0]["evidence"][0]["claim"].is_string()));
}

#[test]
fn an_empty_case_has_none_of_it() {
    let folder = common::with_case();
    for command in ["constraints", "control", "threats"] {
        assert_eq!(common::json(folder.path(), &[command, "c", "--format", "json"]), serde_json::json!([]));
    }
    let none = common::json(folder.path(), &["interests", "c", "--format", "json"]);
    assert_eq!(none, serde_json::json!({"counts": [], "suppressed": 0, "as_of": null}));
}

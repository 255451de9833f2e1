//! Readers are told of districts, and of what tells where forces stand the month and the region.

use super::*;

/// A GREEN document on an attack on positions and on one on a bus. What is not for readers stands in words of its own.
pub(super) const FORCES: &str = "---\npublisher: Daily\npublished: 2021-05-20\nlanguage: fr\ntlp: GREEN\ntitle: L’armée frappée, Zanzititre\n---\n\n\
    Le 17 mai 2021, des hommes armés du Groupe Y ont attaqué des positions de l'armée à Alphaville, selon Zanziposte.\n\n\
    Le 18 mai 2021, des hommes armés ont attaqué des soldats à Alphaville, selon Zanzisoldat.\n\n\
    Le 19 mai 2021, des hommes armés ont incendié un bus à Alphaville, selon Zanzibus.\n";

/// Every way to ask for what a document tells.
fn paths(served: &Served) -> Vec<String> {
    let mut all: Vec<String> =
        ["events", "claims", "constraints", "contradictions", "documents", "spillover", "responses"]
            .iter()
            .flat_map(|name| {
                ["/api/v1/NAME?limit=1000", "/fr/NAME?limit=1000", "/fr/NAME.csv", "/fr/NAME.json"]
                    .map(|path| path.replace("NAME", name))
            })
            .collect();
    let more = [
        "/fr/events.geojson",
        "/fr/letters?since=2021-01-01",
        "/api/v1/letters?since=2021-01-01",
        "/api/v1/claims?limit=1000&as_of=2021-05-25",
        "/api/v1/map?layers=incidents,constraints",
        "/fr/map.geojson?layers=incidents,constraints",
    ];
    all.extend(more.map(str::to_owned));
    let ogc = ["incidents", "constraints"].map(|of| format!("/ogc/collections/{of}/items?limit=1000"));
    all.extend(ogc);
    let (pass, _) = served.pass(Who::User(Role::Reader));
    let events: serde_json::Value =
        serde_json::from_str(&served.get(&pass, "/api/v1/events?limit=1000").body).unwrap();
    let events = events["items"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap().to_owned());
    for id in ids(&served.dir(), "GREEN").into_iter().chain(events) {
        all.push(format!("/api/v1/why/{id}"));
        let subject = match id.split('-').next() {
            Some("doc") => "documents",
            Some("clm") => "claims",
            _ => "events",
        };
        all.push(format!("/api/v1/{subject}/{id}"));
    }
    all
}

#[test]
fn readers_see_no_place_finer_than_a_district_and_nothing_of_forces_but_month_and_region() {
    let served = served(true);
    let told = |role| {
        let (pass, _) = served.pass(Who::User(role));
        let of = |path: String| (path.clone(), served.get(&pass, &path));
        paths(&served).into_iter().map(of).collect::<Vec<_>>()
    };
    let not = [
        "14.5678",
        "-11.5678",
        "Zanziposte",
        "Zanzisoldat",
        "Zanzititre",
        "positions de l",
        "2021-05-17",
        "17 mai",
        "2021-05-18",
    ];
    for (path, reply) in told(Role::Reader) {
        assert!(reply.status == 200 || reply.status == 404, "{path}: {}", reply.status);
        for word in not {
            assert!(!reply.body.contains(word), "{path} tells `{word}`:\n{}", reply.body);
        }
    }
    let analysts: String = told(Role::Analyst).into_iter().map(|(_, reply)| reply.body).collect();
    for word in not {
        assert!(analysts.contains(word), "the search for `{word}` finds nothing where it may be seen");
    }
}

#[test]
fn what_a_letter_tells_readers_are_told_as_well() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Reader));
    let claims = served.get(&pass, "/api/v1/claims?limit=1000").body;
    assert!(claims.contains("Zanzibus") && claims.contains("2021-05-19"), "{claims}");
    let text = served.get(&pass, "/ogc/collections/incidents/items?limit=1000").body;
    let features: serde_json::Value = serde_json::from_str(&text).unwrap();
    let at = |feature: &serde_json::Value| feature["geometry"]["coordinates"].clone();
    let located: Vec<_> =
        features["features"].as_array().unwrap().iter().map(at).filter(|c| !c.is_null()).collect();
    assert!(
        !located.is_empty()
            && located
                .iter()
                .all(|c| [[-11.25, 14.25], [-11.0, 14.0]].iter().any(|at| *c == serde_json::json!(at))),
        "{text}"
    );
    assert!(
        text.contains("\"precision\":\"admin2\"")
            && text.contains("Alphacercle")
            && text.contains("Betaland"),
        "{text}"
    );
    assert_eq!(served.get(&pass, "/api/v1/documents?q=zanziposte").body.matches("\"id\"").count(), 0);
}

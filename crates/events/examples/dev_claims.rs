use evidence::*;
use std::collections::BTreeMap;
fn main() {
    let mut gaz: Vec<String> = vec![]; let mut files: Vec<String> = vec![]; let mut case = String::new();
    for a in std::env::args().skip(1) { if a.ends_with("case.toml") { case = a } else if a.contains("gazetteer/") { gaz.push(a) } else { files.push(a) } }
    let t: toml::Table = std::fs::read_to_string(&case).unwrap_or_default().parse().unwrap();
    let get = |k: &str| t.get(k).cloned().unwrap_or(toml::Value::Array(vec![]));
    let v = Vocabulary { places: get("places").try_into().unwrap(), actors: get("actors").try_into().unwrap(), sources: vec![] };
    let mut g = Gazetteer::new(&v.places);
    for f in gaz { g = g.with_geonames(&f, &std::fs::read_to_string(&f).unwrap()).value; }
    let r = Reader::new(&v, g);
    let readings: Vec<Reading> = files.iter().map(|f| {
        let name = f.rsplit('/').next().unwrap().to_string();
        let c = r.read(&std::fs::read(f).unwrap(), &Received { name, ..Default::default() }).unwrap();
        for i in &c.issues { eprintln!("{i}"); }
        c.value
    }).collect();
    let docs: Vec<&Document> = readings.iter().map(|r| &r.document).collect();
    let origins = trace(&docs);
    let claims: Vec<Claim> = readings.iter().flat_map(|r| r.claims.clone()).collect();
    let rel = BTreeMap::new();
    let res = events::resolve(&events::Evidence { documents: &docs, claims: &claims, origins: &origins, reliability: &rel, decisions: &[] });
    let names: BTreeMap<_, _> = docs.iter().map(|d| (d.id.clone(), d.name.clone())).collect();
    let ev: BTreeMap<_, _> = res.standings.iter().map(|s| (s.claim.clone(), s)).collect();
    let out: Vec<serde_json::Value> = claims.iter().map(|c| {
        let mut j = serde_json::to_value(c).unwrap();
        j["document"] = names[&c.document].clone().into(); j["start"] = c.span.start.into(); j["end"] = c.span.end.into();
        j["event"] = ev.get(&c.id).map(|s| s.event.as_str().to_string()).into();
        j
    }).collect();
    println!("{}", serde_json::to_string(&out).unwrap());
    if std::env::var("CTR").is_ok() { eprintln!("{}", serde_json::to_string_pretty(&res.contradictions).unwrap()); }
}

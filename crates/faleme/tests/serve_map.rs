//! The map page and its files, and the same features by OGC API; what readers below AMBER see of them.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::{stdout, write};
use serde_json::Value;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use wire::{Server, program};

const PASSWORD: &str = "baobab-riviere-17";

/// The worked case, read.
fn case() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "c"]);
    stdout(folder.path(), &["read", "c"]);
    folder
}

fn json(server: &Server, path: &str, headers: &str) -> Value {
    let reply = server.ask("GET", path, headers, "");
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    serde_json::from_str(&reply.body).unwrap_or_else(|e| panic!("{path}: {e}: {}", reply.body))
}

/// A page; one that is still being worked out is asked for again.
fn page(server: &Server, path: &str) -> String {
    let until = std::time::Instant::now() + std::time::Duration::from_secs(240);
    loop {
        let reply = server.get(path);
        if reply.status != 202 || std::time::Instant::now() > until {
            assert_eq!(reply.status, 200, "{path}: {}", reply.body);
            return reply.body;
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
}

fn of_layer<'a>(collection: &'a Value, layer: &str) -> Vec<&'a Value> {
    let all = collection["features"].as_array().unwrap();
    all.iter().filter(|f| f["properties"]["layer"] == layer).collect()
}

#[test]
fn the_map_is_drawn_without_script_and_keeps_its_choices() {
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    let page = server.get("/fr/map");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("<svg") && page.body.contains("Dakar–Bamako par Kayes"));
    assert!(page.body.matches("checked").count() == 6 && page.body.contains("/fr/map?as_of=2025-08-31"));
    assert!(!page.body.contains("<script>") && !page.body.contains(" style="));

    let some = server.get("/fr/map?layers=none&layers=towns&as_of=2025-08-31");
    assert_eq!(some.body.matches("checked").count(), 1);
    assert!(
        some.body.contains("as_of=2025-07-31&amp;layers=none")
            || some.body.contains("as_of=2025-07-31&layers=none")
    );
    let towns = json(&server, "/en/map.geojson?layers=towns", "");
    let all = towns["features"].as_array().unwrap();
    assert!(!all.is_empty() && all.len() == of_layer(&towns, "towns").len());

    assert_eq!(server.get("/fr/map?layers=targets").status, 400);
    assert_eq!(server.get("/fr/events.png").status, 404);
    let png = server.get("/en/map.png");
    assert_eq!(png.header("content-type"), Some("image/png"));
    assert!(png.header("content-disposition").unwrap().contains("kayes-map-2025-09-30.png"));
    // Programs get values, not pictures.
    assert!(!server.get("/api/v1/map").body.contains("<svg"));
}

/// Asks for a file as browsers do, and gives how many bytes come over the line.
fn compressed(server: &Server, path: &str) -> usize {
    let mut stream = server.connect();
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
        server.address
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut back = Vec::new();
    stream.read_to_end(&mut back).unwrap();
    assert!(
        back.starts_with(b"HTTP/1.1 200"),
        "{path}: {}",
        String::from_utf8_lossy(&back[..back.len().min(300)])
    );
    back.len()
}

#[test]
fn pages_are_small() {
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    let page = server.get("/fr/events").body.replace("&#x2f;", "/");
    let named = |text: &str| -> Vec<String> {
        let parts = text.split("/static/").skip(1);
        parts.map(|p| format!("/static/{}", p.split(['"', '\'', '`']).next().unwrap())).collect()
    };
    let first: usize =
        named(&page).iter().filter(|p| !p.ends_with(".txt")).map(|p| compressed(&server, p)).sum();
    let first = first + compressed(&server, "/fr/events");
    assert!(first < 60_000, "the first page takes {first} bytes");
    let Some(script) = named(&page).into_iter().find(|p| p.ends_with(".js")) else {
        return println!("skipped: built without script");
    };
    // What the map loads: the page, its entry, and every file of the bundle that is the map's.
    let entry = server.get(&script).body;
    let files = entry.split(['"', '\'', '`']).filter_map(|p| {
        let name = p.trim_start_matches("./").trim_start_matches("/static/");
        (name.starts_with("map-") && name.contains('.')).then(|| format!("/static/{name}"))
    });
    let mut files: Vec<String> = files.collect();
    let map = files.iter().find(|p| p.ends_with(".js")).expect("the map's script").clone();
    files.extend(named(&server.get(&map).body).into_iter().filter(|p| p.contains("worker")));
    files.sort();
    files.dedup();
    assert!(files.len() >= 3, "script, style and worker: {files:?}");
    let own = ["/fr/map", "/fr/map.geojson"].iter().map(|p| compressed(&server, p)).sum::<usize>();
    let whole = own + first + files.iter().map(|p| compressed(&server, p)).sum::<usize>();
    println!("first page {first} bytes, map {whole} bytes");
    assert!(whole <= 500_000, "the map takes {whole} bytes: {files:?}");
}

/// Adds a user, and signs a token for them.
fn token(dir: &std::path::Path, name: &str, role: &str) -> String {
    let run = |args: &[&str], input: &str| {
        let mut child = program()
            .current_dir(dir)
            .args([&["users", "c"], args].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        said
    };
    run(&["add", name, "--role", role], &format!("{PASSWORD}\n"));
    let said = run(&["token", name, "--scope", "read"], "");
    said.lines().find(|l| l.starts_with("faleme_")).unwrap().to_owned()
}

#[test]
fn below_amber_a_corridor_is_one_and_has_no_class() {
    let folder = case();
    let (reader, analyst) = (token(folder.path(), "Awa", "reader"), token(folder.path(), "Binta", "analyst"));
    let server = Server::start(folder.path(), &["--users", "--behind-proxy", "obs.example"]);
    let as_user = |token: &str| {
        format!("Host: obs.example\r\nX-Forwarded-For: 192.0.2.7\r\nAuthorization: Bearer {token}\r\n")
    };
    for path in ["/api/v1/map?format=geojson", "/ogc/collections/corridors/items"] {
        let green = json(&server, path, &as_user(&reader));
        let amber = json(&server, path, &as_user(&analyst));
        let (whole, sections) = (of_layer(&green, "corridors"), of_layer(&amber, "corridors"));
        assert!(!whole.is_empty() && sections.len() > whole.len(), "{path}");
        for corridor in whole {
            let told = &corridor["properties"];
            assert!(
                told["class"].is_null() && told["section"].is_null() && told["month"].is_string(),
                "{told}"
            );
            assert_eq!(corridor["geometry"]["type"], "MultiLineString");
        }
        assert!(sections.iter().all(|s| s["properties"]["class"].is_string()), "{path}");
    }
    // A constraint on a town stands for its district.
    let green = json(&server, "/api/v1/map?format=geojson", &as_user(&reader));
    let towns: Vec<String> =
        of_layer(&green, "towns").iter().map(|t| t["geometry"]["coordinates"].to_string()).collect();
    for constraint in of_layer(&green, "constraints") {
        for point in constraint["geometry"]["coordinates"].as_array().into_iter().flatten() {
            assert!(!towns.contains(&point.to_string()), "{constraint}");
        }
    }
    let page = server.ask("GET", "/api/v1/map?format=geojson", "Host: obs.example\r\n", "");
    assert_eq!(page.status, 401);
}

/// Millet in a town of the case, month by month from 2021; it doubles in the last.
fn millet() -> String {
    let mut text = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,\
                    pricetype,currency,price,usdprice\n"
        .to_owned();
    for m in 0..57_usize {
        let season = 20_000 + 1500 * (m % 12).abs_diff(6) + 37 * ((m * 3) % 11);
        let price = if m == 56 { season * 2 } else { season };
        let (year, month) = (2021 + m / 12, m % 12 + 1);
        text.push_str(&format!(
            "{year}-{month:02}-15,Kayes,,Kayes Marché,1,14.45,-11.44,cereals,Millet,65,100 KG,actual,Retail,XOF,{price},\n"
        ));
    }
    text
}

#[test]
fn a_market_has_the_level_of_its_worst_price() {
    let folder = case();
    write(folder.path(), "wfp_food_prices_mli.csv", millet());
    stdout(folder.path(), &["prices", "c", "import", "wfp_food_prices_mli.csv"]);
    let server = Server::start(folder.path(), &[]);
    let features = json(&server, "/en/map.geojson?layers=markets", "");
    let markets = of_layer(&features, "markets");
    assert_eq!(markets.len(), 1, "{features}");
    assert_eq!(markets[0]["properties"]["level"], "crisis");
    assert_eq!(markets[0]["properties"]["prices"][0]["commodity"], "Millet");
    let page = server.get("/en/map").body;
    assert!(page.contains("market, prices: crisis") && page.contains("Kayes Marché"));
}

#[test]
fn a_price_over_time_is_a_picture_and_numbers_that_script_draws() {
    let folder = case();
    write(folder.path(), "wfp_food_prices_mli.csv", millet());
    stdout(folder.path(), &["prices", "c", "import", "wfp_food_prices_mli.csv"]);
    let server = Server::start(folder.path(), &[]);
    let one = page(&server, "/en/prices?market=Kayes+March%C3%A9&commodity=Millet");
    assert!(one.contains("data-chart=\"line\"") && one.contains("<svg"), "{one}");
    let months = one.matches("data-value=\"20").count();
    assert!(months >= 56, "{months} months");
    // Of the last month alone there is no line, and nothing to draw it is loaded.
    assert!(!page(&server, "/en/prices").contains("data-chart"));
    let told = json(&server, "/api/v1/prices?market=Kayes+March%C3%A9&commodity=Millet", "");
    assert!(told["courses"].is_null() && told["total"] == 57, "{told}");
}

/// Deaths in a district of the case every other month, until August 2025; elsewhere none.
fn deaths() -> String {
    let mut text = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,\
                    best,high,low\n"
        .to_owned();
    for m in (0..128).step_by(2) {
        let day = format!("{}-{:02}-11", 2015 + m / 12, m % 12 + 1);
        text.push_str(&format!("d{m},1,A,B,1,14.45,-11.44,Mali,1,{day},{day},3,3,3\n"));
    }
    text.push_str("last,3,A,B,1,14.45,-11.44,Mali,1,2025-08-11,2025-08-11,1,1,1\n");
    text
}

#[test]
fn what_may_come_is_a_layer_for_those_who_ask_and_stands_beside_its_record() {
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    let bare = page(&server, "/en/map?layers=none&layers=forecasts");
    assert!(bare.contains("No forecast to show"), "{bare}");
    drop(server);
    write(folder.path(), "deaths.csv", deaths());
    stdout(
        folder.path(),
        &["import", "c", "ucdp", "deaths.csv", "--release", "25.0.8", "--released", "2025-09-15"],
    );
    stdout(folder.path(), &["outlook", "c", "--unit", "country", "--issue"]);
    let server = Server::start(folder.path(), &[]);
    assert!(of_layer(&json(&server, "/en/map.geojson", ""), "forecasts").is_empty());
    let all = json(&server, "/en/map.geojson?layers=forecasts", "");
    let told = of_layer(&all, "forecasts");
    assert!(told.len() > 3 && told.len() == all["features"].as_array().unwrap().len(), "{all}");
    for of in &told {
        let own = &of["properties"];
        assert_eq!((&own["period"], &of["geometry"]["type"]), (&"2025-10".into(), &"Polygon".into()));
        assert!(own["p_any"].is_f64() && own["baseline_p"].is_f64() && own["baseline"].is_string(), "{own}");
    }
    let high: Vec<&Value> = told.into_iter().filter(|of| of["properties"]["chance"] == "high").collect();
    assert_eq!(high.len(), 1, "{high:?}");
    assert_eq!(high[0]["properties"]["name"], "Kayes Cercle");
    let map = page(&server, "/en/map?layers=none&layers=forecasts");
    assert!(map.contains("any deaths in October\u{a0}2025: 30"), "{map}");
    let outlook = page(&server, "/en/outlook?unit=country");
    assert!(outlook.contains("data-chart=\"line\"") && outlook.contains("Forecasts as issued"), "{outlook}");
    let told = json(&server, "/api/v1/outlook?unit=country", "");
    assert!(told["issued"][0]["id"] == "fc-1" && told["issued"][0]["units"].is_null(), "{told}");
}

#[test]
fn features_are_paged_and_narrowed() {
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    let landing = json(&server, "/ogc", "");
    assert!(landing["links"].as_array().unwrap().iter().any(|l| l["rel"] == "service-desc"));
    let classes = json(&server, "/ogc/conformance", "");
    assert!(classes["conformsTo"][0].as_str().unwrap().ends_with("conf/core"));
    let collections = json(&server, "/ogc/collections", "");
    for of in collections["collections"].as_array().unwrap() {
        let id = of["id"].as_str().unwrap();
        let mut path = format!("/ogc/collections/{id}/items?limit=3");
        let (mut ids, mut matched) = (Vec::new(), 0);
        loop {
            let page = json(&server, &path, "");
            let features = page["features"].as_array().unwrap();
            assert!(features.len() <= 3 && page["numberReturned"] == features.len());
            matched = page["numberMatched"].as_u64().unwrap().max(matched);
            ids.extend(features.iter().map(|f| f["id"].as_str().unwrap().to_owned()));
            let next = page["links"].as_array().unwrap().iter().find(|l| l["rel"] == "next").cloned();
            let Some(next) = next else { break };
            path =
                next["href"].as_str().unwrap().split_once("/ogc").map(|(_, p)| format!("/ogc{p}")).unwrap();
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert!(ids.len() == count && count as u64 == matched, "{id}: {count} of {matched}");
        if let Some(first) = ids.first() {
            let one = json(&server, &format!("/ogc/collections/{id}/items/{first}"), "");
            assert_eq!(one["id"], first.as_str());
        }
    }
    let count = |query: &str| {
        json(&server, &format!("/ogc/collections/{query}"), "")["numberMatched"].as_u64().unwrap()
    };
    assert!(count("towns/items?bbox=-13,13,-9,16") > 0);
    assert!(count("towns/items?bbox=-13,13,-9,16") < count("towns/items"));
    assert!(count("incidents/items?datetime=2025-09-01/..") < count("incidents/items"));
    for wrong in
        ["towns/items?bbox=1,2", "towns/items?datetime=soon", "towns/items?colour=red", "towns?limit=3"]
    {
        assert_eq!(server.get(&format!("/ogc/collections/{wrong}")).status, 400, "{wrong}");
    }
    for none in ["targets", "towns/items/nowhere"] {
        assert_eq!(server.get(&format!("/ogc/collections/{none}")).status, 404, "{none}");
    }
}

#[test]
fn gdal_reads_every_feature() {
    if Command::new("ogrinfo").arg("--version").output().is_err() {
        return println!("skipped: no ogrinfo on the PATH");
    }
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    for id in ["incidents", "constraints", "corridors", "towns", "borders"] {
        let all =
            json(&server, &format!("/ogc/collections/{id}/items"), "")["numberMatched"].as_u64().unwrap();
        let source = format!("OAPIF:http://{}/ogc", server.address);
        let run = Command::new("ogrinfo")
            .args(["-ro", "-al", "-oo", "PAGE_SIZE=5", &source, id])
            .env("no_proxy", "*")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        let read = said.lines().filter(|l| l.starts_with("OGRFeature(")).count() as u64;
        assert_eq!(read, all, "{id}: {said}");
    }
}

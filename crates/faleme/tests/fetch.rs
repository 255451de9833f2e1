//! `fetch`, as a user runs it, against a server on this machine that has each publisher's layout.

mod common;
#[path = "../../corridors/tests/common/mod.rs"]
mod pbf;
#[path = "common/publisher.rs"]
mod publisher;

use common::{fails, json, stdout, write};
use publisher::{Publisher, Reply, Request, file, honest, moved, status, tagged};
use serde_json::Value;
use std::io::Write;
use std::path::Path;

/// A case `c` whose `fetch.toml` is `text`, `ROOT` being the server.
fn with_sources(server: &Publisher, text: &str) -> tempfile::TempDir {
    let folder = common::with_case();
    let quick = "[limits]\nfirst_wait = 0.01\nlongest_wait = 2.0\nidle = 2.0\n";
    write(&folder.path().join("c"), "fetch.toml", format!("{quick}{}", text.replace("ROOT", &server.root)));
    folder
}

fn fetched(dir: &Path, args: &[&str]) -> Value {
    json(dir, &[&["fetch", "c", "--accept-licence", "--quiet", "--format", "json"], args].concat())
}

fn names(id: u32, name: &str) -> String {
    format!(
        "{id}\t{name}\t{name}\t\t13.05\t-9.49\tP\tPPLA2\tML\t\t01\t02\t\t\t4000\t\t330\tAfrica/Bamako\t2020-01-01\n"
    )
}

fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn md5_of(bytes: &[u8]) -> String {
    use md5::Digest;
    md5::Md5::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

const GEONAMES: &str = "[[sources]]\nname = \"geonames\"\nkind = \"geonames\"\naddress = \"ROOT/dump/{ISO2}.zip\"\n\
                        licence = \"CC BY 4.0\"\nterms = \"https://www.geonames.org/about.html\"\n";

#[test]
fn the_licence_stands_before_the_first_download_and_the_list_tells_the_rest() {
    let server = Publisher::new(|r| {
        honest(r, &zipped(&[("readme.txt", "Read me"), ("ML.txt", &names(1, "Kita"))]), "a")
    });
    let folder = with_sources(&server, GEONAMES);
    let dir = folder.path();
    assert!(stdout(dir, &["fetch", "c"]).contains("licence not accepted yet"));
    let said = fails(dir, &["fetch", "c", "geonames", "--country", "ML"], 1);
    assert!(said.contains("CC BY 4.0") && said.contains("--accept-licence"), "{said}");
    assert!(server.asked().is_empty(), "nothing is asked before");
    let told = fetched(dir, &["geonames", "--country", "ML"]);
    assert_eq!(told[0]["state"], "fetched");
    assert_eq!(told[0]["file"], "data/geonames/ML.txt");
    assert_eq!(std::fs::read_to_string(dir.join("c/data/geonames/ML.txt")).unwrap(), names(1, "Kita"));
    assert!(told[0]["next"].as_str().unwrap().contains("--gazetteer c/data/geonames/ML.txt"), "{told}");
    // Accepted once; a later run asks conditionally and is told that nothing changed.
    let again: Value = serde_json::from_str(&stdout(
        dir,
        &["fetch", "c", "geonames", "--country", "MLI", "--format", "json"],
    ))
    .unwrap();
    assert_eq!(again[0]["state"], "not_changed");
    assert_eq!(server.asked().last().unwrap().header("if-none-match"), "\"a\"");
    let lock = std::fs::read_to_string(dir.join("c/fetch.lock")).unwrap();
    for words in [
        "--accept-licence",
        "CC BY 4.0 (https://www.geonames.org/about.html)",
        "etag",
        "blake3",
        "data/geonames/ML.txt",
    ] {
        assert!(lock.contains(words), "{words}: {lock}");
    }
    let listed = json(dir, &["fetch", "c", "--format", "json"]);
    assert_eq!(
        (&listed[0]["state"], &listed[0]["accepted"], &listed[0]["age_days"]),
        (&"fetched".into(), &true.into(), &0.into())
    );
    // The file that was changed by hand is fetched anew.
    write(&dir.join("c/data/geonames"), "ML.txt", "mine");
    assert_eq!(fetched(dir, &["geonames", "--country", "ML"])[0]["state"], "fetched");
    // The next command works.
    write(&dir.join("c/sources"), "a.txt", "On 3 September 2025 armed men attacked a convoy near Kita.");
    stdout(dir, &["read", "c", "--gazetteer", "c/data/geonames/ML.txt"]);
}

#[test]
fn a_licence_that_changed_is_asked_for_again() {
    let server = Publisher::new(|_| file(zipped(&[("ML.txt", &names(1, "Kita"))])));
    let folder = with_sources(&server, GEONAMES);
    let dir = folder.path();
    fetched(dir, &["geonames", "--country", "ML"]);
    write(
        &dir.join("c"),
        "fetch.toml",
        GEONAMES.replace("ROOT", &server.root).replace("CC BY 4.0", "CC BY-NC 4.0"),
    );
    assert!(fails(dir, &["fetch", "c", "geonames", "--country", "ML"], 1).contains("CC BY-NC 4.0"));
}

const UCDP: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,\
    side_a,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,\
    where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,\
    date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low";

fn event(id: u32) -> Vec<(&'static str, Value)> {
    let values = serde_json::json!([
        id,
        format!("XXX-2025-1-{id}"),
        2025,
        true,
        "Clear",
        1,
        1,
        "X: Government",
        2,
        "Government of X - Group Y",
        3,
        "Government of X",
        4,
        "Group Y",
        2,
        "Daily, \"2025-05-04\"",
        "Daily",
        "2025-05-04",
        "Attack near Alpha",
        "Army",
        1,
        "Alpha town",
        "Alpha town",
        "Alpha region",
        "Alpha cercle",
        14.5,
        -11.5,
        "POINT (-11.5 14.5)",
        150_000,
        "Mali",
        432,
        "Africa",
        1,
        1,
        "2025-05-03T00:00:00",
        "2025-05-03T00:00:00",
        0,
        1,
        0,
        0,
        1,
        2,
        1
    ]);
    UCDP.split(',').zip(values.as_array().unwrap().clone()).collect()
}

fn csv_of(ids: std::ops::Range<u32>) -> String {
    let mut out = format!("{UCDP}\n");
    for id in ids {
        let cells = event(id).into_iter().map(|(_, v)| match v {
            Value::String(s) => format!("\"{}\"", s.replace('"', "\"\"")),
            other => other.to_string(),
        });
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push('\n');
    }
    out
}

#[test]
fn a_release_of_ucdp_is_fetched_and_imported_under_its_name() {
    let server = Publisher::new(|_| tagged(zipped(&[("GEDEvent_v25_1.csv", &csv_of(1..4))]), "z"));
    let folder = with_sources(
        &server,
        "[[sources]]\nname = \"ucdp\"\nkind = \"ucdp\"\naddress = \"ROOT/ged251-csv.zip\"\nentry = \"GEDEvent_v25_1.csv\"\n\
         release = \"25.1\"\nlicence = \"CC BY 4.0\"\n",
    );
    let told = fetched(folder.path(), &["ucdp"]);
    assert_eq!((&told[0]["done"], &told[0]["file"]), (&"imported".into(), &"data/ucdp/ged-25.1.csv".into()));
    let events = json(folder.path(), &["events", "c", "--format", "json"]);
    assert_eq!(
        events.as_array().unwrap().iter().map(|e| e["rows"].as_array().unwrap().len()).sum::<usize>(),
        3
    );
    assert_eq!(events[0]["rows"][0]["release"], "25.1");
    // The server does not know conditional requests: the same bytes are still not imported twice.
    let again = fetched(folder.path(), &["ucdp"]);
    assert_eq!((&again[0]["state"], &again[0]["done"]), (&"not_changed".into(), &"imported".into()));
}

/// UCDP's API: pages of two events, each with a link to the next, which here leads elsewhere.
fn api(request: &Request) -> Reply {
    if request.header("x-ucdp-access-token") != "secret-1" {
        return Reply::Whole(401, vec![], b"API token required".to_vec());
    }
    let page: u32 = request
        .path
        .split("page=")
        .last()
        .and_then(|p| p.parse().ok())
        .filter(|_| request.path.contains("&page="))
        .unwrap_or(0);
    let rows: Vec<Value> = (page * 2..(page * 2 + 2).min(5))
        .map(|id| Value::Object(event(id + 1).into_iter().map(|(k, v)| (k.to_owned(), v)).collect()))
        .collect();
    let next = if page < 2 {
        format!("http://169.254.169.254/api?pagesize=2&page={}", page + 1)
    } else {
        String::new()
    };
    file(serde_json::json!({"TotalCount": 5, "TotalPages": 3, "PreviousPageUrl": "", "NextPageUrl": next, "Result": rows}).to_string())
}

const API: &str = "[[sources]]\nname = \"ucdp\"\nkind = \"ucdp-api\"\naddress = \"ROOT/api/gedevents/{release}?Country={name}\"\n\
                   release = \"25.1\"\nnames = { MLI = \"432\" }\ncountries = [\"MLI\"]\nlicence = \"CC BY 4.0\"\n\
                   token = { header = \"x-ucdp-access-token\", env = \"FALEME_TEST_TOKEN\" }\n";

#[test]
fn ucdps_api_is_read_page_by_page_with_its_token_and_its_links_are_not_followed() {
    let server = Publisher::new(api);
    let folder = with_sources(&server, API);
    let dir = folder.path();
    let run = |token: &str| {
        let mut command =
            common::faleme(dir, &["fetch", "c", "ucdp", "--accept-licence", "--format", "json"]);
        command.env("FALEME_TEST_TOKEN", token).output().unwrap()
    };
    let none = run("");
    assert!(String::from_utf8_lossy(&none.stderr).contains("FALEME_TEST_TOKEN is not set"));
    assert!(server.asked().is_empty());
    assert!(String::from_utf8_lossy(&run("wrong").stderr).contains("401 Unauthorized"));
    let done = run("secret-1");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((&told[0]["state"], &told[0]["done"]), (&"fetched".into(), &"imported".into()));
    let paths: Vec<String> = server.asked().iter().skip(1).map(|r| r.path.clone()).collect();
    let base = "/api/gedevents/25.1?Country=432&pagesize=1000";
    assert_eq!(paths, [base.to_owned(), format!("{base}&page=1"), format!("{base}&page=2")]);
    let table = std::fs::read_to_string(dir.join("c/data/ucdp/ged-25.1-MLI.csv")).unwrap();
    assert_eq!(table.lines().count(), 6);
    let lock = std::fs::read_to_string(dir.join("c/fetch.lock")).unwrap();
    assert!(
        !lock.contains("secret-1") && !format!("{told}").contains("secret-1"),
        "the token stays where it is"
    );
    let again: Value = serde_json::from_slice(&run("secret-1").stdout).unwrap();
    assert_eq!(again[0]["state"], "not_changed");
}

#[test]
fn a_page_that_is_missing_is_no_release() {
    let server = Publisher::new(|r| match r.path.contains("page=2") {
        true => file("{\"TotalCount\":5,\"TotalPages\":3,\"NextPageUrl\":\"\",\"Result\":[]}"),
        false => api(r),
    });
    let folder = with_sources(&server, API);
    let mut command = common::faleme(folder.path(), &["fetch", "c", "ucdp", "--accept-licence"]);
    let done = command.env("FALEME_TEST_TOKEN", "secret-1").output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.code() == Some(1) && said.contains("only 4 of 5 rows came"), "{said}");
    assert!(!folder.path().join("c/data/ucdp/ged-25.1-MLI.csv").exists());
}

const PRICES: &str = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,pricetype,\
    currency,price,usdprice\n#date,#adm1+name,#adm2+name,#loc+market+name,#loc+market+code,#geo+lat,#geo+lon,#item+type,#item+name,\
    #item+code,#item+unit,#item+price+flag,#item+price+type,#currency+code,#value,#value+usd\n\
    2025-08-15,West,Kita,Kita,1,13.05,-9.49,cereals,Millet,65,KG,actual,Retail,XOF,250,0.4\n";

fn package(resources: &Value) -> String {
    serde_json::json!({"help": "x", "success": true, "result": {
        "name": "wfp-food-prices-for-mali", "license_id": "cc-by-igo", "license_title": "Creative Commons Attribution for IGOs",
        "resources": resources}})
    .to_string()
}

const WFP: &str = "[[sources]]\nname = \"wfp-prices\"\nkind = \"wfp-prices\"\naddress = \"ROOT/api/3/action/package_show?id=wfp-food-prices-for-{name}\"\n\
    names = { MLI = \"mali\" }\nresource = \"wfp_food_prices_{iso3}.csv\"\nlicence = \"CC BY 3.0 IGO\"\n";

#[test]
fn prices_come_by_way_of_hdx_and_its_store() {
    let server = Publisher::new(|r| match r.path.as_str() {
        "/api/3/action/package_show?id=wfp-food-prices-for-mali" => file(package(&serde_json::json!([
            {"id": "1", "name": "Mali - Food Prices (QuickCharts)", "format": "CSV", "url": "/dataset/x/qc_mli.csv", "last_modified": "2025-09-05"},
            {"id": "2", "name": "Mali - Food Prices", "format": "CSV", "url": "/dataset/x/resource/y/download/wfp_food_prices_mli.csv",
             "last_modified": "2025-09-04T10:00:00", "hash": md5_of(PRICES.as_bytes())}
        ]))),
        "/dataset/x/resource/y/download/wfp_food_prices_mli.csv" => {
            moved("/store/wfp_food_prices_mli.csv?X-Amz-Signature=s3cr3t")
        }
        "/store/wfp_food_prices_mli.csv?X-Amz-Signature=s3cr3t" => tagged(PRICES, "p"),
        _ => status(404),
    });
    let folder = with_sources(&server, WFP);
    let dir = folder.path();
    let told = fetched(dir, &["wfp-prices", "--country", "ml"]);
    assert_eq!(
        (&told[0]["done"], &told[0]["file"]),
        (&"imported".into(), &"data/wfp-prices/wfp_food_prices_mli.csv".into())
    );
    let rows = json(dir, &["prices", "c", "--format", "json", "--quiet"]);
    assert_eq!((&rows[0]["market"], &rows[0]["price"]), (&"Kita".into(), &250.0.into()));
    let lock = std::fs::read_to_string(dir.join("c/fetch.lock")).unwrap();
    assert!(lock.contains("Creative Commons Attribution for IGOs") && lock.contains("md5 "), "{lock}");
    assert!(lock.contains("/store/wfp_food_prices_mli.csv") && !lock.contains("s3cr3t"), "{lock}");
    let said = fails(dir, &["fetch", "c", "wfp-prices", "--country", "SN"], 1);
    assert!(said.contains("`names` does not say what the publisher calls SEN"), "{said}");
}

#[test]
fn a_changed_layout_names_the_column_and_the_earlier_file_stays() {
    let server = Publisher::new(|r| match r.path.starts_with("/api") {
        true => file(package(
            &serde_json::json!([{"name": "wfp_food_prices_mli.csv", "format": "CSV", "url": "/p.csv"}]),
        )),
        false if r.before == 0 => file(PRICES),
        false => file(PRICES.replace(",commodity,", ",produce,")),
    });
    let folder = with_sources(&server, WFP);
    let dir = folder.path();
    fetched(dir, &["wfp-prices", "--country", "ML"]);
    let said = fails(dir, &["fetch", "c", "wfp-prices", "--country", "ML"], 1);
    assert!(said.contains("fetch.layout") && said.contains("`commodity`"), "{said}");
    assert_eq!(
        std::fs::read_to_string(dir.join("c/data/wfp-prices/wfp_food_prices_mli.csv")).unwrap(),
        PRICES
    );
    assert_eq!(std::fs::read_dir(dir.join("c/data/wfp-prices")).unwrap().count(), 1, "nothing half is left");
    assert!(stdout(dir, &["fetch", "c"]).contains("failed: its layout has changed"));
}

#[test]
fn displacement_tables_are_looked_at_as_workbooks() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in ["some", "other", "table"].iter().enumerate() {
        sheet.write(0, at as u16, *name).unwrap();
        sheet.write(1, at as u16, 1).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let server = Publisher::new(move |r| match r.path.starts_with("/api") {
        true => file(package(&serde_json::json!([{"name": "Round 1", "format": "XLSX", "url": "/r1.xlsx"}]))),
        false => file(&bytes),
    });
    let folder = with_sources(
        &server,
        "[[sources]]\nname = \"dtm\"\nkind = \"dtm\"\naddress = \"ROOT/api?id={name}\"\nnames = { MLI = \"mali\" }\nlicence = \"CC BY\"\n",
    );
    let said = fails(folder.path(), &["fetch", "c", "dtm", "--country", "ML", "--accept-licence"], 1);
    assert!(said.contains("people.unknown_layout") && said.contains("some"), "{said}");
    assert!(!folder.path().join("c/data/dtm/dtm-mli.xlsx").exists());
}

const OSM: &str = "[[sources]]\nname = \"osm\"\nkind = \"osm\"\naddress = \"ROOT/africa/{name}-latest.osm.pbf\"\n\
                   names = { MLI = \"mali\" }\nlicence = \"ODbL 1.0\"\n";

fn roads() -> Vec<u8> {
    let road: pbf::Tags = &[("highway", "trunk"), ("ref", "RN 1")];
    let nodes: Vec<(i64, f64, f64, pbf::Tags)> =
        (1..=5).map(|id| (id, 14.0, id as f64 / 100.0, &[] as pbf::Tags)).collect();
    pbf::Pbf::default().timestamp(1_700_000_000).dense(&nodes).way(7, &[1, 2, 3, 4, 5], road).file()
}

#[test]
fn an_extract_is_held_against_its_checksum_and_becomes_roads() {
    let server = Publisher::new(|r| match r.path.as_str() {
        "/africa/mali-latest.osm.pbf" => honest(r, &roads(), "r"),
        "/africa/mali-latest.osm.pbf.md5" => file(format!("{}  mali-latest.osm.pbf\n", md5_of(&roads()))),
        _ => status(404),
    });
    let folder = with_sources(&server, OSM);
    let told = fetched(folder.path(), &["osm", "--country", "ML"]);
    assert_eq!(
        (&told[0]["done"], &told[0]["file"]),
        (&"imported".into(), &"data/osm/mli-latest.osm.pbf".into())
    );
    let listed = json(folder.path(), &["roads", "c", "--format", "json"]);
    assert_eq!(listed["files"][0]["counts"]["roads"], 1);
    assert!(std::fs::read_to_string(folder.path().join("c/fetch.lock")).unwrap().contains(&md5_of(&roads())));
}

#[test]
fn a_wrong_checksum_is_refused_and_one_that_changed_in_between_is_asked_for_again() {
    let server = Publisher::new(|r| match r.path.ends_with(".md5") {
        false => file(roads()),
        true if r.before == 1 => file(md5_of(&roads())),
        true => file(md5_of(b"other")),
    });
    let folder = with_sources(&server, OSM);
    assert_eq!(fetched(folder.path(), &["osm", "--country", "ML"])[0]["state"], "fetched");
    std::fs::remove_file(folder.path().join("c/data/osm/mli-latest.osm.pbf")).unwrap();
    let said = fails(folder.path(), &["fetch", "c", "osm", "--country", "ML"], 1);
    assert!(said.contains("fetch.checksum"), "{said}");
    assert_eq!(
        std::fs::read_dir(folder.path().join("c/data/osm")).unwrap().count(),
        0,
        "nothing half is left"
    );
}

#[test]
fn boundaries_come_from_where_the_description_says_if_the_case_allows_it() {
    let shape = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"Kita\",\"shapeISO\":\"\"},\
                 \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-10,13],[-9,13],[-9,14],[-10,13]]]}}]}";
    let server = Publisher::new(move |r| {
        let root = format!("http://{}", r.header("host"));
        match r.path.as_str() {
            "/api/current/gbOpen/MLI/ADM2/" => file(format!(
                "{{\"boundaryID\":\"MLI-ADM2-1\",\"boundaryISO\":\"MLI\",\"boundaryLicense\":\"CC BY 3.0 IGO\",\"gjDownloadURL\":\"{root}/raw/MLI.geojson\"}}"
            )),
            "/api/current/gbOpen/SEN/ADM2/" => {
                file("{\"gjDownloadURL\":\"https://elsewhere.example.org/SEN.geojson\"}")
            }
            "/api/current/gbOpen/MRT/ADM2/" => file(format!("{{\"gjDownloadURL\":\"{root}/raw/pointer\"}}")),
            "/raw/MLI.geojson" => file(shape),
            "/raw/pointer" => file("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"),
            _ => status(404),
        }
    });
    let folder = common::with_case();
    let text = format!(
        "countries = [\"MLI\", \"SEN\", \"MRT\"]\n[[sources]]\nname = \"boundaries\"\nkind = \"boundaries\"\n\
         address = \"{}/api/current/gbOpen/{{ISO3}}/{{level}}/\"\nlevel = \"ADM2\"\nlicence = \"CC BY 4.0 or ODbL\"\n",
        server.root
    );
    write(&folder.path().join("c"), "fetch.toml", text);
    let done =
        common::faleme(folder.path(), &["fetch", "c", "boundaries", "--accept-licence", "--format", "json"])
            .output()
            .unwrap();
    assert_eq!(done.status.code(), Some(1), "one of three is refused, the others come");
    let told: Value = serde_json::from_slice(&done.stdout).unwrap();
    let codes: Vec<&str> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["issues"][0]["code"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(codes, ["fetch.cut", "fetch.redirect", "fetch.pointer"]);
    assert_eq!(told[0]["file"], "data/boundaries/MLI-ADM2.geojson");
    let kita =
        std::fs::read_to_string(folder.path().join("c/data/boundaries/MLI-ADM2/kita.geojson")).unwrap();
    assert!(kita.contains("\"Polygon\""), "{kita}");
    assert!(std::fs::read_to_string(folder.path().join("c/fetch.lock")).unwrap().contains("CC BY 3.0 IGO"));
}

#[test]
fn every_key_of_the_file_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../../docs/fetch.md")).unwrap();
    let mut keys = Vec::new();
    for (file, name) in [("sources.rs", "FetchEntry"), ("sources.rs", "Token"), ("wait.rs", "Limits")] {
        let source = std::fs::read_to_string(root.join("src/fetching").join(file)).unwrap();
        let body = source
            .split(&format!("pub struct {name} {{"))
            .nth(1)
            .unwrap()
            .split("\n}")
            .next()
            .unwrap()
            .to_owned();
        let found =
            body.lines().filter_map(|l| Some(l.trim().strip_prefix("pub ")?.split_once(':')?.0.to_owned()));
        keys.extend(found.collect::<Vec<_>>());
    }
    assert!(keys.len() > 20, "{keys:?}");
    let missing: Vec<&String> = keys.iter().filter(|k| !page.contains(&format!("`{k}`"))).collect();
    assert!(missing.is_empty(), "docs/fetch.md: explain {missing:?}");
}

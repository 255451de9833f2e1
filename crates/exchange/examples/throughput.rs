//! How fast the formats are, and what memory they take, apart from the ledger:
//! `cargo run --release -p exchange --example throughput -- ROWS FOLDER FORMAT`.
//!
//! Rows are read from events as the API shows them (built beforehand, a thousand that come again and again with new ids) and written to a
//! file. Prints rows, seconds, rows a second, bytes, and the most memory that the process ever had (Linux). Run it with two numbers of rows: memory
//! must not grow by them, but for the index of FlatGeobuf and the ids of STIX.

use base::Tlp;
use exchange::formats::csv::Csv;
use exchange::formats::flatgeobuf::FlatGeobuf;
use exchange::formats::geojson::GeoJson;
use exchange::formats::geoparquet::GeoParquet;
use exchange::formats::stix::Stix;
use exchange::formats::{Layer, Writer};
use exchange::provenance::{Provenance, Source, Titled};
use serde_json::{Value, json};
use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::time::Instant;

/// Events as the API shows them.
fn event(n: usize) -> Value {
    let (lat, lon) = (10.0 + (n % 50) as f64 * 0.25, -12.0 + (n / 50 % 80) as f64 * 0.25);
    json!({
        "id": format!("evt-{n:012x}"), "kind": "incident", "type": "armed_attack", "sub_type": "one-sided",
        "date": {"start": "2021-05-04", "end": "2021-05-05"}, "precision": "exact", "modality": "asserted",
        "places": [{"name": format!("Town {}", n % 4000), "country": "MLI", "lat": lat, "lon": lon},
                   {"name": format!("District {}", n % 200), "country": "MLI", "lat": null, "lon": null}],
        "actors": [format!("Group {}", n % 40), "Civilians"], "estimate": {"low": 1.0, "best": 2.0, "high": (n % 13) as f64},
        "claims": [], "rows": [{"dataset": "ucdp", "release": "25.1", "id": n.to_string()}], "origins": [], "credibility": 3,
        "reason": "told by one dataset", "parent": null, "geometry": {"type": "Point", "coordinates": [lon, lat]},
    })
}

fn provenance() -> Result<Provenance, Box<dyn Error>> {
    let titled = |id: &str| Titled { id: id.into(), title: id.into() };
    let source = Source {
        id: "release:ucdp/25.1".into(),
        title: "ucdp 25.1".into(),
        release: Some("25.1".into()),
        released: Some("2025-06-15".parse()?),
        licence: Some("CC BY 4.0".into()),
        count: None,
    };
    Ok(Provenance {
        id: "urn:faleme:export:bench:events:2025-09-30:CLEAR".into(),
        title: "bench".into(),
        case: titled("bench"),
        program: titled("bench"),
        generated: "2025-09-30".parse()?,
        sources: vec![source],
        tlp: Tlp::Clear,
        note: None,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [rows, folder, format] = args.as_slice() else { return Err("ROWS FOLDER FORMAT".into()) };
    let rows: usize = rows.parse()?;
    let layer = Layer::named("events", Tlp::Clear).ok_or("no layer")?;
    let provenance = provenance()?;
    let path = format!("{folder}/events.{format}");
    let out = BufWriter::with_capacity(1 << 18, File::create(&path)?);
    let spool = format!("{folder}/spool");
    let spool = || OpenOptions::new().create(true).truncate(true).read(true).write(true).open(&spool);
    let mut writer: Box<dyn Writer> = match format.as_str() {
        "csv" => Box::new(Csv::new(&layer, out)?),
        "geojson" => Box::new(GeoJson::new(&layer, &provenance, out)?),
        "flatgeobuf" => Box::new(FlatGeobuf::new(&layer, &provenance, out, spool()?)),
        "geoparquet" => Box::new(GeoParquet::new(&layer, &provenance, out)?),
        "stix" => Box::new(Stix::new(&layer, &provenance, out)?),
        other => return Err(format!("{other} is none of csv, geojson, flatgeobuf, geoparquet, stix").into()),
    };
    let mut events: Vec<Value> = (0..1000).map(event).collect();
    let begun = Instant::now();
    for n in 0..rows {
        let event = &mut events[n % 1000];
        event["id"] = format!("evt-{n:012x}").into();
        writer.row(&layer.row(event)?)?;
    }
    writer.finish()?;
    let seconds = begun.elapsed().as_secs_f64();
    let bytes = std::fs::metadata(&path)?.len();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    println!(
        "{format}: {rows} rows, {seconds:.2} s, {:.0} rows a second, {bytes} bytes, at most {peak}",
        rows as f64 / seconds
    );
    Ok(())
}

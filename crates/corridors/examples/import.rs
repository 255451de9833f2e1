//! Reads OpenStreetMap files into one network and prints its figures: the import's bench.
//!
//!     cargo run --release -p corridors --example import -- FILE.osm.pbf… [--links OUT.csv]

use corridors::osm::{Roads, network, read_roads};
use corridors::{Network, components};
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut links = None;
    if let Some(at) = args.iter().position(|a| a == "--links") {
        links = args.drain(at..).nth(1);
    }
    let start = Instant::now();
    let read = |path: &String| {
        Ok((path.clone(), read_roads(BufReader::with_capacity(1 << 20, File::open(path)?), None)?))
    };
    let files: Vec<(String, Roads)> = args.iter().map(read).collect::<Result<_, Box<dyn Error>>>()?;
    let seconds_read = start.elapsed().as_secs_f64();
    let counts: Vec<_> = files.iter().map(|(path, roads)| (path.clone(), roads.counts)).collect();
    let made = network(files);
    let seconds_network = start.elapsed().as_secs_f64() - seconds_read;
    made.issues.iter().for_each(|issue| eprintln!("{issue}"));
    if let Some(path) = links {
        write_links(&made.value, &path)?;
    }
    let figures = serde_json::json!({
        "files": counts,
        "nodes": made.value.nodes.len(),
        "links": made.value.links.len(),
        "length_m": made.value.links.iter().map(|l| l.length_m).sum::<f64>(),
        "forbidden_turns": made.value.forbidden_turns.len(),
        "components": components(&made.value),
        "seconds": {"read": seconds_read, "network": seconds_network},
    });
    println!("{figures}");
    Ok(())
}

/// Links by the OpenStreetMap ids of their ends.
fn write_links(network: &Network, path: &str) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "from,to,length_m,forward,backward")?;
    let id = |node: corridors::NodeId| network.nodes.get(node.0 as usize).map_or(0, |n| n.source_id);
    for link in &network.links {
        let (forward, backward) = (u8::from(link.flags.forward), u8::from(link.flags.backward));
        writeln!(out, "{},{},{},{forward},{backward}", id(link.from), id(link.to), link.length_m)?;
    }
    Ok(out.flush()?)
}

//! The road network: its files, its size, how it hangs together.

use crate::store::RoadFile;
use crate::table::table;
use corridors::{Components, Network, components};
use serde::Serialize;

/// Files and network as printed.
#[derive(Serialize)]
pub struct Roads {
    files: Vec<RoadFile>,
    network: Option<Size>,
}

/// How large a network is.
#[derive(Serialize)]
struct Size {
    nodes: usize,
    links: usize,
    length_km: f64,
    names: usize,
    forbidden_turns: usize,
    barriers: usize,
    components: Components,
    licence: String,
}

/// What is told of the network and its files.
pub fn roads(files: &[RoadFile], network: Option<&Network>) -> Roads {
    Roads { files: files.to_vec(), network: network.map(size) }
}

fn size(network: &Network) -> Size {
    Size {
        nodes: network.nodes.len(),
        links: network.links.len(),
        length_km: (network.links.iter().map(|l| l.length_m).sum::<f64>()).round() / 1000.0,
        names: network.names.len(),
        forbidden_turns: network.forbidden_turns.len(),
        barriers: network.barriers.len(),
        components: components(network),
        licence: network.licence.clone(),
    }
}

/// For people.
pub fn roads_table(roads: &Roads) -> String {
    let day = |file: &RoadFile| file.released.map_or_else(|| "?".into(), |d| d.to_string());
    let count = |file: &RoadFile| file.counts.map_or_else(|| "-".into(), |c| c.roads.to_string());
    let row = |f: &RoadFile| {
        vec![
            f.name.clone(),
            day(f),
            f.received.to_string(),
            count(f),
            f.hash[..12.min(f.hash.len())].to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = roads.files.iter().map(row).collect();
    let mut text = table(&["file", "data of", "imported", "roads", "blake3"], &rows);
    if let Some(size) = &roads.network {
        let parts = size.components;
        text.push_str(&format!(
            "\n{} links of {:.0} km between {} nodes; {} forbidden turns, {} barriers\n",
            size.links, size.length_km, size.nodes, size.forbidden_turns, size.barriers
        ));
        text.push_str(&format!(
            "{} separate parts: {} nodes in the largest, {} outside it\n{}\n",
            parts.count, parts.largest, parts.outside, size.licence
        ));
    }
    text
}

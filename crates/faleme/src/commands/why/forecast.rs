//! An issued forecast as `why` shows it: what it told, and all that it was made from, with hashes.

use super::node::Node;
use crate::store::{Inputs, ReleaseUsed, Store};
use anyhow::Result;

/// The issued forecast `fc-N`; `None` if there is none of that number.
pub fn node(store: &Store, id: &str) -> Result<Option<Node>> {
    let Some(head) = store.issued()?.into_iter().find(|head| head.id() == id) else { return Ok(None) };
    let body = store.issued_body(&head)?;
    let Inputs { target, unit, origin, horizons, .. } = &head.inputs;
    let (first, last) = (body.kept.first(), body.kept.last());
    let text = format!(
        "{target} by {unit} and month, {first} to {last} ({} units, {} months), known to {origin}; {} beside {}; issued {}, kept {}",
        body.kept.units.len(),
        horizons.len(),
        body.kept.model,
        body.kept.baseline,
        head.issued,
        body.made
    );
    let mut from: Vec<Node> = head.inputs.releases.iter().map(release).collect();
    from.extend(parts(&head.inputs, body.as_of.map(|day| day.to_string())));
    if let Some(fallback) = &body.kept.fallback {
        let words = format!("{} stands in for {}: {}", body.kept.model, fallback.model, fallback.why);
        from.push(Node::new("fallback", "model", words, Vec::new()));
    }
    Ok(Some(Node::new(id, "forecast", text, from)))
}

fn release(used: &ReleaseUsed) -> Node {
    let files = used.files.iter();
    let files = files
        .map(|file| Node::new(file.name.as_str(), "file", format!("blake3 {}", file.hash), Vec::new()))
        .collect();
    let id = format!("{}/{}", used.dataset, used.name);
    Node::new(id, "release", format!("{} {}, released {}", used.dataset, used.name, used.released), files)
}

fn parts(inputs: &Inputs, as_of: Option<String>) -> Vec<Node> {
    let part = |id: &str, text: String| Node::new(id, "input", text, Vec::new());
    let mut parts = vec![
        part("counts", format!("all counts up to {}: blake3 {}", inputs.origin, inputs.counts)),
        part("units", format!("the list of units and their countries: blake3 {}", inputs.units)),
        part("case", format!("the case file: blake3 {}", inputs.case)),
        part("model", format!("{} of faleme {}, seed {}", inputs.model, inputs.program, inputs.seed)),
        part("baseline", inputs.baseline.clone()),
    ];
    parts.extend(inputs.incidents.clone().map(|dataset| part("incidents", dataset)));
    parts.extend(as_of.map(|day| part("as-of", day)));
    parts
}

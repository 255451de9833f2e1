//! A report across the border as the case enters it.

use super::node::Node;
use crate::neighbours::{self, Report};
use anyhow::Result;
use std::path::Path;

/// The report of this id, with its source; `None` if the case has none.
pub fn report(dir: &Path, id: &str) -> Result<Option<Node>> {
    if !id.starts_with(neighbours::PREFIX) {
        return Ok(None);
    }
    let found = neighbours::load(dir)?.value.into_iter().find(|r| r.id == id);
    Ok(found.map(|report| node(&report)))
}

fn node(report: &Report) -> Node {
    let id = report.id.as_str();
    let written = format!("line {} of {}, published {}", report.line, neighbours::FILE, report.published);
    let from = vec![
        Node::new(id, "source", report.source.as_str(), Vec::new()),
        Node::new(id, "written", written, Vec::new()),
    ];
    Node::new(id, "report", report.text.as_str(), from)
}

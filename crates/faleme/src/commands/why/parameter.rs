//! A parameter as `why` shows it: value, unit, day and source, and where the case writes it.

use super::node::Node;
use crate::output::Output;
use crate::supply::{TABLES, tables};
use anyhow::Result;
use std::path::Path;
use supply::{By, Parameter};

/// What ids of parameters begin with.
pub const PARAMETER: &str = "par-";

/// The parameter of this id, with the ones that it is converted by; `None` if the tables have none.
pub fn parameter(dir: &Path, id: &str) -> Result<Option<Node>> {
    if !dir.join(TABLES).exists() {
        return Ok(None);
    }
    // What is wrong with the tables is told by the commands that reckon with them.
    let tables = tables(dir, Output { quiet: true, ..Output::default() })?;
    let all = &tables.parameters;
    Ok(all.iter().find(|p| p.id.0 == id).map(|p| node(all, p)))
}

fn node(all: &[Parameter], parameter: &Parameter) -> Node {
    let written = match parameter.line {
        Some(line) => format!("line {line} of {TABLES}"),
        None => format!("a default of this program: {TABLES} does not tell it"),
    };
    let mut from = vec![
        Node::new(parameter.id.0.as_str(), "source", parameter.source.as_str(), Vec::new()),
        Node::new(parameter.id.0.as_str(), "written", written, Vec::new()),
    ];
    // Those stand before it, so this ends.
    let others = parameter.by.iter().filter_map(|by| match by {
        By::Times(at) | By::Over(at) => all.get(*at as usize),
    });
    from.extend(others.filter(|other| other.id != parameter.id).map(|other| node(all, other)));
    Node::new(parameter.id.0.as_str(), "parameter", words(parameter), from)
}

/// `demand of Mill for diesel: 4 (2 to 6) t/day, 2024`.
pub fn words(parameter: &Parameter) -> String {
    let range = parameter.range;
    let values = match range.low == range.high {
        true => range.best.to_string(),
        false => format!("{} ({} to {})", range.best, range.low, range.high),
    };
    let date = parameter.date.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
    format!("{}: {values} {}{date}", parameter.name, parameter.unit)
}

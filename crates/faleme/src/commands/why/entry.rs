//! An entry of a file of the case: `tensions.toml:12`.

use super::node::Node;
use crate::commands::responses::{RESPONSES, TENSIONS};
use crate::supply::TABLES;
use crate::{case, corridor, neighbours};
use anyhow::{Context, Result};
use std::path::Path;

/// Files whose entries are shown.
const FILES: [&str; 7] =
    [case::FILE, "letter.toml", TABLES, RESPONSES, TENSIONS, neighbours::FILE, corridor::CLASSES];
/// Lines of an entry that are shown at most.
const MOST: usize = 40;

/// The entry that begins on a line of a file in the case folder; `None` if `id` names no such line.
pub fn node(dir: &Path, id: &str) -> Result<Option<Node>> {
    let Some((file, line)) = id.rsplit_once(':').filter(|(file, _)| is_plain(file)) else { return Ok(None) };
    let (Ok(line), path) = (line.parse::<usize>(), dir.join(file)) else { return Ok(None) };
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines().skip(line.saturating_sub(1));
    let Some(first) = lines.next().filter(|_| line > 0) else { return Ok(None) };
    let rest = lines.take_while(|l| !l.starts_with("[[") && !l.trim().is_empty()).take(MOST);
    let written = rest.filter(|l| !l.trim_start().starts_with('#'));
    let from = written.map(|l| Node::new(id, "written", l, Vec::new())).collect();
    Ok(Some(Node::new(id, "entry", format!("line {line} of {file}: {first}"), from)))
}

/// A file of the case that a letter may lead to: no other file of its folder is read.
fn is_plain(file: &str) -> bool {
    FILES.contains(&file)
}

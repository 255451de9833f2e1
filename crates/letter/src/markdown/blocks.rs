//! What stands under a heading.

use super::escape::{escape, line};
use super::inlines::inlines;
use crate::sheet::{Block, Figure, Item, List, ListKind, Sides, Table};

/// Blocks, each without the blank line after it; `analyst` marks an analyst's own text.
pub(super) fn blocks(all: &[Block], analyst: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut last_list = false;
    for one in all {
        // Two lists on end would become one.
        if last_list && matches!(one, Block::List(_)) {
            out.push("<!-- -->".to_owned());
        }
        last_list = matches!(one, Block::List(_));
        out.push(block(one, analyst));
    }
    out.retain(|b| !b.is_empty());
    out
}

fn block(one: &Block, analyst: &str) -> String {
    match one {
        Block::Paragraph(words) | Block::Remark(words) => line(&inlines(words)),
        Block::List(of) => list(of),
        Block::Table(of) => table(of),
        Block::Sides(of) => sides(of),
        Block::Figure(of) => figure(of),
        Block::Analyst(own) => {
            let label = format!("**{}**", escape(analyst));
            let inner: Vec<String> = std::iter::once(label).chain(blocks(own, analyst)).collect();
            quote(&inner.join("\n\n"))
        }
    }
}

/// Every line set under `>`.
fn quote(blocks: &str) -> String {
    let set = |l: &str| if l.is_empty() { ">".to_owned() } else { format!("> {l}") };
    blocks.lines().map(set).collect::<Vec<_>>().join("\n")
}

fn list(of: &List) -> String {
    let mark = if of.kind == ListKind::Numbered { "1. " } else { "- " };
    of.items.iter().map(|i| item(i, mark)).collect::<Vec<_>>().join("\n")
}

fn item(of: &Item, mark: &str) -> String {
    let mut words = of.lead.as_ref().map(|l| format!("**{}** · ", escape(l))).unwrap_or_default();
    words.push_str(&inlines(&of.says));
    if !of.meta.is_empty() {
        words.push_str(&format!(" — {}", inlines(&of.meta)));
    }
    let indent = " ".repeat(mark.len());
    let under = of
        .under
        .iter()
        .flat_map(|i| item(i, "- ").lines().map(|l| format!("{indent}{l}")).collect::<Vec<_>>());
    std::iter::once(format!("{mark}{}", line(&words))).chain(under).collect::<Vec<_>>().join("\n")
}

fn table(of: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let cell = |lines: &Vec<Vec<crate::sheet::Inline>>| {
        lines
            .iter()
            .map(|l| inlines(l).trim().to_owned())
            .filter(|l| !l.is_empty())
            .collect::<Vec<_>>()
            .join("<br>")
    };
    let mut out = Vec::new();
    if !of.caption.is_empty() {
        out.extend([line(&inlines(&of.caption)), String::new()]);
    }
    out.push(row(of.columns.iter().map(|c| escape(&c.head)).collect()));
    out.push(row(of.columns.iter().map(|c| if c.numeric { "---:" } else { "---" }.to_owned()).collect()));
    out.extend(of.rows.iter().map(|r| row(r.cells.iter().map(cell).collect())));
    out.join("\n")
}

fn sides(of: &Sides) -> String {
    let mut out = vec![format!("**{}** — {}", escape(&of.title), inlines(&of.meta))];
    if !of.about.is_empty() {
        out.push(line(&escape(&of.about)));
    }
    let mut items = Vec::new();
    for side in &of.sides {
        items.push(format!("- **{}** · {}", escape(&side.label), inlines(&side.says)));
        for (words, by) in &side.quotes {
            items.push(format!("  - {} — {}", line(&inlines(words)), escape(by)));
        }
    }
    out.push(items.join("\n"));
    out.join("\n\n")
}

fn figure(of: &Figure) -> String {
    quote(&format!("{}\n\n{}", line(&inlines(&of.caption)), line(&escape(of.told()))))
}

//! What can be pointed at in a sheet.

use crate::sheet::{Block, Item, Part, Sheet};
use std::collections::BTreeMap;

/// Every anchor of a sheet with a number of its own, in the order of print.
pub(super) fn anchors(sheet: &Sheet) -> BTreeMap<&str, usize> {
    let mut anchors = BTreeMap::new();
    sheet.parts.iter().for_each(|part| list_anchors(part, &mut anchors));
    anchors
}

fn list_anchors<'a>(part: &'a Part, into: &mut BTreeMap<&'a str, usize>) {
    add_anchor(&part.id, into);
    list_block_anchors(&part.blocks, into);
    part.parts.iter().for_each(|under| list_anchors(under, into));
}

fn list_block_anchors<'a>(blocks: &'a [Block], into: &mut BTreeMap<&'a str, usize>) {
    for block in blocks {
        match block {
            Block::List(list) => list_item_anchors(&list.items, into),
            Block::Table(table) => {
                add_anchor(&table.id, into);
                table.rows.iter().filter_map(|row| row.id.as_deref()).for_each(|id| add_anchor(id, into));
            }
            Block::Sides(sides) => add_anchor(&sides.id, into),
            Block::Figure(figure) => add_anchor(&figure.id, into),
            Block::Analyst(blocks) => list_block_anchors(blocks, into),
            Block::Paragraph(_) | Block::Remark(_) => {}
        }
    }
}

fn list_item_anchors<'a>(items: &'a [Item], into: &mut BTreeMap<&'a str, usize>) {
    for item in items {
        item.id.iter().for_each(|id| add_anchor(id, into));
        list_item_anchors(&item.under, into);
    }
}

fn add_anchor<'a>(id: &'a str, into: &mut BTreeMap<&'a str, usize>) {
    let next = into.len();
    into.entry(id).or_insert(next);
}

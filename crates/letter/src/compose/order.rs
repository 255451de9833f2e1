//! The order of print: footnotes are numbered as a reader meets them, whatever was composed first.

use crate::sheet::{Block, Inline, Item, Part};
use std::collections::BTreeMap;

/// Numbers given while composing, in the order in which the parts first call them.
pub(super) fn called(parts: &mut [Part]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    lines(parts, &mut |line| {
        for number in line.iter().flat_map(calls).copied() {
            if seen.insert(number) {
                order.push(number);
            }
        }
    });
    order
}

/// Gives every call its number in the order of print; calls of one place stand by number.
pub(super) fn renumber(parts: &mut [Part], order: &[usize]) {
    let new: BTreeMap<usize, usize> = order.iter().copied().zip(1..).collect();
    lines(parts, &mut |line| {
        for one in line {
            if let Inline::Call(numbers) = one {
                *numbers = numbers.iter().filter_map(|n| new.get(n).copied()).collect();
                numbers.sort_unstable();
            }
        }
    });
}

fn calls(one: &Inline) -> &[usize] {
    match one {
        Inline::Call(numbers) => numbers,
        _ => &[],
    }
}

/// Every line of words, in the order of print.
pub(super) fn lines(parts: &mut [Part], each: &mut dyn FnMut(&mut Vec<Inline>)) {
    for part in parts {
        part.blocks.iter_mut().for_each(|b| block(b, each));
        lines(&mut part.parts, each);
    }
}

fn block(one: &mut Block, each: &mut dyn FnMut(&mut Vec<Inline>)) {
    match one {
        Block::Paragraph(words) | Block::Remark(words) => each(words),
        Block::List(list) => list.items.iter_mut().for_each(|i| item(i, each)),
        Block::Table(table) => {
            each(&mut table.caption);
            table.rows.iter_mut().flat_map(|r| &mut r.cells).flatten().for_each(each);
        }
        Block::Sides(sides) => {
            each(&mut sides.meta);
            for side in &mut sides.sides {
                each(&mut side.says);
                side.quotes.iter_mut().for_each(|(words, _)| each(words));
            }
        }
        Block::Figure(figure) => each(&mut figure.caption),
        Block::Analyst(own) => own.iter_mut().for_each(|b| block(b, each)),
    }
}

fn item(of: &mut Item, each: &mut dyn FnMut(&mut Vec<Inline>)) {
    each(&mut of.says);
    each(&mut of.meta);
    of.under.iter_mut().for_each(|i| item(i, each));
}

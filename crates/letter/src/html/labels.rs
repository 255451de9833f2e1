//! On a telephone each cell of a table stands on a line of its own, with the head of its column before it: style says the heads
//! once a table, where the page would have to repeat them in every cell.

use crate::sheet::{Block, Part, Table};
use std::fmt::Write;

/// The heads of all tables as style.
pub(super) fn labels(parts: &[Part]) -> String {
    let mut rules = String::new();
    parts.iter().for_each(|p| part(&mut rules, p));
    if rules.is_empty() { rules } else { format!("@media screen and (max-width: 46rem) {{\n{rules}}}\n") }
}

fn part(rules: &mut String, of: &Part) {
    of.blocks.iter().for_each(|b| block(rules, b));
    of.parts.iter().for_each(|p| part(rules, p));
}

fn block(rules: &mut String, of: &Block) {
    match of {
        Block::Table(of) => table(rules, of),
        Block::Analyst(own) => own.iter().for_each(|b| block(rules, b)),
        _ => {}
    }
}

/// The first column heads its row and needs no label.
fn table(rules: &mut String, of: &Table) {
    for (at, column) in of.columns.iter().enumerate().skip(1) {
        let (id, number, head) = (string(&of.id), at + 1, string(&column.head));
        let _ = writeln!(rules, "[id={id}] td:nth-child({number})::before{{content:{head}}}");
    }
}

/// Words as a string of CSS: whatever could end it, or the style, is written by its number.
fn string(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Column;

    #[test]
    fn a_head_ends_neither_its_string_nor_the_style() {
        let heads = ["first", "a\"}</style>\\\n"];
        let columns = heads.map(|head| Column { head: head.to_owned(), numeric: false, share: 1 }).to_vec();
        let board = Table { id: "b".to_owned(), caption: Vec::new(), columns, rows: Vec::new() };
        let mut part = Part::new("p", "P");
        part.blocks.push(Block::Analyst(vec![Block::Table(board)]));
        let style = labels(&[part]);
        let rule = "[id=\"b\"] td:nth-child(2)::before{content:\"a\\22 }\\3c /style\\3e \\5c  \"}\n";
        assert_eq!(style, format!("@media screen and (max-width: 46rem) {{\n{rule}}}\n"));
        assert_eq!(labels(&[Part::new("p", "P")]), "");
    }
}

//! Figures as the sources give them.

use super::desk::Desk;
use super::fold::LIST;
use crate::Section;
use crate::sheet::{Block, Column, Inline, Row, Table};
use crate::words::say_date;

/// The table of figures, after the line that says how to read it.
pub(super) fn figures(desk: &mut Desk<'_>) -> Vec<Block> {
    let all = desk.occurrences(Section::Figures);
    if all.is_empty() {
        return Vec::new();
    }
    let (all, said) = desk.fold(all, LIST);
    let column = |key, share| Column { head: desk.messages.say(key), numeric: false, share };
    let columns = vec![
        column("column-figure", 26),
        column("column-value", 30),
        column("column-where", 16),
        column("column-when", 14),
        column("column-sure", 14),
    ];
    let unknown = |words: String| {
        let unknown = || Inline::Soft(desk.messages.say("unknown"));
        vec![vec![if words.is_empty() { unknown() } else { Inline::Text(words) }]]
    };
    let mut rows = Vec::new();
    let mut numbering = Vec::new();
    for finding in all {
        let of = finding.content();
        let mut name = vec![Inline::Strong(desk.messages.name("type", &of.subject))];
        if of.modality != base::Modality::Asserted {
            name.extend([
                Inline::text(" "),
                Inline::Reserve(format!("({})", desk.messages.word("modality", of.modality))),
            ]);
        }
        let mut value = desk.amounts(&of.amounts, "");
        if value.is_empty() {
            value.push(Inline::Soft(desk.messages.say("unknown")));
        }
        let when = of.date.map(|d| say_date(desk.messages, &d)).unwrap_or_default();
        let cells = vec![
            vec![name, vec![Inline::Id(finding.id().to_owned())]],
            vec![value],
            unknown(desk.places(&of.places)),
            unknown(when),
            vec![desk.sure(&of.support)],
        ];
        numbering.push(finding.notes());
        rows.push(Row { id: Some(format!("figure-{}", rows.len())), cells });
    }
    for (row, notes) in rows.iter_mut().zip(numbering) {
        let call = desk.cite(notes);
        row.cells
            .get_mut(1)
            .and_then(|cell| cell.first_mut())
            .into_iter()
            .for_each(|line| line.push(call.clone()));
    }
    let lead = Block::Remark(vec![Inline::Text(desk.messages.say("lead-figures"))]);
    let board = Block::Table(Table { id: "figure-board".into(), caption: Vec::new(), columns, rows });
    [Some(lead), said, Some(board)].into_iter().flatten().collect()
}

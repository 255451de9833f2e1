//! The sheet as Markdown, for those who go on editing: CommonMark with the tables and footnotes of GitHub's dialect.
//!
//! Pictures stand as their caption and the same in words. Everything that is not ours is escaped: a quote cannot become
//! a heading, a link or a table.

mod blocks;
mod escape;
mod inlines;

use crate::sheet::{Part, Sheet};
use blocks::blocks;
use escape::{escape, line};
use inlines::inlines;

/// The letter as Markdown. The same sheet gives the same bytes.
pub fn markdown(sheet: &Sheet) -> String {
    let mut out: Vec<String> = Vec::new();
    let head = &sheet.head;
    let marking = format!("**{}**", head.tlp.as_str());
    let warned = head.warning.as_ref().map(|w| format!("**{}** · {marking}", escape(w)));
    let band = warned.unwrap_or_else(|| marking.clone());
    out.push(band.clone());
    out.push(format!("# {}", escape(&head.title)));
    out.push(line(&escape(&head.kicker)));
    let lines = head.lines.iter().map(|l| escape(l)).chain([format!(
        "{} – {}",
        head.tlp.as_str(),
        escape(&head.tlp_meaning)
    )]);
    let dateline: Vec<String> =
        std::iter::once(format!("**{}**", escape(&head.as_of))).chain(lines).collect();
    out.push(dateline.join("  \n"));
    sheet.parts.iter().for_each(|p| part(&mut out, sheet, p, 2));
    if !sheet.notes.is_empty() {
        out.push(format!("## {}", escape(&sheet.words.notes)));
        let note = |(at, note): (usize, &crate::sheet::SheetNote)| {
            format!("[^{at}]: {}", line(&inlines(&note.says)))
        };
        out.extend((1..).zip(&sheet.notes).map(note));
    }
    out.extend(["---".to_owned(), line(&escape(&sheet.colophon)), band]);
    out.retain(|block| !block.is_empty());
    out.join("\n\n") + "\n"
}

fn part(out: &mut Vec<String>, sheet: &Sheet, part: &Part, level: usize) {
    out.push(format!("{} {}", "#".repeat(level.min(4)), escape(&part.title)));
    out.extend(blocks(&part.blocks, &sheet.words.analyst));
    part.parts.iter().for_each(|p| self::part(out, sheet, p, level + 1));
}

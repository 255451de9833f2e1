//! Plain text and Markdown to blocks: runs of lines that belong together, before anything is said of their kind.

use super::{address, dates, kinds, labels};
use std::ops::Range;

/// A line longer than this is not one of a hard-wrapped paragraph: it is a paragraph by itself.
const UNWRAPPED: usize = 120;
/// The longest line that is looked at as a date line.
const DATE_LINE: usize = 100;

/// The blocks of `text[from..]`: in order, without overlap, trimmed, together holding every character that is not
/// white space.
pub(super) fn split(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let range = trimmed(text, at..at + line.len());
        at += line.len();
        if range.is_empty() {
            flush(text, &mut run, &mut out);
        } else {
            run.push(range);
        }
    }
    flush(text, &mut run, &mut out);
    out
}

/// `range` without the white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

/// Cuts a run of lines without a blank one into blocks.
fn flush(text: &str, run: &mut Vec<Range<usize>>, out: &mut Vec<Range<usize>>) {
    let widest = run.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    let lines = std::mem::take(run);
    let mut lines = lines.into_iter();
    let Some(mut block) = lines.next() else { return };
    let mut last = block.clone();
    for line in lines {
        let (above, below) = (&text[last.clone()], &text[line.clone()]);
        let in_note =
            kinds::list_marker(&text[block.clone()]) > 0 || labels::opens_with_label(&text[block.clone()]);
        if is_underline(below) {
            block.end = line.end;
        } else if ends(above, widest) || starts(below, in_note) {
            out.push(std::mem::replace(&mut block, line.clone()));
        } else {
            block.end = line.end;
        }
        last = line;
    }
    out.push(block);
}

/// A Markdown underline makes the line above a heading.
fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

fn starts(line: &str, in_note: bool) -> bool {
    line.starts_with('#')
        || kinds::list_marker(line) > 0
        || labels::opens_with_label(line)
        || (!in_note && address::is_address(line))
        || alone(line)
}

fn ends(line: &str, widest: usize) -> bool {
    let stop = line.ends_with(['.', '!', '?', '»', '"', '”', ':']);
    line.len() > UNWRAPPED
        || line.starts_with('#')
        || is_underline(line)
        || (stop && line.len() * 10 < widest * 7)
        || (!stop && widest >= 40 && line.len() * 2 < widest && kinds::looks_like_heading(line))
        || address::is_address(line)
        || alone(line)
}

fn alone(line: &str) -> bool {
    (line.len() <= DATE_LINE && dates::whole(line).is_some()) || kinds::is_furniture(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        split(text, 0).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn wrapped_lines_stay_together_and_items_come_apart() {
        let text = "A heading\n\nThe convoy left at dawn and reached the\nriver before noon.\n\n- one\n- two\n  goes on\n";
        assert_eq!(
            blocks(text),
            [
                "A heading",
                "The convoy left at dawn and reached the\nriver before noon.",
                "- one",
                "- two\n  goes on"
            ]
        );
    }

    #[test]
    fn a_date_line_and_a_menu_line_stand_alone() {
        assert_eq!(
            blocks("3 juillet 2025\nLe marché a rouvert hier.\nImprimer cette page"),
            ["3 juillet 2025", "Le marché a rouvert hier.", "Imprimer cette page"]
        );
    }

    #[test]
    fn an_underline_belongs_to_its_heading() {
        assert_eq!(blocks("Title\n=====\nText of it."), ["Title\n=====", "Text of it."]);
    }
}

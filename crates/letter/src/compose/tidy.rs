//! Words that turn the words around them about: taken out, or held to their place, in every format.

use super::order::lines;
use crate::sheet::{Block, Inline, Item, Part, Sheet};

/// Set behind words that end from right to left, so that what follows them stays behind them (Unicode's left-to-right
/// mark).
const HOLD: char = '\u{200e}';

/// A sheet none of whose words can turn others about: a title or a quote may hold any character.
pub(super) fn tidy(mut sheet: Sheet) -> Sheet {
    let head = &mut sheet.head;
    for words in [&mut head.title, &mut head.kicker, &mut head.as_of].into_iter().chain(&mut head.lines) {
        hold(words);
    }
    sheet.parts.iter_mut().for_each(part);
    lines(&mut sheet.parts, &mut |line| line.iter_mut().for_each(inline));
    sheet.notes.iter_mut().flat_map(|note| &mut note.says).for_each(inline);
    sheet
}

fn part(of: &mut Part) {
    hold(&mut of.title);
    of.blocks.iter_mut().for_each(block);
    of.parts.iter_mut().for_each(part);
}

/// Words of a block that are no line.
fn block(of: &mut Block) {
    match of {
        Block::List(list) => list.items.iter_mut().for_each(item),
        Block::Sides(sides) => {
            [&mut sides.title, &mut sides.about].into_iter().for_each(hold);
            sides.sides.iter_mut().flat_map(|side| &mut side.quotes).for_each(|(_, by)| hold(by));
        }
        Block::Figure(figure) => {
            [&mut figure.svg, &mut figure.narrow, &mut figure.alt].into_iter().for_each(take_out);
        }
        Block::Analyst(own) => own.iter_mut().for_each(block),
        Block::Paragraph(_) | Block::Remark(_) | Block::Table(_) => {}
    }
}

fn item(of: &mut Item) {
    of.lead.iter_mut().for_each(hold);
    of.under.iter_mut().for_each(item);
}

fn inline(of: &mut Inline) {
    match of {
        Inline::Text(words) | Inline::Strong(words) | Inline::Soft(words) | Inline::Reserve(words) => {
            hold(words)
        }
        Inline::Quote { text, .. } => {
            unmark(text);
            hold(text);
        }
        Inline::Title { text, .. } | Inline::Link { text, .. } => hold(text),
        Inline::Badge { word, .. } => hold(word),
        Inline::Call(_) | Inline::Id(_) | Inline::Grade { .. } => {}
    }
}

fn hold(words: &mut String) {
    take_out(words);
    if words.chars().rev().find(|c| c.is_alphabetic() || *c == HOLD).is_some_and(from_right) {
        words.push(HOLD);
    }
}

/// Takes Markdown's own signs off a quote: calls of footnotes (`[^1]`) that stand in its document, the dash of a list before
/// it. They are no words; the finding keeps the quote to the letter.
fn unmark(words: &mut String) {
    if let Some(rest) = words.strip_prefix("- ") {
        *words = rest.to_owned();
    }
    while let Some((start, end)) = call(words) {
        words.replace_range(start..end, "");
    }
}

/// Where the first call of a footnote stands: `[^`, digits, `]`.
fn call(words: &str) -> Option<(usize, usize)> {
    words.match_indices("[^").find_map(|(start, open)| {
        let rest = words.get(start + open.len()..)?;
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let closed = digits > 0 && rest.get(digits..)?.starts_with(']');
        closed.then_some((start, start + open.len() + digits + 1))
    })
}

/// Overrides, embeddings and isolates of direction, and what no text holds.
fn take_out(words: &mut String) {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\0');
    if words.contains(turns) {
        words.retain(|c| !turns(c));
    }
}

/// Hebrew, Arabic, N’Ko and the others of Unicode's right-to-left blocks.
fn from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(words: &str) -> String {
        let mut words = words.to_owned();
        hold(&mut words);
        words
    }

    #[test]
    fn what_turns_words_about_is_taken_out() {
        assert_eq!(held("pay\u{202e}ment\u{2066} 5202"), "payment 5202");
    }

    #[test]
    fn a_quote_is_printed_without_the_signs_of_its_documents_notes() {
        let unmarked = |words: &str| {
            let mut words = words.to_owned();
            unmark(&mut words);
            words
        };
        assert_eq!(unmarked("Burnt on Sunday.[^1] Twice.[^23]"), "Burnt on Sunday. Twice.");
        assert_eq!(unmarked("- le carburant est interdit"), "le carburant est interdit");
        assert_eq!(unmarked("x[^] [^a] [^1 -2"), "x[^] [^a] [^1 -2");
    }

    #[test]
    fn what_ends_from_right_to_left_is_held_to_its_place_once() {
        assert_eq!(held("قرب ديفا!"), "قرب ديفا!\u{200e}");
        assert_eq!(held(&held("قرب ديفا!")), "قرب ديفا!\u{200e}");
        assert_eq!(held("ديفا at night"), "ديفا at night");
        assert_eq!(held("2025"), "2025");
    }
}

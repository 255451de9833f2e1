//! How wide the columns of a table are: shares of the line, reckoned from the lengths of words and cells.

/// Characters of table type that a line of the page holds.
const LINE: usize = 108;
/// Characters that a column keeps free at its sides.
const SIDES: usize = 3;

/// Lengths of a column's words, in characters.
#[derive(Clone, Copy, Default)]
pub(super) struct Column {
    /// Its longest cell.
    pub cell: usize,
    /// Its longest word, which must not break.
    pub word: usize,
}

impl Column {
    /// Counts a cell in.
    pub fn count(&mut self, words: &str) {
        self.cell = self.cell.max(words.chars().count());
        let breaks = |c: char| c == ' ' || c == '-' || c == '\u{200b}';
        self.word = self.word.max(words.split(breaks).map(|w| w.chars().count()).max().unwrap_or(0));
    }
}

/// The share of each column: what its longest cell asks for, cut at the length that lets all of them onto the line, but
/// never below its longest word. At least 1 each.
pub(super) fn shares(columns: &[Column]) -> Vec<usize> {
    let least = |c: &Column| c.word.min(c.cell) + SIDES;
    let share = |c: &Column, cut: usize| (c.cell + SIDES).min(cut).max(least(c)).max(1);
    let longest = columns.iter().map(|c| c.cell + SIDES).max().unwrap_or(1).min(LINE);
    let fits = |cut: &usize| columns.iter().map(|c| share(c, *cut)).sum::<usize>() <= LINE;
    let cut = (1..=longest).rev().find(fits).unwrap_or(1);
    columns.iter().map(|c| share(c, cut)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lengths: &[(usize, usize)]) -> Vec<usize> {
        let columns: Vec<Column> = lengths.iter().map(|&(cell, word)| Column { cell, word }).collect();
        shares(&columns)
    }

    #[test]
    fn short_columns_keep_what_they_ask_for_and_a_long_one_takes_the_rest() {
        assert_eq!(of(&[(10, 10), (12, 6), (400, 14)]), [13, 15, 80]);
    }

    #[test]
    fn two_long_columns_share() {
        assert_eq!(of(&[(300, 10), (400, 14)]), [54, 54]);
    }

    #[test]
    fn an_empty_table_has_columns_all_the_same() {
        assert_eq!(of(&[(0, 0), (0, 0)]), [3, 3]);
        assert!(of(&[]).is_empty());
    }
}

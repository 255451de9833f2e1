//! How wide the columns of a table are: the shares that the sheet gives them, but no column is narrower than its longest word.

/// Characters of table type that a line of the page holds, by count of a printed page.
const LINE: usize = 108;
/// Characters that a column keeps free at its sides.
const SIDES: usize = 3;

/// A column of a table.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Its share of the width, against the others.
    share: usize,
    /// Its longest word, which must not break, in characters.
    word: usize,
}

impl Column {
    /// A column without words yet.
    pub fn new(share: u8) -> Self {
        Self { share: usize::from(share).max(1), word: 0 }
    }

    /// Counts the words of a cell in.
    pub fn count(&mut self, words: &str) {
        let breaks = |c: char| c == ' ' || c == '-' || c == '\u{200b}';
        self.word = self.word.max(words.split(breaks).map(|w| w.chars().count()).max().unwrap_or(0));
    }
}

/// The share of each column, in characters of the line: at least 1 each.
pub(super) fn shares(columns: &[Column]) -> Vec<usize> {
    let mut held: Vec<Option<usize>> = vec![None; columns.len()];
    loop {
        let rest = LINE.saturating_sub(held.iter().flatten().sum());
        let of: usize = columns.iter().zip(&held).filter(|(_, h)| h.is_none()).map(|(c, _)| c.share).sum();
        let share = |c: &Column| (rest * c.share / of.max(1)).max(1);
        let short = columns.iter().zip(&held).position(|(c, h)| h.is_none() && share(c) < c.word + SIDES);
        match short {
            Some(at) => held[at] = columns.get(at).map(|c| c.word + SIDES),
            None => return columns.iter().zip(&held).map(|(c, h)| h.unwrap_or_else(|| share(c))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(columns: &[(usize, usize)]) -> Vec<usize> {
        let columns: Vec<Column> = columns.iter().map(|&(share, word)| Column { share, word }).collect();
        shares(&columns)
    }

    #[test]
    fn shares_are_kept_where_words_fit() {
        assert_eq!(of(&[(1, 10), (2, 10), (1, 12)]), [27, 54, 27]);
    }

    #[test]
    fn a_column_is_as_wide_as_its_longest_word_and_the_others_give_way() {
        assert_eq!(of(&[(1, 30), (1, 5), (1, 5)]), [36, 36, 36]);
        assert_eq!(of(&[(1, 42), (1, 5), (1, 5)]), [45, 31, 31]);
    }

    #[test]
    fn more_words_than_the_line_holds_still_leave_each_column_a_share() {
        assert_eq!(of(&[(1, 90), (1, 90), (200, 0)]), [93, 93, 3]);
        assert!(of(&[]).is_empty());
    }
}

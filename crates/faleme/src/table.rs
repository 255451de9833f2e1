//! Columns of text, aligned by code points.

/// Words longer than this are cut in a table; JSON holds them whole.
const WIDEST: usize = 96;

/// Sets `rows` under `header`, each column as wide as its widest cell. Without rows: nothing.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cut(cell)).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([header[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let mut out = String::new();
    push_row(header.iter().copied(), &widths, &mut out);
    for row in &rows {
        push_row(row.iter().map(String::as_str), &widths, &mut out);
    }
    out
}

fn push_row<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize], out: &mut String) {
    let mut line = String::new();
    for (cell, width) in cells.zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', (width + 2).saturating_sub(cell.chars().count())));
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// The widest line of prose beside a table: what a terminal of a hundred columns shows whole.
const LINE: usize = 100;

/// Prose in lines of at most [`LINE`] code points, parted between words; its own line breaks stay.
pub fn wrap(words: &str) -> String {
    let mut out = String::new();
    for line in words.lines() {
        let mut width = 0;
        for word in line.split(' ') {
            let long = word.chars().count();
            if width > 0 && width + 1 + long > LINE {
                out.push('\n');
                width = 0;
            } else if width > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += long;
        }
        out.push('\n');
    }
    out
}

/// One line, at most [`WIDEST`] code points.
pub fn cut(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= WIDEST {
        return line;
    }
    let mut short: String = line.chars().take(WIDEST - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_on_code_points() {
        let rows = vec![vec!["Ségou".into(), "1".into()], vec!["Kayes".into(), "2".into()]];
        assert_eq!(table(&["place", "n"], &rows), "place  n\nSégou  1\nKayes  2\n");
    }

    #[test]
    fn prose_is_parted_between_words() {
        let told = wrap(&format!("{}\nend", "seven77 ".repeat(30).trim_end()));
        assert!(told.lines().all(|line| line.chars().count() <= LINE && !line.ends_with(' ')), "{told}");
        assert_eq!((told.lines().count(), told.lines().last()), (4, Some("end")));
        assert_eq!(wrap(&"x".repeat(150)).trim_end().chars().count(), 150, "a word is never cut");
    }

    #[test]
    fn long_words_are_cut_on_a_character() {
        assert_eq!(cut(&"é".repeat(200)).chars().count(), WIDEST);
        assert_eq!(cut("a\n b"), "a b");
    }
}

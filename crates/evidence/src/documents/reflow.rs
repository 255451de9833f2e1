//! The lines of a PDF's pages to paragraphs: without running heads and page numbers, with broken words joined.

use super::{kinds, labels};
use std::collections::HashMap;

/// Running heads and feet stand among the first and the last so many lines of a page.
const MARGIN: usize = 2;

/// One text out of the texts of pages; paragraphs are separated by blank lines.
pub(super) fn reflow(pages: &[String]) -> String {
    let pages: Vec<Vec<String>> = pages.iter().map(|p| lines(p)).collect();
    let running = running_lines(&pages);
    let mut paragraphs: Vec<String> = Vec::new();
    for page in &pages {
        let kept = kept(page, &running);
        for (i, paragraph) in paragraphs_of(&kept).into_iter().enumerate() {
            match paragraphs.last_mut().filter(|last| i == 0 && goes_on(last, &paragraph)) {
                Some(last) => append(last, &paragraph),
                None => paragraphs.push(paragraph),
            }
        }
    }
    let mut text = paragraphs.join("\n\n");
    text.push('\n');
    text
}

/// The lines of a page, with ligatures as letters; a blank line is empty.
fn lines(page: &str) -> Vec<String> {
    page.lines().map(|line| plain(line.trim())).collect()
}

fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬀ' => out.push_str("ff"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            '\0' => {}
            _ => out.push(c),
        }
    }
    out
}

/// Lines at the top or bottom of at least three pages, or of both pages of two, but for their numbers.
fn running_lines(pages: &[Vec<String>]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for page in pages {
        let mut keys: Vec<String> = margin(page).map(|i| without_numbers(&page[i])).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    let least = pages.len().clamp(2, 3);
    counts.retain(|_, count| *count >= least);
    counts
}

fn margin(page: &[String]) -> impl Iterator<Item = usize> + '_ {
    let filled = |i: &usize| !page[*i].is_empty();
    let top = (0..page.len()).filter(filled).take(MARGIN);
    top.chain((0..page.len()).rev().filter(filled).take(MARGIN))
}

fn without_numbers(line: &str) -> String {
    line.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

fn kept<'a>(page: &'a [String], running: &HashMap<String, usize>) -> Vec<&'a str> {
    let drop: Vec<usize> = margin(page)
        .filter(|&i| running.contains_key(&without_numbers(&page[i])) || is_page_number(&page[i]))
        .collect();
    (0..page.len()).filter(|i| !drop.contains(i)).map(|i| page[i].as_str()).collect()
}

/// « 3 », "- 3 -", "Page 3 of 12", "3 / 12".
fn is_page_number(line: &str) -> bool {
    let folded = base::fold(line);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |w: &&str| w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit());
    let word = |w: &&str| matches!(*w, "page" | "of" | "sur" | "p");
    !words.is_empty()
        && words.len() <= 4
        && words.iter().any(number)
        && words.iter().all(|w| number(w) || word(w))
}

fn paragraphs_of(lines: &[&str]) -> Vec<String> {
    let widest = lines.iter().map(|l| l.len()).max().unwrap_or(0);
    let mut out: Vec<String> = Vec::new();
    let mut above: Option<&str> = None;
    for &line in lines {
        if line.is_empty() {
            above = None;
            continue;
        }
        match (above, out.last_mut()) {
            (Some(before), Some(last)) if !breaks(before, line, widest) => append(last, line),
            _ => out.push(line.to_owned()),
        }
        above = Some(line);
    }
    out
}

/// Whether a new paragraph begins between two lines that no blank line separates.
fn breaks(above: &str, below: &str, widest: usize) -> bool {
    let stop = above.ends_with(['.', '!', '?', ':', '»', '”']);
    let short = above.len() * 10 < widest * 7;
    let capital = below.chars().next().is_some_and(|c| !c.is_lowercase());
    kinds::list_marker(below) > 0
        || labels::opens_with_label(below)
        || (short && capital && (stop || kinds::looks_like_heading(above)))
}

/// Whether the first paragraph of a page goes on with the last of the page before.
fn goes_on(last: &str, next: &str) -> bool {
    !last.ends_with(['.', '!', '?', ':', '»', '”', ']', '>'])
        && next.chars().next().is_some_and(char::is_lowercase)
}

/// Appends a line; a word broken by a hyphen is joined, unless it is a compound (`Nioro-du-Sahel`).
fn append(paragraph: &mut String, line: &str) {
    if paragraph.ends_with('\u{ad}') {
        paragraph.pop();
    } else if paragraph.ends_with('-') {
        let before = paragraph[..paragraph.len() - 1].rsplit(char::is_whitespace).next().unwrap_or("");
        let next = line.split(char::is_whitespace).next().unwrap_or("");
        let broken = line.starts_with(char::is_lowercase)
            && !before.contains('-')
            && !next.contains('-')
            && before.ends_with(char::is_lowercase);
        if broken {
            paragraph.pop();
        }
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_paragraphs_and_pages_are_joined() {
        let pages = [
            "River House Report 4\n\nThe road was closed when the con-\nvoy reached Nioro-\ndu-Sahel and the dri-\nvers waited for the\n\n1",
            "River House Report 4\n\nbridge to open.\n\nA second paragraph.\n\n2",
            "River House Report 4\n\nThe last one.\n\n3",
        ];
        let pages: Vec<String> = pages.iter().map(|p| (*p).to_owned()).collect();
        assert_eq!(
            reflow(&pages),
            "The road was closed when the convoy reached Nioro-du-Sahel and the drivers waited for the bridge to open.\n\nA second paragraph.\n\nThe last one.\n"
        );
    }

    #[test]
    fn page_numbers() {
        for line in ["3", "- 3 -", "Page 3 of 12", "3 / 12"] {
            assert!(is_page_number(line), "{line}");
        }
        assert!(!is_page_number("12 trucks"));
    }
}

//! Which title of a document may go where its text may not. A document that states no title has the beginning of its first
//! paragraph for one; that is text.

/// Longest title that is a headline, bytes. Titles taken from a text are cut at 200.
const LONGEST: usize = 190;

/// Whether a title is a headline: short, and not closed as a sentence is.
pub fn is_headline(title: &str) -> bool {
    // Behind the stop may stand a closing quote, a bracket or the mark of a footnote.
    let behind = |c: char| c.is_whitespace() || c.is_ascii_digit() || "\"'»”’)]^[*_".contains(c);
    let words = title.trim_end_matches(behind);
    title.len() <= LONGEST && !words.is_empty() && !words.ends_with(['.', ';', ',', '…'])
}

#[cfg(test)]
mod tests {
    use super::is_headline;

    #[test]
    fn a_sentence_is_no_headline() {
        for title in ["Curfew renewed", "Mali : le carburant manque !", "Route RN1 (2025)", "Who may pass?"] {
            assert!(is_headline(title), "{title}");
        }
        let long = "a ".repeat(100);
        for title in
            ["", "He said “no”.", "Le gouverneur a instauré un couvre-feu.[^1]", "It is, “he said.”", &long]
        {
            assert!(!is_headline(title), "{title}");
        }
    }
}

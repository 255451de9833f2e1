//! Sentences.

use std::ops::Range;

/// Words before a full stop that do not end a sentence, folded to lower case without the stop.
const ABBREVIATIONS: &[&str] = &[
    "m", "mm", "mme", "mmes", "mlle", "dr", "pr", "me", "st", "ste", "mr", "mrs", "ms", "gen", "col", "lt",
    "capt", "cf", "art", "no", "nos", "vol", "p", "pp", "ex", "env", "av", "apr", "etc", "op", "cit", "ibid",
    "al", "fig", "tel", "jan", "feb", "mar", "aug", "sept", "sep", "oct", "nov", "dec", "janv", "fevr",
    "juil", "approx", "vs", "inc", "ltd", "e.g", "i.e", "u.s", "u.n",
];

/// Splits `text[within]` into sentences, each without surrounding white space. A line break inside a paragraph does
/// not end a sentence; an abbreviation, an initial, a decimal or a stop inside a URL does not either.
pub(crate) fn sentences(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let part = &text[within.clone()];
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        // Closing quotes, brackets and footnote calls belong to the sentence they follow.
        while let Some(&(next, d)) = chars.peek() {
            if matches!(d, '.' | '!' | '?' | '…' | '"' | '”' | '»' | ')' | '’' | '\'') {
                end = next + d.len_utf8();
                chars.next();
            } else if d.is_whitespace() && part[next..].chars().nth(1) == Some('»') {
                chars.next();
            } else if let Some(call) = footnote_call(&part[next..]) {
                end = next + call;
                while chars.peek().is_some_and(|&(i, _)| i < end) {
                    chars.next();
                }
            } else {
                break;
            }
        }
        if ends_sentence(part, at, end, c) {
            push_trimmed(part, start..end, within.start, &mut out);
            start = end;
        }
    }
    push_trimmed(part, start..part.len(), within.start, &mut out);
    out
}

/// Length of a footnote call such as `[3]`, `^[3]` or `[^note]` at the start of `rest`.
fn footnote_call(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('^').unwrap_or(rest);
    let inner = body.strip_prefix('[')?;
    let label = inner.strip_prefix('^').unwrap_or(inner);
    let named = label.len() < inner.len();
    let length =
        label.bytes().take_while(|b| b.is_ascii_digit() || named && b.is_ascii_alphanumeric()).count();
    (1..=if named { 24 } else { 3 }).contains(&length).then_some(())?;
    label[length..].starts_with(']').then(|| rest.len() - label.len() + length + 1)
}

fn ends_sentence(part: &str, at: usize, end: usize, stop: char) -> bool {
    let after = &part[end..];
    let Some(next) = after.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let following = after.trim_start().chars().next();
    if following.is_some_and(|f| f.is_lowercase()) {
        return false;
    }
    if stop != '.' {
        return true;
    }
    let word = part[..at]
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '«'))
        .next()
        .unwrap_or("");
    let folded = base::fold(word);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    !(initial || ABBREVIATIONS.contains(&folded.as_str()))
}

fn push_trimmed(part: &str, range: Range<usize>, offset: usize, out: &mut Vec<Range<usize>>) {
    let piece = &part[range.clone()];
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    let lead = piece.len() - piece.trim_start().len();
    let start = offset + range.start + lead;
    out.push(start..start + trimmed.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, 0..text.len()).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn stops_that_end_nothing() {
        assert_eq!(
            split("M. Traoré a parlé. Il est 1.3 km plus loin."),
            ["M. Traoré a parlé.", "Il est 1.3 km plus loin."]
        );
        assert_eq!(
            split("See www.example.org/a.b for more. Done"),
            ["See www.example.org/a.b for more.", "Done"]
        );
    }

    #[test]
    fn footnote_calls_and_quotes_stay_with_their_sentence() {
        assert_eq!(split("Il part.[^1] Elle reste.[^b2]"), ["Il part.[^1]", "Elle reste.[^b2]"]);
        assert_eq!(split("He left.^[1] She “stayed.” End."), ["He left.^[1]", "She “stayed.”", "End."]);
        assert_eq!(split("On a dit « non. » Puis rien."), ["On a dit « non. »", "Puis rien."]);
    }
}

//! Words of documents and case files, made fit for XML, headers and terminals.

/// Longest line that is kept of a title or a name, characters: no title of a report is longer.
const LONGEST_LINE: usize = 300;

/// Whether XML 1.0 allows the character and it does not turn the direction of what follows: a name with such a sign in it
/// could make another line read otherwise than it is.
fn is_fit(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    let control = ('\u{7f}'..='\u{9f}').contains(&c);
    let turning =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    allowed && !control && !turning && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// The text without characters that XML 1.0 forbids, other controls, and signs that turn the direction of writing.
pub fn clean(text: &str) -> String {
    let breaks = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    breaks.chars().filter(|c| is_fit(*c)).collect()
}

/// The same on one line: nothing in it can begin another line of a message's head.
pub fn one_line(text: &str) -> String {
    let words: Vec<String> = clean(text).split_whitespace().map(str::to_owned).collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST_LINE) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// The text as it stands between two tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Whether an address may stand in an alert: http or https, and no sign in it that no address has.
pub fn is_link(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let fits =
        |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}');
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains('@'))
        && url.len() <= 2_000
        && url.chars().all(fits)
}

/// An identifier of CAP 1.2 (3.2.1): no space, comma, `<` or `&`.
pub(super) fn identifier(text: &str) -> String {
    let fits = |c: char| c.is_ascii_graphic() && !matches!(c, ',' | '<' | '&' | '>');
    text.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_breaks_a_line_or_turns_it_is_left() {
        let hostile =
            "A\r\nBcc: x@example.org\u{0}\u{8}\u{202e}gpj\u{2066}\u{200f}\u{ffff}\u{feff}\u{85}Z\u{1b}[31m";
        assert_eq!(one_line(hostile), "A Bcc: x@example.org gpj Z[31m".replace("org gpj", "orggpj"));
        assert_eq!(clean("a\r\nb\rc\td"), "a\nb\nc\td");
        assert_eq!(escaped("<script>'\"&"), "&lt;script&gt;&#39;&quot;&amp;");
        assert_eq!(one_line(&"é".repeat(400)).chars().count(), LONGEST_LINE + 1);
    }

    #[test]
    fn a_link_is_an_address_of_the_web() {
        assert!(is_link("https://example.org/a?b=c#d"));
        for no in [
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://a b",
            "ftp://x",
            "https://u@x",
            "http://x\n",
        ] {
            assert!(!is_link(no), "{no}");
        }
    }

    #[test]
    fn an_identifier_has_none_of_the_signs_that_cap_forbids() {
        assert_eq!(identifier("a b,c<d&e\u{e9}"), "a_b_c_d_e_");
    }
}

//! Words as Markdown holds them.

/// Words with everything escaped that could be markup within a line. Line ends become spaces.
pub(super) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '$' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A line of its own: what stands at its beginning is no list, rule or code.
pub(super) fn line(escaped: &str) -> String {
    let words = escaped.trim_matches([' ', '\n', '\t']);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let after = words.get(digits..).unwrap_or_default();
    if digits > 0 && after.starts_with(['.', ')']) {
        let number = words.get(..digits).unwrap_or_default();
        return format!("{number}\\{after}");
    }
    if words.starts_with(['-', '+', '=', ':']) { format!("\\{words}") } else { words.to_owned() }
}

/// Words in emphasis; blanks at their ends stand outside of it, where the marks keep their meaning.
pub(super) fn within(mark: &str, escaped: &str) -> String {
    let inner = escaped.trim();
    if inner.is_empty() {
        return escaped.to_owned();
    }
    let (before, after) = escaped.split_once(inner).unwrap_or_default();
    format!("{before}{mark}{inner}{mark}{after}")
}

/// An address inside angle brackets.
pub(super) fn address(url: &str) -> String {
    let safe = |c: char| match c {
        '<' => "%3C".to_owned(),
        '>' => "%3E".to_owned(),
        '\\' => "%5C".to_owned(),
        '|' => "%7C".to_owned(),
        c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
        c => c.to_string(),
    };
    format!("<{}>", url.chars().map(safe).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_no_list() {
        assert_eq!(line("12. March"), "12\\. March");
        assert_eq!(line("- no"), "\\- no");
        assert_eq!(line("    code"), "code");
    }

    #[test]
    fn blanks_stand_outside_emphasis() {
        assert_eq!(within("**", " a b "), " **a b** ");
        assert_eq!(within("**", "  "), "  ");
    }
}

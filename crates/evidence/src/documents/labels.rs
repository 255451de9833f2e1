//! Labels of notes and calls: `[1]`, `^[2]`, `[^note]`, superscript digits.

/// How a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `[1]`
    Bracket,
    /// `^[1]`
    Caret,
    /// `[^name]`
    Markdown,
    /// `¹`
    Superscript,
}

/// A label at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Its length in bytes.
    pub len: usize,
    /// The numbers or the name it holds; several in `[1, 3]`.
    pub keys: Vec<String>,
    pub style: Style,
}

/// The longest label looked at, in bytes.
const MAX: usize = 40;

/// The label that `text` starts with.
pub(super) fn at_start(text: &str) -> Option<Label> {
    if superscript(text.chars().next()?).is_some() {
        return Some(superscripts(text));
    }
    let (caret, body) = match text.strip_prefix('^') {
        Some(rest) => (1, rest),
        None => (0, text),
    };
    let inner = body.strip_prefix('[')?;
    let window = &inner[..inner.floor_char_boundary(MAX)];
    let close = window.find(']')?;
    let (inner, len) = (&window[..close], caret + close + 2);
    if let Some(name) = inner.strip_prefix('^') {
        let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        return named.then(|| Label { len, keys: vec![name.to_owned()], style: Style::Markdown });
    }
    let style = if caret == 1 { Style::Caret } else { Style::Bracket };
    Some(Label { len, keys: numbers(inner)?, style })
}

/// Whether a line starts with a label as notes have it.
pub(super) fn opens_with_label(line: &str) -> bool {
    matches!(line.as_bytes().first(), Some(b'[' | b'^' | 0xC2 | 0xE2)) && at_start(line).is_some()
}

/// `1`, `1, 3`, `2-4`: numbers from 1 to 999.
fn numbers(inner: &str) -> Option<Vec<String>> {
    let mut keys = Vec::new();
    for part in inner.split([',', ';']) {
        let mut ends = part.trim().split(['-', '–']).map(number);
        let first = ends.next()??;
        let last = ends.next().unwrap_or(Some(first))?;
        if ends.next().is_some() || last < first || last - first > 20 {
            return None;
        }
        keys.extend((first..=last).map(|n| n.to_string()));
    }
    Some(keys)
}

fn number(digits: &str) -> Option<u16> {
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|n| *n > 0)
}

fn superscripts(text: &str) -> Label {
    let mut key = String::new();
    let mut len = 0;
    for (c, digit) in text.chars().map_while(|c| Some((c, superscript(c)?))).take(3) {
        len += c.len_utf8();
        key.push(digit);
    }
    Label { len, keys: vec![key], style: Style::Superscript }
}

/// The digit that a superscript character stands for.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Option<Vec<String>> {
        at_start(text).map(|l| l.keys)
    }

    #[test]
    fn labels_in_all_styles() {
        for (text, want) in [("[1] A", "1"), ("^[12]B", "12"), ("[^wb]: C", "wb"), ("²³ D", "23")] {
            assert_eq!(keys(text), Some(vec![want.to_owned()]), "{text}");
        }
        assert_eq!(keys("[1, 3-5]").unwrap().join(" "), "1 3 4 5");
    }

    #[test]
    fn brackets_that_are_no_labels() {
        for text in ["[Video] x", "[2025]", "[0]", "[]", "[^]", "[1", "(1)", "^x", "[1-900]"] {
            assert_eq!(keys(text), None, "{text}");
        }
    }
}

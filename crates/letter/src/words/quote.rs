//! Quotation marks of the language quoted.

/// Puts the quotation marks of `lang` around words that stay as they are.
pub(crate) fn quoted(text: &str, lang: &str) -> String {
    match lang.split('-').next() {
        Some("fr") => format!("«\u{202f}{text}\u{202f}»"),
        _ => format!("“{text}”"),
    }
}

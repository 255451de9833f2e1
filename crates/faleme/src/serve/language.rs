//! In which language a page is.

use crate::answers::{Lang, Problem};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};

/// A language of the pages.
pub fn language(tag: &str) -> Result<Lang, Problem> {
    tag.parse().map_err(|_| Problem::none("pages begin with /fr/ or /en/"))
}

/// The language chosen last, else the first of the browser's that there is, else French.
pub fn preferred(headers: &HeaderMap) -> Lang {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let chosen = text(COOKIE).split(';').find_map(|c| c.trim().strip_prefix("lang=")?.parse().ok());
    chosen.or_else(|| accepted(text(ACCEPT_LANGUAGE))).unwrap_or(Lang::French)
}

/// The language there is that a browser weighs most (RFC 9110, 12.5.4); of equals, the first.
fn accepted(header: &str) -> Option<Lang> {
    let weighed = header.split(',').filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let lang: Lang = parts.next()?.get(..2)?.to_lowercase().parse().ok()?;
        let weight = parts.find_map(|p| p.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f64>().ok())?;
        (weight > 0.0).then_some((lang, weight))
    });
    weighed.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_weighed_most_is_taken() {
        for (header, lang) in [
            ("en;q=0.1, fr;q=0.9", Some(Lang::French)),
            ("de, en-GB, fr;q=0.8", Some(Lang::English)),
            ("fr;q=0, en;q=0.2", Some(Lang::English)),
            ("fr,en", Some(Lang::French)),
            ("é, de;q=x", None),
        ] {
            assert_eq!(accepted(header), lang, "{header}");
        }
    }
}

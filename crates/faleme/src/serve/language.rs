//! In which language a page is.

use super::asked::Lang;
use super::reply::Problem;
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
    let accepted =
        || text(ACCEPT_LANGUAGE).split(',').find_map(|tag| tag.trim().get(..2)?.to_lowercase().parse().ok());
    chosen.or_else(accepted).unwrap_or(Lang::French)
}

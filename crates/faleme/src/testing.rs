//! Cases, documents and claims made by hand, for tests that must not depend on what the rules read.

use crate::store::{Row, Store};
use base::{CharIndex, ClaimId, Date, Interval, Modality};
use evidence::{Claim, ClaimKind, Document, Gazetteer, Reader, Reading, Received, Role, Vocabulary};
use std::path::Path;
use tempfile::TempDir;

/// A case file with one graded source.
pub const CASE: &str = "[case]\nid = \"test\"\ntitle = { fr = \"Essai\", en = \"Test\" }\n\n\
    [[sources]]\nname = \"Daily\"\nreliability = \"B\"\nreason = \"corrects its errors\"\n";

/// Two paragraphs with one quote each.
pub const TEXT: &str = "Des hommes ont brûlé trois camions près de Dambara. Personne n’a été blessé.\n\n\
    Le gouverneur a démenti tout couvre-feu à Kayes.\n";

/// The quote of the first paragraph.
pub const LORRIES: &str = "Des hommes ont brûlé trois camions près de Dambara.";

/// The quote of the second one.
pub const DENIAL: &str = "Le gouverneur a démenti tout couvre-feu à Kayes.";

/// A case folder with an empty ledger.
pub fn case() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("case.toml"), CASE).unwrap();
    std::fs::create_dir(folder.path().join("sources")).unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

/// A day of 2025.
pub fn day(month: i8, day: i8) -> Date {
    Date::new(2025, month, day).unwrap()
}

/// A reading of `text` without claims.
pub fn reading(name: &str, text: &str) -> (Received, Reading) {
    let published = Some(day(9, 10));
    let received =
        Received { name: name.into(), published, publisher: Some("Daily".into()), ..Default::default() };
    let reader = Reader::new(&Vocabulary::default(), Gazetteer::default());
    let mut reading = reader.read(text.as_bytes(), &received).unwrap().value;
    reading.claims.clear();
    (received, reading)
}

/// A claim of `quote`, which stands in `document`.
pub fn claim(document: &Document, quote: &str, claim_type: &str) -> Claim {
    let start = document.text.find(quote).unwrap();
    let span = CharIndex::new(&document.text).span(&(start..start + quote.len()));
    Claim {
        id: ClaimId::derive(&[document.id.as_str(), quote, claim_type]),
        document: document.id.clone(),
        span,
        quote: quote.into(),
        kind: ClaimKind::Incident,
        claim_type: claim_type.into(),
        date: Some(Interval::day(day(9, 6))),
        date_basis: None,
        places: Vec::new(),
        modality: Modality::Asserted,
        actor: None,
        actor_group: None,
        actor_generic: false,
        target: None,
        target_class: None,
        quantity: None,
        status: None,
        medium: None,
        role: Role::Report,
        citations: Vec::new(),
        rule: "by hand".into(),
    }
}

/// A row with the two claims of [`TEXT`].
pub fn row(name: &str) -> (Row, Vec<Claim>) {
    let (received, mut reading) = reading(name, TEXT);
    let claims =
        vec![claim(&reading.document, LORRIES, "vehicle_arson"), claim(&reading.document, DENIAL, "denial")];
    reading.claims.clone_from(&claims);
    (Row::new(Some(TEXT.as_bytes().to_vec()), &received, reading), claims)
}

/// Whether any file of the ledger holds `words`, anywhere in its bytes.
pub fn ledger_holds(dir: &Path, words: &str) -> bool {
    let files = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file());
    files.map(|f| std::fs::read(f).unwrap()).any(|b| b.windows(words.len()).any(|w| w == words.as_bytes()))
}

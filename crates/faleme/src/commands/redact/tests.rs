use super::*;
use crate::cli::Signed;
use crate::testing::{DENIAL, LORRIES, TEXT, case, day, ledger_holds, reading, row};

fn redact(dir: &Path, id: &str, keep_files: bool) -> Result<ExitCode> {
    let args = Redact {
        dir: dir.to_owned(),
        id: id.into(),
        signed: Signed { by: Some("Awa".into()), why: "names a private person".into() },
        keep_files,
        form: crate::cli::Form { format: crate::output::Format::Json },
    };
    run(&args, Output { quiet: true, ..Output::default() })
}

fn issue_letter(store: &Store, folder: &Path, quote: &str) -> PathBuf {
    let file = folder.join("letter-001.fr.html");
    std::fs::write(&file, quote).unwrap();
    let letter = crate::store::Letter {
        number: 1,
        lang: "fr".into(),
        file: file.display().to_string(),
        issued_on: day(9, 30),
        as_of: day(9, 30),
        body: format!("<p>{quote}</p>").into_bytes(),
        findings: format!("{{\"quote\":\"{quote}\"}}"),
        notes: Default::default(),
    };
    store.keep_letter(&letter).unwrap();
    file
}

#[test]
fn a_claim_s_words_leave_every_document_letter_and_file_and_the_rest_stays() {
    let (folder, mut store) = case();
    let source = folder.path().join("sources/a.txt");
    std::fs::write(&source, TEXT).unwrap();
    let reprint = format!("Repris ailleurs.\n\n{LORRIES}\n");
    let (received, second) = reading("b.txt", &reprint);
    let (first, claims) = row("a.txt");
    let second = Row::new(Some(reprint.into_bytes()), &received, second);
    let ids = [first.id.clone(), second.id.clone()];
    store.write(&[first, second]).unwrap();
    let letter = issue_letter(&store, folder.path(), LORRIES);
    drop(store);
    assert!(ledger_holds(folder.path(), LORRIES));

    redact(folder.path(), claims[0].id.as_str(), false).unwrap();

    assert!(!ledger_holds(folder.path(), LORRIES) && !ledger_holds(folder.path(), "camions"));
    for file in [source, letter] {
        assert!(!std::fs::read_to_string(file).unwrap().contains("camions"));
    }
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.claims(&Default::default()).unwrap(), claims[1..]);
    let kept = store.document(&ids[0]).unwrap().unwrap();
    assert_eq!(kept.document.text.chars().count(), TEXT.chars().count());
    assert!(kept.document.text.contains(DENIAL) && kept.document.hash == ContentHash::of(TEXT.as_bytes()));
    assert!(store.document(&ids[1]).unwrap().unwrap().document.text.starts_with("Repris ailleurs."));
    assert_eq!(store.redactions().unwrap().len(), 2);
    assert_eq!(store.sketch(&ids[0]).unwrap(), Some(evidence::sketch(&kept.document)));
}

#[test]
fn a_letter_that_does_not_quote_it_stays() {
    let (folder, mut store) = case();
    let (row, claims) = row("a.txt");
    store.write(&[row]).unwrap();
    let letter = issue_letter(&store, folder.path(), DENIAL);
    drop(store);
    redact(folder.path(), claims[0].id.as_str(), false).unwrap();
    assert_eq!(std::fs::read_to_string(letter).unwrap(), DENIAL);
}

#[test]
fn a_document_goes_with_its_copy_and_its_file() {
    let (folder, mut store) = case();
    let source = folder.path().join("sources/a.txt");
    std::fs::write(&source, TEXT).unwrap();
    let (first, second) = (row("a.txt").0, row("copy.txt").0);
    let id = first.id.to_string();
    store.write(&[first, second]).unwrap();
    drop(store);
    redact(folder.path(), &id, true).unwrap();
    assert!(source.exists());
    assert!(!ledger_holds(folder.path(), "camions"));
    assert!(redact(folder.path(), &id, false).is_err());
    assert_eq!(Store::open(folder.path()).unwrap().document_count().unwrap(), 0);
}

#[test]
fn an_unknown_id_changes_nothing() {
    let (folder, mut store) = case();
    store.write(&[row("a.txt").0]).unwrap();
    drop(store);
    assert!(redact(folder.path(), "clm-none", false).is_err());
    assert!(ledger_holds(folder.path(), LORRIES));
}

#[test]
fn a_footnote_goes_with_what_was_read_of_it() {
    let (folder, mut store) = case();
    let (received, mut read) = reading("a.txt", TEXT);
    read.document.citations = vec![evidence::Citation {
        id: base::CitationId::parse("cit-1"),
        label: "[1]".into(),
        number: 1,
        range: TEXT.find("Personne").unwrap()..TEXT.find("\n\n").unwrap(),
        publisher: None,
        date: None,
        title: Some("Personne n’a".into()),
        url: None,
        calls: Vec::new(),
    }];
    store.write(&[Row::new(Some(TEXT.into()), &received, read)]).unwrap();
    drop(store);
    redact(folder.path(), "cit-1", false).unwrap();
    assert!(!ledger_holds(folder.path(), "Personne"));
    assert!(ledger_holds(folder.path(), LORRIES));
}

#[test]
fn bytes_that_are_no_plain_text_do_not_outlive_their_masked_text() {
    let (folder, mut store) = case();
    let (received, mut read) = reading("a.txt", TEXT);
    read.claims = vec![crate::testing::claim(&read.document, LORRIES, "vehicle_arson")];
    let (id, claim) = (read.document.id.clone(), read.claims[0].id.to_string());
    let page = format!("<p>{LORRIES}</p>");
    store.write(&[Row::new(Some(page.into_bytes()), &received, read)]).unwrap();
    drop(store);
    redact(folder.path(), &claim, false).unwrap();
    assert!(!ledger_holds(folder.path(), "camions"));
    let kept = Store::open(folder.path()).unwrap().document(&id).unwrap().unwrap();
    assert!(kept.bytes.is_none() && kept.document.text.contains(DENIAL));
}

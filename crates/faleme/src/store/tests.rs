use super::*;
use crate::testing::{DENIAL, LORRIES, TEXT, case, day, ledger_holds, reading, row};
use base::DocumentId;
use events::Action;
use rusqlite::ErrorCode;

fn found(store: &Store, words: &str) -> usize {
    store.claims(&Wanted { words: Some(words.into()), ..Wanted::default() }).unwrap().len()
}

#[test]
fn a_text_is_kept_once_and_comes_back_to_the_letter() {
    let (_folder, mut store) = case();
    let (row, claims) = row("a.txt");
    let id = row.id.clone();
    store.write(&[row]).unwrap();
    let kept = store.document(&id).unwrap().unwrap();
    assert_eq!((kept.document.text.as_str(), kept.bytes.as_deref()), (TEXT, Some(TEXT.as_bytes())));
    assert!(!kept.document.regions.is_empty());
    let twice: i64 =
        store.connection.query_row("SELECT count(text) FROM documents", [], |r| r.get(0)).unwrap();
    assert_eq!(twice, 0);
    assert_eq!(store.claims(&Wanted::default()).unwrap(), claims);
}

#[test]
fn roads_stopped_before_they_are_kept_leave_what_was_there() {
    use std::sync::atomic::AtomicBool;
    let (_folder, store) = case();
    let file = |name: &str| RoadFile {
        name: name.into(),
        kind: RoadKind::Geojson,
        hash: name.into(),
        bbox: None,
        released: None,
        received: day(9, 10),
        licence: "own".into(),
        counts: None,
    };
    let unit = |name: &str| vec![RoadUnit::network(file(name), &corridors::Network::default()).unwrap()];
    assert!(store.keep_roads(unit("old"), &AtomicBool::new(false)).unwrap().is_some());
    let before = (store.road_files().unwrap(), store.network().unwrap());
    assert!(store.keep_roads(unit("new"), &AtomicBool::new(true)).unwrap().is_none());
    assert_eq!((store.road_files().unwrap(), store.network().unwrap()), before);
    assert!(store.drop_roads("new").unwrap().is_none());
    assert_eq!((store.road_files().unwrap(), store.network().unwrap()), before);
}

#[test]
fn search_ignores_accents_and_survives_operators() {
    let (_folder, mut store) = case();
    store.write(&[row("a.txt").0]).unwrap();
    assert_eq!(found(&store, "BRULE camions"), 2);
    assert_eq!(found(&store, "brûlé pont"), 0);
    for hostile in ["\"", "a AND OR", "NEAR(", "*", "", "-x", "text:brule"] {
        store.claims(&Wanted { words: Some(hostile.into()), ..Wanted::default() }).unwrap();
    }
}

#[test]
fn a_replaced_reading_leaves_no_old_words_in_the_index() {
    let (_folder, mut store) = case();
    let (mut received, _) = reading("a.txt", TEXT);
    store.write(&[row("a.txt").0]).unwrap();
    received.publisher = Some("Other".into());
    store.write(&[row("a.txt").0]).unwrap();
    assert_eq!(store.document_count().unwrap(), 1);
    assert_eq!(store.claims(&Wanted::default()).unwrap().len(), 2);
    store.connection.execute("INSERT INTO words (words) VALUES ('integrity-check')", []).unwrap();
}

#[test]
fn questions_narrow_by_type_date_and_publication() {
    let (_folder, mut store) = case();
    store.write(&[row("a.txt").0]).unwrap();
    let count = |wanted: Wanted| store.claims(&wanted).unwrap().len();
    assert_eq!(count(Wanted { claim_type: Some("denial".into()), ..Wanted::default() }), 1);
    assert_eq!(count(Wanted { from: Some(day(9, 6)), to: Some(day(9, 6)), ..Wanted::default() }), 2);
    assert_eq!(count(Wanted { from: Some(day(9, 7)), ..Wanted::default() }), 0);
    assert_eq!(count(Wanted { to: Some(day(9, 5)), ..Wanted::default() }), 0);
    assert_eq!(count(Wanted { as_of: Some(day(9, 9)), ..Wanted::default() }), 0);
    assert_eq!(count(Wanted { as_of: Some(day(9, 10)), ..Wanted::default() }), 2);
}

#[test]
fn a_full_disk_loses_the_batch_in_hand_and_nothing_else() {
    let (_folder, mut store) = case();
    store.write(&[row("a.txt").0]).unwrap();
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
    store.connection.query_row(&format!("PRAGMA max_page_count = {}", pages + 4), [], |_| Ok(())).unwrap();
    let big: String = (0..20_000).map(|i| format!("mot{i} ")).collect();
    let (received, big_reading) = reading("big.txt", &big);
    let row = Row::new(Some(big.clone().into_bytes()), &received, big_reading);
    let error = store.write(&[row]).unwrap_err();
    let code = error.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code);
    assert_eq!(code, Some(ErrorCode::DiskFull));
    assert!(explain(&error).starts_with("the disk is full"), "{}", explain(&error));
    assert_eq!(store.document_count().unwrap(), 1);
    store.connection.query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(())).unwrap();
    let (received, reading) = reading("big.txt", &big);
    store.write(&[Row::new(Some(big.into_bytes()), &received, reading)]).unwrap();
    assert_eq!(store.document_count().unwrap(), 2);
}

#[test]
fn a_ledger_of_the_future_and_a_stray_file_are_refused_in_one_line() {
    let (folder, store) = case();
    store.connection.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let refused = Store::open(folder.path()).err().unwrap();
    assert!(explain(&refused).contains("newer faleme"), "{}", explain(&refused));
    std::fs::write(folder.path().join(FILE), "not a ledger".repeat(1000)).unwrap();
    let refused = Store::open(folder.path()).err().unwrap();
    assert!(explain(&refused).contains("not a ledger of this program"), "{}", explain(&refused));
}

#[test]
fn decisions_are_numbered_from_one_and_outlive_a_re_reading() {
    let (_folder, mut store) = case();
    let (row_, claims) = row("a.txt");
    store.write(&[row_]).unwrap();
    let reject = Action::Reject { claim: claims[0].id.clone() };
    let kept = store.decide(day(9, 12), "Awa", "a rumour", reject).unwrap();
    store.write(&[row("a.txt").0]).unwrap();
    assert_eq!(kept.number, 1);
    assert_eq!(store.decisions().unwrap(), [kept]);
    assert_eq!(store.claims(&Wanted::default()).unwrap(), claims);
}

#[test]
fn a_redacted_document_leaves_no_bytes_behind() {
    let (folder, mut store) = case();
    let (row, claims) = row("a.txt");
    let (id, hash) = (row.id.clone(), base::ContentHash::of(TEXT.as_bytes()));
    store.write(&[row]).unwrap();
    assert!(ledger_holds(folder.path(), LORRIES) && ledger_holds(folder.path(), DENIAL));
    let redaction = Redaction {
        id: id.to_string(),
        hash: hash.clone(),
        on: day(9, 12),
        by: "Awa".into(),
        why: "private".into(),
    };
    let removal = Removal { documents: vec![id.clone()], redactions: vec![redaction], ..Removal::default() };
    store.redact(&removal).unwrap();
    for words in [LORRIES, DENIAL, "camions", claims[0].id.as_str()] {
        assert!(!ledger_holds(folder.path(), words), "{words}");
    }
    assert_eq!(found(&store, "camions"), 0);
    assert_eq!(store.redactions().unwrap()[&hash].why, "private");
    assert!(store.document(&DocumentId::parse(id.as_str())).unwrap().is_none());
}

#[test]
fn a_claim_that_a_model_proposed_outlives_a_re_reading_by_rules() {
    let (_folder, mut store) = case();
    let (received, mut read) = reading("a.txt", TEXT);
    let mut proposed = crate::testing::claim(&read.document, DENIAL, "denial");
    proposed.rule = format!("{MODEL_RULE}m");
    read.claims.push(proposed.clone());
    store.write(&[Row::new(Some(TEXT.into()), &received, read)]).unwrap();
    let (received, read) = reading("a.txt", TEXT);
    store.write(&[Row::new(Some(TEXT.into()), &received, read)]).unwrap();
    assert_eq!(store.claims(&Wanted::default()).unwrap(), [proposed]);
}

fn sketches(store: &Store) -> i64 {
    store.connection.query_row("SELECT count(*) FROM sketches", [], |r| r.get(0)).unwrap()
}

#[test]
fn a_sketch_is_kept_rewritten_and_dropped_with_its_document() {
    let (_folder, mut store) = case();
    let (first, _) = row("a.txt");
    let id = first.id.clone();
    store.write(&[first]).unwrap();
    let kept = || store.document(&id).unwrap().unwrap().document;
    assert_eq!(store.sketch(&id).unwrap(), Some(evidence::sketch(&kept())));
    let (received, mut other) = reading("a.txt", TEXT);
    other.document.publisher = Some("Kora Press".into());
    store.write(&[Row::new(Some(TEXT.into()), &received, other)]).unwrap();
    let kept = store.document(&id).unwrap().unwrap().document;
    assert_eq!(kept.publisher.as_deref(), Some("Kora Press"));
    assert_eq!(store.sketch(&id).unwrap(), Some(evidence::sketch(&kept)));
    store.redact(&Removal { documents: vec![id.clone()], ..Removal::default() }).unwrap();
    assert_eq!((store.sketch(&id).unwrap(), sketches(&store)), (None, 0));
}

#[test]
fn a_ledger_without_sketches_and_a_damaged_one_are_told_apart_from_a_good_one() {
    let (folder, mut store) = case();
    let (row, claims) = row("a.txt");
    let id = row.id.clone();
    store.write(&[row]).unwrap();
    store.connection.execute("UPDATE sketches SET bytes = CAST(x'00' || bytes AS BLOB)", []).unwrap();
    assert_eq!(store.sketch(&id).unwrap(), None);
    let later = "DROP TABLE alert_log; DROP TABLE alert_deliveries; DROP TABLE alerts; DROP TABLE sweeps; DROP TABLE forecasts; DROP TABLE network; DROP TABLE data_files; DROP TABLE roads; DROP TABLE row_blocks; DROP TABLE row_files; DROP TABLE releases";
    store
        .connection
        .execute_batch(&format!("DROP TABLE sketches; {later}; PRAGMA user_version = 1"))
        .unwrap();
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!((store.sketch(&id).unwrap(), sketches(&store)), (None, 0));
    assert_eq!(store.claims(&Wanted::default()).unwrap(), claims);
}

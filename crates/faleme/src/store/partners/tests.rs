use super::kept::Mark;
use super::*;
use crate::store::{Readers, Removal};
use crate::testing::{case, day};
use base::ContentHash;
use exchange::bundle::{Asked, Bundle, Document, Line, Place, Record, RecordId, SecretKey, What, open, seal};

fn secret(seed: u8) -> SecretKey {
    SecretKey::of_seed(&[seed; 32]).unwrap()
}

fn about(from: &SecretKey, number: u64) -> Header {
    Header {
        from: from.public(),
        name: "Theirs".into(),
        to: secret(9).public(),
        number,
        as_of: None,
        holds: Tlp::Amber,
        tlp: None,
        generated_by: "test".into(),
        licence: String::new(),
        records: 0,
        length: 0,
        digest: String::new(),
    }
}

fn record(name: &str) -> Record {
    let hash = ContentHash::of(name.as_bytes());
    let what = What::Document(Document {
        origin: hash.clone(),
        hash,
        title: Some(format!("Report {name}")),
        source: None,
        published: None,
        url: None,
        licence: None,
        language: "en".into(),
    });
    Record { tlp: Some(Tlp::Green), what }
}

fn bundle(
    store: &Store,
    from: &SecretKey,
    number: u64,
    names: &[&str],
) -> Result<Bundle, exchange::bundle::Refusal> {
    let records: Vec<Record> = names.iter().map(|n| record(n)).collect();
    let bytes = seal(&about(from, number), &records, from).bytes;
    open(&bytes, Asked { me: secret(9).public(), keys: &store.known_keys().unwrap() })
}

fn titles(store: &Store) -> Vec<String> {
    let counted = store.counted(&store.partners().unwrap()).unwrap();
    let title = |record: &Record| match &record.what {
        What::Document(d) => d.title.clone().unwrap(),
        _ => String::new(),
    };
    let mut titles: Vec<String> = counted.iter().flat_map(|c| &c.records).map(|(_, r)| title(r)).collect();
    titles.sort();
    titles
}

#[test]
fn the_latest_snapshot_stands_whatever_comes_when() {
    let (_folder, mut store) = case();
    let one = secret(1);
    assert_eq!(store.add_partner("One", one.public(), None, Tlp::Amber, day(9, 1)).unwrap(), "added");
    let [first, second] =
        [(1, ["a", "b"]), (2, ["b", "c"])].map(|(n, names)| bundle(&store, &one, n, &names).unwrap());
    assert_eq!(store.take_bundle(&second, day(9, 2)).unwrap().place, Place::Newer);
    assert_eq!(store.take_bundle(&first, day(9, 2)).unwrap().place, Place::Older);
    assert_eq!(store.take_bundle(&second, day(9, 3)).unwrap().place, Place::Same);
    assert_eq!(titles(&store), ["Report b", "Report c"], "what was taken back is gone");
    assert_eq!(store.partners().unwrap()[0].keys[0].bundle.as_ref().unwrap().received, day(9, 2));
}

#[test]
fn a_new_key_keeps_history_and_a_revoked_one_takes_what_it_sent_with_it() {
    let (_folder, mut store) = case();
    let (old, new) = (secret(1), secret(2));
    store.add_partner("One", old.public(), None, Tlp::Amber, day(9, 1)).unwrap();
    let sent = bundle(&store, &old, 5, &["a"]).unwrap();
    store.take_bundle(&sent, day(9, 2)).unwrap();
    assert_eq!(store.add_partner("ONE", new.public(), None, Tlp::Green, day(9, 3)).unwrap(), "new key");
    assert_eq!(titles(&store), ["Report a"], "until something comes under the new key");
    assert!(bundle(&store, &old, 6, &["b"]).is_err());
    assert!(store.take_bundle(&sent, day(9, 4)).is_err(), "replaced between opening and taking");
    let next = bundle(&store, &new, 1, &["c"]).unwrap();
    store.take_bundle(&next, day(9, 4)).unwrap();
    assert_eq!(titles(&store), ["Report c"]);
    assert!(store.add_partner("One", old.public(), None, Tlp::Green, day(9, 5)).is_err());
    assert!(
        store.add_partner("Two", new.public(), None, Tlp::Green, day(9, 5)).is_err(),
        "one key, one partner"
    );
    assert_eq!(store.revoke_partner("one", day(9, 6), "Awa", "stolen").unwrap(), 2);
    assert!(titles(&store).is_empty());
    assert!(bundle(&store, &new, 2, &["d"]).is_err());
    let partner = &store.partners().unwrap()[0];
    assert!(partner.key().is_none() && partner.keys.len() == 2);
    assert!(
        store.add_partner("One", new.public(), None, Tlp::Green, day(9, 7)).is_err(),
        "revoked is revoked"
    );
}

#[test]
fn what_is_withdrawn_comes_back_with_a_later_bundle_only() {
    let (folder, mut store) = case();
    let one = secret(1);
    store.add_partner("One", one.public(), None, Tlp::Amber, day(9, 1)).unwrap();
    let first = bundle(&store, &one, 1, &["a"]).unwrap();
    store.take_bundle(&first, day(9, 2)).unwrap();
    assert_eq!(store.withdraw_partner("one", day(9, 3)).unwrap(), 1);
    assert!(titles(&store).is_empty());
    assert!(!crate::testing::ledger_holds(folder.path(), "Report a"), "nor on free pages");
    let again = store.take_bundle(&first, day(9, 4)).unwrap();
    assert!(again.withdrawn && titles(&store).is_empty());
    let second = bundle(&store, &one, 2, &["a"]).unwrap();
    assert!(!store.take_bundle(&second, day(9, 5)).unwrap().withdrawn);
    assert_eq!(titles(&store), ["Report a"]);
}

#[test]
fn what_is_redacted_here_leaves_and_does_not_come_in_again() {
    let (_folder, mut store) = case();
    let one = secret(1);
    store.add_partner("One", one.public(), None, Tlp::Amber, day(9, 1)).unwrap();
    let sent = bundle(&store, &one, 1, &["a", "b"]).unwrap();
    store.take_bundle(&sent, day(9, 2)).unwrap();
    let redaction = crate::store::Redaction {
        id: "doc-1".into(),
        hash: ContentHash::of(b"a"),
        on: day(9, 3),
        by: "Awa".into(),
        why: "names a person".into(),
    };
    store.redact(&Removal { redactions: vec![redaction], ..Removal::default() }).unwrap();
    assert_eq!(titles(&store), ["Report b"]);
    let next = bundle(&store, &one, 2, &["a", "c"]).unwrap();
    assert_eq!(store.take_bundle(&next, day(9, 4)).unwrap().left_out, 1);
    assert_eq!(titles(&store), ["Report c"]);
    store.redact(&Removal { traces: vec!["Report c".into()], ..Removal::default() }).unwrap();
    assert!(titles(&store).is_empty());
}

#[test]
fn the_number_rises_with_what_changes_and_stays_otherwise() {
    let (_folder, mut store) = case();
    let (one, me) = (secret(1), secret(9));
    store.add_partner("One", one.public(), None, Tlp::Amber, day(9, 1)).unwrap();
    let mut send = |names: &[&str]| {
        let records: Vec<Record> = names.iter().map(|n| record(n)).collect();
        let header = seal(&about(&me, 0), &records, &me).header;
        let lines: Vec<Line> = records.iter().map(|r| Line::of(r.id(), r)).collect();
        store.number_sent("One", header, &lines, day(9, 2)).unwrap().number
    };
    assert_eq!([send(&["a"]), send(&["a"]), send(&["a", "b"]), send(&["a"]), send(&["a"])], [1, 1, 2, 3, 3]);
    let partner = &store.partners().unwrap()[0];
    assert_eq!(
        (partner.sent.as_ref().unwrap().header.number, partner.sent.as_ref().unwrap().lines.len()),
        (3, 1)
    );
}

#[test]
fn no_reader_but_the_owner_sees_what_partners_sent() {
    let (folder, mut store) = case();
    let one = secret(1);
    store.add_partner("One", one.public(), None, Tlp::Amber, day(9, 1)).unwrap();
    let sent = bundle(&store, &one, 1, &["a"]).unwrap();
    store.take_bundle(&sent, day(9, 2)).unwrap();
    let readers = Readers { tlp: Tlp::AmberStrict, abroad: true };
    let veiled = Store::open_for(folder.path(), readers).unwrap();
    assert!(titles(&veiled).is_empty() && !veiled.has_partners_records().unwrap());
    assert!(Store::open_for(folder.path(), Readers::OWNER).unwrap().has_partners_records().unwrap());
    let id = RecordId::parse(record("a").id().as_str());
    store.mark(&id, &Mark { tlp: Tlp::Amber, on: day(9, 3), by: "Awa".into(), why: "care".into() }).unwrap();
    assert_eq!(store.marks().unwrap()[&id].tlp, Tlp::Amber);
}

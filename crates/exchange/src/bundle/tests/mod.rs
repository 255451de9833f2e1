//! Bundles by hand, and hostile ones; exchanges at random in `random.rs`, disagreements in `differ.rs`.

mod differ;
mod random;

use super::header::MAGIC;
use super::limits::{LONGEST_BODY, LONGEST_FILE};
use super::*;
use base::{ContentHash, Credibility, Date, Modality, Reliability, Tlp};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

pub fn key(seed: u8) -> SecretKey {
    SecretKey::of_seed(&[seed; 32]).unwrap()
}

pub fn hash(of: &str) -> ContentHash {
    ContentHash::of(of.as_bytes())
}

pub fn document(name: &str, origin: &str) -> What {
    What::Document(Document {
        hash: hash(name),
        origin: hash(origin),
        title: Some(format!("Report {name}")),
        source: Some("Daily".into()),
        published: Some(Date::constant(2025, 9, 10)),
        url: None,
        licence: Some("CC BY 4.0".into()),
        language: "en".into(),
    })
}

pub fn claim(name: &str, start: usize, claim_type: &str) -> Claim {
    Claim {
        document: hash(name),
        start,
        end: start + 10,
        quote: "Ten letters".into(),
        kind: "incident".into(),
        claim_type: claim_type.into(),
        date: None,
        places: Vec::new(),
        modality: Modality::Asserted,
        actor: None,
        reliability: Reliability::B,
        credibility: Credibility::POSSIBLE,
    }
}

pub fn marked(what: What, tlp: Tlp) -> Record {
    Record { tlp: Some(tlp), what }
}

fn records() -> Vec<Record> {
    let told = What::Claim(claim("a", 3, "armed_attack"));
    vec![marked(document("a", "a"), Tlp::Clear), marked(told, Tlp::Green)]
}

pub fn about(from: &SecretKey, to: PublicKey, number: u64) -> Header {
    Header {
        from: from.public(),
        name: "An observatory".into(),
        to,
        number,
        as_of: None,
        holds: Tlp::Green,
        tlp: None,
        generated_by: "test".into(),
        licence: "CC BY 4.0".into(),
        records: 0,
        length: 0,
        digest: String::new(),
    }
}

pub fn known(key: &SecretKey, name: &str) -> KnownKey {
    KnownKey { partner: name.into(), key: key.public(), holds: Tlp::Green, replaced: None, revoked: None }
}

fn opened(bytes: &[u8], keys: &[KnownKey]) -> Result<Bundle, Refusal> {
    open(bytes, Asked { me: key(2).public(), keys })
}

/// From 1 to 2, as 2 reads it.
fn sent(records: &[Record]) -> Vec<u8> {
    seal(&about(&key(1), key(2).public(), 1), records, &key(1)).bytes
}

fn taken(bytes: &[u8]) -> Result<Bundle, Refusal> {
    opened(bytes, &[known(&key(1), "One")])
}

/// A bundle with any header and any body, rightly signed: what a partner could make who means ill.
fn forged(header: &Header, body: &[u8], behind: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{MAGIC}1\n{}\n", header.canonical()).into_bytes();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(body).unwrap();
    bytes.extend(packed.finish().unwrap());
    bytes.extend(behind);
    let signature = key(1).sign(&bytes);
    bytes.extend(signature);
    bytes
}

/// A header that tells of these lines what is so.
fn telling(lines: &str, tlp: Option<Tlp>) -> Header {
    let (records, length) = (lines.lines().count() as u64, lines.len() as u64);
    Header { tlp, records, length, digest: hash(lines).to_string(), ..about(&key(1), key(2).public(), 1) }
}

#[test]
fn what_is_sealed_opens_as_it_was() {
    let bundle = taken(&sent(&records())).unwrap();
    let mut expected = records();
    expected.sort_by_key(Record::id);
    assert_eq!(bundle.records.iter().map(|(_, r)| r.clone()).collect::<Vec<_>>(), expected);
    assert_eq!(
        (bundle.partner.as_str(), bundle.header.number, bundle.header.tlp),
        ("One", 1, Some(Tlp::Green))
    );
    assert!(
        taken(&sent(&[])).unwrap().records.is_empty(),
        "nothing shared is a bundle, too: it takes all back"
    );
}

#[test]
fn the_same_records_in_any_order_and_number_are_the_same_bytes() {
    let mut twice = records();
    twice.reverse();
    twice.extend(records());
    assert_eq!(sent(&twice), sent(&records()));
    assert_eq!(digest(&twice), digest(&records()));
}

#[test]
fn no_bit_of_a_bundle_can_be_changed() {
    let bytes = sent(&records());
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            assert!(taken(&changed).is_err(), "byte {at} bit {bit}");
        }
    }
    for end in 0..bytes.len() {
        assert!(taken(&bytes[..end]).is_err(), "cut at {end}");
    }
    assert!(taken(&[bytes.as_slice(), b"x"].concat()).is_err());
}

#[test]
fn who_is_not_listed_revoked_replaced_or_not_meant_is_refused() {
    let (bytes, on) = (sent(&records()), Date::constant(2025, 10, 1));
    assert_eq!(opened(&bytes, &[]), Err(Refusal::Unknown(key(1).public())));
    let revoked = KnownKey { revoked: Some(on), ..known(&key(1), "One") };
    assert_eq!(opened(&bytes, &[revoked]), Err(Refusal::Revoked { name: "One".into(), on }));
    let replaced = KnownKey { replaced: Some(on), ..known(&key(1), "One") };
    assert_eq!(opened(&bytes, &[replaced]), Err(Refusal::Replaced { name: "One".into(), on }));
    let other = Asked { me: key(3).public(), keys: &[known(&key(1), "One")] };
    assert_eq!(open(&bytes, other), Err(Refusal::NotForMe(key(2).public())));
}

#[test]
fn a_marking_stricter_than_agreed_is_refused_whoever_agreed_to_less() {
    let amber = [marked(document("a", "a"), Tlp::Amber)];
    let stricter = Refusal::Stricter { name: "One".into(), stated: Tlp::Amber, ceiling: Tlp::Green };
    assert_eq!(taken(&sent(&amber)), Err(stricter.clone()));
    let generous = KnownKey { holds: Tlp::Amber, ..known(&key(1), "One") };
    assert_eq!(
        opened(&sent(&amber), std::slice::from_ref(&generous)),
        Err(stricter),
        "the sender agreed to GREEN"
    );
    let wide = Header { holds: Tlp::Amber, ..about(&key(1), key(2).public(), 1) };
    let bytes = seal(&wide, &amber, &key(1)).bytes;
    assert!(opened(&bytes, &[generous]).is_ok());
}

#[test]
fn what_is_unmarked_is_held_as_amber() {
    let bundle = taken(&sent(&[Record { tlp: None, what: document("a", "a") }])).unwrap();
    assert_eq!(bundle.header.tlp, None);
    assert_eq!(bundle.records[0].1.held_as(), Tlp::Amber);
}

#[test]
fn a_newer_format_is_named() {
    let text = String::from_utf8_lossy(&sent(&records())).into_owned();
    let newer = text.replacen("faleme-bundle 1\n", "faleme-bundle 2\n", 1).into_bytes();
    assert_eq!(taken(&newer), Err(Refusal::Newer(2)));
    for other in
        ["faleme-bundle 01\n{}", "faleme-bundle 1", "<!doctype html>", "", "faleme-bundle 99999999999\n"]
    {
        assert_eq!(taken(other.as_bytes()), Err(Refusal::NotABundle), "{other}");
    }
}

#[test]
fn a_bomb_is_not_unfolded() {
    let zeros = vec![b' '; 64 << 20];
    let small = Header { length: 100, records: 1, ..about(&key(1), key(2).public(), 1) };
    let bytes = forged(&small, &zeros, b"");
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(taken(&bytes), Err(Refusal::TooLarge(_))));
    let huge = Header { length: LONGEST_BODY + 1, ..small.clone() };
    assert!(matches!(taken(&forged(&huge, b"", b"")), Err(Refusal::TooLarge(_))));
    let many = Header { records: u64::MAX, ..small };
    assert!(matches!(taken(&forged(&many, b"", b"")), Err(Refusal::TooLarge(_))));
    assert!(matches!(taken(&vec![b'f'; LONGEST_FILE as usize + 1]), Err(Refusal::TooLarge(_))));
}

#[test]
fn a_partner_who_means_ill_brings_nothing_in_that_is_not_canonical() {
    let mut lines: Vec<String> = records().iter().map(Record::canonical).collect();
    lines.sort_by_key(|line| hash(line));
    let [first, second] = [&lines[0], &lines[1]];
    let ill = [
        format!("{second}\n{first}\n"),
        format!("{first}\n{first}\n"),
        format!("{first}\n{second}"),
        format!("{first}\n\n{second}\n"),
        format!("{} \n", first),
        format!("{first}\n{}\n", second.replace("\"what\"", "\"path\":\"../../x\",\"what\"")),
        "{\"what\":{\"program\":{}}}\n".into(),
        format!("{}\n", first.replace("Report a", "Report \u{1b}[2J")),
        format!("{}\n", first.replace("Report a", "Report \u{202e}a")),
        format!("{}\n", first.replace(hash("a").as_str(), "../../etc/passwd")),
        format!("{}\n", first.replace("Report a", &"x".repeat(5_000))),
        format!("{}{}\n", "[".repeat(5_000), "]".repeat(5_000)),
    ];
    for body in ill {
        let header = telling(&body, Some(Tlp::Green));
        let refused = taken(&forged(&header, body.as_bytes(), b""));
        assert!(matches!(refused, Err(Refusal::Malformed(_))), "{body}: {refused:?}");
    }
    let good = format!("{first}\n{second}\n");
    let header = telling(&good, Some(Tlp::Green));
    assert!(taken(&forged(&header, good.as_bytes(), b"")).is_ok());
    assert!(taken(&forged(&header, good.as_bytes(), b"behind")).is_err());
    // A marking that the header keeps quiet about, a number that it does not hold, a name that steers a terminal.
    let quiet = Header { tlp: None, ..header.clone() };
    let miscounted = Header { records: 3, ..header.clone() };
    let other = Header { digest: hash("x").to_string(), ..header.clone() };
    let named = Header { name: "\u{1b}[31m".into(), ..header };
    for header in [quiet, miscounted, other, named] {
        assert!(matches!(taken(&forged(&header, good.as_bytes(), b"")), Err(Refusal::Malformed(_))));
    }
}

#[test]
fn the_highest_number_counts_and_of_one_number_always_the_same() {
    let snapshot = |number, digest: &str| Snapshot { number, digest: digest.into() };
    let (one, two, fork) = (snapshot(1, "b"), snapshot(2, "a"), snapshot(2, "c"));
    assert_eq!(Place::of(&one, None), Place::Newer);
    assert_eq!(Place::of(&two, Some(&one)), Place::Newer);
    assert_eq!(Place::of(&one, Some(&two)), Place::Older);
    assert_eq!(Place::of(&two, Some(&two)), Place::Same);
    assert_eq!(Place::of(&fork, Some(&two)), Place::ForkedNewer);
    assert_eq!(Place::of(&two, Some(&fork)), Place::ForkedOlder);
}

#[test]
fn the_same_report_at_two_institutions_counts_once() {
    let part = |seed, whats: Vec<What>| {
        let record = |what| marked(what, Tlp::Green);
        let lines = whats.into_iter().map(record).map(|r| Line::of(r.id(), &r)).collect();
        Part { from: key(seed).public(), lines }
    };
    // At one institution `b` copies `a`; at the other `c` copies `b`; `d` stands alone.
    let one = part(1, vec![document("a", "a"), document("b", "a"), What::Claim(claim("a", 1, "curfew"))]);
    let two = part(2, vec![document("b", "b"), document("c", "b"), document("d", "d")]);
    let view = View::of(&[one.clone(), two.clone()]);
    assert_eq!((view.origins, view.records.len()), (2, 6));
    assert_eq!(View::of(&[two.clone(), one.clone(), one.clone()]), view, "in any order, twice is once");
    assert_ne!(View::of(&[one]).hash, view.hash);
}

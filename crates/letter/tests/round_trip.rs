//! Findings as they are kept beside an issued letter.

mod support;

use letter::{Findings, Lang, compose};
use support::sample;

#[test]
fn findings_read_back_give_the_same_letter() {
    let kept = serde_json::to_string_pretty(&sample()).expect("findings are JSON");
    let back: Findings = serde_json::from_str(&kept).expect("findings read back");
    assert_eq!(back, sample());
    for lang in Lang::ALL {
        assert_eq!(compose(&back, lang), compose(&sample(), lang));
    }
}

#[test]
fn findings_as_json() {
    insta::assert_json_snapshot!(sample());
}

#[test]
fn a_finding_without_a_footnote_is_refused_when_read() {
    let mut kept = serde_json::to_value(sample()).expect("findings are JSON");
    kept["occurrences"][0]["notes"] = serde_json::json!([]);
    assert!(serde_json::from_value::<Findings>(kept).is_err());
}

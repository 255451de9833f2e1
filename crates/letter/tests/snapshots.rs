//! The whole letter as text, in both languages.

#[path = "support/full.rs"]
mod full;
mod support;

use letter::Lang;
use support::{empty, page, sample, text};

#[test]
fn one_of_everything_in_french() {
    insta::assert_snapshot!(text(&page(&sample(), Lang::French)));
}

#[test]
fn one_of_everything_in_english() {
    insta::assert_snapshot!(text(&page(&sample(), Lang::English)));
}

#[test]
fn an_empty_case_says_that_nothing_is_known() {
    insta::assert_snapshot!(text(&page(&empty(), Lang::French)));
}

#[test]
fn a_full_letter_in_french() {
    insta::assert_snapshot!(text(&page(&full::full(sample()), Lang::French)));
}

#[test]
fn a_full_letter_in_english() {
    insta::assert_snapshot!(text(&page(&full::full(sample()), Lang::English)));
}

#[test]
fn what_only_an_organisation_reads() {
    let all = text(&page(&full::amber(sample()), Lang::English));
    let lines: Vec<&str> = all.lines().filter(|l| l.contains("tanker") || l.contains(" days (")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

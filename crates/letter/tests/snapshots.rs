//! The whole letter as text, in both languages.

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

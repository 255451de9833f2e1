//! What the tagger must do, whatever the text, and what it does to sentences a person can check.

use super::*;
use crate::documents;
use crate::{Received, Region};
use base::Date;
use jiff::civil::date;
use proptest::prelude::*;
use std::fmt::Write;

const ANCHOR: Date = date(2025, 9, 15);

fn tagged(text: &str, language: Language) -> Vec<TimeMention> {
    tag(text, 0..text.len(), language, Some(ANCHOR))
}

/// Each line with what was found in it: words, type, value, days, and whether inferred or relative.
fn sheet(file: &str, language: Language) -> String {
    let mut out = String::new();
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        writeln!(out, "{line}").unwrap();
        let scanned =
            scan(line, 0..line.len(), language, &mut Context { anchor: Some(ANCHOR), ..Context::default() });
        for m in scanned.mentions {
            let end = |d: Option<Date>| d.map_or("…".to_owned(), |d| d.to_string());
            let days = m.interval.map_or(String::new(), |i| format!("  {} to {}", end(i.start), end(i.end)));
            let flags = [(m.inferred, " inferred"), (m.relative, " relative")];
            let flags: String = flags.iter().filter(|f| f.0).map(|f| f.1).collect();
            writeln!(out, "    [{}] {:?} {}{days}{flags}", &line[m.range], m.kind, m.value).unwrap();
        }
        for range in scanned.impossible {
            writeln!(out, "    [{}] impossible", &line[range]).unwrap();
        }
    }
    out
}

#[test]
fn french_sentences() {
    insta::assert_snapshot!(sheet(include_str!("../../tests/fixtures/time/fr.txt"), Language::French));
}

#[test]
fn english_sentences() {
    insta::assert_snapshot!(sheet(include_str!("../../tests/fixtures/time/en.txt"), Language::English));
}

/// Words, value and days of the only mention of an English text.
fn only(text: &str) -> (String, String, Option<Interval>) {
    let found = tagged(text, Language::English);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    (text[found[0].range.clone()].to_owned(), found[0].value.clone(), found[0].interval)
}

#[test]
fn english_values() {
    let cases = [
        ("It fell on July 1, 2025.", "July 1, 2025", "2025-07-01"),
        ("It fell on 1 July 2025.", "1 July 2025", "2025-07-01"),
        ("It fell on September 3.", "September 3", "2025-09-03"),
        ("It fell on October 3.", "October 3", "2024-10-03"),
        ("It will close on October 3.", "October 3", "2025-10-03"),
        ("It fell last June.", "last June", "2025-06"),
        ("It fell last October.", "last October", "2024-10"),
        ("It opens next June.", "next June", "2026-06"),
        ("It was shut since 2021.", "2021", "2021"),
        ("It took three weeks.", "three weeks", "P3W"),
        ("It fell three weeks ago.", "three weeks ago", "2025-W35"),
        ("It fell on Friday.", "Friday", "2025-09-12"),
        ("It fell on Monday.", "Monday", "2025-09-15"),
        ("It fell last Monday.", "last Monday", "2025-09-08"),
        ("It fell yesterday.", "yesterday", "2025-09-14"),
        ("It fell on the night of September 5 to 6.", "the night of September 5 to 6", "2025-09-05TNI"),
        ("It falls every Thursday.", "every Thursday", "XXXX-WXX-4"),
        ("It fell last week.", "last week", "2025-W37"),
        ("It fell in the 1990s.", "the 1990s", "199"),
        ("It fell in late 2024.", "late 2024", "2024"),
        ("It fell in Q2; the second quarter of 2025.", "the second quarter of 2025", "2025-Q2"),
        ("It fell at 3:30 p.m. yesterday.", "3:30 p.m.", "2025-09-14T15:30"),
        ("It fell in February 2024.", "February 2024", "2024-02"),
    ];
    for (text, words, value) in cases {
        let found = tagged(text, Language::English);
        assert_eq!((&text[found[0].range.clone()], found[0].value.as_str()), (words, value), "{text}");
    }
}

#[test]
fn open_ends_and_ranges() {
    let days = |a: Option<Date>, b: Option<Date>| Some(Interval { start: a, end: b });
    assert_eq!(only("until September 30").2, days(None, Some(date(2025, 9, 30))));
    assert_eq!(only("since 2021").2, days(Some(date(2021, 1, 1)), None));
    assert_eq!(only("before July 2").2, days(None, Some(date(2025, 7, 1))));
    let both = tagged("entre 2000 et 2020", Language::French);
    assert!(
        both.iter().all(|m| m.interval == days(Some(date(2000, 1, 1)), Some(date(2020, 12, 31)))),
        "{both:?}"
    );
    let night = tagged("la nuit du 5 au 6 septembre", Language::French);
    assert_eq!((night.len(), night[0].interval), (1, days(Some(date(2025, 9, 5)), Some(date(2025, 9, 6)))));
}

#[test]
fn a_frame_gives_its_year_to_what_follows_in_its_paragraph() {
    let text = "On January 17, 2012, the town fell. On March 22, soldiers left.";
    assert_eq!(tagged(text, Language::English)[1].value, "2012-03-22");
    let recall = "The town, taken on January 17, 2012, is quiet. On March 22, soldiers left.";
    assert_eq!(tagged(recall, Language::English)[1].value, "2025-03-22");
}

#[test]
fn without_an_anchor_only_the_text_gives_years() {
    let text = "Le 3 septembre et hier, puis le 4 mai 2024.";
    let found = tag(text, 0..text.len(), Language::French, None);
    let intervals: Vec<bool> = found.iter().map(|m| m.interval.is_some()).collect();
    assert_eq!(intervals, [false, false, true]);
    assert_eq!(found[0].value, "XXXX-09-03");
}

#[test]
fn an_undetermined_text_is_read_in_the_likelier_language() {
    assert_eq!(tagged("le 3 septembre", Language::Undetermined)[0].value, "2025-09-03");
    assert_eq!(tagged("on September 3", Language::Undetermined)[0].value, "2025-09-03");
}

fn document(paragraphs: &[(&str, RegionKind)]) -> Document {
    let mut text = String::new();
    let mut regions = Vec::new();
    for (paragraph, kind) in paragraphs {
        let start = text.len();
        text.push_str(paragraph);
        regions.push(Region { kind: *kind, range: start..text.len(), language: Language::French });
        text.push('\n');
    }
    let received = Received { name: "note.txt".into(), published: Some(ANCHOR), ..Received::default() };
    let mut document = documents::open(b"placeholder for its other fields", &received).unwrap().value;
    (document.text, document.regions) = (text, regions);
    document
}

#[test]
fn a_date_that_does_not_exist_is_reported_with_its_line() {
    let read = tag_document(&document(&[
        ("Rien.", RegionKind::Paragraph),
        ("Le 31 juin 2025, rien.", RegionKind::Paragraph),
    ]));
    assert!(read.value.is_empty());
    assert_eq!(
        read.issues[0].to_string(),
        "note.txt:2: warning[time.impossible_date]: “Le 31 juin 2025” is not a date of the calendar; it was left unread (check the day and the month against the original)"
    );
}

#[test]
fn a_day_is_remembered_across_paragraphs_but_not_out_of_references_or_furniture() {
    let read = tag_document(&document(&[
        ("Le 3 septembre, l'attaque eut lieu.", RegionKind::Paragraph),
        ("Journal (2025, 11 juillet).", RegionKind::Citation),
        ("Imprimé le 1er janvier 2020.", RegionKind::Furniture),
        ("Le lendemain, le calme revint.", RegionKind::Paragraph),
    ]));
    let values: Vec<&str> = read.value.iter().map(|m| m.value.as_str()).collect();
    assert_eq!(values, ["2025-09-03", "2025-07-11", "2025-09-04"]);
}

/// Pieces of both grammars in any order: what free text would hardly ever hit.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "le",
        "la",
        "les",
        "l'",
        "du",
        "au",
        "5",
        "31",
        "1er",
        "30",
        "février",
        "sept",
        ".",
        "septembre",
        "2025",
        "98",
        "-",
        "et",
        "à",
        "nuit",
        "de",
        "h",
        "15",
        ":",
        "30",
        "/",
        "07",
        "lundi",
        "dernier",
        "prochain",
        "dix",
        "quatre-vingt",
        "mille",
        "ans",
        "mois",
        "semaine",
        "été",
        "saison des pluies",
        "depuis",
        "entre",
        "fin",
        "mi",
        "XXIe",
        "siècle",
        "chaque",
        "tous",
        "the",
        "night",
        "of",
        "September",
        "to",
        "6",
        ",",
        "last",
        "next",
        "three",
        "weeks",
        "ago",
        "Monday",
        "noon",
        "p.m.",
        "1990s",
        "second",
        "quarter",
        "until",
        "since",
        "(",
        ")",
        "9999999999",
        "24",
        "T18",
        "0",
        "é",
        "😀",
        "\n",
        "aujourd'hui",
        "il y a",
    ]);
    (prop::collection::vec((words, prop::bool::weighted(0.8)), 0..24)).prop_map(|list| {
        list.into_iter()
            .map(|(word, space)| if space { format!("{word} ") } else { word.to_owned() })
            .collect()
    })
}

fn any_language() -> impl Strategy<Value = Language> {
    prop::sample::select(vec![Language::French, Language::English, Language::Undetermined])
}

fn any_date() -> impl Strategy<Value = Date> {
    (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn holds(text: &str, within: &Range<usize>, found: &[TimeMention]) -> Result<(), TestCaseError> {
    let mut last = within.start;
    for m in found {
        prop_assert!(m.range.start >= last && m.range.end <= within.end && m.range.start < m.range.end);
        prop_assert!(text.get(m.range.clone()).is_some());
        prop_assert!(!m.value.is_empty());
        if let Some(Interval { start: Some(a), end: Some(b) }) = m.interval {
            prop_assert!(a <= b, "{m:?}");
        }
        last = m.range.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn ranges_are_ordered_and_inside_whatever_the_text(text in "\\PC{0,80}", language in any_language(), anchor in any_date()) {
        let found = tag(&text, 0..text.len(), language, Some(anchor));
        holds(&text, &(0..text.len()), &found)?;
    }

    #[test]
    fn and_whatever_the_words(text in pieces(), language in any_language(), anchor in any_date()) {
        let found = tag(&text, 0..text.len(), language, Some(anchor));
        holds(&text, &(0..text.len()), &found)?;
    }

    #[test]
    fn text_around_a_paragraph_changes_nothing(text in pieces(), before in "\\PC{0,20}", after in "\\PC{0,20}", language in any_language()) {
        let padded = format!("{before}{text}{after}");
        let within = before.len()..before.len() + text.len();
        let shifted: Vec<TimeMention> = tag(&padded, within.clone(), language, Some(ANCHOR))
            .into_iter()
            .map(|m| TimeMention { range: m.range.start - before.len()..m.range.end - before.len(), ..m })
            .collect();
        prop_assert_eq!(shifted, tag(&text, 0..text.len(), language, Some(ANCHOR)));
    }
}

//! What must hold of every letter, whatever the findings.

mod support;

use base::*;
use letter::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;
use support::counted;
use support::random::{NOTES, hostile, more, note_ids};
use support::{page, sample, text, unescape};

const MODALITIES: [Modality; 10] = [
    Modality::Asserted,
    Modality::Announced,
    Modality::CalledFor,
    Modality::Assessed,
    Modality::Hedged,
    Modality::Denied,
    Modality::Negated,
    Modality::Planned,
    Modality::Hypothetical,
    Modality::Generic,
];

fn date() -> impl Strategy<Value = Interval> {
    let day = || (2019i16..2026, 1i8..13, 1i8..29).prop_map(|(y, m, d)| Date::constant(y, m, d));
    (option::of(day()), option::of(day())).prop_map(|ends| match ends {
        (Some(a), Some(b)) => Interval::between(a, b),
        (start, end) => Interval { start, end },
    })
}

fn places() -> impl Strategy<Value = Vec<Place>> {
    let country = prop_oneof![Just("MLI"), Just("SEN"), Just("XQZ")].prop_map(Country::new);
    let kind =
        prop_oneof![Just(PlaceKind::PopulatedPlace), Just(PlaceKind::Admin1), Just(PlaceKind::Country)];
    let place = (hostile(), option::of(kind), country).prop_map(|(name, kind, country)| Place {
        name: name.replace(|c: char| c.is_numeric(), "#"),
        kind,
        country,
        precision: GeoPrecision::Near,
    });
    vec(place, 0..3)
}

fn occurrence() -> impl Strategy<Value = Occurrence> {
    let kind = prop_oneof![
        Just(Kind::Incident),
        Just(Kind::Measure),
        Just(Kind::Statement),
        Just(Kind::Effect),
        Just(Kind::Figure),
        Just(Kind::Background)
    ];
    let amount = (0u32..1000, "[a-z_]{1,8}").prop_map(|(value, unit)| Amount {
        value: f64::from(value),
        unit,
        bound: Bound::About,
        of: None,
    });
    let support = (1usize..5, 0usize..5).prop_map(|(origins, more)| Support {
        origins,
        documents: origins + more,
        ..Support::default()
    });
    (kind, "[a-z_]{1,20}", 0usize..10, option::of(date()), places(), vec(amount, 0..2), support).prop_map(
        |(kind, subject, modality, date, places, amounts, support)| Occurrence {
            date,
            places,
            amounts,
            support,
            ..Occurrence::new(kind, subject, MODALITIES[modality])
        },
    )
}

fn findings() -> impl Strategy<Value = Findings> {
    let quotes = vec(hostile(), NOTES);
    let events = vec((occurrence(), note_ids()), 0..14);
    let sides = vec((date(), note_ids()), 2..4);
    let constraint = (0i64..90, date(), note_ids());
    (more(), quotes, events, vec(sides, 0..3), vec(constraint, 0..3), any::<bool>()).prop_map(
        |(mut f, quotes, events, contradictions, constraints, demo)| {
            f.masthead.demo = demo;
            f.notes = quotes.iter().enumerate().map(|(n, quote)| note(n, quote)).collect();
            let events = events.into_iter().enumerate();
            f.occurrences =
                events.filter_map(|(n, (o, ids))| Finding::new(format!("evt-{n}"), o, ids).ok()).collect();
            f.contradictions = contradictions.into_iter().filter_map(contradiction).collect();
            f.constraints = constraints.into_iter().filter_map(constraint_of).collect();
            f
        },
    )
}

fn note(n: usize, quote: &str) -> Note {
    Note::new(NoteId::new(format!("clm-{n}")), DocumentId::parse("doc-a"), Words::new(quote, "fr"))
}

fn contradiction(sides: Vec<(Interval, Vec<NoteId>)>) -> Option<Finding<Contradiction>> {
    let all = sides.iter().flat_map(|(_, ids)| ids.clone()).collect();
    let sides = sides.into_iter().map(|(date, ids)| Finding::new("side", SideValue::Date { date }, ids));
    let sides = sides.collect::<Result<_, _>>().ok()?;
    let (kind, severity) = (ContradictionKind::Date, letter::Level::High);
    Finding::new("ctr-x", Contradiction { kind, severity, about: Vec::new(), sides }, all).ok()
}

fn constraint_of((age, date, ids): (i64, Interval, Vec<NoteId>)) -> Option<Finding<Constraint>> {
    let told =
        Told { status: Status::InForce, date: Some(date), by: Vec::new(), support: Support::default() };
    let told = vec![Finding::new("evt-t", told, ids.clone()).ok()?];
    let kind = ConstraintKind::Curfew;
    let (places, concerns, since, last_told) = (Vec::new(), Vec::new(), date.start, None);
    let content = Constraint { kind, places, concerns, since, last_told, age_days: Some(age), told };
    Finding::new("evt-c", content, ids).ok()
}

/// Every element of the page: its opening tag and what it holds, style left out. Fails on tags that do not match.
fn elements(page: &str) -> Result<Vec<(String, String)>, String> {
    let (before, rest) = page.split_once("<style>").ok_or("no style")?;
    let (_, after) = rest.split_once("</style>").ok_or("style does not end")?;
    let page = format!("{before}{after}");
    let (mut open, mut done): (Vec<(String, usize)>, _) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|i| at + i) {
        let end = start + page[start..].find('>').ok_or("a tag does not end")?;
        let tag = &page[start + 1..end];
        at = end + 1;
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, from) = open.pop().ok_or(format!("</{name}> closes nothing"))?;
            if opened.split_whitespace().next() != Some(name) {
                return Err(format!("</{name}> closes <{opened}>"));
            }
            done.push((opened, page[from..start].to_owned()));
        } else if !tag.starts_with('!') && !tag.ends_with('/') && !tag.starts_with("meta ") {
            open.push((tag.to_owned(), at));
        }
    }
    if open.is_empty() { Ok(done) } else { Err(format!("left open: {open:?}")) }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// The page without what an analyst wrote and no finding carries: texts of parts, marked as such. Judgements, which are
/// findings, stay.
fn without_texts(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<div class=\"analyst\">") {
        let (own, tail) = after.split_once("</div>").expect("it ends");
        assert!(own.contains("class=\"label\""), "not marked: {own}");
        out.push_str(before);
        if own.contains("id=\"judgement-") {
            out.push_str(own);
        }
        rest = tail;
    }
    out + rest
}

/// Runs of digits in the text of a page, without quotes, names and ids, which are verbatim, and without pictures, whose axes have
/// marks of their own (`tests/charts.rs` holds pictures against their values).
fn numbers(page: &str) -> BTreeSet<String> {
    let mut plain = page.to_owned();
    for (open, close) in [
        ("<svg", "</svg>"),
        ("<q ", "</q>"),
        ("<code", "</code>"),
        ("<blockquote", "</blockquote>"),
        ("<cite", "</cite>"),
    ] {
        while let Some(start) = plain.find(open) {
            let end = plain[start..].find(close).map_or(plain.len(), |i| start + i + close.len());
            plain.replace_range(start..end, "");
        }
    }
    let text = text(&plain);
    text.split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()).map(str::to_owned).collect()
}

/// A row that goes on with what the row above it began: its second month, or its classes.
fn continues(tag: &str, inside: &str) -> bool {
    let id = attribute(tag, "id").unwrap_or_default();
    let later = ["corridor-outlook-", "area-outlook-"].iter().any(|board| id.starts_with(board));
    (later && !inside.contains("class=\"id\""))
        || (id.starts_with("class-board-") && inside.contains("class=\"id\""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_line_carries_a_footnote_or_leads_to_its_section(f in findings()) {
        for lang in Lang::ALL {
            let page = without_texts(&self::page(&f, lang));
            for (tag, inside) in elements(&page).map_err(TestCaseError::fail)? {
                let rows = tag.starts_with("tr ") && tag.contains("id=") && !continues(&tag, &inside);
                let item = ["judgement-", "tension-"].iter().any(|id| tag.starts_with("li ") && tag.contains(&format!("id=\"{id}")));
                if rows || item || tag.starts_with("li class=\"mark") || tag.contains("class=\"line ") || tag.starts_with("div class=\"side\"") {
                    prop_assert!(inside.contains("href=\"#note-"), "no footnote: {}", inside);
                } else if tag == "li" {
                    prop_assert!(inside.contains("href=\"#") || inside.contains("class=\"id\""), "no provenance: {}", inside);
                }
            }
        }
    }

    #[test]
    fn every_link_inside_the_page_resolves_and_ids_are_unique(f in findings()) {
        let page = self::page(&f, Lang::French);
        let all = elements(&page).map_err(TestCaseError::fail)?;
        let ids: Vec<&str> = all.iter().filter_map(|(tag, _)| attribute(tag, "id")).collect();
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        prop_assert_eq!(ids.len(), once.len());
        for target in all.iter().filter_map(|(tag, _)| attribute(tag, "href")?.strip_prefix('#')) {
            prop_assert!(once.contains(target), "#{} leads nowhere", target);
        }
    }

    #[test]
    fn every_number_printed_is_in_the_findings(f in findings()) {
        let known = counted::numbers(&f);
        for lang in Lang::ALL {
            let strange: Vec<String> = numbers(&page(&f, lang)).into_iter().filter(|n| !known.contains(n)).collect();
            prop_assert!(strange.is_empty(), "{:?}: {:?}", lang, strange);
        }
    }

    #[test]
    fn only_dated_facts_are_in_the_chronology(f in findings()) {
        let page = self::page(&f, Lang::English);
        let all = elements(&page).map_err(TestCaseError::fail)?;
        for (_, inside) in all.iter().filter(|(tag, _)| tag.starts_with("li ") && attribute(tag, "id").is_some_and(|id| id.starts_with("chronology-"))) {
            let id = inside.split("class=\"id\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            let finding = f.occurrences.iter().find(|o| o.id() == id).expect("the line has its id");
            prop_assert!(finding.content().modality.is_fact() && finding.content().date.is_some());
        }
    }

    #[test]
    fn nothing_that_is_quoted_becomes_markup(f in findings()) {
        let page = self::page(&f, Lang::English);
        prop_assert!(!page.contains("<script") && !page.contains("alert(1)<"));
        prop_assert_eq!(page.matches("</style>").count(), 1);
        for note in f.notes.iter().filter(|n| page.contains(&format!(">{}<", n.id))) {
            let quote = note.quote().and_then(|q| q.quote.as_ref()).map_or("", |q| q.text.as_str());
            prop_assert!(unescape(&page).contains(quote), "{} is not verbatim", quote);
        }
    }

    #[test]
    fn the_same_findings_give_the_same_bytes(f in findings()) {
        prop_assert_eq!(page(&f, Lang::French), page(&f.clone(), Lang::French));
        let counted = tally(&f);
        let notes = page(&f, Lang::English).matches("<li id=\"note-").count();
        prop_assert_eq!(counted.notes.len(), notes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn classes_and_days_of_cover_stand_in_no_letter_for_all(mut f in findings()) {
        for tlp in [Tlp::Clear, Tlp::Green] {
            f.masthead.tlp = tlp;
            let page = self::page(&f, Lang::English);
            prop_assert!(!page.contains("id=\"class-board"), "classes in {tlp:?}");
            for cover in f.supply.cover.iter().filter(|c| c.content().days.is_some()) {
                let [low, best, high] = cover.content().days.expect("filtered");
                let told = format!("{best} days ({low} to {high})");
                prop_assert!(!page.contains(&told), "{}", told);
            }
        }
    }

    #[test]
    fn the_summary_has_five_lines_and_what_changed(f in findings()) {
        let sheet = compose(&f, Lang::French);
        let summary = sheet.parts.iter().flat_map(|p| std::iter::once(p).chain(&p.parts)).find(|p| holds_summary(p));
        let Some(sheet::Block::List(list)) = summary.and_then(|p| p.blocks.iter().find(|b| matches!(b, sheet::Block::List(_)))) else {
            return Ok(());
        };
        let changed = list.items.iter().filter(|i| !i.under.is_empty()).count();
        prop_assert!(list.items.len() <= 5 + usize::from(f.changes.is_some()), "{} lines", list.items.len());
        prop_assert!(changed <= usize::from(f.changes.is_some()));
        prop_assert!(list.items.iter().all(|i| i.under.len() <= 9));
    }
}

fn holds_summary(part: &sheet::Part) -> bool {
    part.id == "summary" || part.id == "part-1"
}

#[test]
fn an_analysts_text_is_marked_in_both_languages() {
    let mut f = sample();
    let text = |lang: &str, markdown: &str| AnalystText {
        part: "summary".to_owned(),
        lang: lang.to_owned(),
        markdown: markdown.to_owned(),
    };
    f.texts = vec![text("fr", "La route *tient*."), text("en", "The road *holds*.\n\n<b>raw</b>")];
    for (lang, own, other) in [
        (Lang::French, "La route tient.", "The road"),
        (Lang::English, "The road holds.\n<b>raw</b>", "La route"),
    ] {
        let sheet = compose(&f, lang);
        let printed = self::text(&html(&sheet));
        assert!(
            printed.contains(&format!("{}\n{own}", sheet.words.analyst)) && !printed.contains(other),
            "{printed}"
        );
    }
}

#[test]
fn footnotes_are_numbered_in_the_order_of_their_calls() {
    let page = self::page(&sample(), Lang::French);
    let calls = page.split("href=\"#note-").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok());
    let mut highest = 0;
    for number in calls {
        assert!(number <= highest + 1, "{number} comes after {highest}");
        highest = highest.max(number);
    }
    assert_eq!(highest, tally(&sample()).notes.len());
}

#[test]
fn a_line_whose_footnotes_are_missing_is_counted_not_printed() {
    let mut f = sample();
    let lost = Occurrence::new(Kind::Effect, "displacement", Modality::Asserted);
    f.occurrences
        .push(Finding::new("evt-lost", lost, vec![NoteId::new("clm-nowhere")]).expect("it has a note"));
    let page = self::page(&f, Lang::English);
    assert!(!page.contains("evt-lost"));
    assert!(text(&page).contains("1 line left out: the footnote is missing."));
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    for lang in Lang::ALL {
        let page = self::page(&sample(), lang);
        for forbidden in ["<script", "<img", "<link", "@import", "url(", "src=", "onload", "<iframe"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        assert!(page.len() < 400_000);
    }
}

#[test]
fn an_address_that_is_not_of_the_web_is_not_linked() {
    let mut f = sample();
    f.sources[0].url = Some("javascript:alert(1)".to_owned());
    let page = self::page(&f, Lang::English);
    assert!(page.contains("javascript:alert(1)") && !page.contains("href=\"javascript"));
}

#[test]
fn a_demonstration_says_so_and_a_real_case_does_not() {
    let mut f = sample();
    assert!(page(&f, Lang::English).contains("EXAMPLE – not for decisions"));
    assert!(page(&f, Lang::French).contains("EXEMPLE – ne pas utiliser pour décider"));
    f.masthead.demo = false;
    assert!(!page(&f, Lang::English).contains("EXAMPLE"));
}

/// Relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn text_stands_out_in_light_and_dark() {
    let style = include_str!("../templates/letter.css");
    let schemes: Vec<&str> =
        style.split(":root {").skip(1).map(|s| s.split('}').next().unwrap_or_default()).collect();
    assert_eq!(schemes.len(), 2);
    for scheme in schemes {
        let colour = |name: &str| {
            let after = scheme.split(&format!("--{name}: ")).nth(1).expect("the scheme sets every colour");
            luminance(&after[..7])
        };
        for ink in ["ink", "soft", "accent", "river"] {
            for ground in ["paper", "grade"] {
                let (a, b) = (colour(ink).max(colour(ground)), colour(ink).min(colour(ground)));
                let ratio = (a + 0.05) / (b + 0.05);
                assert!(ratio >= 4.5, "{ink} on {ground}: {ratio:.2}");
            }
        }
    }
}

/// The text of every source file below a folder, without its tests.
fn sources(folder: &std::path::Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the crate's own sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(path).expect("a source file");
            all.push(text.split("#[cfg(test)]").next().unwrap_or_default().to_owned());
        }
    }
    all
}

#[test]
fn every_message_that_is_asked_for_exists() {
    let messages = include_str!("../locales/en.ftl");
    let sources = sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut asked = 0;
    for source in &sources {
        for call in ["say(\"", "tell(\"", "(\"gap-", "column(\""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                let key = if call.starts_with("(\"gap") { format!("gap-{key}") } else { key.to_owned() };
                let whole = format!("\n{key} =");
                // A key that ends in a hyphen is completed by a name.
                let exists = messages.contains(&whole)
                    || (key.ends_with('-') && messages.contains(&format!("\n{key}")));
                assert!(exists, "no message {key}");
                asked += 1;
            }
        }
        // Columns of a board: a name, a share of the width, whether it holds numbers.
        for rest in source.split("(\"").skip(1) {
            let Some((key, after)) = rest.split_once("\", ") else { continue };
            let number = after.split([',', ')']).next().unwrap_or_default();
            if number.parse::<u8>().is_ok() && after.contains("e)") && source.contains("Board::new") {
                assert!(messages.contains(&format!("\ncolumn-{key} =")), "no message column-{key}");
                asked += 1;
            }
        }
    }
    assert!(asked > 160, "only {asked} found: the scan is broken");
}

//! Charts of the invented case: what they say, what they look like in small, what a page of them weighs.

#[path = "support/charts.rs"]
mod case;

use case::{page, pictures};
use letter::Lang;
use letter::charts::*;
use std::path::Path;

/// A picture in words, as a reader hears it.
fn told(lang: Lang) -> String {
    pictures(lang)
        .iter()
        .map(|(name, p)| format!("{name}\n{}\n\n", p.alt))
        .collect::<String>()
        .replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn every_chart_in_words_in_french() {
    insta::assert_snapshot!(told(Lang::French));
}

#[test]
fn every_chart_in_words_in_english() {
    insta::assert_snapshot!(told(Lang::English));
}

#[test]
fn a_small_strip() {
    let mut strip = case::strip(3);
    strip.rows.truncate(2);
    insta::assert_snapshot!(strip.draw(&Artist::new(Lang::English), "strip").svg);
}

#[test]
fn a_small_price() {
    let mut price = case::price(Lang::French);
    price.months.drain(..33);
    insta::assert_snapshot!(price.draw(&Artist::new(Lang::French), "prix").narrow);
}

#[test]
fn a_small_map() {
    let mut map = case::map(Lang::English);
    (map.lands, map.clusters) = (Vec::new(), Vec::new());
    map.routes.truncate(2);
    map.towns.truncate(3);
    insta::assert_snapshot!(map.draw(&Artist::new(Lang::English), "map").svg);
}

#[test]
fn a_chart_without_data_says_since_when() {
    let said = |last_data| {
        let picture = PriceBands { last_data, ..case::nothing() }.draw(&Artist::new(Lang::English), "p");
        assert!(picture.empty);
        assert_eq!(picture.svg.matches("<text").count(), 1);
        picture.svg.replace('\u{a0}', " ")
    };
    assert!(said(case::nothing().last_data).contains(">No data since 31 August 2024.</text>"));
    assert!(said(None).contains(">No data have ever been received.</text>"));
}

#[test]
fn a_letter_of_ten_pictures_stays_small() {
    for lang in Lang::ALL {
        let all = pictures(lang);
        let bytes: usize = all.iter().map(|(_, p)| p.svg.len() + p.narrow.len()).sum();
        assert!(all.len() >= 9 && bytes < 200_000, "{bytes} bytes");
    }
}

#[test]
fn a_map_of_a_hundred_thousand_points_is_simplified() {
    let mut map = case::map(Lang::English);
    for section in map.routes.iter_mut().flat_map(|r| &mut r.sections) {
        let ends: Vec<_> = section.line.clone();
        section.line = ends
            .windows(2)
            .flat_map(|w| {
                (0..8_000).map(move |k| {
                    let t = f64::from(k) / 8_000.0;
                    let wave = 0.0008 * f64::from(k % 7);
                    let (a, b) = (w[0], w[1]);
                    base::Coordinate {
                        lat: a.lat + t * (b.lat - a.lat) + wave,
                        lon: a.lon + t * (b.lon - a.lon),
                    }
                })
            })
            .collect();
    }
    assert!(map.routes.iter().flat_map(|r| &r.sections).map(|s| s.line.len()).sum::<usize>() > 100_000);
    let picture = map.draw(&Artist::new(Lang::English), "map");
    assert!(picture.svg.len() < 20_000, "{} bytes", picture.svg.len());
}

#[test]
fn a_page_fetches_nothing_and_runs_nothing() {
    // A picture refers to its own parts.
    let page = page(Lang::English).replace(" href=\"#c-", "");
    for forbidden in ["<script", "<img", "<link", "@import", "url(http", "src=", "@font-face", " href"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

/// Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let hex = hex.trim_start_matches('#');
    let wide: String =
        if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("hexadecimal")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour that the source of paints, or the dark style, gives to a class.
fn colour<'a>(source: &'a str, class: &str, property: &str) -> &'a str {
    let at = source.find(class).unwrap_or_else(|| panic!("no {class}"));
    let after = &source[at..];
    let value = after.split(property).nth(1).unwrap_or_default();
    let from = value.find('#').unwrap_or_else(|| panic!("no colour of {class}"));
    value[from..].split(['"', ';', ' ']).next().unwrap_or_default()
}

#[test]
fn words_and_signs_stand_out_in_light_and_dark() {
    let light = include_str!("../src/charts/paint.rs");
    let paper = ["#ffffff", "#fffdf8"];
    for ground in paper {
        assert!(contrast(colour(light, "class=\"c-soft\"", "fill="), ground) >= 4.5);
        for (class, property) in [
            ("class=\"c-open-line\"", "stroke="),
            ("class=\"c-closed-line\" fill", "stroke="),
            ("class=\"c-unknown-line\"", "stroke="),
            ("class=\"c-warn\" fill", "stroke="),
            ("class=\"c-bar\"", "fill="),
            ("class=\"c-past\" fill", "fill="),
        ] {
            let ratio = contrast(colour(light, class, property), ground);
            assert!(ratio >= 3.0, "{class} on {ground}: {ratio:.2}");
        }
    }
    for class in ["class=\"c-closed\"", "class=\"c-incident\""] {
        assert!(contrast(colour(light, class, "fill="), "#fff") >= 4.5, "{class}");
    }
    for class in ["c-soft", "c-closed ", "c-incident"] {
        assert!(contrast(colour(STYLE, class, "{ fill:"), "#16181a") >= 4.5, "{class} in the dark");
    }
    for class in ["c-open-line", "c-closed-line", "c-unknown-line", "c-warn "] {
        assert!(contrast(colour(STYLE, class, "{ stroke:"), "#2b2d2e") >= 3.0, "{class} in the dark");
    }
}

#[test]
fn every_class_of_the_dark_style_is_used() {
    let paints = include_str!("../src/charts/paint.rs");
    let rows = [include_str!("../src/charts/rows.rs"), include_str!("../src/charts/status.rs")].concat();
    let classes =
        STYLE.split(".c-").skip(1).map(|rest| rest.split([' ', ',', '{']).next().unwrap_or_default());
    let mut seen = 0;
    for class in classes {
        assert!(paints.contains(&format!("c-{class}")) || rows.contains(&format!("c-{class}")), "c-{class}");
        seen += 1;
    }
    assert!(seen > 25, "only {seen} classes: the scan is broken");
}

/// Messages that the charts ask for, read from their sources.
fn asked(folder: &Path, keys: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the crate's own sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            asked(&path, keys);
        } else if path.file_name().is_some_and(|n| n != "tests.rs") {
            let source = std::fs::read_to_string(&path).expect("a source file");
            let named =
                source.split("\"chart-").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
            keys.extend(named.map(|key| format!("chart-{key}")));
        }
    }
}

#[test]
fn every_message_of_a_chart_exists_and_is_used() {
    let messages = include_str!("../locales/en.ftl");
    let mut keys = Vec::new();
    asked(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/charts"), &mut keys);
    assert!(keys.len() > 40, "only {} found: the scan is broken", keys.len());
    for key in keys.iter().filter(|k| !k.contains('{')) {
        assert!(messages.contains(&format!("\n{key} =")), "no message {key}");
    }
    for line in messages.lines().filter(|l| l.starts_with("chart-") && !l.starts_with("chart-unit-")) {
        let name = line.split(" =").next().unwrap_or_default();
        assert!(keys.iter().any(|k| k == name), "nothing asks for {name}");
    }
}

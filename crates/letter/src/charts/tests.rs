//! What must hold of every picture, whatever the values: XML that a strict reader takes, words inside the frame and clear
//! of one another, the same bytes for the same values.

use super::label::{self, Area};
use super::svg::SIZE;
use super::*;
use crate::Lang;
use base::Coordinate;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Messages are read once.
static ARTISTS: LazyLock<[Artist; 2]> = LazyLock::new(|| Lang::ALL.map(Artist::new));
/// Two labels may come so near that the boxes of their letters share this much, in units of the viewBox.
const TOUCH: f64 = 1.5;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<b>&\"'\u{0}\u{202e}]]>".to_owned()),
        Just("قال الشهود إن الطريق مقطوعة منذ يومين".to_owned()),
        Just("Port Azur – Grandville".to_owned()),
        Just("W".repeat(300)),
        Just("a name that goes on and on ".repeat(12)),
        Just(String::new()),
        "\\PC{0,30}",
    ]
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..500.0f64,
        1 => Just(0.0),
        1 => Just(1e-9),
        1 => Just(9.999e11),
        1 => 1e5..1e9f64,
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-3.0), Just(1e300)],
    ]
}

fn small() -> impl Strategy<Value = Option<u32>> {
    option::weighted(0.85, prop_oneof![3 => 0u32..40, 1 => Just(0), 1 => Just(u32::MAX)])
}

fn month() -> impl Strategy<Value = Month> {
    (1990i16..2030, 1i8..13).prop_map(|(y, m)| Month::new(y, m).expect("a month"))
}

fn day() -> impl Strategy<Value = Date> {
    (1990i16..2030, 1i8..13, 1i8..29).prop_map(|(y, m, d)| Date::constant(y, m, d))
}

fn band() -> impl Strategy<Value = Option<Band>> {
    let ordered = (value(), value(), value(), any::<bool>()).prop_map(|(a, b, c, best)| {
        let mut v = [a, b, c];
        v.sort_by(f64::total_cmp);
        Band { low: v[0], best: best.then_some(v[1]), high: v[2] }
    });
    option::weighted(0.85, ordered)
}

fn status() -> impl Strategy<Value = Status> {
    (0usize..4).prop_map(|n| Status::ALL[n])
}

fn point() -> impl Strategy<Value = Coordinate> {
    let near = (12.0..16.0f64, -12.0..-5.0f64);
    let any = (-90.0..90.0f64, -180.0..180.0f64);
    prop_oneof![8 => near, 1 => any, 1 => Just((f64::NAN, 0.0)), 1 => Just((14.0, -9.0))]
        .prop_map(|(lat, lon)| Coordinate { lat, lon })
}

fn map() -> impl Strategy<Value = CorridorMap> {
    let section = (status(), vec(point(), 0..12)).prop_map(|(status, line)| Section { status, line });
    let route = (name(), status(), vec(section, 0..4)).prop_map(|(name, status, sections)| Route {
        name,
        status,
        sections,
    });
    let land = (name(), any::<bool>(), vec(vec(point(), 0..12), 0..3)).prop_map(|(name, home, rings)| Land {
        name,
        home,
        rings,
    });
    let town = (name(), point(), 0u8..5).prop_map(|(name, at, rank)| Town { name, at, rank });
    let cluster = (name(), point(), prop_oneof![0u32..60, Just(u32::MAX)])
        .prop_map(|(place, at, count)| Cluster { place, at, count });
    let kind = prop_oneof![
        Just(SignKind::Constraint),
        Just(SignKind::Crossing),
        prop_oneof![Just(Level::Ungraded), Just(Level::Normal), Just(Level::Stress), Just(Level::Crisis)]
            .prop_map(SignKind::Market),
    ];
    let sign = (kind, name(), point()).prop_map(|(kind, name, at)| Sign { kind, name, at });
    let all = (day(), vec(land, 0..4), vec(route, 0..9), vec(town, 0..12), vec(cluster, 0..9), any::<bool>());
    (all, vec(sign, 0..9), option::of((month(), 1usize..14)), option::of(day())).prop_map(
        |((on, lands, routes, towns, clusters, coarse), signs, counted, last_data)| CorridorMap {
            on,
            lands,
            coarse,
            routes,
            towns,
            clusters,
            signs,
            // What may come is of the lands there are, and of some that are not.
            ahead: counted.map(|(month, n)| Chances {
                month,
                chances: (0..n).map(|at| (at % 4 > 0).then(|| Chance::of(at as f64 / 10.0))).collect(),
            }),
            counted: counted.map(|(first, months)| Span { first, months }),
            last_data,
        },
    )
}

fn months() -> impl Strategy<Value = usize> {
    prop_oneof![Just(0), Just(1), Just(60), 2usize..40]
}

fn strip() -> impl Strategy<Value = StatusStrip> {
    let cell = (status(), option::of(0u32..2000)).prop_map(|(status, reports)| Cell { status, reports });
    let row = (name(), vec(cell, 0..61)).prop_map(|(name, cells)| StripRow { name, cells });
    (month(), months(), vec(row, 0..7), option::of(day()))
        .prop_map(|(first, months, rows, last_data)| StatusStrip { first, months, rows, last_data })
}

fn incidents() -> impl Strategy<Value = IncidentMonths> {
    let kind = (name(), vec(small(), 0..61)).prop_map(|(subject, counts)| IncidentKind { subject, counts });
    (month(), months(), vec(kind, 0..9), option::of(day()))
        .prop_map(|(first, months, kinds, last_data)| IncidentMonths { first, months, kinds, last_data })
}

fn flow() -> impl Strategy<Value = FlowChange> {
    let row = (name(), band(), band()).prop_map(|(name, before, after)| FlowRow { name, before, after });
    let span = || (month(), 1usize..13).prop_map(|(first, months)| Span { first, months });
    let unit = prop_oneof![Just("percent".to_owned()), Just("tonne/month".to_owned()), name()];
    (unit, span(), span(), vec(row, 0..7), option::of(day())).prop_map(
        |(unit, before, after, rows, last_data)| FlowChange {
            before: (unit.len() % 3 > 0).then_some(before),
            unit,
            after,
            rows,
            last_data,
        },
    )
}

fn cover() -> impl Strategy<Value = DaysOfCover> {
    let row = (name(), band()).prop_map(|(name, days)| Cover { name, days, said: None });
    (day(), option::of(value()), vec(row, 0..8), option::of(day()))
        .prop_map(|(on, alarm, rows, last_data)| DaysOfCover { on, alarm, rows, last_data })
}

fn price() -> impl Strategy<Value = PriceBands> {
    let bounds = (value(), value(), value()).prop_map(|(a, b, c)| {
        let mut v = [a, b, c];
        v.sort_by(f64::total_cmp);
        v
    });
    let month_of = (option::weighted(0.85, value()), option::weighted(0.8, bounds))
        .prop_map(|(price, bounds)| PriceMonth { price, bounds });
    (name(), name(), name(), month(), vec(month_of, 0..61), option::of(day())).prop_map(
        |(commodity, market, unit, first, months, last_data)| PriceBands {
            commodity,
            market,
            unit,
            first,
            months,
            last_data,
        },
    )
}

fn fan() -> impl Strategy<Value = ForecastFan> {
    let ahead = (vec(value(), 5), option::of(value())).prop_map(|(mut v, baseline)| {
        v.sort_by(f64::total_cmp);
        Ahead { median: v[2], half: [v[1], v[3]], wide: [v[0], v[4]], baseline }
    });
    let unit = prop_oneof![Just("incident".to_owned()), name()];
    (name(), unit, month(), vec(small(), 0..61), vec(ahead, 0..13), option::of(day())).prop_map(
        |(area, unit, first, past, ahead, last_data)| ForecastFan {
            area,
            unit,
            first,
            past,
            ahead,
            last_data,
        },
    )
}

/// Where the letters of a text stand.
fn boxes(svg: &roxmltree::Document<'_>) -> Vec<(Area, String)> {
    let of = |node: roxmltree::Node<'_, '_>| {
        let number = |key| node.attribute(key).and_then(|v| v.parse::<f64>().ok()).expect("a place");
        let words: String = node.text().unwrap_or_default().to_owned();
        // Words of one paint stand in a group that has it.
        let bold = node.ancestors().find_map(|n| n.attribute("font-weight")) == Some("bold");
        let w = if bold { label::bold(&words, SIZE) } else { label::width(&words, SIZE) };
        let (x, y) = (number("x"), number("y"));
        let x = match node.attribute("text-anchor") {
            Some("middle") => x - w / 2.0,
            Some("end") => x - w,
            _ => x,
        };
        (Area { x, y: y - 10.0, w, h: 12.5 }, words)
    };
    svg.descendants().filter(|n| n.has_tag_name("text")).map(of).collect()
}

/// All that must hold of one SVG.
fn check(svg: &str) -> Result<(), String> {
    let read = roxmltree::Document::parse(svg).map_err(|e| format!("{e}: {svg}"))?;
    let root = read.root_element();
    let view: Vec<f64> =
        root.attribute("viewBox").unwrap_or_default().split(' ').filter_map(|v| v.parse().ok()).collect();
    let [_, _, w, h] = view.as_slice() else { return Err("no viewBox".to_owned()) };
    let frame = Area { x: -TOUCH, y: -TOUCH, w: w + 2.0 * TOUCH, h: h + 2.0 * TOUCH };
    let named = ["title", "desc"].map(|t| root.children().any(|n| n.has_tag_name(t) && n.text().is_some()));
    if root.attribute("role") != Some("img") || named != [true, true] {
        return Err("no role, title or description".to_owned());
    }
    for number in read.descendants().flat_map(|n| n.attributes()).map(|a| a.value()) {
        if number.contains("NaN") || number.contains("inf") {
            return Err(format!("a number that is none: {number}"));
        }
    }
    let all = boxes(&read);
    for (at, (area, words)) in all.iter().enumerate() {
        if !area.within(frame) {
            return Err(format!("`{words}` at {area:?} leaves the frame {w} × {h}"));
        }
        let core =
            Area { x: area.x + TOUCH, y: area.y + TOUCH, w: area.w - 2.0 * TOUCH, h: area.h - 2.0 * TOUCH };
        if let Some((_, other)) = all.iter().skip(at + 1).find(|(other, _)| core.meets(*other)) {
            return Err(format!("`{words}` and `{other}` overlap in {svg}"));
        }
    }
    Ok(())
}

fn sound(draw: impl Fn(&Artist) -> Picture) -> Result<(), TestCaseError> {
    for artist in ARTISTS.iter() {
        let picture = draw(artist);
        for svg in [&picture.svg, &picture.narrow] {
            check(svg).map_err(TestCaseError::fail)?;
            // It refers to its own parts alone.
            let svg = svg.replace(" href=\"#c-m-", "");
            prop_assert!(!svg.contains("<script") && !svg.contains("href") && !svg.contains("<style"));
        }
        prop_assert!(!picture.alt.is_empty() && picture.svg.len() < 150_000, "{} bytes", picture.svg.len());
        prop_assert_eq!(&picture, &draw(artist));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_map_is_sound(chart in map()) {
        sound(|artist| chart.draw(artist, "m"))?;
    }

    #[test]
    fn any_strip_is_sound(chart in strip()) {
        sound(|artist| chart.draw(artist, "m"))?;
    }

    #[test]
    fn any_incidents_are_sound(chart in incidents()) {
        sound(|artist| chart.draw(artist, "m"))?;
    }

    #[test]
    fn any_flow_is_sound(chart in flow()) {
        sound(|artist| chart.draw(artist, "m"))?;
    }

    #[test]
    fn any_cover_is_sound(chart in cover()) {
        sound(|artist| chart.draw(artist, "m"))?;
    }

    #[test]
    fn any_price_is_sound(chart in price()) {
        sound(|artist| chart.draw(artist, "m"))?;
    }

    #[test]
    fn any_fan_is_sound(chart in fan()) {
        sound(|artist| chart.draw(artist, "m"))?;
    }
}

#[test]
fn the_check_finds_what_is_wrong() {
    let svg = |inside: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\" role=\"img\"><title>t</title><desc>d</desc>{inside}</svg>"
        )
    };
    assert_eq!(check(&svg("<text x=\"5\" y=\"20\">a</text>")), Ok(()));
    assert!(check(&svg("<text x=\"95\" y=\"20\">long</text>")).is_err());
    assert!(check(&svg("<text x=\"5\" y=\"20\">long</text><text x=\"9\" y=\"22\">long</text>")).is_err());
    assert!(
        check(&svg("<rect x=\"NaN\"/>")).is_err() && check(&svg("<b>")).is_err() && check("<svg/>").is_err()
    );
}

#[test]
fn ids_of_many_pictures_on_a_page_differ() {
    let artist = Artist::new(Lang::English);
    let cell = Cell::of(Status::Restricted);
    let first = Month::of(Date::constant(2025, 1, 1));
    let rows = vec![StripRow { name: "A".to_owned(), cells: vec![cell; 3] }];
    let strip = StatusStrip { first, months: 4, rows, last_data: None };
    let pictures = [strip.draw(&artist, "one"), strip.draw(&artist, "two")];
    let all: Vec<String> = pictures.into_iter().flat_map(|p| [p.svg, p.narrow]).collect();
    let mut ids = Vec::new();
    for svg in &all {
        let read = roxmltree::Document::parse(svg).expect("XML");
        let here: BTreeSet<String> =
            read.descendants().filter_map(|n| n.attribute("id")).map(str::to_owned).collect();
        for reference in svg.split("url(#").skip(1).filter_map(|r| r.split(')').next()) {
            assert!(here.contains(reference), "{reference} is not defined");
        }
        ids.extend(here);
    }
    let once: BTreeSet<&String> = ids.iter().collect();
    assert!(ids.len() >= 16 && once.len() == ids.len(), "{ids:?}");
}

#[test]
fn values_that_cannot_be_drawn_are_counted() {
    let artist = Artist::new(Lang::English);
    let month = |price| PriceMonth { price: Some(price), bounds: None };
    let chart = PriceBands {
        commodity: "millet".to_owned(),
        market: "Montclair".to_owned(),
        unit: "XOF/kg".to_owned(),
        first: Month::of(Date::constant(2025, 1, 1)),
        months: vec![month(f64::NAN), month(210.0), month(-1.0), PriceMonth::default()],
        last_data: None,
    };
    let picture = chart.draw(&artist, "p");
    assert_eq!((picture.dropped, picture.empty), (2, false));
    let bad = PriceBands { months: vec![month(f64::INFINITY)], last_data: None, ..chart };
    let picture = bad.draw(&artist, "p");
    assert!(
        picture.empty && picture.dropped == 1 && picture.alt.contains("No data have ever been received.")
    );
}

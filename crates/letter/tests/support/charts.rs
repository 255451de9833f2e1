//! An invented country with data for every chart: Arvane, its ports and its four corridors. No place of it exists.
#![allow(dead_code)]

use base::{Coordinate, Date};
use letter::Lang;
use letter::charts::*;

/// Every chart of the case by name, drawn in a language.
pub fn pictures(lang: Lang) -> Vec<(&'static str, Picture)> {
    let artist = Artist::new(lang);
    vec![
        ("map", map(lang).draw(&artist, "map")),
        ("strip", strip(24).draw(&artist, "strip")),
        ("incidents", incidents(18).draw(&artist, "incidents")),
        ("flow", flow().draw(&artist, "flow")),
        ("share", share().draw(&artist, "share")),
        ("cover", cover(lang).draw(&artist, "cover")),
        ("price", price(lang).draw(&artist, "price")),
        ("fan", fan(24).draw(&artist, "fan")),
        ("empty", nothing().draw(&artist, "empty")),
    ]
}

/// One page with all of them.
pub fn page(lang: Lang) -> String {
    let figures: String = pictures(lang)
        .iter()
        .map(|(name, p)| {
            format!(
                "<figure id=\"{name}\"><figcaption>{}</figcaption><div class=\"chart-wide\">{}</div>\
                 <div class=\"chart-narrow\">{}</div><p>{}</p></figure>\n",
                p.title, p.svg, p.narrow, p.alt
            )
        })
        .collect();
    let style = "body{margin:0 auto;padding:8px;max-width:44rem;background:#fffdf8;color:#1d1b17;font:15px/1.4 sans-serif}\
                 @media screen and (prefers-color-scheme:dark){body{background:#16181a;color:#ece7dc}}\
                 figure{margin:0 0 2rem}figcaption{font-weight:bold;margin:.3rem 0}p{font-size:13px;opacity:.8}";
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Arvane</title><style>{style}{STYLE}</style></head><body>\n{figures}</body></html>\n",
        lang.tag()
    )
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn first(year: i16, month: i8) -> Month {
    Month::new(year, month).expect("a month")
}

fn at(lat: f64, lon: f64) -> Coordinate {
    Coordinate::new(lat, lon).expect("in range")
}

fn line(points: &[(f64, f64)]) -> Vec<Coordinate> {
    points.iter().map(|(lat, lon)| at(*lat, *lon)).collect()
}

const CORRIDORS: [&str; 4] = [
    "Port Azur – Grandville",
    "Grandville – Montclair",
    "Montclair – Saltère",
    "Grandville – Pontneuf – Ostel",
];

pub fn map(lang: Lang) -> CorridorMap {
    let land = |name: (&str, &str), home, ring: &[(f64, f64)]| Land {
        name: if lang == Lang::French { name.0 } else { name.1 }.to_owned(),
        home,
        rings: vec![line(ring)],
    };
    let route = |n: usize, status, sections: &[(Status, &[(f64, f64)])]| Route {
        name: CORRIDORS[n].to_owned(),
        status,
        sections: sections.iter().map(|(status, l)| Section { status: *status, line: line(l) }).collect(),
    };
    let town = |name: &str, lat, lon, rank| Town { name: name.to_owned(), at: at(lat, lon), rank };
    let cluster = |place: &str, lat, lon, count| Cluster { place: place.to_owned(), at: at(lat, lon), count };
    CorridorMap {
        on: day(2025, 11, 30),
        lands: vec![
            land(
                ("Arvane", "Arvania"),
                true,
                &[
                    (16.2, -12.1),
                    (16.6, -9.5),
                    (16.1, -6.2),
                    (14.2, -5.6),
                    (12.9, -6.4),
                    (12.4, -8.4),
                    (12.7, -10.9),
                    (13.6, -12.0),
                    (14.6, -12.3),
                    (15.4, -12.0),
                ],
            ),
            land(
                ("Belmarche", "Belmark"),
                false,
                &[
                    (12.7, -10.9),
                    (12.4, -8.4),
                    (12.9, -6.4),
                    (12.0, -5.0),
                    (9.0, -5.0),
                    (9.0, -14.0),
                    (12.4, -13.2),
                    (13.6, -12.0),
                ],
            ),
            land(
                ("Corvine", "Corvine"),
                false,
                &[
                    (14.2, -5.6),
                    (16.1, -6.2),
                    (19.0, -6.0),
                    (19.0, -1.0),
                    (9.0, -1.0),
                    (9.0, -5.0),
                    (12.0, -5.0),
                    (12.9, -6.4),
                ],
            ),
            land(
                ("Nordal", "Nordal"),
                false,
                &[(16.2, -12.1), (16.6, -9.5), (16.1, -6.2), (19.0, -6.0), (19.0, -13.0), (17.0, -12.6)],
            ),
        ],
        signs: Vec::new(),
        coarse: true,
        routes: vec![
            route(
                0,
                Status::Restricted,
                &[
                    (Status::Open, &[(14.55, -12.15), (14.5, -11.7), (14.35, -11.2), (14.4, -10.6)]),
                    (Status::Restricted, &[(14.4, -10.6), (14.2, -10.1), (13.9, -9.6), (13.85, -9.0)]),
                ],
            ),
            route(
                1,
                Status::Closed,
                &[(Status::Closed, &[(13.85, -9.0), (14.2, -8.4), (14.3, -7.8), (14.75, -7.2)])],
            ),
            route(
                2,
                Status::Unknown,
                &[(Status::Unknown, &[(14.75, -7.2), (15.2, -7.0), (15.6, -6.4), (15.9, -5.4)])],
            ),
            route(
                3,
                Status::Open,
                &[(Status::Open, &[(13.85, -9.0), (13.3, -8.7), (12.8, -8.8), (12.3, -8.6), (11.9, -8.2)])],
            ),
        ],
        towns: vec![
            town("Port Azur", 14.55, -12.15, 2),
            town("Grandville", 13.85, -9.0, 1),
            town("Montclair", 14.75, -7.2, 2),
            town("Saltère", 15.9, -5.4, 3),
            town("Pontneuf", 12.8, -8.8, 3),
            town("Ostel", 11.9, -8.2, 2),
            town("Rivemont", 14.4, -10.6, 3),
        ],
        clusters: vec![
            cluster("Cercle de Montclair", 14.45, -7.75, 23),
            cluster("Cercle de Haut-Lac", 15.4, -8.6, 11),
            cluster("Cercle de Rivemont", 14.1, -10.2, 6),
            cluster("Cercle de Pontneuf", 13.1, -7.6, 2),
        ],
        ahead: None,
        counted: Some(Span { first: first(2025, 9), months: 3 }),
        last_data: Some(day(2025, 11, 30)),
    }
}

pub fn strip(months: usize) -> StatusStrip {
    use Status::{Closed, Open, Restricted, Unknown};
    let row = |n: usize, cycle: &[(usize, Status)]| {
        let all = cycle.iter().flat_map(|(n, s)| std::iter::repeat_n(*s, *n)).cycle();
        StripRow { name: CORRIDORS[n].to_owned(), cells: all.take(months).map(Cell::of).collect() }
    };
    let mut last = row(3, &[(20, Open), (2, Restricted), (2, Open)]);
    if let Some(cell) = last.cells.get_mut(20) {
        cell.reports = Some(3);
    }
    StatusStrip {
        first: first(2023, 12),
        months,
        rows: vec![
            row(0, &[(9, Open), (6, Restricted), (2, Closed), (7, Restricted)]),
            row(1, &[(5, Open), (4, Restricted), (1, Open), (3, Restricted), (11, Closed)]),
            row(2, &[(6, Open), (3, Unknown), (5, Restricted), (4, Closed), (6, Unknown)]),
            last,
        ],
        last_data: Some(day(2025, 11, 30)),
    }
}

pub fn incidents(months: usize) -> IncidentMonths {
    let kind = |subject: &str, scale: u32, hole: Option<usize>| IncidentKind {
        subject: subject.to_owned(),
        counts: (0..months)
            .map(|m| {
                let n = (m as u32 * 7 + scale * 3) % 5 + m as u32 / 4;
                (Some(m) != hole).then_some(n * scale / 4)
            })
            .collect(),
    };
    IncidentMonths {
        first: first(2024, 6),
        months,
        kinds: vec![
            kind("armed_attack", 8, None),
            kind("abduction", 3, None),
            kind("vehicle_arson", 5, None),
            kind("explosion", 1, Some(4)),
        ],
        last_data: Some(day(2025, 11, 30)),
    }
}

fn band(low: f64, best: f64, high: f64) -> Option<Band> {
    Some(Band { low, best: Some(best), high })
}

pub fn flow() -> FlowChange {
    let row = |n: usize, before, after| FlowRow { name: CORRIDORS[n].to_owned(), before, after };
    FlowChange {
        unit: "tonne/month".to_owned(),
        before: Some(Span { first: first(2024, 12), months: 6 }),
        after: Span { first: first(2025, 6), months: 6 },
        rows: vec![
            row(0, band(168_000.0, 182_000.0, 196_000.0), band(88_000.0, 101_000.0, 121_000.0)),
            row(1, band(61_000.0, 70_000.0, 78_000.0), band(0.0, 4_500.0, 11_000.0)),
            row(2, band(12_000.0, 15_000.0, 19_000.0), None),
            row(3, band(40_000.0, 44_000.0, 49_000.0), band(71_000.0, 84_000.0, 97_000.0)),
        ],
        last_data: Some(day(2025, 11, 30)),
    }
}

pub fn share() -> FlowChange {
    let only = |low, high| Some(Band { low, best: None, high });
    let row = |n: usize, before, after| FlowRow { name: CORRIDORS[n].to_owned(), before, after };
    FlowChange {
        unit: "percent".to_owned(),
        rows: vec![
            row(0, only(50.0, 60.0), only(40.0, 60.0)),
            row(1, only(20.0, 30.0), only(0.0, 10.0)),
            row(3, only(10.0, 20.0), only(30.0, 50.0)),
        ],
        ..flow()
    }
}

pub fn cover(lang: Lang) -> DaysOfCover {
    let row = |name: (&str, &str), days| Cover {
        name: if lang == Lang::French { name.0 } else { name.1 }.to_owned(),
        days,
        said: None,
    };
    DaysOfCover {
        on: day(2025, 11, 30),
        alarm: Some(7.0),
        rows: vec![
            row(("Carburant, Grandville", "Fuel, Grandville"), band(4.0, 9.0, 17.0)),
            row(("Carburant, Montclair", "Fuel, Montclair"), band(1.0, 3.0, 5.0)),
            row(("Céréales, Montclair", "Cereals, Montclair"), band(19.0, 31.0, 42.0)),
            row(("Céréales, Saltère", "Cereals, Saltère"), None),
            row(
                ("Médicaments, Montclair", "Medicines, Montclair"),
                Some(Band { low: 0.0, best: None, high: 5.0 }),
            ),
        ],
        last_data: Some(day(2025, 11, 30)),
    }
}

pub fn price(lang: Lang) -> PriceBands {
    let month = |m: usize| {
        let trend = 225.0 + 1.6 * m as f64 + 22.0 * (m as f64 * std::f64::consts::TAU / 12.0).sin();
        let rise = if m > 22 { (m - 22) as f64 * 9.5 } else { 0.0 };
        let noise = ((m * 37) % 11) as f64 - 5.0;
        PriceMonth {
            price: (m != 11).then_some((trend + rise + noise).round()),
            bounds: Some([trend + 8.0, trend + 32.0, trend + 64.0]),
        }
    };
    PriceBands {
        commodity: if lang == Lang::French { "mil" } else { "millet" }.to_owned(),
        market: "Montclair".to_owned(),
        unit: "XOF/kg".to_owned(),
        first: first(2022, 12),
        months: (0..36).map(month).collect(),
        last_data: Some(day(2025, 11, 30)),
    }
}

pub fn fan(past: usize) -> ForecastFan {
    let ahead = |h: usize| {
        let wider = 1.0 + 0.16 * h as f64;
        let median = 14.0 - h as f64 * 0.4;
        let from = |k: f64| f64::max(0.0, median + k * wider);
        Ahead { median, half: [from(-3.2), from(3.9)], wide: [from(-8.0), from(13.0)], baseline: Some(10.5) }
    };
    ForecastFan {
        area: "Haut-Lac".to_owned(),
        unit: "incident".to_owned(),
        first: first(2023, 12),
        past: (0..past).map(|m| (m != 7).then_some(((m * 13) % 7 + m * m / 50) as u32)).collect(),
        ahead: (0..6).map(ahead).collect(),
        last_data: Some(day(2025, 11, 30)),
    }
}

pub fn nothing() -> PriceBands {
    PriceBands {
        commodity: "sorghum".to_owned(),
        market: "Saltère".to_owned(),
        unit: "XOF/kg".to_owned(),
        first: first(2025, 1),
        months: vec![PriceMonth::default(); 11],
        last_data: Some(day(2024, 8, 31)),
    }
}

//! The invented case with data for every content and every picture: what a full letter looks like. No place of it exists.
#![allow(dead_code)]

use base::*;
use letter::*;

const CORRIDORS: [&str; 4] =
    ["Port Azur – Grandville", "Grandville – Sélin", "Sélin – Saltère", "Grandville – Pontneuf – Ostel"];

fn both(fr: &str, en: &str) -> Titles {
    Titles { fr: fr.to_owned(), en: en.to_owned() }
}

fn on(month: i8, day: i8) -> Date {
    Date::constant(2025, month, day)
}

fn put<T>(all: &mut Vec<Finding<T>>, id: &str, content: T, notes: &[&str]) {
    let notes = notes.iter().map(|n| NoteId::new(*n)).collect();
    all.push(Finding::new(id, content, notes).unwrap());
}

/// Everything, as a letter for all may hold it.
pub fn full(sample: Findings) -> Findings {
    let mut f = sample;
    f.masthead.number = Some(3);
    notes(&mut f);
    incidents(&mut f);
    corridors(&mut f);
    map(&mut f);
    supply(&mut f);
    prices(&mut f);
    people(&mut f);
    neighbours(&mut f);
    outlook(&mut f);
    tensions(&mut f);
    responses(&mut f);
    judgements(&mut f);
    changes(&mut f);
    f.reading.withheld = 3;
    f
}

/// The same for an organisation and its clients: classes by day, days of cover.
pub fn amber(sample: Findings) -> Findings {
    let mut f = full(sample);
    f.masthead.tlp = Tlp::Amber;
    f.reading.withheld = 0;
    let states = [Passable::Closed, Passable::Restricted, Passable::Open];
    for (at, all) in [0, 1].into_iter().zip(&mut f.roads.corridors) {
        let mut of = all.content().clone();
        let class = |(n, c): (usize, &str)| ClassState { class: c.to_owned(), state: states[(n + at) % 3] };
        of.classes = ["tanker", "truck", "bus"].into_iter().enumerate().map(class).collect();
        *all = Finding::new(all.id(), of, all.notes().to_vec()).unwrap();
    }
    let days = [[4.0, 9.0, 17.0], [1.0, 3.0, 5.0], [19.0, 31.0, 42.0]];
    for (all, days) in f.supply.cover.iter_mut().zip(days) {
        let mut of = all.content().clone();
        of.days = Some(days);
        *all = Finding::new(all.id(), of, all.notes().to_vec()).unwrap();
    }
    f
}

fn notes(f: &mut Findings) {
    let rows = |dataset: &str, release: Option<&str>, rows: &[&str], count, licence: &str| {
        Basis::Rows(Rows {
            dataset: dataset.to_owned(),
            release: release.map(str::to_owned),
            rows: rows.iter().map(|r| (*r).to_owned()).collect(),
            count,
            licence: Some(licence.to_owned()),
        })
    };
    let parameter = |name: &str, range, unit: &str| {
        let source = "Chambre de commerce de Grandville, annuaire".to_owned();
        Basis::Parameter(Parameter {
            name: name.to_owned(),
            range,
            unit: unit.to_owned(),
            date: Some("2024".into()),
            source,
            measures: None,
        })
    };
    let cover = Basis::Parameter(Parameter {
        name: "days of usual stock of cereals in all zones together".to_owned(),
        range: [15.0, 20.0, 30.0],
        unit: "days".to_owned(),
        date: None,
        source: "Chambre de commerce de Grandville, annuaire".to_owned(),
        measures: Some(Measured {
            what: "cover".to_owned(),
            commodity: both("céréales", "cereals"),
            zone: String::new(),
        }),
    });
    let entry = |file: &str, line, source: &str, url: Option<&str>| {
        Basis::Entry(Entry {
            file: file.to_owned(),
            line,
            source: Some(source.to_owned()),
            url: url.map(str::to_owned),
        })
    };
    let all = [
        ("row-roads", rows("roads.geojson", None, &["3", "7", "8"], 3, "case")),
        ("row-borders", rows("outlines.geojson", Some("1"), &["1"], 4, "CC0")),
        ("row-price", rows("prices.csv", Some("2025-09"), &["120", "121"], 33, "CC BY")),
        ("row-people", rows("displaced.csv", Some("2025-08"), &["4"], 1, "CC BY")),
        ("row-events", rows("events.csv", Some("25.1"), &["88", "91"], 212, "CC BY 4.0")),
        ("par-stock", parameter("stock.fuel", [2400.0, 3100.0, 4000.0], "tonne")),
        ("par-cover", cover),
        ("par-use", parameter("use.fuel", [280.0, 330.0, 400.0], "tonne/day")),
        ("ent-slaves", entry("tensions.toml", 12, "Observatoire de la Tarka, 2024", None)),
        (
            "ent-council",
            entry(
                "responses.toml",
                4,
                "Communauté du fleuve, communiqué",
                Some("https://example.org/communique"),
            ),
        ),
        ("ent-judge", entry("letter.toml", 21, "Observatoire de la Tarka", None)),
        (
            "ent-border",
            entry("neighbours.toml", 9, "Sahel Wire, 3 July 2025", Some("https://example.org/doc-wire")),
        ),
    ];
    f.notes.extend(all.into_iter().map(|(id, basis)| Note { id: NoteId::new(id), basis }));
}

/// More incidents, so that months compare.
fn incidents(f: &mut Findings) {
    let places = ["Dambara", "Sélin", "Montclair", "Pontneuf"];
    let kinds = ["armed_attack", "armed_attack", "abduction", "vehicle_arson", "explosion"];
    for at in 0..22_usize {
        let month = i8::try_from(1 + (at * 5 + at / 3) % 9).unwrap();
        let day = i8::try_from(1 + (at * 11) % 27).unwrap();
        let mut of = Occurrence::new(Kind::Incident, kinds[at % 5], Modality::Asserted);
        of.date = Some(Interval::day(on(month, day)));
        of.places = vec![Place {
            name: places[at % 4].to_owned(),
            kind: Some(PlaceKind::PopulatedPlace),
            country: Country::new("MLI"),
            precision: GeoPrecision::Exact,
        }];
        put(&mut f.occurrences, &format!("evt-more-{at}"), of, &["row-events"]);
    }
}

fn corridors(f: &mut Findings) {
    use Passable::{Closed, Open, Restricted, Unknown};
    let years: [&[(usize, Passable)]; 4] = [
        &[(6, Open), (6, Restricted), (2, Closed), (4, Restricted)],
        &[(5, Open), (4, Restricted), (9, Closed)],
        &[(6, Open), (3, Unknown), (5, Restricted), (4, Unknown)],
        &[(16, Open), (2, Open)],
    ];
    for (at, (name, states)) in CORRIDORS.iter().zip(years).enumerate() {
        let states = states.iter().flat_map(|(n, s)| std::iter::repeat_n(*s, *n));
        let month = |(k, state): (usize, Passable)| {
            let m = 4 + k;
            let month =
                Date::constant(2024 + i16::try_from(m / 12).unwrap(), i8::try_from(m % 12).unwrap() + 1, 1);
            CorridorMonth { month, state, incidents: (k * 3 + at) % 4 }
        };
        let of = Corridor {
            name: Titles::same(name),
            months: states.enumerate().map(month).collect(),
            constraints: if at == 1 { vec!["evt-fuel".to_owned()] } else { Vec::new() },
            last_confirmed: (at != 2).then(|| on(9, 26)),
            age_days: (at != 2).then_some(19),
            classes: Vec::new(),
        };
        put(&mut f.roads.corridors, &format!("cor-{at}"), of, &["row-roads", "clm-applied"]);
    }
}

fn line(points: &[(f64, f64)]) -> Vec<Coordinate> {
    points.iter().map(|(lat, lon)| Coordinate::new(*lat, *lon).expect("in range")).collect()
}

fn map(f: &mut Findings) {
    let land = |fr: &str, en: &str, home, ring: &[(f64, f64)]| MapLand {
        name: both(fr, en),
        home,
        rings: vec![line(ring)],
    };
    let route = |n: usize, points: &[(f64, f64)]| MapRoute {
        corridor: format!("cor-{n}"),
        sections: vec![MapSection { state: None, line: line(points) }],
    };
    let town =
        |name: &str, lat, lon, rank| MapTown { name: name.to_owned(), at: line(&[(lat, lon)])[0], rank };
    let mut of = RoadMap {
        lands: vec![
            land(
                "Arvane",
                "Arvania",
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
                "Belmarche",
                "Belmark",
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
                "Nordal",
                "Nordal",
                false,
                &[(16.2, -12.1), (16.6, -9.5), (16.1, -6.2), (19.0, -6.0), (19.0, -13.0), (17.0, -12.6)],
            ),
        ],
        coarse: true,
        routes: vec![
            route(
                0,
                &[
                    (14.55, -12.15),
                    (14.5, -11.7),
                    (14.35, -11.2),
                    (14.4, -10.6),
                    (14.2, -10.1),
                    (13.9, -9.6),
                    (13.85, -9.0),
                ],
            ),
            route(1, &[(13.85, -9.0), (14.2, -8.4), (14.3, -7.8), (14.75, -7.2)]),
            route(2, &[(14.75, -7.2), (15.2, -7.0), (15.6, -6.4), (15.9, -5.4)]),
            route(3, &[(13.85, -9.0), (13.3, -8.7), (12.8, -8.8), (12.3, -8.6), (11.9, -8.2)]),
        ],
        towns: vec![
            town("Port Azur", 14.55, -12.15, 2),
            town("Grandville", 13.85, -9.0, 1),
            town("Sélin", 14.75, -7.2, 2),
            town("Saltère", 15.9, -5.4, 3),
            town("Pontneuf", 12.8, -8.8, 3),
            town("Ostel", 11.9, -8.2, 2),
            town("Dambara", 14.4, -10.6, 3),
        ],
        incidents: Vec::new(),
        counted: Some(Interval::between(on(7, 1), on(9, 30))),
    };
    for (area, lat, lon, count) in [
        ("Cercle de Sélin", 14.45, -7.75, 9),
        ("Cercle de Haut-Lac", 15.4, -8.6, 5),
        ("Cercle de Dambara", 14.1, -10.2, 3),
    ] {
        let at = line(&[(lat, lon)])[0];
        put(
            &mut of.incidents,
            &format!("area-{area}"),
            AreaIncidents { area: area.to_owned(), at, count },
            &["row-events"],
        );
    }
    let notes = ["row-borders", "row-roads"].map(NoteId::new).to_vec();
    f.roads.map = Some(Finding::new("map", of, notes).unwrap());
}

fn supply(f: &mut Findings) {
    use CoverBand::{OverMonth, ToMonth, ToTwoWeeks, UnderWeek};
    let fuel = || both("carburant", "fuel");
    let cover = [
        ("Grandville", fuel(), [UnderWeek, ToTwoWeeks, ToMonth]),
        ("Sélin", fuel(), [UnderWeek, UnderWeek, UnderWeek]),
        ("Sélin", both("céréales", "cereals"), [ToMonth, OverMonth, OverMonth]),
    ];
    for (at, (zone, commodity, bands)) in cover.into_iter().enumerate() {
        let of = Cover { zone: zone.to_owned(), commodity, bands, days: None };
        put(
            &mut f.supply.cover,
            &format!("cov-{at}"),
            of,
            if at < 2 { &["par-stock", "par-use"] } else { &["par-cover", "par-use"] },
        );
    }
    let flows = [(0, 0.55, [0.3, 0.4, 0.52]), (1, 0.25, [0.0, 0.02, 0.06]), (3, 0.2, [0.41, 0.58, 0.7])];
    for (at, usual, now) in flows {
        let of =
            Flow { corridor: Titles::same(CORRIDORS[at]), commodity: fuel(), month: on(10, 1), usual, now };
        put(&mut f.supply.flows, &format!("flo-{at}"), of, &["par-use", "row-roads"]);
    }
}

fn prices(f: &mut Findings) {
    let series = |base: f64| {
        (0..33_usize).map(move |m| {
            let month =
                Date::constant(2023 + i16::try_from(m / 12).unwrap(), i8::try_from(m % 12).unwrap() + 1, 1);
            let rise = if m > 24 { (m - 24) as f64 * 9.5 } else { 0.0 };
            let price = base + 1.6 * m as f64 + ((m * 37) % 11) as f64 + rise;
            (month, (m != 11).then_some(price.round()))
        })
    };
    let price = |commodity: &str, base: f64, graded: bool, level: Option<&str>| Price {
        market: "Sélin".to_owned(),
        commodity: commodity.to_owned(),
        currency: "XOF".to_owned(),
        unit: "kg".to_owned(),
        series: series(base).collect(),
        expected: if graded { (0..33).map(|m| base + 1.7 * f64::from(m)).collect() } else { Vec::new() },
        spread: graded.then_some(30.0),
        level: level.map(str::to_owned),
        season: graded.then_some(Season { mean: base, years: 4 }),
    };
    put(&mut f.supply.prices, "prc-millet", price("Millet", 225.0, true, Some("crisis")), &["row-price"]);
    put(&mut f.supply.prices, "prc-rice", price("Rice (imported)", 410.0, false, None), &["row-price"]);
    f.supply.prices_until = Some(on(9, 30));
}

fn people(f: &mut Findings) {
    let august = || Interval::month(2025, 8).unwrap();
    for (at, (area, measure, persons)) in [
        ("Cercle de Sélin", "displaced", 18_430),
        ("Tarka", "phase_3", 212_000),
        ("Tarka", "refugees", 3_120),
    ]
    .into_iter()
    .enumerate()
    {
        let of = People { area: area.to_owned(), measure: measure.to_owned(), persons, period: august() };
        put(&mut f.supply.people, &format!("peo-{at}"), of, &["row-people"]);
    }
    f.supply.people_until = Some(on(8, 31));
    let mine = Interest {
        area: "Tarka".to_owned(),
        sector: "mining".to_owned(),
        country: Country::new("FRA"),
        count: 2,
    };
    put(&mut f.interests, "int-0", mine, &["clm-arson", "clm-arson-two"]);
    let works =
        Interest { area: "Tarka".to_owned(), sector: "road works".to_owned(), country: None, count: 1 };
    f.interests_few = 2;
    put(&mut f.interests, "int-1", works, &["clm-share"]);
}

fn neighbours(f: &mut Findings) {
    let country = Country::new("XBM").unwrap();
    let of = |risk: &str, indicator: &str, district: &str, value| CrossBorder {
        country,
        district: district.to_owned(),
        risk: risk.to_owned(),
        indicator: indicator.to_owned(),
        value,
        period: Some(Interval::between(on(7, 1), on(9, 30))),
    };
    let all = [
        of("border_town", "days_under_closure_or_curfew", "Rive-Sud", Some(14.0)),
        of("trade", "constraints_on_trade", "Rive-Sud", Some(2.0)),
        of("incursion", "incidents_in_district", "Rive-Sud", None),
        of("security", "reports_entered", "", Some(1.0)),
    ];
    for (at, of) in all.into_iter().enumerate() {
        put(&mut f.neighbours, &format!("nei-{at}"), of, &["ent-border"]);
    }
    for (district, shares) in [("Rive-Sud", Some([0.42, 0.35, 0.23])), ("Haute-Rive", None)] {
        put(
            &mut f.across,
            &format!("acr-{district}"),
            Across { country, district: district.to_owned(), shares },
            &["row-events"],
        );
    }
}

fn record() -> Record {
    Record {
        model: "forest-1".to_owned(),
        baseline: "last-12".to_owned(),
        windows: Some("2018..2021".to_owned()),
        skill: Some([0.021, 0.084, 0.147]),
    }
}

fn outlook(f: &mut Findings) {
    let month = |h: usize, shift: f64| CorridorChance {
        month: on(if h == 0 { 11 } else { 12 }, 1),
        open: 0.1 + shift,
        restricted: 0.5 - shift,
        closed: 0.3,
        unknown: 0.1,
        baseline: Some(0.78),
    };
    for (at, name) in CORRIDORS.iter().enumerate().take(2) {
        let shift = 0.2 * at as f64;
        let months = vec![month(0, shift), month(1, shift)];
        let of = CorridorOutlook { name: Titles::same(name), months, record: None };
        put(&mut f.roads.outlook, &format!("cou-{at}"), of, &["row-events", "row-roads"]);
    }
    let ahead = |h: i32| ForecastMonth {
        any: 0.62 - 0.05 * f64::from(h),
        mean: 3.4 - 0.2 * f64::from(h),
        quantiles: [0.0, 1.0, 2.0, 5.0 + f64::from(h), 12.0 + f64::from(h)],
        baseline: [0.55, 3.1],
    };
    for (unit, shift) in [("Haut-Lac", 0_u32), ("Rive-Sud", 3)] {
        let past = (0..30_u32).map(|m| (m * 13 + shift) % 7 + m * m / 120).collect();
        let months = (0..3).map(ahead).collect();
        let of = Forecast { unit: unit.to_owned(), past, from: on(11, 1), months, record: record() };
        put(&mut f.outlook, &format!("out-{unit}"), of, &["row-events"]);
    }
}

fn tensions(f: &mut Findings) {
    let of = Tension {
        area: "Tarka".to_owned(),
        kind: "farmer_herder".to_owned(),
        says: both(
            "Les troupeaux passent plus tôt près des champs depuis que la route du nord est fermée.",
            "Herds pass close to fields earlier since the northern road has been closed.",
        ),
        mediation: vec![
            both("commission foncière", "land commission"),
            both("chefs de village", "village chiefs"),
        ],
        signalled: true,
    };
    put(&mut f.tensions, "ten-0", of, &["ent-slaves"]);
}

fn responses(f: &mut Findings) {
    let of = |to: Option<&str>, kind: &str, says: Titles, status: &str, new| Response {
        institution: "Communauté du fleuve".to_owned(),
        addressee: to.map(str::to_owned),
        kind: kind.to_owned(),
        says,
        quote: None,
        term: Some("short".to_owned()),
        status: status.to_owned(),
        last_confirmed: Some(on(9, 20)),
        new,
    };
    let all = [
        of(
            Some("Ministère des transports"),
            "secured_corridors",
            both(
                "Escorter les convois de vivres deux fois par semaine.",
                "Escort food convoys twice a week.",
            ),
            "under_way",
            false,
        ),
        of(
            Some("Ministère des transports"),
            "information",
            both("Publier chaque lundi l’état des routes.", "Publish the state of roads every Monday."),
            "lapsed",
            false,
        ),
        of(
            None,
            "mediation",
            both("Ouvrir un cadre de médiation à Sélin.", "Open a mediation framework in Sélin."),
            "proposed",
            true,
        ),
    ];
    for (at, of) in all.into_iter().enumerate() {
        put(&mut f.responses, &format!("rsp-{at}"), of, &["ent-council"]);
    }
}

fn judgements(f: &mut Findings) {
    let of = Judgement {
        says: both(
            "L’interdiction du carburant à Sélin se maintiendra pendant le prochain trimestre.",
            "The fuel ban at Sélin will hold through the next quarter.",
        ),
        likelihood: "likely".to_owned(),
        confidence: Level::Medium,
        contrary: both(
            "l’armée dément toute interdiction et dit escorter des citernes.",
            "the army denies any ban and says that it escorts tankers.",
        ),
        against: vec![NoteId::new("clm-denied")],
    };
    put(&mut f.judgements, "jud-0", of, &["ent-judge", "clm-applied"]);
}

fn changes(f: &mut Findings) {
    let mut all = Vec::new();
    let constraint = || "evt-fuel".to_owned();
    put(&mut all, "chg-0", Change::NewConstraint { constraint: constraint() }, &["clm-ban"]);
    let told = Change::Status { constraint: constraint(), was: Status::Announced, now: Status::InForce };
    put(&mut all, "chg-1", told, &["clm-applied"]);
    put(&mut all, "chg-2", Change::NewEvents { count: 4 }, &["row-events"]);
    put(
        &mut all,
        "chg-3",
        Change::NewContradiction { contradiction: "ctr-denial".to_owned() },
        &["clm-denied"],
    );
    let fate =
        Change::ResponseStatus { response: "rsp-1".to_owned(), was: "promised".into(), now: "lapsed".into() };
    put(&mut all, "chg-4", fate, &["ent-council"]);
    f.changes = Some(Changes { letter: Some(2), as_of: on(9, 15), changes: all });
}

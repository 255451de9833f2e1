//! Random findings of the contents that need no dated event: corridors, supply, people, neighbours, outlook, tensions,
//! responses, judgements, what changed, a case's outline and an analyst's texts.

use base::{Country, Date, Interval};
use letter::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Notes that exist in random findings; others that findings name do not.
pub const NOTES: usize = 6;

/// Words that would break a page that does not escape them.
pub fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("\"' onload=x </style> & {{ 7 }} {% if %}".to_owned()),
        Just("قال الشهود إن الطريق مقطوعة".to_owned()),
        "\\PC{0,40}",
    ]
}

/// Footnotes of a finding.
pub fn note_ids() -> impl Strategy<Value = Vec<NoteId>> {
    // One in four names a footnote that is missing.
    vec((0..NOTES + 2).prop_map(|n| NoteId::new(format!("clm-{n}"))), 1..4)
}

/// Names without digits: numbers are counted on the page.
fn name() -> impl Strategy<Value = String> {
    hostile().prop_map(|words| words.replace(|c: char| c.is_numeric(), "#"))
}

fn titles() -> impl Strategy<Value = Titles> {
    (name(), name()).prop_map(|(fr, en)| Titles { fr, en })
}

fn day() -> impl Strategy<Value = Date> {
    (2019i16..2026, 1i8..13, 1i8..29).prop_map(|(y, m, d)| Date::constant(y, m, d))
}

fn country() -> impl Strategy<Value = Country> {
    prop_oneof![Just("SEN"), Just("GIN"), Just("XQZ")]
        .prop_map(|code| Country::new(code).expect("three letters"))
}

fn passable() -> impl Strategy<Value = Passable> {
    prop_oneof![
        Just(Passable::Unknown),
        Just(Passable::Open),
        Just(Passable::Restricted),
        Just(Passable::Closed)
    ]
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Announced), Just(Status::InForce), Just(Status::Denied), Just(Status::Lapsed)]
}

fn all<T: std::fmt::Debug>(
    prefix: &'static str,
    of: impl Strategy<Value = T>,
    most: usize,
) -> impl Strategy<Value = Vec<Finding<T>>> {
    vec((of, note_ids()), 0..most).prop_map(move |all| {
        let each = all.into_iter().enumerate();
        each.filter_map(|(n, (of, notes))| Finding::new(format!("{prefix}-{n}"), of, notes).ok()).collect()
    })
}

fn corridor() -> impl Strategy<Value = Corridor> {
    let month = (day(), passable(), 0usize..9).prop_map(|(month, state, incidents)| CorridorMonth {
        month,
        state,
        incidents,
    });
    let class = ("[a-z_]{1,9}", passable()).prop_map(|(class, state)| ClassState { class, state });
    (titles(), vec(month, 0..4), option::of(day()), option::of(0i64..99), vec(class, 0..3)).prop_map(
        |(name, months, last_confirmed, age_days, classes)| Corridor {
            name,
            months,
            constraints: vec!["evt-c".to_owned()],
            last_confirmed,
            age_days,
            classes,
        },
    )
}

fn chances() -> impl Strategy<Value = CorridorOutlook> {
    let month = (day(), 0u8..101).prop_map(|(month, open)| {
        let open = f64::from(open) / 100.0;
        CorridorChance { month, open, restricted: 1.0 - open, closed: 0.0, unknown: 0.0, baseline: None }
    });
    (titles(), vec(month, 1..3)).prop_map(|(name, months)| CorridorOutlook { name, months, record: None })
}

// What corridors gain later is empty here.
#[allow(clippy::needless_update)]
fn roads() -> impl Strategy<Value = Roads> {
    let (corridors, outlook) = (all("cor", corridor(), 3), all("cho", chances(), 2));
    (corridors, outlook).prop_map(|(corridors, outlook)| Roads { corridors, outlook, ..Roads::default() })
}

fn band() -> impl Strategy<Value = CoverBand> {
    prop_oneof![Just(CoverBand::UnderWeek), Just(CoverBand::ToMonth), Just(CoverBand::OverMonth)]
}

fn cover() -> impl Strategy<Value = Cover> {
    (name(), titles(), [band(), band(), band()], option::of([0u8..90, 0u8..90, 0u8..90])).prop_map(
        |(zone, commodity, bands, days)| Cover {
            zone,
            commodity,
            bands,
            days: days.map(|d| d.map(f64::from)),
        },
    )
}

fn flow() -> impl Strategy<Value = Flow> {
    let share = || (0u8..101).prop_map(|n| f64::from(n) / 100.0);
    (titles(), titles(), day(), share(), [share(), share(), share()])
        .prop_map(|(corridor, commodity, month, usual, now)| Flow { corridor, commodity, month, usual, now })
}

fn price() -> impl Strategy<Value = Price> {
    let month = (day(), option::of((1u16..1000).prop_map(f64::from)));
    let level = prop_oneof![Just("normal"), Just("crisis")].prop_map(str::to_owned);
    let season = option::of((1u16..1000, 1u8..6)).prop_map(|of| {
        let (mean, years) = of?;
        Some(Season { mean: f64::from(mean), years })
    });
    (name(), name(), vec(month, 0..4), option::of(level), season).prop_map(
        |(market, commodity, series, level, season)| Price {
            market,
            commodity,
            currency: "XOF".to_owned(),
            unit: "kg".to_owned(),
            series,
            expected: Vec::new(),
            spread: None,
            level,
            season,
        },
    )
}

fn people() -> impl Strategy<Value = People> {
    (name(), 0u64..1000, day()).prop_map(|(area, persons, on)| People {
        area,
        measure: "displaced".to_owned(),
        persons,
        period: Interval::day(on),
    })
}

fn supply() -> impl Strategy<Value = SupplyFindings> {
    (all("sup", cover(), 3), all("flo", flow(), 3), all("pri", price(), 3), all("peo", people(), 3)).prop_map(
        |(cover, flows, prices, people)| SupplyFindings {
            cover,
            flows,
            prices,
            people,
            ..SupplyFindings::default()
        },
    )
}

fn interest() -> impl Strategy<Value = Interest> {
    (name(), option::of(country()), 1usize..9).prop_map(|(area, country, count)| Interest {
        area,
        sector: "mining".to_owned(),
        country,
        count,
    })
}

fn cross_border() -> impl Strategy<Value = CrossBorder> {
    (country(), name(), option::of((0u16..900).prop_map(f64::from)), option::of(day())).prop_map(
        |(country, district, value, on)| CrossBorder {
            country,
            district,
            risk: "incursions".to_owned(),
            indicator: "events_across".to_owned(),
            value,
            period: on.map(Interval::day),
        },
    )
}

fn across() -> impl Strategy<Value = Across> {
    (country(), name(), any::<bool>()).prop_map(|(country, district, known)| Across {
        country,
        district,
        shares: known.then_some([0.5, 0.3, 0.2]),
    })
}

fn forecast() -> impl Strategy<Value = Forecast> {
    (name(), day()).prop_map(|(unit, from)| Forecast {
        unit,
        past: vec![0, 2, 1],
        from: from.first_of_month(),
        months: vec![ForecastMonth {
            any: 0.4,
            mean: 2.0,
            quantiles: [0.0, 0.0, 1.0, 3.0, 9.0],
            baseline: [0.3, 1.0],
        }],
        record: Record { model: "m".to_owned(), baseline: "b".to_owned(), windows: None, skill: None },
    })
}

fn tension() -> impl Strategy<Value = Tension> {
    (name(), titles(), vec(titles(), 0..3), any::<bool>()).prop_map(|(area, says, mediation, signalled)| {
        Tension { area, kind: "land".to_owned(), says, mediation, signalled }
    })
}

fn response() -> impl Strategy<Value = Response> {
    (name(), option::of(name()), titles(), option::of(day()), any::<bool>()).prop_map(
        |(institution, addressee, says, last_confirmed, new)| Response {
            institution,
            addressee,
            kind: "mediation".to_owned(),
            says,
            quote: None,
            term: Some("short".to_owned()),
            status: "promised".to_owned(),
            last_confirmed,
            new,
        },
    )
}

fn judgement() -> impl Strategy<Value = Judgement> {
    (titles(), titles(), note_ids()).prop_map(|(says, contrary, against)| Judgement {
        says,
        likelihood: "likely".to_owned(),
        confidence: Level::Medium,
        contrary,
        against,
    })
}

fn changes() -> impl Strategy<Value = Changes> {
    let of = prop_oneof![
        Just(Change::NewConstraint { constraint: "evt-c".to_owned() }),
        (status(), status()).prop_map(|(was, now)| Change::Status {
            constraint: "evt-c".to_owned(),
            was,
            now
        }),
        (1usize..9).prop_map(|count| Change::NewEvents { count }),
        Just(Change::NewContradiction { contradiction: "ctr-x".to_owned() }),
        Just(Change::ResponseStatus {
            response: "rsp-0".to_owned(),
            was: "proposed".to_owned(),
            now: "done".to_owned()
        }),
        Just(Change::Withdrawn { finding: "evt-gone".to_owned() }),
    ];
    (option::of(1u32..40), day(), all("chg", of, 14)).prop_map(|(letter, as_of, changes)| Changes {
        letter,
        as_of,
        changes,
    })
}

fn outline() -> impl Strategy<Value = Vec<OutlinePart>> {
    let content = prop_oneof![
        Just(Content::Summary),
        Just(Content::Judgements),
        Just(Content::Chronology),
        Just(Content::Corridors),
        Just(Content::Supply),
        Just(Content::Neighbours),
        Just(Content::Responses),
        Just(Content::Gaps),
    ];
    // Ids and contents that stand twice: anchors must stay unique.
    let part = ("[a-c]", titles(), vec(content, 0..4)).prop_map(|(id, title, holds)| OutlinePart {
        id,
        title,
        holds,
    });
    prop_oneof![Just(Vec::new()), vec(part, 1..5)]
}

fn texts() -> impl Strategy<Value = Vec<AnalystText>> {
    let markdown = prop_oneof![
        hostile(),
        Just("# Head\n\n- one\n  - two *x*\n\n[to](javascript:alert)\n\n<div class=\"x\">raw".to_owned()),
    ];
    let part = prop_oneof!["[a-c]", Just("summary".to_owned())];
    let text = (part, prop_oneof![Just("fr"), Just("en")], markdown)
        .prop_map(|(part, lang, markdown)| AnalystText { part, lang: lang.to_owned(), markdown });
    vec(text, 0..3)
}

/// Fills findings with random contents of every kind.
pub fn more() -> impl Strategy<Value = Findings> {
    let first = (
        roads(),
        supply(),
        all("int", interest(), 3),
        all("cbi", cross_border(), 4),
        all("acr", across(), 3),
    );
    let second = (all("fct", forecast(), 3), all("ten", tension(), 3), all("rsp", response(), 3));
    let third = (all("jdg", judgement(), 3), option::of(changes()), outline(), texts(), any::<bool>());
    (first, second, third).prop_map(|(first, second, third)| {
        let mut f = super::empty();
        (f.roads, f.supply, f.interests, f.neighbours, f.across) = first;
        (f.outlook, f.tensions, f.responses) = second;
        let amber;
        (f.judgements, f.changes, f.outline, f.texts, amber) = third;
        if amber {
            f.masthead.tlp = base::Tlp::Amber;
        }
        f
    })
}

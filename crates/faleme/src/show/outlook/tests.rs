use super::*;
use outlook::forecast::{Beside, Quantiles, rows};
use outlook::{
    Cells, Distribution, Forecasts, Gid, Horizon, Model, Month, Panel, Past, Sources, Target, Unable, Units,
    forecast,
};

const HEAD: &str = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low";

/// Tells more of later months.
struct Forest;

impl Model for Forest {
    fn name(&self) -> &str {
        "forest"
    }

    fn needs(&self) -> usize {
        24
    }

    fn forecast(&self, past: &Past<'_>, _: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        let one = |unit: usize, h: &Horizon| {
            let any = if unit == 0 { 0.3 + f64::from(*h) / 10.0 } else { 0.004 };
            Distribution::weighted([(0.0, 1.0 - any), (4.0, any)])
        };
        let units = 0..past.units().len();
        Ok(Forecasts::by_horizon(
            horizons,
            units.map(|u| horizons.iter().map(|h| one(u, h)).collect()).collect(),
        ))
    }
}

/// Three years with two deaths every third month in a cell of Mali; a quiet cell beside it and one in Togo.
fn panel() -> Panel {
    let mut text = format!("{HEAD}\n");
    for month in (0..36).step_by(3) {
        let day = format!("{}-{:02}-15", 2018 + month / 12, month % 12 + 1);
        text += &format!("{month},1,A,B,1,14.6,-9.2,Mali,1,{day},{day},2,2,2\n");
    }
    text += "x,3,A,B,1,14.6,-9.2,Mali,1,2020-12-05,2020-12-05,1,1,1\n";
    let mut rows = Vec::new();
    let mut keep = |block: Vec<events::Row>| -> std::io::Result<()> {
        rows.extend(block);
        Ok(())
    };
    let mut seen = events::datasets::Seen::default();
    let pack = |block: &events::datasets::Block| block.rows.clone();
    let ucdp = events::datasets::Dataset::Ucdp;
    events::datasets::import(&ucdp, "a.csv", &mut text.as_bytes(), &mut seen, None, &pack, &mut keep)
        .unwrap();
    let released = "2021-06-01".parse().unwrap();
    let tables = [events::Table { dataset: "ucdp".into(), release: "21.1".into(), released, rows }];
    let country = |code: &str| Country::new(code).unwrap();
    let gid = |n: u32| Gid::new(n).unwrap();
    let cells: Cells =
        [(gid(150_822), country("MLI")), (gid(150_840), country("MLI")), (gid(150_850), country("TGO"))]
            .into();
    let sources = Sources { tables: &tables, incidents: None };
    Panel::build(sources, Units::Cells(Some(&cells))).unwrap().value
}

fn skill(value: f64, sure: bool) -> Skill {
    Skill {
        units: 3,
        months: 8,
        came: 0.1,
        crps: 0.5 * (1.0 - value),
        crps_baseline: 0.5,
        brier: 0.08,
        brier_baseline: 0.09,
        skill: Some(value),
        skill_low: Some(value - 0.015),
        skill_high: Some(value + 0.015),
        beats_baseline: sure,
    }
}

fn track(sure: bool) -> Track {
    let value = if sure { 0.021 } else { 0.004 };
    Track {
        model: "forest".into(),
        baseline: "conflictology_n".into(),
        origins: vec![Month::new(2019, 10).unwrap(), Month::new(2020, 10).unwrap()],
        horizons: vec![1, 2],
        revised: true,
        fallback: None,
        all: Some(skill(value, sure)),
        countries: [("MLI".to_owned(), skill(value, sure)), ("TGO".to_owned(), skill(-0.1, false))].into(),
    }
}

fn shown(track: &Track) -> String {
    let panel = panel();
    let past = panel.until(panel.last()).unwrap();
    let told = forecast(&past, &Target::StateBased, &Forest, &[1, 2], &[]).unwrap();
    outlook_table(&rows(&past, &Target::StateBased, &told, track, &[]), track)
}

#[test]
fn units_worth_a_line_stand_by_country_and_the_record_below() {
    insta::assert_snapshot!(shown(&track(true)));
}

#[test]
fn where_the_model_does_not_beat_the_baseline_is_plain() {
    let told = shown(&track(false));
    assert!(
        told.contains("forest does not surely beat conflictology_n: hold to the baseline's figures"),
        "{told}"
    );
    let mut worse = track(false);
    worse.all = Some(skill(-0.05, false));
    let told = shown(&worse);
    assert!(told.contains("forest is worse than conflictology_n"), "{told}");
    let none = shown(&Track::default());
    assert!(none.contains("nobody knows how good this is") && none.contains("unscored"), "{none}");
}

#[test]
fn units_stand_by_their_ids_whatever_is_forecast() {
    let quantiles = Quantiles { q05: 0.0, q25: 0.0, q50: 0.0, q75: 0.0, q95: 0.0 };
    let told = |p_any: f64| Figures { p_any, mean: p_any, quantiles };
    let track = Track::default();
    let ids: Vec<UnitId> = [9, 3, 5].into_iter().map(|n| UnitId::Cell(Gid::new(n).unwrap())).collect();
    let month = Month::new(2021, 1).unwrap();
    let row = |(unit, p_any): (_, f64)| Row {
        unit,
        country: Country::new("MLI").unwrap(),
        period: month.plus(1),
        origin: month,
        horizon: 1,
        target: "state_based".into(),
        model: "forest",
        figures: told(p_any),
        baseline: Beside { model: "conflictology_n", figures: told(0.0) },
        history: vec![Some(0)],
        fallback: None,
        cautions: Vec::new(),
        record: track.of_unit(Country::new("MLI").unwrap(), 1),
    };
    let rows: Vec<Row<'_>> = ids.iter().zip([0.9, 0.2, 0.5]).map(row).collect();
    let table = outlook_table(&rows, &track);
    let at = |words: &str| table.find(words).unwrap();
    assert!(at("MLI      3 ") < at("MLI      5 ") && at("MLI      5 ") < at("MLI      9 "), "{table}");
}

use super::{Around, names, rows};
use crate::testing::{cells, row, series, ucdp};
use crate::{Panel, Sources, Target, Units};
use base::Country;

const HERE: u32 = 150_800;

fn of(panel: &Panel) -> Vec<Vec<f32>> {
    let past = panel.until(panel.last()).unwrap();
    rows(&past, &Target::StateBased, &Around::of(&past))
}

fn value(row: &[f32], name: &str) -> f32 {
    let names = names(&Target::StateBased);
    assert_eq!(names.len(), row.len());
    row[names.iter().position(|n| n == name).unwrap()]
}

#[test]
fn history_by_hand() {
    let mut counts = vec![0; 36];
    (counts[20], counts[30], counts[35]) = (12, 4, 1);
    let rows = of(&series(&[(HERE, &counts), (HERE + 1, &[2; 36]), (HERE + 2, &[0; 36])]));
    let own = |name: &str| value(&rows[0], name);
    assert_eq!(
        [own("sum_1"), own("sum_6"), own("sum_12"), own("sum_24"), own("sum_60")],
        [1.0, 5.0, 5.0, 17.0, 17.0]
    );
    assert_eq!(
        [own("lag_4"), own("lag_5"), own("active_12"), own("peak_12"), own("peak_60")],
        [0.0, 4.0, 2.0, 4.0, 12.0]
    );
    assert_eq!([own("since"), own("since_many"), own("mean")], [0.0, 15.0, 17.0 / 36.0]);
    // 1 + 4 · ½^(5/6) + 12 · ½^(15/6)
    assert!((own("decayed_6") - (1.0 + 4.0 * 0.5f32.powf(5.0 / 6.0) + 12.0 * 0.5f32.powf(2.5))).abs() < 1e-4);
    assert_eq!([own("ring_1_1_sum_12"), own("ring_1_1_active"), own("ring_1_1_since")], [24.0, 1.0, 0.0]);
    assert_eq!([own("ring_2_2_sum_60"), own("ring_2_2_since"), own("nearest_active")], [0.0, 180.0, 1.0]);
    assert_eq!(value(&rows[2], "ring_2_2_sum_60"), 17.0);
    assert_eq!([own("country_sum_3"), own("country_sum_12")], [7.0, 29.0]);
}

#[test]
fn the_border_is_where_another_country_begins() {
    let mut grid = cells(&[HERE, HERE + 1, HERE + 3]);
    let niger = Country::new("NER").unwrap();
    grid.values_mut().last().into_iter().for_each(|country| *country = niger);
    let tables = ucdp(vec![row(HERE, "2001-01-10", 3)]);
    let sources = Sources { tables: &tables, incidents: None };
    let rows = of(&Panel::build(sources, Units::Cells(Some(&grid))).unwrap().value);
    let border: Vec<f32> = rows.iter().map(|row| value(row, "border")).collect();
    assert_eq!(border, [3.0, 2.0, 2.0]);
    let lone = of(&series(&[(HERE, &[1, 0, 2])]));
    assert_eq!(value(&lone[0], "border"), 6.0);
}

#[test]
fn countries_have_no_neighbours() {
    let tables = ucdp(vec![row(HERE, "2001-01-10", 3), row(HERE, "2002-01-10", 5)]);
    let sources = Sources { tables: &tables, incidents: None };
    let rows = of(&Panel::build(sources, Units::Countries(None)).unwrap().value);
    assert_eq!((value(&rows[0], "sum_24"), value(&rows[0], "ring_1_1_sum_60")), (8.0, 0.0));
    assert!(rows[0].iter().all(|v| v.is_finite()));
}

use super::{Setting, Trial, backtest};
use crate::testing::{grid, row, series, ucdp};
use crate::{Conflictology, Model, Month, Panel, Sources, Target, Units, Window, baselines};
use base::Issue;
use std::sync::atomic::{AtomicUsize, Ordering};

const HERE: u32 = 150_800;

fn months(years: usize) -> (Vec<u32>, Vec<u32>) {
    let first = (0..years * 12).map(|m| if m % 5 == 0 { 3 } else { 0 }).collect();
    let second = (0..years * 12).map(|m| u32::from(m % 17 == 16) * 20).collect();
    (first, second)
}

fn run(panel: &Panel, windows: &[Window], models: &[Box<dyn Model>]) -> (Vec<super::Record>, Vec<Issue>) {
    let trials = windows.iter().map(|w| Trial { window: w.clone(), known: None }).collect();
    let models = models.iter().map(AsRef::as_ref).collect();
    let setting = Setting { panel, target: Target::StateBased, trials, models, seed: 1 };
    let count = AtomicUsize::new(0);
    let done = backtest(&setting, &|_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!(count.into_inner(), windows.len() * setting.models.len());
    (done.value, done.issues)
}

fn year(year: i16) -> Window {
    Window::year(year).unwrap()
}

#[test]
fn a_record_for_each_window_model_and_country_and_for_all_of_them() {
    let (first, second) = months(24);
    let panel = series(&[(HERE, &first), (HERE + 1, &second)]);
    let (records, issues) = run(&panel, &[year(2022), year(2023)], &baselines());
    assert_eq!(issues, []);
    // Two windows and the two together, five models, one country and all.
    assert_eq!(records.len(), 3 * 5 * 2);
    let of = |window: &str, model: &str| {
        records.iter().find(|r| r.window == window && r.model == model && r.country == "ALL").unwrap()
    };
    let zero = of("2022", "zero");
    let came: u32 = first[264..276].iter().chain(&second[264..276]).sum();
    assert_eq!((zero.cells, zero.months, zero.revised), (2, 12, true));
    assert!((zero.scores.crps - f64::from(came) / 24.0).abs() < 1e-12);
    assert_eq!(of("2022", "conflictology_n").skill, Some(0.0));
    let pooled = of("2022..2023", "zero");
    let mean = (zero.scores.crps + of("2023", "zero").scores.crps) / 2.0;
    assert!((pooled.scores.crps - mean).abs() < 1e-12);
    assert_eq!(pooled.months, 24);
    let again = run(&panel, &[year(2022), year(2023)], &baselines()).0;
    assert_eq!(records, again, "the same seed gives the same scores");
}

#[test]
fn the_score_of_conflictology_by_hand() {
    // Twelve months of 0 but one of 12; then 6 in the third month after, 0 later.
    let mut counts = vec![0; 24 + 5];
    counts[12 + 8] = 12;
    counts[21 + 3] = 6;
    let panel = series(&[(HERE, &counts)]);
    let origin = Month::new(2001, 10).unwrap();
    let window = Window::new(origin, [3]).unwrap();
    let models: Vec<Box<dyn Model>> = vec![Box::new(Conflictology)];
    let (records, _) = run(&panel, &[window], &models);
    // mean|x − 6| = 6; Σ|x − x′| / 2n² = 2·11·12 / 288 = 11/12.
    assert!((records[0].scores.crps - (6.0 - 11.0 / 12.0)).abs() < 1e-12);
    assert_eq!(records[0].window, "2001-10+3..3");
    assert_eq!(records[0].skill, None, "the baseline was not run");
    assert_eq!(records[0].scores.onset_brier, None, "the cell was not quiet");
    assert_eq!(records[0].scores.auc, None, "one forecast ranks nothing");
    assert!((records[0].scores.brier - (11.0f64 / 12.0).powi(2)).abs() < 1e-12);
}

#[test]
fn too_little_history_is_told_and_the_stand_in_marked() {
    let (first, second) = months(4);
    let panel = series(&[(HERE, &first), (HERE + 1, &second)]);
    let (records, issues) = run(&panel, &[year(2002)], &baselines());
    let boot = records.iter().find(|r| r.model == "boot_240").unwrap();
    let real = records.iter().find(|r| r.model == "conflictology").unwrap();
    assert_eq!((boot.fallback, real.fallback), (Some("conflictology"), None));
    assert_eq!(boot.scores, real.scores);
    assert_eq!(issues.len(), 1);
    assert!(issues[0].message.contains("240 months of history and has 22"), "{}", issues[0]);
}

#[test]
fn no_skill_is_told_beside_a_stand_in() {
    let (first, second) = months(4);
    let panel = series(&[(HERE, &first), (HERE + 1, &second)]);
    let origin = Month::new(2000, 8).unwrap();
    let (records, _) = run(&panel, &[Window::new(origin, 1..=6).unwrap()], &baselines());
    let around = records.iter().find(|r| r.model == "conflictology_n").unwrap();
    assert_eq!((around.fallback, around.skill), (Some("zero"), None));
    assert!(records.iter().all(|r| r.skill.is_none()));
}

#[test]
fn windows_that_cannot_be_scored_are_told() {
    let (mut first, _) = months(8);
    let panel = series(&[(HERE, &first)]);
    let (records, issues) = run(&panel, &[year(2000), year(2008)], &baselines());
    assert_eq!(records, []);
    let codes: Vec<&str> = issues.iter().map(|i| i.code.as_str()).collect();
    assert_eq!(codes, ["window.history", "window.open"]);
    first.fill(1);
    let rows = first.iter().enumerate().filter(|(m, _)| !(36..48).contains(m));
    let rows = rows.map(|(m, _)| row(HERE, &format!("{}-{:02}-15", 2000 + m / 12, m % 12 + 1), 1));
    let holed = grid(rows.collect(), &[HERE]);
    let (_, issues) = run(&holed, &[year(2003)], &baselines());
    assert_eq!(issues[0].code, "window.gap");
}

#[test]
fn nothing_that_comes_leaves_ranks_and_skill_unsaid() {
    let mut first = vec![0; 48];
    first[0] = 1;
    let panel = series(&[(HERE, &first)]);
    let (records, _) = run(&panel, &[year(2003)], &baselines());
    for record in &records {
        let s = &record.scores;
        assert_eq!((s.crps_active, s.auc, s.average_precision, record.skill), (None, None, None, None));
    }
}

#[test]
fn neighbours_are_for_grids_alone() {
    let (first, _) = months(8);
    let rows = first.iter().enumerate();
    let rows = rows.map(|(m, n)| row(HERE, &format!("{}-{:02}-15", 2000 + m / 12, m % 12 + 1), *n));
    let tables = ucdp(rows.collect());
    let sources = Sources { tables: &tables, incidents: None };
    let panel = Panel::build(sources, Units::Countries(None)).unwrap().value;
    let (records, issues) = run(&panel, &[year(2007)], &baselines());
    assert!(records.iter().all(|r| r.model != "conflictology_n" && r.baseline == "conflictology"));
    assert!(issues.iter().any(|i| i.code == "backtest.level"));
}

#[test]
fn what_was_known_at_the_origin_is_what_models_see() {
    let (first, second) = months(8);
    let panel = series(&[(HERE, &first)]);
    let known = series(&[(HERE, &second)]);
    let of = |known| {
        let trials = vec![Trial { window: year(2007), known }];
        let models: Vec<&dyn Model> = vec![&Conflictology];
        let setting = Setting { panel: &panel, target: Target::StateBased, trials, models, seed: 1 };
        backtest(&setting, &|_| ()).value[0].clone()
    };
    let (then, now) = (of(Some(&known)), of(None));
    assert_eq!((then.revised, now.revised), (false, true));
    assert_ne!(then.scores.crps, now.scores.crps);
    assert_eq!(then.scores.came, now.scores.came);
}

#[test]
fn no_skill_is_told_where_nothing_came() {
    // One cell had deaths long ago, so that conflictology tells some and zero none; nothing comes.
    let mut counts = vec![0; 36];
    counts[10] = 5;
    counts[20] = 5;
    let mut later = vec![0; 36];
    later[35] = 1;
    let panel = series(&[(HERE, &counts), (HERE + 1, &later)]);
    let window = Window::new(Month::new(2001, 10).unwrap(), 1..=6).unwrap();
    let records = run(&panel, &[window], &baselines()).0;
    let zero = records.iter().find(|r| r.model == "zero").unwrap();
    assert_eq!((zero.scores.came, zero.scores.crps), (0.0, 0.0));
    assert_eq!((zero.skill, zero.skill_low), (None, None), "knowing nothing is no skill");
}

#[test]
fn a_window_whose_last_year_is_missing_is_not_scored() {
    let mut counts = [1; 60];
    counts[34..36].fill(0);
    let rows = counts.iter().enumerate().filter(|(_, n)| **n > 0);
    let day = |i: usize| format!("{}-{:02}-15", 2000 + i / 12, i % 12 + 1);
    let rows = rows.flat_map(|(i, _)| (2..8).map(move |best| row(HERE, &day(i), best)));
    let panel = grid(rows.collect(), &[HERE]);
    assert_eq!(panel.gaps().len(), 1);
    let origin = |year: i16, month: u8| Window::new(Month::new(year, month).unwrap(), 1..=3).unwrap();
    let (records, issues) = run(&panel, &[origin(2003, 6)], &baselines());
    assert_eq!(records, []);
    assert!(issues[0].message.contains("in the last 12 months before it"), "{}", issues[0]);
    assert!(!run(&panel, &[origin(2003, 12)], &baselines()).0.is_empty());
}

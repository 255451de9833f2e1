use super::*;
use crate::testing::series;
use crate::{Distribution, Panel, Setting, Trial, backtest};
use proptest::prelude::*;

const HERE: u32 = 150_800;

/// A model that is surely right about a steady place, and needs three years.
struct Knows(f64);

impl Model for Knows {
    fn name(&self) -> &str {
        "knows"
    }

    fn needs(&self) -> usize {
        36
    }

    fn forecast(&self, past: &Past<'_>, _: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        if past.months() < 36 {
            return Err(Unable::TooShort { needs: 36, has: past.months() });
        }
        let one = |_| Distribution::surely(self.0);
        Ok(Forecasts::steady(horizons, (0..past.units().len()).map(one).collect()))
    }
}

fn past(panel: &Panel) -> Past<'_> {
    panel.until(panel.last()).unwrap()
}

fn track(panel: &Panel, model: &dyn Model, horizons: &[Horizon]) -> Track {
    let windows = closed(&past(panel), model.needs(), horizons);
    let trials = windows.iter().map(|w| Trial { window: w.clone(), known: None }).collect();
    let models = vec![model, baseline(panel.level())];
    let setting = Setting { panel, target: Target::StateBased, trials, models, seed: 1 };
    let records = backtest(&setting, &|_| ()).value;
    Track::of(&records, model.name(), baseline(panel.level()).name(), &windows)
}

#[test]
fn every_row_stands_beside_the_baseline_its_history_and_its_record() {
    let counts: Vec<u32> = (0..72).map(|m| m % 3).collect();
    let panel = series(&[(HERE, &counts), (HERE + 40, &[0; 72])]);
    let (past, horizons) = (past(&panel), [1, 2]);
    let outlook = forecast(&past, &Target::StateBased, &Knows(1.0), &horizons, &[]).unwrap();
    let track = track(&panel, &Knows(1.0), &horizons);
    let rows = rows(&past, &Target::StateBased, &outlook, &track, &[]);
    assert_eq!(rows.len(), 4);
    let first = &rows[0];
    assert_eq!((first.model, first.baseline.model), ("knows", "conflictology_n"));
    assert_eq!((first.period, first.origin), (Month::new(2006, 1).unwrap(), Month::new(2005, 12).unwrap()));
    // 8 of the cell's own 12 months among 108 values.
    assert!((first.baseline.figures.p_any - 8.0 / 108.0).abs() < 1e-12);
    assert_eq!((first.figures.p_any, first.figures.quantiles.q95), (1.0, 1.0));
    let history: Vec<Option<u32>> = counts[48..].iter().copied().map(Some).collect();
    assert_eq!(first.history, history);
    assert!(first.record.past_scored && first.cautions.is_empty());
    assert_eq!(first.record.all.unwrap().months, 6, "three windows of two months leave 36 before them");
    assert_eq!(rows[2].cautions, [Caution::NeverAny]);
    assert_eq!(rows[2].figures.p_any, 1.0, "a caution changes no figure");
}

#[test]
fn the_record_says_whether_the_model_is_better() {
    let steady = [1; 72];
    let panel = series(&[(HERE, &steady), (HERE + 40, &steady), (HERE + 80, &steady)]);
    let (good, bad) = (track(&panel, &Knows(1.0), &[1, 2, 3]), track(&panel, &Knows(9.0), &[1, 2, 3]));
    assert!(good.all.as_ref().unwrap().beats_baseline && good.not_better().is_empty());
    assert_eq!(good.all.unwrap().skill, Some(1.0));
    assert!(!bad.all.as_ref().unwrap().beats_baseline);
    assert_eq!(bad.not_better(), ["MLI"]);
    let alone = track(&panel, baseline(Level::Cell), &[1]);
    assert_eq!((alone.all.as_ref().unwrap().skill, alone.not_better().len()), (Some(0.0), 1));
}

#[test]
fn too_little_history_is_told_with_what_is_needed() {
    let panel = series(&[(HERE, &[1; 24])]);
    let outlook = forecast(&past(&panel), &Target::StateBased, &Knows(1.0), &[1], &[]).unwrap();
    let fallback = outlook.fallback.unwrap();
    assert_eq!(
        (fallback.model.as_str(), fallback.needs_months, fallback.has_months),
        ("knows", Some(36), 24)
    );
    assert_eq!((outlook.model.as_str(), &outlook.told), ("conflictology_n", &outlook.beside));
    let short = series(&[(HERE, &[1; 5])]);
    let none = forecast(&past(&short), &Target::StateBased, &Knows(1.0), &[1], &[]);
    assert_eq!(none, Err(NoForecast::TooShort { needs: 12, has: 5 }));
}

#[test]
fn zeros_and_recent_gaps_are_not_forecast_from() {
    let zeros = series(&[(HERE, &[0; 24])]);
    let none = forecast(&past(&zeros), &Target::StateBased, &Knows(1.0), &[1], &[]).unwrap_err();
    assert!(none.to_string().contains("nothing was counted in any unit from 2000-01 to 2001-12"), "{none}");
    let panel = series(&[(HERE, &[1; 48])]);
    let month = |year, month| Month::new(year, month).unwrap();
    let with = |gap| forecast(&past(&panel), &Target::StateBased, &Knows(1.0), &[1], &[gap]);
    let recent = (month(2002, 5), month(2003, 1));
    assert_eq!(with(recent), Err(NoForecast::Gap { from: recent.0, to: recent.1 }));
    let old = (month(2002, 5), month(2002, 12));
    let outlook = with(old).unwrap();
    let track = Track::default();
    let rows = rows(&past(&panel), &Target::StateBased, &outlook, &track, &[old]);
    assert_eq!(rows[0].cautions, [Caution::Gap, Caution::Unscored]);
    assert_eq!(rows[0].history.iter().filter(|n| n.is_none()).count(), 8);
    let long_ago = super::rows(
        &past(&panel),
        &Target::StateBased,
        &outlook,
        &track,
        &[(month(2000, 5), month(2001, 12))],
    );
    assert_eq!(long_ago[0].cautions, [Caution::Unscored]);
    assert!(!rows[0].record.past_scored && rows[0].record.all.is_none());
}

#[test]
fn only_horizons_that_history_allows_are_scored() {
    let panel = series(&[(HERE, &[1; 40])]);
    let windows = closed(&past(&panel), 36, &[1, 2, 6]);
    let told: Vec<&str> = windows.iter().map(Window::name).collect();
    assert_eq!(told, ["2003-02+1..2"]);
    let track = track(&panel, &Knows(1.0), &[1, 2, 6]);
    let mali = Country::new("MLI").unwrap();
    assert!(track.of_unit(mali, 2).past_scored && !track.of_unit(mali, 6).past_scored);
    assert!(closed(&past(&panel), 40, &[1]).is_empty());
}

use crate::Window;
use base::Country;

proptest! {
    #[test]
    fn figures_hold_together(draws in prop::collection::vec(0u32..40, 1..60)) {
        let told = Distribution::of_draws(draws.iter().map(|n| f64::from(*n)));
        let figures = Figures::of(&told);
        let q = figures.quantiles;
        let rising = [0.0, q.q05, q.q25, q.q50, q.q75, q.q95];
        prop_assert!(rising.windows(2).all(|w| w[0] <= w[1]), "{:?}", rising);
        prop_assert!((0.0..=1.0).contains(&figures.p_any));
        let any = draws.iter().filter(|n| **n > 0).count() as f64 / draws.len() as f64;
        prop_assert!((figures.p_any - any).abs() < 1e-12);
    }

    #[test]
    fn closed_windows_are_over_and_leave_history(months in 1usize..200, needs in 1usize..60, far in 1u8..40) {
        let counts = vec![1; months];
        let panel = series(&[(HERE, &counts)]);
        let past = past(&panel);
        let horizons: Vec<Horizon> = (1..=far).collect();
        let windows = closed(&past, needs, &horizons);
        prop_assert_eq!(windows.is_empty(), months <= needs);
        for window in &windows {
            prop_assert!(window.last() <= past.origin());
            prop_assert!(window.origin().since(past.first()) + 1 >= needs as i32);
            prop_assert!(window.horizons().iter().all(|h| horizons.contains(h)));
        }
        prop_assert!(windows.windows(2).all(|w| w[1].origin().since(w[0].origin()) == 12));
        prop_assert!(windows.len() <= 4);
    }
}

#[test]
fn the_baseline_beside_is_the_one_that_skill_is_measured_against() {
    for level in [Level::Cell, Level::District, Level::Country] {
        assert_eq!(baseline(level).name(), crate::yardstick(level), "{level}");
    }
}

//! `prices compare`: a market beside its neighbours before and after a constraint.

use crate::case::Case;
use crate::cli::Prices;
use crate::on_day::of_holdings;
use crate::output::Output;
use crate::show;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::{Context, Result, bail};
use base::{ConstraintId, Date, fold_key};
use events::ConstraintStatus;
use serde::Serialize;
use std::process::ExitCode;
use std::sync::Arc;
use supply::prices::{Book, Compared, Question, compare};

/// What is asked.
pub struct Asked<'a> {
    /// The market.
    pub market: &'a str,
    /// A constraint, or a day.
    pub since: &'a str,
    /// Kilometres.
    pub within: f64,
    /// Months on either side.
    pub months: u8,
}

/// The figure with what it rests on.
#[derive(Serialize)]
pub struct Shown {
    /// The day that the constraint began, or the day given.
    since: Date,
    /// The constraint.
    constraint: Option<String>,
    within_km: f64,
    /// The comparisons.
    #[serde(flatten)]
    pub compared: Compared,
    /// What the figure is, and what it is not.
    note: &'static str,
}

/// Said with every figure.
const NOTE: &str = "A figure, not a proof: all that changed for this market and not for its neighbours since then is in it, \
                    and neighbours may be touched by the same constraint.";

/// Compares.
pub fn run(args: &Prices, case: &Case, asked: &Asked<'_>, out: Output) -> Result<ExitCode> {
    let store = Store::open_to_ask(&args.dir)?;
    let day = args.as_of.or(case.as_of);
    let view = || {
        let day = as_of(&store, case, args.as_of, out)?;
        View::load(&store, case, day).map(Arc::new)
    };
    let shown = told(&super::book(&store, day, out)?, args, asked, (case, day, &view))?;
    out.result(&shown, || show::compared_text(&shown.compared, NOTE))?;
    if shown.compared.comparisons.is_empty() {
        let of: Vec<String> =
            shown.compared.refused.iter().map(|r| format!("{}: {}", r.commodity, r.why)).collect();
        bail!("too little data to compare {}: {}", shown.compared.market, of.join("; "));
    }
    Ok(ExitCode::SUCCESS)
}

/// The figure; `view` is what the case holds on the day, if a constraint is to be looked up.
pub fn told(
    book: &Book,
    args: &Prices,
    asked: &Asked<'_>,
    (case, day, view): (&Case, Option<Date>, &dyn Fn() -> Result<Arc<View>>),
) -> Result<Shown> {
    let (since, constraint) = match asked.since.parse::<Date>() {
        Ok(date) => (date, None),
        Err(_) if asked.since.starts_with(ConstraintId::PREFIX) => {
            (beginning(&*view()?, case, day, asked.since)?, Some(asked.since.to_owned()))
        }
        Err(_) => bail!("`{}` is neither a constraint (`cst-…`) nor a day such as 2025-09-03", asked.since),
    };
    let question = Question {
        market: asked.market.to_owned(),
        since,
        within_km: asked.within,
        months: i32::from(asked.months),
        commodities: args.commodity.iter().map(|c| fold_key(c)).collect(),
    };
    let compared = compare(book, &question)?;
    Ok(Shown { since, constraint, within_km: asked.within, compared, note: NOTE })
}

/// The first day that a constraint is told to be in force; of one that never is, its first day.
fn beginning(view: &View, case: &Case, day: Option<Date>, id: &str) -> Result<Date> {
    let found = of_holdings(view, case, day, events::constraints);
    let constraint = found
        .iter()
        .find(|c| c.id.as_str() == id)
        .with_context(|| format!("no constraint is called `{id}` on that day: `constraints` lists them"))?;
    let applied = constraint.history.iter().filter(|s| s.status == ConstraintStatus::InForce);
    let first = applied.filter_map(|s| s.date?.first()).min();
    first
        .or_else(|| constraint.date?.first())
        .with_context(|| format!("no first day is told of {id}: give a day with --since"))
}

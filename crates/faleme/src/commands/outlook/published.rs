//! Which model is published.

use base::Issue;
use outlook::forecast::{Fallback, baseline};
use outlook::{Conflictology, Level, Model, Pooled};

/// The model whose forecasts are published, the baseline beside them. The forest was tuned and tried on cells alone: for
/// districts and countries the baseline is published as it is, and says so.
pub fn model(level: Level) -> Box<dyn Model> {
    match level {
        Level::Cell => Box::new(Pooled::default()),
        Level::District | Level::Country => Box::new(Conflictology),
    }
}

/// Whether what is published is the baseline itself.
pub fn is_baseline(model: &dyn Model, level: Level) -> bool {
    model.name() == baseline(level).name()
}

/// The word on a model that could not be used.
pub fn fallen_back(fallback: &Fallback, baseline: &str) -> Issue {
    let Fallback { model, why, needs_months, .. } = fallback;
    let words = format!("{baseline} stands in for {model}: {why}");
    let issue = Issue::warning("outlook.fallback", words);
    match needs_months {
        Some(needs) => issue.help(format!("import older months, so that there are {needs} up to the origin")),
        None => issue,
    }
}

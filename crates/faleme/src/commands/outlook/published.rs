//! Which model is published.

use base::Issue;
use outlook::forecast::{Fallback, baseline};
use outlook::{Conflictology, Level, Model, Neighbourhood};

/// The model whose forecasts are published, the baseline beside them. The last line is the switch to another one.
pub fn model(level: Level) -> Box<dyn Model> {
    match level {
        Level::Cell => Box::new(Neighbourhood),
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

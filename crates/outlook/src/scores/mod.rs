//! Scores of predictive distributions, as the VIEWS Prediction Challenge 2023/24 has them (Hegre et al. 2024), and of the
//! probability of any death. Lower is better but for AUC and average precision.

mod bootstrap;
mod crps;
mod ignorance;
mod interval;
mod ranking;
mod reliability;
mod resample;
mod summary;

pub use bootstrap::{Interval95, skill};
pub use crps::crps;
pub use ignorance::{DRAWS, ignorance, ignorance_of_draws};
pub use interval::{LEVEL, interval_score};
pub use ranking::{auc, average_precision};
pub use reliability::{Reliability, reliability};
pub use resample::{challenge_draws, resample};
pub use summary::{Scored, Summary, reliability_of};

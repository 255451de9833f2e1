//! What comes to a border district from across the border.
//!
//! In: districts with outlines and countries, the rows of event datasets, an origin. Out: which districts lie at a border
//! ([`borders`]); how much of what is expected there comes from across, by a self-exciting process ([`decompose`]) and by
//! forecasting again as if nothing had happened across ([`remove`]); the shape of an [`Indicator`], which the five risks of a
//! border are told by, each with its evidence and never as one number.

mod border;
mod indicator;
mod process;
mod removal;
#[cfg(test)]
mod tests;

pub use border::{BORDER_KM, Border, borders};
pub use indicator::{Indicator, MonthValue, Risk, Shown};
pub use process::{Decomposition, Why, decompose};
pub use removal::{Ground, Removal, model, remove};

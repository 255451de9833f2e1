//! History in; scored probabilistic forecasts out.
//!
//! Doors: [`backtest()`] scores models window by window on what was not known to them; [`forecast()`] tells what may come
//! beside a baseline and a record; [`issued::verdict`] holds an issued forecast against what came; [`corridor::outlook()`]
//! lays forecasts of cells on corridors; [`spillover`] tells what comes from across a border; [`sweep::Sweep`] runs drawn
//! [`futures`] through corridors and supply; [`response`] keeps what was promised, and what calls for an early response.
//!
//! Terms: a *panel* counts deaths (or events) by *unit* (PRIO-GRID cell, district, country) and month; an *origin* is the
//! last month that a model has seen, a *horizon* how many months after it; a *window* is a calendar year forecast from
//! the October before. A [`Model`] is given a [`Past`], a panel cut at the origin, so that it cannot see what came after.
#![forbid(unsafe_code)]

mod backtest;
mod baselines;
pub mod corridor;
mod distribution;
pub mod forecast;
pub mod futures;
mod features;
mod forest;
mod grid;
pub mod hawkes;
mod holding;
pub mod issued;
mod model;
mod month;
mod panel;
mod pooled;
pub mod random;
pub mod response;
pub mod scores;
pub mod spillover;
pub mod sweep;
mod target;
#[cfg(test)]
mod testing;
mod unit;
mod window;

pub use backtest::{Issued, Record, Setting, Trial, backtest, yardstick};
pub use baselines::{Bootstrap, Conflictology, Last, Neighbourhood, Zero, baselines};
pub use distribution::{Atom, Distribution};
pub use forecast::{NoForecast, Outlook, Track, forecast};
pub use forest::{Binned, CLASSES, Forest, Growth};
pub use grid::Gid;
pub use holding::Holding;
pub use model::{Forecasts, Horizon, Model, Unable};
pub use month::Month;
pub use panel::{Cells, Counts, District, Panel, Past, Sources, Units, read_cells};
pub use pooled::{Decayed, Lesson, Pooled};
pub use target::Target;
pub use unit::{Level, Unit, UnitId};
pub use window::Window;

//! History in; scored probabilistic forecasts out.
//!
//! Doors: `backtest` scores models window by window on what was not known to them.
//!
//! Terms: a *panel* counts deaths (or events) by *unit* (PRIO-GRID cell, district, country) and month; an *origin* is the
//! last month that a model has seen, a *horizon* how many months after it; a *window* is a calendar year forecast from
//! the October before.
#![forbid(unsafe_code)]

pub mod forest;

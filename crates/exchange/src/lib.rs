//! What leaves a case for others, and what arrives from them, as values and bytes.
//!
//! In: rows that are already chosen, filtered and blurred, with where they come from; records of a partner; what is observed of a
//! case on a day. Out: files in open formats ([`formats`]), signed bundles and the view that partners share ([`bundle`]), alerts
//! with their CAP messages ([`alerts`]); each says where it is from ([`Provenance`]). It opens no store, no file and no connection, and reads no clock: the program hands it
//! values, keys and times. The same input gives the same bytes.
#![forbid(unsafe_code)]

pub mod alerts;
pub mod bundle;
pub mod formats;
pub mod provenance;

pub use provenance::{Provenance, Source};

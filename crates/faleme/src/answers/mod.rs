//! What the case answers to a question, whatever shows it: a page, the API, the OGC features, an export.
//!
//! In: the case as those who ask may see it (`Opened`), and the question (`Asked`). Out: an `Answer`, rows with their columns, or
//! a `Problem`. One file a subject; `ground` is what they share. How a request becomes a question, and how an answer is
//! sent, is not here.

mod answer;
mod asked;
mod asker;
mod param;
mod problem;

pub mod access;
pub mod alerts;
pub mod board;
mod changes;
pub mod claims;
pub mod constraints;
pub mod contradictions;
mod courses;
mod cover;
pub mod data;
pub mod decisions;
pub mod documents;
pub mod events;
pub mod ground;
pub mod letters;
pub mod map;
pub mod outlook;
pub mod passage;
pub mod people;
pub mod placed;
pub mod prices;
pub mod responses;
pub mod review;
pub mod route;
pub mod scenario;
pub mod spillover;
pub mod status;
pub mod supply;
pub mod why;

pub use answer::{Answer, Column, ITEMS, Kind, List, Part};
pub use asked::{Asked, Lang};
pub use asker::Asker;
pub use param::{Param, Takes, takes};
pub use problem::Problem;

//! One file a subject: what the case answers to it. `ground` is what they share; `super::subjects` lists them.

pub mod access;
pub mod alerts;
pub mod board;
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
pub mod prices;
pub mod responses;
pub mod review;
pub mod route;
pub mod scenario;
pub mod spillover;
pub mod status;
pub mod supply;
pub mod why;

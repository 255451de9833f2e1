//! Which documents copy, excerpt, reprint, translate or relay which: they count as one origin.
//!
//! In: a [`Sketch`] of each document ([`sketch()`]), about a kilobyte a page, made once and kept by the caller. Out:
//! an [`OriginGraph`]. Door: [`trace`], or [`trace_documents`] for a few documents in memory.
//!
//! Copies, excerpts and reprints are found by winnowed fingerprints of word runs and verified word by word;
//! translations by aligning paragraphs and sentences on names, numbers, dates, cognates and a small lexicon; relays by
//! what a text credits and how little it adds. A relation of score 0.5 or more makes one origin of two documents; one
//! below is shown and merges nothing.

mod align;
mod candidates;
mod codec;
mod features;
#[cfg(test)]
mod fixtures;
mod graph;
mod lexicon;
mod model;
mod passages;
mod relay;
mod sketch;
#[cfg(test)]
mod tests;
mod trace;
mod translation;
mod winnow;
mod words;

pub use model::{Origin, OriginGraph, Passage, Relation, RelationKind};
pub use sketch::{Sketch, sketch};
pub use trace::{trace, trace_documents};

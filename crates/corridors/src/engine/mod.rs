//! The routing engine: a graph as plain arrays in; distances, ways and matrices under any weights, out.
//!
//! [`Hierarchy::prepare`] looks at the shape of the network only; [`Hierarchy::customize`] applies weights in a
//! fraction of a second and gives a [`Metric`] to ask. A weight of [`INFINITY`] closes an arc.
//! [`Metric::update`] changes a few weights of a metric; [`Overlay`] answers thousands of scenarios that close pieces
//! known beforehand; [`TurnGraph`] keeps to forbidden turns.

pub mod dijkstra;
mod graph;
mod hierarchy;
mod lanes;
mod metric;
mod network;
mod order;
mod overlay;
mod partial;
mod query;
#[cfg(test)]
mod tests;
mod turns;

pub use graph::{Graph, GraphError, INFINITY};
pub use hierarchy::Hierarchy;
pub use metric::Metric;
pub use network::link_of;
pub use overlay::{MOST_PLACES, Overlay, TooManyPlaces};
pub use partial::Undo;
pub use turns::TurnGraph;

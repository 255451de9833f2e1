//! A road network and the constraints on it in; who can pass where on a given day, and the ways round, out.
//!
//! Terms: *node* and *link* (a piece of road between two nodes where one may turn, with its geometry), *corridor* (a
//! named chain of links between waypoints, cut into *sections*), *vehicle class* (a profile: speeds, limits, cost),
//! *passability* (open, restricted, closed, unknown: no news never becomes open).
#![forbid(unsafe_code)]

pub mod engine;
mod network;

pub use network::{Border, Link, LinkFlags, LinkId, Network, Node, NodeId, RoadClass, Surface};

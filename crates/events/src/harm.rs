//! What is told of forces, and how much of it is shown: that it is told, where to a division, when to a month.

/// Types that tell where forces stand or move.
const POSITIONS: [&str; 6] = [
    "checkpoint",
    "convoy_escort",
    "escort_rule",
    "military_losses",
    "military_operation",
    "security_deployment",
];

/// Whether events of a type tell where forces stand or move. Of these no output shows a day, a strength, a unit or a
/// place finer than a first-level division or a road.
pub fn shows_positions(event_type: &str) -> bool {
    POSITIONS.contains(&event_type)
}

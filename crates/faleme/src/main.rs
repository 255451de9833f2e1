//! x
#[allow(dead_code)]
mod findings;
fn main() {}

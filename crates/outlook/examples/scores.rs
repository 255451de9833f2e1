//! Scores draws as the VIEWS Prediction Challenge does, for the checks in `benches/outlook`.
//!
//! Standard input: a line for each forecast, what came and then the draws in their order, parted by commas. Standard
//! output: CRPS, ignorance, interval score, parted by commas.

use outlook::Distribution;
use outlook::scores::{challenge_draws, crps, ignorance_of_draws, interval_score};
use std::io::{self, BufRead, BufWriter, Write};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let numbers = line.split(',').map(|n| n.trim().parse::<f64>().map_err(io::Error::other));
        let numbers = numbers.collect::<Result<Vec<f64>, _>>()?;
        let Some((came, draws)) = numbers.split_first() else { continue };
        let forecast = Distribution::of_draws(draws.iter().copied());
        let ign = ignorance_of_draws(&challenge_draws(draws), *came);
        writeln!(out, "{},{},{}", crps(&forecast, *came), ign, interval_score(&forecast, *came))?;
    }
    out.flush()
}

//! Solves the linear programs of a file, cold and from the basis of the first, and says what came out and how long it took.
//!
//! Usage: `lp FILE.json [TIMES]`. Each line of the file is one structure with its problems (see `benches/supply/lp.py`,
//! which writes it); each line of the answer belongs to one. Times are the least of TIMES (5), in microseconds.

use serde::{Deserialize, Serialize};
use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::time::Instant;
use supply::lp::{Basis, LpError, Problem, Solution, Structure, solve};

#[derive(Deserialize)]
struct Instance {
    rows: usize,
    columns: Vec<Vec<(usize, f64)>>,
    problems: Vec<Given>,
}

/// A problem; bounds that are missing are infinite.
#[derive(Deserialize)]
struct Given {
    costs: Vec<f64>,
    lower: Vec<Option<f64>>,
    upper: Vec<Option<f64>>,
    row_lower: Vec<Option<f64>>,
    row_upper: Vec<Option<f64>>,
}

#[derive(Default, Serialize)]
struct Answer {
    /// By problem: the least cost, or why there is none.
    status: Vec<String>,
    objective: Vec<Option<f64>>,
    warm_objective: Vec<Option<f64>>,
    cold: Vec<f64>,
    warm: Vec<f64>,
    cold_steps: Vec<usize>,
    warm_steps: Vec<usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: lp FILE.json [TIMES]")?;
    let times = arguments.next().map_or(Ok(5), |t| t.parse())?;
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let instance: Instance = serde_json::from_str(&line?)?;
        println!("{}", serde_json::to_string(&answer(instance, times)?)?);
    }
    Ok(())
}

fn answer(instance: Instance, times: usize) -> Result<Answer, Box<dyn Error>> {
    let structure = Structure::new(instance.rows, instance.columns)?;
    let problems: Vec<Problem> = instance.problems.into_iter().map(problem).collect();
    let first = problems.first().ok_or("no problem")?;
    let start = solve(&structure, first, None).ok().map(|s| s.basis);
    let mut answer = Answer::default();
    for problem in &problems {
        let (cold, cold_time) = timed(&structure, problem, None, times);
        let (warm, warm_time) = timed(&structure, problem, start.as_ref(), times);
        answer.status.push(cold.as_ref().map_or_else(|e| e.to_string(), |_| "optimal".to_owned()));
        answer.objective.push(cold.as_ref().ok().map(|s| s.objective));
        answer.warm_objective.push(warm.as_ref().ok().map(|s| s.objective));
        answer.cold_steps.push(cold.map_or(0, |s| s.steps));
        answer.warm_steps.push(warm.map_or(0, |s| s.steps));
        answer.cold.push(cold_time);
        answer.warm.push(warm_time);
    }
    Ok(answer)
}

fn timed(
    structure: &Structure,
    problem: &Problem,
    start: Option<&Basis>,
    times: usize,
) -> (Result<Solution, LpError>, f64) {
    let mut least = f64::INFINITY;
    for _ in 1..times {
        let begun = Instant::now();
        let _ = black_box(solve(structure, black_box(problem), start));
        least = least.min(begun.elapsed().as_secs_f64());
    }
    let begun = Instant::now();
    let found = solve(structure, problem, start);
    (found, least.min(begun.elapsed().as_secs_f64()) * 1e6)
}

fn problem(given: Given) -> Problem {
    let or = |values: Vec<Option<f64>>, else_: f64| values.into_iter().map(|v| v.unwrap_or(else_)).collect();
    Problem {
        costs: given.costs,
        lower: or(given.lower, f64::NEG_INFINITY),
        upper: or(given.upper, f64::INFINITY),
        row_lower: or(given.row_lower, f64::NEG_INFINITY),
        row_upper: or(given.row_upper, f64::INFINITY),
    }
}

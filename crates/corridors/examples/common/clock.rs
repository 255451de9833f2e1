//! Two clocks of a bench: the wall's and the processor's.

use std::time::Instant;

/// A clock that was started.
pub struct Clock {
    wall: Instant,
    processor: Option<f64>,
}

impl Clock {
    /// Starts now.
    pub fn start() -> Self {
        Self { wall: Instant::now(), processor: processor() }
    }

    /// Seconds since: by the wall, and of processor time on all cores. Where the system does not tell the latter, the
    /// former stands in for it.
    pub fn read(&self) -> [f64; 2] {
        let wall = self.wall.elapsed().as_secs_f64();
        [wall, self.processor.zip(processor()).map_or(wall, |(start, now)| now - start)]
    }
}

/// Time that the threads of this process spent on a processor so far, in seconds: the first field of each thread's
/// `schedstat` (Linux, nanoseconds). The threads of the pool live as long as the process.
fn processor() -> Option<f64> {
    let mut nanoseconds = 0;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let told = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += told.split_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(nanoseconds as f64 / 1e9)
}

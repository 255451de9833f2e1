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

/// User and system time of this process so far: fields 14 and 15 of `proc_pid_stat(5)`, in hundredths of a second.
fn processor() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the name in brackets, may hold blanks.
    let rest = stat.rsplit_once(')')?.1;
    let ticks = rest.split_whitespace().skip(11).take(2).map(|f| f.parse::<f64>());
    ticks.sum::<Result<f64, _>>().ok().map(|t| t / 100.0)
}

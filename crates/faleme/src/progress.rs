//! How far a run is: a bar on a terminal, plain lines elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Between two plain lines.
const EVERY: Duration = Duration::from_secs(5);

/// Progress through a known number of documents.
pub struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
    total: usize,
    done: usize,
    said: Instant,
}

impl Progress {
    /// Starts; `quiet` shows nothing.
    pub fn new(total: usize, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (terminal && !quiet && total > 1).then(|| styled(total));
        Self { bar, plain: !terminal && !quiet, total, done: 0, said: Instant::now() }
    }

    /// `count` more documents are done.
    pub fn advance(&mut self, count: usize) {
        self.done += count;
        if let Some(bar) = &self.bar {
            bar.set_position(self.done as u64);
        } else if self.plain && self.said.elapsed() >= EVERY {
            eprintln!("{} of {} documents", self.done, self.total);
            self.said = Instant::now();
        }
    }

    /// Says something without tearing the bar.
    pub fn say(&self, words: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{words}")),
            None => eprintln!("{words}"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn styled(total: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} documents, {eta} left");
    ProgressBar::new(total as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

//! How far a run is: a bar on a terminal, plain lines elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Between two plain lines.
const EVERY: Duration = Duration::from_secs(5);

/// What is gone through.
enum Of {
    Documents,
    Forecasts,
    Futures,
    /// The bytes of a file of this name.
    File(String),
    /// The bytes of a file that comes from elsewhere.
    Download(String),
}

/// Progress through a known number of documents or bytes.
pub struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
    of: Of,
    total: u64,
    done: u64,
    said: Instant,
}

impl Progress {
    /// Starts with documents; `quiet` shows nothing.
    pub fn new(total: usize, quiet: bool) -> Self {
        Self::start(Of::Documents, total as u64, quiet)
    }

    /// Starts with forecasts.
    pub fn of_forecasts(total: usize, quiet: bool) -> Self {
        Self::start(Of::Forecasts, total as u64, quiet)
    }

    /// Starts with drawn futures.
    pub fn of_futures(total: usize, quiet: bool) -> Self {
        Self::start(Of::Futures, total as u64, quiet)
    }

    /// Starts with a file that has so many bytes to be read in all.
    pub fn of_file(name: &str, total: u64, quiet: bool) -> Self {
        Self::start(Of::File(name.to_owned()), total, quiet)
    }

    /// Starts with a file of so many bytes that comes from elsewhere.
    pub fn of_download(name: &str, total: u64, quiet: bool) -> Self {
        Self::start(Of::Download(name.to_owned()), total, quiet)
    }

    fn start(of: Of, total: u64, quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let bar = (terminal && !quiet && total > 1).then(|| styled(&of, total));
        Self { bar, plain: !terminal && !quiet, of, total, done: 0, said: Instant::now() }
    }

    /// `count` more documents are done.
    pub fn advance(&mut self, count: usize) {
        self.reach(self.done + count as u64);
    }

    /// So much is done in all.
    pub fn reach(&mut self, done: u64) {
        self.done = done;
        if let Some(bar) = &self.bar {
            bar.set_position(done);
        } else if self.plain && self.said.elapsed() >= EVERY {
            eprintln!("{}", self.line());
            self.said = Instant::now();
        }
    }

    fn line(&self) -> String {
        match &self.of {
            Of::Documents => format!("{} of {} documents", self.done, self.total),
            Of::Forecasts => format!("{} of {} forecasts", self.done, self.total),
            Of::Futures => format!("{} of {} futures", self.done, self.total),
            Of::File(name) => format!("{name}: {} % read", self.done * 100 / self.total.max(1)),
            Of::Download(name) => {
                let megabytes = |bytes: u64| bytes as f64 / 1e6;
                format!("{name}: {:.1} of {:.1} MB", megabytes(self.done), megabytes(self.total))
            }
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

fn styled(of: &Of, total: u64) -> ProgressBar {
    let (template, name) = match of {
        Of::Documents => ("{bar:30} {pos} of {len} documents, {eta} left", String::new()),
        Of::Forecasts => ("{bar:30} {pos} of {len} forecasts, {eta} left", String::new()),
        Of::Futures => ("{bar:30} {pos} of {len} futures, {eta} left", String::new()),
        Of::File(name) => ("{msg} {bar:30} {percent} %, {eta} left", name.clone()),
        Of::Download(name) => {
            ("{msg} {bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left", name.clone())
        }
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style).with_message(name)
}

/// A file that is read from its start to its end, maybe several times, with its progress; reading fails once `stop` is set.
pub struct Watched<'a, R> {
    inner: R,
    progress: Progress,
    stop: &'a AtomicBool,
    at: u64,
    /// Bytes of the times before.
    before: u64,
}

impl<'a, R> Watched<'a, R> {
    /// Watches a file from its start.
    pub fn new(inner: R, progress: Progress, stop: &'a AtomicBool) -> Self {
        Self { inner, progress, stop, at: 0, before: 0 }
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Not `Interrupted`: readers try that again.
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        let count = self.inner.read(buffer)?;
        self.at += count as u64;
        self.progress.reach(self.before + self.at);
        Ok(count)
    }
}

impl<R: Seek> Seek for Watched<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.inner.seek(to)?;
        // To go back is to begin anew.
        if at < self.at {
            self.before += self.at;
        }
        self.at = at;
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_read_twice_counts_twice_and_a_stop_ends_it() {
        let stop = AtomicBool::new(false);
        let progress = Progress::of_file("a.pbf", 30, true);
        let mut file = Watched::new(io::Cursor::new([7; 10]), progress, &stop);
        io::copy(&mut file, &mut io::sink()).unwrap();
        assert_eq!(file.progress.line(), "a.pbf: 33 % read");
        file.rewind().unwrap();
        file.seek(SeekFrom::Start(5)).unwrap();
        io::copy(&mut file, &mut io::sink()).unwrap();
        assert_eq!(file.progress.line(), "a.pbf: 66 % read", "what is passed over counts");
        stop.store(true, Ordering::Relaxed);
        file.rewind().unwrap();
        let why = file.read_to_end(&mut Vec::new()).unwrap_err();
        assert_ne!(why.kind(), io::ErrorKind::Interrupted);
    }

    #[test]
    fn documents_are_counted_and_no_file_has_no_bytes() {
        let mut documents = Progress::new(12, true);
        documents.advance(5);
        documents.advance(2);
        assert_eq!(documents.line(), "7 of 12 documents");
        assert_eq!(Progress::of_file("empty", 0, true).line(), "empty: 0 % read");
    }
}

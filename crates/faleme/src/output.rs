//! Where words go: results to standard output, everything else to standard error.

use anyhow::{Context, Result};
use base::{Issue, Severity};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

/// Form of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// One JSON document for scripts.
    Json,
}

/// How a command speaks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Output {
    /// Form of the result.
    pub format: Format,
    /// Only results and errors.
    pub quiet: bool,
}

impl Output {
    /// Whether a script reads the result.
    pub fn is_json(self) -> bool {
        self.format == Format::Json
    }

    /// Prints the result: `value` as JSON, or the text that `table` makes.
    pub fn result<T: Serialize>(self, value: &T, table: impl FnOnce() -> String) -> Result<()> {
        if self.is_json() { json(value) } else { text(&table()) }
    }

    /// Says something worth knowing, unless quiet.
    pub fn note(self, words: impl AsRef<str>) {
        if !self.quiet && !words.as_ref().is_empty() {
            eprintln!("{}", harmless(words.as_ref()));
        }
    }

    /// Reports an issue; when quiet, errors only.
    pub fn issue(self, issue: &Issue) {
        if !self.quiet || issue.severity == Severity::Error {
            eprintln!("{}", harmless(&issue.to_string()));
        }
    }
}

/// Words as a terminal may be given them: what would steer it (escape sequences of a file's name, of a publisher's or a partner's
/// words) is replaced. Lines, tabs and the line ends of tables stay.
fn harmless(words: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    if words.contains(steers) { words.replace(steers, "\u{fffd}").into() } else { words.into() }
}

/// A number with what it counts: `1 document`, `2 documents`.
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Prints one JSON document to standard output.
pub fn json<T: Serialize>(value: &T) -> Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from).context("writing the result")?;
    out.write_all(b"\n").and_then(|()| out.flush()).context("writing the result")
}

/// Prints text to standard output, ended by one line break.
pub fn text(words: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    let words = harmless(words);
    let words = words.trim_end_matches('\n');
    if words.is_empty() {
        return Ok(());
    }
    writeln!(out, "{words}").and_then(|()| out.flush()).context("writing the result")
}

/// Whether the reader of our output went away (`faleme claims … | head`), which is no failure.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |e: &(dyn std::error::Error + 'static)| e.downcast_ref::<io::Error>().map(io::Error::kind);
    error.chain().any(|e| kind(e) == Some(io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_words_steer_a_terminal() {
        assert_eq!(harmless("a\u{1b}[2J\u{7}b\u{9b}c"), "a\u{fffd}[2J\u{fffd}b\u{fffd}c");
        assert_eq!(harmless("é\ta\r\n—"), "é\ta\r\n—");
    }
}

//! What comes from outside: the addresses that a case names in `fetch.toml`, and nothing else.
//!
//! In: the case's list of sources and answers of servers, which are not trusted. Out: files and documents that were
//! looked at before they take a place, and `fetch.lock`, which says what was fetched when. How each publisher's layout is
//! walked stands in `commands/fetch`; here is what they share: addresses and where they may lead, requests that wait and
//! try again, downloads that go on where they broke off, what bytes look like, feeds and mailboxes.

pub mod address;
pub mod download;
pub mod feeds;
pub mod get;
pub mod guarded;
pub mod lock;
pub mod look;
pub mod mail;
pub mod paper;
mod partial;
pub mod permit;
pub mod sources;
pub mod unpack;
pub mod wait;

use base::Issue;

/// What a step gives, or the reason for the user why it could not.
pub type Step<T> = Result<T, Box<Issue>>;

/// A refusal with its reason.
pub fn refused(code: &str, words: impl Into<String>) -> Box<Issue> {
    Box::new(Issue::error(code, words))
}

/// A refusal with its reason and what to do.
pub fn helped(code: &str, words: impl Into<String>, help: impl Into<String>) -> Box<Issue> {
    Box::new(Issue::error(code, words).help(help))
}

/// An error of the case's own house as the reason for a source.
pub fn house(error: &anyhow::Error) -> Box<Issue> {
    refused("fetch.case", format!("{error:#}"))
}

/// The refusal of a file that is longer than it may be.
pub fn too_long(most: u64) -> Box<Issue> {
    let said = format!("it is longer than {} MB, which this source may be", most / 1_000_000);
    helped("fetch.too_long", said, "if that is right, raise `most_mb` of the source")
}

/// Words of a server, made fit for one line: no control signs, and not long.
pub fn tamed(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = one_line.chars().filter(|c| !c.is_control()).take(200).collect();
    if plain.chars().count() < one_line.chars().count() { format!("{plain}…") } else { plain }
}

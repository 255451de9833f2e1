//! One source for one country, and what comes of it.

use crate::case::Case;
use crate::fetching::Step;
use crate::fetching::address::Address;
use crate::fetching::get::{Client, Secret};
use crate::fetching::guarded::agent;
use crate::fetching::lock::Entry;
use crate::fetching::permit::Permit;
use crate::fetching::sources::FetchEntry;
use crate::fetching::wait::Limits;
use crate::fetching::{helped, refused};
use crate::output::Output;
use base::{Country, Issue};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// One source for one country.
pub struct Job<'a> {
    /// Case folder.
    pub dir: &'a Path,
    /// Case.
    pub case: &'a Case,
    /// Source.
    pub source: &'a FetchEntry,
    /// Country, where each has its own file.
    pub country: Option<Country>,
    /// How patient.
    pub limits: &'a Limits,
    /// Set when the run is to end.
    pub stop: &'a AtomicBool,
    /// How to speak.
    pub out: Output,
}

/// What came of it.
#[derive(Default)]
pub struct Came {
    /// What the lock keeps.
    pub entry: Entry,
    /// Whether it is new.
    pub changed: bool,
    /// The command that goes on with it.
    pub next: Option<String>,
    /// What is worth knowing.
    pub issues: Vec<Issue>,
}

impl Job<'_> {
    /// How messages name it.
    pub fn shown(&self) -> String {
        self.country.map_or_else(|| self.source.name.clone(), |c| format!("{} {c}", self.source.name))
    }

    /// Which part of the source it is, in the lock.
    pub fn part(&self) -> String {
        self.country.map_or_else(String::new, |c| c.as_str().to_owned())
    }

    /// The address or path that the case names.
    pub fn place(&self) -> String {
        let path = self.source.path.as_ref().map(|p| p.display().to_string());
        path.or_else(|| Some(self.source.address(self.country).ok()?.to_string())).unwrap_or_default()
    }

    /// The address that the case names.
    pub fn address(&self) -> Step<Address> {
        self.source.address(self.country).map_err(|why| helped("fetch.address", why, "mend `fetch.toml`"))
    }

    /// The file that is to be.
    pub fn file(&self) -> Step<PathBuf> {
        let name = self.source.file(self.country);
        let name = name.map_err(|why| helped("fetch.file", why, "mend `file` in `fetch.toml`"))?;
        Ok(self.folder().join(name))
    }

    /// The folder of its files.
    pub fn folder(&self) -> PathBuf {
        self.dir.join("data").join(&self.source.name)
    }

    /// Asks on behalf of this source, beginning with the address that the case names.
    pub fn client<'b>(
        &'b self,
        first: &'b Address,
        shut: &'b dyn Fn(&str) -> Option<String>,
    ) -> Step<Client<'b>> {
        let secret = self.secret()?;
        Ok(Client {
            agent: agent(first, self.limits.idle()),
            limits: self.limits,
            stop: self.stop,
            out: self.out,
            permit: Permit { first, redirects: &self.source.redirects, shut },
            secret,
        })
    }

    fn secret(&self) -> Step<Option<Secret>> {
        let Some(token) = &self.source.token else { return Ok(None) };
        let value = std::env::var(&token.env).ok().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let Some(value) = value else {
            let said = format!("it needs a token, and {} is not set", token.env);
            return Err(helped(
                "fetch.token",
                said,
                "ask the publisher for one, and set the variable before the run",
            ));
        };
        let fits = |words: &str| words.bytes().all(|b| b.is_ascii_graphic());
        if !fits(&value) || !fits(&token.header) {
            return Err(refused("fetch.token", format!("{} holds signs that no token has", token.env)));
        }
        Ok(Some((token.header.clone(), value)))
    }
}

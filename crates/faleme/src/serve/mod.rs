//! `serve`: the case in a browser, and its API.
//!
//! In: requests. Out: pages in French and English, JSON, CSV, GeoJSON. Each subject (events, constraints, …) has one answer
//! (`answers`), which its page, its tables and the API show alike; `doors` lists every route with who may open it. What
//! readers may not see is not there for them: their questions go through `Opened::for_readers`.

pub mod answer;
pub mod answers;
pub mod asked;
mod changes;
mod desk;
mod doors;
mod gate;
mod house;
mod jobs;
mod kept;
mod letters;
mod line;
mod listen;
mod ogc;
mod one;
mod openapi;
mod pages;
mod param;
mod patience;
mod people;
mod posted;
pub mod reply;
mod routes;
mod sign;
mod subjects;
mod uploads;
pub mod visitor;
mod words;

use crate::case::Case;
use crate::cli::Serve;
use crate::output::Output;
use crate::store::Store;
use crate::users::Users;
use anyhow::{Context, Result, bail};
use desk::Desk;
use house::House;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

/// Serves a case until Ctrl-C.
pub fn run(args: &Serve, quiet: bool) -> Result<ExitCode> {
    let out = Output { quiet, ..Output::default() };
    let line = listen::Line::of(args)?;
    Case::load(&args.dir)?;
    // Brings an older ledger up to date, and refuses a newer one, before anybody asks.
    drop(Store::open(&args.dir)?);
    let address = args.listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)));
    let _one = one::only(&args.dir)?;
    let users = args.users.then(|| Users::open(&args.dir)).transpose()?;
    if let Some(users) = &users
        && users.list()?.iter().all(|u| u.revoked.is_some())
    {
        bail!(
            "nobody may sign in yet: make a user first (faleme users {} add NAME --role admin)",
            args.dir.display()
        );
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting the server")?;
    runtime.block_on(async {
        let listener = listen::bind(address).await?;
        let address = listener.local_addr()?;
        let house = House::new(line.hosts(address), users, quiet)?;
        let scheme = if line.is_tls() { "https" } else { "http" };
        out.note(format!("{scheme}://{address} (Ctrl-C ends it)"));
        let desk = Arc::new(Desk::new(&args.dir, house)?);
        desk.jobs.resume(&desk);
        listen::serve(listener, line, doors::router(&desk)).await
    })?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests;

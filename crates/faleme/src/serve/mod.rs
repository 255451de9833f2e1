//! `serve`: the case in a browser, and its API.
//!
//! In: requests. Out: pages in French and English, JSON, CSV, GeoJSON. Each subject (events, constraints, …) has one answer
//! (`answers`), which its page, its tables and the API show alike; `doors` lists every route with who may open it. What
//! readers may not see is not there for them: their questions go through `Opened::for_readers`.

mod answer;
mod answers;
mod asked;
mod changes;
mod desk;
mod doors;
mod kept;
mod listen;
mod pages;
mod reply;
mod visitor;
mod words;

use crate::case::Case;
use crate::cli::Serve;
use crate::output::Output;
use crate::store::Store;
use anyhow::{Context, Result, bail};
use desk::Desk;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

/// Serves a case until Ctrl-C.
pub fn run(args: &Serve, quiet: bool) -> Result<ExitCode> {
    let out = Output { quiet, ..Output::default() };
    if args.users {
        bail!("--users: not yet");
    }
    Case::load(&args.dir)?;
    // Brings an older ledger up to date, and refuses a newer one, before anybody asks.
    drop(Store::open(&args.dir)?);
    let address = args.listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)));
    let desk = Arc::new(Desk::new(&args.dir, address)?);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting the server")?;
    runtime.block_on(async {
        let listener = listen::bind(address).await?;
        out.note(format!("http://{} (Ctrl-C ends it)", listener.local_addr()?));
        listen::serve(listener, doors::router(&desk)).await
    })?;
    Ok(ExitCode::SUCCESS)
}

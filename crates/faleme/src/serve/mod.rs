//! `serve`: the case in a browser, and its API.
//!
//! In: requests. Out: pages in French and English, JSON, CSV, GeoJSON. Each subject (events, constraints, …) has one answer
//! (`crate::answers`), which its page, its tables and the API show alike; `doors` lists every route with who may open it. What
//! readers may not see is not there for them: their questions go through `Opened::for_readers`.

mod changes;
mod cookies;
mod desk;
mod doors;
mod form;
mod gate;
mod hapi;
mod hosts;
mod house;
mod jobs;
mod kept;
mod language;
mod letters;
mod line;
mod listen;
mod ogc;
mod one;
mod openapi;
mod pace;
mod pages;
mod paths;
mod patience;
mod people;
mod posted;
mod question;
mod reply;
mod route;
mod sign;
mod slow;
mod subjects;
mod switch;
mod told;
mod uploads;
mod visitor;
mod words;

use crate::answers::{Asked, Asker, Lang};
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
use subjects::SUBJECTS;

/// Serves a case until Ctrl-C, or until the system asks it to end.
pub fn run(args: &Serve, quiet: bool) -> Result<ExitCode> {
    let out = Output { quiet, ..Output::default() };
    let line = listen::Line::of(args)?;
    if let Some(issue) = listen::reached_by_others(args) {
        out.issue(&issue);
    }
    Case::load(&args.dir)?;
    // Brings an older ledger up to date, and refuses a newer one, before anybody asks.
    drop(Store::open(&args.dir)?);
    let address = args.listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)));
    let _one = one::only(&args.dir)?;
    let users = args.users.then(|| Users::open(&args.dir)).transpose()?;
    if let Some(users) = &users
        && let many @ 1.. = users.broken_off()?
    {
        out.note(format!("changes that an earlier server began and did not end: {many}; the log lists them"));
    }
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
        desk.jobs.resume();
        if !args.users {
            open_the_first_page(&desk)?;
        }
        listen::serve(listener, line, doors::router(&desk)).await
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Whoever starts a server for themselves looks at its first page next: what it shows is worked out from now on, for them and
/// whatever language they take. A browser that is quicker waits for the same work.
fn open_the_first_page(desk: &Arc<Desk>) -> Result<()> {
    let owner = Asked::read(Asker::OWNER, Lang::French, None, &[]).map_err(|p| anyhow::anyhow!(p.detail))?;
    let desk = Arc::clone(desk);
    tokio::spawn(async move {
        let first = |desk: &Desk, asked: &Asked| {
            (SUBJECTS[0].answer)(&desk.opened(&desk.state(), asked.by.readers)?, asked)
        };
        // What cannot be answered is told to those who ask.
        let _ = desk.work(owner, first).await;
    });
    Ok(())
}

#[cfg(test)]
mod tests;

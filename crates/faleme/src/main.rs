//! `faleme`: documents and analysts' decisions in; claims, contradictions and the letter out.
//!
//! The only part of the house that touches disk, network, clock and environment. Each command is a file under
//! `commands`; `store` keeps the ledger, `ingest` reads files into it, `view` resolves what it holds, `show` gives
//! the shapes that scripts read. What the case answers to a question stands in `answers`; `serve` (pages and API) and `export`
//! (files) hand it on.
#![forbid(unsafe_code)]

mod answers;
mod case;
mod cli;
mod clock;
mod commands;
mod corridor;
mod dispatch;
mod export;
mod fetching;
mod files;
mod findings;
mod guard;
mod headline;
mod ingest;
mod model;
mod names;
mod neighbours;
mod on_day;
mod opened;
mod output;
mod panel;
mod progress;
mod regions;
mod serve;
mod show;
mod store;
mod supply;
mod table;
#[cfg(test)]
mod testing;
mod users;
mod view;

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match dispatch::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", store::explain(&error));
            ExitCode::FAILURE
        }
    }
}

//! From a command line to the file that carries it out.

use crate::cli::{Cli, Command};
use crate::commands::{
    access, backtest, claims, constraints, contradictions, control, demo, diff, events, extract, fetch,
    figures, import, interests, letter, matching, new, outlook, partners, people, prices, read, receive,
    redact, responses, review, roads, route, scenario, share, spillover, status, supply, sweep, threats,
    trend, users, watch, why,
};
use crate::{export, serve};
use anyhow::Result;
use std::process::ExitCode;

/// Carries out what the command line asks for.
pub fn run(cli: Cli) -> Result<ExitCode> {
    let quiet = cli.quiet;
    match cli.command {
        Command::Demo(args) => demo::run(&args, args.form.output(quiet)),
        Command::New(args) => new::run(&args, args.form.output(quiet)),
        Command::Read(args) => read::run(&args, args.form.output(quiet)),
        Command::Extract(args) => extract::run(&args, args.form.output(quiet)),
        Command::Claims(args) => claims::run(&args, args.form.output(quiet)),
        Command::Import(args) => import::run(&args, args.form.output(quiet)),
        Command::Diff(args) => diff::run(&args, args.form.output(quiet)),
        Command::Events(args) => events::run(&args, quiet),
        Command::Constraints(args) => constraints::run(&args, args.form.output(quiet)),
        Command::Control(args) => control::run(&args, args.form.output(quiet)),
        Command::Threats(args) => threats::run(&args, args.form.output(quiet)),
        Command::Interests(args) => interests::run(&args, args.form.output(quiet)),
        Command::Trend(args) => trend::run(&args, args.form.output(quiet)),
        Command::Figures(args) => figures::run(&args, args.form.output(quiet)),
        Command::Match(args) => matching::run(&args, args.form.output(quiet)),
        Command::Roads(args) => roads::run(&args, args.form.output(quiet)),
        Command::Status(args) => status::run(&args, quiet),
        Command::Route(args) => route::run(&args, quiet),
        Command::Access(args) => access::run(&args, args.form.output(quiet)),
        Command::Supply(args) => supply::run(&args, args.form.output(quiet)),
        Command::Scenario(args) => scenario::run(&args, args.form.output(quiet)),
        Command::Prices(args) => prices::run(&args, args.form.output(quiet)),
        Command::People(args) => people::run(&args, args.form.output(quiet)),
        Command::Backtest(args) => backtest::run(&args, args.form.output(quiet)),
        Command::Outlook(args) => outlook::run(&args, args.form.output(quiet)),
        Command::Spillover(args) => spillover::run(&args, args.form.output(quiet)),
        Command::Sweep(args) => sweep::run(&args, args.form.output(quiet)),
        Command::Responses(args) => responses::run(&args, args.form.output(quiet)),
        Command::Contradictions(args) => contradictions::run(&args, args.form.output(quiet)),
        Command::Why(args) => why::run(&args, args.form.output(quiet)),
        Command::Review(args) => review::run(&args, quiet),
        Command::Redact(args) => redact::run(&args, args.form.output(quiet)),
        Command::Serve(args) => serve::run(&args, quiet),
        Command::Users(args) => users::run(&args, args.form.output(quiet)),
        Command::Letter(args) => letter::run(&args, quiet),
        Command::Fetch(args) => fetch::run(&args, args.form.output(quiet)),
        Command::Export(args) => export::run(&args, quiet),
        Command::Share(args) => share::run(&args, args.form.output(quiet)),
        Command::Receive(args) => receive::run(&args, args.form.output(quiet)),
        Command::Partners(args) => partners::run(&args, args.form.output(quiet)),
        Command::Watch(args) => watch::run(&args, args.form.output(quiet)),
    }
}

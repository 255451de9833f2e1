//! One file per command.

mod access;
mod backtest;
mod claims;
mod constraints;
mod contradictions;
mod control;
mod demo;
mod diff;
mod events;
mod extract;
mod figures;
mod import;
mod interests;
pub mod letter;
mod matching;
mod new;
mod outlook;
mod people;
mod prices;
mod read;
mod redact;
pub mod responses;
mod review;
mod roads;
mod route;
mod scenario;
mod spillover;
mod stages;
mod status;
mod supply;
mod sweep;
mod threats;
mod trend;
mod users;
mod why;

use crate::cli::{Ask, Cli, Command};
use crate::model::Model;
use crate::output::Output;
use anyhow::{Context, Result};
use evidence::{ActorEntry, ActorKind, Gazetteer, Reader, Vocabulary};
use std::path::PathBuf;
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
        Command::Serve(args) => crate::serve::run(&args, quiet),
        Command::Users(args) => users::run(&args, args.form.output(quiet)),
        Command::Letter(args) => letter::run(&args, quiet),
    }
}

/// Whether a place inside such an actor's name ("Front of the Valley") is not where something happens. An authority's
/// or a union's name does say where it acts.
fn hides_places(kind: ActorKind) -> bool {
    use ActorKind::{ArmedGroup, Company, International, Operator, Spokesperson};
    matches!(kind, ArmedGroup | Company | International | Operator | Spokesperson)
}

/// A reader for a vocabulary and the GeoNames files that add to it.
fn reader(vocabulary: &Vocabulary, gazetteers: &[PathBuf], out: Output) -> Result<Reader> {
    let named: Vec<ActorEntry> = vocabulary.actors.iter().filter(|a| hides_places(a.kind)).cloned().collect();
    let mut gazetteer = Gazetteer::new(&vocabulary.places).with_actors(&named);
    for path in gazetteers {
        let file = path.display().to_string();
        let content = std::fs::read(path).with_context(|| format!("reading the gazetteer {file}"))?;
        let read = gazetteer.with_geonames(&file, &String::from_utf8_lossy(&content));
        read.issues.iter().for_each(|issue| out.issue(issue));
        gazetteer = read.value;
    }
    Ok(Reader::new(vocabulary, gazetteer))
}

/// The user's model, if an endpoint is named.
fn model(ask: &Ask) -> Result<Option<Model>> {
    ask.model_url.as_deref().map(|url| Model::new(url, &ask.model)).transpose()
}

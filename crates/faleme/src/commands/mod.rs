//! One file per command; `serve` and `export`, which hand answers on, have rooms of their own.

pub mod access;
pub mod backtest;
pub mod claims;
pub mod constraints;
pub mod contradictions;
pub mod control;
pub mod demo;
pub mod diff;
pub mod events;
pub mod extract;
pub mod fetch;
pub mod figures;
pub mod import;
pub mod interests;
pub mod letter;
pub mod matching;
pub mod new;
pub mod outlook;
pub mod partners;
pub mod people;
pub mod prices;
pub mod read;
pub mod receive;
pub mod redact;
pub mod responses;
pub mod review;
pub mod roads;
pub mod route;
pub mod scenario;
pub mod share;
pub mod spillover;
pub mod stages;
pub mod status;
pub mod supply;
pub mod sweep;
pub mod threats;
pub mod trend;
pub mod users;
pub mod watch;
pub mod why;

use crate::cli::Ask;
use crate::model::Model;
use crate::output::Output;
use anyhow::{Context, Result};
use evidence::{ActorEntry, ActorKind, Gazetteer, Reader, Vocabulary};
use std::path::PathBuf;

/// Whether a place inside such an actor's name ("Front of the Valley") is not where something happens. An authority's
/// or a union's name does say where it acts.
fn hides_places(kind: ActorKind) -> bool {
    use ActorKind::{ArmedGroup, Company, International, Operator, Spokesperson};
    matches!(kind, ArmedGroup | Company | International | Operator | Spokesperson)
}

/// A reader for a vocabulary and the GeoNames files that add to it.
pub fn reader(vocabulary: &Vocabulary, gazetteers: &[PathBuf], out: Output) -> Result<Reader> {
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

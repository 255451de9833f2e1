//! What goes in.

use crate::{Decision, Table};
use base::{DocumentId, Reliability};
use evidence::{ActorEntry, Claim, Document, OriginGraph};
use std::collections::BTreeMap;

/// What is resolved together. Documents and claims later than `AsOf` are left out by the caller.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The documents (their text may be empty: metadata, citations and regions are read).
    pub documents: &'a [&'a Document],
    /// All claims.
    pub claims: &'a [Claim],
    /// Rows of event datasets that count on the day.
    pub tables: &'a [Table],
    /// Which documents count once.
    pub origins: &'a OriginGraph,
    /// Reliability of each document's source; a document not listed is F.
    pub reliability: &'a BTreeMap<DocumentId, Reliability>,
    /// Reliability of each dataset; one not listed is F.
    pub datasets: &'a BTreeMap<String, Reliability>,
    /// The case's actors: the alias table by which a dataset's names meet a report's.
    pub actors: &'a [ActorEntry],
    /// The analysts' decisions, in order.
    pub decisions: &'a [Decision],
}

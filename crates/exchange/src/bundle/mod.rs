//! Signed bundles of records, and the view that partners share.
//!
//! In: one's own [`Record`]s and key, the keys of partners, bytes that arrived. Out: bundles as bytes ([`seal`]), what a bundle
//! holds or why it is refused ([`open`]), which of several snapshots of a sender counts ([`Place`]), the union of what partners
//! hold ([`View`]) and what in it cannot all be so ([`disagreements`]).
//!
//! Terms: *bundle* (a snapshot of all that a sender shares with one partner, numbered and signed), *record* (a document's
//! particulars, a claim, an event, a constraint or a decision, named by the hash of its content), *partner* (whoever holds a key
//! that somebody here vouches for).

mod disagree;
mod header;
mod keys;
mod limits;
mod matched;
mod open;
mod order;
mod record;
mod refusal;
mod seal;
mod view;

#[cfg(test)]
mod tests;

pub use disagree::{Disagreement, Graveness, Side, disagreements};
pub use header::{Header, MAGIC, VERSION};
pub use keys::{NotAKey, PublicKey, SecretKey};
pub use limits::LONGEST_FILE;
pub use open::{Asked, Bundle, Held, KnownKey, open, peek};
pub use order::{Place, Snapshot};
pub use record::{
    Claim, ClaimKey, Constraint, Decision, Document, Event, Place as NamedPlace, Record, RecordId, Ruling,
    Step, What, plain,
};
pub use refusal::Refusal;
pub use seal::{Sealed, digest, seal};
pub use view::{Line, Part, View};

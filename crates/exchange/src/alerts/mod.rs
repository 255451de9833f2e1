//! What is observed of a case in, alerts out.
//!
//! In: [`Rule`]s, the [`Observation`]s of a day, and the [`Alert`]s made so far. Out of [`look`]: new drafts, updates and
//! cancellations, none twice. [`issue`] and [`cancel`] are what a person does to them. An alert is printed as CAP 1.2 by [`cap`],
//! as JSON by [`json`], and several as an Atom feed by [`feed`]. Ids and order depend on the input alone; the time of day is
//! handed in.

mod acts;
mod alert;
mod area;
mod atom;
mod body;
mod cap;
mod clean;
mod look;
mod observed;
mod rule;
mod stamp;
mod thread;
mod value;

pub use acts::{Act, Refused, cancel, issue};
pub use alert::{Alert, House, Message, Reference, Signature, State};
pub use area::Area;
pub use atom::{Channel, feed};
pub use body::json;
pub use cap::cap;
pub use clean::{clean, is_link, one_line};
pub use look::{Held, Look, Outcome, look};
pub use observed::{Cited, Observation, Responded, Said, Texts};
pub use rule::{Certainty, Holds, Rule, Severity, Threshold, Urgency};
pub use stamp::Stamp;
pub use value::{Kind, Value};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;

//! What a person does to alerts: issues, refuses, takes back.

use super::look::withdrawing;
use super::thread::threads;
use super::{Alert, Message, Said, Signature, Stamp, State};
use base::Date;

/// Why something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such alert.
    #[error("there is no alert `{0}`")]
    None(String),
    /// It is no draft any more.
    #[error("{0} is {1}, not a draft")]
    NoDraft(String, &'static str),
    /// It was taken back or is over already.
    #[error("{0} no longer stands: its thread ended with {1}")]
    Ended(String, String),
}

/// What changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Messages as they are from now on.
    pub changed: Vec<Alert>,
    /// A new message, which is issued.
    pub made: Option<Alert>,
}

/// Issues a draft.
pub fn issue(earlier: &[Alert], id: &str, signed: Signature, now: Stamp) -> Result<Act, Refused> {
    let draft = find(earlier, id)?;
    if draft.state != State::Draft {
        return Err(Refused::NoDraft(id.to_owned(), draft.state.as_str()));
    }
    let issued = Alert { state: State::Issued, sent: Some(now), signed: Some(signed), ..draft.clone() };
    Ok(Act { changed: vec![issued], made: None })
}

/// Takes an issued alert back with all of its thread, or refuses a draft. What is stopped so is not told again until its grade
/// changes, or it has ended and comes back.
pub fn cancel(
    earlier: &[Alert],
    id: &str,
    signed: Signature,
    words: &Said,
    (day, now): (Date, Stamp),
) -> Result<Act, Refused> {
    let of = find(earlier, id)?;
    match of.state {
        State::Draft => {
            let declined =
                Alert { state: State::Declined, by_hand: true, signed: Some(signed), ..of.clone() };
            return Ok(Act { changed: vec![declined], made: None });
        }
        State::Issued => {}
        state => return Err(Refused::NoDraft(id.to_owned(), state.as_str())),
    }
    let threads = threads(earlier);
    let Some(thread) = threads.get(&(of.rule.as_str(), of.subject.as_str())) else {
        return Err(Refused::None(id.to_owned()));
    };
    if !thread.sent().any(|a| a.id == id) {
        let mut closing = earlier.iter().rev();
        let last = closing.find(|a| (&a.rule, &a.subject) == (&of.rule, &of.subject) && a.closes());
        return Err(Refused::Ended(id.to_owned(), last.map_or_else(String::new, |a| a.id.clone())));
    }
    let last = thread.sent().next_back().unwrap_or(of);
    let draft = withdrawing(last, (thread.len(), thread.references()), words, (day, now));
    let made = Alert { state: State::Issued, by_hand: true, sent: Some(now), signed: Some(signed), ..draft };
    debug_assert_eq!(made.message, Message::Cancel);
    let overtaken = thread.waiting().map(|a| Alert { state: State::Dropped, ..a.clone() });
    Ok(Act { changed: overtaken.into_iter().collect(), made: Some(made) })
}

fn find<'a>(earlier: &'a [Alert], id: &str) -> Result<&'a Alert, Refused> {
    earlier.iter().find(|a| a.id == id).ok_or_else(|| Refused::None(id.to_owned()))
}

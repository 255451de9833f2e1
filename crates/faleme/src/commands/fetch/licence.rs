//! The licence line before the first download of a source.

use crate::clock;
use crate::fetching::lock::{Accepted, Lock};
use crate::fetching::sources::FetchEntry;
use crate::fetching::{Step, helped};
use crate::output::Output;
use std::io::{self, IsTerminal, Write};

/// Shows the licence of a source and asks for it once; a changed licence line is asked for again.
pub fn accepted(source: &FetchEntry, lock: &mut Lock, given: bool, out: Output) -> Step<()> {
    let licence = source.licence_line();
    if source.kind.is_local() || lock.accepts(&source.name, &licence) {
        return Ok(());
    }
    out.note(format!("{}: licence {licence}", source.name));
    let how = match given {
        true => "--accept-licence",
        false if asked(&source.name) => "at a terminal",
        false => {
            let said = format!("its licence was not accepted: {licence}");
            return Err(helped(
                "fetch.licence",
                said,
                "read its terms, then run it again with --accept-licence",
            ));
        }
    };
    let on = clock::written(clock::now());
    lock.accepted.retain(|a| a.source != source.name);
    lock.accepted.push(Accepted { source: source.name.clone(), licence, on, how: how.into() });
    Ok(())
}

/// Asks at a terminal; elsewhere nobody can answer.
fn asked(name: &str) -> bool {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return false;
    }
    eprint!("Fetch {name} under this licence? [y/N] ");
    let _ = io::stderr().flush();
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer).is_ok();
    read && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "o" | "oui")
}

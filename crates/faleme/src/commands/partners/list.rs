//! Partners, their keys and the log, for people and scripts.

use crate::output::Output;
use crate::store::{KeyRow, Logged, Partner, Store};
use crate::table::table;
use anyhow::Result;

/// Partners with their keys.
pub fn list(store: &Store, out: Output) -> Result<()> {
    let partners = store.partners()?;
    out.result(&partners, || {
        if partners.is_empty() {
            return "no partners yet: faleme partners DIR add NAME --key KEY".into();
        }
        let rows: Vec<Vec<String>> = partners.iter().flat_map(|p| p.keys.iter().map(|k| row(p, k))).collect();
        table(&["partner", "key", "holds", "encrypted", "state", "sent us", "we sent"], &rows)
    })
}

fn row(partner: &Partner, key: &KeyRow) -> Vec<String> {
    let state = match (key.revoked, key.replaced) {
        (Some(on), _) => format!("revoked {on}"),
        (None, Some(on)) => format!("replaced {on}"),
        (None, None) => format!("holds since {}", key.added),
    };
    let came = key.bundle.as_ref().map_or("nothing".into(), |b| {
        let counts = match (b.withdrawn, b.counts) {
            (Some(on), _) => format!(", withdrawn {on}"),
            (None, true) => String::new(),
            (None, false) => ", does not count".into(),
        };
        format!("no. {}, {} records{counts}", b.header.number, b.header.records)
    });
    let sent = partner.sent.as_ref().filter(|_| key.revoked.is_none() && key.replaced.is_none());
    let sent =
        sent.map_or("nothing".into(), |s| format!("no. {}, {} records", s.header.number, s.header.records));
    let encrypted = if partner.encrypt.is_some() { "yes" } else { "no" };
    let words = [partner.name.as_str(), &key.fingerprint, partner.holds.as_str(), encrypted];
    words.map(str::to_owned).into_iter().chain([state, came, sent]).collect()
}

/// The last lines of the log.
pub fn log(store: &Store, limit: usize, out: Output) -> Result<()> {
    let lines = store.exchange_log(limit)?;
    out.result(&lines, || {
        let row = |l: &Logged| {
            let done = if l.done { "done" } else { "refused" }.to_owned();
            let [at, what, who, about, why] = [&l.at, &l.what, &l.who, &l.about, &l.why].map(String::clone);
            vec![at, what, who, about, done, why]
        };
        table(&["at", "what", "partner", "about", "", "why"], &lines.iter().map(row).collect::<Vec<_>>())
    })
}

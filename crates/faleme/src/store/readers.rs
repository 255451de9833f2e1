//! A ledger as readers of a marking may see it.
//!
//! What they may not see is not there: views of the connection's own stand in the place of the tables, so that no question,
//! however it is asked, can reach past them. Such a connection writes nothing.

use super::{FILE, Store, from_json, opening, to_json};
use anyhow::{Context, Result};
use base::Tlp;
use exchange::alerts::Alert;
use rusqlite::Connection;
use std::path::Path;

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Readers {
    /// Nothing that is marked more strictly is shown to them.
    pub tlp: Tlp,
    /// Whether they sit elsewhere: datasets whose licence forbids passing their rows on are not shown.
    pub abroad: bool,
}

impl Readers {
    /// The owner of the case, at the machine it is on.
    pub const OWNER: Self = Self { tlp: Tlp::Red, abroad: false };
}

/// Datasets whose terms forbid passing on their rows.
pub const NOT_SHARED: [&str; 1] = ["acled"];

impl Store {
    /// Opens the ledger of folder `dir` for questions of these readers.
    pub fn open_for(dir: &Path, readers: Readers) -> Result<Self> {
        let store = Self::open_to_read(dir)?;
        veil(&store.connection, readers).with_context(|| opening(&dir.join(FILE)))?;
        Ok(store)
    }
}

impl Store {
    /// Alerts that wait for a person, up to a marking: for those who prepare them. The views leave these out for all others.
    pub fn alert_drafts(&self, tlp: Tlp) -> Result<Vec<Alert>> {
        let sql = "SELECT json FROM main.alerts WHERE json ->> '$.state' = 'draft' ORDER BY seq";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| from_json::<Alert>(row.get_ref(0)?.as_str()?))?;
        let all: rusqlite::Result<Vec<Alert>> = rows.collect();
        Ok(all.context("reading the alerts")?.into_iter().filter(|alert| alert.tlp <= tlp).collect())
    }
}

/// Lays the views over the tables.
fn veil(connection: &Connection, readers: Readers) -> rusqlite::Result<()> {
    let markings = [Tlp::Clear, Tlp::Green, Tlp::Amber, Tlp::AmberStrict, Tlp::Red];
    let shown =
        markings.iter().filter(|t| **t <= readers.tlp).map(|t| format!("'{}'", to_json(t).replace('"', "")));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let rows =
        if readers.abroad { format!("dataset NOT IN ('{}')", NOT_SHARED.join("', '")) } else { "1".into() };
    // Looked up for each row: a list of all documents would be made anew by every question for one of them.
    let seen = format!("SELECT 1 FROM main.documents d WHERE d.meta ->> '$.tlp' IN ({shown})");
    connection.execute_batch(&format!(
        "CREATE TEMP VIEW documents AS SELECT * FROM main.documents WHERE meta ->> '$.tlp' IN ({shown});
         CREATE TEMP VIEW claims AS SELECT * FROM main.claims c WHERE EXISTS ({seen} AND d.seq = c.document);
         CREATE TEMP VIEW texts AS SELECT * FROM main.texts t WHERE EXISTS ({seen} AND d.seq = t.seq);
         CREATE TEMP VIEW sketches AS SELECT * FROM main.sketches s WHERE EXISTS ({seen} AND d.seq = s.document);
         CREATE TEMP VIEW letters AS SELECT * FROM main.letters
             WHERE findings ->> '$.masthead.tlp' IN ({shown});
         CREATE TEMP VIEW releases AS SELECT * FROM main.releases WHERE {rows};
         CREATE TEMP VIEW row_files AS SELECT * FROM main.row_files WHERE release IN (SELECT seq FROM temp.releases);
         CREATE TEMP VIEW row_blocks AS SELECT * FROM main.row_blocks WHERE file IN (SELECT seq FROM temp.row_files);"
    ))?;
    // What partners sent is for those at the case's own machine: it is not passed on.
    if readers != Readers::OWNER {
        connection.execute_batch(
            "CREATE TEMP VIEW partner_records AS SELECT * FROM main.partner_records WHERE 0",
        )?;
        connection.execute_batch(&veiled_alerts(&shown))?;
    }
    // The owner sees decisions on claims that are no longer there as well.
    if readers != Readers::OWNER {
        connection.execute_batch(&veiled_decisions(readers))?;
    }
    connection.pragma_update(None, "query_only", true)
}

/// Alerts that were issued, without those who got them and what they did.
fn veiled_alerts(shown: &str) -> String {
    format!(
        "CREATE TEMP VIEW alerts AS SELECT * FROM main.alerts
             WHERE json ->> '$.tlp' IN ({shown}) AND json ->> '$.state' = 'issued';
         CREATE TEMP VIEW alert_deliveries AS SELECT * FROM main.alert_deliveries WHERE 0;
         CREATE TEMP VIEW alert_log AS SELECT * FROM main.alert_log WHERE 0;"
    )
}

/// Decisions without those on claims that the readers may not see. Of a merge the rest stays, without its reason, which may
/// tell of what it was merged with. Who took something out of the ledger, and why, is for those who work in it.
fn veiled_decisions(readers: Readers) -> String {
    let row_seen = match readers.abroad {
        true => NOT_SHARED.map(|d| format!("value NOT LIKE '{d}/%'")).join(" AND "),
        false => "1".into(),
    };
    let claim_seen = "EXISTS (SELECT 1 FROM temp.claims c WHERE c.id = value)";
    let part = |key: &str, seen: &str| {
        format!("json((SELECT json_group_array(value) FROM json_each(d.json, '$.{key}') WHERE {seen}))")
    };
    let hidden = format!(
        "(EXISTS (SELECT 1 FROM json_each(d.json, '$.claims') WHERE NOT {claim_seen})
          OR EXISTS (SELECT 1 FROM json_each(d.json, '$.rows') WHERE NOT ({row_seen})))"
    );
    let redactions = if readers.tlp < Tlp::Amber { "0" } else { "1" };
    format!(
        "CREATE TEMP VIEW decisions AS SELECT number, CASE
             WHEN d.json ->> '$.action' = 'merge' AND {hidden}
             THEN json_set(d.json, '$.claims', {}, '$.rows', {}, '$.why', '')
             ELSE d.json END AS json
         FROM main.decisions d
         WHERE (d.json ->> '$.claim' IS NULL OR EXISTS (SELECT 1 FROM temp.claims c WHERE c.id = d.json ->> '$.claim'))
           AND (d.json ->> '$.row' IS NULL OR EXISTS (SELECT 1 FROM (SELECT d.json ->> '$.row' AS value) WHERE {row_seen}));
         CREATE TEMP VIEW redactions AS SELECT * FROM main.redactions WHERE {redactions};",
        part("claims", claim_seen),
        part("rows", &row_seen),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, day, row};
    use base::ClaimId;
    use events::{Action, RowKey};

    #[test]
    fn decisions_tell_nothing_of_what_readers_may_not_see() {
        let (folder, mut store) = case();
        let (row, claims) = row("a.txt");
        store.write(&[row]).unwrap();
        let seen = claims[0].id.clone();
        let gone = ClaimId::parse("clm-of-a-red-document");
        let (ucdp, acled) = (RowKey::of("ucdp", "1"), RowKey::of("acled", "2"));
        let merge = |claims: &[&ClaimId], rows: &[&RowKey]| Action::Merge {
            claims: claims.iter().map(|c| (*c).clone()).collect(),
            rows: rows.iter().map(|r| (*r).clone()).collect(),
        };
        for action in [
            Action::Accept { claim: seen.clone() },
            Action::Accept { claim: gone.clone() },
            merge(&[&seen, &gone], &[&ucdp, &acled]),
            merge(&[&seen], &[&ucdp]),
            Action::SplitRow { row: acled.clone() },
            Action::SplitRow { row: ucdp.clone() },
            Action::Undo { decision: 2 },
            Action::Undo { decision: 7 },
            Action::Undo { decision: 1 },
        ] {
            store.decide(day(9, 1), "Awa", "why", action).unwrap();
        }
        let of = |tlp, abroad| {
            Store::open_for(folder.path(), Readers { tlp, abroad }).unwrap().decisions().unwrap()
        };
        let abroad = of(Tlp::AmberStrict, true);
        let numbers: Vec<u64> = abroad.iter().map(|d| d.number).collect();
        assert_eq!(numbers, [1, 3, 4, 6, 9]);
        assert_eq!((&abroad[1].action, abroad[1].why.as_str()), (&merge(&[&seen], &[&ucdp]), ""));
        assert_eq!((&abroad[2].action, abroad[2].why.as_str()), (&merge(&[&seen], &[&ucdp]), "why"));
        let here: Vec<u64> = of(Tlp::AmberStrict, false).iter().map(|d| d.number).collect();
        assert_eq!(here, [1, 3, 4, 5, 6, 9]);
        assert_eq!(of(Tlp::Red, false).len(), 9, "the owner sees all");
    }
}

//! A ledger as readers of a marking may see it.
//!
//! What they may not see is not there: views of the connection's own stand in the place of the tables, so that no question,
//! however it is asked, can reach past them. Such a connection writes nothing.

use super::{FILE, Store, opening, to_json};
use anyhow::{Context, Result};
use base::Tlp;
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

/// Lays the views over the tables.
fn veil(connection: &Connection, readers: Readers) -> rusqlite::Result<()> {
    let markings = [Tlp::Clear, Tlp::Green, Tlp::Amber, Tlp::AmberStrict, Tlp::Red];
    let shown =
        markings.iter().filter(|t| **t <= readers.tlp).map(|t| format!("'{}'", to_json(t).replace('"', "")));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let rows =
        if readers.abroad { format!("dataset NOT IN ('{}')", NOT_SHARED.join("', '")) } else { "1".into() };
    connection.execute_batch(&format!(
        "CREATE TEMP VIEW documents AS SELECT * FROM main.documents WHERE meta ->> '$.tlp' IN ({shown});
         CREATE TEMP VIEW claims AS SELECT * FROM main.claims WHERE document IN (SELECT seq FROM temp.documents);
         CREATE TEMP VIEW texts AS SELECT * FROM main.texts WHERE seq IN (SELECT seq FROM temp.documents);
         CREATE TEMP VIEW sketches AS SELECT * FROM main.sketches WHERE document IN (SELECT seq FROM temp.documents);
         CREATE TEMP VIEW letters AS SELECT * FROM main.letters
             WHERE findings IS NOT NULL AND findings ->> '$.masthead.tlp' IN ({shown});
         CREATE TEMP VIEW releases AS SELECT * FROM main.releases WHERE {rows};
         CREATE TEMP VIEW row_files AS SELECT * FROM main.row_files WHERE release IN (SELECT seq FROM temp.releases);
         CREATE TEMP VIEW row_blocks AS SELECT * FROM main.row_blocks WHERE file IN (SELECT seq FROM temp.row_files);
         PRAGMA query_only = true;"
    ))
}

//! Tables of `case.db`, brought up to date step by step.

use rusqlite::{Connection, Result};

/// `FALE`: says that a file is a ledger of this program.
const APPLICATION: i64 = 0x4641_4C45;

/// Kept: documents as received, releases of datasets with their files and rows, roads of each road file, decisions,
/// redactions, letters, issued forecasts, alerts with their deliveries and log, tables of prices and people as received (`data_files.bytes`). Derived and rebuilt by
/// `read --again`: `parts`, `claims` (but for those a model proposed), `words`, `sketches`, `derived`; `sweeps` is worked out anew
/// by `sweep`. `network` is derived from `roads`, and rebuilt by `roads import`.
///
/// Of partners: their keys, the snapshot of each that counts with its records, the ids (no words) of what was sent, the log. Private
/// keys are in no ledger.
///
/// A document that is UTF-8 text is stored once, as its bytes: `text` is then NULL. `bytes` is NULL where a part of
/// the document was redacted and the bytes could not be kept without it.
const STEPS: &[&str] = &[
    "
    CREATE TABLE documents (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        hash TEXT NOT NULL,
        masked_hash TEXT,
        name TEXT NOT NULL,
        published TEXT,
        received TEXT NOT NULL,
        meta TEXT NOT NULL,
        parts TEXT NOT NULL,
        bytes BLOB,
        text TEXT,
        CHECK (bytes IS NOT NULL OR text IS NOT NULL)
    );
    CREATE INDEX documents_by_hash ON documents (hash);
    CREATE VIEW texts AS SELECT seq, coalesce(text, CAST(bytes AS TEXT)) AS text FROM documents;
    CREATE VIRTUAL TABLE words USING fts5 (
        text, content = 'texts', content_rowid = 'seq', detail = 'none',
        tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE TABLE claims (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        document INTEGER NOT NULL REFERENCES documents (seq),
        kind TEXT NOT NULL,
        type TEXT NOT NULL,
        date_start TEXT,
        date_end TEXT,
        modality TEXT NOT NULL,
        rule TEXT NOT NULL,
        json TEXT NOT NULL
    );
    CREATE INDEX claims_by_id ON claims (id);
    CREATE INDEX claims_by_document ON claims (document);
    CREATE TABLE decisions (number INTEGER PRIMARY KEY, json TEXT NOT NULL);
    CREATE TABLE redactions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        redacted_on TEXT NOT NULL,
        redacted_by TEXT NOT NULL,
        why TEXT NOT NULL
    );
    CREATE TABLE letters (
        seq INTEGER PRIMARY KEY,
        number INTEGER NOT NULL,
        lang TEXT NOT NULL,
        file TEXT NOT NULL,
        issued_on TEXT NOT NULL,
        as_of TEXT NOT NULL,
        body TEXT,
        findings TEXT,
        notes TEXT NOT NULL,
        withdrawn TEXT
    );
    CREATE TABLE derived (key TEXT PRIMARY KEY, stamp TEXT NOT NULL, json TEXT NOT NULL);
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
",
    "
    CREATE TABLE sketches (document INTEGER PRIMARY KEY REFERENCES documents (seq), bytes BLOB NOT NULL);
",
    "
    CREATE TABLE releases (
        seq INTEGER PRIMARY KEY,
        dataset TEXT NOT NULL,
        name TEXT NOT NULL,
        released TEXT NOT NULL,
        basis TEXT NOT NULL,
        additive INTEGER NOT NULL,
        UNIQUE (dataset, name)
    );
    CREATE TABLE row_files (
        seq INTEGER PRIMARY KEY,
        release INTEGER NOT NULL REFERENCES releases (seq),
        name TEXT NOT NULL,
        hash TEXT NOT NULL,
        length INTEGER NOT NULL,
        layout TEXT NOT NULL,
        delimiter INTEGER NOT NULL,
        header BLOB NOT NULL,
        imported INTEGER NOT NULL,
        flagged INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        duplicates INTEGER NOT NULL,
        received TEXT NOT NULL
    );
    CREATE INDEX row_files_by_release ON row_files (release);
    CREATE TABLE row_blocks (
        seq INTEGER PRIMARY KEY,
        file INTEGER NOT NULL REFERENCES row_files (seq),
        count INTEGER NOT NULL,
        marks BLOB NOT NULL,
        rows BLOB NOT NULL,
        native BLOB NOT NULL
    );
    CREATE INDEX row_blocks_by_file ON row_blocks (file);
",
    "
    CREATE TABLE roads (
        seq INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        hash TEXT NOT NULL,
        bounds TEXT,
        released TEXT,
        received TEXT NOT NULL,
        licence TEXT NOT NULL,
        counts TEXT,
        layout INTEGER NOT NULL,
        body BLOB NOT NULL
    );
    CREATE TABLE network (one INTEGER PRIMARY KEY CHECK (one = 1), layout INTEGER NOT NULL, body BLOB NOT NULL);
",
    "
    CREATE TABLE data_files (
        seq INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        hash TEXT NOT NULL,
        form TEXT NOT NULL,
        released TEXT NOT NULL,
        basis TEXT NOT NULL,
        received TEXT NOT NULL,
        counts TEXT NOT NULL,
        bytes BLOB NOT NULL,
        layout INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (kind, name)
    );
",
    "
    CREATE TABLE forecasts (
        seq INTEGER PRIMARY KEY,
        issued TEXT NOT NULL,
        origin TEXT NOT NULL,
        inputs TEXT NOT NULL,
        layout INTEGER NOT NULL,
        body BLOB NOT NULL
    );
",
    "
    CREATE TABLE sweeps (
        seq INTEGER PRIMARY KEY,
        inputs TEXT NOT NULL,
        first INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (inputs, first)
    );
",
    "
    CREATE TABLE partners (name TEXT PRIMARY KEY COLLATE NOCASE, encrypt TEXT, holds TEXT NOT NULL);
    CREATE TABLE partner_keys (
        number INTEGER PRIMARY KEY,
        partner TEXT NOT NULL REFERENCES partners (name),
        key TEXT NOT NULL UNIQUE,
        added TEXT NOT NULL,
        replaced TEXT,
        revoked TEXT,
        revoked_by TEXT,
        why TEXT
    );
    CREATE TABLE partner_bundles (
        key INTEGER PRIMARY KEY REFERENCES partner_keys (number),
        number INTEGER NOT NULL,
        digest TEXT NOT NULL,
        header TEXT NOT NULL,
        received TEXT NOT NULL,
        left_out INTEGER NOT NULL,
        withdrawn TEXT
    );
    CREATE TABLE partner_records (
        key INTEGER NOT NULL REFERENCES partner_bundles (key),
        id TEXT NOT NULL,
        json TEXT NOT NULL,
        PRIMARY KEY (key, id)
    ) WITHOUT ROWID;
    CREATE TABLE partner_marks (
        id TEXT PRIMARY KEY,
        tlp TEXT NOT NULL,
        marked_on TEXT NOT NULL,
        marked_by TEXT NOT NULL,
        why TEXT NOT NULL
    );
    CREATE TABLE partner_sent (
        partner TEXT NOT NULL REFERENCES partners (name),
        number INTEGER NOT NULL,
        header TEXT NOT NULL,
        sent TEXT NOT NULL,
        lines TEXT NOT NULL,
        PRIMARY KEY (partner, number)
    ) WITHOUT ROWID;
    CREATE TABLE partner_log (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        who TEXT NOT NULL,
        about TEXT NOT NULL,
        done INTEGER NOT NULL,
        why TEXT NOT NULL
    );
",
    "
    CREATE TABLE alerts (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
    CREATE TABLE alert_deliveries (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        alert TEXT NOT NULL REFERENCES alerts (id),
        recipient TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        next INTEGER NOT NULL,
        told TEXT,
        done INTEGER
    );
    CREATE TABLE alert_log (
        number INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        alert TEXT NOT NULL,
        what TEXT NOT NULL,
        who TEXT NOT NULL,
        why TEXT NOT NULL
    );
    CREATE TRIGGER alert_log_unchanged BEFORE UPDATE ON alert_log BEGIN SELECT RAISE(ABORT, 'the log of alerts only grows'); END;
    CREATE TRIGGER alert_log_whole BEFORE DELETE ON alert_log BEGIN SELECT RAISE(ABORT, 'the log of alerts only grows'); END;
",
    // Findings of a letter are megabytes, and stand in each row of its languages and formats: what its masthead says of it is
    // told without reading them.
    "
    CREATE INDEX IF NOT EXISTS mastheads
        ON letters (number, as_of, findings ->> '$.masthead.tlp', findings ->> '$.masthead.corrects');
",
];

/// The newest layout this program knows.
pub fn newest() -> i64 {
    STEPS.len() as i64
}

/// The layout of an open ledger; 0 for a new file.
pub fn version(connection: &Connection) -> Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Applies the steps that the ledger lacks, all or none.
pub fn migrate(connection: &mut Connection) -> Result<()> {
    let from = usize::try_from(version(connection)?).unwrap_or(0);
    let transaction = connection.transaction()?;
    for step in STEPS.iter().skip(from) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", newest())?;
    transaction.commit()
}

/// Takes a ledger back to an earlier layout: without the tables that later steps made.
#[cfg(test)]
pub fn back_to(connection: &Connection, version: usize) {
    let name = |line: &str| Some(line.trim().strip_prefix("CREATE TABLE ")?.split(' ').next()?.to_owned());
    let made: Vec<String> =
        STEPS.iter().skip(version).flat_map(|step| step.lines()).filter_map(name).collect();
    for table in made.iter().rev() {
        connection.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
    connection.pragma_update(None, "user_version", version as i64).unwrap();
}

//! Releases of event datasets and the files that brought their rows. An import is one transaction: whatever ends it
//! early leaves the ledger as it was.

use super::pack::{Packed, marks};
use super::{Store, from_json};
use anyhow::Result;
use base::Date;
use events::datasets::{Imported, Seen};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

/// Where the day of a release is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The user gave it.
    Given,
    /// The newest day that its rows tell of.
    Inferred,
}

impl Basis {
    fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Inferred => "inferred",
        }
    }
}

/// A release of a dataset.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Release {
    /// Its number in the ledger.
    #[serde(skip)]
    pub seq: i64,
    /// The dataset, such as `ucdp`.
    pub dataset: String,
    /// Its name, such as `24.1`.
    pub name: String,
    /// When it was released.
    pub released: Date,
    /// Where that day is from.
    pub basis: Basis,
    /// Whether it adds to older releases and replaces nothing.
    pub additive: bool,
    /// Whether rows of its files could not be read: what it lacks is then not known to be gone.
    pub partial: bool,
    /// Its rows.
    pub rows: u64,
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// Its name without folder.
    pub name: String,
    /// BLAKE3 of its bytes; for a mapped table, then `:` and that of the mapping file.
    pub hash: String,
    /// How many bytes.
    pub length: u64,
    /// The day it was imported.
    pub received: Date,
}

/// A release with refused rows is partial, until a later whole file has all the rows that the broken one had.
const RELEASE: &str = "SELECT r.seq, r.dataset, r.name, r.released, r.basis, r.additive,
    (SELECT coalesce(sum(f.imported), 0) FROM row_files f WHERE f.release = r.seq),
    EXISTS (SELECT 1 FROM row_files f WHERE f.release = r.seq AND f.refused > 0 AND NOT EXISTS (
        SELECT 1 FROM row_files g WHERE g.release = r.seq AND g.seq > f.seq AND g.refused = 0
        AND g.imported > 0 AND g.duplicates >= f.imported))
    FROM releases r";

/// The name of a release whose import is under way; no user can give it.
pub const UNNAMED: &str = "\n";

fn release(row: &Row<'_>) -> rusqlite::Result<Release> {
    let (released, basis): (String, String) = (row.get(3)?, row.get(4)?);
    Ok(Release {
        seq: row.get(0)?,
        dataset: row.get(1)?,
        name: row.get(2)?,
        released: from_json(&format!("\"{released}\""))?,
        basis: from_json(&format!("\"{basis}\""))?,
        additive: row.get(5)?,
        rows: row.get::<_, i64>(6)?.unsigned_abs(),
        partial: row.get(7)?,
    })
}

/// Dataset and release of the file with this hash, and its rows.
const KNOWN: &str = "SELECT r.name, f.imported FROM row_files f JOIN releases r ON r.seq = f.release
    WHERE r.dataset = ?1 AND f.hash = ?2";

impl Store {
    /// All releases: by dataset, then the newest first.
    pub fn releases(&self) -> Result<Vec<Release>> {
        let sql = format!(
            "{RELEASE} WHERE r.name <> ?1 ORDER BY r.dataset, r.released DESC, r.name DESC, r.seq DESC"
        );
        let mut statement = self.connection.prepare(&sql)?;
        Ok(statement.query_map([UNNAMED], release)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Starts an import. What an earlier version of the program left without a name goes away.
    pub fn importing(&mut self) -> Result<Importing<'_>> {
        let importing = Importing { transaction: self.connection.transaction()? };
        let sql = "SELECT seq FROM releases WHERE name = ?1";
        let ghosts: Vec<i64> = importing
            .transaction
            .prepare(sql)?
            .query_map([UNNAMED], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        ghosts.into_iter().try_for_each(|seq| importing.drop_release(seq))?;
        Ok(importing)
    }
}

/// An import under way; dropped without [`Importing::commit`] it leaves nothing.
pub struct Importing<'a> {
    transaction: Transaction<'a>,
}

impl Importing<'_> {
    /// The release of that name.
    pub fn release(&self, dataset: &str, name: &str) -> Result<Option<Release>> {
        let sql = format!("{RELEASE} WHERE r.dataset = ?1 AND r.name = ?2");
        Ok(self.transaction.query_row(&sql, [dataset, name], release).optional()?)
    }

    /// The newest release of a dataset but for `but`.
    pub fn newest(&self, dataset: &str, but: i64) -> Result<Option<Release>> {
        let sql = format!("{RELEASE} WHERE r.dataset = ?1 AND r.seq <> ?2 ORDER BY r.released DESC LIMIT 1");
        Ok(self.transaction.query_row(&sql, params![dataset, but], release).optional()?)
    }

    /// Whether some file of the dataset has so many bytes: only then is a hash worth its time.
    pub fn has_length(&self, dataset: &str, length: u64) -> Result<bool> {
        let sql = "SELECT 1 FROM row_files f JOIN releases r ON r.seq = f.release WHERE r.dataset = ?1 AND f.length = ?2";
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        Ok(self.transaction.query_row(sql, params![dataset, length], |_| Ok(())).optional()?.is_some())
    }

    /// Release and rows of a file that was imported before.
    pub fn known(&self, dataset: &str, hash: &str) -> Result<Option<(String, u64)>> {
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()));
        Ok(self.transaction.query_row(KNOWN, [dataset, hash], read).optional()?)
    }

    /// A file of the same bytes that was read through another mapping: its number and its release. `hash` is that of the
    /// bytes alone, with which the hash of such a file begins.
    pub fn reread(&self, dataset: &str, hash: &str) -> Result<Option<(i64, String)>> {
        let sql = "SELECT f.seq, r.name FROM row_files f JOIN releases r ON r.seq = f.release
            WHERE r.dataset = ?1 AND (f.hash = ?2 OR f.hash LIKE ?2 || ':%') ORDER BY f.seq DESC";
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.transaction.query_row(sql, [dataset, hash], read).optional()?)
    }

    /// How many files a release has.
    pub fn files(&self, release: i64) -> Result<u64> {
        let sql = "SELECT count(*) FROM row_files WHERE release = ?1";
        Ok(self.transaction.query_row(sql, [release], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// Says whether a release adds to older ones and replaces nothing.
    pub fn set_additive(&self, release: i64, additive: bool) -> Result<()> {
        self.transaction
            .execute("UPDATE releases SET additive = ?2 WHERE seq = ?1", params![release, additive])?;
        Ok(())
    }

    /// Adds a release, under a name that [`Importing::settle`] replaces.
    pub fn add_release(&self, dataset: &str, name: &str, additive: bool) -> Result<i64> {
        let sql = "INSERT INTO releases (dataset, name, released, basis, additive) VALUES (?1, ?2, '0001-01-01', 'inferred', ?3)";
        self.transaction.execute(sql, params![dataset, name, additive])?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// Names a release and dates it.
    pub fn settle(&self, seq: i64, name: &str, released: Date, basis: Basis) -> Result<()> {
        let sql = "UPDATE releases SET name = ?2, released = ?3, basis = ?4 WHERE seq = ?1";
        self.transaction.execute(sql, params![seq, name, released.to_string(), basis.word()])?;
        Ok(())
    }

    /// Moves the files of release `from` to release `to`, and drops the empty `from`.
    pub fn join(&self, from: i64, to: i64) -> Result<()> {
        self.transaction.execute("UPDATE row_files SET release = ?2 WHERE release = ?1", [from, to])?;
        self.transaction.execute("DELETE FROM releases WHERE seq = ?1", [from])?;
        Ok(())
    }

    /// Takes a release back, with its files.
    pub fn drop_release(&self, seq: i64) -> Result<()> {
        let sql = "DELETE FROM row_blocks WHERE file IN (SELECT seq FROM row_files WHERE release = ?1)";
        self.transaction.execute(sql, [seq])?;
        self.transaction.execute("DELETE FROM row_files WHERE release = ?1", [seq])?;
        self.transaction.execute("DELETE FROM releases WHERE seq = ?1", [seq])?;
        Ok(())
    }

    /// The rows that a release has.
    pub fn seen(&self, release: i64) -> Result<Seen> {
        let sql = "SELECT b.marks FROM row_blocks b JOIN row_files f ON f.seq = b.file WHERE f.release = ?1";
        let mut statement = self.transaction.prepare_cached(sql)?;
        let mut found = statement.query([release])?;
        let mut seen = Seen::default();
        while let Some(row) = found.next()? {
            marks(row.get_ref(0)?.as_blob()?).for_each(|mark| seen.add(mark));
        }
        Ok(seen)
    }

    /// Takes the rows of a file, which is read again, out of `seen`.
    pub fn forget(&self, file: i64, seen: &mut Seen) -> Result<()> {
        let mut statement =
            self.transaction.prepare_cached("SELECT marks FROM row_blocks WHERE file = ?1")?;
        let mut found = statement.query([file])?;
        while let Some(row) = found.next()? {
            marks(row.get_ref(0)?.as_blob()?).for_each(|mark| seen.forget(mark));
        }
        Ok(())
    }

    /// Adds a file, whose counts are not known yet.
    pub fn add_file(&self, release: i64, name: &str, received: Date) -> Result<i64> {
        let sql = "INSERT INTO row_files (release, name, hash, length, layout, delimiter, header, imported, flagged, refused,
            duplicates, received) VALUES (?1, ?2, '', 0, '', 0, x'', 0, 0, 0, 0, ?3)";
        self.transaction.execute(sql, params![release, name, received.to_string()])?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// Adds a block of a file.
    pub fn add_block(&self, file: i64, packed: &Packed) -> Result<()> {
        let sql = "INSERT INTO row_blocks (file, count, marks, rows, native) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut statement = self.transaction.prepare_cached(sql)?;
        statement.execute(params![file, packed.count, packed.marks, packed.rows, packed.native])?;
        Ok(())
    }

    /// What came of a file.
    pub fn end_file(&self, seq: i64, file: &FileRow, imported: &Imported) -> Result<()> {
        let sql = "UPDATE row_files SET hash = ?2, length = ?3, layout = ?4, delimiter = ?5, header = ?6, imported = ?7,
            flagged = ?8, refused = ?9, duplicates = ?10 WHERE seq = ?1";
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let counts = [imported.imported, imported.flagged, imported.refused, imported.duplicates].map(count);
        let [whole, flagged, refused, duplicates] = counts;
        self.transaction.execute(
            sql,
            params![
                seq,
                file.hash,
                count(file.length),
                imported.layout,
                imported.delimiter,
                imported.header,
                whole,
                flagged,
                refused,
                duplicates
            ],
        )?;
        Ok(())
    }

    /// Takes a file back that could not be read to its end.
    pub fn drop_file(&self, seq: i64) -> Result<()> {
        self.transaction.execute("DELETE FROM row_blocks WHERE file = ?1", [seq])?;
        self.transaction.execute("DELETE FROM row_files WHERE seq = ?1", [seq])?;
        Ok(())
    }

    /// Keeps everything.
    pub fn commit(self) -> Result<()> {
        Ok(self.transaction.commit()?)
    }
}

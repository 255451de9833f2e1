//! Tables of prices and of people: each file as received, and what was read from it.

use super::{Basis, Store, from_json, to_json};
use anyhow::{Context, Result, bail};
use base::Date;
use lz4_flex::{compress_prepend_size, decompress_size_prepended};
use rusqlite::{OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Layout of `body`: one more whenever a type in it changes.
const LAYOUT: i64 = 1;

/// Longest body, bytes: what SQLite takes for one value.
const LONGEST: usize = 1_000_000_000;

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// Market prices.
    Prices,
    /// Displacement, food security, services.
    People,
}

impl DataKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Prices => "prices",
            Self::People => "people",
        }
    }
}

/// An imported table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DataFile {
    /// Its name, without folder.
    pub name: String,
    /// Hash of its bytes (blake3).
    pub hash: String,
    /// The layout that it has, by name.
    pub form: String,
    /// When it was published: it counts from that day.
    pub released: Date,
    /// Where that day is from.
    pub basis: Basis,
    /// When it was imported.
    pub received: Date,
    /// What became of its rows: read, skipped …
    pub counts: serde_json::Value,
}

impl Store {
    /// The tables of a kind, in the order of their first import.
    pub fn data_files(&self, kind: DataKind) -> Result<Vec<DataFile>> {
        let sql = "SELECT name, hash, form, released, basis, received, counts FROM data_files WHERE kind = ?1 ORDER BY seq";
        let mut statement = self.connection.prepare(sql)?;
        let files = statement.query_map([kind.as_str()], file)?.collect::<Result<_, _>>()?;
        Ok(files)
    }

    /// Keeps a table, its bytes and what was read from it; an older one of the same kind and name goes.
    pub fn keep_data<T: Serialize + Sync>(
        &self,
        kind: DataKind,
        file: &DataFile,
        bytes: &[u8],
        read: &T,
    ) -> Result<()> {
        let packed = || postcard::to_stdvec(read).map(|body| compress_prepend_size(&body));
        let (body, bytes) = rayon::join(packed, || compress_prepend_size(bytes));
        let body = body.context("packing a table")?;
        if body.len().max(bytes.len()) > LONGEST {
            bail!("{} is too large for the ledger: import it in parts", file.name);
        }
        let sql = "INSERT INTO data_files (kind, name, hash, form, released, basis, received, counts, bytes, layout, body)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                   ON CONFLICT (kind, name) DO UPDATE SET hash = ?3, form = ?4, released = ?5, basis = ?6, received = ?7,
                   counts = ?8, bytes = ?9, layout = ?10, body = ?11";
        let (released, received) = (file.released.to_string(), file.received.to_string());
        let (basis, counts) = (to_json(&file.basis), to_json(&file.counts));
        self.connection.execute(
            sql,
            params![
                kind.as_str(),
                file.name,
                file.hash,
                file.form,
                released,
                basis,
                received,
                counts,
                bytes,
                LAYOUT,
                body
            ],
        )?;
        Ok(())
    }

    /// What was read from a table.
    pub fn data<T: DeserializeOwned>(&self, kind: DataKind, name: &str) -> Result<T> {
        let sql = "SELECT layout, body FROM data_files WHERE kind = ?1 AND name = ?2";
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        let (layout, body) = self.connection.query_row(sql, [kind.as_str(), name], read)?;
        if layout != LAYOUT {
            bail!("{name} was imported by another version: import it again");
        }
        let packed =
            decompress_size_prepended(&body).with_context(|| format!("reading {name} in the ledger"))?;
        postcard::from_bytes(&packed).with_context(|| format!("reading {name} in the ledger"))
    }

    /// A table as it was received; `None` if there is none of that kind and name.
    pub fn data_bytes(&self, kind: DataKind, name: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT bytes FROM data_files WHERE kind = ?1 AND name = ?2";
        let read = |row: &Row<'_>| row.get::<_, Vec<u8>>(0);
        let found = self.connection.query_row(sql, [kind.as_str(), name], read).optional()?;
        found
            .map(|b| decompress_size_prepended(&b).with_context(|| format!("reading {name} in the ledger")))
            .transpose()
    }

    /// Takes a table out; false if there is none of that kind and name.
    pub fn drop_data(&self, kind: DataKind, name: &str) -> Result<bool> {
        let sql = "DELETE FROM data_files WHERE kind = ?1 AND name = ?2";
        Ok(self.connection.execute(sql, [kind.as_str(), name])? > 0)
    }
}

fn file(row: &Row<'_>) -> rusqlite::Result<DataFile> {
    let day = |at: usize| row.get::<_, String>(at).map(|d| d.parse().unwrap_or(Date::ZERO));
    Ok(DataFile {
        name: row.get(0)?,
        hash: row.get(1)?,
        form: row.get(2)?,
        released: day(3)?,
        basis: from_json(&row.get::<_, String>(4)?)?,
        received: day(5)?,
        counts: from_json(&row.get::<_, String>(6)?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_back_as_it_was_and_a_newer_one_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let day = |d: i8| Date::new(2025, 9, d).unwrap();
        let file = |hash: &str| DataFile {
            name: "prices.csv".into(),
            hash: hash.into(),
            form: "wfp".into(),
            released: day(1),
            basis: Basis::Inferred,
            received: day(2),
            counts: serde_json::json!({"read": 2}),
        };
        store.keep_data(DataKind::Prices, &file("a"), b"old", &vec![1, 2]).unwrap();
        store.keep_data(DataKind::Prices, &file("b"), b"new", &vec![3]).unwrap();
        assert_eq!(store.data_files(DataKind::Prices).unwrap(), [file("b")]);
        assert_eq!(store.data::<Vec<i32>>(DataKind::Prices, "prices.csv").unwrap(), [3]);
        assert_eq!(store.data_bytes(DataKind::Prices, "prices.csv").unwrap().as_deref(), Some(&b"new"[..]));
        assert!(store.data_files(DataKind::People).unwrap().is_empty());
        assert!(!store.drop_data(DataKind::People, "prices.csv").unwrap());
        assert!(store.drop_data(DataKind::Prices, "prices.csv").unwrap());
        assert_eq!(store.data_bytes(DataKind::Prices, "prices.csv").unwrap(), None);
    }
}

//! Rows of event datasets, release by release: in blocks of some hundred, normalised rows and native bytes beside each
//! other, both compressed.

use super::Store;
use super::pack::{marks, unpack};
use super::releases::Release;
use anyhow::{Context, Result};
use base::{Country, Date};
use events::datasets::{Mark, columns};
use events::{DatePrecision, Row, RowRef, Table};
use lz4_flex::decompress_size_prepended;
use rayon::prelude::*;
use rusqlite::params;
use std::collections::{HashMap, HashSet};

/// A row as its owner wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Native {
    /// The file that brought it.
    pub file: String,
    /// The line on which it begins.
    pub line: u64,
    /// The header of the file; the names a raw export goes by; empty for JSON.
    pub header: String,
    /// The record to the letter.
    pub text: String,
    /// Column and value, in the order of the file.
    pub columns: Vec<(String, String)>,
}

/// First and last day of the rows that a release has of a country.
type Coverage = HashMap<Country, (Date, Date)>;

impl Store {
    /// The rows that count on `as_of` (by the newest releases without it): of a row that several releases of a dataset
    /// carry, the newest; none that a newer release, which covers its country and its time, no longer carries.
    pub fn tables(&self, as_of: Option<Date>) -> Result<Vec<Table>> {
        let mut tables = Vec::new();
        let mut newer = Newer::default();
        for release in self.releases()? {
            if as_of.is_some_and(|day| release.released > day) {
                continue;
            }
            if newer.dataset != release.dataset {
                newer = Newer { dataset: release.dataset.clone(), ..Newer::default() };
            }
            let mut rows = self.rows(&release)?;
            let covered = (!release.additive && !release.partial).then(|| coverage(&rows));
            let whole: Vec<u64> = rows.iter().map(|r| Mark::id(&r.id)).collect();
            rows.retain(|row| newer.leaves(row, release.additive));
            newer.ids.extend(whole);
            newer.covered.extend(covered);
            if !rows.is_empty() {
                let Release { dataset, name, released, .. } = release;
                tables.push(Table { dataset, release: name, released, rows });
            }
        }
        Ok(tables)
    }

    /// All rows of a release, in the order of its files.
    pub fn rows(&self, release: &Release) -> Result<Vec<Row>> {
        let sql = "SELECT b.rows FROM row_blocks b JOIN row_files f ON f.seq = b.file WHERE f.release = ?1 ORDER BY b.seq";
        let mut statement = self.connection.prepare_cached(sql)?;
        let blocks: Vec<Vec<u8>> =
            statement.query_map([release.seq], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let blocks: Vec<Vec<Row>> = blocks.par_iter().map(|b| Ok(unpack(b)?.0)).collect::<Result<_>>()?;
        Ok(blocks.into_iter().flatten().collect())
    }

    /// A row as its owner wrote it.
    pub fn native(&self, row: &RowRef) -> Result<Option<Native>> {
        let sql = "SELECT b.seq, b.marks FROM row_blocks b JOIN row_files f ON f.seq = b.file
            JOIN releases r ON r.seq = f.release WHERE r.dataset = ?1 AND r.name = ?2 ORDER BY b.seq";
        let wanted = Mark::id(&row.id);
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut found = statement.query(params![row.dataset, row.release])?;
        while let Some(block) = found.next()? {
            let at = marks(block.get_ref(1)?.as_blob()?).position(|m| m.id == wanted);
            if let Some(at) = at {
                return self.native_at(block.get(0)?, at);
            }
        }
        Ok(None)
    }

    fn native_at(&self, block: i64, at: usize) -> Result<Option<Native>> {
        let sql = "SELECT b.rows, b.native, f.name, f.header, f.delimiter FROM row_blocks b
            JOIN row_files f ON f.seq = b.file WHERE b.seq = ?1";
        type Kept = (Vec<u8>, Vec<u8>, String, Vec<u8>, u8);
        let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?));
        let (rows, native, file, header, delimiter): Kept = self.connection.query_row(sql, [block], read)?;
        let (rows, spans) = unpack(&rows)?;
        let native = decompress_size_prepended(&native).context("a block of rows is damaged")?;
        let Some((row, (start, end))) = rows.get(at).zip(spans.get(at)) else { return Ok(None) };
        let record = native.get(*start as usize..*end as usize).unwrap_or_default();
        Ok(Some(Native {
            file,
            line: row.line,
            text: String::from_utf8_lossy(record).into_owned(),
            columns: columns(&header, delimiter, record),
            header: String::from_utf8_lossy(&header).into_owned(),
        }))
    }
}

/// What newer releases of a dataset carry and cover.
#[derive(Default)]
struct Newer {
    dataset: String,
    ids: HashSet<u64>,
    covered: Vec<Coverage>,
}

impl Newer {
    /// Whether an older row still counts.
    fn leaves(&self, row: &Row, additive: bool) -> bool {
        !self.ids.contains(&Mark::id(&row.id)) && (additive || !self.covered.iter().any(|c| covers(c, row)))
    }
}

/// First and last day by country, of the rows dated to a week or better: a month's interval would claim days that the
/// release does not cover.
pub fn coverage(rows: &[Row]) -> Coverage {
    let mut covered = Coverage::new();
    for row in rows.iter().filter(|r| r.date_precision <= DatePrecision::Week) {
        let Some((country, (start, end))) = row.country.zip(days(row)) else { continue };
        let (first, last) = covered.entry(country).or_insert((start, end));
        (*first, *last) = ((*first).min(start), (*last).max(end));
    }
    covered
}

/// Whether a release that covers so much would carry the row if it still held.
pub fn covers(covered: &Coverage, row: &Row) -> bool {
    let within = |(start, end): (Date, Date)| {
        let (first, last) = row.country.and_then(|c| covered.get(&c))?;
        Some(*first <= start && end <= *last)
    };
    days(row).and_then(within).unwrap_or(false)
}

fn days(row: &Row) -> Option<(Date, Date)> {
    let date = row.date?;
    date.start.zip(date.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Basis, FileRow, Packed, pack};
    use crate::testing::case;
    use events::datasets::{Dataset, Seen, import};

    const HEAD: &str = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low";

    fn line(id: &str, country: &str, day: &str) -> String {
        format!("{id},1,A,B,6,,,{country},1,{day},{day},1,1,1")
    }

    /// Imports rows as release `name`, released on `day`.
    fn add(store: &mut Store, name: &str, day: &str, additive: bool, rows: &[String]) {
        let text = format!("{HEAD}\n{}\n", rows.join("\n"));
        let day: Date = day.parse().unwrap();
        let importing = store.importing().unwrap();
        let release = importing.add_release("ucdp", name, additive).unwrap();
        let file = importing.add_file(release, "a.csv", day).unwrap();
        let mut keep = |packed: Packed| importing.add_block(file, &packed);
        let mut bytes = text.as_bytes();
        let read = import(&Dataset::Ucdp, "a.csv", &mut bytes, &mut Seen::default(), None, &pack, &mut keep)
            .unwrap();
        assert_eq!((read.imported, read.refused), (rows.len() as u64, 0));
        let about = FileRow { name: "a.csv".into(), hash: name.into(), length: 1, received: day };
        importing.end_file(file, &about, &read).unwrap();
        importing.settle(release, name, day, Basis::Given).unwrap();
        importing.commit().unwrap();
    }

    fn ids(store: &Store, as_of: Option<&str>) -> Vec<(String, Vec<String>)> {
        let tables = store.tables(as_of.map(|d| d.parse().unwrap())).unwrap();
        tables.into_iter().map(|t| (t.release, t.rows.into_iter().map(|r| r.id).collect())).collect()
    }

    fn two(additive: bool) -> (tempfile::TempDir, Store) {
        let (folder, mut store) = case();
        let old = [
            ("1", "Mali", "2021-01-05"),
            ("2", "Mali", "2021-01-10"),
            ("3", "Mali", "2022-06-01"),
            ("4", "Niger", "2021-01-10"),
        ];
        let new = [("1", "Mali", "2021-01-05"), ("5", "Mali", "2021-01-20")];
        let lines =
            |rows: &[(&str, &str, &str)]| rows.iter().map(|(i, c, d)| line(i, c, d)).collect::<Vec<_>>();
        add(&mut store, "24.1", "2024-06-01", additive, &lines(&old));
        add(&mut store, "25.1", "2025-06-01", additive, &lines(&new));
        (folder, store)
    }

    #[test]
    fn the_newest_release_counts_where_it_covers() {
        let (_folder, store) = two(false);
        let strings = |ids: &[&str]| ids.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>();
        let now = vec![("25.1".to_owned(), strings(&["1", "5"])), ("24.1".to_owned(), strings(&["3", "4"]))];
        assert_eq!(ids(&store, None), now);
        assert_eq!(ids(&store, Some("2025-06-01")), now);
        assert_eq!(ids(&store, Some("2025-05-31")), [("24.1".to_owned(), strings(&["1", "2", "3", "4"]))]);
        assert_eq!(ids(&store, Some("2024-05-31")), []);
    }

    #[test]
    fn a_dataset_that_adds_replaces_nothing() {
        let (_folder, store) = two(true);
        let counts: Vec<usize> = ids(&store, None).into_iter().map(|(_, ids)| ids.len()).collect();
        assert_eq!(counts, [2, 3]);
    }

    #[test]
    fn a_row_comes_back_as_its_owner_wrote_it() {
        let (_folder, store) = two(false);
        let at = RowRef { dataset: "ucdp".into(), release: "25.1".into(), id: "5".into() };
        let native = store.native(&at).unwrap().unwrap();
        assert_eq!(
            (native.file.as_str(), native.line, native.text),
            ("a.csv", 3, line("5", "Mali", "2021-01-20"))
        );
        assert_eq!(
            (native.header.as_str(), native.columns[7].clone()),
            (HEAD, ("country".into(), "Mali".into()))
        );
        assert_eq!(store.native(&RowRef { id: "9".into(), ..at }).unwrap(), None);
    }

    #[test]
    fn an_import_that_ends_early_leaves_nothing() {
        let (_folder, mut store) = two(false);
        let importing = store.importing().unwrap();
        importing.add_release("ucdp", "26.1", false).unwrap();
        drop(importing);
        assert_eq!(store.releases().unwrap().len(), 2);
    }

    #[test]
    fn a_release_left_without_a_name_is_not_seen_and_goes() {
        let (_folder, mut store) = two(false);
        let importing = store.importing().unwrap();
        importing.add_release("ucdp", crate::store::UNNAMED, false).unwrap();
        importing.commit().unwrap();
        assert_eq!(store.releases().unwrap().len(), 2);
        let importing = store.importing().unwrap();
        importing.add_release("ucdp", crate::store::UNNAMED, false).unwrap();
    }

    #[test]
    fn a_ledger_of_the_layout_before_gets_the_new_tables() {
        let (folder, store) = case();
        drop(store);
        let raw = rusqlite::Connection::open(folder.path().join(crate::store::FILE)).unwrap();
        raw.execute_batch(
            "DROP TABLE alert_log; DROP TABLE alert_deliveries; DROP TABLE alerts; DROP TABLE sweeps; DROP TABLE forecasts; DROP TABLE network; DROP TABLE data_files; DROP TABLE roads; DROP TABLE row_blocks; DROP TABLE row_files; DROP TABLE releases;
             PRAGMA user_version = 2",
        )
        .unwrap();
        drop(raw);
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.tables(None).unwrap(), []);
    }
}

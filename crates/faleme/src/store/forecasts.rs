//! Forecasts as issued: what they were made from, and what they told. One that is kept never changes.

use super::{Store, from_json, to_json};
use anyhow::{Context, Result, bail};
use base::Date;
use lz4_flex::{compress_prepend_size, decompress_size_prepended};
use outlook::issued::Kept;
use outlook::{Horizon, Level, Month};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// Layout of `body`: one more whenever a type in it changes.
const LAYOUT: i64 = 1;

/// What the ids of issued forecasts begin with.
pub const FORECAST: &str = "fc-";

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileUsed {
    /// Its name, without folder.
    pub name: String,
    /// Hash of its bytes (blake3).
    pub hash: String,
}

/// A release that a forecast was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseUsed {
    /// The dataset.
    pub dataset: String,
    /// Its name.
    pub name: String,
    /// Its day.
    pub released: Date,
    /// Its files.
    pub files: Vec<FileUsed>,
}

/// All that a forecast depends on. The same inputs give the same forecast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Version of this program.
    pub program: String,
    /// The model asked for.
    pub model: String,
    /// The baseline beside it.
    pub baseline: String,
    /// What the units are.
    pub unit: Level,
    /// What is counted.
    pub target: String,
    /// The dataset whose incidents are counted by type.
    pub incidents: Option<String>,
    /// The last month that is known.
    pub origin: Month,
    /// Months after it.
    pub horizons: Vec<Horizon>,
    /// Seed of what is drawn.
    pub seed: u64,
    /// Hash of the case file.
    pub case: String,
    /// Hash of the list of units, with their countries.
    pub units: String,
    /// Hash of the counts up to the origin.
    pub counts: String,
    /// The releases.
    pub releases: Vec<ReleaseUsed>,
}

/// What was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// What could be known on that day was used; everything, without it.
    pub as_of: Option<Date>,
    /// The day on which it was kept.
    pub made: Date,
    /// The forecast.
    pub kept: Kept,
}

/// An issued forecast without what it told.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its number in the case, from 1.
    pub number: i64,
    /// The day that it is of: that of `--as-of`, else the day on which it was kept.
    pub issued: Date,
    /// What it was made from.
    pub inputs: Inputs,
}

impl Head {
    /// Its id: `fc-3`.
    pub fn id(&self) -> String {
        format!("{FORECAST}{}", self.number)
    }
}

impl Store {
    /// Keeps a forecast. One of the same inputs that is there already stays as it is; `true` if this one is new.
    pub fn keep_forecast(&self, inputs: &Inputs, issued: Date, body: &Body) -> Result<(Head, bool)> {
        let text = to_json(inputs);
        let transaction = self.connection.unchecked_transaction()?;
        let sql = "SELECT seq, issued, inputs FROM forecasts WHERE inputs = ?1";
        if let Some(head) = transaction.query_row(sql, [&text], head).optional()? {
            return Ok((head, false));
        }
        let packed = compress_prepend_size(&postcard::to_stdvec(body).context("packing a forecast")?);
        let sql = "INSERT INTO forecasts (issued, origin, inputs, layout, body) VALUES (?1, ?2, ?3, ?4, ?5)";
        let origin = inputs.origin.to_string();
        transaction.execute(sql, params![issued.to_string(), origin, text, LAYOUT, packed])?;
        let number = transaction.last_insert_rowid();
        transaction.commit()?;
        Ok((Head { number, issued, inputs: inputs.clone() }, true))
    }

    /// All issued forecasts, in the order in which they were kept.
    pub fn issued(&self) -> Result<Vec<Head>> {
        let mut statement =
            self.connection.prepare("SELECT seq, issued, inputs FROM forecasts ORDER BY seq")?;
        Ok(statement.query_map([], head)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What an issued forecast told.
    pub fn issued_body(&self, head: &Head) -> Result<Body> {
        let sql = "SELECT layout, body FROM forecasts WHERE seq = ?1";
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        let (layout, packed) = self.connection.query_row(sql, [head.number], read)?;
        let id = head.id();
        if layout != LAYOUT {
            bail!("{id} was issued by another version of this program, which alone can read it");
        }
        let body = decompress_size_prepended(&packed).with_context(|| format!("{id} is damaged"))?;
        postcard::from_bytes(&body).with_context(|| format!("{id} is damaged"))
    }

    /// The releases of some datasets that count on `as_of`, with their files, the newest first.
    pub fn releases_used(&self, datasets: &[&str], as_of: Option<Date>) -> Result<Vec<ReleaseUsed>> {
        let counts = |r: &&super::Release| {
            datasets.contains(&r.dataset.as_str()) && as_of.is_none_or(|day| r.released <= day)
        };
        let sql = "SELECT name, hash FROM row_files WHERE release = ?1 ORDER BY name, hash";
        let mut statement = self.connection.prepare(sql)?;
        let mut used = Vec::new();
        for release in self.releases()?.iter().filter(counts) {
            let file = |row: &Row<'_>| Ok(FileUsed { name: row.get(0)?, hash: row.get(1)? });
            let files = statement.query_map([release.seq], file)?.collect::<rusqlite::Result<_>>()?;
            let (dataset, name) = (release.dataset.clone(), release.name.clone());
            used.push(ReleaseUsed { dataset, name, released: release.released, files });
        }
        Ok(used)
    }
}

fn head(row: &Row<'_>) -> rusqlite::Result<Head> {
    let issued: String = row.get(1)?;
    Ok(Head {
        number: row.get(0)?,
        issued: from_json(&format!("\"{issued}\""))?,
        inputs: from_json(row.get_ref(2)?.as_str()?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, day};
    use base::Country;
    use outlook::issued::KeptUnit;
    use outlook::{Distribution, Forecasts};

    fn inputs(seed: u64) -> Inputs {
        let file = FileUsed { name: "a.csv".into(), hash: "00".into() };
        Inputs {
            program: "1".into(),
            model: "forest".into(),
            baseline: "conflictology".into(),
            unit: Level::Country,
            target: "state_based".into(),
            incidents: None,
            origin: Month::new(2025, 8).unwrap(),
            horizons: vec![1, 2],
            seed,
            case: "c".into(),
            units: "u".into(),
            counts: "n".into(),
            releases: vec![ReleaseUsed {
                dataset: "ucdp".into(),
                name: "25.1".into(),
                released: day(9, 1),
                files: vec![file],
            }],
        }
    }

    fn body(made: Date) -> Body {
        let told = Forecasts::by_horizon(
            &[1, 2],
            vec![vec![Distribution::weighted([(0.0, 0.25), (3.0, 0.75)]), Distribution::surely(2.0)]],
        );
        let kept = Kept {
            level: Level::Country,
            units: vec![KeptUnit { id: "MLI".into(), country: Country::new("MLI").unwrap() }],
            target: "state_based".into(),
            origin: Month::new(2025, 8).unwrap(),
            model: "forest".into(),
            baseline: "conflictology".into(),
            fallback: None,
            beside: Forecasts::steady(&[1, 2], vec![Distribution::of_draws([0.0, 1.0, 1.0])]),
            told,
        };
        Body { as_of: Some(day(9, 10)), made, kept }
    }

    #[test]
    fn an_issued_forecast_comes_back_to_the_bit_and_never_changes() {
        let (_folder, store) = case();
        let (first, new) = store.keep_forecast(&inputs(1), day(9, 10), &body(day(9, 11))).unwrap();
        assert_eq!((first.id().as_str(), new), ("fc-1", true));
        let (again, new) = store.keep_forecast(&inputs(1), day(9, 20), &body(day(9, 20))).unwrap();
        assert_eq!((again, new), (first.clone(), false));
        let (other, new) = store.keep_forecast(&inputs(2), day(9, 20), &body(day(9, 20))).unwrap();
        assert_eq!((other.number, new), (2, true));
        assert_eq!(store.issued().unwrap(), [first.clone(), other]);
        assert_eq!(store.issued_body(&first).unwrap(), body(day(9, 11)));
    }

    #[test]
    fn one_of_another_layout_or_damaged_is_told_by_its_id() {
        let (_folder, store) = case();
        let (head, _) = store.keep_forecast(&inputs(1), day(9, 10), &body(day(9, 11))).unwrap();
        store.connection.execute("UPDATE forecasts SET body = x'0000'", []).unwrap();
        assert!(store.issued_body(&head).unwrap_err().to_string().contains("fc-1 is damaged"));
        store.connection.execute("UPDATE forecasts SET layout = 99", []).unwrap();
        assert!(store.issued_body(&head).unwrap_err().to_string().contains("another version"));
    }
}

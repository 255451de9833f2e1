//! Roads, file by file, and the network made of them.

use super::{Store, from_json, to_json};
use anyhow::{Context, Result, bail};
use base::{Date, Issue};
use corridors::osm::{self, Bounds, Counts, Roads};
use corridors::{Network, union};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, Ordering};

/// Layout of the bytes in `roads` and `network`: one more whenever a type in them changes.
const LAYOUT: i64 = 2;

/// Longest body, bytes: what SQLite takes for one value.
const LONGEST: usize = 1_000_000_000;

/// What a file of roads is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoadKind {
    /// OpenStreetMap PBF.
    Osm,
    /// A network in GeoJSON.
    Geojson,
}

/// A file that the network is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoadFile {
    /// Its name, without folder.
    pub name: String,
    /// What it is.
    pub kind: RoadKind,
    /// Hash of its bytes (blake3).
    pub hash: String,
    /// The box that was cut from it: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// When its data was current, if it tells.
    pub released: Option<Date>,
    /// When it was imported.
    pub received: Date,
    /// Its licence and attribution.
    pub licence: String,
    /// What it holds, for OpenStreetMap files.
    pub counts: Option<Counts>,
}

impl RoadFile {
    /// How answers name it: name and date.
    pub fn release(&self) -> String {
        self.released.map_or_else(|| self.name.clone(), |day| format!("{} ({day})", self.name))
    }
}

/// A file ready to be kept.
pub struct RoadUnit {
    file: RoadFile,
    body: Vec<u8>,
}

impl RoadUnit {
    /// The roads of an OpenStreetMap file.
    pub fn osm(file: RoadFile, roads: &Roads) -> Result<Self> {
        Ok(Self { file, body: encode(roads)? })
    }

    /// A network that came as such.
    pub fn network(file: RoadFile, network: &Network) -> Result<Self> {
        Ok(Self { file, body: encode(network)? })
    }
}

/// West, south, east, north.
pub fn corners(bounds: Bounds) -> [f64; 4] {
    [bounds.west, bounds.south, bounds.east, bounds.north]
}

impl Store {
    /// The files that the network is made of, in the order of their first import.
    pub fn road_files(&self) -> Result<Vec<RoadFile>> {
        let sql =
            "SELECT name, kind, hash, bounds, released, received, licence, counts FROM roads ORDER BY seq";
        let mut statement = self.connection.prepare(sql)?;
        let files = statement.query_map([], file)?.collect::<Result<_, _>>()?;
        Ok(files)
    }

    /// Whether this very file, cut to the same box, is already part of the network.
    pub fn has_roads(&self, name: &str, hash: &str, bbox: Option<[f64; 4]>) -> Result<bool> {
        let sql = "SELECT 1 FROM roads WHERE name = ?1 AND hash = ?2 AND bounds IS ?3 AND layout = ?4";
        let bounds = bbox.map(|b| to_json(&b));
        Ok(self
            .connection
            .query_row(sql, params![name, hash, bounds, LAYOUT], |_| Ok(()))
            .optional()?
            .is_some())
    }

    /// Keeps files and makes the network anew, all or nothing; an older release of the same name goes. `None`, and nothing
    /// kept, where `stop` was set meanwhile.
    pub fn keep_roads(&self, files: Vec<RoadUnit>, stop: &AtomicBool) -> Result<Option<Vec<Issue>>> {
        let transaction = self.connection.unchecked_transaction()?;
        transaction.execute("DELETE FROM network", [])?;
        files.into_iter().try_for_each(|unit| self.keep_road_file(&unit))?;
        let issues = self.rebuild_network()?;
        // Dropped, the transaction leaves the ledger as it was.
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        transaction.commit()?;
        Ok(Some(issues))
    }

    fn keep_road_file(&self, RoadUnit { file, body }: &RoadUnit) -> Result<()> {
        let sql = "INSERT INTO roads (name, kind, hash, bounds, released, received, licence, counts, layout, body)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                   ON CONFLICT (name) DO UPDATE SET kind = ?2, hash = ?3, bounds = ?4, released = ?5, received = ?6,
                   licence = ?7, counts = ?8, layout = ?9, body = ?10";
        let bounds = file.bbox.map(|b| to_json(&b));
        let released = file.released.map(|d| d.to_string());
        let counts = file.counts.map(|c| to_json(&c));
        let received = file.received.to_string();
        let kind = to_json(&file.kind);
        self.connection.execute(
            sql,
            params![
                file.name,
                kind,
                file.hash,
                bounds,
                released,
                received,
                file.licence,
                counts,
                LAYOUT,
                body
            ],
        )?;
        Ok(())
    }

    /// Takes a file out and makes the network anew; `None` if there is none of that name.
    pub fn drop_roads(&self, name: &str) -> Result<Option<Vec<Issue>>> {
        let transaction = self.connection.unchecked_transaction()?;
        transaction.execute("DELETE FROM network", [])?;
        // An unknown name leaves everything as it was.
        if transaction.execute("DELETE FROM roads WHERE name = ?1", [name])? == 0 {
            return Ok(None);
        }
        let issues = self.rebuild_network()?;
        transaction.commit()?;
        Ok(Some(issues))
    }

    /// Makes the network of all files, if there are any. One that another version imported waits until it is imported
    /// again.
    fn rebuild_network(&self) -> Result<Vec<Issue>> {
        let sql = "SELECT count(*), count(*) FILTER (WHERE layout <> ?1) FROM roads";
        let count = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let (files, old) = self.connection.query_row(sql, [LAYOUT], count)?;
        if files == 0 || old > 0 {
            return Ok(Vec::new());
        }
        let (network, issues) = self.make_network()?;
        let sql = "INSERT INTO network (one, layout, body) VALUES (1, ?1, ?2)";
        self.connection.execute(sql, params![LAYOUT, encode(&network)?])?;
        Ok(issues)
    }

    /// The network made of all files, and what is to be said of it.
    fn make_network(&self) -> Result<(Network, Vec<Issue>)> {
        let (mut osm_files, mut networks) = (Vec::new(), Vec::new());
        for file in self.road_files()? {
            let body = self.road_body(&file.name)?;
            match file.kind {
                RoadKind::Osm => osm_files.push((file.release(), decode::<Roads>(&body, &file.name)?)),
                RoadKind::Geojson => {
                    let mut network = decode::<Network>(&body, &file.name)?;
                    if network.release.is_empty() {
                        network.release = format!("{} (imported {})", file.name, file.received);
                    }
                    networks.push(network);
                }
            }
        }
        let mut issues = Vec::new();
        if !osm_files.is_empty() {
            let made = osm::network(osm_files);
            issues = made.issues;
            networks.insert(0, made.value);
        }
        let whole = union(networks);
        issues.extend(whole.issues);
        Ok((whole.value, issues))
    }

    /// The road network of the case; `None` if nothing was imported.
    pub fn network(&self) -> Result<Option<Network>> {
        let sql = "SELECT layout, body FROM network";
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        match self.connection.query_row(sql, [], read).optional()? {
            None if self.road_files()?.is_empty() => Ok(None),
            None => Ok(Some(self.make_network()?.0)),
            Some((LAYOUT, body)) => decode::<Network>(&body, "the network").map(Some),
            Some((_, _)) => {
                bail!("the network was made by another version: run `roads import` on its files again")
            }
        }
    }

    fn road_body(&self, name: &str) -> Result<Vec<u8>> {
        let sql = "SELECT layout, body FROM roads WHERE name = ?1";
        let (layout, body): (i64, Vec<u8>) =
            self.connection.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if layout != LAYOUT {
            bail!("{name} was imported by another version: import it again");
        }
        Ok(body)
    }
}

fn file(row: &Row<'_>) -> rusqlite::Result<RoadFile> {
    let json = |at: usize| row.get::<_, Option<String>>(at);
    let day = |at: usize| json(at).map(|day| day.and_then(|d| d.parse().ok()));
    Ok(RoadFile {
        name: row.get(0)?,
        kind: from_json(&row.get::<_, String>(1)?)?,
        hash: row.get(2)?,
        bbox: json(3)?.map(|b| from_json(&b)).transpose()?,
        released: day(4)?,
        received: day(5)?.unwrap_or(Date::ZERO),
        licence: row.get(6)?,
        counts: json(7)?.map(|c| from_json(&c)).transpose()?,
    })
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let body = postcard::to_stdvec(value).context("packing roads")?;
    if body.len() > LONGEST {
        bail!("so many roads do not fit into the ledger: import less, with --bbox W,S,E,N");
    }
    Ok(body)
}

fn decode<'a, T: Deserialize<'a>>(body: &'a [u8], name: &str) -> Result<T> {
    postcard::from_bytes(body).with_context(|| format!("reading {name} in the ledger: import it again"))
}

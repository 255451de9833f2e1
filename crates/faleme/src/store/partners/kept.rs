//! What partners sent: one snapshot a key, kept apart from the case's own records.

use super::super::{Removal, Store, from_json, to_json};
use super::Partner;
use anyhow::{Result, bail};
use base::{ContentHash, Date, Tlp};
use exchange::bundle::{Bundle, Line, Place, PublicKey, Record, RecordId, Snapshot, What};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What became of a bundle that is not refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Beside what was held.
    pub place: Place,
    /// Whether what is held was taken out here, and this brings nothing newer.
    pub withdrawn: bool,
    /// Records that came without a marking.
    pub unmarked: usize,
    /// Records left out: they rest on what was redacted here.
    pub left_out: usize,
}

/// The part of a partner that counts.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The partner.
    pub partner: String,
    /// Under which key it came.
    pub key: PublicKey,
    /// In which bundle.
    pub bundle: super::HeldBundle,
    /// The records, in the order of their ids.
    pub records: Vec<(RecordId, Record)>,
}

impl Counted {
    /// Its lines in the shared view.
    pub fn lines(&self) -> Vec<Line> {
        self.records.iter().map(|(id, record)| Line::of(id.clone(), record)).collect()
    }
}

/// A marking that a person gave a partner's record.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// The marking.
    pub tlp: Tlp,
    /// When.
    pub on: Date,
    /// Who.
    pub by: String,
    /// Why.
    pub why: String,
}

impl Store {
    /// Takes a bundle in, all or nothing, unless a later one is held. What rests on documents redacted here is left out.
    pub fn take_bundle(&mut self, bundle: &Bundle, on: Date) -> Result<Taken> {
        let redacted: HashSet<ContentHash> = self.redactions()?.into_keys().collect();
        // What its sender took back is not left on free pages.
        self.connection.pragma_update(None, "secure_delete", true)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let find = "SELECT number FROM partner_keys WHERE key = ?1 AND revoked IS NULL AND replaced IS NULL";
        let from = bundle.header.from.to_string();
        let Some(key): Option<i64> = transaction.query_row(find, [from], |row| row.get(0)).optional()? else {
            bail!("the key of {} was taken back or replaced meanwhile", bundle.partner);
        };
        let held = held(&transaction, key)?;
        let place =
            Place::of(&bundle.header.snapshot(&bundle.digest), held.as_ref().map(|(snapshot, _)| snapshot));
        let withdrawn = held.is_some_and(|(_, withdrawn)| withdrawn) && !place.counts();
        let kept = without(&bundle.records, &redacted);
        let taken = Taken {
            place,
            withdrawn,
            unmarked: kept.iter().filter(|(_, r)| r.tlp.is_none()).count(),
            left_out: bundle.records.len() - kept.len(),
        };
        if place.counts() {
            put(&transaction, key, bundle, &kept, on)?;
        }
        transaction.commit()?;
        Ok(taken)
    }

    /// Takes what a partner sent out of the ledger; it comes back with a later bundle only. Returns how many records went.
    pub fn withdraw_partner(&mut self, name: &str, on: Date) -> Result<usize> {
        self.connection.pragma_update(None, "secure_delete", true)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let keys =
            "(SELECT number FROM partner_keys WHERE partner = (SELECT name FROM partners WHERE name = ?1))";
        let gone =
            transaction.execute(&format!("DELETE FROM partner_records WHERE key IN {keys}"), [name])?;
        let mark =
            format!("UPDATE partner_bundles SET withdrawn = ?2 WHERE withdrawn IS NULL AND key IN {keys}");
        transaction.execute(&mark, params![name, on.to_string()])?;
        transaction.commit()?;
        self.scrub()?;
        Ok(gone)
    }

    /// What each of these partners sent, as far as it counts.
    pub fn counted(&self, partners: &[Partner]) -> Result<Vec<Counted>> {
        let mut statement =
            self.connection.prepare("SELECT id, json FROM partner_records WHERE key = ?1 ORDER BY id")?;
        let mut out = Vec::new();
        for partner in partners {
            for key in &partner.keys {
                let Some(bundle) = key.bundle.clone().filter(|b| b.counts) else { continue };
                let rows = statement.query_map([key.number], |row| {
                    Ok((RecordId::parse(row.get::<_, String>(0)?), from_json(row.get_ref(1)?.as_str()?)?))
                })?;
                let records = rows.collect::<rusqlite::Result<_>>()?;
                out.push(Counted { partner: partner.name.clone(), key: key.key, bundle, records });
            }
        }
        Ok(out)
    }

    /// Whether any partner ever sent something.
    pub fn has_partners_records(&self) -> Result<bool> {
        Ok(self.connection.prepare("SELECT 1 FROM partner_records LIMIT 1")?.exists([])?)
    }

    /// Markings that persons gave partners' records.
    pub fn marks(&self) -> Result<BTreeMap<RecordId, Mark>> {
        let sql = "SELECT id, tlp, marked_on, marked_by, why FROM partner_marks";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let on = row.get::<_, String>(2)?.parse().unwrap_or_default();
            let tlp = from_json(row.get_ref(1)?.as_str()?)?;
            Ok((
                RecordId::parse(row.get::<_, String>(0)?),
                Mark { tlp, on, by: row.get(3)?, why: row.get(4)? },
            ))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps a marking of a partner's record.
    pub fn mark(&self, id: &RecordId, mark: &Mark) -> Result<()> {
        let sql = "INSERT INTO partner_marks (id, tlp, marked_on, marked_by, why) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT DO UPDATE SET tlp = ?2, marked_on = ?3, marked_by = ?4, why = ?5";
        let Mark { tlp, on, by, why } = mark;
        self.connection.execute(sql, params![id.as_str(), to_json(tlp), on.to_string(), by, why])?;
        Ok(())
    }
}

/// The snapshot held under a key, and whether it was taken out.
fn held(transaction: &Transaction<'_>, key: i64) -> Result<Option<(Snapshot, bool)>> {
    let sql = "SELECT number, digest, withdrawn IS NOT NULL FROM partner_bundles WHERE key = ?1";
    let held = transaction.query_row(sql, [key], |row| {
        let number = u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
        Ok((Snapshot { number, digest: row.get(1)? }, row.get(2)?))
    });
    Ok(held.optional()?)
}

/// Puts a snapshot in the place of whatever its sender sent before, under this key and earlier ones.
fn put(
    transaction: &Transaction<'_>,
    key: i64,
    bundle: &Bundle,
    records: &[&(RecordId, Record)],
    on: Date,
) -> Result<()> {
    let earlier = "DELETE FROM partner_records WHERE key IN
        (SELECT number FROM partner_keys WHERE number <= ?1 AND partner = (SELECT partner FROM partner_keys WHERE number = ?1))";
    transaction.execute(earlier, [key])?;
    let sql = "INSERT INTO partner_bundles (key, number, digest, header, received, left_out) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET number = ?2, digest = ?3, header = ?4, received = ?5, left_out = ?6, withdrawn = NULL";
    let header = &bundle.header;
    let number = i64::try_from(header.number).unwrap_or(i64::MAX);
    let left_out = (bundle.records.len() - records.len()) as i64;
    transaction
        .execute(sql, params![key, number, bundle.digest, to_json(header), on.to_string(), left_out])?;
    let mut insert =
        transaction.prepare("INSERT INTO partner_records (key, id, json) VALUES (?1, ?2, ?3)")?;
    for (id, record) in records {
        insert.execute(params![key, id.as_str(), record.canonical()])?;
    }
    Ok(())
}

/// Takes out what partners sent of documents that are redacted, and whatever holds the words that go.
pub fn forget_of_partners(transaction: &Transaction<'_>, removal: &Removal) -> Result<()> {
    let hashes: HashSet<ContentHash> = removal.redactions.iter().map(|r| r.hash.clone()).collect();
    // As they stand within a JSON text, without its quotation marks.
    let escaped = |trace: &String| to_json(trace).trim_matches('"').to_owned();
    let traces: Vec<String> = removal.traces.iter().filter(|t| !t.trim().is_empty()).map(escaped).collect();
    let mut keys = transaction.prepare("SELECT DISTINCT key FROM partner_records")?;
    let keys: Vec<i64> = keys.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for key in keys {
        let mut statement =
            transaction.prepare_cached("SELECT id, json FROM partner_records WHERE key = ?1")?;
        let rows = statement.query_map([key], |row| {
            Ok((RecordId::parse(row.get::<_, String>(0)?), from_json(row.get_ref(1)?.as_str()?)?))
        })?;
        let all: Vec<(RecordId, Record)> = rows.collect::<rusqlite::Result<_>>()?;
        let stay: BTreeSet<&RecordId> = without(&all, &hashes).into_iter().map(|(id, _)| id).collect();
        let holds = |record: &Record| {
            let json = record.canonical();
            traces.iter().any(|trace| json.contains(trace))
        };
        for (id, _) in all.iter().filter(|(id, record)| !stay.contains(id) || holds(record)) {
            transaction.execute(
                "DELETE FROM partner_records WHERE key = ?1 AND id = ?2",
                params![key, id.as_str()],
            )?;
        }
    }
    Ok(())
}

/// The records that rest on no redacted document.
fn without<'a>(
    records: &'a [(RecordId, Record)],
    redacted: &HashSet<ContentHash>,
) -> Vec<&'a (RecordId, Record)> {
    let of = |hash: &ContentHash| redacted.contains(hash);
    let gone: BTreeSet<_> = records
        .iter()
        .filter_map(|(_, r)| match &r.what {
            What::Claim(c) if of(&c.document) => Some(c.key()),
            _ => None,
        })
        .collect();
    let stays = |record: &&(RecordId, Record)| match &record.1.what {
        What::Document(d) => !of(&d.hash) && !of(&d.origin),
        What::Claim(c) => !of(&c.document),
        What::Event(e) => !e.claims.iter().any(|key| gone.contains(key)),
        What::Constraint(c) => !c.history.iter().flat_map(|s| &s.claims).any(|key| gone.contains(key)),
        What::Decision(d) => !d.claims.iter().any(|key| gone.contains(key)),
    };
    records.iter().filter(stays).collect()
}

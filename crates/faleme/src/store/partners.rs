//! Partners: their keys, what each sent last, what was sent to each, and the log. Their records stand in tables of their own and
//! are read by no question about the case itself.

mod kept;
mod log;
mod sent;

pub use kept::{Counted, Mark, Taken, forget_of_partners};
pub use log::Logged;
pub use sent::SentBundle;

use super::{Store, from_json, to_json};
use anyhow::{Result, bail};
use base::{Date, Tlp};
use exchange::bundle::{Header, KnownKey, PublicKey};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;

/// A partner with all keys it ever had, the first one first.
#[derive(Clone, Debug, Serialize)]
pub struct Partner {
    /// Name here.
    pub name: String,
    /// Its age recipient, if what is shared with it is encrypted.
    pub encrypt: Option<String>,
    /// The strictest marking agreed with it, both ways.
    pub holds: Tlp,
    /// Its keys.
    pub keys: Vec<KeyRow>,
    /// What was sent to it last.
    pub sent: Option<SentBundle>,
}

/// A key of a partner.
#[derive(Clone, Debug, Serialize)]
pub struct KeyRow {
    /// Its number here: a later key of a partner has a higher one.
    #[serde(skip)]
    pub number: i64,
    /// The key.
    pub key: PublicKey,
    /// What people compare.
    pub fingerprint: String,
    /// Since when it is listed.
    pub added: Date,
    /// Another one took its place then.
    pub replaced: Option<Date>,
    /// It was taken back then.
    pub revoked: Option<Date>,
    /// By whom.
    pub revoked_by: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// What came under it last.
    pub bundle: Option<HeldBundle>,
}

/// The last snapshot that came under a key.
#[derive(Clone, Debug, Serialize)]
pub struct HeldBundle {
    /// Its header.
    #[serde(flatten)]
    pub header: Header,
    /// When it came.
    pub received: Date,
    /// Records that rest on documents redacted here, and were left out.
    pub left_out: u64,
    /// Its records were taken out then.
    pub withdrawn: Option<Date>,
    /// Whether its records count.
    pub counts: bool,
    /// Hash of its bytes without the signature.
    pub digest: String,
}

impl Partner {
    /// The key that holds now.
    pub fn key(&self) -> Option<&KeyRow> {
        self.keys.iter().find(|k| k.revoked.is_none() && k.replaced.is_none())
    }
}

impl Store {
    /// All partners, by name.
    pub fn partners(&self) -> Result<Vec<Partner>> {
        let mut statement =
            self.connection.prepare("SELECT name, encrypt, holds FROM partners ORDER BY name")?;
        let rows = statement.query_map([], |row| {
            let holds: Tlp = from_json(row.get_ref(2)?.as_str()?)?;
            Ok(Partner { name: row.get(0)?, encrypt: row.get(1)?, holds, keys: Vec::new(), sent: None })
        })?;
        let mut partners: Vec<Partner> = rows.collect::<rusqlite::Result<_>>()?;
        for partner in &mut partners {
            partner.keys = keys(&self.connection, &partner.name)?;
            partner.sent = sent::last(&self.connection, &partner.name)?;
        }
        Ok(partners)
    }

    /// The keys that bundles may be signed with, and those that no longer hold.
    pub fn known_keys(&self) -> Result<Vec<KnownKey>> {
        let known = |p: Partner| {
            let (name, holds) = (p.name, p.holds);
            let one = move |k: KeyRow| KnownKey {
                partner: name.clone(),
                key: k.key,
                holds,
                replaced: k.replaced,
                revoked: k.revoked,
            };
            p.keys.into_iter().map(one)
        };
        Ok(self.partners()?.into_iter().flat_map(known).collect())
    }

    /// Lists a partner, or changes what is listed: a new key takes the place of the one so far, whose history stays. What is not given stays as it
    /// was; a new partner holds GREEN. Says what it did.
    pub fn add_partner(
        &mut self,
        name: &str,
        key: PublicKey,
        encrypt: Option<&str>,
        holds: impl Into<Option<Tlp>>,
        on: Date,
    ) -> Result<&'static str> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let whose = "SELECT partner, revoked, replaced FROM partner_keys WHERE key = ?1";
        let there: Option<(String, Option<String>, Option<String>)> = transaction
            .query_row(whose, [key.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let listed: Option<String> = transaction
            .query_row("SELECT name FROM partners WHERE name = ?1", [name], |row| row.get(0))
            .optional()?;
        let name = listed.as_deref().unwrap_or(name);
        let holds = holds.into().map(|holds| to_json(&holds));
        match &there {
            Some((other, ..)) if other != name => bail!("that key is already listed, as {other}'s"),
            Some((_, Some(on), _)) => {
                bail!("that key was revoked on {on}: a key that was given up does not come back")
            }
            Some((_, _, Some(on))) => {
                bail!("that key gave way to another on {on}: ask {name} for the present one")
            }
            _ => {}
        }
        let sql = "INSERT INTO partners (name, encrypt, holds) VALUES (?1, ?2, coalesce(?3, ?4))
                   ON CONFLICT DO UPDATE SET encrypt = coalesce(?2, encrypt), holds = coalesce(?3, holds)";
        transaction.execute(sql, params![name, encrypt, holds, to_json(&Tlp::Green)])?;
        let done = match (listed.is_some(), there.is_some()) {
            (_, true) => "changed",
            (true, false) => "new key",
            (false, false) => "added",
        };
        if there.is_none() {
            let gives_way = "UPDATE partner_keys SET replaced = ?2 WHERE partner = ?1 AND replaced IS NULL AND revoked IS NULL";
            transaction.execute(gives_way, params![name, on.to_string()])?;
            let sql = "INSERT INTO partner_keys (partner, key, added) VALUES (?1, ?2, ?3)";
            transaction.execute(sql, params![name, key.to_string(), on.to_string()])?;
        }
        transaction.commit()?;
        Ok(done)
    }

    /// Takes back every key of a partner: what it sent no longer counts, and nothing more is taken from it. Returns how many.
    pub fn revoke_partner(&self, name: &str, on: Date, by: &str, why: &str) -> Result<usize> {
        let sql = "UPDATE partner_keys SET revoked = ?2, revoked_by = ?3, why = ?4
                   WHERE partner = (SELECT name FROM partners WHERE name = ?1) AND revoked IS NULL";
        Ok(self.connection.execute(sql, params![name, on.to_string(), by, why])?)
    }
}

fn keys(connection: &Connection, partner: &str) -> Result<Vec<KeyRow>> {
    let sql = "SELECT k.number, k.key, k.added, k.replaced, k.revoked, k.revoked_by, k.why,
                      b.header, b.received, b.left_out, b.withdrawn, b.digest
               FROM partner_keys k LEFT JOIN partner_bundles b ON b.key = k.number
               WHERE k.partner = ?1 ORDER BY k.number";
    let mut statement = connection.prepare_cached(sql)?;
    let day = |text: Option<String>| text.and_then(|t| t.parse::<Date>().ok());
    let rows = statement.query_map([partner], |row| {
        let key: PublicKey = from_json(&to_json(&row.get::<_, String>(1)?))?;
        let header: Option<Header> = row.get_ref(7)?.as_str_or_null()?.map(from_json).transpose()?;
        let bundle = match header {
            None => None,
            Some(header) => Some(HeldBundle {
                header,
                received: day(row.get(8)?).unwrap_or_default(),
                left_out: u64::try_from(row.get::<_, i64>(9)?).unwrap_or(0),
                withdrawn: day(row.get(10)?),
                counts: false,
                digest: row.get(11)?,
            }),
        };
        Ok(KeyRow {
            number: row.get(0)?,
            fingerprint: key.fingerprint(),
            key,
            added: day(row.get(2)?).unwrap_or_default(),
            replaced: day(row.get(3)?),
            revoked: day(row.get(4)?),
            revoked_by: row.get(5)?,
            why: row.get(6)?,
            bundle,
        })
    })?;
    let mut keys: Vec<KeyRow> = rows.collect::<rusqlite::Result<_>>()?;
    // Of a partner the latest key under which something came.
    let last = keys
        .iter_mut()
        .rev()
        .find_map(|key| key.bundle.as_mut().map(|bundle| (key.revoked.is_none(), bundle)));
    if let Some((holds, bundle)) = last {
        bundle.counts = holds && bundle.withdrawn.is_none();
    }
    Ok(keys)
}

#[cfg(test)]
mod tests;

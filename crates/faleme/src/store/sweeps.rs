//! Batches of a sweep's futures that are worked out already.

use super::Store;
use anyhow::Result;
use lz4_flex::{compress_prepend_size, decompress_size_prepended};
use outlook::sweep::Batch;
use rusqlite::params;

/// Sweeps that are kept: the newest ones.
const KEPT: u32 = 8;

impl Store {
    /// The batches kept of a sweep, by their first future. One that cannot be read is as good as none.
    pub fn batches(&self, inputs: &str) -> Result<Vec<Batch>> {
        let mut statement =
            self.connection.prepare("SELECT body FROM sweeps WHERE inputs = ?1 ORDER BY first")?;
        let bodies = statement.query_map([inputs], |row| row.get::<_, Vec<u8>>(0))?;
        let mut batches = Vec::new();
        for body in bodies {
            let batch = decompress_size_prepended(&body?).ok().and_then(|bytes| Batch::from_bytes(&bytes));
            batches.extend(batch);
        }
        Ok(batches)
    }

    /// Keeps a batch; one that began with the same future goes.
    pub fn keep_batch(&self, inputs: &str, batch: &Batch) -> Result<()> {
        let body = compress_prepend_size(&batch.to_bytes());
        let sql = "INSERT OR REPLACE INTO sweeps (inputs, first, body) VALUES (?1, ?2, ?3)";
        self.connection.execute(sql, params![inputs, batch.first, body])?;
        Ok(())
    }

    /// Drops the batches of all but the newest sweeps, and of this one.
    pub fn drop_old_batches(&self, inputs: &str) -> Result<()> {
        let sql = "DELETE FROM sweeps WHERE inputs <> ?1 AND inputs NOT IN
                   (SELECT inputs FROM sweeps GROUP BY inputs ORDER BY max(seq) DESC LIMIT ?2)";
        self.connection.execute(sql, params![inputs, KEPT])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_come_back_as_they_were_and_old_sweeps_go() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let batch = |first: u32, number: f32| Batch { first, count: 2, numbers: vec![number; 6] };
        store.keep_batch("a", &batch(2, f32::INFINITY)).unwrap();
        store.keep_batch("a", &batch(0, 1.0)).unwrap();
        store.keep_batch("a", &batch(0, 2.5)).unwrap();
        assert_eq!(store.batches("a").unwrap(), [batch(0, 2.5), batch(2, f32::INFINITY)]);
        assert!(store.batches("b").unwrap().is_empty());
        store.connection.execute("UPDATE sweeps SET body = x'07' WHERE first = 2", []).unwrap();
        assert_eq!(store.batches("a").unwrap(), [batch(0, 2.5)], "what cannot be read is worked out again");
        for at in 0..=KEPT {
            store.keep_batch(&format!("s{at}"), &batch(0, 1.0)).unwrap();
        }
        store.drop_old_batches("s0").unwrap();
        assert!(store.batches("a").unwrap().is_empty());
        assert_eq!(store.batches("s0").unwrap().len(), 1);
    }
}

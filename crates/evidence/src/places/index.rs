//! Names to places: one open-addressing table over squeezed folded keys (`cotedivoire`), exact on every hit.

/// How a key came from a place's names, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
    /// The main name.
    Primary,
    /// Another name or spelling.
    Alternate,
    /// A short name that only counts in capitals (`DRC`).
    Capitals,
    /// A division's name without its generic word (`Kayes` for "Kayes Region").
    Core,
    /// The first words of a longer name (`Nioro` for "Nioro du Sahel").
    Short,
    /// The same after levelling French and English spellings.
    Sound,
    /// A part of a longer name, or the reverse, levelled.
    Part,
    /// One letter apart after levelling.
    Edit1,
    /// Two letters apart after levelling.
    Edit2,
}

/// A place that answers to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its number in the store.
    pub place: u32,
    /// How the key came from its names.
    pub quality: Quality,
}

#[derive(Clone, Debug)]
struct Key {
    hash: u64,
    at: u32,
    len: u32,
    head: u32,
}

#[derive(Clone, Debug)]
struct Posting {
    hit: Hit,
    next: u32,
}

const NONE: u32 = u32::MAX;

/// Start value of [`extend`] (FNV-1a, 64 bits).
pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// Continues a hash over more bytes, so that the hash of joined words costs one pass.
pub(super) fn extend(mut hash: u64, bytes: &[u8]) -> u64 {
    for &b in bytes {
        hash = (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// The table. Keys are kept once in one string; the places of a key form a chain.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    slots: Vec<u32>,
    keys: Vec<Key>,
    arena: String,
    postings: Vec<Posting>,
}

impl Index {
    /// The key of a number; empty for a number that is not one.
    pub fn key(&self, number: u32) -> &str {
        self.keys.get(number as usize).map_or("", |k| self.text(k))
    }

    /// The number of a key that is present.
    pub fn find(&self, hash: u64, key: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = spread(hash) & mask;
        loop {
            let number = self.slots[slot];
            if number == NONE {
                return None;
            }
            let found = &self.keys[number as usize];
            if found.hash == hash && self.text(found) == key {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The places of a key.
    pub fn hits(&self, number: u32) -> impl Iterator<Item = Hit> + '_ {
        let mut next = self.keys.get(number as usize).map_or(NONE, |k| k.head);
        std::iter::from_fn(move || {
            let posting = self.postings.get(next as usize)?;
            next = posting.next;
            Some(posting.hit)
        })
    }

    /// The places of a key given as text.
    pub fn lookup(&self, key: &str) -> impl Iterator<Item = Hit> + '_ {
        let number = self.find(extend(SEED, key.as_bytes()), key).unwrap_or(NONE);
        self.hits(number)
    }

    /// Adds a name of a place; a second time, only if it is surer than the first. Returns the number of a new key.
    pub fn insert(&mut self, key: &str, hit: Hit) -> Option<u32> {
        if key.is_empty() {
            return None;
        }
        let hash = extend(SEED, key.as_bytes());
        if let Some(number) = self.find(hash, key) {
            self.chain(number, hit);
            return None;
        }
        let number = self.keys.len() as u32;
        let at = self.arena.len() as u32;
        self.arena.push_str(key);
        self.keys.push(Key { hash, at, len: key.len() as u32, head: NONE });
        self.place_slot(number);
        self.chain(number, hit);
        Some(number)
    }

    fn text(&self, key: &Key) -> &str {
        &self.arena[key.at as usize..(key.at + key.len) as usize]
    }

    /// Places are added one after another, so a repeated place is at the head of its chain.
    fn chain(&mut self, number: u32, hit: Hit) {
        let head = self.keys[number as usize].head;
        if let Some(first) = self.postings.get_mut(head as usize)
            && first.hit.place == hit.place
        {
            first.hit.quality = first.hit.quality.min(hit.quality);
            return;
        }
        self.keys[number as usize].head = self.postings.len() as u32;
        self.postings.push(Posting { hit, next: head });
    }

    fn place_slot(&mut self, number: u32) {
        if self.keys.len() * 2 > self.slots.len() {
            let size = (self.slots.len() * 2).max(1024);
            self.slots = vec![NONE; size];
            for n in 0..=number {
                self.settle(n);
            }
        } else {
            self.settle(number);
        }
    }

    fn settle(&mut self, number: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = spread(self.keys[number as usize].hash) & mask;
        while self.slots[slot] != NONE {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = number;
    }
}

fn spread(hash: u64) -> usize {
    (hash ^ (hash >> 29)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn answers_like_a_map(names in prop::collection::vec(("[a-d]{1,4}", 0u32..5), 0..3000)) {
            let mut index = Index::default();
            let mut slow: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for (name, place) in &names {
                index.insert(name, Hit { place: *place, quality: Quality::Primary });
                let places = slow.entry(name.clone()).or_default();
                if places.last() != Some(place) {
                    places.push(*place);
                }
            }
            for (name, places) in &slow {
                let mut found: Vec<u32> = index.lookup(name).map(|h| h.place).collect();
                found.reverse();
                prop_assert_eq!(&found, places);
            }
            prop_assert!(index.lookup("zzz").next().is_none());
        }
    }
}

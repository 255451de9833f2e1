//! Candidates for a name that nothing fits exactly: by sound, by its parts, by one or two letters.

use super::index::{Hit, Index, Quality};
use super::sound::{distance, level};
use std::collections::HashMap;

/// Names as they sound, also by first letter and length for the search by letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Sounds {
    index: Index,
    /// First letter and length to the numbers and letter sets of keys.
    shelves: HashMap<(u8, u8), Vec<(u32, u32)>>,
}

/// Shorter levelled names differ by one letter from too many others.
const EDIT_LENGTH: usize = 5;

/// From this length two letters may differ.
const EDIT2_LENGTH: usize = 10;

impl Sounds {
    /// Enters a levelled name.
    pub fn insert(&mut self, key: &str, hit: Hit) {
        if let Some(number) = self.index.insert(key, hit)
            && let Some(&first) = key.as_bytes().first()
        {
            let shelf = (first, key.len().min(255) as u8);
            self.shelves.entry(shelf).or_default().push((number, letters(key)));
        }
    }

    /// Places that sound like a squeezed name.
    pub fn alike(&self, key: &str) -> Vec<Hit> {
        self.index.lookup(&level(key)).collect()
    }

    /// Places one or two letters away.
    pub fn spelled_nearly(&self, key: &str) -> Vec<Hit> {
        let key = level(key);
        let most = match key.len() {
            0..EDIT_LENGTH => return Vec::new(),
            EDIT_LENGTH..EDIT2_LENGTH => 1,
            _ => 2,
        };
        let set = letters(&key);
        let mut found = Vec::new();
        for length in key.len() - most..=key.len() + most {
            let shelf = key.as_bytes().first().map(|&f| (f, length.min(255) as u8));
            let keys = shelf.and_then(|s| self.shelves.get(&s)).map_or(&[][..], Vec::as_slice);
            for (number, _) in keys.iter().filter(|(_, l)| (l ^ set).count_ones() as usize <= 2 * most) {
                if let Some(edits @ 1..) = distance(&key, self.index.key(*number), most) {
                    let quality = if edits == 1 { Quality::Edit1 } else { Quality::Edit2 };
                    let whole = self.index.hits(*number).filter(|h| h.quality < Quality::Part);
                    found.extend(whole.map(|h| Hit { quality, ..h }));
                }
            }
        }
        found
    }

    /// Places named by the first word of a name of several words (« Libé-Peuhl », a part of Libé), or by another
    /// long word of it.
    pub fn by_part(&self, words: &[String]) -> Vec<Hit> {
        let Some((first, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return Vec::new();
        };
        let head = std::iter::once(first).filter(|w| w.len() >= 4);
        let tail = rest.iter().filter(|w| w.len() > EDIT_LENGTH);
        head.chain(tail).flat_map(|w| self.alike(w)).map(|h| Hit { quality: Quality::Part, ..h }).collect()
    }
}

/// The set of letters of a key.
fn letters(key: &str) -> u32 {
    key.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, b| set | 1 << (b - b'a'))
}

//! How alike two names are. In: names, each taken apart once. Out: levels, from "another name" to "the same".

use super::words::Words;
use std::collections::HashMap;

/// Characters of a name that Jaro-Winkler looks at; longer names are told apart by their words.
const LONGEST: usize = 64;

/// A name taken apart once, so that a comparison allocates nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Name {
    /// Its telling words, joined; a character outside ASCII is one byte ≥ 128.
    letters: Vec<u8>,
    /// Its telling words, numbered, in ascending order, each once.
    words: Vec<u32>,
    /// First letters of its words, if it has at least two.
    initials: Vec<u8>,
}

/// Numbers words and takes names apart.
#[derive(Default)]
pub struct Apart {
    words: HashMap<String, u32>,
}

impl Apart {
    /// A place's name.
    pub fn place(&mut self, name: &str) -> Name {
        self.name(Words::get().place(name))
    }

    /// An actor's name.
    pub fn actor(&mut self, name: &str) -> Name {
        self.name(Words::get().actor(name))
    }

    fn name(&mut self, telling: Vec<String>) -> Name {
        let initials: Vec<u8> = telling.iter().filter_map(|w| w.bytes().next()).collect();
        let letters = telling.join(" ").chars().map(byte).take(LONGEST).collect();
        let mut words: Vec<u32> = telling.into_iter().map(|w| self.number(w)).collect();
        words.sort_unstable();
        words.dedup();
        Name { letters, words, initials: if initials.len() > 1 { initials } else { Vec::new() } }
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.words.len() as u32;
        *self.words.entry(word).or_insert(next)
    }
}

fn byte(c: char) -> u8 {
    if c.is_ascii() { c as u8 } else { 128 | (c as u32 % 128) as u8 }
}

impl Name {
    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A key that names with the same words in any order share.
    pub fn key(&self) -> u64 {
        self.words
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |h, w| (h ^ u64::from(*w)).wrapping_mul(0x0100_0000_01b3))
    }

    /// 1 another name, 2 something alike, 3 much alike or one within the other, 4 the same words.
    ///
    /// The bounds 0.80 and 0.90 of Jaro-Winkler follow Winkler (1990) and common practice in record linkage.
    pub fn alike(&self, other: &Self) -> u8 {
        if self.words == other.words {
            return 4;
        }
        let (few, many) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        let shared = few.words.iter().filter(|w| many.words.binary_search(w).is_ok()).count();
        if shared == few.words.len() || few.abbreviates(many) {
            return 3;
        }
        let jaro = jaro_winkler(&self.letters, &other.letters);
        match () {
            () if jaro >= 0.90 || 2 * shared >= many.words.len() => 3,
            () if jaro >= 0.80 || shared > 0 => 2,
            () => 1,
        }
    }

    /// Whether this name is one word made of the other's initials (`gsim` for `group support islam muslims`).
    fn abbreviates(&self, other: &Self) -> bool {
        self.words.len() == 1 && self.letters.len() >= 2 && self.letters == other.initials
    }
}

/// Jaro-Winkler similarity of at most 64 bytes each, 0 to 1 (Winkler 1990; prefix of four, weight 0.1).
pub fn jaro_winkler(a: &[u8], b: &[u8]) -> f64 {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut in_a, mut in_b) = (0u64, 0u64);
    for (i, c) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(b.len()));
        let free = |j: &usize| in_b & (1 << j) == 0 && b.get(*j) == Some(c);
        if let Some(j) = (from..to).find(free) {
            in_a |= 1 << i;
            in_b |= 1 << j;
        }
    }
    let common = f64::from(in_a.count_ones());
    if common == 0.0 {
        return 0.0;
    }
    let order = |bits: u64| (0..LONGEST).filter(move |i| bits & (1 << i) != 0);
    let swapped = order(in_a).zip(order(in_b)).filter(|&(i, j)| a.get(i) != b.get(j)).count();
    let jaro =
        (common / a.len() as f64 + common / b.len() as f64 + 1.0 - swapped as f64 / 2.0 / common) / 3.0;
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

/// How alike two lists of actors are: 1 none alike, 2 some alike, 3 some much alike, 4 one the same, 5 all the same.
pub fn actors_alike(left: &[Name], right: &[Name]) -> u8 {
    let best = left.iter().flat_map(|l| right.iter().map(move |r| l.alike(r))).max().unwrap_or(1);
    let found = |l: &Name, others: &[Name]| others.iter().any(|r| l.words == r.words);
    if best == 4 && left.iter().all(|l| found(l, right)) && right.iter().all(|r| found(r, left)) {
        return 5;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(a: &str, b: &str) -> u8 {
        let mut apart = Apart::default();
        let (a, b) = (apart.place(a), apart.place(b));
        assert_eq!(a.alike(&b), b.alike(&a));
        a.alike(&b)
    }

    #[test]
    fn places_are_alike_whatever_their_accents_order_and_kind() {
        assert_eq!(place("Kamba-du-Lac", "lac Kamba"), 4);
        assert_eq!(place("Région de Kamba", "Kamba"), 4);
        assert_eq!(place("Kamba", "Kamba Nord"), 3);
        assert_eq!(place("Tessarit", "Tesarit"), 3);
        assert_eq!(place("Tessarit", "Bolo"), 1);
    }

    #[test]
    fn initials_stand_for_their_words() {
        let mut apart = Apart::default();
        let long = apart.actor("Front Rouge du Lac");
        assert_eq!(apart.actor("FRL").alike(&long), 3);
        assert_eq!(apart.actor("XYZ").alike(&long), 1);
    }

    #[test]
    fn jaro_winkler_has_its_published_values() {
        let near = |a: &str, b: &str, v: f64| {
            let got = jaro_winkler(a.as_bytes(), b.as_bytes());
            assert!((got - v).abs() < 1e-3, "{a} {b} {got}");
        };
        near("martha", "marhta", 0.961);
        near("dwayne", "duane", 0.840);
        near("dixon", "dicksonx", 0.813);
        near("", "a", 0.0);
    }

    #[test]
    fn actors_are_compared_as_sets() {
        let mut apart = Apart::default();
        let mut list = |names: &[&str]| names.iter().map(|n| apart.actor(n)).collect::<Vec<_>>();
        let (both, swapped, one) =
            (list(&["Army A", "Band B"]), list(&["Band B", "Army A"]), list(&["Band B"]));
        assert_eq!(actors_alike(&both, &swapped), 5);
        assert_eq!(actors_alike(&both, &one), 4);
        assert_eq!(actors_alike(&one, &[]), 1);
    }
}

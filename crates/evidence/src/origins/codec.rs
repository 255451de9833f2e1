//! A sketch as bytes for a store, and back.

use super::sketch::{Sentence, Sketch};
use crate::Language;
use base::{Date, DocumentId};

/// The first byte: a sketch written by other rules is not read but made anew.
const VERSION: u8 = 1;

impl Sketch {
    /// The sketch as bytes, four for each number.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION, self.language.tag().as_bytes()[0]];
        put_text(&mut out, self.id.as_str());
        put_text(&mut out, &self.name);
        put_text(&mut out, &self.published.map(|d| d.to_string()).unwrap_or_default());
        out.extend(self.words.to_le_bytes());
        out.extend(self.whole.to_le_bytes());
        for list in [&self.fingerprints, &self.keys, &self.anchors, &self.pairs, &self.credits, &self.owner] {
            put_list(&mut out, list.iter().copied(), list.len());
        }
        let sentences = self.sentences.iter().flat_map(|s| [s.start, s.end, s.keys, s.paragraph]);
        put_list(&mut out, sentences, 4 * self.sentences.len());
        out
    }

    /// Reads back what [`Sketch::to_bytes`] wrote; `None` when the bytes are cut, damaged or of another version: the
    /// document is then to be sketched again.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        let &[VERSION, language] = input.take(2)? else { return None };
        let language = match language {
            b'f' => Language::French,
            b'e' => Language::English,
            b'u' => Language::Undetermined,
            _ => return None,
        };
        let (id, name, published) = (DocumentId::parse(input.text()?), input.text()?, input.text()?);
        let published: Option<Date> = if published.is_empty() { None } else { Some(published.parse().ok()?) };
        let words = input.number()?;
        let whole = u64::from_le_bytes(input.take(8)?.try_into().ok()?);
        let [fingerprints, keys, anchors, pairs, credits, owner, sentences] = [
            input.list()?,
            input.list()?,
            input.list()?,
            input.list()?,
            input.list()?,
            input.list()?,
            input.list()?,
        ];
        let sentences = sentences.as_chunks::<4>().0.iter();
        let sentences = sentences
            .map(|&[start, end, keys, paragraph]| Sentence { start, end, keys, paragraph })
            .collect();
        input.0.is_empty().then_some(Self {
            id,
            name,
            published,
            language,
            words,
            whole,
            fingerprints,
            sentences,
            keys,
            anchors,
            pairs,
            credits,
            owner,
        })
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
}

fn put_list(out: &mut Vec<u8>, list: impl Iterator<Item = u32>, length: usize) {
    out.extend((length as u32).to_le_bytes());
    out.reserve(4 * length);
    list.for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn list(&mut self) -> Option<Vec<u32>> {
        let length = (self.number()? as usize).checked_mul(4)?;
        Some(self.take(length)?.as_chunks::<4>().0.iter().map(|c| u32::from_le_bytes(*c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::super::sketch::sketch;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn comes_back_whole_and_never_from_a_part() {
        let sketch =
            sketch(&fixtures::document("note", "Selon Kora, le 3 mai, deux camions ont brûlé à Kidira."));
        let bytes = sketch.to_bytes();
        assert_eq!(Sketch::from_bytes(&bytes), Some(sketch));
        for cut in 0..bytes.len() {
            assert_eq!(Sketch::from_bytes(&bytes[..cut]), None);
        }
    }

    proptest! {
        #[test]
        fn damaged_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Sketch::from_bytes(&bytes);
        }
    }
}

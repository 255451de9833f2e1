//! What tracing needs of a document, in about a kilobyte a page.

use super::features::{Features, Tagged, features, name_key};
use super::lexicon::{Lexicon, Sense, lexicon};
use super::winnow::{fingerprints, whole};
use super::words::{key, mix, scan, words};
use crate::{Document, Language, Region, RegionKind, text::sentences};
use base::{CharIndex, Date, DocumentId, Span};
use serde::{Deserialize, Serialize};

/// A document as tracing sees it. Made by [`sketch`], kept by the caller, compared by [`crate::trace`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The document.
    pub id: DocumentId,
    /// Its file name: breaks ties of order.
    pub name: String,
    /// When it was published.
    pub published: Option<Date>,
    /// Main language.
    pub language: Language,
    /// Words of running text, without footnotes and page furniture.
    pub words: u32,
    /// Hash of all those words in order: equal for equal texts up to case, accents, punctuation and white space.
    pub(super) whole: u64,
    /// Winnowed fingerprints, sorted.
    pub(super) fingerprints: Vec<u32>,
    /// Its sentences, in order.
    pub(super) sentences: Vec<Sentence>,
    /// The keys of all sentences, one sentence after the other, sorted within each.
    pub(super) keys: Vec<u32>,
    /// Names, dates, numbers, acronyms of the whole document, sorted.
    pub(super) anchors: Vec<u32>,
    /// Pairs of anchors that stand close together, sorted.
    pub(super) pairs: Vec<u32>,
    /// Groups of names that the text credits, a zero after each group.
    pub(super) credits: Vec<u32>,
    /// The words of its publisher's name, sorted; empty when unknown.
    pub(super) owner: Vec<u32>,
}

/// A sentence of a sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sentence {
    /// Where it stands, in code points.
    pub start: u32,
    /// One past its end.
    pub end: u32,
    /// One past its last key in [`Sketch::keys`].
    pub keys: u32,
    /// The paragraph it is in, counted from 0.
    pub paragraph: u32,
}

impl Sentence {
    /// Its span.
    pub fn span(&self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }
}

/// So many anchors after an anchor pair with it. A translation moves a name within its sentence, seldom further.
const REACH: usize = 3;

/// Sketches one document. Linear in its length; reads nothing but the document.
pub fn sketch(document: &Document) -> Sketch {
    let lexicon = lexicon();
    let mut maker = Maker::new(document, lexicon);
    for (number, region) in body(document).enumerate() {
        maker.add(number as u32, region);
    }
    maker.credit_citations();
    maker.finish()
}

/// The regions that are the document's own text: no furniture, and no references, which two texts on one subject
/// share without copying.
pub(super) fn body(document: &Document) -> impl Iterator<Item = &Region> {
    use RegionKind::{Heading, ListItem, Paragraph};
    document.regions.iter().filter(|r| matches!(r.kind, Heading | Paragraph | ListItem))
}

/// So many words are read to guess a language.
const GUESS_WORDS: usize = 150;

fn language_of(document: &Document, lexicon: &Lexicon) -> Language {
    if document.language != Language::Undetermined {
        return document.language;
    }
    let mut sample = Vec::with_capacity(GUESS_WORDS);
    for region in body(document) {
        if sample.len() >= GUESS_WORDS {
            break;
        }
        sample.extend(words(&document.text, region.range.clone()));
    }
    lexicon.guess(&sample)
}

struct Maker<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    index: CharIndex<'a>,
    sketch: Sketch,
    /// Hashes of all words.
    words: Vec<u64>,
    tagged: Vec<Tagged>,
    recent: Vec<u32>,
}

impl<'a> Maker<'a> {
    fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let publisher = document.publisher.as_deref().unwrap_or("");
        let sketch = Sketch {
            id: document.id.clone(),
            name: document.name.clone(),
            published: document.published,
            language: language_of(document, lexicon),
            words: 0,
            whole: 0,
            fingerprints: Vec::new(),
            sentences: Vec::new(),
            keys: Vec::new(),
            anchors: Vec::new(),
            pairs: Vec::new(),
            credits: Vec::new(),
            owner: name_words(publisher, lexicon),
        };
        let index = CharIndex::new(&document.text);
        let (words, tagged, recent) = Default::default();
        Self { document, lexicon, index, sketch, words, tagged, recent }
    }

    /// Adds one region as a paragraph.
    fn add(&mut self, paragraph: u32, region: &Region) {
        let text = &self.document.text;
        if text.get(region.range.clone()).is_none() {
            return;
        }
        let language = match region.language {
            Language::Undetermined => self.sketch.language,
            told => told,
        };
        let table = self.lexicon.table(language);
        self.tagged.clear();
        let tagged = &mut self.tagged;
        scan(text, region.range.clone(), |word, stems| {
            let sense = table.map_or(Sense::Unknown, |t| t.sense(&word, stems));
            tagged.push(Tagged { word, sense });
        });
        self.words.extend(self.tagged.iter().map(|t| t.word.hash));
        self.recent.clear();
        let mut from = 0;
        for sentence in sentences(text, region.range.clone()) {
            let to = from + self.tagged[from..].partition_point(|t| (t.word.start as usize) < sentence.end);
            let found = features(text, &self.tagged[from..to], table, self.lexicon);
            from = to;
            self.add_sentence(self.index.span(&sentence), paragraph, found);
        }
    }

    fn add_sentence(&mut self, span: Span, paragraph: u32, mut found: Features) {
        found.keys.sort_unstable();
        found.keys.dedup();
        self.sketch.keys.extend(&found.keys);
        self.sketch.sentences.push(Sentence {
            start: span.start as u32,
            end: span.end as u32,
            keys: self.sketch.keys.len() as u32,
            paragraph,
        });
        for &anchor in &found.anchors {
            self.add_anchor(anchor);
        }
        if found.credited {
            self.credit(found.names);
        }
    }

    fn add_anchor(&mut self, anchor: u32) {
        self.sketch.anchors.push(anchor);
        for &other in self.recent.iter().rev().take(REACH).filter(|&&o| o != anchor) {
            self.sketch.pairs.push(pair(anchor, other));
        }
        self.recent.push(anchor);
    }

    fn credit(&mut self, mut names: Vec<u32>) {
        if !names.is_empty() {
            names.sort_unstable();
            names.dedup();
            self.sketch.credits.append(&mut names);
            self.sketch.credits.push(0);
        }
    }

    fn credit_citations(&mut self) {
        for publisher in self.document.citations.iter().filter_map(|c| c.publisher.as_deref()) {
            self.credit(name_words(publisher, self.lexicon));
        }
    }

    fn finish(mut self) -> Sketch {
        self.sketch.words = self.words.len() as u32;
        self.sketch.whole = whole(&self.words);
        self.sketch.fingerprints = fingerprints(&self.words);
        if self.sketch.owner.is_empty() {
            self.sketch.owner = self.copyright();
        }
        for list in [&mut self.sketch.anchors, &mut self.sketch.pairs] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        self.sketch.keys.shrink_to_fit();
        self.sketch.sentences.shrink_to_fit();
        self.sketch
    }

    /// Whom the text's own copyright line names, wherever it stands (also in furniture).
    fn copyright(&self) -> Vec<u32> {
        let text = &self.document.text;
        let line = text.lines().find(|l| l.contains('©') || l.starts_with("Copyright"));
        let names = line.map(|l| name_words(l, self.lexicon)).unwrap_or_default();
        if names.len() > LONGEST_NAME { Vec::new() } else { names }
    }
}

/// A copyright line with more capitalised words is a sentence, not a name.
const LONGEST_NAME: usize = 6;

/// The unordered pair of two anchors.
fn pair(a: u32, b: u32) -> u32 {
    key(mix(u64::from(a.min(b)) << 32 | u64::from(a.max(b))))
}

/// The keys of the words of a publisher's name, sorted: the order of the words does not matter.
pub(super) fn name_words(name: &str, lexicon: &Lexicon) -> Vec<u32> {
    let all = words(name, 0..name.len());
    let mut keys: Vec<u32> = all.iter().filter(|w| w.capital && !lexicon.is_noise(w)).map(name_key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl Sketch {
    /// The keys of sentence `at`, sorted.
    pub(super) fn keys_of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).and_then(|i| self.sentences.get(i)).map_or(0, |s| s.keys);
        let end = self.sentences.get(at).map_or(start, |s| s.keys);
        self.keys.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// Whether the text credits the publisher of `other`, and the two publishers differ.
    pub(super) fn credits(&self, other: &Sketch) -> bool {
        !other.owner.is_empty()
            && self.owner != other.owner
            && self.credits.split(|&k| k == 0).any(|g| other.owner.iter().all(|k| g.binary_search(k).is_ok()))
    }
}

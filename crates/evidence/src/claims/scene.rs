//! One document laid out for the rules: its folded text, sentences, and every word class, date, place and actor in it.
//! All positions here are bytes of the folded text.

use super::actors::{ActorAt, ActorIndex};
use super::lexicon::{Class, Hit, LEXICON, blanked};
use crate::{Document, Language, PlaceMention, RegionKind, TimeMention, TimexType, text};
use base::{Folded, Interval};
use std::ops::Range;

/// A sentence of running text.
pub(super) struct Sentence {
    pub range: Range<usize>,
    /// Index of its region; sentences of one region follow each other.
    pub region: usize,
}

/// A date in the text.
pub(super) struct DateAt {
    pub range: Range<usize>,
    pub interval: Interval,
    pub inferred: bool,
    pub relative: bool,
}

/// A place in the text, and its index among the document's places.
pub(super) struct PlaceAt<'a> {
    pub range: Range<usize>,
    pub mention: &'a PlaceMention,
}

pub(super) struct Scene<'a> {
    pub document: &'a Document,
    pub folded: Folded,
    /// The folded text with hyphens and line breaks as blanks; same length.
    pub blank: String,
    pub hits: Vec<Hit>,
    pub sentences: Vec<Sentence>,
    pub dates: Vec<DateAt>,
    pub places: Vec<PlaceAt<'a>>,
    pub actors: Vec<ActorAt>,
    /// Where each region starts, and its language.
    languages: Vec<(usize, Language)>,
}

impl<'a> Scene<'a> {
    pub fn new(
        document: &'a Document,
        dates: &[TimeMention],
        places: &'a [PlaceMention],
        actors: &ActorIndex,
    ) -> Self {
        let folded = Folded::new(&document.text);
        let blank = blanked(&folded.text);
        let to_folded = |r: &Range<usize>| folded.position(r.start)..folded.position(r.end);
        let sentences = sentences(document, &to_folded);
        let languages = languages(document, &folded);
        let hits = LEXICON.scan(&blank, |at| language_at(&languages, at, document.language));
        let starts: Vec<usize> = dates.iter().map(|d| folded.position(d.range.start)).collect();
        let day_told = |clock: &TimeMention| {
            let at = folded.position(clock.range.start);
            let sentence = sentences.iter().find(|s| s.range.contains(&at));
            sentence.is_some_and(|s| {
                // A long document has many dates; a sentence has few.
                let [from, to] =
                    [s.range.start, s.range.end].map(|end| starts.partition_point(|start| *start < end));
                dates.get(from..to).unwrap_or_default().iter().any(|d| tells_other_day(d, clock))
            })
        };
        let dates = dates
            .iter()
            .filter(|d| !(is_clock(d) && day_told(d)))
            .filter_map(|d| {
                Some(DateAt {
                    range: to_folded(&d.range),
                    interval: d.interval?,
                    inferred: d.inferred,
                    relative: d.relative,
                })
            })
            .collect();
        let places = places.iter().map(|p| PlaceAt { range: to_folded(&p.range), mention: p }).collect();
        let actors = actors.find(&blank, &hits, |r| document.text.get(folded.original(r)).unwrap_or(""));
        Self { document, languages, blank, hits, sentences, dates, places, actors, folded }
    }

    /// The matches within `range`, of any class.
    pub fn hits_in(&self, range: &Range<usize>) -> &[Hit] {
        let from = self.hits.partition_point(|h| h.start < range.start);
        let to = self.hits.partition_point(|h| h.start < range.end);
        &self.hits[from..to]
    }

    /// The matches of one class that lie wholly within `range`.
    pub fn of_class(&self, class: Class, range: &Range<usize>) -> impl Iterator<Item = Hit> {
        let end = range.end;
        self.hits_in(range).iter().filter(move |h| h.class == class && h.end <= end).copied()
    }

    pub fn has(&self, class: Class, range: &Range<usize>) -> bool {
        self.of_class(class, range).next().is_some()
    }

    pub fn dates_in(&self, range: &Range<usize>) -> &[DateAt] {
        within(&self.dates, range, |d| d.range.start)
    }

    pub fn places_in(&self, range: &Range<usize>) -> &[PlaceAt<'a>] {
        within(&self.places, range, |p| p.range.start)
    }

    pub fn actors_in(&self, range: &Range<usize>) -> &[ActorAt] {
        within(&self.actors, range, |a| a.range.start)
    }

    /// Whether a date, place or actor name covers `range`: its words mean nothing else.
    pub fn is_name(&self, range: &Range<usize>) -> bool {
        let covers = |r: &Range<usize>| r.start < range.end && range.start < r.end;
        let around = range.start.saturating_sub(120)..range.end;
        self.dates_in(&around).iter().any(|d| covers(&d.range))
            || self.places_in(&around).iter().any(|p| covers(&p.range) && p.range.len() >= range.len())
    }

    /// The words of a range as written.
    pub fn original(&self, range: &Range<usize>) -> &str {
        self.document.text.get(self.folded.original(range)).unwrap_or("")
    }

    /// The language at a position.
    pub fn language(&self, at: usize) -> Language {
        language_at(&self.languages, at, self.document.language)
    }

    /// The blanked text of a range; an end inside a character is moved to the character's start.
    pub fn text(&self, range: &Range<usize>) -> &str {
        let start = self.blank.floor_char_boundary(range.start);
        let end = self.blank.floor_char_boundary(range.end).max(start);
        &self.blank[start..end]
    }
}

/// The longest time of day without a day, in bytes: "10:30 p.m.".
const LONGEST_CLOCK: usize = 10;

/// Whether a time of day took its day from the context.
fn is_clock(time: &TimeMention) -> bool {
    time.kind == TimexType::Time && time.inferred && time.range.len() <= LONGEST_CLOCK
}

/// Whether a date tells a day other than the one that a time of day was given.
fn tells_other_day(date: &TimeMention, clock: &TimeMention) -> bool {
    let days = date.interval.zip(clock.interval);
    date.kind != TimexType::Time && days.is_some_and(|(told, given)| !told.overlaps(&given))
}

fn within<'s, T>(all: &'s [T], range: &Range<usize>, start: impl Fn(&T) -> usize) -> &'s [T] {
    let from = all.partition_point(|x| start(x) < range.start);
    let to = all.partition_point(|x| start(x) < range.end);
    &all[from..to.max(from)]
}

fn sentences(document: &Document, to_folded: &impl Fn(&Range<usize>) -> Range<usize>) -> Vec<Sentence> {
    let read = |kind| matches!(kind, RegionKind::Paragraph | RegionKind::ListItem);
    document
        .regions
        .iter()
        .enumerate()
        .filter(|(_, region)| read(region.kind))
        .flat_map(|(index, region)| {
            text::sentences(&document.text, region.range.clone()).into_iter().map(move |range| (index, range))
        })
        .map(|(region, range)| Sentence { range: to_folded(&range), region })
        .collect()
}

/// Where each region starts, and its language or else the document's.
fn languages(document: &Document, folded: &Folded) -> Vec<(usize, Language)> {
    let own = |language| if language == Language::Undetermined { document.language } else { language };
    document.regions.iter().map(|r| (folded.position(r.range.start), own(r.language))).collect()
}

fn language_at(languages: &[(usize, Language)], at: usize, fallback: Language) -> Language {
    match languages.partition_point(|(start, _)| *start <= at) {
        0 => fallback,
        n => languages[n - 1].1,
    }
}

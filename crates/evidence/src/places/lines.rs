//! Roads and borders, put together from the places and countries they join.

use super::Gazetteer;
use super::cues::Around;
use super::index::Hit;
use super::lexicon::{Generic, mark};
use super::scan::{Draft, Form};
use super::store::Class;
use super::tokens::{Case, Tokens, gap};
use base::Country;

/// Finds road codes, axes between places and borders, and swallows the drafts that they hold. `offset` is the number
/// of the region's first draft.
pub(super) fn assemble(gazetteer: &Gazetteer, tokens: &Tokens, offset: usize, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    let mut made = Vec::new();
    while let Some(token) = tokens.list.get(at) {
        if let Some((end, name)) = code(tokens, at) {
            made.extend(road_by_code(gazetteer, tokens, (at, end), name));
            at = end;
            continue;
        }
        match token.word.generic {
            Generic::Road => made.extend(axis(tokens, around(drafts, (at, at)), at)),
            Generic::Border => made.extend(border(gazetteer, tokens, around(drafts, (at, at)), at)),
            _ => {}
        }
        at += 1;
    }
    for line in &mut made {
        absorb(around(drafts, line.words), line);
    }
    drafts.append(&mut made);
    // Ends are named by their place in the text, for drafts move when lines are sorted in.
    drafts.sort_by_key(|d| (d.words.0, std::cmp::Reverse(d.words.1)));
    name_ends(offset, drafts);
}

/// So many words before and after a road's or border's word its places are looked for.
const REACH: usize = 24;

/// The drafts within [`REACH`] of some words; drafts are in order and do not overlap.
fn around(drafts: &mut [Draft], words: (usize, usize)) -> &mut [Draft] {
    let from = drafts.partition_point(|d| d.words.1 + REACH < words.0);
    let to = drafts.partition_point(|d| d.words.0 <= words.1 + REACH);
    &mut drafts[from..to.max(from)]
}

fn draft(tokens: &Tokens, form: Form, words: (usize, usize), hits: Vec<Hit>) -> Option<Draft> {
    let bytes = tokens.list.get(words.0)?.start..tokens.list.get(words.1.checked_sub(1)?)?.end;
    Some(Draft {
        form,
        name: bytes.clone(),
        wide: bytes,
        words,
        wide_words: words,
        around: Around { wide: words, ..Around::default() },
        hits,
        swallowed: false,
        within: None,
        sentence: 0,
    })
}

/// Marks the drafts inside a line as parts of it.
fn absorb(drafts: &mut [Draft], line: &mut Draft) {
    for part in drafts.iter_mut().filter(|d| d.words.0 >= line.words.0 && d.words.1 <= line.words.1) {
        part.swallowed = true;
        line.sentence = part.sentence;
        if part.form == Form::Place && part.has_road_case(&line.form) {
            line.hits.clone_from(&part.hits);
        }
    }
}

impl Draft {
    /// The case lists this road under the very words.
    fn has_road_case(&self, form: &Form) -> bool {
        matches!(form, Form::Road { ends, .. } if ends.is_empty()) && self.around.hint == Generic::None
    }
}

/// A road stands before its ends in the order of drafts.
fn name_ends(offset: usize, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let to = drafts[at].words.1;
        let Form::Road { ends, .. } = &drafts[at].form else { continue };
        if ends.is_empty() {
            continue;
        }
        let inside = (at + 1..drafts.len()).take_while(|&i| drafts[i].words.0 < to);
        let named = inside.filter(|&i| drafts[i].swallowed && drafts[i].form == Form::Place);
        let named: Vec<usize> = named.map(|i| offset + i).collect();
        if let Form::Road { ends, .. } = &mut drafts[at].form {
            *ends = named;
        }
    }
}

/// "RN1", "RN 1", "N1", "National Route 22", « route nationale n° 6 (RN6) »: the words and the code.
fn code(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    let spelled = spelled_out(tokens, at);
    if let Some((end, number)) = spelled {
        let mut end = end;
        if tokens.list.get(end).is_some_and(|t| t.gap & gap::PAREN != 0)
            && let Some((next, _)) = short_code(tokens, end)
        {
            end = next;
        }
        return Some((end, format!("RN{number}")));
    }
    short_code(tokens, at)
}

fn spelled_out(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    let pair = (tokens.folded(at), tokens.folded(at + 1));
    let words = matches!(
        pair,
        ("route" | "routes", "nationale" | "nationales")
            | ("national", "route" | "road" | "highway" | "roads")
    );
    if !words {
        return None;
    }
    let mut end = at + 2;
    while end < at + 4 && matches!(tokens.folded(end), "no" | "n" | "numero" | "number" | "nr" | "ndeg") {
        end += 1;
    }
    let digits = tokens.folded(end);
    is_number(digits).then(|| (end + 1, digits.to_owned()))
}

fn is_number(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
}

fn short_code(tokens: &Tokens, at: usize) -> Option<(usize, String)> {
    let token = tokens.list.get(at).filter(|t| t.is_cap())?;
    let folded = tokens.folded(at);
    if let Some(number) = folded.strip_prefix("rn").filter(|n| is_number(n)) {
        return Some((at + 1, format!("RN{number}")));
    }
    if folded == "rn" && token.case == Case::Upper {
        tokens.list.get(at + 1).filter(|t| t.joined() && is_number(tokens.folded(at + 1)))?;
        return Some((at + 2, format!("RN{}", tokens.folded(at + 1))));
    }
    let number = folded.strip_prefix('n').filter(|n| is_number(n) && n.len() <= 2)?;
    let before = tokens.list.get(at.wrapping_sub(1)).filter(|_| at > 0)?;
    let said = before.word.generic == Generic::Road || matches!(tokens.folded(at - 1), "the" | "la");
    let after = tokens.list.get(at + 1).is_some_and(|t| t.word.generic == Generic::Road);
    (said || after).then(|| (at + 1, format!("RN{number}")))
}

fn road_by_code(
    gazetteer: &Gazetteer,
    tokens: &Tokens,
    words: (usize, usize),
    name: String,
) -> Option<Draft> {
    let hits = gazetteer.index.lookup(&super::squeeze(&name)).collect();
    let mut end = words.1;
    if tokens.list.get(end).is_some_and(|t| t.spaced() && t.word.generic == Generic::Road) {
        end += 1;
    }
    draft(tokens, Form::Road { name, ends: Vec::new() }, (words.0, end), hits)
}

/// « axe Koury–Koutiala », "the Kayes-Bamako road", « la route entre Kayes et Nioro », "the road from X to Y".
fn axis(tokens: &Tokens, drafts: &[Draft], at: usize) -> Option<Draft> {
    let places: Vec<&Draft> = drafts.iter().filter(|d| d.form == Form::Place).collect();
    let (from, to, ends) = before_word(tokens, &places, at).or_else(|| after_word(tokens, &places, at))?;
    let name = ends.join("–");
    draft(tokens, Form::Road { name, ends: vec![0] }, (from, to), Vec::new())
}

type Ends = (usize, usize, Vec<String>);

fn before_word(tokens: &Tokens, places: &[&Draft], at: usize) -> Option<Ends> {
    let mut end = at;
    if !tokens.list.get(at)?.joined() {
        return None;
    }
    let mut chain: Vec<&Draft> = Vec::new();
    while let Some(place) = places.iter().find(|d| d.words.1 == end) {
        chain.push(place);
        if !tokens.list.get(place.words.0)?.is_dashed() {
            break;
        }
        end = place.words.0;
    }
    (chain.len() > 1).then(|| {
        chain.reverse();
        (chain[0].words.0, at + 1, chain.iter().map(|d| name_of(tokens, d)).collect())
    })
}

fn after_word(tokens: &Tokens, places: &[&Draft], at: usize) -> Option<Ends> {
    let mut start = at + 1;
    let mut opened = false;
    while start < at + 5 && tokens.list.get(start).is_some_and(|t| t.joined() && !t.is_cap()) {
        opened |= matches!(
            tokens.folded(start),
            "between" | "entre" | "from" | "de" | "du" | "reliant" | "linking" | "connecting" | "relie"
        );
        start += 1;
    }
    let mut chain: Vec<&Draft> = Vec::new();
    let mut next = start;
    while let Some(place) = places.iter().find(|d| d.words.0 == next) {
        chain.push(place);
        let after = tokens.list.get(place.words.1).filter(|t| t.joined());
        let joins = opened
            && chain.len() < 2
            && matches!(tokens.folded(place.words.1), "et" | "and" | "to" | "a" | "vers")
            && after.is_some();
        match after {
            Some(t) if t.is_dashed() => next = place.words.1,
            _ if joins => next = place.words.1 + 1,
            _ => break,
        }
    }
    let last = chain.last()?.words.1;
    (chain.len() > 1).then(|| (at, last, chain.iter().map(|d| name_of(tokens, d)).collect()))
}

impl super::tokens::Token {
    /// A hyphen or dash stands before it, with or without spaces.
    fn is_dashed(&self) -> bool {
        self.joined() && self.gap & (gap::DASH | gap::HYPHEN) != 0
    }
}

/// The end as worded; its canonical name replaces it once it is resolved.
fn name_of(tokens: &Tokens, draft: &Draft) -> String {
    tokens.key(draft.words.0..draft.words.1).to_owned()
}

/// "the Mali–Senegal border", « la frontière sénégalaise », "border with Senegal", « frontière malo-sénégalaise ».
fn border(gazetteer: &Gazetteer, tokens: &Tokens, drafts: &[Draft], at: usize) -> Option<Draft> {
    let known: Vec<(&Draft, Country)> =
        drafts.iter().filter_map(|d| country_of(gazetteer, d).map(|c| (d, c))).collect();
    let (mut from, mut to) = (at, at + 1);
    let mut countries = Vec::new();
    while let Some((side, country)) = known.iter().find(|(d, _)| d.words.1 == from)
        && tokens.list.get(from).is_some_and(super::tokens::Token::joined)
    {
        countries.insert(0, *country);
        from = side.words.0;
        if !tokens.list.get(from).is_some_and(super::tokens::Token::is_dashed) {
            break;
        }
    }
    if countries.is_empty() {
        to = border_after(gazetteer, tokens, &known, at, &mut countries);
    }
    if let Some(other) = compound(gazetteer, tokens, from, at) {
        countries.insert(0, other);
        from -= usize::from(from < at);
    }
    countries.sort();
    countries.dedup();
    (!countries.is_empty()).then(|| draft(tokens, Form::Border(countries), (from, to), Vec::new())).flatten()
}

/// `malo-` in front of a demonym that stands before the border word ("the Senegalo-Malian border").
fn compound(gazetteer: &Gazetteer, tokens: &Tokens, from: usize, at: usize) -> Option<Country> {
    let first = tokens.list.get(from.checked_sub(1)?)?;
    let hangs = from < at && tokens.list.get(from)?.is_dashed() && first.word.is(mark::COMPOUND);
    hangs.then(|| gazetteer.store.get(first.word.country)).flatten()?.country
}

fn border_after(
    gazetteer: &Gazetteer,
    tokens: &Tokens,
    known: &[(&Draft, Country)],
    at: usize,
    countries: &mut Vec<Country>,
) -> usize {
    let mut end = at + 1;
    let mut next = at + 1;
    for _ in 0..6 {
        let Some(token) = tokens.list.get(next).filter(|t| t.joined() && !t.opens) else { break };
        if let Some((side, country)) = known.iter().find(|(d, _)| d.words.0 == next) {
            countries.push(*country);
            end = side.words.1;
            next = end;
        } else if token.word.is(mark::COMPOUND) && tokens.list.get(next + 1).is_some_and(|t| t.is_dashed()) {
            countries.extend(gazetteer.store.get(token.word.country).and_then(|p| p.country));
            next += 1;
        } else if token.is_cap() || !token.word.is(mark::ARTICLE | mark::CONNECTOR | mark::FUNCTION) {
            break;
        } else {
            next += 1;
        }
    }
    end
}

fn country_of(gazetteer: &Gazetteer, draft: &Draft) -> Option<Country> {
    match draft.form {
        Form::Demonym(country) => Some(country),
        Form::Place => draft
            .hits
            .iter()
            .filter_map(|h| gazetteer.store.get(h.place))
            .find(|p| p.class == Class::Country)
            .and_then(|p| p.country),
        _ => None,
    }
}

//! One pass over the words of a region: which runs of words may be place names.

use super::Gazetteer;
use super::cues::{Around, Cue, around};
use super::index::{Hit, Quality, SEED, extend};
use super::lexicon::{Generic, mark};
use super::store::{Class, Origin};
use super::tokens::{Case, Token, Tokens, gap};
use base::Country;
use std::ops::Range;

/// The longest name in words.
const LONGEST: usize = 7;

/// What a draft is of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// A place name.
    Place,
    /// A country's people: context, never a mention.
    Demonym(Country),
    /// A road by its ends or its code; its end drafts stay for their own resolution.
    Road { name: String, ends: Vec<usize> },
    /// A border of one or two countries.
    Border(Vec<Country>),
}

/// A run of words that may be a place name, with what the words around it say.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub form: Form,
    /// Bytes of the name.
    pub name: Range<usize>,
    /// Bytes with the generic words.
    pub wide: Range<usize>,
    /// First and one past the last word, of the name and with the generic words.
    pub words: (usize, usize),
    pub wide_words: (usize, usize),
    pub around: Around,
    pub hits: Vec<Hit>,
    /// It is a part of another draft and is not printed by itself.
    pub swallowed: bool,
    /// The draft that says where this one lies ("Konna, Mopti region").
    pub within: Option<usize>,
    /// Drafts of one sentence share a number.
    pub sentence: usize,
}

impl Draft {
    /// Whether it may mean a country.
    pub fn is_country(&self, gazetteer: &Gazetteer) -> bool {
        self.form == Form::Place && self.has(gazetteer, |c| c == Class::Country)
    }

    /// Whether one of its places is of such a class.
    pub fn has(&self, gazetteer: &Gazetteer, test: impl Fn(Class) -> bool) -> bool {
        self.hits.iter().filter_map(|h| gazetteer.store.get(h.place)).any(|p| test(p.class))
    }
}

/// Finds the drafts of a region, in order and without overlap.
pub(super) fn scan(gazetteer: &Gazetteer, tokens: &Tokens, text: &str, sentence: &mut usize) -> Vec<Draft> {
    let mut scan = Scan { gazetteer, tokens, text, drafts: Vec::new(), sentence: *sentence, last: 0 };
    let mut at = 0;
    while let Some(token) = tokens.list.get(at) {
        scan.sentence += usize::from(token.opens);
        at = scan.step(at, token).max(at + 1);
    }
    *sentence = scan.sentence + 1;
    scan.drafts
}

struct Scan<'a> {
    gazetteer: &'a Gazetteer,
    tokens: &'a Tokens,
    text: &'a str,
    drafts: Vec<Draft>,
    sentence: usize,
    /// One past the last word taken.
    last: usize,
}

impl Scan<'_> {
    /// Looks at one word; returns where to go on.
    fn step(&mut self, at: usize, token: &Token) -> usize {
        if !(token.is_cap() || token.word.is(mark::STARTS_LOW)) {
            if token.word.is(mark::GENTILE) {
                self.demonym(at, token);
            }
            return at + 1;
        }
        let found = self.longest(at);
        if let Some((to, number)) = found
            && let Some(end) = self.take(at, to, number)
        {
            return end;
        }
        if token.word.is(mark::DEMONYM | mark::GENTILE) {
            self.demonym(at, token);
            return at + 1;
        }
        if token.is_cap() && self.is_name(at) { self.unknown(at) } else { at + 1 }
    }

    fn demonym(&mut self, at: usize, token: &Token) {
        let country = self.gazetteer.store.get(token.word.country).and_then(|p| p.country);
        if let Some(country) = country {
            self.push(
                Form::Demonym(country),
                at,
                at + 1,
                Around { wide: (at, at + 1), ..Around::default() },
                vec![],
            );
        }
    }

    /// The longest known name that starts at a word, and its number in the index.
    fn longest(&self, from: usize) -> Option<(usize, u32)> {
        let list = &self.tokens.list;
        let low = list.get(from)?.word.is(mark::STARTS_LOW);
        let mut hash = SEED;
        let mut best = None;
        for at in from..(from + LONGEST).min(list.len()) {
            let token = &list[at];
            if at > from && (token.opens || token.gap & !gap::JOIN != 0) {
                break;
            }
            let may_end = token.is_cap() || token.case == Case::Digit || low;
            let inside =
                token.word.is(mark::CONNECTOR) || token.hangs() || list.get(at + 1).is_some_and(Token::hangs);
            if !may_end && !inside && at > from {
                break;
            }
            hash = extend(hash, self.tokens.folded(at).as_bytes());
            if (may_end || token.hangs())
                && let Some(number) = self.gazetteer.index.find(hash, self.tokens.key(from..at + 1))
            {
                best = Some((at + 1, number));
            }
        }
        best
    }

    /// Takes a known name as a draft if the words around it allow; returns where to go on.
    fn take(&mut self, from: usize, to: usize, number: u32) -> Option<usize> {
        let mut hits: Vec<Hit> = self.gazetteer.index.hits(number).collect();
        if hits.iter().any(|h| h.place == Gazetteer::ACTOR) {
            self.last = to;
            return Some(to);
        }
        if self.tokens.list[from].case != Case::Upper {
            hits.retain(|h| h.quality != Quality::Capitals);
        }
        let mut around = around(self.text, self.tokens, from, to);
        let of_country =
            |h: &Hit| self.gazetteer.store.get(h.place).is_some_and(|p| p.class == Class::Country);
        if hits.iter().any(of_country) {
            hits.retain(|h| h.quality < Quality::Short);
            if around.plural {
                // « les villes du Mali », "regions of Senegal": the country is not one of them.
                around = Around { hint: Generic::None, wide: (from, to), ..around };
            }
        }
        if hits.is_empty() || !self.plausible(from, to, &around, &hits) {
            return None;
        }
        if self.blocked(from, to) {
            return Some(self.unknown(from));
        }
        self.push(Form::Place, from, to, around, hits);
        Some(to)
    }

    /// Whether a known name may be a place here, by its own words and the words around it.
    fn plausible(&self, from: usize, to: usize, around: &Around, hits: &[Hit]) -> bool {
        let list = &self.tokens.list[from..to];
        let facts = Facts::of(self.gazetteer, hits);
        let person = to - from == 1 && list[0].word.is(mark::PERSON);
        if facts.fixed && !person {
            return true;
        }
        let capitals = list.iter().all(|t| t.case == Case::Upper);
        if capitals && !self.among_capitals(from, to) && around.cue < Cue::Named {
            return false;
        }
        if list.iter().all(is_plain) {
            return self.plain_but_said(list, around, &facts);
        }
        let short = self.tokens.key(from..to).len() < 3;
        let area = || self.followed_by_area(around.wide.1);
        match around.cue {
            Cue::Named => true,
            Cue::Strong => facts.lived_in || !short,
            Cue::Weak => facts.lived_in && !short || area(),
            Cue::None => facts.notable && !short || facts.lived_in && (area() || self.listed(from)),
        }
    }

    /// A name of ordinary words, persons' names or months needs a generic word or a strong cue; in front of a
    /// sentence only a settlement's or a division's own word will do ("Man town").
    fn plain_but_said(&self, list: &[Token], around: &Around, facts: &Facts) -> bool {
        let grammar =
            |t: &Token| t.word.is(mark::FUNCTION | mark::CALENDAR) && t.word.generic == Generic::None;
        let called = around.after
            && facts.lived_in
            && (around.hint.is_admin() || matches!(around.hint, Generic::Settlement | Generic::Quarter));
        if list.iter().all(grammar) {
            return called && self.followed_by_area(around.wide.1);
        }
        let tied = list.len() > 1 && list[1..].iter().any(Token::hangs);
        called || around.cue >= Cue::Strong && !list[0].opens || tied && facts.lived_in
    }

    /// Capitals among capitals are a heading; alone they are an acronym.
    fn among_capitals(&self, from: usize, to: usize) -> bool {
        let list = &self.tokens.list;
        let long = list[from..to].iter().map(|t| t.end - t.start).sum::<usize>() > 5;
        let same_line = |i: usize, j: usize| i < list.len() && !list[j].line;
        let before = from > 0 && same_line(from - 1, from) && list[from - 1].case == Case::Upper;
        let after = list.get(to).is_some_and(|t| !t.line && t.case == Case::Upper);
        let alone = list[from].line && list.get(to).is_none_or(|t| t.line);
        long || before || after || alone
    }

    /// ", Mopti region", "(Mali)", ", Kayes": what follows says where the name lies.
    fn followed_by_area(&self, to: usize) -> bool {
        let list = &self.tokens.list;
        let Some(token) = list.get(to) else { return false };
        let tied = token.gap & (gap::COMMA | gap::PAREN) != 0 && token.gap & gap::STOP == 0 && !token.line;
        if !tied {
            return false;
        }
        let start = (to..to + 4).find(|&i| list.get(i).is_some_and(Token::is_cap));
        let known = start.and_then(|i| self.longest(i)).is_some_and(|(end, number)| {
            let generic = list.get(end).is_some_and(|t| t.word.generic.is_admin());
            generic
                || self
                    .gazetteer
                    .index
                    .hits(number)
                    .filter_map(|h| self.gazetteer.store.get(h.place))
                    .any(|p| p.class == Class::Country || p.class == Class::Admin1)
        });
        known || list.get(to..to + 3).is_some_and(|next| next.iter().any(|t| t.word.generic.is_admin()))
    }

    /// Whether the name goes on a list after a place: "Konna, Boni and Douentza".
    fn listed(&self, from: usize) -> bool {
        let Some(last) = self.drafts.last().filter(|d| d.form == Form::Place) else { return false };
        let list = &self.tokens.list;
        let between = &list[last.wide_words.1.min(from)..from];
        let comma = list[from].gap & !(gap::COMMA | gap::SPACE) == 0 && list[from].gap & gap::COMMA != 0;
        match between {
            [] => (comma || list[from].hangs()) && !list[from].opens,
            [and] => {
                and.word.is(mark::CONNECTOR | mark::WEAK) && and.case == Case::Lower && !list[from].opens
            }
            _ => false,
        }
    }

    /// Whether the name is only a part of a longer run of capitalised words: a person, a company.
    fn blocked(&self, from: usize, to: usize) -> bool {
        self.blocked_before(from) || self.blocked_after(from, to)
    }

    fn blocked_before(&self, from: usize) -> bool {
        let list = &self.tokens.list;
        let token = &list[from];
        if from == 0 || token.opens || !token.joined() || from - 1 < self.last {
            return from > 0 && from == self.last && token.spaced() && !token.opens && self.drafts.is_empty();
        }
        let before = &list[from - 1];
        if before.word.is(mark::TITLE) && token.spaced() && before.word.generic == Generic::None {
            return before.word.is(mark::TITLE) && !before.word.is(mark::CONNECTOR);
        }
        let parts = token.gap & gap::DASH != 0 || token.hangs() && self.on_axis(from);
        before.is_cap() && self.is_name(from - 1) && !parts
    }

    fn blocked_after(&self, from: usize, to: usize) -> bool {
        let list = &self.tokens.list;
        let Some(after) = list.get(to).filter(|t| t.joined() && !t.opens && t.is_cap()) else { return false };
        if after.gap & gap::DASH != 0 || !self.is_name(to) || after.hangs() && self.on_axis(from) {
            return false;
        }
        match self.longest(to) {
            Some(_) if after.hangs() => false,
            Some((_, number)) => {
                let wide =
                    |h: Hit| self.gazetteer.store.get(h.place).is_some_and(|p| p.class == Class::Country);
                !self.gazetteer.index.hits(number).any(wide)
            }
            None => true,
        }
    }

    /// Whether a chain of names with hyphens is a road's: "the Dakar-Bamako corridor", « axe Kayes-Diboli ».
    fn on_axis(&self, at: usize) -> bool {
        let list = &self.tokens.list;
        let (mut start, mut end) = (at, at + 1);
        while start > at.saturating_sub(LONGEST) && list[start].hangs() {
            start -= 1;
        }
        while end < at + LONGEST
            && list.get(end).is_some_and(|t| t.hangs() || t.spaced() && list[end - 1].hangs() && t.is_cap())
        {
            end += 1;
        }
        let road = |i: usize| list.get(i).is_some_and(|t| t.word.generic == Generic::Road && !t.opens);
        let before = (start.saturating_sub(3)..start).any(|i| list[i].word.generic == Generic::Road);
        road(end) || road(end + 1) && list[end].word.is(mark::ADJECTIVE) || before
    }

    /// Whether a capitalised word may be a part of a name.
    fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens.list[at];
        let steers =
            mark::FUNCTION | mark::DIRECTION | mark::TITLE | mark::CALENDAR | mark::DEMONYM | mark::GENTILE;
        let word = token.word;
        let opens_name = matches!(self.tokens.folded(at), "n" | "m" | "i")
            && self.tokens.list.get(at + 1).is_some_and(|t| t.hangs());
        if word.is(steers) && !token.hangs() && !opens_name {
            return false;
        }
        !(word.generic != Generic::None
            || token.opens && word.is(mark::ORDINARY)
            || token.case == Case::Digit)
    }

    /// Takes a run of capitalised words that nothing answers to, if the words around it say that it is a place.
    fn unknown(&mut self, from: usize) -> usize {
        let (start, end) = self.run(from);
        let around = around(self.text, self.tokens, start, end);
        let list = &self.tokens.list[start..end];
        let ordinary =
            list.iter().all(|t| t.word.is(mark::ORDINARY | mark::PERSON | mark::CALENDAR | mark::FUNCTION));
        let acronym = list.iter().any(|t| t.case == Case::Upper) && !self.among_capitals(start, end);
        let title = start > 0 && !list[0].opens && self.tokens.list[start - 1].word.is(mark::TITLE);
        let listed = self.listed(start) || self.followed_by_area(around.wide.1);
        let axis = list[0].hangs() || self.tokens.list.get(end).is_some_and(Token::hangs);
        let said = around.cue >= Cue::Strong || listed || axis && self.on_axis(start);
        let long = self.tokens.key(start..end).len() >= 3;
        if said
            && long
            && !ordinary
            && !acronym
            && !title
            && !(list[0].opens && around.cue < Cue::Named && !listed)
        {
            self.push(Form::Place, start, end, around, Vec::new());
        }
        self.last = end;
        end
    }

    /// The run of capitalised words around a word, not before what is already taken.
    fn run(&self, at: usize) -> (usize, usize) {
        let list = &self.tokens.list;
        let (mut start, mut end) = (at, at + 1);
        let axis = list[at].hangs() || list.get(end).is_some_and(Token::hangs);
        let axis = axis && self.on_axis(at);
        let goes_on = |t: &Token| t.joined() && !t.opens && t.gap & gap::DASH == 0 && !(axis && t.hangs());
        while start > self.last && goes_on(&list[start]) && self.is_part(start - 1) {
            start -= 1;
        }
        while list.get(end).is_some_and(goes_on) && self.is_part(end) {
            end += 1;
        }
        (start, end)
    }

    fn is_part(&self, at: usize) -> bool {
        let token = &self.tokens.list[at];
        let small = token.hangs()
            && token.end - token.start <= 3
            && self.tokens.list.get(at + 1).is_some_and(Token::hangs);
        token.is_cap() && self.is_name(at) || small
    }

    fn push(&mut self, form: Form, from: usize, to: usize, around: Around, hits: Vec<Hit>) {
        let list = &self.tokens.list;
        let bytes = |(from, to): (usize, usize)| list[from].start..list[to - 1].end;
        self.drafts.push(Draft {
            form,
            name: bytes((from, to)),
            wide: bytes(around.wide),
            words: (from, to),
            wide_words: around.wide,
            around,
            hits,
            swallowed: false,
            within: None,
            sentence: self.sentence,
        });
        self.last = to;
    }
}

/// A word that is no name by itself: grammar, everyday words, months, persons, titles, generic words.
fn is_plain(token: &Token) -> bool {
    let marks = mark::FUNCTION
        | mark::ORDINARY
        | mark::CALENDAR
        | mark::TITLE
        | mark::DIRECTION
        | mark::PERSON
        | mark::GENTILE;
    token.word.is(marks) || token.word.generic != Generic::None
}

/// What the candidates of a name are.
#[derive(Default)]
struct Facts {
    /// Of the case or built in.
    fixed: bool,
    /// A settlement or a division.
    lived_in: bool,
    /// A seat, a division, or a town.
    notable: bool,
}

/// From this population on a settlement is looked for without any cue.
const TOWN: u32 = 5_000;

impl Facts {
    fn of(gazetteer: &Gazetteer, hits: &[Hit]) -> Self {
        let mut facts = Self::default();
        for place in hits.iter().filter_map(|h| gazetteer.store.get(h.place)) {
            let seat = matches!(place.class, Class::Capital | Class::Seat1 | Class::Seat2 | Class::Country);
            facts.fixed |= !matches!(place.origin, Origin::GeoNames(_));
            facts.lived_in |= place.class.is_settled() || place.class.is_admin();
            facts.notable |= seat || place.class.is_admin() || place.population >= TOWN;
        }
        facts
    }
}

/// The longest known name at every capitalised word, as bytes: what the slow search of the tests is held against.
#[cfg(test)]
pub(super) fn longest_names(gazetteer: &Gazetteer, text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Tokens::default();
    tokens.fill(text, 0..text.len(), &gazetteer.lexicon);
    let scan = Scan { gazetteer, tokens: &tokens, text, drafts: Vec::new(), sentence: 0, last: 0 };
    let capitals = (0..tokens.list.len()).filter(|&i| tokens.list[i].is_cap());
    let found = capitals
        .filter_map(|i| scan.longest(i).map(|(to, _)| (tokens.list[i].start, tokens.list[to - 1].end)));
    found.collect()
}

//! Words, numbers and marks of a text, each with what the lexicon knows of it.

use super::lexicon::{Entry, Lexicon, Role};
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, or letters and then digits (`RN1`).
    Word,
    /// Digits.
    Number,
    /// Any other character; apostrophes and dashes are folded to `'` and `-`.
    Mark(char),
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it stands, in bytes of the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// What the lexicon knows of it.
    pub entry: Entry,
    /// The value of a number of at most nine digits.
    pub number: u32,
    /// Whether it follows the token before it without a space.
    pub glued: bool,
}

/// Splits `text[within]`, which must lie on character boundaries. Addresses of web pages yield no tokens.
pub(super) fn tokenize(text: &str, within: Range<usize>, lexicon: &Lexicon) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        end: within.end,
        at: within.start,
        lexicon,
        tokens: Vec::with_capacity(within.len() / 4),
    };
    while scanner.at < scanner.end {
        scanner.step();
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    end: usize,
    at: usize,
    lexicon: &'a Lexicon,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn step(&mut self) {
        let start = self.at;
        match self.text.as_bytes()[start] {
            b if b.is_ascii_whitespace() => self.at += 1,
            b if b.is_ascii_digit() => self.number(start),
            b if b.is_ascii_alphabetic() => self.word(start),
            b if b.is_ascii() => {
                self.at += 1;
                if b == b':' && self.rest().starts_with("//") {
                    self.skip_address();
                } else {
                    self.push(start, Kind::Mark(b as char), Entry::default(), 0);
                }
            }
            _ => self.beyond_ascii(start),
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn beyond_ascii(&mut self, start: usize) {
        let Some(c) = self.rest().chars().next() else { return };
        if is_letter(c) {
            return self.word(start);
        }
        self.at += c.len_utf8();
        match c {
            '’' | '‘' | 'ʼ' => self.push(start, Kind::Mark('\''), Entry::default(), 0),
            '‐' | '‑' | '–' | '—' | '−' => self.push(start, Kind::Mark('-'), Entry::default(), 0),
            c if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' => {}
            c => self.push(start, Kind::Mark(c), Entry::default(), 0),
        }
    }

    fn number(&mut self, start: usize) {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        self.at += digits;
        let value = if digits <= 9 { self.text[start..self.at].parse().unwrap_or(0) } else { u32::MAX };
        self.push(start, Kind::Number, Entry::default(), value);
    }

    fn word(&mut self, start: usize) {
        self.at = self.word_end(start);
        let word = &self.text[start..self.at];
        let mut entry = self.lexicon.get(word, "");
        match self.rest().chars().next() {
            Some(c @ ('\'' | '’')) if word.len() <= 8 => {
                let elided = self.lexicon.get(word, "'");
                if elided.role != Role::None {
                    entry = elided;
                    self.at += c.len_utf8();
                }
            }
            Some(c @ ('-' | '‐' | '‑')) if entry.head => {
                let end = self.word_end(self.at + c.len_utf8());
                let long = self.lexicon.get(&self.text[start..end].replace(c, "-"), "");
                if long.role != Role::None {
                    entry = Entry { phrase: false, ..long };
                    self.at = end;
                }
            }
            Some('.') if word.eq_ignore_ascii_case("www") => return self.skip_address(),
            _ => {}
        }
        self.push(start, Kind::Word, entry, 0);
    }

    /// Where the run of letters and digits from `from` ends.
    fn word_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < self.end {
            if bytes[at].is_ascii_alphanumeric() {
                at += 1;
            } else if bytes[at].is_ascii() {
                break;
            } else if bytes[at] == 0xc3 && !matches!(bytes.get(at + 1), Some(0x97 | 0xb7)) {
                // U+00C0 to U+00FF are letters but for the signs of multiplication and division.
                at += 2;
            } else {
                match self.text[at..self.end].chars().next() {
                    Some(c) if is_letter(c) => at += c.len_utf8(),
                    _ => break,
                }
            }
        }
        at
    }

    fn skip_address(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '<' | ')' | '"' | '»'));
        self.at += length.unwrap_or(rest.len());
    }

    fn push(&mut self, start: usize, kind: Kind, entry: Entry, number: u32) {
        let glued = self.tokens.last().is_some_and(|t| t.end == start);
        self.tokens.push(Token { start, end: self.at, kind, entry, number, glued });
    }
}

/// A letter, or a mark that combines with the letter before it.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// A position among tokens with bounds-safe access: beyond either end there is nothing.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The language's words.
    pub lexicon: &'a Lexicon,
}

impl Cursor<'_> {
    /// The token, if there is one.
    pub fn get(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// Its role; `Role::None` beyond the ends.
    pub fn role(&self, i: usize) -> Role {
        self.get(i).map_or(Role::None, |t| t.entry.role)
    }

    /// The role of the token `back` before `i`.
    pub fn role_before(&self, i: usize, back: usize) -> Role {
        i.checked_sub(back).map_or(Role::None, |at| self.role(at))
    }

    /// Whether token `i` has this role.
    pub fn is(&self, i: usize, role: Role) -> bool {
        self.role(i) == role && role != Role::None
    }

    /// The lexicon's number for token `i`.
    pub fn n(&self, i: usize) -> i32 {
        self.get(i).map_or(0, |t| t.entry.n)
    }

    /// Token `i` as it stands in the text; empty beyond the ends.
    pub fn raw(&self, i: usize) -> &str {
        self.get(i).map_or("", |t| &self.text[t.start..t.end])
    }

    /// The mark at `i`, if it is one.
    pub fn mark(&self, i: usize) -> Option<char> {
        match self.get(i)?.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Whether token `i` follows its predecessor without a space.
    pub fn glued(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.glued)
    }

    /// The value of the number at `i` and how many digits it has.
    pub fn number(&self, i: usize) -> Option<(u32, usize)> {
        self.get(i).filter(|t| t.kind == Kind::Number).map(|t| (t.number, t.end - t.start))
    }

    /// A number that stands by itself: no part of a decimal, a telephone number, a reference or a word.
    pub fn plain(&self, i: usize) -> Option<(u32, usize)> {
        let number = self.number(i)?;
        let joins =
            |m: Option<char>| matches!(m, Some('.' | ',' | ':' | '_' | '#' | '$' | '€' | '£' | '&' | '='));
        let left = i.checked_sub(1).is_some_and(|p| {
            self.glued(i)
                && (self.get(p).is_some_and(|t| t.kind == Kind::Word && !self.raw(p).ends_with(['\'', '’']))
                    || joins(self.mark(p)) && self.digit_or_money(p, i))
        });
        let right = self.glued(i + 1)
            && (joins(self.mark(i + 1)) && self.glued(i + 2) && self.number(i + 2).is_some()
                || matches!(self.mark(i + 1), Some('%' | '€' | '$')));
        (!left && !right).then_some(number)
    }

    fn digit_or_money(&self, mark: usize, i: usize) -> bool {
        !matches!(self.mark(mark), Some('.' | ',' | ':'))
            || self.glued(mark) && i >= 2 && self.number(i - 2).is_some()
    }

    /// Whether token `i` is written with a capital.
    pub fn capital(&self, i: usize) -> bool {
        self.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether token `i` is a word in lower case that the lexicon does not know.
    pub fn common_word(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Word && t.entry.role == Role::None) && !self.capital(i)
    }
}

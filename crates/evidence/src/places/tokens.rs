//! Words of a region, folded side by side in one buffer, so that the key of any run of words is one slice.

use super::index::{SEED, extend};
use super::lexicon::{Lexicon, Word};
use std::ops::Range;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Title,
    /// Two letters or more, all capitals.
    Upper,
    Digit,
}

/// What stands between a word and the one before.
pub(super) mod gap {
    pub const SPACE: u8 = 1;
    pub const HYPHEN: u8 = 1 << 1;
    pub const DASH: u8 = 1 << 2;
    pub const APOSTROPHE: u8 = 1 << 3;
    pub const COMMA: u8 = 1 << 4;
    pub const PAREN: u8 = 1 << 5;
    pub const STOP: u8 = 1 << 6;
    pub const OTHER: u8 = 1 << 7;
    /// Inside one name.
    pub const JOIN: u8 = SPACE | HYPHEN | DASH | APOSTROPHE;
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Bytes of the document's text.
    pub start: usize,
    pub end: usize,
    /// Bytes of the folded buffer.
    at: u32,
    to: u32,
    /// Hash of the folded word.
    pub hash: u64,
    /// What stands before it.
    pub gap: u8,
    /// A line break stands before it.
    pub line: bool,
    /// It opens a sentence or a line.
    pub opens: bool,
    pub case: Case,
    pub word: Word,
}

impl Token {
    /// Starts with a capital or is a number.
    pub fn is_cap(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper)
    }

    /// Whether only a space, a hyphen or an apostrophe on the same line stands before it.
    pub fn joined(&self) -> bool {
        !self.line && self.gap & !gap::JOIN == 0
    }

    /// Whether only spaces stand before it.
    pub fn spaced(&self) -> bool {
        self.gap == gap::SPACE
    }

    /// Whether it hangs on the word before by a hyphen, a dash or an apostrophe.
    pub fn hangs(&self) -> bool {
        self.joined() && self.gap & (gap::HYPHEN | gap::DASH | gap::APOSTROPHE) != 0
    }
}

/// The words of one region.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub list: Vec<Token>,
    folded: String,
}

impl Tokens {
    /// Reads `text[within]`, replacing what was there.
    pub fn fill(&mut self, text: &str, within: Range<usize>, lexicon: &Lexicon) {
        self.list.clear();
        self.folded.clear();
        let Some(part) = text.get(within.clone()) else { return };
        let mut scan = Scan { part, offset: within.start, at: 0, gap: gap::STOP, line: true };
        while scan.skip_gap() {
            let token = scan.word(&mut self.folded);
            self.push(token, lexicon);
            scan.gap = 0;
            scan.line = false;
        }
    }

    /// The squeezed key of words `range`.
    pub fn key(&self, range: Range<usize>) -> &str {
        match (self.list.get(range.start), self.list.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if first.at <= last.to => {
                &self.folded[first.at as usize..last.to as usize]
            }
            _ => "",
        }
    }

    /// The folded form of one word.
    pub fn folded(&self, at: usize) -> &str {
        self.key(at..at + 1)
    }

    fn push(&mut self, mut token: Token, lexicon: &Lexicon) {
        if token.at == token.to {
            return;
        }
        let folded = &self.folded[token.at as usize..token.to as usize];
        token.hash = extend(SEED, folded.as_bytes());
        token.word = lexicon.get(token.hash, folded);
        token.opens = token.line || (token.gap & gap::STOP != 0 && !self.after_abbreviation(&token));
        self.list.push(token);
    }

    /// "M. Traoré", "Gen. X": a stop after a title or an initial ends nothing.
    fn after_abbreviation(&self, token: &Token) -> bool {
        let Some(last) = self.list.last() else { return false };
        let short =
            last.to - last.at == 1 || last.word.is(super::lexicon::mark::TITLE) && last.to - last.at <= 4;
        short && last.is_cap() && token.gap & (gap::COMMA | gap::PAREN) == 0
    }
}

struct Scan<'a> {
    part: &'a str,
    offset: usize,
    at: usize,
    gap: u8,
    line: bool,
}

impl Scan<'_> {
    /// Moves to the next letter or digit; `false` at the end.
    fn skip_gap(&mut self) -> bool {
        let bytes = self.part.as_bytes();
        while let Some(&b) = bytes.get(self.at) {
            if b.is_ascii_alphanumeric() {
                return true;
            }
            if b.is_ascii() {
                self.ascii_gap(b);
                self.at += 1;
                continue;
            }
            let c = self.part[self.at..].chars().next().unwrap_or(' ');
            if c.is_alphanumeric() {
                return true;
            }
            self.gap |= wide_gap(c);
            self.line |= matches!(c, '\u{2028}' | '\u{2029}');
            self.at += c.len_utf8();
        }
        false
    }

    fn ascii_gap(&mut self, b: u8) {
        self.line |= b == b'\n';
        self.gap |= match b {
            b' ' | b'\t' | b'\r' | b'\n' => gap::SPACE,
            b'-' => gap::HYPHEN,
            b'\'' => gap::APOSTROPHE,
            b',' | b';' | b'/' | b'&' => gap::COMMA,
            b'(' | b')' | b'[' | b']' => gap::PAREN,
            b'.' | b'!' | b'?' | b':' | b'|' | b'*' | b'#' | b'>' => gap::STOP,
            _ => gap::OTHER,
        };
    }

    /// Reads one word and folds it onto the buffer.
    fn word(&mut self, folded: &mut String) -> Token {
        let (start, at) = (self.at, folded.len());
        let (mut upper, mut lower) = (0usize, 0usize);
        let bytes = self.part.as_bytes();
        let first = self.part[start..].chars().next().unwrap_or(' ');
        while let Some(&b) = bytes.get(self.at) {
            if b.is_ascii_lowercase() || b.is_ascii_digit() {
                lower += usize::from(b.is_ascii_lowercase());
                folded.push(b as char);
                self.at += 1;
            } else if b.is_ascii_uppercase() {
                upper += 1;
                folded.push(b.to_ascii_lowercase() as char);
                self.at += 1;
            } else if b.is_ascii() {
                break;
            } else {
                let c = self.part[self.at..].chars().next().unwrap_or(' ');
                if !(c.is_alphanumeric() || is_silent(c)) {
                    break;
                }
                upper += usize::from(c.is_uppercase());
                lower += usize::from(c.is_lowercase());
                push_folded(c, folded);
                self.at += c.len_utf8();
            }
        }
        let case = match () {
            () if first.is_numeric() => Case::Digit,
            () if !first.is_uppercase() => Case::Lower,
            () if lower == 0 && upper > 1 => Case::Upper,
            () => Case::Title,
        };
        Token {
            start: self.offset + start,
            end: self.offset + self.at,
            at: at as u32,
            to: folded.len() as u32,
            hash: 0,
            gap: self.gap,
            line: self.line,
            opens: false,
            case,
            word: Word::default(),
        }
    }
}

fn wide_gap(c: char) -> u8 {
    match c {
        '’' | '‘' | 'ʼ' | 'ʻ' => gap::APOSTROPHE,
        '‐' | '‑' => gap::HYPHEN,
        '‒' | '–' | '—' | '−' => gap::DASH,
        '…' | '•' | '·' => gap::STOP,
        _ if c.is_whitespace() => gap::SPACE,
        _ if is_silent(c) => 0,
        _ => gap::OTHER,
    }
}

/// Marks that belong to the letter before, and signs that are not seen.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}' | '\u{feff}')
}

/// Folds a letter; the commonest French ones without a detour.
fn push_folded(c: char, out: &mut String) {
    match c {
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' => out.push('e'),
        'à' | 'â' | 'À' => out.push('a'),
        'î' | 'ï' => out.push('i'),
        'ô' => out.push('o'),
        'ù' | 'û' => out.push('u'),
        'ç' => out.push('c'),
        _ => {
            let mut buffer = [0u8; 4];
            let folded = base::fold(c.encode_utf8(&mut buffer));
            out.extend(folded.chars().filter(|f| f.is_alphanumeric()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.fill(text, 0..text.len(), &Lexicon::default());
        tokens
    }

    #[test]
    fn keys_run_over_hyphens_and_accents() {
        let read = tokens("À Nioro-du-Sahel, N’Tillit.");
        assert_eq!(read.key(1..4), "niorodusahel");
        assert_eq!(read.key(4..6), "ntillit");
        assert!(read.list[4].gap & gap::COMMA != 0 && read.list[5].hangs());
    }

    proptest! {
        #[test]
        fn words_are_ordered_and_whole(text in "\\PC{0,80}") {
            let read = tokens(&text);
            let mut last = 0;
            for token in &read.list {
                prop_assert!(token.start >= last && token.end > token.start);
                prop_assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                last = token.end;
            }
            let squeezed: String = read.list.iter().enumerate().map(|(i, _)| read.folded(i)).collect();
            prop_assert_eq!(squeezed, crate::places::squeeze(&text));
        }
    }
}

//! What the words around a name say: that it is a place, what sort, and whether something is only near it.

use super::lexicon::{Generic, mark};
use super::tokens::{Case, Token, Tokens, gap};

/// How surely a name is a place's by the words around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    #[default]
    None,
    /// « de », "in", "from", a list.
    Weak,
    /// « à », "near", « vers », a distance.
    Strong,
    /// A generic word belongs to it ("town of").
    Named,
}

/// The words around one name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    pub cue: Cue,
    pub hint: Generic,
    /// The generic word is plural and may hold for a list.
    pub plural: bool,
    /// The generic word stands after the name.
    pub after: bool,
    pub near: bool,
    /// First and one past the last word with the generic words.
    pub wide: (usize, usize),
}

/// Reads the words around words `from..to`.
pub(super) fn around(text: &str, tokens: &Tokens, from: usize, to: usize) -> Around {
    let list = &tokens.list;
    let mut around = Around { wide: (from, to), ..Around::default() };
    if let Some((generic, end)) = generic_after(list, to) {
        around.set(generic, tokens.folded(end - 1), true);
        around.wide.1 = end;
    }
    if let Some((generic, start)) = generic_before(list, from)
        && matches!(around.hint, Generic::None | Generic::Vicinity)
    {
        around.set(generic, tokens.folded(start), false);
        around.wide.0 = start;
    }
    if around.hint == Generic::Vicinity {
        around.near = true;
        around.hint = Generic::None;
    }
    if near_before(list, around.wide.0) || near_after(list, around.wide.1) {
        around.near = true;
        around.cue = around.cue.max(Cue::Strong);
    }
    around.cue = around.cue.max(preposition(text, list, from));
    around
}

impl Around {
    fn set(&mut self, generic: Generic, word: &str, after: bool) {
        self.hint = generic;
        self.after = after;
        self.plural = word.ends_with('s') || word.ends_with("aux");
        self.cue = Cue::Named;
        if matches!(generic, Generic::Road | Generic::Border) {
            self.hint = Generic::None;
            self.cue = Cue::Strong;
        }
    }
}

/// "Konna town", "Mopti region", "Gao international airport".
fn generic_after(list: &[Token], to: usize) -> Option<(Generic, usize)> {
    for at in to..to + 3 {
        let token = list.get(at).filter(|t| t.spaced() && !t.line)?;
        let word = token.word;
        if word.generic != Generic::None && !word.is(mark::NEAR | mark::ADJECTIVE) {
            return (at == to || word.generic != Generic::Road).then_some((word.generic, at + 1));
        }
        if !word.is(mark::ADJECTIVE) || token.is_cap() {
            return None;
        }
    }
    None
}

/// « ville de Kayes », "town of Konna", « la région malienne de Kayes », "Mount Tigharghar".
fn generic_before(list: &[Token], from: usize) -> Option<(Generic, usize)> {
    let mut at = from;
    let mut ties = 0;
    while at > 0 && ties < 3 && list.get(at).is_some_and(Token::joined) && is_tie(&list[at - 1]) {
        at -= 1;
        ties += 1;
    }
    if !list.get(at).is_some_and(Token::joined) || at == 0 {
        return None;
    }
    let before = &list[at - 1];
    let found = |t: &Token| t.word.generic != Generic::None && !t.word.is(mark::NEAR);
    if found(before) && !(ties == 0 && is_title_word(before)) {
        return Some((before.word.generic, at - 1));
    }
    let adjective = ties > 0 && at > 1 && before.case == Case::Lower && before.spaced();
    let further = list.get(at.wrapping_sub(2)).filter(|t| adjective && found(t))?;
    Some((further.word.generic, at - 2))
}

/// "Road Transporters", "Town Hall": in capitals and without « de » the generic word belongs to what follows, except
/// "Lake Débo" and "Mount Hombori".
fn is_title_word(token: &Token) -> bool {
    let nature = matches!(token.word.generic, Generic::Water | Generic::Relief | Generic::Forest);
    token.is_cap() && !token.opens && !nature
}

fn is_tie(token: &Token) -> bool {
    token.word.is(mark::TIE) && (token.case == Case::Lower || token.opens)
}

/// "near X", « à 20 km au sud de X », "outside of X", "north of X".
fn near_before(list: &[Token], from: usize) -> bool {
    let mut at = from;
    for _ in 0..7 {
        let Some(token) = list.get(at).filter(|t| at > 0 && t.joined()) else { return false };
        if token.line && token.opens {
            return false;
        }
        at -= 1;
        let word = list[at].word;
        if word.is(mark::NEAR | mark::DISTANCE) {
            return true;
        }
        if word.is(mark::DIRECTION) && at + 1 < from && list[at + 1].word.is(mark::CONNECTOR) {
            return true;
        }
        if !word.is(mark::FUNCTION | mark::CONNECTOR | mark::DIRECTION | mark::ARTICLE)
            && word.generic == Generic::None
        {
            return false;
        }
    }
    false
}

/// "Farabougou (near)".
fn near_after(list: &[Token], to: usize) -> bool {
    list.get(to).is_some_and(|t| t.gap & gap::PAREN != 0 && t.word.is(mark::NEAR))
}

/// The preposition in front, articles skipped.
fn preposition(text: &str, list: &[Token], from: usize) -> Cue {
    let mut at = from;
    for _ in 0..3 {
        let Some(token) = list.get(at).filter(|_| at > 0) else { return Cue::None };
        if token.gap & gap::PAREN != 0 {
            return Cue::Weak;
        }
        if !token.joined() || token.opens {
            return Cue::None;
        }
        at -= 1;
        let before = &list[at];
        if text.get(before.start..before.end).is_some_and(|t| matches!(t, "à" | "À")) {
            return Cue::Strong;
        }
        if before.word.is(mark::STRONG | mark::NEAR | mark::DISTANCE) {
            return Cue::Strong;
        }
        let article = before.word.is(mark::ARTICLE) && before.end - before.start <= 3;
        if before.word.is(mark::WEAK) && !(article && is_bare_article(text, before)) {
            return Cue::Weak;
        }
        if !article {
            return Cue::None;
        }
    }
    Cue::None
}

fn is_bare_article(text: &str, token: &Token) -> bool {
    let word = text.get(token.start..token.end).unwrap_or("");
    ["le", "la", "les", "the", "l"].iter().any(|a| word.eq_ignore_ascii_case(a))
}

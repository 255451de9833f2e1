//! Which draft says where another lies: "Konna, Mopti region, Mali", « Dilly (cercle de Nara) », "in the Kayes region".

use super::Gazetteer;
use super::lexicon::{Generic, mark};
use super::scan::{Draft, Form};
use super::tokens::{Tokens, gap};

/// Words that may stand between a name and the area it lies in.
const MOST_BETWEEN: usize = 5;

/// How two drafts hang together.
#[derive(Clone, Copy, PartialEq)]
enum Tie {
    Comma,
    Paren,
    Preposition,
    And,
}

/// Links the drafts of one region; `offset` is the number of the first.
pub(super) fn link(gazetteer: &Gazetteer, tokens: &Tokens, offset: usize, drafts: &mut [Draft]) {
    share_hints(tokens, drafts);
    for at in (0..drafts.len().saturating_sub(1)).rev() {
        let next = at + 1;
        let Some(tie) = tie(tokens, &drafts[at], &drafts[next]) else { continue };
        if !matches!(drafts[at].form, Form::Place | Form::Road { .. }) || drafts[at].is_country(gazetteer) {
            continue;
        }
        let wider = is_wider(gazetteer, &drafts[at], &drafts[next], tie);
        drafts[at].within = if wider && tie != Tie::And { Some(offset + next) } else { drafts[next].within };
    }
}

fn is_wider(gazetteer: &Gazetteer, of: &Draft, than: &Draft, tie: Tie) -> bool {
    if than.is_country(gazetteer) && than.around.hint == Generic::None {
        return true;
    }
    if than.around.hint.is_admin() {
        return !of.around.hint.is_admin() || level(of.around.hint) > level(than.around.hint);
    }
    let bare_admin = than.around.hint == Generic::None && than.has(gazetteer, |c| c.is_admin());
    bare_admin && (tie == Tie::Paren || tie == Tie::Preposition || than.within.is_some())
}

fn level(hint: Generic) -> u8 {
    match hint {
        Generic::Region => 1,
        Generic::District => 2,
        Generic::Department => 3,
        _ => 4,
    }
}

fn tie(tokens: &Tokens, a: &Draft, b: &Draft) -> Option<Tie> {
    let (from, to) = (a.wide_words.1, b.wide_words.0);
    let between = tokens.list.get(from..to)?;
    let first = tokens.list.get(from)?;
    let cut = |t: &super::tokens::Token| t.line || t.gap & (gap::STOP | gap::OTHER) != 0;
    if between.len() > MOST_BETWEEN || between.iter().any(cut) || tokens.list.get(to).is_some_and(cut) {
        return None;
    }
    let loose = |t: &super::tokens::Token| {
        t.word.is(mark::ARTICLE | mark::CONNECTOR) || t.word.generic != Generic::None
    };
    if !between.iter().all(loose) {
        return None;
    }
    let and = |t: &super::tokens::Token| matches!(tokens.key(index_of(tokens, t)), "et" | "and");
    match () {
        () if between.iter().any(and) => Some(Tie::And),
        () if first.gap & gap::PAREN != 0 => Some(Tie::Paren),
        () if first.gap & gap::COMMA != 0 => Some(Tie::Comma),
        () if between.is_empty() => first.hangs().then_some(Tie::Comma),
        () => Some(Tie::Preposition),
    }
}

fn index_of(tokens: &Tokens, token: &super::tokens::Token) -> std::ops::Range<usize> {
    let at = tokens.list.partition_point(|t| t.start < token.start);
    at..at + 1
}

/// A plural generic word holds for the whole list: « les régions de Kayes et de Ségou », "Konna and Boni towns".
fn share_hints(tokens: &Tokens, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let before = drafts[at - 1].around;
        if before.plural
            && !before.after
            && drafts[at].around.hint == Generic::None
            && listed(tokens, drafts, at)
        {
            take_hint(&mut drafts[at], before);
        }
    }
    for at in (1..drafts.len()).rev() {
        let after = drafts[at].around;
        if after.plural
            && after.after
            && drafts[at - 1].around.hint == Generic::None
            && listed(tokens, drafts, at)
        {
            take_hint(&mut drafts[at - 1], after);
        }
    }
}

fn listed(tokens: &Tokens, drafts: &[Draft], at: usize) -> bool {
    let place = |d: &Draft| d.form == Form::Place;
    place(&drafts[at - 1])
        && place(&drafts[at])
        && matches!(tie(tokens, &drafts[at - 1], &drafts[at]), Some(Tie::Comma | Tie::And))
}

fn take_hint(draft: &mut Draft, from: super::cues::Around) {
    draft.around.hint = from.hint;
    draft.around.plural = true;
    draft.around.after = from.after;
    draft.around.near |= from.near;
    draft.around.cue = draft.around.cue.max(from.cue);
}

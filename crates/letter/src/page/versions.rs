//! Contradictions: every side beside the others, with its quotes.

use super::desk::Desk;
use super::lines::{Counted, Spoken};
use super::notes::{Published, published};
use super::numbering::Call;
use crate::words::{count, say_date};
use crate::{About, Contradiction, Finding, Note, SideValue};
use serde::Serialize;

/// Quotes printed on a card; the footnotes hold the others.
const QUOTES_PER_SIDE: usize = 2;

/// A quote on a card.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Quote {
    /// `None` where the quote is withheld.
    pub words: Option<Spoken>,
    pub published: Published,
}

/// One side.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SideCard {
    pub label: String,
    pub value: Spoken,
    pub of: Option<Spoken>,
    pub quotes: Vec<Quote>,
    pub calls: Vec<Call>,
}

/// One contradiction.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Card {
    pub anchor: String,
    pub id: String,
    pub kind: String,
    pub severity: String,
    pub level: String,
    pub about: String,
    pub sides: Vec<SideCard>,
}

pub(super) fn cards(desk: &mut Desk<'_>) -> Vec<Card> {
    let all = desk.contradictions();
    all.into_iter().enumerate().map(|(at, f)| card(desk, at, f)).collect()
}

fn card(desk: &mut Desk<'_>, at: usize, finding: &Finding<Contradiction>) -> Card {
    let of = finding.content();
    let sides: Vec<_> = of.sides.iter().filter(|s| desk.numbering.resolves(s.notes())).collect();
    Card {
        anchor: format!("contradiction-{at}"),
        id: finding.id().to_owned(),
        kind: desk.messages.word("contradiction", of.kind),
        severity: desk.messages.word("severity", of.severity),
        level: crate::words::spelled(of.severity),
        about: about(desk, &of.about),
        sides: sides.into_iter().enumerate().map(|(n, s)| side(desk, n + 1, s)).collect(),
    }
}

/// What it is about, once each.
fn about(desk: &Desk<'_>, about: &[About]) -> String {
    let mut out: Vec<String> = Vec::new();
    for one in about {
        let parts = [desk.messages.name("type", &one.subject), desk.places(&one.places)];
        let text = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
        if !out.contains(&text) {
            out.push(text);
        }
    }
    desk.messages.apart(&out)
}

fn side(desk: &mut Desk<'_>, number: usize, side: &Finding<SideValue>) -> SideCard {
    let Counted { value, of, lang } = value(desk, side.content());
    let notes: Vec<&Note> = side.notes().iter().filter_map(|id| desk.numbering.note(id)).collect();
    let quotes = notes.into_iter().take(QUOTES_PER_SIDE).map(|note| Quote {
        words: note.quote.as_ref().map(Spoken::quote),
        published: published(desk, &note.document),
    });
    SideCard {
        label: desk.messages.tell("side", [("number", count(number))]),
        value: Spoken { text: value, lang },
        of,
        quotes: quotes.collect(),
        calls: desk.cite(side.notes()),
    }
}

fn value(desk: &Desk<'_>, says: &SideValue) -> Counted {
    let here = desk.messages.lang.tag().to_owned();
    match says {
        SideValue::Date { date } => Counted { value: say_date(desk.messages, date), of: None, lang: here },
        SideValue::Modality { modality } => {
            Counted { value: desk.messages.word("modality", *modality), of: None, lang: here }
        }
        SideValue::Amount { amount } => desk.counted(amount),
        SideValue::Words { words } => {
            Counted { value: words.text.clone(), of: None, lang: words.lang.clone() }
        }
    }
}

//! Contradictions: every side beside the others, with its quotes.

use super::desk::{Desk, slug};
use super::fold::{self, CONTRADICTIONS};
use super::notes::publication;
use crate::sheet::{Block, Inline, Side, Sides};
use crate::words::{count, say_amount, say_date};
use crate::{About, Amount, Contradiction, Finding, Level, Note, SideValue};
use base::Bound;

/// Quotes printed beside a side; the footnotes hold the others.
const QUOTES_PER_SIDE: usize = 2;

/// Each contradiction with its sides, after the line that says how to read them.
pub(super) fn contradictions(desk: &mut Desk<'_>) -> Vec<Block> {
    let all = desk.contradictions();
    if all.is_empty() {
        return Vec::new();
    }
    let lead = Block::Remark(vec![Inline::Text(desk.messages.say("lead-contradictions"))]);
    let kinds = all.iter().map(|f| desk.messages.word("contradiction", f.content().kind).to_lowercase());
    let (kinds, n) = (desk.kinds(kinds.collect()), all.len());
    let (shown, rest) = fold::first(all, CONTRADICTIONS, |f| {
        (std::cmp::Reverse(f.content().severity), std::cmp::Reverse(f.notes().len()))
    });
    let said = desk.folded("fold-contradictions", (n, rest), &kinds);
    let cards = shown.into_iter().enumerate().map(|(at, f)| Block::Sides(sides(desk, at, f)));
    std::iter::once(lead).chain(said).chain(cards).collect()
}

fn sides(desk: &mut Desk<'_>, at: usize, finding: &Finding<Contradiction>) -> Sides {
    let of = finding.content();
    let kept: Vec<_> = of.sides.iter().filter(|s| desk.numbering.resolves(s.notes())).collect();
    let severity = Inline::Soft(desk.messages.word("severity", of.severity));
    Sides {
        id: format!("contradiction-{at}"),
        title: desk.messages.word("contradiction", of.kind),
        meta: vec![severity, Inline::text(" "), Inline::Id(finding.id().to_owned())],
        about: about(desk, &of.about),
        grave: of.severity == Level::High,
        sides: kept.into_iter().enumerate().map(|(n, s)| side(desk, n + 1, s)).collect(),
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

fn side(desk: &mut Desk<'_>, number: usize, side: &Finding<SideValue>) -> Side {
    let mut says = value(desk, side.content());
    let notes: Vec<&Note> = side.notes().iter().filter_map(|id| desk.numbering.note(id)).collect();
    let quotes = notes.iter().filter_map(|note| note.quote()).take(QUOTES_PER_SIDE).map(|quoted| {
        let words = match &quoted.quote {
            Some(words) => Inline::Quote { text: words.text.clone(), lang: words.lang.clone() },
            None => Inline::Soft(desk.messages.say("note-withheld")),
        };
        (vec![words], publication(desk, &quoted.document))
    });
    let quotes = quotes.collect();
    says.push(desk.cite(side.notes()));
    Side { label: desk.messages.tell("side", [("number", count(number))]), says, quotes }
}

fn value(desk: &Desk<'_>, says: &SideValue) -> Vec<Inline> {
    match says {
        SideValue::Date { date } => vec![Inline::Strong(say_date(desk.messages, date))],
        SideValue::Modality { modality } => vec![Inline::Strong(desk.messages.word("modality", *modality))],
        SideValue::Amount { amount } => desk.amount(amount),
        SideValue::Words { words } => vec![Inline::Strong(ledger(desk, &words.text))],
    }
}

/// Words of the ledger (`told`, `40 vehicle`) in the letter's language, where it has them.
fn ledger(desk: &Desk<'_>, words: &str) -> String {
    let told = || desk.messages.find(&format!("side-{}", slug(words)), None);
    let counted = || {
        let (number, unit) = words.split_once(' ')?;
        desk.messages.find(&format!("unit-{}.scaled", unit.replace('/', "-per-")), None)?;
        let value = number.parse::<f64>().ok().filter(|v| v.is_finite())?;
        let amount = Amount { value, unit: unit.to_owned(), bound: Bound::Exact, of: None };
        Some(say_amount(desk.messages, &amount))
    };
    told().or_else(counted).unwrap_or_else(|| words.to_owned())
}

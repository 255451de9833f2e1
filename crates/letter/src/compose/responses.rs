//! Latent tensions and mediation; recommendations and commitments by addressee; key judgements.

use super::board::{Board, cell};
use super::chronology::capital;
use super::desk::Desk;
use crate::sheet::{Block, Inline, Item, List, ListKind, Mark};
use crate::words::{say_date, spelled};
use base::Interval;

/// Tensions by area, with the mediation that exists there.
pub(super) fn tensions(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut items = Vec::new();
    for finding in desk.held(&desk.findings.tensions) {
        let of = finding.content();
        let kind = desk.messages.name("tension", &of.kind);
        let mut says = vec![Inline::Strong(format!("{}, {kind}", desk.named(&of.area)))];
        if of.signalled {
            says.extend([
                Inline::text(" "),
                Inline::Badge { mark: Mark::Watch, word: desk.messages.say("signalled") },
            ]);
        }
        says.push(Inline::Text(format!(" · {}", desk.title(&of.says))));
        if !of.mediation.is_empty() {
            let roles: Vec<String> = of.mediation.iter().map(|m| desk.title(m)).collect();
            let words = desk.messages.tell("mediation", [("roles", desk.messages.apart(&roles).into())]);
            says.push(Inline::Text(format!(" {words}")));
        }
        says.push(desk.cite(finding.notes()));
        says.extend([Inline::text(" "), Inline::Id(finding.id().to_owned())]);
        items.push(Item { id: Some(format!("tension-{}", items.len())), says, ..Item::default() });
    }
    listed(items, ListKind::Points)
}

/// Recommendations and commitments, those to one addressee together, with what became of them.
pub(super) fn responses(desk: &mut Desk<'_>) -> Vec<Block> {
    let columns =
        [("addressee", 20, false), ("response", 46, false), ("fate", 16, false), ("confirmed", 18, false)];
    let mut board = Board::new(desk, "response-board", &columns);
    let mut all = desk.held(&desk.findings.responses);
    all.sort_by_key(|f| f.content().addressee.clone());
    for finding in all {
        let of = finding.content();
        let call = desk.cite(finding.notes());
        let addressee = of.addressee.as_ref();
        let addressee = addressee.map_or_else(|| desk.messages.say("addressee-none"), |to| desk.named(to));
        let by = desk.messages.tell("by", [("actors", desk.named(&of.institution).into())]);
        let by = Some(by).filter(|_| !of.institution.is_empty());
        let term = of.term.as_ref().map(|t| desk.messages.name("term", t));
        let kind = desk.messages.name("response", &of.kind);
        let title = desk.title(&of.says);
        // Of one that documents tell, what it says is its kind.
        let own = of.quote.is_none() && title.to_lowercase() != kind.to_lowercase();
        let meta = [Some(kind).filter(|_| own), by, term].into_iter().flatten();
        let mut says = vec![Inline::Text(if own { title } else { capital(&title) })];
        if let Some(words) = &of.quote {
            says.extend([
                Inline::Text(desk.messages.say("before-quote")),
                Inline::Quote { text: words.text.clone(), lang: words.lang.clone() },
            ]);
        }
        says.extend([call, Inline::text(" ")]);
        says.push(Inline::Soft(meta.collect::<Vec<_>>().join(", ")));
        says.extend([Inline::text(" "), Inline::Id(finding.id().to_owned())]);
        let mut fate =
            vec![Inline::Badge { mark: fate(&of.status), word: desk.messages.name("fate", &of.status) }];
        if of.new {
            fate.extend([Inline::text(" "), Inline::Soft(desk.messages.say("new"))]);
        }
        let day = of.last_confirmed.map(|d| say_date(desk.messages, &Interval::day(d)));
        board.row(vec![
            cell(addressee),
            says,
            fate,
            cell(day.unwrap_or_else(|| desk.messages.say("unknown"))),
        ]);
    }
    board.under(desk, "lead-responses")
}

fn fate(status: &str) -> Mark {
    match status {
        "done" => Mark::Good,
        "promised" | "under_way" => Mark::Watch,
        "lapsed" => Mark::Bad,
        _ => Mark::Unknown,
    }
}

/// Key judgements with likelihood, confidence and the strongest contrary evidence.
pub(super) fn judgements(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut items = Vec::new();
    for finding in desk.held(&desk.findings.judgements) {
        let of = finding.content();
        let mut says =
            vec![Inline::Text(desk.title(&of.says)), desk.cite(finding.notes()), Inline::text(" ")];
        let likelihood = desk.messages.name("likelihood", &of.likelihood);
        let confidence = desk.messages.name("confidence", &spelled(of.confidence));
        let args = [("likelihood", likelihood.into()), ("confidence", confidence.into())];
        says.push(Inline::Reserve(desk.messages.tell("judged", args)));
        let contrary = desk.title(&of.contrary);
        says.push(Inline::Text(format!(
            " {}",
            desk.messages.tell("contrary", [("evidence", contrary.into())])
        )));
        says.push(desk.cite(&of.against));
        says.extend([Inline::text(" "), Inline::Id(finding.id().to_owned())]);
        items.push(Item { id: Some(format!("judgement-{}", items.len())), says, ..Item::default() });
    }
    listed(items, ListKind::Numbered)
}

fn listed(items: Vec<Item>, kind: ListKind) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { vec![Block::List(List { kind, items })] }
}

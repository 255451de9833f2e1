//! A dataset against the reports, or against another dataset: date, place, or deaths that cannot all be so.

use super::{Case, contradiction, mention, words, written};
use crate::deaths::deaths;
use crate::group::days_between;
use crate::item::Item;
use crate::join::{Members, RowAt, may_meet};
use crate::{Contradiction, ContradictionKind, Estimate, Event, Level, Mention, Side};
use base::{Coordinate, DocumentId, GeoPrecision, Interval, Span};
use evidence::DateBasis;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let coded = case.events.iter().zip(case.members).filter(|(_, m)| !m.rows.is_empty());
    // A row alone has nobody to disagree with.
    let told_twice = coded.filter(|(_, m)| m.items.len() + m.rows.len() > 1);
    told_twice
        .flat_map(|(event, members)| [dates(event, members), places(event, members), counts(event, members)])
        .flatten()
        .collect()
}

/// One telling of a matter: whether a dataset tells it, the value, how it reads, and where it stands.
struct Telling<T> {
    coded: bool,
    value: T,
    written: String,
    mention: Mention,
}

fn dates(event: &Event, members: &Members<'_>) -> Option<Contradiction> {
    let of_claims = members.items.iter().filter(|i| weighs(i)).filter_map(|i| {
        let date = i.claim.date.filter(|_| i.claim.date_basis != Some(DateBasis::Inferred))?;
        Some(Telling { coded: false, value: date, written: written(date), mention: mention(i) })
    });
    let of_rows = members.rows.iter().filter_map(|r| {
        let date = r.row.date?;
        Some(Telling {
            coded: true,
            value: date,
            written: written(date),
            mention: row_mention(r, &written(date)),
        })
    });
    let apart = |a: &Interval, b: &Interval| days_between(Some(*a), Some(*b)).is_some_and(|days| days > 0);
    disagreement(event, ContradictionKind::Date, "dates", of_claims.chain(of_rows).collect(), apart)
}

fn places(event: &Event, members: &Members<'_>) -> Option<Contradiction> {
    type Spot = (Coordinate, GeoPrecision);
    let of_claims = members.items.iter().filter(|i| weighs(i)).filter_map(|i| {
        let place = i.claim.places.iter().find(|p| p.point.is_some())?;
        Some(Telling {
            coded: false,
            value: (place.point?, place.precision),
            written: place.name.clone(),
            mention: mention(i),
        })
    });
    let of_rows = members.rows.iter().filter_map(|r| {
        let name = r.row.place.clone().unwrap_or_else(|| "a point without a name".into());
        let mention = row_mention(r, &name);
        Some(Telling { coded: true, value: (r.row.point?, r.row.precision), written: name, mention })
    });
    let apart = |a: &Spot, b: &Spot| !may_meet(*a, *b);
    disagreement(event, ContradictionKind::Place, "places", of_claims.chain(of_rows).collect(), apart)
}

fn counts(event: &Event, members: &Members<'_>) -> Option<Contradiction> {
    let range = |e: &Estimate| {
        if e.low == e.high {
            format!("{} deaths", e.best)
        } else {
            format!("{} deaths ({}–{})", e.best, e.low, e.high)
        }
    };
    let of_claims = members.items.iter().filter(|i| weighs(i)).filter_map(|i| {
        let told = deaths(&i.claim)?;
        Some(Telling { coded: false, value: told, written: range(&told), mention: mention(i) })
    });
    let of_rows = members.rows.iter().filter_map(|r| {
        let told = r.row.deaths.filter(Estimate::is_ordered)?;
        Some(Telling {
            coded: true,
            value: told,
            written: range(&told),
            mention: row_mention(r, &range(&told)),
        })
    });
    let apart = |a: &Estimate, b: &Estimate| a.high < b.low || b.high < a.low;
    disagreement(
        event,
        ContradictionKind::Count,
        "counts of deaths",
        of_claims.chain(of_rows).collect(),
        apart,
    )
}

/// The contradiction, if some telling of a dataset cannot be so beside another. Between datasets alone it weighs little:
/// each has its own rules of coding.
fn disagreement<T>(
    event: &Event,
    kind: ContradictionKind,
    matter: &str,
    told: Vec<Telling<T>>,
    apart: impl Fn(&T, &T) -> bool,
) -> Option<Contradiction> {
    let clash = |a: &Telling<T>, b: &Telling<T>| (a.coded || b.coded) && apart(&a.value, &b.value);
    let pairs = || told.iter().enumerate().flat_map(|(n, a)| told[..n].iter().map(move |b| (a, b)));
    if !pairs().any(|(a, b)| clash(a, b)) {
        return None;
    }
    let with_reports = pairs().any(|(a, b)| clash(a, b) && !(a.coded && b.coded));
    let severity = if with_reports { Level::Medium } else { Level::Low };
    let mut sides: Vec<Side> = Vec::new();
    for telling in told {
        match sides.iter_mut().find(|s| s.value == telling.written) {
            Some(side) => side.mentions.push(telling.mention),
            None => sides.push(Side { value: telling.written, mentions: vec![telling.mention] }),
        }
    }
    let summary = format!("{}: {} {matter} in reports and datasets", words(&event.claim_type), sides.len());
    contradiction(kind, severity, summary, vec![event.id.clone()], sides)
}

fn weighs(item: &Item<'_>) -> bool {
    item.claim.modality.is_fact()
}

fn row_mention(row: &RowAt<'_>, says: &str) -> Mention {
    Mention {
        claim: None,
        row: Some(row.at()),
        document: DocumentId::parse(format!("{} {}", row.table.dataset, row.table.release)),
        span: Span { start: 0, end: 0 },
        quote: says.to_owned(),
    }
}

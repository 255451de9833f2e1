//! Risks across borders: five kinds, each as indicators with their evidence, never as one index.

use super::board::{Board, cell, named};
use super::desk::Desk;
use super::supply::{percent, period};
use crate::sheet::{Block, Inline, Part};
use crate::words::plain;
use crate::{CrossBorder, Finding};
use base::Country;

/// A part for each neighbour, in the order in which the findings first name it.
pub(super) fn neighbours(desk: &mut Desk<'_>) -> Vec<Part> {
    let all = desk.held(&desk.findings.neighbours);
    let across = desk.held(&desk.findings.across);
    let mut countries: Vec<Country> = Vec::new();
    for country in all.iter().map(|f| f.content().country).chain(across.iter().map(|f| f.content().country)) {
        if !countries.contains(&country) {
            countries.push(country);
        }
    }
    let mut parts = Vec::new();
    for country in countries {
        let id = format!("neighbour-{}", country.as_str().to_lowercase());
        let mut part = Part::new(id.clone(), desk.country(country));
        let own: Vec<_> = all.iter().copied().filter(|f| f.content().country == country).collect();
        part.blocks = indicators(desk, &id, &own);
        part.blocks.extend(shares(desk, &id, country));
        parts.push(part);
    }
    parts
}

fn indicators(desk: &mut Desk<'_>, id: &str, all: &[&Finding<CrossBorder>]) -> Vec<Block> {
    let columns = [
        ("risk", 25, false),
        ("indicator", 29, false),
        ("area", 16, false),
        ("value", 12, true),
        ("when", 18, false),
    ];
    let mut board = Board::new(desk, &format!("{id}-board"), &columns);
    for finding in all {
        let of = finding.content();
        let call = desk.cite(finding.notes());
        let value = of.value.map_or_else(|| desk.messages.say("no-report"), |v| plain(v, desk.messages.lang));
        let indicator = desk.messages.name("indicator", &of.indicator);
        let risk = desk.messages.name("risk", &of.risk);
        let when = period(desk, of.period);
        let area = match of.district.as_str() {
            "" => desk.messages.say("whole-country"),
            district => desk.named(district),
        };
        board.row(vec![
            named(risk, call, finding.id()),
            cell(indicator),
            cell(area),
            cell(value),
            cell(when),
        ]);
    }
    board.under(desk, "lead-neighbours")
}

fn shares(desk: &mut Desk<'_>, id: &str, country: Country) -> Vec<Block> {
    let columns = [("area", 34, false), ("background", 22, true), ("own", 22, true), ("across", 22, true)];
    let mut board = Board::new(desk, &format!("{id}-across"), &columns);
    for finding in desk.held(&desk.findings.across) {
        let of = finding.content();
        if of.country != country {
            continue;
        }
        let call = desk.cite(finding.notes());
        let mut cells = vec![named(desk.named(&of.district), call, finding.id())];
        match of.shares {
            Some(shares) => cells.extend(shares.map(|s| cell(percent(desk, s)))),
            None => cells.extend([0; 3].map(|_| vec![Inline::Soft(desk.messages.say("too-little-history"))])),
        }
        board.row(cells);
    }
    board.under(desk, "lead-across")
}

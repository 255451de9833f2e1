//! The register and early responses as people read them.

use crate::table::{cut, table};
use outlook::response::{Early, Latent, Response, Season, Term, kind_called};

/// One line a response, in the order of the register.
pub fn responses_table(all: &[&Response]) -> String {
    let header = ["id", "kind", "status", "confirmed", "term", "institution", "areas", "text", ""];
    let rows: Vec<Vec<String>> = all.iter().map(|r| line(r)).collect();
    table(&header, &rows)
}

fn line(r: &Response) -> Vec<String> {
    let areas: Vec<&str> = r.areas.iter().map(|a| a.name.as_str()).collect();
    let term = match r.term {
        Some(Term::Short) => "short",
        Some(Term::Medium) => "medium",
        None => "-",
    };
    let from = if r.entered.is_some() { "entered" } else { "found" };
    let tied = if r.ties.is_empty() { String::new() } else { format!("; see {}", ties(r)) };
    vec![
        r.id.to_string(),
        name_of(r.kind),
        r.status.as_str().replace('_', " "),
        r.last_confirmed.map_or_else(|| "-".into(), |d| d.to_string()),
        term.to_owned(),
        r.institution.clone().unwrap_or_else(|| "not named".into()),
        if areas.is_empty() { "not told".into() } else { areas.join(", ") },
        if r.withheld { "words withheld: they would show positions".into() } else { r.text.clone() },
        format!("{from}{tied}"),
    ]
}

fn ties(r: &Response) -> String {
    r.ties.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn name_of(kind: &str) -> String {
    kind_called(kind).map_or_else(|| kind.to_owned(), |k| k.name.en.clone())
}

/// A block a warning: the signal, the tensions, who mediates, what is on record, what is missing.
pub fn early_text(all: &[Early]) -> String {
    all.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn block(one: &Early) -> String {
    let mut out = format!("Early response, {}: {}\n", one.area.name, one.signal.said);
    one.tensions.iter().for_each(|t| out.push_str(&format!("  tension: {}\n", tension(t))));
    for m in &one.mediation {
        out.push_str(&format!("  mediation: {}: {} ({})\n", m.role.en, m.text.en, m.source));
    }
    for r in &one.responses {
        let by = r.institution.as_deref().unwrap_or("institution not named");
        let last = r.last_confirmed.map_or_else(|| "never dated".into(), |d| format!("last confirmed {d}"));
        let status = r.status.as_str().replace('_', " ");
        out.push_str(&format!("  on record: {} {}, {status}, {last}: {}\n", r.id, name_of(r.kind), cut(by)));
    }
    let names = |kinds: &[String]| kinds.iter().map(|k| name_of(k)).collect::<Vec<_>>().join(", ");
    let gaps = &one.gaps;
    if !gaps.nothing.is_empty() {
        out.push_str(&format!("  gap: nothing on record for {}\n", names(&gaps.nothing)));
    }
    if !gaps.only_proposed.is_empty() {
        out.push_str(&format!("  gap: proposed and by nobody promised: {}\n", names(&gaps.only_proposed)));
    }
    if !gaps.unconfirmed.is_empty() {
        let ids: Vec<&str> = gaps.unconfirmed.iter().map(|id| id.as_str()).collect();
        out.push_str(&format!("  gap: promised and not confirmed: {}\n", ids.join(", ")));
    }
    out
}

fn tension(t: &Latent) -> String {
    let season = match t.season {
        Season::AllYear => "",
        Season::Now => " [in season]",
        Season::Later => " [out of season]",
    };
    format!("{}{season} ({})", t.text.en, t.source)
}

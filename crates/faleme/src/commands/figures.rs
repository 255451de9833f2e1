//! `figures`: figures that sources tell, beside what the imported data say.

use crate::case::Case;
use crate::cli::Figures;
use crate::output::Output;
use crate::show::word;
use crate::store::Store;
use crate::table::table;
use crate::view::{View, as_of};
use anyhow::Result;
use events::{Compared, FigureCheck, Measured, check_figure};
use evidence::{Claim, ClaimKind};
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;

/// A check as printed: the document by its file name.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    check: FigureCheck,
    document: String,
}

/// Lists all figures with their checks.
pub fn run(args: &Figures, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let view = View::load(&store, &case, as_of(&store, &case, args.as_of, out)?)?;
    let documents = view.by_id();
    let name = |check: &FigureCheck| documents.get(&check.document).map_or(String::new(), |d| d.name.clone());
    let checks = checks(&case, &args.dir, &view, |_| true)?;
    let shown: Vec<Shown> = checks.into_iter().map(|check| Shown { document: name(&check), check }).collect();
    out.result(&shown, || text(&shown))?;
    if shown.is_empty() {
        out.note("no figures told");
    }
    Ok(ExitCode::SUCCESS)
}

/// The checks of the figures that are `wanted` and that analysts have not rejected.
pub fn checks(
    case: &Case,
    dir: &Path,
    view: &View,
    wanted: impl Fn(&Claim) -> bool,
) -> Result<Vec<FigureCheck>> {
    let atlas = case.atlas(dir)?;
    let measured = Measured::new(&view.resolution.events, &view.tables, &atlas);
    let standing = view.standings();
    let figures = view.claims.iter().filter(|c| c.kind == ClaimKind::Figure && standing.contains_key(&c.id));
    Ok(figures.filter(|c| wanted(c)).flat_map(|claim| check_figure(claim, &measured)).collect())
}

/// The check in one sentence.
pub fn sentence(check: &FigureCheck) -> String {
    let area = check.says.area.as_deref().unwrap_or("no area named");
    let vintage = check.vintage.as_ref().map_or(String::new(), |v| format!(", boundaries {v}"));
    format!("{} ({area}{vintage}): {}", word(&check.verdict), check.reason)
}

fn text(shown: &[Shown]) -> String {
    let row = |s: &Shown| {
        vec![
            s.check.claim.to_string(),
            s.check.says.figure.clone(),
            said(&s.check),
            s.check.data.as_ref().map_or("-".into(), counted),
            word(&s.check.verdict),
        ]
    };
    let rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    let mut out = table(&["claim", "figure", "source says", "data say", "verdict"], &rows);
    for s in shown {
        out.push_str(&format!(
            "\n{} {} « {} »\n  {}\n",
            s.check.claim,
            s.document,
            s.check.quote,
            sentence(&s.check)
        ));
    }
    out
}

/// `7 times, 2021 to 2024, in X Region`.
fn said(check: &FigureCheck) -> String {
    let says = &check.says;
    let value = says.value.map(|v| format!("{v} {}", says.unit.as_deref().unwrap_or("")));
    let span = says.from.as_ref().zip(says.to.as_ref()).map(|(a, b)| format!("{a} to {b}"));
    let area = says.area.as_ref().map(|a| format!("in {a}"));
    let told: Vec<String> = [value, span, area].into_iter().flatten().collect();
    if told.is_empty() { "-".into() } else { told.join(", ") }
}

/// `2021: 4, 2024: 28, ratio 7.00`.
fn counted(data: &Compared) -> String {
    let ratio = data.ratio.map_or("no ratio".to_owned(), |r| format!("ratio {r:.2}"));
    format!("{}: {}, {}: {}, {ratio}", data.from.period, data.from.count, data.to.period, data.to.count)
}

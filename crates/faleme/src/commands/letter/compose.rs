//! Where findings are built from a case on a day.

use crate::case::Case;
use crate::case::letter::LetterFile;
use crate::cli::Lang;
use crate::commands::stages;
use crate::corridor::Setting;
use crate::findings::stages::Stages;
use crate::findings::{Ledger, build};
use crate::store::Store;
use crate::view::View;
use anyhow::Result;
use base::{AsOf, Checked, Date, Tlp};
use letter::{Findings, Masthead, Titles};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The findings of a case folder on a day, for readers of a marking: without a number, and without what changed.
pub fn findings(
    store: &Store,
    case: &Case,
    (dir, day, tlp): (&Path, Date, Tlp),
) -> Result<Checked<Findings>> {
    let view = View::load(store, case, Some(day))?;
    of_view((store, &view), case, (dir, day, tlp))
}

/// The same of a ledger that is resolved already.
pub fn of_view(
    (store, view): (&Store, &View),
    case: &Case,
    (dir, day, tlp): (&Path, Date, Tlp),
) -> Result<Checked<Findings>> {
    let seen = stages::within(view, case, tlp);
    let stages = stages::load(store, (dir, case), seen.as_ref().unwrap_or(view), (day, tlp));
    told((view, seen.as_ref()), &stages, case, (dir, day, tlp))
}

/// What a map shows of it: the findings of a letter of that marking, as far as roads and prices tell them.
pub fn of_map(
    (store, view): (&Store, &View),
    case: &Case,
    (dir, day, tlp): (&Path, Date, Tlp),
) -> Result<(Findings, Stages)> {
    let seen = stages::within(view, case, tlp);
    let stages = stages::of_map(store, (dir, case), seen.as_ref().unwrap_or(view), day);
    Ok((told((view, seen.as_ref()), &stages, case, (dir, day, tlp))?.value, stages))
}

/// What a board shows of it: the findings of a letter of that marking, as far as roads, the ledger and the register tell
/// them. Where a judgement rests on what other stages tell, all of them.
pub fn of_board(
    (store, view): (&Store, &View),
    (case, setting): (&Case, Option<&Arc<Setting>>),
    (dir, day, tlp): (&Path, Date, Tlp),
) -> Result<Findings> {
    let seen = stages::within(view, case, tlp);
    // The roads of the whole view are not those of a part of it.
    let setting = setting.filter(|_| seen.is_none());
    let shown = seen.as_ref().unwrap_or(view);
    let stages = match LetterFile::load(dir).value.rests_on_ledger() {
        true => stages::of_board(store, (dir, case), shown, day, setting),
        false => stages::load(store, (dir, case), shown, (day, tlp)),
    };
    Ok(built((view, seen.as_ref()), &stages, case, (dir, day, tlp)).value)
}

/// The same as built, with the French names of what they name.
fn told(
    views: (&View, Option<&View>),
    stages: &Stages,
    case: &Case,
    asked: (&Path, Date, Tlp),
) -> Result<Checked<Findings>> {
    let mut found = built(views, stages, case, asked);
    found.value.names_fr = french_names(&found.value, &case.names_fr)?;
    Ok(found)
}

/// `seen` is what readers may see, resolved as if nothing else were known; `None` where nothing is hidden from them.
fn built(
    (view, seen): (&View, Option<&View>),
    stages: &Stages,
    case: &Case,
    (dir, day, tlp): (&Path, Date, Tlp),
) -> Checked<Findings> {
    let written = LetterFile::load(dir);
    let title = Titles { fr: case.head.title.fr.clone(), en: case.head.title.en.clone() };
    let mut masthead = Masthead::new(title, AsOf(day), tlp);
    masthead.demo = case.head.demo;
    let ledger = Ledger {
        documents: &view.documents,
        claims: &view.claims,
        origins: &view.origins,
        resolution: &view.resolution,
        seen: seen.map(|seen| &seen.resolution),
        reliability: &view.reliability,
        vocabulary: &case.vocabulary,
        stages,
        written: Some(&written.value),
    };
    let mut found = build(&ledger, masthead);
    found.issues.splice(0..0, written.issues);
    found
}

/// French names of what the findings name: a letter carries no name of the case that it does not print.
fn french_names(of: &Findings, known: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    fn words(value: &Value, known: &BTreeMap<String, String>, out: &mut BTreeMap<String, String>) {
        match value {
            Value::String(text) => {
                let names = std::iter::once(text.as_str()).chain(text.split(", "));
                out.extend(
                    names.filter_map(|n| known.get_key_value(n)).map(|(n, fr)| (n.clone(), fr.clone())),
                );
            }
            Value::Array(all) => all.iter().for_each(|one| words(one, known, out)),
            Value::Object(all) => all.values().for_each(|one| words(one, known, out)),
            _ => {}
        }
    }
    let mut out = BTreeMap::new();
    if !known.is_empty() {
        words(&serde_json::to_value(of)?, known, &mut out);
    }
    Ok(out)
}

/// The letter's language.
pub fn lang(lang: Lang) -> letter::Lang {
    match lang {
        Lang::Fr => letter::Lang::French,
        Lang::En => letter::Lang::English,
    }
}

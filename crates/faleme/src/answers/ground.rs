//! What several subjects stand on: roads and supply of the case as those who ask may see it.

use super::asked::Asked;
use super::problem::Problem;
use crate::cli::{Ranges, Who};
use crate::clock;
use crate::commands::letter;
use crate::corridor::Setting;
use crate::opened::Opened;
use crate::output::{Format, Output};
use crate::show::{self, Blur, Handed};
use crate::supply::{Supplied, tables};
use crate::users::Role;
use crate::view::View;
use ::letter::Findings;
use anyhow::Result;
use base::{Date, Tlp};
use events::Event;
use evidence::Claim;
use serde_json::{Value, json};
use std::sync::Arc;

/// The day asked about, else the case's own, else today.
pub fn on(opened: &Opened, asked: &Asked) -> Date {
    day(opened, asked).unwrap_or_else(clock::today)
}

/// Whether those who ask see what is told by vehicle class and day.
pub fn sees_classes(asked: &Asked) -> bool {
    asked.by.role >= Role::Analyst && asked.by.readers.tlp >= Tlp::Amber
}

/// Who asks about roads: for which class, goods and carrier.
pub fn who(opened: &Opened, asked: &Asked) -> Who {
    let goods = asked.text("goods").into_iter().flat_map(|text| text.split(','));
    Who {
        dir: opened.dir.clone(),
        as_of: Some(on(opened, asked)),
        class: asked.text("class").map(str::to_owned),
        goods: goods.map(|g| g.trim().to_owned()).filter(|g| !g.is_empty()).collect(),
        operator: asked.text("operator").map(str::to_owned),
    }
}

/// The roads of the case on the day. Those of the case's own day are kept; of a whole country they are large.
pub fn setting(opened: &Opened, asked: &Asked) -> Result<Arc<Setting>> {
    let day = day(opened, asked);
    let make = || {
        let view = opened.view(day)?;
        Setting::of((&opened.dir, opened.case.clone()), (&opened.store, &view), on(opened, asked), SILENT)
    };
    if day == opened.case.as_of { opened.once(day, make) } else { make().map(Arc::new) }
}

/// Its roads and tables of supply.
pub fn supplied(opened: &Opened, asked: &Asked) -> Result<Supplied> {
    Supplied::of(&opened.store, tables(&opened.dir, SILENT)?, setting(opened, asked)?, SILENT)
}

/// Places and classes that forms offer.
pub fn choices(setting: &Setting) -> Value {
    let mut places: Vec<String> = setting.network.nodes.iter().filter_map(|node| node.name.clone()).collect();
    places.sort_by_key(|name| base::fold_key(name));
    places.dedup();
    let classes: Vec<&str> = setting.classes.all().iter().map(|c| c.id.as_str()).collect();
    json!({"from": places, "to": places, "class": classes})
}

/// Draws and seed asked for.
pub fn ranges(asked: &Asked, usual: u32) -> Result<Ranges, Problem> {
    /// More would keep others waiting; the command takes more.
    const MOST: u32 = 1_000;
    let draws = asked.read_as::<u32>("draws")?.unwrap_or(usual).min(MOST);
    Ok(Ranges { draws, seed: asked.read_as("seed")?.unwrap_or(1) })
}

/// Days looked ahead.
pub fn days(asked: &Asked) -> Result<u16, Problem> {
    let days = asked.read_as::<u16>("days")?.unwrap_or(60);
    if (1..=730).contains(&days) { Ok(days) } else { Err(Problem::bad("days: 1 to 730")) }
}

/// The marking of what is composed for those who ask: the case's own, and never above what they may see.
pub fn marking(opened: &Opened, asked: &Asked) -> Tlp {
    letter::marking(&opened.case).min(asked.by.readers.tlp)
}

/// The findings of a letter on the day, as those who ask may see them. Those that they see most are kept: a letter of the
/// case's own marking, or of theirs where that is less.
pub fn findings(opened: &Opened, asked: &Asked, tlp: Tlp) -> Result<Arc<Findings>> {
    let on = on(opened, asked);
    let make = || {
        let view = opened.view(Some(on))?;
        let found = letter::found((&opened.store, &view), &opened.case, (&opened.dir, on, tlp))?;
        anyhow::Ok(found.value)
    };
    if tlp == marking(opened, asked) { opened.once(day(opened, asked), make) } else { make().map(Arc::new) }
}

/// A name in the language of those who ask.
pub fn titled<'a>(asked: &Asked, names: &'a ::letter::Titles) -> &'a str {
    match asked.lang {
        ::letter::Lang::French => &names.fr,
        ::letter::Lang::English => &names.en,
    }
}

/// Corridors of rows, which stages name in English, in the language of those who ask.
pub fn corridors_titled(opened: &Opened, asked: &Asked, rows: &mut [Value]) {
    for row in rows.iter_mut().filter(|_| asked.lang == ::letter::Lang::French) {
        let Some(Value::String(name)) = row.get_mut("corridor") else { continue };
        if let Some(entry) = opened.case.corridors.iter().find(|c| c.name.en == *name) {
            name.clone_from(&entry.name.fr);
        }
    }
}

/// Whether only what may be handed on is shown: no text, no words that tell where forces stand.
pub fn shares(asked: &Asked) -> bool {
    asked.by.role < Role::Analyst
}

/// Claims as those who ask may see them.
pub fn shown_claims<'a>(
    handed: Option<&Handed<'a>>,
    view: &'a View,
    claims: &'a [Claim],
) -> Vec<show::ClaimShown<'a>> {
    match handed {
        Some(handed) => show::claims_to_share(view, claims, handed),
        None => show::claims(view, claims),
    }
}

/// Events as those who ask may see them.
pub fn shown_events<'a>(
    opened: &'a Opened,
    handed: Option<&Handed<'a>>,
    events: &[&'a Event],
) -> Vec<show::EventShown<'a>> {
    match handed {
        Some(handed) => show::events_to_share(events, handed),
        None => show::events(events, &opened.case.vocabulary.actors),
    }
}

/// What is handed on of a view, where those who ask are readers; `blur` is that of the case.
pub fn handed<'a>(
    opened: &'a Opened,
    asked: &Asked,
    (view, blur): (&'a View, &'a Blur),
) -> Option<Handed<'a>> {
    shares(asked).then(|| Handed::of(view, &opened.case.vocabulary, blur))
}

/// Commands that answer for the server say nothing on its terminal but errors.
pub const SILENT: Output = Output { format: Format::Json, quiet: true };

/// The day asked about: the one named, else the case's own; `None` is everything.
pub fn day(opened: &Opened, asked: &Asked) -> Option<Date> {
    asked.as_of.or(opened.case.as_of)
}

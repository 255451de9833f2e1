//! How long stocks last: in bands, and in days for readers of AMBER.

use super::super::places::Grain;
use super::super::words::{both, spelled};
use super::Ground;
use super::tell::Told;
use exchange::alerts::{Observation, Value};
use letter::{Cover, Finding};

pub(super) fn all(ground: &Ground<'_>) -> Vec<Observation> {
    ground.found.supply.cover.iter().map(|of| observation(ground, of)).collect()
}

fn observation(ground: &Ground<'_>, of: &Finding<Cover>) -> Observation {
    let told = of.content();
    let [low, best, high] = told.bands.map(spelled);
    let headline = both(|t| {
        let args = [
            ("commodity", t.title(&told.commodity)),
            ("zone", t.pick(&ground.places.called(&told.zone))),
            ("band", t.name("cover", &best)),
        ];
        t.tell("alert-head-cover", args)
    });
    let range = both(|t| match told.days {
        Some(days) => {
            let [low, best, high] = days.map(|d| t.number(d.round()));
            t.tell("alert-cover-days", [("low", low), ("best", best), ("high", high)])
        }
        None => {
            t.tell("alert-cover-band", [("low", t.name("cover", &low)), ("high", t.name("cover", &high))])
        }
    });
    let below = told.days.map(|[_, best, _]| best).or_else(|| told.bands[1].limits()[1]);
    ground.observation(Told {
        subject: format!("cover:{}", of.id()),
        value: Value::Cover { commodity: told.commodity.en.clone(), band: best, below },
        at: ground.places.locate([(told.zone.as_str(), None)], Grain::Region),
        notes: of.notes(),
        id: None,
        headline,
        lines: vec![range],
        names: vec![told.zone.clone()],
        sources: Vec::new(),
    })
}

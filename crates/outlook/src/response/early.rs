//! Where a signal is crossed: the latent tensions of the area, the mediation that exists there, the responses on record and
//! the gaps.

use super::Prose;
use super::area::Region;
use super::kind::expected;
use super::register::Response;
use super::signal::{Crossed, Readings, Signal};
use super::status::Status;
use super::tensions::Tensions;
use base::{Date, ResponseId};
use serde::Serialize;

/// Whether a tension is in its season on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// It has none.
    AllYear,
    /// The day lies in it.
    Now,
    /// The day lies outside.
    Later,
}

/// A latent tension as a warning names it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Latent {
    /// Its kind.
    pub kind: String,
    /// What it is about.
    pub text: Prose,
    /// Months in which it is sharpest.
    pub months: Vec<i8>,
    /// Whether the day lies in them.
    pub season: Season,
    /// Where it is from.
    pub source: String,
    /// Line of `tensions.toml`.
    pub line: usize,
}

/// A role that mediates, as a warning names it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Role {
    /// Who, as a role.
    pub role: Prose,
    /// How.
    pub text: Prose,
    /// Where it is from.
    pub source: String,
    /// Line of `tensions.toml`.
    pub line: usize,
}

/// A response as a warning names it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: ResponseId,
    /// Who recommends or promises.
    pub institution: Option<String>,
    /// Its kind.
    pub kind: &'static str,
    /// How far it has come.
    pub status: Status,
    /// Last word of it.
    pub last_confirmed: Option<Date>,
}

/// What is missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Gaps {
    /// Kinds of response of which nothing is on record for the area.
    pub nothing: Vec<String>,
    /// Kinds that are proposed, and that nobody has promised.
    pub only_proposed: Vec<String>,
    /// Responses that were promised and of which nothing more is told, or that have lapsed.
    pub unconfirmed: Vec<ResponseId>,
}

/// A warning: a signal that is crossed, with what is known to do about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Early {
    /// Stable id, from area and signal.
    pub id: String,
    /// Where.
    pub area: Region,
    /// What crossed which threshold.
    pub signal: Crossed,
    /// Latent tensions of the area.
    pub tensions: Vec<Latent>,
    /// Mediation that exists there.
    pub mediation: Vec<Role>,
    /// Responses on record.
    pub responses: Vec<Named>,
    /// What is missing.
    pub gaps: Gaps,
}

/// A warning for every signal that is crossed, in the case's order.
pub fn early(known: &Tensions, register: &[Response], readings: &Readings) -> Vec<Early> {
    let crossed = known.signals.iter().filter_map(|signal| Some((signal, signal.crossed(readings)?)));
    crossed.map(|(of, signal)| warning(known, register, readings.day, of, signal)).collect()
}

fn warning(
    known: &Tensions,
    register: &[Response],
    day: Option<Date>,
    of: &Signal,
    signal: Crossed,
) -> Early {
    let area = &of.area;
    let own: Vec<&Response> = register.iter().filter(|r| r.covers(area)).collect();
    Early {
        id: of.id(),
        area: area.clone(),
        tensions: known
            .tensions
            .iter()
            .filter(|t| t.area.covers(area))
            .map(|t| Latent {
                kind: t.kind.clone(),
                text: t.text.clone(),
                months: t.months.clone(),
                season: season(&t.months, day),
                source: t.source.clone(),
                line: t.line,
            })
            .collect(),
        mediation: known
            .mediation
            .iter()
            .filter(|m| m.area.covers(area))
            .map(|m| Role {
                role: m.role.clone(),
                text: m.text.clone(),
                source: m.source.clone(),
                line: m.line,
            })
            .collect(),
        gaps: gaps(&own),
        responses: own
            .iter()
            .map(|r| Named {
                id: r.id.clone(),
                institution: r.institution.clone(),
                kind: r.kind,
                status: r.status,
                last_confirmed: r.last_confirmed,
            })
            .collect(),
        signal,
    }
}

fn season(months: &[i8], day: Option<Date>) -> Season {
    match day {
        _ if months.is_empty() => Season::AllYear,
        Some(day) if months.contains(&day.month()) => Season::Now,
        _ => Season::Later,
    }
}

/// What is missing among the responses of an area.
fn gaps(own: &[&Response]) -> Gaps {
    let of = |kind: &str| own.iter().filter(move |r| r.kind == kind).collect::<Vec<_>>();
    let mut gaps = Gaps::default();
    for kind in expected() {
        let told = of(&kind.id);
        if told.is_empty() {
            gaps.nothing.push(kind.id.clone());
        } else if told.iter().all(|r| r.status == Status::Proposed) {
            gaps.only_proposed.push(kind.id.clone());
        }
    }
    let waiting = |r: &&&Response| matches!(r.status, Status::Promised | Status::Lapsed);
    gaps.unconfirmed = own.iter().filter(waiting).map(|r| r.id.clone()).collect();
    gaps
}

#[cfg(test)]
mod tests {
    use super::super::area::Known;
    use super::super::{Forecasted, Guard, entered, register, tensions};
    use super::*;

    fn known(name: &str) -> Known {
        Known::Region(Region { name: name.into(), country: None, whole: false })
    }

    const TENSIONS: &str = r#"
[[tensions]]
area = "East"
kind = "farmer_herder"
text = { fr = "Saison des pluies.", en = "Rainy season." }
months = [6, 7, 8]
source = "Note"
[[tensions]]
area = "West"
kind = "land"
text = { fr = "Terres.", en = "Land." }
source = "Note"
[[mediation]]
area = "East"
role = { fr = "chefs de village", en = "village chiefs" }
text = { fr = "Ils médient.", en = "They mediate." }
source = "Note"
[[signals]]
area = "East"
what = "p_any"
at_least = 0.5
[[signals]]
area = "West"
what = "p_any"
at_least = 0.5
"#;

    const RESPONSES: &str = r#"
[[responses]]
institution = "River Council"
kind = "mediation"
text = { fr = "a", en = "a" }
areas = ["East"]
source = "s"
[[responses.history]]
date = 2024-01-01
status = "promised"
[[responses]]
institution = "Institute"
kind = "dialogue"
text = { fr = "b", en = "b" }
areas = ["East"]
source = "s"
[[responses.history]]
date = 2024-01-01
status = "proposed"
"#;

    #[test]
    fn a_crossed_signal_names_tensions_mediation_responses_and_gaps_of_its_area_alone() {
        let day: Option<Date> = "2024-07-01".parse().ok();
        let known_of = tensions(TENSIONS, "t", &known, &Guard::default()).value;
        let entries = entered(RESPONSES, "r", &known, &Guard::default()).value;
        let all = register(&entries, &[], day);
        let area = Region { name: "East".into(), country: None, whole: false };
        let forecast = Forecasted {
            unit: "7".into(),
            areas: vec![area],
            period: "2024-08".into(),
            p_any: 0.6,
            mean: 1.0,
            recent: 1.0,
        };
        let readings = Readings { day, forecasts: vec![forecast], ..Readings::default() };
        let warned = early(&known_of, &all, &readings);
        assert_eq!(warned.len(), 1);
        let one = &warned[0];
        assert_eq!((one.tensions.len(), one.tensions[0].season), (1, Season::Now));
        assert_eq!((one.mediation.len(), one.responses.len()), (1, 2));
        assert_eq!(one.gaps.only_proposed, ["dialogue"]);
        assert_eq!(one.gaps.nothing.len(), 5);
        assert_eq!(one.gaps.unconfirmed, [all[0].id.clone()]);
        assert!(early(&known_of, &all, &Readings::default()).is_empty());
    }

    #[test]
    fn a_tension_without_months_is_there_all_year() {
        assert_eq!(season(&[], None), Season::AllYear);
        assert_eq!(season(&[6], "2024-05-01".parse().ok()), Season::Later);
    }
}

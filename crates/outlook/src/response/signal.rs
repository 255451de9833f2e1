//! Signals of a case: what crosses which threshold in an area.

use super::area::Region;
use base::{ContentHash, Date};
use serde::{Deserialize, Serialize};

/// What a signal watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Probability that a forecast gives to any death in a unit of the area, 0 to 1.
    PAny,
    /// Mean of a forecast over the mean of the last twelve months of the unit.
    MeanRatio,
    /// Reported incidents of a type in the last days.
    Incidents,
    /// A constraint of a kind told as in force since the last days.
    Constraint,
    /// Grade of a market price (ALPS) in the area.
    PriceAlert,
}

/// The threshold: a number, or the name of a price grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Limit {
    /// At least so much.
    AtLeast(f64),
    /// At least this grade, by its place in `stress`, `alert`, `crisis` (1 to 3).
    Grade(u8),
}

/// `[[signals]]`: a threshold of the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signal {
    /// Where.
    pub area: Region,
    /// What is watched.
    pub what: What,
    /// Type of incident or kind of constraint, where one is watched.
    pub of: Option<String>,
    /// Days looked back.
    pub days: i64,
    /// The threshold.
    pub limit: Limit,
    /// Line of the file.
    pub line: usize,
}

/// A forecast of a unit that touches areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecasted {
    /// The unit, as its rows name it.
    pub unit: String,
    /// The areas it touches.
    pub areas: Vec<Region>,
    /// The month.
    pub period: String,
    /// Probability of any death.
    pub p_any: f64,
    /// Mean.
    pub mean: f64,
    /// Mean of the last twelve months known.
    pub recent: f64,
}

/// Something that happened or came into force.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// Its id, for `why`.
    pub id: String,
    /// Type of incident or kind of constraint.
    pub of: String,
    /// The areas it touches.
    pub areas: Vec<Region>,
    /// When.
    pub day: Date,
}

/// A graded price.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced {
    /// Market and commodity.
    pub name: String,
    /// The areas of the market.
    pub areas: Vec<Region>,
    /// 0 normal, 1 stress, 2 alert, 3 crisis.
    pub grade: u8,
}

/// What signals are held against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// The day.
    pub day: Option<Date>,
    /// Forecasts.
    pub forecasts: Vec<Forecasted>,
    /// Incidents.
    pub incidents: Vec<Happened>,
    /// Constraints that came into force.
    pub constraints: Vec<Happened>,
    /// Prices.
    pub prices: Vec<Priced>,
}

/// A signal that is crossed, and by what.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Crossed {
    /// What is watched.
    pub what: What,
    /// Type or kind, where one is watched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The threshold.
    pub limit: Limit,
    /// What is so, in a sentence.
    pub said: String,
    /// Units of forecasts that cross it.
    pub units: Vec<String>,
    /// Incidents or constraints behind it.
    pub evidence: Vec<String>,
    /// Line of `tensions.toml`.
    pub line: usize,
}

/// Names of price grades above normal.
pub(super) const GRADES: [&str; 3] = ["stress", "alert", "crisis"];

impl Signal {
    /// Begins the id of every signal.
    pub const PREFIX: &str = "ear-";

    /// Stable id, from the area and what is watched there.
    pub fn id(&self) -> String {
        let text = format!("{}|{:?}|{:?}|{:?}", self.area.name, self.what, self.of, self.limit);
        let hash = ContentHash::of(text.as_bytes());
        format!("{}{}", Self::PREFIX, hash.as_str().get(..12).unwrap_or_default())
    }

    /// Whether the readings cross it.
    pub fn crossed(&self, readings: &Readings) -> Option<Crossed> {
        match (self.what, &self.limit) {
            (What::PAny, Limit::AtLeast(least)) => self.forecasts(
                readings,
                |f| f.p_any >= *least,
                |f| {
                    format!(
                        "{}: probability of any death {:.2} in {} (threshold {least})",
                        f.unit, f.p_any, f.period
                    )
                },
            ),
            (What::MeanRatio, Limit::AtLeast(least)) => {
                let above = |f: &Forecasted| f.mean > 0.0 && f.mean >= least * f.recent;
                self.forecasts(readings, above, |f| {
                    format!(
                        "{}: {:.1} deaths expected in {}, against {:.1} a month in the last twelve (threshold {least} times)",
                        f.unit, f.mean, f.period, f.recent
                    )
                })
            }
            (What::Incidents, Limit::AtLeast(least)) => {
                self.counted(&readings.incidents, readings.day, *least)
            }
            (What::Constraint, Limit::AtLeast(least)) => {
                self.counted(&readings.constraints, readings.day, *least)
            }
            (What::PriceAlert, Limit::Grade(least)) => self.priced(&readings.prices, *least),
            _ => None,
        }
    }

    fn touches(&self, areas: &[Region]) -> bool {
        areas.iter().any(|area| self.area.covers(area))
    }

    fn crossing(&self, said: String, units: Vec<String>, evidence: Vec<String>) -> Crossed {
        let (what, of, limit, line) = (self.what, self.of.clone(), self.limit.clone(), self.line);
        Crossed { what, of, limit, said, units, evidence, line }
    }

    /// The first unit and month in the order of the rows is said; all units are listed.
    fn forecasts(
        &self,
        readings: &Readings,
        above: impl Fn(&Forecasted) -> bool,
        say: impl Fn(&Forecasted) -> String,
    ) -> Option<Crossed> {
        let crossing: Vec<&Forecasted> =
            readings.forecasts.iter().filter(|f| self.touches(&f.areas) && above(f)).collect();
        let first = crossing.first()?;
        let mut units: Vec<String> = Vec::new();
        crossing.iter().for_each(|f| {
            if !units.contains(&f.unit) {
                units.push(f.unit.clone());
            }
        });
        let others = units.len().saturating_sub(1);
        let more = if others > 0 { format!("; and {others} more units") } else { String::new() };
        Some(self.crossing(say(first) + &more, units, Vec::new()))
    }

    fn counted(&self, all: &[Happened], day: Option<Date>, least: f64) -> Option<Crossed> {
        let day = day?;
        let lately = |at: Date| at <= day && i64::from((day - at).get_days()) < self.days;
        let of = |h: &&Happened| self.of.as_ref().is_none_or(|of| *of == h.of);
        let fits: Vec<&Happened> =
            all.iter().filter(of).filter(|h| lately(h.day) && self.touches(&h.areas)).collect();
        if fits.is_empty() || (fits.len() as f64) < least {
            return None;
        }
        let what = self.of.as_deref().unwrap_or("any type");
        let kind = match (self.what, fits.len()) {
            (What::Incidents, 1) => "reported incident",
            (What::Incidents, _) => "reported incidents",
            (_, 1) => "constraint told as in force",
            _ => "constraints told as in force",
        };
        let said =
            format!("{} {kind} ({what}) in the {} days to {day} (threshold {least})", fits.len(), self.days);
        Some(self.crossing(said, Vec::new(), fits.iter().map(|h| h.id.clone()).collect()))
    }

    fn priced(&self, all: &[Priced], least: u8) -> Option<Crossed> {
        let over: Vec<&Priced> = all.iter().filter(|p| p.grade >= least && self.touches(&p.areas)).collect();
        let first = over.first()?;
        let grade =
            |g: u8| g.checked_sub(1).and_then(|g| GRADES.get(usize::from(g))).copied().unwrap_or("normal");
        let more = over.len() - 1;
        let more = if more > 0 { format!("; and {more} more prices") } else { String::new() };
        let said =
            format!("{}: graded {} (threshold {}){more}", first.name, grade(first.grade), grade(least));
        Some(self.crossing(said, Vec::new(), Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(name: &str) -> Region {
        Region { name: name.into(), country: None, whole: false }
    }

    fn signal(what: What, limit: Limit) -> Signal {
        Signal { area: region("East"), what, of: Some("abduction".into()), days: 30, limit, line: 3 }
    }

    fn incident(day: &str, of: &str, area: &str) -> Happened {
        Happened { id: "evt-1".into(), of: of.into(), areas: vec![region(area)], day: day.parse().unwrap() }
    }

    #[test]
    fn incidents_count_by_type_area_and_days() {
        let watch = signal(What::Incidents, Limit::AtLeast(2.0));
        let crossed = |incidents: Vec<Happened>| {
            watch.crossed(&Readings { day: "2024-03-30".parse().ok(), incidents, ..Readings::default() })
        };
        let near = incident("2024-03-01", "abduction", "East");
        assert_eq!(crossed(vec![near.clone(), near.clone()]).unwrap().evidence.len(), 2);
        assert!(crossed(vec![near.clone()]).is_none());
        for other in [
            incident("2024-02-29", "abduction", "East"),
            incident("2024-03-31", "abduction", "East"),
            incident("2024-03-01", "curfew", "East"),
            incident("2024-03-01", "abduction", "West"),
        ] {
            assert!(crossed(vec![near.clone(), other]).is_none());
        }
    }

    #[test]
    fn forecasts_cross_by_probability_and_by_mean() {
        let row = |unit: &str, p_any, mean| Forecasted {
            unit: unit.into(),
            areas: vec![region("East")],
            period: "2024-05".into(),
            p_any,
            mean,
            recent: 2.0,
        };
        let readings = Readings {
            forecasts: vec![row("1", 0.2, 4.0), row("2", 0.6, 3.9), row("3", 0.7, 0.0)],
            ..Readings::default()
        };
        let probable = signal(What::PAny, Limit::AtLeast(0.6)).crossed(&readings).unwrap();
        assert_eq!(probable.units, ["2", "3"]);
        assert!(probable.said.contains("0.60") && probable.said.contains("1 more"), "{}", probable.said);
        let risen = signal(What::MeanRatio, Limit::AtLeast(2.0)).crossed(&readings).unwrap();
        assert_eq!(risen.units, ["1"]);
        assert!(signal(What::PAny, Limit::AtLeast(0.9)).crossed(&readings).is_none());
    }

    #[test]
    fn a_price_crosses_from_its_grade_on() {
        let price = |grade| Priced { name: "Market: rice".into(), areas: vec![region("East")], grade };
        let crossed = |grade| {
            signal(What::PriceAlert, Limit::Grade(2))
                .crossed(&Readings { prices: vec![price(grade)], ..Readings::default() })
        };
        assert!(crossed(1).is_none());
        assert!(crossed(3).unwrap().said.contains("graded crisis (threshold alert)"));
    }
}

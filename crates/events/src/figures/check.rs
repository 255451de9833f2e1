//! One figure, one area: what the source says, what the data say, and whether they agree.

use super::measure::{Measured, measure, says_more};
use super::span::span;
use crate::trend::{Coverage, Reach, count};
use crate::{Area, Estimate, Event, Period, PeriodLength};
use base::{Bound, ClaimId, DocumentId};
use evidence::Claim;
use serde::Serialize;

/// Whether the data agree with a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Within the rounding of the figure told.
    Agrees,
    /// Outside it.
    Differs,
    /// The data do not say; the reason tells why.
    CannotCheck,
}

/// What the source says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Says {
    /// The type of figure.
    #[serde(rename = "type")]
    pub figure: String,
    /// The number.
    pub value: Option<f64>,
    /// Its unit; `times` for a ratio.
    pub unit: Option<String>,
    /// Exact, about, at least, at most.
    pub bound: Option<Bound>,
    /// First period compared.
    pub from: Option<String>,
    /// Last period compared.
    pub to: Option<String>,
    /// The area that it is read to be about.
    pub area: Option<String>,
}

/// One period, as the data have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observed {
    /// `2021` or `2021-03`.
    pub period: String,
    /// Events in the area.
    pub count: u64,
    /// Their deaths.
    pub estimate: Estimate,
    /// Events that cannot be placed.
    pub unplaced: u64,
    /// Events dated too roughly.
    pub apart: u64,
}

/// What the data say by one vintage of the boundaries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The vintage, where the area has one.
    pub vintage: Option<String>,
    /// The denominator.
    pub from: Observed,
    /// The numerator.
    pub to: Observed,
    /// Events in the last period to one in the first.
    pub ratio: Option<f64>,
    /// Deaths (best) in the last period to one in the first.
    pub ratio_deaths: Option<f64>,
}

/// What speaks for each of the two periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Covered {
    /// The first.
    pub from: Coverage,
    /// The last.
    pub to: Coverage,
}

/// A figure beside the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureCheck {
    /// The claim.
    pub claim: ClaimId,
    /// Its words.
    pub quote: String,
    /// Its document; the program prints its name.
    #[serde(skip_serializing)]
    pub document: DocumentId,
    /// What it says.
    pub says: Says,
    /// What the data say, where they say anything.
    pub data: Option<Compared>,
    /// What the data would say by the other boundaries of the area.
    pub other_vintages: Vec<Compared>,
    /// What speaks for the two periods.
    pub coverage: Option<Covered>,
    /// The boundaries used.
    pub vintage: Option<String>,
    /// Whether they agree.
    pub verdict: Verdict,
    /// Why, in words.
    pub reason: String,
}

/// Holds `claim` against the data for one area.
pub(super) fn check(claim: &Claim, area: Option<&String>, measured: &Measured<'_>) -> FigureCheck {
    let span = span(claim.date);
    let mut check = FigureCheck {
        claim: claim.id.clone(),
        quote: claim.quote.clone(),
        document: claim.document.clone(),
        says: Says {
            figure: claim.claim_type.clone(),
            value: claim.quantity.as_ref().map(|q| q.value),
            unit: claim.quantity.as_ref().map(|q| q.unit.clone()),
            bound: claim.quantity.as_ref().map(|q| q.bound),
            from: span.map(|(_, from, _)| from.to_string()),
            to: span.map(|(_, _, to)| to.to_string()),
            area: area.cloned(),
        },
        data: None,
        other_vintages: Vec::new(),
        coverage: None,
        vintage: None,
        verdict: Verdict::CannotCheck,
        reason: String::new(),
    };
    match check.fill(area, span, measured) {
        Ok((verdict, reason)) => (check.verdict, check.reason) = (verdict, reason),
        Err(reason) => check.reason = reason,
    }
    check
}

impl FigureCheck {
    /// Fills in what the data say; the verdict with its reason, or why there is none.
    fn fill(
        &mut self,
        area: Option<&String>,
        span: Option<(PeriodLength, Period, Period)>,
        measured: &Measured<'_>,
    ) -> Result<(Verdict, String), String> {
        let figure = &self.says.figure;
        let measure = measure(figure)
            .ok_or_else(|| format!("a figure of another kind ({figure}): event data count incidents"))?;
        let told = self.says.value.filter(|v| self.says.unit.as_deref() == Some("times") && *v > 0.0);
        let told = told.ok_or("it does not say how many times in numbers")?;
        let (step, from, to) = span.ok_or("it names no two years or months to compare")?;
        let area = area.ok_or("it names no area")?;
        if measured.tables.is_empty() {
            return Err("no event data are imported".into());
        }
        let area = measured.atlas.find(area, None, measured.tables);
        let area = area.map_err(|e| format!("area unknown: {e}"))?;
        let events = measured.counted(measure);
        let data = |area: &Area<'_>| compare(&events, area, step, (from, to), measured);
        let reaches = Reach::of(measured.tables, area.country, step);
        let main = data(&area);
        let covered = Covered { from: Coverage::of(&reaches, from, 0), to: Coverage::of(&reaches, to, 0) };
        self.vintage = area.vintage.clone();
        self.other_vintages = area.others().iter().map(data).collect();
        self.coverage = Some(covered.clone());
        self.data = Some(main.clone());
        for (period, side) in [(from, &covered.from), (to, &covered.to)] {
            if !side.complete {
                return Err(gap(period, &reaches));
            }
        }
        let ratio = main.ratio.ok_or_else(|| format!("no event in {from}: nothing to be {told} times of"))?;
        Ok(self.judge(told, ratio, &main))
    }

    /// The verdict on the ratio of events; that of deaths and other boundaries stand beside it.
    fn judge(&self, told: f64, ratio: f64, main: &Compared) -> (Verdict, String) {
        let bound = self.says.bound.unwrap_or_default();
        let more = says_more(&self.quote);
        let fits = |ratio: f64| agrees(told, bound, ratio) || more && agrees(told + 1.0, bound, ratio);
        let verdict = |ratio: f64| if fits(ratio) { Verdict::Agrees } else { Verdict::Differs };
        let (low, high) = rounding(told, bound);
        let mut said = vec![format!(
            "{} events in {} to {} in {} is {ratio:.2} times; a figure of {told} stands for {low} to {high}{}",
            main.to.count,
            main.to.period,
            main.from.count,
            main.from.period,
            if more { ", or one more where \"times more\" is read strictly" } else { "" },
        )];
        let aside =
            [main.from.unplaced, main.to.unplaced, main.from.apart, main.to.apart].iter().sum::<u64>();
        if aside > 0 {
            said.push(format!("{aside} events of the two periods could not be placed or dated well enough"));
        }
        match main.ratio_deaths {
            Some(deaths) if fits(deaths) != fits(ratio) => {
                said.push(format!("deaths, {deaths:.2} times, say otherwise"));
            }
            _ => {}
        }
        for other in &self.other_vintages {
            if other.ratio.map(fits) != Some(fits(ratio)) {
                let ratio = other.ratio.map_or("no ratio".to_owned(), |r| format!("{r:.2} times"));
                said.push(format!(
                    "by the boundaries \"{}\" it is {ratio}",
                    other.vintage.as_deref().unwrap_or("-")
                ));
            }
        }
        (verdict(ratio), said.join("; "))
    }
}

fn compare(
    events: &[&Event],
    area: &Area<'_>,
    step: PeriodLength,
    ends: (Period, Period),
    measured: &Measured<'_>,
) -> Compared {
    let all = count(events.iter().copied(), &measured.rows, area, step, None);
    let side = |period: Period| {
        let counted = all.at(period);
        Observed {
            period: period.to_string(),
            count: counted.count,
            estimate: counted.estimate,
            unplaced: counted.unplaced,
            apart: counted.apart,
        }
    };
    let (from, to) = (side(ends.0), side(ends.1));
    let over = |to: f64, from: f64| (from > 0.0).then(|| to / from);
    Compared {
        vintage: area.vintage.clone(),
        ratio: over(to.count as f64, from.count as f64),
        ratio_deaths: over(to.estimate.best, from.estimate.best),
        from,
        to,
    }
}

/// Why the data do not cover a period.
fn gap(period: Period, reaches: &[Reach]) -> String {
    let spans: Vec<String> = reaches.iter().map(Reach::describe).collect();
    match spans.is_empty() {
        true => format!("no data for {period}: no release holds rows of the country"),
        false => format!("no data for all of {period}: {}", spans.join(", ")),
    }
}

/// How far "about" may be off, as a share of the figure: our convention.
const ABOUT: f64 = 0.2;

/// The ratios that a figure stands for: half a unit of its last digit to either side; a fifth of it for "about"; open to
/// one side for "more than" and "less than". Our convention, printed with the verdict.
fn rounding(told: f64, bound: Bound) -> (f64, f64) {
    let decimals = told.to_string().split_once('.').map_or(0, |(_, d)| d.len());
    let half = 0.5 / 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    match bound {
        Bound::Exact => (told - half, told + half),
        Bound::About => (told * (1.0 - ABOUT), told * (1.0 + ABOUT)),
        Bound::AtLeast => (told - half, f64::INFINITY),
        Bound::AtMost => (0.0, told + half),
    }
}

fn agrees(told: f64, bound: Bound, ratio: f64) -> bool {
    let (low, high) = rounding(told, bound);
    low <= ratio && ratio < high
}

//! `bbox` and `datetime`.

use crate::answers::{Asked, Problem};
use base::{Date, Interval};
use serde::Deserialize;
use serde_json::Value;

/// What narrows items.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filter {
    /// West, south, east, north; where west is above east the box crosses the antimeridian.
    bbox: Option<[f64; 4]>,
    span: Option<Interval>,
}

impl Filter {
    pub fn of(asked: &Asked) -> Result<Self, Problem> {
        let bbox = asked.text("bbox").map(|text| {
            bbox(text).ok_or_else(|| {
                Problem::bad(format!("bbox: `{text}` is not west,south,east,north in degrees"))
            })
        });
        let span = asked.text("datetime").map(|text| {
            span(text).ok_or_else(|| {
                Problem::bad(format!(
                    "datetime: `{text}` is no day, no time of RFC 3339 and no interval of them"
                ))
            })
        });
        Ok(Self { bbox: bbox.transpose()?, span: span.transpose()? })
    }

    /// What has no time passes any time; what has no place lies in no box.
    pub fn holds(&self, row: &Value) -> bool {
        let told = self.span.is_none_or(|span| when(row).is_none_or(|date| date.overlaps(&span)));
        told && self
            .bbox
            .is_none_or(|bbox| bounds(std::slice::from_ref(row)).is_some_and(|own| meet(own, bbox)))
    }
}

fn bbox(text: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = text.split(',').map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
    let found = match numbers.as_slice() {
        [w, s, e, n] | [w, s, _, e, n, _] => [*w, *s, *e, *n],
        _ => return None,
    };
    (found.iter().all(|n| n.is_finite()) && found[1] <= found[3]).then_some(found)
}

fn span(text: &str) -> Option<Interval> {
    let end = |text: &str| match text {
        "" | ".." => Some(None),
        text => day(text).map(Some),
    };
    let found = match text.split_once('/') {
        None => Interval::day(day(text)?),
        Some((start, last)) => Interval { start: end(start)?, end: end(last)? },
    };
    let known = found.start.is_some() || found.end.is_some();
    (known && found.start.zip(found.end).is_none_or(|(a, b)| a <= b)).then_some(found)
}

/// The day of a day or a time; times count in UTC.
fn day(text: &str) -> Option<Date> {
    if text.len() == 10 {
        return text.parse().ok();
    }
    let time: jiff::Timestamp = text.parse().ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// When a feature is told of.
fn when(row: &Value) -> Option<Interval> {
    let day = |name: &str| Date::deserialize(row.get(name)?).ok();
    let date = row.get("date").and_then(|d| Interval::deserialize(d).ok());
    let month = || day("month").map(|m| Interval::between(m.first_of_month(), m.last_of_month()));
    date.or_else(month).or_else(|| day("since").map(Interval::since))
}

fn meet(a: [f64; 4], b: [f64; 4]) -> bool {
    let east_west = if b[0] <= b[2] { a[0] <= b[2] && b[0] <= a[2] } else { a[2] >= b[0] || a[0] <= b[2] };
    east_west && a[1] <= b[3] && b[1] <= a[3]
}

/// The box around features; `None` where none has a place.
pub(super) fn bounds(rows: &[Value]) -> Option<[f64; 4]> {
    let mut found = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    rows.iter().filter_map(|row| row.get("geometry")?.get("coordinates")).for_each(|c| widen(&mut found, c));
    (found[0] <= found[2]).then_some(found)
}

fn widen(found: &mut [f64; 4], coordinates: &Value) {
    let Some(list) = coordinates.as_array() else { return };
    match (list.first().and_then(Value::as_f64), list.get(1).and_then(Value::as_f64)) {
        (Some(x), Some(y)) => {
            *found = [found[0].min(x), found[1].min(y), found[2].max(x), found[3].max(y)];
        }
        _ => list.iter().for_each(|part| widen(found, part)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_box_has_four_numbers_and_may_cross_the_antimeridian() {
        assert_eq!(bbox("-12, 13,-9,15"), Some([-12.0, 13.0, -9.0, 15.0]));
        assert_eq!(bbox("-12,13,0,-9,15,0"), Some([-12.0, 13.0, -9.0, 15.0]));
        for wrong in ["", "1,2,3", "a,b,c,d", "0,9,1,8", "NaN,0,1,1", "1,2,3,4,5"] {
            assert_eq!(bbox(wrong), None, "{wrong}");
        }
        let point = [179.5, 0.0, 179.5, 0.0];
        assert!(meet(point, [179.0, -1.0, -179.0, 1.0]) && !meet([0.0; 4], [179.0, -1.0, -179.0, 1.0]));
    }

    #[test]
    fn a_time_is_a_day_or_an_interval() {
        let is =
            |text: &str| span(text).map(|s| (s.start.map(|d| d.to_string()), s.end.map(|d| d.to_string())));
        let day = |d: &str| Some(d.to_owned());
        assert_eq!(is("2025-09-06"), Some((day("2025-09-06"), day("2025-09-06"))));
        assert_eq!(is("2025-09-06T23:30:00-02:00/.."), Some((day("2025-09-07"), None)));
        assert_eq!(is("/2025-09-06"), Some((None, day("2025-09-06"))));
        for wrong in ["", "..", "../..", "/", "soon", "2025-13-01", "2025-09-07/2025-09-06", "2025-09-06/x"] {
            assert_eq!(is(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_has_no_place_lies_in_no_box_and_what_has_no_time_in_any() {
        let filter = Filter { bbox: Some([-12.0, 13.0, -9.0, 15.0]), span: span("2025-09-01/2025-09-30") };
        let at = |lon: f64| json!({"type": "Point", "coordinates": [lon, 14.0]});
        assert!(filter.holds(&json!({"geometry": at(-10.0)})));
        assert!(!filter.holds(&json!({"geometry": at(-20.0)})) && !filter.holds(&json!({"geometry": null})));
        let dated = |month: &str| json!({"geometry": at(-10.0), "month": month});
        assert!(filter.holds(&dated("2025-09-01")) && !filter.holds(&dated("2025-08-01")));
    }
}

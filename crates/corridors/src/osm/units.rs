//! Speeds, masses, heights and times as mappers write them.

use super::rules::Rules;

/// A value that was read: a figure, or words that mean "no figure".
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    /// A figure.
    Figure(f32),
    /// Said to be without limit, or not signed.
    Nothing,
    /// Cannot be read.
    Unread,
}

/// Kilometres in an international mile.
const KM_PER_MILE: f32 = 1.609_344;
/// Tonnes in a short ton.
const T_PER_SHORT_TON: f32 = 0.907_184_7;
/// Tonnes in a pound.
const T_PER_POUND: f32 = 0.000_453_592_4;
/// Metres in a foot.
const M_PER_FOOT: f32 = 0.3048;
/// Metres in an inch.
const M_PER_INCH: f32 = 0.0254;

/// `maxspeed`, km/h: `50`, `30 mph`, `ML:rural`; of several values the least.
pub fn speed(value: &str) -> Told {
    least(value, |part| match part {
        "none" | "signals" | "variable" | "unposted" | "implicit" => Told::Nothing,
        _ => match figure(part) {
            Some((number, "" | "km/h" | "kmh" | "kph")) => within(number, 300.0),
            Some((number, "mph")) => within(number * KM_PER_MILE, 300.0),
            Some((number, "knots")) => within(number * 1.852, 300.0),
            Some(_) => Told::Unread,
            None => speed_code(part),
        },
    })
}

fn speed_code(code: &str) -> Told {
    let rules = &Rules::get().maxspeed;
    let word = code.rsplit_once(':').map_or(code, |(_, word)| word);
    if let Some(zone) = figure(word) {
        return within(zone.0, 300.0);
    }
    rules.get(code).or_else(|| rules.get(word)).map_or(Told::Unread, |kmh| Told::Figure(*kmh))
}

/// `maxweight`, tonnes: `3.5`, `7.5 t`, `5000 kg`, `16 st`; of several values the least.
pub fn mass(value: &str) -> Told {
    least(value, |part| match figure(part) {
        Some((number, "" | "t" | "to" | "tonnes" | "tons")) => within(number, 1_000.0),
        Some((number, "kg")) => within(number / 1_000.0, 1_000.0),
        Some((number, "st")) => within(number * T_PER_SHORT_TON, 1_000.0),
        Some((number, "lbs" | "lb")) => within(number * T_PER_POUND, 1_000.0),
        Some(_) => Told::Unread,
        None => nothing(part),
    })
}

/// `maxheight`, metres: `4`, `4.2 m`, `13'6"`; of several values the least.
pub fn height(value: &str) -> Told {
    least(value, |part| match figure(part) {
        Some((number, "" | "m" | "meters" | "metres")) => within(number, 100.0),
        Some((number, "cm")) => within(number / 100.0, 100.0),
        Some((feet, rest)) => match rest.strip_prefix(['\'', '′']).or_else(|| rest.strip_prefix("ft")) {
            Some(inches) => feet_and_inches(feet, inches.trim()),
            None => Told::Unread,
        },
        None => nothing(part),
    })
}

fn feet_and_inches(feet: f32, inches: &str) -> Told {
    match figure(inches) {
        None if inches.is_empty() => within(feet * M_PER_FOOT, 100.0),
        Some((number, "" | "\"" | "″" | "''" | "in")) => {
            within(feet * M_PER_FOOT + number * M_PER_INCH, 100.0)
        }
        _ => Told::Unread,
    }
}

fn nothing(word: &str) -> Told {
    let nothing =
        ["none", "no", "default", "unsigned", "below_default", "no_sign", "no_indications", "unknown"];
    if nothing.contains(&word) { Told::Nothing } else { Told::Unread }
}

/// `duration`, seconds: `20` (minutes), `1:30`, `01:30:00`, `PT1H30M`.
pub fn duration(value: &str) -> Told {
    if let Some(iso) = value.strip_prefix("PT") {
        return iso_time(iso);
    }
    let parts: Option<Vec<f32>> = value.split(':').map(|p| p.trim().parse().ok()).collect();
    match parts.as_deref() {
        Some([minutes]) => within(minutes * 60.0, 1e6),
        Some([hours, minutes]) => within(hours * 3600.0 + minutes * 60.0, 1e6),
        Some([hours, minutes, seconds]) => within(hours * 3600.0 + minutes * 60.0 + seconds, 1e6),
        _ => Told::Unread,
    }
}

fn iso_time(mut rest: &str) -> Told {
    let mut seconds = 0.0;
    while let Some((number, unit)) = figure(rest) {
        let (factor, tail) = match unit.split_at_checked(1) {
            Some(("H", tail)) => (3600.0, tail),
            Some(("M", tail)) => (60.0, tail),
            Some(("S", tail)) => (1.0, tail),
            _ => return Told::Unread,
        };
        seconds += number * factor;
        rest = tail;
    }
    if rest.is_empty() { within(seconds, 1e6) } else { Told::Unread }
}

fn within(number: f32, most: f32) -> Told {
    if number > 0.0 && number <= most { Told::Figure(number) } else { Told::Unread }
}

/// The least of values parted by `;`.
fn least(value: &str, one: impl Fn(&str) -> Told) -> Told {
    value.split([';', '|']).map(|part| one(part.trim())).fold(Told::Nothing, |least, told| {
        match (least, told) {
            (Told::Figure(a), Told::Figure(b)) => Told::Figure(a.min(b)),
            (Told::Figure(a), _) | (_, Told::Figure(a)) => Told::Figure(a),
            (Told::Unread, _) | (_, Told::Unread) => Told::Unread,
            (Told::Nothing, Told::Nothing) => Told::Nothing,
        }
    })
}

/// A leading figure, with point or comma, and the unit after it.
fn figure(part: &str) -> Option<(f32, &str)> {
    let end = part.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(part.len());
    let (number, unit) = part.split_at(end);
    Some((number.replace(',', ".").parse().ok()?, unit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(told: Told, figure: f32) {
        assert!(matches!(told, Told::Figure(f) if (f - figure).abs() < 0.01), "{told:?} is not {figure}");
    }

    #[test]
    fn speeds() {
        let cases = [
            ("50", 50.0),
            ("50 km/h", 50.0),
            ("30 mph", 48.28),
            ("ML:rural", 90.0),
            ("DE:rural", 100.0),
            ("80;60", 60.0),
            ("DE:zone:30", 30.0),
            ("DE:zone30", 30.0),
        ];
        cases.iter().for_each(|(value, kmh)| near(speed(value), *kmh));
        assert_eq!(speed("none"), Told::Nothing);
        assert_eq!(speed("fast"), Told::Unread);
        assert_eq!(speed("0"), Told::Unread);
        assert_eq!(speed("9999"), Told::Unread);
    }

    #[test]
    fn masses_and_heights() {
        [("3.5", 3.5), ("3,5 t", 3.5), ("5000 kg", 5.0), ("16 st", 14.51), ("10000 lbs", 4.54)]
            .iter()
            .for_each(|(value, t)| near(mass(value), *t));
        [("4", 4.0), ("4.2 m", 4.2), ("13'6\"", 4.11), ("13 ft 6 in", 4.11), ("12'", 3.66), ("350 cm", 3.5)]
            .iter()
            .for_each(|(value, m)| near(height(value), *m));
        assert_eq!(height("default"), Told::Nothing);
        assert_eq!(mass("heavy"), Told::Unread);
    }

    #[test]
    fn times() {
        [("20", 1200.0), ("1:30", 5400.0), ("00:05:30", 330.0), ("PT1H30M", 5400.0), ("PT45S", 45.0)]
            .iter()
            .for_each(|(value, s)| near(duration(value), *s));
        assert_eq!(duration("soon"), Told::Unread);
        assert_eq!(duration("PT1Hx"), Told::Unread);
    }
}

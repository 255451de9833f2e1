//! Numbers and units as each language writes them.

use super::{Lang, Messages};
use crate::Amount;
use base::Bound;
use fluent_bundle::FluentValue;

/// A whole number of things, for a message's plural.
pub(crate) fn count<'a>(n: usize) -> FluentValue<'a> {
    // Counts of a letter are far below 2^53, where f64 is exact.
    FluentValue::from(n as f64)
}

/// The number without a unit: « 2 700 000 », « 2,7 », "2,700,000", "2.7".
pub(crate) fn plain(value: f64, lang: Lang) -> String {
    let digits = value.abs().to_string();
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let (group, point) = match lang {
        Lang::French => ('\u{202f}', ','),
        Lang::English => (',', '.'),
    };
    let mut out = String::from(if value < 0.0 { "−" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(point);
        out.push_str(decimals);
    }
    out
}

/// The number with its unit and bound, without what it is a share of: « plus de 2,7 millions de tonnes par an ».
pub(crate) fn say_amount(messages: &Messages, amount: &Amount) -> String {
    let bound = match amount.bound {
        Bound::Exact => return with_unit(messages, amount),
        Bound::About => "bound-about",
        Bound::AtLeast => "bound-at_least",
        Bound::AtMost => "bound-at_most",
    };
    messages.tell(bound, [("amount", with_unit(messages, amount).into())])
}

fn with_unit(messages: &Messages, amount: &Amount) -> String {
    let key = format!("unit-{}", amount.unit.replace('/', "-per-"));
    let number = match scale(amount.value) {
        Some((scaled, name)) => {
            let number = messages.tell(name, [("n", scaled.into())]);
            if let Some(said) = messages.find(&format!("{key}.scaled"), Some(&args(&number, scaled))) {
                return said;
            }
            number
        }
        None => plain(amount.value, messages.lang),
    };
    messages
        .find(&key, Some(&args(&number, amount.value)))
        .unwrap_or_else(|| format!("{number}\u{a0}{}", amount.unit.replace('_', " ")))
}

fn args<'a>(number: &'a str, value: f64) -> super::Args<'a> {
    [("number", FluentValue::from(number)), ("n", FluentValue::from(value))].into_iter().collect()
}

/// Millions and billions, where three significant decimals hold the number exactly.
fn scale(value: f64) -> Option<(f64, &'static str)> {
    let (unit, name) = match value.abs() {
        v if v >= 1e9 => (1e9, "number-billion"),
        v if v >= 1e6 => (1e6, "number-million"),
        _ => return None,
    };
    let thousandths = value / (unit / 1000.0);
    (thousandths.is_finite() && thousandths.fract() == 0.0).then_some((thousandths / 1000.0, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: f64, unit: &str, bound: Bound) -> [String; 2] {
        Lang::ALL.map(|lang| {
            say_amount(&Messages::new(lang), &Amount { value, unit: unit.to_owned(), bound, of: None })
                .replace(['\u{a0}', '\u{202f}'], " ")
        })
    }

    #[test]
    fn written_as_each_language_writes_them() {
        assert_eq!(said(2.7e6, "tonne", Bound::Exact), ["2,7 millions de tonnes", "2.7 million tonnes"]);
        assert_eq!(
            said(1.6e9, "USD", Bound::About),
            ["environ 1,6 milliard de dollars", "about US$1.6 billion"]
        );
        assert_eq!(said(30.0, "percent", Bound::AtLeast), ["plus de 30 %", "more than 30%"]);
        assert_eq!(said(1.0, "truck", Bound::Exact), ["1 camion", "1 lorry"]);
        assert_eq!(
            said(12_345.0, "people", Bound::AtMost),
            ["moins de 12 345 personnes", "fewer than 12,345 people"]
        );
        assert_eq!(said(2_753_211.0, "people", Bound::Exact), ["2 753 211 personnes", "2,753,211 people"]);
        assert_eq!(said(4.0, "odd_unit", Bound::Exact), ["4 odd unit", "4 odd unit"]);
    }
}

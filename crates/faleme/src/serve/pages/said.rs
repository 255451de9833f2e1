//! What templates can say: `t("message", n=3)`, `term("type", "armed_attack")`, `date(…)`, `number(…)`.

use super::super::words::words;
use super::arcs::{Depends, Told, arcs};
use super::french::french;
use super::marked::{Mark, marked};
use crate::answers::Lang;
use base::{Date, Interval, Span};
use letter::Messages;
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value};
use serde::Deserialize;

/// Gives templates the words of a language.
pub fn add(env: &mut Environment<'static>, lang: Lang) {
    env.add_function("t", move |key: &str, args: Kwargs| -> Result<String, Error> {
        let names: Vec<&str> = args.args().collect();
        let mut given = Vec::new();
        for name in names {
            let value: Value = args.get(name)?;
            let number = f64::try_from(value.clone()).ok();
            given.push((name, number.map_or_else(|| value.to_string().into(), Into::into)));
        }
        Ok(words(lang).speak(key, given))
    });
    env.add_function("term", move |prefix: &str, name: &str| words(lang).name(prefix, name));
    env.add_function("number", move |value: f64| words(lang).number(brief(value)));
    env.add_function("date", move |value: Value| {
        serde_json::to_value(value).map(|v| date(words(lang), &v)).unwrap_or_default()
    });
    env.add_function("marked", move |text: &str, start: usize, end: usize, claims: Value| {
        let marks: Vec<Mark> = read(claims);
        let said = |mark: Mark| Mark { label: words(lang).name("type", &mark.label), ..mark };
        let marks: Vec<Mark> = marks.into_iter().map(said).collect();
        Value::from_safe_string(marked(text, Span { start, end }, &marks, lang.tag()))
    });
    env.add_function("told", move |text: &str| match lang {
        Lang::French => french(text, &|_| None).unwrap_or_else(|| text.to_owned()),
        Lang::English => text.to_owned(),
    });
    env.add_function("arcs", |documents: Value, relations: Value, here: &str| {
        let (documents, relations): (Vec<Told>, Vec<Depends>) = (read(documents), read(relations));
        arcs(&documents, &relations, here).map_or(Value::UNDEFINED, Value::from_safe_string)
    });
    env.add_function("month_of", move |day: &str| {
        let day: Option<Date> = day.parse().ok();
        day.map(|d| words(lang).date(&Interval::between(d.first_of_month(), d.last_of_month())))
            .unwrap_or_default()
    });
    env.add_function("words", move |keys: Vec<String>| {
        let said = |key: String| (key.clone(), words(lang).speak(&key, []));
        Value::from_iter(keys.into_iter().map(said).collect::<std::collections::BTreeMap<_, _>>())
    });
    env.add_function("quoted", |text: &str, lang: &str| Messages::quoted(text, lang));
}

/// A list of the answer, as the program reads it.
fn read<T: serde::de::DeserializeOwned>(list: Value) -> Vec<T> {
    let items = serde_json::to_value(list).ok().and_then(|v| v.as_array().cloned()).unwrap_or_default();
    items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect()
}

/// A day or an interval as the language writes it; nothing for neither.
pub fn date(words: &Messages, value: &serde_json::Value) -> String {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Day(Date),
        Interval(Interval),
    }
    match Either::deserialize(value) {
        Ok(Either::Day(day)) => words.date(&Interval::day(day)),
        Ok(Either::Interval(interval)) => words.date(&interval),
        Err(_) => String::new(),
    }
}

/// A number as a page shows it: two decimals, four below one. Files and programs have all of them.
pub fn brief(number: f64) -> f64 {
    let scale = if number.abs() < 1.0 { 1e4 } else { 1e2 };
    let rounded = (number * scale).round() / scale;
    // Nothing is minus nothing.
    if rounded.is_finite() { rounded + 0.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn a_page_shows_no_more_digits_than_are_read() {
        let shown = [1.833_333_333, 0.243_717_327, 276.114_9, -0.000_04, 1_810_000.0, f64::MAX].map(brief);
        assert_eq!(shown, [1.83, 0.2437, 276.11, 0.0, 1_810_000.0, f64::MAX]);
    }
}

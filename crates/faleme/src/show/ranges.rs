//! Numbers with their ranges, as scripts and people read them.

use supply::Range;

/// A range as numbers; `null` where there is no end.
pub type Span = Range<Option<f64>>;

/// Rounded to three decimals; `None` for what is no number.
pub fn number(value: impl Into<f64>) -> Option<f64> {
    let value: f64 = value.into();
    // Adding zero takes the sign off a negative one.
    value.is_finite().then(|| (value * 1000.0).round() / 1000.0 + 0.0)
}

pub fn span<T: Copy + Into<f64>>(range: Range<T>) -> Span {
    range.map(number)
}

/// `12`, `3.4`, `0.05`; nothing for nothing.
pub fn plain(value: Option<f64>) -> String {
    match value {
        None => String::new(),
        Some(v) if v.abs() < 0.005 => "0".into(),
        Some(v) if v.abs() >= 100.0 => format!("{v:.0}"),
        Some(v) if v.abs() >= 1.0 => format!("{v:.1}"),
        Some(v) => format!("{v:.2}"),
    }
}

/// `4 (2–9)`: best, low and high.
pub fn ranged(span: &Span) -> String {
    let end = |v: Option<f64>| v.map_or("no end".to_owned(), |v| plain(Some(v)));
    match span.low == span.high {
        true => end(span.best),
        false => format!("{} ({}–{})", end(span.best), end(span.low), end(span.high)),
    }
}

/// `12 %`.
pub fn percent(value: Option<f64>) -> String {
    value.map(|v| format!("{:.0} %", v * 100.0)).unwrap_or_default()
}

/// `12 % (5 %–20 %)`: best, low and high.
pub fn percents(span: &Span) -> String {
    match span.low == span.high {
        true => percent(span.best),
        false => format!("{} ({}–{})", percent(span.best), percent(span.low), percent(span.high)),
    }
}

/// Money in millions.
pub fn millions(value: Option<f64>) -> String {
    plain(value.map(|v| v / 1e6))
}

/// Adds a table under its title, if it has rows.
pub fn push(out: &mut String, title: &str, rows: String) {
    if !rows.is_empty() {
        if !title.is_empty() {
            out.push_str(title);
            out.push('\n');
        }
        out.push_str(&rows);
        out.push('\n');
    }
}

//! Prices: rows for scripts, the latest of each series for people.

use crate::store::{Basis, DataFile};
use crate::table::table;
use base::Country;
use events::datasets::country_named;
use serde::Serialize;
use supply::prices::{Alps, Book, Compared, Comparison, Counts, Flags, Level, Monthly, Nature, Point};

/// A price of a period.
#[derive(Serialize)]
pub struct PriceShown<'a> {
    market: &'a str,
    commodity: &'a str,
    currency: &'a str,
    unit: &'a str,
    period: String,
    price: f64,
    alps: Option<f64>,
    level: Option<Level>,
    eligible: bool,
    /// `observed` or `modelled`.
    nature: Nature,
    price_type: Option<&'a str>,
    country: Option<Country>,
    admin1: Option<&'a str>,
    unit_written: &'a str,
    /// The seasonal trend that `alps` is measured from.
    fit: Option<f64>,
    /// Residual standard error of the trend.
    sigma: Option<f64>,
    /// Periods without a price since the one before.
    gap: i32,
    /// Prices that `price` is the mean of.
    observations: u32,
    /// In US dollars, where the table gives it.
    usd: Option<f64>,
    flags: Vec<&'static str>,
    file: &'a str,
    /// Line of the first of them; `why DIR prices/FILE:ROW` shows it.
    row: u32,
}

/// Every period of every series.
pub fn prices<'a>(book: &'a Book, graded: &[Alps]) -> Vec<PriceShown<'a>> {
    let of_series = |(series, alps): (&'a Monthly, &Alps)| {
        let country = country_named(&series.key.country);
        let points = series.points.iter().zip(&alps.grades);
        points
            .map(|(point, grade)| PriceShown {
                market: &series.key.market,
                commodity: &series.key.commodity,
                currency: &series.key.currency,
                unit: &series.key.unit.told,
                period: series.period(point),
                price: point.price,
                alps: grade.map(|g| g.alps),
                level: grade.map(|g| g.level),
                eligible: alps.is_eligible(),
                nature: series.key.nature,
                price_type: some(&series.key.price_type),
                country,
                admin1: some(&series.key.admin1),
                unit_written: &series.key.unit.written,
                fit: grade.map(|g| g.fit),
                sigma: alps.sigma,
                gap: point.gap,
                observations: point.count,
                usd: point.usd,
                flags: point.flags.names(),
                file: file(book, point),
                row: point.row,
            })
            .collect::<Vec<_>>()
    };
    book.series.iter().zip(graded).flat_map(of_series).collect()
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn file<'a>(book: &'a Book, point: &Point) -> &'a str {
    book.sources.get(point.source).map_or("", |s| s.file.as_str())
}

/// The latest period of each series.
pub fn prices_table(book: &Book, graded: &[Alps]) -> String {
    let row = |(series, alps): (&Monthly, &Alps)| {
        let point = series.points.last()?;
        let grade = alps.grades.last().copied().flatten();
        let key = &series.key;
        let missing = series.points.iter().map(|p| p.gap).sum::<i32>();
        Some(vec![
            key.market.clone(),
            key.commodity.clone(),
            key.price_type.clone(),
            key.nature.as_str().to_owned(),
            series.period(point),
            format!("{} {}", rounded(point.price), key.currency),
            key.unit.told.clone(),
            grade.map_or_else(|| "-".into(), |g| format!("{:+.2}", g.alps)),
            grade.map_or_else(|| "-".into(), |g| g.level.as_str().to_owned()),
            alps.eligibility.map_or_else(
                || "no: yearly".into(),
                |e| if e.holds() { "yes".into() } else { format!("no: {}", e.lacks().join(", ")) },
            ),
            if missing > 0 { missing.to_string() } else { String::new() },
            series.points.iter().fold(Flags::default(), |all, p| all.and(p.flags)).names().join(", "),
        ])
    };
    let rows: Vec<Vec<String>> = book.series.iter().zip(graded).filter_map(row).collect();
    let header = [
        "market",
        "commodity",
        "type",
        "seen",
        "period",
        "price",
        "per",
        "ALPS",
        "level",
        "graded",
        "gaps",
        "flags",
    ];
    table(&header, &rows)
}

fn rounded(price: f64) -> String {
    if price >= 100.0 { format!("{price:.0}") } else { format!("{price:.2}") }
}

/// The imported files.
pub fn price_files_table(files: &[DataFile]) -> String {
    let row = |f: &DataFile| {
        let counts: Counts = serde_json::from_value(f.counts.clone()).unwrap_or_default();
        let days = counts.days.map_or_else(String::new, |(first, last)| format!("{first} to {last}"));
        let released =
            if f.basis == Basis::Given { f.released.to_string() } else { format!("{} (latest)", f.released) };
        let skipped: u64 = counts.skipped.values().sum();
        let numbers = [counts.read, counts.kept, counts.flagged, skipped, counts.series, counts.markets];
        let mut row = vec![f.name.clone(), f.form.clone(), released, days];
        row.extend(numbers.map(|n| n.to_string()));
        row
    };
    let header =
        ["file", "layout", "released", "days", "read", "kept", "flagged", "skipped", "series", "markets"];
    table(&header, &files.iter().map(row).collect::<Vec<_>>())
}

/// `30 rows read: 28 kept, 1 flagged, 1 skipped (row.duplicate 1); …`
pub fn tally_words(counts: &Counts) -> String {
    let skipped: u64 = counts.skipped.values().sum();
    let by = |of: &std::collections::BTreeMap<String, u64>| {
        let parts: Vec<String> = of.iter().map(|(code, count)| format!("{code} {count}")).collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    };
    let days = counts.days.map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
    format!(
        "{} rows read: {} kept, {} flagged{}, {skipped} skipped{}; {} observed and {} modelled prices in {} series of {} markets{days}",
        counts.read,
        counts.kept,
        counts.flagged,
        by(&counts.flags),
        by(&counts.skipped),
        counts.observed,
        counts.modelled,
        counts.series,
        counts.markets,
    )
}

/// A market beside its neighbours, in words.
pub fn compared_text(compared: &Compared, note: &str) -> String {
    let window = &compared.window;
    let mut out = format!(
        "{}, {} to {}; {} counts on neither side\n",
        [compared.market.as_str(), &compared.admin1]
            .into_iter()
            .filter(|n| !n.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        window.from,
        window.to,
        window.since
    );
    compared.comparisons.iter().for_each(|c| out.push_str(&one(c)));
    for refused in &compared.refused {
        out.push_str(&format!("\n{}: no figure, {}\n", refused.commodity, refused.why));
    }
    if !compared.comparisons.is_empty() {
        out.push_str(&format!("\n{note}\n"));
    }
    out
}

fn one(c: &Comparison) -> String {
    let name = [c.commodity.as_str(), &c.price_type, &c.unit, &c.currency];
    let name = name.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(", ");
    let mut out = format!(
        "\n{name}: {:+.1} % against {} neighbours (95 %: {:+.1} to {:+.1} %); log difference {:.4}, standard error {:.4}; \
         {} months before, {} after\n",
        c.change_percent,
        c.neighbours.len(),
        c.low_percent,
        c.high_percent,
        c.difference,
        c.standard_error,
        c.months_before,
        c.months_after
    );
    for n in &c.neighbours {
        let far = n.km.map_or_else(|| "same division".to_owned(), |km| format!("{km:.0} km"));
        let change = n.difference.exp_m1() * 100.0;
        out.push_str(&format!(
            "  {} ({far}): {change:+.1} %, {} and {} months\n",
            n.market, n.before, n.after
        ));
    }
    out
}

//! The door for tables: bytes in, series and an account of every row out.

use super::layout::{Layout, Plan, delimiter, plan};
use super::rows::{Rows, Stretch, is_of_item};
use super::series::{Flags, Observation, Series};
use super::table::{Chunk, Record, Records, chunks, texts};
use super::tally::{Counts, Faults};
use super::value::{date_of, year_end};
use base::{Checked, Date, Issue};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Bytes that a thread reads at a time.
const STRETCH: usize = 1 << 18;

/// A table of prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Name of its layout, or of the mapping.
    pub layout: String,
    /// Its series, in the order of their first rows.
    pub series: Vec<Series>,
    /// What became of its rows.
    pub counts: Counts,
}

impl Table {
    /// The first day on which all of it can have been known: its latest, of yearly prices the end of their year.
    pub fn known_from(&self) -> Option<Date> {
        let (_, last) = self.counts.days?;
        let yearly = self.series.iter().any(|s| s.key.yearly);
        Some(if yearly { year_end(last) } else { last })
    }
}

/// Reads the file `file`: by a mapping, or by the layout that its header has.
///
/// # Errors
/// If nothing of it can be used: no text, no known layout, a column that the mapping names is missing.
///
/// ```
/// let table = "date,market,commodity,unit,priceflag,pricetype,currency,price\n\
///              2025-08-15,Mill,Millet,100 KG,actual,Wholesale,XOF,30000\n\
///              2025-09-15,Mill,Millet,100 KG,actual,Wholesale,XOF,none\n";
/// let read = supply::prices::read("prices.csv", table.as_bytes(), None).unwrap();
/// assert_eq!((read.value.counts.kept, read.value.counts.skipped["price.unreadable"]), (1, 1));
/// assert_eq!(read.value.series[0].key.unit.told, "KG");
/// ```
pub fn read(file: &str, bytes: &[u8], asked: Option<&Layout>) -> Result<Checked<Table>, Issue> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    usable(bytes).map_err(|issue| issue.in_file(file))?;
    let first = Records::new(bytes, 1, b',').next().map_or(&b""[..], |r| r.bytes);
    let asked_sign = asked.and_then(|l| l.delimiter).and_then(|c| u8::try_from(c).ok());
    let sign = asked_sign.unwrap_or_else(|| delimiter(first));
    let mut records = Records::new(bytes, 1, sign);
    let header = records.next().map(|r| header_of(&r, sign)).unwrap_or_default();
    let plan = plan(header, asked).map_err(|issue| issue.in_file(file))?;
    let mut issues = drift(&plan, file);
    let mut after = records;
    if after.next().is_some_and(|r| is_hxl(&r, sign)) {
        records = after;
        issues.push(Issue::note("prices.hxl", "the HXL row after the header is passed over").in_file(file));
    }
    let rows = Rows::new(&plan, sign, file);
    let stretches: Vec<Stretch> = chunks(records, STRETCH)
        .into_par_iter()
        .map(|(part, line): Chunk<'_>| rows.read(part, line))
        .collect();
    let table = join(&rows, &plan, stretches, file, &mut issues);
    Ok(Checked { value: table, issues })
}

fn usable(bytes: &[u8]) -> Result<(), Issue> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Issue::error("prices.empty", "the file is empty").help("download it again"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Issue::error("prices.format", "this is a spreadsheet or an archive")
            .help("save the table as CSV"));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Issue::error("prices.format", "this is UTF-16 text").help("save it as UTF-8"));
    }
    let start = bytes.get(..1024).unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"<") || start.starts_with(b"{") {
        let said = "this is a web page or an answer of a server, no table";
        return Err(Issue::error("prices.format", said).help("download the CSV file itself"));
    }
    Ok(())
}

/// Without the empty names that trailing delimiters make.
fn header_of(record: &Record<'_>, sign: u8) -> Vec<String> {
    let mut names = texts(record.bytes, sign);
    let kept = names.iter().rposition(|n| !n.is_empty()).map_or(0, |last| last + 1);
    names.truncate(kept);
    names
}

/// An HXL row: its first cell that is not empty begins with `#`.
fn is_hxl(record: &Record<'_>, sign: u8) -> bool {
    texts(record.bytes, sign).iter().find(|cell| !cell.is_empty()).is_some_and(|cell| cell.starts_with('#'))
}

fn drift(plan: &Plan, file: &str) -> Vec<Issue> {
    let mut out = Vec::new();
    let items = Rows::new(plan, b',', file).items;
    let place = |name: &String| plan.header.iter().position(|h| h == name).unwrap_or(usize::MAX);
    let wide =
        |n: &String| plan.layout.wide.as_ref().is_some_and(|w| n.to_lowercase().starts_with(&w.modelled));
    let is_price = |n: &String| is_of_item(&items, place(n)) || wide(n);
    let new: Vec<&str> = plan.new.iter().filter(|n| !is_price(n)).map(String::as_str).collect();
    if !new.is_empty() {
        let said =
            format!("columns that {} had not before are not read: {}", plan.layout.name, new.join(", "));
        out.push(Issue::note("prices.columns_new", said).in_file(file));
    }
    if !plan.absent.is_empty() {
        let said = format!("{} usually has more: no column for {}", plan.layout.name, plan.absent.join(", "));
        out.push(Issue::note("prices.columns_absent", said).in_file(file));
    }
    out
}

/// Joins stretches in file order.
fn join(rows: &Rows<'_>, plan: &Plan, stretches: Vec<Stretch>, file: &str, issues: &mut Vec<Issue>) -> Table {
    let (mut faults, mut counts) = (Faults::default(), Counts::default());
    let lines = stretches.last().map_or(0, |s| s.end) as usize;
    let mut cells = Vec::new();
    let mut series: Vec<Series> = Vec::new();
    let mut known: HashMap<Vec<u8>, HashMap<u16, usize>> = HashMap::new();
    for stretch in stretches {
        counts.read += stretch.read;
        for (code, count) in stretch.skipped {
            faults.count(code, count);
            *counts.skipped.entry(code.to_owned()).or_default() += count;
        }
        stretch.told.into_iter().for_each(|(row, code, words)| faults.tell(code, row, words));
        cells.extend(stretch.cells);
        let mut here: HashMap<(u32, u16), (usize, Flags)> = HashMap::new();
        let mut last: Option<((u32, u16), (usize, Flags))> = None;
        for value in stretch.values {
            let at = (value.group, value.item);
            let (place, flags) = match last {
                Some((before, found)) if before == at => found,
                _ => *here.entry(at).or_insert_with(|| {
                    let Some(group) = stretch.groups.get(value.group as usize) else {
                        return (usize::MAX, Flags::default());
                    };
                    let (key, flags) = rows.key_of(&group.text, value.item);
                    let known = known.entry(group.text.clone()).or_default();
                    let place = *known.entry(value.item).or_insert_with(|| {
                        series.push(Series { key, place: group.place, prices: Vec::new() });
                        series.len() - 1
                    });
                    (place, flags)
                }),
            };
            last = Some((at, (place, flags)));
            if let Some(series) = series.get_mut(place) {
                let (day, price, usd, row) = (value.day, value.price, value.usd, value.row);
                series.prices.push(Observation { day, price, usd, row, flags: value.flags.and(flags) });
            }
        }
    }
    share_places(&mut series);
    let noted: Vec<_> = series.par_iter_mut().flat_map(Series::settle).collect();
    let mut state = Rowstate::new(lines);
    for row in cells {
        state.mark(row, FLAGGED);
        *counts.flags.entry("cell.unreadable".into()).or_default() += 1;
        faults.count("cell.unreadable", 1);
    }
    for note in noted {
        state.mark(note.row, SEEN);
        if note.code == "row.duplicate" {
            faults.tell(note.code, note.row, note.words);
        } else {
            faults.count(note.code, 1);
            faults.tell(note.code, note.row, note.words);
        }
    }
    account(&series, state, &mut counts, &mut faults);
    series.retain(|s| !s.prices.is_empty());
    summary(&series, &mut counts);
    issues.extend(faults.issues(file));
    issues.extend(currency_changes(&series, file));
    issues.extend(nowhere(&series, file));
    Table { layout: plan.layout.name.clone(), series, counts }
}

const SEEN: u8 = 1;
const KEPT: u8 = 2;
const FLAGGED: u8 = 4;

/// What became of each line.
struct Rowstate(Vec<u8>);

impl Rowstate {
    fn new(lines: usize) -> Self {
        Self(vec![0; lines + 1])
    }

    fn mark(&mut self, row: u32, what: u8) {
        if let Some(state) = self.0.get_mut(row as usize) {
            *state |= what;
        }
    }
}

/// Counts rows by what became of their prices.
fn account(series: &[Series], mut state: Rowstate, counts: &mut Counts, faults: &mut Faults) {
    let mut flags: BTreeMap<&str, u64> = BTreeMap::new();
    let mut sample: BTreeMap<&'static str, Vec<(u32, String)>> = BTreeMap::new();
    for s in series {
        let kept = s.prices.len() as u64;
        match s.key.nature {
            super::Nature::Observed => counts.observed += kept,
            super::Nature::Modelled => counts.modelled += kept,
        }
        for price in &s.prices {
            state.mark(price.row, KEPT);
            if price.flags == Flags::default() {
                continue;
            }
            state.mark(price.row, FLAGGED);
            for name in price.flags.names() {
                *flags.entry(name).or_default() += 1;
                let words = match name {
                    "unit.unknown" => format!("the unit `{}` is in no table of units", s.key.unit.written),
                    "currency.unknown" => format!("`{}` is no currency code", s.key.currency),
                    "mark.unknown" => "the word in the flag column is not known".to_owned(),
                    _ => continue,
                };
                faults.count(name, 1);
                let told = sample.entry(name).or_default();
                if told.iter().all(|(_, other)| *other != words) && told.len() < 5 {
                    told.push((price.row, words));
                }
            }
        }
    }
    for (code, told) in sample {
        told.into_iter().for_each(|(row, words)| faults.tell(code, row, words));
    }
    flags.into_iter().for_each(|(name, count)| *counts.flags.entry(name.to_owned()).or_default() += count);
    let mut repeated = 0;
    for row in state.0 {
        match (row & KEPT != 0, row & FLAGGED != 0) {
            (true, false) => counts.kept += 1,
            (true, true) => counts.flagged += 1,
            (false, _) => repeated += u64::from(row & SEEN != 0),
        }
    }
    if repeated > 0 {
        faults.count("row.duplicate", repeated);
        counts.skipped.insert("row.duplicate".into(), repeated);
    }
}

/// What names a market.
type Market<'a> = (&'a str, &'a str, &'a str, &'a str);

fn market(series: &Series) -> Market<'_> {
    let key = &series.key;
    (&key.country, &key.admin1, &key.market, &key.market_id)
}

/// Gives all series of a market the first coordinates that any of them has.
fn share_places(series: &mut [Series]) {
    let name = |s: &Series| {
        let (country, admin1, name, id) = market(s);
        [country, admin1, name, id].map(str::to_owned)
    };
    let mut places = HashMap::new();
    for s in series.iter().filter(|s| s.place.is_some()) {
        places.entry(name(s)).or_insert(s.place);
    }
    for s in series.iter_mut().filter(|s| s.place.is_none()) {
        s.place = places.get(&name(s)).copied().flatten();
    }
}

fn summary(series: &[Series], counts: &mut Counts) {
    counts.series = series.len() as u64;
    counts.markets = series.iter().map(market).collect::<BTreeSet<_>>().len() as u64;
    counts.markets_without_coordinates = without_place(series).len() as u64;
    let first = series.iter().filter_map(|s| s.prices.first()).map(|p| p.day).min();
    let last = series.iter().filter_map(|s| s.prices.last()).map(|p| p.day).max();
    counts.days = first.zip(last).map(|(first, last)| (date_of(first), date_of(last)));
}

fn without_place(series: &[Series]) -> Vec<Market<'_>> {
    let placed: BTreeSet<Market<'_>> = series.iter().filter(|s| s.place.is_some()).map(market).collect();
    let all: BTreeSet<Market<'_>> = series.iter().map(market).collect();
    all.difference(&placed).copied().collect()
}

fn nowhere(series: &[Series], file: &str) -> Option<Issue> {
    let markets = without_place(series);
    let named: Vec<&str> = markets.iter().take(5).map(|m| m.2).collect();
    let more = markets.len().saturating_sub(named.len());
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let said = format!("no coordinates, markets: {} ({}{rest})", markets.len(), named.join("; "));
    let help = "kept; their neighbours are the markets of the same first-level division";
    (!markets.is_empty()).then(|| Issue::note("market.nowhere", said).in_file(file).help(help))
}

/// Changes of currency told one by one.
const CHANGES: usize = 5;

/// Series that differ in nothing but their currency.
fn currency_changes(series: &[Series], file: &str) -> Vec<Issue> {
    let mut alike: BTreeMap<_, Vec<&Series>> = BTreeMap::new();
    for s in series {
        let key = &s.key;
        let same = (market(s), &key.commodity, &key.price_type, &key.unit.written, key.nature);
        alike.entry(same).or_default().push(s);
    }
    let several: Vec<Vec<&Series>> = alike.into_values().filter(|all| all.len() > 1).collect();
    let told = several.iter().take(CHANGES).map(|all| {
        let span = |s: &&Series| {
            let day = |p: Option<&Observation>| p.map_or_else(String::new, |p| date_of(p.day).to_string());
            format!("{} {} to {}", s.key.currency, day(s.prices.first()), day(s.prices.last()))
        };
        let spans: Vec<String> = all.iter().map(span).collect();
        let name = all.first().map(|s| format!("{}, {}", s.key.market, s.key.commodity)).unwrap_or_default();
        let said =
            format!("{name}: the currency changes, and each has a series of its own: {}", spans.join("; "));
        Issue::warning("currency.changed", said)
            .in_file(file)
            .help("no rate is in the table, so none is used")
    });
    let rest = several.len().saturating_sub(CHANGES);
    let more = (rest > 0).then(|| {
        let said = format!("{rest} more commodities of markets like that, {} in all", several.len());
        Issue::warning("currency.changed", said).in_file(file)
    });
    told.chain(more).collect()
}

//! A stretch of records in, prices by series out. Runs on all threads; what must be in order is joined in `read.rs`.

use super::layout::{Plan, Step};
use super::nature::Nature;
use super::series::{Flags, Key};
use super::table::{Record, Records, Spans, field, split, text};
use super::unit::Unit;
use super::value;
use base::Coordinate;
use std::borrow::Cow;
use std::collections::HashMap;

/// Words are kept of so many rows of a stretch for each code; all are counted.
const TOLD: usize = 8;

/// No price is larger, in any money. Our choice; it keeps sums finite.
const MOST: f64 = 1e15;

/// Roles that set series apart, in the order of a group's text.
const KEY: [&str; 9] =
    ["country", "admin1", "admin2", "market", "market_id", "commodity", "unit", "price_type", "currency"];
const MARKET: usize = 3;
const COMMODITY: usize = 5;
const UNIT: usize = 6;
const CURRENCY: usize = 8;
/// Parts the fields of a group's text.
const PART: u8 = 0x1f;

/// A commodity with columns of its own.
#[derive(Clone, Debug)]
pub struct Item {
    commodity: String,
    columns: [Option<usize>; 2],
}

/// How the rows of a file are read.
pub struct Rows<'a> {
    plan: &'a Plan,
    delimiter: u8,
    comma: bool,
    key: [Option<usize>; KEY.len()],
    constants: [String; KEY.len()],
    date: usize,
    price: Option<usize>,
    usd: Option<usize>,
    point: Option<(usize, usize)>,
    mark: Option<usize>,
    interpolated: Option<usize>,
    /// Commodities with columns of their own; none in a long table.
    pub items: Vec<Item>,
}

/// A price, by the group and item of its stretch.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// Place in [`Stretch::groups`].
    pub group: u32,
    /// Twice the place of its item, one more if modelled; 0 in a long table.
    pub item: u16,
    /// Days since 1970-01-01.
    pub day: i32,
    /// As written.
    pub price: f64,
    /// In dollars.
    pub usd: Option<f64>,
    /// Line.
    pub row: u32,
    /// What is doubtful so far.
    pub flags: Flags,
}

/// Rows with the same market, commodity, unit, price type, currency and nature.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its text: the fields of the key, and the nature.
    pub text: Vec<u8>,
    /// The first coordinates that stand there.
    pub place: Option<Coordinate>,
}

/// What a stretch holds.
#[derive(Default)]
pub struct Stretch {
    /// Its groups.
    pub groups: Vec<Group>,
    /// Its prices, in order.
    pub values: Vec<Value>,
    /// Rows that give no price: how many by code.
    pub skipped: HashMap<&'static str, u64>,
    /// Some of them, in words.
    pub told: Vec<(u32, &'static str, String)>,
    /// Rows with a price and with a cell that cannot be read.
    pub cells: Vec<u32>,
    /// Records in it.
    pub read: u64,
    /// Line after the last.
    pub end: u32,
    known: HashMap<Vec<u8>, u32>,
    last: Option<u32>,
    seen: HashMap<&'static str, usize>,
}

type Fault = (&'static str, String);

impl<'a> Rows<'a> {
    /// For the rows of the file `file`.
    pub fn new(plan: &'a Plan, delimiter: u8, file: &str) -> Self {
        let layout = &plan.layout;
        let constants = &layout.constants;
        let constant = |role: &str| match role {
            "country" => constants.country.clone().or_else(|| layout.country_of(file)),
            "admin1" => constants.admin1.clone(),
            "market" => constants.market.clone(),
            "commodity" => constants.commodity.clone(),
            "unit" => constants.unit.clone(),
            "price_type" => constants.price_type.clone(),
            "currency" => constants.currency.clone(),
            _ => None,
        };
        let mut key = KEY.map(|role| plan.column(role));
        let mut items = Vec::new();
        if let Some(wide) = &layout.wide {
            items = items_of(plan);
            key[COMMODITY] = None;
            key[UNIT] = plan.named(&wide.units);
        }
        Self {
            plan,
            delimiter,
            comma: layout.decimal == Some(','),
            key,
            constants: KEY.map(|role| constant(role).unwrap_or_default()),
            date: plan.column("date").unwrap_or_default(),
            price: plan.column("price"),
            usd: plan.column("usd"),
            point: plan.column("latitude").zip(plan.column("longitude")),
            mark: plan.column("flag"),
            interpolated: layout.wide.as_ref().and_then(|w| plan.named(w.interpolated.as_deref()?)),
            items,
        }
    }

    /// Reads the records of a stretch that begins on `line`.
    pub fn read(&self, bytes: &[u8], line: u32) -> Stretch {
        let mut out = Stretch::default();
        let mut spans = Vec::new();
        let mut text = Vec::new();
        let mut records = Records::new(bytes, line, self.delimiter);
        for record in records.by_ref() {
            out.read += 1;
            if let Err((code, words)) = self.row(record, &mut spans, &mut text, &mut out) {
                out.skip(record.line, code, words);
            }
        }
        out.end = records.line;
        out.known = HashMap::new();
        out
    }

    fn row(
        &self,
        record: Record<'_>,
        spans: &mut Spans,
        key: &mut Vec<u8>,
        out: &mut Stretch,
    ) -> Result<(), Fault> {
        if record.torn || !split(record.bytes, self.delimiter, spans) {
            return Err(("row.torn", "a quote in it has no pair".into()));
        }
        let cell = |at: usize| field(record.bytes, spans, at);
        self.check_width(spans, record.bytes)?;
        let day = self.day(&cell(self.date))?;
        let (nature, flags) = self.nature(self.mark.map(cell));
        self.group_text(&cell, nature, key)?;
        if self.items.is_empty() {
            let price = self.price(&cell(self.price.unwrap_or(usize::MAX)))?;
            let usd = self.usd.and_then(|at| value::number(&cell(at), self.comma)).filter(|usd| *usd > 0.0);
            let group = out.group(key, || self.place(&cell));
            out.values.push(Value { group, item: 0, day, price, usd, row: record.line, flags });
            return Ok(());
        }
        let before = out.values.len();
        let group = out.group(key, || self.place(&cell));
        let fault = self.wide(
            &cell,
            Value { group, item: 0, day, price: 0.0, usd: None, row: record.line, flags },
            out,
        );
        match (out.values.len() > before, fault) {
            (true, Some((_, words))) => {
                out.cells.push(record.line);
                out.tell(record.line, "cell.unreadable", words);
                Ok(())
            }
            (true, None) => Ok(()),
            (false, fault) => Err(fault.unwrap_or(("price.missing", "no price stands in it".into()))),
        }
    }

    /// The prices of each commodity's columns; the first cell that cannot be read.
    fn wide<'c>(
        &self,
        cell: &impl Fn(usize) -> Cow<'c, [u8]>,
        value: Value,
        out: &mut Stretch,
    ) -> Option<Fault> {
        let none_seen = self.interpolated.is_some_and(|at| cell(at).as_ref() == b"1");
        let mut fault = None;
        for (place, item) in (0_u16..).zip(&self.items) {
            for (modelled, column) in (0_u16..).zip(item.columns) {
                let Some(column) = column.filter(|_| modelled == 1 || !none_seen) else { continue };
                match self.price(&cell(column)) {
                    Ok(price) => out.values.push(Value { item: place * 2 + modelled, price, ..value }),
                    Err(("price.missing", _)) => {}
                    Err(other) => {
                        fault = fault.or(Some((other.0, format!("{}: {}", item.commodity, other.1))))
                    }
                }
            }
        }
        fault
    }

    fn check_width(&self, spans: &Spans, record: &[u8]) -> Result<(), Fault> {
        let (found, wanted) = (spans.len(), self.plan.header.len());
        let beyond = spans.get(wanted..).unwrap_or_default();
        if found < wanted || beyond.iter().any(|(range, _)| !range.is_empty()) {
            if record.iter().all(|b| *b == self.delimiter || b.is_ascii_whitespace()) {
                return Err(("row.empty", "nothing stands in it".into()));
            }
            return Err(("row.fields", format!("{found} fields where the header has {wanted}")));
        }
        Ok(())
    }

    fn day(&self, cell: &[u8]) -> Result<i32, Fault> {
        let format = self.plan.layout.date_format.as_deref();
        value::day(cell, format).ok_or_else(|| {
            let wanted = format.map_or_else(|| "like 2020-04-15".to_owned(), |f| format!("as {f}"));
            ("date.unreadable", format!("`{}` is no date {wanted}", short(cell)))
        })
    }

    fn price(&self, cell: &[u8]) -> Result<f64, Fault> {
        if cell.is_empty() {
            return Err(("price.missing", "no price stands in it".into()));
        }
        match value::number(cell, self.comma) {
            Some(price) if price > MOST => Err(("price.unreadable", format!("{price} can be no price"))),
            Some(price) if price > 0.0 => Ok(price),
            Some(price) => Err(("price.not_positive", format!("a price of {price}"))),
            None => Err(("price.unreadable", format!("`{}` is no number", short(cell)))),
        }
    }

    /// By the word of the flag column. A word that is not known counts as modelled: nothing unsure goes among what was seen.
    fn nature(&self, mark: Option<Cow<'_, [u8]>>) -> (Nature, Flags) {
        let layout = &self.plan.layout;
        let default = layout.constants.nature.or(layout.flag_default).unwrap_or(Nature::Observed);
        let Some(mark) = mark.filter(|m| !m.is_empty()) else { return (default, Flags::default()) };
        match std::str::from_utf8(&mark)
            .ok()
            .and_then(|word| layout.flags.get(word).or_else(|| layout.flags.get(&word.to_lowercase())))
        {
            Some(nature) => (*nature, Flags::default()),
            None => (Nature::Modelled, Flags::MARK),
        }
    }

    /// Writes the text of a row's group into `key`.
    fn group_text<'c>(
        &self,
        cell: &impl Fn(usize) -> Cow<'c, [u8]>,
        nature: Nature,
        key: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        key.clear();
        for (place, (column, constant)) in self.key.iter().zip(&self.constants).enumerate() {
            let start = key.len();
            if let Some(at) = column {
                key.extend_from_slice(&cell(*at));
            }
            if key.len() == start {
                key.extend_from_slice(constant.as_bytes());
            }
            if key.len() == start {
                let code = match place {
                    MARKET => "market.missing",
                    COMMODITY if self.items.is_empty() => "commodity.missing",
                    UNIT => "unit.missing",
                    CURRENCY => "currency.missing",
                    _ => "",
                };
                if !code.is_empty() {
                    let what = KEY.get(place).copied().unwrap_or_default();
                    return Err((code, format!("no {what} stands in it")));
                }
            }
            key.push(PART);
        }
        key.push(if nature == Nature::Modelled { b'm' } else { b'o' });
        Ok(())
    }

    fn place<'c>(&self, cell: &impl Fn(usize) -> Cow<'c, [u8]>) -> Option<Coordinate> {
        let (lat, lon) = self.point?;
        let degrees = |at: usize| value::number(&cell(at), self.comma);
        // Both zero is how tables write "not known".
        let found = Coordinate::new(degrees(lat)?, degrees(lon)?)?;
        (found.lat != 0.0 || found.lon != 0.0).then_some(found)
    }

    /// The key of a group's item, and the flags that all its prices have.
    pub fn key_of(&self, group: &[u8], item: u16) -> (Key, Flags) {
        let word = |place: usize| text(part(group, place));
        let wide = self.items.get(usize::from(item / 2));
        let (mut commodity, mut price_type) = (word(COMMODITY), word(7));
        if let Some((name, kind)) = self.plan.layout.suffix.as_deref().and_then(|s| commodity.rsplit_once(s))
        {
            (commodity, price_type) = (name.trim().to_owned(), kind.trim().to_owned());
        }
        let mut unit = word(UNIT);
        if let Some(item) = wide {
            unit = unit_of(&unit, &item.commodity).unwrap_or_default();
            commodity.clone_from(&item.commodity);
        }
        let is_modelled = if wide.is_some() { item % 2 == 1 } else { group.last() == Some(&b'm') };
        let unit = Unit::parse(&unit);
        let mut flags = if unit.known { Flags::default() } else { Flags::UNIT };
        if !is_code(part(group, CURRENCY)) {
            flags = flags.and(Flags::CURRENCY);
        }
        let key = Key {
            country: word(0),
            admin1: word(1),
            admin2: word(2),
            market: word(MARKET),
            market_id: word(4),
            commodity,
            price_type,
            unit,
            currency: word(CURRENCY),
            nature: if is_modelled { Nature::Modelled } else { Nature::Observed },
            yearly: self.plan.layout.step == Step::Year,
        };
        (key, flags)
    }
}

impl Stretch {
    fn group(&mut self, text: &[u8], place: impl FnOnce() -> Option<Coordinate>) -> u32 {
        let same = |at: u32| self.groups.get(at as usize).is_some_and(|g| g.text == text);
        if let Some(last) = self.last.filter(|at| same(*at)) {
            return last;
        }
        let at = match self.known.get(text) {
            Some(at) => *at,
            None => {
                let at = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
                self.known.insert(text.to_vec(), at);
                self.groups.push(Group { text: text.to_vec(), place: place() });
                at
            }
        };
        self.last = Some(at);
        at
    }

    fn skip(&mut self, row: u32, code: &'static str, words: String) {
        *self.skipped.entry(code).or_default() += 1;
        self.tell(row, code, words);
    }

    fn tell(&mut self, row: u32, code: &'static str, words: String) {
        let seen = self.seen.entry(code).or_default();
        *seen += 1;
        if *seen <= TOLD {
            self.told.push((row, code, words));
        }
    }
}

/// The field of a group's text.
fn part(group: &[u8], place: usize) -> &[u8] {
    group.split(|b| *b == PART).nth(place).unwrap_or_default()
}

/// Three capital letters, as ISO 4217 has them.
fn is_code(currency: &[u8]) -> bool {
    currency.len() == 3 && currency.iter().all(u8::is_ascii_uppercase)
}

/// Commodities with a column of modelled prices; the index is none.
fn items_of(plan: &Plan) -> Vec<Item> {
    let Some(wide) = &plan.layout.wide else { return Vec::new() };
    let commodity = |name: &String| {
        let commodity = name.to_lowercase().strip_prefix(wide.modelled.as_str())?.to_owned();
        (Some(&commodity) != wide.index.as_ref() && !commodity.is_empty()).then_some(commodity)
    };
    let columns = |commodity: String| {
        let observed = plan.named(&format!("{}{commodity}", wide.observed));
        let modelled = plan.named(&format!("{}{commodity}", wide.modelled));
        Item { commodity, columns: [observed, modelled] }
    };
    plan.header.iter().filter_map(commodity).map(columns).collect()
}

/// The columns of a wide table that hold its commodities.
pub fn is_of_item(items: &[Item], place: usize) -> bool {
    items.iter().any(|i| i.columns.contains(&Some(place)))
}

/// `1 KG` of `millet` in `millet (1 KG, Index Weight = 1), rice (…)`.
fn unit_of(components: &str, commodity: &str) -> Option<String> {
    let fold = |name: &str| base::fold_key(name).replace(' ', "");
    let wanted = fold(commodity);
    let mut rest = components;
    while let Some((name, tail)) = rest.split_once('(') {
        let (inside, after) = tail.split_once(')')?;
        if fold(name.trim_start_matches(',')) == wanted {
            return inside.split(',').next().map(|unit| unit.trim().to_owned());
        }
        rest = after;
    }
    None
}

/// At most 40 signs of a cell.
fn short(cell: &[u8]) -> String {
    text(cell).chars().take(40).collect()
}

//! `supply.toml` in, [`Tables`] out. What is wrong with an entry is told with its line; the entry is left out, the rest is read.

use super::Tables;
use super::entry::Number;
use super::numbers::{Numbers, Target, What};
use super::parts::Parts;
use super::text::{Text, hint};
use super::unit::{currency, is_currency};
use base::{Checked, Issue};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// The tables of `supply.toml`, in the order in which they are read.
const TABLES: [&str; 13] = [
    "currency",
    "rates",
    "assumptions",
    "commodities",
    "ports",
    "crossings",
    "carriers",
    "zones",
    "demand",
    "shares",
    "sectors",
    "remittances",
    "figures",
];

impl Tables {
    /// Reads the text of `supply.toml`; `file` is what messages name. An error only if it is no TOML at all.
    pub fn parse(text: &str, file: &str) -> Result<Checked<Self>, Issue> {
        let mut source = Text::new(text, file);
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                return Err(source.at(at, Issue::error("supply.toml", error.message().trim())));
            }
        };
        let mut parts = parts(table, &mut source);
        let currency = own_currency(&mut parts, &mut source);
        let mut numbers = Numbers::new(source, currency);
        rates(&mut parts, &mut numbers);
        let assumptions = super::assume::read(&mut parts, &mut numbers);
        let mut tables = Self {
            currency: numbers.currency.clone(),
            parameters: Vec::new(),
            commodities: Vec::new(),
            ports: Vec::new(),
            crossings: Vec::new(),
            carriers: Vec::new(),
            zones: Vec::new(),
            demands: Vec::new(),
            shares: Vec::new(),
            compared: Vec::new(),
            sectors: Vec::new(),
            remittances: Vec::new(),
            figures: Vec::new(),
            assumptions,
        };
        super::places::read(&mut parts, &mut numbers, &mut tables);
        super::needs::read(&mut parts, &mut numbers, &mut tables);
        super::known::read(&mut parts, &mut numbers, &mut tables);
        tables.parameters = numbers.parameters;
        let mut issues = numbers.text.issues;
        issues.sort_by_key(|i| i.line);
        Ok(Checked { value: tables, issues })
    }
}

/// The known tables of a file; others are told with the nearest name.
fn parts<'i>(table: DeTable<'i>, text: &mut Text<'_>) -> Parts<'i> {
    let mut parts = BTreeMap::new();
    for (key, value) in table {
        if TABLES.contains(&key.get_ref().as_ref()) {
            parts.insert(key.into_inner().into_owned(), value);
        } else {
            let name = key.get_ref();
            let message = format!("unknown table `{name}`{}", hint(name, TABLES.into_iter()));
            let issue = Issue::error("supply.layout", message);
            text.tell(key.span().start, issue.help("it is left out; docs/supply.md has the layout"));
        }
    }
    Parts(parts)
}

fn own_currency(parts: &mut Parts<'_>, text: &mut Text<'_>) -> String {
    let written = parts.0.remove("currency");
    let named = written.as_ref().and_then(|v| Some(currency(v.get_ref().as_str()?).to_owned()));
    if let Some(code) = named.filter(|code| is_currency(code)) {
        return code;
    }
    let at = written.map_or(0, |v| v.span().start);
    let issue = Issue::error("supply.currency", "`currency` is missing or no ISO 4217 code; XOF is taken");
    text.tell(at, issue.help("write `currency = \"XOF\"` above all tables"));
    "XOF".to_owned()
}

fn rates(parts: &mut Parts<'_>, numbers: &mut Numbers<'_>) {
    for (key, value) in parts.table("rates", &mut numbers.text) {
        let (at, other) = (key.span().start, key.into_inner());
        if !is_currency(&other) {
            let issue = Issue::error("supply.currency", format!("[rates] `{other}` is no ISO 4217 code"));
            numbers.text.tell(at, issue.help("write a code such as `USD`"));
            continue;
        }
        let Some(number) = numbers.text.entry::<Number>("[rates]", value) else { continue };
        let name = format!("{} for one {other}", numbers.currency);
        let what = What::of(format!("rate {other}"), &other, name, Target::Exchange);
        if let Some(rate) = numbers.read::<f64>(&number, what) {
            numbers.rates.insert(other, rate.0);
        }
    }
}

//! `prices`: tables of market prices, their grades, and a market beside its neighbours.

pub mod compare;
pub mod import;

use crate::case::Case;
use crate::cli::{Prices, PricesAction};
use crate::output::Output;
use crate::show;
use crate::store::{DataKind, Store};
use anyhow::{Result, bail};
use base::{Date, fold_key};
use std::process::ExitCode;
use supply::prices::{Alps, Book, Monthly, Source, Table, is_one_of};

/// Shows prices, or does what is asked with them.
pub fn run(args: &Prices, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    match &args.action {
        None => shown(args, &case, out),
        Some(PricesAction::List) => list(&Store::open_to_ask(&args.dir)?, out),
        Some(PricesAction::Remove { name }) => remove(&Store::open(&args.dir)?, name, out),
        Some(PricesAction::Import { files, map, released }) => {
            import::run(&Store::open(&args.dir)?, files, map.as_deref(), *released, out)
        }
        Some(PricesAction::Compare { market, since, within, months }) => compare::run(
            args,
            &case,
            &compare::Asked { market, since, within: *within, months: *months },
            out,
        ),
    }
}

fn list(store: &Store, out: Output) -> Result<ExitCode> {
    let files = store.data_files(DataKind::Prices)?;
    out.result(&files, || show::price_files_table(&files))?;
    if files.is_empty() {
        out.note("no prices yet: `prices DIR import FILE.csv`");
    }
    Ok(ExitCode::SUCCESS)
}

fn remove(store: &Store, name: &str, out: Output) -> Result<ExitCode> {
    if !store.drop_data(DataKind::Prices, name)? {
        bail!("no table of prices is called `{name}`: `prices DIR list` shows those that are there");
    }
    list(store, out)
}

/// The tables that count on a day, joined.
pub fn book(store: &Store, day: Option<Date>, out: Output) -> Result<Book> {
    let mut tables = Vec::new();
    for file in store.data_files(DataKind::Prices)? {
        if let Some(day) = day.filter(|day| file.released > *day) {
            out.note(format!("{}, released {}, is left out (--as-of {day})", file.name, file.released));
            continue;
        }
        let table: Table = store.data(DataKind::Prices, &file.name)?;
        tables.push((Source { file: file.name, released: file.released }, table));
    }
    Ok(Book::new(tables, day))
}

fn shown(args: &Prices, case: &Case, out: Output) -> Result<ExitCode> {
    let store = Store::open_to_ask(&args.dir)?;
    let day = args.as_of.or(case.as_of);
    let mut book = book(&store, day, out)?;
    let before = book.series.len();
    let missing = Wanted::of(args).missing(&book.series);
    let graded = graded(&mut book, args, day);
    let rows = show::prices(&book, &graded);
    out.result(&rows, || show::prices_table(&book, &graded))?;
    if before == 0 {
        out.note("no prices on that day: `prices DIR import FILE.csv` adds tables");
    } else if book.series.is_empty() {
        out.note(missing);
    } else if day.is_none() {
        out.note("each series is graded as on the last day of its table; --as-of DATE grades it on another");
    }
    Ok(ExitCode::SUCCESS)
}

/// Keeps the series that are asked for, and grades them.
pub fn graded(book: &mut Book, args: &Prices, day: Option<Date>) -> Vec<Alps> {
    let wanted = Wanted::of(args);
    book.series.retain(|s| wanted.has(s));
    book.series.iter().map(|s| Alps::of(s, day)).collect()
}

/// Which series are asked for.
struct Wanted {
    markets: Vec<String>,
    commodities: Vec<String>,
}

impl Wanted {
    fn of(args: &Prices) -> Self {
        let keys = |names: &[String]| names.iter().map(|n| fold_key(n)).collect();
        Self { markets: keys(&args.market), commodities: keys(&args.commodity) }
    }

    /// The market by its whole name, the commodity by words of it: `rice` has `Rice (imported)`.
    fn has(&self, series: &Monthly) -> bool {
        let market = self.markets.is_empty() || self.markets.contains(&fold_key(&series.key.market));
        market && is_one_of(&series.key.commodity, &self.commodities)
    }

    /// What to say where nothing fits.
    fn missing(&self, all: &[Monthly]) -> String {
        let near = |wanted: &String, names: Vec<&str>| {
            let likeness = |name: &str| strsim::jaro_winkler(&fold_key(name), wanted);
            names.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b))).map(str::to_owned)
        };
        let markets = || all.iter().map(|s| s.key.market.as_str()).collect();
        let commodities = || all.iter().map(|s| s.key.commodity.as_str()).collect();
        let near: Vec<String> = self
            .markets
            .iter()
            .filter_map(|wanted| near(wanted, markets()))
            .chain(self.commodities.iter().filter_map(|wanted| near(wanted, commodities())))
            .collect();
        format!("no series fits; the nearest names are {}", near.join(", "))
    }
}

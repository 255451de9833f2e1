//! The price series that count on a day, graded.

use crate::store::{DataKind, Store};
use anyhow::Result;
use base::Date;
use supply::prices::{Alps, Book, Source, Table};

/// Price series with their grades, in the same order.
pub struct Graded {
    /// The series.
    pub book: Book,
    /// Their grades.
    pub alps: Vec<Alps>,
}

impl Graded {
    /// Of the tables that were out by the day.
    pub fn load(store: &Store, day: Date) -> Result<Self> {
        let mut tables = Vec::new();
        for file in store.data_files(DataKind::Prices)?.into_iter().filter(|f| f.released <= day) {
            let table: Table = store.data(DataKind::Prices, &file.name)?;
            tables.push((Source { file: file.name, released: file.released }, table));
        }
        let book = Book::new(tables, Some(day));
        let alps = book.series.iter().map(|s| Alps::of(s, Some(day))).collect();
        Ok(Self { book, alps })
    }
}

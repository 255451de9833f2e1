//! Rows that are sums of others though no word says so: a region's row above those of its communes.

use super::record::{Counts, Figures, People, Record};
use base::{Date, Issue, fold_key};
use std::collections::HashMap;

type Key = (u16, Date, String);

/// Takes out rows without a finer area whose numbers are the sum of the rows with one.
pub(super) fn drop_sums(people: &mut People, issues: &mut Vec<Issue>) {
    let key = |r: &Record, name: &Option<String>| Some((r.sheet, r.day, fold_key(name.as_deref()?)));
    let mut by_first: HashMap<Key, [u64; 4]> = HashMap::new();
    let mut by_second: HashMap<Key, [u64; 4]> = HashMap::new();
    for record in &people.records {
        let numbers = numbers(record);
        if record.place.admin3.is_some()
            && let Some(key) = key(record, &record.place.admin2)
        {
            add(by_second.entry(key).or_default(), numbers);
        }
        let finer = record.place.admin3.is_some() || record.place.admin2.is_some();
        if finer && let Some(key) = key(record, &record.place.admin1) {
            add(by_first.entry(key).or_default(), numbers);
        }
    }
    let is_sum = |record: &Record| {
        let place = &record.place;
        let (sums, name) = match (&place.admin2, &place.admin3) {
            (None, None) => (&by_first, &place.admin1),
            (Some(_), None) => (&by_second, &place.admin2),
            _ => return false,
        };
        let numbers = numbers(record);
        numbers != [0; 4] && key(record, name).and_then(|k| sums.get(&k)) == Some(&numbers)
    };
    let mut found = Vec::new();
    people.records.retain(|record| {
        let sum = is_sum(record);
        if sum {
            found.push(record.row);
        }
        !sum
    });
    drop_sum_of_all(people, &mut found);
    settle(&mut people.counts, &found, issues);
}

/// Takes out a first or last row of a sheet without a finer area whose numbers are the sum of all others: the country
/// under the name of a region.
fn drop_sum_of_all(people: &mut People, found: &mut Vec<u32>) {
    let mut all: HashMap<(u16, Date), ([u64; 4], Vec<u32>)> = HashMap::new();
    for record in &people.records {
        let (sum, rows) = all.entry((record.sheet, record.day)).or_default();
        add(sum, numbers(record));
        rows.push(record.row);
    }
    people.records.retain(|record| {
        let coarse = record.place.admin2.is_none() && record.place.admin3.is_none();
        let own = numbers(record);
        let is_sum = all.get(&(record.sheet, record.day)).is_some_and(|(sum, rows)| {
            let edge = rows.first() == Some(&record.row) || rows.last() == Some(&record.row);
            edge && rows.len() > 2 && own != [0; 4] && own.map(|n| n.saturating_mul(2)) == *sum
        });
        let sum = coarse && is_sum;
        if sum {
            found.push(record.row);
        }
        !sum
    });
}

fn settle(counts: &mut Counts, found: &[u32], issues: &mut Vec<Issue>) {
    counts.read = counts.read.saturating_sub(found.len() as u64);
    counts.totals += found.len() as u64;
    for row in found {
        let said = "the row is the sum of the rows of its area and not counted again";
        issues.push(Issue::note("people.row_of_sums", said).at_line(*row as usize));
    }
}

fn numbers(record: &Record) -> [u64; 4] {
    match record.figures {
        Figures::Displaced { households, people, returnee_households, returnees } => {
            [households, people, returnee_households, returnees].map(Option::unwrap_or_default)
        }
        _ => [0; 4],
    }
}

fn add(sum: &mut [u64; 4], numbers: [u64; 4]) {
    sum.iter_mut().zip(numbers).for_each(|(s, n)| *s = s.saturating_add(n));
}

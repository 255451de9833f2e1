//! UCDP's API: pages of JSON, put together as the table that UCDP gives out as CSV.

use super::job::{Came, Job};
use super::place;
use crate::fetching::address::Address;
use crate::fetching::lock::Entry;
use crate::fetching::look::{Expected, UCDP, judge};
use crate::fetching::{Step, helped, refused, tamed};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rows a page, which UCDP limits to 1,000.
const PAGE_SIZE: &str = "pagesize=1000";

/// Longest page, bytes: a row is about 2 kB.
const LONGEST: u64 = 50_000_000;

/// Pages at most: all of GED has some 400.
const PAGES: usize = 2_000;

/// A page as UCDP writes it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    total_count: u64,
    #[serde(default)]
    next_page_url: Option<String>,
    result: Vec<Map<String, Value>>,
}

/// Fetches all pages.
pub fn fetch(job: &Job<'_>, before: Option<&Entry>) -> Step<Came> {
    let (address, file) = (job.address()?, job.file()?);
    let shut = |host: &str| job.case.armed_medium(host).map(str::to_owned);
    let client = job.client(&address, &shut)?;
    let sized = if address.path.to_ascii_lowercase().contains("pagesize=") {
        address.clone()
    } else {
        address.with(PAGE_SIZE)
    };
    let (mut rows, mut total, mut next) = (BTreeMap::new(), None, None);
    let mut seen = BTreeSet::new();
    loop {
        let at = next.map_or_else(|| sized.clone(), |page: u64| sized.with(&format!("page={page}")));
        let page = page(&client.small(&at, LONGEST)?)?;
        if total.replace(page.total_count).is_some_and(|before| before != page.total_count) {
            let said = "the number of its rows changed while they came";
            return Err(helped("fetch.changed", said, "try again"));
        }
        for row in page.result {
            let id = row.get("id").map(Value::to_string);
            let id =
                id.ok_or_else(|| refused("fetch.layout", "its layout has changed: a row has no `id`"))?;
            rows.insert((id.len(), id), row);
        }
        job.out.note(format!("{}: {} of {} rows", job.shown(), rows.len(), page.total_count));
        // Its link is read for the page's number alone: the address stays the case's own.
        next = page.next_page_url.as_deref().and_then(number);
        match next {
            Some(page) if !seen.insert(page) || seen.len() > PAGES => {
                return Err(refused("fetch.redirect_loop", "its pages lead in a circle"));
            }
            Some(_) => {}
            None => break,
        }
    }
    let total = total.unwrap_or_default();
    if rows.len() as u64 != total {
        let said = format!("only {} of {total} rows came", rows.len());
        return Err(helped("fetch.truncated", said, "the earlier file stays; try again later"));
    }
    if rows.is_empty() {
        let said = "there is no row of that release and country";
        return Err(helped("fetch.empty", said, "is the release out, and the country's number right?"));
    }
    let bytes = table(rows.into_values().collect())?;
    judge(&bytes, UCDP)?;
    keep(job, &address, &file, &bytes, before)
}

fn page(bytes: &[u8]) -> Step<Page> {
    judge(bytes, Expected::Json)?;
    serde_json::from_slice(bytes).map_err(|e| {
        let said = format!("its layout has changed: {}", tamed(&e.to_string()));
        helped("fetch.layout", said, "the earlier file stays")
    })
}

/// The number of a page in the query of a link.
fn number(link: &str) -> Option<u64> {
    let (_, query) = link.split_once('?')?;
    let value = query.split('&').find_map(|p| {
        let (key, value) = p.split_once('=')?;
        key.eq_ignore_ascii_case("page").then_some(value)
    });
    value?.parse().ok()
}

/// Rows as CSV, with the columns of all of them.
fn table(rows: Vec<Map<String, Value>>) -> Step<Vec<u8>> {
    let columns: BTreeSet<&String> = rows.iter().flat_map(Map::keys).collect();
    let failed = |e: &dyn std::fmt::Display| refused("fetch.layout", format!("its rows are no table: {e}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns).map_err(|e| failed(&e))?;
    for row in &rows {
        let cell = |name: &&String| row.get(name.as_str()).map_or(String::new(), cell);
        writer.write_record(columns.iter().map(cell)).map_err(|e| failed(&e))?;
    }
    writer.into_inner().map_err(|e| failed(&e))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.strip_suffix("T00:00:00").unwrap_or(words).to_owned(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        other => other.to_string(),
    }
}

fn keep(job: &Job<'_>, address: &Address, file: &Path, bytes: &[u8], before: Option<&Entry>) -> Step<Came> {
    let hash = blake3::hash(bytes).to_hex().to_string();
    let there = place::hash(file).is_ok_and(|(_, held)| held == hash);
    let known = before.filter(|b| there && b.blake3.as_deref() == Some(hash.as_str()));
    if let Some(before) = known {
        return Ok(place::unchanged(before.clone()));
    }
    place::write(file, bytes)?;
    Ok(Came { entry: job.kept(address, file)?, changed: true, ..Came::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_become_a_table_and_links_give_a_number_alone() {
        let page = page(
            br#"{"TotalCount":2,"TotalPages":1,"PreviousPageUrl":"","NextPageUrl":"http://evil.example.org/x?pagesize=1&page=7",
                "Result":[{"id":1,"country":"Mali","date_start":"2025-09-01T00:00:00","active_year":true,"gwnob":null},
                          {"id":2,"country":"Mali, \"north\"","best":3}]}"#,
        )
        .unwrap();
        assert_eq!(page.next_page_url.as_deref().and_then(number), Some(7));
        assert_eq!(number("https://e.org/x?page=../../etc"), None);
        let text = String::from_utf8(table(page.result).unwrap()).unwrap();
        assert_eq!(
            text,
            "active_year,best,country,date_start,gwnob,id\nTrue,,Mali,2025-09-01,,1\n,3,\"Mali, \"\"north\"\"\",,,2\n"
        );
    }

    #[test]
    fn an_error_in_the_place_of_a_page_is_told_in_its_words() {
        assert!(page(br#"{"Message":"x"}"#).is_err());
        assert_eq!(page(b"<!doctype html><title>Gone</title>").err().unwrap().code, "fetch.page");
    }
}

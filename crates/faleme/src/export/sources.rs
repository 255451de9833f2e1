//! Where the rows of a layer are from: publishers of documents, releases of datasets, tables, road files, the case itself.

use crate::answers::Asked;
use crate::answers::ground::day;
use crate::clock;
use crate::opened::Opened;
use crate::store::DataKind;
use anyhow::Result;
use base::{Date, Tlp, fold_key};
use evidence::Document;
use exchange::formats::Layer;
use exchange::formats::layer::Ground;
use exchange::provenance::{Provenance, Source, Titled, licence_of};
use std::collections::BTreeMap;

/// What readers of a demonstration must know.
const DEMO: &str = "A demonstration from invented notes: not for decisions";

/// Where an export of a layer is from.
pub fn provenance(opened: &Opened, asked: &Asked, layer: &Layer, tlp: Tlp) -> Result<Provenance> {
    let mut sources = Vec::new();
    for ground in &layer.rests_on {
        sources.extend(of(*ground, opened, asked)?);
    }
    let head = &opened.case.head;
    let generated = generated(opened, asked)?;
    let marking = tlp.as_str().trim_start_matches("TLP:");
    Ok(Provenance {
        id: format!("urn:faleme:export:{}:{}:{generated}:{marking}", head.id, layer.name),
        title: format!("{}: {}", head.title.en, layer.title),
        case: Titled { id: head.id.clone(), title: head.title.en.clone() },
        program: Titled {
            id: format!("faleme-{}", env!("CARGO_PKG_VERSION")),
            title: format!("Falémé {}", env!("CARGO_PKG_VERSION")),
        },
        generated,
        sources,
        tlp,
        note: head.demo.then(|| DEMO.to_owned()),
    })
}

/// The day of the export: the one asked about, else the newest that the ledger tells of; never the clock's, unless it tells of none.
fn generated(opened: &Opened, asked: &Asked) -> Result<Date> {
    if let Some(day) = day(opened, asked) {
        return Ok(day);
    }
    let store = &opened.store;
    let documents = store.documents(None, false)?.into_iter().filter_map(|d| d.published).max();
    let releases = store.releases()?.into_iter().map(|r| r.released).max();
    let mut newest = documents.max(releases);
    for kind in [DataKind::Prices, DataKind::People] {
        newest = newest.max(store.data_files(kind)?.into_iter().map(|f| f.released).max());
    }
    Ok(newest.unwrap_or_else(clock::today))
}

fn of(ground: Ground, opened: &Opened, asked: &Asked) -> Result<Vec<Source>> {
    let (store, day) = (&opened.store, day(opened, asked));
    let counts = |released: Date| day.is_none_or(|day| released <= day);
    Ok(match ground {
        Ground::Documents => publishers(&opened.view(day)?.documents),
        Ground::Releases => {
            let all = store.releases()?.into_iter().filter(|r| counts(r.released));
            all.map(|r| Source {
                id: format!("release:{}/{}", r.dataset, r.name),
                title: format!("{} {}", r.dataset, r.name),
                licence: licence_of(&r.dataset).map(str::to_owned),
                release: Some(r.name),
                released: Some(r.released),
                count: Some(r.rows),
            })
            .collect()
        }
        Ground::Prices => tables(opened, DataKind::Prices, "prices", counts)?,
        Ground::People => tables(opened, DataKind::People, "people", counts)?,
        Ground::Roads => {
            let road = |r: crate::store::RoadFile| Source {
                id: format!("roads:{}", r.name),
                title: r.name.clone(),
                release: Some(r.release()),
                released: r.released,
                licence: Some(r.licence.clone()).filter(|words| !words.trim().is_empty()),
                count: None,
            };
            store.road_files()?.into_iter().map(road).collect()
        }
        Ground::Case => vec![Source {
            id: format!("case-file:{}", opened.case.hash),
            title: format!("case file of {}", opened.case.head.id),
            release: Some(opened.case.hash.clone()),
            released: None,
            licence: None,
            count: None,
        }],
    })
}

fn tables(opened: &Opened, kind: DataKind, name: &str, counts: impl Fn(Date) -> bool) -> Result<Vec<Source>> {
    let all = opened.store.data_files(kind)?.into_iter().filter(|f| counts(f.released));
    let source = |f: crate::store::DataFile| Source {
        id: format!("{name}:{}", f.name),
        title: f.name.clone(),
        licence: licence_of(&f.form).map(str::to_owned),
        release: Some(f.form),
        released: Some(f.released),
        count: f.counts.get("read").and_then(serde_json::Value::as_u64),
    };
    Ok(all.map(source).collect())
}

/// Documents by publisher and licence: how many, and the newest day. Not their titles and addresses: a file that is passed on
/// leads back to the case, and the case to its documents.
fn publishers(documents: &[Document]) -> Vec<Source> {
    type Key<'a> = (Option<&'a str>, Option<&'a str>);
    let mut found: BTreeMap<Key<'_>, (u64, Option<Date>)> = BTreeMap::new();
    for document in documents {
        let stated = document.licence.as_deref().filter(|words| !words.trim().is_empty());
        let (number, newest) = found.entry((document.publisher.as_deref(), stated)).or_default();
        *number += 1;
        *newest = (*newest).max(document.published);
    }
    let source = |((publisher, licence), (number, newest)): (Key<'_>, _)| {
        let slug = |words: &str| fold_key(words).replace(|c: char| !c.is_alphanumeric(), "-");
        let name = publisher.unwrap_or("publisher not told");
        Source {
            id: format!("documents:{}/{}", slug(name), licence.map_or("no-licence-stated".into(), slug)),
            title: name.to_owned(),
            release: None,
            released: newest,
            licence: licence.map(str::to_owned),
            count: Some(number),
        }
    };
    found.into_iter().map(source).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_ledger_has_no_publisher() {
        assert_eq!(publishers(&[]), []);
    }
}
